//! Vector tiles: decoded again, they hold what lies in them, whole and in its place.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use geo::{Area, BooleanOps, Contains, Coord, Intersects, LineString, MultiPolygon, Point, Polygon, Rect};
use geozero::mvt::{Message, Tile, tile};
use serde_json::Value;

use super::Service;

const EXTENT: f64 = 4096.0;

/// Degrees of a place in tile units.
fn degrees(zoom: u32, x: u32, y: u32, at: (f64, f64)) -> (f64, f64) {
    let tiles = f64::from(1_u32 << zoom);
    let across = (f64::from(x) + at.0 / EXTENT) / tiles;
    let down = (f64::from(y) + at.1 / EXTENT) / tiles;
    (across * 360.0 - 180.0, (std::f64::consts::PI * (1.0 - 2.0 * down)).sinh().atan().to_degrees())
}

/// The tile at a zoom that holds a point.
fn tile_of(zoom: u32, lon: f64, lat: f64) -> (u32, u32) {
    let tiles = f64::from(1_u32 << zoom);
    let down = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
    (((lon + 180.0) / 360.0 * tiles) as u32, (down * tiles) as u32)
}

fn properties(layer: &tile::Layer, feature: &tile::Feature) -> BTreeMap<String, Value> {
    let value = |value: &tile::Value| {
        let text = value.string_value.clone().map(Value::from);
        text.or(value.double_value.map(Value::from))
            .or(value.int_value.map(Value::from))
            .or(value.bool_value.map(Value::from))
    };
    let pairs = feature.tags.chunks(2);
    pairs.map(|pair| (layer.keys[pair[0] as usize].clone(), value(&layer.values[pair[1] as usize]).unwrap())).collect()
}

/// Rings of a feature in tile units, by hand from the commands (vector tile specification 2.1, section 4.3).
fn rings(feature: &tile::Feature) -> Vec<Vec<(f64, f64)>> {
    let (mut rings, mut at, mut index) = (Vec::<Vec<(f64, f64)>>::new(), (0_i64, 0_i64), 0);
    let zigzag = |value: u32| i64::from(value >> 1) ^ -i64::from(value & 1);
    while index < feature.geometry.len() {
        let (command, count) = (feature.geometry[index] & 7, feature.geometry[index] >> 3);
        index += 1;
        for _ in 0..count {
            if command == 7 {
                let ring = rings.last_mut().unwrap();
                ring.push(ring[0]);
                continue;
            }
            at = (at.0 + zigzag(feature.geometry[index]), at.1 + zigzag(feature.geometry[index + 1]));
            index += 2;
            let place = (at.0 as f64, at.1 as f64);
            if command == 1 { rings.push(vec![place]) } else { rings.last_mut().unwrap().push(place) }
        }
    }
    rings
}

async fn layer(service: &Service, name: &str, zoom: u32, x: u32, y: u32) -> Option<tile::Layer> {
    let reply = service.get(&format!("/collections/{name}/tiles/WebMercatorQuad/{zoom}/{y}/{x}")).await;
    if reply.status == StatusCode::NO_CONTENT {
        assert!(reply.body.is_empty());
        return None;
    }
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/vnd.mapbox-vector-tile"));
    let mut layers = Tile::decode(reply.body.as_slice()).unwrap().layers;
    assert_eq!(layers.len(), 1);
    let layer = layers.remove(0);
    assert_eq!((layer.version, layer.name.as_str(), layer.extent), (2, name, Some(4096)));
    Some(layer)
}

fn outline(geometry: &Value) -> MultiPolygon<f64> {
    let pair = |value: &Value| Coord { x: value[0].as_f64().unwrap(), y: value[1].as_f64().unwrap() };
    let ring = |value: &Value| LineString::new(value.as_array().unwrap().iter().map(pair).collect());
    let polygons = geometry["coordinates"].as_array().unwrap().iter();
    MultiPolygon::new(polygons.map(|rings| Polygon::new(ring(&rings[0]), Vec::new())).collect())
}

#[tokio::test]
async fn the_areas_on_a_tile_are_those_a_plain_loop_finds_there() {
    let service = Service::usual().await;
    let all = service.json("/collections/areas/items?limit=1000").await;
    for zoom in [8, 10, 11, 12, 13, 14] {
        let (west, north) = tile_of(zoom, -3.02, 53.45);
        let (east, south) = tile_of(zoom, -2.90, 53.37);
        let steps = usize::try_from((east - west).max(south - north) / 3).unwrap().max(1);
        for x in (west..=east).step_by(steps) {
            for y in (north..=south).step_by(steps) {
                let found: BTreeSet<String> =
                    layer(&service, "areas", zoom, x, y).await.map_or_else(BTreeSet::new, |layer| {
                        layer
                            .features
                            .iter()
                            .map(|f| properties(&layer, f)["id"].as_str().unwrap().to_owned())
                            .collect()
                    });
                let square = |grow: f64| {
                    let (low, high) =
                        (degrees(zoom, x, y, (-grow, EXTENT + grow)), degrees(zoom, x, y, (EXTENT + grow, -grow)));
                    Rect::new(low, high)
                };
                // Half a pixel of doubt at the edge of the buffer, where coarsening may move a corner in or out.
                let (surely, perhaps) = (square(60.0), square(68.0));
                for feature in all["features"].as_array().unwrap() {
                    let (id, shape) = (feature["id"].as_str().unwrap(), outline(&feature["geometry"]));
                    if shape.intersects(&surely) {
                        assert!(found.contains(id), "{id} is missing from {zoom}/{x}/{y}");
                    } else if !shape.intersects(&perhaps) {
                        assert!(!found.contains(id), "{id} does not belong on {zoom}/{x}/{y}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn areas_on_a_tile_lie_where_they_are_without_gaps_or_overlaps() {
    let service = Service::usual().await;
    let all = service.json("/collections/areas/items?limit=1000").await;
    for zoom in [9, 12, 14] {
        let (x, y) = tile_of(zoom, -2.975, 53.41);
        let layer = layer(&service, "areas", zoom, x, y).await.unwrap();
        let unit = 360.0 / f64::from(1_u32 << zoom) / EXTENT;
        let mut drawn_together = 0.0;
        for feature in &layer.features {
            let id = properties(&layer, feature)["id"].as_str().unwrap().to_owned();
            let rings = rings(feature);
            let drawn: Vec<Polygon<f64>> =
                rings.iter().map(|ring| Polygon::new(LineString::from(ring.clone()), Vec::new())).collect();
            assert!(
                drawn.iter().all(|polygon| polygon.signed_area() > 0.0),
                "{id}: outer rings run clockwise on screen"
            );
            drawn_together += drawn.iter().map(Area::unsigned_area).sum::<f64>();
            let truth = all["features"].as_array().unwrap().iter().find(|feature| feature["id"] == *id).unwrap();
            let truth = outline(&truth["geometry"]);
            for corner in rings.iter().flatten().filter(|(x, y)| (0.0..EXTENT).contains(x) && (0.0..EXTENT).contains(y))
            {
                let (lon, lat) = degrees(zoom, x, y, *corner);
                let near = Rect::new((lon - 4.0 * unit, lat - 4.0 * unit), (lon + 4.0 * unit, lat + 4.0 * unit));
                assert!(truth.intersects(&near), "{id}: a corner strays at zoom {zoom}");
            }
        }
        let whole = layer.features.iter().flat_map(rings).fold(MultiPolygon::new(Vec::new()), |sum, ring| {
            sum.union(&Polygon::new(LineString::from(ring), Vec::new()))
        });
        assert!((whole.unsigned_area() - drawn_together).abs() < 1.0, "areas overlap at zoom {zoom}");
        assert!(whole.iter().all(|polygon| polygon.interiors().is_empty()), "there is a gap at zoom {zoom}");
    }
}

#[tokio::test]
async fn an_area_smaller_than_a_pixel_is_still_drawn() {
    let service = Service::usual().await;
    let (x, y) = tile_of(5, -2.975, 53.41);
    let layer = layer(&service, "areas", 5, x, y).await.unwrap();
    assert_eq!(layer.features.len(), 36);
    assert!(layer.features.iter().all(|feature| !rings(feature).is_empty()));
}

#[tokio::test]
async fn each_asset_with_a_place_is_on_exactly_one_tile_of_a_zoom_and_in_its_place() {
    let service = Service::usual().await;
    let all = service.json("/collections/assets/items?limit=1000").await;
    let truth: BTreeMap<&str, Point<f64>> = all["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| !f["geometry"].is_null())
        .map(|f| {
            (
                f["id"].as_str().unwrap(),
                Point::new(
                    f["geometry"]["coordinates"][0].as_f64().unwrap(),
                    f["geometry"]["coordinates"][1].as_f64().unwrap(),
                ),
            )
        })
        .collect();
    for zoom in [6_u32, 11, 13] {
        let (west, north) = tile_of(zoom, -3.03, 53.46);
        let (east, south) = tile_of(zoom, -2.88, 53.36);
        let mut met: Vec<String> = Vec::new();
        for x in west..=east {
            for y in north..=south {
                let Some(layer) = layer(&service, "assets", zoom, x, y).await else { continue };
                for feature in &layer.features {
                    let told = properties(&layer, feature);
                    let id = told["id"].as_str().unwrap();
                    let at = rings(feature)[0][0];
                    let (lon, lat) = degrees(zoom, x, y, (at.0 + 0.5, at.1 + 0.5));
                    let unit = 360.0 / f64::from(1_u32 << zoom) / EXTENT;
                    assert!(
                        (truth[id].x() - lon).abs() < unit && (truth[id].y() - lat).abs() < unit,
                        "{id} at zoom {zoom}"
                    );
                    assert_eq!(told["count"], 1);
                    met.push(id.to_owned());
                }
            }
        }
        met.sort();
        assert_eq!(met, truth.keys().map(|id| (*id).to_owned()).collect::<Vec<_>>(), "zoom {zoom}");
    }
}

#[tokio::test]
async fn tiles_carry_the_properties_that_tilejson_names_with_the_values_of_the_features() {
    let service = Service::usual().await;
    for name in ["areas", "assets", "asset-scores"] {
        let described = service.json(&format!("/collections/{name}/tiles/WebMercatorQuad?f=tilejson")).await;
        assert_eq!(
            (described["tilejson"].as_str(), described["vector_layers"][0]["id"].as_str()),
            (Some("3.0.0"), Some(name))
        );
        let fields = described["vector_layers"][0]["fields"].as_object().unwrap();
        let bounds: Vec<f64> =
            described["bounds"].as_array().unwrap().iter().map(|side| side.as_f64().unwrap()).collect();
        assert!(Rect::new((bounds[0], bounds[1]), (bounds[2], bounds[3])).contains(&Point::new(-2.97, 53.41)));
        let (x, y) = tile_of(8, -2.975, 53.41);
        let layer = layer(&service, name, 8, x, y).await.unwrap();
        for feature in &layer.features {
            let told = properties(&layer, feature);
            let truth = service.json(&format!("/collections/{name}/items/{}", told["id"].as_str().unwrap())).await;
            for (key, value) in &told {
                assert!(fields.contains_key(key), "{key} is not in the TileJSON");
                if key != "count" {
                    let expected = &truth["properties"][key];
                    assert!(
                        expected == value || expected.as_f64() == value.as_f64() && value.is_number(),
                        "{key}: {value} {expected}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_score_on_a_tile_follows_from_the_pillars_beside_it() {
    let service = Service::usual().await;
    let (x, y) = tile_of(8, -2.975, 53.41);
    let layer = layer(&service, "asset-scores", 8, x, y).await.unwrap();
    let (mut scored, mut without) = (0, 0);
    for feature in &layer.features {
        let told = properties(&layer, feature);
        let part = |name: &str| told.get(name).and_then(Value::as_f64);
        let pillars = ["best_suitability", "best_deprivation", "best_uplift"].map(part);
        let [Some(suitability), Some(deprivation), Some(uplift)] = pillars else {
            assert_eq!((pillars, part("best_score")), ([None; 3], None));
            without += 1;
            continue;
        };
        // `scoring.md` D.1 under the usual weights.
        let lift = |value: f64| 0.05 + 0.95 * value;
        let benefit = (0.3 * deprivation + 0.2 * uplift) / 0.5;
        let score = 100.0 * ((lift(suitability) * lift(benefit)).sqrt() - 0.05) / 0.95;
        assert!((score - part("best_score").unwrap()).abs() < 0.02, "{score} {told:?}");
        scored += 1;
    }
    assert!(scored > 5 && without > 0, "{scored} {without}");
}

#[tokio::test]
async fn a_tile_with_nothing_in_it_is_empty_and_not_an_error() {
    let service = Service::usual().await;
    for path in [
        "/collections/areas/tiles/WebMercatorQuad/12/0/0",
        "/collections/assets/tiles/WebMercatorQuad/14/16383/16383",
        "/collections/areas/tiles/WebMercatorQuad/3/7/7",
    ] {
        let reply = service.get(path).await;
        assert_eq!((reply.status, reply.body.len()), (StatusCode::NO_CONTENT, 0), "{path}");
    }
    for path in ["/collections/areas/tiles/WebMercatorQuad/0/0/0", "/collections/assets/tiles/WebMercatorQuad/0/0/0"] {
        assert_eq!(service.get(path).await.status, StatusCode::OK, "{path}");
    }
}
