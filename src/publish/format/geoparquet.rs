//! GeoParquet 1.1: a table by columns, shapes as well-known binary, with the box around each shape beside it so that readers
//! can pass over what they do not need.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Value, json};
use time::{Date, Month};

use crate::features::Scalar;
use crate::features::collection::{Column, GeometryType, Kind};
use crate::publish::format::shapes::{around, joined, wkb};
use crate::publish::format::typed::typed;
use crate::publish::format::{Export, PublishError, systems};

/// Features of a row group: enough to be packed well, few enough to be read in part.
const ROWS_OF_GROUP: usize = 10_000;
/// The column of shapes, and that of the boxes around them.
const GEOMETRY: &str = "geometry";
const BOX: &str = "bbox";

/// Writes the table.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let described = export.features.described();
    let has_shapes = described.geometry != GeometryType::Nothing;
    let schema = schema(&described.columns, has_shapes).map_err(PublishError::library)?;
    let mut about = vec![KeyValue::new("about".to_owned(), export.to_json().to_string())];
    if has_shapes {
        about.insert(0, KeyValue::new("geo".to_owned(), geo(export).to_string()));
    }
    let packed = ZstdLevel::try_new(3).map_err(PublishError::library)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(packed))
        .set_created_by("catmap".to_owned())
        .set_key_value_metadata(Some(about))
        .build();
    let mut out = BufWriter::new(out);
    let mut writer =
        SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).map_err(PublishError::library)?;
    for items in export.items.chunks(ROWS_OF_GROUP) {
        let mut group = writer.next_row_group().map_err(PublishError::library)?;
        write_group(&mut group, &Export { items, ..*export }, has_shapes).map_err(PublishError::library)?;
        group.close().map_err(PublishError::library)?;
    }
    writer.close().map_err(PublishError::library)?;
    out.flush()?;
    Ok(())
}

fn schema(columns: &[Column], has_shapes: bool) -> Result<TypePtr, ParquetError> {
    let mut fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    if has_shapes {
        let shape = Type::primitive_type_builder(GEOMETRY, Physical::BYTE_ARRAY);
        fields.push(Arc::new(shape.with_repetition(Repetition::OPTIONAL).build()?));
        let side = |name: &str| {
            let side = Type::primitive_type_builder(name, Physical::DOUBLE);
            side.with_repetition(Repetition::REQUIRED).build().map(Arc::new)
        };
        let sides = ["xmin", "ymin", "xmax", "ymax"].into_iter().map(side).collect::<Result<_, _>>()?;
        let sides = Type::group_type_builder(BOX).with_repetition(Repetition::OPTIONAL).with_fields(sides);
        fields.push(Arc::new(sides.build()?));
    }
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text | Kind::Word(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(&column.name, physical).with_logical_type(logical);
    field.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
}

/// The metadata that makes Parquet GeoParquet (version 1.1.0 of the specification).
fn geo(export: &Export<'_>) -> Value {
    let shapes = export.items.iter().map(|index| export.features.shape(*index, export.crs));
    let all = shapes.filter_map(|shape| around(&shape)).reduce(joined);
    let side = |name: &str| json!([BOX, name]);
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": export.features.described().geometry.geojson().into_iter().collect::<Vec<_>>(),
        "crs": serde_json::from_str::<Value>(systems::projjson(export.crs)).unwrap_or_default(),
        "orientation": "counterclockwise",
        "edges": "planar",
        "covering": { "bbox": { "xmin": side("xmin"), "ymin": side("ymin"), "xmax": side("xmax"), "ymax": side("ymax") } },
    });
    if let Some(all) = all {
        column["bbox"] = json!([all.min().x, all.min().y, all.max().x, all.max().y]);
    }
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } })
}

fn write_group<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    export: &Export<'_>,
    has_shapes: bool,
) -> Result<(), ParquetError> {
    for (place, column) in export.features.described().columns.iter().enumerate() {
        let values = export.items.iter().map(|index| typed(export.features.value(*index, place), column.kind));
        match column.kind {
            Kind::Text | Kind::Word(_) => put::<ByteArrayType, _>(group, values.map(|value| text(&value)))?,
            Kind::Date => put::<Int32Type, _>(group, values.map(|value| day(&value)))?,
            Kind::Integer => put::<Int64Type, _>(group, values.map(|value| whole(&value)))?,
            Kind::Number => put::<DoubleType, _>(group, values.map(|value| number(&value)))?,
            Kind::Boolean => put::<BoolType, _>(group, values.map(|value| truth(&value)))?,
        }
    }
    if has_shapes {
        let shapes = || export.items.iter().map(|index| export.features.shape(*index, export.crs));
        put::<ByteArrayType, _>(group, shapes().map(|shape| wkb(&shape).map(ByteArray::from)))?;
        let boxes: Vec<_> = shapes().map(|shape| around(&shape)).collect();
        put::<DoubleType, _>(group, boxes.iter().map(|sides| sides.map(|sides| sides.min().x)))?;
        put::<DoubleType, _>(group, boxes.iter().map(|sides| sides.map(|sides| sides.min().y)))?;
        put::<DoubleType, _>(group, boxes.iter().map(|sides| sides.map(|sides| sides.max().x)))?;
        put::<DoubleType, _>(group, boxes.iter().map(|sides| sides.map(|sides| sides.max().y)))?;
    }
    Ok(())
}

/// Writes the next column: which values are known, and those.
fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut known, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        known.extend(value);
    }
    let mut column =
        group.next_column()?.ok_or_else(|| ParquetError::General("the schema has fewer columns".to_owned()))?;
    column.typed::<T>().write_batch(&known, Some(&levels), None)?;
    column.close()
}

fn text(value: &Scalar<'_>) -> Option<ByteArray> {
    match value {
        Scalar::Text(text) => Some(ByteArray::from(text.as_bytes().to_vec())),
        _ => None,
    }
}

/// Days since 1970.
fn day(value: &Scalar<'_>) -> Option<i32> {
    let epoch = Date::from_calendar_date(1970, Month::January, 1).ok()?;
    match value {
        Scalar::Date(day) => Some(day.to_julian_day() - epoch.to_julian_day()),
        _ => None,
    }
}

fn whole(value: &Scalar<'_>) -> Option<i64> {
    match value {
        Scalar::Integer(number) => Some(*number),
        _ => None,
    }
}

fn number(value: &Scalar<'_>) -> Option<f64> {
    match value {
        Scalar::Number(number) => Some(*number),
        _ => None,
    }
}

fn truth(value: &Scalar<'_>) -> Option<bool> {
    match value {
        Scalar::Boolean(truth) => Some(*truth),
        _ => None,
    }
}
