//! A running service after edits, which reads nothing again but what was edited, beside one that reads everything.

use axum::http::Method;
use serde_json::{Value, json};

use super::help::{Browser, officer, two_councils};
use super::views::answers;
use crate::api::Service;

const ALDERMERE: &str = "Aldermere Council";

/// What an officer does one after another: each an asset and what is sent, or the undoing of its last change.
fn steps() -> Vec<(&'static str, Option<Value>)> {
    let facts = |facts: Value| Some(json!({ "facts": facts }));
    vec![
        ("a-001", facts(json!({ "usable_area_m2": 260, "condition": "A", "space_types": ["hall", "nursery"] }))),
        // A vacant one whose place is withheld, in the open and back again.
        ("a-003", Some(json!({ "shown": "exact" }))),
        ("a-011", facts(json!({ "occupancy": "occupied" }))),
        ("a-003", Some(json!({ "shown": "coarse" }))),
        ("a-009", facts(json!({ "occupancy": "vacant" }))),
        ("a-017", facts(json!({ "disposal_status": "withdrawn", "condition": null }))),
        ("a-011", None),
        ("a-025", facts(json!({ "reserved_for": "Libraries" }))),
        ("a-001", facts(json!({ "usable_area_m2": null }))),
        ("a-019", facts(json!({ "disposal_status": "open-to-interest", "term_offered": 99, "occupancy": "vacant" }))),
    ]
}

async fn edit(officer: &Browser<'_>, asset: &str, edit: Option<Value>) {
    let reply = match edit {
        Some(edit) => officer.ask(Method::PATCH, &format!("/assets/{asset}"), Some(edit)).await,
        None => {
            let told = officer.json(&format!("/assets/{asset}/changes")).await;
            let change = told["changes"][0]["id"].as_str().unwrap();
            officer.ask(Method::POST, &format!("/assets/{asset}/changes/{change}/undo"), Some(json!({}))).await
        }
    };
    assert_eq!(reply.status, 200, "{asset}: {}", reply.text());
}

#[tokio::test]
async fn after_edits_a_running_service_answers_everybody_as_one_that_has_just_begun() {
    let service = Service::of(&two_councils()).await;
    let visitor = Browser::new(&service);
    let jo = Browser::of(&service, "jo@example.org", &[officer(ALDERMERE)]).await;
    let before = (answers(&visitor).await, answers(&jo).await);
    for (asset, sent) in steps() {
        edit(&jo, asset, sent).await;
        // Both read after each edit, so that each edit is put into what the one before left, and texts are taken over.
        for browser in [&visitor, &jo] {
            for path in [&format!("/assets/{asset}"), "/collections/assets/items?limit=1000"] {
                assert_eq!(browser.get(path).await.status, 200);
            }
        }
    }
    // Several at once, vacant ones among them, which are taken back as one, and several that stay so.
    let several = |ids: &[&str], facts: Value| {
        let assets: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
        json!({ "assets": assets, "facts": facts, "source": "Walk round the estate", "as_at": "2026-01-31" })
    };
    let first = several(&["a-003", "a-009", "a-017"], json!({ "occupancy": "occupied", "usable_area_m2": 99 }));
    let made = jo.ask(Method::PATCH, "/assets", Some(first)).await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert_ne!(answers(&visitor).await, before.0);
    let path = format!("/edits/{}/undo", made.json()["edit"].as_str().unwrap());
    assert_eq!(jo.ask(Method::POST, &path, Some(json!({}))).await.status, 200);
    let second = several(&["a-001", "a-003", "a-033"], json!({ "disposal_status": "surplus" }));
    assert_eq!(jo.ask(Method::PATCH, "/assets", Some(second)).await.status, 200);
    assert_eq!(visitor.get("/collections/assets/items?limit=1000").await.status, 200);
    let snapshot = service.catalogue.snapshot().await.unwrap();
    assert!(snapshot.survey.replaced() >= 5, "{} assets were put in one by one", snapshot.survey.replaced());
    let after = (answers(&visitor).await, answers(&jo).await);
    assert!(before.0 != after.0 && before.1 != after.1);
    drop((visitor, jo));

    let anew = service.restarted().await;
    let snapshot = anew.catalogue.snapshot().await.unwrap();
    assert_eq!(snapshot.survey.replaced(), 0, "everything was read");
    let jo = Browser::of(&anew, "sam@example.org", &[officer(ALDERMERE)]).await;
    for (here, there) in [(after.0, answers(&Browser::new(&anew)).await), (after.1, answers(&jo).await)] {
        for ((path, body), (_, body_anew)) in here.into_iter().zip(there) {
            let [now, anew] = [&body, &body_anew].map(|body| String::from_utf8_lossy(body).into_owned());
            assert!(now == anew, "{path}\n{now}\n{anew}");
        }
    }
}
