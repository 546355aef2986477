//! Invitations and forgotten passwords: links in mails that are good once, and mails that say no more than they should.

use std::time::Duration;

use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::{Value, json};

use super::help::{Browser, PASSWORD, link, mails, officer, person};
use crate::api::{Reply, Service};

const EMAIL: &str = "jo@knowsley.example";
const DAY: Duration = Duration::from_secs(86_400);

async fn ask_for_link(service: &Service, email: &str) -> Reply {
    service.post("/password-resets", &json!({ "email": email }).to_string()).await
}

async fn use_link(browser: &Browser<'_>, secret: &str, password: &str) -> Reply {
    let path = format!("/password-resets/{secret}");
    browser.ask(Method::PUT, &path, Some(json!({ "password": password }))).await
}

#[tokio::test]
async fn a_forgotten_password_is_set_with_a_link_that_is_good_once() {
    let service = Service::usual().await;
    let there = Browser::of(&service, EMAIL, &[]).await;
    let reply = ask_for_link(&service, EMAIL).await;
    assert_eq!(
        (reply.status.as_u16(), reply.json()),
        (202, json!({ "sentence": "If we know this address, a link is on its way." }))
    );
    let sent = mails(&service).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].contains("https://catmap.example/#task=password&token="), "{}", sent[0]);
    let (secret, here) = (link(&sent[0]), Browser::new(&service));
    assert_eq!(use_link(&here, &secret, "password1234").await.status, 422, "a weak one does not use the link up");
    let reply = use_link(&here, &secret, "another purple tram").await;
    assert_eq!((reply.status.as_u16(), reply.json()["person"]["email"].as_str()), (200, Some(EMAIL)));
    assert_eq!(here.who().await.as_deref(), Some(EMAIL));
    assert_eq!(there.who().await, None, "every other session ends");
    assert_eq!(use_link(&here, &secret, "yet another tram").await.status, 403, "once");
    assert_eq!(here.sign_in(EMAIL, PASSWORD).await.status, 401);
}

#[tokio::test]
async fn an_address_that_is_not_known_gets_the_same_answer_and_no_mail() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    let known = ask_for_link(&service, EMAIL).await;
    let unknown = ask_for_link(&service, "nobody@example.org").await;
    assert_eq!((known.status, known.body), (unknown.status, unknown.body));
    assert_eq!(mails(&service).await.len(), 1);
}

#[tokio::test]
async fn links_are_good_for_an_hour_and_invitations_for_seven_days() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    ask_for_link(&service, EMAIL).await;
    let reset = link(&mails(&service).await[0]);
    service.people.invite_as("a test", "New", "new@example.org", vec![]).await.unwrap();
    let invitation = link(mails(&service).await.last().unwrap());
    service.clock.go_on(Duration::from_secs(3600));
    let browser = Browser::new(&service);
    let before = service.people.hashes_made();
    assert_eq!(use_link(&browser, &reset, "another purple tram").await.status, 403);
    assert_eq!(use_link(&browser, "made-up", "another purple tram").await.status, 403);
    assert_eq!(service.people.hashes_made(), before, "a link that is good no more costs nothing");
    service.clock.go_on(DAY * 7 - Duration::from_secs(3601));
    assert_eq!(use_link(&browser, &invitation, "another purple tram").await.status, 200);
}

#[tokio::test]
async fn an_administrator_invites_by_mail_and_the_person_chooses_a_password() {
    let service = Service::usual().await;
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let invitation = |roles: Value| json!({ "name": "Jo Example", "email": EMAIL, "roles": roles });
    let roles = json!([{ "role": "officer", "of": "Knowsley Council" }, { "role": "strategist" }]);
    let invited = admin.ask(Method::POST, "/people", Some(invitation(roles.clone()))).await;
    assert_eq!(invited.status, 201, "{}", invited.text());
    assert_eq!((invited.json()["invited"].clone(), invited.json()["last_seen"].clone()), (json!(true), Value::Null));
    assert!(invited.header("location").contains("/people/"));
    // Asked again, another link is sent; once they are here, it is a conflict.
    assert_eq!(admin.ask(Method::POST, "/people", Some(invitation(roles.clone()))).await.status, 201);
    let sent = mails(&service).await;
    assert_eq!(sent.len(), 2);
    assert!(sent[0].contains("&invited=1") && sent[0].contains("jo@knowsley.example"), "{}", sent[0]);
    let browser = Browser::new(&service);
    assert_eq!(use_link(&browser, &link(&sent[1]), "another purple tram").await.status, 200);
    assert_eq!(use_link(&Browser::new(&service), &link(&sent[0]), "yet another tram").await.status, 403);
    assert_eq!(admin.ask(Method::POST, "/people", Some(invitation(roles))).await.status, 409);
    let people = admin.json("/people").await;
    let jo = people["people"].as_array().unwrap().iter().find(|person| person["email"] == EMAIL).unwrap().clone();
    assert_eq!((&jo["invited"], &jo["last_seen"]), (&json!(false), &json!("2026-11-22")));
    for (roles, wrong) in [
        (json!([{ "role": "officer" }]), "council"),
        (json!([{ "role": "king", "of": null }]), "must be one of"),
        (json!([{ "role": "administrator", "of": "Knowsley" }]), "not of anybody"),
    ] {
        let reply = admin.ask(Method::POST, "/people", Some(invitation(roles))).await;
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains(wrong), "{}", reply.text());
    }
}

#[tokio::test]
async fn access_that_is_ended_takes_sessions_links_and_tokens_with_it() {
    let service = Service::usual().await;
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let jo = Browser::of(&service, EMAIL, &[officer("Knowsley")]).await;
    let id = jo.json("/session").await["person"]["id"].as_str().unwrap().to_owned();
    let made = jo.ask(Method::POST, "/tokens", Some(json!({ "name": "QGIS" }))).await.json();
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    ask_for_link(&service, EMAIL).await;
    let secret = link(mails(&service).await.last().unwrap());
    let ended = admin.ask(Method::PATCH, &format!("/people/{id}"), Some(json!({ "active": false }))).await;
    assert_eq!((ended.status.as_u16(), &ended.json()["active"]), (200, &json!(false)));
    assert_eq!(jo.who().await, None);
    assert_eq!(service.get_with("/session", &[("authorization", &bearer)]).await.status, 401);
    assert_eq!(use_link(&jo, &secret, "another purple tram").await.status, 403);
    ask_for_link(&service, EMAIL).await;
    assert_eq!(mails(&service).await.len(), 1, "no more mail either");
    let own = admin.json("/session").await["person"]["id"].as_str().unwrap().to_owned();
    for last in [json!({ "active": false }), json!({ "roles": [] })] {
        let reply = admin.ask(Method::PATCH, &format!("/people/{own}"), Some(last)).await;
        assert_eq!(reply.status, 403, "the last administrator stays");
    }
    assert_eq!(admin.ask(Method::PATCH, "/people/nobody", Some(json!({ "active": true }))).await.status, 404);
}

#[tokio::test]
async fn what_a_person_typed_cannot_add_a_line_to_the_head_of_a_mail() {
    let service = Service::usual().await;
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let invite = async |name: &str, email: &str| {
        let body = json!({ "name": name, "email": email, "roles": [] });
        admin.ask(Method::POST, "/people", Some(body)).await.status.as_u16()
    };
    assert_eq!(invite("Jo\r\nBcc: all@example.org", "a@example.org").await, 422);
    assert_eq!(invite("Jo", "a@example.org\r\nBcc: all@example.org").await, 422);
    assert_eq!(invite("Jo", "a@example.org, all@example.org").await, 422);
    assert_eq!(invite("\"Jo\" <x@y>, Ann\u{202e}", "b@example.org").await, 201);
    let sent = mails(&service).await;
    assert_eq!(sent.len(), 1);
    let head = sent[0].split("\r\n\r\n").next().unwrap();
    assert!(!head.to_lowercase().contains("bcc"), "{head}");
    assert_eq!(head.matches("\r\nTo:").count() + usize::from(head.starts_with("To:")), 1, "{head}");
    let to = head.lines().find(|line| line.starts_with("To:")).unwrap();
    assert!(to.contains("<b@example.org>") && !to.contains("<x@y>,"), "{to}");
}

#[tokio::test]
async fn mail_in_the_outbox_can_be_read_by_its_owner_only_and_never_leads_where_a_request_says() {
    use std::os::unix::fs::PermissionsExt;
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    let headers =
        [("content-type", "application/json"), ("x-forwarded-host", "evil.example"), ("host", "evil.example")];
    let body = json!({ "email": EMAIL }).to_string();
    let mut request = axum::http::Request::builder().method(Method::POST).uri("/password-resets");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    assert_eq!(service.send(request.body(body.into()).unwrap()).await.status, 202);
    let sent = mails(&service).await;
    assert!(!sent[0].contains("evil") && sent[0].contains("https://catmap.example/#task"), "{}", sent[0]);
    let folder = service.folder.path().join("outbox");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in std::fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}
