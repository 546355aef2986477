//! Weights, thresholds and dated configuration a score is made from, as `scoring.md` sets them.
//!
//! Everything here may be changed by a decision and none of it by the data: what is worked out from a release of data
//! (percentiles, spreads, rates) is an anchor and belongs to the survey. Golden vectors hold the defaults in place.

use serde::Serialize;
use thiserror::Error;
use time::Date;
use time::macros::date;

use crate::domain::asset::{Condition, Planning, SpaceType};
use crate::domain::need::Reach;
use crate::vocabulary;

/// The version of the method in `scoring.md` that the rules follow.
pub const METHOD_VERSION: &str = "1.0";

/// The most that potential for uplift may count for, its evidence being the weakest (`scoring.md` C.6).
pub const MOST_UPLIFT_SHARE: f64 = 0.30;

/// How much each of the three pillars counts; each at least 0, together 1, uplift at most [`MOST_UPLIFT_SHARE`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Weights {
    suitability: f64,
    deprivation: f64,
    uplift: f64,
}

/// Weights that cannot be used, with the sentence that says why.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum WeightsError {
    /// One is missing, infinite or not a number.
    #[error("each weight must be an ordinary number; {0} is not")]
    NotFinite(f64),
    /// One is below zero.
    #[error("no weight may be below 0; {0} is")]
    Negative(f64),
    /// All are zero.
    #[error("at least one weight must be above 0")]
    AllZero,
    /// Uplift counts for more than its evidence allows.
    #[error("uplift may count for at most 30% of the score, because its evidence is the weakest; here it is {:.0}%", .share * 100.0)]
    UpliftTooHeavy {
        /// Its share of the three.
        share: f64,
    },
}

impl Weights {
    /// Weights from three numbers in any proportion; they are brought to a sum of 1.
    ///
    /// # Errors
    /// [`WeightsError`] when one is not finite or below zero, when all are zero, or when uplift exceeds 30 %.
    pub fn new(suitability: f64, deprivation: f64, uplift: f64) -> Result<Self, WeightsError> {
        for weight in [suitability, deprivation, uplift] {
            if !weight.is_finite() {
                return Err(WeightsError::NotFinite(weight));
            }
            if weight < 0.0 {
                return Err(WeightsError::Negative(weight));
            }
        }
        // Divided by the largest first, so that three huge numbers do not add up to infinity.
        let largest = suitability.max(deprivation).max(uplift);
        if largest <= 0.0 {
            return Err(WeightsError::AllZero);
        }
        let parts = [suitability / largest, deprivation / largest, uplift / largest];
        let sum: f64 = parts.iter().sum();
        let share = parts[2] / sum;
        if share > MOST_UPLIFT_SHARE + 1e-9 {
            return Err(WeightsError::UpliftTooHeavy { share });
        }
        Ok(Self { suitability: parts[0] / sum, deprivation: parts[1] / sum, uplift: share })
    }

    /// The weight of suitability.
    #[must_use]
    pub const fn suitability(self) -> f64 {
        self.suitability
    }

    /// The weight of deprivation.
    #[must_use]
    pub const fn deprivation(self) -> f64 {
        self.deprivation
    }

    /// The weight of uplift.
    #[must_use]
    pub const fn uplift(self) -> f64 {
        self.uplift
    }

    /// Suitability, deprivation, uplift, as shown to people.
    #[must_use]
    pub const fn as_array(self) -> [f64; 3] {
        [self.suitability, self.deprivation, self.uplift]
    }
}

impl Default for Weights {
    fn default() -> Self {
        Preset::Balanced.weights()
    }
}

vocabulary! {
    /// Ready-made sets of weights (`scoring.md` D.1).
    Preset {
        Balanced = "balanced", "Balanced";
        FitFirst = "fit-first", "Fit first";
        NeedFirst = "need-first", "Need first";
        LongTermValue = "long-term-value", "Long-term value";
    }
}

impl Preset {
    /// The weights of the set.
    #[must_use]
    pub const fn weights(self) -> Weights {
        let (suitability, deprivation, uplift) = match self {
            Self::Balanced => (0.50, 0.30, 0.20),
            Self::FitFirst => (0.70, 0.20, 0.10),
            Self::NeedFirst => (0.40, 0.45, 0.15),
            Self::LongTermValue => (0.45, 0.25, 0.30),
        };
        Weights { suitability, deprivation, uplift }
    }
}

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

/// A low, a middle and a high estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The lowest that is plausible.
    pub low: f64,
    /// The one used.
    pub mid: f64,
    /// The highest that is plausible.
    pub high: f64,
}

impl Estimate {
    /// One exact figure.
    #[must_use]
    pub const fn exactly(value: f64) -> Self {
        Self { low: value, mid: value, high: value }
    }
}

/// Unit costs where a building's own are not known (`scoring.md` A.5: planning assumptions, not quotes).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitCosts {
    /// Energy, insurance, cleaning, compliance and minor repairs, GBP per m2 a year.
    pub running: Estimate,
    /// Money set aside for renewals, GBP per m2 a year.
    pub lifecycle: Estimate,
    /// Repair backlog by condition A to D, GBP per m2.
    pub backlog: [Estimate; 4],
}

impl UnitCosts {
    /// The backlog of a building of this condition, GBP per m2.
    #[must_use]
    pub const fn backlog_of(&self, condition: Condition) -> Estimate {
        match condition {
            Condition::A => self.backlog[0],
            Condition::B => self.backlog[1],
            Condition::C => self.backlog[2],
            Condition::D => self.backlog[3],
        }
    }
}

/// Business-rate multipliers of one year, pence in the pound as a share of rateable value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BusinessRates {
    /// The first day of the year they hold for.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Rateable value below 51,000 GBP.
    pub small: f64,
    /// Up to 499,999 GBP.
    pub standard: f64,
    /// Retail, hospitality and leisure below 51,000 GBP.
    pub small_retail: f64,
    /// Retail, hospitality and leisure up to 499,999 GBP.
    pub standard_retail: f64,
    /// 500,000 GBP and over.
    pub large: f64,
}

impl BusinessRates {
    /// The multiplier for a rateable value and use.
    #[must_use]
    pub fn multiplier(&self, rateable_value_gbp: f64, retail_hospitality_or_leisure: bool) -> f64 {
        match (rateable_value_gbp, retail_hospitality_or_leisure) {
            (value, _) if value >= 500_000.0 => self.large,
            (value, false) if value < 51_000.0 => self.small,
            (_, false) => self.standard,
            (value, true) if value < 51_000.0 => self.small_retail,
            (_, true) => self.standard_retail,
        }
    }
}

/// Every year known, oldest first: England, set by the Government for 2026/27 (`scoring.md` A.5).
const BUSINESS_RATES: &[BusinessRates] = &[BusinessRates {
    from: date!(2026 - 04 - 01),
    until: date!(2027 - 03 - 31),
    small: 0.432,
    standard: 0.480,
    small_retail: 0.382,
    standard_retail: 0.430,
    large: 0.508,
}];

/// How much of another kind of space serves for the one wanted: 1.0 there already, 0.7 after a minor change, 0.4 after
/// works, 0 not at all. A row for each kind wanted, a column for each kind there, both in the order of
/// [`SpaceType::ALL`]; a judgement (`scoring.md` A.2 gives only the scale and hall to office).
const COMPATIBILITY: [[f64; 12]; 12] = [
    // desk  work light shop  cafe  hall  meet  cons  nurs  arts  sport land
    [1.0, 0.4, 0.4, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.4, 0.0], // desk space or office
    [0.4, 1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.0, 0.0, 0.7, 0.4, 0.0], // workshop
    [0.0, 0.7, 1.0, 0.4, 0.0, 0.4, 0.0, 0.0, 0.0, 0.4, 0.4, 0.0], // light industrial
    [0.4, 0.4, 0.4, 1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.0, 0.0], // shop front
    [0.4, 0.4, 0.0, 0.7, 1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.0], // café or kitchen
    [0.4, 0.4, 0.4, 0.4, 0.4, 1.0, 0.4, 0.0, 0.4, 0.7, 0.7, 0.0], // hall
    [0.7, 0.4, 0.0, 0.7, 0.7, 0.7, 1.0, 0.7, 0.7, 0.7, 0.4, 0.0], // meeting or training
    [0.7, 0.0, 0.0, 0.4, 0.4, 0.4, 0.7, 1.0, 0.7, 0.4, 0.0, 0.0], // consulting or treatment
    [0.4, 0.0, 0.0, 0.4, 0.4, 0.7, 0.4, 0.4, 1.0, 0.4, 0.4, 0.0], // nursery
    [0.4, 0.7, 0.7, 0.4, 0.4, 0.7, 0.7, 0.0, 0.4, 1.0, 0.7, 0.0], // arts
    [0.0, 0.4, 0.4, 0.0, 0.0, 0.7, 0.4, 0.0, 0.4, 0.7, 1.0, 0.4], // sport
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4, 1.0], // land or growing
];

/// How far one kind of space, there now, serves for another that is wanted, 0 to 1.
#[must_use]
pub fn compatibility(wanted: SpaceType, there: SpaceType) -> f64 {
    COMPATIBILITY[wanted as usize][there as usize]
}

/// All that a score is made from besides the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Criteria {
    /// The three pillars.
    pub weights: Weights,
    /// Added below the geometric mean, so that one zero costs dearly without wiping a pair out.
    pub floor: f64,
    /// What an unknown criterion counts as.
    pub unknown: f64,
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
    /// The 99th percentile of England's 2025 score of multiple deprivation.
    pub deprivation_anchor: f64,
    /// Ranks in England, for "the most deprived tenth".
    pub areas_in_england: f64,
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
    /// Discount rate for the share of a rise that a lease keeps, a year.
    pub tenure_rate: f64,
    /// Years until the rise is looked at.
    pub horizon_years: f64,
}

impl Default for Criteria {
    fn default() -> Self {
        let estimate = |low, mid, high| Estimate { low, mid, high };
        Self {
            weights: Weights::default(),
            floor: 0.05,
            unknown: 0.5,
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
            business_rates: BUSINESS_RATES,
            deprivation_anchor: 68.77,
            areas_in_england: 33_755.0,
            price_spread: 0.33,
            price_spread_between: 0.25,
            price_cap: 2.5,
            kernel_m: 1_500.0,
            headroom_anchors: [-0.10, 0.40],
            neighbour_variance: 0.03 * 0.03,
            uplift_exponents: [0.35, 0.25, 0.40],
            uplift_floor: 0.1,
            activity_shrinkage: 10.0,
            tenure_rate: 0.035,
            horizon_years: 10.0,
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

#[cfg(test)]
mod tests {
    use super::{Preset, Weights, WeightsError, compatibility};
    use crate::domain::asset::SpaceType;

    #[test]
    fn weights_in_any_proportion_come_to_one() {
        let weights = Weights::new(5.0, 3.0, 2.0).unwrap();
        assert!(weights.as_array().iter().zip([0.5, 0.3, 0.2]).all(|(a, b)| (a - b).abs() < 1e-12));
        assert!(Weights::new(f64::MAX, f64::MAX, 0.0).is_ok());
    }

    #[test]
    fn weights_that_cannot_be_used_say_why() {
        assert!(matches!(Weights::new(f64::NAN, 1.0, 1.0), Err(WeightsError::NotFinite(_))));
        assert_eq!(Weights::new(1.0, -1.0, 0.0), Err(WeightsError::Negative(-1.0)));
        assert_eq!(Weights::new(0.0, 0.0, 0.0), Err(WeightsError::AllZero));
        let heavy = Weights::new(0.4, 0.2, 0.4).unwrap_err();
        assert!(heavy.to_string().ends_with("here it is 40%"), "{heavy}");
    }

    #[test]
    fn every_preset_could_have_been_typed_in() {
        for preset in Preset::ALL {
            let [s, d, u] = preset.weights().as_array();
            assert!(Weights::new(s, d, u).is_ok(), "{preset:?}");
        }
    }

    #[test]
    fn a_kind_of_space_serves_for_itself_and_a_hall_for_an_office() {
        for &kind in SpaceType::ALL {
            assert!((compatibility(kind, kind) - 1.0).abs() < 1e-12, "{kind:?}");
        }
        assert!((compatibility(SpaceType::DeskOffice, SpaceType::Hall) - 0.7).abs() < 1e-12);
    }
}
