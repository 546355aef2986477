//! Whether what was written since a public snapshot shows in nothing that the public sees.

use crate::app::AppError;
use crate::app::snapshot::Snapshot;
use crate::domain::area::UprnPoint;
use crate::domain::asset::Asset;
use crate::domain::change::Change;
use crate::store::Store;

/// The most changes looked at one by one; beyond that everything is read again and compared as a whole.
const MOST: u32 = 2_000;

/// The number of the last change, when nothing since `seen` changes the public snapshot: edits of withheld facts, private
/// needs. `None` when something does, or might.
pub async fn is_unseen(store: &Store, public: &Snapshot, seen: i64) -> Result<Option<i64>, AppError> {
    let changes = store.changes_after(seen, MOST).await?;
    if changes.len() >= MOST as usize {
        return Ok(None);
    }
    let last = changes.last().map(|change| change.id);
    let uprns = store.uprn_points(changes.iter().filter_map(uprn_without_point)).await?;
    Ok(last.filter(|_| changes.iter().all(|change| is_unseen_change(public, change, &uprns))))
}

/// The UPRN that places a changed asset.
fn uprn_without_point(change: &Change) -> Option<u64> {
    let after = change.after.as_deref().filter(|_| change.kind == "assets")?;
    let asset: Asset = serde_json::from_str(after).ok()?;
    asset.uprn.filter(|_| asset.position.is_none())
}

/// What a record was before does not matter: what the public sees of it is in the snapshot. Each record is held against
/// it as every change left it, which asks for more than the last alone would, and never for less.
fn is_unseen_change(public: &Snapshot, change: &Change, uprns: &[UprnPoint]) -> bool {
    let Some(after) = &change.after else { return false };
    match change.kind.as_str() {
        "assets" => serde_json::from_str(after).is_ok_and(|asset| public.atlas.shows_asset(asset, uprns)),
        "needs" => serde_json::from_str(after).is_ok_and(|need| public.atlas.shows_need(need)),
        _ => false,
    }
}
