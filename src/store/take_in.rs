//! Taking a file in: one transaction that compares each row with what is held, writes what differs and accounts for all.

use time::OffsetDateTime;

use crate::domain::imported::{ReadFile, ReadPart, Row, RowOutcome, Rows, TakenIn, Tally};
use crate::domain::source::{Source, SourceId};
use crate::store::Store;
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::imports::{self, RowLog};
use crate::store::official::Incoming;
use crate::store::recorded::Books;
use crate::store::table::{Table, checked_cells, decode, held, upsert};
use crate::store::transaction::Transaction;

/// Told how many rows are done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

impl Store {
    /// Takes in one file that was read as a whole, as [`Intake::finish`] does.
    ///
    /// # Errors
    /// As [`Intake::finish`].
    pub async fn take_in(
        &self,
        file: &ReadFile,
        by: &str,
        at: OffsetDateTime,
        progress: Progress<'_>,
    ) -> Result<TakenIn, StoreError> {
        self.begin_intake().await?.finish(file, by, at, progress).await
    }

    /// Begins to take in one file. Nobody else can write until it is finished or dropped.
    ///
    /// # Errors
    /// [`StoreError`] when another program is writing or the database cannot be written to.
    pub async fn begin_intake(&self) -> Result<Intake, StoreError> {
        let transaction = self.pool.begin_write().await?;
        Ok(Intake { transaction, tally: Tally::default(), kept: 0, incoming: None, log: RowLog::new() })
    }
}

/// One file on its way in. Dropped before it is finished, it leaves everything as it was.
pub struct Intake {
    transaction: Transaction,
    tally: Tally,
    kept: u64,
    incoming: Option<Incoming>,
    log: RowLog,
}

impl Intake {
    /// Takes one part of a file that is handed on in parts.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn take_part(&mut self, part: &ReadPart) -> Result<(), StoreError> {
        self.tally.refused += part.refused.len() as u64;
        for row in &part.refused {
            self.log.note(row.number, &row.raw, RowOutcome::Refused, Some(&row.reason))?;
        }
        match &part.rows {
            Rows::Sales(rows) => self.stage(rows, &part.source).await?,
            Rows::Postcodes(rows) => self.stage(rows, &part.source).await?,
            Rows::Uprns(rows) => self.stage(rows, &part.source).await?,
            Rows::Organisations(rows) => self.stage(rows, &part.source).await?,
            _ => {
                let reason = "This kind of file is taken in as a whole, not in parts.".to_owned();
                return Err(StoreError::Conflict { reason, source: None });
            }
        }
        self.log.write(&mut self.transaction).await
    }

    /// Appends the rows of one part to those that wait for the end of the file.
    async fn stage<T: Table>(&mut self, rows: &[Row<T>], source: &SourceId) -> Result<(), StoreError> {
        let mut incoming = match self.incoming.take() {
            Some(incoming) => incoming,
            None => Incoming::begin::<T>(&mut self.transaction).await?,
        };
        incoming.add(&mut self.transaction, rows, source, (&mut self.tally, &mut self.log)).await?;
        self.incoming = Some(incoming);
        self.kept += rows.len() as u64;
        Ok(())
    }

    /// Takes in what is left of the file, or all of it: its source, a record of the import, its rows, and a change for all
    /// that is new or differs, in one transaction. Nothing is removed because a later file leaves it out.
    ///
    /// Each row is compared with what is held under its key. Within the file, a row that says the same as an earlier
    /// one counts as unchanged; one that has the same key and says something else is refused, because nothing may be
    /// merged in silence. A file taken in twice is listed twice and changes nothing, so that
    /// [`Store::latest_change`] stays where it was.
    ///
    /// # Errors
    /// [`StoreError::Unaccounted`] when the rows do not add up; [`StoreError::Conflict`] when a row names a source that is
    /// not the file's; else as the database fails. Nothing is written then.
    pub async fn finish(
        mut self,
        file: &ReadFile,
        by: &str,
        at: OffsetDateTime,
        progress: Progress<'_>,
    ) -> Result<TakenIn, StoreError> {
        let handed_on = self.tally.refused;
        let (kept, refused) = (self.kept + file.rows.len() as u64, handed_on + file.refused.len() as u64);
        if file.rows_read != kept + refused {
            return Err(StoreError::Unaccounted { read: file.rows_read, kept, refused });
        }
        self.kept = kept;
        self.tally.read = file.rows_read;
        self.tally.refused = refused;

        let mut intake = Listed::begin(self, file, by, at, progress).await?;
        match &file.rows {
            Rows::Assets(rows) => intake.record(rows).await?,
            Rows::Needs(rows) => intake.record(rows).await?,
            Rows::Rulings(rows) => intake.record(rows).await?,
            Rows::Boundaries(rows) => intake.merge(rows).await?,
            Rows::Deprivation(rows) => intake.merge(rows).await?,
            Rows::Postcodes(rows) => intake.merge(rows).await?,
            Rows::Sales(rows) => intake.merge(rows).await?,
            Rows::Activity(rows) => intake.merge(rows).await?,
            Rows::PriceIndex(rows) => intake.merge(rows).await?,
            Rows::SectorPrices(rows) => intake.merge(rows).await?,
            Rows::DeprivationRanks(rows) => intake.merge(rows).await?,
            Rows::Uprns(rows) => intake.merge(rows).await?,
            Rows::CommunityValue(rows) => intake.merge(rows).await?,
            Rows::Organisations(rows) => intake.merge(rows).await?,
        }
        intake.finish().await
    }
}

/// A file that has been read to its end, with its number among the imports.
struct Listed<'a> {
    intake: Intake,
    file: &'a ReadFile,
    import_id: i64,
    changes: ChangeLog,
    progress: Progress<'a>,
}

impl<'a> Listed<'a> {
    /// Writes the source, lists the import and keeps the rows refused when the file was read.
    async fn begin(
        mut intake: Intake,
        file: &'a ReadFile,
        by: &str,
        at: OffsetDateTime,
        progress: Progress<'a>,
    ) -> Result<Self, StoreError> {
        let source = &file.source;
        let transaction = &mut intake.transaction;
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
        let mut changes = ChangeLog::begin(transaction, Some(import_id), by, at).await?;
        if is_news {
            let before = held.map(decode::<Source>).transpose()?.and_then(|old| old.audited());
            changes.note("sources", source.id.0.to_string(), before, source.audited());
        }
        intake.log.list_under(import_id, transaction).await?;
        for row in &file.refused {
            intake.log.note(row.number, &row.raw, RowOutcome::Refused, Some(&row.reason))?;
        }
        intake.log.write(transaction).await?;
        Ok(Self { intake, file, import_id, changes, progress })
    }

    /// Records that the trail follows one by one.
    async fn record<T: Table>(&mut self, rows: &[Row<T>]) -> Result<(), StoreError> {
        let books = Books {
            transaction: &mut self.intake.transaction,
            source: &self.file.source.id,
            tally: &mut self.intake.tally,
            changes: &mut self.changes,
            log: &mut self.intake.log,
        };
        let progress = self.progress;
        books.take(rows, |done| progress(done, rows.len() as u64)).await
    }

    /// Rows of an official table, which the trail follows file by file.
    async fn merge<T: Table>(&mut self, rows: &[Row<T>]) -> Result<(), StoreError> {
        let Intake { transaction, tally, incoming, log, .. } = &mut self.intake;
        let mut incoming = match incoming.take() {
            Some(incoming) => incoming,
            None => Incoming::begin::<T>(transaction).await?,
        };
        incoming.add(transaction, rows, &self.file.source.id, (tally, log)).await?;
        let (progress, of) = (self.progress, self.file.rows_read);
        incoming.merge(transaction, self.import_id, (tally, log), |step| progress(of * step / 3, of)).await?;
        log.write(transaction).await?;
        if tally.new + tally.changed > 0 {
            let tally = serde_json::to_string(&tally).ok();
            self.changes.note(T::SQL.name, self.file.source.id.0.to_string(), None, tally);
        }
        Ok(())
    }

    /// Writes the tally.
    async fn finish(mut self) -> Result<TakenIn, StoreError> {
        let Intake { mut transaction, tally, kept, .. } = self.intake;
        if !tally.adds_up() {
            return Err(StoreError::Unaccounted { read: tally.read, kept, refused: tally.refused });
        }
        self.changes.write(&mut transaction).await?;
        imports::count(&mut transaction, self.import_id, &tally).await?;
        transaction.commit().await?;
        Ok(TakenIn { import_id: self.import_id, tally })
    }
}
