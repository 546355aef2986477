//! The front page, conformance, collections, about and health; links that lead somewhere; methods that cost nothing.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::{PATHS, Service};
use crate::region::Region;

#[tokio::test]
async fn every_link_is_absolute_has_a_type_and_leads_to_something_of_that_type() {
    let service = Service::usual().await;
    let mut seen = 0;
    for path in PATHS {
        let reply = service.get(path).await;
        if !reply.header("content-type").contains("json") || *path == "/api" {
            continue;
        }
        let answer = reply.json();
        let mut links: Vec<&Value> = answer["links"].as_array().into_iter().flatten().collect();
        for collection in answer["collections"].as_array().into_iter().flatten() {
            links.extend(collection["links"].as_array().unwrap());
        }
        for link in links {
            let (href, media) = (link["href"].as_str().unwrap(), link["type"].as_str().unwrap());
            // A template leads to one of many.
            let href = href.replace("{tileMatrix}/{tileRow}/{tileCol}", "12/1326/2014");
            let Some(ours) = href.strip_prefix("http://catmap.example") else {
                assert!(link["rel"] == "license" && href.starts_with("https://"), "{path} -> {href}");
                continue;
            };
            let behind = service.get_with(ours, &[("accept", media)]).await;
            assert_eq!(behind.status, StatusCode::OK, "{path} -> {href}: {}", behind.text());
            let plain = |media: &str| media.split(';').next().unwrap().to_owned();
            assert_eq!(plain(behind.header("content-type")), plain(media), "{path} -> {href}");
            seen += 1;
        }
    }
    assert!(seen > 35, "{seen}");
}

#[tokio::test]
async fn the_landing_page_leads_gis_clients_on() {
    let service = Service::usual().await;
    let landing = service.json("/").await;
    let rels: Vec<&str> =
        landing["links"].as_array().unwrap().iter().map(|link| link["rel"].as_str().unwrap()).collect();
    for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
        assert!(rels.contains(&rel), "{rel}");
    }
    let reply = service.get("/api").await;
    assert_eq!(reply.header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
}

#[tokio::test]
async fn links_begin_with_the_public_address_when_one_is_set() {
    let service = Service::with(&Region::usual(), Some("https://assets.example/map/"), None).await;
    let page = service.json("/collections/assets/items?limit=1").await;
    for link in page["links"].as_array().unwrap() {
        assert!(link["href"].as_str().unwrap().starts_with("https://assets.example/map/collections/assets"), "{link}");
    }
    let tiles = service.json("/collections/areas/tiles/WebMercatorQuad?f=tilejson").await;
    assert_eq!(tiles["tiles"][0], "https://assets.example/map/collections/areas/tiles/WebMercatorQuad/{z}/{y}/{x}");
}

#[tokio::test]
async fn each_collection_is_described_alike_alone_and_in_the_list_and_its_extent_holds_all_of_it() {
    let service = Service::usual().await;
    let list = service.json("/collections").await;
    for described in list["collections"].as_array().unwrap() {
        let id = described["id"].as_str().unwrap();
        assert_eq!(&service.json(&format!("/collections/{id}")).await, described);
        if described["extent"].get("spatial").is_none() {
            let all = service.json(&format!("/collections/{id}/items?limit=10000")).await;
            assert!(all["features"].as_array().unwrap().iter().all(|feature| feature["geometry"].is_null()), "{id}");
            continue;
        }
        let side = |index: usize| described["extent"]["spatial"]["bbox"][0][index].as_f64().unwrap();
        let text = format!("{},{},{},{}", side(0), side(1), side(2), side(3));
        let all = service.json(&format!("/collections/{id}/items?limit=10000")).await;
        let placed = all["features"].as_array().unwrap().iter().filter(|f| !f["geometry"].is_null()).count();
        let nowhere = all["features"].as_array().unwrap().len() - placed;
        let inside = service.json(&format!("/collections/{id}/items?limit=10000&bbox={text}")).await;
        assert_eq!(inside["numberMatched"], placed + nowhere, "{id}");
        let away = service.json(&format!("/collections/{id}/items?limit=10000&bbox=1,1,2,2")).await;
        assert_eq!(away["numberMatched"], nowhere, "{id}: what is nowhere is in every box, and nothing else");
    }
}

#[tokio::test]
async fn about_counts_what_is_there() {
    let service = Service::usual().await;
    let about = service.json("/about").await;
    assert_eq!(about["counts"], serde_json::json!({ "assets": 60, "assets_placed": 57, "needs": 8, "areas": 36 }));
    assert_eq!(about["boroughs"], serde_json::json!(["Aldermere", "Brackley"]));
    assert_eq!((about["fictional"].as_bool(), about["sources"].as_array().unwrap().len()), (Some(true), 7));
    assert_eq!(service.json("/health").await["status"], "ok");
    let empty = Service::of(&Region::empty()).await.json("/about").await;
    assert_eq!((empty["extent"].is_null(), &empty["counts"]["assets"]), (true, &Value::from(0)));
}

#[tokio::test]
async fn head_says_what_get_says_without_the_body() {
    let service = Service::usual().await;
    for path in PATHS {
        for coding in ["identity", "gzip"] {
            let headers = [("accept-encoding", coding)];
            let get = service.get_with(path, &headers).await;
            let head = service.ask(Method::HEAD, path, &headers, Body::empty()).await;
            assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
            for name in ["content-type", "etag", "content-encoding", "vary", "cache-control", "link"] {
                assert_eq!(head.header(name), get.header(name), "{name} of {path}");
            }
            if coding == "identity" {
                assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn any_page_may_read_public_data_and_none_may_post_for_another() {
    let service = Service::usual().await;
    let origin = [("origin", "https://other.example"), ("access-control-request-method", "GET")];
    for path in PATHS {
        assert_eq!(service.get_with(path, &origin[..1]).await.header("access-control-allow-origin"), "*", "{path}");
    }
    let preflight = service.ask(Method::OPTIONS, "/about", &origin, Body::empty()).await;
    assert_eq!(preflight.header("access-control-allow-methods"), "GET, HEAD");
    assert_eq!(preflight.header("allow"), "GET, HEAD, OPTIONS");
    let headers = [("origin", "https://other.example"), ("content-type", "application/json")];
    let posted = service.ask(Method::POST, "/matches", &headers, super::STATED).await;
    assert_eq!((posted.status, posted.header("access-control-allow-origin")), (StatusCode::OK, ""));
    assert_eq!(posted.header("cache-control"), "no-store");
}
