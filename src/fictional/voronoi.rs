//! Voronoi cells of many sites, each found by itself by cutting a box down along the lines half-way to its neighbours.

use rayon::prelude::*;

use super::shape::{BOX, Point, distance_m};

/// A corner of a cell.
#[derive(Clone, Copy)]
pub(super) struct Corner {
    /// Where.
    pub(super) at: Point,
    /// The site on the other side of the edge that starts here, going anticlockwise; `None` for the edge of the world.
    pub(super) neighbour_after: Option<usize>,
}

/// Rounds to whole centimetres, so that the same corner reached by two sums is the same number.
pub(super) fn to_centimetres((x, y): Point) -> Point {
    ((x * 100.0).round() / 100.0, (y * 100.0).round() / 100.0)
}

/// The cells of the first `wanted` sites, each anticlockwise.
pub(super) fn cells(sites: &[Point], wanted: usize) -> Vec<Vec<Corner>> {
    let buckets = Buckets::new(sites);
    (0..wanted).into_par_iter().map(|index| tidy(index, &cut_out(index, sites, &buckets), sites)).collect()
}

/// Cuts the world down to the cell of one site.
fn cut_out(index: usize, sites: &[Point], buckets: &Buckets) -> Vec<Corner> {
    let ((west, south), (east, north)) = world();
    let box_corner = |at| Corner { at, neighbour_after: None };
    let mut cell: Vec<Corner> = [(west, south), (east, south), (east, north), (west, north)].map(box_corner).to_vec();
    let mut next = Vec::with_capacity(12);
    let site = sites[index];
    for ring in 0..buckets.columns.max(buckets.rows) {
        let reach_m = cell.iter().map(|corner| distance_m(corner.at, site)).fold(0.0, f64::max);
        // Sites beyond twice the reach cannot cut the cell, and those of this ring lie at least so far off.
        if (ring as f64 - 1.0) * buckets.side_m > 2.0 * reach_m {
            break;
        }
        buckets.each_in_ring(site, ring, |other| {
            if other != index && distance_m(sites[other], site) < 2.0 * reach_m {
                cut(&cell, &mut next, site, (other, sites[other]));
                std::mem::swap(&mut cell, &mut next);
            }
        });
    }
    cell
}

/// Keeps the part of a cell that is nearer to its site than to another.
fn cut(cell: &[Corner], kept: &mut Vec<Corner>, site: Point, (other, there): (usize, Point)) {
    kept.clear();
    let middle = ((site.0 + there.0) / 2.0, (site.1 + there.1) / 2.0);
    let beyond = |at: Point| (at.0 - middle.0) * (there.0 - site.0) + (at.1 - middle.1) * (there.1 - site.1);
    for (corner, next) in cell.iter().zip(cell.iter().cycle().skip(1)) {
        let (here, ahead) = (beyond(corner.at), beyond(next.at));
        let crossing = || {
            let share = here / (here - ahead);
            (corner.at.0 + (next.at.0 - corner.at.0) * share, corner.at.1 + (next.at.1 - corner.at.1) * share)
        };
        if here <= 0.0 {
            kept.push(*corner);
            if ahead > 0.0 {
                kept.push(Corner { at: crossing(), neighbour_after: Some(other) });
            }
        } else if ahead <= 0.0 {
            kept.push(Corner { at: crossing(), neighbour_after: corner.neighbour_after });
        }
    }
}

/// Corners recomputed from their three sites in rising order, rounded, and without edges of no length.
fn tidy(index: usize, cell: &[Corner], sites: &[Point]) -> Vec<Corner> {
    let mut corners: Vec<Corner> = Vec::with_capacity(cell.len());
    let before = cell.iter().cycle().skip(cell.len().saturating_sub(1));
    for (corner, previous) in cell.iter().zip(before) {
        let at = match (previous.neighbour_after, corner.neighbour_after) {
            (Some(a), Some(b)) => {
                let mut three = [index, a, b];
                three.sort_unstable();
                circumcentre(three.map(|site| sites[site])).unwrap_or(corner.at)
            }
            _ => corner.at,
        };
        corners.push(Corner { at: to_centimetres(at), ..*corner });
    }
    // Of two corners in one place the second starts the edge that has a length.
    let starts: Vec<Point> = corners.iter().map(|corner| corner.at).collect();
    let mut place = 0;
    corners.retain(|corner| {
        place += 1;
        corner.at != starts[place % starts.len()]
    });
    corners
}

/// The point equally far from three; `None` when they are in line.
fn circumcentre([a, b, c]: [Point; 3]) -> Option<Point> {
    let (bx, by, cx, cy) = (b.0 - a.0, b.1 - a.1, c.0 - a.0, c.1 - a.1);
    let twice = 2.0 * (bx * cy - by * cx);
    let (b_squared, c_squared) = (bx * bx + by * by, cx * cx + cy * cy);
    let centre = (a.0 + (cy * b_squared - by * c_squared) / twice, a.1 + (bx * c_squared - cx * b_squared) / twice);
    (centre.0.is_finite() && centre.1.is_finite()).then_some(centre)
}

fn world() -> (Point, Point) {
    let ((west, south), (east, north)) = BOX;
    ((west - 12_000.0, south - 12_000.0), (east + 12_000.0, north + 12_000.0))
}

/// The sites sorted into squares, to find those nearby.
struct Buckets {
    side_m: f64,
    columns: usize,
    rows: usize,
    /// Where each square's sites start in `members`; one more at the end.
    starts: Vec<usize>,
    members: Vec<usize>,
}

impl Buckets {
    fn new(sites: &[Point]) -> Self {
        let ((west, south), (east, north)) = world();
        // About eight sites to a square where they are thickest, one or two elsewhere.
        let side_m = ((east - west) * (north - south) / sites.len().max(1) as f64).sqrt() * 0.8;
        let columns = ((east - west) / side_m) as usize + 1;
        let rows = ((north - south) / side_m) as usize + 1;
        let mut buckets =
            Self { side_m, columns, rows, starts: vec![0; columns * rows + 1], members: vec![0; sites.len()] };
        for &site in sites {
            let (column, row) = buckets.square(site);
            buckets.starts[row * columns + column + 1] += 1;
        }
        for place in 1..buckets.starts.len() {
            buckets.starts[place] += buckets.starts[place - 1];
        }
        let mut free = buckets.starts.clone();
        for (index, &site) in sites.iter().enumerate() {
            let (column, row) = buckets.square(site);
            let square = row * columns + column;
            buckets.members[free[square]] = index;
            free[square] += 1;
        }
        buckets
    }

    fn square(&self, (x, y): Point) -> (usize, usize) {
        let ((west, south), _) = world();
        let place = |offset: f64, count: usize| ((offset / self.side_m).max(0.0) as usize).min(count - 1);
        (place(x - west, self.columns), place(y - south, self.rows))
    }

    /// Calls back for each site in the squares `ring` steps away from that of a point.
    fn each_in_ring(&self, point: Point, ring: usize, mut found: impl FnMut(usize)) {
        let (column, row) = self.square(point);
        for y in row.saturating_sub(ring)..=(row + ring).min(self.rows - 1) {
            let whole_row = y.abs_diff(row) == ring;
            let step = if whole_row || ring == 0 { 1 } else { 2 * ring };
            // Only the two ends of a middle row belong to the ring.
            let mut x = column as isize - ring as isize;
            while x <= (column + ring) as isize {
                if x >= 0 && (x as usize) < self.columns {
                    let square = y * self.columns + x as usize;
                    self.members[self.starts[square]..self.starts[square + 1]].iter().for_each(|&site| found(site));
                }
                x += step as isize;
            }
        }
    }
}
