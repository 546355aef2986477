//! Assets of community value: how long a listing lasts, and the clocks that a wish to sell starts.

use time::{Date, Duration};

use crate::domain::asset::TermOffered;
use crate::domain::listed::CommunityValueListing;
use crate::domain::rules::{
    Case, Clock, Judged, PerhapsListed, RuleState, Wanted, in_words, last_day_of_months, last_day_of_weeks,
};

/// Only a sale, or a lease of at least so many years, is a relevant disposal (sections 96 and 107).
const RELEVANT_LEASE_YEARS: f64 = 25.0;
/// A listing lasts so many months (section 87(3)).
const LISTED_MONTHS: u16 = 60;
/// A nomination is to be decided within so many weeks of the day it came (regulation 7 of the 2012 regulations).
const NOMINATION_WEEKS: i64 = 8;
/// The periods of section 95(6), all from the notice.
const INTERIM_WEEKS: u16 = 6;
const FULL_MONTHS: u16 = 6;
const PROTECTED_MONTHS: u16 = 18;

const ON_THE_LIST: Wanted = Wanted::besides("Whether it is on the council's list of assets of community value");
const SAME_PLACE: Wanted = Wanted::besides("Whether the place on the list is this one");
const NOTICE: Wanted = Wanted::besides("The day the owner gave notice that it wishes to sell");
const LISTED_ON: Wanted = Wanted::besides("The day it was listed");

/// Words of a decision against a listing, in small letters.
const REFUSED: [&str; 6] = ["unsuccessful", "not listed", "refus", "reject", "declin", "removed"];

/// How a listing stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Listed { until: Option<Date> },
    Nominated { by: Option<Date> },
    Over { since: Option<Date> },
}

fn standing(listing: &CommunityValueListing, on: Date) -> Standing {
    let decision = listing.decision.as_deref().map(str::to_lowercase).unwrap_or_default();
    if REFUSED.iter().any(|word| decision.contains(word)) {
        return Standing::Over { since: listing.listed_on };
    }
    let until = listing.expires_on.or_else(|| last_day_of_months(listing.listed_on?, LISTED_MONTHS));
    match (until, listing.listed_on, listing.nominated_on) {
        (Some(until), ..) if until < on => Standing::Over { since: Some(until) },
        (None, None, Some(nominated)) if decision.is_empty() => {
            Standing::Nominated { by: nominated.checked_add(Duration::weeks(NOMINATION_WEEKS)) }
        }
        (until, ..) => Standing::Listed { until },
    }
}

pub(super) fn listed(case: &Case<'_>) -> Judged {
    // The one that binds most comes first: a listing that holds, else a nomination, else one that is over.
    let weight = |standing: &Standing| match standing {
        Standing::Listed { .. } => 0,
        Standing::Nominated { .. } => 1,
        Standing::Over { .. } => 2,
    };
    let found = case.listings.iter().map(|perhaps| (standing(perhaps.listing, case.on), perhaps));
    let Some((standing, perhaps)) = found.min_by_key(|(standing, perhaps)| (weight(standing), !perhaps.same_place))
    else {
        return not_found(case);
    };
    match standing {
        Standing::Listed { until } => of_listing(case, perhaps, until),
        Standing::Nominated { by } => {
            let clock = by.map(|until| Clock {
                label: "Nomination to be decided by",
                from: perhaps.listing.nominated_on,
                until,
            });
            Judged::new(RuleState::MayApply, format!("{} it is nominated and not decided.", as_far_as(perhaps)))
                .running(clock)
                .needing((!perhaps.same_place).then_some(SAME_PLACE))
        }
        Standing::Over { since } => {
            let since = since.map_or_else(String::new, |day| format!(" ({})", in_words(day)));
            let says = format!("{} it was listed or nominated once, and that is over{since}.", as_far_as(perhaps));
            let state = if perhaps.same_place { RuleState::DoesNotApply } else { RuleState::NotKnown };
            Judged::new(state, says).needing((!perhaps.same_place).then_some(SAME_PLACE))
        }
    }
}

fn as_far_as(perhaps: &PerhapsListed<'_>) -> &'static str {
    if perhaps.same_place {
        "By the list loaded here"
    } else {
        "A place of this name stands in the list loaded here; if it is this one"
    }
}

fn not_found(case: &Case<'_>) -> Judged {
    let says = if case.list_loaded {
        "Not found by its name in the council's list loaded here. It may stand there under another name: look it up."
    } else {
        "No list of this council is loaded here. Look it up."
    };
    Judged::new(RuleState::NotKnown, says).needing([ON_THE_LIST])
}

fn of_listing(case: &Case<'_>, perhaps: &PerhapsListed<'_>, until: Option<Date>) -> Judged {
    let listing = until.map(|until| Clock { label: "Listed until", from: perhaps.listing.listed_on, until });
    let is_short = matches!(
        case.asset.facts.term_offered.as_ref().map(|term| term.value),
        Some(TermOffered::Years(years)) if years < RELEVANT_LEASE_YEARS
    );
    let needs =
        [(!perhaps.same_place).then_some(SAME_PLACE), until.is_none().then_some(LISTED_ON)].into_iter().flatten();
    if is_short {
        let says = format!("{} it is listed. A lease of less than 25 years starts no clock.", as_far_as(perhaps));
        return Judged::new(RuleState::DoesNotApply, says).running(listing).needing(needs);
    }
    let state = if perhaps.same_place { RuleState::Applies } else { RuleState::MayApply };
    let says = match case.notice_on {
        None => "Before a sale, or a lease of 25 years or more, the owner has to tell the council. That starts six weeks in \
                 which a community can ask for time, and then six months."
            .to_owned(),
        Some(notice) => format!(
            "Notice of {}: no sale in the six weeks; none in the six months if a community asks for time. After that the owner may \
             sell to anybody until the protected time ends.",
            in_words(notice)
        ),
    };
    Judged::new(state, format!("{} it is listed. {says}", as_far_as(perhaps)))
        .running(listing)
        .running(case.notice_on.into_iter().flat_map(from_notice))
        .needing(needs)
        .needing(case.notice_on.is_none().then_some(NOTICE))
}

/// The clocks that a notice starts.
fn from_notice(notice: Date) -> impl Iterator<Item = Clock> {
    let clock = |label, until: Option<Date>| until.map(|until| Clock { label, from: Some(notice), until });
    [
        clock("A community can ask for time until", last_day_of_weeks(notice, INTERIM_WEEKS)),
        clock("If it asks, no sale until after", last_day_of_months(notice, FULL_MONTHS)),
        clock("Protected time ends", last_day_of_months(notice, PROTECTED_MONTHS)),
    ]
    .into_iter()
    .flatten()
}

/// What it would say once its set is switched on.
pub(super) fn right_to_buy(case: &Case<'_>) -> Judged {
    Judged::new(
        RuleState::MayApply,
        "If it is listed, a community could have first refusal and 12 months to buy. Ask your legal team.",
    )
    .needing(case.listings.is_empty().then_some(ON_THE_LIST))
}
