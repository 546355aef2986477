//! `/assets/{id}`: everything the caller may know of one asset.

use crate::api::call::{Answer, Call};
use crate::api::params::ID;
use crate::api::problem::Problem;
use crate::api::rows;
use crate::app::browse;
use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::domain::permission::{Action, may};
use crate::publish::record::record_json;

/// The record of an asset.
///
/// # Errors
/// When there is none with that key.
pub fn asset(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::asset(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    let area = rows::point_area(snapshot, index);
    let sources = rows::sources_of(snapshot, index);
    let row = AssetFeatures(snapshot).row(index);
    let may_edit = may(&call.viewer, &Action::EditAsset { council: &row.asset.owner.name });
    let stamp = rows::usual_stamp(snapshot);
    call.json(&record_json(&row, &snapshot.survey.place(index), area.as_ref(), &sources, may_edit, stamp))
}
