//! One file, opened and looked over once before anything is parsed: size, format, encoding and checksum.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::error::ReadError;
use super::records::LONGEST_RECORD_BYTES;

/// How much is read at once.
const BLOCK_BYTES: usize = 256 * 1024;

/// How text is written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// Windows-1252, what Excel writes in Britain when not told otherwise.
    Cp1252,
}

/// What the content is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
}

/// A file that has been looked over.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    /// Its name, without the folder.
    pub(super) name: String,
    /// Its name, without folder and ending.
    pub(super) stem: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub(super) checksum: String,
    pub(super) encoding: Encoding,
    pub(super) format: Format,
    /// The first bytes, without a byte order mark.
    pub(super) head: Vec<u8>,
    path: &'a Path,
    size: u64,
}

impl<'a> Opened<'a> {
    /// Reads the file through once. Half the progress is told here, half by [`Self::reader`].
    ///
    /// A file over the limit is refused after its first block, unless `may_be_larger` says of that block and the file's
    /// name that any size will do.
    pub(super) fn look(
        path: &'a Path,
        limit_bytes: u64,
        may_be_larger: &dyn Fn(&[u8], &str) -> bool,
        progress: &dyn Fn(u64, u64),
    ) -> Result<Self, ReadError> {
        let lossy =
            |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |p| p.to_string_lossy().into_owned());
        let name = lossy(path.file_name());
        let unreadable = |source| ReadError::Unreadable { name: name.clone(), source };
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile { name });
        }
        let size = metadata.len();
        let mib = |bytes: u64| bytes.div_ceil(1 << 20);
        let mut survey = Survey::new(&name);
        let mut reader = file.take(size);
        let mut block = vec![0; BLOCK_BYTES];
        let mut done = 0;
        loop {
            let length = reader.read(&mut block).map_err(unreadable)?;
            if length == 0 {
                break;
            }
            survey.take(&block[..length])?;
            if done == 0 && size > limit_bytes && !may_be_larger(&survey.head, &name) {
                return Err(ReadError::TooLarge { name, size_mib: mib(size), limit_mib: mib(limit_bytes) });
            }
            done += length as u64;
            progress(done / 2, size);
        }
        if survey.blank {
            return Err(ReadError::Empty { name });
        }
        let mut checksum = String::with_capacity(64);
        for byte in survey.hash.finalize() {
            let _ = write!(checksum, "{byte:02x}");
        }
        Ok(Self {
            encoding: if survey.utf8 && survey.unfinished.is_empty() { Encoding::Utf8 } else { Encoding::Cp1252 },
            format: survey.format,
            head: survey.head,
            stem: lossy(path.file_stem()),
            checksum,
            path,
            size,
            name,
        })
    }

    /// Its size in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// A fresh reader from the start, without the byte order mark, that tells the second half of the progress.
    pub(super) fn reader<'p>(&self, progress: &'p dyn Fn(u64, u64)) -> Result<BufReader<Watched<'p>>, ReadError> {
        let unreadable = |source| ReadError::Unreadable { name: self.name.clone(), source };
        let mut file = File::open(self.path).map_err(unreadable)?;
        let mut start = [0; 3];
        let length = file.read(&mut start).map_err(unreadable)?;
        let marked = length == 3 && start == *BYTE_ORDER_MARK;
        if !marked {
            file = File::open(self.path).map_err(unreadable)?;
        }
        let watched = Watched { file: file.take(self.size), size: self.size, done: Cell::new(0), progress };
        Ok(BufReader::with_capacity(BLOCK_BYTES, watched))
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file whose reading is told to somebody.
pub(super) struct Watched<'p> {
    file: std::io::Take<File>,
    size: u64,
    done: Cell<u64>,
    progress: &'p dyn Fn(u64, u64),
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.done.set(self.done.get() + length as u64);
        let done = if length == 0 { self.size } else { (self.size + self.done.get()) / 2 };
        (self.progress)(done.min(self.size), self.size);
        Ok(length)
    }
}

/// What has been seen of the bytes so far.
struct Survey<'n> {
    name: &'n str,
    hash: Sha256,
    head: Vec<u8>,
    format: Format,
    blank: bool,
    utf8: bool,
    /// The first bytes of a character whose rest is in the next block.
    unfinished: Vec<u8>,
    line: u64,
    piece_bytes: usize,
    started: bool,
}

impl<'n> Survey<'n> {
    fn new(name: &'n str) -> Self {
        Self {
            name,
            hash: Sha256::new(),
            head: Vec::new(),
            format: Format::Table,
            blank: true,
            utf8: true,
            unfinished: Vec::new(),
            line: 1,
            piece_bytes: 0,
            started: false,
        }
    }

    fn take(&mut self, block: &[u8]) -> Result<(), ReadError> {
        self.hash.update(block);
        if !self.started {
            self.started = true;
            let text = block.strip_prefix(BYTE_ORDER_MARK).unwrap_or(block);
            self.head = text[..text.len().min(64 * 1024)].to_vec();
            self.format = format_of(self.name, text)?;
        }
        if block.contains(&0) {
            return Err(self.wrong("a binary file, not text", "save the data as CSV or GeoJSON and import that"));
        }
        self.blank &= block.strip_prefix(BYTE_ORDER_MARK).unwrap_or(block).iter().all(u8::is_ascii_whitespace);
        self.take_text(block);
        self.take_pieces(block)
    }

    fn take_text(&mut self, block: &[u8]) {
        if !self.utf8 {
            return;
        }
        self.unfinished.extend_from_slice(block);
        match std::str::from_utf8(&self.unfinished) {
            Ok(_) => self.unfinished.clear(),
            Err(error) if error.error_len().is_none() => {
                self.unfinished.drain(..error.valid_up_to());
            }
            Err(_) => self.utf8 = false,
        }
    }

    /// Stops at a line without end, or in JSON at a word without end, long before it is all read.
    fn take_pieces(&mut self, block: &[u8]) -> Result<(), ReadError> {
        let ends_piece: fn(&u8) -> bool = match self.format {
            Format::Table => |byte| matches!(byte, b'\n' | b'\r'),
            Format::Json => |byte| matches!(byte, b'\n' | b'\r' | b'"' | b',' | b'{' | b'}' | b'[' | b']'),
        };
        for piece in block.split_inclusive(ends_piece) {
            self.piece_bytes += piece.len();
            if self.piece_bytes > LONGEST_RECORD_BYTES {
                return Err(ReadError::LongRow {
                    name: self.name.to_owned(),
                    row: self.line,
                    limit_kib: LONGEST_RECORD_BYTES / 1024,
                });
            }
            if let Some(last) = piece.last().filter(|last| ends_piece(last)) {
                self.line += u64::from(*last == b'\n');
                self.piece_bytes = 0;
            }
        }
        Ok(())
    }

    fn wrong(&self, found: &'static str, advice: &'static str) -> ReadError {
        ReadError::WrongFormat { name: self.name.to_owned(), found, advice }
    }
}

/// Refuses what is neither a table nor JSON, with a sentence for each format that is often sent by mistake.
fn format_of(name: &str, start: &[u8]) -> Result<Format, ReadError> {
    const AS_CSV: &str = "open it and save the sheet as \"CSV UTF-8\", then import that";
    let wrong = |found, advice| Err(ReadError::WrongFormat { name: name.to_owned(), found, advice });
    let is = |magic: &[u8]| start.starts_with(magic);
    if is(b"PK\x03\x04") || is(b"PK\x05\x06") {
        return wrong("an Excel workbook or a zip archive, whatever its name says", AS_CSV);
    }
    if is(b"\xD0\xCF\x11\xE0") {
        return wrong("an old Excel or Word file, whatever its name says", AS_CSV);
    }
    if is(b"%PDF") {
        return wrong("a PDF, whatever its name says", "ask the publisher for the table as CSV");
    }
    if is(b"\xFF\xFE") || is(b"\xFE\xFF") {
        return wrong("text in UTF-16", "save it as \"CSV UTF-8\" and import that");
    }
    if is(b"\x1F\x8B") || is(b"7z\xBC\xAF") || is(b"SQLite format 3\0") {
        return wrong("a compressed file or a database", "unpack or export it as CSV or GeoJSON and import that");
    }
    let text: Vec<u8> =
        start.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(15).map(u8::to_ascii_lowercase).collect();
    if [b"<!doctype".as_slice(), b"<html", b"<head", b"<?xml", b"<!--", b"<body", b"<table"]
        .iter()
        .any(|tag| text.starts_with(tag))
    {
        return wrong(
            "a web page or XML, whatever its name says",
            "an error page may have been saved in place of the data: download it again",
        );
    }
    Ok(if text.first().is_some_and(|byte| matches!(byte, b'{' | b'[')) { Format::Json } else { Format::Table })
}
