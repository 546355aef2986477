//! Mapbox vector tiles (specification 2.1) of any collection, and the TileJSON that describes them.
//!
//! A tile is a pure function of its address and the rows that may fall in it: who asks finds those with
//! [`TileAddress::degrees`], so that a tile costs what it shows and not what there is.

use std::f64::consts::PI;

use geo::Coord;
use geozero::ToMvt;
use serde_json::{Map, Value, json};

use crate::features::collection::{Described, Features, GeometryType, Kind, Shape};
use crate::features::crs::Crs;
use crate::features::within::CrsBox;
use crate::publish::layer::{self, COUNT, Drawn};
use crate::publish::polygon::Grain;
use crate::publish::stamp::Stamp;

/// Units across a tile.
pub(super) const EXTENT: u32 = 4096;

/// How far beyond its edge areas are drawn, in tile units, so that borders have no seams.
const BUFFER: i32 = 64;

/// A screen pixel in tile units: map clients draw a vector tile 512 pixels wide.
const PIXEL: i32 = 8;

/// The closest zoom with tiles of its own; closer in, clients enlarge these. A unit is 0.4 m in Liverpool there.
pub const CLOSEST_ZOOM: u8 = 14;

/// The furthest zoom worth asking for: all of England is then in a few tiles.
pub const FURTHEST_ZOOM: u8 = 5;

/// A tile with more assets than this merges those that fall on the same few pixels, and says how many they are.
const MOST_POINTS: usize = 10_000;

/// The side of such a cell: 4 pixels, so that a tile has at most 16,384 of them.
const CELL: i32 = 4 * PIXEL;

/// Which tile of the usual Web Mercator pyramid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileAddress {
    zoom: u8,
    x: u32,
    y: u32,
}

impl TileAddress {
    /// An address, when there is such a tile at a zoom up to [`CLOSEST_ZOOM`].
    #[must_use]
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        let there = zoom <= CLOSEST_ZOOM && x < 1 << zoom && y < 1 << zoom;
        there.then_some(Self { zoom, x, y })
    }

    /// The box of degrees that it shows, with its buffer: everything that may be drawn on it meets this box.
    fn degrees(self) -> CrsBox {
        let (low, high) = (f64::from(-BUFFER), f64::from(EXTENT) + f64::from(BUFFER));
        let (west, north) = self.degrees_at(low, low);
        let (east, south) = self.degrees_at(high, high);
        // A world tile with its buffer reaches around the back; nothing of ours is there.
        let (min, max) = (Coord { x: west.max(-180.0), y: south }, Coord { x: east.min(180.0), y: north });
        CrsBox { crs: Crs::Crs84, min, max }
    }

    fn degrees_at(self, x: f64, y: f64) -> (f64, f64) {
        let tiles = f64::from(1_u32 << self.zoom);
        let across = (f64::from(self.x) + x / f64::from(EXTENT)) / tiles;
        let down = (f64::from(self.y) + y / f64::from(EXTENT)) / tiles;
        (across * 360.0 - 180.0, (PI * (1.0 - 2.0 * down)).sinh().atan().to_degrees())
    }

    /// Where a point lies, in units from the tile's top left corner (EPSG:3857).
    fn units(self, point: Coord) -> (f64, f64) {
        let tiles = f64::from(1_u32 << self.zoom);
        let across = (point.x + 180.0) / 360.0;
        let down = (1.0 - point.y.to_radians().sin().atanh() / PI) / 2.0;
        let extent = f64::from(EXTENT);
        ((across * tiles - f64::from(self.x)) * extent, (down * tiles - f64::from(self.y)) * extent)
    }

    fn grain(self) -> Grain {
        // Half a pixel is not seen; the closest tiles are enlarged, so they keep all they can.
        let step = if self.zoom == CLOSEST_ZOOM { 1 } else { PIXEL / 2 };
        Grain { step, pixel: PIXEL, low: -BUFFER, high: EXTENT as i32 + BUFFER }
    }
}

/// The features on a tile, or `None` when there are none.
///
/// Each point is on exactly one tile of a zoom. Where a tile would have more than 10,000 of them, those within the same 4
/// by 4 pixels are one point that carries the properties of the first in order of key; `count` says how many it stands for.
#[must_use]
pub fn tile(address: TileAddress, features: &dyn Features) -> Option<Vec<u8>> {
    let near = match address.degrees().on_grid() {
        Some(extent) => features.near(extent),
        None => (0..features.len()).collect(),
    };
    match features.described().geometry {
        GeometryType::Point => points(address, &near, features),
        GeometryType::MultiLineString => lines(address, &near, features),
        GeometryType::MultiPolygon => outlines(address, &near, features),
        GeometryType::Nothing => None,
    }
}

fn outlines(address: TileAddress, near: &[usize], features: &dyn Features) -> Option<Vec<u8>> {
    let grain = address.grain();
    let ring = |ring: &geo::LineString<f64>| ring.coords().map(|corner| address.units(*corner)).collect();
    shapes(near, features, |shape| {
        let Shape::Areas(areas) = shape else { return None };
        let outline: Vec<Vec<Vec<(f64, f64)>>> = areas
            .iter()
            .map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect())
            .collect();
        grain.draw(&outline).map(geo::Geometry::from)
    })
}

fn lines(address: TileAddress, near: &[usize], features: &dyn Features) -> Option<Vec<u8>> {
    let grain = address.grain();
    shapes(near, features, |shape| {
        let Shape::Lines(lines) = shape else { return None };
        let lines: Vec<Vec<(f64, f64)>> =
            lines.iter().map(|line| line.coords().map(|corner| address.units(*corner)).collect()).collect();
        grain.draw_lines(&lines).map(geo::Geometry::from)
    })
}

fn shapes(
    near: &[usize],
    features: &dyn Features,
    drawn: impl Fn(Shape<'_>) -> Option<geo::Geometry<f64>> + Sync,
) -> Option<Vec<u8>> {
    layer::of(features, near, |index| {
        let shape = drawn(features.shape(*index, Crs::Crs84))?;
        Some(Drawn { index: *index, shape: shape.to_mvt_unscaled().ok()?, count: None })
    })
}

fn points(address: TileAddress, near: &[usize], features: &dyn Features) -> Option<Vec<u8>> {
    let inside = 0..EXTENT as i32;
    let mut dots: Vec<Dot> = near
        .iter()
        .filter_map(|&index| {
            let Shape::Point(place) = features.shape(index, Crs::Crs84) else { return None };
            let (x, y) = address.units(place);
            let (x, y) = (x.floor() as i32, y.floor() as i32);
            (inside.contains(&x) && inside.contains(&y)).then_some(Dot { x, y, index, count: 1 })
        })
        .collect();
    if dots.len() > MOST_POINTS {
        dots = merged(&dots);
    }
    layer::of(features, &dots, |dot| {
        let point = geo::Geometry::from(geo::Point::new(f64::from(dot.x), f64::from(dot.y)));
        Some(Drawn { index: dot.index, shape: point.to_mvt_unscaled().ok()?, count: Some(dot.count) })
    })
}

/// A point of a tile that stands for one asset or more.
#[derive(Clone, Copy)]
struct Dot {
    x: i32,
    y: i32,
    index: usize,
    count: i64,
}

/// The first dot of each cell, counting all of it.
fn merged(dots: &[Dot]) -> Vec<Dot> {
    let across = EXTENT as i32 / CELL;
    let mut cells: Vec<Option<Dot>> = vec![None; (across * across) as usize];
    for dot in dots {
        let cell = &mut cells[(dot.y / CELL * across + dot.x / CELL) as usize];
        match cell {
            Some(first) => first.count += 1,
            None => *cell = Some(*dot),
        }
    }
    cells.into_iter().flatten().collect()
}

/// The word TileJSON 3.0.0 (section 3.3.2) suggests.
const fn tilejson_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word(_) | Kind::Date => "String",
        Kind::Integer | Kind::Number => "Number",
        Kind::Boolean => "Boolean",
    }
}

/// TileJSON 3.0.0 of a collection's tiles; `template` is the address with `{z}`, `{x}` and `{y}`.
#[must_use]
pub fn tilejson(
    described: &Described,
    template: &str,
    bounds: Option<[f64; 4]>,
    attribution: &str,
    stamp: Stamp<'_>,
) -> Value {
    let mut fields: Map<String, Value> = described
        .columns
        .iter()
        .filter(|column| column.in_tiles)
        .map(|column| (column.name.to_string(), tilejson_type(column.kind).into()))
        .collect();
    if layer::is_counted(described) {
        fields.insert(COUNT.to_owned(), tilejson_type(Kind::Integer).into());
    }
    json!({
        "tilejson": "3.0.0",
        "name": described.title,
        "description": described.about,
        "attribution": attribution,
        "scheme": "xyz",
        "tiles": [template],
        "minzoom": FURTHEST_ZOOM,
        "maxzoom": CLOSEST_ZOOM,
        "bounds": bounds.unwrap_or([-180.0, -85.051_128, 180.0, 85.051_128]),
        "vector_layers": [{ "id": described.name, "description": described.about, "fields": fields, "minzoom": FURTHEST_ZOOM, "maxzoom": CLOSEST_ZOOM }],
        "versions": stamp.to_json(),
    })
}

/// The schema of [`tilejson`].
#[must_use]
pub fn tilejson_schema() -> Value {
    use crate::publish::schema::{exactly, integer, list, named, number, object, text};
    let layer = object(
        "A layer.",
        [
            ("id", text("Name of the layer in the tile.")),
            ("description", text("What is in it.")),
            ("fields", json!({ "type": "object", "additionalProperties": { "type": "string" } })),
            ("minzoom", integer("Furthest zoom.")),
            ("maxzoom", integer("Closest zoom.")),
        ],
    );
    object(
        "TileJSON 3.0.0.",
        [
            ("tilejson", text("Version.")),
            ("name", text("Title.")),
            ("description", text("What is in it.")),
            ("attribution", text("Whom to name beside the map.")),
            ("scheme", text("Always xyz.")),
            ("tiles", list("Address templates.", text("With {z}, {x} and {y}."))),
            ("minzoom", integer("Furthest zoom.")),
            ("maxzoom", integer("Closest zoom.")),
            ("bounds", exactly(4, "West, south, east, north.", number("Degrees."))),
            ("vector_layers", list("Layers.", layer)),
            ("versions", named("Stamp")),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_outside_the_pyramid_is_none() {
        assert!(TileAddress::new(0, 0, 0).is_some());
        assert!(TileAddress::new(14, 16_383, 16_383).is_some());
        for (zoom, x, y) in [(0, 1, 0), (3, 0, 8), (15, 0, 0), (255, 0, 0)] {
            assert!(TileAddress::new(zoom, x, y).is_none(), "{zoom}/{x}/{y}");
        }
    }

    #[test]
    fn units_and_degrees_are_each_others_inverse() {
        let address = TileAddress::new(10, 503, 331).unwrap();
        for (x, y) in [(0.0, 0.0), (4096.0, 0.0), (100.0, 4000.0)] {
            let (lon_deg, lat_deg) = address.degrees_at(x, y);
            let back = address.units(Coord { x: lon_deg, y: lat_deg });
            assert!((back.0 - x).abs() < 1e-6 && (back.1 - y).abs() < 1e-6, "{back:?}");
        }
    }

    #[test]
    fn a_crowded_tile_merges_near_dots_and_loses_none_from_the_count() {
        let dots: Vec<Dot> = (0..4096 * 8)
            .map(|index| Dot { x: index % 4096, y: index / 4096 * 3, index: index as usize, count: 1 })
            .collect();
        let merged = merged(&dots);
        assert_eq!(merged.len(), 128);
        assert_eq!(merged.iter().map(|dot| dot.count).sum::<i64>(), 4096 * 8);
        assert!(merged.iter().all(|dot| dot.index == dot.x as usize), "the first of each cell stands for it");
    }

    #[test]
    fn liverpools_town_hall_is_on_the_tile_the_open_map_has_it_on() {
        let address = TileAddress::new(14, 8055, 5306).unwrap();
        let (x, y) = address.units(Coord { x: -2.9916, y: 53.4073 });
        assert!((0.0..4096.0).contains(&x) && (0.0..4096.0).contains(&y), "{x} {y}");
    }
}
