//! Matches: ranked, explained, the same for the same question, and nothing kept of a need that is posted.

use axum::http::StatusCode;
use serde_json::{Value, json};

use catmap::domain::area::{AreaCode, AreaDeprivation};
use catmap::domain::indices::{Edition, score_of};
use catmap::domain::source::SourceId;

use super::{STATED, Service};
use crate::store_files::{NOON, deprivation};

/// The best match and the nearest miss, without what changes from one day to the next.
fn in_short(mut answer: Value) -> Value {
    answer["on"] = "a day".into();
    for list in ["matches", "excluded"] {
        answer[list].as_array_mut().unwrap().truncate(1);
    }
    answer
}

#[tokio::test]
async fn a_stated_need_is_answered_with_ranked_matches_and_the_nearest_misses() {
    let service = Service::usual().await;
    let reply = service.post("/matches?limit=5", STATED).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let answer = reply.json();
    assert_eq!((&answer["need"]["id"], &answer["considered"]), (&Value::Null, &json!(60)));
    let matches = answer["matches"].as_array().unwrap();
    assert!(!matches.is_empty() && matches.len() <= 5);
    let scores: Vec<f64> = matches.iter().map(|found| found["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    for found in matches {
        let lost = &found["lost"];
        let sum: f64 =
            ["suitability", "deprivation", "uplift"].iter().map(|pillar| lost[pillar].as_f64().unwrap()).sum();
        assert!((100.0 - found["score"].as_f64().unwrap() - sum).abs() < 0.001, "points lost add up: {found}");
        assert!(found["blocks"].as_array().unwrap().is_empty() && found["eligible"] == true);
    }
    let excluded = answer["excluded"].as_array().unwrap();
    assert!(!excluded.is_empty());
    for miss in excluded {
        assert!(miss["score"].is_null() && !miss["blocks"].as_array().unwrap().is_empty(), "{miss}");
    }
}

#[tokio::test]
async fn the_answer_to_a_published_need_is_as_it_was() {
    let service = Service::usual().await;
    let answer = service.json("/needs/n-001/matches").await;
    insta::assert_json_snapshot!("matches_of_a_published_need", in_short(answer));
}

#[tokio::test]
async fn the_same_question_has_the_same_answer_and_another_weight_another() {
    let service = Service::usual().await;
    let usual = service.json("/needs/n-001/matches").await;
    assert_eq!(service.json("/needs/n-001/matches").await, usual);
    let same = service.json("/needs/n-001/matches?weights=5,3,2").await;
    assert_eq!(same["matches"], usual["matches"], "weights count in proportion");
    let other = service.json("/needs/n-001/matches?weights=0.7,0.2,0.1").await;
    assert_ne!(other["matches"][0]["score"], usual["matches"][0]["score"]);
    assert_eq!(other["versions"]["weights"], json!([0.7, 0.2, 0.1]));
}

#[tokio::test]
async fn a_pair_scores_the_same_from_either_side() {
    let service = Service::usual().await;
    let from_need = service.json("/needs/n-001/matches?limit=200").await;
    let best = &from_need["matches"][0];
    let asset = best["asset"]["id"].as_str().unwrap();
    let from_asset = service.json(&format!("/assets/{asset}/matches")).await;
    assert_eq!(from_asset["asset"]["id"], asset);
    let pair = from_asset["matches"].as_array().unwrap().iter().find(|found| found["need"]["id"] == "n-001").unwrap();
    assert_eq!(pair, best);
}

#[tokio::test]
async fn a_limit_is_kept_and_capped() {
    let service = Service::usual().await;
    for (limit, most) in [("1", 1), ("3", 3), ("201", 60), ("1000000", 60)] {
        let answer = service.json(&format!("/needs/n-000/matches?limit={limit}")).await;
        assert!(answer["matches"].as_array().unwrap().len() <= most);
        assert!(answer["eligible"].as_u64() <= answer["considered"].as_u64());
    }
    assert_eq!(service.get("/needs/n-000/matches?limit=0").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_the_place_has_to_be_said_and_it_can_be_said_in_three_ways() {
    let service = Service::usual().await;
    for place in
        [json!({ "lon": -2.96, "lat": 53.4 }), json!({ "postcode": "za10aa" }), json!({ "borough": "aldermere" })]
    {
        let reply = service.post("/matches", &json!({ "place": place }).to_string()).await;
        assert_eq!(reply.status, StatusCode::OK, "{place}: {}", reply.text());
        assert_eq!(reply.json()["considered"], 60, "{place}");
    }
}

#[tokio::test]
async fn nothing_of_a_stated_need_is_kept() {
    let service = Service::usual().await;
    let before = service.json("/about").await;
    assert_eq!(service.post("/matches", STATED).await.status, StatusCode::OK);
    assert_eq!(service.json("/about").await, before);
    assert_eq!(service.json("/collections/needs/items").await["numberMatched"], 8);
}

#[tokio::test]
async fn an_old_edition_is_refused_with_a_sentence_unless_all_of_its_england_is_loaded() {
    let service = Service::usual().await;
    let usual = service.json("/needs/n-001/matches").await;
    assert_eq!(usual["versions"]["deprivation_edition"], 2025);
    assert_eq!(service.json("/needs/n-001/matches?edition=2025").await, usual);
    for asked in ["/needs/n-001/matches?edition=2019", "/assets/a-000/matches?edition=2019"] {
        let reply = service.get(asked).await;
        assert!(reply.status.is_client_error(), "{asked}: {}", reply.text());
        let detail = reply.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(
            detail.contains("all 32,844 areas of England") && detail.contains("0 are loaded here"),
            "{asked}: {detail}"
        );
    }
    assert_eq!(service.get("/needs/n-001/matches?edition=2015").await.status, StatusCode::BAD_REQUEST);
}

/// A made-up England of 2019 in which the areas of the region are the least deprived of all.
fn old_england(region: &[AreaCode]) -> Vec<AreaDeprivation> {
    let last = Edition::Of2019.areas_in_england();
    (1..=last)
        .map(|rank| {
            let code = region.get((last - rank) as usize).cloned();
            AreaDeprivation {
                code: code.unwrap_or_else(|| AreaCode::new(format!("E010{rank:05}"))),
                edition: 2019,
                score: score_of([rank; 7], Edition::Of2019),
                rank,
                decile: u8::try_from(Edition::Of2019.decile(rank)).unwrap(),
                domain_ranks: [rank; 7],
                residents: Some(1_500),
                borough: None,
                source: SourceId::new("iod-2019"),
            }
        })
        .collect()
}

#[tokio::test]
async fn an_old_decision_can_be_looked_at_again_with_the_indices_of_2019_and_with_nothing_of_2025() {
    let service = Service::usual().await;
    let codes: Vec<AreaCode> =
        service.catalogue.snapshot().await.unwrap().atlas.areas().iter().map(|area| area.code.clone()).collect();
    let before = service.json("/needs/n-001/matches").await;
    let file = deprivation("iod-2019", old_england(&codes));
    service.catalogue.store().take_in(&file, "test", NOON, &|_, _| {}).await.unwrap();
    let usual = service.json("/needs/n-001/matches").await;
    assert_eq!(usual["matches"], before["matches"], "loading 2019 changes nothing of 2025");
    let old = service.json("/needs/n-001/matches?edition=2019").await;
    assert_eq!(old["versions"]["deprivation_edition"], 2019);
    assert_eq!(old["versions"]["anchors"], format!("{}-imd2019", usual["versions"]["anchors"].as_str().unwrap()));
    for found in old["matches"].as_array().unwrap().iter().filter(|found| !found["deprivation"]["value"].is_null()) {
        let deprivation = &found["deprivation"];
        assert!(deprivation["value"].as_f64().unwrap() < 0.01, "least deprived in 2019: {deprivation}");
        let sentence = deprivation["sentence"].as_str().unwrap();
        assert!(sentence.contains("These are figures of 2019"), "{sentence}");
        assert!(deprivation["point_area"].is_null() || sentence.contains("of 32,844 in England"), "{sentence}");
    }
    assert_eq!(service.json("/needs/n-001/matches?edition=2019").await, old);
    assert_eq!(service.json("/needs/n-001/matches").await["matches"], before["matches"]);
}
