//! H6: is the term on offer long enough?

use crate::domain::asset::TermOffered;
use crate::domain::matches::Audience;
use crate::domain::source::Quality;
use crate::matching::constraints::{Verdict, Words};
use crate::matching::pair::Pair;
use crate::matching::words::{capital, years, you};

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

/// A term in tenths of a year, the step it is told in; a hair of slack for tenths that are not exact.
const TENTHS: f64 = 10.0;
const SLACK: f64 = 1e-9;

fn offered(pair: &Pair<'_>) -> Option<String> {
    match pair.asset.facts.term_offered.as_ref().map(|term| term.value) {
        Some(TermOffered::Years(offered)) => Some(years((offered * TENTHS + SLACK).floor() / TENTHS)),
        _ => None,
    }
}

pub fn why(pair: &Pair<'_>, audience: Audience) -> Words {
    let short = match pair.asset.facts.term_offered.as_ref().map(|term| term.value) {
        Some(TermOffered::Years(offered)) => pair.need.tenure_years.unwrap_or_default() - offered,
        _ => 0.0,
    };
    let offered = offered(pair).unwrap_or_else(|| "too short a term".to_owned());
    let required = years((pair.need.tenure_years.unwrap_or_default() * TENTHS - SLACK).ceil() / TENTHS);
    Words {
        reason: format!("{} on offer, {required} needed.", capital(&offered)),
        but_for: format!("{} of lease", years(short)),
        change: Some(format!("the owner offered {required}, or {} could manage with {offered}", you(audience))),
    }
}

pub fn unknown(pair: &Pair<'_>, _: Audience) -> String {
    let required = years(pair.need.tenure_years.unwrap_or_default());
    match offered(pair) {
        Some(offered) => format!("{offered} may be on offer and {required} are needed. Ask the owner for longer."),
        None => format!("Not known how long a term is on offer; {required} are needed."),
    }
}
