//! How it suits, best and worst, in plain English (`scoring.md` D.4, "Fit").

use crate::domain::matches::{Criterion, CriterionScore, Match, WRONG_SPACE};
use crate::matching::explain::{missed, them};
use crate::matching::words::{capital, inside, list, whole};

/// How it suits, with the best two criteria and the one that costs most; the space first where it is the wrong kind.
pub fn fit(told: &Match) -> String {
    let wrong_space = told.suitability.wrong_space;
    let them = them(told.audience);
    let how = match told.suitability.value {
        _ if wrong_space => format!("{} for {them}, whatever else fits", capital(WRONG_SPACE)),
        value if value >= 0.70 => format!("Suits {them} well"),
        value if value >= 0.50 => format!("Suits {them} fairly"),
        _ => format!("Suits {them} poorly"),
    };
    let mut text = format!("{how} ({} out of 100).", whole(out_of_100(told.suitability.value)));
    let mut known: Vec<&CriterionScore> =
        told.suitability.criteria.iter().filter(|criterion| criterion.asked && criterion.value.is_some()).collect();
    known.sort_by(|a, b| {
        b.used.total_cmp(&a.used).then(b.weight.total_cmp(&a.weight)).then(a.criterion.cmp(&b.criterion))
    });
    let worst = known
        .iter()
        .filter(|criterion| !wrong_space || criterion.criterion == Criterion::Type)
        .max_by(|a, b| missed(a).total_cmp(&missed(b)).then(b.criterion.cmp(&a.criterion)))
        .filter(|worst| missed(worst) > 1e-9);
    let best: Vec<String> = known
        .iter()
        .filter(|criterion| criterion.used >= 0.5 && worst.is_none_or(|worst| worst.criterion != criterion.criterion))
        .take(2)
        .map(|criterion| inside(criterion.criterion.label()))
        .collect();
    if !best.is_empty() {
        text.push_str(&format!(" Best: {}.", list(&best)));
    }
    if let Some(worst) = worst {
        text.push_str(&format!(" Weakest: {}. {}", inside(worst.criterion.label()), worst.reason));
    }
    text
}

/// Out of 100, rounded from the four decimals that answers show, so that text and figure never differ by one.
fn out_of_100(value: f64) -> f64 {
    ((value * 1e4).round() / 100.0).round()
}
