//! Assets that a later file of their register leaves out: marked as gone, never taken away.

use time::Date;

use crate::domain::asset::Asset;
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::judged::{BATCH, Judge};
use crate::store::table::{Table, checked_cells, decode, upsert};
use crate::store::transaction::Transaction;

/// The assets of a register that its file left out and that are not known to be gone yet, in the order of their ids.
/// `judge` has seen the whole file.
pub(super) async fn left_out(
    transaction: &mut Transaction,
    judge: &Judge,
    source: &SourceId,
    mut visit: impl FnMut(Asset) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut ids = Vec::new();
    transaction
        .read("SELECT id FROM assets WHERE source = $1", &[Cell::text(&source.0)], &[CellType::Text], |row| {
            let id = Cells::new(row).text().map_err(|unreadable| StoreError::corrupt("assets", unreadable))?;
            if !judge.has_seen(&id) {
                ids.push(id);
            }
            Ok(())
        })
        .await?;
    // Ordered here and not by SQL, because PostgreSQL orders texts by the language of its server.
    ids.sort_unstable();
    for batch in ids.chunks(BATCH) {
        let keys: Vec<Cell<'_>> = batch.iter().map(|id| Cell::text(id)).collect();
        let mut rows = Vec::with_capacity(batch.len());
        transaction.read_where_in(Asset::SQL.read_some, &keys, Asset::SQL.types, |row| rows.push(row)).await?;
        let mut assets = rows.into_iter().map(decode::<Asset>).collect::<Result<Vec<_>, _>>()?;
        assets.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        assets.into_iter().filter(|asset| asset.gone.is_none()).try_for_each(&mut visit)?;
    }
    Ok(())
}

/// Marks them and says how many.
pub(super) async fn mark(
    transaction: &mut Transaction,
    judge: &Judge,
    source: &SourceId,
    day: Date,
    changes: &mut ChangeLog,
) -> Result<u64, StoreError> {
    let mut gone = Vec::new();
    left_out(transaction, judge, source, |asset| {
        let marked = Asset { gone: Some(day), ..asset.clone() };
        changes.note(Asset::SQL.name, asset.id.0.to_string(), asset.audited(), marked.audited());
        gone.push(marked);
        Ok(())
    })
    .await?;
    for batch in gone.chunks(BATCH) {
        let cells = batch.iter().map(|asset| checked_cells(asset, source)).collect::<Result<Vec<_>, _>>();
        let cells = cells.map_err(|reason| StoreError::Conflict { reason, source: None })?;
        upsert::<Asset>(transaction, &cells).await?;
    }
    changes.write(transaction).await?;
    Ok(gone.len() as u64)
}
