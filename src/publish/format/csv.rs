//! CSV: a table for any program, as Excel reads it without being asked.
//!
//! In UTF-8 with its mark in front, without which Excel spoils accents; lines end with CR LF (RFC 4180); what is not known is
//! empty; days are `2026-11-21`; no text runs as a formula ([`safe_cell`]). What a CSV file has no room to say is said beside
//! it (`csvw.rs`).

use std::fs::File;
use std::io::{BufWriter, Write};

use csv::{Terminator, WriterBuilder};

use crate::features::Scalar;
use crate::features::collection::GeometryType;
use crate::publish::format::typed::text_of;
use crate::publish::format::{Export, PublishError, place_columns};
use crate::publish::safe_cell::safe_cell;

/// Writes the table.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let mut out = BufWriter::new(out);
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    let described = export.features.described();
    let is_somewhere = described.geometry != GeometryType::Nothing;
    let places = place_columns::columns(described.geometry);
    writer.write_record(described.columns.iter().chain(&places).map(|column| &*column.name)).map_err(disk)?;
    let mut written = Ok(());
    for index in export.items {
        export.features.values(*index, &mut |value| {
            if written.is_ok() {
                written = field(&mut writer, &value);
            }
        });
        std::mem::replace(&mut written, Ok(())).map_err(disk)?;
        if is_somewhere {
            for value in place_columns::values(export.features, *index) {
                field(&mut writer, &value).map_err(disk)?;
            }
        }
        writer.write_record(None::<&[u8]>).map_err(disk)?;
    }
    writer.flush()?;
    Ok(())
}

fn field(writer: &mut csv::Writer<impl Write>, value: &Scalar<'_>) -> csv::Result<()> {
    match value {
        Scalar::Text(text) => writer.write_field(safe_cell(text).as_bytes()),
        _ => writer.write_field(text_of(value).unwrap_or_default().as_bytes()),
    }
}

fn disk(error: csv::Error) -> PublishError {
    PublishError::Disk(std::io::Error::other(error))
}
