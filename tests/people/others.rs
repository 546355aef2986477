//! An officer can neither write nor read the history of what is another council's.

use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::json;

use super::help::{Browser, member, officer, two_councils};
use crate::api::Service;

/// Vacant, the first Aldermere's and the second Brackley's.
const OWN: &str = "/assets/a-001";
const OTHER: &str = "/assets/a-002";

#[tokio::test]
async fn an_officer_changes_and_audits_the_councils_own_and_nothing_else() {
    let service = Service::of(&two_councils()).await;
    let officer = Browser::of(&service, "jo@example.org", &[officer("Metropolitan Borough of Aldermere")]).await;
    let edit = json!({ "facts": { "usable_area_m2": 217 }, "reason": "measured" });
    let changed = officer.ask(Method::PATCH, OWN, Some(edit.clone())).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert!(changed.text().contains("217"), "{}", changed.text());
    assert!(officer.json(&format!("{OWN}/changes")).await.to_string().contains("jo@example.org"));

    let before = service.catalogue.store().latest_change().await.unwrap();
    for body in [edit, json!({ "shown": "exact" })] {
        let refused = officer.ask(Method::PATCH, OTHER, Some(body)).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
    }
    let changes = format!("{OTHER}/changes");
    assert_eq!(officer.get(&changes).await.status, 403);
    assert_eq!(service.catalogue.store().latest_change().await.unwrap(), before, "nothing was written");
}

#[tokio::test]
async fn nobody_else_changes_or_audits_anything() {
    let service = Service::of(&two_councils()).await;
    let (member, strategist) = (vec![member("Organisation 1 CIC")], vec![Role::Strategist]);
    for (email, roles, status) in [("m@example.org", member, 403), ("s@example.org", strategist, 403)] {
        let browser = Browser::of(&service, email, &roles).await;
        for path in [OWN, OTHER] {
            let edit = json!({ "facts": { "usable_area_m2": 1 } });
            assert_eq!(browser.ask(Method::PATCH, path, Some(edit)).await.status, status, "{email} {path}");
            assert_eq!(browser.get(&format!("{path}/changes")).await.status, status, "{email} {path}");
        }
    }
    assert_eq!(service.get(&format!("{OWN}/changes")).await.status, 401);
}

#[tokio::test]
async fn an_officer_sees_nothing_of_another_councils_imports() {
    let service = Service::of(&two_councils()).await;
    let aldermere = Browser::of(&service, "a@example.org", &[officer("Aldermere Council")]).await;
    let brackley = Browser::of(&service, "b@example.org", &[officer("Brackley Council")]).await;
    let cookie = aldermere.cookie_header();
    let headers =
        [("cookie", cookie.as_str()), ("content-type", "application/octet-stream"), ("sec-fetch-site", "same-origin")];
    let path = "/imports?file_name=secret-register.csv&publisher=Aldermere%20Council";
    let file = "Asset reference,Asset name,Postcode\nR1,Hushhush hall,ZA1 0AA\n";
    let made = service.ask(Method::POST, path, &headers, file).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].to_string().trim_matches('"').to_owned();
    assert!(aldermere.json("/imports").await.to_string().contains("secret-register"));
    assert!(!brackley.json("/imports").await.to_string().contains("secret-register"));
    for rest in ["", "/rows", "/result?f=csv", "/file"] {
        let reply = brackley.get(&format!("/imports/{id}{rest}")).await;
        assert!(matches!(reply.status.as_u16(), 403 | 404), "{rest}: {} {}", reply.status, reply.text());
        assert!(!reply.text().contains("Hushhush"), "{rest}");
    }
    for (method, rest) in [(Method::POST, "/commit"), (Method::POST, "/undo"), (Method::DELETE, "")] {
        let body = (method == Method::POST).then(|| json!({}));
        let reply = brackley.ask(method, &format!("/imports/{id}{rest}"), body).await;
        assert!(reply.status.is_client_error() && reply.status != 401, "{rest}: {}", reply.status);
    }
}
