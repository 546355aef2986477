//! The full record of an asset: every fact or gap, and every source by name.

use axum::http::StatusCode;
use serde_json::Value;

use super::Service;

#[tokio::test]
async fn a_record_tells_every_fact_with_its_source_and_names_every_gap() {
    let service = Service::usual().await;
    let record = service.json("/assets/a-000").await;
    let fact = |field: &str| record["facts"].as_array().unwrap().iter().find(|fact| fact["field"] == field).cloned();
    assert_eq!(fact("usable_area_m2").unwrap()["value"], "80 m2");
    assert_eq!(fact("rent_gbp_per_year").unwrap()["value"], "£4,800 a year");
    assert_eq!(fact("occupancy").unwrap()["data"], "occupied");
    assert_eq!(fact("term_offered").unwrap()["value"], "freehold");
    let (facts, gaps) = (record["facts"].as_array().unwrap(), record["gaps"].as_array().unwrap());
    assert_eq!(facts.len() + gaps.len(), 27);
    assert!(gaps.iter().any(|gap| gap["field"] == "heritage"));
    let sources: Vec<&Value> = record["sources"].as_array().unwrap().iter().map(|source| &source["id"]).collect();
    assert_eq!(sources, ["boundaries", "deprivation", "register"]);
    assert!(facts.iter().all(|fact| sources.contains(&&fact["source"]) && fact["as_at"] == "2026-03-31"));
    assert!(record["neighbourhood"]["deprivation"]["value"].as_f64().is_some_and(|value| (0.0..=1.0).contains(&value)));
    assert_eq!(record["place"]["sentence"], "Shown where its register places it.");
}

#[tokio::test]
async fn a_record_says_how_exactly_its_place_is_shown() {
    let service = Service::usual().await;
    for (id, precision, coarse, placed) in [
        ("a-000", "point", false, true),
        ("a-001", "area", true, true),
        ("a-029", "outward-postcode", true, true),
        ("a-019", "unknown", false, false),
    ] {
        let record = service.json(&format!("/assets/{id}")).await;
        let place = &record["place"];
        assert_eq!(
            (place["precision"].as_str(), place["coarse"].as_bool()),
            (Some(precision), Some(coarse)),
            "{id}: {place}"
        );
        assert_eq!(!place["lon"].is_null(), placed, "{id}: {place}");
    }
}

#[tokio::test]
async fn a_record_that_is_not_there_is_not_found() {
    let service = Service::usual().await;
    let reply = service.get("/assets/a-777").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(reply.json()["detail"], "There is no asset \"a-777\".");
}
