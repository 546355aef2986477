//! Whatever is sent, the answer is a 4xx problem that says what is wrong: never a 5xx, a panic or an empty page.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use catmap::domain::person::Role;

use super::{Reply, STATED, Service};
use crate::people::help::Browser;

const ITEMS: &str = "/collections/assets/items";

fn is_problem(reply: &Reply, asked: &str) -> serde_json::Value {
    assert!(reply.status.is_client_error(), "{asked}: {} {}", reply.status, reply.text());
    assert_eq!(reply.header("content-type"), "application/problem+json", "{asked}");
    let problem = reply.json();
    for key in ["type", "title", "code", "detail"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{asked}: {problem}");
    }
    assert_eq!(problem["status"], reply.status.as_u16(), "{asked}");
    problem
}

#[tokio::test]
async fn a_bad_parameter_is_named_with_what_would_be_right() {
    let service = Service::usual().await;
    let long = format!("q={}", "x".repeat(201));
    let cases: &[(&str, &str, &str)] = &[
        ("limit=0", "limit", "invalid-parameter"),
        ("limit=-1", "limit", "invalid-parameter"),
        ("limit=5.0", "limit", "invalid-parameter"),
        ("limit=", "limit", "invalid-parameter"),
        ("limit=unlimited", "limit", "invalid-parameter"),
        ("limit=1e3", "limit", "invalid-parameter"),
        ("limit=%00", "limit", "invalid-parameter"),
        ("limit=%FF", "limit", "invalid-parameter"),
        ("limit=0x10", "limit", "invalid-parameter"),
        ("limit=1&limit=2", "limit", "conflicting-parameter"),
        ("bbox=", "bbox", "invalid-parameter"),
        ("bbox=1,2,3", "bbox", "invalid-parameter"),
        ("bbox=1,2,3,4,5", "bbox", "invalid-parameter"),
        ("bbox=1,2,3,4,5,6,7", "bbox", "invalid-parameter"),
        ("bbox=nan,0,1,1", "bbox", "invalid-parameter"),
        ("bbox=-inf,0,1,1", "bbox", "invalid-parameter"),
        ("bbox=0,0,1,infinity", "bbox", "invalid-parameter"),
        ("bbox=0,2,1,1", "bbox", "invalid-parameter"),
        ("bbox=-181,0,1,1", "bbox", "invalid-parameter"),
        ("bbox=0,-91,1,1", "bbox", "invalid-parameter"),
        ("bbox=333000,388000,339000,394000", "bbox", "invalid-parameter"),
        ("bbox=0,0,9,1,1,3", "bbox", "invalid-parameter"),
        ("bbox=a,b,c,d", "bbox", "invalid-parameter"),
        ("bbox=1e400,0,1,1", "bbox", "invalid-parameter"),
        ("bbox=,,,", "bbox", "invalid-parameter"),
        ("cursor=", "cursor", "invalid-parameter"),
        ("cursor=zz", "cursor", "invalid-parameter"),
        ("cursor=abc", "cursor", "invalid-parameter"),
        ("cursor=ff", "cursor", "invalid-parameter"),
        ("cursor=%F0%9F%98%80", "cursor", "invalid-parameter"),
        ("datetime=yesterday", "datetime", "invalid-parameter"),
        ("datetime=2026-13-01", "datetime", "invalid-parameter"),
        ("datetime=../..", "datetime", "invalid-parameter"),
        ("datetime=2026-02-01/2026-01-01", "datetime", "invalid-parameter"),
        ("datetime=2026-01-01/x/y", "datetime", "invalid-parameter"),
        ("borough=", "borough", "invalid-parameter"),
        ("borough=Aldermere,,Brackley", "borough", "invalid-parameter"),
        ("owner=,", "owner", "invalid-parameter"),
        ("occupancy=", "occupancy", "invalid-parameter"),
        ("occupancy=empty", "occupancy", "invalid-parameter"),
        ("occupancy=vacant,VACANT", "occupancy", "invalid-parameter"),
        ("status=available", "status", "invalid-parameter"),
        ("space_type=church", "space_type", "invalid-parameter"),
        ("space_type='%20OR%201=1--", "space_type", "invalid-parameter"),
        ("min_area_m2=-1", "min_area_m2", "invalid-parameter"),
        ("min_area_m2=nan", "min_area_m2", "invalid-parameter"),
        ("max_area_m2=inf", "max_area_m2", "invalid-parameter"),
        ("max_area_m2=big", "max_area_m2", "invalid-parameter"),
        ("min_area_m2=200&max_area_m2=100", "min_area_m2", "invalid-parameter"),
        (&long, "q", "invalid-parameter"),
        ("q=a%00b", "q", "invalid-parameter"),
        ("nonsense=1", "nonsense", "unknown-parameter"),
        ("unknownQueryParameter12345=1", "unknownQueryParameter12345", "unknown-parameter"),
        ("LIMIT=5", "LIMIT", "unknown-parameter"),
        ("limit[]=5", "limit[]", "unknown-parameter"),
        ("key=a-001", "key", "unknown-parameter"),
        ("=5", "", "unknown-parameter"),
        ("purpose=food", "purpose", "unknown-parameter"),
        ("weights=0.5,0.3,0.2", "weights", "unknown-parameter"),
    ];
    for (query, parameter, code) in cases {
        let asked = format!("{ITEMS}?{query}");
        let reply = service.get(&asked).await;
        let problem = is_problem(&reply, &asked);
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{asked}");
        assert_eq!(
            (problem["parameter"].as_str(), problem["code"].as_str()),
            (Some(*parameter), Some(*code)),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn weights_that_cannot_be_used_say_why() {
    let service = Service::usual().await;
    for (weights, reason) in [
        ("0.5,0.3", "three numbers"),
        ("1,2,3,4", "three numbers"),
        ("a,b,c", "number"),
        ("", "number"),
        ("0,0,0", "at least one weight must be above 0"),
        ("-0,0,-0.0", "at least one weight must be above 0"),
        ("-0.5,0.3,0.2", "no weight may be below 0"),
        ("-1,1,0.1", "no weight may be below 0"),
        ("NaN,0.3,0.2", "number"),
        ("nan,nan,nan", "number"),
        ("inf,1,0", "number"),
        ("-inf,1,0", "number"),
        ("1e999,1,0", "number"),
        ("0.1,0.1,0.8", "at most 30%"),
    ] {
        for path in ["/needs/n-001/matches", "/assets/a-001/matches"] {
            let asked = format!("{path}?weights={weights}");
            let problem = is_problem(&service.get(&asked).await, &asked);
            assert_eq!(problem["parameter"], "weights", "{asked}");
            assert!(problem["detail"].as_str().unwrap().contains(reason), "{asked}: {problem}");
        }
        let asked = format!("/matches?weights={weights}");
        assert_eq!(is_problem(&service.post(&asked, STATED).await, &asked)["parameter"], "weights", "{asked}");
    }
}

#[tokio::test]
async fn an_address_with_nothing_behind_it_is_not_found_however_odd_it_is() {
    let service = Service::usual().await;
    let long = format!("/assets/{}", "x".repeat(10_000));
    let cases: &[&str] = &[
        "/nothing",
        "/index.php",
        "/.env",
        "/assets/",
        "/assets/none",
        "/assets/..",
        "/assets/..%2F..%2Fetc%2Fpasswd",
        "/assets/%00",
        "/assets/%FF",
        "/assets/%",
        "/assets/%zz",
        "/assets/%F0%9F%98%80",
        "/assets/A-001",
        "/assets/a-001/",
        "/assets/a-001/matches/1",
        "/assets/a-001%00",
        &long,
        "/needs/none/matches",
        "/needs/n-008/matches",
        "/collections/",
        "/collections/none",
        "/collections/none/items",
        "/collections/Assets/items",
        "/collections/assets/items/none",
        "/collections/assets/items/",
        "/collections/areas/items/e01990003",
        "/collections/needs/items/n-009",
        "/tiles",
        "/collections/roads/tiles/WebMercatorQuad/1/1/1",
        "/collections/areas/tiles/WebMercatorQuad/0/0/1",
        "/collections/areas/tiles/WebMercatorQuad/15/0/0",
        "/collections/areas/tiles/WebMercatorQuad/255/0/0",
        "/collections/areas/tiles/WebMercatorQuad/256/0/0",
        "/collections/areas/tiles/WebMercatorQuad/-1/0/0",
        "/collections/areas/tiles/WebMercatorQuad/a/c/b",
        "/collections/areas/tiles/WebMercatorQuad/3/0/4294967296",
        "/collections/areas/tiles/WebMercatorQuad/3/0/1.5",
        "/collections/areas/tiles/WebMercatorQuad/%33%2F/0/1",
        "/collections/areas/tiles/WebMercatorQuad/1/1",
        "//",
        "/?/",
    ];
    for asked in cases {
        let reply = service.get(asked).await;
        let status = is_problem(&reply, asked)["status"].clone();
        assert!(status == 404 || (*asked == "/?/" && status == 400), "{asked}: {status}");
    }
    let problem = service.get("/collections/roads/items").await.json();
    let there = "assets, areas, needs, organisations, matches, asset-scores, need-gap, sources";
    assert_eq!(problem["detail"], format!("There is no collection \"roads\"; there are: {there}."));
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_refused_with_those_it_takes() {
    let service = Service::usual().await;
    for (method, path, allow) in [
        (Method::POST, ITEMS, "GET, HEAD, OPTIONS"),
        (Method::DELETE, "/assets/a-001", "GET, PATCH, HEAD, OPTIONS"),
        (Method::PUT, "/", "GET, HEAD, OPTIONS"),
        (Method::GET, "/matches", "POST, OPTIONS"),
        (Method::GET, "/assets", "PATCH, OPTIONS"),
        (Method::HEAD, "/matches", "POST, OPTIONS"),
        (Method::from_bytes(b"BREW").unwrap(), "/about", "GET, HEAD, OPTIONS"),
    ] {
        let reply = service.ask(method.clone(), path, &[], Body::empty()).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(reply.header("allow"), allow, "{method} {path}");
        let reply = service.ask(Method::OPTIONS, path, &[], Body::empty()).await;
        assert_eq!((reply.status, reply.header("allow")), (StatusCode::NO_CONTENT, allow), "OPTIONS {path}");
    }
}

#[tokio::test]
async fn a_stated_need_that_makes_no_sense_names_its_field() {
    let service = Service::usual().await;
    let whole: serde_json::Value = serde_json::from_str(STATED).unwrap();
    let cases: &[(&str, serde_json::Value, &str)] = &[
        ("/place", serde_json::json!({}), "place"),
        ("/place", serde_json::json!(null), "place"),
        ("/place", serde_json::json!("L8 1TH"), "place"),
        ("/place", serde_json::json!({ "lon": -2.96 }), "place"),
        ("/place", serde_json::json!({ "lon": 500, "lat": 53 }), "place.lon"),
        ("/place", serde_json::json!({ "lon": -2.96, "lat": "53" }), "place.lat"),
        ("/place", serde_json::json!({ "lon": 0, "lat": 0 }), "place"),
        ("/place", serde_json::json!({ "lon": 13.4, "lat": 52.5 }), "place"),
        ("/place", serde_json::json!({ "lon": -2.96, "lat": 53.4, "postcode": "ZA1 0AA" }), "place"),
        ("/place", serde_json::json!({ "postcode": "L8 1TH" }), "place.postcode"),
        ("/place", serde_json::json!({ "postcode": "nonsense" }), "place.postcode"),
        ("/place", serde_json::json!({ "postcode": "ZA1" }), "place.postcode"),
        ("/place", serde_json::json!({ "borough": "Atlantis" }), "place.borough"),
        ("/place", serde_json::json!({ "town": "Aldermere" }), "place.town"),
        ("/area", serde_json::json!({ "ideal_m2": -5 }), "area.ideal_m2"),
        ("/area", serde_json::json!({ "ideal_m2": 0 }), "area.ideal_m2"),
        ("/area", serde_json::json!({ "ideal_m2": 1e9 }), "area.ideal_m2"),
        ("/area", serde_json::json!({ "min_m2": 5 }), "area.ideal_m2"),
        ("/area", serde_json::json!({ "ideal_m2": 100, "min_m2": 200 }), "area.min_m2"),
        ("/area", serde_json::json!({ "ideal_m2": 100, "max_m2": 50 }), "area.max_m2"),
        ("/area", serde_json::json!([100]), "area"),
        ("/area", serde_json::json!({ "ideal_m2": 100, "min_m2": 0 }), "area.min_m2"),
        ("/area", serde_json::json!({ "ideal_m2": 100, "min_m2": -70 }), "area.min_m2"),
        ("/area", serde_json::json!({ "ideal_m2": 100, "max_m2": 0 }), "area.max_m2"),
        ("/area", serde_json::json!({ "ideal_m2": "100" }), "area.ideal_m2"),
        ("/spaces", serde_json::json!([{ "space_type": "church", "share": 1 }]), "spaces[0].space_type"),
        ("/spaces", serde_json::json!([{ "space_type": "hall", "share": 0 }]), "spaces[0].share"),
        ("/spaces", serde_json::json!([{ "space_type": "hall", "share": -1 }]), "spaces[0].share"),
        ("/spaces", serde_json::json!([{ "space_type": "hall" }]), "spaces[0].share"),
        ("/spaces", serde_json::json!(vec![serde_json::json!({ "space_type": "hall", "share": 1 }); 13]), "spaces"),
        ("/spaces", serde_json::json!({}), "spaces"),
        ("/reach", serde_json::json!("moon"), "reach"),
        ("/reach", serde_json::json!(null), "reach"),
        ("/legal_form", serde_json::json!("ltd"), "legal_form"),
        ("/purposes", serde_json::json!(["fun"]), "purposes[0]"),
        ("/step_free", serde_json::json!(true), "step_free"),
        ("/would_share", serde_json::json!("yes"), "would_share"),
        ("/urgent", serde_json::json!(1), "urgent"),
        ("/max_distance_km", serde_json::json!(0), "max_distance_km"),
        ("/max_distance_km", serde_json::json!(1e9), "max_distance_km"),
        ("/budget_gbp_per_year", serde_json::json!(-1), "budget_gbp_per_year"),
        ("/budget_gbp_per_year", serde_json::json!(0), "budget_gbp_per_year"),
        ("/capital_gbp", serde_json::json!(1e12), "capital_gbp"),
        ("/tenure_years", serde_json::json!(-25), "tenure_years"),
        ("/max_distance_km", serde_json::json!(-3), "max_distance_km"),
        ("/latest_start", serde_json::json!("2020-06-01"), "latest_start"),
        ("/latest_start", serde_json::json!("0000-00-00"), "latest_start"),
        ("/latest_start", serde_json::json!(20_270_601), "latest_start"),
        ("/budget_gbp_per_year", serde_json::json!("lots"), "budget_gbp_per_year"),
        ("/capital_gbp", serde_json::json!(-0.01), "capital_gbp"),
        ("/tenure_years", serde_json::json!(0), "tenure_years"),
        ("/latest_start", serde_json::json!("June"), "latest_start"),
        ("/latest_start", serde_json::json!("2027-02-30"), "latest_start"),
        ("/title", serde_json::json!("x".repeat(301)), "title"),
        ("/title", serde_json::json!(5), "title"),
    ];
    for (pointer, value, field) in cases {
        let mut need = whole.clone();
        *need.pointer_mut(pointer).unwrap() = value.clone();
        let reply = service.post("/matches", &need.to_string()).await;
        let problem = is_problem(&reply, &format!("{pointer} = {value}"));
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{pointer} = {value}: {problem}");
        assert_eq!(problem["parameter"], *field, "{pointer} = {value}: {problem}");
    }
    let mut need = whole.clone();
    need["budget"] = 5.into();
    let problem = is_problem(&service.post("/matches", &need.to_string()).await, "an unknown key");
    assert_eq!((problem["code"].as_str(), problem["parameter"].as_str()), (Some("unknown-key"), Some("budget")));
}

#[tokio::test]
async fn a_body_that_is_no_need_at_all_is_refused() {
    let service = Service::usual().await;
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let deep_place = format!(r#"{{"place":{}1{}}}"#, r#"{"a":"#.repeat(100), "}".repeat(100));
    let large = format!(r#"{{"title":"{}"}}"#, "x".repeat(70_000));
    for (body, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("{", StatusCode::BAD_REQUEST),
        ("not json", StatusCode::BAD_REQUEST),
        ("\u{feff}{}", StatusCode::BAD_REQUEST),
        (r#"{"area":{"ideal_m2":NaN}}"#, StatusCode::BAD_REQUEST),
        (r#"{"area":{"ideal_m2":1e999}}"#, StatusCode::BAD_REQUEST),
        (&deep, StatusCode::BAD_REQUEST),
        ("null", StatusCode::UNPROCESSABLE_ENTITY),
        ("[]", StatusCode::UNPROCESSABLE_ENTITY),
        ("5", StatusCode::UNPROCESSABLE_ENTITY),
        ("{}", StatusCode::UNPROCESSABLE_ENTITY),
        (&deep_place, StatusCode::UNPROCESSABLE_ENTITY),
        (&large, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let reply = service.post("/matches", body).await;
        let shown: String = body.chars().take(40).collect();
        is_problem(&reply, &shown);
        assert_eq!(reply.status, status, "{shown}: {}", reply.text());
    }
    for media in ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""] {
        let reply = service.ask(Method::POST, "/matches", &[("content-type", media)], STATED).await;
        assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{media}");
    }
    let reply = service.ask(Method::POST, "/matches", &[("content-type", "application/json")], vec![0xff, 0xfe]).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_format_that_is_not_there_is_not_acceptable() {
    let service = Service::usual().await;
    for (path, accept) in [
        ("/about", "text/html"),
        ("/about", "image/png"),
        (ITEMS, "application/x-shapefile"),
        ("/collections/areas/tiles/WebMercatorQuad/12/1326/2014", "application/json"),
    ] {
        let reply = service.get_with(path, &[("accept", accept)]).await;
        is_problem(&reply, path);
        assert_eq!(reply.status, StatusCode::NOT_ACCEPTABLE, "{path} {accept}");
    }
    for asked in ["/about?f=html", "/about?f=", "/collections/assets/items?f=shp", "/?f=xml"] {
        let reply = service.get(asked).await;
        assert_eq!(
            (reply.status, is_problem(&reply, asked)["parameter"].as_str()),
            (StatusCode::NOT_ACCEPTABLE, Some("f"))
        );
    }
}

#[tokio::test]
async fn a_host_that_is_none_is_refused_and_forwarded_headers_are_not_believed() {
    let service = Service::usual().await;
    let forged =
        [("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https"), ("forwarded", "host=evil.example")];
    let reply = service.get_with("/collections", &forged).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(!reply.text().contains("evil"));
    assert!(reply.text().contains("http://catmap.example/collections/assets"));
    let request = axum::http::Request::builder().uri("/collections").header("host", "evil.example/\"><script>");
    let response =
        tower::ServiceExt::oneshot(service.router.clone(), request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_character_that_a_database_cannot_keep_is_refused_at_the_door() {
    let service = Service::usual().await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let ask = async |method: Method, path: &str, body: serde_json::Value| {
        root.ask(method, path, Some(body)).await.status.as_u16()
    };
    let invitation = |email: &str, council: &str| serde_json::json!({ "name": "Jo", "email": email, "roles": [{ "role": "officer", "of": council }] });
    let signing_in = serde_json::json!({ "email": "a\0b", "password": "x" });
    assert_eq!(ask(Method::POST, "/session", signing_in).await, 422);
    assert_eq!(ask(Method::POST, "/people", invitation("a\0@example.org", "Aldermere")).await, 422);
    assert_eq!(ask(Method::POST, "/people", invitation("a@example.org", "Alder\0mere")).await, 422);
    for (method, path) in [(Method::PATCH, "/people/a%00b"), (Method::PATCH, "/assets/a-001%00")] {
        let reply = root.ask(method, path, Some(serde_json::json!({}))).await;
        assert!(reply.json()["detail"].as_str().unwrap().starts_with("There is nothing at"), "{}", reply.text());
    }
}
