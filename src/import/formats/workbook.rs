//! Excel workbooks since 2007 (XLSX), cell by cell: a sheet of a million rows takes no more memory than a small one.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook};

use super::archive::Archive;
use super::limits::{MOST_COLUMNS, MOST_SHEET_ROWS};
use super::{Book, Fault, Give, Merge, Named, cells};
use crate::import::records::Record;

/// An open workbook.
pub(super) struct Workbook {
    book: Xlsx<BufReader<File>>,
    sheets: Vec<Named>,
}

/// The sentence for a workbook that cannot be read.
pub(super) fn damaged() -> Fault {
    Fault::Broken("it is a damaged workbook; open it in Excel or LibreOffice, save it again and import that".to_owned())
}

fn fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Wrong(
            "a workbook protected by a password",
            "open it, take the password off (File, Info, Protect Workbook), save it and import that",
        ),
        XlsxError::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => Fault::Io(error),
        _ => damaged(),
    }
}

impl Workbook {
    /// Opens a workbook whose archive is in order.
    pub(super) fn open(path: &Path, archive: &mut Archive) -> Result<Self, Fault> {
        archive.check_workbook()?;
        let book: Xlsx<BufReader<File>> = open_workbook(path).map_err(fault)?;
        let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets = sheets.map(|sheet| Named {
            name: sheet.name.clone(),
            rows: None,
            hidden: sheet.visible != SheetVisible::Visible,
        });
        Ok(Self { sheets: sheets.collect(), book })
    }
}

impl Book for Workbook {
    fn words(&self) -> &'static str {
        "Excel workbook (XLSX)"
    }

    fn sheets(&self) -> &[Named] {
        &self.sheets
    }

    fn read(&mut self, sheet: usize, give: Give<'_>) -> Result<(), Fault> {
        let mut reader = self.book.worksheet_cells_reader(&self.sheets[sheet].name).map_err(fault)?;
        let mut row: Vec<String> = Vec::new();
        let mut number = 0;
        while let Some(cell) = reader.next_cell().map_err(fault)? {
            let text = cells::text(cell.get_value());
            if text.is_empty() {
                continue;
            }
            let (at, column) = (u64::from(cell.get_position().0) + 1, cell.get_position().1 as usize);
            if at < number || at > MOST_SHEET_ROWS {
                return Err(damaged());
            }
            if column >= MOST_COLUMNS {
                return Err(Fault::ManyColumns(at));
            }
            if at > number {
                if !row.is_empty() && !give(&Record::from_cells(number, row.iter().map(String::as_str)))? {
                    return Ok(());
                }
                row.clear();
                number = at;
            }
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            row[column] = text;
        }
        if !row.is_empty() {
            give(&Record::from_cells(number, row.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    fn merges(&mut self, sheet: usize) -> Result<Vec<Merge>, Fault> {
        let found = self.book.merge_cells_by_sheet_name(&self.sheets[sheet].name).map_err(fault)?;
        Ok(found.iter().map(|merged| Merge::of(merged.start, merged.end)).collect())
    }
}
