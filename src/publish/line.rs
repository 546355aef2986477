//! Lines cut to a tile and drawn no finer than it can show.

use geo::{Coord, LineString, MultiLineString};

use crate::publish::polygon::Grain;

impl Grain {
    /// Lines whose corners are in tile units (y down), cut and moved to the grid of the zoom; `None` when nothing of them is
    /// left.
    #[must_use]
    pub fn draw_lines(self, lines: &[Vec<(f64, f64)>]) -> Option<MultiLineString> {
        let mut drawn: Vec<LineString> = Vec::new();
        for line in lines {
            let mut part: Vec<Coord> = Vec::new();
            for ends in line.windows(2) {
                let Some((from, to)) = self.cut(ends[0], ends[1]) else {
                    finish(&mut part, &mut drawn);
                    continue;
                };
                if part.last() != Some(&from) {
                    finish(&mut part, &mut drawn);
                    part.push(from);
                }
                if from != to {
                    part.push(to);
                }
            }
            finish(&mut part, &mut drawn);
        }
        (!drawn.is_empty()).then_some(MultiLineString(drawn))
    }

    /// What of a straight line is inside the cut (Liang and Barsky 1984), on the grid.
    fn cut(self, from: (f64, f64), to: (f64, f64)) -> Option<(Coord, Coord)> {
        let (low, high) = (f64::from(self.low), f64::from(self.high));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut start, mut end) = (0.0_f64, 1.0_f64);
        for (step, room) in [(-dx, from.0 - low), (dx, high - from.0), (-dy, from.1 - low), (dy, high - from.1)] {
            if step < 0.0 {
                start = start.max(room / step);
            } else if step > 0.0 {
                end = end.min(room / step);
            } else if room < 0.0 {
                return None;
            }
        }
        let at = |along: f64| {
            let step = f64::from(self.step);
            let snap = |value: f64| (value / step).round() * step;
            Coord { x: snap(from.0 + along * dx), y: snap(from.1 + along * dy) }
        };
        (start <= end).then(|| (at(start), at(end)))
    }
}

/// Keeps a part that has a length.
fn finish(part: &mut Vec<Coord>, drawn: &mut Vec<LineString>) {
    if part.len() >= 2 {
        drawn.push(LineString(std::mem::take(part)));
    } else {
        part.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAIN: Grain = Grain { step: 4, pixel: 8, low: -64, high: 4160 };

    fn corners(lines: &MultiLineString) -> Vec<Vec<(f64, f64)>> {
        lines.iter().map(|line| line.coords().map(Coord::x_y).collect()).collect()
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_and_goes_on_where_it_comes_back() {
        let around = vec![(100.0, 100.0), (5_000.0, 100.0), (5_000.0, 201.0), (100.0, 201.0)];
        let drawn = GRAIN.draw_lines(&[around]).unwrap();
        assert_eq!(corners(&drawn), [[(100.0, 100.0), (4160.0, 100.0)], [(4160.0, 200.0), (100.0, 200.0)]]);
        let bend = vec![(0.0, 0.0), (400.0, 0.0), (400.0, 400.0)];
        assert_eq!(corners(&GRAIN.draw_lines(std::slice::from_ref(&bend)).unwrap()), [bend]);
    }

    #[test]
    fn a_line_outside_or_without_length_is_none() {
        for line in [vec![(-200.0, -900.0), (-200.0, 900.0)], vec![(9.0, 9.0), (9.5, 9.5)], vec![(5.0, 5.0)], vec![]] {
            assert_eq!(GRAIN.draw_lines(&[line]), None);
        }
    }
}
