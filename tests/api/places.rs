//! Places by name: found in the data that are loaded, from nowhere else.

use serde_json::Value;

use super::Service;

async fn found(service: &Service, called: &str) -> Vec<Value> {
    let answer = service.json(&format!("/places?q={called}")).await;
    answer["places"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_borough_a_postcode_and_an_area_are_found_and_each_has_a_box_to_go_to() {
    let service = Service::usual().await;
    for (called, kind) in
        [("aldermere", "borough"), ("ZA1%200AA", "postcode"), ("za1", "postcodes"), ("E01990003", "lsoa")]
    {
        let places = found(&service, called).await;
        let [first, ..] = &places[..] else { panic!("{called} was not found") };
        assert_eq!(first["kind"], kind, "{called}");
        let bbox: Vec<f64> = first["bbox"].as_array().unwrap().iter().map(|edge| edge.as_f64().unwrap()).collect();
        assert!(bbox[0] < bbox[2] && bbox[1] < bbox[3], "{called}: {bbox:?}");
        let inside = format!("/collections/areas/items?bbox={},{},{},{}", bbox[0], bbox[1], bbox[2], bbox[3]);
        assert!(service.json(&inside).await["numberMatched"].as_u64().unwrap() > 0, "{called}");
    }
}

#[tokio::test]
async fn what_is_called_nothing_or_like_nothing_is_an_empty_list_and_what_is_too_long_is_told_so() {
    let service = Service::usual().await;
    for called in ["", "%20", "Atlantis", "QQ99%209ZZ", "%F0%9F%8F%A0", "ZA1%20%C3%9F"] {
        assert_eq!(found(&service, called).await, Vec::<Value>::new(), "{called}");
    }
    assert_eq!(service.get(&format!("/places?q={}", "a".repeat(10_000))).await.status, 400);
    assert_eq!(service.json("/places?q=a&limit=2").await["places"].as_array().unwrap().len(), 2);
    assert_eq!(service.get("/places?q=a&limit=0").await.status, 400);
}
