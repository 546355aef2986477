//! `.../queryables`, `.../schema`, `.../sortables`: the properties of a collection as JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use crate::api::call::{Answer, Call};
use crate::api::ogc;
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::features::collection::{Column, Described, GeometryType, Kind};
use crate::publish::html::HTML;

/// The media type of a schema.
pub const SCHEMA: &[&str] = &["application/schema+json", "application/json", HTML];

/// What can be filtered by (OGC API - Features Part 3).
///
/// # Errors
/// When there is no such collection.
pub fn queryables(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let described = features.described();
    let mut properties = columns(described, |_| true);
    geometry(described, &mut properties);
    call.document(
        &format!("{}: what can be filtered by", described.title),
        &document(call, described, &properties, &[]),
    )
}

/// What can be sorted by (OGC API - Features Part 8).
///
/// # Errors
/// When there is no such collection.
pub fn sortables(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let described = features.described();
    let sortables = document(call, described, &columns(described, |_| true), &[]);
    call.document(&format!("{}: what can be sorted by", described.title), &sortables)
}

/// What a feature is made of (OGC API - Features Part 5).
///
/// # Errors
/// When there is no such collection.
pub fn schema(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let described = features.described();
    let mut properties = columns(described, |_| true);
    if let Some(id) = properties.get_mut("id") {
        id["x-ogc-role"] = "id".into();
    }
    if let Some(time) = described.time.and_then(|time| properties.get_mut(&*described.columns[time].name)) {
        time["x-ogc-role"] = "primary-instant".into();
    }
    geometry(described, &mut properties);
    let always: Vec<&str> =
        described.columns.iter().filter(|column| column.always).map(|column| &*column.name).collect();
    let schema = document(call, described, &properties, &always);
    call.document(&format!("{}: what a feature is made of", described.title), &schema)
}

fn document(call: &Call, described: &Described, properties: &Map<String, Value>, required: &[&str]) -> Value {
    let mut document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": call.address(&call.path),
        "type": "object",
        "title": described.title,
        "description": described.about,
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        document["required"] = json!(required);
    }
    document
}

fn columns(described: &Described, wanted: impl Fn(&Column) -> bool) -> Map<String, Value> {
    let wanted = described.columns.iter().enumerate().filter(|(_, column)| wanted(column));
    wanted.map(|(place, column)| (column.name.to_string(), property(column, place))).collect()
}

fn property(column: &Column, place: usize) -> Value {
    let mut property = match column.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Word(words) => json!({ "type": "string", "enum": words() }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Boolean => json!({ "type": "boolean" }),
    };
    property["title"] = column.name.replace('_', " ").into();
    property["description"] = column.description().into();
    property["x-ogc-propertySeq"] = (place + 1).into();
    if !column.unit.is_empty() {
        property["x-ogc-unit"] = column.unit.to_string().into();
    }
    property
}

fn geometry(described: &Described, properties: &mut Map<String, Value>) {
    let format = match described.geometry {
        GeometryType::Nothing => return,
        GeometryType::Point => "geometry-point",
        GeometryType::MultiLineString => "geometry-multilinestring",
        GeometryType::MultiPolygon => "geometry-multipolygon",
    };
    let geometry = json!({ "title": "geometry", "description": "Where it is.", "format": format, "x-ogc-role": "primary-geometry" });
    properties.insert("geometry".to_owned(), geometry);
}
