//! Features, pages of features and links as GeoJSON (RFC 7946) in the shape of OGC API - Features Part 1.

use std::borrow::Cow;

use geo::{Coord, LineString, Polygon};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::features::collection::{Column, Described, Features, GeometryType, Kind, Shape};
use crate::features::crs::Crs;
use crate::publish::schema;
use crate::publish::stamp::Stamp;

/// A link as OGC API writes it. Every link has a type: some clients fail on those that have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Absolute address.
    pub href: String,
    /// Relation: `self`, `next`, `items`.
    pub rel: Cow<'static, str>,
    /// Media type behind it.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// What people read.
    pub title: String,
}

/// The schema of [`Link`].
#[must_use]
pub fn link_schema() -> Value {
    schema::object(
        "A link.",
        [
            ("href", schema::text("Absolute address.")),
            ("rel", schema::text("Relation.")),
            ("type", schema::text("Media type behind it.")),
            ("title", schema::text("What people read.")),
        ],
    )
}

/// A shape as GeoJSON, with the axes of its system in the order of its authority.
struct Geometry<'a> {
    shape: &'a Shape<'a>,
    y_first: bool,
}

impl Serialize for Geometry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let y_first = self.y_first;
        let mut map = match self.shape {
            Shape::Nowhere => return serializer.serialize_unit(),
            _ => serializer.serialize_map(Some(2))?,
        };
        match self.shape {
            Shape::Nowhere => {}
            Shape::Point(place) => {
                map.serialize_entry("type", "Point")?;
                map.serialize_entry("coordinates", &Corner { coord: *place, y_first })?;
            }
            Shape::Lines(lines) => {
                map.serialize_entry("type", "MultiLineString")?;
                map.serialize_entry("coordinates", &Each(&lines.0, |line| Corners { line, y_first }))?;
            }
            Shape::Areas(areas) => {
                map.serialize_entry("type", "MultiPolygon")?;
                map.serialize_entry("coordinates", &Each(&areas.0, |polygon| Rings { polygon, y_first }))?;
            }
        }
        map.end()
    }
}

/// A list written by what is made of each item.
struct Each<'a, T, F>(&'a [T], F);

impl<'a, T, W: Serialize, F: Fn(&'a T) -> W> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

struct Rings<'a> {
    polygon: &'a Polygon,
    y_first: bool,
}

impl Serialize for Rings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rings = std::iter::once(self.polygon.exterior()).chain(self.polygon.interiors());
        serializer.collect_seq(rings.map(|line| Corners { line, y_first: self.y_first }))
    }
}

struct Corners<'a> {
    line: &'a LineString,
    y_first: bool,
}

impl Serialize for Corners<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.line.coords().map(|coord| Corner { coord: *coord, y_first: self.y_first }))
    }
}

struct Corner {
    coord: Coord,
    y_first: bool,
}

impl Serialize for Corner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Coord { x, y } = self.coord;
        if self.y_first { [y, x].serialize(serializer) } else { [x, y].serialize(serializer) }
    }
}

struct Properties<'a> {
    features: &'a dyn Features,
    index: usize,
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.features.described().columns;
        let mut map = serializer.serialize_map(Some(columns.len()))?;
        let mut names = columns.iter().map(|column| &*column.name);
        let mut written = Ok(());
        self.features.values(self.index, &mut |value| {
            if let (Ok(()), Some(name)) = (&written, names.next()) {
                written = map.serialize_entry(name, &value);
            }
        });
        written?;
        map.end()
    }
}

/// One feature, with links and a stamp when it is an answer of its own.
pub struct Feature<'a> {
    /// The collection it is of.
    pub features: &'a dyn Features,
    /// Its number.
    pub index: usize,
    /// The system of its coordinates.
    pub crs: Crs,
    /// Links and stamp of a feature that is an answer of its own.
    pub alone: Option<(Vec<Link>, Stamp<'a>)>,
}

impl Serialize for Feature<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { features, index, crs, alone } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "Feature")?;
        map.serialize_entry("id", features.id(*index))?;
        let shape = features.shape(*index, *crs);
        map.serialize_entry("geometry", &Geometry { shape: &shape, y_first: crs.is_y_first() })?;
        map.serialize_entry("properties", &Properties { features: *features, index: *index })?;
        if let Some((links, stamp)) = alone {
            map.serialize_entry("links", links)?;
            map.serialize_entry("versions", &stamp.to_json())?;
        }
        map.end()
    }
}

/// One page of a collection.
pub struct FeatureCollection<'a> {
    /// The collection.
    pub features: &'a dyn Features,
    /// The numbers of the features of this page.
    pub items: &'a [usize],
    /// The system of their coordinates.
    pub crs: Crs,
    /// Links to this page, the next and the collection.
    pub links: Vec<Link>,
    /// The moment of the answer, RFC 3339.
    pub time_stamp: String,
    /// How many features match in all, exactly.
    pub number_matched: usize,
    /// What the scores among the properties were made with.
    pub stamp: Stamp<'a>,
}

impl Serialize for FeatureCollection<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { features, crs, .. } = *self;
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("type", "FeatureCollection")?;
        let feature = |index: &usize| Feature { features, index: *index, crs, alone: None };
        map.serialize_entry("features", &Each(self.items, feature))?;
        map.serialize_entry("links", &self.links)?;
        map.serialize_entry("timeStamp", &self.time_stamp)?;
        map.serialize_entry("numberMatched", &self.number_matched)?;
        map.serialize_entry("numberReturned", &self.items.len())?;
        map.serialize_entry("versions", &self.stamp.to_json())?;
        map.end()
    }
}

/// The schema of a geometry of one type, or null.
fn geometry_schema(geometry: GeometryType) -> Value {
    let Some(name) = geometry.geojson() else {
        return json!({ "nullable": true, "enum": [null], "description": "Always null: nothing here is anywhere." });
    };
    let depth = match geometry {
        GeometryType::Nothing | GeometryType::Point => 0,
        GeometryType::MultiLineString => 2,
        GeometryType::MultiPolygon => 3,
    };
    let mut coordinates = json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 });
    for _ in 0..depth {
        coordinates = json!({ "type": "array", "items": coordinates });
    }
    schema::or_null(schema::object(
        "Where it is: WGS84 longitude and latitude, six decimals.",
        [("type", schema::word("GeoJSON type.", &[name])), ("coordinates", coordinates)],
    ))
}

/// The schema of a feature's properties.
#[must_use]
pub fn properties_schema(described: &Described) -> Value {
    let properties: Map<String, Value> =
        described.columns.iter().map(|column| (column.name.to_string(), column_schema(column))).collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({
        "type": "object", "description": described.about, "required": required, "properties": properties,
        "additionalProperties": false,
    })
}

/// The schema of one property, as OpenAPI 3.0 writes it.
#[must_use]
pub fn column_schema(column: &Column) -> Value {
    let about = column.description();
    let schema = match column.kind {
        Kind::Text => schema::text(&about),
        Kind::Word(words) => schema::word(&about, &words()),
        Kind::Date => schema::date(&about),
        Kind::Integer => schema::integer(&about),
        Kind::Number => schema::number(&about),
        Kind::Boolean => schema::boolean(&about),
    };
    if column.always { schema } else { schema::or_null(schema) }
}

/// The schema of one feature of a collection.
#[must_use]
pub fn feature_schema(described: &Described, properties: &str) -> Value {
    let mut feature = schema::object(
        &described.about,
        [
            ("type", schema::word("GeoJSON type.", &["Feature"])),
            ("id", schema::text("Its key.")),
            ("geometry", geometry_schema(described.geometry)),
            ("properties", schema::named(properties)),
        ],
    );
    // Only a feature that is an answer of its own has these.
    feature["properties"]["links"] = schema::list("Related addresses.", schema::named("Link"));
    feature["properties"]["versions"] = schema::named("Stamp");
    feature
}

/// The schema of one page of a collection.
#[must_use]
pub fn feature_collection_schema(described: &Described, feature: &str) -> Value {
    schema::object(
        &described.about,
        [
            ("type", schema::word("GeoJSON type.", &["FeatureCollection"])),
            ("features", schema::list("The features of this page, in order of their keys.", schema::named(feature))),
            ("links", schema::list("This page, the next one, and the collection.", schema::named("Link"))),
            (
                "timeStamp",
                json!({ "type": "string", "format": "date-time", "description": "When this state of the data was read." }),
            ),
            ("numberMatched", schema::integer("How many features match in all, exactly.")),
            ("numberReturned", schema::integer("How many are on this page.")),
            ("versions", schema::named("Stamp")),
        ],
    )
}
