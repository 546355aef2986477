//! FlatGeobuf 3: one layer with a packed Hilbert R-tree, which readers can ask for in part over the network.
//!
//! Written here on the crate's tables and index rather than with its own writer, because that gives a feature without a place
//! an empty shape in the box of the feature before, where GDAL stops. Here it has no shape, and a box that nothing touches.
//! Features are in the order of the index: the format has no other.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use flatbuffers::{FlatBufferBuilder, Vector, WIPOffset};
use flatgeobuf::packed_r_tree::{NodeItem, PackedRTree, calc_extent, hilbert_sort};
use flatgeobuf::{
    Column as FgbColumn, ColumnArgs, ColumnType, Crs as FgbCrs, CrsArgs, Feature, FeatureArgs, Geometry, GeometryArgs,
    GeometryType as FgbType, Header, HeaderArgs,
};

use crate::features::collection::{Column, GeometryType, Kind, Shape};
use crate::features::{Crs, Scalar};
use crate::publish::format::about::heading;
use crate::publish::format::shapes::around;
use crate::publish::format::{Export, PublishError, systems};

/// What the file begins with: version 3, patch 0.
const MAGIC: [u8; 8] = *b"fgb\x03fgb\x00";

/// Where a feature lies in the temporary file, and the box around it.
struct Record {
    from: u64,
    length: usize,
    node: NodeItem,
}

/// Writes the layer.
///
/// # Errors
/// When the disk is full or broken.
pub fn write(export: &Export<'_>, out: &mut File) -> Result<(), PublishError> {
    let mut builder = FlatBufferBuilder::new();
    let (records, unsorted) = spooled(&mut builder, export)?;
    let geometry = export.features.described().geometry;
    let is_indexed = geometry != GeometryType::Nothing && !records.is_empty();
    let numbered = (0..).zip(&records);
    let mut nodes: Vec<NodeItem> =
        numbered.map(|(offset, record)| NodeItem { offset, ..record.node.clone() }).collect();
    let extent = calc_extent(&nodes);
    let mut out = BufWriter::new(out);
    out.write_all(&MAGIC)?;
    out.write_all(header(&mut builder, export, &extent, is_indexed))?;
    let mut order: Vec<usize> = (0..records.len()).collect();
    if is_indexed {
        hilbert_sort(&mut nodes, &extent);
        order = nodes.iter().map(|node| node.offset as usize).collect();
        let mut offset = 0;
        for node in &mut nodes {
            let length = records[node.offset as usize].length;
            node.offset = offset;
            offset += length as u64;
        }
        let tree =
            PackedRTree::build(&nodes, &extent, PackedRTree::DEFAULT_NODE_SIZE).map_err(PublishError::library)?;
        tree.stream_write(&mut out)?;
    }
    let mut unsorted = BufReader::new(unsorted);
    let mut bytes = Vec::new();
    for record in order.into_iter().map(|at| &records[at]) {
        unsorted.seek(SeekFrom::Start(record.from))?;
        bytes.resize(record.length, 0);
        unsorted.read_exact(&mut bytes)?;
        out.write_all(&bytes)?;
    }
    out.flush()?;
    Ok(())
}

/// Every feature as it will stand in the file, one after the other in a temporary one: what is in memory does not grow with
/// their outlines.
fn spooled(builder: &mut FlatBufferBuilder<'_>, export: &Export<'_>) -> Result<(Vec<Record>, File), PublishError> {
    let mut spool = BufWriter::new(tempfile::tempfile()?);
    let (mut records, mut from) = (Vec::with_capacity(export.items.len()), 0);
    for index in export.items {
        let (bytes, node) = feature(builder, export, *index);
        spool.write_all(bytes)?;
        records.push(Record { from, length: bytes.len(), node });
        from += bytes.len() as u64;
    }
    let file = spool.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok((records, file))
}

fn header<'b>(
    builder: &'b mut FlatBufferBuilder<'_>,
    export: &Export<'_>,
    extent: &NodeItem,
    is_indexed: bool,
) -> &'b [u8] {
    builder.reset();
    let described = export.features.described();
    let columns: Vec<WIPOffset<FgbColumn<'_>>> =
        described.columns.iter().map(|column| column_of(builder, column)).collect();
    let is_somewhere = extent.min_x <= extent.max_x;
    let sides = [extent.min_x, extent.min_y, extent.max_x, extent.max_y];
    let arguments = HeaderArgs {
        name: Some(builder.create_string(&described.name)),
        envelope: is_somewhere.then(|| builder.create_vector(&sides)),
        geometry_type: fgb_type(described.geometry),
        columns: Some(builder.create_vector(&columns)),
        features_count: export.items.len() as u64,
        index_node_size: if is_indexed { PackedRTree::DEFAULT_NODE_SIZE } else { 0 },
        crs: (described.geometry != GeometryType::Nothing).then(|| crs_of(builder, export.crs)),
        title: Some(builder.create_string(&described.title)),
        description: Some(builder.create_string(&export.told_in_lines())),
        metadata: Some(builder.create_string(&export.to_json().to_string())),
        ..HeaderArgs::default()
    };
    let header = Header::create(builder, &arguments);
    builder.finish_size_prefixed(header, None);
    builder.finished_data()
}

fn column_of<'b>(builder: &mut FlatBufferBuilder<'b>, column: &Column) -> WIPOffset<FgbColumn<'b>> {
    let arguments = ColumnArgs {
        name: Some(builder.create_string(&column.name)),
        type_: match column.kind {
            Kind::Text | Kind::Word(_) => ColumnType::String,
            Kind::Date => ColumnType::DateTime,
            Kind::Integer => ColumnType::Long,
            Kind::Number => ColumnType::Double,
            Kind::Boolean => ColumnType::Bool,
        },
        title: Some(builder.create_string(&heading(column))),
        description: Some(builder.create_string(&column.description())),
        nullable: !column.always,
        unique: column.name == "id",
        ..ColumnArgs::default()
    };
    FgbColumn::create(builder, &arguments)
}

fn crs_of<'b>(builder: &mut FlatBufferBuilder<'b>, crs: Crs) -> WIPOffset<FgbCrs<'b>> {
    let arguments = CrsArgs {
        org: Some(builder.create_string("EPSG")),
        code: crs.epsg().try_into().unwrap_or(0),
        name: Some(builder.create_string(systems::title(crs))),
        wkt: Some(builder.create_string(systems::wkt(crs))),
        ..CrsArgs::default()
    };
    FgbCrs::create(builder, &arguments)
}

const fn fgb_type(geometry: GeometryType) -> FgbType {
    match geometry {
        GeometryType::Nothing => FgbType::Unknown,
        GeometryType::Point => FgbType::Point,
        GeometryType::MultiLineString => FgbType::MultiLineString,
        GeometryType::MultiPolygon => FgbType::MultiPolygon,
    }
}

fn feature<'b>(builder: &'b mut FlatBufferBuilder<'_>, export: &Export<'_>, index: usize) -> (&'b [u8], NodeItem) {
    builder.reset();
    let shape = export.features.shape(index, export.crs);
    let geometry = geometry(builder, &shape);
    let properties = properties(export, index);
    let properties = Some(builder.create_vector(&properties));
    let feature = Feature::create(builder, &FeatureArgs { geometry, properties, columns: None });
    builder.finish_size_prefixed(feature, None);
    let node = around(&shape).map_or_else(
        || NodeItem::create(0),
        |sides| NodeItem::bounds(sides.min().x, sides.min().y, sides.max().x, sides.max().y),
    );
    (builder.finished_data(), node)
}

fn geometry<'b>(builder: &mut FlatBufferBuilder<'b>, shape: &Shape<'_>) -> Option<WIPOffset<Geometry<'b>>> {
    let arguments = match shape {
        Shape::Nowhere => return None,
        Shape::Point(place) => {
            GeometryArgs { xy: Some(builder.create_vector(&[place.x, place.y])), ..GeometryArgs::default() }
        }
        // Readers look for the ends of several lines even where there is one.
        Shape::Lines(lines) => rings(builder, lines.0.iter(), 1),
        Shape::Areas(areas) => {
            let parts: Vec<WIPOffset<Geometry<'b>>> = areas
                .iter()
                .map(|polygon| {
                    let lines = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                    let arguments = GeometryArgs { type_: FgbType::Polygon, ..rings(builder, lines, 2) };
                    Geometry::create(builder, &arguments)
                })
                .collect();
            GeometryArgs {
                type_: FgbType::MultiPolygon,
                parts: Some(builder.create_vector(&parts)),
                ..GeometryArgs::default()
            }
        }
    };
    Some(Geometry::create(builder, &arguments))
}

/// Lines one after the other, with where each ends when there are so many.
fn rings<'b, 'l>(
    builder: &mut FlatBufferBuilder<'b>,
    lines: impl Iterator<Item = &'l geo::LineString>,
    ends_from: usize,
) -> GeometryArgs<'b> {
    let (mut numbers, mut ends) = (Vec::new(), Vec::new());
    for line in lines {
        numbers.extend(line.coords().flat_map(|corner| [corner.x, corner.y]));
        ends.push(u32::try_from(numbers.len() / 2).unwrap_or(u32::MAX));
    }
    let xy: WIPOffset<Vector<'b, f64>> = builder.create_vector(&numbers);
    let ends = (ends.len() >= ends_from).then(|| builder.create_vector(&ends));
    GeometryArgs { xy: Some(xy), ends, ..GeometryArgs::default() }
}

/// The number of each known column before its value; what is not known is left out.
fn properties(export: &Export<'_>, index: usize) -> Vec<u8> {
    let (mut bytes, mut column) = (Vec::new(), 0_u16);
    export.typed_values(index, &mut |value| {
        if !value.is_null() {
            bytes.extend(column.to_le_bytes());
        }
        match value {
            Scalar::Null => {}
            Scalar::Boolean(truth) => bytes.push(truth.into()),
            Scalar::Integer(number) => bytes.extend(number.to_le_bytes()),
            Scalar::Number(number) => bytes.extend(number.to_le_bytes()),
            Scalar::Date(day) => text(&mut bytes, &day.to_string()),
            Scalar::Text(value) => text(&mut bytes, &value),
        }
        column += 1;
    });
    bytes
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(text.as_bytes());
}
