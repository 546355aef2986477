//! Where a part is cut: across what moves scores most.

use rayon::prelude::*;

use crate::domain::asset::SpaceType;
use crate::matching::search::LEAF;
use crate::matching::search::codes::{Codes, Facts};
use crate::matching::search::scale::Measure;
use crate::matching::search::summary::{BARRED, Summary};

/// A part of the assets.
#[derive(Clone, Debug)]
pub struct Node {
    /// What there is in it.
    pub summary: Summary,
    /// Where its assets stand in the order.
    pub assets: std::ops::Range<u32>,
    /// Its first half among the nodes, which the second follows; [`Node::WHOLE`] for one that is not cut.
    first: u32,
}

impl Node {
    const WHOLE: u32 = u32::MAX;

    /// Its two halves among the nodes; `None` for one that is not cut.
    pub fn halves(&self) -> Option<[u32; 2]> {
        (self.first != Self::WHOLE).then(|| [self.first, self.first + 1])
    }
}

/// What a part may be cut across.
#[derive(Clone, Copy)]
enum Trait {
    /// Cells of a place: 0 easting, 1 northing.
    Place(usize),
    Number(Measure),
    Kind(u16),
    Barred,
}

/// Traits with the points of a typical score that they win or lose, and over how many steps (cells, or buckets of the
/// measure's scale) they win or lose all of them. Deprivation and uplift count four times what they win: assets of one
/// neighbourhood share both, so that a cut across them is never undone further down, and a fifth fewer parts are opened.
const TRAITS: [(Trait, f64, f64); 13] = [
    (Trait::Barred, 1.0, 1.0),
    (Trait::Place(0), 0.12, 400.0),
    (Trait::Place(1), 0.12, 400.0),
    (Trait::Number(Measure::Deprivation), 1.20, 253.0),
    (Trait::Number(Measure::Uplift), 0.80, 253.0),
    (Trait::Number(Measure::ShareHigh), 0.08, 253.0),
    (Trait::Number(Measure::Area), 0.10, 19.0),
    (Trait::Number(Measure::YearlyMid), 0.10, 11.0),
    (Trait::Number(Measure::Years), 0.06, 31.0),
    (Trait::Number(Measure::Condition), 0.04, 253.0),
    (Trait::Number(Measure::Access), 0.03, 253.0),
    (Trait::Number(Measure::Ready), 0.03, 46.0),
    (Trait::Number(Measure::Planning), 0.10, 253.0),
];

/// Points of having a kind of space.
const KIND_POINTS: f64 = 0.05;

/// So many of a part are looked at to choose where to cut it.
const LOOKED_AT: usize = 256;

/// A half smaller than this share of a part is no half; then it is cut in the middle.
const LEAST_SHARE: usize = 8;

impl Trait {
    fn of(self, codes: &Codes) -> u16 {
        match self {
            Self::Place(axis) => codes.place[axis] / 2 + codes.place[axis + 2] / 2,
            Self::Number(measure) => u16::from(codes.measures[measure as usize]),
            Self::Kind(bit) => u16::from(codes.kinds & bit != 0),
            Self::Barred => u16::from(codes.marks & BARRED != 0),
        }
    }

    fn all() -> impl Iterator<Item = (Self, f64, f64)> {
        let kinds = (0..SpaceType::ALL.len()).map(|kind| (Self::Kind(1 << kind), KIND_POINTS, 1.0));
        TRAITS.into_iter().chain(kinds)
    }
}

/// The nodes, and the assets in their order.
pub fn build(facts: Facts<'_>) -> (Vec<Node>, Vec<Codes>) {
    let count = u32::try_from(facts.atlas.assets().len()).unwrap_or(u32::MAX);
    let mut assets: Vec<Codes> = (0..count).into_par_iter().map(|asset| Codes::of(facts, asset)).collect();
    let nodes = if assets.is_empty() {
        Vec::new()
    } else {
        let (root, below) = part(&mut assets, 0);
        let mut nodes = Vec::with_capacity(1 + below.len());
        nodes.push(moved(root, 1));
        nodes.extend(below.into_iter().map(|node| moved(node, 1)));
        nodes
    };
    (nodes, assets)
}

/// A part that starts here in the order, and the nodes below it: its two halves, what is below the first, what is below the
/// second. Their numbers count from the first of them.
fn part(codes: &mut [Codes], start: u32) -> (Node, Vec<Node>) {
    let assets = start..start + number(codes.len());
    if codes.len() <= LEAF {
        let mut summary = Summary::NOTHING;
        codes.iter().for_each(|codes| summary.join(&Summary::of(codes)));
        return (Node { summary, assets, first: Node::WHOLE }, Vec::new());
    }
    let middle = cut(codes);
    let (first, second) = codes.split_at_mut(middle);
    let halfway = start + number(middle);
    let ((first, mut below), (second, below_second)) = rayon::join(|| part(first, start), || part(second, halfway));
    let mut summary = first.summary;
    summary.join(&second.summary);
    let mut nodes = Vec::with_capacity(2 + below.len() + below_second.len());
    let after = 2 + number(below.len());
    nodes.push(moved(first, 2));
    nodes.push(moved(second, after));
    nodes.extend(below.drain(..).map(|node| moved(node, 2)));
    nodes.extend(below_second.into_iter().map(|node| moved(node, after)));
    (Node { summary, assets, first: 0 }, nodes)
}

/// A node whose numbers count from so much further on.
fn moved(node: Node, by: u32) -> Node {
    let first = if node.first == Node::WHOLE { Node::WHOLE } else { node.first + by };
    Node { first, ..node }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Brings the two halves of a part apart and gives the length of the first: across the trait in which it differs by most
/// points, at the mean, which tells those that have something from those that have not.
fn cut(codes: &mut [Codes]) -> usize {
    let step = codes.len().div_ceil(LOOKED_AT);
    let seen = codes.len().div_ceil(step) as f64;
    let (mut widest, mut at, mut most) = (Trait::Barred, 0.0_f64, -1.0);
    for (of, points, over) in Trait::all() {
        let steps = || codes.iter().step_by(step).map(|codes| f64::from(of.of(codes)));
        let mean = steps().sum::<f64>() / seen;
        let spread = (steps().map(|found| (found - mean).powi(2)).sum::<f64>() / seen).sqrt();
        // No trait can win or lose more than all of its points.
        let worth = points * (spread / over).min(1.0);
        if worth > most {
            (widest, at, most) = (of, mean, worth);
        }
    }
    let mut middle = 0;
    for index in 0..codes.len() {
        if f64::from(widest.of(&codes[index])) < at {
            codes.swap(middle, index);
            middle += 1;
        }
    }
    let least = (codes.len() / LEAST_SHARE).max(1);
    if middle < least || codes.len() - middle < least {
        middle = codes.len() / 2;
        codes.select_nth_unstable_by_key(middle, |codes| (widest.of(codes), codes.asset));
    }
    middle
}
