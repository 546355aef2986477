//! What features come to, as JSON.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::features::Described;
use crate::features::summary::{Counts, Sum, Summary};
use crate::publish::schema::{integer, list, named, number, object, or_null, text};

/// A summary of a collection, and by which property it is told once more.
#[must_use]
pub fn summary_json(described: &Described, summary: &Summary<'_>, by: Option<&str>) -> Value {
    let mut written = counts_json(described, &summary.all);
    written["collection"] = json!(described.name);
    written["by"] = json!(by);
    let parts = summary.parts.iter().map(|(value, counts)| {
        let mut part = counts_json(described, counts);
        part["value"] = json!(value);
        part
    });
    let mut parts: Vec<Value> = parts.collect();
    // What is not known stands last, as everywhere.
    parts.sort_by_key(|part| part["value"].is_null());
    written["parts"] = json!(parts);
    written
}

fn counts_json(described: &Described, counts: &Counts<'_>) -> Value {
    let name = |column: usize| described.columns[column].name.to_string();
    let values: Map<String, Value> =
        counts.values.iter().map(|(column, values)| (name(*column), values_json(values))).collect();
    let sums: Map<String, Value> = counts
        .sums
        .iter()
        .map(|(column, Sum { known, sum })| {
            (name(*column), json!({ "known": known, "sum": (sum * 10.0).round() / 10.0 }))
        })
        .collect();
    json!({ "features": counts.features, "counts": values, "sums": sums })
}

/// Most first, then in order of value; what is not known last.
fn values_json(values: &BTreeMap<Option<Cow<'_, str>>, usize>) -> Value {
    let mut values: Vec<_> = values.iter().collect();
    values.sort_by_key(|(value, count)| (value.is_none(), Reverse(**count)));
    values.iter().map(|(value, count)| json!({ "value": value, "features": count })).collect()
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let by_property =
        |about: &str, of: Value| json!({ "type": "object", "description": about, "additionalProperties": of });
    let members = || {
        [
            ("features", integer("How many features there are.")),
            (
                "counts",
                by_property(
                    "How many have each value, by property: most first, what is not known last. A feature with several kinds of space counts \
                     under each.",
                    list("Values.", named("ValueCount")),
                ),
            ),
            ("sums", by_property("Square metres added up, by property.", named("KnownSum"))),
        ]
    };
    let value = || or_null(text("The value; null when it is not known."));
    let part = object("What the features with one value come to.", members().into_iter().chain([("value", value())]));
    let whole = object(
        "What features come to.",
        members().into_iter().chain([
            ("collection", text("Of which collection.")),
            ("by", or_null(text("The property of `parts`."))),
            ("parts", list("The same for each value of that property.", named("SummaryPart"))),
        ]),
    );
    vec![
        ("Summary", whole),
        ("SummaryPart", part),
        (
            "ValueCount",
            object("A value and how many have it.", [("value", value()), ("features", integer("How many."))]),
        ),
        (
            "KnownSum",
            object(
                "A sum that says how much of it is known.",
                [("known", integer("How many features have a value.")), ("sum", number("All these values together."))],
            ),
        ),
    ]
}
