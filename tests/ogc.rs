//! Our own conformance checker, stricter than the official suite: one test for each requirement, named by it.
//!
//! | file | requirements |
//! |---|---|
//! | `checklist.rs`, `http.rs` | R1 to R20: what GIS clients were seen to need |
//! | `suite.rs` | what the official suite asserts, test by test |
//! | `core.rs`, `items.rs` | OGC API - Features Part 1: core, geojson, oas30 |
//! | `kept.rs` | what is kept changes no byte |
//! | `pages.rs` | Part 1: html, parsed strictly |
//! | `crs.rs` | Part 2 |
//! | `filters.rs` | Part 3, schemas of Part 5 and sorting of Part 8 |
//! | `cql2.rs` | each class of CQL2, with every expression negated and paired |
//! | `bad.rs` | what must be refused |
//! | `oracle.rs` | the same sets by plain loops over what was published, sharing no code with the service |

mod bad;
mod checklist;
mod core;
mod cql2;
mod crs;
mod filters;
mod http;
mod items;
mod kept;
mod oracle;
mod pages;
mod suite;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use catmap::domain::asset::{AssetId, Occupancy};
use serde_json::Value;
use time::macros::date;

use crate::api::{Reply, Service};
use crate::region::{Region, at, fact};

pub const HOST: &str = "http://catmap.example";
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
pub const EPSG_4326: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
pub const EPSG_4258: &str = "http://www.opengis.net/def/crs/EPSG/0/4258";
pub const EPSG_3857: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
pub const EPSG_27700: &str = "http://www.opengis.net/def/crs/EPSG/0/27700";
pub const SYSTEMS: [&str; 5] = [CRS84, EPSG_4326, EPSG_4258, EPSG_3857, EPSG_27700];

/// A text that breaks whatever forgets to escape it.
pub const NASTY: &str = "O'Brien's <b>\"Café\"</b> & Söns, 100% ; -- \\ %41";
/// A key that must be written in an address with care.
pub const ODD_KEY: &str = "odd/é key?#%2F";

/// The usual region, with what is hard: odd keys and texts, days far apart, points whose place in degrees is known.
pub fn region() -> Region {
    let mut region = Region::usual();
    let mut odd = region.assets[0].clone();
    odd.id = AssetId::new(ODD_KEY);
    odd.name = NASTY.to_owned();
    odd.uprn = None;
    region.assets.push(odd);
    // OSTN15 by its own definition: 53.405833 N, 2.995833 W.
    region.assets[0].position = Some(at(333_893.999_3, 390_350.809_5));
    region.assets[0].facts.occupancy = fact(Occupancy::Occupied);
    let days = [Some(date!(2019 - 01 - 01)), Some(date!(2023 - 02 - 28)), None, Some(date!(2026 - 05 - 05))];
    for (number, need) in region.needs.iter_mut().enumerate() {
        need.stated_on = days[number % days.len()];
        need.latest_start = (number % 3 != 2).then_some(date!(2099 - 06 - 01));
    }
    region
}

pub async fn service() -> Service {
    Service::of(&region()).await
}

/// The names of all collections.
pub async fn names(service: &Service) -> Vec<String> {
    let all = service.json("/collections").await;
    all["collections"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

pub fn link<'a>(document: &'a Value, rel: &str, media: &str) -> Option<&'a str> {
    let links = document["links"].as_array()?;
    links.iter().find(|link| link["rel"] == rel && link["type"] == media)?["href"].as_str()
}

/// The path of one of our own addresses.
pub fn path_of(href: &str) -> &str {
    href.strip_prefix(HOST).unwrap_or_else(|| panic!("{href} is not ours"))
}

/// A text as the value of a parameter.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

pub fn features(page: &Value) -> &[Value] {
    page["features"].as_array().unwrap()
}

pub fn id(feature: &Value) -> String {
    feature["id"].as_str().unwrap().to_owned()
}

/// All features of a collection as they are published in a system.
pub async fn everything(service: &Service, collection: &str, crs: &str) -> Vec<Value> {
    let page = service.json(&format!("/collections/{collection}/items?limit=10000&crs={}", encoded(crs))).await;
    assert!(link(&page, "next", "application/geo+json").is_none());
    features(&page).to_vec()
}

/// The keys that a query gives, page by page: none twice, and as many as `numberMatched` says.
pub async fn set(service: &Service, collection: &str, query: &str) -> BTreeSet<String> {
    let mut path = format!("/collections/{collection}/items?limit=23&{query}");
    let mut met = BTreeSet::new();
    loop {
        let page = service.json(&path).await;
        for feature in features(&page) {
            assert!(met.insert(id(feature)), "{path}: {} comes twice", id(feature));
        }
        let Some(next) = link(&page, "next", "application/geo+json") else {
            assert_eq!(page["numberMatched"], met.len(), "{path}");
            return met;
        };
        path = path_of(next).to_owned();
    }
}

/// The keys of those features that a rule holds for.
pub fn by_loop(features: &[Value], rule: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    features.iter().filter(|feature| rule(feature)).map(id).collect()
}

/// A refusal in the caller's terms: 4xx, a problem, the parameter named, nothing of our inside.
pub fn refused(reply: &Reply, parameter: Option<&str>, asked: &str) {
    let shown: String = asked.chars().take(200).collect();
    assert!(reply.status.is_client_error(), "{shown}: {} {}", reply.status, reply.text());
    assert_eq!(reply.header("content-type"), "application/problem+json", "{shown}");
    let problem = reply.json();
    assert_eq!(problem["status"], reply.status.as_u16(), "{shown}");
    let detail = problem["detail"].as_str().unwrap();
    assert!(!detail.is_empty() && detail.chars().count() < 2_000, "{shown}: {detail}");
    for inside in ["SELECT", "sqlx", "panicked", "src/", ".rs:", "thread '"] {
        assert!(!detail.contains(inside), "{shown}: {detail}");
    }
    if let Some(parameter) = parameter {
        assert_eq!(
            (reply.status, problem["parameter"].as_str()),
            (StatusCode::BAD_REQUEST, Some(parameter)),
            "{shown}"
        );
    }
}
