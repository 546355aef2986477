//! Features of a GeoJSON file (RFC 7946): a collection, one feature, or one shape alone.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use geo::Geometry;
use geojson::{GeometryValue, Position};
use serde_json::Value;

use super::raw::{RawFeature, RawLayer, RawValue, TakeFeature};
use super::{MOST_COLUMNS, too_many_columns};
use crate::import::features;
use crate::import::formats::Fault;
use crate::import::formats::geometry::ReferenceSystem;

/// The largest file that is one feature or one shape: it is in memory as a whole.
const ALONE_BYTES: u64 = 64 << 20;

/// Reads a file.
pub(super) fn read(path: &Path, take: TakeFeature<'_>) -> Result<RawLayer, Fault> {
    let broken = |error: serde_json::Error| {
        Fault::Broken(format!("it is not whole GeoJSON: {error}; save the layer again and import that"))
    };
    let mut reading = Reading { columns: Vec::new(), places: HashMap::new(), nested: false, take };
    let mut wrong = None;
    let document = features::stream(open(path)?, &mut |_, feature| {
        if wrong.is_none() {
            wrong = reading.feature(feature).err();
        }
    })
    .map_err(broken)?;
    if let Some(fault) = wrong {
        return Err(fault);
    }
    if !document.has_features {
        let alone: Value = serde_json::from_reader(open(path)?.take(ALONE_BYTES)).map_err(broken)?;
        match document.kind.as_deref() {
            Some("Feature") => reading.feature(&alone)?,
            Some(
                "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
                | "GeometryCollection",
            ) => (reading.take)(RawFeature { id: None, values: Vec::new(), shape: shape(Some(&alone)) })?,
            _ => return Err(Fault::Wrong("JSON, but no GeoJSON", "save the layer as GeoJSON and import that")),
        }
    }
    let system = ReferenceSystem::of_geojson(document.reference_system.as_deref())?;
    let nested = "Attributes that hold lists or records are kept as JSON text.";
    Ok(RawLayer {
        names: reading.columns,
        ids_number_rows: false,
        system: Some(system),
        fictional: document.fictional,
        notes: reading.nested.then(|| nested.to_owned()).into_iter().collect(),
    })
}

/// The text of a file, without a byte order mark.
fn open(path: &Path) -> Result<BufReader<File>, Fault> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    Read::by_ref(&mut file).take(3).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(if start == b"\xef\xbb\xbf" { 3 } else { 0 }))?;
    Ok(BufReader::with_capacity(1 << 20, file))
}

struct Reading<'t> {
    columns: Vec<String>,
    places: HashMap<String, usize>,
    /// Whether an attribute was a list or a record.
    nested: bool,
    take: TakeFeature<'t>,
}

impl Reading<'_> {
    fn feature(&mut self, feature: &Value) -> Result<(), Fault> {
        let mut values = vec![RawValue::Null; self.columns.len()];
        for (name, value) in feature.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let place = match self.places.get(name) {
                Some(place) => *place,
                None => {
                    if self.columns.len() == MOST_COLUMNS {
                        return Err(too_many_columns());
                    }
                    self.places.insert(name.clone(), self.columns.len());
                    self.columns.push(name.clone());
                    values.push(RawValue::Null);
                    self.columns.len() - 1
                }
            };
            values[place] = self.value(value);
        }
        let id = match feature.get("id") {
            Some(Value::String(id)) => Some(id.clone()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        (self.take)(RawFeature { id, values, shape: shape(feature.get("geometry")) })
    }

    fn value(&mut self, value: &Value) -> RawValue {
        match value {
            Value::Null => RawValue::Null,
            Value::Bool(truth) => RawValue::Boolean(*truth),
            Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(whole), ..) => RawValue::Integer(whole),
                // Larger than whole numbers are kept exactly.
                (None, Some(whole), _) => RawValue::Text(whole.to_string()),
                (None, None, Some(number)) if number.is_finite() => RawValue::Number(number),
                _ => RawValue::Text(number.to_string()),
            },
            Value::String(text) => RawValue::Text(text.clone()),
            Value::Array(_) | Value::Object(_) => {
                self.nested = true;
                RawValue::Text(value.to_string())
            }
        }
    }
}

/// The shape that JSON describes, or what is wrong with it.
fn shape(value: Option<&Value>) -> Result<Option<Geometry<f64>>, String> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    // An empty list of corners, which some programs write for nothing, is no shape at all.
    if value.get("coordinates").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        return Ok(None);
    }
    let read: Option<geojson::Geometry> = serde_json::from_value(value.clone()).ok();
    let shape =
        read.filter(|read| has_whole_corners(&read.value)).and_then(|read| Geometry::<f64>::try_from(read).ok());
    shape.map(Some).ok_or_else(|| "Its shape is none that GeoJSON knows.".to_owned())
}

/// Whether each corner has two numbers, which the library takes for granted.
fn has_whole_corners(shape: &GeometryValue) -> bool {
    let line = |corners: &Vec<Position>| corners.iter().all(|corner| corner.as_slice().len() >= 2);
    match shape {
        GeometryValue::Point { coordinates } => coordinates.as_slice().len() >= 2,
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => line(coordinates),
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.iter().all(line)
        }
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().flatten().all(line),
        GeometryValue::GeometryCollection { geometries } => geometries.iter().all(|one| has_whole_corners(&one.value)),
    }
}
