//! GeoJSON as a file: one document (RFC 7946), or a sequence with a feature a line (RFC 8142).
//!
//! What the file says of itself is a foreign member `about` (RFC 7946 section 6.1): of the document, or of the first feature
//! of a sequence, since a sequence has nothing around its features. Readers pass over members that they do not know. A
//! sequence without a feature is empty: GDAL 3.6 takes an empty collection in a sequence for a feature.

use std::fs::File;
use std::io::{BufWriter, Write};

use serde_json::Value;

use crate::publish::format::{Export, PublishError};
use crate::publish::geojson::Feature;

/// What stands before each text of a sequence (RFC 8142 section 2.1).
const RECORD_SEPARATOR: u8 = 0x1e;

/// Writes one document.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let mut out = BufWriter::new(out);
    out.write_all(b"{\"type\":\"FeatureCollection\",\"about\":")?;
    json_to(&mut out, &export.to_json())?;
    out.write_all(b",\"features\":[")?;
    for (place, index) in export.items.iter().enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        json_to(&mut out, &feature(export, *index))?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    Ok(())
}

/// Writes a sequence.
///
/// # Errors
/// When the disk is full or broken.
pub fn write_sequence(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let mut out = BufWriter::new(out);
    let Some((first, others)) = export.items.split_first() else { return Ok(()) };
    let mut first: Value = serde_json::to_value(feature(export, *first)).map_err(PublishError::library)?;
    first["about"] = export.to_json();
    out.write_all(&[RECORD_SEPARATOR])?;
    json_to(&mut out, &first)?;
    for index in others {
        out.write_all(&[b'\n', RECORD_SEPARATOR])?;
        json_to(&mut out, &feature(export, *index))?;
    }
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

fn feature<'a>(export: &Export<'a>, index: usize) -> Feature<'a> {
    Feature { features: export.features, index, crs: export.crs, alone: None }
}

fn json_to(out: &mut impl Write, value: &impl serde::Serialize) -> Result<(), PublishError> {
    serde_json::to_writer(out, value).map_err(|error| PublishError::Disk(error.into()))
}
