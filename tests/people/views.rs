//! What each person sees: their own exactly, what is others' as the public does, in every kind of answer.

use std::collections::BTreeSet;

use catmap::domain::asset::Asset;
use catmap::domain::person::Role;
use serde_json::Value;

use super::help::{Browser, member, officer, two_councils};
use crate::api::{Reply, Service};
use crate::region::{Region, SOUTH_M, WEST_M, at};

const ALDERMERE: &str = "Aldermere Council";

fn is_of(asset: &Asset, council: &str) -> bool {
    &*asset.owner.name == council
}

/// Moves every vacant asset of a council within its area, and all else that tells where it is.
fn moved(region: &Region, council: &str) -> Region {
    let mut region = region.clone();
    let mut count = 0;
    for asset in region.assets.iter_mut().filter(|asset| asset.is_vacant() && is_of(asset, council)) {
        let Some(position) = asset.position.as_mut() else { continue };
        let mirror = |value: f64, origin: f64| {
            let offset = value - origin;
            origin + (offset / 1000.0).floor() * 1000.0 + (1000.0 - offset % 1000.0)
        };
        *position = at(mirror(position.easting_m, WEST_M), mirror(position.northing_m, SOUTH_M));
        asset.uprn = asset.uprn.map(|uprn| uprn + 1_000);
        asset.address = asset.address.as_ref().map(|address| format!("9{address}"));
        count += 1;
    }
    assert!(count > 5, "{count}");
    region
}

/// Every kind of answer about assets and needs.
fn paths() -> Vec<String> {
    let mut paths: Vec<String> =
        crate::api::PATHS.iter().filter(|path| **path != "/api").map(|path| (*path).to_owned()).collect();
    for number in 0..60 {
        paths.push(format!("/assets/a-{number:03}"));
        paths.push(format!("/assets/a-{number:03}/matches"));
        paths.push(format!("/assets/a-{number:03}/rules?on=2026-11-22&consideration_gbp=1"));
    }
    for number in 0..10 {
        paths.push(format!("/needs/n-{number:03}/matches?limit=200"));
        paths.push(format!("/collections/needs/items/n-{number:03}"));
    }
    paths.push("/worklist?limit=200".to_owned());
    paths.push("/collections/assets/items?limit=1000".to_owned());
    paths.push("/collections/needs/items?limit=1000".to_owned());
    for step in 0..12 {
        let west = -3.02 + 0.01 * f64::from(step);
        paths.push(format!("/collections/assets/items?limit=1000&bbox={west},53.3,{},53.5", west + 0.01));
    }
    for query in
        ["q=9", "q=100000", "q=Secretplan", "borough=Aldermere", "occupancy=vacant", "owner=Brackley%20Council"]
    {
        paths.push(format!("/collections/assets/items?limit=1000&{query}"));
    }
    for (zoom, x, y) in
        [(5, 15, 10), (10, 503, 331), (12, 2013, 1326), (12, 2014, 1326), (12, 2013, 1325), (14, 8056, 5304)]
    {
        paths.push(format!("/collections/assets/tiles/WebMercatorQuad/{zoom}/{y}/{x}"));
    }
    paths
}

/// An answer without what says when it was read.
fn untimed(reply: &Reply) -> Vec<u8> {
    let Ok(mut answer) = serde_json::from_slice::<Value>(&reply.body) else { return reply.body.clone() };
    if let Some(object) = answer.as_object_mut() {
        for key in ["timeStamp", "on", "change", "versions"] {
            object.remove(key);
        }
    }
    answer.to_string().into_bytes()
}

pub async fn answers(browser: &Browser<'_>) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for path in paths() {
        all.push((path.clone(), untimed(&browser.get(&path).await)));
    }
    all
}

/// The paths whose answers differ between two regions for somebody with these roles.
async fn differing(one: &Region, other: &Region, roles: &[Role]) -> Vec<String> {
    let (first, second) = (Service::of(one).await, Service::of(other).await);
    let here = Browser::of(&first, "jo@example.org", roles).await;
    let there = Browser::of(&second, "jo@example.org", roles).await;
    let pairs = answers(&here).await.into_iter().zip(answers(&there).await);
    pairs.filter(|(one, other)| one.1 != other.1).map(|(one, _)| one.0).collect()
}

#[tokio::test]
async fn nothing_that_is_another_councils_shows_in_any_answer_to_an_officer() {
    let here = two_councils();
    let there = moved(&here, "Brackley Council");
    assert_eq!(differing(&here, &there, &[officer(ALDERMERE)]).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_test_above_would_notice_what_is_the_officers_own() {
    let here = two_councils();
    let there = moved(&here, ALDERMERE);
    let seen = differing(&here, &there, &[officer("Aldermere MBC")]).await;
    for kind in ["/assets/", "/worklist", "/collections/assets/items", "/collections/assets/tiles/", "/needs/"] {
        assert!(seen.iter().any(|path| path.starts_with(kind)), "{kind}: {seen:?}");
    }
    for roles in [&[Role::Strategist][..], &[member("Organisation 1 CIC")], &[officer("Brackley Council")]] {
        assert_eq!(differing(&here, &there, roles).await, Vec::<String>::new(), "{roles:?}");
    }
}

#[tokio::test]
async fn an_officer_sees_the_exact_place_of_the_councils_own_and_finds_it_in_every_way() {
    let mut region = two_councils();
    // So that the house number stands nowhere but in name and address.
    region.assets.iter_mut().for_each(|asset| asset.reference = None);
    let service = Service::of(&region).await;
    let officer = Browser::of(&service, "jo@example.org", &[officer(ALDERMERE)]).await;
    let visitor = Browser::new(&service);
    let mut seen = BTreeSet::new();
    for asset in region.assets.iter().filter(|asset| asset.is_vacant() && asset.uprn.is_some()) {
        let path = format!("/assets/{}", asset.id);
        let (mine, public) = (officer.json(&path).await, visitor.json(&path).await);
        let uprn = asset.uprn.unwrap().to_string();
        assert!(!public.to_string().contains(&uprn), "{path}");
        assert_eq!(mine.to_string().contains(&uprn), is_of(asset, ALDERMERE), "{path}");
        let items = officer.json(&format!("/collections/assets/items?q={}", asset.name.replace(' ', "%20"))).await;
        let found = items["features"].as_array().unwrap().iter().any(|feature| feature["id"] == *asset.id.0);
        assert_eq!(found, is_of(asset, ALDERMERE), "{} by its house number", asset.name);
        seen.insert(is_of(asset, ALDERMERE));
    }
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn private_needs_are_seen_by_officers_of_where_they_look_and_by_the_organisation_itself() {
    let service = Service::of(&two_councils()).await;
    // Both are private: n-008 looks near a point in Aldermere, n-009 near one that lies in no area we know.
    for (email, roles, expected) in [
        ("a@example.org", vec![officer(ALDERMERE)], vec!["n-008"]),
        ("b@example.org", vec![officer("Brackley Council")], vec![]),
        ("m@example.org", vec![member("Organisation 9 CIC")], vec!["n-009"]),
        ("s@example.org", vec![Role::Strategist], vec![]),
        ("x@example.org", vec![Role::Administrator], vec!["n-008", "n-009"]),
    ] {
        let browser = Browser::of(&service, email, &roles).await;
        let items = browser.json("/collections/needs/items?limit=1000").await;
        let ids: Vec<&str> =
            items["features"].as_array().unwrap().iter().filter_map(|feature| feature["id"].as_str()).collect();
        let private: Vec<&str> = ids.iter().copied().filter(|id| *id > "n-007").collect();
        assert_eq!(private, expected, "{email}");
        assert_eq!(items["numberMatched"], 8 + expected.len());
        for id in ["n-008", "n-009"] {
            let status = browser.get(&format!("/needs/{id}/matches")).await.status.as_u16();
            assert_eq!(status, if expected.contains(&id) { 200 } else { 404 }, "{email} {id}");
        }
    }
}

#[tokio::test]
async fn answers_to_somebody_who_has_signed_in_are_kept_by_nobody() {
    let service = Service::of(&two_councils()).await;
    let officer = Browser::of(&service, "jo@example.org", &[officer(ALDERMERE)]).await;
    for path in crate::api::PATHS {
        let reply = officer.get(path).await;
        assert_eq!(reply.header("cache-control"), "private, no-store", "{path}");
        assert!(reply.headers("vary").contains("cookie, authorization"), "{path}: {}", reply.headers("vary"));
        assert_eq!((reply.header("etag"), reply.header("access-control-allow-origin")), ("", ""), "{path}");
        let public = service.get(path).await;
        let kept = (public.header("cache-control"), public.header("etag").is_empty());
        assert_eq!(kept, ("public, no-cache", false), "{path}");
        // What an officer was given before is not taken for the public's, nor the other way round.
        let cookie = officer.cookie_header();
        let headers = [("if-none-match", public.header("etag")), ("cookie", cookie.as_str())];
        let again = service.get_with(path, &headers);
        assert_eq!(again.await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn whoever_asks_first_changes_nothing_for_who_asks_next() {
    let region = two_councils();
    let service = Service::of(&region).await;
    let visitor = Browser::new(&service);
    let before = answers(&visitor).await;
    for (email, roles) in [
        ("x@example.org", vec![Role::Administrator]),
        ("a@example.org", vec![officer(ALDERMERE)]),
        ("b@example.org", vec![officer("Brackley Council")]),
    ] {
        answers(&Browser::of(&service, email, &roles).await).await;
    }
    for ((path, before), (_, after)) in before.into_iter().zip(answers(&visitor).await) {
        assert!(before == after, "{path}");
    }
}

/// Small numbers without pattern (splitmix64).
fn chance(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[tokio::test]
async fn in_random_regions_no_answer_holds_an_exact_place_that_its_reader_may_not_see() {
    use catmap::domain::asset::{Occupancy, Shown};
    use catmap::domain::permission::{Action, Viewer, may};
    use catmap::domain::publication::is_withheld;
    let councils = ["Aldermere Council", "Brackley Council", "Metropolitan Borough of Aldermere", "Nobody's"];
    let mut withheld = 0;
    for seed in 0..2_u64 {
        let mut state = seed;
        let mut region = Region::usual();
        for (number, asset) in region.assets.iter_mut().enumerate() {
            asset.owner.name = councils[chance(&mut state) as usize % councils.len()].into();
            let occupancy = Occupancy::ALL[chance(&mut state) as usize % Occupancy::ALL.len()];
            asset.facts.occupancy = crate::region::fact(occupancy);
            asset.shown = if chance(&mut state).is_multiple_of(4) { Shown::Exact } else { Shown::Coarse };
            // A number that stands nowhere else, so that finding it is proof.
            asset.uprn = asset.uprn.map(|_| 77_000_000_000 + 1_000 * seed + number as u64);
        }
        let service = Service::of(&region).await;
        let all = service.catalogue.snapshot_for(&administrator()).await.unwrap();
        for (email, roles) in [
            ("none@example.org", vec![]),
            ("a@example.org", vec![officer("Aldermere")]),
            ("b@example.org", vec![officer("Brackley"), member("Organisation 1 CIC")]),
            ("s@example.org", vec![Role::Strategist]),
        ] {
            let browser = Browser::of(&service, email, &roles).await;
            let person = super::help::person(&service, &format!("again-{email}"), &roles).await;
            let viewer = Viewer::Person(person.into());
            let secrets: Vec<String> = region
                .assets
                .iter()
                .filter(|asset| is_withheld(asset) && !may(&viewer, &Action::SeeExact { council: &asset.owner.name }))
                .flat_map(|asset| {
                    let index = all.atlas.asset_index(&asset.id.0).unwrap();
                    let place = all.degrees.assets[index].filter(|_| asset.position.is_some());
                    let uprn = asset.uprn.map(|uprn| uprn.to_string());
                    let point = place.map(|place| format!("{},{}", place.lon_deg, place.lat_deg));
                    [uprn, point].into_iter().flatten()
                })
                .collect();
            withheld += secrets.len();
            for path in paths() {
                let text = String::from_utf8_lossy(&browser.get(&path).await.body).into_owned();
                let leak = secrets.iter().find(|secret| text.contains(*secret));
                assert!(leak.is_none(), "seed {seed}, {email}: {path} holds {leak:?}");
            }
        }
    }
    assert!(withheld > 100, "{withheld}");
}

fn administrator() -> catmap::domain::permission::Viewer {
    use catmap::domain::person::{Person, PersonId};
    let (name, email) = ("A".to_owned(), "a@example.org".to_owned());
    let person = Person { id: PersonId::new("a"), name, email, roles: vec![Role::Administrator] };
    catmap::domain::permission::Viewer::Person(person.into())
}
