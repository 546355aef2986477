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
