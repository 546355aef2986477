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
    let uprns = uprns(store, &changes).await?;
    Ok(last.filter(|_| changes.iter().all(|change| shows(public, &change.kind, change.after.as_deref(), &uprns))))
}

/// Whether the public saw just what this snapshot shows when `seen` was the last change: every record that was changed since
/// was shown before as it is now, and so was whatever it went through in between.
pub async fn was_the_same(store: &Store, public: &Snapshot, seen: i64) -> Result<bool, AppError> {
    let changes = store.changes_after(seen, MOST).await?;
    if changes.len() >= MOST as usize {
        return Ok(false);
    }
    let uprns = uprns(store, &changes).await?;
    Ok(changes.iter().all(|change| {
        let before = match &change.before {
            Some(before) => shows(public, &change.kind, Some(before), &uprns),
            // A need that is new and of which nothing is shown was not shown before either.
            None => change.kind == "needs" && public.atlas.need_index(&change.key).is_none(),
        };
        before && shows(public, &change.kind, change.after.as_deref(), &uprns)
    }))
}

/// The points of UPRNs that place what was changed.
async fn uprns(store: &Store, changes: &[Change]) -> Result<Vec<UprnPoint>, AppError> {
    let of_assets = changes.iter().filter(|change| change.kind == "assets");
    let records = of_assets.flat_map(|change| [&change.before, &change.after]).flatten();
    let wanted: Vec<u64> = records.filter_map(|record| uprn_without_point(record)).collect();
    Ok(store.uprn_points(wanted.into_iter()).await?)
}

/// The UPRN that places an asset.
fn uprn_without_point(record: &str) -> Option<u64> {
    let asset: Asset = serde_json::from_str(record).ok()?;
    asset.uprn.filter(|_| asset.position.is_none())
}

/// Whether the public is shown just this of a record. What a record was before the changes of a running service does not
/// matter: what the public sees of it is in the snapshot. Each record is held against it as every change left it, which asks
/// for more than the last alone would, and never for less.
fn shows(public: &Snapshot, kind: &str, record: Option<&str>, uprns: &[UprnPoint]) -> bool {
    let Some(record) = record else { return false };
    match kind {
        "assets" => serde_json::from_str(record).is_ok_and(|asset| public.atlas.shows_asset(asset, uprns)),
        "needs" => serde_json::from_str(record).is_ok_and(|need| public.atlas.shows_need(need)),
        _ => false,
    }
}
