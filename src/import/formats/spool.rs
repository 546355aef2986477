//! The rows of a workbook or map layer in a temporary file, so that they can be read twice and need not be in memory.
//!
//! The file has no name and is gone with its handle. A row in it is its number, how many cells, and each cell with its
//! length; all numbers are little-endian.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use super::Fault;
use super::limits::{MOST_COLUMNS, SPOOL_BYTES};
use crate::import::records::{LONGEST_RECORD_BYTES, Record};

/// Rows that are being written.
pub(in crate::import) struct SpoolWriter {
    file: BufWriter<File>,
    bytes: u64,
    rows: u64,
}

impl SpoolWriter {
    pub(in crate::import) fn new() -> Result<Self, Fault> {
        Ok(Self { file: BufWriter::with_capacity(256 * 1024, tempfile::tempfile()?), bytes: 0, rows: 0 })
    }

    /// Appends one row.
    pub(in crate::import) fn write(&mut self, record: &Record) -> Result<(), Fault> {
        if record.len() > MOST_COLUMNS {
            return Err(Fault::ManyColumns(record.number));
        }
        let mut length = 12;
        for cell in record.cells() {
            length += 4 + cell.len();
        }
        if length > LONGEST_RECORD_BYTES {
            return Err(Fault::LongRow(record.number));
        }
        self.bytes += length as u64;
        self.rows += 1;
        if self.bytes > SPOOL_BYTES {
            return Err(Fault::OverLimit(format!(
                "it holds more than {} GiB once it is unpacked; split it into smaller files",
                SPOOL_BYTES >> 30
            )));
        }
        self.file.write_all(&record.number.to_le_bytes())?;
        self.file.write_all(&(record.len() as u32).to_le_bytes())?;
        for cell in record.cells() {
            self.file.write_all(&(cell.len() as u32).to_le_bytes())?;
            self.file.write_all(cell.as_bytes())?;
        }
        Ok(())
    }

    /// The rows, ready to be read.
    pub(in crate::import) fn finish(self) -> Result<Spool, Fault> {
        let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        Ok(Spool { file, bytes: self.bytes, rows: self.rows })
    }
}

/// Rows that can be read any number of times.
#[derive(Debug)]
pub(in crate::import) struct Spool {
    file: File,
    pub(in crate::import) bytes: u64,
    pub(in crate::import) rows: u64,
}

impl Spool {
    /// The rows from the first on.
    pub(in crate::import) fn read(&self) -> std::io::Result<SpoolReader> {
        let placed = Placed { file: self.file.try_clone()?, at: 0 };
        let reader = BufReader::with_capacity(256 * 1024, placed);
        Ok(SpoolReader { reader, left: self.rows, done: 0, cell: Vec::new() })
    }
}

/// A handle with a place of its own: all handles of one file share theirs.
struct Placed {
    file: File,
    at: u64,
}

impl Read for Placed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.file.seek(SeekFrom::Start(self.at))?;
        let length = self.file.read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

/// A reading of a [`Spool`].
pub(in crate::import) struct SpoolReader {
    reader: BufReader<Placed>,
    left: u64,
    /// How many bytes have been read.
    pub(in crate::import) done: u64,
    cell: Vec<u8>,
}

impl SpoolReader {
    /// Reads the next row into `record`; `false` at the end.
    pub(in crate::import) fn read(&mut self, record: &mut Record) -> std::io::Result<bool> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        let (mut number, mut word) = ([0; 8], [0; 4]);
        self.reader.read_exact(&mut number)?;
        self.reader.read_exact(&mut word)?;
        record.clear(u64::from_le_bytes(number));
        let cells = u32::from_le_bytes(word);
        self.done += 12;
        for _ in 0..cells {
            self.reader.read_exact(&mut word)?;
            let length = u32::from_le_bytes(word) as usize;
            self.cell.resize(length, 0);
            self.reader.read_exact(&mut self.cell)?;
            record.push(&String::from_utf8_lossy(&self.cell));
            self.done += 4 + length as u64;
        }
        Ok(true)
    }
}
