//! What is asked about one asset, or about a place.

use serde_json::{Value, json};
use time::Date;

use crate::api::params::{LONGEST_TEXT, Parameter, Place};
use crate::api::values::day;
use crate::domain::fact_table::LARGEST_NUMBER;

/// What a place is called.
pub static CALLED: Parameter<String> = Parameter {
    name: "q",
    place: Place::Query,
    about: "What the place is called: `L8 1TH`, `L8`, `Toxteth`, or its official code. In any case.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_TEXT }),
    parse: |text| match text.chars().count() {
        0..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err(format!("at most {LONGEST_TEXT} characters")),
    },
};

/// The day that dated rules are asked for.
pub static ON: Parameter<Date> = Parameter {
    name: "on",
    place: Place::Query,
    about: "The day, such as 2026-11-22: today unless said.",
    schema: day_schema,
    parse: day,
};

/// The day of an owner's notice.
pub static NOTICE_ON: Parameter<Date> = Parameter {
    name: "notice_on",
    place: Place::Query,
    about: "The day the owner told the council that it wishes to sell, which starts the clocks of a listing.",
    schema: day_schema,
    parse: day,
};

/// What would be paid.
pub static CONSIDERATION: Parameter<f64> = Parameter {
    name: "consideration_gbp",
    place: Place::Query,
    about: "What would be paid, GBP: with a valuation, it tells what the price gives up.",
    schema: || json!({ "type": "number", "minimum": 0, "maximum": LARGEST_NUMBER }),
    parse: |text| {
        let number = text.trim().parse::<f64>().ok().filter(|gbp| (0.0..=LARGEST_NUMBER).contains(gbp));
        number.ok_or_else(|| format!("a number of pounds from 0 to {LARGEST_NUMBER}"))
    },
};

fn day_schema() -> Value {
    json!({ "type": "string", "format": "date" })
}
