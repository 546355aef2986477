//! Features of a FlatGeobuf file, one by one, with every size held against the file before room is made for it.

use std::fs::File;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use flatgeobuf::packed_r_tree::PackedRTree;
use flatgeobuf::{
    Column, ColumnType, Feature, GeometryType, Header, size_prefixed_root_as_feature, size_prefixed_root_as_header,
};
use geo::Geometry;
use geozero::geo_types::GeoWriter;

use super::raw::{RawFeature, RawLayer, RawValue, TakeFeature};
use super::{MOST_COLUMNS, MOST_FEATURES, too_many_columns};
use crate::import::formats::Fault;
use crate::import::formats::geometry::ReferenceSystem;

/// The largest header and the largest feature.
const HEADER_BYTES: usize = 8 << 20;
const FEATURE_BYTES: usize = 64 << 20;

fn damaged() -> Fault {
    Fault::Broken("it is damaged; save the layer as FlatGeobuf again and import that".to_owned())
}

/// Reads a file. Its library takes what a file says of itself for true and stops the program where that is wrong, so it is
/// asked behind a barrier.
pub(super) fn read(path: &Path, take: TakeFeature<'_>) -> Result<RawLayer, Fault> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut magic = [0; 8];
    reader.read_exact(&mut magic)?;
    if !matches!(magic, [b'f', b'g', b'b', 3, b'f', b'g', b'b', _]) {
        return Err(Fault::Wrong(
            "a FlatGeobuf file of another version than 3",
            "save the layer as FlatGeobuf again, or as GeoPackage",
        ));
    }
    let head = block(&mut reader, HEADER_BYTES)?.ok_or_else(damaged)?;
    let read = catch_unwind(AssertUnwindSafe(|| {
        let header = size_prefixed_root_as_header(&head).map_err(|_| damaged())?;
        features(&header, &mut reader, take)
    }));
    read.unwrap_or_else(|_| Err(damaged()))
}

/// A block with its size before it; `None` at the end of the file.
fn block(reader: &mut impl Read, most_bytes: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut size = Vec::new();
    reader.by_ref().take(4).read_to_end(&mut size)?;
    let Ok(size) = <[u8; 4]>::try_from(&size[..]) else {
        return if size.is_empty() { Ok(None) } else { Err(damaged()) };
    };
    let bytes = u32::from_le_bytes(size) as usize;
    if bytes > most_bytes {
        return Err(damaged());
    }
    let mut block = size.to_vec();
    reader.by_ref().take(bytes as u64).read_to_end(&mut block)?;
    if block.len() == bytes + 4 { Ok(Some(block)) } else { Err(damaged()) }
}

fn features(header: &Header<'_>, reader: &mut impl Read, take: TakeFeature<'_>) -> Result<RawLayer, Fault> {
    let columns: Vec<Column<'_>> = header.columns().map(|columns| columns.iter().collect()).unwrap_or_default();
    if columns.len() > MOST_COLUMNS {
        return Err(too_many_columns());
    }
    let count = usize::try_from(header.features_count()).map_err(|_| damaged())?;
    if count > 2 * MOST_FEATURES {
        return Err(Fault::OverLimit(format!("it says that it has {count} features, more than are read")));
    }
    if header.index_node_size() >= 2 && count > 0 {
        let index = PackedRTree::index_size(count, header.index_node_size()) as u64;
        if std::io::copy(&mut reader.by_ref().take(index), &mut std::io::sink())? != index {
            return Err(damaged());
        }
    }
    let mut binary = false;
    while let Some(block) = block(reader, FEATURE_BYTES)? {
        let feature = size_prefixed_root_as_feature(&block).map_err(|_| damaged())?;
        let values = values(&feature, &columns, &mut binary)?;
        take(RawFeature { id: None, values, shape: shape(&feature, header.geometry_type()) })?;
    }
    let system = header.crs().map(|crs| i64::from(crs.code())).filter(|code| *code > 0);
    let notes = binary.then(|| "Attributes that are no text or number (binary) were left out.".to_owned());
    Ok(RawLayer {
        names: columns.iter().map(|column| column.name().replace('\0', "?")).collect(),
        system: system.map(ReferenceSystem::of_epsg).transpose()?,
        fictional: false,
        notes: notes.into_iter().collect(),
    })
}

fn shape(feature: &Feature<'_>, of_all: GeometryType) -> Result<Option<Geometry<f64>>, String> {
    let Some(geometry) = feature.geometry() else { return Ok(None) };
    let mut writer = GeoWriter::new();
    let drawn = geometry.process(&mut writer, of_all);
    let shape = drawn.ok().and_then(|()| writer.take_geometry());
    shape.map(Some).ok_or_else(|| "Its shape is of a kind that is not read, such as a curve.".to_owned())
}

/// The values of a feature: each behind the number of its column (FlatGeobuf specification, "Features").
fn values(feature: &Feature<'_>, columns: &[Column<'_>], binary: &mut bool) -> Result<Vec<RawValue>, Fault> {
    let mut values = vec![RawValue::Null; columns.len()];
    let mut bytes = Bytes(feature.properties().map(|properties| properties.bytes()).unwrap_or_default());
    while !bytes.0.is_empty() {
        let place = usize::from(u16::from_le_bytes(bytes.take()?));
        let column = columns.get(place).ok_or_else(damaged)?;
        values[place] = match column.type_() {
            ColumnType::Bool => RawValue::Boolean(u8::from_le_bytes(bytes.take()?) != 0),
            ColumnType::Byte => RawValue::Integer(i8::from_le_bytes(bytes.take()?).into()),
            ColumnType::UByte => RawValue::Integer(u8::from_le_bytes(bytes.take()?).into()),
            ColumnType::Short => RawValue::Integer(i16::from_le_bytes(bytes.take()?).into()),
            ColumnType::UShort => RawValue::Integer(u16::from_le_bytes(bytes.take()?).into()),
            ColumnType::Int => RawValue::Integer(i32::from_le_bytes(bytes.take()?).into()),
            ColumnType::UInt => RawValue::Integer(u32::from_le_bytes(bytes.take()?).into()),
            ColumnType::Long => RawValue::Integer(i64::from_le_bytes(bytes.take()?)),
            ColumnType::ULong => {
                let number = u64::from_le_bytes(bytes.take()?);
                i64::try_from(number).map_or_else(|_| RawValue::Text(number.to_string()), RawValue::Integer)
            }
            ColumnType::Float => number(f32::from_le_bytes(bytes.take()?).into()),
            ColumnType::Double => number(f64::from_le_bytes(bytes.take()?)),
            ColumnType::String | ColumnType::Json | ColumnType::DateTime => {
                RawValue::Text(String::from_utf8_lossy(bytes.counted()?).replace('\0', "?"))
            }
            ColumnType::Binary => {
                bytes.counted()?;
                *binary = true;
                RawValue::Null
            }
            _ => return Err(damaged()),
        };
    }
    Ok(values)
}

/// A number that is none says nothing.
fn number(number: f64) -> RawValue {
    if number.is_finite() { RawValue::Number(number) } else { RawValue::Null }
}

struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or_else(damaged)?;
        self.0 = rest;
        Ok(*first)
    }

    /// Bytes with their number before them.
    fn counted(&mut self) -> Result<&'b [u8], Fault> {
        let count = u32::from_le_bytes(self.take()?) as usize;
        let (first, rest) = self.0.split_at_checked(count).ok_or_else(damaged)?;
        self.0 = rest;
        Ok(first)
    }
}
