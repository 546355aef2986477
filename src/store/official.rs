//! Taking in a file of an official table: its rows wait in a table of their own, and the database compares and counts.
//!
//! The whole of Price Paid Data is thirty million rows in no order of their keys. Looked up and written one by one they
//! would touch a page of the index each; held in memory they would take gigabytes. So a file goes in like this, however
//! large or small it is:
//!
//! 1. Its rows are appended to a temporary table as they are read ([`Incoming::add`]).
//! 2. The database sorts them by key and keeps the first row of each. Rows sorted are rows written from one end of the
//!    index to the other, and memory is what the database gives its sorting, not what the file asks for.
//! 3. Later rows of a key say the same as the first, which is no news, or are refused.
//! 4. The first rows are written to the table where they are new or differ. What was written less what the table grew by
//!    is what changed.
//!
//! The temporary tables lie in the database's temporary folder, which wants room for about as much as the file, twice;
//! they are gone with the transaction.

use crate::domain::imported::{Row, RowOutcome, Tally};
use crate::domain::source::SourceId;
use crate::store::cell::Cell;
use crate::store::error::StoreError;
use crate::store::imports::RowLog;
use crate::store::table::{Table, TableSql, checked_cells};
use crate::store::transaction::Transaction;

/// Rows written at a time.
const BATCH: usize = 1000;

/// The rows of one file that wait for its end.
pub(super) struct Incoming {
    sql: &'static TableSql,
    /// What the key is called.
    key: &'static str,
    rows: u64,
}

impl Incoming {
    /// A table for the rows of one file.
    pub async fn begin<T: Table>(transaction: &mut Transaction) -> Result<Self, StoreError> {
        transaction.run(T::SQL.intake.make_incoming, &[]).await?;
        Ok(Self { sql: &T::SQL, key: T::KEY, rows: 0 })
    }

    /// The table that the rows are for.
    pub const fn table(&self) -> &'static str {
        self.sql.name
    }

    /// Appends rows; those that cannot be kept are refused at once.
    pub async fn add<T: Table>(
        &mut self,
        transaction: &mut Transaction,
        rows: &[Row<T>],
        source: &SourceId,
        (tally, log): (&mut Tally, &mut RowLog),
    ) -> Result<(), StoreError> {
        for batch in rows.chunks(BATCH) {
            let mut waiting = Vec::with_capacity(batch.len());
            for row in batch {
                match checked_cells(&row.value, source) {
                    Ok(mut cells) => {
                        cells.insert(0, Cell::Integer(i64::try_from(row.number).ok()));
                        waiting.push(cells);
                    }
                    Err(reason) => {
                        tally.refused += 1;
                        log.note(row.number, &row.raw, RowOutcome::Refused, Some(&reason))?;
                    }
                }
            }
            transaction.write(self.sql.intake.insert_incoming, &waiting, "").await?;
            self.rows += waiting.len() as u64;
        }
        Ok(())
    }

    /// Writes what is news into the table itself and accounts for every row. `step` is told how many of the three steps
    /// are done.
    pub async fn merge(
        self,
        transaction: &mut Transaction,
        import_id: i64,
        (tally, log): (&mut Tally, &mut RowLog),
        step: impl Fn(u64),
    ) -> Result<(), StoreError> {
        let sql = &self.sql.intake;
        transaction.run(sql.make_first, &[]).await?;
        let first = transaction.run(sql.fill_first, &[]).await?;
        step(1);
        let repeats = self.rows - first;
        let contradictions = if repeats == 0 {
            0
        } else {
            let given = [Cell::integer(import_id), Cell::integer(log.last_place()), Cell::text(self.key)];
            transaction.run(sql.refuse_contradictions, &given).await?
        };
        log.skip(contradictions);
        transaction.run(sql.drop_incoming, &[]).await?;
        step(2);
        let held_before = transaction.number(self.sql.count).await?;
        let written = transaction.run(sql.merge, &[]).await?;
        let new = transaction.number(self.sql.count).await?.abs_diff(held_before);
        transaction.run(sql.drop_first, &[]).await?;
        step(3);
        tally.new += new;
        tally.changed += written - new;
        tally.unchanged += (first - written) + (repeats - contradictions);
        tally.refused += contradictions;
        Ok(())
    }
}
