//! Taking in records that the audit trail follows one by one: assets, needs and rulings, in the order of their file.

use crate::domain::imported::{Row, RowOutcome, Tally};
use crate::domain::source::SourceId;
use crate::store::cell::Cell;
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::imports::RowLog;
use crate::store::judged::{BATCH, Judge, Verdict};
use crate::store::table::{Table, checked_cells, key_in_words, key_of, upsert};
use crate::store::transaction::Transaction;

/// Where what becomes of the rows is written down.
pub(super) struct Books<'a> {
    pub transaction: &'a mut Transaction,
    pub source: &'a SourceId,
    pub judge: &'a mut Judge,
    pub tally: &'a mut Tally,
    pub changes: &'a mut ChangeLog,
    pub log: &'a mut RowLog,
}

impl Books<'_> {
    /// Compares and writes all rows. `progress` is told how many are done.
    pub async fn take<T: Table>(mut self, rows: &[Row<T>], progress: impl Fn(u64)) -> Result<(), StoreError> {
        let mut done = 0;
        for batch in rows.chunks(BATCH) {
            self.take_batch(batch).await?;
            done += batch.len() as u64;
            progress(done);
        }
        Ok(())
    }

    async fn take_batch<T: Table>(&mut self, batch: &[Row<T>]) -> Result<(), StoreError> {
        let verdicts = self.judge.judge(self.transaction, batch, self.source).await?;
        let mut new = Vec::with_capacity(batch.len());
        let mut changed = Vec::new();
        let with_line = T::APPEND_WITH_LINE;
        for (row, verdict) in batch.iter().zip(verdicts) {
            self.tally.count(verdict.outcome());
            match verdict {
                Verdict::New { mut cells } => {
                    if with_line.is_some() {
                        let number = self.changes.number_new();
                        cells.extend([Cell::Integer(self.changes.import_id()), Cell::Integer(Some(number))]);
                    } else if let Some(after) = row.value.audited() {
                        let key = key_in_words(&key_of(&cells, T::SQL.keys));
                        self.changes.note(T::SQL.name, key, None, Some(after));
                    }
                    new.push(cells);
                }
                Verdict::Changed { key, before, after } => {
                    if after.audited().is_some() {
                        self.changes.note(T::SQL.name, key_in_words(&key), before.audited(), after.audited());
                    }
                    changed.push(after);
                }
                Verdict::Unchanged { .. } => {}
                Verdict::Refused(reason) => {
                    self.log.note(row.number, &row.raw, RowOutcome::Refused, Some(&reason))?;
                }
            }
        }
        self.transaction.append(&with_line.unwrap_or(T::SQL.append), &new).await?;
        let mut writes = Vec::with_capacity(changed.len());
        for after in &changed {
            let cells = checked_cells(&**after, self.source);
            writes.push(cells.map_err(|reason| StoreError::Conflict { reason, source: None })?);
        }
        upsert::<T>(self.transaction, &writes).await?;
        self.changes.write(self.transaction).await?;
        self.log.write(self.transaction).await
    }
}
