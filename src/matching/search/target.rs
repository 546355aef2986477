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
    /// Boxes that hold all of it between them; `None` where it is a point.
    boxes: Option<Box<Boxes>>,
    borough: u32,
    detour: f32,
    /// The most that a place counts so many steps away, as it is weighed; what is beyond the last counts nothing.
    pull: Box<[f32; STEPS]>,
    steps_per_m: f32,
    unknown: f32,
}

impl Target {
    /// No asset of a part is nearer, metres of travel; `None` where nothing says.
    pub fn nearest_m(&self, part: &impl Part) -> Option<f32> {
        match self {
            Self::Box(reached) => reached.nearest_m(part),
            Self::Anywhere | Self::NotKnown => None,
        }
    }

    /// Where a need wants to be; `weight` is what location weighs.
    pub fn of(need: &Need, atlas: &Atlas, criteria: &Criteria, weight: f64) -> Self {
        let reached = |around: Area, boxes: Option<Box<Boxes>>, borough: u32| {
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
            NeedPlace::Near(point) => reached(around_all(&[in_short(*point)]), None, 0),
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
                reached(around, Some(Box::new(Boxes::of(&boxes))), borough_bit(atlas, *first))
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

/// Edges of boxes side by side, so that one instruction measures several; the last box stands in for those that there are
/// fewer than [`BOXES`].
#[derive(Debug)]
struct Boxes {
    /// West and east, south and north, metres.
    edges: [[[f32; BOXES]; 2]; 2],
}

impl Boxes {
    fn of(boxes: &[Area]) -> Self {
        let held = |index: usize| boxes[index.min(boxes.len() - 1)];
        Self { edges: [0, 1].map(|axis| [0, 1].map(|end| std::array::from_fn(|index| held(index)[axis][end]))) }
    }

    /// The least that any of them says of its square.
    fn least(&self, square: impl Fn(Area) -> f32) -> f32 {
        let [[west, east], [south, north]] = &self.edges;
        let squares: [f32; BOXES] =
            std::array::from_fn(|index| square([[west[index], east[index]], [south[index], north[index]]]));
        squares.into_iter().fold(f32::INFINITY, lesser)
    }
}

/// Of two numbers that are both known: `f32::min` also minds what is none, which takes twice as long.
const fn lesser(one: f32, other: f32) -> f32 {
    if one < other { one } else { other }
}

const fn greater(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// Metres in a straight line between two boxes, squared.
fn gap(one: &Area, other: &Area) -> f32 {
    let gap = |axis: usize| greater(greater(one[axis][0] - other[axis][1], other[axis][0] - one[axis][1]), 0.0);
    let (east, north) = (gap(0), gap(1));
    east * east + north * north
}

/// Metres in a straight line between the points of two boxes that are farthest apart, squared.
fn span(one: &Area, other: &Area) -> f32 {
    let span = |axis: usize| greater(greater(one[axis][1] - other[axis][0], other[axis][1] - one[axis][0]), 0.0);
    let (east, north) = (span(0), span(1));
    east * east + north * north
}

impl Reached {
    /// What location counts at the most, as it is weighed: the pull at the nearest edge of the box around every place that
    /// one of them may be at, so many metres of travel away.
    pub fn most(&self, part: &impl Part, nearest_m: Option<f32>) -> f32 {
        let known = nearest_m.map_or(0.0, |metres| {
            let step = (metres * self.steps_per_m) as usize;
            self.pull.get(step).copied().unwrap_or(0.0)
        });
        if part.some() & Mark::Nowhere as u32 == 0 { known } else { known.max(self.unknown) }
    }

    /// None within the borough; `None` where nothing places one.
    fn nearest_m(&self, part: &impl Part) -> Option<f32> {
        if part.boroughs() & self.borough != 0 {
            return Some(0.0);
        }
        let around = around(part.place())?;
        let squared = match &self.boxes {
            None => gap(&around, &self.around),
            Some(boxes) => boxes.least(|part| gap(&around, &part)),
        };
        Some((squared.sqrt() * self.detour - HAIR_M).max(0.0))
    }

    /// No asset of a part is farther, metres of travel: in each box there is a centre.
    pub fn farthest_m(&self, part: &impl Part) -> f32 {
        let Some(around) = around(part.place()) else { return 0.0 };
        let squared = match &self.boxes {
            None => span(&around, &self.around),
            Some(boxes) => boxes.least(|part| span(&around, &part)),
        };
        squared.sqrt() * self.detour + HAIR_M
    }
}

/// The box that cells make.
fn around([west, south, east, north]: [u16; 4]) -> Option<Area> {
    let (low, high) = (|cell: u16| f32::from(cell) * CELL_M, |cell: u16| (f32::from(cell) + 1.0) * CELL_M);
    (west <= east).then(|| [[low(west), high(east)], [low(south), high(north)]])
}
