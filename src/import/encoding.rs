//! In which encoding a text is written, and its bytes as UTF-8 whatever it is.
//!
//! A text is UTF-8 when all of it is; UTF-16 when it says so or every other byte of its start is zero. Everything else is
//! told apart by `chardetng`, which knows the encodings of the web but not the old one of the Macintosh: that one is told
//! from Windows-1252 by which letters stand beside which. Files put together from several sources may be UTF-8 in one
//! line and Windows-1252 in the next; those are read piece by piece.

use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are decoded at once.
const BLOCK_BYTES: usize = 64 * 1024;

/// So many bytes above 127 are needed before another guess than Windows-1252 is believed: a guess from fewer is a coin
/// tossed, and British councils write Windows-1252.
const BYTES_TO_BELIEVE_A_GUESS: u64 = 40;

/// How text is written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// Mostly UTF-8, with pieces in Windows-1252.
    Mixed,
    /// Any other; Latin-1 is read as Windows-1252, which has the same letters.
    Other(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// The name an officer may have met: "Windows-1252".
    pub(super) fn label(self) -> String {
        match self {
            Self::Utf8 => "UTF-8".to_owned(),
            Self::Mixed => "UTF-8 and Windows-1252 mixed".to_owned(),
            Self::Other(encoding) if encoding == MACINTOSH => "Mac Roman".to_owned(),
            Self::Other(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => "UTF-16".to_owned(),
            Self::Other(encoding) => encoding.name().replace("windows-", "Windows-"),
        }
    }

    /// UTF-16 by its byte order mark, or because every other byte of the start is zero.
    pub(super) fn utf16(start: &[u8]) -> Option<Self> {
        if start.starts_with(b"\xFF\xFE") {
            return Some(Self::Other(UTF_16LE));
        }
        if start.starts_with(b"\xFE\xFF") {
            return Some(Self::Other(UTF_16BE));
        }
        let start = &start[..start.len().min(4096)];
        let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
        match half {
            0 | 1 => None,
            _ if odd * 10 >= half * 8 && even * 20 <= half => Some(Self::Other(UTF_16LE)),
            _ if even * 10 >= half * 8 && odd * 20 <= half => Some(Self::Other(UTF_16BE)),
            _ => None,
        }
    }

    /// These bytes as UTF-8, without a byte order mark.
    pub(super) fn decode(self, bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::with_capacity(bytes.len());
        // Reading from memory cannot fail.
        let _ = self.reader(bytes).read_to_end(&mut text);
        text
    }

    /// The text of this reader as UTF-8, without a byte order mark.
    pub(super) fn reader<'r>(self, reader: impl Read + 'r) -> Box<dyn Read + 'r> {
        match self {
            Self::Utf8 => Box::new(Unmarked { reader, start: Vec::new(), looked: false }),
            Self::Mixed => Box::new(Decoded::new(reader, Way::Mixed)),
            Self::Other(encoding) => {
                Box::new(Decoded::new(reader, Way::Decoder(Box::new(encoding.new_decoder_with_bom_removal()))))
            }
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// UTF-8 without its byte order mark.
struct Unmarked<R> {
    reader: R,
    /// The first bytes, where they are no mark, backwards.
    start: Vec<u8>,
    looked: bool,
}

impl<R: Read> Read for Unmarked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.looked {
            self.looked = true;
            self.reader.by_ref().take(3).read_to_end(&mut self.start)?;
            if self.start == BYTE_ORDER_MARK {
                self.start.clear();
            }
            self.start.reverse();
        }
        let mut given = 0;
        while given < buffer.len() {
            let Some(byte) = self.start.pop() else { break };
            buffer[given] = byte;
            given += 1;
        }
        if given > 0 || buffer.is_empty() { Ok(given) } else { self.reader.read(buffer) }
    }
}

enum Way {
    Decoder(Box<Decoder>),
    Mixed,
}

/// Bytes of another encoding, given as UTF-8.
struct Decoded<R> {
    reader: R,
    way: Way,
    /// Bytes read and not yet decoded: the start of a character.
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    fn new(reader: R, way: Way) -> Self {
        Self { reader, way, raw: Vec::new(), text: Vec::new(), given: 0, ended: false }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        self.text.clear();
        self.given = 0;
        let before = self.raw.len();
        self.raw.resize(before + BLOCK_BYTES, 0);
        let length = self.reader.read(&mut self.raw[before..])?;
        self.raw.truncate(before + length);
        self.ended = length == 0;
        match &mut self.way {
            Way::Decoder(decoder) => {
                let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 3 + 16);
                self.text.resize(room, 0);
                let (_, used, written, _) = decoder.decode_to_utf8(&self.raw, &mut self.text, self.ended);
                self.text.truncate(written);
                self.raw.drain(..used);
            }
            Way::Mixed => {
                let used = decode_mixed(&self.raw, self.ended, &mut self.text);
                self.raw.drain(..used);
            }
        }
        // Databases take no zero in a text.
        self.text.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = b'?');
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.fill()?;
        }
        let length = buffer.len().min(self.text.len() - self.given);
        buffer[..length].copy_from_slice(&self.text[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

/// Appends what is UTF-8 as it is and any other byte as Windows-1252; returns how many bytes were used.
fn decode_mixed(bytes: &[u8], ended: bool, text: &mut Vec<u8>) -> usize {
    let mut rest = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    loop {
        match std::str::from_utf8(rest) {
            Ok(whole) => {
                text.extend_from_slice(whole.as_bytes());
                return bytes.len();
            }
            Err(error) => {
                let (whole, wrong) = rest.split_at(error.valid_up_to());
                text.extend_from_slice(whole);
                let odd = match error.error_len() {
                    Some(odd) => odd,
                    None if ended => wrong.len(),
                    None => return bytes.len() - wrong.len(),
                };
                text.extend_from_slice(WINDOWS_1252.decode_without_bom_handling(&wrong[..odd]).0.as_bytes());
                rest = &wrong[odd..];
            }
        }
    }
}

/// What is known of the encoding of a text, block by block.
pub(super) struct EncodingSeen {
    /// The first bytes of a character whose rest is in the next block.
    unfinished: Vec<u8>,
    /// Characters of several bytes in good UTF-8, and what is no UTF-8.
    good: u64,
    wrong: u64,
    detector: EncodingDetector,
    /// Bytes that make sense as Mac Roman only, and as Windows-1252 only.
    mac: u64,
    windows: u64,
    high: u64,
    before: u8,
}

impl EncodingSeen {
    pub(super) fn new() -> Self {
        Self {
            unfinished: Vec::new(),
            good: 0,
            wrong: 0,
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            mac: 0,
            windows: 0,
            high: 0,
            before: b' ',
        }
    }

    /// Takes the next block.
    pub(super) fn take(&mut self, block: &[u8]) {
        if block.is_ascii() && self.unfinished.is_empty() {
            self.before = block.last().copied().unwrap_or(self.before);
            return;
        }
        self.take_utf8(block);
        if self.wrong > 0 {
            self.detector.feed(block, false);
        }
        for (at, &byte) in block.iter().enumerate() {
            if byte >= 0x80 {
                self.weigh(byte, block.get(at + 1).copied().unwrap_or(b' '));
            }
            self.before = byte;
        }
    }

    fn take_utf8(&mut self, block: &[u8]) {
        let mut bytes = std::mem::take(&mut self.unfinished);
        bytes.extend_from_slice(block);
        let mut rest = bytes.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(whole) => {
                    self.good += whole.bytes().filter(|byte| *byte >= 0xC0).count() as u64;
                    return;
                }
                Err(error) => {
                    let (whole, wrong) = rest.split_at(error.valid_up_to());
                    self.good += whole.iter().filter(|byte| **byte >= 0xC0).count() as u64;
                    let Some(length) = error.error_len() else {
                        self.unfinished = wrong.to_vec();
                        return;
                    };
                    self.wrong += 1;
                    rest = &wrong[length..];
                }
            }
        }
    }

    /// A byte of Mac Roman looks like a capital letter after a small one, or a control sign inside a word.
    fn weigh(&mut self, byte: u8, after: u8) {
        self.high += 1;
        let (small_before, small_after) = (self.before.is_ascii_lowercase(), after.is_ascii_lowercase());
        match byte {
            0xD0..=0xD5 | 0xC9 | 0xCA if small_before || after == b' ' || self.before == b' ' => self.mac += 1,
            0x87..=0x8F | 0x99..=0x9F if small_before && (small_after || !after.is_ascii_alphabetic()) => self.mac += 1,
            0x85 | 0x91..=0x97 | 0xA0 | 0xB0 | 0xB2 | 0xB3 | 0xBC..=0xBE => self.windows += 1,
            0xE0..=0xFF if small_before || small_after => self.windows += 1,
            _ => {}
        }
    }

    /// What it is, after the last block.
    pub(super) fn finish(mut self) -> Encoding {
        self.wrong += u64::from(!self.unfinished.is_empty());
        if self.wrong == 0 {
            return Encoding::Utf8;
        }
        if self.good > 0 && self.good >= self.wrong / 4 {
            return Encoding::Mixed;
        }
        if self.mac > self.windows {
            return Encoding::Other(MACINTOSH);
        }
        self.detector.feed(b"", true);
        let guess = self.detector.guess(Some(b"uk"), Utf8Detection::Deny);
        let believed = guess.is_single_byte() && self.high >= BYTES_TO_BELIEVE_A_GUESS && self.windows * 2 < self.high;
        Encoding::Other(if believed { guess } else { WINDOWS_1252 })
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, EncodingSeen};
    use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
    use proptest::prelude::*;

    const TEXT: &str = "Café at St Mary’s – the “Old Hall” costs £10…\r\nYsgol Tŷ’r Gwynt";

    fn detect(bytes: &[u8]) -> Encoding {
        let mut seen = EncodingSeen::new();
        bytes.chunks(7).for_each(|block| seen.take(block));
        seen.finish()
    }

    #[test]
    fn each_encoding_is_told_from_the_others() {
        let text = "Café at St Mary’s – the “Old Hall” costs £10…\r\n";
        let encoded = |encoding: &'static encoding_rs::Encoding| encoding.encode(text).0.into_owned();
        assert_eq!(detect(text.as_bytes()), Encoding::Utf8);
        assert_eq!(detect(&encoded(WINDOWS_1252)), Encoding::Other(WINDOWS_1252));
        // The encoder of the web has no Mac Roman: its bytes by hand.
        let mac = b"Caf\x8E at St Mary\xD5s \xD0 the \xD2Old Hall\xD3 costs \xA310\xC9\r\n";
        assert_eq!(detect(mac), Encoding::Other(MACINTOSH));
        assert_eq!(String::from_utf8(Encoding::Other(MACINTOSH).decode(mac)).unwrap(), text);
        // One pound sign only: the same byte in both, and nothing to tell them apart by.
        assert_eq!(detect(b"costs \xA310"), Encoding::Other(WINDOWS_1252));
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        for (encoding, big) in [(UTF_16LE, false), (UTF_16BE, true)] {
            let units = |mark: &str| -> Vec<u8> {
                let text = format!("{mark}{TEXT}");
                text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
            };
            for mark in ["", "\u{FEFF}"] {
                let bytes = units(mark);
                assert_eq!(Encoding::utf16(&bytes), Some(Encoding::Other(encoding)), "{mark:?} {big}");
                assert_eq!(String::from_utf8(Encoding::Other(encoding).decode(&bytes)).unwrap(), TEXT);
            }
        }
        assert_eq!(Encoding::utf16(b"plain,text"), None);
        assert_eq!(Encoding::utf16(b"\0\0\0\0\0\0\0\0"), None);
    }

    #[test]
    fn lines_in_two_encodings_are_both_read() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend_from_slice(b"\nSt John\x92s Hall");
        assert_eq!(detect(&bytes), Encoding::Mixed);
        assert_eq!(String::from_utf8(Encoding::Mixed.decode(&bytes)).unwrap(), format!("{TEXT}\nSt John’s Hall"));
    }

    proptest! {
        #[test]
        fn any_bytes_become_good_utf_8(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let encodings = [Encoding::Mixed, Encoding::Other(UTF_16LE), Encoding::Other(UTF_16BE),
                Encoding::Other(WINDOWS_1252), Encoding::Other(MACINTOSH), detect(&bytes)];
            for encoding in encodings {
                prop_assert!(String::from_utf8(encoding.decode(&bytes)).is_ok());
            }
        }

        #[test]
        fn text_in_utf_8_stays_as_it_is(text in "\\PC{0,80}") {
            prop_assert_eq!(detect(text.as_bytes()), Encoding::Utf8);
            prop_assert_eq!(String::from_utf8(Encoding::Utf8.decode(text.as_bytes())).unwrap(), text);
        }
    }
}
