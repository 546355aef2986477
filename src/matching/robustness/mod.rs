//! How firm a ranking is (`scoring.md` D.3): the same ranking many times over, each time with slightly other weights and
//! with what is uncertain filled in another way.
//!
//! The method is SMAA-2: Lahdelma and Salminen, "SMAA-2: Stochastic Multicriteria Acceptability Analysis for Group
//! Decision Making", Operations Research 49 (2001); by simulation after Tervonen and Lahdelma, "Implementing stochastic
//! multicriteria acceptability analysis", European Journal of Operational Research 178 (2007). It gives the share of runs
//! in which a pairing came first (rank acceptability), the weights of somebody who would choose it (central weights), and
//! how often one beats another.
//!
//! | file | what |
//! |---|---|
//! | `alternative.rs` | one pairing as the simulation sees it, and what names its draws |
//! | `preferences.rs` | the weights of every run: around those asked for, and any at all |
//! | `uncertainty.rs` | S, D and U of every run |
//! | `scale.rs` | the price scale, read off fast |
//! | `tally.rs` | ranks counted over the runs |
//! | `simulation.rs` | the runs |
//! | `words.rs` | labels and sentences |
//!
//! Everything drawn hangs on a seed made of the question, the anchors and the weights, and on the name of what it is drawn
//! for, never on order or on threads: the same question over the same data has the same answer to the last bit, and one
//! pairing more or less changes nobody else's draws. It never changes a score. To let another input vary, draw it in
//! `uncertainty.rs` from a stream of its own.

mod alternative;
mod preferences;
mod scale;
mod simulation;
mod tally;
#[cfg(test)]
mod tests;
mod uncertainty;
mod words;

pub use alternative::{Alternative, place_name};
pub use simulation::{Outcome, Seed, Terms, simulate};

use crate::domain::criteria::Criteria;
use crate::domain::matches::{PriceBasis, RankedRobustness, Robustness};
use crate::matching::survey::Survey;

/// Runs of each kind. The share of a ranking's runs is then known to about 0.011.
pub const DRAWS: usize = 2_000;

/// The best so many of the eligible take part: who comes first is not decided below.
pub const ALTERNATIVES: usize = 200;

/// How firm the place of each of the best alternatives is, in order of the list, and how that was worked out. `subject`
/// names the question and `eligible` is the length of the whole list. Where there is nothing to rank among, nothing.
#[must_use]
pub fn assess(
    alternatives: &[Alternative<'_>],
    eligible: usize,
    subject: &str,
    survey: &Survey,
    criteria: &Criteria,
) -> (Vec<Robustness>, Option<RankedRobustness>) {
    if alternatives.len() < 2 {
        return (Vec::new(), None);
    }
    let seed = Seed::of(subject, &survey.anchors().version, criteria.weights);
    let prices = [PriceBasis::Sales, PriceBasis::Sectors].map(|basis| survey.price_scale(basis));
    let outcomes = simulate(alternatives, Terms { criteria, prices, draws: DRAWS, seed });
    (words::told(alternatives, &outcomes, DRAWS), Some(words::of_ranking(alternatives.len(), eligible, DRAWS)))
}
