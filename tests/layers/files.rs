//! Every format gives the same layer, every kind of value and shape is kept as it is, and what cannot be used is told.

use catmap::domain::layer::{LayerFeature, LayerShapes, LayerValue};
use catmap::import::ReadError;
use catmap::import::layer::{LayerOptions, ReadLayer, read_layer};
use geo::{Geometry, Point};
use serde_json::json;
use tempfile::TempDir;
use time::Date;
use time::macros::format_description;

use super::makers::{self, SCHOOLS};

/// The values of a feature, and where it is.
type Told = (Vec<Option<LayerValue>>, Option<Geometry<f64>>);

fn expected() -> Vec<Told> {
    let text = |text: &str| Some(LayerValue::Text(text.to_owned()));
    let day = |text| Date::parse(text, format_description!("[year]-[month]-[day]")).unwrap();
    SCHOOLS
        .iter()
        .map(|(_, name, pupils, share, open, since, place)| {
            let values = vec![
                text(name),
                pupils.map(LayerValue::Integer),
                share.map(LayerValue::Number),
                Some(LayerValue::Boolean(*open)),
                Some(LayerValue::Date(day(since))),
            ];
            (values, Some(Geometry::Point(Point::from(*place))))
        })
        .collect()
}

fn found(features: &[LayerFeature]) -> Vec<Told> {
    let mut found: Vec<_> = features.iter().map(|feature| (feature.values.clone(), feature.shape.clone())).collect();
    // In the order of the schools, whatever the keys are.
    let place = |values: &[Option<LayerValue>]| {
        SCHOOLS.iter().position(|school| values[0] == Some(LayerValue::Text(school.1.to_owned())))
    };
    found.sort_by_key(|(values, _)| place(values));
    found
}

fn read_text(text: &str, options: &LayerOptions) -> Result<ReadLayer, ReadError> {
    let folder = TempDir::new().unwrap();
    read_layer(&makers::write(folder.path(), "layer.geojson", text), options)
}

fn collection(features: &serde_json::Value) -> String {
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn feature(geometry: &serde_json::Value) -> serde_json::Value {
    json!({ "type": "Feature", "properties": { "a": 1 }, "geometry": geometry })
}

#[tokio::test]
async fn the_same_layer_comes_out_of_every_format_with_the_same_values_places_and_names() {
    let folder = TempDir::new().unwrap();
    let files = [
        makers::geojson(folder.path()),
        makers::flatgeobuf(folder.path(), 27_700),
        makers::geopackage(folder.path(), &[]).await,
    ];
    for file in &files {
        let layer = read_layer(file, &LayerOptions::default()).unwrap();
        let names: Vec<(&str, &str)> =
            layer.columns.iter().map(|column| (column.name.as_str(), column.title.as_str())).collect();
        let names_expected = [
            ("school_name", "School Name"),
            ("pupils", "pupils"),
            ("share", "share"),
            ("open", "Open?"),
            ("since", "since"),
        ];
        assert_eq!(names, names_expected, "{}", file.display());
        let kinds: Vec<&str> = layer.columns.iter().map(|column| column.kind.slug()).collect();
        assert_eq!(kinds, ["text", "integer", "number", "boolean", "date"], "{}", file.display());
        assert_eq!(found(&layer.features), expected(), "{}", file.display());
        assert_eq!((layer.shapes, layer.left_out), (LayerShapes::Points, 0));
        assert!(layer.features.is_sorted_by(|one, other| one.key < other.key));
        let keys: Vec<&str> = layer.features.iter().map(|feature| feature.key.as_str()).collect();
        // FlatGeobuf has no ids; its keys are digests.
        assert_eq!(keys == ["11", "12", "13"], !file.ends_with("schools.fgb"), "{keys:?}");
        assert_eq!(read_layer(file, &LayerOptions::default()).unwrap(), layer, "a file is read alike each time");
    }
}

#[test]
fn anything_that_is_geojson_is_a_layer_and_single_shapes_become_multiple_ones() {
    let ring = json!([[-3.0, 53.4], [-2.9, 53.4], [-2.9, 53.5], [-3.0, 53.4]]);
    let line = json!([[-3.0, 53.4], [-2.9, 53.4, 5.0]]);
    for (geometry, shapes, multiple) in [
        (json!({ "type": "Point", "coordinates": [-3.0, 53.4] }), LayerShapes::Points, false),
        (json!({ "type": "MultiPoint", "coordinates": [[-3.0, 53.4]] }), LayerShapes::Points, false),
        (json!({ "type": "LineString", "coordinates": line }), LayerShapes::Lines, true),
        (json!({ "type": "MultiLineString", "coordinates": [line] }), LayerShapes::Lines, true),
        (json!({ "type": "Polygon", "coordinates": [ring] }), LayerShapes::Areas, true),
        (json!({ "type": "MultiPolygon", "coordinates": [[ring]] }), LayerShapes::Areas, true),
    ] {
        let whole = [geometry.to_string(), feature(&geometry).to_string(), collection(&json!([feature(&geometry)]))];
        for text in whole {
            let layer = read_text(&text, &LayerOptions::default()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((layer.shapes, layer.features.len()), (shapes, 1), "{text}");
            let shape = layer.features[0].shape.as_ref().unwrap();
            let is_multiple = matches!(shape, Geometry::MultiLineString(_) | Geometry::MultiPolygon(_));
            assert_eq!(is_multiple, multiple, "{text}");
        }
    }
}

#[test]
fn what_cannot_be_kept_is_left_out_with_its_number_and_reason_and_the_rest_is_kept() {
    let point = |x: f64, y: f64| feature(&json!({ "type": "Point", "coordinates": [x, y] }));
    let features = json!([
        point(-3.0, 53.4),
        point(10.0, 53.4),
        feature(&json!({ "type": "MultiPoint", "coordinates": [[-3.0, 53.4], [-2.9, 53.4]] })),
        feature(&json!({ "type": "GeometryCollection", "geometries": [] })),
        feature(&json!({ "type": "Circle", "coordinates": [1, 2] })),
        feature(&json!({ "type": "Point", "coordinates": [1] })),
        feature(&json!(null)),
        feature(&json!({ "type": "Point", "coordinates": [] })),
    ]);
    let layer = read_text(&collection(&features), &LayerOptions::default()).unwrap();
    let told: Vec<(u64, &str)> =
        layer.refusals.iter().map(|left_out| (left_out.number, left_out.reason.as_str())).collect();
    let expected = [
        (2, "It goes through 10, 53.4, which is not in Britain. Check the coordinate system of the layer."),
        (3, "It has several points; give each of them as a feature of its own."),
        (5, "Its shape is none that GeoJSON knows."),
        (6, "Its shape is none that GeoJSON knows."),
    ];
    assert_eq!(told, expected);
    assert_eq!(layer.left_out, 4);
    assert_eq!(
        layer.features.iter().filter(|feature| feature.shape.is_none()).count(),
        3,
        "they are nowhere, and kept"
    );
    assert_eq!(layer.features.len(), 4);
}

#[tokio::test]
async fn a_type_of_a_column_that_is_no_text_does_not_stop_the_reading_of_a_geopackage() {
    let folder = TempDir::new().unwrap();
    let path = makers::geopackage(folder.path(), &[]).await;
    let mut bytes = std::fs::read(&path).unwrap();
    for (declared, spoilt) in
        [("column_name TEXT", &b"column_name T\xc3XT"[..]), ("table_name TEXT P", &b"table_name T\xc3XT P"[..])]
    {
        let places: Vec<usize> =
            (0..bytes.len() - 16).filter(|at| bytes[*at..].starts_with(declared.as_bytes())).collect();
        assert!(!places.is_empty());
        places.into_iter().for_each(|at| bytes[at..at + spoilt.len()].copy_from_slice(spoilt));
    }
    std::fs::write(&path, bytes).unwrap();
    let (done, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || done.send(read_layer(&path, &LayerOptions::default())).is_ok());
    let layer = wait.recv_timeout(std::time::Duration::from_secs(60)).expect("it ends").unwrap();
    assert_eq!(layer.features.len(), SCHOOLS.len());
}

#[test]
fn a_shape_with_a_corner_of_one_number_or_none_is_left_out_wherever_the_corner_is() {
    for corner in [json!([1]), json!([])] {
        let line = json!([[-3.0, 53.4], corner]);
        let whole = json!([[-3.0, 53.4], [-2.9, 53.4], [-2.9, 53.5], [-3.0, 53.4]]);
        let shapes = [
            json!({ "type": "MultiPoint", "coordinates": line }),
            json!({ "type": "LineString", "coordinates": line }),
            json!({ "type": "MultiLineString", "coordinates": [whole, line] }),
            json!({ "type": "Polygon", "coordinates": [whole, line] }),
            json!({ "type": "MultiPolygon", "coordinates": [[whole], [whole, line]] }),
            json!({ "type": "GeometryCollection", "geometries": [{ "type": "LineString", "coordinates": line }] }),
        ];
        for shape in shapes {
            let features = json!([feature(&shape), feature(&json!({ "type": "Point", "coordinates": [-3.0, 53.4] }))]);
            let layer = read_text(&collection(&features), &LayerOptions::default()).unwrap();
            assert_eq!((layer.features.len(), layer.refusals[0].number), (1, 1), "{shape}");
            assert_eq!(layer.refusals[0].reason, "Its shape is none that GeoJSON knows.", "{shape}");
        }
    }
}

#[test]
fn shapes_of_several_kinds_are_refused_until_somebody_says_which_to_take() {
    let features = json!([
        feature(&json!({ "type": "Point", "coordinates": [-3.0, 53.4] })),
        feature(&json!({ "type": "LineString", "coordinates": [[-3.0, 53.4], [-2.9, 53.4]] })),
    ]);
    let refused = read_text(&collection(&features), &LayerOptions::default()).unwrap_err().to_string();
    assert!(
        refused.contains("several kinds (1 points, 1 lines)") && refused.contains("say which to take"),
        "{refused}"
    );
    let only = LayerOptions { only: Some(LayerShapes::Lines), ..LayerOptions::default() };
    let lines = read_text(&collection(&features), &only).unwrap();
    assert_eq!((lines.shapes, lines.features.len(), lines.left_out), (LayerShapes::Lines, 1, 1));
    assert_eq!(lines.refusals[0].reason, "It has points, and only lines are taken.");
}

#[tokio::test]
async fn the_coordinate_system_is_the_files_or_the_one_said_and_never_guessed() {
    let folder = TempDir::new().unwrap();
    let silent = makers::flatgeobuf(folder.path(), 0);
    let refused = read_layer(&silent, &LayerOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("does not say in which coordinate system"), "{refused}");
    let said = LayerOptions { epsg: Some(27_700), ..LayerOptions::default() };
    assert_eq!(found(&read_layer(&silent, &said).unwrap().features), expected());
    let french = read_layer(&makers::flatgeobuf(folder.path(), 2_154), &LayerOptions::default()).unwrap_err();
    assert!(french.to_string().contains("EPSG:2154"), "{french}");
    let wrong = LayerOptions { epsg: Some(4_326), ..LayerOptions::default() };
    let wrong = read_layer(&makers::geojson(folder.path()), &wrong).unwrap_err().to_string();
    assert!(wrong.contains("not one of its features can be kept") && wrong.contains("not in Britain"), "{wrong}");
    // A point in degrees is where Ordnance Survey's transformation says.
    let town_hall = feature(&json!({ "type": "Point", "coordinates": [-2.991_638, 53.407_154] }));
    let layer = read_text(&collection(&json!([town_hall])), &LayerOptions::default()).unwrap();
    let Some(Geometry::Point(place)) = &layer.features[0].shape else { panic!("a point") };
    let expected = catmap::projection::to_british_national_grid(&[catmap::domain::place::LonLat {
        lon_deg: -2.991_638,
        lat_deg: 53.407_154,
    }])
    .unwrap()[0]
        .unwrap();
    assert_eq!((place.x(), place.y()), (expected.easting_m, expected.northing_m));
}

#[tokio::test]
async fn a_geopackage_with_several_tables_asks_which_and_its_views_and_triggers_are_never_run() {
    let folder = TempDir::new().unwrap();
    let more = [
        "CREATE TABLE other (fid INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO other VALUES (1, 'x')",
        "INSERT INTO gpkg_contents VALUES ('other', 'attributes', 0)",
        "CREATE VIEW trap AS SELECT 1 / 0 AS fid",
        "INSERT INTO gpkg_contents VALUES ('trap', 'features', 27700)",
    ];
    let file = makers::geopackage(folder.path(), &more).await;
    let only = read_layer(&file, &LayerOptions::default()).unwrap();
    assert_eq!(found(&only.features), expected(), "the only table with shapes");
    assert_eq!(only.notes, ["Only its table schools was read; it also holds: other."]);
    std::fs::remove_file(&file).unwrap();
    let more = [&more[..], &["UPDATE gpkg_contents SET data_type = 'features'"]].concat();
    let file = makers::geopackage(folder.path(), &more).await;
    let refused = read_layer(&file, &LayerOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("several tables") && !refused.contains("trap"), "{refused}");
    let table = |name: &str| LayerOptions { table: Some(name.to_owned()), ..LayerOptions::default() };
    assert_eq!(found(&read_layer(&file, &table("schools")).unwrap().features), expected());
    let plain = read_layer(&file, &table("other")).unwrap();
    assert_eq!((plain.shapes, plain.features.len()), (LayerShapes::Nothing, 1));
    assert!(read_layer(&file, &table("trap")).is_err());
}

#[tokio::test]
async fn a_damaged_or_hostile_file_is_refused_in_a_sentence_whatever_is_wrong_with_it() {
    let folder = TempDir::new().unwrap();
    let files = [
        makers::geojson(folder.path()),
        makers::flatgeobuf(folder.path(), 27_700),
        makers::geopackage(folder.path(), &[]).await,
    ];
    let broken = folder.path().join("broken");
    let mut refused = 0;
    for file in files {
        let whole = std::fs::read(file).unwrap();
        for step in 1..40 {
            // Cut off, and with a byte turned over, in forty places.
            let at = whole.len() * step / 40;
            let mut turned = whole.clone();
            turned[at] ^= 0xff;
            for bytes in [&whole[..at], &turned[..]] {
                std::fs::write(&broken, bytes).unwrap();
                if let Err(error) = read_layer(&broken, &LayerOptions::default()) {
                    assert!(error.to_string().starts_with("broken"), "{error}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 100, "{refused}");
    for (text, said) in [
        ("", "is empty"),
        ("name,x,y\na,1,2\n", "no format that layers are read from"),
        ("{}", "no GeoJSON"),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", "holds no features"),
        ("{\"type\":\"FeatureCollection\",\"features\":[{]}", "not whole GeoJSON"),
    ] {
        let error = read_text(text, &LayerOptions::default()).unwrap_err().to_string();
        assert!(error.contains(said), "{text}: {error}");
    }
    let wide: serde_json::Map<String, serde_json::Value> = (0..201).map(|n| (format!("c{n}"), n.into())).collect();
    let wide = json!([{ "type": "Feature", "geometry": null, "properties": wide }]);
    let error = read_text(&collection(&wide), &LayerOptions::default()).unwrap_err().to_string();
    assert!(error.contains("more than 200 columns"), "{error}");
}
