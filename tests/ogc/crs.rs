//! OGC API - Features Part 2: coordinate systems, held against boxes by plain loops and against coordinates known otherwise.

use axum::http::StatusCode;
use serde_json::Value;

use super::oracle::{Chance, positions, touches, web_mercator};
use super::*;

fn is_y_first(crs: &str) -> bool {
    crs == EPSG_4326 || crs == EPSG_4258
}

/// A box as a parameter, in the order of the axes of its system.
fn bbox([west, south, east, north]: [f64; 4], crs: &str) -> String {
    let sides = if is_y_first(crs) { [south, west, north, east] } else { [west, south, east, north] };
    format!("bbox={}&bbox-crs={}", sides.map(|side| side.to_string()).join(","), encoded(crs))
}

#[tokio::test]
async fn crs_crs_uri_every_name_of_a_system_is_a_uri() {
    let service = service().await;
    let all = service.json("/collections").await;
    for list in all["collections"].as_array().unwrap().iter().chain([&all]) {
        for crs in list["crs"].as_array().unwrap().iter().chain(list.get("storageCrs")) {
            let parts: Vec<&str> = crs.as_str().unwrap().split('/').collect();
            assert!(matches!(parts[..], ["http:", "", "www.opengis.net", "def", "crs", _, _, _]), "{crs}");
        }
    }
}

#[tokio::test]
async fn crs_fc_md_crs_list_is_the_same_for_each_collection_and_begins_with_the_default() {
    let service = service().await;
    let all = service.json("/collections").await;
    assert_eq!(all["crs"][0], CRS84, "fc-md-crs-list-global");
    for collection in all["collections"].as_array().unwrap() {
        let mut listed: Vec<&str> =
            collection["crs"].as_array().unwrap().iter().map(|crs| crs.as_str().unwrap()).collect();
        assert_eq!(listed[0], CRS84, "A");
        listed.sort_unstable();
        let mut expected = SYSTEMS;
        expected.sort_unstable();
        assert_eq!(listed, expected, "B");
    }
}

#[tokio::test]
async fn crs_fc_md_storage_crs_valid_value_is_in_the_list_spelled_alike() {
    let service = service().await;
    for name in names(&service).await {
        let collection = service.json(&format!("/collections/{name}")).await;
        if let Some(storage) = collection.get("storageCrs") {
            assert!(collection["crs"].as_array().unwrap().contains(storage), "{name}");
            assert_eq!(storage, EPSG_27700, "{name}");
        }
    }
}

#[tokio::test]
async fn crs_fc_crs_definition_and_bbox_crs_definition_are_in_the_document() {
    let service = service().await;
    let api = service.json("/api").await;
    for name in names(&service).await {
        let operation = &api["paths"][format!("/collections/{name}/items")]["get"];
        for parameter in ["crs", "bbox-crs", "filter-crs"] {
            let found =
                operation["parameters"].as_array().unwrap().iter().find(|one| one["name"] == parameter).unwrap();
            assert_eq!(
                (&found["in"], &found["required"], &found["style"]),
                (&"query".into(), &false.into(), &"form".into())
            );
            assert_eq!((&found["explode"], &found["schema"]["default"]), (&false.into(), &CRS84.into()));
        }
        let one = &api["paths"][format!("/collections/{name}/items/{{id}}")]["get"]["parameters"];
        assert!(one.as_array().unwrap().iter().any(|parameter| parameter["name"] == "crs"), "{name}");
    }
}

#[tokio::test]
async fn crs_ogc_crs_header_value_names_the_system_on_every_answer() {
    let service = service().await;
    for name in names(&service).await {
        let first = id(&everything(&service, &name, CRS84).await[0]);
        for path in [format!("/collections/{name}/items"), format!("/collections/{name}/items/{}", encoded(&first))] {
            for media in ["application/geo+json", "text/html"] {
                let accept = [("accept", media)];
                let usual = service.get_with(&path, &accept).await;
                assert_eq!(usual.header("content-crs"), format!("<{CRS84}>"), "default: {path}");
                for crs in SYSTEMS {
                    let reply = service.get_with(&format!("{path}?crs={}", encoded(crs)), &accept).await;
                    assert_eq!(
                        (reply.status, reply.header("content-crs")),
                        (StatusCode::OK, &*format!("<{crs}>")),
                        "{path}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn crs_fc_crs_default_value_is_crs84() {
    let service = service().await;
    for name in names(&service).await {
        let usual = service.json(&format!("/collections/{name}/items?limit=10000")).await;
        assert_eq!(features(&usual), everything(&service, &name, CRS84).await, "{name}");
    }
}

#[tokio::test]
async fn crs_fc_crs_action_gives_ostn15_truth_in_each_system_with_the_axes_of_its_authority() {
    let service = service().await;
    // Printed by the generator of the grid from its published definition, not by this program.
    let (lon, lat, easting, northing) = (-2.995_833, 53.405_833, 333_893.999_3, 390_350.809_5);
    let (x, y) = web_mercator((lon, lat));
    for (crs, first, second, within) in [
        (CRS84, lon, lat, 0.000_001),
        (EPSG_4326, lat, lon, 0.000_001),
        (EPSG_4258, lat, lon, 0.000_001),
        (EPSG_3857, x, y, 0.1),
        (EPSG_27700, easting, northing, 0.011),
    ] {
        let feature = service.json(&format!("/collections/assets/items/a-000?crs={}", encoded(crs))).await;
        let at = &feature["geometry"]["coordinates"];
        let off = (at[0].as_f64().unwrap() - first).abs().max((at[1].as_f64().unwrap() - second).abs());
        assert!(off <= within, "{crs}: {at}");
    }
}

#[tokio::test]
async fn crs_fc_crs_action_each_feature_has_the_same_corners_in_every_system() {
    let service = service().await;
    for name in names(&service).await {
        let in_degrees = everything(&service, &name, CRS84).await;
        for crs in SYSTEMS {
            let other = everything(&service, &name, crs).await;
            assert_eq!(other.iter().map(id).collect::<Vec<_>>(), in_degrees.iter().map(id).collect::<Vec<_>>());
            for (one, other) in in_degrees.iter().zip(&other) {
                assert_eq!(one["properties"], other["properties"], "{crs}");
                let (one, other) = (positions(&one["geometry"], false), positions(&other["geometry"], is_y_first(crs)));
                assert_eq!(one.len(), other.len(), "{crs}");
                for (one, other) in one.iter().zip(&other) {
                    let (same, within) = match crs {
                        EPSG_3857 => (web_mercator(*one), 0.15),
                        EPSG_27700 => continue,
                        _ => (*one, 0.0),
                    };
                    assert!(
                        (same.0 - other.0).abs() <= within && (same.1 - other.1).abs() <= within,
                        "{crs} {one:?} {other:?}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn crs_geojson_in_national_grid_is_where_the_register_has_it() {
    let service = service().await;
    let truth = region();
    let published = everything(&service, "assets", EPSG_27700).await;
    let mut exact = 0;
    for feature in published.iter().filter(|one| one["properties"]["precision"] == "point") {
        let asset = truth.assets.iter().find(|asset| *asset.id.0 == id(feature)).unwrap();
        let (x, y) = positions(&feature["geometry"], false)[0];
        let place = asset.position.unwrap();
        assert!((x - place.easting_m).abs() <= 0.005_1 && (y - place.northing_m).abs() <= 0.005_1, "{feature}");
        exact += 1;
    }
    assert!(exact > 30, "{exact}");
}

#[tokio::test]
async fn crs_fc_bbox_crs_action_is_exact_in_the_box_s_own_system() {
    let service = service().await;
    let mut chance = Chance::new(2_026);
    for name in names(&service).await {
        for crs in SYSTEMS {
            let all = everything(&service, &name, crs).await;
            let y_first = is_y_first(crs);
            let corners: Vec<_> = all.iter().flat_map(|one| positions(&one["geometry"], y_first)).collect();
            if corners.is_empty() {
                continue;
            }
            let around = |pick: fn(&(f64, f64)) -> f64| {
                let values = corners.iter().map(pick);
                (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max))
            };
            let ((west, east), (south, north)) = (around(|at| at.0), around(|at| at.1));
            // The whole, a point, an edge that only touches, and boxes of all sizes.
            let (first_x, first_y) = corners[0];
            let mut boxes = vec![
                [west, south, east, north],
                [first_x, first_y, first_x, first_y],
                [west, south, west, north],
                [east, south, east, south],
            ];
            for _ in 0..25 {
                let (x, y) = (chance.between(west, east), chance.between(south, north));
                let size = chance.between(0.0, 0.5);
                boxes.push([x, y, x + (east - west) * size, y + (north - south) * chance.between(0.0, 0.5)]);
            }
            for sides in boxes {
                let query = bbox(sides, crs);
                let expected = by_loop(&all, |feature| touches(feature, sides, y_first));
                assert_eq!(set(&service, &name, &query).await, expected, "{name} {query}");
            }
        }
    }
}

#[tokio::test]
async fn crs_fc_bbox_crs_default_value_is_crs84() {
    let service = service().await;
    let sides = "-2.99,53.39,-2.94,53.42";
    let (usual, named) = (format!("bbox={sides}"), format!("bbox={sides}&bbox-crs={}", encoded(CRS84)));
    for name in names(&service).await {
        assert_eq!(set(&service, &name, &usual).await, set(&service, &name, &named).await, "{name}");
    }
}

#[tokio::test]
async fn crs_bbox_crs_exception_and_crs_exception_refuse_what_is_not_listed() {
    let service = service().await;
    for unknown in ["http://www.opengis.net/def/crs/EPSG/0/27701", "urn:ogc:def:crs:EPSG::4326", "4326", "", "x'y"] {
        for name in names(&service).await {
            let value = encoded(unknown);
            for (path, parameter) in [
                (format!("/collections/{name}/items?crs={value}"), "crs"),
                (format!("/collections/{name}/items?bbox=0,0,1,1&bbox-crs={value}"), "bbox-crs"),
                (format!("/collections/{name}/items?bbox-crs={value}"), "bbox-crs"),
                (format!("/collections/{name}/items?filter-crs={value}"), "filter-crs"),
            ] {
                refused(&service.get(&path).await, Some(parameter), &path);
            }
        }
        refused(
            &service.get(&format!("/collections/assets/items/a-000?crs={}", encoded(unknown))).await,
            Some("crs"),
            unknown,
        );
    }
}

#[tokio::test]
async fn crs_fc_bbox_crs_valid_value_numbers_of_another_system_are_told_from_its_own() {
    let service = service().await;
    for query in [
        "bbox=333000,388000,339000,394000".to_owned(),
        format!("bbox=333000,388000,339000,394000&bbox-crs={}", encoded(EPSG_4326)),
        format!("bbox=-181,0,0,10&bbox-crs={}", encoded(CRS84)),
        format!("bbox=0,-181,10,0&bbox-crs={}", encoded(EPSG_4326)),
        format!("bbox=10,0,0,10&bbox-crs={}", encoded(EPSG_27700)),
        format!("bbox=10,0,0,10&bbox-crs={}", encoded(EPSG_3857)),
    ] {
        refused(&service.get(&format!("/collections/areas/items?{query}")).await, Some("bbox"), &query);
    }
}

#[tokio::test]
async fn crs_a_box_across_the_antimeridian_is_two_boxes_in_every_system_of_degrees() {
    let service = service().await;
    for crs in [CRS84, EPSG_4326, EPSG_4258] {
        let all = everything(&service, "areas", crs).await;
        let y_first = is_y_first(crs);
        // From beyond the middle of the region eastwards around the world to the western sea.
        for (west, east) in [(-2.96, -10.0), (177.0, -177.0), (-2.96, -2.97)] {
            let expected = by_loop(&all, |one: &Value| {
                touches(one, [west, 53.0, 180.0, 54.0], y_first) || touches(one, [-180.0, 53.0, east, 54.0], y_first)
            });
            assert_eq!(
                set(&service, "areas", &bbox([west, 53.0, east, 54.0], crs)).await,
                expected,
                "{crs} {west} {east}"
            );
        }
    }
}
