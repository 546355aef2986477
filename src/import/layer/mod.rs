//! Context layers: any GeoJSON, GeoPackage or FlatGeobuf becomes features with typed attributes on the National Grid.
//!
//! | file | what it does |
//! |---|---|
//! | `raw.rs` | what a file says of one feature, before anything is made of it |
//! | `geojson.rs`, `flatgeobuf.rs`, [`super::geopackage`] | one format each: features one by one, within the limits |
//! | `columns.rs` | names of columns, and what kind of value each holds |
//! | `shapes.rs` | shapes on the National Grid, all of one kind |
//! | `keys.rs` | keys that stay the same from file to file |
//!
//! What a layer means is not understood and not asked: no attribute is renamed but for its spelling, none is left out
//! without a note, and a feature that cannot be kept is left out with its number and reason. What files bring along
//! (styles, views, triggers) is never looked at.
//!
//! To read another format: its first bytes in [`read_layer`], and a file here that hands [`raw::RawFeature`]s on.

mod columns;
mod flatgeobuf;
mod geojson;
mod keys;
pub(super) mod raw;
mod shapes;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use geo::CoordsIter;
use sha2::{Digest, Sha256};

use self::raw::{RawFeature, RawLayer};
use super::error::ReadError;
use super::formats::Fault;
use super::formats::geometry::ReferenceSystem;
use super::geopackage;
use crate::domain::layer::{LayerColumn, LayerFeature, LayerShapes};

/// The most features of a layer, which are all in memory. Every bus stop of the country is not half as many.
const MOST_FEATURES: usize = 1_000_000;
/// The most corners of all shapes together: some 500 MB in memory.
const MOST_CORNERS: usize = 20_000_000;
/// The most bytes of all attributes together.
const MOST_ATTRIBUTE_BYTES: usize = 1 << 30;
/// The most columns. What has more is a table of statistics, and should be cut down to what is wanted.
pub(super) const MOST_COLUMNS: usize = 200;
/// The largest file.
const MOST_BYTES: u64 = 2 << 30;
/// Features left out of which the number and the reason are kept.
const REFUSALS_KEPT: usize = 1_000;

/// How a layer is to be read, where the file does not say or says several things.
#[derive(Clone, Debug, Default)]
pub struct LayerOptions {
    /// The layer or table to read, of a GeoPackage that has several.
    pub table: Option<String>,
    /// The coordinate system, by its number in the EPSG register; it wins over what the file says.
    pub epsg: Option<i64>,
    /// Only shapes of this kind are taken; the others are left out.
    pub only: Option<LayerShapes>,
}

/// A feature that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Why, in a sentence.
    pub reason: String,
}

/// A file as a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadLayer {
    /// The kind of its shapes.
    pub shapes: LayerShapes,
    /// Its columns.
    pub columns: Vec<LayerColumn>,
    /// Its features in order of key.
    pub features: Vec<LayerFeature>,
    /// How many features were left out.
    pub left_out: u64,
    /// The first of these.
    pub refusals: Vec<LeftOut>,
    /// What else to know, a sentence each.
    pub notes: Vec<String>,
    /// SHA-256 of the file, hexadecimal.
    pub checksum: String,
    /// Its name without the folder.
    pub file_name: String,
    /// Whether the file says that it is made up.
    pub fictional: bool,
}

/// Reads a file as a layer.
///
/// # Errors
/// [`ReadError`] when nothing of it can be used, with what to do about it.
pub fn read_layer(path: &Path, options: &LayerOptions) -> Result<ReadLayer, ReadError> {
    let file_name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name = file_name.as_str();
    let unreadable = |source| ReadError::Unreadable { name: name.to_owned(), source };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { name: name.to_owned() });
    }
    let size = metadata.len();
    if size == 0 {
        return Err(ReadError::Empty { name: name.to_owned() });
    }
    if size > MOST_BYTES {
        let (size_mib, limit_mib) = (size >> 20, MOST_BYTES >> 20);
        return Err(ReadError::TooLarge { name: name.to_owned(), size_mib, limit_mib });
    }
    let (head, checksum) = look(path).map_err(unreadable)?;
    let mut gathered = Gathered::default();
    let raw = match &head[..] {
        [b'f', b'g', b'b', ..] => flatgeobuf::read(path, &mut |feature| gathered.take(feature)),
        head if head.starts_with(b"SQLite format 3\0") => {
            geopackage::read_layer(path, options.table.as_deref(), &mut |feature| gathered.take(feature))
        }
        head if is_json(head) => geojson::read(path, &mut |feature| gathered.take(feature)),
        _ => Err(Fault::Wrong(
            "in no format that layers are read from",
            "save the layer as GeoPackage, FlatGeobuf or GeoJSON and import that",
        )),
    };
    let raw = raw.map_err(|fault| fault.of(name))?;
    understand(raw, gathered, options, checksum, name).map_err(|fault| fault.of(name))
}

/// What is said of too wide a layer.
pub(super) fn too_many_columns() -> Fault {
    Fault::OverLimit(format!(
        "it has more than {MOST_COLUMNS} columns; leave out those that are not wanted, then import that"
    ))
}

/// The first bytes of a file, and the checksum of all of it.
fn look(path: &Path) -> std::io::Result<(Vec<u8>, String)> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let (mut head, mut digest) = (Vec::new(), Sha256::new());
    reader.by_ref().take(64).read_to_end(&mut head)?;
    digest.update(&head);
    std::io::copy(&mut reader, &mut digest)?;
    Ok((head, digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

/// All features of a file, held within the limits.
#[derive(Default)]
struct Gathered {
    features: Vec<RawFeature>,
    corners: usize,
    attribute_bytes: usize,
}

impl Gathered {
    fn take(&mut self, feature: RawFeature) -> Result<(), Fault> {
        let over = |what: String| {
            let advice = "cut the layer down to the area and the attributes that are wanted, then import that";
            Err(Fault::OverLimit(format!("it has more than {what}; {advice}")))
        };
        self.corners += feature.shape.as_ref().ok().and_then(Option::as_ref).map_or(0, CoordsIter::coords_count);
        self.attribute_bytes += feature.attribute_bytes();
        self.features.push(feature);
        if self.features.len() > MOST_FEATURES {
            return over(format!("{MOST_FEATURES} features"));
        }
        if self.corners > MOST_CORNERS {
            return over(format!("{MOST_CORNERS} corners"));
        }
        if self.attribute_bytes > MOST_ATTRIBUTE_BYTES {
            return over(format!("{} MiB of attributes", MOST_ATTRIBUTE_BYTES >> 20));
        }
        Ok(())
    }
}

fn understand(
    raw: RawLayer,
    gathered: Gathered,
    options: &LayerOptions,
    checksum: String,
    name: &str,
) -> Result<ReadLayer, Fault> {
    let features = gathered.features;
    if features.is_empty() {
        return Err(Fault::Broken("it holds no features; check that the layer was saved with them".to_owned()));
    }
    let system = match options.epsg.map(ReferenceSystem::of_epsg).transpose()?.or(raw.system) {
        Some(system) => system,
        None if features.iter().all(|feature| feature.shape == Ok(None)) => ReferenceSystem::Degrees,
        None => {
            let advice = "say which it is, or save the layer in EPSG:27700 (British National Grid)";
            return Err(Fault::Broken(format!("it does not say in which coordinate system its shapes are; {advice}")));
        }
    };
    let drawn = shapes::on_grid(&features, system, options.only)?;
    let keys = keys::keys(&raw.names, &features);
    let (columns, mut notes) = columns::understand(&raw.names, &features, keys.column);
    notes.extend(raw.notes);
    let mut kept: Vec<LayerFeature> = features
        .into_iter()
        .zip(keys.keys)
        .zip(drawn.shapes)
        .filter_map(|((feature, key), shape)| {
            let values = columns.iter().map(|column| column.value(&feature)).collect();
            Some(LayerFeature { key, values, shape: shape.ok()? })
        })
        .collect();
    if kept.is_empty() {
        let why = drawn.refusals.first().map_or(String::new(), |first| format!(" Feature 1: {}", first.reason));
        return Err(Fault::Broken(format!("not one of its features can be kept.{why}")));
    }
    kept.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    Ok(ReadLayer {
        shapes: drawn.kind,
        columns: columns.into_iter().map(|column| column.about).collect(),
        features: kept,
        left_out: drawn.left_out,
        refusals: drawn.refusals,
        notes,
        checksum,
        file_name: name.to_owned(),
        fictional: raw.fictional,
    })
}
