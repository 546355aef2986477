//! R1 to R20: what GIS clients were seen to need, each with why it matters in its name.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use catmap::api::{ApiOptions, ROUTES, Verb};
use catmap::domain::imported::{FileKind, Rows};
use catmap::domain::person::Role;
use serde_json::json;

use super::*;
use crate::api::PATHS;
use crate::people::help::Browser;
use crate::region::{file, rows};

#[tokio::test]
async fn r1_the_landing_page_has_every_link_with_rel_and_type() {
    let landing = service().await.json("/").await;
    for (rel, media) in [
        ("self", "application/json"),
        ("alternate", "text/html"),
        ("service-desc", "application/vnd.oai.openapi+json;version=3.0"),
        ("service-doc", "text/html"),
        ("conformance", "application/json"),
        ("data", "application/json"),
    ] {
        assert!(link(&landing, rel, media).is_some(), "{rel} {media}: {landing}");
    }
}

#[tokio::test]
async fn r2_the_size_of_a_page_is_where_qgis_looks_for_it() {
    let api = service().await.json("/api").await;
    let limit = &api["components"]["parameters"]["limit"];
    assert_eq!((&limit["name"], &limit["in"]), (&json!("limit"), &json!("query")));
    assert_eq!((&limit["schema"]["minimum"], &limit["schema"]["maximum"]), (&json!(1), &json!(10_000)));
    // QGIS asks for pages of min(max(1000, default), maximum) features.
    assert_eq!(limit["schema"]["default"], 100);
}

#[tokio::test]
async fn r3_a_limit_above_the_maximum_is_the_maximum() {
    let service = service().await;
    assert_eq!(service.get("/collections/areas/items?limit=10001").await.status, StatusCode::OK);
    for wrong in ["0", "ten"] {
        refused(&service.get(&format!("/collections/areas/items?limit={wrong}")).await, Some("limit"), wrong);
    }
}

#[tokio::test]
async fn r4_unknown_is_refused_the_same_twice_is_tolerated_and_a_contradiction_is_not() {
    let service = service().await;
    for name in names(&service).await {
        let items = format!("/collections/{name}/items");
        refused(&service.get(&format!("{items}?colour=red")).await, Some("colour"), &items);
        for twice in ["limit=5&limit=5", "bbox=-3,53,-2,54&bbox=-3,53,-2,54"] {
            assert_eq!(service.get(&format!("{items}?{twice}")).await.status, StatusCode::OK, "{twice}");
        }
        refused(&service.get(&format!("{items}?limit=5&limit=6")).await, Some("limit"), &items);
        refused(&service.get(&format!("{items}?id=a&id=b")).await, Some("id"), &items);
    }
}

#[tokio::test]
async fn r5_whatever_comes_or_goes_while_paging_nothing_is_skipped_or_repeated() {
    let service = service().await;
    for sortby in ["", "&sortby=-usable_area_m2,name"] {
        let before = set(&service, "assets", &sortby.replacen('&', "", 1)).await;
        let mut path = format!("/collections/assets/items?limit=9{sortby}&crs={}&f=json", encoded(EPSG_27700));
        let (mut met, mut turn) = (Vec::new(), 0);
        loop {
            let page = service.json(&path).await;
            met.extend(features(&page).iter().map(id));
            let Some(next) = link(&page, "next", "application/geo+json") else { break };
            assert!(
                next.starts_with(HOST) && next.contains(sortby) && next.contains("limit=9") && next.contains("f=json")
            );
            assert!(next.contains(&encoded(EPSG_27700)), "{next}");
            path = path_of(next).to_owned();
            // New ones before, between and after those already met.
            let new = ["a-", "b-", "0-"].map(|start| {
                let mut asset = region().assets[3].clone();
                asset.id = AssetId::new(format!("{start}{turn}-{}", sortby.len()));
                asset
            });
            turn += 1;
            let more = file(FileKind::AssetRegister, "register", Rows::Assets(rows(&new)));
            let at = time::macros::datetime!(2026-11-22 12:00 UTC);
            service.catalogue.store().take_in(&more, "a test", at, &|_, _| {}).await.unwrap();
        }
        let distinct: BTreeSet<String> = met.iter().cloned().collect();
        assert_eq!(distinct.len(), met.len(), "one comes twice");
        assert!(turn > 5 && before.is_subset(&distinct), "{:?} were skipped", before.difference(&distinct));
    }
}

#[tokio::test]
async fn r6_number_matched_is_exact_under_every_question() {
    let service = service().await;
    for query in [
        "occupancy=vacant",
        "q=hall",
        "min_area_m2=300",
        "filter=deprivation%20IS%20NULL",
        "bbox=-3,53.3,-2.97,53.42",
        "owner=nobody",
    ] {
        // `set` walks every page and holds the count against what it met.
        set(&service, "assets", query).await;
    }
}

#[tokio::test]
async fn r7_a_box_on_the_national_grid_has_just_the_areas_that_a_loop_over_grid_squares_finds() {
    let service = service().await;
    let truth = region();
    for (west, south, east, north) in [
        (333_000.0, 388_000.0, 334_000.0, 389_000.0),
        (333_999.99, 388_500.0, 333_999.99, 388_500.0),
        (334_000.01, 388_500.0, 334_500.0, 388_900.0),
        (332_000.0, 387_000.0, 332_999.99, 399_000.0),
        (332_000.0, 387_000.0, 333_000.0, 388_000.0),
    ] {
        let expected: BTreeSet<String> = truth
            .boundaries
            .iter()
            .filter(|area| {
                let (x, y) = (area.centre.easting_m, area.centre.northing_m);
                x - 500.0 <= east && west <= x + 500.0 && y - 500.0 <= north && south <= y + 500.0
            })
            .map(|area| area.code.0.to_string())
            .collect();
        let query = format!("bbox={west},{south},{east},{north}&bbox-crs={}", encoded(EPSG_27700));
        assert_eq!(set(&service, "areas", &query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn r8_antimeridian_polar_and_world_boxes_and_heights_are_answered() {
    let service = service().await;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await.len();
        let nowhere = everything(&service, &name, CRS84).await.iter().filter(|one| one["geometry"].is_null()).count();
        for (bbox, expected) in [
            ("-180,-90,180,90", all),
            ("-180,-90,-1000,180,90,1000", all),
            ("177,65,-177,70", nowhere),
            ("-180,85,180,90", nowhere),
            ("-180,-90,180,-85", nowhere),
            ("0,50,-1,60", all),
        ] {
            assert_eq!(set(&service, &name, &format!("bbox={bbox}")).await.len(), expected, "{name} {bbox}");
        }
    }
}

#[tokio::test]
async fn r9_what_is_nowhere_matches_every_box_and_every_time_and_is_null() {
    let service = service().await;
    let mut seen = 0;
    for name in names(&service).await {
        for feature in everything(&service, &name, CRS84).await.iter().filter(|one| one["geometry"].is_null()) {
            for box_or_time in ["bbox=10,10,11,11", "bbox=1,2,3,4&bbox-crs=EPSG%3A27700"] {
                assert!(set(&service, &name, box_or_time).await.contains(&id(feature)), "{name} {box_or_time}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 3);
    let needs = everything(&service, "needs", CRS84).await;
    let without = needs.iter().find(|one| one["properties"]["stated_on"].is_null()).expect("a need without a day");
    assert!(set(&service, "needs", "datetime=1700-01-01").await.contains(&id(without)));
}

#[tokio::test]
async fn r10_content_crs_is_on_every_answer_with_coordinates() {
    let service = service().await;
    for path in PATHS.iter().filter(|path| path.contains("/items")) {
        assert_eq!(service.get(path).await.header("content-crs"), format!("<{CRS84}>"), "{path}");
    }
}

#[tokio::test]
async fn r11_all_five_systems_are_listed_and_others_refused() {
    let service = service().await;
    for name in names(&service).await {
        let listed = service.json(&format!("/collections/{name}")).await["crs"].clone();
        assert!(SYSTEMS.iter().all(|crs| listed.as_array().unwrap().contains(&json!(crs))), "{name}");
        let path = format!("/collections/{name}/items?crs=EPSG:4277");
        refused(&service.get(&path).await, Some("crs"), &path);
    }
}

#[tokio::test]
async fn r12_axes_are_in_the_order_of_the_authority_both_ways() {
    let service = service().await;
    for (crs, box_around, outside) in [
        (CRS84, "-3.0,53.40,-2.99,53.41", "53.40,-3.0,53.41,-2.99"),
        (EPSG_4326, "53.40,-3.0,53.41,-2.99", "-3.0,53.40,-2.99,53.41"),
        (EPSG_4258, "53.40,-3.0,53.41,-2.99", "-3.0,53.40,-2.99,53.41"),
        (EPSG_27700, "333000,390000,334000,391000", "390000,333000,391000,334000"),
    ] {
        let crs = encoded(crs);
        let query = |bbox: &str| format!("bbox={bbox}&bbox-crs={crs}&id=a-000");
        assert_eq!(set(&service, "assets", &query(box_around)).await.len(), 1, "{crs}");
        assert_eq!(set(&service, "assets", &query(outside)).await.len(), 0, "{crs}");
    }
}

#[tokio::test]
async fn r13_every_feature_has_the_same_plain_properties_one_type_of_shape_and_a_key() {
    let service = service().await;
    for name in names(&service).await {
        let schema = service.json(&format!("/collections/{name}/schema")).await;
        let mut named: Vec<&String> =
            schema["properties"].as_object().unwrap().keys().filter(|key| *key != "geometry").collect();
        named.sort_unstable();
        let mut shapes = BTreeSet::new();
        for feature in everything(&service, &name, CRS84).await {
            let properties = feature["properties"].as_object().unwrap();
            let mut keys: Vec<&String> = properties.keys().collect();
            keys.sort_unstable();
            assert_eq!(keys, named, "{name}");
            assert!(properties.values().all(|value| !value.is_array() && !value.is_object()), "{name}");
            assert_eq!(properties["id"], feature["id"], "{name}: both keys are one");
            shapes.extend(feature["geometry"]["type"].as_str().map(str::to_owned));
        }
        assert!(shapes.len() <= 1, "{name}: {shapes:?}");
    }
}

#[tokio::test]
async fn r14_queryables_schema_and_sortables_are_json_schema_with_an_id_without_query() {
    let service = service().await;
    for name in names(&service).await {
        for document in ["queryables", "schema", "sortables"] {
            let path = format!("/collections/{name}/{document}");
            let reply = service.get(&format!("{path}?f=json")).await;
            assert_eq!(reply.header("content-type"), "application/schema+json", "{path}");
            let schema = reply.json();
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!((&schema["$id"], &schema["type"]), (&json!(format!("{HOST}{path}")), &json!("object")));
            for (property, about) in schema["properties"].as_object().unwrap() {
                let typed = about["type"].is_string()
                    || about["format"].as_str().is_some_and(|one| one.starts_with("geometry-"));
                assert!(typed && about["title"].is_string() && about["description"].is_string(), "{path}: {property}");
            }
            let _ = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

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
        assert_eq!(public.header("cache-control"), "no-cache", "{path}");
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
        assert!(items.headers("link").contains("rel=\"next\""), "{name}");
    }
    assert!(ROUTES.iter().any(|route| route.verb == Verb::Patch), "what can be changed says so elsewhere");
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
