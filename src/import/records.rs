//! Splits delimited text into records and cells, with row numbers as a spreadsheet shows them.
//!
//! The rules for quotes are those of RFC 4180, read as leniently as the `csv` crate reads them (a test holds the two
//! against each other). That crate itself is not used here for three reasons: it passes over blank lines without
//! counting them, so that row numbers in a report would not be those in Excel; it does not tell that the text ended
//! inside quotation marks; and it takes a record of any length into memory.

use std::hash::{Hash, Hasher};
use std::io::BufRead;

use crate::domain::cells::Cells;

/// A record longer than this is a fault of the file, and reading stops.
pub(super) const LONGEST_RECORD_BYTES: usize = 1 << 20;

/// One record: its cells and where it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// The row as a spreadsheet numbers it: blank lines count, line breaks inside cells do not.
    pub(super) number: u64,
    /// Whether the text ended inside quotation marks.
    pub(super) unclosed: bool,
    cells: Cells,
}

impl Record {
    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cell at this place, from 0; empty when there are fewer.
    pub(super) fn cell(&self, index: usize) -> &str {
        self.cells.get(index)
    }

    /// All cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// All cells, owned.
    pub(super) fn to_cells(&self) -> Vec<String> {
        self.cells.to_vec()
    }

    /// All cells as they are kept; none are left.
    pub(super) fn take_cells(&mut self) -> Cells {
        std::mem::take(&mut self.cells)
    }

    /// Adds a cell at the end.
    pub(super) fn push(&mut self, cell: &str) {
        self.cells.push(cell);
    }

    /// Adds an empty cell at the end.
    pub(super) fn push_empty(&mut self) {
        self.cells.push("");
    }

    /// Makes it a row without cells.
    pub(super) fn clear(&mut self, number: u64) {
        self.number = number;
        self.unclosed = false;
        self.cells.clear();
    }

    /// Whether no cell has anything in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.is_blank()
    }

    /// Leaves out the cells from this place on.
    pub(super) fn truncate(&mut self, cells: usize) {
        self.cells.truncate(cells);
    }

    /// A record of these cells.
    pub(super) fn from_cells<'a>(number: u64, cells: impl IntoIterator<Item = &'a str>) -> Self {
        Self { number, unclosed: false, cells: cells.into_iter().collect() }
    }
}

impl Eq for Record {}

/// Records are the same when all their cells are, wherever they stand.
impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.cells == other.cells
    }
}

impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.cells.hash(state);
    }
}

/// Why no further record can be read.
#[derive(Debug)]
pub(super) enum RecordError {
    Io(std::io::Error),
    /// The record at this row is longer than [`LONGEST_RECORD_BYTES`].
    Long(u64),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    StartOfCell,
    Plain,
    Quoted,
    /// A quotation mark inside a quoted cell: its end, or the first of two.
    QuoteInQuoted,
}

/// A stream of records.
pub(super) struct Records<R> {
    reader: R,
    delimiter: u8,
    next_row: u64,
    after_carriage_return: bool,
    bytes: Vec<u8>,
    byte_ends: Vec<u32>,
}

impl<R: BufRead> Records<R> {
    /// `reader` gives UTF-8; what is not becomes a sign for it.
    pub(super) fn new(reader: R, delimiter: u8) -> Self {
        Self { reader, delimiter, next_row: 1, after_carriage_return: false, bytes: Vec::new(), byte_ends: Vec::new() }
    }

    /// Reads the next record into `record`; `false` at the end. Blank lines are counted and passed over.
    pub(super) fn read(&mut self, record: &mut Record) -> Result<bool, RecordError> {
        self.bytes.clear();
        self.byte_ends.clear();
        let mut state = State::StartOfCell;
        let mut started = false;
        loop {
            let block = self.reader.fill_buf().map_err(RecordError::Io)?;
            if block.is_empty() {
                if !started {
                    return Ok(false);
                }
                self.byte_ends.push(end(&self.bytes));
                self.finish(record, state == State::Quoted);
                return Ok(true);
            }
            let mut used = 0;
            let mut ended = false;
            while let Some(&byte) = block.get(used) {
                used += 1;
                let line_feed_of_pair = self.after_carriage_return && byte == b'\n';
                self.after_carriage_return = false;
                if line_feed_of_pair && !started {
                    continue;
                }
                let ends_record = matches!(byte, b'\n' | b'\r') && state != State::Quoted;
                if ends_record {
                    self.after_carriage_return = byte == b'\r';
                    if started {
                        self.byte_ends.push(end(&self.bytes));
                        ended = true;
                        break;
                    }
                    self.next_row += 1;
                    continue;
                }
                started = true;
                state = match (state, byte) {
                    (State::StartOfCell, b'"') => State::Quoted,
                    (State::Quoted, b'"') => State::QuoteInQuoted,
                    (State::Quoted, _) | (State::QuoteInQuoted, b'"') => {
                        used += take_run(&mut self.bytes, &block[used - 1..], |byte| byte == b'"');
                        State::Quoted
                    }
                    (_, byte) if byte == self.delimiter => {
                        self.byte_ends.push(end(&self.bytes));
                        State::StartOfCell
                    }
                    _ => {
                        let delimiter = self.delimiter;
                        let ends = |byte| byte == delimiter || matches!(byte, b'\n' | b'\r');
                        used += take_run(&mut self.bytes, &block[used - 1..], ends);
                        State::Plain
                    }
                };
            }
            self.reader.consume(used);
            if self.bytes.len() + self.byte_ends.len() > LONGEST_RECORD_BYTES {
                return Err(RecordError::Long(self.next_row));
            }
            if ended {
                self.finish(record, false);
                return Ok(true);
            }
        }
    }

    fn finish(&mut self, record: &mut Record, unclosed: bool) {
        record.number = self.next_row;
        record.unclosed = unclosed;
        self.next_row += 1;
        let whole = std::str::from_utf8(&self.bytes);
        if !whole.is_ok_and(|text| record.cells.refill(text, &self.byte_ends)) {
            let starts = std::iter::once(&0).chain(&self.byte_ends);
            let cells = starts.zip(&self.byte_ends).map(|(start, end)| &self.bytes[*start as usize..*end as usize]);
            record.cells = cells.map(String::from_utf8_lossy).collect();
        }
    }
}

/// Where a cell ends; the limit on a record is far below what a number can hold.
fn end(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// Takes the first byte, whatever it is, and all that follow it up to one that ends the run; gives how many follow.
fn take_run(into: &mut Vec<u8>, bytes: &[u8], ends: impl Fn(u8) -> bool) -> usize {
    let following = bytes.iter().skip(1).position(|byte| ends(*byte)).unwrap_or(bytes.len() - 1);
    into.extend_from_slice(&bytes[..=following]);
    following
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Record, RecordError, Records};

    fn all(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        // A tiny buffer, so that every state crosses the end of a block.
        let reader = std::io::BufReader::with_capacity(3, text);
        let mut records = Records::new(reader, b',');
        let mut record = Record::default();
        let mut found = Vec::new();
        while records.read(&mut record).unwrap() {
            found.push((record.number, record.to_cells()));
        }
        found
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        let text = b"Title\r\n\r\na,b\r\n\"two\r\nlines\",2\r\n\n3,4";
        let numbers: Vec<u64> = all(text).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 4, 6]);
    }

    #[test]
    fn a_text_that_ends_inside_quotation_marks_says_so() {
        let mut records = Records::new(&b"a,\"b\nc"[..], b',');
        let mut record = Record::default();
        assert!(records.read(&mut record).unwrap());
        assert!(record.unclosed);
        assert_eq!(record.to_cells(), ["a", "b\nc"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_stops_at_the_limit() {
        let mut text = b"a,b\n\"".to_vec();
        text.extend(std::iter::repeat_n(b"row,row\n", 1_000_000).flatten());
        let mut records = Records::new(std::io::BufReader::new(text.as_slice()), b',');
        let mut record = Record::default();
        assert!(records.read(&mut record).unwrap());
        assert!(matches!(records.read(&mut record), Err(RecordError::Long(2))));
    }

    proptest! {
        #[test]
        fn cells_are_those_the_csv_crate_finds(text in "[ab,\"\r\n;]{0,60}") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            let found: Vec<Vec<String>> = all(text.as_bytes()).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
