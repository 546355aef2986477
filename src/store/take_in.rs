//! Taking a file in: one transaction that compares each row with what is held, writes what differs and accounts for all.

use std::collections::HashMap;

use time::OffsetDateTime;

use crate::domain::imported::{ReadFile, RefusedRow, Row, RowOutcome, Rows, TakenIn, Tally};
use crate::domain::source::{Source, SourceId};
use crate::store::Store;
use crate::store::cell::Cell;
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::imports::{self, RowLog};
use crate::store::table::{Table, decode, held, key_in_words, key_of, upsert};
use crate::store::transaction::Transaction;

/// Rows compared and written at a time.
const BATCH: usize = 1000;

/// Told how many rows are done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

impl Store {
    /// Takes in one file in one transaction: its source, a record of the import, its rows, and a change for all that is
    /// new or differs. Nothing is removed because a later file leaves it out.
    ///
    /// Each row is compared with what is held under its key. Within the file, a row that says the same as an earlier
    /// one counts as unchanged; one that has the same key and says something else is refused, because nothing may be
    /// merged in silence. A file taken in twice is listed twice and changes nothing, so that
    /// [`Store::latest_change`] stays where it was.
    ///
    /// Dropped before it is done, it leaves everything as it was.
    ///
    /// # Errors
    /// [`StoreError::Unaccounted`] when the rows do not add up; [`StoreError::Conflict`] when another program is
    /// writing or a row names a source that is not the file's; else as the database fails. Nothing is written then.
    pub async fn take_in(
        &self,
        file: &ReadFile,
        by: &str,
        at: OffsetDateTime,
        progress: Progress<'_>,
    ) -> Result<TakenIn, StoreError> {
        let (kept, refused) = (file.rows.len() as u64, file.refused.len() as u64);
        if file.rows_read != kept + refused {
            return Err(StoreError::Unaccounted { read: file.rows_read, kept, refused });
        }
        let mut transaction = self.pool.begin_write().await?;
        let mut intake = Intake::begin(&mut transaction, file, by, at, progress).await?;
        match &file.rows {
            Rows::Assets(rows) => intake.take(rows).await?,
            Rows::Needs(rows) => intake.take(rows).await?,
            Rows::Rulings(rows) => intake.take(rows).await?,
            Rows::Boundaries(rows) => intake.take(rows).await?,
            Rows::Deprivation(rows) => intake.take(rows).await?,
            Rows::Postcodes(rows) => intake.take(rows).await?,
            Rows::Sales(rows) => intake.take(rows).await?,
            Rows::Activity(rows) => intake.take(rows).await?,
            Rows::PriceIndex(rows) => intake.take(rows).await?,
            Rows::SectorPrices(rows) => intake.take(rows).await?,
        }
        let taken_in = intake.finish().await?;
        transaction.commit().await?;
        Ok(taken_in)
    }
}

/// One file on its way in.
struct Intake<'a> {
    transaction: &'a mut Transaction,
    source: &'a SourceId,
    import_id: i64,
    tally: Tally,
    refused: Vec<RefusedRow>,
    changes: ChangeLog,
    raw: RowLog,
    progress: Progress<'a>,
}

impl<'a> Intake<'a> {
    /// Writes the source, lists the import and keeps the rows refused when the file was read.
    async fn begin(
        transaction: &'a mut Transaction,
        file: &'a ReadFile,
        by: &str,
        at: OffsetDateTime,
        progress: Progress<'a>,
    ) -> Result<Self, StoreError> {
        let source = &file.source;
        let cells = checked_cells(source, &source.id).map_err(|reason| StoreError::Conflict {
            reason: format!("The description of the file's source cannot be kept. {reason}"),
            source: None,
        })?;
        let held = held::<Source>(transaction, &[&cells]).await?.remove(&*source.id.0);
        let is_news = held.as_ref() != Some(&cells);
        if is_news {
            upsert::<Source>(transaction, &[cells]).await?;
        }
        let import_id = imports::list(transaction, file, by, at).await?;
        let mut changes = ChangeLog::begin(transaction, import_id, by, at).await?;
        if is_news {
            let before = held.map(decode::<Source>).transpose()?.and_then(|old| old.audited());
            changes.note("sources", source.id.0.to_string(), before, source.audited());
        }
        let mut raw = RowLog::new(import_id);
        for row in &file.refused {
            raw.note(row.number, &row.raw, RowOutcome::Refused, Some(&row.reason))?;
        }
        raw.write(transaction).await?;
        let tally = Tally { read: file.rows_read, refused: file.refused.len() as u64, ..Tally::default() };
        let refused = file.refused.clone();
        Ok(Self { transaction, source: &source.id, import_id, tally, refused, changes, raw, progress })
    }

    /// Compares and writes all rows.
    async fn take<T: Table>(&mut self, rows: &[Row<T>]) -> Result<(), StoreError> {
        let mut seen: HashMap<String, &Row<T>> = HashMap::with_capacity(rows.len());
        let mut done = 0;
        for batch in rows.chunks(BATCH) {
            self.take_batch(batch, &mut seen).await?;
            done += batch.len() as u64;
            (self.progress)(done, rows.len() as u64);
        }
        let is_audited_by_file = rows.first().is_some_and(|row| row.value.audited().is_none());
        if is_audited_by_file && self.tally.new + self.tally.changed > 0 {
            let tally = serde_json::to_string(&self.tally).ok();
            self.changes.note(T::SQL.name, self.source.0.to_string(), None, tally);
        }
        Ok(())
    }

    async fn take_batch<'f, T: Table>(
        &mut self,
        batch: &'f [Row<T>],
        seen: &mut HashMap<String, &'f Row<T>>,
    ) -> Result<(), StoreError>
    where
        'a: 'f,
    {
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
        self.raw.write(self.transaction).await
    }

    /// Counts one row, and keeps it as it stood when its file kept its cells or it is refused.
    fn count<T>(&mut self, row: &Row<T>, verdict: Verdict) -> Result<(), StoreError> {
        let (counter, outcome, reason) = match verdict {
            Verdict::New => (&mut self.tally.new, RowOutcome::New, None),
            Verdict::Changed => (&mut self.tally.changed, RowOutcome::Changed, None),
            Verdict::Unchanged => (&mut self.tally.unchanged, RowOutcome::Unchanged, None),
            Verdict::Refused(reason) => (&mut self.tally.refused, RowOutcome::Refused, Some(reason)),
        };
        *counter += 1;
        if !row.raw.is_empty() || reason.is_some() {
            self.raw.note(row.number, &row.raw, outcome, reason.as_deref())?;
        }
        if let Some(reason) = reason {
            self.refused.push(RefusedRow { number: row.number, raw: row.raw.clone(), reason });
        }
        Ok(())
    }

    /// Writes the tally.
    async fn finish(mut self) -> Result<TakenIn, StoreError> {
        self.changes.write(self.transaction).await?;
        imports::count(self.transaction, self.import_id, &self.tally).await?;
        self.refused.sort_by_key(|row| row.number);
        Ok(TakenIn { import_id: self.import_id, tally: self.tally, refused: self.refused })
    }
}

/// What becomes of one row.
enum Verdict {
    New,
    Changed,
    Unchanged,
    Refused(String),
}

/// The cells of a record that both databases can keep, or why not.
fn checked_cells<'v, T: Table>(value: &'v T, source: &'v SourceId) -> Result<Vec<Cell<'v>>, String> {
    let cells = value.cells(source)?;
    match cells.iter().find_map(Cell::refusal) {
        Some(reason) => Err(reason.to_owned()),
        None => Ok(cells),
    }
}
