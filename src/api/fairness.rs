//! `/fairness`: whom the shortlists of the published needs serve.

use crate::api::call::{Answer, Call};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::app::fairness;
use crate::publish::fairness::fairness_json;

/// The view, worked out when it is first asked for.
///
/// # Errors
/// When it cannot be written.
pub fn view(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.json(&fairness_json(fairness::fairness(snapshot)))
}
