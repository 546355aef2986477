//! `/needs/{id}/matches`, `/assets/{id}/matches` and `POST /matches`: ranked pairings with their reasons.

use serde_json::Value;

use crate::api::call::Answer as Reply;
use crate::api::call::Call;
use crate::api::params::{EDITION, FIRMNESS, ID, MATCH_LIMIT, USUAL_MATCHES, WEIGHTS};
use crate::api::problem::{INVALID_PARAMETER, Problem, sentence};
use crate::api::{rows, stated_need};
use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::app::find_matches::{self, Answer, Choice};
use crate::app::{AppError, browse};
use crate::domain::matches::Match;
use crate::domain::need::Need;
use crate::publish::matches::{AssetBrief, NeedBrief, Subject, Terms, match_json, ranking_json};

/// Assets for a published need.
///
/// # Errors
/// When there is no such need, or it is private.
pub fn for_need(call: &Call, snapshot: &Snapshot) -> Result<Reply, Problem> {
    let id = call.given.read(&ID).unwrap_or_default();
    let index = browse::need(snapshot, &id)?;
    let need = stored(&snapshot.atlas.needs()[index].need);
    let answer = find_matches::for_need(snapshot, &id, choice(call)).map_err(refused)?;
    call.json(&told(snapshot, &answer, Subject::Need(need)))
}

/// Published needs for an asset.
///
/// # Errors
/// When there is no such asset.
pub fn for_asset(call: &Call, snapshot: &Snapshot) -> Result<Reply, Problem> {
    let id = call.given.read(&ID).unwrap_or_default();
    let index = browse::asset(snapshot, &id)?;
    let answer = find_matches::for_asset(snapshot, &id, choice(call)).map_err(refused)?;
    call.json(&told(snapshot, &answer, Subject::Asset(brief(snapshot, index))))
}

/// Assets for the need in the body. Nothing of it is stored.
///
/// # Errors
/// When the body is not a need that makes sense.
pub fn for_stated_need(call: &Call, snapshot: &Snapshot) -> Result<Reply, Problem> {
    let need = stated_need::read(&call.body, snapshot)?;
    let answer = find_matches::for_stated_need(snapshot, &need, choice(call)).map_err(refused)?;
    let subject = Subject::Need(NeedBrief { id: None, ..stored(&need) });
    Ok(Reply { kept: false, ..call.json(&told(snapshot, &answer, subject))? })
}

/// What the data do not allow of the address is a bad request; of the body, a value that makes no sense.
pub(super) fn refused(error: AppError) -> Problem {
    match error {
        AppError::Invalid { field, reason } if [WEIGHTS.name, EDITION.name].contains(&&*field) => {
            Problem::new(INVALID_PARAMETER, sentence(&reason)).at(field)
        }
        other => other.into(),
    }
}

fn choice(call: &Call) -> Choice {
    Choice {
        weights: call.given.read(&WEIGHTS),
        edition: call.given.read(&EDITION).unwrap_or_default(),
        limit: call.given.read(&MATCH_LIMIT).unwrap_or(USUAL_MATCHES as usize),
        firmness: call.given.read(&FIRMNESS).unwrap_or(true),
    }
}

fn told(snapshot: &Snapshot, answer: &Answer, subject: Subject<'_>) -> Value {
    let terms = Terms {
        considered: answer.ranked.considered,
        eligible: answer.ranked.eligible,
        on: answer.on,
        stamp: rows::stamp(snapshot, &answer.anchors, &answer.criteria),
        nothing_fits: answer.ranked.nothing_fits.as_deref(),
        robustness: answer.ranked.robustness.as_ref(),
        worth_finding_out: answer.worth_finding_out.as_deref(),
    };
    let tell = |found: &Match| {
        // Both sides of a match come from the snapshot it was made from, save a need stated in the request.
        let asset = snapshot.atlas.asset_index(&found.asset.0).map(|index| brief(snapshot, index));
        let need = match subject {
            Subject::Need(need) => Some(need),
            Subject::Asset(_) => {
                snapshot.atlas.need_index(&found.need.0).map(|index| stored(&snapshot.atlas.needs()[index].need))
            }
        };
        Some(match_json(found, asset?, need?))
    };
    let matches = answer.ranked.matches.iter().filter_map(tell).collect();
    let excluded = answer.ranked.excluded.iter().filter_map(tell).collect();
    ranking_json(subject, terms, matches, excluded)
}

fn brief(snapshot: &Snapshot, index: usize) -> AssetBrief<'_> {
    let row = AssetFeatures(snapshot).row(index);
    let facts = &row.asset.facts;
    AssetBrief {
        id: &row.asset.id.0,
        name: &row.asset.name,
        borough: row.borough,
        coarse: row.is_coarse(),
        place: row.place,
        occupancy: facts.occupancy.as_ref().map(|fact| fact.value),
        disposal_status: facts.disposal_status.as_ref().map(|fact| fact.value),
        usable_area_m2: facts.usable_area_m2.as_ref().map(|fact| fact.value),
        available_from: facts.available_from.as_ref().map(|fact| fact.value),
    }
}

fn stored(need: &Need) -> NeedBrief<'_> {
    NeedBrief { id: Some(&need.id.0), title: &need.title, organisation: &need.organisation.name }
}
