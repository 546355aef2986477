//! One file, opened and looked over before anything is understood: size, format, encoding and checksum.
//!
//! What is not text (workbooks, archives, map layers) is unpacked into rows here, so that readers meet rows only.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Options;
use super::encoding::{Encoding, EncodingSeen};
use super::error::ReadError;
use super::formats::content::{self, Content, Format};
use super::formats::spool::Spool;
use super::formats::{self, Fault, Merge, Unpacked};
use super::records::LONGEST_RECORD_BYTES;
use super::survey::SheetSeen;
use crate::domain::imported::FileKind;

/// How much is read at once.
const BLOCK_BYTES: usize = 256 * 1024;

/// How much of the start is kept, to tell what a table is.
const HEAD_BYTES: usize = 64 * 1024;

/// A file that has been looked over.
#[derive(Debug)]
pub(super) struct Opened<'a> {
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
    /// The kind that was named.
    pub(super) wanted: Option<FileKind>,
    pub(super) rows: RowsOf<'a>,
    /// Its size in bytes, which progress is told in.
    pub(super) size: u64,
}

/// Where the rows of a file are.
#[derive(Debug)]
pub(super) enum RowsOf<'a> {
    /// In text.
    Text(Text<'a>),
    /// In a temporary file, unpacked.
    Unpacked(Spool),
}

/// A text, in the file itself or unpacked from it.
#[derive(Debug)]
pub(super) struct Text<'a> {
    held: Held<'a>,
    pub(super) encoding: Encoding,
    /// The first bytes as UTF-8, without a byte order mark.
    pub(super) head: Vec<u8>,
    size: u64,
}

#[derive(Debug)]
enum Held<'a> {
    Given(&'a Path),
    Temporary(NamedTempFile),
}

impl<'a> Opened<'a> {
    /// Reads the file through once. Half the progress is told here, half when its rows are read.
    ///
    /// A file over the limit is refused after its first block, unless `may_be_larger` says of that block and the file's
    /// name that any size will do.
    pub(super) fn look(
        path: &'a Path,
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
            wanted: options.kind,
            rows: RowsOf::Text(Text { held: Held::Given(path), encoding: seen.encoding, head: Vec::new(), size: 0 }),
            size: seen.size,
            name,
        };
        opened.take(seen, Held::Given(path), options, may_be_larger, 0)?;
        Ok(opened)
    }

    /// Takes the content of the file, or of the one file inside it.
    fn take(
        &mut self,
        seen: Seen,
        held: Held<'a>,
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

impl Held<'_> {
    fn path(&self) -> &Path {
        match self {
            Held::Given(path) => path,
            Held::Temporary(file) => file.path(),
        }
    }
}

impl Text<'_> {
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

/// What reading a file through shows.
struct Seen {
    size: u64,
    checksum: String,
    content: Content,
    format: Format,
    encoding: Encoding,
    /// The first bytes as UTF-8, of text only.
    head: Vec<u8>,
}

impl Seen {
    fn of(
        path: &Path,
        name: &str,
        limit_bytes: u64,
        may_be_larger: &dyn Fn(&[u8], &str) -> bool,
        told: &dyn Fn(u64, u64),
    ) -> Result<Self, ReadError> {
        let unreadable = |source| ReadError::Unreadable { name: name.to_owned(), source };
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile { name: name.to_owned() });
        }
        let size = metadata.len();
        let mib = |bytes: u64| bytes.div_ceil(1 << 20);
        let mut reader = file.take(size);
        let mut block = vec![0; BLOCK_BYTES];
        let mut length = fill(&mut reader, &mut block).map_err(unreadable)?;
        let mut look = Look::start(&block[..length]).map_err(|fault| fault.of(name))?;
        if size > limit_bytes && !(look.content == Content::Text && may_be_larger(&look.head, name)) {
            let (size_mib, limit_mib) = (mib(size), mib(limit_bytes));
            return Err(ReadError::TooLarge { name: name.to_owned(), size_mib, limit_mib });
        }
        let mut done = 0;
        while length > 0 {
            look.take(&block[..length]).map_err(|fault| fault.of(name))?;
            done += length as u64;
            told(done, size);
            length = fill(&mut reader, &mut block).map_err(unreadable)?;
        }
        look.finish(size).ok_or_else(|| ReadError::Empty { name: name.to_owned() })
    }
}

/// Reads until the block is full or the file ends, so that what is told of a block does not depend on chance.
fn fill(reader: &mut impl Read, block: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match reader.read(&mut block[filled..])? {
            0 => break,
            length => filled += length,
        }
    }
    Ok(filled)
}

/// What has been seen of the bytes so far.
struct Look {
    hash: Sha256,
    content: Content,
    format: Format,
    head: Vec<u8>,
    utf16: Option<Encoding>,
    encoding: EncodingSeen,
    blank: bool,
    line: u64,
    piece_bytes: usize,
}

impl Look {
    fn start(block: &[u8]) -> Result<Self, Fault> {
        let content = content::of(block)?;
        let (mut format, mut head, mut utf16) = (Format::Table, Vec::new(), None);
        if content == Content::Text {
            utf16 = Encoding::utf16(block);
            // Whole units of two bytes.
            head = utf16.unwrap_or(Encoding::Utf8).decode(&block[..block.len().min(HEAD_BYTES)]);
            format = content::of_text(&head)?;
        }
        Ok(Self {
            hash: Sha256::new(),
            content,
            format,
            head,
            utf16,
            encoding: EncodingSeen::new(),
            blank: true,
            line: 1,
            piece_bytes: 0,
        })
    }

    fn take(&mut self, block: &[u8]) -> Result<(), Fault> {
        self.hash.update(block);
        if self.content != Content::Text {
            return Ok(());
        }
        if self.utf16.is_some() {
            self.blank &= block.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0 | 0xFE | 0xFF));
        } else {
            if block.contains(&0) {
                return Err(Fault::Wrong(
                    "a binary file, not text",
                    "save the data as CSV, XLSX or GeoJSON and import that",
                ));
            }
            self.encoding.take(block);
            self.blank &= block.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(block).iter().all(u8::is_ascii_whitespace);
        }
        self.take_pieces(block)
    }

    /// Stops at a line without end, or in JSON at a word without end, long before it is all read.
    fn take_pieces(&mut self, block: &[u8]) -> Result<(), Fault> {
        let ends_piece: fn(&u8) -> bool = match self.format {
            Format::Table => |byte| matches!(byte, b'\n' | b'\r'),
            Format::Json => |byte| matches!(byte, b'\n' | b'\r' | b'"' | b',' | b'{' | b'}' | b'[' | b']'),
        };
        for piece in block.split_inclusive(ends_piece) {
            self.piece_bytes += piece.len();
            if self.piece_bytes > LONGEST_RECORD_BYTES {
                return Err(Fault::LongRow(self.line));
            }
            if let Some(last) = piece.last().filter(|last| ends_piece(last)) {
                self.line += u64::from(*last == b'\n');
                self.piece_bytes = 0;
            }
        }
        Ok(())
    }

    /// `None` when there is nothing in it.
    fn finish(self, size: u64) -> Option<Seen> {
        if self.content == Content::Text && self.blank {
            return None;
        }
        let mut checksum = String::with_capacity(64);
        for byte in self.hash.finalize() {
            let _ = write!(checksum, "{byte:02x}");
        }
        let (encoding, head) = match self.utf16 {
            Some(encoding) => (encoding, self.head),
            None => {
                let encoding = self.encoding.finish();
                let head = if encoding == Encoding::Utf8 { self.head } else { encoding.decode(&self.head) };
                (encoding, head)
            }
        };
        Some(Seen { size, checksum, content: self.content, format: self.format, encoding, head })
    }
}
