//! The grid: which cell is around a point, and which cells an edge comes near.

use std::ops::Range;

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Rect};

use crate::atlas::finder::{number, rings};

/// Cells of the grid for each area, and for each corner of an outline: more cells know more answers and take more memory.
const CELLS_PER_AREA: usize = 400;
const CELLS_PER_CORNER: usize = 4;
const MOST_CELLS: usize = 32 << 20;

/// Where in a cell its reference point is: not in the middle, where the edges of regular outlines like to be.
const REFERENCE: Coord<f64> = Coord { x: 0.487_31, y: 0.517_27 };

/// Square cells over everything.
#[derive(Debug, Default)]
pub struct Grid {
    pub min: Coord<f64>,
    pub max: Coord<f64>,
    pub size_m: f64,
    pub per_metre: f64,
    /// Where in a cell its reference point is, as parts of its size.
    pub reference: Coord<f64>,
    /// More than any rounding comes to, less than anything seen.
    pub margin_m: f64,
    pub columns: usize,
    pub rows: usize,
}

/// The cells around something: rows and columns of the grid.
#[derive(Debug)]
pub struct Window {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

impl Window {
    /// What of it is in another; `None` when nothing is.
    pub fn within(self, other: &Self) -> Option<Self> {
        let both = |one: Range<usize>, other: &Range<usize>| one.start.max(other.start)..one.end.min(other.end);
        let both = Self { rows: both(self.rows, &other.rows), columns: both(self.columns, &other.columns) };
        (!both.rows.is_empty() && !both.columns.is_empty()).then_some(both)
    }

    /// The place of a cell among those of the window, row by row.
    pub fn place(&self, row: usize, column: usize) -> Option<usize> {
        let is_here = self.rows.contains(&row) && self.columns.contains(&column);
        is_here.then(|| (row - self.rows.start) * self.columns.len() + column - self.columns.start)
    }
}

impl Grid {
    /// `None` where there is nothing.
    pub fn over(outlines: &[&MultiPolygon<f64>]) -> Option<Self> {
        let around = outlines.iter().filter_map(|outline| outline.bounding_rect());
        let around = around.reduce(|a, b| {
            let least = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
            Rect::new(least, Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) })
        })?;
        let (min, max) = (around.min(), around.max());
        let (width, height) = (max.x - min.x, max.y - min.y);
        let corners = outlines.iter().flat_map(|outline| rings(outline)).map(|ring| ring.0.len()).sum::<usize>();
        let cells = (outlines.len() * CELLS_PER_AREA + corners * CELLS_PER_CORNER).min(MOST_CELLS) as f64;
        // Where everything lies on a line, the longer side alone sets the size.
        let size_m = (width * height / cells).sqrt().max(width.max(height) / cells).max(f64::MIN_POSITIVE);
        let along = |length: f64| (length / size_m).floor() as usize + 1;
        // Holes may reach farther than what is around them.
        let every_corner = outlines.iter().flat_map(|outline| rings(outline)).flat_map(LineString::coords);
        let farthest = every_corner.map(|corner| corner.x.abs().max(corner.y.abs())).fold(0.0, f64::max);
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
    pub fn column(&self, x: f64) -> usize {
        along(x - self.min.x, self.per_metre, self.columns)
    }

    pub fn row(&self, y: f64) -> usize {
        along(y - self.min.y, self.per_metre, self.rows)
    }

    /// The cell around a point. Without a branch: a guess that fails costs more than the sums.
    pub fn cell(&self, point: Coord<f64>) -> Option<usize> {
        let across = (self.min.x <= point.x) & (point.x <= self.max.x);
        let inside = across & (self.min.y <= point.y) & (point.y <= self.max.y);
        (inside & (self.columns > 0)).then(|| self.row(point.y) * self.columns + self.column(point.x))
    }

    /// The number of a cell.
    pub fn number(&self, row: usize, column: usize) -> u32 {
        number(row * self.columns + column)
    }

    /// The row and the column of a cell.
    pub fn row_and_column(&self, cell: usize) -> (usize, usize) {
        (cell / self.columns, cell % self.columns)
    }

    /// The reference point of a cell.
    pub fn reference(&self, row: usize, column: usize) -> Coord<f64> {
        let along = |least: f64, place: usize, part: f64| least + (place as f64 + part) * self.size_m;
        Coord { x: along(self.min.x, column, self.reference.x), y: along(self.min.y, row, self.reference.y) }
    }

    /// The cells around a box.
    pub fn window(&self, around: Rect<f64>) -> Window {
        let (min, max) = (around.min(), around.max());
        Window { rows: self.row(min.y)..self.row(max.y) + 1, columns: self.column(min.x)..self.column(max.x) + 1 }
    }

    /// The rows of a window that these heights come near.
    pub fn rows_between(&self, low: f64, high: f64, window: &Window) -> Range<usize> {
        let (first, last) = (self.row(low - self.margin_m), self.row(high + self.margin_m));
        first.max(window.rows.start)..(last + 1).min(window.rows.end)
    }

    /// The cells of a window that an edge comes near, row by row.
    pub fn cells_near(
        &self,
        start: Coord<f64>,
        end: Coord<f64>,
        window: &Window,
    ) -> impl Iterator<Item = (usize, Range<usize>)> {
        let (low, high) = if start.y <= end.y { (start, end) } else { (end, start) };
        let along = move |height: f64| {
            let part = if high.y > low.y { ((height - low.y) / (high.y - low.y)).clamp(0.0, 1.0) } else { 0.0 };
            low.x + part * (high.x - low.x)
        };
        self.rows_between(low.y, high.y, window).map(move |row| {
            let edge = |row: usize| self.min.y + row as f64 * self.size_m;
            let bottom = along(edge(row) - self.margin_m);
            // A level edge is as long in every row that it comes near.
            let top = if high.y > low.y { along(edge(row + 1) + self.margin_m) } else { high.x };
            let first = self.column(bottom.min(top) - self.margin_m).max(window.columns.start);
            let last = (self.column(bottom.max(top) + self.margin_m) + 1).min(window.columns.end);
            (row, first..last)
        })
    }

    /// Whether the line of an edge comes too near a point to tell their sides by rounded numbers.
    pub fn is_near(&self, start: Coord<f64>, end: Coord<f64>, point: Coord<f64>) -> bool {
        let (along, to) = (end - start, point - start);
        (along.x * to.y - along.y * to.x).abs() <= self.margin_m * along.x.hypot(along.y)
    }
}

fn along(length_m: f64, per_metre: f64, cells: usize) -> usize {
    // In 32 bits, as many as a processor turns in one step.
    ((length_m * per_metre) as u32).min(cells as u32 - 1) as usize
}
