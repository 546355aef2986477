//! Zip archives, checked through before anything in them is used: sizes as they unpack, not as they say.
//!
//! No entry is ever written under its own name; what is unpacked goes into unnamed temporary files.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::Fault;
use super::limits::{
    MOST_ENTRIES, PART_IN_MEMORY_BYTES, SHARED_TEXTS_BYTES, UNPACKED_BYTES, UNPACKED_BYTES_AT_ANY_RATIO,
    UNPACKED_TIMES, UNREAD_PART_BYTES,
};
use super::xml_check::XmlCheck;

const AGAIN: &str = "it may have been cut off or damaged on its way: get it again, or save it again, and import that";

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Holds {
    /// A workbook of Excel since 2007.
    Workbook,
    /// A spreadsheet of LibreOffice and others.
    OpenDocument,
    /// The parts of a shapefile.
    Shapefile,
    /// Other files.
    Files,
}

/// An entry of an archive.
#[derive(Clone, Debug)]
pub(in crate::import) struct Entry {
    index: usize,
    pub(in crate::import) name: String,
}

impl Entry {
    /// The name in small letters, without folders.
    pub(in crate::import) fn file_name(&self) -> String {
        self.name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase()
    }
}

/// An archive whose list of entries has been checked.
pub(in crate::import) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    size: u64,
    /// The files in it, without folders and what systems leave behind.
    pub(in crate::import) entries: Vec<Entry>,
}

pub(in crate::import) fn broken(_: impl std::fmt::Debug) -> Fault {
    Fault::Broken(format!("it starts like a zip archive or workbook, but cannot be read as one; {AGAIN}"))
}

impl Archive {
    /// Opens an archive and checks its list.
    pub(in crate::import) fn open(path: &Path) -> Result<Self, Fault> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        if entries_at_most(&mut file)? > MOST_ENTRIES {
            return Err(Fault::OverLimit(format!(
                "it holds more than {MOST_ENTRIES} files; put only the table into the archive"
            )));
        }
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
        let mut entries = Vec::new();
        let mut announced: u64 = 0;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(broken)?;
            let name = entry.name().map_err(broken)?.replace('\\', "/");
            let climbs = name.split('/').any(|part| part == "..") || name.starts_with('/') || name.contains(':');
            if climbs || entry.is_symlink() {
                return Err(Fault::Broken(
                    "an entry of the archive points outside it, which no table needs; do not trust this file, ask who sent \
                     it"
                    .to_owned(),
                ));
            }
            if entry.encrypted() {
                return Err(Fault::Wrong(
                    "protected by a password",
                    "take the password off, save it again and import that",
                ));
            }
            announced = announced.saturating_add(entry.size());
            let leftover = name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") || name.ends_with("Thumbs.db");
            if !entry.is_dir() && !leftover {
                entries.push(Entry { index, name });
            }
        }
        check_total(announced, size)?;
        Ok(Self { zip, size, entries })
    }

    /// What it holds, by the names of its entries.
    pub(in crate::import) fn holds(&mut self) -> Result<Holds, Fault> {
        let has = |wanted: &str| self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(wanted));
        let starts = |wanted: &str| self.entries.iter().any(|entry| entry.name.starts_with(wanted));
        let ends = |wanted: &str| self.entries.iter().any(|entry| entry.file_name().ends_with(wanted));
        if has("xl/workbook.bin") {
            return Err(Fault::Wrong(
                "a binary Excel workbook (XLSB)",
                "open it, save it as an Excel workbook (XLSX) and import that",
            ));
        }
        if has("word/document.xml") || starts("ppt/") {
            return Err(Fault::Wrong(
                "a Word or PowerPoint document",
                "copy the table into Excel, save it and import that",
            ));
        }
        if has("xl/workbook.xml") || (has("[Content_Types].xml") && starts("xl/")) {
            return Ok(Holds::Workbook);
        }
        if has("content.xml") && has("mimetype") {
            let mut kind = Vec::new();
            if let Some(entry) = self.entry("mimetype") {
                self.reader(&entry)?.take(200).read_to_end(&mut kind)?;
            }
            return if String::from_utf8_lossy(&kind).contains("opendocument.spreadsheet") {
                Ok(Holds::OpenDocument)
            } else {
                Err(Fault::Wrong(
                    "an OpenDocument file, but no spreadsheet",
                    "copy the table into a spreadsheet and import that",
                ))
            };
        }
        if ends(".shp") {
            return Ok(Holds::Shapefile);
        }
        Ok(Holds::Files)
    }

    /// The entry of this name, whatever its capitals.
    pub(in crate::import) fn entry(&self, name: &str) -> Option<Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).cloned()
    }

    /// Reads an entry, unpacked.
    pub(in crate::import) fn reader(&mut self, entry: &Entry) -> Result<ZipFile<'_, BufReader<File>>, Fault> {
        self.zip.by_index(entry.index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => {
                Fault::Wrong("packed in an unusual way", "unpack it, pack it again as an ordinary zip and import that")
            }
            other => broken(other),
        })
    }

    /// Unpacks one entry into a temporary file.
    pub(in crate::import) fn unpack(&mut self, entry: &Entry) -> Result<NamedTempFile, Fault> {
        let size = self.size;
        let mut file = NamedTempFile::new()?;
        let mut block = vec![0; 64 * 1024];
        let mut unpacked = 0;
        let mut reader = self.reader(entry)?;
        loop {
            let length = reader.read(&mut block).map_err(broken)?;
            if length == 0 {
                break;
            }
            unpacked += length as u64;
            check_total(unpacked, size)?;
            file.write_all(&block[..length])?;
        }
        file.flush()?;
        Ok(file)
    }

    /// Unpacks every entry of a workbook once, to nowhere, and checks how large it is and what XML it is made of. A parser
    /// that takes parts into memory can then be given the file.
    pub(in crate::import) fn check_workbook(&mut self) -> Result<(), Fault> {
        let size = self.size;
        let mut unpacked = 0;
        for entry in self.entries.clone() {
            let name = entry.name.to_ascii_lowercase();
            let most = most_bytes(&name);
            // What is no XML has no shape to check; no part that is read as XML is called so.
            let mut check = (most != UNREAD_PART_BYTES).then(XmlCheck::default);
            let mut reader = self.reader(&entry)?;
            let mut block = vec![0; 64 * 1024];
            let mut part = 0;
            let mut all = Vec::new();
            loop {
                let length = reader.read(&mut block).map_err(broken)?;
                if length == 0 {
                    break;
                }
                part += length as u64;
                unpacked += length as u64;
                check_total(unpacked, size)?;
                if part > most {
                    return Err(Fault::OverLimit(format!(
                        "the part {} of the workbook is over {} MiB; copy the table into a new workbook and import that",
                        entry.file_name(),
                        most >> 20
                    )));
                }
                if let Some(check) = &mut check {
                    check.take(&block[..length])?;
                }
                if name == "_rels/.rels" {
                    all.extend_from_slice(&block[..length]);
                }
            }
            // The list of sheets is in memory as a whole, so it may not hide among the parts that may be large.
            let start = String::from_utf8_lossy(&all).to_ascii_lowercase();
            if STREAMED.iter().any(|part| start.contains(part)) {
                return Err(broken("the workbook is said to be a sheet"));
            }
        }
        Ok(())
    }
}

/// Parts of workbooks that are read piece by piece or not at all, so that they may be large.
const STREAMED: [&str; 8] =
    ["worksheets/", "pivotcache/", "drawings/", "comments", "tables/", "externallinks/", "calcchain", "content.xml"];

/// The most that a part of a workbook may unpack to, by its name in small letters.
fn most_bytes(name: &str) -> u64 {
    let unread = [".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin", ".tif", ".tiff", ".bmp"];
    if unread.iter().any(|ending| name.ends_with(ending)) {
        UNREAD_PART_BYTES
    } else if name.ends_with("sharedstrings.xml") {
        SHARED_TEXTS_BYTES
    } else if STREAMED.iter().any(|part| name.contains(part)) && !name.ends_with(".rels") {
        UNPACKED_BYTES
    } else {
        PART_IN_MEMORY_BYTES
    }
}

fn check_total(unpacked: u64, size: u64) -> Result<(), Fault> {
    let over_ratio = unpacked > UNPACKED_BYTES_AT_ANY_RATIO && unpacked / UNPACKED_TIMES > size;
    if unpacked > UNPACKED_BYTES || over_ratio {
        return Err(Fault::OverLimit(format!(
            "it unpacks to more than {} MiB, far more than a table of its size should; save the table as CSV and import that",
            unpacked >> 20
        )));
    }
    Ok(())
}

/// An upper bound for the entries in the list of an archive, whatever its end says: each starts with the same four bytes.
fn entries_at_most(file: &mut File) -> Result<usize, Fault> {
    const SIGNATURE: &[u8] = b"PK\x01\x02";
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(256 * 1024, &mut *file);
    let mut window = Vec::new();
    let mut found = 0;
    loop {
        let before = window.len();
        reader.by_ref().take(256 * 1024).read_to_end(&mut window)?;
        if window.len() == before {
            break;
        }
        found += window.windows(SIGNATURE.len()).filter(|bytes| *bytes == SIGNATURE).count();
        window.drain(..window.len().saturating_sub(SIGNATURE.len() - 1));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(found)
}
