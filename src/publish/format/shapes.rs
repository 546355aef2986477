//! Shapes as several formats need them: well-known binary, a box around them, a point in them.

use geo::{BoundingRect, Coord, InteriorPoint, Rect};

use crate::features::collection::Shape;

/// Numbers of shapes in well-known binary (OGC 06-103r4, table 8).
const LINE: u32 = 2;
const POLYGON: u32 = 3;

/// Well-known binary in little-endian order, x before y; `None` for what is nowhere.
#[must_use]
pub fn wkb(shape: &Shape<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match shape {
        Shape::Nowhere => return None,
        Shape::Point(place) => {
            head(&mut bytes, 1);
            corner(&mut bytes, *place);
        }
        Shape::Lines(lines) => {
            head(&mut bytes, 5);
            count(&mut bytes, lines.0.len());
            for line in &lines.0 {
                head(&mut bytes, LINE);
                corners(&mut bytes, line);
            }
        }
        Shape::Areas(areas) => {
            head(&mut bytes, 6);
            count(&mut bytes, areas.0.len());
            for polygon in &areas.0 {
                head(&mut bytes, POLYGON);
                count(&mut bytes, 1 + polygon.interiors().len());
                corners(&mut bytes, polygon.exterior());
                for hole in polygon.interiors() {
                    corners(&mut bytes, hole);
                }
            }
        }
    }
    Some(bytes)
}

fn head(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
}

fn count(bytes: &mut Vec<u8>, number: usize) {
    // A shape of four thousand million corners is not held in memory.
    bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn corner(bytes: &mut Vec<u8>, corner: Coord) {
    bytes.extend(corner.x.to_le_bytes());
    bytes.extend(corner.y.to_le_bytes());
}

fn corners(bytes: &mut Vec<u8>, line: &geo::LineString) {
    count(bytes, line.0.len());
    for each in &line.0 {
        corner(bytes, *each);
    }
}

/// The box around a shape.
#[must_use]
pub fn around(shape: &Shape<'_>) -> Option<Rect> {
    match shape {
        Shape::Nowhere => None,
        Shape::Point(place) => Some(Rect::new(*place, *place)),
        Shape::Lines(lines) => lines.bounding_rect(),
        Shape::Areas(areas) => areas.bounding_rect(),
    }
}

/// The box around both.
#[must_use]
pub fn joined(one: Rect, other: Rect) -> Rect {
    let (a, b) = ((one.min(), one.max()), (other.min(), other.max()));
    Rect::new(Coord { x: a.0.x.min(b.0.x), y: a.0.y.min(b.0.y) }, Coord { x: a.1.x.max(b.1.x), y: a.1.y.max(b.1.y) })
}

/// A point that stands for a shape in a table: the point itself, one inside an area, one on a line.
#[must_use]
pub fn standing_for(shape: &Shape<'_>) -> Option<Coord> {
    match shape {
        Shape::Nowhere => None,
        Shape::Point(place) => Some(*place),
        Shape::Lines(lines) => lines.interior_point().map(Coord::from),
        Shape::Areas(areas) => areas.interior_point().map(Coord::from),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use geo::{line_string, polygon};
    use geozero::wkb::Wkb;
    use geozero::{ToGeo, ToWkt};

    use super::*;

    #[test]
    fn another_reader_finds_the_same_shape_in_the_bytes() {
        let lines = geo::MultiLineString::new(vec![line_string![(x: 1.0, y: 2.0), (x: 3.5, y: -4.25)]]);
        let hole = line_string![(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 1.0, y: 1.0)];
        let outer = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0)];
        let areas = geo::MultiPolygon::new(vec![geo::Polygon::new(outer.exterior().clone(), vec![hole]), outer]);
        for (shape, wkt) in [
            (Shape::Point(Coord { x: 384_000.12, y: -3.5 }), "POINT(384000.12 -3.5)"),
            (Shape::Lines(Cow::Borrowed(&lines)), "MULTILINESTRING((1 2,3.5 -4.25))"),
            (
                Shape::Areas(Cow::Borrowed(&areas)),
                "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(1 1,1 2,2 2,1 1)),((0 0,9 0,9 9,0 0)))",
            ),
        ] {
            let read = Wkb(wkb(&shape).unwrap()).to_geo().unwrap();
            assert_eq!(read.to_wkt().unwrap(), wkt);
        }
        assert_eq!(wkb(&Shape::Nowhere), None);
    }

    #[test]
    fn the_point_that_stands_for_a_ring_lies_in_it_and_not_in_its_hole() {
        use geo::Contains;
        let hole =
            line_string![(x: 1.0, y: 1.0), (x: 1.0, y: 8.0), (x: 8.0, y: 8.0), (x: 8.0, y: 1.0), (x: 1.0, y: 1.0)];
        let outer =
            line_string![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0), (x: 0.0, y: 0.0)];
        let ring = geo::MultiPolygon::new(vec![geo::Polygon::new(outer, vec![hole])]);
        let point = standing_for(&Shape::Areas(Cow::Borrowed(&ring))).unwrap();
        assert!(ring.contains(&geo::Point::from(point)), "{point:?}");
    }
}
