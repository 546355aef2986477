//! Which building could house a cluster of needs, and how well (`scoring.md` F). No one has been asked yet.

use crate::atlas::Tree;
use crate::domain::asset::{Asset, SpaceType};
use crate::domain::criteria::compatibility;
use crate::domain::need::Need;
use crate::domain::place::Position;

/// Saved by sharing rooms, and needed for common space (planning assumptions).
const SHARED_ROOMS: f64 = 0.80;
const COMMON_SPACE: f64 = 1.15;

/// How far from the middle of the cluster a hub may be, in a straight line, metres.
const REACH_M: f64 = 1_500.0;

/// A hub's usable area as a share of what is wanted: at the least and at the most.
const SIZES: [f64; 2] = [0.8, 1.5];

/// How much of the space wanted must be there, now or after a minor change.
const DEMAND_COVERED: f64 = 0.70;
const MINOR_CHANGE: f64 = 0.7;

/// The space a cluster wants together, m2.
#[must_use]
pub fn area_wanted_m2(areas_m2: &[f64]) -> f64 {
    SHARED_ROOMS * COMMON_SPACE * areas_m2.iter().sum::<f64>()
}

/// The share of the space wanted, by area, that a building has or could easily have; `None` when its kinds of space are
/// not known.
#[must_use]
pub fn demand_covered(there: Option<&[SpaceType]>, members: &[(&Need, f64)]) -> Option<f64> {
    let there = there?;
    let serves = |wanted: SpaceType| there.iter().any(|kind| compatibility(wanted, *kind) >= MINOR_CHANGE);
    let mut covered = 0.0;
    let mut all = 0.0;
    for (need, area_m2) in members {
        for space in &need.spaces {
            all += space.share * area_m2;
            if serves(space.space_type) {
                covered += space.share * area_m2;
            }
        }
    }
    (all > 0.0).then(|| covered / all)
}

/// Whether a building of so many usable m2 could be the hub: size, and kinds of space as far as they are known.
#[must_use]
pub fn could_house(asset: &Asset, usable_m2: f64, wanted_m2: f64, members: &[(&Need, f64)]) -> bool {
    let fits = (SIZES[0] * wanted_m2..=SIZES[1] * wanted_m2).contains(&usable_m2);
    let there = asset.facts.space_types.as_ref().map(|fact| fact.value.as_slice());
    fits && demand_covered(there, members).is_none_or(|covered| covered >= DEMAND_COVERED)
}

/// Those within reach of the middle of a cluster, in order.
#[must_use]
pub fn within_reach(tree: &Tree, middle: Position) -> Vec<usize> {
    let mut near: Vec<usize> = tree.around(middle, REACH_M).collect();
    near.sort_unstable();
    near
}

/// Whether a joint budget carries a cost: 1 up to four fifths of it, 0 from one and a quarter times.
#[must_use]
pub fn viability(cost_to_budget: f64) -> f64 {
    (1.0 - (cost_to_budget - 0.8).max(0.0) / 0.45).clamp(0.0, 1.0)
}

/// The hub score, 0 to 100: how well it suits its members by area, tempered by whether they could carry it.
#[must_use]
pub fn score(members: &[(f64, f64)], viability: f64) -> f64 {
    let area_m2: f64 = members.iter().map(|(_, area_m2)| area_m2).sum();
    let suits: f64 = members.iter().map(|(score, area_m2)| score / 100.0 * area_m2).sum();
    if area_m2 > 0.0 { 100.0 * (suits / area_m2).powf(0.7) * viability.powf(0.3) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{area_wanted_m2, score, viability};

    #[test]
    fn golden_example_g7_wants_515_m2() {
        assert!((area_wanted_m2(&[150.0, 120.0, 200.0, 90.0]) - 515.2).abs() < 1e-9);
    }

    #[test]
    fn a_hub_nobody_can_carry_scores_nothing_and_a_perfect_one_a_hundred() {
        assert!((viability(0.5) - 1.0).abs() < 1e-12 && viability(1.25).abs() < 1e-12);
        assert!((viability(1.0) - (1.0 - 0.2 / 0.45)).abs() < 1e-12);
        assert!((score(&[(100.0, 50.0), (100.0, 200.0)], 1.0) - 100.0).abs() < 1e-9);
        assert!(score(&[(80.0, 50.0)], 0.0).abs() < 1e-12);
        assert!(score(&[(80.0, 10.0), (40.0, 100.0)], 1.0) < score(&[(80.0, 100.0), (40.0, 10.0)], 1.0));
    }
}
