//! Several assets changed at once, and what a fact says of where an officer has it from.

use axum::http::Method;
use serde_json::{Value, json};

use super::help::{Browser, officer, two_councils};
use crate::api::{Reply, Service};

/// Aldermere's; the second and third are vacant.
const OWN: [&str; 3] = ["a-001", "a-003", "a-011"];
/// Brackley's.
const OTHER: &str = "a-002";

fn several(ids: &[&str], rest: Value) -> Value {
    let mut body = rest;
    body["assets"] = ids.iter().map(|id| json!({ "id": id })).collect();
    body
}

async fn jo(service: &Service) -> Browser<'_> {
    Browser::of(service, "jo@example.org", &[officer("Aldermere Council")]).await
}

async fn change(officer: &Browser<'_>, body: Value) -> Reply {
    officer.ask(Method::PATCH, "/assets", Some(body)).await
}

async fn undo(officer: &Browser<'_>, edit: &Value) -> Reply {
    officer.ask(Method::POST, &format!("/edits/{}/undo", edit["edit"].as_str().unwrap()), Some(json!({}))).await
}

/// A fact as a record tells it.
async fn fact(reader: &Browser<'_>, asset: &str, field: &str) -> Value {
    let record = reader.json(&format!("/assets/{asset}")).await;
    record["facts"].as_array().unwrap().iter().find(|fact| fact["field"] == field).cloned().unwrap_or_default()
}

#[tokio::test]
async fn several_are_changed_at_once_each_with_its_line_of_the_trail_and_all_taken_back_as_one() {
    let service = Service::of(&two_councils()).await;
    let jo = jo(&service).await;
    let mut before = Vec::new();
    for asset in OWN {
        before.push(jo.json(&format!("/assets/{asset}")).await);
    }
    let edit = json!({ "facts": { "disposal_status": "surplus" }, "reason": "Cabinet of May" });
    let made = change(&jo, several(&OWN, edit)).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let made = made.json();
    assert_eq!(made["changed"], 3);
    for asset in OWN {
        assert_eq!(fact(&jo, asset, "disposal_status").await["data"], "surplus", "seen at once");
        let told = jo.json(&format!("/assets/{asset}/changes")).await;
        assert_eq!(told["changes"][0]["by"], "jo@example.org");
        assert_eq!(told["changes"][0]["reason"], "Cabinet of May");
    }
    let undone = undo(&jo, &made).await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    let undone = undone.json();
    assert_eq!(undone["changed"], 3);
    for (asset, before) in OWN.iter().zip(&before) {
        let now = jo.json(&format!("/assets/{asset}")).await;
        assert_eq!(now["facts"], before["facts"]);
        assert_eq!(jo.json(&format!("/assets/{asset}/changes")).await["changes"][0]["how"], "undo");
    }
    // Taking back what was taken back does it again; the first edit itself is no longer as it left things.
    assert_eq!(undo(&jo, &made).await.status, 409);
    assert_eq!(undo(&jo, &undone).await.status, 200);
    assert_eq!(fact(&jo, OWN[0], "disposal_status").await["data"], "surplus");
}

#[tokio::test]
async fn when_some_cannot_be_changed_none_is_and_each_of_them_is_told_of() {
    let service = Service::of(&two_councils()).await;
    let jo = jo(&service).await;
    let seen = jo.json("/assets/a-003/changes").await["changes"][0]["id"].clone();
    let first = jo.ask(Method::PATCH, "/assets/a-003", Some(json!({ "facts": { "condition": "A" } }))).await;
    assert_eq!(first.status, 200);
    let before = service.catalogue.store().latest_change().await.unwrap();
    let body = json!({
        "assets": [{ "id": "a-001" }, { "id": OTHER }, { "id": "no-such" }, { "id": "a-003", "last_seen": seen }],
        "facts": { "condition": "B" },
    });
    let refused = change(&jo, body).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let problem = refused.json();
    assert_eq!(problem["code"], "some-refused");
    let told = problem["refused"].as_array().unwrap();
    let assets: Vec<&str> = told.iter().map(|one| one["asset"].as_str().unwrap()).collect();
    assert_eq!(assets, [OTHER, "no-such", "a-003"]);
    for (one, words) in told.iter().zip(["belongs to Brackley Council", "no asset", "after you opened it"]) {
        assert!(one["detail"].as_str().unwrap().contains(words), "{one}");
    }
    assert_eq!(service.catalogue.store().latest_change().await.unwrap(), before, "nothing was written");
}

#[tokio::test]
async fn an_edit_is_taken_back_as_a_whole_or_not_at_all_and_only_by_officers_of_its_assets() {
    let service = Service::of(&two_councils()).await;
    let jo = jo(&service).await;
    let made = change(&jo, several(&OWN, json!({ "facts": { "condition": "C" } }))).await.json();
    let sam = Browser::of(&service, "sam@example.org", &[officer("Brackley Council")]).await;
    let refused = undo(&sam, &made).await;
    assert_eq!(refused.json()["refused"].as_array().unwrap().len(), 3, "{}", refused.text());
    jo.ask(Method::PATCH, "/assets/a-011", Some(json!({ "facts": { "condition": "D" } }))).await;
    let refused = undo(&jo, &made).await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["refused"][0]["asset"], "a-011");
    assert_eq!(fact(&jo, "a-001", "condition").await["data"], "C", "nothing was taken back");
    assert_eq!(jo.ask(Method::POST, "/edits/nothing/undo", Some(json!({}))).await.status, 404);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_once_for_all() {
    let service = Service::of(&two_councils()).await;
    let jo = jo(&service).await;
    let many: Vec<String> = (0..501).map(|number| format!("a-{number:03}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (body, field) in [
        (several(&[], json!({ "facts": { "condition": "C" } })), "assets"),
        (several(&many, json!({ "facts": { "condition": "C" } })), "assets"),
        (several(&["a-001", "a-001"], json!({ "facts": { "condition": "C" } })), "assets"),
        (several(&OWN, json!({ "facts": {} })), "facts"),
        (several(&OWN, json!({ "facts": { "condition": "Z" } })), "facts.condition"),
        (several(&OWN, json!({ "facts": { "colour": "red" } })), "facts.colour"),
        (several(&OWN, json!({ "facts": { "condition": "C" }, "as_at": "2999-01-01" })), "as_at"),
        (several(&OWN, json!({ "facts": { "condition": "C" }, "as_at": "1066-10-14" })), "as_at"),
        (several(&OWN, json!({ "facts": { "condition": "C" }, "as_at": "yesterday" })), "as_at"),
        (several(&OWN, json!({ "facts": { "condition": "C" }, "source": "x".repeat(501) })), "source"),
        (json!({ "facts": { "condition": "C" } }), "assets"),
    ] {
        let reply = change(&jo, body.clone()).await;
        assert_eq!(reply.status, 422, "{body}: {}", reply.text());
        assert_eq!(reply.json()["parameter"], field, "{body}");
    }
    let same = several(&["a-001"], json!({ "facts": { "condition": "C" } }));
    assert_eq!(change(&jo, same.clone()).await.json()["changed"], 1);
    assert_eq!(change(&jo, same).await.json(), json!({ "edit": null, "changed": 0 }));
}

#[tokio::test]
async fn a_fact_tells_what_an_officer_took_it_from_and_the_day_it_was_true() {
    let service = Service::of(&two_councils()).await;
    let (jo, visitor) = (jo(&service).await, Browser::new(&service));
    let edit = json!({
        "facts": { "condition": "C", "occupancy": "occupied" }, "source": " Condition  survey 2025 ", "as_at": "2025-06-30",
    });
    let changed = jo.ask(Method::PATCH, "/assets/a-001", Some(edit)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    for reader in [&jo, &visitor] {
        let told = fact(reader, "a-001", "condition").await;
        assert_eq!((&told["evidence"], &told["as_at"]), (&json!("Condition survey 2025"), &json!("2025-06-30")));
    }
    let history = jo.json("/assets/a-001/changes").await;
    assert!(history.to_string().contains("Condition"), "{history}");
    // The same from elsewhere is a change of its own.
    let again = json!({ "facts": { "condition": "C" }, "source": "Site visit" });
    assert_eq!(jo.ask(Method::PATCH, "/assets/a-001", Some(again)).await.status, 200);
    let told = &jo.json("/assets/a-001/changes").await["changes"][0]["changes"];
    assert!(told.to_string().contains("set by an officer from: Site visit"), "{told}");
    let future = json!({ "facts": { "condition": "B" }, "as_at": "2999-01-01" });
    assert_eq!(jo.ask(Method::PATCH, "/assets/a-001", Some(future)).await.status, 422);
}

#[tokio::test]
async fn of_a_withheld_asset_the_public_is_not_told_what_an_officer_took_it_from() {
    let service = Service::of(&two_councils()).await;
    let (jo, visitor) = (jo(&service).await, Browser::new(&service));
    let edit = json!({ "facts": { "condition": "D" }, "source": "Walked round 12 Hushhush Lane" });
    assert_eq!(jo.ask(Method::PATCH, "/assets/a-003", Some(edit)).await.status, 200);
    assert_eq!(fact(&jo, "a-003", "condition").await["evidence"], "Walked round 12 Hushhush Lane");
    for path in crate::api::PATHS.iter().copied().chain(["/assets/a-003"]) {
        assert!(!visitor.get(path).await.text().contains("Hushhush"), "{path}");
    }
    assert_eq!(fact(&visitor, "a-003", "condition").await["data"], "D");
    let sam = Browser::of(&service, "sam@example.org", &[officer("Brackley Council")]).await;
    assert!(!sam.get("/assets/a-003").await.text().contains("Hushhush"));
}
