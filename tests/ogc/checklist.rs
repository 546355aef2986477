//! R1 to R14: what GIS clients were seen to need of what is answered, each with why it matters in its name.

use axum::http::StatusCode;
use catmap::domain::imported::{FileKind, Rows};
use serde_json::json;

use super::*;
use crate::api::PATHS;
use crate::region::{file, rows};

#[tokio::test]
async fn r1_the_landing_page_has_every_link_with_rel_and_type() {
    let landing = service().await.json("/").await;
    for (rel, media) in [
        ("self", "application/json"),
        ("alternate", "text/html"),
        ("service-desc", "application/vnd.oai.openapi+json;version=3.0"),
        ("service-doc", "text/html"),
        ("conformance", "application/json"),
        ("data", "application/json"),
    ] {
        assert!(link(&landing, rel, media).is_some(), "{rel} {media}: {landing}");
    }
}

#[tokio::test]
async fn r2_the_size_of_a_page_is_where_qgis_looks_for_it() {
    let api = service().await.json("/api").await;
    let limit = &api["components"]["parameters"]["limit"];
    assert_eq!((&limit["name"], &limit["in"]), (&json!("limit"), &json!("query")));
    assert_eq!((&limit["schema"]["minimum"], &limit["schema"]["maximum"]), (&json!(1), &json!(10_000)));
    // QGIS asks for pages of min(max(1000, default), maximum) features when a default is told, and of the maximum when none is:
    // a tenth of the requests.
    assert_eq!(limit["schema"].get("default"), None);
}

#[tokio::test]
async fn r3_a_limit_above_the_maximum_is_the_maximum() {
    let service = service().await;
    assert_eq!(service.get("/collections/areas/items?limit=10001").await.status, StatusCode::OK);
    for wrong in ["0", "ten"] {
        refused(&service.get(&format!("/collections/areas/items?limit={wrong}")).await, Some("limit"), wrong);
    }
}

#[tokio::test]
async fn r4_unknown_is_refused_the_same_twice_is_tolerated_and_a_contradiction_is_not() {
    let service = service().await;
    for name in names(&service).await {
        let items = format!("/collections/{name}/items");
        refused(&service.get(&format!("{items}?colour=red")).await, Some("colour"), &items);
        for twice in ["limit=5&limit=5", "bbox=-3,53,-2,54&bbox=-3,53,-2,54"] {
            assert_eq!(service.get(&format!("{items}?{twice}")).await.status, StatusCode::OK, "{twice}");
        }
        refused(&service.get(&format!("{items}?limit=5&limit=6")).await, Some("limit"), &items);
        refused(&service.get(&format!("{items}?id=a&id=b")).await, Some("id"), &items);
    }
}

#[tokio::test]
async fn r5_whatever_comes_or_goes_while_paging_nothing_is_skipped_or_repeated() {
    let service = service().await;
    for sortby in ["", "&sortby=-usable_area_m2,name"] {
        let before = set(&service, "assets", &sortby.replacen('&', "", 1)).await;
        let mut path = format!("/collections/assets/items?limit=9{sortby}&crs={}&f=json", encoded(EPSG_27700));
        let (mut met, mut turn) = (Vec::new(), 0);
        loop {
            let page = service.json(&path).await;
            met.extend(features(&page).iter().map(id));
            let Some(next) = link(&page, "next", "application/geo+json") else { break };
            assert!(
                next.starts_with(HOST) && next.contains(sortby) && next.contains("limit=9") && next.contains("f=json")
            );
            assert!(next.contains(&encoded(EPSG_27700)), "{next}");
            path = path_of(next).to_owned();
            // New ones before, between and after those already met.
            let new = ["a-", "b-", "0-"].map(|start| {
                let mut asset = region().assets[3].clone();
                asset.id = AssetId::new(format!("{start}{turn}-{}", sortby.len()));
                asset
            });
            turn += 1;
            let more = file(FileKind::AssetRegister, "register", Rows::Assets(rows(&new)));
            let at = time::macros::datetime!(2026-11-22 12:00 UTC);
            service.catalogue.store().take_in(&more, "a test", at, &|_, _| {}).await.unwrap();
        }
        let distinct: BTreeSet<String> = met.iter().cloned().collect();
        assert_eq!(distinct.len(), met.len(), "one comes twice");
        assert!(turn > 5 && before.is_subset(&distinct), "{:?} were skipped", before.difference(&distinct));
    }
}

#[tokio::test]
async fn r6_number_matched_is_exact_under_every_question() {
    let service = service().await;
    for query in [
        "occupancy=vacant",
        "q=hall",
        "min_area_m2=300",
        "filter=deprivation%20IS%20NULL",
        "bbox=-3,53.3,-2.97,53.42",
        "owner=nobody",
    ] {
        // `set` walks every page and holds the count against what it met.
        set(&service, "assets", query).await;
    }
}

#[tokio::test]
async fn r7_a_box_on_the_national_grid_has_just_the_areas_that_a_loop_over_grid_squares_finds() {
    let service = service().await;
    let truth = region();
    for (west, south, east, north) in [
        (333_000.0, 388_000.0, 334_000.0, 389_000.0),
        (333_999.99, 388_500.0, 333_999.99, 388_500.0),
        (334_000.01, 388_500.0, 334_500.0, 388_900.0),
        (332_000.0, 387_000.0, 332_999.99, 399_000.0),
        (332_000.0, 387_000.0, 333_000.0, 388_000.0),
    ] {
        let expected: BTreeSet<String> = truth
            .boundaries
            .iter()
            .filter(|area| {
                let (x, y) = (area.centre.easting_m, area.centre.northing_m);
                x - 500.0 <= east && west <= x + 500.0 && y - 500.0 <= north && south <= y + 500.0
            })
            .map(|area| area.code.0.to_string())
            .collect();
        let query = format!("bbox={west},{south},{east},{north}&bbox-crs={}", encoded(EPSG_27700));
        assert_eq!(set(&service, "areas", &query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn r8_antimeridian_polar_and_world_boxes_and_heights_are_answered() {
    let service = service().await;
    for name in names(&service).await {
        let all = everything(&service, &name, CRS84).await.len();
        let nowhere = everything(&service, &name, CRS84).await.iter().filter(|one| one["geometry"].is_null()).count();
        for (bbox, expected) in [
            ("-180,-90,180,90", all),
            ("-180,-90,-1000,180,90,1000", all),
            ("177,65,-177,70", nowhere),
            ("-180,85,180,90", nowhere),
            ("-180,-90,180,-85", nowhere),
            ("0,50,-1,60", all),
        ] {
            assert_eq!(set(&service, &name, &format!("bbox={bbox}")).await.len(), expected, "{name} {bbox}");
        }
    }
}

#[tokio::test]
async fn r9_what_is_nowhere_matches_every_box_and_every_time_and_is_null() {
    let service = service().await;
    let mut seen = 0;
    for name in names(&service).await {
        for feature in everything(&service, &name, CRS84).await.iter().filter(|one| one["geometry"].is_null()) {
            for box_or_time in ["bbox=10,10,11,11", "bbox=1,2,3,4&bbox-crs=EPSG%3A27700"] {
                assert!(set(&service, &name, box_or_time).await.contains(&id(feature)), "{name} {box_or_time}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 3);
    let needs = everything(&service, "needs", CRS84).await;
    let without = needs.iter().find(|one| one["properties"]["stated_on"].is_null()).expect("a need without a day");
    assert!(set(&service, "needs", "datetime=1700-01-01").await.contains(&id(without)));
}

#[tokio::test]
async fn r10_content_crs_is_on_every_answer_with_coordinates() {
    let service = service().await;
    for path in PATHS.iter().filter(|path| path.contains("/items")) {
        assert_eq!(service.get(path).await.header("content-crs"), format!("<{CRS84}>"), "{path}");
    }
}

#[tokio::test]
async fn r11_all_five_systems_are_listed_and_others_refused() {
    let service = service().await;
    for name in names(&service).await {
        let listed = service.json(&format!("/collections/{name}")).await["crs"].clone();
        assert!(SYSTEMS.iter().all(|crs| listed.as_array().unwrap().contains(&json!(crs))), "{name}");
        let path = format!("/collections/{name}/items?crs=EPSG:4277");
        refused(&service.get(&path).await, Some("crs"), &path);
    }
}

#[tokio::test]
async fn r12_axes_are_in_the_order_of_the_authority_both_ways() {
    let service = service().await;
    for (crs, box_around, outside) in [
        (CRS84, "-3.0,53.40,-2.99,53.41", "53.40,-3.0,53.41,-2.99"),
        (EPSG_4326, "53.40,-3.0,53.41,-2.99", "-3.0,53.40,-2.99,53.41"),
        (EPSG_4258, "53.40,-3.0,53.41,-2.99", "-3.0,53.40,-2.99,53.41"),
        (EPSG_27700, "333000,390000,334000,391000", "390000,333000,391000,334000"),
    ] {
        let crs = encoded(crs);
        let query = |bbox: &str| format!("bbox={bbox}&bbox-crs={crs}&id=a-000");
        assert_eq!(set(&service, "assets", &query(box_around)).await.len(), 1, "{crs}");
        assert_eq!(set(&service, "assets", &query(outside)).await.len(), 0, "{crs}");
    }
}

#[tokio::test]
async fn r13_every_feature_has_the_same_plain_properties_one_type_of_shape_and_a_key() {
    let service = service().await;
    for name in names(&service).await {
        let schema = service.json(&format!("/collections/{name}/schema")).await;
        let mut named: Vec<&String> =
            schema["properties"].as_object().unwrap().keys().filter(|key| *key != "geometry").collect();
        named.sort_unstable();
        let mut shapes = BTreeSet::new();
        for feature in everything(&service, &name, CRS84).await {
            let properties = feature["properties"].as_object().unwrap();
            let mut keys: Vec<&String> = properties.keys().collect();
            keys.sort_unstable();
            assert_eq!(keys, named, "{name}");
            assert!(properties.values().all(|value| !value.is_array() && !value.is_object()), "{name}");
            assert_eq!(properties["id"], feature["id"], "{name}: both keys are one");
            shapes.extend(feature["geometry"]["type"].as_str().map(str::to_owned));
        }
        assert!(shapes.len() <= 1, "{name}: {shapes:?}");
    }
}

#[tokio::test]
async fn r14_queryables_schema_and_sortables_are_json_schema_with_an_id_without_query() {
    let service = service().await;
    for name in names(&service).await {
        for document in ["queryables", "schema", "sortables"] {
            let path = format!("/collections/{name}/{document}");
            let reply = service.get(&format!("{path}?f=json")).await;
            assert_eq!(reply.header("content-type"), "application/schema+json", "{path}");
            let schema = reply.json();
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!((&schema["$id"], &schema["type"]), (&json!(format!("{HOST}{path}")), &json!("object")));
            for (property, about) in schema["properties"].as_object().unwrap() {
                let typed = about["type"].is_string()
                    || about["format"].as_str().is_some_and(|one| one.starts_with("geometry-"));
                assert!(typed && about["title"].is_string() && about["description"].is_string(), "{path}: {property}");
            }
            let _ = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}
