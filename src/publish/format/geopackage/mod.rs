//! GeoPackage 1.3: an SQLite database with one layer, which opens in QGIS with colours, headings, an index and a word on where
//! it is from.
//!
//! | file | what it decides |
//! |---|---|
//! | [`tables`] | the tables the standard asks for, as SQL |
//! | [`blob`] | a shape as GeoPackage keeps it |
//! | [`metadata`] | what the file says of itself, as QGIS and others read it |
//! | [`database`] | the one place here that speaks to SQLite |
//!
//! The database is written in a file of its own beside and copied out: SQLite wants a path. Nothing of ours reads it again.

mod blob;
mod database;
mod metadata;
mod tables;

use std::fs::File;
use std::io::{Seek, SeekFrom};

use crate::features::collection::{Column, Kind};
use crate::publish::format::about::{heading, in_words};
use crate::publish::format::geopackage::database::{Database, Value};
use crate::publish::format::geopackage::tables::Table;
use crate::publish::format::qml::qml;
use crate::publish::format::shapes::{around, joined};
use crate::publish::format::sld::sld;
use crate::publish::format::style::Style;
use crate::publish::format::{Export, PublishError};

/// Writes the database.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let file = tempfile::NamedTempFile::new()?;
    let table = Table::of(export.features.described());
    database::write(file.path(), async |database| {
        database.run(&tables::of_the_standard(export.crs)).await?;
        database.run(&table.create()).await?;
        features(database, &table, export).await?;
        contents(database, &table, export).await?;
        columns(database, &table, &export.features.described().columns).await?;
        if table.has_shapes {
            database.run(&table.index()).await?;
            boxes(database, &table, export).await?;
            database.run(&table.triggers()).await?;
            styles(database, &table, export).await?;
        }
        metadata::write(database, &table, export).await
    })?;
    let mut written = file.reopen()?;
    written.seek(SeekFrom::Start(0))?;
    std::io::copy(&mut written, out)?;
    Ok(())
}

async fn features(database: &mut Database, table: &Table, export: &Export<'_>) -> Result<(), PublishError> {
    let columns = table.columns();
    let rows = (1..).zip(export.items).map(|(number, index)| {
        let mut row = Vec::with_capacity(columns.len());
        row.push(Value::Whole(number));
        if table.has_shapes {
            let shape = export.features.shape(*index, export.crs);
            row.push(blob::of(&shape, export.crs).map_or(Value::Null, Value::Bytes));
        }
        export.typed_values(*index, &mut |value| row.push(value.into()));
        row
    });
    database.insert(&table.name, &columns, rows).await
}

async fn contents(database: &mut Database, table: &Table, export: &Export<'_>) -> Result<(), PublishError> {
    let described = export.features.described();
    let shapes = export.items.iter().map(|index| export.features.shape(*index, export.crs));
    let all = shapes.filter_map(|shape| around(&shape)).reduce(joined);
    let side = |side: Option<f64>| side.map_or(Value::Null, Value::Number);
    let row = vec![
        Value::Text(table.name.clone()),
        Value::Text(if table.has_shapes { "features" } else { "attributes" }.to_owned()),
        Value::Text(described.title.to_string()),
        Value::Text(export.told_in_lines()),
        Value::Text(metadata::instant(export)),
        side(all.map(|all| all.min().x)),
        side(all.map(|all| all.min().y)),
        side(all.map(|all| all.max().x)),
        side(all.map(|all| all.max().y)),
        if table.has_shapes { Value::Whole(export.crs.epsg().into()) } else { Value::Null },
    ];
    database.insert("gpkg_contents", tables::CONTENTS, std::iter::once(row)).await?;
    if !table.has_shapes {
        return Ok(());
    }
    let row = vec![
        Value::Text(table.name.clone()),
        Value::Text(table.shape.clone()),
        Value::Text(table.shapes.to_owned()),
        Value::Whole(export.crs.epsg().into()),
        Value::Whole(0),
        Value::Whole(0),
    ];
    database.insert("gpkg_geometry_columns", tables::GEOMETRY_COLUMNS, std::iter::once(row)).await
}

/// What columns are called and mean, and the words they can hold.
async fn columns(database: &mut Database, table: &Table, columns: &[Column]) -> Result<(), PublishError> {
    let words = |column: &Column| matches!(column.kind, Kind::Word(_));
    let rows = columns.iter().map(|column| {
        vec![
            Value::Text(table.name.clone()),
            Value::Text(column.name.to_string()),
            Value::Text(heading(column)),
            Value::Text(heading(column)),
            Value::Text(column.description()),
            if words(column) { Value::Text(column.name.to_string()) } else { Value::Null },
        ]
    });
    database.insert("gpkg_data_columns", tables::DATA_COLUMNS, rows).await?;
    let rows = columns.iter().filter_map(|column| match column.kind {
        Kind::Word(words) => Some((column, words())),
        _ => None,
    });
    let rows = rows.flat_map(|(column, words)| {
        words.into_iter().map(|word| {
            vec![
                Value::Text(column.name.to_string()),
                Value::Text("enum".to_owned()),
                Value::Text(word.to_owned()),
                Value::Text(in_words(word)),
            ]
        })
    });
    database.insert("gpkg_data_column_constraints", tables::CONSTRAINTS, rows).await
}

/// The box around each shape, for the index.
async fn boxes(database: &mut Database, table: &Table, export: &Export<'_>) -> Result<(), PublishError> {
    let rows = (1..).zip(export.items).filter_map(|(number, index)| {
        let sides = around(&export.features.shape(*index, export.crs))?;
        let numbers = [sides.min().x, sides.max().x, sides.min().y, sides.max().y];
        Some(std::iter::once(Value::Whole(number)).chain(numbers.map(Value::Number)).collect())
    });
    database.insert(&table.index_name(), &["id", "minx", "maxx", "miny", "maxy"], rows).await
}

async fn styles(database: &mut Database, table: &Table, export: &Export<'_>) -> Result<(), PublishError> {
    let described = export.features.described();
    let text = |text: &str| Value::Text(text.to_owned());
    let row = |(number, style): (i64, Style)| {
        vec![
            Value::Whole(number),
            text(""),
            text(""),
            text(&table.name),
            text(&table.shape),
            text(&style.title.chars().take(30).collect::<String>()),
            Value::Text(qml(described, &style)),
            Value::Text(sld(described, &style)),
            // The first is how the layer opens; the others wait in the list of styles.
            Value::Whole((number == 1).into()),
            text(&style.title),
            text("catmap"),
            Value::Null,
            Value::Text(metadata::instant(export)),
        ]
    };
    let styles = std::iter::once(Style::of(described)).chain(Style::others(described));
    database.insert("layer_styles", tables::LAYER_STYLES, (1..).zip(styles).map(row)).await?;
    let row = vec![
        text("layer_styles"),
        text("attributes"),
        text("layer_styles"),
        text("Styles of the layer, for QGIS."),
        Value::Text(metadata::instant(export)),
    ];
    database.insert("gpkg_contents", &tables::CONTENTS[..5], std::iter::once(row)).await
}
