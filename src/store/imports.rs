//! Files taken in: one record for each, and the rows as they stood of those that only the file's owner could give again.

use std::borrow::Cow;

use time::OffsetDateTime;

use crate::domain::imported::{FileKind, ImportRecord, RawRow, ReadFile, RefusedRow, RowOutcome, Tally};
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

const RECORD: &[CellType] = &[
    CellType::Integer,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Moment,
    CellType::Integer,
    CellType::Integer,
    CellType::Integer,
    CellType::Integer,
    CellType::Integer,
    CellType::Text,
];
const ROW: &[CellType] = &[CellType::Integer, CellType::Text, CellType::Text, CellType::Text];

impl Store {
    /// Every file ever taken in, oldest first, also those that changed nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let mut imports = Vec::new();
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT id, source, kind, file_name, checksum, header, taken_by, taken_at, \
                 rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, notes FROM imports ORDER BY id",
                &[],
                RECORD,
                |row| {
                    let record = record(&mut Cells::new(row));
                    imports.push(record.map_err(|unreadable| StoreError::corrupt("imports", unreadable))?);
                    Ok(())
                },
            )
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

    /// The rows of one import as they stood, in the order of the file: all of a register, needs or rulings file, the
    /// refused ones of any other. Empty when there is no such import.
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
        source: SourceId::new(cells.text()?),
        kind: cells.word(FileKind::from_slug)?,
        file_name: cells.text()?,
        checksum: cells.text()?,
        header: cells.json()?,
        by: cells.text()?,
        at: cells.moment()?,
        tally: Tally {
            read: cells.integer()?,
            new: cells.integer()?,
            changed: cells.integer()?,
            unchanged: cells.integer()?,
            refused: cells.integer()?,
        },
        notes: cells.json()?,
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

/// Lists the file under a number of its own, which it returns; the tally follows when the rows are done.
pub(super) async fn list(
    transaction: &mut Transaction,
    file: &ReadFile,
    by: &str,
    at: OffsetDateTime,
) -> Result<i64, StoreError> {
    let id = transaction.number("SELECT COALESCE(MAX(id), 0) FROM imports").await? + 1;
    let [header, notes] = [as_json(&file.header), as_json(&file.notes)];
    let row = vec![
        Cell::integer(id),
        Cell::text(&file.source.id.0),
        Cell::text(file.kind.slug()),
        readable(&file.source.file_name),
        readable(&file.checksum),
        header?,
        readable(by),
        Cell::moment(at),
        Cell::integer(0),
        Cell::integer(0),
        Cell::integer(0),
        Cell::integer(0),
        Cell::integer(0),
        notes?,
    ];
    transaction
        .write(
            "INSERT INTO imports (id, source, kind, file_name, checksum, header, taken_by, taken_at, \
             rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, notes) ",
            &[row],
            "",
        )
        .await?;
    Ok(id)
}

/// Writes the tally of an import.
pub(super) async fn count(transaction: &mut Transaction, id: i64, tally: &Tally) -> Result<(), StoreError> {
    let [read, new, changed, unchanged, refused] =
        [tally.read, tally.new, tally.changed, tally.unchanged, tally.refused].map(number);
    transaction
        .run(
            "UPDATE imports SET rows_read = $2, rows_new = $3, rows_changed = $4, rows_unchanged = $5, \
             rows_refused = $6 WHERE id = $1",
            &[Cell::integer(id), read, new, changed, unchanged, refused],
        )
        .await?;
    Ok(())
}

/// Rows as they stood on their way into the table.
///
/// An import is listed when its file has been read to the end. What is to be said of its rows before that waits in a
/// table of its own, so that a file of any size with any number of faults takes little memory.
pub(super) struct RowLog {
    import_id: Option<i64>,
    next_place: i64,
    waiting: Vec<Vec<Cell<'static>>>,
    has_table: bool,
}

impl RowLog {
    pub fn new() -> Self {
        Self { import_id: None, next_place: 0, waiting: Vec::new(), has_table: false }
    }

    /// Puts what waited, and what follows, under the number of the import.
    pub async fn list_under(&mut self, import_id: i64, transaction: &mut Transaction) -> Result<(), StoreError> {
        self.import_id = Some(import_id);
        if self.has_table {
            let moved = "INSERT INTO import_rows (import_id, place, row_number, cells, outcome, reason) \
                         SELECT CAST($1 AS BIGINT), place, row_number, cells, outcome, reason FROM incoming_rows";
            transaction.run(moved, &[Cell::integer(import_id)]).await?;
            transaction.run("DROP TABLE incoming_rows", &[]).await?;
            self.has_table = false;
        }
        Ok(())
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
        cells: &[String],
        outcome: RowOutcome,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        self.waiting.push(vec![
            Cell::Integer(Some(self.next_place)),
            number(row_number),
            as_json(cells)?,
            Cell::text(outcome.slug()),
            reason.map_or(Cell::Text(None), readable),
        ]);
        self.next_place += 1;
        Ok(())
    }

    /// Writes what was noted.
    pub async fn write(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        if let Some(import_id) = self.import_id {
            for row in &mut waiting {
                row.insert(0, Cell::integer(import_id));
            }
            let insert = "INSERT INTO import_rows (import_id, place, row_number, cells, outcome, reason) ";
            return transaction.write(insert, &waiting, "").await;
        }
        if !self.has_table {
            let make = "CREATE TEMPORARY TABLE incoming_rows (place BIGINT NOT NULL, row_number BIGINT NOT NULL, \
                        cells TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT)";
            transaction.run(make, &[]).await?;
            self.has_table = true;
        }
        transaction.write("INSERT INTO incoming_rows (place, row_number, cells, outcome, reason) ", &waiting, "").await
    }
}

fn number(count: u64) -> Cell<'static> {
    Cell::Integer(Some(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// Text meant only for reading: a NUL, which PostgreSQL cannot hold, becomes the replacement character.
fn readable(text: &str) -> Cell<'static> {
    Cell::Text(Some(Cow::Owned(text.replace('\0', "\u{fffd}"))))
}

fn as_json<T: serde::Serialize + ?Sized>(value: &T) -> Result<Cell<'static>, StoreError> {
    serde_json::to_string(value).map(|text| Cell::Text(Some(Cow::Owned(text)))).map_err(|error| StoreError::Conflict {
        reason: "A row of the file cannot be written down as it stood. Nothing was changed.".to_owned(),
        source: Some(Box::new(error)),
    })
}
