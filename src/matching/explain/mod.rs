//! A match in plain English (`scoring.md` D.4): short sentences, rounded numbers, money only with its range.
//!
//! It never claims what `scoring.md` section 3 forbids: no forecast, no cause, no decision, and nobody "is deprived"
//! because of where they live. What place alone says has its own files (`place.rs`, `value.rs`); all else is here. For [`Audience::Public`] neither budget nor capital, nor a cost that capital moves, appears.

mod place;
mod value;

pub use place::place;
pub use value::{displacement, in_pounds, value};

use crate::domain::matches::{Audience, Criterion, CriterionScore, Explanation, Match, PointsLost};
use crate::matching::pair::Pair;
use crate::matching::suitability::ratio;
use crate::matching::words::{inside, list, percent, pounds, sentence};

/// Puts a match into words for the reader it was made for.
#[must_use]
pub fn explain(told: &Match, pair: &Pair<'_>) -> Explanation {
    Explanation {
        headline: headline(told, pair),
        fit: fit(told),
        cost: cost(told, pair),
        place: told.deprivation.sentence.clone(),
        value: told.uplift.sentence.clone(),
        points: told.score.map(|score| points(told, &score.lost, score.value)),
        to_find_out: to_find_out(told, pair),
        why_not: why_not(told),
    }
}

fn headline(told: &Match, pair: &Pair<'_>) -> String {
    let (asset, need) = (pair.asset.name.trim(), pair.need.title.trim());
    match told.score {
        Some(score) => format!(
            "{asset} scores {:.0} ({}) for {need}. Range {:.0} to {:.0}; {} of what we need is known.",
            score.value,
            score.band.label(),
            score.low,
            score.high,
            percent(told.completeness)
        ),
        None => format!("{asset} is ruled out for {need}."),
    }
}

fn fit(told: &Match) -> String {
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

fn missed(criterion: &CriterionScore) -> f64 {
    criterion.weight * (1.0 - criterion.used)
}

const fn them(audience: Audience) -> &'static str {
    match audience {
        Audience::Owner => "you",
        Audience::Public => "them",
    }
}

fn cost(told: &Match, pair: &Pair<'_>) -> Option<String> {
    if told.audience == Audience::Public {
        return None;
    }
    let cost = &pair.cost;
    if cost.missing.any() {
        let missing: Vec<&str> = cost.missing.names().collect();
        return Some(format!("The yearly cost is not known: we would need {}.", list(&missing)));
    }
    let range = if cost.high.is_finite() {
        format!("{} to {}", pounds(cost.low), pounds(cost.high))
    } else {
        format!("from {}; more if there is a service charge", pounds(cost.low))
    };
    let against = pair
        .need
        .budget_gbp_per_year
        .filter(|budget| *budget > 0.0)
        .map_or_else(String::new, |budget| format!(", {} of your budget", percent(ratio(cost.mid, budget))));
    let estimate = if cost.assumed >= 5.0 {
        format!(", of which {} is our estimate, not a quote", pounds(cost.assumed))
    } else {
        String::new()
    };
    Some(format!("Likely cost {} a year ({range}){against}{estimate}.", pounds(cost.mid)))
}

fn points(told: &Match, lost: &PointsLost, score: f64) -> String {
    let [fit, place, value] = whole([lost.suitability, lost.deprivation, lost.uplift]);
    let mut worst: Vec<&CriterionScore> = told.suitability.criteria.iter().collect();
    worst.sort_by(|a, b| missed(b).total_cmp(&missed(a)).then(a.criterion.cmp(&b.criterion)));
    let mostly = match worst.first() {
        Some(worst) if fit > 0 => format!(" (mostly {})", inside(worst.criterion.label())),
        _ => String::new(),
    };
    let short = (100.0 - score).round();
    format!("It falls {short:.0} points short of 100: {fit} for fit{mostly}, {place} for place, {value} for value.")
}

/// Three parts as whole numbers that still add up to their rounded sum: what is left over goes to the largest fractions.
fn whole(parts: [f64; 3]) -> [i64; 3] {
    let total = parts.iter().sum::<f64>().round() as i64;
    let mut whole = parts.map(|part| part.floor() as i64);
    let mut by_fraction = [0, 1, 2];
    by_fraction.sort_by(|a, b| parts[*b].fract().total_cmp(&parts[*a].fract()).then(a.cmp(b)));
    for index in by_fraction.into_iter().take(usize::try_from(total - whole.iter().sum::<i64>()).unwrap_or(0)) {
        whole[index] += 1;
    }
    whole
}

/// What a criterion would be asked as.
const fn question(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Type => "what kinds of space are there",
        Criterion::Size => "how large it is",
        Criterion::Location => "where it is",
        Criterion::Affordability => "what it would cost",
        Criterion::Tenure => "how long a term is on offer",
        Criterion::Condition => "what condition it is in",
        Criterion::Access => "whether it is step-free",
        Criterion::Timing => "when it could be had",
    }
}

fn to_find_out(told: &Match, pair: &Pair<'_>) -> Option<String> {
    told.score?;
    if let Some(most) = told.most_useful.filter(|most| most.points >= 0.5) {
        let points = if most.points < 1.5 { "1 point".to_owned() } else { format!("{:.0} points", most.points) };
        return Some(format!("Finding out {} could move this by up to {points}.", question(most.criterion)));
    }
    let affordability = told.suitability.criteria.iter().find(|c| c.criterion == Criterion::Affordability)?;
    let short = told.audience == Audience::Owner && affordability.value.is_some_and(|value| value < 1.0);
    // Cost stops counting at four fifths of the budget.
    let enough = |cost: f64| pounds(cost / 0.8);
    let range = if pair.cost.high.is_finite() {
        format!("{} to {}", enough(pair.cost.low), enough(pair.cost.high))
    } else {
        format!("from {}", enough(pair.cost.low))
    };
    short.then(|| {
        format!("At {} a year of budget ({range}) the cost would no longer count against it.", enough(pair.cost.mid))
    })
}

fn why_not(told: &Match) -> Option<String> {
    let reasons: Vec<String> = told
        .blocks
        .iter()
        .map(|block| match &block.would_change {
            Some(change) => format!("{} {change}", sentence(&block.reason)),
            None => sentence(&block.reason),
        })
        .collect();
    (!reasons.is_empty()).then(|| reasons.join(" "))
}
