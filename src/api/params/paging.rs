//! How much of a list is given, and where it goes on.

use serde_json::json;

use crate::api::params::{Parameter, Place};
use crate::api::values::{count, cursor_of, cursor_text};

/// The largest page of a collection.
pub const MOST_ITEMS: u64 = 10_000;
/// A page of a collection, unless asked otherwise.
pub const USUAL_ITEMS: u64 = 100;
/// The longest list of matches.
pub const MOST_MATCHES: u64 = 200;
/// A list of matches, unless asked otherwise.
pub const USUAL_MATCHES: u64 = 20;

/// How many features on a page. Also the paging hint that GIS clients look for under `components.parameters.limit`: QGIS takes
/// the largest page there may be when no default is told, and a tenth of that when one is.
pub static LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many features on a page: 100 unless asked otherwise. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_ITEMS }),
    parse: |text| count(text, MOST_ITEMS),
};

/// How many matches.
pub static MATCH_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many matches. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_MATCHES, "default": USUAL_MATCHES }),
    parse: |text| count(text, MOST_MATCHES),
};

/// The most features of one layer that are told to be near.
const MOST_NEAR: u64 = 20;
/// As many are, unless asked otherwise.
pub const USUAL_NEAR: u64 = 3;

/// How many features of each layer.
pub static NEAR_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many features of each layer. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_NEAR, "default": USUAL_NEAR }),
    parse: |text| count(text, MOST_NEAR),
};

/// The most places that are told.
const MOST_PLACES: u64 = 20;
/// As many are, unless asked otherwise.
pub const USUAL_PLACES: u64 = 8;

/// How many places.
pub static PLACE_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many places. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_PLACES, "default": USUAL_PLACES }),
    parse: |text| count(text, MOST_PLACES),
};

/// The longest page of a worklist.
const MOST_WORK: u64 = 200;
/// A page of a worklist, unless asked otherwise.
pub const USUAL_WORK: u64 = 25;

/// How many assets on a page of a worklist.
pub static WORK_LIMIT: Parameter<usize> = Parameter {
    name: "limit",
    place: Place::Query,
    about: "How many assets on a page. A number above the maximum is read as the maximum.",
    schema: || json!({ "type": "integer", "minimum": 1, "maximum": MOST_WORK, "default": USUAL_WORK }),
    parse: |text| count(text, MOST_WORK),
};

/// The next page.
pub static CURSOR: Parameter<String> = Parameter {
    name: "cursor",
    place: Place::Query,
    about: "Where the page begins; taken from the `next` link of the page before and not to be made up.",
    schema: || json!({ "type": "string" }),
    parse: cursor_of,
};

/// Another page of features.
pub static PAGE_CURSOR: Parameter<String> = Parameter {
    name: "cursor",
    place: Place::Query,
    about: "Where the page begins or ends; taken from the `next` or `prev` link of another page and not to be made up.",
    schema: CURSOR.schema,
    parse: cursor_text,
};

/// Where a page of rows begins.
pub static ROW_CURSOR: Parameter<u64> = Parameter {
    name: "cursor",
    place: Place::Query,
    about: "Where the page begins; taken from `next` of the page before and not to be made up.",
    schema: || json!({ "type": "string" }),
    parse: |text| text.parse().map_err(|_| "the `next` of the page before".to_owned()),
};
