//! Excel workbooks before 2007 (XLS), which are in memory as a whole.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, DataRef, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::compound::{self, Inside};
use super::limits::{MOST_COLUMNS, OLD_WORKBOOK_BYTES};
use super::{Book, Fault, Give, Merge, Named, cells, workbook};
use crate::import::records::Record;

/// An open workbook.
pub(super) struct OldWorkbook {
    book: Xls<Cursor<Vec<u8>>>,
    sheets: Vec<Named>,
}

const LOCKED: Fault =
    Fault::Wrong("a workbook protected by a password", "open it, take the password off, save it and import that");

impl OldWorkbook {
    /// Opens a workbook, if it takes no more room than its size lets one think.
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let size = std::fs::metadata(path)?.len();
        if size > OLD_WORKBOOK_BYTES {
            return Err(Fault::OverLimit(format!(
                "it is an old Excel workbook (XLS) of more than {} MiB; open it, save it as an Excel workbook (XLSX) and \
                 import that",
                OLD_WORKBOOK_BYTES >> 20
            )));
        }
        let file = std::fs::read(path)?;
        match compound::look(&file) {
            Some(Inside::Workbook) => {}
            Some(Inside::Locked) => return Err(LOCKED),
            Some(Inside::Other) => {
                return Err(Fault::Wrong(
                    "an old Office document, but no workbook",
                    "copy the table into Excel, save it and import that",
                ));
            }
            None => {
                return Err(Fault::Broken(
                    "it is an old Excel workbook (XLS) that is damaged or too large to open; open it in Excel, save it as an \
                     Excel workbook (XLSX) and import that"
                    .to_owned(),
                ));
            }
        }
        let book = Xls::new(Cursor::new(file)).map_err(|error| match error {
            XlsError::Password => LOCKED,
            _ => workbook::damaged(),
        })?;
        let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets = sheets.map(|sheet| Named {
            name: sheet.name.clone(),
            rows: None,
            hidden: sheet.visible != SheetVisible::Visible,
        });
        Ok(Self { sheets: sheets.collect(), book })
    }
}

impl Book for OldWorkbook {
    fn words(&self) -> &'static str {
        "old Excel workbook (XLS)"
    }

    fn sheets(&self) -> &[Named] {
        &self.sheets
    }

    fn read(&mut self, sheet: usize, give: Give<'_>) -> Result<(), Fault> {
        let range = self.book.worksheet_range(&self.sheets[sheet].name).map_err(|_| workbook::damaged())?;
        let Some((first_row, first_column)) = range.start() else { return Ok(()) };
        let mut row: Vec<String> = Vec::new();
        for (at, cells) in range.rows().enumerate() {
            let number = u64::from(first_row) + at as u64 + 1;
            row.clear();
            row.resize(first_column as usize, String::new());
            row.extend(cells.iter().map(text));
            let filled = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            if filled > MOST_COLUMNS {
                return Err(Fault::ManyColumns(number));
            }
            row.truncate(filled);
            if filled > 0 && !give(&Record::from_cells(number, row.iter().map(String::as_str)))? {
                return Ok(());
            }
        }
        Ok(())
    }

    fn merges(&mut self, sheet: usize) -> Result<Vec<Merge>, Fault> {
        let found = self.book.merge_cells_by_sheet_name(&self.sheets[sheet].name).map_err(|_| workbook::damaged())?;
        Ok(found.iter().map(|merged| Merge::of(merged.start, merged.end)).collect())
    }
}

fn text(value: &Data) -> String {
    match value {
        Data::String(text) => text.replace('\0', "?"),
        Data::Empty => String::new(),
        Data::Int(value) => value.to_string(),
        Data::Float(value) => cells::number(*value),
        Data::Bool(value) => cells::text(&DataRef::Bool(*value)),
        Data::DateTime(value) => cells::text(&DataRef::DateTime(*value)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => cells::iso(text),
        Data::Error(error) => error.to_string(),
    }
}
