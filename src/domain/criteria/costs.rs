//! What premises cost where a building's own figures are not known, and the business rates of each year.

use time::Date;
use time::macros::date;

use crate::domain::asset::Condition;

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
    /// Rateable values at which another multiplier begins, GBP.
    pub const STEPS_GBP: [f64; 2] = [51_000.0, 500_000.0];

    /// The multiplier for a rateable value and use.
    #[must_use]
    pub fn multiplier(&self, rateable_value_gbp: f64, retail_hospitality_or_leisure: bool) -> f64 {
        let [standard, large] = Self::STEPS_GBP;
        match (rateable_value_gbp, retail_hospitality_or_leisure) {
            (value, _) if value >= large => self.large,
            (value, false) if value < standard => self.small,
            (_, false) => self.standard,
            (value, true) if value < standard => self.small_retail,
            (_, true) => self.standard_retail,
        }
    }
}

/// Every year known, oldest first: England, set by the Government for 2026/27 (`scoring.md` A.5).
pub(super) const BUSINESS_RATES: &[BusinessRates] = &[BusinessRates {
    from: date!(2026 - 04 - 01),
    until: date!(2027 - 03 - 31),
    small: 0.432,
    standard: 0.480,
    small_retail: 0.382,
    standard_retail: 0.430,
    large: 0.508,
}];
