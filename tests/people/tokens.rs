//! Tokens: what programs send instead of a password, and how little they open.

use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::json;

use super::help::{Browser, officer};
use crate::api::Service;

const EMAIL: &str = "jo@knowsley.example";

/// `text` in Base64.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize] as char;
            out.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

#[tokio::test]
async fn a_token_comes_in_as_bearer_and_as_the_password_of_basic_until_it_is_taken_back() {
    let service = Service::usual().await;
    let browser = Browser::of(&service, EMAIL, &[officer("Knowsley")]).await;
    let made = browser.ask(Method::POST, "/tokens", Some(json!({ "name": "QGIS at work" }))).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    let token = made["token"].as_str().unwrap();
    assert!(token.starts_with("catmap_") && token.len() > 60, "{token}");
    let ways = [format!("Bearer {token}"), format!("Basic {}", base64(&format!("anything:{token}")))];
    for way in &ways {
        let session = service.get_with("/session", &[("authorization", way)]).await;
        assert_eq!(session.json()["person"]["email"], EMAIL);
    }
    service.people.settled().await;
    let listed = browser.json("/tokens").await;
    assert_eq!(listed["tokens"][0]["last_used"], "2026-11-22");
    assert!(!listed.to_string().contains(token), "it is shown once");
    let path = format!("/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(browser.ask(Method::DELETE, &path, None).await.status, 204);
    assert_eq!(browser.ask(Method::DELETE, &path, None).await.status, 404);
    for way in &ways {
        assert_eq!(service.get_with("/about", &[("authorization", way)]).await.status, 401, "a program learns of it");
    }
}

#[tokio::test]
async fn nobody_can_take_back_or_see_anothers_token() {
    let service = Service::usual().await;
    let browser = Browser::of(&service, EMAIL, &[]).await;
    let made = browser.ask(Method::POST, "/tokens", Some(json!({ "name": "QGIS" }))).await.json();
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    assert_eq!(admin.json("/tokens").await, json!({ "tokens": [] }));
    let path = format!("/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(admin.ask(Method::DELETE, &path, None).await.status, 404);
}

#[tokio::test]
async fn a_token_opens_nothing_that_belongs_to_accounts() {
    let service = Service::usual().await;
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let made = admin.ask(Method::POST, "/tokens", Some(json!({ "name": "a script" }))).await.json();
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    for (method, path) in [
        (Method::GET, "/people"),
        (Method::POST, "/people"),
        (Method::GET, "/tokens"),
        (Method::POST, "/tokens"),
        (Method::DELETE, "/tokens/x"),
        (Method::PUT, "/session/password"),
        (Method::PATCH, "/people/x"),
    ] {
        let reply = service.ask(method.clone(), path, &headers, "{}").await;
        assert_eq!((reply.status.as_u16(), &reply.json()["code"]), (403, &json!("not-allowed")), "{method} {path}");
    }
    // Beside a token a session does not count, so that a browser cannot be made to mix them.
    let cookie = admin.cookie_header();
    let both = [("authorization", bearer.as_str()), ("cookie", &cookie), ("sec-fetch-site", "same-origin")];
    assert_eq!(service.get_with("/people", &both).await.status, 403);
}

#[tokio::test]
async fn only_a_program_is_asked_for_a_name_and_password_in_https_own_way() {
    let service = Service::usual().await;
    let program = service.get_with("/tokens", &[("accept", "*/*")]).await;
    assert_eq!(
        (program.status.as_u16(), program.header("www-authenticate")),
        (401, "Basic realm=\"catmap\", charset=\"UTF-8\"")
    );
    for headers in [
        &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")][..],
        &[("accept", "application/json"), ("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin")],
        &[("origin", "http://catmap.example")],
    ] {
        let reply = service.get_with("/tokens", headers).await;
        assert_eq!(reply.status, 401, "{headers:?}");
        assert_eq!(reply.header("www-authenticate"), "", "a browser would show its own dialog: {headers:?}");
    }
    for path in ["/about", "/collections/assets/items", "/session"] {
        let reply = service.get_with(path, &[("accept", "*/*")]).await;
        assert_eq!((reply.status.as_u16(), reply.header("www-authenticate")), (200, ""), "public data asks nobody");
    }
}

#[tokio::test]
async fn a_token_needs_a_name() {
    let service = Service::usual().await;
    let browser = Browser::of(&service, EMAIL, &[]).await;
    for name in ["", "  ", "two\nlines"] {
        assert_eq!(browser.ask(Method::POST, "/tokens", Some(json!({ "name": name }))).await.status, 422, "{name:?}");
    }
}
