//! Where a need wants to be, as parts of the assets are measured against it: how near one could be, and how far.

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::need::{Need, NeedPlace};
use crate::domain::place::Position;
use crate::matching::location::decay;
use crate::matching::search::summary::{CELL_M, Mark, Part, borough_bit};

/// More than a distance can differ by from one worked out in another order and in fewer digits, metres.
const HAIR_M: f32 = 3.0;

/// A borough is so many boxes around centres of its areas that are near each other: one box around all of them holds much
/// of its neighbours.
const BOXES: usize = 32;

/// Steps from the place to where its pull ends.
const STEPS: usize = 512;

/// West and east, south and north, metres.
type Area = [[f32; 2]; 2];

/// Where a need wants to be.
#[derive(Debug)]
pub enum Target {
    Box(Reached),
    /// The need has not said.
    Anywhere,
    /// It names a borough that no area lies in.
    NotKnown,
}

/// A point, or the centres of a borough's areas and the bit of that borough.
#[derive(Debug)]
pub struct Reached {
    /// The box around all of it.
    around: Area,
    /// Boxes that hold all of it between them; none where it is a point.
    boxes: Vec<Area>,
    borough: u32,
    detour: f32,
    /// The most that a place counts so many steps away, as it is weighed; what is beyond the last counts nothing.
    pull: Box<[f32; STEPS]>,
    steps_per_m: f32,
    unknown: f32,
}

impl Target {
    /// Where a need wants to be; `weight` is what location weighs.
    pub fn of(need: &Need, atlas: &Atlas, criteria: &Criteria, weight: f64) -> Self {
        let reached = |around: Area, boxes: Vec<Area>, borough: u32| {
            let profile = need.reach.decay();
            let step_m = profile.cut_m / (STEPS - 1) as f64;
            Self::Box(Reached {
                around,
                boxes,
                borough,
                detour: criteria.detour as f32,
                pull: Box::new(std::array::from_fn(|step| (weight * decay(step_m * step as f64, profile)) as f32)),
                steps_per_m: (1.0 / step_m) as f32,
                unknown: (weight * criteria.unknown) as f32,
            })
        };
        match &need.place {
            NeedPlace::Near(point) => reached(around_all(&[in_short(*point)]), Vec::new(), 0),
            NeedPlace::Anywhere => Self::Anywhere,
            NeedPlace::Borough(name) => {
                let Some(name) = atlas.borough(name) else { return Self::NotKnown };
                let areas = atlas.areas_of_borough(&name);
                let Some(first) = areas.first() else { return Self::NotKnown };
                let mut centres: Vec<[f32; 2]> =
                    areas.iter().map(|area| in_short(atlas.areas()[*area].centre)).collect();
                let around = around_all(&centres);
                let mut boxes = Vec::new();
                split(&mut centres, BOXES, &mut boxes);
                reached(around, boxes, borough_bit(atlas, *first))
            }
        }
    }
}

fn in_short(position: Position) -> [f32; 2] {
    [position.easting_m as f32, position.northing_m as f32]
}

fn around_all(points: &[[f32; 2]]) -> Area {
    [0, 1].map(|axis| {
        let along = || points.iter().map(|point| point[axis]);
        [along().fold(f32::INFINITY, f32::min), along().fold(f32::NEG_INFINITY, f32::max)]
    })
}

/// Boxes around points: those of each half of them, cut across where they lie farthest apart.
fn split(points: &mut [[f32; 2]], into: usize, boxes: &mut Vec<Area>) {
    let around = around_all(points);
    if into < 2 || points.len() < 2 {
        boxes.push(around);
        return;
    }
    let span = |axis: usize| around[axis][1] - around[axis][0];
    let axis = usize::from(span(1) > span(0));
    let middle = points.len() / 2;
    points.select_nth_unstable_by(middle, |one, other| one[axis].total_cmp(&other[axis]));
    let (first, second) = points.split_at_mut(middle);
    split(first, into / 2, boxes);
    split(second, into / 2, boxes);
}

/// Metres in a straight line between two boxes.
fn gap_m(one: &Area, other: &Area) -> f32 {
    let gap = |axis: usize| (one[axis][0] - other[axis][1]).max(other[axis][0] - one[axis][1]).max(0.0);
    straight(gap(0), gap(1))
}

/// Metres in a straight line between the points of two boxes that are farthest apart.
fn span_m(one: &Area, other: &Area) -> f32 {
    let span = |axis: usize| (one[axis][1] - other[axis][0]).max(other[axis][1] - one[axis][0]).max(0.0);
    straight(span(0), span(1))
}

impl Reached {
    /// What location counts at the most, as it is weighed: the pull at the nearest edge of the box around every place that
    /// one of them may be at.
    pub fn most(&self, part: &impl Part) -> f32 {
        let known = self.nearest_m(part).map_or(0.0, |metres| {
            let step = (metres * self.steps_per_m) as usize;
            self.pull.get(step).copied().unwrap_or(0.0)
        });
        if part.some() & Mark::Nowhere as u32 == 0 { known } else { known.max(self.unknown) }
    }

    /// No asset of a part is nearer, metres of travel: none within the borough; `None` where nothing places one.
    pub fn nearest_m(&self, part: &impl Part) -> Option<f32> {
        if part.boroughs() & self.borough != 0 {
            return Some(0.0);
        }
        let around = around(part.place())?;
        let nearest_m = if self.boxes.is_empty() {
            gap_m(&around, &self.around)
        } else {
            self.boxes.iter().map(|part| gap_m(&around, part)).fold(f32::INFINITY, f32::min)
        };
        Some((nearest_m * self.detour - HAIR_M).max(0.0))
    }

    /// No asset of a part is farther, metres of travel: in each box there is a centre.
    pub fn farthest_m(&self, part: &impl Part) -> f32 {
        let Some(around) = around(part.place()) else { return 0.0 };
        let farthest_m = if self.boxes.is_empty() {
            span_m(&around, &self.around)
        } else {
            self.boxes.iter().map(|part| span_m(&around, part)).fold(f32::INFINITY, f32::min)
        };
        farthest_m * self.detour + HAIR_M
    }
}

fn straight(east_m: f32, north_m: f32) -> f32 {
    (east_m * east_m + north_m * north_m).sqrt()
}

/// The box that cells make.
fn around([west, south, east, north]: [u16; 4]) -> Option<Area> {
    let (low, high) = (|cell: u16| f32::from(cell) * CELL_M, |cell: u16| (f32::from(cell) + 1.0) * CELL_M);
    (west <= east).then(|| [[low(west), high(east)], [low(south), high(north)]])
}
