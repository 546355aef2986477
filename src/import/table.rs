//! A delimited table: its first rows for a look at what it is, then every row in turn.

use std::collections::VecDeque;
use std::io::BufReader;

use super::error::ReadError;
use super::opened::{Encoding, Opened, Watched};
use super::records::{LONGEST_RECORD_BYTES, Record, RecordError, Records};

/// How many rows are looked at to find the headings. Publishers put titles, dates and notes above them.
const ROWS_LOOKED_AT: usize = 12;

/// A table that is being read.
pub(super) struct Table<'p> {
    name: String,
    records: Records<BufReader<Watched<'p>>>,
    ahead: VecDeque<Record>,
}

impl<'p> Table<'p> {
    /// Opens the table and reads its first rows.
    pub(super) fn open(opened: &Opened<'_>, progress: &'p dyn Fn(u64, u64)) -> Result<Self, ReadError> {
        let records = Records::new(opened.reader(progress)?, delimiter(&opened.head), opened.encoding);
        let mut table = Self { name: opened.name.clone(), records, ahead: VecDeque::new() };
        let mut record = Record::default();
        while table.ahead.len() < ROWS_LOOKED_AT && table.read_record(&mut record)? {
            table.ahead.push_back(record.clone());
        }
        Ok(table)
    }

    /// The first rows of the file, as long as [`Self::next`] has not been called.
    pub(super) fn first_rows(&self) -> Vec<&Record> {
        self.ahead.iter().collect()
    }

    /// Puts this record before the others, as if the file had it there.
    pub(super) fn put_back(&mut self, record: Record) {
        self.ahead.push_front(record);
    }

    /// The next row with anything in it; `false` at the end. Rows of nothing but delimiters are not rows.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        loop {
            match self.ahead.pop_front() {
                Some(first) => *record = first,
                None => {
                    if !self.read_record(record)? {
                        return Ok(false);
                    }
                }
            }
            if !record.cells().all(|cell| cell.trim().is_empty()) {
                return Ok(true);
            }
        }
    }

    fn read_record(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        self.records.read(record).map_err(|error| match error {
            RecordError::Io(source) => ReadError::Unreadable { name: self.name.clone(), source },
            RecordError::Long(row) => {
                ReadError::LongRow { name: self.name.clone(), row, limit_kib: LONGEST_RECORD_BYTES / 1024 }
            }
        })
    }
}

/// The first rows of the text that starts like this.
pub(super) fn first_rows(head: &[u8]) -> Vec<Record> {
    let mut records = Records::new(head, delimiter(head), Encoding::Cp1252);
    let mut rows = Vec::new();
    let mut record = Record::default();
    while rows.len() < ROWS_LOOKED_AT && records.read(&mut record).is_ok_and(|found| found) {
        rows.push(record.clone());
    }
    rows
}

/// The delimiter that divides the first lines into most cells: a comma unless a semicolon or tab does better.
fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    let mut lines = 0;
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                lines += 1;
                if lines == ROWS_LOOKED_AT {
                    break;
                }
            }
            _ if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts.into_iter().fold((b',', 0), |best, next| if next.1 > best.1 { next } else { best }).0
}

#[cfg(test)]
mod tests {
    use super::delimiter;

    #[test]
    fn the_delimiter_is_the_one_that_makes_most_cells() {
        assert_eq!(delimiter(b"a,b,c\n1,2,3\n"), b',');
        assert_eq!(delimiter(b"a;b;c\n\"1,5,6,7,8\";2;3\n"), b';');
        assert_eq!(delimiter(b"a\tb\tc\n1\t2\t3\n"), b'\t');
        assert_eq!(delimiter(b"one column\nonly\n"), b',');
    }
}
