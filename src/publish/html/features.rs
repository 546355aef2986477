//! Features as a page: many as one table, one with all it has.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::value::{framed, links, members, plain};
use crate::publish::address::path_segment;

/// A page of features.
pub fn collection(document: &Value, title: &str) -> Markup {
    let features = document["features"].as_array().map_or(&[][..], Vec::as_slice);
    let columns: Vec<&String> = features
        .first()
        .and_then(|feature| feature["properties"].as_object())
        .into_iter()
        .flat_map(Map::keys)
        .collect();
    let collection = href(document, "collection");
    let rest: Map<String, Value> = document
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| !matches!(name.as_str(), "features" | "links" | "type"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    html! {
        p {
            (document["numberReturned"].to_string()) " of " (document["numberMatched"].to_string()) " are on this page."
            @if let Some(prev) = href(document, "prev") { " " a href=(prev) rel="prev" { "Page before" } }
            @if let Some(next) = href(document, "next") { " " a href=(next) rel="next" { "Next page" } }
        }
        @if !features.is_empty() {
            (framed(title, &html! {
                thead { tr {
                    th scope="col" { "key" }
                    th scope="col" { "geometry" }
                    @for column in &columns { th scope="col" { (column) } }
                } }
                tbody {
                    @for feature in features {
                        tr {
                            th scope="row" { (key(feature, collection)) }
                            td { (place(&feature["geometry"])) }
                            @for column in &columns { td { (plain(&feature["properties"][column.as_str()])) } }
                        }
                    }
                }
            }))
        }
        h2 { "links" }
        (links(&document["links"]))
        (members(&rest.into(), 2))
    }
}

/// One feature with all it has.
pub fn feature(document: &Value) -> Markup {
    let geometry = &document["geometry"];
    html! {
        dl {
            dt { "key" } dd { (plain(&document["id"])) }
            dt { "geometry" } dd { (place(geometry)) }
        }
        h2 { "properties" }
        (members(&document["properties"], 3))
        @if !geometry.is_null() {
            details { summary { "All coordinates" } pre { (geometry["coordinates"].to_string()) } }
        }
        h2 { "links" }
        (links(&document["links"]))
        @if let Some(versions) = document.get("versions") { h2 { "versions" } (members(versions, 3)) }
    }
}

/// The key of a feature, leading to it.
fn key(feature: &Value, collection: Option<&str>) -> Markup {
    let key = feature["id"].as_str().unwrap_or_default();
    match (collection, feature["id"].as_str()) {
        (Some(collection), Some(_)) => {
            html! { a href=(format!("{collection}/items/{}", path_segment(key))) { (key) } }
        }
        _ => html! { (key) },
    }
}

/// Where a feature is: a point with its coordinates, of anything larger how many corners it has.
fn place(geometry: &Value) -> Markup {
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        None => html! { "nowhere known" },
        Some("Point") => html! { "Point: " (plain(coordinates)) },
        Some(name) => html! { (name) ", corners: " (corners(coordinates)) },
    }
}

fn corners(coordinates: &Value) -> usize {
    match coordinates.as_array() {
        Some(parts) if parts.first().is_some_and(Value::is_array) => parts.iter().map(corners).sum(),
        _ => 1,
    }
}

fn href<'a>(document: &'a Value, rel: &str) -> Option<&'a str> {
    document["links"].as_array()?.iter().find(|link| link["rel"] == rel)?["href"].as_str()
}
