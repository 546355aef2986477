//! What lifts the band: true as printed, no smaller step would do, and money stays with whose it is.

use proptest::prelude::*;

use crate::atlas::fixture::known;
use crate::domain::asset::{Asset, Condition, DisposalStatus, Planning, RentReview, StepFree, TermOffered};
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Band};
use crate::domain::need::{AreaWanted, Need};
use crate::matching::deprivation::Together;
use crate::matching::find::Scored;
use crate::matching::lift::{Change, Lever, smallest};
use crate::matching::tests::properties::{any_facts, any_need, with};
use crate::matching::tests::{TODAY, g1_asset, g1_need, g34_place, pair};
use crate::matching::{constraints, tell};

/// Changes what a lever is of, by hand: not by the code under test.
fn changed(change: Change, mut asset: Asset, mut need: Need) -> (Asset, Need) {
    let (facts, to) = (&mut asset.facts, change.to);
    match change.lever {
        Lever::Budget => need.budget_gbp_per_year = Some(to),
        Lever::Capital => need.capital_gbp = Some(to),
        Lever::Ideal => {
            let wanted = need.area.unwrap();
            need.area = Some(AreaWanted { ideal_m2: to, min_m2: wanted.min_m2.min(to), ..wanted });
        }
        Lever::Least => need.area = Some(AreaWanted { min_m2: to, ..need.area.unwrap() }),
        Lever::Most => need.area = Some(AreaWanted { max_m2: to, ..need.area.unwrap() }),
        Lever::TermOffered => facts.term_offered.as_mut().unwrap().value = TermOffered::Years(to),
        Lever::TermRequired => need.tenure_years = Some(to),
        Lever::Start => {
            need.latest_start = Some(need.latest_start.unwrap_or(TODAY) + time::Duration::days(to as i64));
        }
        Lever::Rent => facts.rent_gbp_per_year.as_mut().unwrap().value = to,
        Lever::Sharing => need.would_share = true,
        Lever::Repairs => {
            facts.condition.as_mut().unwrap().value = Condition::B;
            facts.repair_backlog_gbp = facts.condition.as_ref().map(|condition| condition.with(0.0));
        }
        Lever::StepFree => facts.step_free.as_mut().unwrap().value = StepFree::Now,
        Lever::Permission => facts.planning.as_mut().unwrap().value = Planning::Lawful,
        Lever::Freehold => facts.term_offered.as_mut().unwrap().value = TermOffered::Freehold,
    }
    (asset, need)
}

/// What a lever was told in before, by hand: the number one step nearer to where it stands.
fn step_less(lever: Lever, now: f64, to: f64) -> f64 {
    let towards_now = if to > now { -1.0 } else { 1.0 };
    let step = match lever {
        Lever::Budget | Lever::Capital | Lever::Rent if now >= 100_000.0 => 1_000.0,
        Lever::Budget | Lever::Capital | Lever::Rent if now >= 1_000.0 => 100.0,
        Lever::Budget | Lever::Capital | Lever::Rent => 10.0,
        Lever::Ideal | Lever::Least | Lever::Most if now >= 1_000.0 => 50.0,
        Lever::Ideal | Lever::Least | Lever::Most if now >= 100.0 => 10.0,
        Lever::Ideal | Lever::Least | Lever::Most => 5.0,
        Lever::TermOffered | Lever::TermRequired if to > 10.0 || (to >= 10.0 && towards_now > 0.0) => 5.0,
        _ => 1.0,
    };
    let less = to + towards_now * step;
    if towards_now < 0.0 { less.max(now) } else { less.min(now) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn a_change_that_is_said_to_lift_the_band_does_and_a_step_less_does_not(
        facts in any_facts(), need in any_need(), travel_m in 100.0..2_000.0f64, public in any::<bool>()
    ) {
        let criteria = Criteria::default();
        let (mut asset, place) = (with(&facts), g34_place());
        asset.facts.disposal_status = known(DisposalStatus::OpenToInterest);
        let before = pair(&asset, &need, Some(travel_m), &criteria);
        let score = Scored::of(&before, &place).score;
        let audience = if public { Audience::Public } else { Audience::Owner };
        prop_assume!(constraints::failures(&before) == 0);
        let found = smallest(&before, &place, score, audience);
        prop_assume!(found.is_some());
        let change = found.unwrap();
        let now = Band::of(score);
        let rank = |band: Band| Band::ALL.iter().position(|known| *known == band);
        prop_assert_eq!(rank(change.band).map(|rank| rank + 1), rank(now), "the next band up");
        prop_assert!(!public || !change.lever.is_private(), "money is the organisation's own");
        prop_assert!(change.size <= 1.0, "{change:?} is no small change");
        let is_lease = matches!(change.lever, Lever::TermOffered | Lever::TermRequired);
        prop_assert!(!is_lease || change.to <= 10.0 || change.to % 5.0 == 0.0, "{change:?} is no usual term");
        let scored = |change: Change| {
            let (asset, need) = changed(change, asset.clone(), need.clone());
            let after = pair(&asset, &need, Some(travel_m), &criteria);
            (constraints::failures(&after), Scored::of(&after, &place).score)
        };
        let (failures, lifted) = scored(change);
        prop_assert_eq!(failures, 0);
        prop_assert!(Band::of(lifted) != now && lifted > score, "{change:?}: {score} became {lifted}");
        // One step less, where there is one.
        let present = match change.lever {
            Lever::Budget => need.budget_gbp_per_year,
            Lever::Capital => Some(need.capital_gbp.unwrap_or(0.0)),
            Lever::Ideal => need.area.map(|wanted| wanted.ideal_m2),
            Lever::Least => need.area.map(|wanted| wanted.min_m2),
            Lever::Most => need.area.map(|wanted| wanted.max_m2),
            Lever::TermOffered => match facts.term_offered.as_ref().unwrap().value {
                TermOffered::Years(years) => Some(years),
                TermOffered::Freehold => None,
            },
            Lever::TermRequired => need.tenure_years,
            Lever::Start => Some(0.0),
            Lever::Rent => facts.rent_gbp_per_year.as_ref().map(|rent| rent.value),
            _ => None,
        };
        if let Some(present) = present {
            let less = step_less(change.lever, present, change.to);
            // Capital is told in the steps of what the works would cost, which a test of the outside does not know.
            if change.lever != Lever::Capital {
                let (_, not_lifted) = scored(Change { to: less, ..change });
                prop_assert!(Band::of(not_lifted) == now, "{change:?}: {less} would do, at {not_lifted}");
            }
            prop_assert!((change.size - (change.to - present).abs() / present).abs() < 1e-9
                || matches!(change.lever, Lever::Start | Lever::Capital), "{change:?} from {present}");
        }
    }
}

fn told_to(audience: Audience, change: fn(&mut Asset, &mut Need)) -> Option<String> {
    let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    change(&mut asset, &mut need);
    let pair = pair(&asset, &need, Some(650.0), &criteria);
    let place = g34_place();
    tell::tell(&pair, &Scored::of(&pair, &place), &place, None, audience, &Together::default()).explanation.to_lift
}

#[test]
fn a_pair_too_far_apart_gets_no_advice() {
    let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    asset.facts.condition = None;
    asset.facts.planning.as_mut().unwrap().value = Planning::SameClass;
    (need.budget_gbp_per_year, need.max_distance_m) = (Some(19_500.0), None);
    let told = |away_m: f64| {
        let pair = pair(&asset, &need, Some(away_m), &criteria);
        let place = g34_place();
        tell::tell(&pair, &Scored::of(&pair, &place), &place, None, Audience::Owner, &Together::default()).explanation
    };
    let reach_m = need.reach.decay().cut_m;
    let (near, far) = (told(0.4 * reach_m), told(1.1 * reach_m));
    assert!(near.to_find_out.is_some(), "{near:?}");
    assert_eq!((far.to_find_out, far.to_lift), (None, None));
    assert!(far.why_not.is_none());
}

#[test]
fn a_strong_match_is_not_lifted_further() {
    assert_eq!(told_to(Audience::Owner, |_, _| {}), None);
}

#[test]
fn the_organisation_reads_what_budget_would_do_and_the_public_what_else_would() {
    let poorer: fn(&mut Asset, &mut Need) = |asset, need| {
        need.budget_gbp_per_year = Some(19_500.0);
        need.capital_gbp = Some(80_000.0);
        asset.facts.planning.as_mut().unwrap().value = Planning::SameClass;
        asset.facts.rent_gbp_per_year.as_mut().unwrap().value = 3_000.0;
        asset.facts.rent_review.as_mut().unwrap().value = RentReview::Indexed;
    };
    insta::assert_snapshot!(format!("{:?}\n{:?}", told_to(Audience::Owner, poorer), told_to(Audience::Public, poorer)));
}

#[test]
fn every_lever_has_its_sentence() {
    let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    let pair = pair(&asset, &need, Some(650.0), &criteria);
    let sentences: Vec<String> = Lever::ALL
        .iter()
        .map(|lever| {
            let change = Change { lever: *lever, to: 30.0, size: 0.5, band: Band::Strong };
            crate::matching::explain::to_lift(&change, Band::Good, &pair, Audience::Owner)
        })
        .collect();
    insta::assert_snapshot!(sentences.join("\n"));
}
