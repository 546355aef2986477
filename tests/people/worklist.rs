//! The worklist: a council's own stock in order, with reasons, for its own officers and nobody else.

use axum::http::{Method, StatusCode};
use catmap::domain::asset::{DisposalStatus, Occupancy, Planning};
use catmap::domain::person::Role;
use serde_json::{Value, json};

use super::help::{Browser, officer, two_councils};
use crate::api::Service;
use crate::api::openapi::hold_against;
use crate::region::{Region, fact};

const ALDERMERE: &str = "Aldermere Council";

/// Two councils; of Aldermere's stock one asset is barred and of one hardly anything is known. Some is in use, and of some
/// nobody has told whether anybody is in it.
fn region() -> Region {
    let mut region = two_councils();
    for (number, asset) in region.assets.iter_mut().enumerate() {
        match number % 16 {
            9 => asset.facts.occupancy = None,
            11 => asset.facts.occupancy = fact(Occupancy::Occupied),
            _ => {}
        }
    }
    region.assets[1].facts.planning = fact(Planning::Barred);
    let facts = &mut region.assets[3].facts;
    facts.disposal_status = fact(DisposalStatus::OpenToInterest);
    (facts.condition, facts.step_free, facts.term_offered, facts.planning) = (None, None, None, None);
    region
}

async fn officer_of<'a>(service: &'a Service, council: &str) -> Browser<'a> {
    Browser::of(service, &format!("{}@example.org", council.len()), &[officer(council)]).await
}

fn rows(answer: &Value) -> Vec<Value> {
    answer["rows"].as_array().unwrap().clone()
}

fn ids(answer: &Value) -> Vec<String> {
    rows(answer).iter().map(|row| row["asset"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_officer_sees_the_whole_stock_of_their_own_council_in_order_and_what_is_blocked_last() {
    let region = region();
    let service = Service::of(&region).await;
    let answer = officer_of(&service, ALDERMERE).await.json("/worklist?limit=200").await;
    hold_against("Worklist", &answer, "/worklist");
    let own = region.assets.iter().filter(|asset| &*asset.owner.name == ALDERMERE);
    let mut expected: Vec<String> = own.map(|asset| asset.id.to_string()).collect();
    let mut found = ids(&answer);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!((&answer["council"], &answer["councils"]), (&json!(ALDERMERE), &json!([ALDERMERE])));
    let groups: Vec<&str> =
        answer["groups"].as_array().unwrap().iter().map(|group| group["group"].as_str().unwrap()).collect();
    assert_eq!(groups, ["empty", "not-known", "in-use", "blocked"]);
    let told: Vec<(usize, f64)> = rows(&answer)
        .iter()
        .map(|row| {
            let blocked = !row["blocks"].as_array().unwrap().is_empty();
            assert_eq!(row["transferability"].is_null(), blocked, "what is blocked has no score: {row}");
            assert_eq!(row["parts"].as_array().unwrap().is_empty(), blocked, "nor parts of one");
            let group = match row["occupancy"].as_str() {
                _ if blocked => "blocked",
                Some("occupied") => "in-use",
                Some(_) => "empty",
                None => "not-known",
            };
            assert_eq!(row["group"], group);
            let place = groups.iter().position(|known| *known == group).unwrap();
            (place, -row["transferability"]["value"].as_f64().unwrap_or_default())
        })
        .collect();
    assert!(told.is_sorted_by(|one, other| one <= other), "{told:?}");
    let in_group = |place: usize| told.iter().filter(|(group, _)| *group == place).count();
    for (place, group) in answer["groups"].as_array().unwrap().iter().enumerate() {
        assert_eq!(group["count"], in_group(place), "{group}");
    }
    let blocked = in_group(3);
    assert!(blocked > 1 && answer["blocked"] == blocked && blocked < told.len());
    let barred = rows(&answer).into_iter().find(|row| row["asset"] == "a-001").unwrap();
    assert!(barred["sentence"].as_str().unwrap().contains("Cannot lawfully be used"), "{barred}");
}

#[tokio::test]
async fn the_stock_of_others_is_refused_and_an_administrator_names_whose_they_want() {
    let service = Service::of(&region()).await;
    let own = officer_of(&service, ALDERMERE).await;
    let reply = own.ask(Method::GET, "/worklist?council=Brackley%20Council", None).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(reply.text().contains("its own officers"), "{}", reply.text());
    let administrator = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let all = administrator.json("/worklist").await;
    assert_eq!(all["councils"], json!([ALDERMERE, "Brackley Council"]));
    assert_eq!(administrator.json("/worklist?council=brackley").await["council"], "Brackley Council");
    let nobody = administrator.json("/worklist?council=Atlantis").await;
    assert_eq!((&nobody["assets"], &nobody["rows"]), (&json!(0), &json!([])));
    hold_against("Worklist", &nobody, "a council without stock");
}

#[tokio::test]
async fn needs_are_those_of_the_ranking_of_each_asset_and_private_ones_of_other_boroughs_stay_private() {
    let mut region = region();
    // Two published ones, a private one in Aldermere and one in no borough, so that what is private is among the best.
    region.needs.drain(..6);
    let service = Service::of(&region).await;
    let (own, other) = (officer_of(&service, ALDERMERE).await, officer_of(&service, "Brackley Council").await);
    let answer = own.json("/worklist?limit=200").await;
    for row in rows(&answer).iter().filter(|row| !row["transferability"].is_null()) {
        let id = row["asset"].as_str().unwrap();
        let ranking = own.json(&format!("/assets/{id}/matches?limit=3&firmness=false")).await;
        assert_eq!(row["fitting"], ranking["eligible"], "{id}");
        let told: Vec<(Value, Value)> = ranking["matches"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| (found["need"]["id"].clone(), found["score"].clone()))
            .collect();
        let needs = row["needs"].as_array().unwrap();
        let here: Vec<(Value, Value)> =
            needs.iter().map(|need| (need["id"].clone(), need["score"]["value"].clone())).collect();
        assert_eq!(here, told, "{id}");
        assert_eq!(row["gaps"], ranking["worth_finding_out"], "the list and the brief say the same of {id}");
    }
    assert!(answer.to_string().contains("Secretplan"), "the borough of these needs is Aldermere");
    let theirs = other.json("/worklist?limit=200").await;
    assert!(!theirs.to_string().contains("Secretplan"));
    assert_eq!((&answer["needs"], &theirs["needs"]), (&json!(3), &json!(2)));
    for private in ["22123", "91357", "22,123"] {
        assert!(!answer.to_string().contains(private), "{private}");
    }
}

#[tokio::test]
async fn what_nobody_has_told_is_a_gap_and_telling_it_moves_the_asset() {
    let service = Service::of(&region()).await;
    let own = officer_of(&service, ALDERMERE).await;
    let row = |answer: &Value| rows(answer).into_iter().find(|row| row["asset"] == "a-003").unwrap();
    let before = row(&own.json("/worklist?limit=200").await);
    let gaps = before["gaps"].as_array().unwrap();
    let facts: Vec<&str> = gaps.iter().map(|gap| gap["fact"].as_str().unwrap()).collect();
    for fact in ["condition", "step_free", "term_offered", "planning"] {
        assert!(facts.contains(&fact), "{fact} of {facts:?}");
    }
    assert!(!facts.contains(&"disposal_status"), "what is known is no gap");
    let order =
        |gap: &Value| (!gap["could_rule_out"].as_bool().unwrap(), -gap["moves_points"].as_f64().unwrap_or_default());
    assert!(gaps.is_sorted_by_key(order), "{gaps:?}");
    let edit = json!({ "facts": { "condition": "A", "planning": "lawful" }, "reason": "Survey" });
    assert_eq!(own.ask(Method::PATCH, "/assets/a-003", Some(edit)).await.status, StatusCode::OK);
    let after = row(&own.json("/worklist?limit=200").await);
    let (was, is) = (&before["transferability"], &after["transferability"]);
    assert!(is["value"].as_f64() > was["value"].as_f64() && is["low"].as_f64() > was["low"].as_f64(), "{was} {is}");
    assert!(after["completeness"].as_f64() > before["completeness"].as_f64());
    assert!(!after["gaps"].to_string().contains("\"condition\""));
}

#[tokio::test]
async fn pages_joined_are_the_whole_and_filters_keep_the_ranks() {
    let service = Service::of(&region()).await;
    let own = officer_of(&service, ALDERMERE).await;
    let whole = own.json("/worklist?limit=200").await;
    let (mut joined, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = own.json(&format!("/worklist?limit=4{cursor}")).await;
        joined.extend(rows(&page));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(joined, rows(&whole));
    let ranks: Vec<u64> = joined.iter().map(|row| row["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, (1..=ranks.len() as u64).collect::<Vec<_>>());
    let of = |test: fn(&Value) -> bool| rows(&whole).into_iter().filter(test).collect::<Vec<_>>();
    for (query, expected) in [
        ("blocked=true", of(|row| row["transferability"].is_null())),
        ("blocked=false", of(|row| !row["transferability"].is_null())),
        ("stage=surplus", of(|row| row["stage"] == "surplus")),
        (
            "stage=surplus,open-to-interest&blocked=false",
            of(|row| row["stage"] != "in-use" && !row["transferability"].is_null()),
        ),
        ("stage=unknown", of(|row| row["stage"].is_null())),
    ] {
        let found = own.json(&format!("/worklist?limit=200&{query}")).await;
        assert_eq!(rows(&found), expected, "{query}");
        assert_eq!(found["matched"], expected.len(), "{query}");
    }
    let third = joined[2]["asset"].as_str().unwrap();
    let page = own.json(&format!("/worklist?limit=4&asset={third}")).await;
    assert_eq!(rows(&page), joined[2..6]);
    let counted: u64 = whole["stages"].as_array().unwrap().iter().map(|stage| stage["count"].as_u64().unwrap()).sum();
    assert_eq!(whole["assets"], counted);
}

#[tokio::test]
async fn what_makes_no_sense_is_a_bad_request() {
    let service = Service::of(&region()).await;
    let own = officer_of(&service, ALDERMERE).await;
    for query in [
        "limit=0",
        "stage=soon",
        "blocked=maybe",
        "cursor=zz",
        "cursor=61",
        "council=",
        "asset=none",
        "f=csv",
        "borough=x",
    ] {
        let status = own.ask(Method::GET, &format!("/worklist?{query}"), None).await.status;
        assert!(status.is_client_error(), "{query}: {status}");
    }
    let most = own.json("/worklist?limit=99999999999999999999").await;
    assert_eq!(most["assets"], rows(&most).len());
}
