//! The grid: which cell is around a point, and which cells an edge comes near.

use geo::{BoundingRect, Coord, MultiPolygon, Rect};

use crate::atlas::finder::{number, rings};

/// Cells of the grid for each area, and for each corner of an outline: more cells know more answers and take more memory.
const CELLS_PER_AREA: usize = 400;
const CELLS_PER_CORNER: usize = 4;

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

/// The cells around one polygon.
#[derive(Debug)]
pub struct Window {
    pub left: usize,
    pub bottom: usize,
    pub width: usize,
    pub height: usize,
}

impl Window {
    pub fn cell(&self, grid: &Grid, row: usize, column: usize) -> u32 {
        number((self.bottom + row) * grid.columns + self.left + column)
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

    pub fn reference(&self, cell: usize) -> Coord<f64> {
        Coord { x: self.reference_of_column(cell % self.columns), y: self.reference_of_row(cell / self.columns) }
    }

    pub fn reference_of_column(&self, column: usize) -> f64 {
        self.min.x + (column as f64 + self.reference.x) * self.size_m
    }

    pub fn reference_of_row(&self, row: usize) -> f64 {
        self.min.y + (row as f64 + self.reference.y) * self.size_m
    }

    pub fn window(&self, around: Rect<f64>) -> Window {
        let (left, bottom) = (self.column(around.min().x), self.row(around.min().y));
        let (right, top) = (self.column(around.max().x), self.row(around.max().y));
        Window { left, bottom, width: right - left + 1, height: top - bottom + 1 }
    }

    /// The rows of a window that these heights come near.
    pub fn rows_between(&self, low: f64, high: f64, window: &Window) -> std::ops::Range<usize> {
        let (first, last) = (self.row(low - self.margin_m), self.row(high + self.margin_m));
        first.saturating_sub(window.bottom)..(last + 1).saturating_sub(window.bottom).min(window.height)
    }

    /// The cells of a window that an edge comes near, row by row. A hole may reach out of the window around its outline,
    /// where nothing is ever found.
    pub fn cells_near(
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
    pub fn is_near(&self, start: Coord<f64>, end: Coord<f64>, point: Coord<f64>) -> bool {
        let (along, to) = (end - start, point - start);
        (along.x * to.y - along.y * to.x).abs() <= self.margin_m * along.x.hypot(along.y)
    }
}

fn along(length_m: f64, per_metre: f64, cells: usize) -> usize {
    // In 32 bits, as many as a processor turns in one step.
    ((length_m * per_metre) as u32).min(cells as u32 - 1) as usize
}
