//! `/worklist`: a council's own stock for its officers, what stands empty first.

use crate::api::call::{Answer, Call};
use crate::api::params::{BLOCKED, CURSOR, STAGE, USUAL_WORK, WORK_ASSET, WORK_COUNCIL, WORK_LIMIT};
use crate::api::problem::{INVALID_PARAMETER, Problem};
use crate::api::rows;
use crate::api::values::cursor_after;
use crate::app::AppError;
use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::app::worklist::{WorklistAsked, worklist};
use crate::publish::matches::NeedBrief;
use crate::publish::worklist::{Row, Terms, worklist_json};

/// A page of it.
///
/// # Errors
/// When the council is another's, or the cursor is of nothing in its stock.
pub fn page(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let asked = WorklistAsked {
        council: call.given.read(&WORK_COUNCIL),
        stages: call.given.read(&STAGE).unwrap_or_default(),
        blocked: call.given.read(&BLOCKED),
        limit: call.given.read(&WORK_LIMIT).unwrap_or(USUAL_WORK as usize),
        after: call.given.read(&CURSOR),
        at: call.given.read(&WORK_ASSET),
    };
    let found = worklist(snapshot, &call.viewer, &asked).map_err(|error| match error {
        AppError::Invalid { field, reason } => Problem::new(INVALID_PARAMETER, format!("{field}: {reason}.")).at(field),
        other => other.into(),
    })?;
    let rows: Vec<Row<'_>> = found
        .rows
        .iter()
        .map(|row| {
            let features = AssetFeatures(snapshot).row(row.asset);
            let needs = row.needs.iter().map(|(need, score)| {
                let need = &snapshot.atlas.needs()[*need].need;
                let organisation = &need.organisation.name;
                (NeedBrief { id: Some(&need.id.0), title: &need.title, organisation }, *score)
            });
            Row {
                asset: features.asset,
                borough: features.borough,
                rank: row.rank,
                group: row.group,
                told: &row.told,
                demand: &row.demand,
                sentence: &row.sentence,
                needs: needs.collect(),
                gaps: &row.gaps,
                freshness: &row.freshness,
            }
        })
        .collect();
    let next = found.next.as_deref().map(cursor_after);
    let terms = Terms {
        council: found.council.as_deref(),
        councils: &found.councils,
        on: found.on,
        needs: found.needs,
        assets: found.assets,
        blocked: found.blocked,
        stages: &found.stages,
        matched: found.matched,
        groups: &found.groups,
        next: next.as_deref(),
        stamp: rows::usual_stamp(snapshot),
    };
    call.json(&worklist_json(terms, &rows))
}
