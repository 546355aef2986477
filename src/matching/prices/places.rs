//! Levels of places of any kind from the count and mean of their own sales: what a back-test scores the past with.
//!
//! The same borrowing and the same kernel as for the areas and sectors of today, so that what is tested is what is used.

use rayon::prelude::*;

use crate::domain::criteria::Criteria;
use crate::domain::matches::PriceBasis;
use crate::domain::place::Position;
use crate::matching::prices::Level;
use crate::matching::prices::neighbours::{Nearby, kernel, kernels, pulls, radius_m};
use crate::matching::prices::shrinkage::{Raw, shrink_all};

/// The neighbours of every place, in order.
#[must_use]
pub fn neighbours(centres: &[Position], criteria: &Criteria) -> Vec<Vec<Nearby>> {
    let radius_m = radius_m(criteria);
    (0..centres.len())
        .into_par_iter()
        .map(|place| {
            let distances = centres.iter().map(|other| other.distance_m(centres[place])).enumerate();
            pulls(place, distances.filter(|(_, distance_m)| *distance_m <= radius_m), criteria)
        })
        .collect()
}

/// The level of every place, in order; `None` where too little was sold there and next door. `within` is the spread of log
/// price within a place; the spread around the neighbours is worked out of all places.
#[must_use]
pub fn levels(
    counts: &[u32],
    means: &[f64],
    near: &[Vec<Nearby>],
    within: f64,
    basis: PriceBasis,
    criteria: &Criteria,
) -> Vec<Option<Level>> {
    let all: Vec<usize> = (0..counts.len()).collect();
    let prior = kernels(near, counts, means);
    let (shrunk, _) = shrink_all(Raw { counts, means, prior: &prior }, within, &all, criteria);
    let level = |place: usize| {
        let here = shrunk[place]?;
        let nearby = kernel(&near[place], counts, |other| shrunk[other].map(|there| there.level));
        Some(Level {
            sales: counts[place],
            borrowed: here.borrowed,
            log_price: here.level,
            variance: here.variance,
            nearby: nearby.map(|(level, _)| level),
            basis,
            like_for_like: false,
            growth_log: None,
        })
    };
    all.par_iter().map(|place| level(*place)).collect()
}
