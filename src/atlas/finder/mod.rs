//! Which area is around a point, for very many points: a fine grid in which a point meets only the edges of its own cell.
//!
//! Most cells lie wholly in one area or in none, and answer at once (the interior cells of Google's S2 coverings and of
//! PostGIS's `ST_Subdivide` joins are the same idea). Every other cell keeps, of the ring of an area that comes into it, the
//! **edges that do**, and the ring's **winding number at a reference point** of the cell. A point's own winding number is
//! that of the reference point, one more or less for each edge that the straight way between the two crosses: the way stays
//! in the cell, so no other edge can cross it. Mostly one or two edges are looked at, however long the outline is.
//!
//! **Why the answer is exact.** Sides are told by Shewchuk's exact predicate (1997), as `geo` does. A corner exactly on the
//! line of the way counts as left of it, for both its edges: that is the way moved aside by less than any distance. A point
//! on an edge is seen before anything is counted. No edge touches a reference point. Edges are noted in every cell that they
//! come near by more than floating point can err. Where an edge comes near a reference point, where two rings of an area
//! meet in a cell, and where a ring is one point or winds a hundred times, the cell asks `geo` of the whole outline. So the
//! answers are those of [`geo::Intersects`], edges and corners included, and the tests hold it against that.
//!
//! | file | what it is |
//! |---|---|
//! | `grid.rs` | which cell is around a point, which cells an edge comes near |
//! | `cover.rs` | what one outline comes to in the cells |
//! | `entry.rs` | what a cell on a border knows of one area |

mod cover;
mod entry;
mod grid;
#[cfg(test)]
mod tests;

use geo::kernels::{Kernel, Orientation};
use geo::{Coord, GeoNum, Intersects, LineString, MultiPolygon, Point, Polygon};
use rayon::prelude::*;

use crate::atlas::finder::cover::{Cover, Side};
use crate::atlas::finder::entry::Entry;
use crate::atlas::finder::grid::Grid;
use crate::domain::place::Position;

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
        assert!(entries.len() < 1 << 30 && corners.len() < 1 << 32, "outlines with billions of corners");
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
        let (row, column) = self.grid.row_and_column(cell);
        let reference = self.grid.reference(row, column);
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
