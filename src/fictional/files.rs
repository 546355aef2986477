//! Writing large files: pieces are made on all processors at once and written in order.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

use super::FictionalError;

/// Rows made in one go: enough to be worth handing to another processor, few enough to keep memory small.
const PIECE: usize = 2_000;

/// Writes a file made of a header and pieces, one for each range of 0 to `count`, and reports how far it is.
///
/// # Errors
/// [`FictionalError::Write`] when the file cannot be written, and whatever `make` returns.
pub(super) fn write_in_order(
    path: &Path,
    header: &[u8],
    count: usize,
    make: impl Fn(Range<usize>) -> Result<Vec<u8>, FictionalError> + Sync,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), FictionalError> {
    let refused = |source| FictionalError::Write { path: path.to_owned(), source };
    let mut out = BufWriter::new(File::create(path).map_err(refused)?);
    out.write_all(header).map_err(refused)?;
    let in_flight = rayon::current_num_threads() * 4;
    let pieces: Vec<Range<usize>> = (0..count).step_by(PIECE).map(|start| start..(start + PIECE).min(count)).collect();
    for batch in pieces.chunks(in_flight.max(1)) {
        let made: Result<Vec<Vec<u8>>, FictionalError> = batch.par_iter().map(|piece| make(piece.clone())).collect();
        for piece in made? {
            out.write_all(&piece).map_err(refused)?;
        }
        progress(batch.last().map_or(0, |piece| piece.end as u64), count as u64);
    }
    out.flush().map_err(refused)
}

/// How a CSV file quotes and ends its lines.
#[derive(Clone, Copy)]
pub(super) enum Style {
    /// Quotes where needed, lines end in CRLF: what spreadsheets write.
    Spreadsheet,
    /// Quotes round every cell, as HM Land Registry does.
    AllQuoted,
    /// Quotes round everything that is not a number, as Ordnance Survey does.
    TextQuoted,
}

/// An empty CSV table in memory.
pub(super) fn table(style: Style) -> csv::Writer<Vec<u8>> {
    let mut builder = csv::WriterBuilder::new();
    match style {
        Style::Spreadsheet => builder.terminator(csv::Terminator::CRLF),
        Style::AllQuoted => builder.quote_style(csv::QuoteStyle::Always),
        Style::TextQuoted => builder.quote_style(csv::QuoteStyle::NonNumeric).terminator(csv::Terminator::CRLF),
    };
    builder.from_writer(Vec::new())
}

/// The bytes of a table.
///
/// # Errors
/// [`FictionalError::Table`] when the rows do not fit one another, which is a mistake in this room.
pub(super) fn bytes(table: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, FictionalError> {
    table.into_inner().map_err(|error| FictionalError::Table(error.to_string()))
}

/// The bytes of one row.
///
/// # Errors
/// As [`bytes`].
pub(super) fn one_row(style: Style, cells: &[&str]) -> Result<Vec<u8>, FictionalError> {
    let mut row = table(style);
    row.write_record(cells)?;
    bytes(row)
}
