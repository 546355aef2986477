//! The shapes of a filter, whichever encoding they came in: checked, x before y, within the limits of their system.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use crate::features::crs::Crs;
use crate::features::filter::error::FilterError;
use crate::features::filter::expression::{Budget, Drawn};

/// The kinds of shapes and their names in text and GeoJSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// A point.
    Point,
    /// A line.
    LineString,
    /// An area with holes.
    Polygon,
    /// Points.
    MultiPoint,
    /// Lines.
    MultiLineString,
    /// Areas.
    MultiPolygon,
    /// Several of the others.
    GeometryCollection,
}

impl ShapeKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Point,
        Self::LineString,
        Self::Polygon,
        Self::MultiPoint,
        Self::MultiLineString,
        Self::MultiPolygon,
        Self::GeometryCollection,
    ];

    /// As GeoJSON spells it; text has it in capitals.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "Point",
            Self::LineString => "LineString",
            Self::Polygon => "Polygon",
            Self::MultiPoint => "MultiPoint",
            Self::MultiLineString => "MultiLineString",
            Self::MultiPolygon => "MultiPolygon",
            Self::GeometryCollection => "GeometryCollection",
        }
    }
}

/// The bare coordinates of a shape, nested as its kind asks: a point, a list, a list of lists, one more.
#[derive(Debug)]
pub enum Nested {
    /// One coordinate.
    One(Coord),
    /// Several of the next lower level.
    Many(Vec<Self>),
}

/// A coordinate as its system writes it, turned to x before y.
///
/// # Errors
/// When it lies outside its system, or there are too many.
pub fn coordinate(first: f64, second: f64, crs: Crs, budget: &mut Budget) -> Result<Coord, FilterError> {
    budget.coordinate()?;
    let (x, y) = if crs.is_y_first() { (second, first) } else { (first, second) };
    let (most_x, most_y) = crs.limits();
    if x.abs() <= most_x && y.abs() <= most_y {
        return Ok(Coord { x, y });
    }
    let order = match (crs.is_degrees(), crs.is_y_first()) {
        (true, true) => "latitude (-90 to 90) before longitude (-180 to 180)".to_owned(),
        (true, false) => "longitude (-180 to 180) before latitude (-90 to 90)".to_owned(),
        _ => format!("easting before northing, in metres up to {most_x:.0} and {most_y:.0}"),
    };
    let name = crs.short();
    Err(FilterError::new(format!("{first} {second} lies outside {name}, which has {order}; see filter-crs")))
}

/// A geometry from its coordinates.
///
/// # Errors
/// When they do not make such a geometry: too few, or a ring that is not closed.
pub fn geometry(kind: ShapeKind, nested: Nested) -> Result<Geometry, FilterError> {
    let wrong = || FilterError::new(format!("the coordinates of this {} do not nest as they should", kind.name()));
    let many = |nested: Nested| match nested {
        Nested::Many(parts) if !parts.is_empty() => Ok(parts),
        _ => Err(wrong()),
    };
    let one = |nested: Nested| match nested {
        Nested::One(coord) => Ok(coord),
        Nested::Many(_) => Err(wrong()),
    };
    let line = |nested: Nested| -> Result<LineString, FilterError> {
        let coords = many(nested)?.into_iter().map(one).collect::<Result<Vec<Coord>, _>>()?;
        Ok(LineString(coords))
    };
    let long = |line: LineString| {
        if line.0.iter().any(|coord| *coord != line.0[0]) {
            Ok(line)
        } else {
            Err(FilterError::new("a line needs two different coordinates"))
        }
    };
    let polygon = |nested: Nested| -> Result<Polygon, FilterError> {
        let rings = many(nested)?.into_iter().map(|ring| line(ring).and_then(closed)).collect::<Result<Vec<_>, _>>()?;
        let mut rings = rings.into_iter();
        let outer = rings.next().ok_or_else(|| FilterError::new("a polygon needs an outer ring"))?;
        Ok(Polygon::new(outer, rings.collect()))
    };
    Ok(match kind {
        ShapeKind::Point => Point(one(nested)?).into(),
        ShapeKind::LineString => long(line(nested)?)?.into(),
        ShapeKind::Polygon => polygon(nested)?.into(),
        ShapeKind::MultiPoint => MultiPoint(line(nested)?.into_points()).into(),
        ShapeKind::MultiLineString => {
            let lines = many(nested)?.into_iter().map(|part| line(part).and_then(long));
            MultiLineString(lines.collect::<Result<_, _>>()?).into()
        }
        ShapeKind::MultiPolygon => {
            MultiPolygon(many(nested)?.into_iter().map(polygon).collect::<Result<_, _>>()?).into()
        }
        ShapeKind::GeometryCollection => return Err(wrong()),
    })
}

/// Several geometries as one.
///
/// # Errors
/// When there are none.
pub fn collection(parts: Vec<Geometry>) -> Result<Geometry, FilterError> {
    if parts.is_empty() {
        return Err(FilterError::new("a GeometryCollection needs at least one shape"));
    }
    Ok(Geometry::GeometryCollection(GeometryCollection::from(parts)))
}

/// A box from four numbers, or six with heights, which are left aside.
///
/// # Errors
/// When there are not four or six, or its corners are not south-west and north-east.
pub fn bounding_box(numbers: &[f64], crs: Crs, budget: &mut Budget) -> Result<Drawn, FilterError> {
    let (low, high) = match *numbers {
        [a, b, c, d] => ((a, b), (c, d)),
        [a, b, _, c, d, _] => ((a, b), (c, d)),
        _ => return Err(FilterError::new("a BBOX has four numbers, or six with heights")),
    };
    let min = coordinate(low.0, low.1, crs, budget)?;
    let max = coordinate(high.0, high.1, crs, budget)?;
    if min.y > max.y {
        return Err(FilterError::new("the southern edge of this BBOX lies north of the northern one"));
    }
    if min.x > max.x && !crs.is_degrees() {
        return Err(FilterError::new("the western edge of this BBOX lies east of the eastern one"));
    }
    Ok(Drawn::Box(min, max))
}

fn closed(ring: LineString) -> Result<LineString, FilterError> {
    if ring.0.len() >= 4 && ring.0.first() == ring.0.last() {
        return Ok(ring);
    }
    Err(FilterError::new("a ring needs at least four coordinates, and the last must be the first again"))
}
