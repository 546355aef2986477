//! What is near an asset: the nearest of each layer by a plain loop, from where the asset is shown and from nowhere closer.

use catmap::app::layers::{LayerOptions, take_layer};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::makers::{self, SCHOOLS};
use super::served::{said, with_schools};
use crate::api::Service;

/// Where an asset is shown, on the grid.
async fn shown_at(service: &Service, asset: &str) -> Option<(f64, f64)> {
    let crs = "crs=http://www.opengis.net/def/crs/EPSG/0/27700";
    let feature = service.json(&format!("/collections/assets/items/{asset}?{crs}")).await;
    let place = feature["geometry"]["coordinates"].as_array()?;
    Some((place[0].as_f64().unwrap(), place[1].as_f64().unwrap()))
}

#[tokio::test]
async fn the_nearest_features_of_each_layer_are_those_of_a_plain_loop() {
    let (service, _) = with_schools().await;
    let (mut told, mut coarse) = (0, 0);
    for number in 0..60 {
        let asset = format!("a-{number:03}");
        let near = service.json(&format!("/assets/{asset}/near?limit=2")).await;
        let Some((x, y)) = shown_at(&service, &asset).await else {
            assert_eq!(near["layers"], json!([]));
            assert_eq!(near["sentence"], "It is not on the map, so what is near it is not known.");
            continue;
        };
        let mut expected: Vec<(f64, &str)> =
            SCHOOLS.iter().map(|school| ((school.6.0 - x).hypot(school.6.1 - y), school.1)).collect();
        expected.retain(|(distance_m, _)| *distance_m <= 5_000.0);
        expected.sort_by(|a, b| a.0.total_cmp(&b.0));
        expected.truncate(2);
        let features = near["layers"][0]["features"].as_array().unwrap();
        let found: Vec<&str> = features.iter().map(|feature| feature["name"].as_str().unwrap()).collect();
        assert_eq!(found, expected.iter().map(|(_, name)| *name).collect::<Vec<_>>(), "{asset}");
        for (feature, (distance_m, _)) in features.iter().zip(&expected) {
            assert!((feature["distance_m"].as_f64().unwrap() - distance_m).abs() <= 0.51, "{asset}");
        }
        told += features.len();
        coarse += usize::from(near["coarse"] == true);
    }
    assert!(told > 60 && coarse > 5, "{told} {coarse}");
}

#[tokio::test]
async fn an_asset_inside_an_area_is_no_distance_from_it_and_a_layer_says_whose_it_is() {
    let service = Service::usual().await;
    let folder = TempDir::new().unwrap();
    let ring = json!([[-4.0, 53.0], [-2.0, 53.0], [-2.0, 54.0], [-4.0, 54.0], [-4.0, 53.0]]);
    let zone = json!({ "type": "Feature", "properties": { "code": 3 }, "geometry": { "type": "Polygon", "coordinates": [ring] } });
    let file = makers::write(folder.path(), "zones.geojson", &zone.to_string());
    let store = service.catalogue.store();
    take_layer(store, &file, said("zones"), LayerOptions::default(), "ann").await.unwrap();
    let near = service.json("/assets/a-001/near").await;
    let layer = &near["layers"][0];
    assert_eq!(layer["features"][0]["distance_m"].as_f64(), Some(0.0));
    assert_eq!(layer["features"][0]["name"], layer["features"][0]["id"], "without a text it goes by its key");
    let whose = [&layer["collection"], &layer["publisher"], &layer["licence"]];
    assert_eq!(whose, ["layer-zones", "Aldermere Council", "Open Government Licence v3.0"]);
}

#[tokio::test]
async fn without_layers_or_with_a_wrong_question_that_is_said() {
    let service = Service::usual().await;
    let near = service.json("/assets/a-001/near").await;
    assert_eq!((&near["layers"], near["within_m"].as_f64()), (&json!([]), Some(5_000.0)));
    assert_eq!(near["sentence"], "No layers of schools, stops or the like are loaded here.");
    assert_eq!(service.get("/assets/none/near").await.status, 404);
    for wrong in ["limit=0", "limit=x", "within=1"] {
        assert_eq!(service.get(&format!("/assets/a-001/near?{wrong}")).await.status, 400, "{wrong}");
    }
    let most: Value = service.json("/assets/a-001/near?limit=1000").await;
    assert_eq!(most["asset"], "a-001");
}
