//! H6: is the term on offer long enough?

use crate::domain::asset::TermOffered;
use crate::domain::matches::Audience;
use crate::domain::source::Quality;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;
use crate::matching::words::years;

/// A shorter term than required fails when the owner has confirmed it; a shorter term that is only estimated or stood in
/// for by another is not known to be the owner's last word.
pub fn verdict(pair: &Pair<'_>) -> Verdict {
    let Some(required) = pair.need.tenure_years else { return Verdict::Pass };
    match pair.asset.facts.term_offered.as_ref().map(|term| (term.value, term.quality)) {
        None => Verdict::Unknown,
        Some((TermOffered::Freehold, _)) => Verdict::Pass,
        Some((TermOffered::Years(offered), _)) if offered >= required => Verdict::Pass,
        Some((TermOffered::Years(_), Quality::Surveyed)) => Verdict::Fail,
        Some((TermOffered::Years(_), _)) => Verdict::Unknown,
    }
}

fn offered(pair: &Pair<'_>) -> Option<String> {
    match pair.asset.facts.term_offered.as_ref().map(|term| term.value) {
        Some(TermOffered::Years(offered)) => Some(years(offered)),
        _ => None,
    }
}

pub fn why(pair: &Pair<'_>, _: Audience) -> Words {
    let offered = offered(pair).unwrap_or_else(|| "Too short a term".to_owned());
    let required = years(pair.need.tenure_years.unwrap_or_default());
    Words {
        reason: format!("{offered} on offer, {required} needed."),
        change: Some(format!("the owner offered {required}")),
    }
}

pub fn unknown(pair: &Pair<'_>, _: Audience) -> String {
    let required = years(pair.need.tenure_years.unwrap_or_default());
    match offered(pair) {
        Some(offered) => format!("{offered} may be on offer and {required} are needed. Ask the owner for longer."),
        None => format!("Not known how long a term is on offer; {required} are needed."),
    }
}
