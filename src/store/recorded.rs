//! Taking in records that the audit trail follows one by one: assets, needs and rulings, in the order of their file.

use std::collections::HashMap;

use crate::domain::imported::{Row, RowOutcome, Tally};
use crate::domain::source::SourceId;
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::imports::RowLog;
use crate::store::table::{Table, checked_cells, decode, held, key_in_words, key_of, upsert};
use crate::store::transaction::Transaction;

/// Rows compared and written at a time.
const BATCH: usize = 1000;

/// Where what becomes of the rows is written down.
pub(super) struct Books<'a> {
    pub transaction: &'a mut Transaction,
    pub source: &'a SourceId,
    pub tally: &'a mut Tally,
    pub changes: &'a mut ChangeLog,
    pub log: &'a mut RowLog,
}

impl Books<'_> {
    /// Compares and writes all rows. `progress` is told how many are done.
    pub async fn take<T: Table>(mut self, rows: &[Row<T>], progress: impl Fn(u64)) -> Result<(), StoreError> {
        let mut seen: HashMap<String, &Row<T>> = HashMap::with_capacity(rows.len());
        let mut done = 0;
        for batch in rows.chunks(BATCH) {
            self.take_batch(batch, &mut seen).await?;
            done += batch.len() as u64;
            progress(done);
        }
        Ok(())
    }

    async fn take_batch<'f, T: Table>(
        &mut self,
        batch: &'f [Row<T>],
        seen: &mut HashMap<String, &'f Row<T>>,
    ) -> Result<(), StoreError> {
        // What the file alone decides: rows that cannot be kept, and rows with the key of an earlier one.
        let mut verdicts = Vec::with_capacity(batch.len());
        let mut fresh = Vec::with_capacity(batch.len());
        for (index, row) in batch.iter().enumerate() {
            verdicts.push(match checked_cells(&row.value, self.source) {
                Err(reason) => Verdict::Refused(reason),
                Ok(cells) => {
                    let key = key_of(&cells, T::SQL.keys);
                    match seen.get(&key) {
                        Some(first) if first.value == row.value => Verdict::Unchanged,
                        Some(first) => Verdict::Refused(format!(
                            "Row {} of the same file has the same {} ({}) and says something else. \
                             Correct one of the two.",
                            first.number,
                            T::KEY,
                            key_in_words(&key)
                        )),
                        None => {
                            seen.insert(key.clone(), row);
                            fresh.push((index, key, cells));
                            Verdict::New
                        }
                    }
                }
            });
        }

        // What the store decides: whether a row is new to it, or differs from what it holds.
        let mut held =
            held::<T>(self.transaction, &fresh.iter().map(|(_, _, cells)| cells).collect::<Vec<_>>()).await?;
        let mut writes = Vec::with_capacity(fresh.len());
        for (index, key, cells) in fresh {
            let value = &batch[index].value;
            let mut before = None;
            verdicts[index] = match held.remove(&key) {
                None => Verdict::New,
                Some(old) if old == cells => Verdict::Unchanged,
                Some(old) => {
                    // Written by another version of catmap, the same record may look different.
                    let old: T = decode(old)?;
                    before = old.audited();
                    if old == *value { Verdict::Unchanged } else { Verdict::Changed }
                }
            };
            if !matches!(verdicts[index], Verdict::Unchanged) {
                writes.push(cells);
                if let Some(after) = value.audited() {
                    self.changes.note(T::SQL.name, key_in_words(&key), before, Some(after));
                }
            }
        }
        upsert::<T>(self.transaction, &writes).await?;
        self.changes.write(self.transaction).await?;

        for (row, verdict) in batch.iter().zip(verdicts) {
            self.count(row, verdict)?;
        }
        self.log.write(self.transaction).await
    }

    /// Counts one row, and keeps it as it stood.
    fn count<T>(&mut self, row: &Row<T>, verdict: Verdict) -> Result<(), StoreError> {
        let (counter, outcome, reason) = match verdict {
            Verdict::New => (&mut self.tally.new, RowOutcome::New, None),
            Verdict::Changed => (&mut self.tally.changed, RowOutcome::Changed, None),
            Verdict::Unchanged => (&mut self.tally.unchanged, RowOutcome::Unchanged, None),
            Verdict::Refused(reason) => (&mut self.tally.refused, RowOutcome::Refused, Some(reason)),
        };
        *counter += 1;
        if !row.raw.is_empty() || reason.is_some() {
            self.log.note(row.number, &row.raw, outcome, reason.as_deref())?;
        }
        Ok(())
    }
}

/// What becomes of one row.
enum Verdict {
    New,
    Changed,
    Unchanged,
    Refused(String),
}
