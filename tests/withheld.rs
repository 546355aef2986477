//! What may stand empty keeps its exact place from the public until somebody who may say so says otherwise: whatever words a
//! register has for it, and whatever later files and edits leave out.

use axum::http::Method;
use serde_json::{Value, json};

use crate::api::Service;
use crate::imports::{give, post, settled};
use crate::people::help::{Browser, officer, two_councils};

/// Gives and commits a register with one asset for each pair of heading and cell; the point of each is its own.
async fn load(browser: &Browser<'_>, heading: Option<&str>, cells: &[&str]) {
    let mut file = "OrganisationLabel,AssetCode,UPRN,PropertyName,PostCode,GeoX,GeoY,HoldingType".to_owned();
    file.extend(heading.iter().map(|heading| format!(",{heading}")));
    for (number, cell) in (1..).zip(cells) {
        file += &format!(
            "\nAldermere Council,W/{number},,Old hall,ZA1 0AA,{},388787,Building",
            333_500.31 + 3.0 * f64::from(number)
        );
        file.extend(heading.iter().map(|_| format!(",{cell}")));
    }
    let import = give(browser, "assets.csv&kind=asset-register", file).await;
    let id = import["id"].as_str().unwrap();
    let yes = json!({ "gone": "keep", "remember": false });
    assert_eq!(post(browser, &format!("/imports/{id}/commit"), Some(yes)).await.status, 202, "{import}");
    assert_eq!(settled(browser, id).await["state"], "committed");
}

/// Whether the public sees only the neighbourhood of an asset.
async fn is_coarse(service: &Service, number: i32) -> bool {
    let record = service.json(&format!("/assets/aldermere-council-w-{number}")).await;
    let coarse = record["place"]["coarse"].as_bool().unwrap();
    assert_eq!(coarse, record["place"]["precision"] == "area", "{record}");
    assert_eq!(coarse, !record["postcode"].as_str().unwrap().contains("0AA"), "{record}");
    coarse
}

async fn service() -> Service {
    Service::of(&two_councils()).await
}

async fn jo(service: &Service) -> Browser<'_> {
    Browser::of(service, "jo@aldermere.example", &[officer("Aldermere Council")]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_usual_way_to_say_that_a_building_is_empty_withholds_its_place() {
    const EMPTY: [&str; 16] = [
        "Vacant",
        "VACANT - secured",
        "Empty",
        "Void",
        "Unoccupied",
        "Not occupied",
        "Disused",
        "Derelict",
        "Unused",
        "Not in use",
        "Mothballed",
        "Boarded up",
        "Untenanted",
        "Part vacant",
        "Vacant (temporarily)",
        "No longer occupied",
    ];
    const IN_USE: [&str; 5] = ["Occupied", "Let", "In use", "Leased to a club", "Owner occupied"];
    for (heading, empty, in_use) in [
        ("Occupancy", &EMPTY[..], &IN_USE[..]),
        ("Vacant", &["Yes", "Y", "TRUE", "1"], &["No", "N", "FALSE", "0"]),
        ("Vacant?", &["yes"], &["no"]),
        ("Occupied", &["No", "N", "FALSE", "0"], &["Yes", "Y", "TRUE", "1"]),
    ] {
        let service = service().await;
        let cells = [empty, in_use].concat();
        load(&jo(&service).await, Some(heading), &cells).await;
        for (number, cell) in (1..).zip(&cells) {
            assert_eq!(is_coarse(&service, number).await, empty.contains(cell), "{heading}: {cell}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_about_occupancy_that_are_not_understood_withhold_the_place_until_somebody_says() {
    let service = service().await;
    let jo = jo(&service).await;
    let cells = ["Zwischennutzung", "To let", "Yes and no", "Lease expired", "", "Unknown"];
    load(&jo, Some("Occupancy"), &cells).await;
    for (number, cell) in (1..).zip(cells) {
        // What says nothing at all is as if there was no such column.
        assert_eq!(is_coarse(&service, number).await, number <= 4, "{cell}");
    }
    let edit = |value: Value| json!({ "facts": { "occupancy": value } });
    for (value, coarse) in [(json!("occupied"), false), (json!("vacant"), true), (json!("occupied"), false)] {
        let reply = jo.ask(Method::PATCH, "/assets/aldermere-council-w-1", Some(edit(value.clone()))).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(is_coarse(&service, 1).await, coarse, "{value}");
    }
    let reply = jo.ask(Method::PATCH, "/assets/aldermere-council-w-2", Some(json!({ "shown": "exact" }))).await;
    assert_eq!((reply.status.as_u16(), is_coarse(&service, 2).await), (200, false), "its owner may opt in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_leaves_the_occupancy_out_does_not_publish_what_was_vacant() {
    let service = service().await;
    let jo = jo(&service).await;
    load(&jo, Some("Occupancy"), &["Vacant", "Occupied"]).await;
    for _ in 0..2 {
        load(&jo, None, &["", ""]).await;
        assert_eq!((is_coarse(&service, 1).await, is_coarse(&service, 2).await), (true, false));
    }
    load(&jo, Some("Occupancy"), &["Occupied", "Vacant"]).await;
    assert_eq!((is_coarse(&service, 1).await, is_coarse(&service, 2).await), (false, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn not_known_whether_it_is_vacant_does_not_publish_its_place() {
    let service = service().await;
    let jo = jo(&service).await;
    load(&jo, Some("Occupancy"), &["Vacant", "Occupied"]).await;
    for number in [1, 2] {
        let path = format!("/assets/aldermere-council-w-{number}");
        let before = is_coarse(&service, number).await;
        let reply = jo.ask(Method::PATCH, &path, Some(json!({ "facts": { "occupancy": null } }))).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(is_coarse(&service, number).await, before, "{path}");
        let changes = jo.json(&format!("{path}/changes")).await;
        let undo = format!("{path}/changes/{}/undo", changes["changes"][0]["id"].as_str().unwrap());
        assert_eq!(jo.ask(Method::POST, &undo, Some(json!({}))).await.status, 200);
        assert_eq!(is_coarse(&service, number).await, before, "{path}");
    }
}
