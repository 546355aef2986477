//! Where the points went, in plain English (`scoring.md` D.4, "Points").

use crate::domain::matches::{CriterionScore, Match, Score, apportion};
use crate::matching::explain::missed;
use crate::matching::words::{inside, whole};

/// How far it falls short of 100, in whole points that add up with the score of the headline.
pub fn points(told: &Match, score: &Score) -> String {
    let short = 100.0 - score.value.round();
    if short < 1.0 {
        return "It has all 100 points.".to_owned();
    }
    let lost = &score.lost;
    let shown = apportion(&[lost.suitability, lost.deprivation, lost.uplift], short, 1.0);
    let [fit, place, value] = shown[..] else { return String::new() };
    let mut worst: Vec<&CriterionScore> = told.suitability.criteria.iter().collect();
    worst.sort_by(|a, b| missed(b).total_cmp(&missed(a)).then(a.criterion.cmp(&b.criterion)));
    let mostly = match worst.first() {
        Some(worst) if fit > 0.0 => format!(" (mostly {})", inside(worst.criterion.label())),
        _ => String::new(),
    };
    let points = if short < 1.5 { "point" } else { "points" };
    format!(
        "It falls {} {points} short of 100: {} for fit{mostly}, {} for place, {} for value.",
        whole(short),
        whole(fit),
        whole(place),
        whole(value),
    )
}
