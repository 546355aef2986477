//! What becomes of each row of a file, row after row, in a temporary file: a list of any length in little memory.
//!
//! Two lines for each row: what is told of it, and its cells as they stood, both JSON. The file has no name and is gone
//! with the program.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

use serde::Serialize;

use crate::domain::imported::RowOutcome;
use crate::domain::preview::RowTold;

/// Rows on their way into a spool.
pub(super) struct Spooling {
    file: BufWriter<File>,
    length: u64,
    index: Index,
}

/// Where each row begins, and which rows came to what.
#[derive(Default)]
struct Index {
    begins: Vec<u64>,
    new: Vec<u32>,
    changed: Vec<u32>,
    unchanged: Vec<u32>,
    refused: Vec<u32>,
}

impl Index {
    fn of(&self, outcome: RowOutcome) -> &Vec<u32> {
        match outcome {
            RowOutcome::New => &self.new,
            RowOutcome::Changed => &self.changed,
            RowOutcome::Unchanged => &self.unchanged,
            RowOutcome::Refused => &self.refused,
        }
    }

    fn note(&mut self, outcome: RowOutcome, begins: u64) {
        let place = u32::try_from(self.begins.len()).unwrap_or(u32::MAX);
        self.begins.push(begins);
        match outcome {
            RowOutcome::New => self.new.push(place),
            RowOutcome::Changed => self.changed.push(place),
            RowOutcome::Unchanged => self.unchanged.push(place),
            RowOutcome::Refused => self.refused.push(place),
        }
    }
}

impl Spooling {
    pub fn begin() -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 18, tempfile::tempfile()?);
        Ok(Self { file, length: 0, index: Index::default() })
    }

    /// Appends one row.
    pub fn push(&mut self, told: &RowTold, cells: &impl Serialize) -> io::Result<()> {
        self.index.note(told.outcome, self.length);
        let mut line = serde_json::to_vec(told)?;
        line.push(b'\n');
        serde_json::to_writer(&mut line, cells)?;
        line.push(b'\n');
        self.length += line.len() as u64;
        self.file.write_all(&line)
    }

    pub fn finish(self) -> io::Result<Spool> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Spool { file: Mutex::new(file), index: self.index })
    }
}

/// A finished list of rows.
pub struct Spool {
    /// One reader at a time: a page is read in well under a millisecond.
    file: Mutex<File>,
    index: Index,
}

/// A page of rows.
#[derive(Debug)]
pub struct RowsPage {
    /// What is told of each.
    pub rows: Vec<RowTold>,
    /// Rows in all that match.
    pub number_matched: u64,
    /// The place of the next row among those that match, when there is one.
    pub next: Option<u64>,
}

impl Spool {
    /// The rows that came to `outcome`, or all, from a place among them on, at most `limit`.
    pub fn page(&self, outcome: Option<RowOutcome>, from: u64, limit: usize) -> io::Result<RowsPage> {
        let matched = outcome.map_or(self.index.begins.len(), |outcome| self.index.of(outcome).len());
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(matched);
        let to = from.saturating_add(limit).min(matched);
        let begins: Vec<u64> = match outcome {
            None => self.index.begins[from..to].to_vec(),
            Some(outcome) => {
                let places = &self.index.of(outcome)[from..to];
                places.iter().filter_map(|&place| self.index.begins.get(place as usize).copied()).collect()
            }
        };
        let mut file = self.file.lock().map_err(|_| io::Error::other("a reader of the rows stopped half way"))?;
        let mut rows = Vec::with_capacity(begins.len());
        let mut reader = BufReader::new(&mut *file);
        let mut line = String::new();
        for at in begins {
            reader.seek(SeekFrom::Start(at))?;
            line.clear();
            reader.read_line(&mut line)?;
            rows.push(serde_json::from_str(&line)?);
        }
        Ok(RowsPage { rows, number_matched: matched as u64, next: (to < matched).then_some(to as u64) })
    }

    /// Shows every row with its cells, in the order of the file, until `visit` has had enough.
    pub fn each(&self, mut visit: impl FnMut(RowTold, Vec<String>) -> io::Result<()>) -> io::Result<()> {
        // Read by place, a piece at a time, so that whoever wants a page meanwhile need not wait for the whole.
        const PIECE: usize = 1000;
        for places in self.index.begins.chunks(PIECE) {
            let Some(&begins) = places.first() else { continue };
            let mut piece = Vec::with_capacity(2 * places.len());
            {
                let mut file =
                    self.file.lock().map_err(|_| io::Error::other("a reader of the rows stopped half way"))?;
                file.seek(SeekFrom::Start(begins))?;
                let lines = BufReader::new(Read::by_ref(&mut *file)).lines().take(2 * places.len());
                for line in lines {
                    piece.push(line?);
                }
            }
            for lines in piece.chunks_exact(2) {
                visit(serde_json::from_str(&lines[0])?, serde_json::from_str(&lines[1])?)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Spooling;
    use crate::domain::imported::RowOutcome;
    use crate::domain::preview::RowTold;

    fn row(number: u64, outcome: RowOutcome) -> RowTold {
        RowTold {
            row: number,
            asset: None,
            name: format!("Hall\n{number}"),
            outcome,
            place: None,
            changes: Vec::new(),
            problems: Vec::new(),
            duplicate_of: None,
        }
    }

    #[test]
    fn rows_come_back_by_outcome_and_page_and_all_in_turn() {
        let mut spooling = Spooling::begin().unwrap();
        for number in 0..2500 {
            let outcome = if number % 100 == 0 { RowOutcome::Refused } else { RowOutcome::New };
            spooling.push(&row(number, outcome), &[format!("cell\n{number}")]).unwrap();
        }
        let spool = spooling.finish().unwrap();
        let page = spool.page(Some(RowOutcome::Refused), 20, 10).unwrap();
        assert_eq!(page.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2000, 2100, 2200, 2300, 2400]);
        assert_eq!((page.number_matched, page.next), (25, None));
        let page = spool.page(None, 7, 2).unwrap();
        assert_eq!((page.rows[0].row, page.number_matched, page.next), (7, 2500, Some(9)));
        assert_eq!(spool.page(None, u64::MAX, 2).unwrap().rows, []);
        assert_eq!(spool.page(Some(RowOutcome::Changed), 0, 2).unwrap().number_matched, 0);
        let mut seen = Vec::new();
        spool
            .each(|row, cells| {
                assert_eq!(cells, [format!("cell\n{}", row.row)]);
                seen.push(row.row);
                Ok(())
            })
            .unwrap();
        assert!(seen.into_iter().eq(0..2500));
    }
}
