//! H8: is even the lowest plausible cost far beyond the budget?

use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words, if_near};
use crate::matching::pair::Pair;
use crate::matching::words::{list, pounds, pounds_at_least};

/// Beyond this many times the budget there is no point in looking.
const TOO_MUCH: f64 = 1.5;

/// What even the lowest cost a year may not be above, GBP, for a need with this budget.
pub fn most_gbp(budget_gbp: f64) -> f64 {
    TOO_MUCH * budget_gbp
}

/// Unknown parts count nothing in the lowest cost, so a failure is certain whatever they turn out to be.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    let Some(budget) = pair.need.budget_gbp_per_year else { return Verdict::Pass };
    if pair.cost.low > most_gbp(budget) {
        Verdict::Fail
    } else if pair.cost.missing.any() {
        Verdict::Unknown
    } else {
        Verdict::Pass
    }
}

/// The budget stays out of what the public reads, and so does the cost, which the organisation's capital moves.
pub fn why(pair: &Pair<'_>, audience: Audience) -> Words {
    let budget = pair.need.budget_gbp_per_year.unwrap_or_default();
    match audience {
        Audience::Owner => Words {
            reason: format!(
                "Even the low estimate, {} a year, is over one and a half times your budget.",
                pounds(pair.cost.low)
            ),
            but_for: if_near(most_gbp(budget), pair.cost.low, "its cost".to_owned()),
            change: Some(format!("your budget were {} a year or more", pounds_at_least(pair.cost.low / TOO_MUCH))),
        },
        Audience::Public => Words {
            reason: "Even a low estimate of the cost is far more than they could pay.".to_owned(),
            but_for: if_near(most_gbp(budget), pair.cost.low, "its cost".to_owned()),
            change: Some("the owner asked for less or they had more to spend".to_owned()),
        },
    }
}

pub fn unknown(pair: &Pair<'_>, _: Audience) -> String {
    let missing: Vec<&str> = pair.cost.missing.names().collect();
    format!("Not known what it would cost: ask for {}.", list(&missing))
}
