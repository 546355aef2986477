//! A file read through once, byte by byte: what it is, its checksum, in which encoding its text is.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::encoding::{Encoding, EncodingSeen};
use super::error::ReadError;
use super::formats::Fault;
use super::formats::content::{self, Content, Format};
use super::records::LONGEST_RECORD_BYTES;

/// How much is read at once.
pub(super) const BLOCK_BYTES: usize = 256 * 1024;

const _: () = assert!(BLOCK_BYTES < LONGEST_RECORD_BYTES);

/// How much of the start is kept, to tell what a table is.
const HEAD_BYTES: usize = 64 * 1024;

/// What reading a file through shows.
pub(super) struct Seen {
    pub(super) size: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub(super) checksum: String,
    pub(super) content: Content,
    pub(super) format: Format,
    pub(super) encoding: Encoding,
    /// The first bytes as UTF-8, of text only.
    pub(super) head: Vec<u8>,
}

impl Seen {
    /// Reads a file through. A file over the limit is refused after its first block, unless `may_be_larger` says of that
    /// block and the file's name that any size will do. `told` hears of bytes done and bytes in all.
    pub(super) fn of(
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
        // Only the first piece of a block began before it; those that begin in it and end in it are shorter than it is.
        let first = block.iter().position(ends_piece).map_or(block.len(), |end| end + 1);
        if self.piece_bytes + first > LONGEST_RECORD_BYTES {
            return Err(Fault::LongRow(self.line));
        }
        self.piece_bytes = match block.iter().rposition(ends_piece) {
            Some(end) => block.len() - end - 1,
            None => self.piece_bytes + block.len(),
        };
        self.line += block.iter().filter(|byte| **byte == b'\n').count() as u64;
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
