//! The land cut into areas that share their edges: a Voronoi diagram, finer where people live thicker, with bent edges.
//!
//! Each site's neighbours across the shore are its own mirror images, so that the edge between the two *is* the shore and
//! nothing has to be clipped. A corner is computed from its three sites in one fixed order and rounded to a centimetre, so
//! that the areas that meet there have the very same numbers for it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::chance::{Chance, Stream};
use super::shape::{BOX, DENSEST, Point, density, distance_m, is_land, nearest_shore};
use super::voronoi::{self, Corner};

/// Rounds of moving each site to the middle of its cell (Lloyd's method): takes out slivers, keeps the density.
const ROUNDS: usize = 3;

/// One area's shape.
pub(super) struct Cell {
    /// The site: a point well inside.
    pub(super) site: Point,
    /// The outline, anticlockwise, the first point not repeated.
    pub(super) outline: Vec<Point>,
    /// The corners before the edges were bent; with the site they make triangles to draw points from.
    corners: Vec<Point>,
}

impl Cell {
    /// A point inside, drawn evenly save for a rim along the bent edges.
    pub(super) fn point_inside(&self, chance: &mut Chance) -> Point {
        let triangles: Vec<f64> = self
            .corners
            .iter()
            .zip(self.corners.iter().cycle().skip(1))
            .scan(0.0, |total, (&a, &b)| {
                *total += twice_area(self.site, a, b).abs();
                Some(*total)
            })
            .collect();
        let triangle = chance.place_in(&triangles);
        let (a, b) = (self.corners[triangle], self.corners[(triangle + 1) % self.corners.len()]);
        let reach = INNER_SHARE * chance.share().sqrt();
        let along = chance.share();
        let edge = (a.0 + (b.0 - a.0) * along, a.1 + (b.1 - a.1) * along);
        (self.site.0 + (edge.0 - self.site.0) * reach, self.site.1 + (edge.1 - self.site.1) * reach)
    }

    /// Size in hectares.
    pub(super) fn hectares(&self) -> f64 {
        let ring = self.outline.iter().zip(self.outline.iter().cycle().skip(1));
        ring.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 20_000.0
    }
}

/// How far edges are bent towards a site at most, as a share of the way there.
const DEEPEST_BEND: f64 = 0.18;
/// Points are drawn within this share of the way from the site to the unbent edge: inside whatever the bend.
const INNER_SHARE: f64 = 0.8;

/// Cuts the land into this many areas.
pub(super) fn partition(seed: u64, count: usize) -> Vec<Cell> {
    let (mut sites, spacing_scale) = scatter(seed, count);
    for _ in 0..ROUNDS {
        let all = with_surroundings(&sites, spacing_scale);
        let cells = voronoi::cells(&all, sites.len());
        sites.par_iter_mut().zip(&cells).for_each(|(site, corners)| {
            let middle = centroid(corners);
            if is_land(middle) {
                *site = middle;
            }
        });
    }
    let all = with_surroundings(&sites, spacing_scale);
    let cells = voronoi::cells(&all, sites.len());
    cells.par_iter().enumerate().map(|(index, corners)| shape_cell(seed, index, corners, &all)).collect()
}

/// Sites on land in proportion to density, and the number that turns density into the usual distance between sites.
fn scatter(seed: u64, count: usize) -> (Vec<Point>, f64) {
    let mut chance = Chance::of(seed, Stream::Sites, 0);
    let ((west, south), (east, north)) = BOX;
    let mut sites = Vec::with_capacity(count);
    let mut tries = 0.0_f64;
    while sites.len() < count {
        tries += 1.0;
        let point = (chance.between(west, east), chance.between(south, north));
        if chance.share() * DENSEST < density(point) && is_land(point) {
            sites.push(point);
        }
    }
    // Each accepted site stands for this much of density times area.
    let mass_per_site = (east - west) * (north - south) * DENSEST / tries.max(1.0);
    (sites, mass_per_site)
}

/// The sites, then their mirror images over the shore, then a far frame that closes the outermost cells.
fn with_surroundings(sites: &[Point], mass_per_site: f64) -> Vec<Point> {
    let images: Vec<Point> = sites
        .par_iter()
        .filter_map(|&site| {
            let foot = nearest_shore(site);
            let spacing_m = (mass_per_site / density(site)).sqrt();
            let image = (2.0 * foot.0 - site.0, 2.0 * foot.1 - site.1);
            let apart_m = distance_m(site, foot);
            (apart_m > 1.0 && apart_m < 2.5 * spacing_m && !is_land(image)).then_some(image)
        })
        .collect();
    // Two sites may share an image only by a fluke, which would leave an edge without direction.
    let mut seen = BTreeSet::new();
    let images = images.into_iter().filter(|&(x, y)| seen.insert((x.to_bits(), y.to_bits())));
    let ((west, south), (east, north)) = BOX;
    let frame = (0..=20).flat_map(|step| {
        let share = f64::from(step) / 20.0;
        let (x, y) = (west + share * (east - west), south + share * (north - south));
        [(x, south - 8_000.0), (x + 7.0, north + 8_000.0), (west - 8_000.0, y), (east + 8_000.0, y + 7.0)]
    });
    sites.iter().copied().chain(images).chain(frame).collect()
}

fn centroid(corners: &[Corner]) -> Point {
    let Some(first) = corners.first() else { return (f64::NAN, f64::NAN) };
    let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
    for (a, b) in corners.iter().zip(corners.iter().skip(1)) {
        let weight = twice_area(first.at, a.at, b.at);
        x += weight * (first.at.0 + a.at.0 + b.at.0) / 3.0;
        y += weight * (first.at.1 + a.at.1 + b.at.1) / 3.0;
        total += weight;
    }
    (x / total, y / total)
}

fn twice_area(a: Point, b: Point, c: Point) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)
}

/// A cell with its edges bent.
fn shape_cell(seed: u64, index: usize, corners: &[Corner], sites: &[Point]) -> Cell {
    let mut outline = Vec::with_capacity(corners.len() * 3);
    for (corner, next) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        outline.push(corner.at);
        let Some(neighbour) = corner.neighbour_after else { continue };
        if index < neighbour {
            outline.extend(bends(seed, (index, neighbour), (corner.at, next.at), sites));
        } else {
            let from_the_other_side = bends(seed, (neighbour, index), (next.at, corner.at), sites);
            outline.extend(from_the_other_side.into_iter().rev());
        }
    }
    Cell { site: sites[index], outline, corners: corners.iter().map(|corner| corner.at).collect() }
}

/// The points that bend one edge, in the order in which the lower of its two sites goes round.
///
/// All are moved towards the same site, so they stay inside the triangle of that site and the edge: edges bend into no
/// triangle but their own, and so never cross.
fn bends(seed: u64, (lower, upper): (usize, usize), (start, end): (Point, Point), sites: &[Point]) -> Vec<Point> {
    let length_m = distance_m(start, end);
    let mut draws = Draws(seed ^ (lower as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (upper as u64).rotate_left(32));
    let towards = if draws.next() < 0.5 { sites[lower] } else { sites[upper] };
    let places: &[f64] = match length_m {
        length_m if length_m > 120.0 => &[0.3, 0.68],
        length_m if length_m > 40.0 => &[0.5],
        _ => &[],
    };
    let bend = |&place: &f64| {
        let place = place + 0.12 * (draws.next() - 0.5);
        let depth = DEEPEST_BEND * draws.next();
        let (x, y) = (start.0 + (end.0 - start.0) * place, start.1 + (end.1 - start.1) * place);
        voronoi::to_centimetres((x + (towards.0 - x) * depth, y + (towards.1 - y) * depth))
    };
    places.iter().map(bend).collect()
}

/// Cheap draws for one edge, the same from either side (Steele, Lea and Flood's SplitMix64, 2014).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(outline: &[Point], (x, y): Point) -> bool {
        let edges = outline.iter().zip(outline.iter().cycle().skip(1));
        let crossings =
            edges.filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0));
        crossings.count() % 2 == 1
    }

    #[test]
    fn every_point_of_the_land_lies_in_exactly_one_area() {
        let cells = partition(5, 300);
        assert_eq!(cells.len(), 300);
        let mut chance = Chance::of(1, Stream::Sites, 99);
        for (index, cell) in cells.iter().enumerate() {
            for _ in 0..20 {
                let point = cell.point_inside(&mut chance);
                let holders: Vec<usize> =
                    (0..cells.len()).filter(|&other| contains(&cells[other].outline, point)).collect();
                assert_eq!(holders, [index], "{point:?}");
            }
        }
        let ((west, south), (east, north)) = BOX;
        let (mut on_land, mut uncovered) = (0, 0);
        for _ in 0..4_000 {
            let point = (chance.between(west, east), chance.between(south, north));
            let holders = cells.iter().filter(|cell| contains(&cell.outline, point)).count();
            assert!(holders <= 1, "{point:?} lies in {holders} areas");
            if is_land(point) {
                on_land += 1;
                uncovered += usize::from(holders == 0);
            }
        }
        assert!(uncovered * 20 < on_land, "{uncovered} of {on_land} points on land lie in no area");
    }

    #[test]
    fn every_inner_edge_is_shared_point_for_point() {
        let cells = partition(5, 200);
        let mut edges = std::collections::BTreeMap::new();
        for cell in &cells {
            for (a, b) in cell.outline.iter().zip(cell.outline.iter().cycle().skip(1)) {
                let key = |point: &Point| ((point.0 * 100.0).round() as i64, (point.1 * 100.0).round() as i64);
                let (a, b) = (key(a), key(b));
                *edges.entry((a.min(b), a.max(b))).or_insert(0) += 1;
            }
        }
        let shared = edges.values().filter(|&&count| count == 2).count();
        let single = edges.values().filter(|&&count| count == 1).count();
        assert!(edges.values().all(|&count| count <= 2));
        assert!(single * 3 < shared, "{single} edges on the shore, {shared} inside");
    }

    #[test]
    fn areas_are_smaller_where_people_live_thicker() {
        let cells = partition(5, 400);
        let (mut town, mut country) = (Vec::new(), Vec::new());
        for cell in &cells {
            if density(cell.site) > 12.0 {
                town.push(cell.hectares());
            } else if density(cell.site) < 3.0 {
                country.push(cell.hectares());
            }
        }
        let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
        assert!(mean(&town) * 3.0 < mean(&country));
    }
}
