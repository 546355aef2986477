//! Tenure: is the term on offer as long as the organisation needs?

use crate::domain::asset::TermOffered;
use crate::domain::matches::Audience;
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;
use crate::matching::suitability::Reason;
use crate::matching::words::{capital, fact, said, years, you};

pub fn grade(pair: &Pair<'_>) -> Grade {
    let Some(required) = pair.need.tenure_years.filter(|required| *required > 0.0) else { return Grade::NOT_ASKED };
    match &pair.asset.facts.term_offered {
        None => Grade::UNKNOWN,
        Some(term) => {
            let value = match term.value {
                TermOffered::Freehold => 1.0,
                TermOffered::Years(offered) => (offered / required).clamp(0.0, 1.0),
            };
            Grade::exactly(value, term.quality.weight())
        }
    }
}

/// "freehold" or "25 years".
pub fn term(offered: TermOffered) -> String {
    match offered {
        TermOffered::Freehold => "freehold".to_owned(),
        TermOffered::Years(offered) => years(offered),
    }
}

pub fn reason(pair: &Pair<'_>, _: &Grade, audience: Audience) -> Reason {
    let offered = pair.asset.facts.term_offered.as_ref();
    let mut inputs: Vec<_> =
        offered.map(|offered| fact("Term on offer", offered, term(offered.value))).into_iter().collect();
    let required = pair.need.tenure_years;
    inputs.push(said("Least term", required.map_or_else(|| "not stated".to_owned(), years)));
    let text = match (required, offered.map(|offered| offered.value)) {
        (None, _) => format!("{} did not ask for any length of lease.", capital(you(audience))),
        (Some(_), None) => "Not known how long a term is on offer.".to_owned(),
        (Some(_), Some(TermOffered::Freehold)) => "Freehold is on offer.".to_owned(),
        (Some(required), Some(offered)) => {
            format!("{} on offer; {} asked for {}.", capital(&term(offered)), you(audience), years(required))
        }
    };
    Reason { text, inputs }
}
