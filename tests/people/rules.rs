//! Every address for every role: the table below names each, and an address that is not in it fails the test.

use axum::http::Method;
use catmap::api::routes::{self, BodyOf, Route, Verb};
use catmap::domain::person::Role;

use super::help::{Browser, PASSWORD, member, officer};
use crate::api::Service;

/// Who may use what. The letters: visitor, member, officer, strategist, administrator, the officer's token, the
/// administrator's token; `x` open, `.` "please sign in" (401), `-` "not allowed" (403).
const EXPECTED: &[(&str, &str)] = &[
    ("GET /", "xxxxxxx"),
    ("GET /conformance", "xxxxxxx"),
    ("GET /api", "xxxxxxx"),
    ("GET /about", "xxxxxxx"),
    ("GET /method", "xxxxxxx"),
    ("GET /health", "xxxxxxx"),
    ("GET /collections", "xxxxxxx"),
    ("GET /collections/{collection}", "xxxxxxx"),
    ("GET /collections/{collection}/items", "xxxxxxx"),
    ("GET /collections/{collection}/summary", "xxxxxxx"),
    ("GET /collections/{collection}/items/{id}", "xxxxxxx"),
    ("GET /collections/{collection}/queryables", "xxxxxxx"),
    ("GET /collections/{collection}/sortables", "xxxxxxx"),
    ("GET /collections/{collection}/schema", "xxxxxxx"),
    ("GET /collections/{collection}/tiles", "xxxxxxx"),
    ("GET /collections/{collection}/tiles/WebMercatorQuad", "xxxxxxx"),
    ("GET /collections/{collection}/tiles/WebMercatorQuad/{z}/{y}/{x}", "xxxxxxx"),
    ("GET /tileMatrixSets", "xxxxxxx"),
    ("GET /tileMatrixSets/WebMercatorQuad", "xxxxxxx"),
    ("GET /assets/{id}", "xxxxxxx"),
    ("GET /assets/{id}/near", "xxxxxxx"),
    ("GET /places", "xxxxxxx"),
    ("GET /assets/{id}/rules", "xxxxxxx"),
    ("GET /assets/{id}/matches", "xxxxxxx"),
    ("GET /needs/{id}/matches", "xxxxxxx"),
    ("POST /matches", "xxxxxxx"),
    ("GET /fairness", "xxxxxxx"),
    ("GET /sensitivity", "xxxxxxx"),
    ("GET /worklist", ".-x-xxx"),
    // The asset asked for is Brackley's and the officer Aldermere's.
    ("PATCH /assets/{id}", ".---x-x"),
    ("PATCH /assets", ".-x-xxx"),
    ("POST /edits/{id}/undo", ".-x-xxx"),
    ("GET /assets/{id}/changes", ".---x-x"),
    ("POST /assets/{id}/changes/{change}/undo", ".---x-x"),
    ("POST /enquiries", "xxxxxxx"),
    ("GET /enquiries", ".-x-x--"),
    ("GET /enquiries/{id}", ".-x-x--"),
    ("PATCH /enquiries/{id}", ".-x-x--"),
    ("GET /session", "xxxxxxx"),
    ("POST /session", "xxxxxxx"),
    ("DELETE /session", "xxxxxxx"),
    ("PUT /session/password", ".xxxx--"),
    ("POST /password-resets", "xxxxxxx"),
    ("PUT /password-resets/{token}", "xxxxxxx"),
    ("GET /people", ".-x-x--"),
    ("POST /people", ".---x--"),
    ("PATCH /people/{id}", ".---x--"),
    ("GET /tokens", ".xxxx--"),
    ("POST /tokens", ".xxxx--"),
    ("DELETE /tokens/{id}", ".xxxx--"),
    ("GET /imports", ".-x-xxx"),
    ("POST /imports", ".-x-xxx"),
    ("GET /imports/{id}", ".-x-xxx"),
    ("DELETE /imports/{id}", ".-x-xxx"),
    ("PUT /imports/{id}/reading", ".-x-xxx"),
    ("GET /imports/{id}/rows", ".-x-xxx"),
    ("POST /imports/{id}/commit", ".-x-xxx"),
    ("POST /imports/{id}/undo", ".-x-xxx"),
    ("GET /imports/{id}/result", ".-x-xxx"),
    ("GET /imports/{id}/file", ".-x-xxx"),
];

fn name(route: &Route) -> String {
    format!("{} {}", route.verb.as_str(), route.path)
}

/// An address of the route with something in every brace.
fn address(route: &Route) -> String {
    let parts = route.path.split('/').map(|part| match part {
        "{collection}" => "assets",
        "{z}" => "12",
        "{x}" => "2014",
        "{y}" => "1326",
        "{id}" if route.path.contains("/areas/") => "E01990003",
        "{id}" if route.path.contains("/needs/") => "n-002",
        "{id}" if route.path.contains("assets") => "a-001",
        part if part.starts_with('{') => "1",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_address_has_an_expectation_and_every_expectation_an_address() {
    let mut routes: Vec<String> = routes::all().map(name).collect();
    let mut expected: Vec<String> = EXPECTED.iter().map(|(route, _)| (*route).to_owned()).collect();
    routes.sort();
    expected.sort();
    assert_eq!(routes, expected, "say in EXPECTED who may use a new address");
}

#[tokio::test]
async fn every_role_gets_at_every_address_what_the_table_says() {
    let service = Service::usual().await;
    let roles: [(&str, Vec<Role>); 4] = [
        ("member@example.org", vec![member("Organisation 1 CIC")]),
        ("officer@example.org", vec![officer("Aldermere Council")]),
        ("strategist@example.org", vec![Role::Strategist]),
        ("administrator@example.org", vec![Role::Administrator]),
    ];
    let mut browsers = vec![Browser::new(&service)];
    let mut tokens = Vec::new();
    for (email, roles) in &roles {
        let browser = Browser::of(&service, email, roles).await;
        if matches!(*email, "officer@example.org" | "administrator@example.org") {
            let person = browser.json("/session").await["person"]["email"].as_str().unwrap().to_owned();
            let wanted = serde_json::json!({ "name": format!("token of {person}") });
            let made = browser.ask(Method::POST, "/tokens", Some(wanted)).await.json();
            tokens.push(format!("Bearer {}", made["token"].as_str().unwrap()));
        }
        browsers.push(browser);
    }
    let mut wrong = Vec::new();
    for route in routes::all() {
        let expected = EXPECTED.iter().find(|(known, _)| *known == name(route)).map_or("", |(_, expected)| expected);
        let mut found = String::new();
        for asker in 0..7 {
            let media = match route.body {
                BodyOf::File => "application/octet-stream",
                BodyOf::Json(_) | BodyOf::Nothing => "application/json",
            };
            let mut headers = vec![("sec-fetch-site", "same-origin".to_owned()), ("content-type", media.to_owned())];
            match browsers.get(asker) {
                Some(browser) => headers.push(("cookie", browser.cookie_header())),
                None => headers.push(("authorization", tokens[asker - browsers.len()].clone())),
            }
            let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let method = Method::from_bytes(route.verb.as_str().as_bytes()).unwrap();
            let reply = service.ask(method, &address(route), &headers, "{}").await;
            assert!(reply.status.as_u16() < 500, "{}: {}", name(route), reply.text());
            let code = serde_json::from_slice::<serde_json::Value>(&reply.body).ok();
            let code = code.and_then(|problem| Some(problem.get("code")?.as_str()?.to_owned())).unwrap_or_default();
            found.push(match (reply.status.as_u16(), code.as_str()) {
                (401, _) => '.',
                (403, "not-allowed") => '-',
                _ => 'x',
            });
            if route.verb == Verb::Delete && route.path == "/session" && (1..5).contains(&asker) {
                let (email, _) = &roles[asker - 1];
                assert_eq!(browsers[asker].sign_in(email, PASSWORD).await.status, 200);
            }
        }
        if found != expected {
            wrong.push(format!("{}: {found} and not {expected}", name(route)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
