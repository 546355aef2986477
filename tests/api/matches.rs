//! Matches: ranked, explained, the same for the same question, and nothing kept of a need that is posted.

use axum::http::StatusCode;
use serde_json::{Value, json};

use catmap::domain::area::{AreaCode, AreaDeprivation};
use catmap::domain::indices::{Edition, score_of};
use catmap::domain::source::SourceId;

use super::{STATED, Service};
use crate::region::Region;
use crate::store_files::{NOON, deprivation};

/// The best match and the nearest miss, without what changes from one day to the next.
fn in_short(mut answer: Value) -> Value {
    answer["on"] = "a day".into();
    answer["versions"]["computed_at"] = "a moment".into();
    answer["versions"]["change"] = 82.into();
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
    // In ten thousandths, as they are written.
    let written = |value: &Value| (value.as_f64().unwrap() * 1e4).round() as i64;
    for found in matches {
        let lost = &found["lost"];
        let sum: i64 = ["suitability", "deprivation", "uplift"].iter().map(|pillar| written(&lost[pillar])).sum();
        assert_eq!(written(&found["score"]) + sum, 1_000_000, "points lost add up to the last digit: {found}");
        let parts = found["suitability"]["criteria"].as_array().unwrap();
        let inside: i64 = parts.iter().map(|part| written(&part["points_lost"])).sum();
        assert_eq!(inside, written(&lost["suitability"]), "and so do those of the eight parts: {found}");
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
    // How firm a place is, and the end of the headline that says so, belong to the list.
    let alone = |found: &Value| {
        let mut alone = found.clone();
        alone["robust"] = Value::Null;
        let headline = found["headline"].as_str().unwrap();
        alone["headline"] = headline[..=headline.find(" is known.").unwrap()].into();
        alone
    };
    let best = &from_need["matches"][0];
    let asset = best["asset"]["id"].as_str().unwrap();
    let from_asset = service.json(&format!("/assets/{asset}/matches")).await;
    assert_eq!(from_asset["asset"]["id"], asset);
    let pair = from_asset["matches"].as_array().unwrap().iter().find(|found| found["need"]["id"] == "n-001").unwrap();
    assert_eq!(alone(pair), alone(best));
}

#[tokio::test]
async fn every_match_says_how_firm_its_place_is_and_nothing_ruled_out_does() {
    let service = Service::usual().await;
    let answer = service.json("/needs/n-001/matches?limit=200").await;
    let matches = answer["matches"].as_array().unwrap();
    let number = |found: &Value, key: &str| found["robust"][key].as_f64().unwrap();
    let sum = |key: &str| matches.iter().map(|found| number(found, key)).sum::<f64>();
    assert!((sum("top1") - 1.0).abs() < 0.01 && (sum("top3") - 3.0).abs() < 0.01, "four decimals each");
    assert_eq!(answer["robustness"]["draws"], 2000);
    assert_eq!(answer["robustness"]["alternatives"], json!(matches.len()));
    for (index, found) in matches.iter().enumerate() {
        let robust = &found["robust"];
        assert!(robust["text"].as_str().unwrap().ends_with("% of 2,000 runs."), "{robust}");
        let neighbours: Vec<&Value> =
            [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|i| matches.get(i)).collect();
        for tie in robust["ties"].as_array().unwrap() {
            let other = neighbours.iter().find(|other| &other["asset"]["id"] == tie).expect("ties are neighbours");
            assert!(other["robust"]["ties"].as_array().unwrap().contains(&found["asset"]["id"]), "both ways");
            let text = robust["ties_text"].as_str().unwrap();
            assert!(text.contains(other["asset"]["name"].as_str().unwrap()), "{text}");
            assert!(text.ends_with(" are too close to call."), "{text}");
        }
    }
    for miss in answer["excluded"].as_array().unwrap() {
        assert!(miss["robust"].is_null());
    }
    // A shorter page is the beginning of the longer one.
    let short = service.json("/needs/n-001/matches?limit=2").await;
    assert_eq!(short["matches"].as_array().unwrap()[..], matches[..2]);
    let asset = service.json("/assets/a-002/matches").await;
    assert!(asset["matches"].as_array().unwrap().iter().all(|found| found["robust"]["label"].is_string()));
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
    assert!(old["versions"]["anchors"].as_str().unwrap().ends_with("-imd2019"));
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

#[tokio::test]
async fn every_answer_that_shows_a_score_says_what_it_was_made_with() {
    let service = Service::usual().await;
    let usual = service.json("/needs/n-001/matches").await["versions"].clone();
    assert_eq!(usual["method"], "1.0");
    assert_eq!(usual["weights"], json!([0.5, 0.3, 0.2]));
    let release = usual["data_release"].as_str().unwrap();
    assert!(release.starts_with("IoD 2025; sales to 2025-03; activity 2025; "), "{release}");
    assert!(!usual["anchors"].as_str().unwrap().is_empty());
    let at = usual["computed_at"].as_str().unwrap();
    let format = time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    assert!(time::PrimitiveDateTime::parse(&at[..19], &format).is_ok() && at.ends_with('Z'), "{at}");
    for path in [
        "/assets/a-001/matches",
        "/assets/a-001",
        "/collections/assets/items?limit=1",
        "/collections/areas/items?limit=1",
        "/collections/assets/items/a-001",
        "/collections/areas/tiles/WebMercatorQuad?f=tilejson",
        "/collections/assets/tiles/WebMercatorQuad?f=tilejson",
    ] {
        assert_eq!(service.json(path).await["versions"], usual, "{path}");
    }
    let stated = service.post("/matches?weights=0.7,0.2,0.1", STATED).await.json();
    assert_eq!(stated["versions"]["weights"], json!([0.7, 0.2, 0.1]));
    assert_eq!(stated["versions"]["data_release"], usual["data_release"]);
    assert_eq!(service.json("/about").await["criteria"]["data_release"], usual["data_release"]);
}

#[tokio::test]
async fn when_nothing_fits_the_answer_says_so_and_names_the_nearest_miss() {
    let mut region = Region::usual();
    // The first six are all of a known size.
    region.assets.truncate(6);
    let service = Service::of(&region).await;
    assert!(Service::usual().await.post("/matches", STATED).await.json()["nothing_fits"].is_null());
    let mut need: Value = serde_json::from_str(STATED).unwrap();
    need["area"] = json!({ "ideal_m2": 90_000 });
    let answer = service.post("/matches", &need.to_string()).await.json();
    assert_eq!((&answer["eligible"], &answer["matches"]), (&json!(0), &json!([])));
    let text = answer["nothing_fits"].as_str().unwrap();
    let nearest = &answer["excluded"][0];
    let named = format!("No building fits yet. The nearest miss is {}: ", nearest["asset"]["name"].as_str().unwrap());
    assert!(text.starts_with(&named), "{text}");
    for block in nearest["blocks"].as_array().unwrap() {
        let reason = &block["reason"].as_str().unwrap()[1..];
        assert!(text.contains(reason), "{reason} in {text}");
    }
}

#[tokio::test]
async fn of_two_budgets_in_one_band_the_public_answers_are_the_same() {
    let scored = |budget: f64| async move {
        let mut region = Region::usual();
        region.needs.iter_mut().for_each(|need| need.budget_gbp_per_year = Some(budget));
        let service = Service::of(&region).await;
        let mut answers = Vec::new();
        for path in ["/needs/n-001/matches?limit=200", "/assets/a-002/matches", "/assets/a-004/matches"] {
            let mut answer = service.json(path).await;
            answer["versions"]["computed_at"] = "a moment".into();
            answer["versions"]["change"] = 82.into();
            answers.push(answer);
        }
        answers
    };
    // The first two lie in the band from 20,177 to 22,195; the last lies in the next.
    let (first, second, other) = (scored(20_300.0).await, scored(22_100.0).await, scored(22_300.0).await);
    assert_eq!(first, second);
    assert_ne!(first, other);
}
