//! Features, pages of features and links as GeoJSON (RFC 7946) in the shape of OGC API - Features Part 1.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::publish::feature::{Collection, Shape};
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

struct Geometry<'a>(Shape<'a>);

impl Serialize for Geometry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = match self.0 {
            Shape::Nowhere => return serializer.serialize_unit(),
            _ => serializer.serialize_map(Some(2))?,
        };
        match self.0 {
            Shape::Nowhere => {}
            Shape::Point(place) => {
                map.serialize_entry("type", "Point")?;
                map.serialize_entry("coordinates", &place)?;
            }
            Shape::Outline(outline) => {
                map.serialize_entry("type", "MultiPolygon")?;
                map.serialize_entry("coordinates", &outline)?;
            }
        }
        map.end()
    }
}

struct Properties<'r, 'a, C: Collection>(&'r C::Row<'a>);

impl<C: Collection> Serialize for Properties<'_, '_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(C::PROPERTIES.len()))?;
        for property in C::PROPERTIES {
            map.serialize_entry(property.name, &(property.read)(self.0))?;
        }
        map.end()
    }
}

/// One feature, with links and a stamp when it is an answer of its own.
pub struct Feature<'r, 'a, C: Collection> {
    row: &'r C::Row<'a>,
    alone: Option<(Vec<Link>, Stamp<'r>)>,
}

impl<'r, 'a, C: Collection> Feature<'r, 'a, C> {
    /// A feature that is an answer of its own.
    #[must_use]
    pub fn alone(row: &'r C::Row<'a>, links: Vec<Link>, stamp: Stamp<'r>) -> Self {
        Self { row, alone: Some((links, stamp)) }
    }
}

impl<C: Collection> Serialize for Feature<'_, '_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "Feature")?;
        map.serialize_entry("id", C::id(self.row))?;
        map.serialize_entry("geometry", &Geometry(C::shape(self.row)))?;
        map.serialize_entry("properties", &Properties::<C>(self.row))?;
        if let Some((links, stamp)) = &self.alone {
            map.serialize_entry("links", links)?;
            map.serialize_entry("versions", &stamp.to_json())?;
        }
        map.end()
    }
}

struct Features<'r, 'a, C: Collection>(&'r [C::Row<'a>], PhantomData<C>);

impl<C: Collection> Serialize for Features<'_, '_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut features = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0 {
            features.serialize_element(&Feature::<C> { row, alone: None })?;
        }
        features.end()
    }
}

/// One page of a collection.
pub struct FeatureCollection<'a, C: Collection> {
    /// The features of this page.
    pub rows: Vec<C::Row<'a>>,
    /// Links to this page, the next and the collection.
    pub links: Vec<Link>,
    /// The moment of the answer, RFC 3339.
    pub time_stamp: String,
    /// How many features match in all, exactly.
    pub number_matched: usize,
    /// What the scores among the properties were made with.
    pub stamp: Stamp<'a>,
}

impl<C: Collection> Serialize for FeatureCollection<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("type", "FeatureCollection")?;
        map.serialize_entry("features", &Features::<C>(&self.rows, PhantomData))?;
        map.serialize_entry("links", &self.links)?;
        map.serialize_entry("timeStamp", &self.time_stamp)?;
        map.serialize_entry("numberMatched", &self.number_matched)?;
        map.serialize_entry("numberReturned", &self.rows.len())?;
        map.serialize_entry("versions", &self.stamp.to_json())?;
        map.end()
    }
}

/// The schema of a geometry of one type, or null.
fn geometry_schema(geometry: &str) -> Value {
    let depth = if geometry == "Point" { 0 } else { 3 };
    let mut coordinates = json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 });
    for _ in 0..depth {
        coordinates = json!({ "type": "array", "items": coordinates });
    }
    schema::or_null(schema::object(
        "Where it is: WGS84 longitude and latitude, six decimals.",
        [("type", schema::word("GeoJSON type.", &[geometry])), ("coordinates", coordinates)],
    ))
}

/// The schema of one feature of a collection.
#[must_use]
pub fn feature_schema<C: Collection>(properties: &str) -> Value {
    let mut feature = schema::object(
        C::ABOUT,
        [
            ("type", schema::word("GeoJSON type.", &["Feature"])),
            ("id", schema::text("Its key.")),
            ("geometry", geometry_schema(C::GEOMETRY)),
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
pub fn feature_collection_schema<C: Collection>(feature: &str) -> Value {
    schema::object(
        C::ABOUT,
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
