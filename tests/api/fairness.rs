//! Whom shortlists serve: counted over published needs only, and nothing shown with fewer than three needs behind it.

use catmap::domain::need::{OrganisationSize, Visibility};
use serde_json::{Value, json};

use super::Service;
use crate::region::Region;

fn shown(rows: &Value) -> Vec<&Value> {
    rows.as_array().unwrap().iter().filter(|row| !row["pairs"].is_null()).collect()
}

#[tokio::test]
async fn the_view_counts_the_best_three_of_every_published_need() {
    let service = Service::usual().await;
    let view = service.json("/fairness").await;
    let published = service.json("/about").await["counts"]["needs"].clone();
    assert_eq!((&view["per_need"], &view["needs"]), (&json!(3), &published));
    let mut pairs = 0;
    for need in service.json("/collections/needs/items?limit=100").await["features"].as_array().unwrap() {
        let id = need["id"].as_str().unwrap();
        let best = service.json(&format!("/needs/{id}/matches?limit=3")).await;
        pairs += best["matches"].as_array().unwrap().iter().filter(|m| m["score"].as_f64().unwrap() >= 40.0).count();
    }
    assert_eq!(view["pairs"], json!(pairs), "{view}");
    for (table, all) in [("by_decile", 1.0), ("by_borough", 1.0), ("by_size", 1.0)] {
        let compared: f64 = view[table].as_array().unwrap().iter().map(|row| row["compared"].as_f64().unwrap()).sum();
        assert!((compared - all).abs() < 1e-3, "{table}: {compared}");
        let counted: u64 = shown(&view[table]).iter().map(|row| row["pairs"].as_u64().unwrap()).sum();
        assert!(counted <= pairs as u64, "{table}");
    }
    let text = view["sentence"].as_str().unwrap();
    assert!(text.contains(&format!("all {published} published needs")), "{text}");
}

#[tokio::test]
async fn what_fewer_than_three_needs_stand_behind_is_withheld() {
    let mut region = Region::usual();
    let mut published = 0;
    for need in &mut region.needs {
        if need.visibility == Visibility::Published {
            need.organisation.size =
                Some(if published < 2 { OrganisationSize::Large } else { OrganisationSize::Micro });
            published += 1;
        }
    }
    let view = Service::of(&region).await.json("/fairness").await;
    let row = |size: &str| view["by_size"].as_array().unwrap().iter().find(|row| row["size"] == size).unwrap().clone();
    // Two large ones are too few, and the total less the micro ones would give them away.
    for size in ["large", "micro", "small"] {
        assert!(row(size)["pairs"].is_null() && row(size)["share"].is_null(), "{view}");
    }
    for need in region.needs.iter_mut().filter(|need| need.visibility == Visibility::Published).skip(2) {
        need.visibility = Visibility::Private;
    }
    let view = Service::of(&region).await.json("/fairness").await;
    assert_eq!((&view["needs"], &view["pairs"]), (&json!(2), &Value::Null));
    assert!(["by_decile", "by_borough", "by_size"].iter().all(|table| shown(&view[table]).is_empty()), "{view}");
}
