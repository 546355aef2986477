//! A whole table in memory with every row accounted for: registers, needs, rulings and counts, whose cells are kept.

use std::collections::HashMap;

use crate::domain::imported::{RefusedRow, RowProblem};

use super::error::ReadError;
use super::records::Record;
use super::table::Table;

/// The rows under one row of headings.
pub(super) struct Sheet {
    /// The headings.
    pub(super) header: Record,
    /// Rows of exactly as many cells as there are headings, each one different.
    pub(super) rows: Vec<Record>,
    /// Rows already known to be of no use.
    pub(super) refused: Vec<RefusedRow>,
    /// What is worth knowing of the others.
    pub(super) notes: Vec<RowProblem>,
}

impl Sheet {
    /// Reads all rows. `header_at` is the place of the headings among the rows of the table, from 0.
    pub(super) fn load(mut table: Table<'_>, header_at: usize) -> Result<Self, ReadError> {
        Self::first(&mut table, header_at, usize::MAX)
    }

    /// The same of the first rows, at most so many.
    pub(super) fn first(table: &mut Table<'_>, header_at: usize, most: usize) -> Result<Self, ReadError> {
        let mut header = Record::default();
        for _ in 0..=header_at {
            table.next(&mut header)?;
        }
        let mut sheet = Self { header, rows: Vec::new(), refused: Vec::new(), notes: Vec::new() };
        let mut record = Record::default();
        while sheet.rows.len() < most && table.next(&mut record)? {
            match fit(&mut record, sheet.header.len()) {
                Ok(note) => {
                    sheet.notes.extend(note);
                    sheet.rows.push(record.clone());
                }
                Err(reason) => sheet.refuse(&record, reason),
            }
        }
        sheet.refuse_repeats();
        Ok(sheet)
    }

    /// Leaves this row out.
    pub(super) fn refuse(&mut self, record: &Record, reason: impl Into<String>) {
        self.refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason: reason.into() });
    }

    /// Leaves out rows that repeat an earlier one in every cell.
    fn refuse_repeats(&mut self) {
        let mut seen: HashMap<&Record, u64> = HashMap::with_capacity(self.rows.len());
        let mut repeats = Vec::new();
        for (at, record) in self.rows.iter().enumerate() {
            match seen.get(record) {
                Some(&first) => repeats.push((at, first)),
                None => {
                    seen.insert(record, record.number);
                }
            }
        }
        let mut of_row = repeats.into_iter().peekable();
        let rows = std::mem::take(&mut self.rows);
        for (at, record) in rows.into_iter().enumerate() {
            match of_row.next_if(|(repeat, _)| *repeat == at) {
                Some((_, first)) => self.refuse(&record, format!("repeats row {first} word for word")),
                None => self.rows.push(record),
            }
        }
    }
}

/// Makes the row as long as the headings where that loses nothing, or says why it cannot.
pub(super) fn fit(record: &mut Record, headings: usize) -> Result<Option<RowProblem>, String> {
    let cells = record.len();
    if record.unclosed {
        return Err("the file ends inside quotation marks; it may have been cut off".to_owned());
    }
    if cells > headings {
        if record.cells().skip(headings).all(|cell| cell.trim().is_empty()) {
            record.truncate(headings);
            return Ok(None);
        }
        return Err(format!(
            "has {cells} cells where the headings have {headings}, so it is not clear which cell is which"
        ));
    }
    if cells == headings {
        return Ok(None);
    }
    let missing = headings - cells;
    for _ in 0..missing {
        record.push_empty();
    }
    Ok(Some(RowProblem {
        row: record.number,
        column: None,
        value: None,
        reason: format!("has {cells} cells where the headings have {headings}; the last {missing} were taken as empty"),
        refused: false,
    }))
}
