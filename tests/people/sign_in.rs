//! Signing in and out: cookies, sessions that end, sessions that nobody else can have.

use std::time::Duration;

use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::json;
use sqlx::{Connection, Executor, SqliteConnection};

use super::help::{Browser, PASSWORD, officer, person};
use crate::api::Service;

const EMAIL: &str = "jo@knowsley.example";

#[tokio::test]
async fn whoever_signs_in_is_known_until_they_sign_out_and_then_the_session_opens_nothing() {
    let service = Service::usual().await;
    let browser = Browser::of(&service, EMAIL, &[officer("Knowsley Council")]).await;
    let session = browser.json("/session").await;
    assert_eq!(session["person"]["email"], EMAIL);
    assert_eq!(session["person"]["roles"], json!([{ "role": "officer", "of": "Knowsley Council" }]));
    assert_eq!(session["can"], json!(["import", "enquiries", "people", "tokens"]));
    let copy = browser.cookie_header();
    assert_eq!(browser.ask(Method::DELETE, "/session", None).await.status, 204);
    assert_eq!(browser.session(), None, "the browser is told to forget it");
    assert_eq!(browser.who().await, None);
    let stolen = service.get_with("/people", &[("cookie", &copy)]).await;
    assert_eq!(stolen.status, 401, "a copy of the cookie opens nothing");
}

#[tokio::test]
async fn the_cookie_stays_with_this_host_and_away_from_scripts_and_other_sites() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    let reply = Browser::new(&service).sign_in(EMAIL, PASSWORD).await;
    let cookies: Vec<&str> = reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for (cookie, name, age) in
        [(cookies[0], "__Host-catmap=", "1209600"), (cookies[1], "__Host-catmap-device=", "31536000")]
    {
        assert!(cookie.starts_with(name), "{cookie}");
        assert!(cookie.ends_with(&format!("; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age={age}")), "{cookie}");
    }
    assert_eq!(reply.header("cache-control"), "private, no-store");
    assert_eq!(reply.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_wrong_password_an_unknown_address_and_an_ended_account_look_alike_and_cost_the_same() {
    let service = Service::usual().await;
    let jo = person(&service, EMAIL, &[]).await;
    person(&service, "admin@example.org", &[Role::Administrator]).await;
    service.people.invite_as("a test", "Invited", "invited@example.org", vec![]).await.unwrap();
    let mut answers = Vec::new();
    for (email, password) in [
        (EMAIL, "not the password"),
        ("nobody@knowsley.example", PASSWORD),
        ("invited@example.org", PASSWORD),
        ("not an address", PASSWORD),
        (EMAIL, ""),
    ] {
        let before = service.people.hashes_made();
        let reply = Browser::new(&service).sign_in(email, password).await;
        answers.push((reply.status, reply.text(), service.people.hashes_made() - before));
    }
    service
        .people
        .change_of(EMAIL, catmap::app::people::PersonChange { active: Some(false), roles: None })
        .await
        .unwrap();
    let before = service.people.hashes_made();
    let reply = Browser::new(&service).sign_in(EMAIL, PASSWORD).await;
    answers.push((reply.status, reply.text(), service.people.hashes_made() - before));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert_eq!((answers[0].0.as_u16(), answers[0].2), (401, 1));
    assert!(answers[0].1.contains("The e-mail address and password do not fit."), "{}", answers[0].1);
    assert!(!answers[0].1.contains(&*jo.id.0));
}

#[tokio::test]
async fn an_address_is_the_same_in_capitals_and_with_spaces_around() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    assert_eq!(Browser::new(&service).sign_in(" Jo@Knowsley.Example ", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_session_slipped_to_somebody_is_not_theirs_after_they_sign_in() {
    let service = Service::usual().await;
    let attacker = Browser::of(&service, "mallory@example.org", &[]).await;
    person(&service, EMAIL, &[]).await;
    let slipped = attacker.session().unwrap();
    let victim = Browser::new(&service);
    for planted in [slipped.as_str(), "made-up"] {
        victim.cookies.borrow_mut().insert("__Host-catmap".to_owned(), planted.to_owned());
        assert_eq!(victim.sign_in(EMAIL, PASSWORD).await.status, 200);
        assert_ne!(victim.session().as_deref(), Some(planted), "signing in makes a new session");
    }
    assert_eq!(attacker.who().await, None, "and ends the one that was planted");
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_after_fourteen_days_in_any_case() {
    const HOUR: Duration = Duration::from_secs(3600);
    let service = Service::usual().await;
    let browser = Browser::of(&service, EMAIL, &[]).await;
    service.clock.go_on(HOUR * 12 - Duration::from_secs(1));
    assert!(browser.who().await.is_some());
    service.clock.go_on(HOUR * 12);
    assert_eq!(browser.who().await, None, "twelve hours without a word");
    assert_eq!(browser.session(), None, "the stale cookie is taken away");
    browser.sign_in(EMAIL, PASSWORD).await;
    for hours in 1..(14 * 24 / 6) {
        service.clock.go_on(HOUR * 6);
        assert!(browser.who().await.is_some(), "in use for {hours} times six hours");
    }
    service.clock.go_on(HOUR * 6);
    assert_eq!(browser.who().await, None, "fourteen days");
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_the_old_one_does_no_longer_fit() {
    let service = Service::usual().await;
    let (here, there) = (Browser::of(&service, EMAIL, &[]).await, Browser::new(&service));
    there.sign_in(EMAIL, PASSWORD).await;
    let before = here.session();
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    let wrong = here.ask(Method::PUT, "/session/password", Some(change("wrong", "a new and longer one"))).await;
    assert_eq!((wrong.status.as_u16(), wrong.json()["parameter"].as_str()), (422, Some("old")));
    let weak = here.ask(Method::PUT, "/session/password", Some(change(PASSWORD, "short"))).await;
    assert_eq!((weak.status.as_u16(), weak.json()["parameter"].as_str()), (422, Some("password")));
    let changed = here.ask(Method::PUT, "/session/password", Some(change(PASSWORD, "a new and longer one"))).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_ne!(here.session(), before);
    assert!(here.who().await.is_some());
    assert_eq!(there.who().await, None);
    assert_eq!(there.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(there.sign_in(EMAIL, "a new and longer one").await.status, 200);
}

#[tokio::test]
async fn another_websites_page_can_do_nothing_in_a_persons_name() {
    let service = Service::usual().await;
    let browser = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let body = || Some(json!({ "name": "QGIS" }));
    for headers in [
        // A form and a fetch of another site, one of another host of the same site, an older browser, a request without a trace.
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")][..],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("sec-fetch-site", "same-site"), ("origin", "https://other.catmap.example")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
    ] {
        let reply = browser.ask_with(Method::POST, "/tokens", headers, body()).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["code"]), (403, &json!("cross-site")), "{headers:?}");
        let reply = browser.ask_with(Method::DELETE, "/session", headers, None).await;
        assert_eq!(reply.status, 403, "nobody is signed out by another site: {headers:?}");
    }
    assert_eq!(
        browser.ask_with(Method::POST, "/tokens", &[("origin", "http://catmap.example")], body()).await.status,
        201
    );
    // Signing a visitor in to somebody else's account is an attack too.
    let sign_in = json!({ "email": "admin@example.org", "password": PASSWORD });
    let visitor = Browser::new(&service);
    let cross = [("sec-fetch-site", "cross-site")];
    assert_eq!(visitor.ask_with(Method::POST, "/session", &cross, Some(sign_in.clone())).await.status, 403);
    assert_eq!(visitor.ask_with(Method::POST, "/session", &[], Some(sign_in)).await.status, 200, "a program may");
}

#[tokio::test]
async fn nothing_of_a_form_is_read_before_its_sender_is_let_in() {
    let service = Service::usual().await;
    let headers = [("content-type", "text/plain"), ("sec-fetch-site", "same-origin")];
    let reply = service.ask(Method::POST, "/people?nonsense=1", &headers, "not even JSON").await;
    assert_eq!(reply.status, 401, "{}", reply.text());
}

#[tokio::test]
async fn while_another_program_writes_a_sign_in_is_told_to_try_again_and_reading_goes_on() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    let browser = Browser::new(&service);
    let database = service.folder.path().join("catmap.db").display().to_string();
    let mut other = SqliteConnection::connect(&database).await.unwrap();
    other.execute("BEGIN IMMEDIATE; DELETE FROM assets").await.unwrap();

    let told = browser.sign_in(EMAIL, PASSWORD).await;
    assert_eq!((told.status.as_u16(), told.header("retry-after")), (503, "5"));
    let detail = told.json()["detail"].as_str().unwrap().to_owned();
    assert_eq!(detail, "Another program is writing to the database. Try again when it has finished.");
    assert_eq!(browser.get("/collections/assets/items").await.status, 200);

    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(browser.sign_in(EMAIL, PASSWORD).await.status, 200);
}
