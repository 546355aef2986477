//! Pages of features: every feature once, filters that do what they say, boxes that agree with a plain loop.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use geo::{Intersects, LineString, MultiPolygon, Polygon, Rect};
use serde_json::Value;

use super::Service;
use crate::region::Region;

fn ids(page: &Value) -> Vec<String> {
    page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

fn link<'a>(page: &'a Value, rel: &str) -> Option<&'a str> {
    page["links"].as_array()?.iter().find(|link| link["rel"] == rel)?["href"].as_str()
}

/// Follows `next` from a path to the end and gives all ids in the order met.
async fn walk(service: &Service, path: &str) -> Vec<String> {
    let (mut path, mut met) = (path.to_owned(), Vec::new());
    for _ in 0..100 {
        let reply = service.get(&path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        let page = reply.json();
        assert_eq!(page["numberReturned"], page["features"].as_array().unwrap().len());
        met.extend(ids(&page));
        let Some(next) = link(&page, "next") else {
            assert_eq!(page["numberMatched"], met.len(), "{path}");
            assert!(!reply.headers("link").contains("rel=\"next\""), "{path}");
            return met;
        };
        assert!(reply.header("link").contains(next));
        path = next.strip_prefix("http://catmap.example").unwrap().to_owned();
    }
    panic!("the pages never end");
}

#[tokio::test]
async fn paging_visits_every_feature_once_in_order_of_key_whatever_the_size_of_a_page() {
    let service = Service::usual().await;
    for (collection, number) in [("assets", 60), ("areas", 36), ("needs", 8)] {
        for limit in [1, 7, 59, 60, 61, 10_000] {
            let met = walk(&service, &format!("/collections/{collection}/items?limit={limit}")).await;
            assert_eq!(met.len(), number, "{collection} by {limit}");
            assert!(met.is_sorted_by(|a, b| a < b), "{collection} by {limit}");
        }
    }
}

#[tokio::test]
async fn the_next_link_keeps_every_parameter_as_it_was_written() {
    let service = Service::usual().await;
    let page =
        service.json("/collections/assets/items?f=json&borough=aldermere%2Cbrackley&limit=2&bbox=-4,52,-2,54").await;
    let next = link(&page, "next").unwrap();
    for kept in ["f=json", "borough=aldermere%2Cbrackley", "limit=2", "bbox=-4,52,-2,54", "cursor="] {
        assert!(next.contains(kept), "{next} lost {kept}");
    }
    let walked =
        walk(&service, "/collections/assets/items?borough=aldermere%2Cbrackley&limit=2&bbox=-4,52,-2,54").await;
    assert!(walked.len() > 20);
}

#[tokio::test]
async fn a_limit_above_the_maximum_is_read_as_the_maximum_and_a_repeated_parameter_is_tolerated() {
    let service = Service::usual().await;
    for query in ["limit=10001", "limit=1000000000", "limit=99999999999999999999999999", "limit=100&limit=100"] {
        let page = service.json(&format!("/collections/assets/items?{query}")).await;
        assert_eq!(page["numberReturned"], 60, "{query}");
    }
}

#[tokio::test]
async fn a_collection_with_nothing_in_it_is_an_empty_page() {
    let service = Service::of(&crate::region::Region::empty()).await;
    for collection in ["assets", "areas", "needs"] {
        let page = service.json(&format!("/collections/{collection}/items")).await;
        assert_eq!((page["numberMatched"].as_u64(), page["features"].as_array().unwrap().len()), (Some(0), 0));
        assert!(service.json(&format!("/collections/{collection}")).await.get("extent").is_none());
    }
}

#[tokio::test]
async fn every_feature_has_every_property_and_its_key_in_both_places() {
    let service = Service::usual().await;
    for collection in ["assets", "areas", "needs"] {
        let page = service.json(&format!("/collections/{collection}/items?limit=1000")).await;
        let features = page["features"].as_array().unwrap();
        let names: Vec<&String> = features[0]["properties"].as_object().unwrap().keys().collect();
        for feature in features {
            let properties = feature["properties"].as_object().unwrap();
            assert_eq!(properties.keys().collect::<Vec<_>>(), names, "{collection}");
            assert_eq!(properties["id"], feature["id"]);
            assert!(properties.values().all(|value| !value.is_array() && !value.is_object()), "{collection}");
        }
        let alone =
            service.json(&format!("/collections/{collection}/items/{}", features[1]["id"].as_str().unwrap())).await;
        assert_eq!((&alone["properties"], &alone["geometry"]), (&features[1]["properties"], &features[1]["geometry"]));
    }
}

#[tokio::test]
async fn each_filter_gives_what_a_plain_loop_over_everything_gives() {
    let service = Service::usual().await;
    let all = service.json("/collections/assets/items?limit=1000").await;
    let has = |feature: &Value, name: &str, wanted: &[&str]| {
        let value = feature["properties"][name].as_str();
        wanted.iter().any(|word| match value {
            Some(value) => value.split(',').any(|part| part == *word),
            None => *word == "unknown",
        })
    };
    let area = |feature: &Value| feature["properties"]["usable_area_m2"].as_f64();
    type Rule<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
    let cases: Vec<(&str, Rule<'_>)> = vec![
        ("borough=Aldermere", Box::new(|f| has(f, "borough", &["Aldermere"]))),
        ("borough=ALDERMERE,brackley", Box::new(|f| has(f, "borough", &["Aldermere", "Brackley"]))),
        ("borough=Atlantis", Box::new(|_| false)),
        ("owner=brackley%20council", Box::new(|f| has(f, "owner", &["Brackley Council"]))),
        ("occupancy=vacant", Box::new(|f| has(f, "occupancy", &["vacant"]))),
        ("occupancy=vacant,unknown", Box::new(|f| has(f, "occupancy", &["vacant", "unknown"]))),
        ("status=surplus,in-use", Box::new(|f| has(f, "disposal_status", &["surplus", "in-use"]))),
        ("space_type=hall", Box::new(|f| has(f, "space_types", &["hall"]))),
        ("space_type=workshop,unknown", Box::new(|f| has(f, "space_types", &["workshop", "unknown"]))),
        ("min_area_m2=500", Box::new(|f| area(f).is_some_and(|m2| m2 >= 500.0))),
        ("min_area_m2=300&max_area_m2=700", Box::new(|f| area(f).is_some_and(|m2| (300.0..=700.0).contains(&m2)))),
        ("q=example%20HALL", Box::new(|_| true)),
        ("q=REF%2F12", Box::new(|f| f["id"] == "a-012")),
        ("q=", Box::new(|_| true)),
        ("datetime=2026-01-01%2F..", Box::new(|_| true)),
        (
            "occupancy=occupied&status=surplus&min_area_m2=400",
            Box::new(|f| {
                has(f, "occupancy", &["occupied"]) && has(f, "disposal_status", &["surplus"]) && area(f) >= Some(400.0)
            }),
        ),
    ];
    for (query, rule) in cases {
        let expected: Vec<String> = all["features"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| rule(f))
            .map(|f| f["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(walk(&service, &format!("/collections/assets/items?limit=9&{query}")).await, expected, "{query}");
    }
    let needs = service.json("/collections/needs/items?purpose=food,arts&space_type=hall&borough=Aldermere").await;
    assert!(needs["numberMatched"].as_u64().unwrap() >= 2);
    assert_eq!(service.json("/collections/needs/items?purpose=arts").await["numberMatched"], 0);
}

#[tokio::test]
async fn a_box_gives_what_a_plain_loop_over_the_published_coordinates_gives() {
    let service = Service::usual().await;
    let assets = service.json("/collections/assets/items?limit=1000").await;
    let areas = service.json("/collections/areas/items?limit=1000").await;
    let corner = assets["features"][0]["geometry"]["coordinates"].clone();
    let (lon, lat) = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    let mut boxes = vec![
        [-3.02, 53.38, -2.97, 53.42],
        [-2.99, 53.39, -2.98, 53.40],
        [-180.0, -90.0, 180.0, 90.0],
        [-1.5, 50.0, 1.5, 53.0],
        [-80.0, -5.0, -70.0, 5.0],
        [177.0, 65.0, -177.0, 70.0],
        [-180.0, 85.0, 180.0, 90.0],
        [10.0, 40.0, -2.98, 60.0],
        [lon, lat, lon, lat],
        [lon, lat, -2.9, 53.5],
        [-3.5, 53.0, lon, lat],
        [-9.0, 49.0, 2.0, 61.0],
        [-20.0, 30.0, -2.985, 53.405],
    ];
    // Boxes of all sizes from a fixed sequence.
    let mut state = 42_u64;
    let mut random = |low: f64, high: f64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((state >> 33) as f64 / f64::from(1_u32 << 31))
    };
    for _ in 0..40 {
        let (west, south) = (random(-3.1, -2.9), random(53.36, 53.45));
        boxes.push([west, south, west + random(0.0, 0.06), south + random(0.0, 0.04)]);
    }
    for sides in boxes {
        let [west, south, east, north] = sides;
        let parts: Vec<Rect<f64>> = if west <= east {
            vec![Rect::new((west, south), (east, north))]
        } else {
            vec![Rect::new((west, south), (180.0, north)), Rect::new((-180.0, south), (east, north))]
        };
        let meets = |feature: &Value| match shape(&feature["geometry"]) {
            Some(shape) => parts.iter().any(|part| shape.intersects(part)),
            None => true, // what is nowhere is in every box: OGC API - Features Part 1, fc-bbox-response C
        };
        let text = sides.map(|side| side.to_string()).join(",");
        for (collection, all) in [("assets", &assets), ("areas", &areas)] {
            let expected: BTreeSet<String> = all["features"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|f| meets(f))
                .map(|f| f["id"].as_str().unwrap().to_owned())
                .collect();
            let page = service.json(&format!("/collections/{collection}/items?limit=1000&bbox={text}")).await;
            assert_eq!(ids(&page).into_iter().collect::<BTreeSet<_>>(), expected, "{collection} {text}");
            assert_eq!(page["numberMatched"], expected.len());
        }
        let with_heights = format!("{west},{south},-100,{east},{north},1e3");
        let page = service.json(&format!("/collections/areas/items?limit=1000&bbox={with_heights}")).await;
        let flat = service.json(&format!("/collections/areas/items?limit=1000&bbox={text}")).await;
        assert_eq!(page["features"], flat["features"]);
    }
}

fn shape(geometry: &Value) -> Option<geo::Geometry<f64>> {
    let pair = |value: &Value| (value[0].as_f64().unwrap(), value[1].as_f64().unwrap());
    let ring = |value: &Value| LineString::from(value.as_array().unwrap().iter().map(pair).collect::<Vec<_>>());
    match geometry["type"].as_str()? {
        "Point" => Some(geo::Point::from(pair(&geometry["coordinates"])).into()),
        _ => {
            let polygons = geometry["coordinates"].as_array()?.iter().map(|rings| {
                let mut rings: Vec<_> = rings.as_array().unwrap().iter().map(ring).collect();
                let outer = rings.remove(0);
                Polygon::new(outer, rings)
            });
            Some(MultiPolygon::new(polygons.collect()).into())
        }
    }
}

#[tokio::test]
async fn an_accepted_write_is_there_for_the_next_read() {
    use crate::region::{Region, file, rows};
    use catmap::domain::imported::{FileKind, Rows};
    let service = Service::usual().await;
    assert_eq!(service.json("/collections/assets/items?limit=1").await["numberMatched"], 60);
    let mut more = Region::usual().assets[0].clone();
    more.id = catmap::domain::asset::AssetId::new("a-999");
    let file = file(FileKind::AssetRegister, "register", Rows::Assets(rows(&[more])));
    let at = time::macros::datetime!(2026-11-22 12:00 UTC);
    service.catalogue.store().take_in(&file, "a test", at, &|_, _| {}).await.unwrap();
    assert_eq!(service.json("/collections/assets/items?limit=1").await["numberMatched"], 61);
    assert_eq!(service.get("/assets/a-999").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_area_tells_the_tenth_of_england_it_is_in_for_each_kind_of_deprivation() {
    let mut region = Region::usual();
    region.deprivation[0].domain_ranks = [3_375, 3_376, 10_126, 13_503, 16_878, 25_000, 33_755];
    // Nothing is said of this one: no rank of it is known.
    region.deprivation.remove(1);
    let service = Service::of(&region).await;
    let names = ["income", "employment", "education", "health", "crime", "barriers", "living_environment"];
    let deciles = async |code: &str| {
        let area = service.json(&format!("/collections/areas/items/{code}")).await;
        names.map(|name| area["properties"][format!("{name}_decile")].as_u64())
    };
    assert_eq!(deciles("E01990000").await, [1, 2, 3, 5, 6, 8, 10].map(Some));
    assert_eq!(deciles("E01990001").await, [None; 7]);
}
