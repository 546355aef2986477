//! The match score M and the points it falls short (`scoring.md` D.1, D.2).
//!
//! Fit and public benefit limit each other (geometric mean); within public benefit, deprivation and uplift may stand in
//! for each other (arithmetic mean). A building that does not fit is not rescued by its postcode.

use crate::domain::criteria::Criteria;
use crate::domain::matches::PointsLost;

/// The three pillars of a pair, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pillars {
    /// S.
    pub suitability: f64,
    /// D.
    pub deprivation: f64,
    /// `U_match`.
    pub uplift: f64,
}

impl Pillars {
    fn benefit(&self, criteria: &Criteria) -> f64 {
        let weights = criteria.weights;
        let sum = weights.deprivation() + weights.uplift();
        if sum > 0.0 { (weights.deprivation() * self.deprivation + weights.uplift() * self.uplift) / sum } else { 0.5 }
    }

    /// Suitability and public benefit, lifted off zero by the floor.
    fn lifted(&self, criteria: &Criteria) -> (f64, f64) {
        let lift = |value: f64| criteria.floor + (1.0 - criteria.floor) * value;
        (lift(self.suitability), lift(self.benefit(criteria)))
    }

    /// M, 0 to 100.
    #[must_use]
    pub fn score(&self, criteria: &Criteria) -> f64 {
        let (fit, benefit) = self.lifted(criteria);
        let weight = criteria.weights.suitability();
        let mean = fit.powf(weight) * benefit.powf(1.0 - weight);
        (100.0 * (mean - criteria.floor) / (1.0 - criteria.floor)).clamp(0.0, 100.0)
    }

    /// Where the points below 100 went. The parts add up to 100 minus the score.
    #[must_use]
    pub fn lost(&self, criteria: &Criteria) -> PointsLost {
        let (fit, benefit) = self.lifted(criteria);
        let weights = criteria.weights;
        let short = 100.0 - self.score(criteria);
        let for_fit = -weights.suitability() * fit.ln();
        let for_benefit = -(1.0 - weights.suitability()) * benefit.ln();
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let suitability = short * share(for_fit, for_fit + for_benefit);
        let lost_benefit = short * share(for_benefit, for_fit + for_benefit);
        let missed_deprivation = weights.deprivation() * (1.0 - self.deprivation);
        let missed_uplift = weights.uplift() * (1.0 - self.uplift);
        let deprivation = lost_benefit * share(missed_deprivation, missed_deprivation + missed_uplift);
        PointsLost { suitability, deprivation, uplift: lost_benefit - deprivation }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pillars;
    use crate::domain::criteria::{Criteria, Preset, Weights};

    fn pillars(suitability: f64, deprivation: f64, uplift: f64) -> Pillars {
        Pillars { suitability, deprivation, uplift }
    }

    #[test]
    fn the_golden_scores_hold() {
        let golden = [
            (1.0, 1.0, 1.0, 100.0),
            (0.0, 0.0, 0.0, 0.0),
            (0.5, 0.5, 0.5, 50.0),
            (0.8, 0.8, 0.5, 73.7726),
            (0.6, 0.5, 0.4, 52.5780),
            (0.9, 0.1, 0.1, 32.8684),
            (0.1, 0.9, 0.9, 32.8684),
            (0.72, 0.80, 0.65, 72.9936),
            (0.90, 0.45, 0.60, 67.9475),
            (0.55, 0.95, 0.90, 71.6891),
            (0.95, 0.95, 0.05, 75.0066),
            (0.10, 0.95, 0.90, 33.4642),
            (0.724_870, 0.733_037, 0.834_359, 74.8848),
        ];
        for (s, d, u, expected) in golden {
            let found = pillars(s, d, u).score(&Criteria::default());
            assert!((found - expected).abs() < 1e-4, "{s} {d} {u}: {found}, expected {expected}");
        }
    }

    #[test]
    fn the_golden_presets_and_points_lost_of_g5_hold() {
        type Row = ([f64; 3], [f64; 3], [f64; 3]);
        let golden: [Row; 5] = [
            ([0.72, 0.80, 0.65], [72.8880, 74.5226, 71.8999], [14.0852, 5.9636, 6.9576]),
            ([0.90, 0.45, 0.60], [75.6424, 62.5119, 67.5529], [4.4055, 18.6194, 9.0276]),
            ([0.55, 0.95, 0.90], [64.5914, 75.9145, 73.2719], [25.2015, 1.3326, 1.7768]),
            ([0.95, 0.95, 0.05], [84.8560, 80.8205, 63.9969], [2.2435, 1.6646, 21.0853]),
            ([0.10, 0.95, 0.90], [21.4490, 41.6045, 37.0700], [64.2463, 0.9812, 1.3083]),
        ];
        let presets = [Preset::FitFirst, Preset::NeedFirst, Preset::LongTermValue];
        for ([s, d, u], scores, lost) in golden {
            for (preset, expected) in presets.iter().zip(scores) {
                let found = pillars(s, d, u).score(&Criteria::weighing(preset.weights()));
                assert!((found - expected).abs() < 1e-4, "{preset:?}: {found}, expected {expected}");
            }
            let found = pillars(s, d, u).lost(&Criteria::default());
            for (found, expected) in [found.suitability, found.deprivation, found.uplift].iter().zip(lost) {
                assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
            }
        }
        let found = pillars(0.724_870, 0.733_037, 0.834_359).lost(&Criteria::default());
        for (found, expected) in
            [found.suitability, found.deprivation, found.uplift].iter().zip([13.9569, 7.8933, 3.2650])
        {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
    }

    #[test]
    fn with_no_weight_on_benefit_only_fit_counts() {
        let criteria = Criteria::weighing(Weights::new(1.0, 0.0, 0.0).unwrap());
        assert!((pillars(0.6, 0.0, 0.0).score(&criteria) - 60.0).abs() < 1e-9);
    }

    fn any_weights() -> impl Strategy<Value = Weights> {
        (0.05..0.85f64, 0.05..0.85f64, 0.0..0.3f64)
            .prop_filter_map("uplift too heavy", |(s, d, u)| Weights::new(s, d, u).ok())
    }

    proptest! {
        #[test]
        fn property_1_a_score_lies_between_zero_and_the_weighted_average(
            s in 0.0..=1.0f64, d in 0.0..=1.0f64, u in 0.0..=1.0f64, weights in any_weights()
        ) {
            let criteria = Criteria::weighing(weights);
            let score = pillars(s, d, u).score(&criteria);
            let average = 100.0 * (weights.suitability() * s + weights.deprivation() * d + weights.uplift() * u);
            prop_assert!((0.0..=100.0).contains(&score));
            prop_assert!(score <= average + 1e-9);
            prop_assert!((pillars(s, s, s).score(&criteria) - 100.0 * s).abs() < 1e-9);
        }

        #[test]
        fn property_2_a_better_pillar_never_lowers_the_score(
            s in 0.0..=1.0f64, d in 0.0..=1.0f64, u in 0.0..=1.0f64, more in 0.0..=1.0f64, weights in any_weights()
        ) {
            let criteria = Criteria::weighing(weights);
            let score = pillars(s, d, u).score(&criteria);
            let up = |value: f64| value + (1.0 - value) * more;
            prop_assert!(pillars(up(s), d, u).score(&criteria) >= score - 1e-9);
            prop_assert!(pillars(s, up(d), u).score(&criteria) >= score - 1e-9);
            prop_assert!(pillars(s, d, up(u)).score(&criteria) >= score - 1e-9);
        }

        #[test]
        fn property_13_points_lost_add_up_to_what_is_missing(
            s in 0.0..=1.0f64, d in 0.0..=1.0f64, u in 0.0..=1.0f64, weights in any_weights()
        ) {
            let criteria = Criteria::weighing(weights);
            let lost = pillars(s, d, u).lost(&criteria);
            let sum = lost.suitability + lost.deprivation + lost.uplift;
            prop_assert!((sum - (100.0 - pillars(s, d, u).score(&criteria))).abs() < 1e-9);
            prop_assert!(lost.suitability >= -1e-12 && lost.deprivation >= -1e-12 && lost.uplift >= -1e-12);
        }
    }
}
