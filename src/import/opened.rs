//! One file, opened and looked over before anything is understood: size, format, encoding and checksum.
//!
//! What is not text (workbooks, archives, map layers) is unpacked into rows here, so that readers meet rows only.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Options;
use super::detect::Wanted;
use super::encoding::Encoding;
use super::error::ReadError;
use super::formats::content::{Content, Format};
use super::formats::spool::Spool;
use super::formats::{self, Fault, Merge, Unpacked};
use super::seen::{BLOCK_BYTES, Seen};
use super::survey::SheetSeen;

/// A file that has been looked over: it can be surveyed and read, as often as needed.
#[derive(Debug)]
pub struct Opened {
    /// Its name, without the folder.
    pub(super) name: String,
    /// Its name, without folder and ending.
    pub(super) stem: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub(super) checksum: String,
    pub(super) format: Format,
    /// What it is, in words: "Excel workbook (XLSX)".
    pub(super) words: String,
    /// Its sheets, layers or tables, where it has any.
    pub(super) sheets: Vec<SheetSeen>,
    /// Merged cells near the top of the chosen sheet.
    pub(super) merges: Vec<Merge>,
    /// What it is to be.
    pub(super) wanted: Wanted,
    pub(super) rows: RowsOf,
    /// Its size in bytes, which progress is told in.
    pub(super) size: u64,
}

/// Where the rows of a file are.
#[derive(Debug)]
pub(super) enum RowsOf {
    /// In text.
    Text(Text),
    /// In a temporary file, unpacked.
    Unpacked(Spool),
}

/// A text, in the file itself or unpacked from it.
#[derive(Debug)]
pub(super) struct Text {
    held: Held,
    pub(super) encoding: Encoding,
    /// The first bytes as UTF-8, without a byte order mark.
    pub(super) head: Vec<u8>,
    size: u64,
}

#[derive(Debug)]
enum Held {
    Given(PathBuf),
    Temporary(NamedTempFile),
}

impl Opened {
    /// Reads the file through once. Half the progress is told here, half when its rows are read.
    ///
    /// A file over the limit is refused after its first block, unless `may_be_larger` says of that block and the file's
    /// name that any size will do.
    pub(super) fn look(
        path: &Path,
        options: &Options,
        may_be_larger: &dyn Fn(&[u8], &str) -> bool,
        progress: &dyn Fn(u64, u64),
    ) -> Result<Self, ReadError> {
        let lossy =
            |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |p| p.to_string_lossy().into_owned());
        let name = lossy(path.file_name());
        let told = |done: u64, size: u64| progress(done / 2, size);
        let seen = Seen::of(path, &name, options.limit_bytes, may_be_larger, &told)?;
        let mut opened = Self {
            stem: lossy(path.file_stem()),
            checksum: seen.checksum.clone(),
            format: seen.format,
            words: String::new(),
            sheets: Vec::new(),
            merges: Vec::new(),
            wanted: Wanted::of(options),
            rows: RowsOf::Text(Text {
                held: Held::Given(path.to_owned()),
                encoding: seen.encoding,
                head: Vec::new(),
                size: 0,
            }),
            size: seen.size,
            name,
        };
        opened.take(seen, Held::Given(path.to_owned()), options, may_be_larger, 0)?;
        Ok(opened)
    }

    /// Takes the content of the file, or of the one file inside it.
    fn take(
        &mut self,
        seen: Seen,
        held: Held,
        options: &Options,
        may_be_larger: &dyn Fn(&[u8], &str) -> bool,
        depth: u32,
    ) -> Result<(), ReadError> {
        if seen.content == Content::Text {
            self.words.push_str(match seen.format {
                Format::Table => "CSV",
                Format::Json => "GeoJSON",
            });
            let _ = write!(self.words, ", {}", seen.encoding.label());
            self.format = seen.format;
            let text = Text { held, encoding: seen.encoding, head: seen.head, size: seen.size };
            self.rows = RowsOf::Text(text);
            return if self.format == Format::Json { self.take_features(options) } else { Ok(()) };
        }
        let path = held.path().to_owned();
        let unpacked = formats::unpack(seen.content, &path, &self.name, options)?;
        match unpacked {
            Unpacked::Table(table) => {
                self.format = Format::Table;
                self.words.push_str(table.words);
                self.sheets = table.sheets;
                self.merges = table.merges;
                self.rows = RowsOf::Unpacked(table.rows);
                Ok(())
            }
            Unpacked::File { file, sheets } => {
                if depth > 0 {
                    let advice = "unpack it and import the table inside";
                    return Err(Fault::Wrong("a zip inside a zip", advice).of(&self.name));
                }
                self.words.push_str("zip with ");
                self.sheets = sheets;
                let inner = Seen::of(file.path(), &self.name, options.limit_bytes, may_be_larger, &|_, _| {})?;
                self.take(inner, Held::Temporary(file), options, may_be_larger, depth + 1)
            }
        }
    }

    /// Features of a register are rows like any other; those of areas stay what they are.
    fn take_features(&mut self, options: &Options) -> Result<(), ReadError> {
        let RowsOf::Text(text) = &self.rows else { return Ok(()) };
        let open = || text.reader(&|_, _| {}, 0);
        if let Some(rows) = formats::geojson::rows(&open, options, &self.name)? {
            self.format = Format::Table;
            self.rows = RowsOf::Unpacked(rows);
        }
        Ok(())
    }

    /// The first bytes of the text as UTF-8; none of what was unpacked into rows.
    pub(super) fn head(&self) -> &[u8] {
        match &self.rows {
            RowsOf::Text(text) => &text.head,
            RowsOf::Unpacked(_) => &[],
        }
    }

    /// A fresh reader of the text from the start, as UTF-8, that tells the second half of the progress.
    pub(super) fn reader<'p>(
        &self,
        progress: &'p dyn Fn(u64, u64),
    ) -> Result<BufReader<Box<dyn Read + 'p>>, ReadError> {
        match &self.rows {
            RowsOf::Text(text) => text
                .reader(progress, self.size)
                .map_err(|source| ReadError::Unreadable { name: self.name.clone(), source }),
            RowsOf::Unpacked(_) => {
                let source = std::io::Error::other("it holds rows, not text");
                Err(ReadError::Unreadable { name: self.name.clone(), source })
            }
        }
    }
}

/// How far a file of this size is when so much of its rows has been read.
pub(super) fn second_half(done: u64, all: u64, size: u64) -> u64 {
    let share = if all == 0 { 1.0 } else { (done as f64 / all as f64).min(1.0) };
    (size as f64 * (0.5 + share / 2.0)) as u64
}

impl Held {
    fn path(&self) -> &Path {
        match self {
            Held::Given(path) => path,
            Held::Temporary(file) => file.path(),
        }
    }
}

impl Text {
    fn reader<'p>(
        &self,
        progress: &'p dyn Fn(u64, u64),
        told_size: u64,
    ) -> std::io::Result<BufReader<Box<dyn Read + 'p>>> {
        let file = File::open(self.held.path())?;
        let watched = Watched { file: file.take(self.size), size: self.size, told_size, done: 0, progress };
        Ok(BufReader::with_capacity(BLOCK_BYTES, self.encoding.reader(watched)))
    }
}

/// A file whose reading is told to somebody.
struct Watched<'p> {
    file: std::io::Take<File>,
    size: u64,
    told_size: u64,
    done: u64,
    progress: &'p dyn Fn(u64, u64),
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.done += length as u64;
        let done = if length == 0 { self.size } else { self.done };
        (self.progress)(second_half(done, self.size, self.told_size), self.told_size);
        Ok(length)
    }
}
