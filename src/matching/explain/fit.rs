//! How it suits, best and worst, in plain English (`scoring.md` D.4, "Fit").

use crate::domain::matches::{CriterionScore, Match};
use crate::matching::explain::{missed, them};
use crate::matching::words::{inside, list};

/// How it suits, with the best two criteria and the one that costs most.
pub fn fit(told: &Match) -> String {
    let how = match told.suitability.value {
        value if value >= 0.70 => "well",
        value if value >= 0.50 => "fairly",
        _ => "poorly",
    };
    let mut text = format!("Suits {} {how} ({:.0} out of 100).", them(told.audience), told.suitability.value * 100.0);
    let mut known: Vec<&CriterionScore> =
        told.suitability.criteria.iter().filter(|criterion| criterion.asked && criterion.value.is_some()).collect();
    known.sort_by(|a, b| {
        b.used.total_cmp(&a.used).then(b.weight.total_cmp(&a.weight)).then(a.criterion.cmp(&b.criterion))
    });
    let best: Vec<String> =
        known.iter().filter(|criterion| criterion.used >= 0.5).take(2).map(|c| inside(c.criterion.label())).collect();
    if !best.is_empty() {
        text.push_str(&format!(" Best: {}.", list(&best)));
    }
    if let Some(worst) = known.iter().max_by(|a, b| missed(a).total_cmp(&missed(b)).then(b.criterion.cmp(&a.criterion)))
        && missed(worst) > 1e-9
    {
        text.push_str(&format!(" Weakest: {}. {}", inside(worst.criterion.label()), worst.reason));
    }
    text
}
