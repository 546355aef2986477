//! The audit trail: appended to in the transaction of each write, never altered.

use std::borrow::Cow;

use time::OffsetDateTime;

use crate::domain::change::Change;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

const TYPES: &[CellType] = &[
    CellType::Integer,
    CellType::Integer,
    CellType::Moment,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
];

impl Store {
    /// The number of the last change of what is held: 0 when nothing ever changed. A list of files taken in that
    /// changed nothing does not move it.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn latest_change(&self) -> Result<i64, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let latest = latest(&mut reading).await?;
        reading.commit().await?;
        Ok(latest)
    }

    /// The changes after the one numbered `change`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn changes_after(&self, change: i64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let mut changes = Vec::new();
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT id, import_id, changed_at, changed_by, kind, record_key, record_before, record_after \
                 FROM changes WHERE id > $1 ORDER BY id LIMIT $2",
                &[Cell::integer(change), Cell::integer(limit)],
                TYPES,
                |row| {
                    let change = from_cells(&mut Cells::new(row));
                    changes.push(change.map_err(|unreadable| StoreError::corrupt("changes", unreadable))?);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok(changes)
    }
}

/// The number of the last change as this transaction sees it.
pub(super) async fn latest(transaction: &mut Transaction) -> Result<i64, StoreError> {
    transaction.number("SELECT COALESCE(MAX(id), 0) FROM changes").await
}

fn from_cells(cells: &mut Cells) -> Result<Change, Unreadable> {
    Ok(Change {
        id: cells.integer()?,
        import_id: cells.integer_option()?,
        at: cells.moment()?,
        by: cells.text()?,
        kind: cells.text()?,
        key: cells.text()?,
        before: cells.text_option()?,
        after: cells.text_option()?,
    })
}

/// Changes of one write on their way into the table, each with its number and the import they came from, if any.
pub(super) struct ChangeLog {
    next_id: i64,
    import_id: Option<i64>,
    at: OffsetDateTime,
    by: String,
    waiting: Vec<Vec<Cell<'static>>>,
}

impl ChangeLog {
    /// A log for a write that began with `transaction`: nobody else can number changes until it ends.
    pub async fn begin(
        transaction: &mut Transaction,
        import_id: impl Into<Option<i64>>,
        by: &str,
        at: OffsetDateTime,
    ) -> Result<Self, StoreError> {
        let next_id = latest(transaction).await? + 1;
        Ok(Self { next_id, import_id: import_id.into(), at, by: by.to_owned(), waiting: Vec::new() })
    }

    /// Notes one change. `key` and both records are free of NUL: the key was checked, and JSON escapes it.
    pub fn note(&mut self, kind: &'static str, key: String, before: Option<String>, after: Option<String>) {
        self.waiting.push(vec![
            Cell::Integer(Some(self.next_id)),
            Cell::Integer(self.import_id),
            Cell::moment(self.at),
            Cell::Text(Some(Cow::Owned(self.by.clone()))),
            Cell::text(kind),
            Cell::Text(Some(Cow::Owned(key))),
            Cell::Text(before.map(Cow::Owned)),
            Cell::Text(after.map(Cow::Owned)),
        ]);
        self.next_id += 1;
    }

    /// Writes what was noted.
    pub async fn write(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        transaction
            .write(
                "INSERT INTO changes \
                 (id, import_id, changed_at, changed_by, kind, record_key, record_before, record_after) ",
                &waiting,
                "",
            )
            .await
    }
}
