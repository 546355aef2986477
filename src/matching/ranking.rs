//! The best few of many: a heap that never holds more than it must, in one order without ties.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::domain::criteria::{Criteria, Weights};
use crate::matching::combine::Pillars;

/// What a pairing is ranked by, as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// How many constraints fail.
    pub failures: u32,
    /// The score; what it would have been where a constraint fails.
    pub score: f64,
    /// Share of what the score needs that is known.
    pub completeness: f64,
    /// Metres as people travel; infinite when not known.
    pub distance_m: f64,
    /// Index of the asset, which is its order of id.
    pub asset: usize,
    /// Index of the need, which is its order of id.
    pub need: usize,
}

/// A pairing before its pillars are weighed: whatever the weights, this stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unweighed {
    /// How many constraints fail.
    pub failures: u32,
    /// S, D and `U_match`.
    pub pillars: Pillars,
    /// Share of what each of them needs that is known.
    pub known: [f64; 3],
    /// Metres as people travel; infinite when not known.
    pub distance_m: f64,
    /// Index of the asset.
    pub asset: usize,
}

/// Share of what a score needs that is known, of the shares of its pillars.
#[must_use]
pub fn completeness(weights: Weights, known: [f64; 3]) -> f64 {
    let [suitability, deprivation, uplift] = known;
    weights.suitability() * suitability + weights.deprivation() * deprivation + weights.uplift() * uplift
}

impl Unweighed {
    /// What it is ranked by under weights, with the need of this index.
    #[must_use]
    pub fn weighed(&self, criteria: &Criteria, need: usize) -> Standing {
        let Self { failures, pillars, known, distance_m, asset } = *self;
        let completeness = completeness(criteria.weights, known);
        Standing { failures, score: pillars.score(criteria), completeness, distance_m, asset, need }
    }
}

impl Eq for Standing {}

impl PartialOrd for Standing {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Standing {
    /// Less is better: fewer failures, then the ties of `scoring.md` section 5: higher score, higher completeness, shorter
    /// distance, lower asset id, lower need id.
    fn cmp(&self, other: &Self) -> Ordering {
        self.failures
            .cmp(&other.failures)
            .then_with(|| other.score.total_cmp(&self.score))
            .then_with(|| other.completeness.total_cmp(&self.completeness))
            .then_with(|| self.distance_m.total_cmp(&other.distance_m))
            .then_with(|| self.asset.cmp(&other.asset))
            .then_with(|| self.need.cmp(&other.need))
    }
}

/// The best `limit` standings seen so far.
#[derive(Clone, Debug)]
pub struct Best {
    limit: usize,
    heap: BinaryHeap<Standing>,
}

impl Best {
    /// An empty list with room for `limit`.
    #[must_use]
    pub fn of(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// Takes a standing in if it is among the best.
    pub fn offer(&mut self, standing: Standing) {
        if self.heap.len() < self.limit {
            self.heap.push(standing);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && standing < *worst
        {
            *worst = standing;
        }
    }

    /// The last of a full list: what is not before it cannot enter.
    #[must_use]
    pub fn last(&self) -> Option<&Standing> {
        if self.heap.len() < self.limit { None } else { self.heap.peek() }
    }

    /// Takes in all of another list.
    pub fn merge(&mut self, other: Self) {
        for standing in other.heap {
            self.offer(standing);
        }
    }

    /// The best, best first.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Standing> {
        self.heap.into_sorted_vec()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Best, Standing};

    fn standing() -> impl Strategy<Value = Standing> {
        // Few distinct values, so that ties are common.
        (0u32..3, 0u8..5, 0u8..3, 0u8..3, 0usize..20, 0usize..3).prop_map(
            |(failures, score, completeness, distance, asset, need)| Standing {
                failures,
                score: f64::from(score),
                completeness: f64::from(completeness),
                distance_m: f64::from(distance),
                asset,
                need,
            },
        )
    }

    proptest! {
        #[test]
        fn the_best_are_those_that_sorting_everything_gives(
            all in prop::collection::vec(standing(), 0..80), limit in 0usize..20, cut in 0usize..80
        ) {
            let (mut first, mut second) = (Best::of(limit), Best::of(limit));
            for (index, standing) in all.iter().enumerate() {
                if index < cut { first.offer(*standing) } else { second.offer(*standing) }
            }
            first.merge(second);
            let mut sorted = all;
            sorted.sort();
            sorted.truncate(limit);
            prop_assert_eq!(first.into_sorted(), sorted);
        }
    }
}
