//! Local price level of homes with small-sample shrinkage (`scoring.md` C.1, steps 2 to 6).
//!
//! Prices are **not** yet adjusted for the type of home or the month of sale: the regression of step 1 comes with the full
//! method, so an area of flats still looks cheaper than one of houses. What is here is one line of algebra with a
//! variance: an area with few sales borrows from its neighbours, and says how much.
//!
//! Fewer than five sales, counting neighbours by their nearness, are no price level at all: nothing is worked out from
//! them that could be traced to one sale.

use rayon::prelude::*;
use time::Date;

use crate::atlas::{Area, Atlas, Neighbour};
use crate::domain::area::HomeType;
use crate::domain::criteria::Criteria;

/// Months of sales used, and used where the shorter span holds fewer than [`FEW_SALES`].
const MONTHS: [i32; 2] = [36, 60];
const FEW_SALES: usize = 10;

/// The latest months of a release are incomplete and are left out.
const INCOMPLETE_MONTHS: i32 = 2;

/// A price level built on fewer sales, own and borrowed, is not a price level.
const LEAST_SALES: f64 = 5.0;

/// Beyond so many kernel widths a neighbour weighs less than a three-thousandth and is left out.
const KERNEL_WIDTHS: f64 = 4.0;

/// With fewer areas or degrees of freedom than this, the spreads of `scoring.md` stand in for those of the data.
const FEW_AREAS: usize = 30;
const FEW_DEGREES: f64 = 100.0;

/// Spreads of log price: within areas, and around the neighbours' average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spreads {
    /// Within an area.
    pub within: f64,
    /// Around the neighbours' average.
    pub between: f64,
}

/// A shrunk price level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Sales in the area itself.
    pub sales: u32,
    /// Share borrowed from neighbours, 0 to 1.
    pub borrowed: f64,
    /// Natural logarithm of the typical price in GBP.
    pub log_price: f64,
    /// Its variance.
    pub variance: f64,
    /// Average level of the neighbours; `None` where there are none.
    pub nearby: Option<f64>,
}

/// Shrinks the mean of some log prices towards the neighbours' average (steps 3 and 6): level, share borrowed, variance.
#[must_use]
pub fn shrink(sales: u32, own: f64, nearby: f64, spreads: Spreads) -> (f64, f64, f64) {
    let between2 = spreads.between * spreads.between;
    if sales == 0 {
        return (nearby, 1.0, between2);
    }
    let within2 = spreads.within * spreads.within / f64::from(sales);
    let borrowed = within2 / (within2 + between2);
    ((1.0 - borrowed) * own + borrowed * nearby, borrowed, (1.0 - borrowed) * within2)
}

/// Mean log price of one area's own sales, capped (step 2).
#[derive(Clone, Debug, Default)]
struct Own {
    log_prices: Vec<f64>,
    median: f64,
    mean: f64,
}

/// The price level of every area, in order; `None` where too little is sold. `reference` are the areas that the spreads
/// are estimated from.
#[must_use]
pub fn levels(atlas: &Atlas, reference: &[usize], criteria: &Criteria) -> (Vec<Option<Level>>, Spreads) {
    let areas = atlas.areas();
    let mut own: Vec<Own> = match last_month(areas) {
        Some(last) => areas.par_iter().map(|area| Own::of(area, last)).collect(),
        None => vec![Own::default(); areas.len()],
    };
    let within = spread_within(&own, reference, criteria);
    own.par_iter_mut().for_each(|own| own.cap(within * criteria.price_cap));
    let counts: Vec<u32> = own.iter().map(|own| own.log_prices.len() as u32).collect();
    let means: Vec<f64> = own.iter().map(|own| own.mean).collect();
    let near: Vec<Vec<Neighbour>> = areas
        .par_iter()
        .enumerate()
        .map(|(index, area)| {
            let mut near = atlas.catchment(area.centre, reach_m(criteria));
            near.retain(|neighbour| neighbour.area != index && counts[neighbour.area] > 0);
            near
        })
        .collect();
    let prior = priors(&counts, &means, &near, criteria);
    let between = spread_between(&counts, &means, &prior, within, reference, criteria);
    let spreads = Spreads { within, between };
    (smooth(&counts, &means, &near, spreads, criteria), spreads)
}

/// How far neighbours are looked for, metres.
#[must_use]
pub fn reach_m(criteria: &Criteria) -> f64 {
    KERNEL_WIDTHS * criteria.kernel_m
}

/// The average of the neighbours of each place, and how many sales that amounts to.
fn priors(counts: &[u32], means: &[f64], near: &[Vec<Neighbour>], criteria: &Criteria) -> Vec<Option<(f64, f64)>> {
    near.par_iter().map(|near| kernel(near, counts, criteria, |area| Some(means[area]))).collect()
}

/// Steps 4 and 6 for places of any kind: the sales of each, the mean of their log prices, and its neighbours without
/// itself. A place with too few sales, its neighbours' counted by nearness, has no level.
#[must_use]
pub fn smooth(
    counts: &[u32],
    means: &[f64],
    near: &[Vec<Neighbour>],
    spreads: Spreads,
    criteria: &Criteria,
) -> Vec<Option<Level>> {
    let prior = priors(counts, means, near, criteria);
    let within = spreads.within;
    let shrunk: Vec<Option<(f64, f64, f64)>> = (0..counts.len())
        .map(|index| {
            let nearby_sales = prior[index].map_or(0.0, |(_, sales)| sales);
            if f64::from(counts[index]) + nearby_sales < LEAST_SALES {
                return None;
            }
            match prior[index] {
                Some((nearby, _)) => Some(shrink(counts[index], means[index], nearby, spreads)),
                // Nobody sells nearby: the area stands on its own sales.
                None => Some((means[index], 0.0, within * within / f64::from(counts[index]))),
            }
        })
        .collect();
    let levels = (0..counts.len()).into_par_iter().map(|index| {
        let (log_price, borrowed, variance) = shrunk[index]?;
        let nearby = kernel(&near[index], counts, criteria, |area| shrunk[area].map(|(level, _, _)| level));
        Some(Level { sales: counts[index], borrowed, log_price, variance, nearby: nearby.map(|(level, _)| level) })
    });
    levels.collect()
}

/// Average of neighbours by sales and nearness (step 4), and how many sales that amounts to.
fn kernel(
    near: &[Neighbour],
    counts: &[u32],
    criteria: &Criteria,
    level: impl Fn(usize) -> Option<f64>,
) -> Option<(f64, f64)> {
    let twice_width2 = 2.0 * criteria.kernel_m * criteria.kernel_m;
    let (sum, weight) = near.iter().fold((0.0, 0.0), |(sum, total), neighbour| {
        let pull = (-neighbour.distance_m * neighbour.distance_m / twice_width2).exp();
        let weight = f64::from(counts[neighbour.area]) * pull;
        level(neighbour.area).map_or((sum, total), |level| (sum + weight * level, total + weight))
    });
    (weight > 0.0).then(|| (sum / weight, weight))
}

/// Months since year 0.
fn month(date: Date) -> i32 {
    date.year() * 12 + i32::from(u8::from(date.month())) - 1
}

/// The last complete month of the sales: two before the latest sale.
fn last_month(areas: &[Area]) -> Option<i32> {
    areas.iter().filter_map(|area| area.sales.last()).map(|sale| month(sale.date)).max().map(|m| m - INCOMPLETE_MONTHS)
}

impl Own {
    /// Standard sales of whole homes in the months that count.
    fn of(area: &Area, last: i32) -> Self {
        let within = |months: i32| {
            let counted = area.sales.iter().filter(|sale| {
                let age = last - month(sale.date);
                sale.standard && sale.home != HomeType::Other && sale.price_gbp > 0 && (0..months).contains(&age)
            });
            counted.map(|sale| f64::from(sale.price_gbp).ln()).collect::<Vec<f64>>()
        };
        let mut log_prices = within(MONTHS[0]);
        if log_prices.len() < FEW_SALES {
            log_prices = within(MONTHS[1]);
        }
        log_prices.sort_unstable_by(f64::total_cmp);
        let middle = log_prices.len() / 2;
        let median = match log_prices.len() {
            0 => 0.0,
            n if n % 2 == 0 => 0.5 * (log_prices[middle - 1] + log_prices[middle]),
            _ => log_prices[middle],
        };
        Self { log_prices, median, mean: median }
    }

    /// Residuals from the median, capped.
    fn residuals(&self, cap: f64) -> impl Iterator<Item = f64> + '_ {
        self.log_prices.iter().map(move |log_price| (log_price - self.median).clamp(-cap, cap))
    }

    fn cap(&mut self, cap: f64) {
        if !self.log_prices.is_empty() {
            self.mean = self.median + self.residuals(cap).sum::<f64>() / self.log_prices.len() as f64;
        }
    }
}

/// The pooled spread within areas of residuals capped at so many spreads: three rounds from the default settle it.
fn spread_within(own: &[Own], reference: &[usize], criteria: &Criteria) -> f64 {
    let degrees: f64 = reference.iter().map(|area| own[*area].log_prices.len().saturating_sub(1) as f64).sum();
    if degrees < FEW_DEGREES {
        return criteria.price_spread;
    }
    let mut spread = criteria.price_spread;
    for _ in 0..3 {
        let cap = criteria.price_cap * spread;
        let squares = reference.iter().map(|area| {
            let own = &own[*area];
            let count = own.log_prices.len().max(1) as f64;
            let mean = own.residuals(cap).sum::<f64>() / count;
            own.residuals(cap).map(|residual| (residual - mean) * (residual - mean)).sum::<f64>()
        });
        spread = (squares.sum::<f64>() / degrees).sqrt().max(0.01);
    }
    spread
}

/// The spread of areas around their neighbours' average beyond what sampling explains (step 5).
fn spread_between(
    counts: &[u32],
    means: &[f64],
    prior: &[Option<(f64, f64)>],
    within: f64,
    reference: &[usize],
    criteria: &Criteria,
) -> f64 {
    let known: Vec<(f64, f64, f64)> = reference
        .iter()
        .filter(|area| counts[**area] > 0)
        .filter_map(|area| prior[*area].map(|(nearby, _)| (f64::from(counts[*area]), means[*area], nearby)))
        .collect();
    if known.len() < FEW_AREAS {
        return criteria.price_spread_between;
    }
    let (sum, sales) = known.iter().fold((0.0, 0.0), |(sum, sales), (count, mean, nearby)| {
        let gap = mean - nearby;
        (sum + count * (gap * gap - within * within / count), sales + count)
    });
    (sum / sales).max(0.0001).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Spreads, shrink};

    const DEFAULT: Spreads = Spreads { within: 0.33, between: 0.25 };

    #[test]
    fn the_golden_weights_on_neighbours_hold() {
        for (sales, expected) in [(1, 0.635), (3, 0.367), (5, 0.258), (10, 0.148), (20, 0.080), (60, 0.028)] {
            let (_, borrowed, _) = shrink(sales, 11.0, 12.0, DEFAULT);
            assert!((borrowed - expected).abs() < 6e-4, "{sales} sales: {borrowed}");
        }
    }

    #[test]
    fn golden_example_g4_shrinks() {
        let (level, borrowed, variance) = shrink(6, 11.40, 11.85, DEFAULT);
        assert!((borrowed - 0.225046).abs() < 1e-6);
        assert!((level - 11.501271).abs() < 1e-6);
        assert!((variance - 0.0140654).abs() < 1e-7);
    }
}
