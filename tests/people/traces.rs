//! A private change leaves no trace in public: not a byte, not a tag, not a time, not a number of changes.

use std::sync::Arc;

use catmap::domain::asset::Asset;
use catmap::domain::imported::{FileKind, Rows};
use catmap::domain::need::{Need, Visibility};
use time::macros::datetime;

use super::help::{Browser, officer, two_councils};
use crate::api::{Reply, Service};
use crate::region::{SOUTH_M, WEST_M, at, file, rows};

/// What the public gets, with every header.
async fn public_face(service: &Service) -> Vec<(String, Vec<u8>, String)> {
    let mut all = Vec::new();
    for path in crate::api::PATHS.iter().copied().chain(["/collections/assets/items?limit=1000", "/assets/a-003"]) {
        let Reply { status, headers, body } = service.get(path).await;
        let mut headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        all.push((path.to_owned(), body, format!("{status} {headers:?}")));
    }
    all
}

async fn load_assets(service: &Service, assets: &[Asset]) {
    let file = file(FileKind::AssetRegister, "register", Rows::Assets(rows(assets)));
    service.catalogue.store().take_in(&file, "a test", datetime!(2026-11-22 12:00 UTC), &|_, _| {}).await.unwrap();
}

async fn load_needs(service: &Service, source: &str, needs: &[Need]) {
    let file = file(FileKind::Needs, source, Rows::Needs(rows(needs)));
    service.catalogue.store().take_in(&file, "a test", datetime!(2026-11-22 12:00 UTC), &|_, _| {}).await.unwrap();
}

/// The vacant asset a-003 of Aldermere, somewhere else in its area.
fn moved_within_its_area(asset: &Asset) -> Asset {
    let mut asset = asset.clone();
    let position = asset.position.unwrap();
    let square = |value: f64, origin: f64| origin + ((value - origin) / 1000.0).floor() * 1000.0 + 123.0;
    asset.position = Some(at(square(position.easting_m, WEST_M), square(position.northing_m, SOUTH_M)));
    asset.uprn = Some(7);
    asset
}

#[tokio::test]
async fn moving_a_withheld_asset_leaves_the_very_same_public_answers_and_shows_its_officer_the_new_place() {
    let region = two_councils();
    let service = Service::of(&region).await;
    let officer = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    let (before, old) = (public_face(&service).await, officer.json("/assets/a-003").await);
    let held = service.catalogue.snapshot().await.unwrap();
    let change = service.catalogue.store().latest_change().await.unwrap();
    load_assets(&service, &[moved_within_its_area(&region.assets[3])]).await;
    assert!(service.catalogue.store().latest_change().await.unwrap() > change, "something was written");
    for ((path, body, headers), (_, body_now, headers_now)) in before.into_iter().zip(public_face(&service).await) {
        assert!(body == body_now, "{path}");
        assert_eq!(headers, headers_now, "{path}");
    }
    assert!(Arc::ptr_eq(&held, &service.catalogue.snapshot().await.unwrap()), "the public snapshot is the very same");
    let new = officer.json("/assets/a-003").await;
    assert_ne!(old, new);
    assert!(new.to_string().contains("\"7\"") || new.to_string().contains(":7"), "{new}");
}

#[tokio::test]
async fn a_private_need_in_a_list_of_its_own_leaves_no_trace_and_not_even_the_name_of_the_list() {
    let region = two_councils();
    let service = Service::of(&region).await;
    let before = public_face(&service).await;
    let secret = Need {
        id: catmap::domain::need::NeedId::new("n-100"),
        source: Some(catmap::domain::source::SourceId::new("secret-plans")),
        ..region.needs[8].clone()
    };
    assert_eq!(secret.visibility, Visibility::Private);
    load_needs(&service, "secret-plans", std::slice::from_ref(&secret)).await;
    for ((path, body, headers), (_, body_now, headers_now)) in before.iter().zip(public_face(&service).await) {
        assert!(*body == body_now, "{path}");
        assert_eq!(*headers, headers_now, "{path}");
    }
    let officer = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    assert!(officer.json("/about").await.to_string().contains("secret-plans"), "its officer sees where it is from");
    // Published, it is there for everybody, and every tag is another.
    load_needs(&service, "secret-plans", &[Need { visibility: Visibility::Published, ..secret }]).await;
    let after = public_face(&service).await;
    let about = |face: &[(String, Vec<u8>, String)]| face.iter().find(|(path, ..)| path == "/about").unwrap().clone();
    assert_ne!(about(&before), about(&after));
    assert!(String::from_utf8_lossy(&about(&after).1).contains("secret-plans"));
}

#[tokio::test]
async fn a_public_change_is_there_for_the_next_reader_whoever_it_is() {
    let region = two_councils();
    let service = Service::of(&region).await;
    let officer = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    let visitor = Browser::new(&service);
    let mut asset = region.assets[0].clone();
    for name in ["First new name", "Second new name"] {
        asset.name = name.to_owned();
        load_assets(&service, std::slice::from_ref(&asset)).await;
        for browser in [&officer, &visitor] {
            assert!(browser.json("/assets/a-000").await.to_string().contains(name));
        }
    }
}

#[tokio::test]
async fn withheld_and_public_changes_together_show_just_the_public_ones() {
    let region = two_councils();
    let service = Service::of(&region).await;
    let before = service.json("/assets/a-003").await;
    let mut renamed = region.assets[0].clone();
    renamed.name = "A new name".to_owned();
    load_assets(&service, &[moved_within_its_area(&region.assets[3]), renamed]).await;
    assert!(service.json("/assets/a-000").await.to_string().contains("A new name"));
    let strip = |mut record: serde_json::Value| {
        record.as_object_mut().unwrap().remove("versions");
        record
    };
    assert_eq!(strip(before), strip(service.json("/assets/a-003").await));
}
