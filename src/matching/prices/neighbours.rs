//! Averages of neighbours by sales and nearness: a Gaussian kernel that leaves the place itself out (`scoring.md` C.1,
//! step 4).

use rayon::prelude::*;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;

/// Beyond so many kernel widths a neighbour weighs less than a three-thousandth and is left out.
const KERNEL_WIDTHS: f64 = 4.0;

/// A neighbour and what each of its sales weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearby {
    /// Index of the neighbour.
    pub place: u32,
    /// `exp(-d^2 / (2 width^2))`.
    pub pull: f64,
}

/// How far neighbours are looked for, metres.
#[must_use]
pub fn radius_m(criteria: &Criteria) -> f64 {
    KERNEL_WIDTHS * criteria.kernel_m
}

/// The neighbours of every area.
#[must_use]
pub fn of_areas(atlas: &Atlas, criteria: &Criteria) -> Vec<Vec<Nearby>> {
    let radius_m = radius_m(criteria);
    let areas = atlas.areas().par_iter().enumerate();
    areas
        .map(|(index, area)| {
            let near = atlas.catchment(area.centre, radius_m).into_iter();
            pulls(index, near.map(|neighbour| (neighbour.area, neighbour.distance_m)), criteria)
        })
        .collect()
}

/// The neighbours of every postcode sector.
#[must_use]
pub fn of_sectors(atlas: &Atlas, criteria: &Criteria) -> Vec<Vec<Nearby>> {
    let radius_m = radius_m(criteria);
    let sectors = atlas.sectors().par_iter().enumerate();
    sectors
        .map(|(index, sector)| pulls(index, atlas.sectors_around(sector.centre, radius_m).into_iter(), criteria))
        .collect()
}

/// What the sales of each neighbour weigh, given its distance in metres; the place itself is left out.
pub fn pulls(itself: usize, near: impl Iterator<Item = (usize, f64)>, criteria: &Criteria) -> Vec<Nearby> {
    let twice_width2 = 2.0 * criteria.kernel_m * criteria.kernel_m;
    near.filter(|(place, _)| *place != itself)
        .filter_map(|(place, distance_m)| {
            let place = u32::try_from(place).ok()?;
            Some(Nearby { place, pull: (-distance_m * distance_m / twice_width2).exp() })
        })
        .collect()
}

/// The average of the neighbours that have a level and sales, and how many sales that amounts to; `None` of none.
pub fn kernel(near: &[Nearby], counts: &[u32], level: impl Fn(usize) -> Option<f64>) -> Option<(f64, f64)> {
    let (sum, weight) =
        near.iter().filter(|near| counts[near.place as usize] > 0).fold((0.0, 0.0), |(sum, total), near| {
            let weight = f64::from(counts[near.place as usize]) * near.pull;
            level(near.place as usize).map_or((sum, total), |level| (sum + weight * level, total + weight))
        });
    (weight > 0.0).then(|| (sum / weight, weight))
}
