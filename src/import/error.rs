//! Why a whole file could not be taken in, in sentences a council officer understands.

use thiserror::Error;

use crate::domain::imported::FileKind;
use crate::projection::ProjectionError;

/// Why a file was left out as a whole. What is wrong with single rows is data: [`crate::domain::imported::RowProblem`].
///
/// `name` is the file's name without its folder.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("{name} could not be read: {source}")]
    Unreadable {
        /// The file.
        name: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The path names a folder or a device.
    #[error("{name} is not a file")]
    NotAFile {
        /// The file.
        name: String,
    },
    /// The file is larger than the limit.
    #[error("{name} is {size_mib} MiB, over the limit of {limit_mib} MiB; split it, or raise the limit")]
    TooLarge {
        /// The file.
        name: String,
        /// Its size.
        size_mib: u64,
        /// The limit.
        limit_mib: u64,
    },
    /// The file has no bytes, or only blank lines.
    #[error("{name} is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// The file has headings (or an empty list of features) and nothing else.
    #[error("{name} holds no rows of data")]
    NoRows {
        /// The file.
        name: String,
    },
    /// The file is in a format that holds no table, or none that is read.
    #[error("{name} is {found}; {advice}")]
    WrongFormat {
        /// The file.
        name: String,
        /// What it is: "an Excel workbook".
        found: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// Reading the file would take more room than any real file needs.
    #[error("{name}: {reason}. Nothing was taken in")]
    OverLimit {
        /// The file.
        name: String,
        /// Which limit it goes over, and what to do about it.
        reason: String,
    },
    /// The file starts like a workbook, archive or map layer and does not go on like one.
    #[error("{name}: {reason}. Nothing was taken in")]
    Damaged {
        /// The file.
        name: String,
        /// What was found, and what to do about it.
        reason: String,
    },
    /// The file has no sheet, layer or table of the name that was given.
    #[error("{name} has no sheet called \"{sheet}\"; it has: {sheets}")]
    NoSuchSheet {
        /// The file.
        name: String,
        /// The name that was given.
        sheet: String,
        /// The names there are.
        sheets: String,
    },
    /// One row is so long that something must be wrong.
    #[error(
        "{name}: row {row} is over {limit_kib} KiB long; a quotation mark may be missing, or this is not a table. Nothing was taken in"
    )]
    LongRow {
        /// The file.
        name: String,
        /// The row as a spreadsheet numbers it.
        row: u64,
        /// The limit.
        limit_kib: usize,
    },
    /// The JSON breaks off or is malformed.
    #[error("{name} is not whole GeoJSON: {reason} (line {line}, column {column}). Nothing was taken in")]
    BrokenJson {
        /// The file.
        name: String,
        /// What is wrong.
        reason: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// No kind of file fits the content.
    #[error(
        "{name}: cannot tell what this is. {saw}. If it is a list of land and buildings, say that it is an asset register"
    )]
    NotRecognised {
        /// The file.
        name: String,
        /// What was seen: "Its first row reads: ...".
        saw: String,
    },
    /// It is text whose lines do not divide into the same columns.
    #[error(
        "{name} is not a table: {saw}. Give the table itself, as CSV or from Excel, with its headings in one row and one row for each thing in it"
    )]
    NotATable {
        /// The file.
        name: String,
        /// What was seen.
        saw: String,
    },
    /// The content does not fit the kind that was named.
    #[error("{name} cannot be read as {}: {missing}", .kind.label())]
    DoesNotFit {
        /// The file.
        name: String,
        /// The kind that was named or found.
        kind: FileKind,
        /// What is missing, and what was seen instead.
        missing: String,
    },
    /// Boundaries or indices of a geography, edition or kind that catmap does not use.
    #[error("{name}: {reason}")]
    NotUsed {
        /// The file.
        name: String,
        /// What it is and what catmap uses instead.
        reason: String,
    },
    /// A release of the Indices of Deprivation fails its checks (`scoring.md` B.5).
    #[error(
        "{name} fails the checks of a release of the Indices of Deprivation, {failures} times: {examples}. Nothing was taken in"
    )]
    BrokenRelease {
        /// The file.
        name: String,
        /// How many checks failed.
        failures: usize,
        /// The first few, in words.
        examples: String,
    },
    /// Whoever took the rows wants no more of them, and knows why.
    #[error("{name} was read only in part")]
    Stopped {
        /// The file.
        name: String,
    },
    /// Degrees cannot be converted to the British National Grid.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
}

impl ReadError {
    /// JSON that breaks off or is malformed, in words.
    pub(super) fn broken_json(name: &str, error: &serde_json::Error) -> Self {
        let reason = if error.is_eof() {
            "the file stops in the middle; it may have been cut off".to_owned()
        } else if error.is_io() {
            "it could not be read to its end".to_owned()
        } else {
            let text = error.to_string();
            text.split(" at line ").next().unwrap_or_default().to_owned()
        };
        Self::BrokenJson { name: name.to_owned(), reason, line: error.line(), column: error.column() }
    }
}
