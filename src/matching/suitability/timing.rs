//! Timing: will it be ready when it is needed?

use time::Date;

use crate::domain::asset::DisposalStatus;
use crate::domain::matches::Audience;
use crate::domain::source::Quality;
use crate::matching::grade::{Grade, clamp};
use crate::matching::pair::Pair;
use crate::matching::suitability::Reason;
use crate::matching::words::{capital, day, fact, said, you};

const DAYS_IN_A_MONTH: f64 = 365.25 / 12.0;

/// So many months late count nothing; a quarter of that when it is urgent.
const TOO_LATE_MONTHS: f64 = 24.0;
const TOO_LATE_IF_URGENT_MONTHS: f64 = 6.0;

/// The latest start: as stated; today for those who say only that it is urgent.
#[must_use]
pub fn latest_start(pair: &Pair<'_>) -> Option<Date> {
    pair.need.latest_start.or(pair.need.urgent.then_some(pair.on))
}

/// The first day it can be had: its release date or the end of safety works; today, as an estimate, for what stands empty
/// or is open to interest without a date.
pub fn ready(pair: &Pair<'_>) -> Option<(Date, Quality)> {
    let facts = &pair.asset.facts;
    let released = facts.available_from.as_ref().map(|date| (date.value, date.quality));
    let open = facts.disposal_status.as_ref().filter(|status| status.value == DisposalStatus::OpenToInterest);
    let now = (open.is_some() || pair.asset.is_vacant()).then_some((pair.on, Quality::Estimated));
    let (ready, quality) = released.or(now)?;
    let made_safe = facts.unsafe_until.as_ref().map_or(ready, |until| until.value);
    Some((ready.max(made_safe).max(pair.on), quality))
}

/// Months between the day it is wanted and the day it can be had; none when that is earlier.
#[must_use]
pub fn months_late(ready: Date, latest: Date) -> f64 {
    ((ready - latest).whole_days() as f64 / DAYS_IN_A_MONTH).max(0.0)
}

/// What so many months late count as.
#[must_use]
pub fn timing(months_late: f64, urgent: bool) -> f64 {
    clamp(1.0 - months_late / too_late_months(urgent))
}

const fn too_late_months(urgent: bool) -> f64 {
    if urgent { TOO_LATE_IF_URGENT_MONTHS } else { TOO_LATE_MONTHS }
}

/// So many days late count nothing.
#[must_use]
pub const fn too_late_days(urgent: bool) -> f64 {
    too_late_months(urgent) * DAYS_IN_A_MONTH
}

pub fn grade(pair: &Pair<'_>) -> Grade {
    let Some(latest) = latest_start(pair) else { return Grade::NOT_ASKED };
    match ready(pair) {
        None => Grade::UNKNOWN,
        Some((ready, quality)) => {
            Grade::exactly(timing(months_late(ready, latest), pair.need.urgent), quality.weight())
        }
    }
}

pub fn reason(pair: &Pair<'_>, _: &Grade, audience: Audience) -> Reason {
    let facts = &pair.asset.facts;
    let mut inputs = Vec::new();
    if let Some(from) = &facts.available_from {
        inputs.push(fact("Available from", from, day(from.value)));
    } else if let Some(status) = &facts.disposal_status {
        inputs.push(fact("Disposal status", status, status.value.label().to_owned()));
    }
    if let Some(until) = &facts.unsafe_until {
        inputs.push(fact("Safety works until", until, day(until.value)));
    }
    inputs.push(said("Latest start", pair.need.latest_start.map_or_else(|| "not stated".to_owned(), day)));
    let text = match (latest_start(pair), ready(pair)) {
        (None, _) => format!("{} did not ask for any start date.", capital(you(audience))),
        (Some(_), None) => "Not known when it could be had.".to_owned(),
        (Some(latest), Some((ready, _))) => match months_late(ready, latest) {
            months if months < 0.5 => "It could be had in time.".to_owned(),
            months => format!("It could be had from {}, about {months:.0} months late.", day(ready)),
        },
    };
    Reason { text, inputs }
}

#[cfg(test)]
mod tests {
    use super::timing;

    #[test]
    fn lateness_costs_more_when_it_is_urgent() {
        assert!((timing(6.0, false) - 0.75).abs() < 1e-9);
        assert!((timing(3.0, true) - 0.5).abs() < 1e-9);
        assert!(timing(30.0, false) < 1e-9);
    }
}
