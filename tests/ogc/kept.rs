//! What is kept of features and answers changes no byte and no tag: each answer beside that of a service that writes every
//! feature anew, with room for all, with room for little, asked for the first time and again.

use axum::http::StatusCode;
use catmap::api::ApiOptions;
use catmap::domain::asset::AssetId;

use super::oracle::Chance;
use super::*;

/// Which of so many.
fn one_of(chance: &mut Chance, count: usize) -> usize {
    (chance.between(0.0, count as f64) as usize).min(count - 1)
}

/// A question of a collection: a box, a filter, an order, a page, a system, a format, each or none of them.
fn question(chance: &mut Chance, name: &str) -> String {
    let mut asked = vec![format!("limit={}", [1, 7, 40, 1_200, 10_000][one_of(chance, 5)])];
    if chance.between(0.0, 1.0) < 0.5 {
        let (west, south) = (chance.between(-3.1, -2.9), chance.between(53.35, 53.42));
        let (east, north) = (west + chance.between(0.0, 0.2), south + chance.between(0.0, 0.1));
        asked.push(format!("bbox={west},{south},{east},{north}"));
    }
    if chance.between(0.0, 1.0) < 0.3 {
        let filter = ["id > 'a-1'", "id IS NOT NULL", "id LIKE '%25a%25'"][one_of(chance, 3)];
        asked.push(format!("filter={}", filter.replace(' ', "%20").replace('>', "%3E")));
    }
    if chance.between(0.0, 1.0) < 0.4 {
        asked.push(format!("sortby={}", ["-id", "id"][one_of(chance, 2)]));
    }
    if chance.between(0.0, 1.0) < 0.6 {
        asked.push(format!("crs={}", SYSTEMS[one_of(chance, SYSTEMS.len())]));
    }
    if chance.between(0.0, 1.0) < 0.3 {
        asked.push(format!("f={}", ["json", "html"][one_of(chance, 2)]));
    }
    format!("/collections/{name}/items?{}", asked.join("&"))
}

/// Asks all of them the same, and then for the page after it.
async fn all_say_the_same(plain: &Service, kept: &[Service], question: &str) {
    let mut path = question.to_owned();
    for _ in 0..2 {
        let expected = plain.get(&path).await;
        assert_eq!(expected.status, StatusCode::OK, "{path}: {}", expected.text());
        let tag = expected.header("etag");
        for service in kept {
            for _ in 0..2 {
                let reply = service.get(&path).await;
                assert!(reply.body == expected.body, "{path}: {} beside {}", reply.text(), expected.text());
                assert_eq!(reply.headers, expected.headers, "{path}");
            }
            let known = service.get_with(&path, &[("if-none-match", tag)]).await;
            assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
            for name in ["etag", "vary", "cache-control", "link", "content-crs", "ogc-numbermatched"] {
                assert_eq!(known.headers(name), expected.headers(name), "{path}: {name}");
            }
        }
        let links = expected.header("link").to_owned();
        let Some(next) = links.split(">; rel=\"next\"").next().filter(|before| before.len() < links.len()) else {
            return;
        };
        path = next.rsplit('<').next().unwrap().replace(HOST, "");
    }
}

async fn beside(region: &Region) -> (Service, [Service; 2]) {
    let bytes = |most_fragment_bytes| ApiOptions { most_fragment_bytes, ..ApiOptions::default() };
    let plain = Service::set(region, bytes(0)).await;
    let kept = [plain.beside(bytes(64 << 20)), plain.beside(bytes(40_000))];
    (plain, kept)
}

#[tokio::test]
async fn pages_of_every_collection_are_the_same_from_what_is_kept_as_written_anew() {
    let (plain, kept) = beside(&region()).await;
    let (names, mut chance) = (names(&plain).await, Chance::new(5));
    for round in 0..120 {
        let question = question(&mut chance, &names[round % names.len()]);
        all_say_the_same(&plain, &kept, &question).await;
    }
}

/// As many assets as several threads write together.
#[tokio::test]
async fn a_page_that_several_threads_write_is_the_same_too() {
    let mut region = region();
    let first = region.assets[0].clone();
    let mut chance = Chance::new(6);
    for number in 0..4_500 {
        let mut asset = first.clone();
        asset.id = AssetId::new(format!("many-{}-{number}", (number * 7_919) % 4_500));
        asset.name = format!("Hall {number} {}", "x".repeat(number % 50));
        asset.uprn = None;
        asset.position = Some(at(chance.between(331_000.0, 341_000.0), chance.between(386_000.0, 396_000.0)));
        region.assets.push(asset);
    }
    let (plain, kept) = beside(&region).await;
    for _ in 0..6 {
        all_say_the_same(&plain, &kept, &question(&mut chance, "assets")).await;
    }
    all_say_the_same(&plain, &kept, "/collections/assets/items?limit=10000").await;
}
