//! The back-test of `scoring.md` G.4: would the score have told, in years gone by, where prices later rose more?
//!
//! It reports every base year, never only the average, and sets the score beside what it must beat: chance, low price
//! alone, deprivation alone. It says nothing of causes.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use thiserror::Error;
use time::OffsetDateTime;

use crate::domain::backtest::{Backtest, BacktestHorizon, BaseYear};
use crate::domain::criteria::{Criteria, METHOD_VERSION};
use crate::matching::prices::places;
use crate::validation::bootstrap;
use crate::validation::panel::Panel;
use crate::validation::score::{PlaceScore, SCORE_YEARS, last_outcome_year, outcomes, scores};
use crate::validation::statistics::{mean, partial_rank_correlation, quantile, rank_correlation, slope_given};

/// Years ahead.
pub const HORIZONS: [u32; 2] = [5, 10];

/// The first base year: prices before 1996 are the first of their kind and thin.
const FIRST_BASE_YEAR: i32 = 1998;

/// Base years this far apart from the first share no year of score or outcome at the shorter horizon.
const INDEPENDENT_EVERY: i32 = 8;

/// Fewer places, or base years at the longer horizon, than this tell nothing.
const LEAST_UNITS: usize = 30;
const LEAST_BASE_YEARS: i32 = 5;

/// The same seed gives the same bits.
pub const SEED: u64 = 1995;

/// Why a back-test was not run.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TooLittle {
    /// Too few places.
    #[error(
        "a back-test needs at least {LEAST_UNITS} {basis} with enough sales in nearly every year; here there are {units}"
    )]
    Units {
        /// How many there are.
        units: usize,
        /// What they are.
        basis: &'static str,
    },
    /// Too few years.
    #[error("a back-test needs home prices of at least {needed} years in a row; here they run from {first} to {last}")]
    Years {
        /// The first year.
        first: i32,
        /// The last year.
        last: i32,
        /// How many are needed.
        needed: i32,
    },
}

/// One base year at one horizon: places with a score and an outcome, by index of the panel.
struct Cohort {
    year: i32,
    places: Vec<Option<(PlaceScore, f64)>>,
}

/// Runs the back-test. `done` is told after each step how many of how many are over.
///
/// # Errors
/// [`TooLittle`] when there are too few places or years.
pub fn run(
    panel: &Panel,
    criteria: &Criteria,
    data_release: &str,
    run_at: OffsetDateTime,
    done: &(dyn Fn(u64, u64) + Sync),
) -> Result<Backtest, TooLittle> {
    if panel.units.len() < LEAST_UNITS {
        return Err(TooLittle::Units { units: panel.units.len(), basis: panel.basis.label() });
    }
    let first_base = FIRST_BASE_YEAR.max(panel.first_year + SCORE_YEARS);
    let last_base = |years: i32| panel.last_year() - (last_outcome_year(0, years));
    let longest = HORIZONS[HORIZONS.len() - 1] as i32;
    if last_base(longest) - first_base + 1 < LEAST_BASE_YEARS {
        let needed = SCORE_YEARS + LEAST_BASE_YEARS + last_outcome_year(0, longest);
        return Err(TooLittle::Years { first: panel.first_year, last: panel.last_year(), needed });
    }
    let near = places::neighbours(&panel.centres(), criteria);
    let scored: Vec<(i32, Vec<Option<PlaceScore>>)> =
        (first_base..=last_base(HORIZONS[0] as i32)).map(|year| (year, scores(panel, &near, year, criteria))).collect();
    let steps = 1 + HORIZONS.len() as u64;
    done(1, steps);
    let horizons = (2..).zip(HORIZONS).map(|(step, years)| {
        let horizon = horizon(panel, &scored, years, first_base, last_base(years as i32));
        done(step, steps);
        horizon
    });
    Ok(Backtest {
        run_at,
        data_release: data_release.to_owned(),
        method_version: METHOD_VERSION.to_owned(),
        basis: panel.basis,
        units: panel.units.len(),
        first_year: panel.first_year,
        last_year: panel.last_year(),
        horizons: horizons.collect(),
    })
}

fn horizon(
    panel: &Panel,
    scored: &[(i32, Vec<Option<PlaceScore>>)],
    years: u32,
    first_base: i32,
    last_base: i32,
) -> BacktestHorizon {
    let ahead = years as i32;
    // Every span of the data, also those before the first base year, for the band that a base year could have known.
    let changes: Vec<(i32, Vec<Option<f64>>)> =
        (panel.first_year - 1..=last_base).map(|year| (year, outcomes(panel, year, ahead))).collect();
    let cohorts: Vec<Cohort> = scored
        .iter()
        .filter(|(year, _)| *year <= last_base)
        .filter_map(|(year, scores)| {
            let (_, later) = changes.iter().find(|(of, _)| of == year)?;
            let places = scores.iter().zip(later).map(|(score, later)| Some(((*score)?, (*later)?))).collect();
            Some(Cohort { year: *year, places })
        })
        .collect();
    let base_years: Vec<BaseYear> = cohorts
        .par_iter()
        .map(|cohort| {
            let band = earlier_band(&changes, cohort.year, ahead);
            let independent = (cohort.year - first_base) % INDEPENDENT_EVERY == 0;
            base_year(panel, cohort, years, band, independent)
        })
        .collect();
    let headroom = bootstrap::bounds(&panel.blocks(), SEED + u64::from(years), |drawn| {
        let of_years: Vec<f64> = cohorts
            .iter()
            .map(|cohort| Sample::of(drawn.iter().filter_map(|unit| cohort.places[*unit])).headroom_given_price())
            .collect();
        mean(&of_years)
    });
    let gaps: Vec<f64> = base_years.iter().map(|year| year.gap_closed).collect();
    let average = |of: fn(&BaseYear) -> f64| mean(&base_years.iter().map(of).collect::<Vec<f64>>());
    let share_above_zero = |of: fn(&BaseYear) -> f64| {
        mean(&base_years.iter().map(|y| f64::from(u8::from(of(y) > 0.0))).collect::<Vec<_>>())
    };
    let covered: Vec<f64> = base_years.iter().filter_map(|year| year.coverage).collect();
    BacktestHorizon {
        years,
        mean_score: average(|year| year.score),
        share_positive: share_above_zero(|year| year.score),
        mean_headroom: average(|year| year.headroom_given_price),
        headroom_low: headroom.0,
        headroom_high: headroom.1,
        headroom_share_positive: share_above_zero(|year| year.headroom_given_price),
        gap_closed: mean(&gaps),
        gap_closed_low: gaps.iter().copied().fold(f64::INFINITY, f64::min),
        gap_closed_high: gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        coverage: (!covered.is_empty()).then(|| mean(&covered)),
        base_years,
    }
}

/// The middle 80 % of the changes that were over by the end of a base year.
fn earlier_band(changes: &[(i32, Vec<Option<f64>>)], base_year: i32, ahead: i32) -> Option<(f64, f64)> {
    let over: Vec<f64> = changes
        .iter()
        .filter(|(year, _)| last_outcome_year(*year, ahead) <= base_year)
        .flat_map(|(_, changes)| changes.iter().copied().flatten())
        .collect();
    Some((quantile(&over, 0.1)?, quantile(&over, 0.9)?))
}

fn base_year(panel: &Panel, cohort: &Cohort, years: u32, band: Option<(f64, f64)>, independent: bool) -> BaseYear {
    let sample = Sample::of(cohort.places.iter().copied().flatten());
    let deprived: Vec<(f64, f64)> = panel
        .units
        .iter()
        .zip(&cohort.places)
        .filter_map(|(unit, place)| Some((unit.deprivation?, place.as_ref()?.1)))
        .collect();
    let (deprivation, later): (Vec<f64>, Vec<f64>) = deprived.into_iter().unzip();
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    random.set_stream((u64::from(years) << 32) | u64::from(cohort.year.unsigned_abs()));
    let drawn: Vec<f64> = sample.outcome.iter().map(|_| random.random::<f64>()).collect();
    let inside = |(low, high): (f64, f64)| {
        let within = sample.outcome.iter().filter(|change| (low..=high).contains(*change)).count();
        within as f64 / sample.outcome.len().max(1) as f64
    };
    BaseYear {
        year: cohort.year,
        units: sample.outcome.len(),
        score: rank_correlation(&sample.uplift, &sample.outcome),
        headroom_given_price: sample.headroom_given_price(),
        price_alone: rank_correlation(&sample.low_value, &sample.outcome),
        deprivation_alone: (deprivation.len() >= LEAST_UNITS).then(|| rank_correlation(&deprivation, &later)),
        random: rank_correlation(&drawn, &sample.outcome),
        top_minus_bottom: sample.top_minus_bottom(),
        gap_closed: sample.gap_closed(),
        coverage: band.map(inside),
        independent,
    }
}

/// Scores and outcomes side by side.
#[derive(Default)]
struct Sample {
    uplift: Vec<f64>,
    low_value: Vec<f64>,
    headroom: Vec<f64>,
    headroom_log: Vec<f64>,
    log_price: Vec<f64>,
    outcome: Vec<f64>,
}

impl Sample {
    fn of(places: impl Iterator<Item = (PlaceScore, f64)>) -> Self {
        let mut sample = Self::default();
        for (score, outcome) in places {
            sample.uplift.push(score.uplift);
            sample.low_value.push(score.low_value);
            sample.headroom.push(score.headroom);
            sample.headroom_log.push(score.headroom_log);
            sample.log_price.push(score.log_price);
            sample.outcome.push(outcome);
        }
        sample
    }

    fn headroom_given_price(&self) -> f64 {
        partial_rank_correlation(&self.headroom, &self.outcome, &self.low_value)
    }

    /// How much of each log point of headroom was made up, places of one price level compared; 0 where headroom and price
    /// cannot be told apart.
    fn gap_closed(&self) -> f64 {
        slope_given(&self.outcome, &self.headroom_log, &self.log_price).unwrap_or(0.0)
    }

    fn top_minus_bottom(&self) -> f64 {
        let mut order: Vec<usize> = (0..self.outcome.len()).collect();
        order.sort_by(|a, b| self.uplift[*a].total_cmp(&self.uplift[*b]).then(a.cmp(b)));
        let tenth = (order.len() / 10).max(1).min(order.len());
        let of = |places: &[usize]| mean(&places.iter().map(|place| self.outcome[*place]).collect::<Vec<f64>>());
        of(&order[order.len() - tenth..]) - of(&order[..tenth])
    }
}
