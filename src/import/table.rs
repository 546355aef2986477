//! A table from any format: its first rows for a look at what it is, then every row in turn.
//!
//! A [`Table`] can be opened as often as needed, so that a file is looked at first and read afterwards.

use std::collections::VecDeque;
use std::io::{BufReader, Read};

use super::error::ReadError;
use super::formats::Fault;
use super::formats::limits::MOST_COLUMNS;
use super::formats::spool::SpoolReader;
use super::headings::{self, Headings};
use super::opened::{Opened, RowsOf};
use super::records::{Record, RecordError, Records};

/// How many rows are looked at to find the headings. Publishers put titles, dates and notes above them.
pub(super) const ROWS_LOOKED_AT: usize = 20;

/// What may divide the cells of a line, the commonest first.
const DELIMITERS: [(u8, &str); 5] = [
    (b',', "divided by commas"),
    (b';', "divided by semicolons"),
    (b'\t', "divided by tabs"),
    (b'|', "divided by upright strokes"),
    (b'*', "divided by asterisks"),
];

/// A table that is being read.
pub(super) struct Table<'p> {
    name: String,
    rows: Rows<'p>,
    ahead: VecDeque<Record>,
    headings: Headings,
}

enum Rows<'p> {
    Text(Records<BufReader<Box<dyn Read + 'p>>>),
    Unpacked { reader: SpoolReader, bytes: u64, size: u64, progress: &'p dyn Fn(u64, u64) },
}

impl<'p> Table<'p> {
    /// Opens the table and reads its first rows. Headings in two rows are joined into one.
    pub(super) fn open(opened: &Opened, progress: &'p dyn Fn(u64, u64)) -> Result<Self, ReadError> {
        let rows = match &opened.rows {
            RowsOf::Text(text) => Rows::Text(Records::new(opened.reader(progress)?, delimiter(&text.head))),
            RowsOf::Unpacked(spool) => {
                let reader = spool.read().map_err(|error| Fault::Io(error).of(&opened.name))?;
                Rows::Unpacked { reader, bytes: spool.bytes, size: opened.size, progress }
            }
        };
        let headings = Headings::default();
        let mut table = Self { name: opened.name.clone(), rows, ahead: VecDeque::new(), headings };
        let mut record = Record::default();
        while table.ahead.len() < ROWS_LOOKED_AT && table.read_record(&mut record)? {
            table.ahead.push_back(record.clone());
        }
        table.headings = headings::arrange(&mut table.ahead, &opened.merges, opened.wanted);
        Ok(table)
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is text that was divided into cells, and not cells to begin with.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.rows, Rows::Text(_))
    }

    /// The first rows of the file, as long as [`Self::next`] has not been called.
    pub(super) fn first_rows(&self) -> Vec<&Record> {
        self.ahead.iter().collect()
    }

    /// Where the headings stand in the file that are at this row now.
    pub(super) fn heading_rows(&self, number: u64) -> Vec<u64> {
        self.headings.rows_of(number)
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
            if !record.is_blank() {
                return Ok(true);
            }
        }
    }

    fn read_record(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        let found = match &mut self.rows {
            Rows::Text(records) => records.read(record).map_err(|error| match error {
                RecordError::Io(source) => Fault::Io(source),
                RecordError::Long(row) => Fault::LongRow(row),
            }),
            Rows::Unpacked { reader, bytes, size, progress } => {
                let found = reader.read(record).map_err(Fault::Io);
                if record.number.is_multiple_of(1024) || !matches!(found, Ok(true)) {
                    progress(super::opened::second_half(reader.done, *bytes, *size), *size);
                }
                found
            }
        };
        match found {
            Ok(true) if record.len() > MOST_COLUMNS => Err(Fault::ManyColumns(record.number).of(&self.name)),
            other => other.map_err(|fault| fault.of(&self.name)),
        }
    }
}

/// The first rows of the text that starts like this.
pub(super) fn first_rows(head: &[u8]) -> Vec<Record> {
    rows_by(head, delimiter(head))
}

fn rows_by(head: &[u8], delimiter: u8) -> Vec<Record> {
    let mut records = Records::new(head, delimiter);
    let mut rows = Vec::new();
    let mut record = Record::default();
    while rows.len() < ROWS_LOOKED_AT && records.read(&mut record).is_ok_and(|found| found) {
        rows.push(record.clone());
    }
    rows
}

/// What divides the cells of the text that starts like this, in words.
pub(super) fn delimiter_words(head: &[u8]) -> &'static str {
    let found = delimiter(head);
    DELIMITERS.iter().find(|(delimiter, _)| *delimiter == found).map_or("divided by commas", |(_, words)| words)
}

/// The delimiter that divides most of the first lines into the same number of cells, and that number into many; a comma
/// when none does. Excel's own line `sep=;` settles it.
fn delimiter(head: &[u8]) -> u8 {
    if let Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r' | b'\n', ..]) = head.get(..6)
        && DELIMITERS.iter().any(|(known, _)| known == delimiter)
    {
        return *delimiter;
    }
    let score = |delimiter: u8| {
        let counts: Vec<usize> = rows_by(head, delimiter).iter().map(Record::len).collect();
        counts.iter().map(|count| counts.iter().filter(|other| *other == count).count() * (count - 1)).max()
    };
    let mut best = (b',', score(b',').unwrap_or(0));
    for (delimiter, _) in &DELIMITERS[1..] {
        let score = score(*delimiter).unwrap_or(0);
        if score > best.1 {
            best = (*delimiter, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::{delimiter, first_rows};

    #[test]
    fn the_delimiter_is_the_one_that_makes_most_cells() {
        assert_eq!(delimiter(b"a,b,c\n1,2,3\n"), b',');
        assert_eq!(delimiter(b"a;b;c\n\"1,5,6,7,8\";2;3\n"), b';');
        assert_eq!(delimiter(b"a\tb\tc\n1\t2\t3\n"), b'\t');
        assert_eq!(delimiter(b"a|b|c\n1|2, 3|4\n"), b'|');
        assert_eq!(delimiter(b"a*b*c\r1*2*3\r"), b'*');
        assert_eq!(delimiter(b"one column\nonly\n"), b',');
        assert_eq!(delimiter(b"sep=;\na,b,c;d\n"), b';');
    }

    #[test]
    fn notes_with_commas_above_a_table_divided_otherwise_do_not_mislead() {
        let text = b"Land, buildings, parks, halls and other assets, as of April, May, June, July\n\na;b\n1;2\n3;4\n5;6\n7;8\n9;0\n1;2\n3;4\n5;6\n";
        assert_eq!(delimiter(text), b';');
        assert_eq!(first_rows(text)[1].to_cells(), ["a", "b"]);
    }
}
