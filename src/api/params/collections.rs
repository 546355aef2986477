//! What the OGC API standards let a caller ask of any collection.

use serde_json::{Value, json};

use crate::api::params::{COLLECTION, Declared, FORMAT, LIMIT, LONGEST_TEXT, PAGE_CURSOR, Parameter, Place};
use crate::api::values::{crs, sides};
use crate::features::Crs;
use crate::features::interval::Interval;

/// A box.
pub static BBOX: Parameter<Vec<f64>> = Parameter {
    name: "bbox",
    place: Place::Query,
    about: "Only features that touch this box: west, south, east, north in degrees, or in the order of the axes of bbox-crs; with \
            six numbers the third and sixth are heights and do not matter. In degrees, west above east crosses the \
            antimeridian. Features that are nowhere match.",
    schema: || json!({ "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 6 }),
    parse: sides,
};

/// The system of a box.
pub static BBOX_CRS: Parameter<Crs> = Parameter {
    name: "bbox-crs",
    place: Place::Query,
    about: "The coordinate system of bbox. EPSG:4326 and EPSG:4258 are latitude first.",
    schema: crs_schema,
    parse: crs,
};

/// The system of an answer.
pub static CRS: Parameter<Crs> = Parameter {
    name: "crs",
    place: Place::Query,
    about: "The coordinate system of the answer. EPSG:4326 and EPSG:4258 are latitude first.",
    schema: crs_schema,
    parse: crs,
};

fn crs_schema() -> Value {
    json!({ "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::Crs84.uri() })
}

/// A moment or a span of time.
pub static DATETIME: Parameter<Interval> = Parameter {
    name: "datetime",
    place: Place::Query,
    about: "A moment or a span (RFC 3339; `..` or nothing for an open end). Only features of that time, and those of which no time \
            is known; /schema tells which property is the time.",
    schema: || json!({ "type": "string" }),
    parse: |text| Interval::parse(text).map_err(|error| error.to_string()),
};

/// An expression that must hold.
pub static FILTER: Parameter<String> = Parameter {
    name: "filter",
    place: Place::Query,
    about: "Only features for which this CQL2 expression surely holds: `usable_area_m2 > 200 AND borough = 'Wirral'`. \
            /queryables tells the properties. At most 8 kB of text or 16 kB of JSON, 32 levels and 256 parts.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// How an expression is written.
pub static FILTER_LANG: Parameter<FilterLanguage> = Parameter {
    name: "filter-lang",
    place: Place::Query,
    about: "How the filter is written.",
    schema: || json!({ "type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text" }),
    parse: |text| match text {
        "cql2-text" => Ok(FilterLanguage::Text),
        "cql2-json" => Ok(FilterLanguage::Json),
        _ => Err("one of cql2-text, cql2-json".to_owned()),
    },
};

/// How a filter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterLanguage {
    /// CQL2 text.
    #[default]
    Text,
    /// CQL2 JSON.
    Json,
}

/// The system of the shapes in an expression.
pub static FILTER_CRS: Parameter<Crs> = Parameter {
    name: "filter-crs",
    place: Place::Query,
    about: "The coordinate system of shapes in the filter. EPSG:4326 and EPSG:4258 are latitude first.",
    schema: crs_schema,
    parse: crs,
};

/// The order of features.
pub static SORTBY: Parameter<String> = Parameter {
    name: "sortby",
    place: Place::Query,
    about: "Properties to sort by, separated by commas, `-` in front for the largest first: `-usable_area_m2,name`. What is not \
            known comes last; what is equal in all of them is in order of key.",
    schema: || json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 }),
    parse: |text| {
        if text.is_empty() { Err("names of properties, separated by commas".to_owned()) } else { Ok(text.to_owned()) }
    },
};

/// The property that a summary is told by.
pub static BY: Parameter<String> = Parameter {
    name: "by",
    place: Place::Query,
    about: "Tells everything once more for each value of this property: `borough`, or one of a few words.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_TEXT }),
    parse: |text| match text.chars().count() {
        1..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err("the name of a property".to_owned()),
    },
};

/// What every collection's items take.
pub const ITEMS: &[&dyn Declared] = &[
    &COLLECTION,
    &BBOX,
    &BBOX_CRS,
    &DATETIME,
    &FILTER,
    &FILTER_LANG,
    &FILTER_CRS,
    &SORTBY,
    &CRS,
    &LIMIT,
    &PAGE_CURSOR,
    &FORMAT,
];

/// What their summaries take: what filters items, and what they are told by.
pub const SUMMARY: &[&dyn Declared] =
    &[&COLLECTION, &BBOX, &BBOX_CRS, &DATETIME, &FILTER, &FILTER_LANG, &FILTER_CRS, &BY, &FORMAT];
