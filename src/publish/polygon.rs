//! Outlines cut to a tile and drawn no finer than it can show.
//!
//! Corners are moved to a grid that all areas of a zoom share, and nothing else decides what is left of a line, so two
//! neighbours keep the same border and no gap opens between them (Douglas-Peucker would start each ring elsewhere). What
//! is smaller than a screen pixel is drawn as one pixel, so a far-out map has no holes where areas are small.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// A corner in tile units.
type Corner = (i32, i32);

/// How coarsely to draw, and where to cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grain {
    /// Corners are moved to multiples of this many tile units.
    pub step: i32,
    /// What is smaller than this many tile units both ways is drawn as a square of it.
    pub pixel: i32,
    /// Everything below this in either direction is cut off.
    pub low: i32,
    /// Everything above this in either direction is cut off.
    pub high: i32,
}

impl Grain {
    /// An outline whose corners are in tile units (y down), cut and coarsened; `None` when nothing of it is left.
    ///
    /// Outer rings come out with positive area in y-down coordinates and holes with negative, as the vector tile
    /// specification 2.1 (section 4.3.4.4) asks; every ring is closed.
    #[must_use]
    pub fn draw(self, outline: &[Vec<Vec<(f64, f64)>>]) -> Option<MultiPolygon<f64>> {
        let mut drawn = Vec::new();
        for polygon in outline {
            let mut rings = polygon.iter().enumerate().map(|(index, ring)| self.ring(ring, index == 0));
            let Some(Some(outer)) = rings.next() else { continue };
            drawn.push(Polygon::new(outer, rings.flatten().collect()));
        }
        if drawn.is_empty() {
            drawn.push(Polygon::new(self.square(outline)?, Vec::new()));
        }
        Some(MultiPolygon::new(drawn))
    }

    fn ring(self, ring: &[(f64, f64)], outer: bool) -> Option<LineString<f64>> {
        let mut corners: Vec<Corner> = Vec::with_capacity(ring.len());
        for &(x, y) in ring {
            let corner = (self.snap(x), self.snap(y));
            if corners.last() != Some(&corner) {
                corners.push(corner);
            }
        }
        let mut corners = without_straight_corners(cut(corners, self.low, self.high));
        let doubled_area = doubled_area(&corners);
        if corners.len() < 3 || doubled_area == 0 {
            return None;
        }
        if (doubled_area > 0) != outer {
            corners.reverse();
        }
        Some(closed(&corners))
    }

    /// Clamped far outside the tile, where everything is cut off anyway, so that no sum can overflow.
    fn snap(self, value: f64) -> i32 {
        let step = f64::from(self.step);
        ((value / step).round() * step).clamp(-1e8, 1e8) as i32
    }

    /// One pixel where a small outline lies, when that is inside the cut.
    fn square(self, outline: &[Vec<Vec<(f64, f64)>>]) -> Option<LineString<f64>> {
        let corners = || outline.iter().flatten().flatten();
        let middle = |pick: fn(&(f64, f64)) -> f64| {
            let low = corners().map(pick).fold(f64::INFINITY, f64::min);
            let high = corners().map(pick).fold(f64::NEG_INFINITY, f64::max);
            (high - low <= f64::from(self.pixel)).then(|| self.snap(low.midpoint(high)))
        };
        let (x, y) = (middle(|corner| corner.0)?, middle(|corner| corner.1)?);
        if x < self.low || x >= self.high || y < self.low || y >= self.high {
            return None;
        }
        let (left, top) = (x - self.pixel / 2, y - self.pixel / 2);
        let (right, bottom) = (left + self.pixel, top + self.pixel);
        Some(closed(&[(left, top), (right, top), (right, bottom), (left, bottom)]))
    }
}

/// Cuts a ring to a square, one edge of the square after another (Sutherland and Hodgman 1974). A ring that leaves and comes
/// back runs along the edge, which lies outside what is seen.
fn cut(corners: Vec<Corner>, low: i32, high: i32) -> Vec<Corner> {
    let swap = |corners: Vec<Corner>| corners.into_iter().map(|(x, y)| (y, x)).collect::<Vec<_>>();
    let across = cut_left(cut_left(corners, low, 1), -high, -1);
    swap(cut_left(cut_left(swap(across), low, 1), -high, -1))
}

/// Keeps what has `side * x >= least`.
fn cut_left(corners: Vec<Corner>, least: i32, side: i32) -> Vec<Corner> {
    if corners.iter().all(|(x, _)| side * x >= least) {
        return corners;
    }
    let Some(&last) = corners.last() else { return corners };
    let mut kept = Vec::with_capacity(corners.len());
    let mut before = last;
    for corner in corners {
        let (was_in, is_in) = (side * before.0 >= least, side * corner.0 >= least);
        if was_in != is_in {
            // From the lower corner always, so that both neighbours of a border cut it at the same place.
            let (from, to) = if before <= corner { (before, corner) } else { (corner, before) };
            let share = f64::from(side * least - from.0) / f64::from(to.0 - from.0);
            kept.push((side * least, from.1 + (share * f64::from(to.1 - from.1)).round() as i32));
        }
        if is_in {
            kept.push(corner);
        }
        before = corner;
    }
    kept
}

/// Drops repeated corners and those in the middle of a straight line; the ring is open.
fn without_straight_corners(corners: Vec<Corner>) -> Vec<Corner> {
    let mut kept: Vec<Corner> = Vec::with_capacity(corners.len());
    for corner in corners {
        while let [.., a, b] = kept[..]
            && turn(a, b, corner) == 0
        {
            kept.pop();
        }
        if kept.last() != Some(&corner) {
            kept.push(corner);
        }
    }
    // The ring's start is an accident: look at it with what lies before it.
    while let [first, second, .., before_last, last] = kept[..] {
        if last == first || turn(before_last, last, first) == 0 {
            kept.pop();
        } else if turn(last, first, second) == 0 {
            kept.remove(0);
        } else {
            break;
        }
    }
    kept
}

/// Twice the signed area of a triangle: zero when its corners lie on a line.
fn turn(a: Corner, b: Corner, c: Corner) -> i64 {
    let difference = |to: i32, from: i32| i64::from(to) - i64::from(from);
    difference(b.0, a.0) * difference(c.1, a.1) - difference(c.0, a.0) * difference(b.1, a.1)
}

/// Twice the signed area of an open ring.
fn doubled_area(corners: &[Corner]) -> i64 {
    let Some(&first) = corners.first() else { return 0 };
    corners.windows(2).map(|pair| turn(first, pair[0], pair[1])).sum()
}

fn closed(corners: &[Corner]) -> LineString<f64> {
    let corner = |&(x, y): &Corner| Coord { x: f64::from(x), y: f64::from(y) };
    LineString::new(corners.iter().chain(corners.first()).map(corner).collect())
}

#[cfg(test)]
mod tests {
    use geo::Area;

    use super::*;

    const GRAIN: Grain = Grain { step: 4, pixel: 8, low: -64, high: 4160 };

    fn rectangle(left: f64, top: f64, right: f64, bottom: f64) -> Vec<(f64, f64)> {
        vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    }

    fn area(outline: &[Vec<Vec<(f64, f64)>>]) -> Option<f64> {
        GRAIN.draw(outline).map(|drawn| drawn.unsigned_area())
    }

    #[test]
    fn an_outline_inside_the_tile_keeps_its_area_and_its_hole() {
        let outline = vec![vec![rectangle(100.0, 100.0, 500.0, 500.0), rectangle(200.0, 200.0, 300.0, 300.0)]];
        assert_eq!(area(&outline), Some(150_000.0));
    }

    #[test]
    fn an_outline_around_the_tile_becomes_the_tile_with_its_buffer() {
        let outline = vec![vec![rectangle(-1e6, -1e6, 1e6, 1e6)]];
        assert_eq!(area(&outline), Some(4224.0 * 4224.0));
    }

    #[test]
    fn an_outline_beside_the_tile_is_gone() {
        assert_eq!(area(&[vec![rectangle(5000.0, 0.0, 6000.0, 100.0)]]), None);
        assert_eq!(area(&[vec![rectangle(5000.0, 0.0, 5001.0, 1.0)]]), None);
    }

    #[test]
    fn an_outline_smaller_than_a_pixel_is_drawn_as_one_pixel() {
        assert_eq!(area(&[vec![rectangle(1000.2, 1000.2, 1001.0, 1001.0)]]), Some(64.0));
    }

    #[test]
    fn two_neighbours_cut_their_crooked_border_alike_so_nothing_is_missing_between_them() {
        let border: Vec<(f64, f64)> =
            (0..200).map(|i| (2000.0 + 37.3 * f64::from(i % 3), -300.0 + 25.7 * f64::from(i))).collect();
        let side = |far: f64, reversed: bool| {
            let mut ring = border.clone();
            if reversed {
                ring.reverse();
            }
            let (start, end) = (ring[0], ring[ring.len() - 1]);
            ring.extend([(far, end.1), (far, start.1), start]);
            vec![vec![ring]]
        };
        let both = area(&side(-9000.0, false)).unwrap() + area(&side(9000.0, true)).unwrap();
        assert_eq!(both, 4224.0 * 4224.0);
    }

    #[test]
    fn outer_rings_turn_clockwise_on_screen_and_holes_the_other_way() {
        for turned in [false, true] {
            let mut rings = vec![rectangle(0.0, 0.0, 400.0, 400.0), rectangle(100.0, 100.0, 200.0, 200.0)];
            if turned {
                rings.iter_mut().for_each(|ring| ring.reverse());
            }
            let drawn = GRAIN.draw(&[rings]).unwrap();
            let signed = |ring: &LineString<f64>| Polygon::new(ring.clone(), Vec::new()).signed_area();
            assert!(signed(drawn.0[0].exterior()) > 0.0 && signed(&drawn.0[0].interiors()[0]) < 0.0);
        }
    }
}
