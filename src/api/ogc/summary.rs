//! `/collections/{collection}/summary`: what the features that a filter keeps come to.

use crate::api::call::{Answer, Call};
use crate::api::ogc::{self, asked};
use crate::api::params::{BY, SUMMARY};
use crate::api::problem::{INVALID_PARAMETER, Problem};
use crate::app::catalogue::Snapshot;
use crate::features::summary::{is_counted, summary};
use crate::publish::summary::summary_json;

/// Counts and sums of the same features that `items` gives for the same question.
///
/// # Errors
/// When there is no such collection, or what is asked of it makes no sense.
pub fn of(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let described = features.described();
    let wanted = asked::wanted(call, snapshot, &*features, SUMMARY)?;
    let by = call.given.read(&BY);
    let column = by.as_deref().map(|name| {
        described.column(name).filter(|column| is_counted(&described.columns[*column])).ok_or_else(|| {
            let counted = described.columns.iter().filter(|column| is_counted(column));
            let names: Vec<&str> = counted.map(|column| &*column.name).collect();
            let could = if names.is_empty() {
                "nothing here is counted".to_owned()
            } else {
                format!("one of {}", names.join(", "))
            };
            Problem::new(INVALID_PARAMETER, format!("{}: {could}.", BY.name)).at(BY.name)
        })
    });
    let found = summary(&*features, &wanted, column.transpose()?);
    call.json(&summary_json(described, &found, by.as_deref()))
}
