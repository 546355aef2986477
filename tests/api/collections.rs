//! Every collection keeps the same promises, and those put together from others say what the others say.

use std::collections::BTreeSet;

use catmap::domain::area::{AreaBoundary, AreaCode, AreaLevel};
use geo::{LineString, MultiPolygon, Polygon};
use geozero::mvt::{Message, Tile};
use serde_json::Value;

use super::Service;
use crate::region::{Region, SOUTH_M, WEST_M};

/// The usual region with two wards and, drawn twice, a district over its western half.
fn with_levels() -> Region {
    let mut region = Region::usual();
    let like = region.boundaries[0].clone();
    let block = |level, year, code: &str, (west, east): (f64, f64)| {
        let corners = [(west, 0.0), (east, 0.0), (east, 6_000.0), (west, 6_000.0), (west, 0.0)];
        let ring = LineString::from(corners.map(|(x, y)| (WEST_M + x, SOUTH_M + y)).to_vec());
        let boundary = MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]);
        AreaBoundary { level, year, code: AreaCode::new(code), boundary, name: format!("{code} End"), ..like.clone() }
    };
    region.boundaries.extend([
        block(AreaLevel::Ward, 2024, "E05000001", (0.0, 3_000.0)),
        block(AreaLevel::Ward, 2024, "E05000002", (3_000.0, 6_000.0)),
        block(AreaLevel::District, 2023, "E08000001", (0.0, 3_000.0)),
    ]);
    region
}

async fn features(service: &Service, collection: &str) -> Vec<Value> {
    let page = service.json(&format!("/collections/{collection}/items?limit=10000")).await;
    page["features"].as_array().unwrap().clone()
}

fn number(feature: &Value, name: &str) -> f64 {
    feature["properties"][name].as_f64().unwrap_or_else(|| panic!("{name} of {feature}"))
}

#[tokio::test]
async fn every_feature_of_a_collection_has_the_same_plain_properties_one_kind_of_shape_and_its_own_key() {
    let service = Service::of(&with_levels()).await;
    let list = service.json("/collections").await;
    let names: Vec<&str> =
        list["collections"].as_array().unwrap().iter().map(|collection| collection["id"].as_str().unwrap()).collect();
    let ours = ["assets", "areas", "needs", "organisations", "matches", "asset-scores", "need-gap", "sources"];
    assert_eq!(names, [&ours[..], &["areas-ward-2024", "areas-district-2023"]].concat());
    for name in names {
        let schema = service.json(&format!("/collections/{name}/schema")).await;
        let declared = schema["properties"].as_object().unwrap();
        assert!(declared.values().all(|property| property["description"].as_str().is_some_and(|text| text.len() > 3)));
        let shape = declared.get("geometry").map(|geometry| geometry["format"].as_str().unwrap().to_owned());
        let expected: BTreeSet<&str> = declared.keys().map(String::as_str).filter(|key| *key != "geometry").collect();
        let all = features(&service, name).await;
        assert!(!all.is_empty(), "{name}");
        assert!(all.is_sorted_by(|one, other| one["id"].as_str().unwrap() < other["id"].as_str().unwrap()), "{name}");
        for feature in &all {
            let properties = feature["properties"].as_object().unwrap();
            assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), expected, "{name}");
            assert_eq!(feature["id"], properties["id"]);
            assert!(properties.values().all(|value| !value.is_object() && !value.is_array()), "{feature}");
            let drawn = feature["geometry"]["type"].as_str();
            assert!(drawn.is_none_or(|drawn| shape == Some(format!("geometry-{}", drawn.to_lowercase()))), "{feature}");
        }
        let key = all[0]["id"].as_str().unwrap();
        assert_eq!(service.json(&format!("/collections/{name}/items/{key}")).await["properties"], all[0]["properties"]);
    }
}

#[tokio::test]
async fn matches_are_the_rankings_of_each_need_and_are_drawn_from_the_asset_to_the_need() {
    let service = Service::usual().await;
    let point = |all: &[Value], key: &str| {
        all.iter().find(|feature| feature["id"] == key).unwrap()["geometry"]["coordinates"].clone()
    };
    let (assets, needs) = (features(&service, "assets").await, features(&service, "needs").await);
    let matches = features(&service, "matches").await;
    let mut drawn = 0;
    for need in &needs {
        let key = need["id"].as_str().unwrap();
        let ranked = service.json(&format!("/needs/{key}/matches?limit=5")).await;
        let mut here: Vec<&Value> = matches.iter().filter(|found| found["properties"]["need"] == key).collect();
        here.sort_by_key(|found| found["properties"]["rank"].as_u64());
        let told: Vec<[Value; 6]> = ranked["matches"]
            .as_array()
            .unwrap()
            .iter()
            .map(|told| {
                let asset = told["asset"]["id"].clone();
                let (fit, band) = (told["suitability"]["value"].clone(), told["band"].clone());
                [asset, told["score"].clone(), told["low"].clone(), told["high"].clone(), fit, band]
            })
            .collect();
        let shown: Vec<[Value; 6]> = here
            .iter()
            .map(|found| {
                ["asset", "score", "score_low", "score_high", "suitability", "band"]
                    .map(|name| found["properties"][name].clone())
            })
            .collect();
        assert_eq!(serde_json::to_value(shown).unwrap(), serde_json::to_value(told).unwrap(), "{key}");
        for found in here.iter().filter(|found| !found["geometry"].is_null()) {
            let asset = point(&assets, found["properties"]["asset"].as_str().unwrap());
            assert_eq!(found["geometry"]["coordinates"][0], serde_json::json!([asset, point(&needs, key)]));
            drawn += 1;
        }
    }
    assert!(drawn > 5 && matches.len() > drawn, "{drawn} of {}", matches.len());
    let scores = features(&service, "asset-scores").await;
    assert_eq!(scores.len(), assets.len());
    for key in ["a-001", "a-007", "a-020"] {
        let ranked = service.json(&format!("/assets/{key}/matches?limit=1")).await;
        let found = scores.iter().find(|feature| feature["id"] == key).unwrap();
        assert_eq!(found["properties"]["needs_eligible"], ranked["eligible"]);
        assert_eq!(found["properties"]["best_score"], ranked["matches"][0]["score"]);
        assert_eq!(found["geometry"]["coordinates"], point(&assets, key));
    }
}

#[tokio::test]
async fn organisations_are_those_with_published_needs_and_nothing_private_shows() {
    let mut region = Region::usual();
    region.needs[1].organisation.name = "ORGANISATION 0, C.I.C.".to_owned();
    region.needs[1].stated_on = Some(time::macros::date!(2026 - 06 - 01));
    let service = Service::of(&region).await;
    let all = features(&service, "organisations").await;
    assert_eq!(all.len(), 7, "eight published needs, two of them of one organisation");
    let first = &all[0]["properties"];
    assert_eq!((first["id"].as_str(), first["needs"].as_u64()), (Some("organisation-0-cic"), Some(2)));
    assert_eq!(first["name"], "ORGANISATION 0, C.I.C.");
    assert_eq!(first["stated_on"], "2026-06-01");
    assert_eq!(first["purposes"], "food");
    let sources = serde_json::to_string(&features(&service, "sources").await).unwrap();
    let text = serde_json::to_string(&all).unwrap() + &sources;
    for private in ["Organisation 8", "Organisation 9", "Secretplan", "22123", "91357"] {
        assert!(!text.contains(private), "{private}");
    }
}

#[tokio::test]
async fn other_levels_tell_the_means_of_the_areas_in_them_and_count_what_is_shown() {
    let service = Service::of(&with_levels()).await;
    let (areas, wards) = (features(&service, "areas").await, features(&service, "areas-ward-2024").await);
    let west = |feature: &Value| feature["properties"]["id"].as_str().unwrap()[6..].parse::<usize>().unwrap() % 6 < 3;
    let residents: f64 = areas.iter().filter(|area| west(area)).map(|area| number(area, "residents")).sum();
    assert_eq!((number(&wards[0], "lsoas"), number(&wards[0], "residents")), (18.0, residents));
    for name in ["deprivation", "imd_score"] {
        let sum: f64 =
            areas.iter().filter(|area| west(area)).map(|area| number(area, name) * number(area, "residents")).sum();
        assert!((number(&wards[0], name) - sum / residents).abs() < 1e-3, "{name}");
    }
    let counted: f64 = wards.iter().map(|ward| number(ward, "assets")).sum();
    assert_eq!(counted, 57.0, "every asset that is placed, once");
    let district = &features(&service, "areas-district-2023").await[0];
    assert_eq!(district["properties"]["name"], "Aldermere", "a district goes by the one spelling of its name");
    assert_eq!(number(district, "deprivation"), number(&wards[0], "deprivation"));
    assert_eq!(district["geometry"]["type"], "MultiPolygon");
}

#[tokio::test]
async fn lines_are_on_tiles_and_a_table_has_none() {
    let service = Service::usual().await;
    let reply = service.get("/collections/matches/tiles/WebMercatorQuad/12/1326/2014").await;
    let tile = Tile::decode(reply.body.as_slice()).unwrap();
    assert_eq!(tile.layers[0].name, "matches");
    assert!(tile.layers[0].features.iter().all(|feature| feature.r#type == Some(2)), "all are lines");
    assert!(tile.layers[0].keys.iter().any(|key| key == "score"));
    assert_eq!(service.get("/collections/sources/tiles").await.status, 404);
    let described = service.json("/collections/sources").await;
    assert!(described["extent"].get("spatial").is_none() && described.get("storageCrs").is_none());
}
