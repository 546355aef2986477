//! The first look at a register: its headings, what each column means, and up to 2,000 rows to tell it by.

use crate::domain::imported::FileKind;
use crate::domain::register::ColumnReading;

use super::Options;
use super::detect::Detected;
use super::error::ReadError;
use super::mapping;
use super::opened::Opened;
use super::publisher::{Publisher, Publishers};
use super::records::Record;
use super::running_text;
use super::table::Table;

/// What the first rows of a register tell.
pub(super) struct FirstLook {
    /// The headings; empty cells when there are none.
    pub(super) header: Record,
    /// The rows that the headings take, as a spreadsheet numbers them.
    pub(super) header_rows: Vec<u64>,
    /// How each column is understood.
    pub(super) readings: Vec<ColumnReading>,
    /// The rows looked at, as they stand.
    pub(super) rows: Vec<Record>,
    /// Whether these are all.
    pub(super) is_whole: bool,
}

impl FirstLook {
    /// Who publishes the register, as far as the rows looked at tell.
    pub(super) fn publisher(&self, kind: FileKind, opened: &Opened, options: &Options) -> Publisher {
        let columns = mapping::columns(&self.header, &self.readings, kind);
        let mut publishers = Publishers::default();
        self.rows.iter().for_each(|record| publishers.count(record, &columns));
        publishers.publisher(&columns, opened, options)
    }
}

/// Reads the headings and up to 2,000 rows.
pub(super) fn first_look(table: &mut Table<'_>, found: Detected, options: &Options) -> Result<FirstLook, ReadError> {
    let (mut header, header_rows) = read_headings(table, found)?;
    let mut rows: Vec<Record> = Vec::new();
    let mut record = Record::default();
    let mut is_whole = true;
    while table.next(&mut record)? {
        rows.push(std::mem::take(&mut record));
        if rows.len() == mapping::MOST_ROWS {
            is_whole = false;
            break;
        }
    }
    if header_rows.is_empty() {
        // Without headings a row is as long as most are.
        let width = rows.iter().map(Record::len).max().unwrap_or(0);
        header = Record::from_cells(1, std::iter::repeat_n("", width));
    }
    let known = mapping::recognised(&header, found.kind);
    if let Some(saw) = running_text::why(&header, &rows, known, table.is_text()) {
        return Err(ReadError::NotATable { name: table.name().to_owned(), saw });
    }
    let readings = if options.readings.len() == header.len() {
        options.readings.clone()
    } else {
        mapping::propose(&header, &rows, found.kind, options)
    };
    Ok(FirstLook { header, header_rows, readings, rows, is_whole })
}

/// Reads over what stands above the rows; gives the headings, and the rows they stand in.
pub(super) fn read_headings(table: &mut Table<'_>, found: Detected) -> Result<(Record, Vec<u64>), ReadError> {
    let Some(at) = found.header_at else { return Ok((Record::default(), Vec::new())) };
    let mut header = Record::default();
    for _ in 0..=at {
        table.next(&mut header)?;
    }
    let rows = table.heading_rows(header.number);
    Ok((header, rows))
}
