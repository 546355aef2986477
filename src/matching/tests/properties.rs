//! Properties of `scoring.md` G.3, on random assets and needs. Those of deprivation alone are in its folder.

use proptest::prelude::*;
use proptest::sample::select;
use time::Duration;

use crate::atlas::Atlas;
use crate::atlas::fixture::{asset, at, board, known, need};
use crate::domain::asset::{
    Asset, AssetFacts, Condition, DisposalStatus, Heritage, Holding, Occupancy, Planning, RentReview, SpaceType,
    StepFree, TermOffered,
};
use crate::domain::criteria::Criteria;
use crate::domain::holdings::Holdings;
use crate::domain::matches::{Audience, Match, Ranked};
use crate::domain::need::{AreaWanted, LegalForm, Need, NeedPlace, OrganisationSize, Reach, SpaceShare, StepFreeNeed};
use crate::domain::place::Position;
use crate::domain::source::Quality;
use crate::matching::constraints::{Verdict, verdicts};
use crate::matching::find::{self, Scored};
use crate::matching::grade::Grade;
use crate::matching::prices::{Spreads, shrink};
use crate::matching::ranking::Standing;
use crate::matching::suitability::{Fit, affordability, size};
use crate::matching::tests::{TODAY, asking, g34_place, pair};
use crate::matching::uplift::share::tenure_share;
use crate::matching::uplift::{kept, uplift};
use crate::matching::{Survey, constraints};

fn space() -> impl Strategy<Value = SpaceType> {
    select(SpaceType::ALL)
}

prop_compose! {
    fn any_building()(
        status in select(DisposalStatus::ALL), released in -200i64..800, spaces in prop::collection::vec(space(), 1..4),
        area in 20.0..1_500.0f64, gross in any::<bool>(), estimated in any::<bool>(),
    )(
        status in Just(status), released in Just(released), spaces in Just(spaces), area in Just(area),
        gross in Just(gross), estimated in Just(estimated),
        condition in select(Condition::ALL), step_free in select(StepFree::ALL), shareable in any::<bool>(),
        heritage in select(Heritage::ALL), planning in select(Planning::ALL), rateable in 0.0..80_000.0f64,
    ) -> AssetFacts {
        let mut facts = AssetFacts {
            holding: known(Holding::Building),
            disposal_status: known(status),
            available_from: known(TODAY + Duration::days(released)),
            space_types: known(spaces),
            condition: known(condition),
            step_free: known(step_free),
            shareable: known(shareable),
            heritage: known(heritage),
            planning: known(planning),
            rateable_value_gbp: known(rateable),
            ..AssetFacts::default()
        };
        let mut size = known(area);
        if let Some(size) = &mut size && estimated {
            size.quality = Quality::Estimated;
        }
        if gross { facts.gross_internal_area_m2 = size } else { facts.usable_area_m2 = size }
        facts
    }
}

prop_compose! {
    /// An asset of which everything is known.
    pub fn any_facts()(
        facts in any_building(), rent in 0.0..30_000.0f64, service in 0.0..5_000.0f64,
        running in prop::option::of(0.0..60_000.0f64), backlog in 0.0..200_000.0f64,
        years in prop::option::of(1.0..150.0f64), review in select(RentReview::ALL), clawback in 0.0..=1.0f64,
    ) -> AssetFacts {
        AssetFacts {
            rent_gbp_per_year: known(rent),
            service_charge_gbp_per_year: known(service),
            running_cost_gbp_per_year: running.and_then(known),
            repair_backlog_gbp: known(backlog),
            term_offered: known(years.map_or(TermOffered::Freehold, TermOffered::Years)),
            rent_review: known(review),
            clawback_share: known(clawback),
            // A vacant one would stand at the centre of its area.
            occupancy: known(Occupancy::Occupied),
            ..facts
        }
    }
}

prop_compose! {
    pub fn any_need()(
        spaces in prop::collection::vec((space(), 0.1..1.0f64), 0..4), ideal in prop::option::of(40.0..800.0f64),
        flexible in any::<bool>(), would_share in any::<bool>(), step_free in prop::option::of(select(StepFreeNeed::ALL)),
        budget in prop::option::of(500.0..80_000.0f64), capital in prop::option::of(0.0..200_000.0f64),
        years in prop::option::of(1.0..60.0f64), start in prop::option::of(-100i64..900), urgent in any::<bool>(),
        form in prop::option::of(select(LegalForm::ALL)), leave_out_occupied in any::<bool>(),
    ) -> Need {
        let mut need = need("n", NeedPlace::Near(at(0.0, 0.0)));
        let sum: f64 = spaces.iter().map(|(_, share)| share).sum();
        need.spaces =
            spaces.into_iter().map(|(space_type, share)| SpaceShare { space_type, share: share / sum }).collect();
        need.area = ideal.map(|ideal| AreaWanted { flexible, ..AreaWanted::around(ideal) });
        need.would_share = would_share;
        need.leave_out_occupied = leave_out_occupied;
        need.step_free = step_free;
        need.budget_gbp_per_year = budget;
        need.capital_gbp = capital;
        need.tenure_years = years;
        need.latest_start = start.map(|days| TODAY + Duration::days(days));
        need.urgent = urgent;
        need.organisation.legal_form = form;
        need
    }
}

/// The facts whose absence the method must take in its stride, each with the way to forget it.
pub const FORGET: [fn(&mut AssetFacts); 15] = [
    |facts| facts.disposal_status = None,
    |facts| facts.space_types = None,
    |facts| (facts.usable_area_m2, facts.gross_internal_area_m2) = (None, None),
    |facts| facts.condition = None,
    |facts| facts.step_free = None,
    |facts| facts.shareable = None,
    |facts| facts.heritage = None,
    |facts| facts.planning = None,
    |facts| facts.rateable_value_gbp = None,
    |facts| facts.rent_gbp_per_year = None,
    |facts| facts.service_charge_gbp_per_year = None,
    |facts| facts.term_offered = None,
    |facts| facts.rent_review = None,
    |facts| facts.clawback_share = None,
    |facts| facts.occupancy = None,
];

pub fn with(facts: &AssetFacts) -> Asset {
    let mut asset = asset("a", Some(at(300.0, 400.0)));
    asset.facts = facts.clone();
    asset
}

fn ranked(holdings: &Holdings, need: &Need, limit: usize) -> Ranked {
    let atlas = Atlas::build(holdings.clone());
    let criteria = Criteria::default();
    find::for_need(&atlas, &Survey::of(&atlas, &criteria), need, &criteria, asking(limit, Audience::Owner))
}

/// A board with assets strewn over it, some of them vacant.
fn strewn(all: &[(AssetFacts, f64, f64)]) -> Holdings {
    let mut holdings = board(4);
    holdings.assets = all
        .iter()
        .enumerate()
        .map(|(index, (facts, east, north))| {
            let mut asset = asset(&format!("a{index:03}"), Some(at(*east, *north)));
            asset.facts = facts.clone();
            asset
        })
        .collect();
    holdings
}

proptest! {
    // Property 8: a range holds its value; filling a gap lands inside it and never widens it; completeness never falls.
    #[test]
    fn property_8_finding_out_a_fact_lands_inside_the_range_it_had(
        facts in any_facts(), need in any_need(), forgotten in prop::collection::vec(any::<bool>(), 14), learnt in 0usize..14
    ) {
        let criteria = Criteria::default();
        let mut less = facts.clone();
        for (forget, _) in FORGET.iter().zip(&forgotten).filter(|(_, forgotten)| **forgotten) {
            forget(&mut less);
        }
        let mut before = less.clone();
        FORGET[learnt](&mut before);
        let (before, after) = (with(&before), with(&less));
        let place = g34_place();
        let before = Scored::of(&pair(&before, &need, Some(650.0), &criteria), &place);
        let after = Scored::of(&pair(&after, &need, Some(650.0), &criteria), &place);
        for (was, is) in before.fit.grades.iter().zip(&after.fit.grades) {
            prop_assert!(is.low <= is.used + 1e-12 && is.used <= is.high + 1e-12, "{is:?}");
            prop_assert!(was.low <= is.low + 1e-12 && is.high <= was.high + 1e-12, "{was:?} became {is:?}");
            prop_assert!(is.quality >= was.quality - 1e-12, "{was:?} became {is:?}");
        }
        prop_assert!(before.uplift.low <= after.uplift.low + 1e-12 && after.uplift.high <= before.uplift.high + 1e-12);
        prop_assert!(after.completeness >= before.completeness - 1e-12);
        let width = |scored: &Scored| scored.bounds().map(|pillars| pillars.score(&criteria));
        let ([low, high], [was_low, was_high]) = (width(&after), width(&before));
        prop_assert!(was_low <= low + 1e-9 && high <= was_high + 1e-9);
    }

    // Property 8: what is not known never rules a pair out.
    #[test]
    fn property_8_forgetting_a_fact_never_rules_a_pair_out(
        facts in any_facts(), need in any_need(), forgotten in prop::collection::vec(any::<bool>(), 14)
    ) {
        let criteria = Criteria::default();
        let mut less = facts.clone();
        for (forget, _) in FORGET.iter().zip(&forgotten).filter(|(_, forgotten)| **forgotten) {
            forget(&mut less);
        }
        let (full, less) = (with(&facts), with(&less));
        let full = pair(&full, &need, Some(650.0), &criteria);
        let less = pair(&less, &need, Some(650.0), &criteria);
        for ((constraint, known), (_, forgotten)) in verdicts(&full).zip(verdicts(&less)) {
            prop_assert!(forgotten != Verdict::Fail || known == Verdict::Fail, "{constraint:?}");
        }
        let nothing = asset("a", None);
        let nothing = pair(&nothing, &need, None, &criteria);
        prop_assert_eq!(constraints::failures(&nothing), 0);
    }

    // Property 8, the identity of A.6: with every known value exact, the width of the range is what is not known.
    #[test]
    fn property_8_with_exact_values_the_range_is_as_wide_as_what_is_not_known(
        known in prop::collection::vec(prop::option::of(0.0..=1.0f64), 8)
    ) {
        let criteria = Criteria::default();
        let grade = |known: &Option<f64>| known.map_or(Grade::UNKNOWN, |value| Grade::exactly(value, 1.0));
        let mut grades = [Grade::UNKNOWN; 8];
        grades.iter_mut().zip(&known).for_each(|(grade_at, known)| *grade_at = grade(known));
        let fit = Fit::sum(grades, &criteria);
        prop_assert!((fit.high - fit.low - (1.0 - fit.completeness)).abs() < 1e-12, "{fit:?}");
        prop_assert!(fit.low <= fit.value + 1e-12 && fit.value <= fit.high + 1e-12);
    }

    #[test]
    fn an_asset_of_which_nothing_is_known_could_score_anything_it_was_asked_for(need in any_need()) {
        let criteria = Criteria::default();
        let nothing = asset("a", None);
        let fit = Fit::of(&pair(&nothing, &need, None, &criteria));
        prop_assert!((fit.high - fit.low - (1.0 - fit.completeness)).abs() < 1e-9, "{fit:?}");
    }

    // Property 2, for suitability: S never falls when a criterion rises.
    #[test]
    fn property_2_a_better_criterion_never_lowers_suitability(
        grades in prop::collection::vec(0.0..=1.0f64, 8), which in 0usize..8, more in 0.0..=1.0f64
    ) {
        let criteria = Criteria::default();
        let sum = |grades: &[f64]| {
            let mut all = [Grade::UNKNOWN; 8];
            all.iter_mut().zip(grades).for_each(|(at, value)| *at = Grade::exactly(*value, 1.0));
            Fit::sum(all, &criteria)
        };
        let mut better = grades.clone();
        better[which] += (1.0 - better[which]) * more;
        let (before, after) = (sum(&grades), sum(&better));
        let gain = criteria.suitability[which] * (better[which] - grades[which]);
        prop_assert!((after.value - before.value - gain).abs() < 1e-12, "each counts by its weight and no more");
        prop_assert!(after.value >= before.value && after.low >= before.low && after.high >= before.high);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&after.value));
    }

    #[test]
    fn property_6_size_has_one_peak_and_too_little_costs_more_than_too_much(
        ideal in 20.0..2_000.0f64, area in 1.0..4_000.0f64, more in 0.0..500.0f64, flexible in any::<bool>()
    ) {
        let wanted = AreaWanted { flexible, ..AreaWanted::around(ideal) };
        let at = |m2: f64| size(m2, &wanted, 0.8);
        prop_assert!((0.0..=1.0).contains(&at(area)));
        if area + more <= ideal { prop_assert!(at(area + more) >= at(area)) }
        if area >= ideal { prop_assert!(at(area + more) <= at(area)) }
        prop_assert!(at(0.85 * ideal) < at(1.15 * ideal));
        // No step anywhere, least of all where one piece of the curve meets the next, but the one at the least area.
        let AreaWanted { ideal_m2, min_m2, max_m2, .. } = wanted;
        for joint in [area, 0.5 * ideal_m2, min_m2, ideal_m2, max_m2, 3.0 * max_m2] {
            let step = (at(joint + 1e-7) - at(joint - 1e-7)).abs();
            let at_the_step = !flexible && (joint - min_m2).abs() < 1e-6;
            prop_assert!(step < 1e-6 || at_the_step, "a step of {step} at {joint}");
        }
    }

    #[test]
    fn property_7_affordability_never_rises_with_cost_and_has_no_steps(ratio in 0.0..3.0f64, more in 0.0..1.0f64) {
        prop_assert!(affordability(ratio + more) <= affordability(ratio));
        prop_assert!(affordability(ratio + 0.01 * more) <= affordability(ratio));
        // Nor where one piece of the curve meets the next.
        for joint in [ratio, 0.8, 1.0, 1.25] {
            let step = (affordability(joint + 1e-9) - affordability(joint - 1e-9)).abs();
            prop_assert!(step < 1e-7, "a step of {step} at {joint}");
        }
        prop_assert!(ratio < 1.25 || affordability(ratio) < 1e-12);
    }

    // Property 9.
    #[test]
    fn a_shrunk_price_lies_between_its_own_and_its_neighbours(
        sales in 1u32..500, own in 10.0..14.0f64, nearby in 10.0..14.0f64, within in 0.05..0.8f64, between in 0.02..0.6f64
    ) {
        let spreads = Spreads { within, between };
        let (level, borrowed, variance) = shrink(sales, own, nearby, spreads);
        prop_assert!(own.min(nearby) - 1e-9 <= level && level <= own.max(nearby) + 1e-9);
        let (_, borrowed_with_more, _) = shrink(sales + 1, own, nearby, spreads);
        prop_assert!(borrowed_with_more < borrowed);
        let own_variance = within * within / f64::from(sales);
        prop_assert!(variance <= own_variance.min(between * between) + 1e-12);
        prop_assert_eq!(shrink(0, own, nearby, spreads), (nearby, 1.0, between * between));
        let (settled, _, _) = shrink(u32::MAX, own, nearby, spreads);
        prop_assert!((settled - own).abs() < 1e-5);
    }

    // Properties 2 and 10.
    #[test]
    fn uplift_rises_with_each_part_and_with_the_years_kept(
        l in 0.0..=1.0f64, a in 0.0..=1.0f64, h in 0.0..=1.0f64, more in 0.0..=1.0f64, years in 0.0..200.0f64
    ) {
        let criteria = Criteria::default();
        let base = uplift([l, a, h], &criteria);
        let up = |value: f64| value + (1.0 - value) * more;
        prop_assert!((0.1 - 1e-12..=1.0 + 1e-12).contains(&base));
        for parts in [[up(l), a, h], [l, up(a), h], [l, a, up(h)]] {
            prop_assert!(uplift(parts, &criteria) >= base - 1e-12);
        }
        let share = |years: f64| tenure_share(TermOffered::Years(years), &criteria);
        prop_assert!(share(years + more) >= share(years) && share(years) < 1.0);
        prop_assert!(years > 10.0 || share(years).abs() < 1e-12);
        prop_assert!(kept(base, share(years + more)) >= kept(base, share(years)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    // Properties 3 and 4: other assets and needs change nothing, and neither does their order.
    #[test]
    fn property_3_another_asset_or_need_changes_no_other_pair(
        all in prop::collection::vec((any_facts(), 0.0..2_400.0f64, 0.0..2_400.0f64), 2..12), need in any_need(),
        edited in any_facts()
    ) {
        let everything = strewn(&all);
        let mut without = everything.clone();
        without.assets.pop();
        let mut changed = everything.clone();
        let last = changed.assets.len() - 1;
        changed.assets[last].facts = edited;
        changed.assets[last].position = Some(at(1_234.0, 321.0));
        let mut reversed = everything.clone();
        reversed.assets.reverse();
        reversed.needs.push(crate::atlas::fixture::need("another", NeedPlace::Anywhere));
        let full = ranked(&everything, &need, 50);
        let fewer = ranked(&without, &need, 50);
        let edited = ranked(&changed, &need, 50);
        let backwards = ranked(&reversed, &need, 50);
        prop_assert!(full.matches == backwards.matches && full.excluded == backwards.excluded);
        // How firm a place is depends on who else is there; the score and every reason do not.
        let alone = |told: &Match| {
            let mut told = Match { robustness: None, ..told.clone() };
            told.explanation.headline = told.explanation.headline.split(" Range ").next().unwrap().to_owned();
            told
        };
        let full: Vec<Match> = full.matches.iter().map(alone).collect();
        for told in fewer.matches.iter().chain(&edited.matches).filter(|told| told.asset != everything.assets[last].id) {
            prop_assert!(full.contains(&alone(told)), "{} changed", told.asset);
        }
    }

    #[test]
    fn the_best_few_are_those_that_scoring_and_sorting_everything_gives(
        all in prop::collection::vec((any_facts(), 0.0..2_400.0f64, 0.0..2_400.0f64), 0..40), need in any_need(), limit in 0usize..8
    ) {
        let holdings = strewn(&all);
        let atlas = Atlas::build(holdings.clone());
        let criteria = Criteria::default();
        let survey = Survey::of(&atlas, &criteria);
        let mut standings: Vec<Standing> = (0..atlas.assets().len())
            .map(|index| {
                let placed = &atlas.assets()[index];
                let travel_m = placed.asset.position.map(|p: Position| p.distance_m(at(0.0, 0.0)) * criteria.detour);
                let pair = pair(&placed.asset, &need, travel_m, &criteria);
                let scored = Scored::of(&pair, &survey.place(index));
                Standing {
                    failures: constraints::failures(&pair),
                    score: scored.score,
                    completeness: scored.completeness,
                    distance_m: travel_m.unwrap_or(f64::INFINITY),
                    asset: index,
                    need: 0,
                }
            })
            .collect();
        standings.sort();
        let found = ranked(&holdings, &need, limit);
        let ids = |matches: &[crate::domain::matches::Match]| matches.iter().map(|m| m.asset.to_string()).collect::<Vec<_>>();
        let expected = |eligible: bool, limit: usize| -> Vec<String> {
            let of = standings.iter().filter(|standing| (standing.failures == 0) == eligible).take(limit);
            of.map(|standing| atlas.assets()[standing.asset].asset.id.to_string()).collect()
        };
        prop_assert_eq!(ids(&found.matches), expected(true, limit));
        prop_assert_eq!(ids(&found.excluded), expected(false, 5));
        prop_assert_eq!(found.eligible, standings.iter().filter(|standing| standing.failures == 0).count());
        prop_assert_eq!(found.considered, all.len());
    }

    // The size of an organisation is looked at in the fairness view and is no input to any score.
    #[test]
    fn the_size_of_an_organisation_changes_nothing(
        all in prop::collection::vec((any_facts(), 0.0..2_400.0f64, 0.0..2_400.0f64), 0..8), need in any_need(),
        size in select(OrganisationSize::ALL)
    ) {
        let holdings = strewn(&all);
        let mut sized = need.clone();
        sized.organisation.size = Some(size);
        prop_assert_eq!(ranked(&holdings, &need, 8), ranked(&holdings, &sized, 8));
    }

    // A limit on distance skips what lies far beyond it, and nothing else.
    #[test]
    fn a_limit_on_distance_answers_as_looking_at_everything_would(
        all in prop::collection::vec((any_facts(), 0.0..2_400.0f64, 0.0..2_400.0f64), 60..140), limit_m in 100.0..3_000.0f64
    ) {
        let mut near = need("n", NeedPlace::Near(at(900.0, 900.0)));
        near.reach = Reach::Town;
        let everywhere = ranked(&strewn(&all), &near, 200);
        near.max_distance_m = Some(limit_m);
        let limited = ranked(&strewn(&all), &near, 200);
        let within: Vec<&str> = everywhere
            .matches
            .iter()
            .filter(|told| told.distance_m.is_some_and(|m| m <= limit_m))
            .map(|told| &*told.asset.0)
            .collect();
        let found: Vec<&str> = limited.matches.iter().map(|told| &*told.asset.0).collect();
        prop_assert_eq!(found, within);
        prop_assert_eq!(limited.considered, all.len());
        prop_assert!(limited.excluded.iter().all(|told| told.score.is_none() && !told.blocks.is_empty()));
    }
}

#[test]
fn the_survey_and_the_ranking_are_the_same_on_any_number_of_threads() {
    let mut holdings = board(6);
    for index in 0..60 {
        let mut asset = asset(&format!("a{index:02}"), Some(at(f64::from(index) * 55.0, f64::from(index % 7) * 430.0)));
        asset.facts = crate::matching::tests::g1_facts();
        if index % 3 == 0 {
            asset.facts.occupancy = known(crate::domain::asset::Occupancy::Vacant);
        }
        holdings.assets.push(asset);
    }
    let need = crate::matching::tests::g1_need();
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let atlas = Atlas::build(holdings.clone());
            let criteria = Criteria::default();
            let survey = Survey::of(&atlas, &criteria);
            // Before anything is asked of it: what it then remembers has no order.
            let surveyed = format!("{survey:?}");
            let ranked = find::for_need(&atlas, &survey, &need, &criteria, asking(20, Audience::Owner));
            format!("{surveyed} {ranked:?}")
        })
    };
    let one = with_threads(1);
    assert!(one == with_threads(2) && one == with_threads(5), "threads change the answer");
}
