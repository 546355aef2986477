//! OpenDocument spreadsheets (ODS), row by row.
//!
//! Their XML is read here and not by `calamine`, which makes as many cells as an attribute says there are and does not
//! come to an end where the text breaks off inside a table.

use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::{Archive, broken};
use super::limits::{CELL_BYTES, MOST_COLUMNS, MOST_SHEET_ROWS, MOST_SHEETS};
use super::{Book, Fault, Give, Merge, Named, cells, workbook};
use crate::import::records::Record;

const CONTENT: &str = "content.xml";

/// An open spreadsheet.
pub(super) struct OpenDocument {
    archive: Archive,
    sheets: Vec<Named>,
    /// Merged cells of each sheet.
    merges: Vec<Vec<Merge>>,
}

impl OpenDocument {
    /// Opens a spreadsheet and looks for its sheets.
    pub(super) fn open(mut archive: Archive) -> Result<Self, Fault> {
        archive.entries.retain(|entry| entry.name == CONTENT);
        archive.check_workbook()?;
        let mut document = Self { archive, sheets: Vec::new(), merges: Vec::new() };
        let mut walk = Walk::default();
        let mut rows: Vec<u64> = Vec::new();
        document.walk(&mut walk, &mut |sheet, record| {
            if let Some(last) = rows.get_mut(sheet) {
                *last = record.number;
            } else {
                rows.resize(sheet + 1, 0);
                rows[sheet] = record.number;
            }
            Ok(true)
        })?;
        rows.resize(walk.sheets.len(), 0);
        let named = |(name, rows)| Named { name, rows: Some(rows), hidden: false };
        document.sheets = walk.sheets.into_iter().zip(rows).map(named).collect();
        document.merges = walk.merges;
        Ok(document)
    }

    fn walk(
        &mut self,
        walk: &mut Walk,
        give: &mut dyn FnMut(usize, &Record) -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        let entry = self.archive.entry(CONTENT).ok_or_else(|| broken("no content"))?;
        let reader = BufReader::with_capacity(64 * 1024, self.archive.reader(&entry)?);
        let mut xml = Reader::from_reader(reader);
        xml.config_mut().expand_empty_elements = true;
        xml.config_mut().check_end_names = true;
        walk.all(&mut xml, give)
    }
}

impl Book for OpenDocument {
    fn words(&self) -> &'static str {
        "OpenDocument spreadsheet (ODS)"
    }

    fn sheets(&self) -> &[Named] {
        &self.sheets
    }

    fn read(&mut self, sheet: usize, give: Give<'_>) -> Result<(), Fault> {
        let mut each = |at: usize, record: &Record| if at == sheet { give(record) } else { Ok(at < sheet) };
        self.walk(&mut Walk::default(), &mut each)
    }

    fn merges(&mut self, sheet: usize) -> Result<Vec<Merge>, Fault> {
        Ok(self.merges.get(sheet).cloned().unwrap_or_default())
    }
}

/// A walk through the sheets of a document.
#[derive(Default)]
struct Walk {
    sheets: Vec<String>,
    merges: Vec<Vec<Merge>>,
    /// The row that is being read, from 1, and how often it repeats.
    row: u64,
    repeats: u64,
    cells: Vec<String>,
    /// The column after the last one, blank cells at the end included.
    column: usize,
}

/// The cell that is being read.
struct CellSeen {
    /// The value by its attributes, which is better than what is shown.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeats: usize,
    covered: bool,
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Fault> {
    match tag.try_get_attribute(name) {
        Ok(Some(found)) => found
            .normalized_value(XmlVersion::Implicit1_0)
            .map(|value| Some(value.into_owned()))
            .map_err(|_| workbook::damaged()),
        Ok(None) => Ok(None),
        Err(_) => Err(workbook::damaged()),
    }
}

fn count(tag: &BytesStart<'_>, name: &str) -> Result<u64, Fault> {
    let count = attribute(tag, name)?;
    count.map_or(Ok(1), |count| count.trim().parse().map_err(|_| workbook::damaged()))
}

impl Walk {
    fn all<R: BufRead>(
        &mut self,
        xml: &mut Reader<R>,
        give: &mut dyn FnMut(usize, &Record) -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        let mut buffer = Vec::new();
        // Tables inside a table, and comments inside a cell, are none of ours.
        let mut tables = 0_u32;
        let mut comments = 0_u32;
        let mut cell: Option<CellSeen> = None;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| workbook::damaged())? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "table:table" => {
                        tables += 1;
                        if self.sheets.len() > MOST_SHEETS {
                            return Ok(());
                        }
                        if tables == 1 {
                            self.sheets.push(attribute(&tag, "table:name")?.unwrap_or_default());
                            self.merges.push(Vec::new());
                            self.row = 0;
                        }
                    }
                    "table:table-row" if tables == 1 => {
                        self.row += 1;
                        self.repeats = count(&tag, "table:number-rows-repeated")?.max(1);
                        self.cells.clear();
                        self.column = 0;
                    }
                    "table:table-cell" | "table:covered-table-cell" if tables == 1 => cell = Some(self.cell(&tag)?),
                    "office:annotation" => comments += 1,
                    name => {
                        if let Some(cell) = cell.as_mut().filter(|_| comments == 0) {
                            cell.start(name, &tag)?;
                        }
                    }
                },
                Event::End(tag) => match tag.name().as_ref() {
                    "table:table" => tables = tables.saturating_sub(1),
                    "table:table-cell" | "table:covered-table-cell" if tables == 1 => {
                        if let Some(cell) = cell.take() {
                            self.put(cell)?;
                        }
                    }
                    "table:table-row" if tables == 1 && !self.end_row(give)? => return Ok(()),
                    "office:annotation" => comments = comments.saturating_sub(1),
                    _ => {}
                },
                Event::Text(text) => {
                    if let Some(cell) = cell.as_mut().filter(|cell| comments == 0 && cell.paragraphs > 0) {
                        cell.push(&text.xml10_content())?;
                    }
                }
                Event::CData(text) => {
                    if let Some(cell) = cell.as_mut().filter(|cell| comments == 0 && cell.paragraphs > 0) {
                        cell.push(&text.xml10_content())?;
                    }
                }
                Event::GeneralRef(reference) => {
                    if let Some(cell) = cell.as_mut().filter(|cell| comments == 0 && cell.paragraphs > 0) {
                        let known = match &*reference {
                            "amp" => Some('&'),
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            _ => reference.resolve_char_ref().ok().flatten(),
                        };
                        cell.push(&known.ok_or_else(workbook::damaged)?.to_string())?;
                    }
                }
                Event::Eof if tables > 0 => return Err(broken("it breaks off inside a table")),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<CellSeen, Fault> {
        let row_before = self.row.checked_sub(1).ok_or_else(workbook::damaged)?;
        let covered = tag.name().as_ref() == "table:covered-table-cell";
        let repeats = count(tag, "table:number-columns-repeated")?;
        let (columns, rows) = (count(tag, "table:number-columns-spanned")?, count(tag, "table:number-rows-spanned")?);
        if (columns > 1 || rows > 1) && self.row <= 1000 {
            let last = |first: u64, count: u64| u32::try_from(first + count.clamp(1, 1 << 20) - 1).unwrap_or(u32::MAX);
            let (row, column) = (row_before, self.column as u64);
            let merge = Merge::of((last(row, 1), last(column, 1)), (last(row, rows), last(column, columns)));
            if let Some(merges) = self.merges.last_mut() {
                merges.push(merge);
            }
        }
        let value = match attribute(tag, "office:value-type")?.as_deref() {
            Some("float" | "currency" | "percentage") => {
                let value = attribute(tag, "office:value")?;
                value.map(|value| value.trim().parse().map_or(value, cells::number))
            }
            Some("date") => attribute(tag, "office:date-value")?.map(|value| cells::iso(&value)),
            Some("time") => attribute(tag, "office:time-value")?.map(|value| clock(&value)),
            Some("boolean") => attribute(tag, "office:boolean-value")?.map(|value| value.to_uppercase()),
            _ => attribute(tag, "office:string-value")?,
        };
        let repeats = usize::try_from(repeats.max(1)).unwrap_or(usize::MAX);
        Ok(CellSeen { value, text: String::new(), paragraphs: 0, repeats, covered })
    }

    /// Puts the cell into its columns. Blank ones take no room before a filled one follows.
    fn put(&mut self, cell: CellSeen) -> Result<(), Fault> {
        let value = cell.value.filter(|value| !value.is_empty()).unwrap_or(cell.text).replace('\0', "?");
        if !value.is_empty() && !cell.covered {
            if self.column.saturating_add(cell.repeats) > MOST_COLUMNS {
                return Err(Fault::ManyColumns(self.row));
            }
            if value.len().saturating_mul(cell.repeats) > CELL_BYTES {
                return Err(Fault::LongRow(self.row));
            }
            self.cells.resize(self.column, String::new());
            self.cells.extend(std::iter::repeat_n(value, cell.repeats));
        }
        self.column = self.column.saturating_add(cell.repeats);
        Ok(())
    }

    fn end_row(&mut self, give: &mut dyn FnMut(usize, &Record) -> Result<bool, Fault>) -> Result<bool, Fault> {
        let repeats = std::mem::take(&mut self.repeats).max(1);
        let first = self.row;
        self.row = self.row.saturating_add(repeats - 1);
        if self.cells.is_empty() {
            return Ok(true);
        }
        if self.row > MOST_SHEET_ROWS {
            return Err(Fault::OverLimit(
                "a sheet says it has more rows than a sheet can have; copy the table into a new spreadsheet".to_owned(),
            ));
        }
        let mut record = Record::from_cells(first, self.cells.iter().map(String::as_str));
        for number in first..=self.row {
            record.number = number;
            if !give(self.sheets.len().saturating_sub(1), &record)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl CellSeen {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), Fault> {
        match name {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                if self.paragraphs > 1 { self.push("\n") } else { Ok(()) }
            }
            "text:s" => {
                let blanks = count(tag, "text:c")?.min(CELL_BYTES as u64 + 1) as usize;
                self.push(&" ".repeat(blanks))
            }
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            _ => Ok(()),
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Fault> {
        self.text.push_str(text);
        if self.text.len() > CELL_BYTES {
            return Err(Fault::OverLimit("a cell is over 1 MiB long; shorten it, then save it again".to_owned()));
        }
        Ok(())
    }
}

/// "PT10H30M00S" as "10:30:00".
fn clock(text: &str) -> String {
    let Some(rest) = text.strip_prefix("PT") else { return text.to_owned() };
    let parts: Vec<&str> = rest.split(['H', 'M', 'S']).collect();
    match parts.as_slice() {
        [hours, minutes, seconds, ..] => {
            format!("{hours}:{minutes}:{}", seconds.split(['.', ',']).next().unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}
