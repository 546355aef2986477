//! Features, pages of features and links as GeoJSON (RFC 7946) in the shape of OGC API - Features Part 1.

use std::borrow::Cow;

use geo::{Coord, LineString, Polygon};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::features::collection::{Column, Described, Features, GeometryType, Kind, Shape};
use crate::features::crs::Crs;
use crate::features::scalar::Scalar;
use crate::publish::fragments::{Digest, Table, write_each};
use crate::publish::schema;
use crate::publish::shares::in_shares;
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

/// Features of one collection put into text one after the other. Most of what is written is the same in each: the names
/// are put into JSON once, and texts that need no escapes (nearly all) are copied.
pub struct Writer<'a> {
    features: &'a dyn Features,
    crs: Crs,
    /// `"name":` of each column, with the comma before it.
    names: Vec<String>,
}

impl<'a> Writer<'a> {
    /// Of a collection, in a coordinate system.
    #[must_use]
    pub fn new(features: &'a dyn Features, crs: Crs) -> Self {
        let column = |(place, column): (usize, &Column)| {
            let comma = if place == 0 { "" } else { "," };
            format!("{comma}{}:", Value::String(column.name.to_string()))
        };
        let names = features.described().columns.iter().enumerate().map(column).collect();
        Self { features, crs, names }
    }

    /// Adds a feature.
    ///
    /// # Errors
    /// None that is known: everything in it can be written.
    pub fn write(&self, index: usize, out: &mut Vec<u8>) -> serde_json::Result<()> {
        self.open(index, out)?;
        out.push(b'}');
        Ok(())
    }

    /// Adds a feature without its closing brace.
    fn open(&self, index: usize, out: &mut Vec<u8>) -> serde_json::Result<()> {
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        text(self.features.id(index), out)?;
        out.extend_from_slice(b",\"geometry\":");
        let shape = self.features.shape(index, self.crs);
        serde_json::to_writer(&mut *out, &Geometry { shape: &shape, y_first: self.crs.is_y_first() })?;
        out.extend_from_slice(b",\"properties\":{");
        let mut names = self.names.iter();
        let mut written = Ok(());
        self.features.values(index, &mut |value| {
            if let (Ok(()), Some(name)) = (&written, names.next()) {
                out.extend_from_slice(name.as_bytes());
                written = match &value {
                    Scalar::Text(value) => text(value, out),
                    value => serde_json::to_writer(&mut *out, value),
                };
            }
        });
        out.push(b'}');
        written
    }
}

/// A text in JSON.
fn text(value: &str, out: &mut Vec<u8>) -> serde_json::Result<()> {
    // Without a way out at the first, many bytes are looked at together.
    if value.bytes().fold(false, |escapes, byte| escapes | (byte < b' ') | (byte == b'"') | (byte == b'\\')) {
        return serde_json::to_writer(out, value);
    }
    out.push(b'"');
    out.extend_from_slice(value.as_bytes());
    out.push(b'"');
    Ok(())
}

/// A member that follows others.
fn member(name: &str, value: &impl Serialize, out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.extend_from_slice(format!(",\"{name}\":").as_bytes());
    serde_json::to_writer(out, value)
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

impl Feature<'_> {
    /// The feature as text.
    ///
    /// # Errors
    /// None that is known: everything in it can be written.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut out = Vec::new();
        Writer::new(self.features, self.crs).open(self.index, &mut out)?;
        if let Some((links, stamp)) = &self.alone {
            member("links", links, &mut out)?;
            member("versions", &stamp.to_json(), &mut out)?;
        }
        out.push(b'}');
        Ok(out)
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

/// Room made for a feature to begin with, bytes.
const USUAL_FEATURE_BYTES: usize = 1000;

/// Fewer features than this are not worth a thread.
const LEAST_OF_PIECE: usize = 1_000;

/// A page as it was written.
#[derive(Debug)]
pub struct Written {
    /// Its bytes.
    pub text: Vec<u8>,
    /// Names them: another as soon as any of them is.
    pub digest: [u8; 32],
}

/// Features of a page that follow each other, with what names each.
struct Piece {
    text: Vec<u8>,
    digests: Vec<Digest>,
}

impl FeatureCollection<'_> {
    /// The page as text, from the texts of features that are kept where there are some. What is written is the same with
    /// and without them.
    ///
    /// # Errors
    /// None that is known: everything in it can be written.
    pub fn write(&self, kept: Option<&Table>) -> serde_json::Result<Written> {
        let mut digest = Sha256::new().chain_update((self.items.len() as u64).to_le_bytes());
        let mut text = Vec::new();
        for piece in self.pieces(kept)? {
            piece.digests.iter().for_each(|one| digest.update(one));
            // The first has room for all of them.
            if text.is_empty() { text = piece.text } else { text.extend_from_slice(&piece.text) }
        }
        // The comma after the last feature.
        text.pop_if(|byte| *byte == b',');
        let features_end = text.len();
        text.push(b']');
        member("links", &self.links, &mut text)?;
        member("timeStamp", &self.time_stamp, &mut text)?;
        member("numberMatched", &self.number_matched, &mut text)?;
        member("numberReturned", &self.items.len(), &mut text)?;
        member("versions", &self.stamp.to_json(), &mut text)?;
        text.push(b'}');
        digest.update(&text[features_end..]);
        Ok(Written { text, digest: digest.finalize().into() })
    }

    /// The features with what stands before them, a piece on each processor when there are many.
    fn pieces(&self, kept: Option<&Table>) -> serde_json::Result<Vec<Piece>> {
        let writer = Writer::new(self.features, self.crs);
        let write = |number: usize, items: &[usize]| {
            let room = if number == 0 { self.items.len() } else { items.len() };
            let mut text = Vec::with_capacity((room + 2) * USUAL_FEATURE_BYTES);
            if number == 0 {
                text.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[");
            }
            let mut digests = Vec::with_capacity(items.len());
            let each = |index, out: &mut Vec<u8>| writer.write(index, out);
            match kept {
                Some(table) => table.copy(items, &mut text, &mut digests, each)?,
                None => write_each(items, &mut text, &mut digests, each)?,
            }
            Ok(Piece { text, digests })
        };
        in_shares(self.items, LEAST_OF_PIECE, write).into_iter().collect()
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
            ("links", schema::list("This page, those before and after it, and the collection.", schema::named("Link"))),
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
