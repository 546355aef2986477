//! The container of old Office files, read just far enough to say whether the workbook in it can be given to a parser:
//! chains of sectors that end, sheets that are as large as they say, and texts that are not copied without end.

use std::collections::HashMap;

use super::limits::{MOST_SHEETS, OLD_WORKBOOK_CELLS, OLD_WORKBOOK_CELLS_ANNOUNCED, OLD_WORKBOOK_TEXT_BYTES};

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const SMALL_SECTOR: usize = 64;
/// Streams below this size are in the small sectors.
const SMALL_STREAM: usize = 4096;

/// What an old Office file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// A workbook that can be parsed.
    Workbook,
    /// A workbook under a password.
    Locked,
    /// Another document.
    Other,
}

/// Looks through the container. `None` when it is broken, or would take too much room.
pub(super) fn look(file: &[u8]) -> Option<Inside> {
    let container = Container::open(file)?;
    let named = |wanted: &str| container.streams.iter().find(|(name, ..)| name.eq_ignore_ascii_case(wanted));
    if named("EncryptedPackage").is_some() {
        return Some(Inside::Locked);
    }
    let mut inside = Inside::Other;
    for name in ["Workbook", "Book"] {
        if let Some((_, start, bytes)) = named(name) {
            check_workbook(&container.stream(*start, *bytes)?)?;
            inside = Inside::Workbook;
        }
    }
    Some(inside)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

fn half(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 2)?;
    Some(u32::from(u16::from_le_bytes([bytes[0], bytes[1]])))
}

struct Container<'f> {
    file: &'f [u8],
    sector: usize,
    next: Vec<u32>,
    small: Vec<u8>,
    next_small: Vec<u32>,
    /// Name, first sector and size of each stream.
    streams: Vec<(String, u32, usize)>,
}

impl<'f> Container<'f> {
    fn open(file: &'f [u8]) -> Option<Self> {
        let sector = match half(file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container =
            Self { file, sector, next: Vec::new(), small: Vec::new(), next_small: Vec::new(), streams: Vec::new() };
        let sectors = file.len() / sector;
        let mut tables: Vec<u32> = (0..109).map_while(|at| word(file, 76 + 4 * at)).collect();
        let mut more = word(file, 68)?;
        let mut read = 0;
        while more < 0xFFFF_FFFA {
            read += 1;
            if read > sectors {
                return None;
            }
            let part = container.sector_at(more)?;
            tables.extend((0..sector / 4 - 1).map_while(|at| word(part, 4 * at)));
            more = word(part, sector - 4)?;
        }
        tables.retain(|table| *table < 0xFFFF_FFFC);
        // Each table tells of so many sectors; more tables than there are sectors to tell of are copies of each other.
        if tables.len().saturating_mul(sector / 4) > 2 * sectors + 64 * 1024 {
            return None;
        }
        for table in tables {
            let part = container.sector_at(table)?;
            container.next.extend((0..sector / 4).map_while(|at| word(part, 4 * at)));
        }
        let folder = container.chain(word(file, 48)?, usize::MAX)?;
        for entry in folder.chunks_exact(128) {
            let units: Vec<u16> =
                entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
            let name = String::from_utf16_lossy(&units);
            let name = name.split('\0').next().unwrap_or_default().to_owned();
            let high = if sector == 4096 { word(entry, 124)? } else { 0 };
            if high > 0 {
                return None;
            }
            container.streams.push((name, word(entry, 116)?, word(entry, 120)? as usize));
        }
        let (_, start, bytes) = container.streams.first()?.clone();
        let small_tables = word(file, 64)? as usize;
        if small_tables > 0 {
            container.small = container.chain(start, bytes)?;
            let list = container.chain(word(file, 60)?, small_tables.checked_mul(sector)?)?;
            container.next_small = list.chunks_exact(4).filter_map(|entry| word(entry, 0)).collect();
        }
        Some(container)
    }

    fn sector_at(&self, number: u32) -> Option<&'f [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.file.len());
        self.file.get(start..end)
    }

    /// The sectors from this one on. A chain that is longer than the file goes in a circle.
    fn chain(&self, start: u32, most: usize) -> Option<Vec<u8>> {
        let (mut found, mut at) = (Vec::new(), start);
        while at != END_OF_CHAIN {
            let part = self.sector_at(at)?;
            found.extend_from_slice(&part[..part.len().min(most - found.len())]);
            if found.len() >= most {
                break;
            }
            if found.len() > self.file.len() + self.sector || part.is_empty() {
                return None;
            }
            at = *self.next.get(at as usize)?;
        }
        Some(found)
    }

    fn stream(&self, start: u32, bytes: usize) -> Option<Vec<u8>> {
        if bytes >= SMALL_STREAM {
            return self.chain(start, bytes);
        }
        let (mut found, mut at) = (Vec::new(), start);
        while at != END_OF_CHAIN {
            let from = (at as usize).checked_mul(SMALL_SECTOR)?;
            let part = self.small.get(from..(from + SMALL_SECTOR).min(self.small.len()))?;
            found.extend_from_slice(&part[..part.len().min(bytes - found.len())]);
            if found.len() >= bytes {
                break;
            }
            if part.is_empty() {
                return None;
            }
            at = *self.next_small.get(at as usize)?;
        }
        Some(found)
    }
}

/// The records of a workbook from this place on: kind and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (half(rest, 0)?, half(rest, 2)? as usize);
        let content = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, content))
    })
}

const END: u32 = 0x000A;
const CONTINUED: u32 = 0x003C;

fn check_workbook(stream: &[u8]) -> Option<()> {
    let mut texts: Vec<&[u8]> = Vec::new();
    let mut in_texts = false;
    let mut sheets: HashMap<usize, u64> = HashMap::new();
    let mut count = 0;
    for (kind, content) in records(stream) {
        in_texts = kind == 0x00FC || (in_texts && kind == CONTINUED);
        match kind {
            0x00FC => texts = vec![content.get(8..)?],
            CONTINUED if in_texts => texts.push(content),
            0x0085 => {
                *sheets.entry(word(content, 0)? as usize).or_default() += 1;
                count += 1;
            }
            END => break,
            _ => {}
        }
    }
    if count > MOST_SHEETS {
        return None;
    }
    let lengths = text_lengths(&texts);
    let (mut announced, mut cells, mut text_bytes) = (0_u64, 0_u64, 0_u64);
    for (start, times) in sheets {
        let mut found = Extent::default();
        for (kind, content) in records(stream.get(start..)?) {
            found.take(kind, content, &lengths)?;
            // Charts inside a sheet end in the same way; taking a record too many into account does no harm.
            if found.depth == 0 {
                break;
            }
        }
        announced = announced.saturating_add(found.announced.saturating_mul(times));
        cells = cells.saturating_add(found.cells().saturating_mul(times));
        text_bytes = text_bytes.saturating_add(found.text_bytes.saturating_mul(times));
    }
    let fits = announced <= OLD_WORKBOOK_CELLS_ANNOUNCED && cells <= OLD_WORKBOOK_CELLS;
    (fits && text_bytes <= OLD_WORKBOOK_TEXT_BYTES).then_some(())
}

/// How much room a sheet takes.
struct Extent {
    depth: u32,
    started: bool,
    announced: u64,
    last_row: u64,
    last_column: u64,
    text_bytes: u64,
}

impl Default for Extent {
    fn default() -> Self {
        Self { depth: 1, started: false, announced: 0, last_row: 0, last_column: 0, text_bytes: 0 }
    }
}

impl Extent {
    fn take(&mut self, kind: u32, content: &[u8], lengths: &[u64]) -> Option<()> {
        match kind {
            0x0809 if self.started => self.depth += 1,
            0x0809 => self.started = true,
            END => self.depth -= 1,
            0x0200 => {
                let (rows, columns) = match content.len() {
                    10 => (u64::from(half(content, 2)?), u64::from(half(content, 6)?)),
                    14 | 16 => (u64::from(word(content, 4)?), u64::from(half(content, 10)?)),
                    _ => return None,
                };
                let first = if content.len() == 10 { half(content, 0)? } else { word(content, 0)? };
                if rows > 0 && u64::from(first) >= rows {
                    return None;
                }
                self.announced = self.announced.saturating_add(rows.max(1) * columns.max(1));
            }
            0x0006 | 0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD => {
                let (row, column) = (half(content, 0)?, half(content, 2)?);
                let last = if kind == 0x00BD { half(content, content.len().checked_sub(2)?)? } else { column };
                if last < column {
                    return None;
                }
                self.last_row = self.last_row.max(u64::from(row) + 1);
                self.last_column = self.last_column.max(u64::from(last) + 1);
                if kind == 0x00FD {
                    let text = word(content, 6)? as usize;
                    self.text_bytes = self.text_bytes.saturating_add(lengths.get(text).copied().unwrap_or(0));
                }
            }
            _ => {}
        }
        Some(())
    }

    fn cells(&self) -> u64 {
        self.last_row * self.last_column
    }
}

/// The most bytes that each text of the shared list can take, in their order; the list may break off.
fn text_lengths(parts: &[&[u8]]) -> Vec<u64> {
    let mut found = Vec::new();
    let mut parts = parts.iter().copied();
    let Some(mut part) = parts.next() else { return found };
    loop {
        if part.is_empty() {
            match parts.next() {
                Some(next) => part = next,
                None => return found,
            }
        }
        let (Some(length), Some(&flags)) = (half(part, 0), part.get(2)) else { return found };
        // Three bytes of UTF-8 at most for each unit of UTF-16.
        found.push(u64::from(length) * 3);
        let (mut wide, mut at, mut skip) = (flags & 1 != 0, 3, 0_usize);
        if flags & 8 != 0 {
            skip += half(part, at).unwrap_or(0) as usize * 4;
            at += 2;
        }
        if flags & 4 != 0 {
            skip = skip.saturating_add(word(part, at).unwrap_or(0) as usize);
            at += 4;
        }
        part = part.get(at..).unwrap_or_default();
        let mut left = length as usize;
        while left > 0 {
            let here = (part.len() / if wide { 2 } else { 1 }).min(left);
            part = part.get(here * if wide { 2 } else { 1 }..).unwrap_or_default();
            left -= here;
            if left > 0 {
                let Some((first, rest)) = parts.next().and_then(<[u8]>::split_first) else { return found };
                (wide, part) = (first & 1 != 0, rest);
            }
        }
        while skip > part.len() {
            skip -= part.len();
            match parts.next() {
                Some(next) => part = next,
                None => return found,
            }
        }
        part = &part[skip..];
    }
}
