//! R15 to R20: what they need of HTTP itself: formats, tags, methods, proxies, refusals; and pages elsewhere, and ArcGIS.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use catmap::api::ApiOptions;
use catmap::api::routes::{self, Verb};
use catmap::domain::person::Role;
use serde_json::json;

use super::*;
use crate::api::PATHS;
use crate::people::help::Browser;

#[tokio::test]
async fn r15_json_unless_html_is_wanted_more_f_overrides_and_caches_are_told() {
    let service = service().await;
    for (path, json) in [
        ("/collections", "application/json"),
        ("/collections/areas", "application/json"),
        ("/collections/areas/items", "application/geo+json"),
        ("/collections/areas/queryables", "application/schema+json"),
        ("/conformance", "application/json"),
        ("/api", "application/vnd.oai.openapi+json;version=3.0"),
    ] {
        for (query, accept, expected) in [
            ("", "*/*", json),
            ("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
            ("?f=html", "application/json", "text/html; charset=utf-8"),
            ("?f=json", "text/html", json),
        ] {
            let reply = service.get_with(&format!("{path}{query}"), &[("accept", accept)]).await;
            assert_eq!(
                (reply.status, reply.header("content-type")),
                (StatusCode::OK, expected),
                "{path}{query} {accept}"
            );
            let vary = reply.headers("vary");
            assert!(vary.contains("accept") && vary.contains("accept-encoding"), "{path}: {vary}");
        }
        assert_eq!(service.get(path).await.header("content-type"), json, "no Accept at all, as OWSLib asks");
        let image = service.get_with(path, &[("accept", "image/png")]).await;
        assert_eq!(image.status, StatusCode::NOT_ACCEPTABLE, "{path}");
        let unknown = service.get(&format!("{path}?f=shp")).await;
        assert_eq!((unknown.status, unknown.json()["parameter"].as_str()), (StatusCode::NOT_ACCEPTABLE, Some("f")));
    }
}

#[tokio::test]
async fn r16_tags_are_strong_public_answers_may_be_kept_and_private_ones_never() {
    let service = service().await;
    let officer = Browser::of(&service, "jo@example.org", &[Role::Administrator]).await;
    for path in PATHS {
        let public = service.get(path).await;
        assert!(public.header("etag").starts_with('"'), "{path}");
        assert_eq!(public.header("cache-control"), "public, no-cache", "{path}");
        let private = officer.ask(Method::GET, path, None).await;
        assert_eq!((private.header("cache-control"), private.header("etag")), ("private, no-store", ""), "{path}");
    }
}

#[tokio::test]
async fn r17_head_and_options_are_on_every_address_that_can_be_read_and_tell_the_truth() {
    let service = service().await;
    for path in PATHS {
        let asked = path.split('?').next().unwrap();
        let options = service.ask(Method::OPTIONS, asked, &[], Body::empty()).await;
        let allowed = options.header("allow").to_owned();
        assert_eq!(options.status, StatusCode::NO_CONTENT, "{path}");
        for verb in ["GET", "HEAD", "OPTIONS"] {
            assert!(allowed.split(", ").any(|one| one == verb), "{path}: {allowed}");
        }
        if path.starts_with("/collections") {
            assert_eq!(allowed, "GET, HEAD, OPTIONS", "QGIS shows no pencil: {path}");
        }
        let head = service.ask(Method::HEAD, path, &[], Body::empty()).await;
        let get = service.get(path).await;
        for name in ["content-type", "content-crs", "etag", "vary", "link", "ogc-numbermatched", "cache-control"] {
            assert_eq!(head.headers(name), get.headers(name), "{name} of {path}");
        }
    }
    for name in names(&service).await {
        let head = service.ask(Method::HEAD, &format!("/collections/{name}"), &[], Body::empty()).await;
        let expected = format!(
            "<{HOST}/collections/{name}/queryables>; rel=\"http://www.opengis.net/def/rel/ogc/1.0/queryables\""
        );
        assert!(head.headers("link").contains(&expected), "{name}: {}", head.headers("link"));
        let items = service.ask(Method::HEAD, &format!("/collections/{name}/items?limit=1"), &[], Body::empty()).await;
        let more = everything(&service, &name, CRS84).await.len() > 1;
        assert_eq!(items.headers("link").contains("rel=\"next\""), more, "{name}");
    }
    assert!(routes::all().any(|route| route.verb == Verb::Patch), "what can be changed says so elsewhere");
}

#[tokio::test]
async fn r18_each_coding_unpacks_to_the_same_answer() {
    let service = service().await;
    let path = "/collections/areas/items?limit=10000";
    let plain = service.get(path).await;
    for (coding, accept) in [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("br", "gzip;q=0.5, br;q=1")] {
        let packed = service.get_with(path, &[("accept-encoding", accept)]).await;
        assert_eq!(packed.header("content-encoding"), coding);
        assert!(packed.body.len() * 3 < plain.body.len(), "{coding}");
        if coding == "zstd" {
            assert_eq!(zstd::decode_all(&*packed.body).unwrap(), plain.body);
        }
    }
}

#[tokio::test]
async fn r19_links_are_right_behind_a_trusted_proxy_and_nobody_else_can_bend_them() {
    let options = ApiOptions { trusted_proxies: vec!["10.0.0.1".parse().unwrap()], ..ApiOptions::default() };
    let service = Service::set(&region(), options).await;
    let said =
        [("x-forwarded-proto", "https"), ("x-forwarded-host", "maps.example"), ("x-forwarded-prefix", "/catmap")];
    for (from, begins) in
        [(Some("10.0.0.1"), "https://maps.example/catmap/"), (Some("10.0.0.2"), "http://catmap.example/")]
    {
        for path in PATHS {
            let reply = service.ask_from(from, Method::GET, path, &said, Body::empty()).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}");
            let text = reply.text();
            for href in text.split("\"href\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(href.starts_with(begins) || href.contains("licen"), "{path}: {href}");
            }
            assert!(text.contains("maps.example") <= (from == Some("10.0.0.1")), "{path}");
        }
    }
    let evil = [("x-forwarded-host", "evil.example/\"><script>")];
    let reply = service.ask_from(Some("10.0.0.1"), Method::GET, "/collections", &evil, Body::empty()).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let forwarded = [("forwarded", "host=evil.example;proto=https")];
    let reply = service.ask_from(Some("10.0.0.1"), Method::GET, "/collections", &forwarded, Body::empty()).await;
    assert!(!reply.text().contains("evil"));
}

#[tokio::test]
async fn r20_what_is_refused_names_its_parameter_and_tells_nothing_of_our_inside() {
    let service = service().await;
    for (query, parameter) in [
        ("filter=owner%20%3D%20", "filter"),
        ("filter=nothing%20%3D%201", "filter"),
        ("sortby=nothing", "sortby"),
        ("cursor=zz", "cursor"),
        ("occupancy=empty", "occupancy"),
        ("fictional=perhaps", "fictional"),
    ] {
        let asked = format!("/collections/assets/items?{query}");
        refused(&service.get(&asked).await, Some(parameter), &asked);
    }
}

#[tokio::test]
async fn the_other_name_that_arcgis_programs_ask_for_gives_the_same_and_keeps_them_below_it() {
    let service = service().await;
    for path in PATHS {
        let usual = service.get(path).await;
        let other = service.get(&format!("/OGCFeatureServer{path}")).await;
        assert_eq!(
            (other.status, other.header("content-type")),
            (usual.status, usual.header("content-type")),
            "{path}"
        );
        if usual.header("content-type").contains("json") {
            // All but the map, which is one.
            let moved = usual.text().replace(HOST, &format!("{HOST}/OGCFeatureServer"));
            let moved = moved.replace("/OGCFeatureServer/#", "/#");
            assert_eq!(other.text(), moved, "{path}");
        }
    }
    for bare in ["/OGCFeatureServer", "/OGCFeatureServer/"] {
        let landing = service.json(bare).await;
        let data = link(&landing, "data", "application/json").unwrap();
        assert_eq!(data, format!("{HOST}/OGCFeatureServer/collections"));
        let page = service.get_with(bare, &[("accept", "text/html")]).await;
        assert!(page.text().contains("What can be asked"), "a landing page, not the map");
    }
    assert_eq!(service.get("/OGCFeatureServer/plain.css").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_elsewhere_may_ask_with_a_token_and_read_the_headers_it_needs() {
    let service = service().await;
    let origin = ("origin", "https://other.example");
    for path in PATHS {
        let asked =
            [origin, ("access-control-request-method", "GET"), ("access-control-request-headers", "authorization")];
        let preflight = service.ask(Method::OPTIONS, path, &asked, Body::empty()).await;
        let allowed = preflight.headers("access-control-allow-headers");
        for name in ["authorization", "range", "if-none-match", "if-range"] {
            assert!(allowed.contains(name), "{path}: {allowed}");
        }
        let reply = service.get_with(path, &[origin]).await;
        let exposed = reply.headers("access-control-expose-headers");
        for name in ["content-crs", "ogc-numbermatched", "link", "etag", "content-range"] {
            assert!(exposed.contains(name), "{path}: {exposed}");
        }
        assert_eq!(reply.header("access-control-allow-credentials"), "", "{path}");
    }
    let officer = Browser::of(&service, "jo@example.org", &[Role::Administrator]).await;
    let made = officer.ask(Method::POST, "/tokens", Some(json!({ "name": "a map" }))).await.json();
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    let by_token = service.get_with("/collections/assets/items", &[origin, ("authorization", &bearer)]).await;
    assert_eq!((by_token.status, by_token.header("access-control-allow-origin")), (StatusCode::OK, "*"));
    assert_eq!(by_token.header("cache-control"), "private, no-store");
    let cookie = officer.cookie_header();
    let by_cookie = service.get_with("/collections/assets/items", &[origin, ("cookie", &cookie)]).await;
    assert_eq!(by_cookie.header("access-control-allow-origin"), "", "what a browser adds by itself opens nothing");
}
