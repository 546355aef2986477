//! Zipped shapefiles: the shapes of one layer (.shp) beside the table of their facts (.dbf).
//!
//! Shapes are read by the `shapefile` crate. The table is read here, because numbers in it are text and stay as they are
//! written, and because its encoding is named in a file beside it.

use std::fs::File;
use std::io::{BufReader, Read};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use geo::{Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use shapefile::{PolygonRing, Shape, ShapeReader};
use tempfile::NamedTempFile;

use super::archive::{Archive, Entry};
use super::geometry::{GEOMETRY, ReferenceSystem, wkt};
use super::limits::MOST_COLUMNS;
use super::{Book, Fault, Give, Named};
use crate::import::records::Record;

const PARTS: &str = "put all parts of the layer (.shp, .shx, .dbf, .prj) into one zip and import that";

fn damaged() -> Fault {
    Fault::Broken(format!("its shapefile is damaged or a part of it is missing; {PARTS}"))
}

/// The layers in an archive.
pub(super) struct Layers {
    archive: Archive,
    sheets: Vec<Named>,
}

impl Layers {
    /// Looks for layers.
    pub(super) fn open(archive: Archive) -> Result<Self, Fault> {
        let layers = archive.entries.iter().filter(|entry| entry.file_name().ends_with(".shp"));
        let named =
            |entry: &Entry| Named { name: entry.name[..entry.name.len() - 4].to_owned(), rows: None, hidden: false };
        Ok(Self { sheets: layers.map(named).collect(), archive })
    }

    fn part(&self, sheet: usize, ending: &str) -> Option<Entry> {
        self.archive.entry(&format!("{}.{ending}", self.sheets[sheet].name))
    }

    fn unpacked(&mut self, sheet: usize, ending: &str) -> Result<NamedTempFile, Fault> {
        let missing = || Fault::Broken(format!("its shapefile has no .{ending} part; {PARTS}"));
        let entry = self.part(sheet, ending).ok_or_else(missing)?;
        self.archive.unpack(&entry)
    }

    fn text(&mut self, sheet: usize, ending: &str) -> Result<Option<String>, Fault> {
        let Some(entry) = self.part(sheet, ending) else { return Ok(None) };
        let mut text = Vec::new();
        self.archive.reader(&entry)?.take(16 * 1024).read_to_end(&mut text).map_err(|_| damaged())?;
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }
}

impl Book for Layers {
    fn words(&self) -> &'static str {
        "zipped shapefile"
    }

    fn sheets(&self) -> &[Named] {
        &self.sheets
    }

    fn read(&mut self, sheet: usize, give: Give<'_>) -> Result<(), Fault> {
        let system = match self.text(sheet, "prj")? {
            Some(text) => Some(ReferenceSystem::of_projection_text(&text)?),
            None => None,
        };
        let named = self.text(sheet, "cpg")?;
        let table = self.unpacked(sheet, "dbf")?;
        let mut facts = FactTable::open(File::open(table.path())?, named.as_deref())?;
        let shapes = self.unpacked(sheet, "shp")?;
        let mut shapes = ShapeReader::new(BufReader::new(File::open(shapes.path())?)).map_err(|_| damaged())?;
        let bounds = shapes.header().bbox;
        // A layer without a reference system is in degrees if all of it would fit on the globe as such.
        let in_degrees = [bounds.min.x, bounds.max.x].iter().all(|x| x.abs() <= 180.0)
            && [bounds.min.y, bounds.max.y].iter().all(|y| y.abs() <= 90.0);
        let guess = if in_degrees { ReferenceSystem::Degrees } else { ReferenceSystem::NationalGrid };
        let system = system.unwrap_or(guess);
        let headings = facts.fields.iter().map(|field| field.name.as_str()).chain([GEOMETRY]);
        if !give(&Record::from_cells(0, headings))? {
            return Ok(());
        }
        for (at, shape) in shapes.iter_shapes().enumerate() {
            let number = at as u64 + 1;
            let shape = shape.map_err(|_| damaged())?;
            let Some(mut cells) = facts.next()? else { return Err(damaged()) };
            if cells.is_empty() {
                continue;
            }
            cells.push(match geometry(shape)? {
                Some(shape) => wkt(&shape, system, number)?,
                None => String::new(),
            });
            if !give(&Record::from_cells(number, cells.iter().map(String::as_str)))? {
                return Ok(());
            }
        }
        // Facts without shapes would be lost without a word.
        if facts.next()?.is_some() { Err(damaged()) } else { Ok(()) }
    }
}

macro_rules! line {
    ($points:expr) => {
        LineString($points.iter().map(|point| geo::Coord { x: point.x, y: point.y }).collect())
    };
}

macro_rules! rings {
    ($polygon:expr) => {{
        let mut polygons: Vec<Polygon<f64>> = Vec::new();
        for ring in $polygon.rings() {
            match (ring, polygons.last_mut()) {
                (PolygonRing::Inner(points), Some(last)) => last.interiors_push(line!(points)),
                (PolygonRing::Inner(points) | PolygonRing::Outer(points), _) => {
                    polygons.push(Polygon::new(line!(points), Vec::new()));
                }
            }
        }
        Geometry::MultiPolygon(MultiPolygon(polygons))
    }};
}

macro_rules! lines {
    ($line:expr) => {
        Geometry::MultiLineString(MultiLineString($line.parts().iter().map(|points| line!(points)).collect()))
    };
}

macro_rules! points {
    ($points:expr) => {
        Geometry::MultiPoint(MultiPoint($points.points().iter().map(|point| Point::new(point.x, point.y)).collect()))
    };
}

fn geometry(shape: Shape) -> Result<Option<Geometry<f64>>, Fault> {
    Ok(Some(match shape {
        Shape::NullShape => return Ok(None),
        Shape::Point(point) => Geometry::Point(Point::new(point.x, point.y)),
        Shape::PointM(point) => Geometry::Point(Point::new(point.x, point.y)),
        Shape::PointZ(point) => Geometry::Point(Point::new(point.x, point.y)),
        Shape::Polyline(line) => lines!(line),
        Shape::PolylineM(line) => lines!(line),
        Shape::PolylineZ(line) => lines!(line),
        Shape::Polygon(polygon) => rings!(polygon),
        Shape::PolygonM(polygon) => rings!(polygon),
        Shape::PolygonZ(polygon) => rings!(polygon),
        Shape::Multipoint(points) => points!(points),
        Shape::MultipointM(points) => points!(points),
        Shape::MultipointZ(points) => points!(points),
        Shape::Multipatch(_) => {
            return Err(Fault::Broken(
                "its shapes are bodies in three dimensions; save the layer as polygons and import that".to_owned(),
            ));
        }
    }))
}

/// One column of a table of facts.
struct Field {
    name: String,
    kind: u8,
    bytes: usize,
}

/// A table of facts (dBASE), row by row.
struct FactTable {
    reader: BufReader<File>,
    fields: Vec<Field>,
    encoding: &'static Encoding,
    row: Vec<u8>,
    left: u32,
}

impl FactTable {
    fn open(file: File, encoding_named: Option<&str>) -> Result<Self, Fault> {
        let mut reader = BufReader::new(file);
        let mut start = [0; 32];
        reader.read_exact(&mut start).map_err(|_| damaged())?;
        let left = u32::from_le_bytes([start[4], start[5], start[6], start[7]]);
        let header = usize::from(u16::from_le_bytes([start[8], start[9]]));
        let row = usize::from(u16::from_le_bytes([start[10], start[11]]));
        let mut described = vec![0; header.checked_sub(32).ok_or_else(damaged)?];
        reader.read_exact(&mut described).map_err(|_| damaged())?;
        let encoding = encoding(encoding_named, start[29]);
        let mut fields = Vec::new();
        for field in described.chunks_exact(32).take_while(|field| field[0] != 0x0D) {
            let name = field[..11].split(|byte| *byte == 0).next().unwrap_or_default();
            let name = encoding.decode_without_bom_handling(name).0.trim().to_owned();
            fields.push(Field { name, kind: field[11], bytes: usize::from(field[16]) });
        }
        if fields.len() >= MOST_COLUMNS {
            return Err(Fault::ManyColumns(0));
        }
        if fields.iter().map(|field| field.bytes).sum::<usize>() + 1 != row {
            return Err(damaged());
        }
        Ok(Self { reader, fields, encoding, row: vec![0; row], left })
    }

    /// The cells of the next row; none of them where it is marked as deleted. `None` at the end.
    fn next(&mut self) -> Result<Option<Vec<String>>, Fault> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        self.reader.read_exact(&mut self.row).map_err(|_| damaged())?;
        if self.row[0] == b'*' {
            return Ok(Some(Vec::new()));
        }
        let mut cells = Vec::with_capacity(self.fields.len() + 1);
        let mut rest = &self.row[1..];
        for field in &self.fields {
            let (bytes, after) = rest.split_at(field.bytes);
            rest = after;
            let text = self.encoding.decode_without_bom_handling(bytes).0;
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
            cells.push(match field.kind {
                b'D' if text.len() == 8 && text.is_ascii() => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
                // A number too large for its column is shown as asterisks.
                b'N' | b'F' if text.starts_with('*') => String::new(),
                b'L' if text == "?" => String::new(),
                _ => text.replace('\0', "?"),
            });
        }
        Ok(Some(cells))
    }
}

/// The encoding of a table of facts, by the file beside it or the mark in its own header.
fn encoding(named: Option<&str>, mark: u8) -> &'static Encoding {
    let named = named.map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty());
    match named.as_deref() {
        Some("65001" | "utf8") => UTF_8,
        Some(name) => {
            let plain = name.strip_prefix("ansi ").or_else(|| name.strip_prefix("cp")).unwrap_or(name);
            let windows = format!("windows-{plain}");
            Encoding::for_label(name.as_bytes())
                .or_else(|| Encoding::for_label(windows.as_bytes()))
                .unwrap_or(WINDOWS_1252)
        }
        None if mark == 0 => UTF_8,
        None => WINDOWS_1252,
    }
}
