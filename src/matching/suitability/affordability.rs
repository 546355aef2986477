//! Affordability: likely yearly cost against budget (`scoring.md` A.5). The cost itself is worked out in `matching::cost`.

use crate::domain::matches::{Audience, Input};
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;
use crate::matching::suitability::Reason;
use crate::matching::words::{fact, list, percent, pounds, said, stated_pounds, your};

/// Every likely cost holds some planning assumption (a reserve for renewals at the least), so it is a stand-in.
const QUALITY: f64 = 0.4;

/// A cost of up to this share of the budget counts nothing against a building.
pub const COST_THAT_COUNTS_NOTHING: f64 = 0.8;

/// The value of a ratio of cost to budget.
#[must_use]
pub fn affordability(ratio: f64) -> f64 {
    match ratio {
        r if r <= COST_THAT_COUNTS_NOTHING => 1.0,
        r if r <= 1.0 => 1.0 - 0.5 * (r - COST_THAT_COUNTS_NOTHING) / 0.2,
        r if r < 1.25 => 0.5 * (1.25 - r) / 0.25,
        _ => 0.0,
    }
}

pub fn grade(pair: &Pair<'_>) -> Grade {
    let Some(budget) = pair.need.budget_gbp_per_year else { return Grade::NOT_ASKED };
    let cost = &pair.cost;
    let value = |cost: f64| affordability(ratio(cost, budget));
    if cost.missing.any() {
        Grade::unknown_between(value(cost.high), value(cost.low))
    } else {
        Grade::between(value(cost.mid), value(cost.high), value(cost.low), QUALITY)
    }
}

/// Cost as a share of budget; what costs nothing is affordable on any budget.
#[must_use]
pub fn ratio(cost: f64, budget: f64) -> f64 {
    if cost <= 0.0 { 0.0 } else { cost / budget }
}

pub fn reason(pair: &Pair<'_>, grade: &Grade, audience: Audience) -> Reason {
    let Some(budget) = pair.need.budget_gbp_per_year else {
        let text = match audience {
            Audience::Owner => "You did not state a budget.",
            // The public is not told whether a budget was stated, only that cost does not count here.
            Audience::Public => "Cost does not count against it.",
        };
        return Reason { text: text.to_owned(), inputs: facts(pair) };
    };
    let cost = &pair.cost;
    let mut inputs = facts(pair);
    if audience == Audience::Public {
        let text = match grade.value {
            None => unknown(pair, audience),
            Some(value) if value >= 0.999 => "The likely cost is well within their budget.".to_owned(),
            Some(value) if value >= 0.5 => "The likely cost is within their budget, not by much.".to_owned(),
            Some(value) if value > 0.0 => "The likely cost is more than their budget.".to_owned(),
            Some(_) => "The likely cost is much more than their budget.".to_owned(),
        };
        return Reason { text, inputs };
    }
    inputs.push(said("Your budget", format!("{} a year", stated_pounds(budget))));
    if let Some(capital_gbp) = pair.need.capital_gbp {
        inputs.push(said("Your capital", stated_pounds(capital_gbp)));
    }
    let text = if cost.missing.any() {
        unknown(pair, audience)
    } else {
        let range = if cost.high.is_finite() {
            format!("{} to {}", pounds(cost.low), pounds(cost.high))
        } else {
            format!("{} or more; a service charge, if there is one, comes on top", pounds(cost.low))
        };
        inputs.push(said("Likely cost", format!("{} a year ({range})", pounds(cost.mid))));
        let assumed = if cost.mid > 0.0 { (cost.assumed / cost.mid).min(1.0) } else { 0.0 };
        inputs.push(said("Share of the cost that is our estimate, not a quote", percent(assumed)));
        format!("Likely {} a year ({range}) against your {}.", pounds(cost.mid), stated_pounds(budget))
    };
    Reason { text, inputs }
}

fn unknown(pair: &Pair<'_>, audience: Audience) -> String {
    let missing: Vec<&str> = pair.cost.missing.names().collect();
    format!("The cost cannot be set against {} budget without {}.", your(audience), list(&missing))
}

/// What is known of this building's own costs; nothing here comes from the need.
fn facts(pair: &Pair<'_>) -> Vec<Input> {
    let facts = &pair.asset.facts;
    let yearly = |gbp: f64| format!("{} a year", stated_pounds(gbp));
    let known = [
        facts.rent_gbp_per_year.as_ref().map(|f| fact("Rent", f, yearly(f.value))),
        facts.service_charge_gbp_per_year.as_ref().map(|f| fact("Service charge", f, yearly(f.value))),
        facts.rateable_value_gbp.as_ref().map(|f| fact("Rateable value", f, stated_pounds(f.value))),
        facts.running_cost_gbp_per_year.as_ref().map(|f| fact("Running cost", f, yearly(f.value))),
        facts.repair_backlog_gbp.as_ref().map(|f| fact("Repair backlog", f, stated_pounds(f.value))),
    ];
    known.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::affordability;

    #[test]
    fn the_golden_ratios_hold() {
        for (ratio, expected) in [(0.5, 1.0), (0.8, 1.0), (0.9, 0.75), (1.0, 0.5), (1.1, 0.3), (1.25, 0.0), (1.3, 0.0)]
        {
            assert!((affordability(ratio) - expected).abs() < 1e-9, "{ratio}");
        }
        assert!(affordability(f64::INFINITY) < 1e-9);
    }
}
