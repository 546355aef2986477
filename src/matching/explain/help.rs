//! What to find out first, in plain English (`scoring.md` D.4, "What would help").

use crate::domain::matches::{Audience, Constraint, Criterion, Match, MostUseful, Unknown};
use crate::matching::pair::Pair;
use crate::matching::suitability::COST_THAT_COUNTS_NOTHING;
use crate::matching::words::{list, pounds, whole};

/// How many checks are named; the rest are on the list of things to check.
const CHECKS_NAMED: usize = 3;
/// Less than this many points is not worth finding out.
const LEAST_POINTS: f64 = 0.5;

/// What could rule it out, then what could move its score most; where nothing is missing, the budget that would do.
pub fn to_find_out(told: &Match, pair: &Pair<'_>, unknowns: &[MostUseful]) -> Option<String> {
    told.score?;
    let is_check = |most: &&MostUseful| matches!(most.unknown, Unknown::Check(_));
    let checks: Vec<Unknown> = unknowns.iter().filter(is_check).map(|most| most.unknown).collect();
    let asked: Vec<&str> = checks.iter().map(|check| question(*check)).collect();
    let rest = unknowns.iter().filter(|most| !is_check(most) && most.points >= LEAST_POINTS);
    let most = rest.into_iter().find(|most| !asked.contains(&question(most.unknown)));
    let parts = [first(&asked), most.map(|most| then(most, asked.is_empty()))];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if text.is_empty() { enough_budget(told, pair) } else { Some(text) }
}

fn first(asked: &[&str]) -> Option<String> {
    let more = asked.len().saturating_sub(CHECKS_NAMED);
    match asked {
        [] => None,
        [only] => Some(format!("First find out {only}: it could rule this out.")),
        [one, other] => Some(format!("First find out {one} and {other}: either could rule this out.")),
        all if more == 0 => Some(format!("First find out {}: any of these could rule this out.", list(all))),
        all => Some(format!(
            "First find out {}, and {more} more on the list of checks: any of these could rule this out.",
            all[..CHECKS_NAMED].join(", ")
        )),
    }
}

fn then(most: &MostUseful, alone: bool) -> String {
    let points = if most.points < 1.5 { "1 point".to_owned() } else { format!("{} points", whole(most.points)) };
    let finding = if alone { "Finding out" } else { "After that, finding out" };
    format!("{finding} {} could move this by up to {points}.", question(most.unknown))
}

/// The budget at which cost would no longer count, with the range of the cost it is worked out from.
fn enough_budget(told: &Match, pair: &Pair<'_>) -> Option<String> {
    let affordability = told.suitability.criteria.iter().find(|c| c.criterion == Criterion::Affordability)?;
    let short = told.audience == Audience::Owner && affordability.value.is_some_and(|value| value < 1.0);
    let enough = |cost: f64| pounds(cost / COST_THAT_COUNTS_NOTHING);
    let range = if pair.cost.high.is_finite() {
        format!("{} to {}", enough(pair.cost.low), enough(pair.cost.high))
    } else {
        format!("from {}", enough(pair.cost.low))
    };
    short.then(|| {
        format!("At {} a year of budget ({range}) the cost would no longer count against it.", enough(pair.cost.mid))
    })
}

/// What it would be asked as; two unknowns that one answer settles have the same question.
const fn question(unknown: Unknown) -> &'static str {
    match unknown {
        Unknown::Check(Constraint::Available) => "whether the owner would let it go",
        Unknown::Check(Constraint::LawfulUse) => "whether planning, a covenant or a listing would allow this use",
        Unknown::Check(Constraint::TooSmall) | Unknown::Part(Criterion::Size) => "how large it is",
        Unknown::Check(Constraint::UnsafeInTime) => "whether it is safe",
        Unknown::Check(Constraint::StepFree) | Unknown::Part(Criterion::Access) => {
            "whether it is, or could be made, step-free"
        }
        Unknown::Check(Constraint::Tenure) | Unknown::Part(Criterion::Tenure) => "how long a lease is on offer",
        Unknown::Check(Constraint::TooFar) | Unknown::Part(Criterion::Location) => "exactly where it is",
        Unknown::Check(Constraint::Cost) | Unknown::Part(Criterion::Affordability) => "what it would cost",
        Unknown::Check(Constraint::Forbidden) => "whether it has been ruled out",
        Unknown::Check(Constraint::Conflict) => "whether it is reserved",
        Unknown::Check(Constraint::Occupied) => "whether anybody is in it",
        Unknown::Part(Criterion::Type) => "what kinds of space are there",
        Unknown::Part(Criterion::Condition) => "what condition it is in",
        Unknown::Part(Criterion::Timing) => "when it could be had",
        Unknown::Deprivation => "who lives around it",
        Unknown::Prices => "what homes around it sell for",
        Unknown::Activity => "how busy the area around it is",
        Unknown::Terms => "on what terms it would be held",
    }
}
