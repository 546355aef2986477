//! Files given to catmap: one record for each, how far it is, and the rows of it that were left out, as they stood.

use std::borrow::Cow;

use time::OffsetDateTime;

use crate::domain::imported::{
    FileKind, ImportRecord, ImportState, NOTES_KEPT, RawRow, ReadFile, RefusedRow, RowOutcome, RowProblem, SaidOfFile,
    Tally,
};
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::changes::readable;
use crate::store::error::StoreError;
use crate::store::take_in::Terms;
use crate::store::transaction::Transaction;

use CellType::{Integer, Moment, Text};

const RECORD: &[CellType] = &[
    Integer, Text, Integer, Text, Text, Text, Text, Integer, Text, Text, Text, Text, Text, Text, Moment, Integer,
    Integer, Integer, Integer, Integer, Integer, Text, Text, Moment,
];
const ROW: &[CellType] = &[Integer, Text, Text, Text];

/// Reads records of imports; a condition follows.
macro_rules! select_imports {
    ($condition:literal) => {
        concat!(
            "SELECT id, state, turn, source, kind, publisher, file_name, size_bytes, checksum, header, options, survey, problem, ",
            "taken_by, taken_at, rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, records_gone, notes, ",
            "undone_by, undone_at FROM imports ",
            $condition
        )
    };
}

impl Store {
    /// Every file ever taken in, in the order in which they took effect, also those that changed nothing or were undone.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        self.read_imports(select_imports!("WHERE turn IS NOT NULL ORDER BY turn"), &[]).await
    }

    /// The files given last, newest first, those that were discarded left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn newest_imports(&self, most: u32) -> Result<Vec<ImportRecord>, StoreError> {
        let newest = select_imports!("WHERE state <> 'discarded' ORDER BY id DESC LIMIT $1");
        self.read_imports(newest, &[Cell::integer(most)]).await
    }

    /// One file by its number.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn import(&self, id: i64) -> Result<Option<ImportRecord>, StoreError> {
        Ok(self.read_imports(select_imports!("WHERE id = $1"), &[Cell::integer(id)]).await?.pop())
    }

    /// The last file of a source that took effect and was not undone, before the one numbered `but`.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn previous_import(&self, source: &SourceId, but: i64) -> Result<Option<ImportRecord>, StoreError> {
        let last = select_imports!(
            "WHERE source = $1 AND state = 'committed' AND id <> $2 \
             AND turn < COALESCE((SELECT own.turn FROM imports AS own WHERE own.id = $2), turn + 1) \
             ORDER BY turn DESC LIMIT 1"
        );
        Ok(self.read_imports(last, &[Cell::text(&source.0), Cell::integer(but)]).await?.pop())
    }

    /// Who published what was taken in and not undone, whoever did so last first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn publishers(&self) -> Result<Vec<String>, StoreError> {
        let mut publishers = Vec::new();
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT publisher FROM imports WHERE state = 'committed' AND publisher IS NOT NULL \
                 GROUP BY publisher ORDER BY MAX(turn) DESC",
                &[],
                &[Text],
                |row| {
                    let publisher = Cells::new(row).text();
                    publishers.push(publisher.map_err(|unreadable| StoreError::corrupt("imports", unreadable))?);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok(publishers)
    }

    async fn read_imports(&self, sql: &'static str, given: &[Cell<'_>]) -> Result<Vec<ImportRecord>, StoreError> {
        let mut imports = Vec::new();
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(sql, given, RECORD, |row| {
                let record = record(&mut Cells::new(row));
                imports.push(record.map_err(|unreadable| StoreError::corrupt("imports", unreadable))?);
                Ok(())
            })
            .await?;
        reading.commit().await?;
        Ok(imports)
    }

    /// Each row that one import left out, in the order of the file, one by one: there may be too many for memory.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn each_refused(&self, import_id: i64, mut visit: impl FnMut(RefusedRow)) -> Result<(), StoreError> {
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT row_number, cells, outcome, reason FROM import_rows \
                 WHERE import_id = $1 AND outcome = 'refused' ORDER BY row_number, place",
                &[Cell::integer(import_id)],
                ROW,
                |row| {
                    let row = raw_row(&mut Cells::new(row));
                    let row = row.map_err(|unreadable| StoreError::corrupt("import_rows", unreadable))?;
                    let reason = row.reason.unwrap_or_default();
                    visit(RefusedRow { number: row.number, raw: row.cells, reason });
                    Ok(())
                },
            )
            .await?;
        reading.commit().await
    }

    /// The reasons for which one import left rows out, each with how many, commonest first, at most `most`.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn refusal_reasons(&self, import_id: i64, most: u32) -> Result<Vec<(String, u64)>, StoreError> {
        let mut reasons = Vec::new();
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT reason, COUNT(*) FROM import_rows WHERE import_id = $1 AND outcome = 'refused' \
                 GROUP BY reason ORDER BY COUNT(*) DESC, MIN(row_number) LIMIT $2",
                &[Cell::integer(import_id), Cell::integer(most)],
                &[CellType::Text, CellType::Integer],
                |row| {
                    let mut cells = Cells::new(row);
                    let reason = cells.text().and_then(|reason| Ok((reason, cells.integer()?)));
                    reasons.push(reason.map_err(|unreadable| StoreError::corrupt("import_rows", unreadable))?);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok(reasons)
    }

    /// The rows kept with one import as they stood, in the order of the file: those it left out, and of files taken in by
    /// an older catmap all. The other rows are in the file itself ([`Store::kept_file`]). Empty when there is no such
    /// import.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn raw_rows(&self, import_id: i64) -> Result<Vec<RawRow>, StoreError> {
        let mut rows = Vec::new();
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT row_number, cells, outcome, reason FROM import_rows WHERE import_id = $1 \
                 ORDER BY row_number, place",
                &[Cell::integer(import_id)],
                ROW,
                |row| {
                    let row = raw_row(&mut Cells::new(row));
                    rows.push(row.map_err(|unreadable| StoreError::corrupt("import_rows", unreadable))?);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok(rows)
    }
}

fn record(cells: &mut Cells) -> Result<ImportRecord, Unreadable> {
    Ok(ImportRecord {
        id: cells.integer()?,
        state: cells.word(ImportState::from_slug)?,
        turn: cells.integer_option()?,
        source: cells.text_option()?.map(SourceId::new),
        kind: cells.word_option(FileKind::from_slug)?,
        publisher: cells.text_option()?,
        file_name: cells.text()?,
        size_bytes: cells.integer_option()?,
        checksum: cells.text_option()?,
        header: cells.json()?,
        said: cells.json()?,
        survey: cells.text_option()?,
        problem: cells.text_option()?,
        by: cells.text()?,
        at: cells.moment()?,
        tally: Tally {
            read: cells.integer()?,
            new: cells.integer()?,
            changed: cells.integer()?,
            unchanged: cells.integer()?,
            refused: cells.integer()?,
        },
        gone: cells.integer()?,
        notes: cells.json()?,
        undone: {
            let by = cells.text_option()?;
            by.zip(cells.moment_option()?)
        },
    })
}

fn raw_row(cells: &mut Cells) -> Result<RawRow, Unreadable> {
    Ok(RawRow {
        number: cells.integer()?,
        cells: cells.json()?,
        outcome: cells.word(RowOutcome::from_slug)?,
        reason: cells.text_option()?,
    })
}

/// A file that is being listed: what is known of it when it comes.
pub(super) struct Given<'a> {
    pub state: ImportState,
    pub file_name: &'a str,
    pub size_bytes: Option<u64>,
    pub said: &'a SaidOfFile,
    pub by: &'a str,
    pub at: OffsetDateTime,
}

/// Lists a file under a number of its own, which it returns; the rest follows when its rows are done.
pub(super) async fn list(transaction: &mut Transaction, given: &Given<'_>) -> Result<i64, StoreError> {
    let id = transaction.number("SELECT COALESCE(MAX(id), 0) FROM imports").await? + 1;
    let zero = || Cell::integer(0);
    let row = vec![
        Cell::integer(id),
        Cell::text(given.state.slug()),
        to_read(given.file_name),
        given.size_bytes.map_or(Cell::Integer(None), number),
        Cell::text("[]"),
        as_json(given.said)?,
        to_read(given.by),
        Cell::moment(given.at),
        zero(),
        zero(),
        zero(),
        zero(),
        zero(),
        zero(),
        Cell::text("[]"),
    ];
    transaction
        .write(
            "INSERT INTO imports (id, state, file_name, size_bytes, header, options, taken_by, taken_at, rows_read, \
             rows_new, rows_changed, rows_unchanged, rows_refused, records_gone, notes) ",
            &[row],
            "",
        )
        .await?;
    Ok(id)
}

/// Refuses what is not a draft any more.
pub(super) async fn expect_draft(transaction: &mut Transaction, id: i64) -> Result<(), StoreError> {
    let mut state = None;
    transaction
        .read("SELECT state FROM imports WHERE id = $1", &[Cell::integer(id)], &[Text], |row| {
            let word = Cells::new(row).word(ImportState::from_slug);
            state = Some(word.map_err(|unreadable| StoreError::corrupt("imports", unreadable))?);
            Ok(())
        })
        .await?;
    let reason = match state {
        Some(ImportState::Draft) => return Ok(()),
        Some(ImportState::Committed) => "This file was taken in already.",
        Some(ImportState::Undone) => "This file was taken in and undone. To take it in again, give it again.",
        Some(ImportState::Discarded) | None => "There is no such file any more.",
    };
    Err(StoreError::Conflict { reason: reason.to_owned(), source: None })
}

/// What a file came to, when all its rows are done.
pub(super) struct Outcome<'a> {
    pub file: &'a ReadFile,
    pub notes: &'a [RowProblem],
    pub tally: Tally,
    pub gone: u64,
    /// The numbers of its first and last change.
    pub changes: Option<(i64, i64)>,
    pub terms: &'a Terms,
    pub by: &'a str,
    pub at: OffsetDateTime,
}

/// Writes what an import came to, which takes effect after all others.
pub(super) async fn settle(transaction: &mut Transaction, id: i64, outcome: &Outcome<'_>) -> Result<(), StoreError> {
    let turn = transaction.number("SELECT COALESCE(MAX(turn), 0) FROM imports").await? + 1;
    let Outcome { file, tally, .. } = outcome;
    let [read, new, changed, unchanged, refused, gone] =
        [tally.read, tally.new, tally.changed, tally.unchanged, tally.refused, outcome.gone].map(number);
    let notes = &outcome.notes[..outcome.notes.len().min(NOTES_KEPT)];
    let (first, last) = outcome.changes.map_or((None, None), |(first, last)| (Some(first), Some(last)));
    transaction
        .run(
            "UPDATE imports SET state = 'committed', turn = $2, source = $3, kind = $4, file_name = $5, checksum = $6, \
             header = $7, taken_by = $8, taken_at = $9, rows_read = $10, rows_new = $11, rows_changed = $12, \
             rows_unchanged = $13, rows_refused = $14, records_gone = $15, notes = $16, first_change = $17, \
             last_change = $18, survey = $19, options = $20, size_bytes = $21, publisher = $22, problem = NULL WHERE id = $1",
            &[
                Cell::integer(id),
                Cell::integer(turn),
                Cell::text(&file.source.id.0),
                Cell::text(file.kind.slug()),
                to_read(&file.source.file_name),
                to_read(&file.checksum),
                as_json(&file.header)?,
                to_read(outcome.by),
                Cell::moment(outcome.at),
                read,
                new,
                changed,
                unchanged,
                refused,
                gone,
                as_json(notes)?,
                Cell::Integer(first),
                Cell::Integer(last),
                outcome.terms.survey.as_deref().map_or(Cell::Text(None), to_read),
                as_json(&outcome.terms.said)?,
                outcome.terms.size_bytes.map_or(Cell::Integer(None), number),
                to_read(&file.source.publisher),
            ],
        )
        .await?;
    Ok(())
}

/// Rows that were left out, as they stood, on their way into the table.
pub(super) struct RowLog {
    import_id: i64,
    next_place: i64,
    waiting: Vec<Vec<Cell<'static>>>,
}

impl RowLog {
    /// A log of an import that has none yet.
    pub fn new(import_id: i64) -> Self {
        Self { import_id, next_place: 0, waiting: Vec::new() }
    }

    /// The place of the last row noted, from 0; -1 when there is none.
    pub fn last_place(&self) -> i64 {
        self.next_place - 1
    }

    /// Counts rows that were written into the table by other hands, after the last place.
    pub fn skip(&mut self, rows: u64) {
        self.next_place = self.next_place.saturating_add_unsigned(rows);
    }

    /// Notes what became of one row.
    pub fn note(
        &mut self,
        row_number: u64,
        cells: &impl serde::Serialize,
        outcome: RowOutcome,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        self.waiting.push(vec![
            Cell::Integer(Some(self.import_id)),
            Cell::Integer(Some(self.next_place)),
            number(row_number),
            as_json(cells)?,
            Cell::text(outcome.slug()),
            reason.map_or(Cell::Text(None), to_read),
        ]);
        self.next_place += 1;
        Ok(())
    }

    /// Writes what was noted.
    pub async fn write(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        let insert = "INSERT INTO import_rows (import_id, place, row_number, cells, outcome, reason) ";
        transaction.write(insert, &waiting, "").await
    }
}

pub(super) fn number(count: u64) -> Cell<'static> {
    Cell::Integer(Some(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// Text meant only for reading.
pub(super) fn to_read(text: &str) -> Cell<'static> {
    Cell::Text(Some(Cow::Owned(readable(text))))
}

pub(super) fn as_json<T: serde::Serialize + ?Sized>(value: &T) -> Result<Cell<'static>, StoreError> {
    serde_json::to_string(value).map(|text| Cell::Text(Some(Cow::Owned(text)))).map_err(|error| StoreError::Conflict {
        reason: "A row of the file cannot be written down as it stood. Nothing was changed.".to_owned(),
        source: Some(Box::new(error)),
    })
}
