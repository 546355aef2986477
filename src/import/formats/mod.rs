//! Workbooks, map layers and archives in: whatever holds a table becomes rows in a temporary file.
//!
//! Each format is a [`Book`]: sheets under names, each a stream of rows. [`unpack`] picks the sheet whose headings fit a
//! kind of file, or the one that was named, and writes its rows once into a `Spool`, which is then read as often as
//! needed. So a hostile file meets its parser once, behind one door, with all limits of `limits.rs` checked.
//!
//! What this folder never does: believe a size, count or name that a file gives of itself; write anything but unnamed
//! temporary files; follow an entry's path; run what a file brings along (formulas, views, triggers, entities).
//!
//! To add a format: its first bytes in `content.rs`, a file here that implements [`Book`], a line in [`unpack`].

mod archive;
mod cells;
mod compound;
pub(in crate::import) mod content;
pub(in crate::import) mod geojson;
pub(in crate::import) mod geometry;
pub(in crate::import) mod limits;
mod old_workbook;
mod open_document;
mod shapefile;
pub(in crate::import) mod spool;
pub(in crate::import) mod wkb;
mod workbook;
mod xml_check;

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::import::detect::{self, Wanted};
use crate::import::error::ReadError;
use crate::import::records::{LONGEST_RECORD_BYTES, Record};
use crate::import::survey::SheetSeen;
use crate::import::table::ROWS_LOOKED_AT;
use crate::import::{Options, geopackage, headings};
use archive::{Archive, Entry, Holds};
use content::Content;
use limits::{MOST_COLUMNS, MOST_SHEETS};
use spool::{Spool, SpoolWriter};

/// Why a file in some format cannot be read, before it is said of which file.
#[derive(Debug)]
pub(in crate::import) enum Fault {
    /// The disk fails, or the file ends too early.
    Io(io::Error),
    /// It is more than is read; the sentence says what to do.
    OverLimit(String),
    /// It is not what its first bytes promise; the sentence says what was found.
    Broken(String),
    /// It is something else, with what to do about it.
    Wrong(&'static str, &'static str),
    /// The row is over the limit.
    LongRow(u64),
    /// The row has too many cells.
    ManyColumns(u64),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Fault {
    /// The error with the name of the file.
    pub(in crate::import) fn of(self, name: &str) -> ReadError {
        let name = name.to_owned();
        match self {
            Self::Io(source) => ReadError::Unreadable { name, source },
            Self::OverLimit(reason) => ReadError::OverLimit { name, reason },
            Self::Broken(reason) => ReadError::Damaged { name, reason },
            Self::Wrong(found, advice) => ReadError::WrongFormat { name, found, advice },
            Self::LongRow(row) => ReadError::LongRow { name, row, limit_kib: LONGEST_RECORD_BYTES / 1024 },
            Self::ManyColumns(row) => ReadError::OverLimit {
                reason: format!(
                    "row {row} has more than {MOST_COLUMNS} columns; delete the columns that are not needed, then save it \
                     again"
                ),
                name,
            },
        }
    }
}

/// Cells that are one on the sheet; the value is in the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Merge {
    /// Rows as a spreadsheet numbers them, from 1.
    pub(in crate::import) first_row: u64,
    /// The last of them.
    pub(in crate::import) last_row: u64,
    /// Columns from 0.
    pub(in crate::import) first_column: usize,
    /// The last of them.
    pub(in crate::import) last_column: usize,
}

/// What was in a file.
pub(in crate::import) enum Unpacked {
    /// The rows of its chosen sheet.
    Table(UnpackedTable),
    /// One file, in an archive.
    File { file: NamedTempFile, sheets: Vec<SheetSeen> },
}

/// The rows of a sheet.
pub(in crate::import) struct UnpackedTable {
    /// The format in words.
    pub(in crate::import) words: &'static str,
    pub(in crate::import) sheets: Vec<SheetSeen>,
    /// Merged cells in the first rows.
    pub(in crate::import) merges: Vec<Merge>,
    pub(in crate::import) rows: Spool,
}

impl Merge {
    /// From the first and last (row, column), both from 0.
    fn of(first: (u32, u32), last: (u32, u32)) -> Self {
        Self {
            first_row: u64::from(first.0) + 1,
            last_row: u64::from(last.0) + 1,
            first_column: first.1 as usize,
            last_column: (last.1 as usize).min(MOST_COLUMNS - 1),
        }
    }
}

/// Takes a row; `false` to have no more.
pub(in crate::import) type Give<'g> = &'g mut dyn FnMut(&Record) -> Result<bool, Fault>;

/// One table of a file that may hold several.
#[derive(Clone, Debug)]
pub(in crate::import) struct Named {
    pub(in crate::import) name: String,
    /// How many rows it has, where that is known without reading it.
    pub(in crate::import) rows: Option<u64>,
    /// Whether it was hidden by whoever made the file.
    pub(in crate::import) hidden: bool,
}

/// A file that holds tables under names.
pub(in crate::import) trait Book {
    /// The format in words.
    fn words(&self) -> &'static str;

    /// The tables, in the order of the file.
    fn sheets(&self) -> &[Named];

    /// Hands on the rows of a table from the first, without those that are blank.
    fn read(&mut self, sheet: usize, give: Give<'_>) -> Result<(), Fault>;

    /// The merged cells of a table, for formats that have any.
    fn merges(&mut self, _sheet: usize) -> Result<Vec<Merge>, Fault> {
        Ok(Vec::new())
    }
}

/// Unpacks a file that is not text.
pub(in crate::import) fn unpack(
    content: Content,
    path: &Path,
    name: &str,
    options: &Options,
) -> Result<Unpacked, ReadError> {
    // The libraries under these formats have had panics on damaged files, and a file must not end the service. All that
    // the closure can leave half done is given up with it.
    let unpacked = catch_unwind(AssertUnwindSafe(|| unpack_unguarded(content, path, name, options)));
    unpacked.unwrap_or_else(|_| {
        Err(Fault::Broken("it is damaged; open it where it was made, save it again and import that".to_owned())
            .of(name))
    })
}

fn unpack_unguarded(content: Content, path: &Path, name: &str, options: &Options) -> Result<Unpacked, ReadError> {
    let faulty = |fault: Fault| fault.of(name);
    let mut book: Box<dyn Book> = match content {
        Content::Text => return Err(faulty(Fault::Broken("it is text".to_owned()))),
        Content::OldOffice => Box::new(old_workbook::OldWorkbook::open(path).map_err(faulty)?),
        Content::Database => Box::new(geopackage::GeoPackage::open(path).map_err(faulty)?),
        Content::Archive => {
            let mut archive = Archive::open(path).map_err(faulty)?;
            match archive.holds().map_err(faulty)? {
                Holds::Workbook => Box::new(workbook::Workbook::open(path, &mut archive).map_err(faulty)?),
                Holds::OpenDocument => Box::new(open_document::OpenDocument::open(archive).map_err(faulty)?),
                Holds::Shapefile => Box::new(shapefile::Layers::open(archive).map_err(faulty)?),
                Holds::Files => return single(&mut archive, options).map_err(|refused| refused.of(name)),
            }
        }
    };
    let named = book.sheets().to_vec();
    if named.len() > MOST_SHEETS {
        let reason = format!("it has more than {MOST_SHEETS} sheets; copy the one that is needed into a new workbook");
        return Err(faulty(Fault::OverLimit(reason)));
    }
    let chosen = choose(book.as_mut(), &named, name, options)?;
    let mut spool = SpoolWriter::new().map_err(faulty)?;
    book.read(chosen, &mut |record| spool.write(record).map(|()| true)).map_err(faulty)?;
    let rows = spool.finish().map_err(faulty)?;
    if rows.rows == 0 {
        return Err(ReadError::Empty { name: name.to_owned() });
    }
    let mut merges = book.merges(chosen).map_err(faulty)?;
    merges.retain(|merge| merge.first_row <= ROWS_LOOKED_AT as u64 * 2 && merge.first_column < MOST_COLUMNS);
    let seen = |(at, sheet): (usize, Named)| SheetSeen {
        rows: if at == chosen { Some(rows.rows) } else { sheet.rows },
        name: sheet.name,
        chosen: at == chosen,
    };
    let sheets = named.into_iter().enumerate().map(seen).collect();
    Ok(Unpacked::Table(UnpackedTable { words: book.words(), sheets, merges, rows }))
}

/// The table that was named, or the one whose headings fit a kind best: those with the most headings, the first of
/// equals, hidden ones last. The first with anything in it when none fits.
fn choose(book: &mut dyn Book, named: &[Named], name: &str, options: &Options) -> Result<usize, ReadError> {
    if let Some(wanted) = &options.sheet {
        let found = named.iter().position(|sheet| sheet.name == *wanted);
        return found.ok_or_else(|| no_such_sheet(name, wanted, named.iter().map(|sheet| sheet.name.as_str())));
    }
    let mut best: Option<(usize, usize)> = None;
    for (at, sheet) in named.iter().enumerate() {
        let mut rows = VecDeque::new();
        let mut look = |record: &Record| {
            rows.push_back(record.clone());
            Ok(rows.len() < ROWS_LOOKED_AT)
        };
        let read = if named.len() > 1 { book.read(at, &mut look) } else { Ok(()) };
        // A sheet that cannot be read is not chosen while another can.
        if read.is_err() {
            continue;
        }
        let mut fits = score(&rows, &[], options);
        // Merged cells are listed at the end of a sheet, so finding them takes reading all of it.
        if fits == 0 && named.len() > 1 {
            fits = score(&rows, &book.merges(at).unwrap_or_default(), options);
        }
        let score = fits + usize::from(!sheet.hidden) + usize::from(!rows.is_empty()) * 2;
        if best.is_none_or(|(_, held)| score > held) {
            best = Some((at, score));
        }
    }
    best.map(|(at, _)| at).ok_or_else(|| {
        if named.is_empty() { ReadError::Empty { name: name.to_owned() } } else { workbook::damaged().of(name) }
    })
}

fn no_such_sheet<'n>(name: &str, wanted: &str, names: impl Iterator<Item = &'n str>) -> ReadError {
    let sheets = names.take(20).collect::<Vec<_>>().join(", ");
    ReadError::NoSuchSheet { name: name.to_owned(), sheet: wanted.to_owned(), sheets }
}

/// How well these first rows fit a kind.
fn score(rows: &VecDeque<Record>, merges: &[Merge], options: &Options) -> usize {
    let mut rows = rows.clone();
    let wanted = Wanted::of(options);
    headings::arrange(&mut rows, merges, wanted);
    let rows: Vec<&Record> = rows.iter().filter(|row| !row.is_blank()).collect();
    let Ok(found) = detect::table(&rows, wanted, "") else { return 0 };
    let header = rows.get(found.header_at.unwrap_or(0));
    let headings = header.map_or(0, |header| header.cells().filter(|cell| !cell.trim().is_empty()).count());
    // One known table goes before all that would only do.
    if found.is_assumed { 4 + headings.min(5) } else { 10 + 10 * headings }
}

/// Why the one file of an archive is not to be had.
enum Refused {
    Fault(Fault),
    NoSuchFile(String, Vec<String>),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Refused {
    fn of(self, name: &str) -> ReadError {
        match self {
            Self::Fault(fault) => fault.of(name),
            Self::NoSuchFile(wanted, names) => no_such_sheet(name, &wanted, names.iter().map(String::as_str)),
        }
    }
}

/// The one table in an archive of other files, or the one that was named.
fn single(archive: &mut Archive, options: &Options) -> Result<Unpacked, Refused> {
    const TABLES: [&str; 10] = [".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".ods", ".geojson", ".json", ".gpkg"];
    let tables = archive.entries.iter().filter(|entry| TABLES.iter().any(|ending| entry.file_name().ends_with(ending)));
    let mut tables: Vec<Entry> = tables.cloned().collect();
    // Text beside a table is a note on it.
    if tables.len() > 1 {
        tables.retain(|entry| !entry.file_name().ends_with(".txt"));
    }
    if archive.entries.len() == 1 {
        tables.clone_from(&archive.entries);
    }
    let named = |entry: &Entry| SheetSeen { name: entry.name.clone(), rows: None, chosen: false };
    let mut sheets: Vec<SheetSeen> = if tables.len() > 1 { tables.iter().map(named).collect() } else { Vec::new() };
    let wanted = options.sheet.as_ref().filter(|_| tables.len() > 1);
    let chosen = match (wanted, tables.as_slice()) {
        (Some(wanted), _) => tables.iter().position(|entry| entry.name == *wanted).ok_or_else(|| {
            Refused::NoSuchFile(wanted.clone(), tables.iter().map(|entry| entry.name.clone()).collect())
        })?,
        (None, [_]) => 0,
        (None, []) => {
            let advice = "put one table (CSV, XLSX, ODS, GeoJSON, GeoPackage) into it, or the parts of a shapefile";
            return Err(Fault::Wrong("a zip archive without a table in it", advice).into());
        }
        (None, _) => {
            let names = tables.iter().take(20).map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Fault::Broken(format!(
                "it is a zip archive with several tables ({names}); import them one at a time"
            ))
            .into());
        }
    };
    if let Some(sheet) = sheets.get_mut(chosen) {
        sheet.chosen = true;
    }
    Ok(Unpacked::File { file: archive.unpack(&tables[chosen])?, sheets })
}
