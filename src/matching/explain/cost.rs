//! Likely yearly cost against budget, in plain English (`scoring.md` D.4, "Cost"): for the organisation alone.

use crate::domain::matches::{Audience, Match};
use crate::matching::pair::Pair;
use crate::matching::suitability::ratio;
use crate::matching::words::{list, percent, pounds};

/// The likely cost with its range; `None` for the public.
pub fn cost(told: &Match, pair: &Pair<'_>) -> Option<String> {
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
