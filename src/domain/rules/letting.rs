//! What is let: its energy rating; and who gets relief from business rates.

use crate::domain::asset::{Holding, Occupancy, TermOffered};
use crate::domain::rules::{Case, Judged, RuleState, Wanted};

/// A lease of so many years or more is outside the energy rule (regulation 22).
const LONG_LEASE_YEARS: f64 = 99.0;

const EXEMPTION: Wanted = Wanted::besides("Whether an exemption is registered");
const WHO_WOULD_USE_IT: Wanted = Wanted::besides("Who would use it, and for what");

pub(super) fn new_lease(case: &Case<'_>) -> Judged {
    match case.asset.facts.term_offered.as_ref().map(|term| term.value) {
        Some(TermOffered::Freehold) => {
            Judged::new(RuleState::DoesNotApply, "The freehold is on offer: the rule is about leases.")
        }
        Some(TermOffered::Years(years)) if years >= LONG_LEASE_YEARS => {
            Judged::new(RuleState::DoesNotApply, "A lease of 99 years or more is on offer, which is outside this rule.")
        }
        _ => rating(case, "a new lease may not be granted"),
    }
}

pub(super) fn running_lease(case: &Case<'_>) -> Judged {
    match case.asset.facts.occupancy.as_ref().map(|occupancy| occupancy.value) {
        Some(Occupancy::Vacant | Occupancy::VacantTemporarily) => {
            Judged::new(RuleState::DoesNotApply, "It stands empty, so no lease runs as far as is known.")
        }
        Some(Occupancy::Occupied | Occupancy::PartVacant) => rating(case, "a lease that runs may not be continued"),
        None => {
            let judged = rating(case, "a lease that runs may not be continued");
            match judged.state {
                RuleState::Applies => {
                    Judged { state: RuleState::MayApply, ..judged }.needing([Wanted::fact("occupancy")])
                }
                _ => judged,
            }
        }
    }
}

/// What the energy rating says.
fn rating(case: &Case<'_>, forbidden: &str) -> Judged {
    let facts = &case.asset.facts;
    if facts.holding.as_ref().is_some_and(|holding| holding.value == Holding::Land) {
        return Judged::new(RuleState::DoesNotApply, "It is land without a building.");
    }
    match facts.energy_rating.as_ref().map(|rating| rating.value.as_str()) {
        None => Judged::new(
            RuleState::NotKnown,
            format!("Not known what its energy rating is. Below E {forbidden}, unless an exemption is registered. Order a certificate."),
        )
        .needing([Wanted::fact("energy_rating")]),
        Some(letter @ ("F" | "G")) => Judged::new(
            RuleState::Applies,
            format!("Its energy rating is {letter}: {forbidden} until it is E or better, unless an exemption is registered."),
        )
        .needing([EXEMPTION]),
        Some(letter) => Judged::new(RuleState::DoesNotApply, format!("Its energy rating is {letter}, which is E or better.")),
    }
}

pub(super) fn rates_relief(case: &Case<'_>) -> Judged {
    let no_value = case.asset.facts.rateable_value_gbp.is_none().then(|| Wanted::fact("rateable_value_gbp"));
    Judged::new(
        RuleState::MayApply,
        "A charity, or a registered community amateur sports club, pays 20% of the bill where it uses the place mainly for its \
         purposes. A community interest company gets nothing by right: it can ask the council for relief.",
    )
    .needing([WHO_WOULD_USE_IT].into_iter().chain(no_value))
}
