//! What one outline comes to in the cells of a grid: those it covers, and what its border is in the others.

use std::collections::BTreeMap;

use geo::{BoundingRect, LineString, MultiPolygon, Polygon};

use crate::atlas::finder::entry::Entry;
use crate::atlas::finder::grid::{Grid, Window};
use crate::atlas::finder::{number, rings_of};

/// The cells that one outline covers and those that its border comes into.
#[derive(Debug, Default)]
pub struct Cover {
    /// From a cell to another of the same row.
    pub whole: Vec<(u32, u32)>,
    pub border: Vec<(u32, Entry)>,
}

impl Cover {
    pub fn of(outline: &MultiPolygon<f64>, grid: &Grid) -> Self {
        let mut cover = Self::default();
        let mut first_corner = 0;
        for polygon in outline {
            cover.take(polygon, first_corner, grid);
            first_corner += number(rings_of(polygon).map(|ring| ring.0.len()).sum());
        }
        if outline.0.len() > 1 {
            cover.unite();
        }
        cover
    }

    /// Takes one polygon of the outline in, whose corners are counted from `first_corner`.
    fn take(&mut self, polygon: &Polygon<f64>, first_corner: u32, grid: &Grid) {
        let Some(window) = polygon.bounding_rect().map(|around| grid.window(around)) else { return };
        let mut traces = Vec::with_capacity(1 + polygon.interiors().len());
        let mut from = first_corner;
        for ring in rings_of(polygon) {
            // Whatever a hole does outside of the outline around it, nothing is ever found there.
            let own = ring.bounding_rect().and_then(|around| grid.window(around).within(&window));
            traces.extend(own.map(|own| Trace::of(ring, from, grid, own)));
            from += number(ring.0.len());
        }
        for row in window.rows.clone() {
            // The outer ring first: it is in every row.
            let here: Vec<&Trace> = traces.iter().filter(|trace| trace.window.rows.contains(&row)).collect();
            let mut whole: Option<(u32, u32)> = None;
            for column in window.columns.clone() {
                let cell = grid.number(row, column);
                let mut crossing = here.iter().filter(|trace| trace.edges.contains_key(&cell));
                match (crossing.next(), crossing.next()) {
                    (None, _) if polygon_holds(here.iter().map(|trace| trace.side(row, column))) => {
                        whole = Some((whole.map_or(cell, |(first, _)| first), cell));
                        continue;
                    }
                    (None, _) => {}
                    (Some(trace), None) => {
                        let entry = trace.entry(row, column, cell, &here);
                        if entry.asks_the_outline || entry.holds != [false; 3] {
                            self.border.push((cell, entry));
                        }
                    }
                    (Some(_), Some(_)) => self.border.push((cell, Entry::UNKNOWN)),
                }
                self.whole.extend(whole.take());
            }
            self.whole.extend(whole);
        }
    }

    /// Where two polygons of the outline come into one cell.
    fn unite(&mut self) {
        let mut border: BTreeMap<u32, Entry> = BTreeMap::new();
        for (cell, entry) in self.border.drain(..) {
            border.entry(cell).and_modify(|entry| *entry = Entry::UNKNOWN).or_insert(entry);
        }
        for cell in self.whole.iter().flat_map(|(first, last)| *first..=*last) {
            border.remove(&cell);
        }
        self.border = border.into_iter().collect();
    }
}

/// One ring in the cells around it: where its edges come, and its winding number where they do not.
#[derive(Debug)]
struct Trace {
    window: Window,
    /// Edges in each cell that any comes into; `None` where one comes too near the reference point.
    edges: BTreeMap<u32, Option<Vec<u32>>>,
    /// Of each cell of the window, the winding number at its reference point.
    windings: Vec<i32>,
}

impl Trace {
    fn of(ring: &LineString<f64>, first_corner: u32, grid: &Grid, window: Window) -> Self {
        let mut edges: BTreeMap<u32, Option<Vec<u32>>> = BTreeMap::new();
        let mut windings = vec![0_i32; window.columns.len() * window.rows.len()];
        // A ring that is one point has no edge that says which side is which.
        let is_point = ring.coords().all(|corner| *corner == ring.0[0]);
        let alone = ring.0.first().filter(|_| is_point).map(|point| (*point, *point));
        let lines = ring.lines().map(|line| (line.start, line.end));
        for (edge, (start, end)) in (first_corner..).zip(lines.chain(alone)) {
            if start == end && !is_point {
                continue;
            }
            for (row, columns) in grid.cells_near(start, end, &window) {
                for column in columns {
                    let too_near = is_point || grid.is_near(start, end, grid.reference(row, column));
                    let here = edges.entry(grid.number(row, column)).or_insert_with(|| Some(Vec::new()));
                    match here {
                        Some(edges) if !too_near => edges.push(edge),
                        here => *here = None,
                    }
                }
            }
            // Every reference point to the right of where the edge crosses its height is wound around once more or less.
            let (low, high) = (start.y.min(end.y), start.y.max(end.y));
            for row in grid.rows_between(low, high, &window) {
                let height = grid.reference(row, 0).y;
                if low <= height && height < high {
                    let at = start.x + (height - start.y) / (end.y - start.y) * (end.x - start.x);
                    let turn = if start.y < end.y { -1 } else { 1 };
                    let near = window.columns.start.max(grid.column(at).saturating_sub(1));
                    let first = (near..window.columns.end).find(|column| grid.reference(row, *column).x > at);
                    if let Some(place) = first.and_then(|column| window.place(row, column)) {
                        windings[place] += turn;
                    }
                }
            }
        }
        for row in windings.chunks_mut(window.columns.len()) {
            row.iter_mut().fold(0, |sum, turn| {
                *turn += sum;
                *turn
            });
        }
        Self { window, edges, windings }
    }

    fn winding(&self, row: usize, column: usize) -> i32 {
        self.window.place(row, column).map_or(0, |place| self.windings[place])
    }

    /// The side of all of a cell that no edge comes into.
    fn side(&self, row: usize, column: usize) -> Side {
        if self.winding(row, column) == 0 { Side::Outside } else { Side::Inside }
    }

    /// A cell that this one comes into of the rings that are `here`, in order.
    fn entry(&self, row: usize, column: usize, cell: u32, here: &[&Self]) -> Entry {
        let edges = self.edges.get(&cell).and_then(Option::as_ref);
        let holds = |own: Side| {
            polygon_holds(
                here.iter().map(|trace| if std::ptr::eq(*trace, self) { own } else { trace.side(row, column) }),
            )
        };
        match (edges, i8::try_from(self.winding(row, column))) {
            (Some(edges), Ok(winding)) if edges.len() <= usize::from(u16::MAX) => Entry {
                asks_the_outline: false,
                holds: [Side::Outside, Side::On, Side::Inside].map(holds),
                winding,
                edges: edges.clone(),
            },
            _ => Entry::UNKNOWN,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Outside,
    On,
    Inside,
}

/// Whether a polygon holds a point on these sides of its rings, the outer one first: as `geo` says it, hole after hole.
fn polygon_holds(mut sides: impl Iterator<Item = Side>) -> bool {
    let within = sides.next().unwrap_or(Side::Outside);
    let (mut in_hole, mut on_hole) = (false, false);
    for side in sides {
        match side {
            Side::Outside => {}
            Side::On => on_hole |= !in_hole,
            Side::Inside => in_hole |= !on_hole,
        }
    }
    within == Side::On || (within == Side::Inside && !in_hole)
}
