//! Suitability S (`scoring.md` A): eight ordinary trade-offs, added up, with a range and a completeness.
//!
//! **What the need has not asked for does not count against a building.** No floor area, budget, kinds of space, least
//! term, latest start, place or step-free need stated: the criterion is 1, well known, without a range. `scoring.md` says
//! so for tenure and the same is done for all.
//!
//! What is not known of the *building* counts 0.5, moved into whatever range logic still allows, and lowers completeness.
//! Each file has the same two functions, `grade` for the number and `reason` for the words; to add a criterion, write
//! such a file and add a row to [`CRITERIA`].

mod access;
mod affordability;
mod condition;
mod location;
mod size;
mod space;
mod tenure;
mod timing;

pub use affordability::{COST_THAT_COUNTS_NOTHING, affordability, ratio};
pub use size::size;
pub use timing::{latest_start, too_late_days};

pub(in crate::matching) use access::counted as step_free_counted;
pub(in crate::matching) use condition::{REPAIRS_PAID_FOR, letter as condition_counted};
pub(in crate::matching) use space::{UNKNOWN_PLANNING, is_wrong_space, kinds_there};
pub(in crate::matching) use timing::{months_late, ready, timing};

use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Criterion, Input};
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;

/// A grade in words.
#[derive(Debug)]
pub struct Reason {
    /// A sentence.
    pub text: String,
    /// What it was worked out from.
    pub inputs: Vec<Input>,
}

struct Rule {
    criterion: Criterion,
    grade: fn(&Pair<'_>) -> Grade,
    reason: fn(&Pair<'_>, &Grade, Audience) -> Reason,
}

/// In the order of `Criterion::ALL` and of the weights.
const CRITERIA: [Rule; 8] = [
    Rule { criterion: Criterion::Type, grade: space::grade, reason: space::reason },
    Rule { criterion: Criterion::Size, grade: size::grade, reason: size::reason },
    Rule { criterion: Criterion::Location, grade: location::grade, reason: location::reason },
    Rule { criterion: Criterion::Affordability, grade: affordability::grade, reason: affordability::reason },
    Rule { criterion: Criterion::Tenure, grade: tenure::grade, reason: tenure::reason },
    Rule { criterion: Criterion::Condition, grade: condition::grade, reason: condition::reason },
    Rule { criterion: Criterion::Access, grade: access::grade, reason: access::reason },
    Rule { criterion: Criterion::Timing, grade: timing::grade, reason: timing::reason },
];

/// Eight grades and their sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// By criterion, in order.
    pub grades: [Grade; 8],
    /// S, 0 to 1.
    pub value: f64,
    /// The least it could be.
    pub low: f64,
    /// The most it could be.
    pub high: f64,
    /// Share of what it needs that is known, 0 to 1.
    pub completeness: f64,
}

impl Fit {
    /// The grades of a pair, added up.
    #[must_use]
    pub fn of(pair: &Pair<'_>) -> Self {
        let grade = |rule: Rule| (rule.grade)(pair).counting_unknown_as(pair.criteria.unknown);
        Self::sum(CRITERIA.map(grade), pair.criteria)
    }

    /// Eight grades, added up.
    #[must_use]
    pub fn sum(grades: [Grade; 8], criteria: &Criteria) -> Self {
        let total = |part: fn(&Grade) -> f64| {
            grades.iter().zip(&criteria.suitability).map(|(grade, weight)| weight * part(grade)).sum::<f64>()
        };
        Self {
            grades,
            value: total(|grade| grade.used),
            low: total(|grade| grade.low),
            high: total(|grade| grade.high),
            completeness: total(|grade| grade.quality),
        }
    }

    /// The unknown criterion with the widest weighted range; the first in order of several.
    #[must_use]
    pub fn most_useful(&self, criteria: &Criteria) -> Option<Criterion> {
        let mut best: Option<(Criterion, f64)> = None;
        for ((rule, grade), weight) in CRITERIA.iter().zip(&self.grades).zip(&criteria.suitability) {
            let width = weight * (grade.high - grade.low);
            if grade.value.is_none() && width > 1e-12 && best.is_none_or(|(_, widest)| width > widest + 1e-12) {
                best = Some((rule.criterion, width));
            }
        }
        best.map(|(criterion, _)| criterion)
    }
}

/// The reason of each criterion, in order.
pub fn reasons(pair: &Pair<'_>, fit: &Fit, audience: Audience) -> Vec<(Criterion, Reason)> {
    CRITERIA
        .iter()
        .zip(&fit.grades)
        .map(|(rule, grade)| (rule.criterion, (rule.reason)(pair, grade, audience)))
        .collect()
}
