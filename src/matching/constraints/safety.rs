//! H4: if it is unsafe, will works end in time?

use crate::domain::matches::Audience;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;
use crate::matching::words::{day, days, you};

/// Declared unsafe beyond the latest start fails. Without a declaration, a known condition passes; without either, no
/// one has told us that it is safe.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    let facts = &pair.asset.facts;
    match (&facts.unsafe_until, pair.need.latest_start) {
        (Some(until), Some(latest)) if until.value > latest => Verdict::Fail,
        (Some(_), _) => Verdict::Pass,
        (None, _) if facts.condition.is_some() => Verdict::Pass,
        (None, _) => Verdict::Unknown,
    }
}

pub fn why(pair: &Pair<'_>, audience: Audience) -> Words {
    let (Some(until), Some(latest)) = (&pair.asset.facts.unsafe_until, pair.need.latest_start) else {
        return Words { reason: "Needs safety works.".to_owned(), but_for: "safety works".to_owned(), change: None };
    };
    let (you, until) = (you(audience), until.value);
    Words {
        reason: format!("Needs safety works until {}; {you} need to start by {}.", day(until), day(latest)),
        but_for: format!("{} of safety works", days((until - latest).whole_days())),
        change: Some(format!(
            "{you} could start as late as {}, or the owner ended the works by {}",
            day(until),
            day(latest)
        )),
    }
}

pub fn unknown(_: &Pair<'_>, _: Audience) -> String {
    "Not known whether it is safe: nothing is recorded of its condition.".to_owned()
}
