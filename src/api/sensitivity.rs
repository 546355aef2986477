//! `/sensitivity`: how far the order of assets stands when weights move.

use crate::api::call::{Answer, Call};
use crate::api::params::WEIGHTS;
use crate::api::problem::Problem;
use crate::api::rankings::refused;
use crate::app::catalogue::Snapshot;
use crate::app::sensitivity::stability;
use crate::publish::sensitivity::stability_json;

/// Of the weights asked for.
///
/// # Errors
/// When the data do not allow these weights.
pub fn view(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let (weights, found) = stability(snapshot, call.given.read(&WEIGHTS)).map_err(refused)?;
    call.json(&stability_json(weights.as_array(), &found))
}
