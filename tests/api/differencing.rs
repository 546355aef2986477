//! Differencing: somebody who asks everything before and after a private change learns nothing, not even that there was one.
//!
//! Every public answer is compared as a whole, with its status, every header (ETag and Last-Modified among them) and every
//! byte; around a vacant asset's exact place with boxes of shrinking size, and with every word that would give it away.

use axum::http::Method;
use catmap::domain::asset::Asset;
use catmap::domain::need::{Need, Visibility};
use catmap::domain::place::{LonLat, Position};
use catmap::domain::postcode::Postcode;
use catmap::projection;
use catmap::store::{Edit, StoreError};
use serde_json::{Value, json};

use super::privacy::{answers, paths};
use super::{STATED, Service};
use crate::people::help::{self, Browser};
use crate::region::{SOUTH_M, WEST_M, at};
use crate::store_files::{NOON, full_need, needs};

/// Somebody who may change the assets of a council, signed in.
pub async fn officer<'a>(service: &'a Service, council: &str) -> Browser<'a> {
    let email = format!("{}@officers.example", council.to_lowercase().replace(' ', "-"));
    Browser::of(service, &email, &[help::officer(council)]).await
}

/// The vacant asset that is watched most closely, and its exact record.
async fn hidden(service: &Service) -> Asset {
    let asset = service.catalogue.store().asset("a-001").await.unwrap().unwrap();
    assert!(asset.is_vacant() && asset.position.is_some());
    asset
}

fn degrees(position: Position) -> LonLat {
    projection::to_lon_lat(&[position]).unwrap()[0]
}

/// Everything a visitor can ask about, with what would single out these records.
fn questions(secrets: &[&Asset]) -> Vec<String> {
    let mut paths = paths();
    paths.extend(["gpkg", "fgb", "parquet", "xlsx", "kml"].map(|f| format!("/collections/assets/items?f={f}")));
    for asset in secrets {
        if let Some(position) = asset.position {
            let LonLat { lon_deg, lat_deg } = degrees(position);
            for half in [0.1, 0.02, 0.005, 0.001, 0.000_2, 0.000_02, 0.000_001] {
                let (west, south, east, north) = (lon_deg - half, lat_deg - half, lon_deg + half, lat_deg + half);
                for collection in ["assets", "areas", "needs"] {
                    paths.push(format!("/collections/{collection}/items?bbox={west},{south},{east},{north}"));
                }
            }
            for zoom in [8_u32, 12, 14] {
                let side = f64::from(1_u32 << zoom);
                let x = ((lon_deg + 180.0) / 360.0 * side) as u32;
                let latitude = lat_deg.to_radians();
                let y = ((1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0 * side) as u32;
                paths.push(format!("/collections/assets/tiles/WebMercatorQuad/{zoom}/{y}/{x}"));
            }
        }
        let words = [
            asset.uprn.map(|uprn| uprn.to_string()),
            asset.postcode.as_ref().map(|postcode| postcode.to_string().replace(' ', "%20")),
            asset.address.as_deref().and_then(|address| address.split(' ').next()).map(str::to_owned),
            Some("9ZQ".to_owned()),
            Some("8731".to_owned()),
        ];
        for word in words.into_iter().flatten() {
            for collection in ["assets", "areas", "needs"] {
                paths.push(format!("/collections/{collection}/items?q={word}"));
            }
        }
        for area in [240, 241, 242, 250] {
            paths.push(format!("/collections/assets/items?min_area_m2={area}&max_area_m2={area}"));
        }
        paths.push(format!("/collections/needs/items/{}", "n-private"));
    }
    paths
}

/// One answer, whole.
#[derive(PartialEq)]
struct Whole {
    path: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

async fn everything(service: &Service, paths: &[String]) -> Vec<Whole> {
    let mut answers = Vec::new();
    for path in paths {
        let reply = service.get(path).await;
        answers.push(whole(path, reply));
    }
    answers.push(whole("POST /matches", service.post("/matches?limit=200", STATED).await));
    answers
}

fn whole(path: &str, reply: super::Reply) -> Whole {
    let headers = reply.headers.iter().map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
    Whole { path: path.to_owned(), status: reply.status.as_u16(), headers, body: reply.body }
}

fn assert_same(before: &[Whole], after: &[Whole], what: &str) {
    for (before, after) in before.iter().zip(after) {
        assert!(before.status < 500, "{}", before.path);
        assert!(
            before == after,
            "{what} shows in {}:\n{:?}\n{}\n{:?}\n{}",
            before.path,
            before.headers,
            String::from_utf8_lossy(&before.body),
            after.headers,
            String::from_utf8_lossy(&after.body)
        );
    }
}

/// An edit that must go well.
async fn patch(officer: &Browser<'_>, path: &str, edit: Value) {
    let reply = officer.ask(Method::PATCH, path, Some(edit)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

/// Writes an asset as a load of its register would.
async fn write(service: &Service, asset: &Asset) {
    let edit = Edit { by: "a load", at: NOON, reason: None, is_undo: false, last_seen: None };
    let written = service.catalogue.store().change_asset(&asset.id.0, edit, |_| Ok::<_, StoreError>(asset.clone()));
    written.await.unwrap().expect("it is held");
}

/// The same asset elsewhere in its area, at another address, with all that is exact about it changed.
fn elsewhere(asset: &Asset) -> Asset {
    let position = asset.position.unwrap();
    let mirror = |value: f64, origin: f64| {
        let offset = value - origin;
        origin + (offset / 1000.0).floor() * 1000.0 + (1000.0 - offset % 1000.0)
    };
    let digits = |text: &Option<String>| text.as_ref().map(|text| format!("8731{text}"));
    let mut moved = Asset {
        position: Some(at(mirror(position.easting_m, WEST_M), mirror(position.northing_m, SOUTH_M))),
        uprn: Some(40_000_087_311),
        address: digits(&asset.address),
        name: format!("8731{}", asset.name),
        postcode: asset.postcode.as_ref().and_then(|postcode| Postcode::parse(&format!("{}9ZQ", postcode.outward()))),
        ..asset.clone()
    };
    // Within what is shown of a number to two figures.
    if let Some(area) = &mut moved.facts.usable_area_m2 {
        area.value *= 1.0 + 1e-9;
    }
    moved
}

#[tokio::test]
async fn moving_a_vacant_asset_and_changing_all_that_is_exact_about_it_leaves_every_public_answer_as_it_was() {
    let service = Service::usual().await;
    let here = hidden(&service).await;
    let there = elsewhere(&here);
    let questions = questions(&[&here, &there]);
    let before = everything(&service, &questions).await;
    write(&service, &there).await;
    assert_eq!(service.catalogue.store().asset("a-001").await.unwrap().as_ref(), Some(&there), "it was written");
    assert_same(&before, &everything(&service, &questions).await, "the exact place of a vacant asset");
}

#[tokio::test]
async fn adding_a_private_need_leaves_every_public_answer_as_it_was() {
    let service = Service::usual().await;
    let questions = questions(&[&hidden(&service).await]);
    let before = everything(&service, &questions).await;
    let secret = Need { title: "Secretplan".to_owned(), visibility: Visibility::Private, ..full_need("n-private") };
    let file = needs("private-list", [secret]);
    service.catalogue.store().take_in(&file, "test", NOON, &|_, _| {}).await.unwrap();
    assert_same(&before, &everything(&service, &questions).await, "a private need");
}

#[tokio::test]
async fn setting_a_fact_that_is_not_known_to_not_known_shows_to_nobody_else() {
    let service = Service::usual().await;
    let asset = hidden(&service).await;
    assert!(asset.facts.valuation_gbp.is_none());
    let officer = officer(&service, &asset.owner.name).await;
    let questions = questions(&[&asset]);
    let before = everything(&service, &questions).await;
    patch(&officer, "/assets/a-001", json!({ "facts": { "valuation_gbp": null }, "reason": "Secretplan" })).await;
    assert_same(&before, &everything(&service, &questions).await, "what an officer does not know");
}

#[tokio::test]
async fn an_edit_that_is_taken_back_leaves_every_public_answer_as_it_was_but_for_the_time() {
    let service = Service::usual().await;
    let asset = hidden(&service).await;
    let officer = officer(&service, &asset.owner.name).await;
    let before = answers(&service).await;
    let edit = json!({ "facts": { "condition": "D", "usable_area_m2": 8731 }, "shown": "exact" });
    patch(&officer, "/assets/a-001", edit).await;
    let changes = officer.json("/assets/a-001/changes").await;
    let undo = format!("/assets/a-001/changes/{}/undo", changes["changes"][0]["id"].as_str().unwrap());
    let undone = officer.ask(Method::POST, &undo, Some(json!({}))).await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    for ((path, before), (_, after)) in before.into_iter().zip(answers(&service).await) {
        assert!(before == after, "an edit that was taken back shows in {path}");
    }
}

#[tokio::test]
async fn an_owner_that_opts_an_asset_in_shows_it_and_one_that_opts_out_again_hides_it() {
    let service = Service::usual().await;
    let asset = hidden(&service).await;
    let officer = officer(&service, &asset.owner.name).await;
    let coarse = service.json("/assets/a-001").await;
    assert_eq!(
        (&coarse["place"]["coarse"], &coarse["shown"], &coarse["uprn"]),
        (&json!(true), &json!("coarse"), &Value::Null)
    );
    patch(&officer, "/assets/a-001", json!({ "shown": "exact" })).await;
    let exact = service.json("/assets/a-001").await;
    assert_eq!((&exact["place"]["coarse"], &exact["place"]["precision"]), (&json!(false), &json!("point")));
    assert_eq!(exact["uprn"], asset.uprn.unwrap().to_string());
    patch(&officer, "/assets/a-001", json!({ "shown": "coarse" })).await;
    let mut again = service.json("/assets/a-001").await;
    again["versions"] = coarse["versions"].clone();
    assert_eq!(again, coarse);
}

#[tokio::test]
async fn the_comparison_would_notice_a_change_of_what_is_public() {
    let service = Service::usual().await;
    let asset = hidden(&service).await;
    let questions = questions(&[&asset]);
    let before = everything(&service, &questions).await;
    write(&service, &Asset { name: "Another name".to_owned(), ..asset }).await;
    let after = everything(&service, &questions).await;
    assert!(before.iter().zip(&after).filter(|(before, after)| before != after).count() > 5);
}

#[tokio::test]
async fn the_usual_region_hides_something() {
    let service = Service::usual().await;
    let asset = hidden(&service).await;
    let public = service.get("/assets/a-001").await.text();
    for secret in [asset.uprn.unwrap().to_string(), asset.position.unwrap().easting_m.to_string()] {
        assert!(!public.contains(&secret), "{secret}");
    }
}
