//! Which area is around a point, for very many points: a fine grid in which a point meets only the edges of its own cell.
//!
//! Most cells lie wholly in one area or in none, and answer at once (the interior cells of Google's S2 coverings and of
//! PostGIS's `ST_Subdivide` joins are the same idea). Every other cell keeps, of each ring that comes into it, the **edges
//! that do**, and the ring's **winding number at a reference point** of the cell. A point's own winding number is that of
//! the reference point, one more or less for each edge that the straight way between the two crosses: the way stays in the
//! cell, so no other edge can cross it. One or two edges are looked at, however long the outline is.
//!
//! **Why the answer is exact.** Sides are told by Shewchuk's exact predicate (1997), as `geo` does. A corner exactly on the
//! line of the way counts as left of it, for both its edges: that is the way moved aside by less than any distance, so a
//! way through a corner crosses once or not at all. A point on an edge is seen before anything is counted. No edge touches
//! a reference point: where one comes near it, and where two rings of an outline meet in a cell, the cell asks `geo` of the
//! whole outline. Edges are noted in every cell that they come near by more than floating point can err. So the answers are
//! those of [`geo::Intersects`], edges and corners included, and the tests of this file hold it against that.

use std::collections::BTreeMap;

use geo::kernels::{Kernel, Orientation};
use geo::{BoundingRect, Coord, GeoNum, Intersects, LineString, MultiPolygon, Point, Polygon, Rect};
use rayon::prelude::*;

use crate::domain::place::Position;

/// Cells of the grid for each area, and for each corner of an outline: more cells know more answers and take more memory.
const CELLS_PER_AREA: usize = 400;
const CELLS_PER_CORNER: usize = 4;

/// Where in a cell its reference point is: not in the middle, where the edges of regular outlines like to be.
const REFERENCE: Coord<f64> = Coord { x: 0.487_31, y: 0.517_27 };

/// What one number says of a cell: no area, wholly in an area, or where its [`Entry`]s begin.
const NOTHING: u32 = 0;
const WHOLE: u32 = 1;
const ENTRIES: u32 = 2;

/// Finds the outlines around points. It must be asked with the outlines it was made of.
#[derive(Debug, Default)]
pub(super) struct Finder {
    grid: Grid,
    /// Of each cell in order of row and column: what it is in its two lowest bits, the area or the place in `entries` above.
    cells: Vec<u32>,
    /// What each cell on a border says of each area that comes into it, in order, as [`Entry`] has it.
    entries: Vec<u32>,
    /// All corners, ring by ring; an edge has the number of the corner it starts at.
    corners: Vec<Coord<f64>>,
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
        Grid::over(&outlines).map_or_else(Self::default, |grid| Self::on(grid, &outlines))
    }

    fn on(grid: Grid, outlines: &[&MultiPolygon<f64>]) -> Self {
        let mut corners = Vec::new();
        let mut first_corners = Vec::with_capacity(outlines.len());
        for outline in outlines {
            first_corners.push(number(corners.len()));
            corners.extend(rings(outline).flat_map(LineString::coords).copied());
        }
        let covers: Vec<Cover> = outlines.par_iter().map(|outline| Cover::of(outline, &grid)).collect();
        let mut cells = vec![NOTHING; grid.columns * grid.rows];
        for (cell, _) in covers.iter().flat_map(|cover| &cover.border) {
            cells[*cell as usize] = ENTRIES;
        }
        // What the cells on borders hold, as cell, area and place in the cover of the area.
        let mut held: Vec<(u32, u32, u32)> = Vec::new();
        for (area, cover) in (0_u32..).zip(&covers) {
            for cell in cover.whole.iter().flat_map(|(first, last)| *first..=*last) {
                match cells[cell as usize] {
                    NOTHING => cells[cell as usize] = WHOLE | area << 2,
                    ENTRIES => held.push((cell, area, u32::MAX)),
                    _ => {}
                }
            }
            held.extend((0..).zip(&cover.border).map(|(place, (cell, _))| (*cell, area, place)));
        }
        held.par_sort_unstable();
        let (mut entries, all) = (Vec::new(), Entry::ALL);
        for of_cell in held.chunk_by(|a, b| a.0 == b.0) {
            cells[of_cell[0].0 as usize] = ENTRIES | number(entries.len()) << 2;
            let mut last = entries.len();
            for (_, area, place) in of_cell {
                last = entries.len();
                let entry = covers[*area as usize].border.get(*place as usize).map_or(&all, |(_, entry)| entry);
                entry.write(*area, first_corners[*area as usize], &mut entries);
                if entry.holds_all() {
                    break;
                }
            }
            entries[last] |= Entry::IS_LAST;
        }
        entries.shrink_to_fit();
        Self { grid, cells, entries, corners }
    }

    /// The first outline around the position. `outline` gives those that this was made of.
    pub fn first<'a>(&self, position: Position, outline: impl Fn(usize) -> &'a MultiPolygon<f64>) -> Option<usize> {
        let point = point(position);
        let cell = self.grid.cell(point)?;
        let place = (self.cells[cell] >> 2) as usize;
        match self.cells[cell] & 3 {
            WHOLE => Some(place),
            ENTRIES => self.first_of_entries(cell, place, point, &outline),
            _ => None,
        }
    }

    /// The first outline around each of many positions, in their order. Finding one is mostly waiting for memory, and waiting
    /// for many at once is as quick as for one: so one step is taken for some thousand points before the next.
    pub fn first_of_each<'a>(
        &self,
        positions: &[Position],
        outline: impl Fn(usize) -> &'a MultiPolygon<f64> + Sync,
    ) -> Vec<Option<usize>> {
        /// Points handed to a thread: their numbers stay in its nearest cache.
        const AT_ONCE: usize = 1024;
        let mut answers = vec![None; positions.len()];
        let pieces = positions.par_chunks(AT_ONCE).zip(answers.par_chunks_mut(AT_ONCE));
        pieces.for_each_init(Vec::new, |on_border, (positions, answers)| {
            let cells: [u32; AT_ONCE] = std::array::from_fn(|index| {
                positions.get(index).and_then(|position| self.grid.cell(point(*position))).map_or(u32::MAX, number)
            });
            let says = cells.map(|cell| self.cells.get(cell as usize).copied().unwrap_or(NOTHING));
            on_border.clear();
            for (index, says) in says.into_iter().enumerate() {
                match says & 3 {
                    WHOLE => answers[index] = Some((says >> 2) as usize),
                    ENTRIES => on_border.push((index, cells[index] as usize, (says >> 2) as usize)),
                    _ => {}
                }
            }
            self.fetch(on_border.iter().map(|(_, _, place)| *place));
            for (index, cell, place) in on_border {
                answers[*index] = self.first_of_entries(*cell, *place, point(positions[*index]), &outline);
            }
        });
        answers
    }

    /// Reads the edges of these entries and does nothing with them, so that they are at hand when they are asked for.
    fn fetch(&self, places: impl Iterator<Item = usize>) {
        let edges = places.flat_map(|place| self.entries_from(place)).flat_map(|(_, _, edges)| edges);
        let corners = edges.filter_map(|edge| self.corners.get(*edge as usize + 1));
        std::hint::black_box(corners.fold(0, |sum: u64, corner| sum.wrapping_add(corner.x.to_bits())));
    }

    /// All entries of one cell: the area, what is known of it (without edges) and its edges.
    fn entries_from(&self, mut place: usize) -> impl Iterator<Item = (usize, Entry, &[u32])> {
        let mut is_last = false;
        std::iter::from_fn(move || {
            if is_last {
                return None;
            }
            let (area, last, entry, edges) = Entry::read(&self.entries[place..]);
            (place, is_last) = (place + Entry::HEAD + edges.len(), last);
            Some((area as usize, entry, edges))
        })
    }

    /// The first outline around a point of a cell on a border, whose entries begin here.
    fn first_of_entries<'a>(
        &self,
        cell: usize,
        place: usize,
        point: Coord<f64>,
        outline: &impl Fn(usize) -> &'a MultiPolygon<f64>,
    ) -> Option<usize> {
        let reference = self.grid.reference(cell);
        let holds = |(area, entry, edges): &(usize, Entry, &[u32])| {
            if entry.asks_the_outline {
                outline(*area).intersects(&Point(point))
            } else {
                entry.holds[side(&self.corners, edges, i32::from(entry.winding), reference, point) as usize]
            }
        };
        self.entries_from(place).find(holds).map(|(area, _, _)| area)
    }
}

/// What is known of one area in one cell that a border of it comes into.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// Nothing but the outline itself can tell.
    asks_the_outline: bool,
    /// Whether the area holds a point outside, on and inside the one ring that comes into the cell: outlines have holes, and
    /// islands in them.
    holds: [bool; 3],
    /// The ring's winding number at the reference point.
    winding: i8,
    /// The edges of the ring in the cell, by the corner they start at, counted from the first of the area.
    edges: Vec<u32>,
}

impl Entry {
    const HEAD: usize = 2;
    const IS_LAST: u32 = 1 << 31;
    /// All of a cell.
    const ALL: Self = Self { asks_the_outline: false, holds: [true; 3], winding: 0, edges: Vec::new() };
    /// Nothing is known of a cell but that the area may come into it.
    const UNKNOWN: Self = Self { asks_the_outline: true, holds: [false; 3], winding: 0, edges: Vec::new() };

    fn holds_all(&self) -> bool {
        !self.asks_the_outline && self.holds == [true; 3]
    }

    /// As numbers: the area, then how many edges and the rest in one, then the edges counted from the first corner of all.
    fn write(&self, area: u32, first_corner: u32, to: &mut Vec<u32>) {
        let holds = (0..).zip(self.holds).map(|(bit, holds)| u32::from(holds) << bit).sum::<u32>();
        let winding = u32::from(self.winding.cast_unsigned());
        let rest = holds | u32::from(self.asks_the_outline) << 3 | winding << 8;
        to.extend([area, rest | number(self.edges.len()) << 16]);
        to.extend(self.edges.iter().map(|edge| first_corner + edge));
    }

    /// The area, whether it is the last of its cell, what is known of it (without edges), and its edges.
    fn read(from: &[u32]) -> (u32, bool, Self, &[u32]) {
        let (area, rest) = (from[0], from[1]);
        let entry = Self {
            asks_the_outline: rest & 8 != 0,
            holds: [rest & 1 != 0, rest & 2 != 0, rest & 4 != 0],
            winding: ((rest >> 8) as u8).cast_signed(),
            edges: Vec::new(),
        };
        let edges = &from[Self::HEAD..Self::HEAD + (rest >> 16) as usize];
        (area & !Self::IS_LAST, area & Self::IS_LAST != 0, entry, edges)
    }
}

/// The cells that one outline covers and those that its border comes into.
#[derive(Debug, Default)]
struct Cover {
    /// From a cell to another of the same row.
    whole: Vec<(u32, u32)>,
    border: Vec<(u32, Entry)>,
}

impl Cover {
    fn of(outline: &MultiPolygon<f64>, grid: &Grid) -> Self {
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
            traces.push(Trace::of(ring, from, grid, &window));
            from += number(ring.0.len());
        }
        for row in 0..window.height {
            let mut whole: Option<(u32, u32)> = None;
            for column in 0..window.width {
                let (local, cell) = (row * window.width + column, window.cell(grid, row, column));
                let mut crossing = traces.iter().enumerate().filter(|(_, trace)| trace.edges.contains_key(&local));
                let (first, second) = (crossing.next(), crossing.next());
                let sides = |changed: usize, side: Side| {
                    let at = |(index, trace): (usize, &Trace)| if index == changed { side } else { trace.side(local) };
                    polygon_holds(traces.iter().enumerate().map(at))
                };
                match (first, second) {
                    (None, _) if polygon_holds(traces.iter().map(|trace| trace.side(local))) => {
                        whole = Some((whole.map_or(cell, |(first, _)| first), cell));
                        continue;
                    }
                    (None, _) => {}
                    (Some((index, trace)), None) => {
                        let holds = [Side::Outside, Side::On, Side::Inside].map(|side| sides(index, side));
                        let entry = trace.entry(local, holds);
                        if entry.asks_the_outline || holds != [false; 3] {
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

/// One ring in the cells of a window: where its edges come, and its winding number where they do not.
#[derive(Debug)]
struct Trace {
    /// Edges in each cell that any comes into; `None` where one comes too near the reference point.
    edges: BTreeMap<usize, Option<Vec<u32>>>,
    /// Of each cell, the winding number at its reference point.
    windings: Vec<i32>,
}

impl Trace {
    fn of(ring: &LineString<f64>, first_corner: u32, grid: &Grid, window: &Window) -> Self {
        let mut edges: BTreeMap<usize, Option<Vec<u32>>> = BTreeMap::new();
        let mut windings = vec![0_i32; window.width * window.height];
        // A ring that is one point has no edge that says which side is which.
        let is_point = ring.coords().all(|corner| *corner == ring.0[0]);
        let alone = ring.0.first().filter(|_| is_point).map(|point| (*point, *point));
        let lines = ring.lines().map(|line| (line.start, line.end));
        for (edge, (start, end)) in (first_corner..).zip(lines.chain(alone)) {
            if start == end && !is_point {
                continue;
            }
            for (row, columns) in grid.cells_near(start, end, window) {
                for column in columns {
                    let reference = grid.reference(window.cell(grid, row, column) as usize);
                    let too_near = is_point || grid.is_near(start, end, reference);
                    let here = edges.entry(row * window.width + column).or_insert_with(|| Some(Vec::new()));
                    match here {
                        Some(edges) if !too_near => edges.push(edge),
                        here => *here = None,
                    }
                }
            }
            // Every reference point to the right of where the edge crosses its height.
            let (low, high) = (start.y.min(end.y), start.y.max(end.y));
            for row in grid.rows_between(low, high, window) {
                let height = grid.reference_of_row(window.bottom + row);
                if low <= height && height < high {
                    let at = start.x + (height - start.y) / (end.y - start.y) * (end.x - start.x);
                    let turn = if start.y < end.y { -1 } else { 1 };
                    let first = (0..window.width).find(|column| grid.reference_of_column(window.left + column) > at);
                    if let Some(first) = first {
                        windings[row * window.width + first] += turn;
                    }
                }
            }
        }
        for row in windings.chunks_mut(window.width) {
            row.iter_mut().fold(0, |sum, turn| {
                *turn += sum;
                *turn
            });
        }
        Self { edges, windings }
    }

    /// The side of all of a cell that no edge comes into.
    fn side(&self, local: usize) -> Side {
        if self.windings[local] == 0 { Side::Outside } else { Side::Inside }
    }

    fn entry(&self, local: usize, holds: [bool; 3]) -> Entry {
        let edges = self.edges.get(&local).and_then(Option::as_ref);
        match (edges, i8::try_from(self.windings[local])) {
            (Some(edges), Ok(winding)) if edges.len() <= usize::from(u16::MAX) => {
                Entry { asks_the_outline: false, holds, winding, edges: edges.clone() }
            }
            _ => Entry::UNKNOWN,
        }
    }
}

/// Square cells over everything.
#[derive(Debug, Default)]
struct Grid {
    min: Coord<f64>,
    max: Coord<f64>,
    size_m: f64,
    per_metre: f64,
    /// Where in a cell its reference point is, as parts of its size.
    reference: Coord<f64>,
    /// More than any rounding comes to, less than anything seen.
    margin_m: f64,
    columns: usize,
    rows: usize,
}

/// The cells around one polygon.
#[derive(Debug)]
struct Window {
    left: usize,
    bottom: usize,
    width: usize,
    height: usize,
}

impl Window {
    fn cell(&self, grid: &Grid, row: usize, column: usize) -> u32 {
        number((self.bottom + row) * grid.columns + self.left + column)
    }
}

impl Grid {
    /// `None` where there is nothing.
    fn over(outlines: &[&MultiPolygon<f64>]) -> Option<Self> {
        let around = outlines.iter().filter_map(|outline| outline.bounding_rect());
        let around = around.reduce(|a, b| {
            let least = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
            Rect::new(least, Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) })
        })?;
        let (min, max) = (around.min(), around.max());
        let (width, height) = (max.x - min.x, max.y - min.y);
        let corners = outlines.iter().flat_map(|outline| rings(outline)).map(|ring| ring.0.len()).sum::<usize>();
        let cells = (outlines.len() * CELLS_PER_AREA + corners * CELLS_PER_CORNER) as f64;
        // Where everything lies on a line, the longer side alone sets the size.
        let size_m = (width * height / cells).sqrt().max(width.max(height) / cells).max(f64::MIN_POSITIVE);
        let along = |length: f64| (length / size_m).floor() as usize + 1;
        let farthest = [min.x, min.y, max.x, max.y].into_iter().map(f64::abs).fold(0.0, f64::max);
        let margin_m = size_m * 1e-6 + farthest * 1e-13;
        Some(Self {
            min,
            max,
            size_m,
            per_metre: size_m.recip(),
            reference: REFERENCE,
            margin_m,
            columns: along(width),
            rows: along(height),
        })
    }

    /// Monotonous, so that whatever lies between two coordinates lies in the cells between theirs; less than the first is
    /// the first.
    fn column(&self, x: f64) -> usize {
        along(x - self.min.x, self.per_metre, self.columns)
    }

    fn row(&self, y: f64) -> usize {
        along(y - self.min.y, self.per_metre, self.rows)
    }

    /// The cell around a point. Without a branch: a guess that fails costs more than the sums.
    fn cell(&self, point: Coord<f64>) -> Option<usize> {
        let across = (self.min.x <= point.x) & (point.x <= self.max.x);
        let inside = across & (self.min.y <= point.y) & (point.y <= self.max.y);
        (inside & (self.columns > 0)).then(|| self.row(point.y) * self.columns + self.column(point.x))
    }

    fn reference(&self, cell: usize) -> Coord<f64> {
        Coord { x: self.reference_of_column(cell % self.columns), y: self.reference_of_row(cell / self.columns) }
    }

    fn reference_of_column(&self, column: usize) -> f64 {
        self.min.x + (column as f64 + self.reference.x) * self.size_m
    }

    fn reference_of_row(&self, row: usize) -> f64 {
        self.min.y + (row as f64 + self.reference.y) * self.size_m
    }

    fn window(&self, around: Rect<f64>) -> Window {
        let (left, bottom) = (self.column(around.min().x), self.row(around.min().y));
        let (right, top) = (self.column(around.max().x), self.row(around.max().y));
        Window { left, bottom, width: right - left + 1, height: top - bottom + 1 }
    }

    /// The rows of a window that these heights come near.
    fn rows_between(&self, low: f64, high: f64, window: &Window) -> std::ops::Range<usize> {
        let (first, last) = (self.row(low - self.margin_m), self.row(high + self.margin_m));
        first.saturating_sub(window.bottom)..(last + 1).saturating_sub(window.bottom).min(window.height)
    }

    /// The cells of a window that an edge comes near, row by row. A hole may reach out of the window around its outline,
    /// where nothing is ever found.
    fn cells_near(
        &self,
        start: Coord<f64>,
        end: Coord<f64>,
        window: &Window,
    ) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
        let (low, high) = if start.y <= end.y { (start, end) } else { (end, start) };
        let along = move |height: f64| {
            let part = if high.y > low.y { ((height - low.y) / (high.y - low.y)).clamp(0.0, 1.0) } else { 0.0 };
            low.x + part * (high.x - low.x)
        };
        self.rows_between(low.y, high.y, window).map(move |row| {
            let edge = |row: usize| self.min.y + (window.bottom + row) as f64 * self.size_m;
            let bottom = along(edge(row) - self.margin_m);
            // A level edge is in one row whole.
            let top = if high.y > low.y { along(edge(row + 1) + self.margin_m) } else { high.x };
            let first = self.column(bottom.min(top) - self.margin_m).saturating_sub(window.left);
            let last = (self.column(bottom.max(top) + self.margin_m) + 1).saturating_sub(window.left);
            (row, first..last.min(window.width))
        })
    }

    /// Whether the line of an edge comes too near a point to tell their sides by rounded numbers.
    fn is_near(&self, start: Coord<f64>, end: Coord<f64>, point: Coord<f64>) -> bool {
        let (along, to) = (end - start, point - start);
        (along.x * to.y - along.y * to.x).abs() <= self.margin_m * along.x.hypot(along.y)
    }
}

fn along(length_m: f64, per_metre: f64, cells: usize) -> usize {
    // In 32 bits, as many as a processor turns in one step.
    ((length_m * per_metre) as u32).min(cells as u32 - 1) as usize
}

/// Every ring of an outline, in order.
fn rings(outline: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    outline.iter().flat_map(rings_of)
}

fn rings_of(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn point(position: Position) -> Coord<f64> {
    Coord { x: position.easting_m, y: position.northing_m }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
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

/// On which side of a ring a point lies whose way from the reference point only these of its edges can cross.
#[inline]
fn side(corners: &[Coord<f64>], edges: &[u32], winding: i32, reference: Coord<f64>, point: Coord<f64>) -> Side {
    let turn = <f64 as GeoNum>::Ker::orient2d;
    let mut winding = winding;
    for edge in edges {
        let (start, end) = (corners[*edge as usize], corners[*edge as usize + 1]);
        let here = turn(start, end, point);
        if here == Orientation::Collinear {
            let between = |a: f64, b: f64, at: f64| a.min(b) <= at && at <= a.max(b);
            if between(start.x, end.x, point.x) && between(start.y, end.y, point.y) {
                return Side::On;
            }
            continue;
        }
        if here == turn(start, end, reference) {
            continue;
        }
        let is_left = |corner: Coord<f64>| turn(reference, point, corner) != Orientation::Clockwise;
        if is_left(start) != is_left(end) {
            winding += if here == Orientation::CounterClockwise { 1 } else { -1 };
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

        /// Where corners, edges and points lie on one another's lines and on reference points all the time.
        #[test]
        fn it_is_so_where_everything_is_on_a_line(
            outlines in prop::collection::vec(outline(), 1..6),
            points in prop::collection::vec((-2..98_i32, -2..98_i32), 1..200),
        ) {
            let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
            let Some(grid) = Grid::over(&outlines) else { return Ok(()) };
            let reference = Coord { x: 0.5, y: 0.5 };
            let finder = Finder::on(Grid { size_m: 2.0, per_metre: 0.5, reference, ..grid }, &outlines);
            for (x, y) in points {
                let (x, y) = (f64::from(x) * 0.125, f64::from(y) * 0.125);
                let expected = outlines.iter().position(|outline| outline.intersects(&Point::new(x, y)));
                let found = finder.first(Position { easting_m: x, northing_m: y }, |index| outlines[index]);
                prop_assert_eq!(found, expected, "{} {}", x, y);
            }
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
    fn only_where_rings_meet_is_an_outline_asked() {
        let square = |least: f64, side: f64| {
            let most = least + side;
            Polygon::new(LineString::from(vec![(least, least), (most, least), (most, most), (least, most)]), vec![])
        };
        let outlines = [MultiPolygon(vec![square(0.0, 8.1), square(8.15, 0.8)]), MultiPolygon(vec![square(9.0, 3.0)])];
        let finder = Finder::of(&outlines);
        let asked = std::cell::Cell::new(0);
        let first = |at: f64| {
            let position = Position { easting_m: at, northing_m: at };
            finder.first(position, |index| {
                asked.set(asked.get() + 1);
                &outlines[index]
            })
        };
        assert_eq!((first(4.5), first(0.01), first(0.0), first(11.9)), (Some(0), Some(0), Some(0), Some(1)));
        assert_eq!((first(-0.01), first(12.01), asked.get()), (None, None, 0), "inside, on an edge, outside");
        assert_eq!((first(8.12), asked.get()), (None, 1), "between two squares of one outline");
    }
}
