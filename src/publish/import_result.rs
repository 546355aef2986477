//! What became of a file, row by row: the officer's own rows in their order and columns, with two columns more.
//!
//! The file is for somebody who works in a spreadsheet: look at the last column, put the row right, load the file again.
//! So nothing of theirs is changed but what would run as a formula (`safe_cell.rs`), and the two columns are known to the
//! importer, which passes over them. Rows are written one by one: a million take no more memory than one.

use std::io::{self, Seek, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::domain::imported::RowOutcome;
use crate::domain::preview::RowTold;
use crate::publish::safe_cell::safe_cell;

/// The heading of the column that says what became of a row.
pub const HAPPENED: &str = "catmap: what happened";
/// The heading of the column that says what to do about it.
pub const LOOK_AT: &str = "catmap: what to look at";

/// Rows of a sheet, headings included (ECMA-376: 2^20).
const MOST_ROWS: u32 = 1 << 20;
/// Characters of a cell, as Excel counts them: in UTF-16.
const MOST_CHARACTERS: usize = 32_767;
/// What stands at the end of a text that is too long for a cell.
const CUT: &str = " [cut: a cell of a spreadsheet holds no more]";
/// Digits that a spreadsheet keeps of a number.
const MOST_DIGITS: usize = 15;

/// What became of a row, or would, in words: "Row 12: left out".
#[must_use]
pub fn happened(row: u64, outcome: RowOutcome, is_done: bool) -> String {
    let words = match (outcome, is_done) {
        (RowOutcome::New, true) => "added",
        (RowOutcome::Changed, true) => "changed",
        (RowOutcome::Unchanged, _) => "nothing changed",
        (RowOutcome::Refused, true) => "left out",
        (RowOutcome::New, false) => "will be added",
        (RowOutcome::Changed, false) => "will be changed",
        (RowOutcome::Refused, false) => "will be left out",
    };
    format!("Row {row}: {words}")
}

/// What to look at in a row, in sentences.
#[must_use]
pub fn look_at(told: &RowTold) -> String {
    let problems = told.problems.iter().map(|problem| {
        let reason = sentence(&problem.reason);
        match (&problem.column, &problem.value) {
            (Some(column), Some(value)) => format!("{column} \"{value}\": {reason}"),
            (Some(column), None) => format!("{column}: {reason}"),
            (None, Some(value)) => format!("\"{value}\": {reason}"),
            (None, None) => reason,
        }
    });
    problems.chain(told.duplicate_of.iter().map(|duplicate| sentence(&duplicate.why))).collect::<Vec<_>>().join(" ")
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let capital: String = characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{capital}{}{stop}", characters.as_str())
}

/// A file of rows on its way out.
pub struct ResultFile<W: Write> {
    out: Out<W>,
    /// Columns of the file itself; ours of an earlier result are left out, and made anew.
    own: Vec<bool>,
}

enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Xlsx { workbook: Box<Workbook>, out: W, next_row: u32 },
}

impl<W: Write> ResultFile<W> {
    /// A CSV file in UTF-8 with its mark in front, without which Excel spoils accents.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn csv(header: &[String], mut out: W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        Self::begin(Out::Csv(Box::new(writer)), header)
    }

    /// An Excel workbook with one sheet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn xlsx(header: &[String], out: W) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let columns = header.len().min(usize::from(u16::MAX) - 2) as u16;
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(told)?;
        sheet.set_name("Rows").map_err(told)?;
        sheet.set_freeze_panes(1, 0).map_err(told)?;
        sheet.set_column_width(columns, 24).map_err(told)?;
        sheet.set_column_width(columns + 1, 80).map_err(told)?;
        Self::begin(Out::Xlsx { workbook: Box::new(workbook), out, next_row: 0 }, header)
    }

    fn begin(out: Out<W>, header: &[String]) -> io::Result<Self> {
        let own = header.iter().map(|heading| !is_ours(heading)).collect();
        let mut file = Self { out, own };
        file.row(header, HAPPENED, LOOK_AT)?;
        Ok(file)
    }

    /// Writes a row as it stood, with what became of it. A row that is shorter than the headings is filled up, so that
    /// ours stand under their headings; what is longer follows after ours.
    ///
    /// # Errors
    /// When it cannot be written, or an Excel sheet is full.
    pub fn row(&mut self, cells: &[String], happened: &str, look_at: &str) -> io::Result<()> {
        let own = self.own.iter().enumerate().filter(|(_, own)| **own);
        let in_place = own.map(|(at, _)| cells.get(at).map_or("", String::as_str));
        let beyond = cells.get(self.own.len()..).unwrap_or_default().iter().map(String::as_str);
        let all = in_place.chain([happened, look_at]).chain(beyond);
        match &mut self.out {
            Out::Csv(writer) => {
                for cell in all {
                    writer.write_field(safe_cell(cell).as_bytes())?;
                }
                writer.write_record(None::<&[u8]>)?;
                Ok(())
            }
            Out::Xlsx { workbook, next_row, .. } => {
                if *next_row >= MOST_ROWS {
                    return Err(io::Error::other(
                        "The file has more rows than a sheet of Excel holds (1,048,575). Ask for it as CSV.",
                    ));
                }
                let sheet = workbook.worksheet_from_index(0).map_err(told)?;
                write_row(sheet, *next_row, all).map_err(told)?;
                *next_row += 1;
                Ok(())
            }
        }
    }
}

impl<W: Write + Seek + Send> ResultFile<W> {
    /// Completes the file and gives back what it was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        match self.out {
            Out::Csv(writer) => writer.into_inner().map_err(csv::IntoInnerError::into_error),
            Out::Xlsx { mut workbook, mut out, .. } => {
                workbook.save_to_writer(&mut out).map_err(told)?;
                out.flush()?;
                Ok(out)
            }
        }
    }
}

/// Whether a heading is of one of the two columns that catmap adds.
fn is_ours(heading: &str) -> bool {
    let plain = heading.trim().to_lowercase();
    plain == HAPPENED || plain == LOOK_AT
}

fn write_row<'a>(sheet: &mut Worksheet, row: u32, cells: impl Iterator<Item = &'a str>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, cell) in (0_u16..).zip(cells) {
        match number(cell).filter(|_| row > 0) {
            Some(number) => sheet.write_number(row, column, number)?,
            None if row == 0 => sheet.write_string_with_format(row, column, shortened(cell), &bold)?,
            None => sheet.write_string(row, column, shortened(cell))?,
        };
    }
    Ok(())
}

/// The number that a text is, when a spreadsheet shows it in the very same way: "240" and "-2.98", not "007", "1e5" or a
/// number of more digits than it keeps.
fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && digits <= MOST_DIGITS && number.to_string() == text).then_some(number)
}

/// A text that a cell can hold.
fn shortened(text: &str) -> String {
    if text.encode_utf16().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let mut left = MOST_CHARACTERS - CUT.len();
    let kept = text.chars().take_while(|c| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    });
    kept.collect::<String>() + CUT
}

fn told(error: XlsxError) -> io::Error {
    io::Error::other(error)
}
