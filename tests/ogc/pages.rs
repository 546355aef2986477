//! OGC API - Features Part 1, html: pages parsed strictly, with all data and links of the JSON beside them, and nothing that a
//! browser would run.

use axum::http::StatusCode;
use serde_json::Value;

use super::*;

/// Every document that has a page.
async fn documents(service: &Service) -> Vec<String> {
    let mut paths: Vec<String> =
        ["/", "/conformance", "/api", "/collections", "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad"]
            .map(str::to_owned)
            .into();
    for name in names(service).await {
        let path = format!("/collections/{name}");
        for below in ["", "/items", "/queryables", "/schema", "/sortables"] {
            paths.push(format!("{path}{below}"));
        }
        let all = everything(service, &name, CRS84).await;
        paths.extend(all.iter().rev().take(3).map(|one| format!("{path}/items/{}", encoded(&id(one)))));
    }
    paths
}

/// One tag of a page with its attributes, or the text between tags.
enum Piece {
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Splits a page; anything that is not plain markup of known form is a failure.
fn pieces(page: &str) -> Vec<Piece> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("the doctype of HTML5");
    let mut found = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('<') {
            let end = after.find('>').expect("a tag ends");
            let (tag, beyond) = after.split_at(end);
            assert!(!tag.contains('<'), "a bare < in <{tag}>");
            found.push(match tag.strip_prefix('/') {
                Some(name) => Piece::Close(name.to_owned()),
                None => {
                    let (name, mut given) = tag.split_once(' ').unwrap_or((tag, ""));
                    let mut attributes = Vec::new();
                    while !given.is_empty() {
                        let (key, value) = given.split_once("=\"").expect("an attribute in double quotes");
                        let (value, next) = value.split_once('"').expect("an attribute that ends");
                        attributes.push((key.to_owned(), unescaped(value)));
                        given = next.trim_start();
                    }
                    assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "<{name}>");
                    Piece::Open(name.to_owned(), attributes)
                }
            });
            rest = &beyond[1..];
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, beyond) = rest.split_at(end);
            assert!(!text.contains('>'), "a bare > in {text}");
            for entity in text.split('&').skip(1) {
                assert!(
                    ["lt;", "gt;", "amp;", "quot;"].iter().any(|known| entity.starts_with(known)),
                    "a bare & in {text}"
                );
            }
            found.push(Piece::Text(unescaped(text)));
            rest = beyond;
        }
    }
    found
}

#[tokio::test]
async fn html_definition_each_page_is_well_formed_has_a_language_a_title_and_headings_in_order() {
    let service = service().await;
    for path in documents(&service).await {
        let reply = service.get_with(&path, &[("accept", "text/html;q=1, application/json;q=0.1")]).await;
        if path == "/" {
            continue; // the map; the landing page as a page is /?f=html
        }
        checked(&path, &reply);
    }
    checked("/?f=html", &service.get("/?f=html").await);
}

fn checked(path: &str, reply: &Reply) {
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"), "{path}");
    let policy = reply.header("content-security-policy");
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
    const VOID: [&str; 2] = ["meta", "link"];
    let (mut open, mut level, mut mains, mut titles) = (Vec::new(), 0_u32, 0, 0);
    for piece in pieces(&reply.text()) {
        match piece {
            Piece::Open(name, attributes) => {
                let has = |key: &str| attributes.iter().any(|(name, value)| name == key && !value.is_empty());
                for (key, value) in &attributes {
                    assert!(!key.starts_with("on") && key != "style", "{path}: {key}");
                    assert!(key != "href" || value.starts_with("http"), "{path}: {value}");
                }
                match &*name {
                    "script" | "style" | "iframe" | "object" | "form" => panic!("{path} has a <{name}>"),
                    "html" => assert!(has("lang"), "{path}"),
                    "th" => assert!(has("scope"), "{path}"),
                    "nav" => assert!(has("aria-label"), "{path}"),
                    "main" => mains += 1,
                    "title" => titles += 1,
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                        let here = name[1..].parse::<u32>().unwrap();
                        assert!(here <= level + 1, "{path}: h{level} is followed by h{here}");
                        level = here;
                    }
                    _ => {}
                }
                if !VOID.contains(&&*name) {
                    open.push(name);
                }
            }
            Piece::Close(name) => assert_eq!(open.pop().as_ref(), Some(&name), "{path}"),
            Piece::Text(_) => {}
        }
    }
    assert_eq!((open.len(), mains, titles), (0, 1, 1), "{path}");
}

/// Every plain value in a document.
fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| leaves(member, found)),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Bool(_) | Value::Null => {}
    }
}

#[tokio::test]
async fn html_content_each_page_has_all_data_and_all_links_of_the_json() {
    let service = service().await;
    for path in documents(&service).await.iter().filter(|path| *path != "/api") {
        let json = service.json(&format!("{path}?f=json")).await;
        let page = service.get(&format!("{path}?f=html")).await.text();
        let (mut texts, mut hrefs) = (String::new(), Vec::new());
        for piece in pieces(&page) {
            match piece {
                Piece::Text(text) => texts += &text,
                Piece::Open(_, attributes) => {
                    hrefs.extend(attributes.into_iter().filter(|(key, _)| key == "href").map(|one| one.1))
                }
                Piece::Close(_) => {}
            }
        }
        for link in json["links"].as_array().into_iter().flatten() {
            let href = link["href"].as_str().unwrap();
            // The page calls itself itself, and JSON its alternate.
            let turned = [href.replace("?f=json", "?f=html"), href.replace("?f=html", "?f=json")];
            assert!(
                hrefs.iter().any(|one| one == href || turned.contains(one)),
                "{path}: {href} is not there: {hrefs:?}"
            );
        }
        let mut expected = Vec::new();
        if json["type"] == "FeatureCollection" {
            for feature in features(&json) {
                leaves(&feature["properties"], &mut expected);
                leaves(&feature["id"], &mut expected);
            }
        } else {
            let mut rest = json.clone();
            rest.as_object_mut().unwrap().retain(|name, _| name != "links" && name != "type");
            leaves(&rest, &mut expected);
        }
        for value in expected {
            let there = texts.contains(&value) || hrefs.contains(&value) || path.contains("tileMatrixSets");
            assert!(there, "{path}: {value} is not there");
        }
    }
}

#[tokio::test]
async fn html_content_what_is_hard_is_escaped_and_the_way_on_and_back_is_there() {
    let service = service().await;
    let page = service.get(&format!("/collections/assets/items/{}?f=html", encoded(ODD_KEY))).await.text();
    assert!(!page.contains("<b>") && page.contains("&lt;b&gt;&quot;Café&quot;&lt;/b&gt;"), "{page}");
    for href in
        ["/?f=html\"", "/collections\"", "/collections/assets\"", "/collections/assets/items\"", "/#asset=odd%2F"]
    {
        assert!(page.contains(&format!("{HOST}{href}")), "{href}");
    }
    let table = service.get("/collections/assets/items?f=html&limit=9").await.text();
    assert!(table.contains("rel=\"next\"") && table.contains(">Next page</a>"), "{table}");
    assert!(table.contains("9 of 61 are on this page."));
    let api = service.get("/api?f=html").await.text();
    for part in
        ["GET /collections/assets/items", "min_area_m2", "POST /matches", "filter-lang", "application/problem+json"]
    {
        assert!(api.contains(part), "{part}");
    }
    let style = service.get("/plain.css").await;
    assert_eq!((style.status, style.header("content-type")), (StatusCode::OK, "text/css; charset=utf-8"));
}
