//! What officers change by hand: who may, what is refused, and the trail of it.

use axum::http::Method;
use serde_json::{Value, json};

use super::differencing::officer;
use super::{Reply, Service};
use crate::people::help::Browser;

async fn patch(officer: &Browser<'_>, path: &str, edit: Value) -> Reply {
    officer.ask(Method::PATCH, path, Some(edit)).await
}

async fn undo(officer: &Browser<'_>, path: &str, change: &str) -> Reply {
    officer.ask(Method::POST, &format!("{path}/changes/{change}/undo"), Some(json!({}))).await
}

/// The numbers of the changes of a-001, newest first.
async fn ids(officer: &Browser<'_>) -> Vec<String> {
    let told = officer.json("/assets/a-001/changes").await;
    told["changes"].as_array().unwrap().iter().map(|change| change["id"].as_str().unwrap().to_owned()).collect()
}

/// Which changes of a-001 may be taken back, newest first, each from a page of its own: judged over the whole history.
async fn may_undo(officer: &Browser<'_>) -> Vec<bool> {
    let mut told = Vec::new();
    let mut path = "/assets/a-001/changes?limit=1".to_owned();
    loop {
        let page = officer.json(&path).await;
        told.push(page["changes"][0]["may_undo"].as_bool().unwrap());
        let Some(next) = page["next"].as_str() else { return told };
        path = format!("/assets/a-001/changes?limit=1&cursor={next}");
    }
}

#[tokio::test]
async fn an_officer_changes_facts_and_the_trail_tells_who_what_and_why() {
    let service = Service::usual().await;
    let officer = officer(&service, "Brackley MBC").await;
    let edit = json!({
        "facts": {
            "usable_area_m2": 260, "condition": null, "space_types": ["hall", "nursery"], "term_offered": 25,
            "available_from": "2027-02-28", "shareable": false, "reserved_for": "Libraries",
        },
        "reason": "Survey of  May", "source": "Site visit", "as_at": "2026-03-31",
    });
    let reply = patch(&officer, "/assets/a-001", edit).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let record = reply.json();
    let fact = |field: &str| record["facts"].as_array().unwrap().iter().find(|fact| fact["field"] == field).cloned();
    let area = fact("usable_area_m2").unwrap();
    assert_eq!((&area["value"], &area["source"]), (&json!("260 m2"), &json!("person:brackley")));
    assert_eq!(fact("condition"), None);
    assert_eq!(fact("term_offered").unwrap()["value"], "25 years");
    assert_eq!(record["may_edit"], true);
    assert!(record["sources"].as_array().unwrap().iter().any(|source| source["id"] == "person:brackley"));

    let told = officer.json("/assets/a-001/changes").await;
    let newest = &told["changes"][0];
    assert_eq!((&newest["how"], &newest["reason"]), (&json!("edit"), &json!("Survey of May")));
    assert_eq!(newest["by"], "brackley-mbc@officers.example");
    let changes = newest["changes"].as_array().unwrap();
    let area = changes.iter().find(|change| change["fact"] == "usable_area_m2").unwrap();
    assert_eq!((&area["from"], &area["to"]), (&json!("100 m2"), &json!("260 m2")));
    assert_eq!((&area["source"], &area["evidence"]), (&json!("person:brackley"), &json!("Site visit")));
    assert_eq!(area["as_at"], "2026-03-31");
    let first = told["changes"].as_array().unwrap().last().unwrap();
    assert_eq!((&first["how"], &first["changes"][0]["from"]), (&json!("import"), &Value::Null));
    assert!(first["file_name"].is_string(), "{first}");
}

#[tokio::test]
async fn changes_come_in_pages_that_neither_skip_nor_repeat() {
    let service = Service::usual().await;
    let officer = officer(&service, "Brackley Council").await;
    for area in [110, 120, 130] {
        assert_eq!(patch(&officer, "/assets/a-001", json!({ "facts": { "usable_area_m2": area } })).await.status, 200);
    }
    let mut seen = Vec::new();
    let mut path = "/assets/a-001/changes?limit=1".to_owned();
    loop {
        let page = officer.json(&path).await;
        seen.extend(page["changes"].as_array().unwrap().iter().map(|change| change["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/assets/a-001/changes?limit=1&cursor={next}");
    }
    assert_eq!((seen.len(), &seen), (4, &ids(&officer).await));
    assert_eq!(officer.get("/assets/a-001/changes?cursor=6162").await.status, 400);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_a_sentence_and_changes_nothing() {
    let service = Service::usual().await;
    let officer = officer(&service, "Brackley Council").await;
    let before = service.catalogue.store().asset("a-001").await.unwrap();
    for body in [
        json!({ "facts": { "no_such_fact": 1 } }),
        json!({ "name": "Another" }),
        json!({ "facts": { "usable_area_m2": -1 } }),
        json!({ "facts": { "usable_area_m2": "240" } }),
        json!({ "facts": { "usable_area_m2": 1e300 } }),
        json!({ "facts": { "condition": "E" } }),
        json!({ "facts": { "space_types": [] } }),
        json!({ "facts": { "term_offered": { "years": 5 } } }),
        json!({ "facts": { "term_offered": "for ever" } }),
        json!({ "facts": { "available_from": "2027-02-30" } }),
        json!({ "facts": { "title": "a\u{0}b" } }),
        json!({ "facts": { "title": " " } }),
        json!({ "facts": { "usable_area_m2": 120, "condition": "E" } }),
        json!({ "shown": "nowhere" }),
        json!({ "reason": "a\u{0}b", "shown": "exact" }),
        json!({ "facts": [] }),
        json!([]),
    ] {
        let reply = patch(&officer, "/assets/a-001", body.clone()).await;
        let problem = reply.json();
        assert_eq!(reply.status, 422, "{body}: {problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{body}: {problem}");
    }
    assert_eq!(service.catalogue.store().asset("a-001").await.unwrap(), before);
}

#[tokio::test]
async fn only_officers_of_its_council_change_an_asset_or_see_who_did() {
    let service = Service::usual().await;
    let (officer, visitor) = (officer(&service, "Brackley Council").await, Browser::new(&service));
    let edit = || json!({ "facts": { "condition": "A" } });
    let before = service.catalogue.store().asset("a-000").await.unwrap();
    // a-000 is Aldermere's.
    for (browser, status) in [(&officer, 403), (&visitor, 401)] {
        assert_eq!(patch(browser, "/assets/a-000", edit()).await.status, status);
        assert_eq!(browser.get("/assets/a-000/changes").await.status, status);
        assert_eq!(undo(browser, "/assets/a-000", "1").await.status, status);
    }
    assert_eq!(patch(&officer, "/assets/none", edit()).await.status, 404);
    assert_eq!(patch(&officer, "/assets/%00", edit()).await.status, 404);
    assert_eq!(officer.json("/assets/a-000").await["may_edit"], false);
    assert_eq!(visitor.json("/assets/a-001").await["may_edit"], false);
    assert_eq!(service.catalogue.store().asset("a-000").await.unwrap(), before);
}

#[tokio::test]
async fn a_change_on_top_of_one_that_was_not_seen_is_refused() {
    let service = Service::usual().await;
    let officer = officer(&service, "Brackley Council").await;
    let tag = format!("\"{}\"", ids(&officer).await[0]);
    let set = async |tag: &str, condition: &str| {
        let headers = [("sec-fetch-site", "same-origin"), ("if-match", tag)];
        let edit = json!({ "facts": { "condition": condition } });
        officer.ask_with(Method::PATCH, "/assets/a-001", &headers, Some(edit)).await.status
    };
    assert_eq!(set(&tag, "A").await, 200);
    assert_eq!(set(&tag, "C").await, 409);
    assert_eq!(set("*", "C").await, 200);
    assert_eq!(set("W/\"x\"", "C").await, 400);
}

#[tokio::test]
async fn an_edit_is_taken_back_unless_what_it_changed_was_changed_again_or_a_file_made_it() {
    let service = Service::usual().await;
    let officer = officer(&service, "Brackley Council").await;
    let original = service.catalogue.store().asset("a-001").await.unwrap();
    for condition in ["A", "C"] {
        assert_eq!(patch(&officer, "/assets/a-001", json!({ "facts": { "condition": condition } })).await.status, 200);
    }
    let made = ids(&officer).await;
    assert_eq!(may_undo(&officer).await, [true, false, false]);
    assert_eq!(undo(&officer, "/assets/a-001", &made[1]).await.status, 409, "changed again since");
    assert_eq!(undo(&officer, "/assets/a-001", &made[2]).await.status, 409, "a file made it");
    assert_eq!(undo(&officer, "/assets/a-001", "999999").await.status, 404);
    assert_eq!(undo(&officer, "/assets/a-001", &made[0]).await.status, 200);
    // What was taken back could be put back, and the change before it can be taken back too.
    assert_eq!(may_undo(&officer).await, [true, false, true, false]);
    assert_eq!(undo(&officer, "/assets/a-001", &made[1]).await.status, 200);
    assert_eq!(may_undo(&officer).await, [true, false, false, false, false]);
    assert_eq!(service.catalogue.store().asset("a-001").await.unwrap(), original);
    assert_eq!(officer.json("/assets/a-001/changes").await["changes"][0]["how"], "undo");
}
