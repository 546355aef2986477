//! Since when the public is shown what it is shown: derived from what is held, kept so that a restart changes no answer.

use time::OffsetDateTime;

use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

/// Since when what the public is shown stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownSince {
    /// The last change that is known to have made no difference.
    pub change: i64,
    /// Since when.
    pub since: OffsetDateTime,
}

impl Store {
    /// What was kept; `None` before the first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn shown(&self) -> Result<Option<ShownSince>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let kept = read(&mut reading).await?;
        reading.commit().await?;
        Ok(kept)
    }

    /// Keeps this, unless another server has kept as much already, and says what holds: of two that read the same change,
    /// the first names it.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read or written.
    pub async fn keep_shown(&self, shown: ShownSince) -> Result<ShownSince, StoreError> {
        let mut writing = self.pool.begin_write().await?;
        if let Some(kept) = read(&mut writing).await?.filter(|kept| kept.change >= shown.change) {
            return Ok(kept);
        }
        writing.run("DELETE FROM shown", &[]).await?;
        let row = vec![Cell::integer(1), Cell::integer(shown.change), Cell::moment(shown.since)];
        writing.write("INSERT INTO shown (id, change_id, since) ", &[row], "").await?;
        writing.commit().await?;
        Ok(shown)
    }
}

async fn read(transaction: &mut Transaction) -> Result<Option<ShownSince>, StoreError> {
    let mut kept = None;
    transaction
        .read("SELECT change_id, since FROM shown", &[], &[CellType::Integer, CellType::Moment], |row| {
            let shown = from_cells(&mut Cells::new(row));
            kept = Some(shown.map_err(|unreadable| StoreError::corrupt("shown", unreadable))?);
            Ok(())
        })
        .await?;
    Ok(kept)
}

fn from_cells(cells: &mut Cells) -> Result<ShownSince, Unreadable> {
    Ok(ShownSince { change: cells.integer()?, since: cells.moment()? })
}
