//! Who changed what of one asset, when, from what to what: for officers of its council.

use std::collections::HashMap;

use time::OffsetDateTime;

use crate::app::AppError;
use crate::app::edit_asset::{is_by_hand, not_found, record};
use crate::domain::asset::Asset;
use crate::domain::change::{Change, How};
use crate::domain::edit::{FactChange, differences, undo};
use crate::domain::permission::{Action, Viewer, may};
use crate::store::Store;

/// One change of an asset, told.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeTold {
    /// Its number in the trail.
    pub id: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// How it came about.
    pub how: How,
    /// The import that made it, or that it undoes.
    pub import_id: Option<i64>,
    /// The file of that import.
    pub file_name: Option<String>,
    /// Why, as whoever changed it said.
    pub reason: Option<String>,
    /// What differs.
    pub changes: Vec<FactChange>,
    /// Whether it can be taken back as things stand: a person made it, and nothing it changed was changed again since.
    pub may_undo: bool,
}

/// One page of changes, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangesTold {
    /// The changes.
    pub changes: Vec<ChangeTold>,
    /// The number to ask before for the next page, when there is one.
    pub next: Option<i64>,
}

/// The changes of an asset before the one numbered `before`, at most `limit`.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such asset; [`AppError::NotAllowed`] for anybody but officers of its council and
/// administrators.
pub async fn changes_of_asset(
    store: &Store,
    viewer: &Viewer,
    id: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<ChangesTold, AppError> {
    let asset = store.asset(id).await?.ok_or_else(|| not_found(id))?;
    if !may(viewer, &Action::ReadAudit { council: &asset.owner.name }) {
        return Err(AppError::NotAllowed(format!(
            "This belongs to {}, and only its officers see who changed it.",
            asset.owner.name
        )));
    }
    let mut found = store.changes_of("assets", id, before.unwrap_or(i64::MAX), limit.saturating_add(1)).await?;
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().map(|last| last.id).filter(|_| has_more);
    let mut files: HashMap<i64, Option<String>> = HashMap::new();
    let mut changes = Vec::with_capacity(found.len());
    for change in found {
        let file_name = match change.import_id {
            None => None,
            Some(import) => {
                if let Some(known) = files.get(&import) {
                    known.clone()
                } else {
                    let name = store.import(import).await?.map(|import| import.file_name);
                    files.insert(import, name.clone());
                    name
                }
            }
        };
        changes.push(told(change, file_name, &asset)?);
    }
    Ok(ChangesTold { changes, next })
}

/// `held` is the asset as it is now.
fn told(change: Change, file_name: Option<String>, held: &Asset) -> Result<ChangeTold, AppError> {
    let whole = |from: Option<String>, to: Option<String>| {
        vec![FactChange { fact: "asset", label: "The asset", from, to, said: None }]
    };
    let (before, after) = (record(change.before.as_deref())?, record(change.after.as_deref())?);
    let may_undo = match (&before, &after) {
        (Some(before), Some(after)) => {
            is_by_hand(&change) && undo(held, before, after).is_ok_and(|undone| undone != *held)
        }
        _ => false,
    };
    let changes = match (before, after) {
        (Some(before), Some(after)) => differences(&before, &after),
        // The first time it is listed all of it is new, which needs no list; likewise when undoing takes it away.
        (before, after) => whole(before.map(|asset| asset.name), after.map(|asset| asset.name)),
    };
    Ok(ChangeTold {
        id: change.id,
        at: change.at,
        by: change.by,
        how: change.how,
        import_id: change.import_id,
        file_name,
        reason: change.reason,
        changes,
        may_undo,
    })
}
