//! Rows handed on in parts while a file is read, so that a file of any size takes little memory.

use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, ReadPart, RefusedRow, Row, RowProblem, Rows};
use crate::domain::source::{Source, SourceId};

use super::error::ReadError;
use super::opened::Opened;
use super::records::Record;
use super::{Contents, Give, finish};

/// Rows handed on at a time: a megabyte or two.
const PART_ROWS: usize = 8_000;

/// The rows of one file on their way to whoever takes them.
pub(super) struct Parts<'g, T> {
    name: String,
    source: SourceId,
    give: Give<'g>,
    as_rows: fn(Vec<Row<T>>) -> Rows,
    rows: Vec<Row<T>>,
    refused: Vec<RefusedRow>,
    notes: Vec<RowProblem>,
    handed_on: u64,
}

impl<'g, T> Parts<'g, T> {
    /// Nothing yet.
    pub(super) fn new(opened: &Opened, kind: FileKind, as_rows: fn(Vec<Row<T>>) -> Rows, give: Give<'g>) -> Self {
        Self {
            name: opened.name.clone(),
            source: opened.source_id(kind),
            give,
            as_rows,
            rows: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
            handed_on: 0,
        }
    }

    /// Keeps a row whose cells as they stood can be had again from the publisher.
    pub(super) fn keep(&mut self, number: u64, value: T) -> Result<(), ReadError> {
        self.hand_on_when_full()?;
        self.rows.push(Row { number, raw: Cells::default(), value });
        Ok(())
    }

    /// Leaves a row out.
    pub(super) fn refuse(&mut self, number: u64, raw: Vec<String>, reason: String) -> Result<(), ReadError> {
        self.hand_on_when_full()?;
        self.refused.push(RefusedRow { number, raw, reason });
        Ok(())
    }

    /// Says something of a row that is kept.
    pub(super) fn note(&mut self, note: RowProblem) {
        self.notes.push(note);
    }

    /// The source that the rows belong to.
    pub(super) fn source(&self) -> &SourceId {
        &self.source
    }

    /// Hands on only when another row follows, so that the last part is never empty.
    fn hand_on_when_full(&mut self) -> Result<(), ReadError> {
        if self.rows.len() + self.refused.len() < PART_ROWS {
            return Ok(());
        }
        self.handed_on += PART_ROWS as u64;
        let part = ReadPart {
            source: self.source.clone(),
            rows: (self.as_rows)(std::mem::replace(&mut self.rows, Vec::with_capacity(PART_ROWS))),
            refused: std::mem::take(&mut self.refused),
            notes: std::mem::take(&mut self.notes),
        };
        if (self.give)(part) { Ok(()) } else { Err(ReadError::Stopped { name: self.name.clone() }) }
    }

    /// The file with its last part.
    pub(super) fn finish(
        self,
        kind: FileKind,
        opened: &Opened,
        source: Source,
        header: Record,
    ) -> Result<ReadFile, ReadError> {
        let rows = (self.as_rows)(self.rows);
        let contents = Contents { header, rows, refused: self.refused, notes: self.notes };
        let mut file = finish(kind, opened, source, contents)?;
        file.rows_read += self.handed_on;
        Ok(file)
    }
}
