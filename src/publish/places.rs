//! Places that were looked for, as JSON.

use serde_json::{Value, json};

use crate::publish::schema::{exactly, list, number, object, or_null, text, word};

/// What a place may be.
const KINDS: [&str; 7] = ["postcode", "postcodes", "borough", "district", "ward", "msoa", "lsoa"];

/// A place that was found.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// What it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: &'a str,
    /// Its official code.
    pub code: Option<&'a str>,
    /// The borough it lies in.
    pub borough: Option<&'a str>,
    /// West, south, east and north, degrees.
    pub bbox: [f64; 4],
}

/// What was found, the likeliest first.
#[must_use]
pub fn places_json(places: &[Place<'_>]) -> Value {
    let place = |place: &Place<'_>| {
        json!({
            "kind": place.kind,
            "name": place.name,
            "code": place.code,
            "borough": place.borough,
            "bbox": place.bbox.map(|degrees| (degrees * 1e6).round() / 1e6),
        })
    };
    json!({ "places": places.iter().map(place).collect::<Vec<_>>() })
}

/// The schema of [`places_json`].
#[must_use]
pub fn schema() -> Value {
    let place = object(
        "A place.",
        [
            ("kind", word("What it is: one postcode, all that begin so, a borough, or an area of some level.", &KINDS)),
            ("name", text("What it is called.")),
            ("code", or_null(text("Its official code."))),
            ("borough", or_null(text("The borough it lies in."))),
            ("bbox", exactly(4, "A box around it: west, south, east, north, degrees.", number("Degrees."))),
        ],
    );
    object("Places by name.", [("places", list("The likeliest first.", place))])
}
