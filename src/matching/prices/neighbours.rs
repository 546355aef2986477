//! Averages of neighbours by sales and nearness: a Gaussian kernel that leaves the place itself out (`scoring.md` C.1,
//! step 4).

use rayon::prelude::*;

use crate::atlas::{Around, Atlas};
use crate::domain::criteria::Criteria;
use crate::domain::place::Position;

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

/// What is known of places that their neighbours are averaged by: sales, and a level of those that have one.
#[derive(Clone, Debug)]
pub struct Shown(Vec<[f64; 2]>);

impl Shown {
    /// Of places with these sales. One without sales or without a level weighs nothing.
    #[must_use]
    pub fn of(counts: &[u32], level: impl Fn(usize) -> Option<f64>) -> Self {
        let known = |(place, count): (usize, &u32)| {
            let level = if *count > 0 { level(place) } else { None };
            level.map_or([0.0; 2], |level| [f64::from(*count), level])
        };
        Self(counts.iter().enumerate().map(known).collect())
    }

    /// Nothing known of so many places.
    #[must_use]
    pub fn nothing(places: usize) -> Self {
        Self(vec![[0.0; 2]; places])
    }
}

/// What [`kernel`] says of the neighbours of every area, by several fields in one go. At six kilometres a town has
/// thousands of neighbours to an area, so what each weighs is worked out where it is used and never kept.
#[must_use]
pub fn averages<const FIELDS: usize>(
    atlas: &Atlas,
    fields: [&Shown; FIELDS],
    criteria: &Criteria,
) -> Vec<[Option<(f64, f64)>; FIELDS]> {
    let centres: Vec<Position> = atlas.areas().iter().map(|area| area.centre).collect();
    if fields.iter().all(|field| field.0.iter().all(|[sales, _]| *sales <= 0.0)) {
        return vec![[None; FIELDS]; centres.len()];
    }
    let twice_width2 = 2.0 * criteria.kernel_m * criteria.kernel_m;
    let prepare = |around: &Around| -> Vec<[[f64; 2]; FIELDS]> {
        around.areas.iter().map(|area| fields.map(|field| field.0[*area as usize])).collect()
    };
    atlas.catchments(&centres, radius_m(criteria), prepare, |itself, around, shown| {
        let mut sums = [[0.0; 2]; FIELDS];
        for (place, distance_m) in around.within(centres[itself]) {
            if around.areas[place] as usize == itself {
                continue;
            }
            let pull = (-distance_m * distance_m / twice_width2).exp();
            for ([sum, total], [sales, level]) in sums.iter_mut().zip(shown[place]) {
                let weight = sales * pull;
                *sum += weight * level;
                *total += weight;
            }
        }
        sums.map(|[sum, weight]| (weight > 0.0).then(|| (sum / weight, weight)))
    })
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

/// The same of each of many places.
#[must_use]
pub fn kernels(near: &[Vec<Nearby>], counts: &[u32], means: &[f64]) -> Vec<Option<(f64, f64)>> {
    near.par_iter().map(|near| kernel(near, counts, |place| Some(means[place]))).collect()
}
