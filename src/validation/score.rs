//! The uplift score of every place as it would have been given at the end of a base year, and what happened later.
//!
//! It is the score in use: the shrinkage and kernel of [`places`] and the three components of [`uplift`], with activity
//! not known. The score sees the base year and the two years before it and nothing else; the outcome begins the year after.

use crate::domain::backtest::BacktestBasis;
use crate::domain::criteria::Criteria;
use crate::domain::matches::PriceBasis;
use crate::matching::anchors::Reference;
use crate::matching::prices::Nearby;
use crate::matching::prices::places;
use crate::matching::uplift;
use crate::validation::panel::{Panel, UnitYear};
use crate::validation::statistics::quantile;

/// Years that the score looks back on before the base year.
pub const SCORE_YEARS: i32 = 2;

/// The outcome is measured between two spans of this many years.
pub const OUTCOME_YEARS: i32 = 2;

/// An outcome built on fewer sales than this at either end is not one.
const LEAST_SALES: u32 = 5;

/// The score of one place at a base year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceScore {
    /// U with activity not known.
    pub uplift: f64,
    /// L.
    pub low_value: f64,
    /// H.
    pub headroom: f64,
    /// h, log points.
    pub headroom_log: f64,
    /// The shrunk log price, relative to the region.
    pub log_price: f64,
}

/// The spread of log price within such places; a sector's homes differ a little less than an area's (`scoring.md` 4.1).
fn spread_within(basis: BacktestBasis, criteria: &Criteria) -> (f64, PriceBasis) {
    match basis {
        BacktestBasis::Areas => (criteria.price_spread, PriceBasis::Sales),
        BacktestBasis::Sectors => (criteria.sector_price_spread, PriceBasis::Sectors),
    }
}

/// The score of every place at the end of a base year; `None` where too little was sold.
#[must_use]
pub fn scores(panel: &Panel, near: &[Vec<Nearby>], base_year: i32, criteria: &Criteria) -> Vec<Option<PlaceScore>> {
    let own: Vec<Option<UnitYear>> =
        (0..panel.units.len()).map(|unit| panel.over(unit, base_year - SCORE_YEARS, base_year)).collect();
    let counts: Vec<u32> = own.iter().map(|own| own.map_or(0, |own| own.sales)).collect();
    let means: Vec<f64> = own.iter().map(|own| own.map_or(0.0, |own| own.mean_log)).collect();
    let (within, basis) = spread_within(panel.basis, criteria);
    let levels = places::levels(&counts, &means, near, within, basis, criteria);
    let by_price = Reference::of(levels.iter().flatten().map(|level| level.log_price));
    levels
        .iter()
        .map(|level| {
            let level = level.as_ref()?;
            let figures = uplift::of_area(Some(level), by_price.percentile(level.log_price), None, criteria)?;
            Some(PlaceScore {
                uplift: figures.value,
                low_value: figures.low_value?,
                headroom: figures.headroom?,
                headroom_log: figures.headroom_log?,
                log_price: level.log_price,
            })
        })
        .collect()
}

/// The change of every place from the two years after the base year to the two years `horizon` later, relative to the
/// middle one; `None` where too little was sold at either end.
#[must_use]
pub fn outcomes(panel: &Panel, base_year: i32, horizon: i32) -> Vec<Option<f64>> {
    let level = |unit: usize, from: i32| {
        let known = panel.over(unit, from, from + OUTCOME_YEARS - 1).filter(|known| known.sales >= LEAST_SALES)?;
        Some(known.mean_log)
    };
    let changes: Vec<Option<f64>> = (0..panel.units.len())
        .map(|unit| Some(level(unit, base_year + 1 + horizon)? - level(unit, base_year + 1)?))
        .collect();
    let known: Vec<f64> = changes.iter().copied().flatten().collect();
    let middle = quantile(&known, 0.5).unwrap_or(0.0);
    changes.into_iter().map(|change| change.map(|change| change - middle)).collect()
}

/// The last year that the outcome of a base year looks at.
#[must_use]
pub const fn last_outcome_year(base_year: i32, horizon: i32) -> i32 {
    base_year + horizon + OUTCOME_YEARS
}
