//! A back-test of the uplift score on the past (`scoring.md` G.4): how it was run, what came out, and whether it passes.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::matches::PriceBasis;
use crate::vocabulary;

/// What the gate asks of a horizon (`scoring.md` G.4): the least share of base years in which headroom helps.
const LEAST_SHARE_POSITIVE: f64 = 0.80;

/// What the gate asks of the market band: the share of later changes that it holds.
const COVERAGE: [f64; 2] = [0.75, 0.95];

vocabulary! {
    /// The places a back-test was run over.
    BacktestBasis {
        Sectors = "sectors", "postcode sectors";
        Areas = "areas", "neighbourhoods";
    }
}

impl From<PriceBasis> for BacktestBasis {
    fn from(basis: PriceBasis) -> Self {
        match basis {
            PriceBasis::Sales => Self::Areas,
            PriceBasis::Sectors => Self::Sectors,
        }
    }
}

/// One back-test. Correlations run from -1 to 1; shares from 0 to 1; changes are log points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// When it was run.
    #[serde(with = "time::serde::rfc3339")]
    pub run_at: OffsetDateTime,
    /// Names the price data it was run on.
    pub data_release: String,
    /// The version of the method.
    pub method_version: String,
    /// The places it was run over.
    pub basis: BacktestBasis,
    /// How many places.
    pub units: usize,
    /// The first year of prices.
    pub first_year: i32,
    /// The last year of prices.
    pub last_year: i32,
    /// Five years ahead and ten.
    pub horizons: Vec<BacktestHorizon>,
}

/// The results so many years ahead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BacktestHorizon {
    /// Years from the score to the outcome.
    pub years: u32,
    /// Each base year, oldest first.
    pub base_years: Vec<BaseYear>,
    /// Mean rank correlation of the score with later relative change.
    pub mean_score: f64,
    /// Share of base years in which it is above zero.
    pub share_positive: f64,
    /// Mean partial rank correlation of headroom with later relative change, given the price level.
    pub mean_headroom: f64,
    /// Its lower 5 % bound, by block bootstrap.
    pub headroom_low: f64,
    /// Its upper 95 % bound.
    pub headroom_high: f64,
    /// Share of base years in which it is above zero.
    pub headroom_share_positive: f64,
    /// Mean share of the gap to the neighbours that closed, all causes (least squares, given the price level).
    pub gap_closed: f64,
    /// The least of any base year.
    pub gap_closed_low: f64,
    /// The most of any base year.
    pub gap_closed_high: f64,
    /// Mean share of later changes within the band of earlier ones; `None` where no base year has earlier ones.
    pub coverage: Option<f64>,
}

/// The results of one base year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseYear {
    /// The last year of prices that the score saw.
    pub year: i32,
    /// Places with a score and an outcome.
    pub units: usize,
    /// Rank correlation of the score with later relative change.
    pub score: f64,
    /// Partial rank correlation of headroom, given the price level.
    pub headroom_given_price: f64,
    /// Rank correlation of low price alone.
    pub price_alone: f64,
    /// Rank correlation of deprivation alone; `None` where it is not known of enough places.
    pub deprivation_alone: Option<f64>,
    /// Rank correlation of numbers drawn at random.
    pub random: f64,
    /// Mean change of the tenth that scores highest less that of the tenth that scores lowest.
    pub top_minus_bottom: f64,
    /// Share of the gap that closed.
    pub gap_closed: f64,
    /// Share of later changes within the band of earlier ones; `None` where there are no earlier ones.
    pub coverage: Option<f64>,
    /// One of the base years far enough apart to be nearly independent.
    pub independent: bool,
}

impl BacktestHorizon {
    /// What keeps the horizon from passing the gate, in words; empty when it passes.
    #[must_use]
    pub fn shortfalls(&self) -> Vec<String> {
        let years = self.years;
        let percent = |share: f64| (share * 100.0).round();
        let mut found = Vec::new();
        if self.headroom_share_positive < LEAST_SHARE_POSITIVE {
            found.push(format!(
                "{years} years ahead, being cheaper than the places next door went with a later gain in only {}% of base \
                 years (80% are needed)",
                percent(self.headroom_share_positive)
            ));
        }
        if self.headroom_low <= 0.0 {
            found.push(format!("{years} years ahead, that link may be chance (its lower bound is not above zero)"));
        }
        match self.coverage {
            None => found.push(format!("{years} years ahead, there is too little past to test the market band")),
            Some(share) if !(COVERAGE[0]..=COVERAGE[1]).contains(&share) => found.push(format!(
                "{years} years ahead, the market band held {}% of later changes (75% to 95% are needed)",
                percent(share)
            )),
            Some(_) => {}
        }
        found
    }

    /// Base years in which headroom helped, given the price level.
    #[must_use]
    pub fn headroom_positive(&self) -> usize {
        self.base_years.iter().filter(|year| year.headroom_given_price > 0.0).count()
    }
}

impl Backtest {
    /// Whether it passes the gate of `scoring.md` C.6 and G.4: at every horizon.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.horizons.len() >= 2 && self.horizons.iter().all(|horizon| horizon.shortfalls().is_empty())
    }

    /// What came out, in a sentence for people.
    #[must_use]
    pub fn sentence(&self) -> String {
        if !self.passes() {
            let why: Vec<String> = self.horizons.iter().flat_map(BacktestHorizon::shortfalls).collect();
            return format!("The back-test does not pass: {}.", why.join("; "));
        }
        let counts: Vec<String> = self
            .horizons
            .iter()
            .map(|horizon| {
                let (helped, all) = (horizon.headroom_positive(), horizon.base_years.len());
                format!("in {helped} of {all} base years over {} years", horizon.years)
            })
            .collect();
        format!(
            "The back-test passes: among {} {}, being cheaper than the places next door went with a small later gain {}. \
             That is a weak, steady sign about the past, nothing more.",
            self.units,
            self.basis.label(),
            counts.join(" and ")
        )
    }
}
