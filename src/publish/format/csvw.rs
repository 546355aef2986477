//! What a CSV file has no room to say: its columns, and where it is from, as W3C's "Metadata Vocabulary for Tabular Data"
//! (CSV on the Web) has it.
//!
//! Programs find it beside the file, under the file's name with `-metadata.json` behind it, or by the link `describedby`
//! of the answer.

use std::fs::File;
use std::io::{BufWriter, Write};

use serde_json::{Value, json};

use crate::features::collection::{Column, Kind};
use crate::publish::format::{Export, Format, PublishError, place_columns};

/// Writes the document.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let mut out = BufWriter::new(out);
    serde_json::to_writer_pretty(&mut out, &document(export)).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

fn document(export: &Export<'_>) -> Value {
    let (described, about) = (export.features.described(), export.about);
    let places = place_columns::columns(described.geometry);
    let columns: Vec<Value> = described.columns.iter().chain(&places).map(column).collect();
    let source = |source: &crate::domain::source::Source| {
        json!({ "dc:title": source.title, "dc:publisher": source.publisher, "dc:license": source.licence,
                "dc:identifier": &*source.id.0 })
    };
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": Format::Csv.file_name(&described.name, about.as_at.date()),
        "dc:title": described.title,
        "dc:description": described.about,
        "dc:modified": about.time(),
        "dc:rights": about.attribution(),
        "dc:source": about.sources.iter().map(source).collect::<Vec<_>>(),
        "rdfs:comment": export.told_in_lines(),
        "dialect": { "encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"] },
        "tableSchema": { "columns": columns, "primaryKey": "id" },
    })
}

fn column(column: &Column) -> Value {
    let datatype = match column.kind {
        Kind::Text | Kind::Word(_) => json!("string"),
        Kind::Date => json!("date"),
        Kind::Integer => json!("integer"),
        Kind::Number => json!("number"),
        Kind::Boolean => json!("boolean"),
    };
    json!({
        "name": column.name, "titles": column.name, "datatype": datatype, "required": column.always,
        "dc:description": column.description(),
    })
}
