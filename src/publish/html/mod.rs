//! Answers as pages for people: the same data and links as the JSON beside them, because they are made from it.
//!
//! | file | what it writes |
//! |---|---|
//! | `mod.rs` | the frame of every page: language, title, way back, links to other formats |
//! | `value.rs` | any JSON: members, lists, tables, links |
//! | `features.rs` | a page of features as one table, and one feature |
//! | `api.rs` | the OpenAPI document as something to read |
//! | `plain.css` | the one stylesheet, served as a file |
//!
//! A page needs no script and has no inline style, so the strictest content security policy holds. Everything is escaped by
//! maud; nothing here writes markup of its own from text. It never decides what is in an answer: what JSON has not, a page
//! has not.
//!
//! To give another document as a page nothing is needed here; to show one kind better than as plain members, add a file and
//! a line in [`page`].

mod api;
mod features;
mod value;

use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

/// The media type of a page.
pub const HTML: &str = "text/html";

/// The one stylesheet.
pub const STYLE: &str = include_str!("plain.css");

/// Its name below the address of the service.
pub const STYLE_FILE: &str = "plain.css";

/// What stands around a document.
pub struct Frame<'a> {
    /// What the document is.
    pub title: &'a str,
    /// The address of the service, without a slash at the end: the map, the stylesheet.
    pub home: &'a str,
    /// The way back: addresses and names, the service first.
    pub way: Vec<(String, String)>,
}

/// A document as a page.
#[must_use]
pub fn page(document: &Value, frame: &Frame<'_>) -> String {
    let main = match document {
        _ if document.get("openapi").is_some() => api::api(document),
        _ if document["type"] == "FeatureCollection" => features::collection(document, frame.title),
        _ if document["type"] == "Feature" => features::feature(document),
        _ => value::members(document, 2),
    };
    let links = || document["links"].as_array().into_iter().flatten();
    let alternates = links().filter(|link| link["rel"] == "alternate");
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) " - catmap" }
                link rel="stylesheet" href=(format!("{}/{STYLE_FILE}", frame.home));
                @for link in alternates {
                    link rel="alternate" type=[link["type"].as_str()] href=[link["href"].as_str()];
                }
            }
            body {
                header { (way(frame)) }
                main {
                    h1 { (frame.title) }
                    (main)
                }
                footer {
                    p { a href=(format!("{}/", frame.home)) { "Open the map" } }
                }
            }
        }
    }
    .into_string()
}

fn way(frame: &Frame<'_>) -> Markup {
    html! {
        nav aria-label="Where you are" {
            ol {
                @for (href, name) in &frame.way { li { a href=(href) { (name) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(document: &Value) -> String {
        let way = vec![("http://a.example/?f=html".to_owned(), "catmap".to_owned())];
        page(document, &Frame { title: "Things", home: "http://a.example", way })
    }

    #[test]
    fn whatever_a_text_holds_it_stays_text() {
        let nasty = "</td><script>alert(1)</script>\"'&";
        for document in [
            json!({ "title": nasty, "links": [{ "href": nasty, "rel": nasty, "type": nasty, "title": nasty }] }),
            json!({ "type": "FeatureCollection", "features": [{ "id": nasty, "properties": { nasty: nasty } }] }),
            json!({ "type": "Feature", "id": nasty, "geometry": null, "properties": { nasty: nasty } }),
            json!({ "openapi": nasty, "paths": { nasty: { "get": { "summary": nasty } } } }),
            json!({ "list": [{ nasty: nasty }], "words": [nasty] }),
        ] {
            let page = shown(&document);
            assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
        }
    }

    #[test]
    fn an_address_is_only_a_link_when_it_is_one_of_the_web() {
        let page = shown(&json!({ "good": "https://a.example/x", "bad": "javascript:alert(1)" }));
        assert!(page.contains("href=\"https://a.example/x\""), "{page}");
        assert!(!page.contains("href=\"javascript"), "{page}");
    }

    #[test]
    fn what_is_not_known_is_said_and_nothing_is_left_out() {
        let document = json!({ "type": "FeatureCollection", "numberMatched": 7, "features": [
            { "id": "a", "geometry": null, "properties": { "size_m2": null, "open": true } },
            { "id": "b", "geometry": { "type": "Point", "coordinates": [-3, 53.5] }, "properties": { "size_m2": 0, "open": false } },
        ] });
        let page = shown(&document);
        for part in ["not known", "<td>0</td>", "<td>yes</td>", "<td>no</td>", "size_m2", "-3, 53.5", "7"] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }
}
