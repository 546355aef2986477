//! `/assets/{id}/near`: what is near an asset.

use crate::api::call::{Answer, Call};
use crate::api::params::{ID, NEAR_LIMIT, USUAL_NEAR};
use crate::api::problem::Problem;
use crate::app::browse;
use crate::app::catalogue::Snapshot;
use crate::app::near::{FURTHEST_M, near_asset};
use crate::publish::near::{From, NearLayer, near_json};

/// The nearest features of every context layer.
///
/// # Errors
/// When there is no such asset.
pub fn asset(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let id = call.given.read(&ID).unwrap_or_default();
    let near = near_asset(snapshot, &id, call.given.read(&NEAR_LIMIT).unwrap_or(USUAL_NEAR as usize))?;
    let asset = &snapshot.atlas.assets()[browse::asset(snapshot, &id)?].asset;
    let from = match (&near, asset.precision.is_exact()) {
        (None, _) => From::Nowhere,
        (Some(_), true) => From::There,
        (Some(_), false) => From::Around,
    };
    let layers: Vec<NearLayer<'_>> = near
        .iter()
        .flatten()
        .map(|layer| NearLayer {
            collection: &layer.described.name,
            title: &layer.about.title,
            publisher: &layer.about.source.publisher,
            licence: layer.about.source.licence.as_deref(),
            features: layer.features.iter().map(|near| (near.key, near.name.clone(), near.distance_m)).collect(),
        })
        .collect();
    call.json(&near_json(&id, from, FURTHEST_M, &layers))
}
