//! Weights, thresholds and dated configuration a score is made from, as `scoring.md` sets them.
//!
//! Everything here may be changed by a decision and none of it by the data: what is worked out from a release of data
//! (percentiles, spreads, rates) is an anchor and belongs to the survey. Golden vectors hold the defaults in place.

mod costs;
mod purposes;
mod spaces;
mod weights;

use time::Date;

pub use costs::{BusinessRates, Estimate, UnitCosts};
pub use purposes::{PURPOSE_ROWS, PURPOSES, PurposeRow, mixes};
pub use spaces::compatibility;
pub use weights::{MOST_PROVEN_UPLIFT_SHARE, MOST_UPLIFT_SHARE, Preset, Weights, WeightsError};

use crate::domain::asset::Planning;
use crate::domain::indices::Edition;
use crate::domain::need::Reach;

/// The version of the method in `scoring.md` that the rules follow.
pub const METHOD_VERSION: &str = "1.0";

/// How the pull of a place fades with distance (`scoring.md` A.4), in metres as people travel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decay {
    /// Nothing is lost up to here.
    pub full_m: f64,
    /// Then it halves with each further stretch of this length.
    pub half_m: f64,
    /// Beyond here it is nothing.
    pub cut_m: f64,
}

impl Reach {
    /// The decay profile of an organisation's reach.
    #[must_use]
    pub const fn decay(self) -> Decay {
        match self {
            Self::Neighbourhood => Decay { full_m: 400.0, half_m: 400.0, cut_m: 1_600.0 },
            Self::Town => Decay { full_m: 800.0, half_m: 1_200.0, cut_m: 5_000.0 },
            Self::CityRegion => Decay { full_m: 3_000.0, half_m: 5_000.0, cut_m: 25_000.0 },
        }
    }
}

impl Planning {
    /// The planning factor p of `scoring.md` A.1.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::Lawful => 1.0,
            Self::SameClass => 0.9,
            Self::PermissionSupported => 0.6,
            Self::PermissionDoubtful => 0.3,
            Self::Barred => 0.0,
        }
    }
}

/// All that a score is made from besides the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Criteria {
    /// The three pillars.
    pub weights: Weights,
    /// Added below the geometric mean, so that one zero costs dearly without wiping a pair out.
    pub floor: f64,
    /// Type, size, location, affordability, tenure, condition, access, timing; sum 1.
    pub suitability: [f64; 8],
    /// What too much space costs at the most: alone, and in a building that can be shared.
    pub size_tails: [f64; 2],
    /// How far an estimated floor area may be out, as a share.
    pub area_error: f64,
    /// Usable area as a share of gross internal area.
    pub usable_share: f64,
    /// Metres travelled for each metre in a straight line.
    pub detour: f64,
    /// Unit costs.
    pub unit_costs: UnitCosts,
    /// What capital works cost beyond their estimate: ordinary buildings, and listed or unusual ones.
    pub optimism_bias: [f64; 2],
    /// Interest on money borrowed for works, a year.
    pub loan_rate: f64,
    /// Years to pay it back.
    pub loan_years: f64,
    /// Business rates of each year, oldest first.
    pub business_rates: &'static [BusinessRates],
    /// The 99th percentile of England's score of multiple deprivation in `deprivation_edition`.
    pub deprivation_anchor: f64,
    /// Spread of log price within an area, until the data give their own.
    pub price_spread: f64,
    /// Spread of log price around the neighbours' average, until the data give their own.
    pub price_spread_between: f64,
    /// Residuals are capped at this many spreads.
    pub price_cap: f64,
    /// Width of the kernel over neighbours, metres.
    pub kernel_m: f64,
    /// Headroom that counts 0, and that counts 1, log points.
    pub headroom_anchors: [f64; 2],
    /// Variance of the neighbours' average.
    pub neighbour_variance: f64,
    /// Exponents of low value, low activity and headroom.
    pub uplift_exponents: [f64; 3],
    /// What each of the three counts at the least.
    pub uplift_floor: f64,
    /// Pull of an activity rate towards the average, in events.
    pub activity_shrinkage: f64,
    /// Width of the kernel that jobs are averaged with, metres.
    pub jobs_kernel_m: f64,
    /// Discount rate for the share of a rise that a lease keeps, a year.
    pub tenure_rate: f64,
    /// Years until the rise is looked at.
    pub horizon_years: f64,
    /// Spread of log price within a postcode sector (`scoring.md` 4.1).
    pub sector_price_spread: f64,
    /// What is not known of a building or a place counts this much, 0 to 1 (`scoring.md` A.6).
    pub unknown: f64,
    /// Half-distances of the walk that deprivation is averaged over, metres: the one that counts, and two that give its
    /// range (`scoring.md` B.2).
    pub catchment_half_m: [f64; 3],
    /// A spread within places to use whatever the data say: only to see what the choice does (`scoring.md` G.5).
    pub fixed_price_spread: Option<f64>,
    /// The Indices of Deprivation that are scored with; never two in one ranking (`scoring.md` B.4).
    pub deprivation_edition: Edition,
    /// The 99th percentile over England of each row of [`PURPOSES`] in `deprivation_edition`.
    pub purpose_anchors: [f64; PURPOSE_ROWS],
    /// What uplift counts at the most where displacement is a high risk and the community would keep less than
    /// `displacement_share` of a rise.
    pub displacement_cap: f64,
    /// The share kept from which that cap is off.
    pub displacement_share: f64,
    /// What of a gap to nearby prices closes in ten years on past form, whatever anyone does.
    pub closing_anyway: f64,
    /// What of a gap community activity might close in ten years: in the middle, and at the most. At the least, nothing.
    pub community_effect: [f64; 2],
    /// Ordinary movement of an area's prices against the region in ten years, either way, log points.
    pub market_band: f64,
}

impl Default for Criteria {
    fn default() -> Self {
        let estimate = |low, mid, high| Estimate { low, mid, high };
        Self {
            weights: Weights::default(),
            floor: 0.05,
            suitability: [0.20, 0.20, 0.15, 0.20, 0.08, 0.07, 0.05, 0.05],
            size_tails: [0.8, 0.2],
            area_error: 0.25,
            usable_share: 0.80,
            detour: 1.3,
            unit_costs: UnitCosts {
                running: estimate(35.0, 60.0, 95.0),
                lifecycle: estimate(10.0, 15.0, 25.0),
                backlog: [
                    estimate(0.0, 25.0, 50.0),
                    estimate(50.0, 130.0, 250.0),
                    estimate(250.0, 500.0, 900.0),
                    estimate(900.0, 1_500.0, 2_500.0),
                ],
            },
            optimism_bias: [0.24, 0.51],
            loan_rate: 0.06,
            loan_years: 15.0,
            business_rates: costs::BUSINESS_RATES,
            deprivation_anchor: 68.77,
            price_spread: 0.33,
            price_spread_between: 0.25,
            price_cap: 2.5,
            kernel_m: 1_500.0,
            headroom_anchors: [-0.10, 0.40],
            neighbour_variance: 0.03 * 0.03,
            uplift_exponents: [0.35, 0.25, 0.40],
            uplift_floor: 0.1,
            activity_shrinkage: 10.0,
            jobs_kernel_m: 800.0,
            tenure_rate: 0.035,
            horizon_years: 10.0,
            sector_price_spread: 0.30,
            unknown: 0.5,
            catchment_half_m: [400.0, 300.0, 600.0],
            fixed_price_spread: None,
            deprivation_edition: Edition::Of2025,
            purpose_anchors: PURPOSES.map(|row| row.anchor),
            displacement_cap: 0.5,
            displacement_share: 0.8,
            closing_anyway: 0.16,
            community_effect: [0.0375, 0.1875],
            market_band: 0.17,
        }
    }
}

impl Criteria {
    /// The defaults with other weights.
    #[must_use]
    pub fn weighing(weights: Weights) -> Self {
        Self { weights, ..Self::default() }
    }

    /// The business rates of the year that holds the day, else of the nearest year known.
    #[must_use]
    pub fn rates_on(&self, day: Date) -> Option<&'static BusinessRates> {
        let within = self.business_rates.iter().find(|rates| (rates.from..=rates.until).contains(&day));
        within.or_else(|| self.business_rates.iter().rfind(|rates| rates.until < day)).or(self.business_rates.first())
    }
}
