//! A match in plain English (`scoring.md` D.4): short sentences, rounded numbers, money only with its range.
//!
//! It never claims what `scoring.md` section 3 forbids: no forecast, no cause, no decision, and nobody "is deprived"
//! because of where they live. For [`Audience::Public`] neither budget nor capital, nor a cost that capital moves, appears.

use crate::domain::asset::TermOffered;
use crate::domain::matches::{
    Audience, Criterion, CriterionScore, DeprivationFigures, Explanation, Match, PointArea, PointsLost, UpliftFigures,
};
use crate::matching::deprivation::AREAS_IN_ENGLAND;
use crate::matching::pair::Pair;
use crate::matching::suitability::ratio;
use crate::matching::words::{inside, list, percent, pounds, sentence, thousands, years};

/// Neighbours within this many log points are "about as dear".
const LEVEL_LOG: f64 = 0.03;

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

/// Who lives around a place.
#[must_use]
pub fn place(figures: Option<&DeprivationFigures>, area: Option<&PointArea>) -> String {
    let Some(figures) = figures else { return "Not known who lives around it.".to_owned() };
    let tenth = part(figures.share_most_deprived_tenth);
    let people = match figures.residents_reached {
        Some(residents) => format!(
            "Within a walk live about {} people; {tenth} of those around it live in England's most deprived tenth of \
             neighbourhoods.",
            thousands(rounded(residents))
        ),
        None => format!("Of the neighbourhoods within a walk, {tenth} are in England's most deprived tenth."),
    };
    let people = match figures.equivalent_percentile {
        Some(percentile) if percentile >= 0.5 => format!(
            "{people} Taken together, that is about equivalent to the most deprived {} of neighbourhoods.",
            percent((1.0 - percentile).max(0.01))
        ),
        Some(percentile) => format!(
            "{people} Taken together, that is about equivalent to the least deprived {} of neighbourhoods.",
            percent(percentile.max(0.01))
        ),
        None => people,
    };
    match area {
        Some(area) => format!(
            "{people} Its own neighbourhood, {}, ranks {} of {} in England, where 1 is the most deprived.",
            area.name,
            thousands(f64::from(area.rank)),
            thousands(AREAS_IN_ENGLAND)
        ),
        None => people,
    }
}

/// "none", "all" or "57%": a share in words at its ends.
fn part(share: f64) -> String {
    match share {
        s if s < 0.005 => "none".to_owned(),
        s if s > 0.995 => "all".to_owned(),
        s => percent(s),
    }
}

/// To the nearest 10, 50 or 100, as far as a count of residents means anything.
fn rounded(people: f64) -> f64 {
    let step = match people {
        p if p >= 10_000.0 => 100.0,
        p if p >= 1_000.0 => 50.0,
        _ => 10.0,
    };
    (people / step).round() * step
}

/// The gap to nearby prices, and who would keep any rise.
#[must_use]
pub fn value(figures: Option<&UpliftFigures>, pair: &Pair<'_>, community_share: Option<f64>) -> String {
    let gap = match figures.and_then(|figures| figures.headroom_log.map(|gap| (figures, gap))) {
        None => "Not known how prices here compare with nearby areas.".to_owned(),
        Some((figures, gap)) => {
            let how = match gap {
                g if g > LEVEL_LOG => format!("about {} less than", percent(1.0 - (-g).exp())),
                g if g < -LEVEL_LOG => format!("about {} more than", percent((-g).exp() - 1.0)),
                _ => "for about as much as".to_owned(),
            };
            let how = if how.starts_with("for") { how } else { format!("for {how}") };
            let based = match (figures.sales, figures.borrowed, figures.strength) {
                (Some(sales), Some(borrowed), Some(strength)) => {
                    let borrowed = if borrowed >= 0.005 {
                        format!(", {} of the figure borrowed from nearby", percent(borrowed))
                    } else {
                        String::new()
                    };
                    let sales =
                        if sales == 1 { "1 sale".to_owned() } else { format!("{} sales", thousands(f64::from(sales))) };
                    format!(" ({sales} here{borrowed}; {})", strength.label())
                }
                _ => String::new(),
            };
            let narrows = if gap > LEVEL_LOG {
                " On past form such a gap narrows by about a sixth in ten years, whatever anyone does."
            } else {
                ""
            };
            format!("Homes here sell {how} in nearby areas{based}. This does not tell types of home apart.{narrows}")
        }
    };
    format!("{gap} {}", keeps(pair, community_share))
}

fn keeps(pair: &Pair<'_>, community_share: Option<f64>) -> String {
    let tenure = match pair.asset.facts.term_offered.as_ref().map(|term| term.value) {
        None => {
            return "Not known how it would be held, so not known how much of any rise the community would keep."
                .to_owned();
        }
        Some(TermOffered::Freehold) => "a freehold".to_owned(),
        Some(TermOffered::Years(term)) => format!("a lease of {}", years(term)),
    };
    match community_share {
        Some(share) => {
            let about = if (0.005..=0.995).contains(&share) { "about " } else { "" };
            format!("Under {tenure} the community would keep {about}{} of any rise.", part(share))
        }
        None => format!("Under {tenure}, it is not yet known how much of any rise the community would keep."),
    }
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
