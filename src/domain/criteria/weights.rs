//! How much each of the three pillars of a score counts, checked when made, and ready-made sets.

use serde::Serialize;
use thiserror::Error;

use crate::vocabulary;

/// The most that uplift may count for while no back-test of the prices in use passes (`scoring.md` C.6).
pub const MOST_UPLIFT_SHARE: f64 = 0.30;

/// The most that any pillar may count for, uplift with a passing back-test among them (`scoring.md` D.1).
pub const MOST_PROVEN_UPLIFT_SHARE: f64 = 0.85;

/// How much each of the three pillars counts; each at least 0, together 1, uplift at most [`MOST_PROVEN_UPLIFT_SHARE`].
///
/// Whether uplift may count for more than [`MOST_UPLIFT_SHARE`] depends on the data: the gate in `app` decides it.
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
    /// Uplift counts for nearly all.
    #[error("uplift may count for at most 85% of the score; here it is {:.0}%", .share * 100.0)]
    UpliftTooHeavy {
        /// Its share of the three.
        share: f64,
    },
}

impl Weights {
    /// Weights from three numbers in any proportion; they are brought to a sum of 1.
    ///
    /// # Errors
    /// [`WeightsError`] when one is not finite or below zero, when all are zero, or when uplift exceeds 85 %.
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
        if share > MOST_PROVEN_UPLIFT_SHARE + 1e-9 {
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

#[cfg(test)]
mod tests {
    use super::{Preset, Weights, WeightsError};

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
        let heavy = Weights::new(0.05, 0.05, 0.9).unwrap_err();
        assert!(heavy.to_string().ends_with("here it is 90%"), "{heavy}");
    }

    #[test]
    fn every_preset_could_have_been_typed_in() {
        for preset in Preset::ALL {
            let [s, d, u] = preset.weights().as_array();
            assert!(Weights::new(s, d, u).is_ok(), "{preset:?}");
        }
    }
}
