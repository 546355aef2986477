//! How near one asset is to changing hands: its facts and the needs that fit it, as parts with points and words.

use time::Date;

use crate::domain::asset::{Asset, DisposalStatus, Occupancy, TermOffered};
use crate::domain::transferability::{Demand, Freshness, NEEDS_THAT_COUNT_ALL, Transferability};
use crate::matching::constraints::blocks_of_asset;
use crate::matching::pair::is_only_land;
use crate::matching::suitability::{condition_counted, step_free_counted};
use crate::matching::words::{day, inside, whole, years};

/// What an occupied building counts as: the least that its occupancy can.
const OCCUPIED: f64 = 0.3;

/// A lease of so many years counts all: funders often want as many.
const LONG_TERM_YEARS: f64 = 25.0;

/// What cannot be had yet counts no more than this, whatever its status.
const NOT_YET: f64 = 0.5;

const NOT_KNOWN: &str = "Not known";

/// What a part counts as, the least and the most it could, and its words.
type Counted = (Option<f64>, [f64; 2], String);

/// How near an asset is to changing hands on a day, with the needs that fit it.
#[must_use]
pub fn of_asset(asset: &Asset, demand: &Demand, on: Date) -> Transferability {
    let parts = [
        stage(asset, on),
        occupancy(asset),
        planning(asset),
        condition(asset),
        step_free(asset),
        term(asset),
        best_need(demand),
        needs_that_fit(demand),
    ];
    Transferability::of(parts, blocks_of_asset(asset))
}

fn known(value: f64, says: &str) -> Counted {
    (Some(value), [value, value], says.to_owned())
}

fn unknown(low: f64) -> Counted {
    (None, [low, 1.0], NOT_KNOWN.to_owned())
}

/// What a status counts as.
const fn stage_counted(status: DisposalStatus, has_release_date: bool) -> f64 {
    match status {
        DisposalStatus::OpenToInterest => 1.0,
        DisposalStatus::InProgramme => 0.9,
        DisposalStatus::Surplus => 0.8,
        DisposalStatus::InUse if has_release_date => 0.5,
        DisposalStatus::UnderReview => 0.4,
        // The rest are blocks; among these, an offer may yet fall through.
        DisposalStatus::UnderOffer => 0.2,
        DisposalStatus::InUse | DisposalStatus::Withdrawn => 0.1,
        DisposalStatus::Transferred => 0.0,
    }
}

/// The day from which it can be had, when that is still to come.
fn not_before(asset: &Asset, on: Date) -> Option<Date> {
    asset.facts.available_from.as_ref().map(|fact| fact.value).filter(|from| *from > on)
}

fn stage(asset: &Asset, on: Date) -> Counted {
    let facts = &asset.facts;
    facts.disposal_status.as_ref().map_or_else(
        || unknown(0.0),
        |status| {
            let counted = stage_counted(status.value, facts.available_from.is_some());
            match not_before(asset, on) {
                Some(from) => {
                    let says = format!("{}, to be had from {}", status.value.label(), day(from));
                    known(counted.min(NOT_YET), &says)
                }
                None => known(counted, status.value.label()),
            }
        },
    )
}

const fn occupancy_counted(occupancy: Occupancy) -> f64 {
    match occupancy {
        Occupancy::Vacant => 1.0,
        Occupancy::PartVacant => 0.7,
        Occupancy::VacantTemporarily => 0.6,
        Occupancy::Occupied => OCCUPIED,
    }
}

fn occupancy(asset: &Asset) -> Counted {
    let occupancy = asset.facts.occupancy.as_ref();
    occupancy.map_or_else(
        || unknown(OCCUPIED),
        |occupancy| known(occupancy_counted(occupancy.value), occupancy.value.label()),
    )
}

fn planning(asset: &Asset) -> Counted {
    let planning = asset.facts.planning.as_ref();
    planning.map_or_else(|| unknown(0.0), |planning| known(planning.value.factor(), planning.value.label()))
}

const NO_BUILDING: &str = "Land without a building";

fn condition(asset: &Asset) -> Counted {
    match &asset.facts.condition {
        Some(condition) => known(condition_counted(condition.value), condition.value.label()),
        None if is_only_land(asset) => known(1.0, NO_BUILDING),
        None => unknown(0.1),
    }
}

fn step_free(asset: &Asset) -> Counted {
    match &asset.facts.step_free {
        Some(access) => known(step_free_counted(access.value), access.value.label()),
        None if is_only_land(asset) => known(1.0, NO_BUILDING),
        None => unknown(0.1),
    }
}

fn term(asset: &Asset) -> Counted {
    match asset.facts.term_offered.as_ref().map(|term| term.value) {
        Some(TermOffered::Freehold) => known(1.0, "Freehold"),
        Some(TermOffered::Years(offered)) => {
            known((offered / LONG_TERM_YEARS).clamp(0.0, 1.0), &format!("Lease of {}", years(offered)))
        }
        None => unknown(0.0),
    }
}

fn best_need(demand: &Demand) -> Counted {
    match demand.best {
        Some(best) => {
            let counted = [best.value, best.low, best.high].map(|score| (score / 100.0).clamp(0.0, 1.0));
            let says = format!("Scores {}", whole(best.value));
            (Some(counted[0]), [counted[1], counted[2]], says)
        }
        None if demand.looked_at == 0 => unknown(0.0),
        None => known(0.0, "No known need fits"),
    }
}

fn needs_that_fit(demand: &Demand) -> Counted {
    if demand.looked_at == 0 {
        return unknown(0.0);
    }
    let counted = f64::from(demand.fitting.min(NEEDS_THAT_COUNT_ALL)) / f64::from(NEEDS_THAT_COUNT_ALL);
    known(counted, &format!("{} of {}", demand.fitting, demand.looked_at))
}

/// What is to be said of it first, in a sentence or two: what stands in the way; else how it stands and who could use it.
#[must_use]
pub fn sentence(asset: &Asset, told: &Transferability, demand: &Demand, on: Date) -> String {
    if !told.blocks.is_empty() {
        return told.blocks.join(" ");
    }
    let facts = &asset.facts;
    let stage = facts.disposal_status.as_ref().map(|status| status.value.label());
    let occupancy = facts.occupancy.as_ref().map(|occupancy| inside(occupancy.value.label()));
    let stands = match (stage, occupancy) {
        (Some(stage), Some(occupancy)) => format!("{stage}, {occupancy}."),
        (Some(stage), None) => format!("{stage}; not known whether anybody is in it."),
        (None, Some(occupancy)) => format!("Now {occupancy}; not known what the owner intends."),
        (None, None) => "Not known what the owner intends, nor whether anybody is in it.".to_owned(),
    };
    let wanted = match (demand.best, demand.looked_at) {
        (Some(_), _) if demand.fitting == 1 => "One known need fits it.".to_owned(),
        (Some(_), _) => format!("{} known needs fit it.", demand.fitting),
        (None, 0) => "No needs are known yet.".to_owned(),
        (None, looked_at) => format!("None of {looked_at} known needs fits it as things stand."),
    };
    let wait = not_before(asset, on).map(|from| format!(" It cannot be had before {}.", day(from))).unwrap_or_default();
    format!("{stands}{wait} {wanted}")
}

/// How old the facts are that its transferability goes by.
#[must_use]
pub fn freshness(asset: &Asset, register_as_at: Option<Date>) -> Freshness {
    let facts = &asset.facts;
    let mut told = Freshness { register_as_at, ..Freshness::default() };
    let mut take = |label: &'static str, as_at: Option<Option<Date>>| match as_at {
        None => {}
        Some(None) => told.undated.push(label),
        Some(Some(day)) if told.oldest.is_none_or(|(_, oldest)| day < oldest) => told.oldest = Some((label, day)),
        Some(Some(_)) => {}
    };
    take("What the owner intends", facts.disposal_status.as_ref().map(|fact| fact.as_at));
    take("Occupancy", facts.occupancy.as_ref().map(|fact| fact.as_at));
    take("Community use and planning", facts.planning.as_ref().map(|fact| fact.as_at));
    take("Condition", facts.condition.as_ref().map(|fact| fact.as_at));
    take("Step-free access", facts.step_free.as_ref().map(|fact| fact.as_at));
    take("Term on offer", facts.term_offered.as_ref().map(|fact| fact.as_at));
    told
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::atlas::fixture::{asset, known as fact};
    use crate::domain::asset::{Condition, Planning, StepFree};
    use crate::domain::matches::Ranged;

    const DAY: Date = date!(2026 - 11 - 22);

    fn demand(score: f64, fitting: u32) -> Demand {
        let best = (fitting > 0).then_some(Ranged { value: score, low: score * 0.8, high: (score * 1.1).min(100.0) });
        Demand { looked_at: 20, fitting, best }
    }

    /// Each fact in order from bad to good.
    const STATUSES: [DisposalStatus; 5] = [
        DisposalStatus::Transferred,
        DisposalStatus::UnderReview,
        DisposalStatus::Surplus,
        DisposalStatus::InProgramme,
        DisposalStatus::OpenToInterest,
    ];
    const OCCUPANCIES: [Occupancy; 4] =
        [Occupancy::Occupied, Occupancy::VacantTemporarily, Occupancy::PartVacant, Occupancy::Vacant];
    const PLANNINGS: [Planning; 5] = [
        Planning::Barred,
        Planning::PermissionDoubtful,
        Planning::PermissionSupported,
        Planning::SameClass,
        Planning::Lawful,
    ];
    const CONDITIONS: [Condition; 4] = [Condition::D, Condition::C, Condition::B, Condition::A];
    const ACCESSES: [StepFree; 3] = [StepFree::Impossible, StepFree::Adaptable, StepFree::Now];
    const TERMS: [TermOffered; 4] =
        [TermOffered::Years(1.0), TermOffered::Years(10.0), TermOffered::Years(25.0), TermOffered::Freehold];

    /// An asset by the places of its facts in those lists; beyond the end, not known.
    fn facts(places: [usize; 6]) -> Asset {
        let mut made = asset("a", None);
        made.facts.disposal_status = STATUSES.get(places[0]).copied().and_then(fact);
        made.facts.occupancy = OCCUPANCIES.get(places[1]).copied().and_then(fact);
        made.facts.planning = PLANNINGS.get(places[2]).copied().and_then(fact);
        made.facts.condition = CONDITIONS.get(places[3]).copied().and_then(fact);
        made.facts.step_free = ACCESSES.get(places[4]).copied().and_then(fact);
        made.facts.term_offered = TERMS.get(places[5]).copied().and_then(fact);
        made
    }

    const LENGTHS: [usize; 6] = [5, 4, 5, 4, 3, 4];

    proptest! {
        #[test]
        fn a_better_fact_never_lowers_it_and_an_unknown_one_lies_between_its_ends(
            places in prop::array::uniform6(0usize..6), which in 0usize..6, step in 0usize..4, score in 0.0..=100.0f64
        ) {
            let demand = demand(score, 3);
            let at = |place: usize| {
                let mut places = places;
                places[which] = place;
                of_asset(&facts(places), &demand, DAY)
            };
            let last = LENGTHS[which] - 1;
            let worse = at(step.min(last));
            let better = at((step + 1).min(last));
            prop_assert!(better.score.value >= worse.score.value - 1e-9);
            prop_assert!(better.blocks.len() <= worse.blocks.len());
            let unknown = at(usize::MAX);
            prop_assert!(unknown.score.low <= at(0).score.low + 1e-9 || which == 1);
            prop_assert!(unknown.score.high >= at(last).score.high - 1e-9);
            for told in [&worse, &better, &unknown] {
                prop_assert!(0.0 <= told.score.low && told.score.low <= told.score.value + 1e-9);
                prop_assert!(told.score.value <= told.score.high + 1e-9 && told.score.high <= 100.0 + 1e-9);
                let sum: f64 = told.parts.iter().map(|part| part.points.value).sum();
                prop_assert!((sum - told.score.value).abs() < 1e-9);
            }
        }

        #[test]
        fn a_better_need_or_one_more_never_lowers_it(score in 0.0..=99.0f64, fitting in 1u32..9) {
            let asset = asset("a", None);
            let now = of_asset(&asset, &demand(score, fitting), DAY).score.value;
            prop_assert!(of_asset(&asset, &demand(score + 1.0, fitting), DAY).score.value >= now);
            prop_assert!(of_asset(&asset, &demand(score, fitting + 1), DAY).score.value >= now);
        }
    }

    #[test]
    fn no_need_that_fits_counts_nothing_and_no_need_known_is_not_known() {
        let asset = asset("a", None);
        let none_fits = of_asset(&asset, &demand(0.0, 0), DAY);
        let none_known = of_asset(&asset, &Demand::default(), DAY);
        let part = |told: &Transferability| (told.parts[6].known, told.parts[6].points.value);
        assert_eq!((part(&none_fits), part(&none_known)), ((true, 0.0), (false, 10.0)));
        assert!(sentence(&asset, &none_fits, &demand(0.0, 0), DAY).contains("None of 20 known needs fits it"));
        assert!(sentence(&asset, &none_known, &Demand::default(), DAY).contains("No needs are known yet"));
    }

    #[test]
    fn what_is_blocked_says_why_and_nothing_else_first() {
        let mut made = facts([4, 3, 4, 3, 2, 3]);
        assert!(of_asset(&made, &demand(80.0, 5), DAY).blocks.is_empty());
        made.facts.disposal_status = fact(DisposalStatus::UnderOffer);
        made.facts.reserved_for = fact("a library".to_owned());
        let told = of_asset(&made, &demand(80.0, 5), DAY);
        assert_eq!(told.blocks, ["Not available: under offer.", "Reserved for a library."]);
        assert_eq!(sentence(&made, &told, &demand(80.0, 5), DAY), told.blocks.join(" "));
    }

    #[test]
    fn freshness_is_the_oldest_deciding_fact_and_names_those_without_a_day() {
        let mut made = facts([4, 3, 9, 3, 9, 9]);
        if let Some(condition) = &mut made.facts.condition {
            condition.as_at = Some(date!(2019 - 05 - 01));
        }
        if let Some(occupancy) = &mut made.facts.occupancy {
            occupancy.as_at = None;
        }
        let told = freshness(&made, Some(date!(2026 - 03 - 31)));
        assert_eq!(told.oldest, Some(("Condition", date!(2019 - 05 - 01))));
        assert_eq!((told.undated, told.register_as_at), (vec!["Occupancy"], Some(date!(2026 - 03 - 31))));
        assert_eq!(freshness(&asset("b", None), None), Freshness::default());
    }

    #[test]
    fn what_cannot_be_had_yet_counts_less_and_says_from_when() {
        let mut made = asset("a", None);
        made.facts.disposal_status = fact(DisposalStatus::OpenToInterest);
        let at_once = of_asset(&made, &demand(80.0, 5), DAY);
        made.facts.available_from = fact(date!(2028 - 05 - 08));
        let later = of_asset(&made, &demand(80.0, 5), DAY);
        assert!(later.score.value < at_once.score.value - 10.0, "{} {}", later.score.value, at_once.score.value);
        assert!(sentence(&made, &later, &demand(80.0, 5), DAY).contains("It cannot be had before 8 May 2028."));
        let by_then = of_asset(&made, &demand(80.0, 5), date!(2028 - 05 - 08));
        assert_eq!(by_then.score, at_once.score);
    }
}
