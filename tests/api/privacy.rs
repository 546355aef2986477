//! What the public may not know is in no answer: not in a byte, a count, an order or a tile.

use super::{PATHS, STATED, Service};
use crate::region::{Region, SOUTH_M, WEST_M, at};

/// Every path worth comparing: all addresses, several boxes and texts, and the tiles around the region.
pub fn paths() -> Vec<String> {
    let mut paths: Vec<String> = PATHS.iter().filter(|path| **path != "/api").map(|path| (*path).to_owned()).collect();
    for number in 0..60 {
        paths.push(format!("/assets/a-{number:03}"));
        paths.push(format!("/collections/assets/items/a-{number:03}"));
    }
    for number in 0..8 {
        paths.push(format!("/needs/n-{number:03}/matches?limit=200"));
    }
    paths.push("/collections/assets/items?limit=1000".to_owned());
    paths.extend(["assets", "needs", "areas"].map(|collection| format!("/collections/{collection}/items?f=csv")));
    for step in 0..30 {
        let west = -3.02 + 0.004 * f64::from(step);
        paths.push(format!("/collections/assets/items?limit=1000&bbox={west},53.3,{},53.5", west + 0.004));
    }
    for query in [
        "q=example",
        "q=12",
        "q=REF",
        "min_area_m2=100",
        "occupancy=vacant",
        "borough=Aldermere",
        "owner=Aldermere%20Council",
    ] {
        paths.push(format!("/collections/assets/items?limit=1000&{query}"));
    }
    for (zoom, x, y) in [
        (5_u32, 15_u32, 10_u32),
        (10, 503, 331),
        (12, 2013, 1326),
        (12, 2014, 1326),
        (12, 2013, 1325),
        (12, 2014, 1325),
    ] {
        paths.push(format!("/collections/assets/tiles/WebMercatorQuad/{zoom}/{y}/{x}"));
    }
    paths
}

pub async fn answers(service: &Service) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for path in paths() {
        let reply = service.get(&path).await;
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        // When it was read and how many changes led there say nothing of the data.
        let untimed = match serde_json::from_slice::<serde_json::Value>(&reply.body) {
            Ok(mut answer) => {
                for key in ["timeStamp", "on", "change", "versions"] {
                    if let Some(object) = answer.as_object_mut() {
                        object.remove(key);
                    }
                }
                answer.to_string().into_bytes()
            }
            Err(_) => text.into_bytes(),
        };
        all.push((path, untimed));
    }
    let posted = service.post("/matches?limit=200", STATED).await;
    let mut posted = posted.json();
    posted.as_object_mut().unwrap().remove("versions");
    all.push(("POST /matches".to_owned(), posted.to_string().into_bytes()));
    all
}

#[tokio::test]
async fn moving_a_vacant_asset_within_its_area_changes_no_byte_of_any_answer() {
    let here = Region::usual();
    let mut there = here.clone();
    let mut moved = 0;
    for asset in &mut there.assets {
        let vacant = asset.is_vacant();
        if let Some(position) = asset.position.as_mut().filter(|_| vacant) {
            // Mirrored within the square kilometre it lies in, so that it stays in its area.
            let mirror = |value: f64, origin: f64| {
                let offset = value - origin;
                origin + (offset / 1000.0).floor() * 1000.0 + (1000.0 - offset % 1000.0)
            };
            *position = at(mirror(position.easting_m, WEST_M), mirror(position.northing_m, SOUTH_M));
            asset.uprn = asset.uprn.map(|uprn| uprn + 1_000);
            asset.address = asset.address.as_ref().map(|address| format!("9{address}"));
            moved += 1;
        }
    }
    assert!(moved > 20, "{moved}");
    let (first, second) = (Service::of(&here).await, Service::of(&there).await);
    for ((path, before), (_, after)) in answers(&first).await.into_iter().zip(answers(&second).await) {
        assert!(
            before == after,
            "{path} gives a vacant asset's place away:\n{}\n{}",
            String::from_utf8_lossy(&before),
            String::from_utf8_lossy(&after)
        );
    }
}

#[tokio::test]
async fn the_differencing_test_would_notice_an_asset_that_is_not_vacant() {
    let here = Region::usual();
    let mut there = here.clone();
    there.assets[0].position = Some(at(WEST_M + 900.0, SOUTH_M + 900.0));
    let (first, second) = (Service::of(&here).await, Service::of(&there).await);
    let (before, after) = (answers(&first).await, answers(&second).await);
    assert!(before.iter().zip(&after).filter(|(a, b)| a.1 != b.1).count() > 5);
}

#[tokio::test]
async fn a_private_need_is_in_no_answer_and_no_count() {
    let with = Region::usual();
    let mut without = with.clone();
    without.needs.truncate(8);
    let (first, second) = (Service::of(&with).await, Service::of(&without).await);
    for ((path, before), (_, after)) in answers(&first).await.into_iter().zip(answers(&second).await) {
        assert!(before == after, "{path} differs by a private need");
        assert!(!String::from_utf8_lossy(&before).contains("Secretplan"), "{path}");
    }
    for path in ["/needs/n-008/matches", "/collections/needs/items/n-008"] {
        let (private, missing) = (first.get(path).await, second.get(path).await);
        assert_eq!((private.status, private.body), (missing.status, missing.body), "private looks just like missing");
    }
}

#[tokio::test]
async fn a_published_needs_budget_and_capital_are_in_no_answer() {
    let service = Service::usual().await;
    for (path, body) in answers(&service).await {
        let text = String::from_utf8_lossy(&body);
        for secret in ["22123", "22,123", "91357", "91,357", "budget_gbp", "capital_gbp"] {
            assert!(!text.contains(secret), "{path} shows {secret}");
        }
    }
    // Whoever states a need sees its own figures again.
    let own = service.post("/matches", STATED).await.text();
    assert!(own.contains("22,000"), "{own}");
}
