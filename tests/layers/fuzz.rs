//! Context layers of bytes that nobody meant, in each format: a whole layer or a sentence, soon, and never a panic.

use std::path::Path;
use std::time::Instant;

use catmap::domain::layer::{LayerFeature, LayerValue};
use catmap::import::layer::{LayerOptions, ReadLayer, read_layer};
use geo::CoordsIter;
use proptest::prelude::*;
use tempfile::TempDir;

use super::makers;
use crate::import::fuzz::{LONGEST, bytes_like, count_own_panics, keep_at_it};

/// Reads a layer of these bytes, as it is and in a system that somebody says it is in.
fn read(bytes: &[u8], epsg: Option<i64>) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("layer.upload");
    std::fs::write(&path, bytes).unwrap();
    let (panics, start) = (count_own_panics(), Instant::now());
    let layer = read_layer(&path, &LayerOptions { epsg, ..LayerOptions::default() });
    assert_eq!(count_own_panics(), panics, "a panic in the reading");
    assert!(start.elapsed() < LONGEST, "{:?} for {} bytes", start.elapsed(), bytes.len());
    match layer {
        Ok(layer) => is_whole(&layer),
        Err(error) => assert!(error.to_string().starts_with("layer.upload"), "{error}"),
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

/// What everything after the reading counts on.
fn is_whole(layer: &ReadLayer) {
    assert!(layer.refusals.len() as u64 <= layer.left_out);
    assert!(layer.features.windows(2).all(|pair| pair[0].key < pair[1].key), "keys are sorted, each once");
    for column in &layer.columns {
        assert!(column.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{column:?}");
    }
    let names: std::collections::BTreeSet<&str> = layer.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names.len(), layer.columns.len(), "each name once");
    layer.features.iter().for_each(|feature| is_plain(feature, layer.columns.len()));
    assert!(!format!("{layer:?}").replace(r"\\", "").contains(r"\0"), "databases take no zero in a text");
}

fn is_plain(feature: &LayerFeature, columns: usize) {
    assert!(feature.values.len() == columns && !feature.key.is_empty(), "{feature:?}");
    for value in feature.values.iter().flatten() {
        assert!(!matches!(value, LayerValue::Number(number) if !number.is_finite()), "{feature:?}");
    }
    for corner in feature.shape.iter().flat_map(CoordsIter::coords_iter) {
        let is_on_grid = (0.0..=700_000.0).contains(&corner.x) && (0.0..=1_300_000.0).contains(&corner.y);
        assert!(is_on_grid, "{corner:?}");
    }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// A system that the file does not say, in some of the cases.
fn told() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![4 => Just(None), 1 => Just(Some(27_700)), 1 => Just(Some(4_326)), 1 => any::<i64>().prop_map(Some)]
}

#[test]
fn geojson_layers_of_any_bytes() {
    let folder = TempDir::new().unwrap();
    let shapes = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","properties":{"a":1,"b":[1,{"c":null}]},"geometry":{"type":"Polygon","coordinates":[[[-2.9,53.4],[-2.8,53.4],[-2.8,53.5],[-2.9,53.4]]]}},
        {"type":"Feature","properties":null,"geometry":{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[-2.9,53.4],[-2.8,53.4]]}]}},
        {"type":"Feature","properties":{"a":"2020-01-01"},"geometry":{"type":"MultiPoint","coordinates":[[-2.9,53.4]]}}]}"#;
    let seeds = vec![bytes_of(&makers::geojson(folder.path())), shapes.into()];
    keep_at_it(&(bytes_like(seeds), told()), |(bytes, epsg)| read(bytes, *epsg));
}

#[test]
fn geopackage_layers_of_any_bytes() {
    let folder = TempDir::new().unwrap();
    let more = [
        "UPDATE schools SET geom = x'47500001000000000103000000010000000400000000000000001714410000000000B5174100000000001B14410000000000B5174100000000001B14410000000000B9174100000000001714410000000000B51741' WHERE fid = 12",
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let seed = bytes_of(&runtime.block_on(makers::geopackage(folder.path(), &more)));
    keep_at_it(&(bytes_like(vec![seed]), told()), |(bytes, epsg)| read(bytes, *epsg));
}

#[test]
fn flatgeobuf_layers_of_any_bytes() {
    let folder = TempDir::new().unwrap();
    let seeds =
        vec![bytes_of(&makers::flatgeobuf(folder.path(), 27_700)), bytes_of(&makers::flatgeobuf(folder.path(), 4_326))];
    keep_at_it(&(bytes_like(seeds), told()), |(bytes, epsg)| read(bytes, *epsg));
}
