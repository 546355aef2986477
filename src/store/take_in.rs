//! Taking a file in: one transaction that compares each row with what is held, writes what differs and accounts for all.

use time::{Date, OffsetDateTime};

use crate::domain::imported::{
    ImportState, NOTES_KEPT, ReadFile, ReadPart, RefusedRow, Row, RowOutcome, RowProblem, Rows, SaidOfFile, TakenIn,
    Tally,
};
use crate::domain::source::{Source, SourceId};
use crate::store::Store;
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::gone;
use crate::store::imports::{self, Given, Outcome, RowLog};
use crate::store::judged::Judge;
use crate::store::kept_files;
use crate::store::learnt::{self, Learnt};
use crate::store::official::Incoming;
use crate::store::recorded::Books;
use crate::store::table::{Table, checked_cells, decode, held, upsert};
use crate::store::transaction::Transaction;

/// Told how many rows are done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// What a file must come to, and what else is to be done with it.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// What somebody was shown before saying yes: rows by what becomes of them, and records to be marked as gone. Where
    /// the file comes to anything else, nothing is written.
    pub promised: Option<(Tally, u64)>,
    /// The day on which records of the same register that the file leaves out are gone; `None` leaves them as they are.
    pub gone_on: Option<Date>,
    /// The council whose assets alone are marked so; `None` for all of the register.
    pub gone_of: Option<String>,
    /// How somebody said that the file is to be read.
    pub said: SaidOfFile,
    /// How large the file is.
    pub size_bytes: Option<u64>,
    /// What the file turned out to be, as JSON, to be kept with the import.
    pub survey: Option<String>,
    /// What its columns were said to mean, to be remembered for the next file of the publisher with this slug.
    pub learnt: Option<(String, Learnt)>,
}

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
        self.begin_intake(by, at).await?.finish(file, &Terms::default(), progress).await
    }

    /// Begins to take in one file. Nobody else can write until it is finished or dropped.
    ///
    /// # Errors
    /// [`StoreError`] when another program is writing or the database cannot be written to.
    pub async fn begin_intake(&self, by: &str, at: OffsetDateTime) -> Result<Intake, StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        let said = SaidOfFile::default();
        let given = Given { state: ImportState::Draft, file_name: "", size_bytes: None, said: &said, by, at };
        let import_id = imports::list(&mut transaction, &given).await?;
        Intake::begin(transaction, import_id, by, at).await
    }

    /// Begins to take in the file of a draft, which keeps its number.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when there is no such draft any more; else as [`Store::begin_intake`].
    pub async fn begin_intake_of_draft(
        &self,
        import_id: i64,
        by: &str,
        at: OffsetDateTime,
    ) -> Result<Intake, StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        imports::expect_draft(&mut transaction, import_id).await?;
        Intake::begin(transaction, import_id, by, at).await
    }
}

/// One file on its way in. Dropped before it is finished, it leaves everything as it was.
pub struct Intake {
    transaction: Transaction,
    import_id: i64,
    by: String,
    at: OffsetDateTime,
    tally: Tally,
    /// Rows handed over to be kept.
    kept: u64,
    /// Rows handed over as refused.
    refused: u64,
    /// Rows of parts that cannot be written before their source is.
    held_back: Option<Rows>,
    /// The source that the parts named.
    source: Option<SourceId>,
    incoming: Option<Incoming>,
    judge: Judge,
    changes: ChangeLog,
    log: RowLog,
    notes: Vec<RowProblem>,
}

impl Intake {
    async fn begin(
        mut transaction: Transaction,
        import_id: i64,
        by: &str,
        at: OffsetDateTime,
    ) -> Result<Self, StoreError> {
        let changes = ChangeLog::begin(&mut transaction, import_id, by, at).await?;
        Ok(Self {
            transaction,
            import_id,
            by: by.to_owned(),
            at,
            tally: Tally::default(),
            kept: 0,
            refused: 0,
            held_back: None,
            source: None,
            incoming: None,
            judge: Judge::new(),
            changes,
            log: RowLog::new(import_id),
            notes: Vec::new(),
        })
    }

    /// The same of a file that speaks for one council alone: what other councils hold it does not change.
    #[must_use]
    pub fn only_of(mut self, council: Option<&str>) -> Self {
        self.judge.only_of(council);
        self
    }

    /// The number under which the file is listed.
    #[must_use]
    pub fn import_id(&self) -> i64 {
        self.import_id
    }

    /// Keeps the file itself: its next part, packed by [`kept_files::pack`].
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn keep_part(&mut self, part: i64, packed: Vec<u8>) -> Result<(), StoreError> {
        kept_files::write(&mut self.transaction, self.import_id, part, packed).await
    }

    /// Takes one part of a file that is handed on in parts.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn take_part(&mut self, part: &ReadPart) -> Result<(), StoreError> {
        self.source = Some(part.source.clone());
        match (&part.rows, &mut self.held_back) {
            (Rows::Needs(_) | Rows::Rulings(_), Some(waiting)) => waiting.append(part.rows.clone()),
            (Rows::Needs(_) | Rows::Rulings(_), None) => self.held_back = Some(part.rows.clone()),
            _ => self.take_rows(&part.rows, &part.source, &|_| ()).await?,
        }
        self.refuse(&part.refused, &part.notes).await
    }

    async fn take_rows(
        &mut self,
        rows: &Rows,
        source: &SourceId,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<(), StoreError> {
        self.kept += rows.len() as u64;
        match rows {
            Rows::Assets(rows) => self.record(rows, source, progress).await,
            Rows::Needs(rows) => self.record(rows, source, progress).await,
            Rows::Rulings(rows) => self.record(rows, source, progress).await,
            Rows::Boundaries(rows) => self.add(rows, source).await,
            Rows::Deprivation(rows) => self.add(rows, source).await,
            Rows::Postcodes(rows) => self.add(rows, source).await,
            Rows::Sales(rows) => self.add(rows, source).await,
            Rows::Activity(rows) => self.add(rows, source).await,
            Rows::PriceIndex(rows) => self.add(rows, source).await,
            Rows::SectorPrices(rows) => self.add(rows, source).await,
            Rows::DeprivationRanks(rows) => self.add(rows, source).await,
            Rows::Uprns(rows) => self.add(rows, source).await,
            Rows::CommunityValue(rows) => self.add(rows, source).await,
            Rows::Organisations(rows) => self.add(rows, source).await,
        }
    }

    /// Rows that were refused when the file was read, and notes about the others.
    async fn refuse(&mut self, refused: &[RefusedRow], notes: &[RowProblem]) -> Result<(), StoreError> {
        self.refused += refused.len() as u64;
        self.tally.refused += refused.len() as u64;
        for row in refused {
            self.log.note(row.number, &row.raw, RowOutcome::Refused, Some(&row.reason))?;
        }
        let room = NOTES_KEPT.saturating_sub(self.notes.len());
        self.notes.extend(notes.iter().take(room).cloned());
        self.log.write(&mut self.transaction).await
    }

    /// Records that the trail follows one by one.
    async fn record<T: Table>(
        &mut self,
        rows: &[Row<T>],
        source: &SourceId,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<(), StoreError> {
        let books = Books {
            transaction: &mut self.transaction,
            source,
            judge: &mut self.judge,
            tally: &mut self.tally,
            changes: &mut self.changes,
            log: &mut self.log,
        };
        books.take(rows, progress).await
    }

    /// Rows of an official table wait for the end of the file.
    async fn add<T: Table>(&mut self, rows: &[Row<T>], source: &SourceId) -> Result<(), StoreError> {
        let Self { transaction, tally, log, incoming, .. } = self;
        let mut waiting = match incoming.take() {
            Some(waiting) => waiting,
            None => Incoming::begin::<T>(transaction).await?,
        };
        waiting.add(transaction, rows, source, (tally, log)).await?;
        self.incoming = Some(waiting);
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
    /// not the file's, or the file comes to something else than was promised; else as the database fails. Nothing is
    /// written then.
    pub async fn finish(
        mut self,
        file: &ReadFile,
        terms: &Terms,
        progress: Progress<'_>,
    ) -> Result<TakenIn, StoreError> {
        let refused = self.refused + file.refused.len() as u64;
        let kept = self.kept + file.rows.len() as u64;
        if file.rows_read != kept + refused {
            return Err(StoreError::Unaccounted { read: file.rows_read, kept, refused });
        }
        let source = &file.source.id;
        if self.source.as_ref().is_some_and(|named| named != source) {
            return Err(StoreError::Conflict {
                reason: "The parts of the file name different sources. Nothing was changed.".to_owned(),
                source: None,
            });
        }
        self.tally.read = file.rows_read;
        self.describe(&file.source).await?;
        let of = file.rows_read;
        if let Some(waiting) = self.held_back.take() {
            self.take_rows(&waiting, source, &|_| ()).await?;
        }
        let handed_on = self.kept;
        self.take_rows(&file.rows, source, &|done| progress(handed_on + done, of)).await?;
        self.refuse(&file.refused, &file.notes).await?;
        self.merge(source, of, progress).await?;
        let gone = match terms.gone_on {
            Some(day) if file.kind.is_register() => {
                let marking = (day, terms.gone_of.as_deref());
                gone::mark(&mut self.transaction, &self.judge, source, marking, &mut self.changes).await?
            }
            _ => 0,
        };
        self.settle(file, terms, gone).await
    }

    /// Writes the source where it is new or described anew.
    async fn describe(&mut self, source: &Source) -> Result<(), StoreError> {
        let cells = checked_cells(source, &source.id).map_err(|reason| StoreError::Conflict {
            reason: format!("The description of the file's source cannot be kept. {reason}"),
            source: None,
        })?;
        let held = held::<Source>(&mut self.transaction, &[&cells]).await?.remove(&*source.id.0);
        if held.as_ref() == Some(&cells) {
            return Ok(());
        }
        upsert::<Source>(&mut self.transaction, &[cells]).await?;
        let before = held.map(decode::<Source>).transpose()?.and_then(|old| old.audited());
        self.changes.note("sources", source.id.0.to_string(), before, source.audited());
        self.changes.write(&mut self.transaction).await
    }

    /// Moves the rows of an official table to where they belong; the trail follows it file by file.
    async fn merge(&mut self, source: &SourceId, of: u64, progress: Progress<'_>) -> Result<(), StoreError> {
        let Self { transaction, tally, log, incoming, import_id, .. } = self;
        let Some(waiting) = incoming.take() else { return Ok(()) };
        let table = waiting.table();
        waiting.merge(transaction, *import_id, (tally, log), |step| progress(of * step / 3, of)).await?;
        log.write(transaction).await?;
        if tally.new + tally.changed > 0 {
            let tally = serde_json::to_string(&tally).ok();
            self.changes.note(table, source.0.to_string(), None, tally);
        }
        Ok(())
    }

    /// Writes what the file came to.
    async fn settle(mut self, file: &ReadFile, terms: &Terms, gone: u64) -> Result<TakenIn, StoreError> {
        let (tally, kept, import_id) = (self.tally, self.kept, self.import_id);
        if !tally.adds_up() {
            return Err(StoreError::Unaccounted { read: tally.read, kept, refused: tally.refused });
        }
        if terms.promised.is_some_and(|promised| promised != (tally, gone)) {
            return Err(StoreError::Conflict {
                reason: "The register changed since you looked. Nothing was taken in: look again, then commit."
                    .to_owned(),
                source: None,
            });
        }
        if let Some((publisher, said)) = &terms.learnt {
            learnt::remember(&mut self.transaction, publisher, said, &mut self.changes).await?;
        }
        self.changes.write(&mut self.transaction).await?;
        let outcome = Outcome {
            file,
            terms,
            notes: &self.notes,
            tally,
            gone,
            changes: self.changes.range(),
            by: &self.by,
            at: self.at,
        };
        imports::settle(&mut self.transaction, import_id, &outcome).await?;
        if !file.kind.is_kept_whole() {
            kept_files::forget(&mut self.transaction, import_id).await?;
        }
        self.transaction.commit().await?;
        Ok(TakenIn { import_id, tally })
    }
}
