//! The edges of a drawn shape, sorted into horizontal strips: which lie near, and whether a point is inside, without looking
//! at all of them.

use geo::coordinate_position::CoordPos;
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Intersects, Line, Rect};

/// What two edges have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contact {
    /// Nothing.
    None,
    /// At least an end of one of them.
    Touch,
    /// One point inside both: each goes from one side of the other to the other side.
    Cross,
}

/// Edges by strips of equal height.
#[derive(Clone, Debug)]
pub struct Strips {
    edges: Vec<Line>,
    strips: Vec<Vec<u32>>,
    low: f64,
    height: f64,
}

impl Strips {
    /// Most strips: with 4,096 edges a strip of an ordinary shape then holds few dozens.
    const MOST: usize = 256;

    /// Edges sorted into strips.
    #[must_use]
    pub fn new(edges: Vec<Line>) -> Self {
        let low = edges.iter().map(|edge| edge.start.y.min(edge.end.y)).fold(f64::INFINITY, f64::min);
        let high = edges.iter().map(|edge| edge.start.y.max(edge.end.y)).fold(f64::NEG_INFINITY, f64::max);
        let count = (edges.len() / 2 + 1).min(Self::MOST);
        let height = (high - low) / count as f64;
        let mut sorted = Self { edges: Vec::new(), strips: vec![Vec::new(); count], low, height };
        for (index, edge) in edges.iter().enumerate() {
            let (first, last) =
                (sorted.strip(edge.start.y.min(edge.end.y)), sorted.strip(edge.start.y.max(edge.end.y)));
            for strip in &mut sorted.strips[first..=last] {
                strip.push(index as u32);
            }
        }
        sorted.edges = edges;
        sorted
    }

    /// The strip of a height. It never falls as the height grows, so edges and what they are asked for always meet.
    fn strip(&self, y: f64) -> usize {
        // A flat shape has strips without height, and everything in the first.
        let place = if self.height > 0.0 { ((y - self.low) / self.height).max(0.0) as usize } else { 0 };
        place.min(self.strips.len() - 1)
    }

    fn between(&self, low: f64, high: f64) -> impl Iterator<Item = &Line> {
        let (first, last) = (self.strip(low), self.strip(high));
        self.strips[first..=last].iter().flatten().map(|index| &self.edges[*index as usize])
    }

    /// Whether any edge may touch a box: their own boxes overlap.
    #[must_use]
    pub fn near(&self, area: &Rect) -> bool {
        self.between(area.min().y, area.max().y).any(|edge| edge.bounds().intersects(area))
    }

    /// The most that any edge has in common with another edge.
    #[must_use]
    pub fn contact(&self, other: &Line) -> Contact {
        let bounds = other.bounds();
        let mut most = Contact::None;
        for edge in self.between(bounds.min().y, bounds.max().y) {
            if edge.bounds().intersects(&bounds) {
                most = most.max(contact(edge, other));
                if most == Contact::Cross {
                    break;
                }
            }
        }
        most
    }

    /// Whether a point lies on any edge.
    #[must_use]
    pub fn holds(&self, point: Coord) -> bool {
        self.between(point.y, point.y).any(|edge| edge.intersects(&point))
    }

    /// Whether a point is on an edge, inside what the edges enclose, or outside.
    #[must_use]
    pub fn position(&self, point: Coord) -> CoordPos {
        let mut inside = false;
        for edge in self.between(point.y, point.y) {
            let bounds = edge.bounds();
            if point.y < bounds.min().y || point.y > bounds.max().y {
                continue;
            }
            let side = RobustKernel::orient2d(edge.start, edge.end, point);
            let within = (bounds.min().x..=bounds.max().x).contains(&point.x);
            if side == Orientation::Collinear && within {
                return CoordPos::OnBoundary;
            }
            // A ray to the east crosses an edge that ends above and not one that ends at the point's own height.
            let upward = edge.start.y <= point.y && edge.end.y > point.y;
            let downward = edge.end.y <= point.y && edge.start.y > point.y;
            let west_of_edge =
                upward && side == Orientation::CounterClockwise || downward && side == Orientation::Clockwise;
            inside ^= west_of_edge;
        }
        if inside { CoordPos::Inside } else { CoordPos::Outside }
    }
}

fn contact(one: &Line, other: &Line) -> Contact {
    let apart = |line: &Line, from: Coord, to: Coord| {
        let from = RobustKernel::orient2d(line.start, line.end, from);
        let to = RobustKernel::orient2d(line.start, line.end, to);
        from != Orientation::Collinear && to != Orientation::Collinear && from != to
    };
    if apart(one, other.start, other.end) && apart(other, one.start, one.end) {
        Contact::Cross
    } else if one.intersects(other) {
        Contact::Touch
    } else {
        Contact::None
    }
}

trait Bounds {
    fn bounds(&self) -> Rect;
}

impl Bounds for Line {
    fn bounds(&self) -> Rect {
        Rect::new(self.start, self.end)
    }
}
