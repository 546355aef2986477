//! What is secret is in no log, however much is logged.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::json;

use super::help::{Browser, PASSWORD, link, mails, person};
use crate::api::Service;

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_password_link_cookie_token_or_address_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("trace,sqlx=off")
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    // While there is one subscriber only, what other tests reach first is never asked of it.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let _guard = tracing::subscriber::set_default(subscriber);
    let service = Service::usual().await;
    person(&service, "jo@knowsley.example", &[]).await;
    let browser = Browser::new(&service);
    browser.sign_in("jo@knowsley.example", "a wrong password").await;
    browser.sign_in("jo@knowsley.example", PASSWORD).await;
    let made = browser.ask(Method::POST, "/tokens", Some(json!({ "name": "QGIS" }))).await.json();
    let token = made["token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    service.get_with("/about", &[("authorization", &bearer)]).await;
    service.post("/password-resets", &json!({ "email": "jo@knowsley.example" }).to_string()).await;
    let secret = link(mails(&service).await.last().unwrap());
    let path = format!("/password-resets/{secret}");
    let session = browser.session().unwrap();
    browser.ask(Method::PUT, &path, Some(json!({ "password": "another purple tram" }))).await;
    browser.ask(Method::GET, &path, None).await;
    let enquiry = json!({
        "asset": "a-001", "name": "Ada Quillfeather", "email": "ada@quillfeather.example", "organisation": "Quill CIC",
        "message": "May we see the boiler room?", "need": "a kiln",
    });
    let sent = browser.ask(Method::POST, "/enquiries", Some(enquiry)).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    service.post("/enquiries", r#"{"asset":"a-001","name":"Ada Quillfeather","email":7,"message":"boiler"}"#).await;
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("signed in") && logged.contains("/password-resets/..."), "{} bytes", logged.len());
    for (what, secret) in [
        ("the password", PASSWORD),
        ("a wrong password", "a wrong password"),
        ("the new password", "another purple tram"),
        ("the session", &session),
        ("the token", &token),
        ("the link", &secret),
        ("the address", "jo@knowsley.example"),
        ("who asks", "Quill"),
        ("where they are answered", "quillfeather"),
        ("what they ask", "boiler"),
        ("what they look for", "kiln"),
    ] {
        assert!(!logged.contains(secret), "{what} is in the log");
    }
}
