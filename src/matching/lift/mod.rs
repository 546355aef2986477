//! The smallest single change that lifts a pair into the next band (`scoring.md` D.4, "What would help").
//!
//! Nothing here has a formula of its own. Each lever of [`levers`] changes one thing in a copy of the asset or the need,
//! [`Scored`] scores the copy as it scores everything, and a search over the very numbers that would be printed finds the
//! first that is enough: what the sentence says holds, and one step less does not. The steps are figures that people negotiate
//! in: whole years of a lease, from ten on in fives; areas in tens.
//!
//! Of several levers the smallest change wins. Its size has no unit: the share of the present value that would change
//! (a budget from 20,000 to 25,000 GBP is 0.25); for a start date the share of the time after which lateness counts in
//! full; for what is either done or not, 1. What is not known is no lever: finding out comes first. To add a lever, add a
//! row to the table of `levers.rs` and its words to `explain/lift.rs`.

mod levers;

pub use levers::{Lever, later};

use crate::domain::asset::Asset;
use crate::domain::matches::{Audience, Band, PlaceFigures};
use crate::domain::need::Need;
use crate::matching::constraints;
use crate::matching::find::Scored;
use crate::matching::pair::Pair;

/// A change of more than the whole of what there is, twice the budget say, is no longer a small one and is not offered.
const LARGEST: f64 = 1.0;

/// One change and what it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// What is changed.
    pub lever: Lever,
    /// To what, in the lever's own unit; 1 for what is either done or not.
    pub to: f64,
    /// How large a change it is: a share of the present value.
    pub size: f64,
    /// The band it lifts the pair into.
    pub band: Band,
}

/// The smallest single change that lifts an eligible pair into the next band; `None` when none does, it is strong, or it is
/// too far away for people to come.
#[must_use]
pub fn smallest(pair: &Pair<'_>, place: &PlaceFigures, score: f64, audience: Audience) -> Option<Change> {
    let edge = next_edge(score).filter(|_| pair.is_within_reach())?;
    let mut trial = Trial { pair, place, edge, asset: pair.asset.clone(), need: pair.need.clone() };
    let mut best: Option<Change> = None;
    for lever in Lever::ALL.iter().copied().filter(|lever| audience == Audience::Owner || !lever.is_private()) {
        let is_smaller = |size: f64| size <= LARGEST && best.is_none_or(|best| size < best.size);
        if let Some((to, size)) = trial.enough(lever, is_smaller) {
            best = Some(Change { lever, to, size, band: Band::of(edge) });
        }
    }
    best
}

/// The least score of the band above.
fn next_edge(score: f64) -> Option<f64> {
    Band::EDGES.into_iter().rev().find(|edge| score < *edge)
}

/// Copies of an asset and a need in which one thing is moved at a time: copying them for each step would take most of the
/// time that a match takes to be told.
struct Trial<'a> {
    pair: &'a Pair<'a>,
    place: &'a PlaceFigures,
    edge: f64,
    asset: Asset,
    need: Need,
}

impl Trial<'_> {
    /// The first step of a lever that lifts the pair to the edge, of those small enough, and how large a change it is.
    fn enough(&mut self, lever: Lever, is_small: impl Fn(f64) -> bool) -> Option<(f64, f64)> {
        let steps = lever.steps(self.pair)?;
        let last =
            first(steps.count, |step| !is_small(steps.size(steps.value(step)))).map_or(steps.count, |step| step - 1);
        let to = steps.value(first(last, |step| self.reaches(lever, steps.value(step)))?);
        Some((to, steps.size(to)))
    }

    /// Whether the pair, so changed, is eligible and scores at least so much.
    fn reaches(&mut self, lever: Lever, to: f64) -> bool {
        lever.apply(to, self.pair, &mut self.asset, &mut self.need);
        let changed = self.pair.changed(&self.asset, &self.need);
        !constraints::is_ruled_out(&changed) && Scored::of(&changed, self.place).score >= self.edge
    }
}

/// The first of so many steps that holds, where every step after it does; `None` where the last does not.
fn first(count: u32, mut holds: impl FnMut(u32) -> bool) -> Option<u32> {
    if count == 0 || !holds(count) {
        return None;
    }
    let (mut short, mut far) = (0, count);
    while far - short > 1 {
        let middle = short + (far - short) / 2;
        if holds(middle) { far = middle } else { short = middle }
    }
    Some(far)
}

#[cfg(test)]
mod tests {
    use super::next_edge;

    #[test]
    fn the_next_edge_is_the_one_above() {
        for (score, edge) in
            [(0.0, Some(40.0)), (39.9, Some(40.0)), (40.0, Some(55.0)), (69.99, Some(70.0)), (70.0, None)]
        {
            assert_eq!(next_edge(score), edge, "{score}");
        }
    }
}
