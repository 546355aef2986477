//! Other ways of putting three pillars into one number, to see what the choice does to a ranking.

use crate::domain::criteria::{Criteria, Weights};
use crate::matching::combine::Pillars;

/// How far each weight is moved.
const STEP: f64 = 0.10;

/// How the pillars are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// As `scoring.md` D.1 has it: fit against benefit geometric, within benefit arithmetic.
    InUse,
    /// A plain weighted average of the three.
    Average,
    /// A weighted geometric mean of the three, lifted off zero by the floor.
    ThreeWay,
}

/// One way of scoring.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What differs.
    pub group: &'static str,
    /// How.
    pub label: String,
    criteria: Criteria,
    aggregation: Aggregation,
}

impl Rule {
    /// The score of three pillars, 0 to 100.
    #[must_use]
    pub fn score(&self, pillars: Pillars) -> f64 {
        let parts = [pillars.suitability, pillars.deprivation, pillars.uplift];
        let weighted = parts.into_iter().zip(self.criteria.weights.as_array());
        let floor = self.criteria.floor;
        match self.aggregation {
            Aggregation::InUse => pillars.score(&self.criteria),
            Aggregation::Average => 100.0 * weighted.map(|(part, weight)| weight * part).sum::<f64>(),
            Aggregation::ThreeWay => {
                let mean: f64 = weighted.map(|(part, weight)| (floor + (1.0 - floor) * part).powf(weight)).product();
                100.0 * (mean - floor) / (1.0 - floor)
            }
        }
    }
}

/// Every other way: each weight a tenth up and down, other aggregations, other floors.
#[must_use]
pub fn rules(criteria: &Criteria) -> Vec<Rule> {
    let rule = |group, label: &str, criteria: Criteria, aggregation| Rule {
        group,
        label: label.to_owned(),
        criteria,
        aggregation,
    };
    let mut rules = Vec::new();
    for (pillar, name) in ["Fit", "Deprivation", "Uplift"].into_iter().enumerate() {
        for step in [STEP, -STEP] {
            if let Some(weights) = moved(criteria.weights, pillar, step) {
                let [fit, deprivation, uplift] = weights.as_array().map(|weight| (weight * 100.0).round());
                let label = format!("{name} {:+.0} points ({fit}/{deprivation}/{uplift})", step * 100.0);
                rules.push(rule("Weights", &label, Criteria { weights, ..criteria.clone() }, Aggregation::InUse));
            }
        }
    }
    rules.push(rule("Putting together", "Plain weighted average", criteria.clone(), Aggregation::Average));
    rules.push(rule("Putting together", "Geometric mean of all three", criteria.clone(), Aggregation::ThreeWay));
    for floor in [0.01, 0.10] {
        let other = Criteria { floor, ..criteria.clone() };
        rules.push(rule("Floor", &format!("{floor:.2}"), other, Aggregation::InUse));
    }
    rules
}

/// The weights with one of them moved and the other two in their old proportion.
fn moved(weights: Weights, pillar: usize, step: f64) -> Option<Weights> {
    let mut parts = weights.as_array();
    let others = 1.0 - parts[pillar];
    let target = (parts[pillar] + step).clamp(0.0, 1.0);
    for (index, part) in parts.iter_mut().enumerate() {
        *part = if index == pillar { target } else { *part * (1.0 - target) / others };
    }
    Weights::new(parts[0], parts[1], parts[2]).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moved_weight_leaves_the_others_in_proportion() {
        let labels: Vec<String> = rules(&Criteria::default()).into_iter().map(|rule| rule.label).collect();
        assert_eq!(labels[0], "Fit +10 points (60/24/16)");
        assert_eq!(labels[5], "Uplift -10 points (56/34/10)");
        assert_eq!(labels.len(), 10);
    }

    #[test]
    fn the_other_rules_are_those_of_the_golden_example() {
        let p5 = Pillars { suitability: 0.10, deprivation: 0.95, uplift: 0.90 };
        let by =
            |label: &str| rules(&Criteria::default()).into_iter().find(|rule| rule.label == label).unwrap().score(p5);
        assert!((by("Plain weighted average") - 51.5).abs() < 1e-9, "G5");
        let p4 = Pillars { suitability: 0.95, deprivation: 0.95, uplift: 0.05 };
        let three = rules(&Criteria::default()).into_iter().find(|rule| rule.label.starts_with("Geometric")).unwrap();
        assert!((three.score(p4) - 58.0).abs() < 0.5, "D.1: a three-way mean cut it to 58");
    }

    proptest! {
        /// Property 15 of `scoring.md` G.3.
        #[test]
        fn a_pair_at_least_as_good_on_all_three_is_put_no_lower_by_any_rule(
            low in prop::array::uniform3(0.0..=1.0f64), lift in prop::array::uniform3(0.0..=1.0f64),
            weights in prop::array::uniform3(0.05..1.0f64), floor in 0.01..=0.10f64,
        ) {
            let pillars = |of: [f64; 3]| Pillars { suitability: of[0], deprivation: of[1], uplift: of[2] };
            let high: [f64; 3] = std::array::from_fn(|pillar| low[pillar] + lift[pillar] * (1.0 - low[pillar]));
            let weights = Weights::new(weights[0], weights[1], weights[2]);
            prop_assume!(weights.is_ok());
            let criteria = Criteria { floor, ..Criteria::weighing(weights.unwrap()) };
            prop_assert!(pillars(high).score(&criteria) >= pillars(low).score(&criteria) - 1e-9);
            for rule in rules(&criteria) {
                prop_assert!(rule.score(pillars(high)) >= rule.score(pillars(low)) - 1e-9, "{}", rule.label);
            }
        }
    }
}
