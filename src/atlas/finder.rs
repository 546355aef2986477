//! Which area is around a point, for very many points: a grid that knows most answers, and outlines cut into slabs.
//!
//! Two well-known steps. **A grid** over all outlines notes for each cell the areas that touch it, and which of them cover
//! it wholly: a point in a cell that one area covers needs no look at any outline (the interior cells of Google's S2
//! coverings and of PostGIS's `ST_Subdivide` joins are the same idea). **Slabs**: the edges of each outline are sorted into
//! horizontal strips, so that a point is compared with the few edges at its height and not with all (Preparata and Shamos
//! 1985, section 2.2.2; the "indexed point in area locator" of JTS).
//!
//! Of the edges at its height a point is asked what `geo` asks of all edges, with the same exact predicates (winding
//! number, Shewchuk 1997), so the answers are those of [`geo::Intersects`], edges and corners included; the tests of this
//! file hold it against that.

use geo::kernels::{Kernel, Orientation};
use geo::{BoundingRect, Coord, GeoNum, LineString, MultiPolygon};
use rayon::prelude::*;

use crate::domain::place::Position;

/// Cells of the grid for each area: more cells know more answers and take more memory.
const CELLS_PER_AREA: usize = 32;

/// Edges in a slab, on average, before those that reach over several are counted in each.
const EDGES_PER_SLAB: usize = 2;

/// Finds the outlines around points. It holds no outline itself and must be asked with those it was made of.
#[derive(Debug, Default)]
pub(super) struct Finder {
    grid: Grid,
    slabs: Vec<Slabs>,
    /// Of each cell: where its areas begin in `touching`.
    starts: Vec<u32>,
    /// Areas that touch cells, in order within each, as `area * 2`; one more where the area covers the cell wholly, and
    /// then no later one of that cell is here, since it could not come first.
    touching: Vec<u32>,
}

/// It follows from the outlines.
impl PartialEq for Finder {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Finder {
    /// Of some outlines, in order: where two are around a point, the first counts.
    pub fn of<'a>(outlines: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let outlines: Vec<&MultiPolygon<f64>> = outlines.into_iter().collect();
        let slabs: Vec<Slabs> = outlines.par_iter().map(|outline| Slabs::of(outline)).collect();
        let grid = Grid::over(&slabs);
        let touched: Vec<Vec<(u32, bool)>> =
            outlines.par_iter().zip(&slabs).map(|(outline, slabs)| grid.cells_of(outline, slabs)).collect();
        let mut starts = vec![0_u32; grid.columns * grid.rows + 1];
        for (cell, _) in touched.iter().flatten() {
            starts[*cell as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut all = vec![0_u32; touched.iter().map(Vec::len).sum()];
        for (area, cells) in (0_u32..).zip(&touched) {
            for (cell, is_whole) in cells {
                all[next[*cell as usize] as usize] = area * 2 + u32::from(*is_whole);
                next[*cell as usize] += 1;
            }
        }
        let (mut touching, mut kept) = (Vec::with_capacity(all.len()), vec![0_u32; starts.len()]);
        for cell in 0..starts.len() - 1 {
            for entry in &all[starts[cell] as usize..starts[cell + 1] as usize] {
                touching.push(*entry);
                if entry % 2 == 1 {
                    break;
                }
            }
            kept[cell + 1] = u32::try_from(touching.len()).unwrap_or(u32::MAX);
        }
        touching.shrink_to_fit();
        Self { grid, slabs, starts: kept, touching }
    }

    /// The first outline around the position. `outline` gives those that this was made of.
    pub fn first<'a>(&self, position: Position, outline: impl Fn(usize) -> &'a MultiPolygon<f64>) -> Option<usize> {
        let point = Coord { x: position.easting_m, y: position.northing_m };
        self.first_in(self.grid.cell(point)?, point, outline)
    }

    /// The first outline around each of many positions, in their order. They are taken cell by cell, so that what one point
    /// reads is still at hand for the next: most of the time for a single point is waiting for memory.
    pub fn first_of_each<'a>(
        &self,
        positions: &[Position],
        outline: impl Fn(usize) -> &'a MultiPolygon<f64> + Sync,
    ) -> Vec<Option<usize>> {
        /// Points handed to a thread at a time.
        const AT_ONCE: usize = 4096;
        let point = |position: &Position| Coord { x: position.easting_m, y: position.northing_m };
        let cell =
            |(index, position): (u32, &Position)| Some((u32::try_from(self.grid.cell(point(position))?).ok()?, index));
        let mut order: Vec<(u32, u32)> = (0..).zip(positions).filter_map(cell).collect();
        order.par_sort_unstable();
        let found: Vec<Option<u32>> = order
            .par_iter()
            .with_min_len(AT_ONCE)
            .map(|(cell, index)| {
                let first = self.first_in(*cell as usize, point(&positions[*index as usize]), &outline)?;
                u32::try_from(first).ok()
            })
            .collect();
        let mut answers = vec![None; positions.len()];
        for ((_, index), found) in order.iter().zip(found) {
            answers[*index as usize] = found.map(|area| area as usize);
        }
        answers
    }

    fn first_in<'a>(
        &self,
        cell: usize,
        point: Coord<f64>,
        outline: impl Fn(usize) -> &'a MultiPolygon<f64>,
    ) -> Option<usize> {
        let touching = &self.touching[self.starts[cell] as usize..self.starts[cell + 1] as usize];
        touching
            .iter()
            .map(|entry| ((entry / 2) as usize, entry % 2 == 1))
            .find(|(area, is_whole)| *is_whole || self.slabs[*area].hold(outline(*area), point))
            .map(|(area, _)| area)
    }
}

/// Square cells over everything.
#[derive(Debug, Default)]
struct Grid {
    min: Coord<f64>,
    max: Coord<f64>,
    size_m: f64,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn over(slabs: &[Slabs]) -> Self {
        let mut around = slabs.iter().filter(|slabs| slabs.min.x <= slabs.max.x);
        let Some(first) = around.next() else { return Self { columns: 0, rows: 0, ..Self::default() } };
        let (min, max) = around.fold((first.min, first.max), |(min, max), slabs| {
            (
                Coord { x: min.x.min(slabs.min.x), y: min.y.min(slabs.min.y) },
                Coord { x: max.x.max(slabs.max.x), y: max.y.max(slabs.max.y) },
            )
        });
        let (width, height) = (max.x - min.x, max.y - min.y);
        let cells = (slabs.len() * CELLS_PER_AREA) as f64;
        // Where everything lies on a line, the longer side alone sets the size.
        let size_m = (width * height / cells).sqrt().max(width.max(height) / cells).max(f64::MIN_POSITIVE);
        let along = |length: f64| (length / size_m).floor() as usize + 1;
        Self { min, max, size_m, columns: along(width), rows: along(height) }
    }

    /// Monotonous, so that whatever lies between two coordinates lies in the cells between theirs.
    fn column(&self, x: f64) -> usize {
        (((x - self.min.x) / self.size_m).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.min.y) / self.size_m).max(0.0) as usize).min(self.rows - 1)
    }

    fn cell(&self, point: Coord<f64>) -> Option<usize> {
        let inside = (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y);
        (inside && self.columns > 0).then(|| self.row(point.y) * self.columns + self.column(point.x))
    }

    /// The cells that an outline touches, and whether it covers each wholly.
    fn cells_of(&self, outline: &MultiPolygon<f64>, slabs: &Slabs) -> Vec<(u32, bool)> {
        if slabs.min.x > slabs.max.x {
            return Vec::new();
        }
        let (left, right) = (self.column(slabs.min.x), self.column(slabs.max.x));
        let (bottom, top) = (self.row(slabs.min.y), self.row(slabs.max.y));
        let width = right - left + 1;
        let mut crossed = vec![false; width * (top - bottom + 1)];
        // A hole may reach out of the box around its outline, where nothing is ever found.
        let place = |point: Coord<f64>| {
            (self.column(point.x).clamp(left, right) - left, self.row(point.y).clamp(bottom, top) - bottom)
        };
        for ring in rings(outline) {
            // A ring of one point has no edge.
            let mut last = ring.0.first().copied();
            for point in ring.coords() {
                let ((a, b), (c, d)) = (place(last.unwrap_or(*point)), place(*point));
                for row in b.min(d)..=b.max(d) {
                    crossed[row * width + a.min(c)..=row * width + a.max(c)].fill(true);
                }
                last = Some(*point);
            }
        }
        let mut cells = Vec::new();
        for (index, crossed) in crossed.into_iter().enumerate() {
            let (row, column) = (bottom + index / width, left + index % width);
            let middle = |least: f64, place: usize| least + (place as f64 + 0.5) * self.size_m;
            // No edge comes into the cell, so one point of it speaks for all.
            let covers = || {
                let at = Coord { x: middle(self.min.x, column), y: middle(self.min.y, row) };
                self.cell(at) == Some(row * self.columns + column) && slabs.hold(outline, at)
            };
            if crossed || covers() {
                cells.push((u32::try_from(row * self.columns + column).unwrap_or(u32::MAX), !crossed));
            }
        }
        cells
    }
}

/// The edges of one outline by height. Edges are numbered through all rings, in the order of [`rings`].
#[derive(Debug)]
struct Slabs {
    min: Coord<f64>,
    max: Coord<f64>,
    per_metre: f64,
    /// Of each slab: where its edges begin in `edges`.
    starts: Box<[u32]>,
    edges: Box<[u32]>,
}

impl Slabs {
    fn of(outline: &MultiPolygon<f64>) -> Self {
        let Some(around) = outline.bounding_rect() else {
            let (min, max) = (Coord { x: 1.0, y: 1.0 }, Coord { x: 0.0, y: 0.0 });
            return Self { min, max, per_metre: 0.0, starts: Box::default(), edges: Box::default() };
        };
        let (min, max) = (around.min(), around.max());
        let count = rings(outline).map(|ring| ring.lines().len()).sum::<usize>();
        let slabs = (count / EDGES_PER_SLAB).max(1);
        let per_metre = if max.y > min.y { slabs as f64 / (max.y - min.y) } else { 0.0 };
        let mut own = Self { min, max, per_metre, starts: vec![0; slabs + 1].into(), edges: Box::default() };
        let reach = |line: geo::Line<f64>| {
            let ends = [own.slab(line.start.y), own.slab(line.end.y)];
            ends[0].min(ends[1])..=ends[0].max(ends[1])
        };
        let mut starts = vec![0_u32; slabs + 1];
        for line in rings(outline).flat_map(LineString::lines) {
            reach(line).for_each(|slab| starts[slab + 1] += 1);
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut edges = vec![0_u32; next[slabs] as usize];
        for (number, line) in (0_u32..).zip(rings(outline).flat_map(LineString::lines)) {
            for slab in reach(line) {
                edges[next[slab] as usize] = number;
                next[slab] += 1;
            }
        }
        (own.starts, own.edges) = (starts.into(), edges.into());
        own
    }

    /// Monotonous, so that an edge is in every slab that holds a height between those of its ends.
    fn slab(&self, y: f64) -> usize {
        (((y - self.min.y) * self.per_metre).max(0.0) as usize).min(self.starts.len().saturating_sub(2))
    }

    /// Whether the outline these are of holds the point, its edges included.
    fn hold(&self, outline: &MultiPolygon<f64>, point: Coord<f64>) -> bool {
        let inside = (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y);
        if !inside {
            return false;
        }
        let slab = self.slab(point.y);
        let mut edges = &self.edges[self.starts[slab] as usize..self.starts[slab + 1] as usize];
        let mut first = 0;
        // The edges of a slab are in order, so those of one ring stand together.
        let mut side_of = |ring: &LineString<f64>| {
            let end = first + u32::try_from(ring.lines().len()).unwrap_or(u32::MAX);
            let (here, later) = edges.split_at(edges.partition_point(|edge| *edge < end));
            let side = side(ring, here.iter().map(|edge| (edge - first) as usize), point);
            (edges, first) = (later, end);
            side
        };
        for polygon in outline {
            let within = side_of(polygon.exterior());
            let mut in_hole = false;
            let mut on_hole = false;
            for hole in polygon.interiors() {
                match side_of(hole) {
                    Side::Outside => {}
                    Side::On => on_hole |= !in_hole,
                    Side::Inside => in_hole |= !on_hole,
                }
            }
            if within == Side::On || (within == Side::Inside && !in_hole) {
                return true;
            }
        }
        false
    }
}

/// Every ring of an outline, in order.
fn rings(outline: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    outline.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Outside,
    On,
    Inside,
}

/// On which side of a ring a point lies, of which only the edges at the point's height are given: the winding number of
/// `geo`, edge by edge.
fn side(ring: &LineString<f64>, edges: impl Iterator<Item = usize>, point: Coord<f64>) -> Side {
    if let [alone] = ring.0.as_slice() {
        return if *alone == point { Side::On } else { Side::Outside };
    }
    let mut winding = 0;
    for edge in edges {
        let (start, end) = (ring.0[edge], ring.0[edge + 1]);
        let (low, high) = if start.y <= end.y { (start.y, end.y) } else { (end.y, start.y) };
        if point.y < low || point.y > high {
            continue;
        }
        let (left, right) = if start.x <= end.x { (start.x, end.x) } else { (end.x, start.x) };
        let upwards = start.y <= point.y;
        // Beside the box of an edge that is not level, the side is plain; beside a level one there is none.
        let orientation = match (low < high, point.x < left, point.x > right) {
            (false, true, _) | (false, _, true) => continue,
            (true, true, _) if start.y < end.y => Orientation::CounterClockwise,
            (true, _, true) if start.y < end.y => Orientation::Clockwise,
            (true, true, _) => Orientation::Clockwise,
            (true, _, true) => Orientation::CounterClockwise,
            _ => <f64 as GeoNum>::Ker::orient2d(start, end, point),
        };
        match orientation {
            Orientation::Collinear => return Side::On,
            Orientation::CounterClockwise if upwards && end.y > point.y => winding += 1,
            Orientation::Clockwise if !upwards => winding -= 1,
            _ => {}
        }
    }
    if winding == 0 { Side::Outside } else { Side::Inside }
}

#[cfg(test)]
mod tests {
    use geo::{Intersects, Point, Polygon};
    use proptest::prelude::*;

    use super::*;

    /// On a coarse lattice, so that points often lie on corners and edges, and edges on one another.
    fn corner() -> impl Strategy<Value = (f64, f64)> {
        (0..24_i32, 0..24_i32).prop_map(|(x, y)| (f64::from(x) * 0.5, f64::from(y) * 0.5))
    }

    /// Any ring, self-crossing ones and such of one or two corners too.
    fn ring() -> impl Strategy<Value = LineString<f64>> {
        prop_oneof![
            8 => prop::collection::vec(corner(), 3..9),
            1 => prop::collection::vec(corner(), 1..3),
        ]
        .prop_map(LineString::from)
    }

    fn outline() -> impl Strategy<Value = MultiPolygon<f64>> {
        let polygon =
            (ring(), prop::collection::vec(ring(), 0..3)).prop_map(|(outer, holes)| Polygon::new(outer, holes));
        prop::collection::vec(polygon, 0..3).prop_map(MultiPolygon)
    }

    fn first_of_all(outlines: &[MultiPolygon<f64>], at: (f64, f64)) -> Option<usize> {
        outlines.iter().position(|outline| outline.intersects(&Point::from(at)))
    }

    fn found(finder: &Finder, outlines: &[MultiPolygon<f64>], (easting_m, northing_m): (f64, f64)) -> Option<usize> {
        finder.first(Position { easting_m, northing_m }, |index| &outlines[index])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn the_outline_around_a_point_is_the_first_of_all_that_hold_it(
            outlines in prop::collection::vec(outline(), 0..12),
            points in prop::collection::vec(
                prop_oneof![corner(), (-1.0..13.0f64, -1.0..13.0f64)], 1..60
            ),
        ) {
            let finder = Finder::of(&outlines);
            for point in points.iter().copied().chain(outlines.iter().flatten().flat_map(|p| p.exterior().coords()).map(geo::Coord::x_y)) {
                prop_assert_eq!(found(&finder, &outlines, point), first_of_all(&outlines, point), "{:?}", point);
            }
            let each: Vec<Option<usize>> = points.iter().map(|point| found(&finder, &outlines, *point)).collect();
            let positions: Vec<Position> =
                points.iter().map(|(easting_m, northing_m)| Position { easting_m: *easting_m, northing_m: *northing_m }).collect();
            prop_assert_eq!(finder.first_of_each(&positions, |index| &outlines[index]), each);
        }

        #[test]
        fn it_is_so_on_edges_that_no_number_hits_exactly(
            corners in prop::collection::vec((0.0..10.0f64, 0.0..10.0f64), 3..40), along in 0.0..=1.0f64
        ) {
            let outlines = [MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])])];
            let finder = Finder::of(&outlines);
            for edge in outlines[0].0[0].exterior().lines() {
                let at = edge.start + edge.delta() * along;
                for (dx, dy) in [(0.0, 0.0), (f64::EPSILON, 0.0), (0.0, -f64::EPSILON)] {
                    let point = (at.x + dx, at.y + dy);
                    prop_assert_eq!(found(&finder, &outlines, point), first_of_all(&outlines, point));
                }
            }
        }
    }

    #[test]
    fn a_point_well_inside_asks_no_outline() {
        let square = |side: f64| {
            let corners = vec![(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
            MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])])
        };
        let finder = Finder::of(&[square(8.0)]);
        let nothing = MultiPolygon(vec![]);
        let asked = std::cell::Cell::new(0);
        let first = |easting_m: f64, northing_m: f64| {
            finder.first(Position { easting_m, northing_m }, |_| {
                asked.set(asked.get() + 1);
                &nothing
            })
        };
        assert_eq!((first(4.5, 4.5), asked.get()), (Some(0), 0));
        assert_eq!((first(9.0, 4.5), asked.get()), (None, 0), "outside the box around all");
        assert_eq!((first(0.1, 4.5), asked.get()), (None, 1), "in a cell on the edge the outline itself is asked");
    }
}
