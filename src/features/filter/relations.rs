//! How a feature's shape lies to a drawn one (DE-9IM, Simple Features 6.1.15), exactly, in the system both are shown in.
//!
//! A point is placed by exact orientation tests. Whether lines and areas meet is settled edge by edge, with only the drawn
//! edges near looked at. What is left, shapes on the very border of the drawn one, goes to `geo`'s `Relate`.

use geo::coordinate_position::CoordPos;
use geo::dimensions::Dimensions;
use geo::{
    BoundingRect, Coord, CoordsIter, Geometry, HasDimensions, Intersects, Line, LineString, LinesIter, MultiPolygon,
    Polygon, Rect, Relate, Validation,
};

use crate::features::collection::Shape;
use crate::features::crs::Crs;
use crate::features::filter::expression::{Drawn, Relation};
use crate::features::filter::strips::{Contact, Strips};
use crate::features::within::CrsBox;

/// A drawn shape, made ready to be compared with many.
#[derive(Clone, Debug)]
pub struct Prepared {
    geometry: Geometry,
    bounds: Rect,
    /// The box around it as it was drawn, which may cross the antimeridian.
    around: CrsBox,
    /// Points that stand alone.
    points: Vec<Coord>,
    /// The edges of each area, with its holes.
    areas: Vec<Strips>,
    /// The edges of all lines.
    lines: Option<Strips>,
    /// Where an odd number of lines end: the boundary of the lines.
    ends: Vec<Coord>,
    /// One coordinate of each part and of each ring.
    firsts: Vec<Coord>,
}

impl Prepared {
    /// A drawn shape made ready.
    ///
    /// `None` when it is empty, which none that is read is.
    #[must_use]
    pub fn new(drawn: &Drawn, crs: Crs) -> Option<Self> {
        let geometry = match drawn {
            Drawn::Geometry(geometry) => geometry.clone(),
            Drawn::Box(min, max) => of_box(*min, *max),
        };
        let bounds = geometry.bounding_rect()?;
        let around = match drawn {
            Drawn::Geometry(_) => CrsBox { crs, min: bounds.min(), max: bounds.max() },
            Drawn::Box(min, max) => CrsBox { crs, min: *min, max: *max },
        };
        let mut parts = Parts::default();
        parts.take(&geometry);
        let ends = parts.odd_ends();
        let lines = (!parts.lines.is_empty()).then(|| Strips::new(parts.lines));
        Some(Self {
            geometry,
            bounds,
            around,
            points: parts.points,
            areas: parts.areas,
            lines,
            ends,
            firsts: parts.firsts,
        })
    }

    /// Whether its inside is beyond doubt: no rings that cross or overlap, no holes outside.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.geometry.is_valid()
    }

    /// The box around it.
    #[must_use]
    pub const fn around(&self) -> CrsBox {
        self.around
    }

    /// Whether a feature's shape lies so to it; `None` for one that is nowhere.
    #[must_use]
    pub fn lies(&self, relation: Relation, shape: &Shape<'_>) -> Option<bool> {
        match shape {
            Shape::Nowhere => None,
            Shape::Point(point) => Some(self.of_point(relation, *point)),
            Shape::Lines(lines) => {
                let firsts = lines.iter().filter_map(|line| line.0.first().copied());
                self.of_edges(relation, lines.as_ref(), firsts)
            }
            Shape::Areas(areas) => {
                let firsts = areas.iter().filter_map(|area| area.exterior().0.first().copied());
                self.of_edges(relation, areas.as_ref(), firsts)
            }
        }
    }

    /// Whether another drawn shape lies so to it.
    #[must_use]
    pub fn lies_drawn(&self, relation: Relation, other: &Self) -> bool {
        related(relation, &other.geometry, &self.geometry)
    }

    fn of_point(&self, relation: Relation, point: Coord) -> bool {
        match relation {
            Relation::Intersects => self.position(point) != CoordPos::Outside,
            Relation::Disjoint => self.position(point) == CoordPos::Outside,
            Relation::Within => self.position(point) == CoordPos::Inside,
            Relation::Touches => self.position(point) == CoordPos::OnBoundary,
            Relation::Equals | Relation::Contains => {
                self.areas.is_empty() && self.lines.is_none() && self.points.iter().all(|other| *other == point)
            }
            // One point has no part outside another shape once it is inside.
            Relation::Crosses | Relation::Overlaps => false,
        }
    }

    fn position(&self, point: Coord) -> CoordPos {
        if !self.bounds.intersects(&point) {
            return CoordPos::Outside;
        }
        let mut found = CoordPos::Outside;
        for area in &self.areas {
            match area.position(point) {
                CoordPos::Inside => return CoordPos::Inside,
                CoordPos::OnBoundary => found = CoordPos::OnBoundary,
                CoordPos::Outside => {}
            }
        }
        if self.points.contains(&point) {
            return CoordPos::Inside;
        }
        if self.lines.as_ref().is_some_and(|lines| lines.holds(point)) {
            if !self.ends.contains(&point) {
                return CoordPos::Inside;
            }
            found = CoordPos::OnBoundary;
        }
        found
    }

    fn of_edges<G>(&self, relation: Relation, shape: &G, mut firsts: impl Iterator<Item = Coord>) -> Option<bool>
    where
        G: Relate<f64>
            + HasDimensions
            + BoundingRect<f64, Output = Option<Rect>>
            + Intersects<Coord>
            + for<'g> LinesIter<'g, Scalar = f64>
            + CoordsIter<Scalar = f64>,
    {
        let bounds = shape.bounding_rect()?;
        if !self.bounds.intersects(&bounds) {
            return Some(relation == Relation::Disjoint);
        }
        let strips = || self.areas.iter().chain(&self.lines);
        let free = !strips().any(|edges| edges.near(&bounds)) && !self.points.iter().any(|at| bounds.intersects(at));
        if free {
            // Nothing that is drawn ends in the box around the shape: it is inside as a whole, or outside.
            let inside = firsts.next().is_some_and(|first| self.position(first) == CoordPos::Inside);
            return Some(match relation {
                Relation::Intersects | Relation::Within => inside,
                Relation::Disjoint => !inside,
                _ => false,
            });
        }
        let mut contact = Contact::None;
        for edge in shape.lines_iter() {
            contact = strips().map(|edges| edges.contact(&edge)).fold(contact, Contact::max);
            if contact == Contact::Cross {
                break;
            }
        }
        let encloses = || self.firsts.iter().any(|first| bounds.intersects(first) && shape.intersects(first));
        if matches!(relation, Relation::Intersects | Relation::Disjoint) {
            let meets =
                contact != Contact::None || firsts.any(|first| self.position(first) != CoordPos::Outside) || encloses();
            return Some(meets == (relation == Relation::Intersects));
        }
        if contact == Contact::Cross
            && let Some(known) = self.of_crossing(relation, shape.dimensions())
        {
            return Some(known);
        }
        if contact == Contact::None && !encloses() {
            // Each part is inside or outside as a whole; only where both happen there is more to be said.
            let inside = |first| self.position(first) == CoordPos::Inside;
            let first_is_inside = firsts.next().is_some_and(inside);
            if firsts.all(|first| inside(first) == first_is_inside) {
                return Some(first_is_inside && relation == Relation::Within);
            }
        }
        Some(related(relation, shape, &self.geometry))
    }

    /// What follows when an edge of a shape crosses an edge drawn, where it follows: each then has a part inside and a part
    /// outside of the other, if the other is an area and only one.
    fn of_crossing(&self, relation: Relation, of_shape: Dimensions) -> Option<bool> {
        let only_areas = matches!(self.geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_));
        let only_lines = matches!(self.geometry, Geometry::LineString(_) | Geometry::MultiLineString(_));
        let true_one = match (of_shape, only_areas, only_lines) {
            (Dimensions::TwoDimensional, true, _) => Relation::Overlaps,
            (Dimensions::OneDimensional, true, _) | (Dimensions::TwoDimensional, _, true) => Relation::Crosses,
            _ => return None,
        };
        Some(relation == true_one)
    }
}

fn related(relation: Relation, one: &impl Relate<f64>, other: &Geometry) -> bool {
    let matrix = one.relate(other);
    match relation {
        Relation::Intersects => matrix.is_intersects(),
        Relation::Disjoint => matrix.is_disjoint(),
        Relation::Equals => matrix.is_equal_topo(),
        Relation::Touches => matrix.is_touches(),
        Relation::Crosses => matrix.is_crosses(),
        Relation::Within => matrix.is_within(),
        Relation::Contains => matrix.is_contains(),
        Relation::Overlaps => matrix.is_overlaps(),
    }
}

/// A drawn shape taken apart.
#[derive(Default)]
struct Parts {
    points: Vec<Coord>,
    areas: Vec<Strips>,
    lines: Vec<Line>,
    ends: Vec<Coord>,
    firsts: Vec<Coord>,
}

impl Parts {
    fn take(&mut self, geometry: &Geometry) {
        match geometry {
            Geometry::Point(point) => self.point(point.0),
            Geometry::MultiPoint(points) => points.iter().for_each(|point| self.point(point.0)),
            Geometry::LineString(line) => self.line(line),
            Geometry::MultiLineString(lines) => lines.iter().for_each(|line| self.line(line)),
            Geometry::Polygon(area) => self.area(std::slice::from_ref(area)),
            Geometry::MultiPolygon(areas) => self.area(&areas.0),
            Geometry::GeometryCollection(parts) => parts.iter().for_each(|part| self.take(part)),
            // No filter is read into one of these.
            Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => {}
        }
    }

    fn point(&mut self, point: Coord) {
        self.points.push(point);
        self.firsts.push(point);
    }

    fn line(&mut self, line: &LineString) {
        self.lines.extend(line.lines());
        self.firsts.extend(line.0.first());
        if !line.is_closed() {
            self.ends.extend(line.0.first().into_iter().chain(line.0.last()));
        }
    }

    fn area(&mut self, areas: &[Polygon]) {
        self.areas.push(Strips::new(areas.iter().flat_map(LinesIter::lines_iter).collect()));
        let rings = areas.iter().flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()));
        self.firsts.extend(rings.filter_map(|ring| ring.0.first()));
    }

    /// Where an odd number of lines end (the "mod 2" rule of Simple Features 6.1.10).
    fn odd_ends(&self) -> Vec<Coord> {
        let count = |end: &Coord| self.ends.iter().filter(|other| *other == end).count();
        self.ends.iter().filter(|end| count(end) % 2 == 1).copied().collect()
    }
}

/// A box as a geometry: two of them across the antimeridian, a line or a point where it has no width or height.
fn of_box(min: Coord, max: Coord) -> Geometry {
    if min.x <= max.x {
        return rectangle(min, max);
    }
    let west = rectangle(min, Coord { x: 180.0, y: max.y });
    let east = rectangle(Coord { x: -180.0, y: min.y }, max);
    match (west, east) {
        (Geometry::Polygon(west), Geometry::Polygon(east)) => MultiPolygon(vec![west, east]).into(),
        (west, east) => Geometry::GeometryCollection(vec![west, east].into()),
    }
}

fn rectangle(min: Coord, max: Coord) -> Geometry {
    if min == max {
        return geo::Point(min).into();
    }
    if min.x == max.x || min.y == max.y {
        return LineString(vec![min, max]).into();
    }
    Rect::new(min, max).to_polygon().into()
}
