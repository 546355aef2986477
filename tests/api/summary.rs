//! Summaries: they count just what the items of the same question are, and say what is not known.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Service;

async fn items(service: &Service, collection: &str, question: &str) -> Vec<Value> {
    let page = service.json(&format!("/collections/{collection}/items?limit=10000&{question}")).await;
    page["features"].as_array().unwrap().iter().map(|feature| feature["properties"].clone()).collect()
}

/// How many have each value, counted here.
fn counted(items: &[Value], property: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item[property].to_string()).or_default() += 1;
    }
    counts
}

fn told(values: &Value) -> BTreeMap<String, u64> {
    let values = values.as_array().unwrap().iter();
    values.map(|value| (value["value"].to_string(), value["features"].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn a_summary_counts_just_what_the_items_of_the_same_question_are() {
    let service = Service::usual().await;
    for question in [
        "",
        "occupancy=vacant",
        "borough=Aldermere",
        "borough=Aldermere,unknown&status=unknown",
        "min_area_m2=200",
        "q=hall",
        "filter=usable_area_m2%3E100",
        "bbox=-3,53,-2.9,53.6",
        "q=nothing%20is%20called%20so",
    ] {
        for collection in ["assets", "asset-scores"] {
            let items = items(&service, collection, question).await;
            let summary = service.json(&format!("/collections/{collection}/summary?{question}")).await;
            let what = format!("{collection} {question}: {summary}");
            assert_eq!(summary["features"], json!(items.len()), "{what}");
            for property in ["borough", "occupancy", "disposal_status", "precision"] {
                assert_eq!(told(&summary["counts"][property]), counted(&items, property), "{property} of {what}");
            }
            let sizes: Vec<f64> = items.iter().filter_map(|item| item["usable_area_m2"].as_f64()).collect();
            let sum = &summary["sums"]["usable_area_m2"];
            assert_eq!(sum["known"], json!(sizes.len()), "{what}");
            assert!((sum["sum"].as_f64().unwrap() - sizes.iter().sum::<f64>()).abs() < 0.1, "{what}");
        }
    }
}

#[tokio::test]
async fn told_by_borough_the_parts_are_the_summaries_of_each_borough_and_add_up() {
    let service = Service::usual().await;
    let summary = service.json("/collections/assets/summary?by=borough&occupancy=vacant,occupied").await;
    let parts = summary["parts"].as_array().unwrap();
    assert!(parts.len() > 1, "{summary}");
    let sum: u64 = parts.iter().map(|part| part["features"].as_u64().unwrap()).sum();
    assert_eq!(summary["features"], json!(sum));
    for part in parts {
        let borough = part["value"].as_str().unwrap_or("unknown");
        let path =
            format!("/collections/assets/summary?occupancy=vacant,occupied&borough={borough}").replace(' ', "%20");
        let alone = service.json(&path).await;
        for member in ["features", "counts", "sums"] {
            assert_eq!(part[member], alone[member], "{member} of {borough}");
        }
    }
}

#[tokio::test]
async fn a_feature_with_several_kinds_of_space_counts_under_each_of_them() {
    let service = Service::usual().await;
    let needs = items(&service, "needs", "").await;
    let summary = service.json("/collections/needs/summary?by=space_types").await;
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for need in &needs {
        for kind in need["space_types"].as_str().unwrap().split(',') {
            *expected.entry(json!(kind).to_string()).or_default() += 1;
        }
    }
    assert!(expected.values().sum::<u64>() > needs.len() as u64);
    assert_eq!(told(&summary["counts"]["space_types"]), expected);
    assert_eq!(told(&summary["parts"]), expected);
}

#[tokio::test]
async fn what_a_summary_does_not_take_is_told_and_so_is_what_it_cannot_be_told_by() {
    let service = Service::usual().await;
    for (question, about) in
        [("limit=3", "limit"), ("sortby=name", "sortby"), ("by=name", "by"), ("by=", "by"), ("by=nonsense", "by")]
    {
        let reply = service.get(&format!("/collections/assets/summary?{question}")).await;
        assert_eq!(reply.status, 400, "{question}");
        assert_eq!(reply.json()["parameter"], about, "{question}");
    }
    let told = service.get("/collections/assets/summary?by=name").await.json();
    assert!(told["detail"].as_str().unwrap().contains("one of borough, ward, holding, occupancy"), "{told}");
    assert_eq!(service.get("/collections/nonsense/summary").await.status, 404);
}

#[tokio::test]
async fn scores_can_be_filtered_and_sorted_by_together_with_all_that_filters_assets() {
    let service = Service::usual().await;
    let question = "borough=Aldermere&min_area_m2=50&filter=best_score%20%3E=%2040&sortby=-best_score";
    let found = items(&service, "asset-scores", question).await;
    assert!(!found.is_empty());
    let scores: Vec<f64> = found.iter().map(|item| item["best_score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other) && scores.iter().all(|score| *score >= 40.0), "{scores:?}");
    let assets = items(&service, "assets", "borough=Aldermere&min_area_m2=50").await;
    for item in &found {
        let asset = assets.iter().find(|asset| asset["id"] == item["id"]).unwrap();
        let shared: Vec<&String> =
            item.as_object().unwrap().keys().filter(|name| asset.get(name.as_str()).is_some()).collect();
        assert!(shared.len() > 15, "{shared:?}");
        for name in shared {
            assert_eq!(item[name], asset[name], "{name}");
        }
    }
}

#[tokio::test]
async fn the_day_somebody_last_said_whether_anybody_is_in_it_can_be_asked_for() {
    let service = Service::usual().await;
    let all = items(&service, "assets", "").await;
    let days: Vec<&str> = all.iter().filter_map(|item| item["occupancy_as_at"].as_str()).collect();
    let Some(latest) = days.iter().max() else { panic!("no occupancy of the region has a day") };
    for item in &all {
        assert!(item["occupancy_as_at"].is_null() || !item["occupancy"].is_null(), "{item}");
    }
    let since = items(&service, "assets", &format!("filter=occupancy_as_at%20%3E=%20DATE('{latest}')")).await;
    assert_eq!(since.len(), days.iter().filter(|day| *day >= latest).count());
}
