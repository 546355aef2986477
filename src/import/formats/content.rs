//! What a file is, by its first bytes; its name and ending are never looked at.

use super::Fault;

/// What the first bytes promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Content {
    /// Text of any kind.
    Text,
    /// A zip archive: a workbook, a shapefile or other files.
    Archive,
    /// The container of old Office files (.xls, .doc).
    OldOffice,
    /// A SQLite database: a GeoPackage.
    Database,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Format {
    Table,
    Json,
}

const AS_CSV: &str = "open it and save the sheet as \"CSV UTF-8\", then import that";
const UNPACK: &str = "unpack it and import the table inside";
const ASK: &str = "ask the publisher for the table as CSV";

/// Formats that are often sent by mistake, by their first bytes.
const MISTAKES: [(&[u8], &str, &str); 14] = [
    (b"%PDF", "a PDF, whatever its name says", ASK),
    (b"\x89PNG", "a picture, whatever its name says", ASK),
    (b"\xFF\xD8\xFF", "a picture, whatever its name says", ASK),
    (b"GIF8", "a picture, whatever its name says", ASK),
    (b"II*\0", "a picture, whatever its name says", ASK),
    (b"MM\0*", "a picture, whatever its name says", ASK),
    (b"{\\rtf", "a text document, whatever its name says", ASK),
    (b"\x1F\x8B", "a compressed file", UNPACK),
    (b"7z\xBC\xAF", "a compressed file", UNPACK),
    (b"Rar!", "a compressed file", UNPACK),
    (b"BZh", "a compressed file", UNPACK),
    (b"\xFD7zXZ", "a compressed file", UNPACK),
    (b"PAR1", "a Parquet file", "export it as CSV or GeoPackage and import that"),
    (
        b"\x00\x00\x27\x0A",
        "one part of a shapefile",
        "put all its parts (.shp, .shx, .dbf, .prj) into one zip and import that",
    ),
];

/// What a file that starts like this is.
pub(in crate::import) fn of(start: &[u8]) -> Result<Content, Fault> {
    let is = |magic: &[u8]| start.starts_with(magic);
    if is(b"PK\x03\x04") || is(b"PK\x05\x06") {
        return Ok(Content::Archive);
    }
    if is(b"\xD0\xCF\x11\xE0") {
        return Ok(Content::OldOffice);
    }
    if is(b"SQLite format 3\0") {
        return Ok(Content::Database);
    }
    match MISTAKES.iter().find(|(magic, ..)| is(magic)) {
        Some((_, found, advice)) => Err(Fault::Wrong(found, advice)),
        None => Ok(Content::Text),
    }
}

/// What a text that starts like this (in UTF-8) is.
pub(in crate::import) fn of_text(start: &[u8]) -> Result<Format, Fault> {
    let text: Vec<u8> =
        start.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(40).map(u8::to_ascii_lowercase).collect();
    let is = |tags: &[&[u8]]| tags.iter().any(|tag| text.starts_with(tag));
    if is(&[b"<?xml", b"<kml", b"<gml", b"<wfs"]) {
        return Err(Fault::Wrong("a web page or XML, whatever its name says", AS_CSV));
    }
    // Any other tag is one of a page, of which the beginning may be cut off.
    if text.first() == Some(&b'<') && text.get(1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'!') {
        return Err(Fault::Wrong(
            "a web page or XML, whatever its name says",
            "an error page may have been saved in place of the data: download it again",
        ));
    }
    Ok(if text.first().is_some_and(|byte| matches!(byte, b'{' | b'[')) { Format::Json } else { Format::Table })
}
