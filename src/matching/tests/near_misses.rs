//! Near misses: each constraint alone, told to both readers, and what would change it does.

use proptest::prelude::*;

use crate::atlas::Atlas;
use crate::atlas::fixture::{at, board, known, need};
use crate::domain::asset::{Asset, AssetId, DisposalStatus, Occupancy, Planning, StepFree, TermOffered};
use crate::domain::criteria::Criteria;
use crate::domain::holdings::Holdings;
use crate::domain::matches::{Audience, Constraint, Match};
use crate::domain::need::{AreaWanted, Need, NeedId, NeedPlace, Ruling, StepFreeNeed};
use crate::domain::source::Quality;
use crate::matching::deprivation::Together;
use crate::matching::find::Scored;
use crate::matching::tests::{TODAY, asking, g1_asset, g1_need, g34_place, pair};
use crate::matching::{Survey, constraints, find, tell};

fn ruling() -> Ruling {
    Ruling {
        asset_reference: "R-A-101".to_owned(),
        owner: "Aldermere Council".to_owned(),
        need: NeedId::new("n-1"),
        ruled_by: "J. Field".to_owned(),
        reason: "promised to the scouts".to_owned(),
        ruled_on: Some(TODAY),
    }
}

type Change = fn(&mut Asset, &mut Need);

/// Each constraint: what makes it fail in example G1, and what the sentence says would lift it.
const CASES: [(Constraint, Change, Change); 11] = [
    (
        Constraint::Available,
        |asset, _| (asset.facts.disposal_status, asset.facts.available_from) = (known(DisposalStatus::InUse), None),
        |asset, _| asset.facts.available_from = known(TODAY),
    ),
    (
        Constraint::LawfulUse,
        |asset, _| {
            asset.facts.planning = known(Planning::Barred);
            asset.facts.planning_note = known("a covenant of 1897 forbids it".to_owned());
        },
        |asset, _| asset.facts.planning = known(Planning::PermissionDoubtful),
    ),
    (
        Constraint::TooSmall,
        |asset, _| asset.facts.usable_area_m2 = known(128.4),
        |_, need| need.area = need.area.map(|wanted| AreaWanted { min_m2: 128.0, ..wanted }),
    ),
    (
        Constraint::UnsafeInTime,
        |asset, _| asset.facts.unsafe_until = known(TODAY + time::Duration::days(152)),
        |_, need| need.latest_start = Some(TODAY + time::Duration::days(152)),
    ),
    (
        Constraint::StepFree,
        |asset, need| {
            asset.facts.step_free = known(StepFree::Impossible);
            need.step_free = Some(StepFreeNeed::Essential);
        },
        |asset, _| asset.facts.step_free = known(StepFree::Adaptable),
    ),
    (
        Constraint::Tenure,
        |asset, _| asset.facts.term_offered = known(TermOffered::Years(20.0)),
        |asset, _| asset.facts.term_offered = known(TermOffered::Years(25.0)),
    ),
    (Constraint::TooFar, |_, need| need.max_distance_m = Some(500.0), |_, need| need.max_distance_m = Some(650.0)),
    (
        Constraint::Cost,
        |asset, _| asset.facts.rent_gbp_per_year = known(30_000.0),
        |_, need| need.budget_gbp_per_year = Some(30_500.0),
    ),
    (Constraint::Forbidden, |_, _| {}, |_, _| {}),
    (
        Constraint::Conflict,
        |asset, _| asset.facts.reserved_for = known("the library service".to_owned()),
        |asset, _| {
            asset.facts.reserved_for = None;
        },
    ),
    (
        Constraint::Occupied,
        |asset, need| {
            asset.facts.occupancy = known(Occupancy::Occupied);
            need.leave_out_occupied = true;
        },
        |asset, _| asset.facts.occupancy = known(Occupancy::PartVacant),
    ),
];

/// Example G1 with one change, ruled out by an officer when asked for, told to a reader.
fn told(changes: &[Change], ruled_out: bool, audience: Audience) -> Match {
    let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    changes.iter().for_each(|change| change(&mut asset, &mut need));
    let ruling = ruling();
    let mut pair = pair(&asset, &need, Some(650.0), &criteria);
    pair.ruling = ruled_out.then_some(&ruling);
    tell::tell(&pair, &Scored::of(&pair, &g34_place()), &g34_place(), None, audience, &Together::default())
}

#[test]
fn each_constraint_alone_is_a_near_miss_told_to_the_organisation() {
    let mut texts = String::new();
    for (constraint, fails, _) in CASES {
        let told = told(&[fails], constraint == Constraint::Forbidden, Audience::Owner);
        let codes: Vec<Constraint> = told.blocks.iter().map(|block| block.constraint).collect();
        assert_eq!(codes, [constraint]);
        texts.push_str(&format!("{}: {}\n", constraint.slug(), told.explanation.why_not.unwrap()));
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn each_constraint_alone_is_a_near_miss_told_to_the_public_without_money() {
    let mut texts = String::new();
    for (constraint, fails, _) in CASES {
        let told = told(&[fails], constraint == Constraint::Forbidden, Audience::Public);
        let text = told.explanation.why_not.unwrap();
        assert!(!text.contains('£') && !text.to_lowercase().contains("your"), "{text}");
        texts.push_str(&format!("{}: {text}\n", constraint.slug()));
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn what_is_said_to_lift_a_constraint_lifts_it() {
    for (constraint, fails, lifts) in CASES {
        let before = told(&[fails], constraint == Constraint::Forbidden, Audience::Owner);
        assert_eq!(before.blocks.len(), 1, "{constraint:?}");
        let after = told(&[fails, lifts], false, Audience::Owner);
        assert!(after.is_eligible(), "{constraint:?}: {:?}", after.blocks);
    }
}

#[test]
fn several_failures_are_all_told_and_none_is_called_a_near_miss() {
    let both = told(&[CASES[2].1, CASES[5].1], false, Audience::Owner).explanation.why_not.unwrap();
    insta::assert_snapshot!(both);
}

#[test]
fn a_weak_pair_is_not_said_to_fit_but_for_its_failure() {
    let poor: Change = |asset, need| {
        asset.facts.space_types = known(vec![crate::domain::asset::SpaceType::Workshop]);
        asset.facts.planning = known(Planning::PermissionDoubtful);
        need.budget_gbp_per_year = Some(14_000.0);
        asset.facts.usable_area_m2 = known(150.0);
        asset.facts.step_free = known(StepFree::Impossible);
        asset.facts.term_offered = known(TermOffered::Freehold);
    };
    let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    poor(&mut asset, &mut need);
    let pair = pair(&asset, &need, Some(1_700.0), &criteria);
    let nowhere = crate::domain::matches::PlaceFigures::default();
    let told = tell::tell(&pair, &Scored::of(&pair, &nowhere), &nowhere, None, Audience::Owner, &Together::default());
    let text = told.explanation.why_not.unwrap();
    assert!(text.starts_with("All that rules it out is 18 m2; even without that it would be a weak match."), "{text}");
}

/// The first number after some words.
fn number_after(text: &str, words: &str) -> f64 {
    let rest = &text[text.find(words).unwrap_or_else(|| panic!("{words:?} in {text}")) + words.len()..];
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',' || *c == '.').collect();
    digits.trim_end_matches(['.', ',']).replace(',', "").parse().unwrap()
}

proptest! {
    // The numbers as printed lift what they are said to lift.
    #[test]
    fn the_floor_area_as_printed_would_do(
        area in 10.0..400.0f64, ideal in 40.0..800.0f64, least in 0.1..=1.0f64, flexible in any::<bool>(), estimated in any::<bool>()
    ) {
        let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
        asset.facts.usable_area_m2 = known(area);
        if estimated { asset.facts.usable_area_m2.as_mut().unwrap().quality = Quality::Estimated }
        let wanted = AreaWanted { ideal_m2: ideal, min_m2: least * ideal, max_m2: 1.3 * ideal, flexible };
        need.area = Some(wanted);
        need.budget_gbp_per_year = None;
        let before = pair(&asset, &need, Some(650.0), &criteria);
        let blocks = constraints::blocks(&before, Audience::Owner);
        prop_assume!(blocks.len() == 1);
        let change = blocks[0].would_change.clone().unwrap();
        let mut smaller = wanted;
        if change.contains("manage with ") { smaller.min_m2 = number_after(&change, "manage with ") }
        if change.contains("wanted ") { smaller.ideal_m2 = number_after(&change, "wanted ") }
        smaller.min_m2 = smaller.min_m2.min(smaller.ideal_m2);
        need.area = Some(smaller);
        let after = pair(&asset, &need, Some(650.0), &criteria);
        prop_assert_eq!(constraints::failures(&after), 0, "{}", change);
    }

    #[test]
    fn the_limit_the_budget_and_the_lease_as_printed_would_do(
        away in 600.0..9_000.0f64, limit in 100.0..9_000.0f64, budget in 500.0..40_000.0f64,
        offered in 1.0..60.0f64, required in 1.0..60.0f64
    ) {
        let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
        asset.facts.term_offered = known(TermOffered::Years(offered));
        (need.max_distance_m, need.budget_gbp_per_year) = (Some(limit), Some(budget));
        need.tenure_years = Some(required);
        let before = pair(&asset, &need, Some(away), &criteria);
        for block in constraints::blocks(&before, Audience::Owner) {
            let change = block.would_change.unwrap();
            match block.constraint {
                Constraint::TooFar => {
                    let figure = number_after(&change, "limit were ");
                    need.max_distance_m = Some(if change.contains(" km") { figure * 1_000.0 } else { figure });
                    prop_assert!(need.max_distance_m.unwrap() - away < 101.0, "{}", change);
                }
                Constraint::Cost => need.budget_gbp_per_year = Some(number_after(&change, "budget were £")),
                Constraint::Tenure => {
                    let by_owner = number_after(&change, "owner offered ");
                    asset.facts.term_offered = known(TermOffered::Years(by_owner));
                    let least = number_after(&change, "manage with ");
                    prop_assert!(by_owner >= required - 1e-9 && least <= offered + 1e-9, "{}", change);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        let after = pair(&asset, &need, Some(away), &criteria);
        prop_assert_eq!(constraints::failures(&after), 0);
    }
}

fn nothing_fits(assets: Vec<Asset>, wish: &Need, audience: Audience) -> Option<String> {
    let atlas = Atlas::build(Holdings { assets, needs: vec![wish.clone()], ..board(4) });
    let criteria = Criteria::default();
    find::for_need(&atlas, &Survey::of(&atlas, &criteria), wish, &criteria, asking(5, audience)).nothing_fits
}

#[test]
fn when_no_building_fits_the_nearest_miss_is_named_with_its_reasons() {
    let mut gone = g1_asset();
    gone.id = AssetId::new("gone");
    gone.facts.disposal_status = known(DisposalStatus::Transferred);
    gone.facts.step_free = known(StepFree::Impossible);
    let mut small = g1_asset();
    small.facts.usable_area_m2 = known(128.0);
    let mut wish = g1_need();
    wish.step_free = Some(StepFreeNeed::Essential);
    let told = nothing_fits(vec![gone, small], &wish, Audience::Owner).unwrap();
    insta::assert_snapshot!(told);
    assert_eq!(nothing_fits(vec![g1_asset()], &g1_need(), Audience::Owner), None);
    assert_eq!(
        nothing_fits(vec![], &g1_need(), Audience::Owner).unwrap(),
        "No building fits yet: there is none on the map."
    );
}

#[test]
fn when_no_need_fits_an_asset_the_nearest_is_named_with_its_reasons() {
    let mut reserved = g1_asset();
    reserved.facts.reserved_for = known("the library service".to_owned());
    let told = |needs: Vec<Need>| {
        let atlas = Atlas::build(Holdings { assets: vec![reserved.clone()], needs, ..board(4) });
        let criteria = Criteria::default();
        let survey = Survey::of(&atlas, &criteria);
        find::for_asset(&atlas, &survey, 0, &criteria, asking(5, Audience::Public)).nothing_fits.unwrap()
    };
    insta::assert_snapshot!(told(vec![g1_need()]));
    assert_eq!(told(vec![]), "No need fits yet: none has been published.");
    assert_eq!(told(vec![need("n", NeedPlace::Near(at(0.0, 0.0)))]).matches("reserved").count(), 1);
}

#[test]
fn a_miss_by_far_is_not_called_near() {
    let tiny: Change = |asset, _| asset.facts.usable_area_m2 = known(25.0);
    let far: Change = |_, need| need.max_distance_m = Some(300.0);
    let dear: Change = |asset, _| asset.facts.running_cost_gbp_per_year = known(90_000.0);
    let short: Change = |asset, _| asset.facts.term_offered = known(TermOffered::Years(5.0));
    for change in [tiny, far, dear, short] {
        let text = told(&[change], false, Audience::Owner).explanation.why_not.unwrap();
        assert!(text.starts_with("Only one thing rules it out, but by far. "), "{text}");
    }
}
