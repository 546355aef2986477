//! What statutory rules say of an asset: with dates, with what is missing, and with nothing that the viewer may not see.

use axum::http::StatusCode;
use catmap::domain::asset::{Occupancy, TermOffered};
use catmap::domain::imported::{FileKind, Rows};
use catmap::domain::listed::CommunityValueListing;
use catmap::domain::place::Position;
use catmap::domain::source::SourceId;
use serde_json::Value;
use time::macros::{date, datetime};

use super::Service;
use crate::region::{Region, fact, file, rows};

fn flag(answer: &Value, rule: &str) -> Value {
    answer["flags"].as_array().unwrap().iter().find(|flag| flag["rule"] == rule).cloned().unwrap()
}

/// The first two assets for sale at three million, one in use and one vacant; a list of community value that names both.
async fn service() -> Service {
    let mut region = Region::usual();
    for (index, name) in ["Corn Exchange", "Weigh House"].iter().enumerate() {
        region.assets[index].name = (*name).to_owned();
        region.assets[index].facts.term_offered = fact(TermOffered::Freehold);
        region.assets[index].facts.valuation_gbp = fact(3_000_000.0);
    }
    region.assets[0].facts.occupancy = fact(Occupancy::Occupied);
    region.assets[1].facts.occupancy = fact(Occupancy::Vacant);
    let service = Service::of(&region).await;
    let listing = |index: usize| CommunityValueListing {
        reference: format!("acv-{index}"),
        council: Some(region.assets[index].owner.name.to_string()),
        name: region.assets[index].name.clone(),
        address: None,
        postcode: None,
        position: region.assets[index].position.or(Position::new(333_500.0, 388_500.0).ok()),
        nominated_by: None,
        nominated_on: None,
        decision: None,
        listed_on: Some(date!(2023 - 04 - 20)),
        expires_on: None,
        source: SourceId::new("list"),
    };
    let listings = Rows::CommunityValue(rows(&[listing(0), listing(1)]));
    let list = file(FileKind::CommunityValue, "list", listings);
    let store = service.catalogue.store();
    store.take_in(&list, "a test", datetime!(2026-11-21 12:00 UTC), &|_, _| {}).await.unwrap();
    service
}

#[tokio::test]
async fn each_flag_tells_its_dates_its_source_and_what_it_needs() {
    let service = service().await;
    let answer = service.json("/assets/a-000/rules?on=2026-11-22").await;
    assert_eq!(answer["on"], "2026-11-22");
    assert!(answer["sentence"].as_str().unwrap().contains("not legal advice"));
    assert_eq!(answer["undervalue"], Value::Null);
    let consent = flag(&answer, "general-consent");
    assert_eq!((&consent["state"], &consent["in_force_from"]), (&"not-known".into(), &"2003-08-04".into()));
    assert_eq!(consent["needs"][0]["label"], "What would be paid");
    let off = flag(&answer, "community-right-to-buy");
    assert_eq!((&off["state"], &off["in_force_from"]), (&"not-in-force".into(), &Value::Null));
    let listed = flag(&answer, "community-value");
    assert_eq!((&listed["state"], &listed["clocks"][0]["until"]), (&"applies".into(), &"2028-04-19".into()));
    let before = service.json("/assets/a-000/rules?on=2012-09-20").await;
    assert_eq!(flag(&before, "community-value")["state"], "not-in-force");
}

#[tokio::test]
async fn a_price_and_a_notice_move_the_flags_and_are_kept_nowhere() {
    let service = service().await;
    let path = "/assets/a-000/rules?on=2026-11-22&consideration_gbp=500000&notice_on=2026-11-02";
    let answer = service.json(path).await;
    assert_eq!(answer["undervalue"]["undervalue_gbp"], 2_500_000.0);
    assert_eq!(answer["undervalue"]["within_limit"], false);
    assert_eq!(flag(&answer, "general-consent")["state"], "does-not-apply");
    let clocks = flag(&answer, "community-value")["clocks"].as_array().unwrap().clone();
    let until: Vec<&str> = clocks.iter().map(|clock| clock["until"].as_str().unwrap()).collect();
    assert_eq!(until, ["2028-04-19", "2026-12-13", "2027-05-01", "2028-05-01"]);
    assert_eq!(service.json("/assets/a-000/rules?on=2026-11-22").await["undervalue"], Value::Null);
}

#[tokio::test]
async fn the_exact_place_of_a_vacant_asset_does_not_tell_that_a_listing_is_of_it() {
    let service = service().await;
    let answer = service.json("/assets/a-001/rules?on=2026-11-22").await;
    let listed = flag(&answer, "community-value");
    assert_eq!(listed["state"], "may-apply", "only the name is compared: {listed}");
}

#[tokio::test]
async fn what_makes_no_sense_is_a_bad_request_and_what_is_not_there_is_not_found() {
    let service = service().await;
    for query in ["on=2026-02-30", "on=soon", "consideration_gbp=-1", "consideration_gbp=NaN", "notice_on=", "price=1"]
    {
        let reply = service.get(&format!("/assets/a-000/rules?{query}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{query}");
    }
    assert_eq!(service.get("/assets/nothing/rules").await.status, StatusCode::NOT_FOUND);
    for query in ["on=9999-12-31&notice_on=9999-12-31", "on=0001-01-01", "consideration_gbp=1e12"] {
        assert_eq!(service.get(&format!("/assets/a-000/rules?{query}")).await.status, StatusCode::OK, "{query}");
    }
}
