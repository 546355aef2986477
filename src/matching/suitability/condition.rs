//! Condition: in what state is it, and is there money to mend it?

use crate::domain::asset::Condition;
use crate::domain::matches::Audience;
use crate::matching::cost::{backlog, optimism_bias};
use crate::matching::grade::Grade;
use crate::matching::pair::{FloorArea, Pair};
use crate::matching::suitability::Reason;
use crate::matching::words::fact;

/// What a building counts as, whose repairs are paid for.
pub const REPAIRS_PAID_FOR: f64 = 0.8;

/// What the public-sector grades A to D count as, from 0 to 1.
pub const fn letter(condition: Condition) -> f64 {
    match condition {
        Condition::A => 1.0,
        Condition::B => 0.8,
        Condition::C => 0.4,
        Condition::D => 0.1,
    }
}

/// Whether secured capital covers the repairs with optimism bias, at the low, the likely and the high estimate of both.
/// Repairs nobody can estimate might be covered, and do not count as covered.
fn paid_for(pair: &Pair<'_>) -> [bool; 3] {
    let Some(capital) = pair.need.capital_gbp.filter(|capital| *capital > 0.0) else { return [false; 3] };
    let area = FloorArea::of(pair.asset, pair.need, pair.criteria);
    let area = area.map(|area| area.estimate());
    let bias = optimism_bias(pair.asset, pair.criteria);
    backlog(pair.asset, area, pair.criteria).map_or([true, false, false], |backlog| {
        let covers = |backlog: f64, bias: f64| capital >= backlog * (1.0 + bias);
        [covers(backlog.low, bias.low), covers(backlog.mid, bias.mid), covers(backlog.high, bias.high)]
    })
}

pub fn grade(pair: &Pair<'_>) -> Grade {
    match &pair.asset.facts.condition {
        None => Grade::UNKNOWN,
        Some(condition) => {
            let bare = letter(condition.value);
            let value = |paid: bool| if paid { bare.max(REPAIRS_PAID_FOR) } else { bare };
            let [at_best, likely, at_worst] = paid_for(pair).map(value);
            Grade::between(likely, at_worst, at_best, condition.quality.weight())
        }
    }
}

pub fn reason(pair: &Pair<'_>, grade: &Grade, audience: Audience) -> Reason {
    let Some(condition) = &pair.asset.facts.condition else {
        return Reason { text: "Not known what condition it is in.".to_owned(), inputs: Vec::new() };
    };
    let mut inputs = vec![fact("Condition", condition, condition.value.label().to_owned())];
    if let Some(repairs) = &pair.asset.facts.repair_backlog_gbp {
        inputs.push(fact("Repair backlog", repairs, crate::matching::words::stated_pounds(repairs.value)));
    }
    let helped = grade.used > letter(condition.value);
    let text = match (helped, audience) {
        (false, _) => format!("Condition {}.", condition.value.label()),
        (true, Audience::Owner) => {
            format!("Condition {}; your capital should cover the repairs.", condition.value.label())
        }
        // What capital there is stays with the organisation.
        (true, Audience::Public) => format!("Condition {}; set against what they could mend.", condition.value.label()),
    };
    Reason { text, inputs }
}
