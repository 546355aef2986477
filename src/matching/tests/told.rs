//! One match told in full, block by block and sentence by sentence.

use crate::atlas::Atlas;
use crate::atlas::fixture::{asset, at, board, known, need};
use crate::domain::area::DeprivationDomain;
use crate::domain::asset::{
    Asset, AssetId, Condition, DisposalStatus, Occupancy, Planning, SpaceType, StepFree, TermOffered,
};
use crate::domain::criteria::Criteria;
use crate::domain::holdings::Holdings;
use crate::domain::matches::{Audience, Constraint, Match, Ranked};
use crate::domain::need::{Need, NeedId, NeedPlace, Purpose, Ruling, SpaceShare, StepFreeNeed};
use crate::matching::deprivation::Together;
use crate::matching::find::Scored;
use crate::matching::tests::{TODAY, asking, g1_asset, g1_need, g34_place, pair};
use crate::matching::{Survey, find, tell};

fn golden(audience: Audience) -> Match {
    let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    let pair = pair(&asset, &need, Some(650.0), &criteria);
    tell::tell(&pair, &Scored::of(&pair, &g34_place()), &g34_place(), None, audience, &Together::default())
}

fn ranked(assets: Vec<Asset>, rulings: Vec<Ruling>) -> Ranked {
    let needs = vec![g1_need(), Need { id: NeedId::new("n-2"), ..g1_need() }];
    let atlas = Atlas::build(Holdings { assets, rulings, needs, ..board(4) });
    let criteria = Criteria::default();
    find::for_need(&atlas, &Survey::of(&atlas, &criteria), &g1_need(), &criteria, asking(5, Audience::Owner))
}

#[test]
fn the_golden_pair_told_to_the_organisation() {
    insta::assert_json_snapshot!(golden(Audience::Owner));
}

#[test]
fn the_golden_pair_told_to_the_public() {
    insta::assert_json_snapshot!(golden(Audience::Public));
}

#[test]
fn an_asset_of_which_nothing_is_known_told_in_plain_words() {
    let told = ranked(vec![asset("bare", None)], vec![]);
    insta::assert_json_snapshot!(told.matches[0]);
}

#[test]
fn every_block_is_told_with_what_would_change_it() {
    let mut bad = g1_asset();
    bad.position = Some(at(2_000.0, 2_000.0));
    bad.facts.disposal_status = known(DisposalStatus::Withdrawn);
    bad.facts.planning = known(Planning::Barred);
    bad.facts.planning_note = known("a covenant of 1897 forbids it".to_owned());
    bad.facts.usable_area_m2 = known(150.0);
    bad.facts.unsafe_until = known(TODAY + time::Duration::days(400));
    bad.facts.step_free = known(StepFree::Impossible);
    bad.facts.term_offered = known(TermOffered::Years(5.0));
    bad.facts.running_cost_gbp_per_year = known(90_000.0);
    bad.facts.reserved_for = known("the library service".to_owned());
    bad.facts.occupancy = known(Occupancy::Occupied);
    let mut need = g1_need();
    need.leave_out_occupied = true;
    need.step_free = Some(StepFreeNeed::Essential);
    need.max_distance_m = Some(2_000.0);
    let ruling = Ruling {
        asset_reference: "R-A-101".to_owned(),
        owner: "Aldermere Council".to_owned(),
        need: NeedId::new("n-1"),
        ruled_by: "J. Field".to_owned(),
        reason: "promised to the scouts".to_owned(),
        ruled_on: Some(TODAY),
    };
    let criteria = Criteria::default();
    let mut pair = pair(&bad, &need, Some(3_000.0), &criteria);
    pair.ruling = Some(&ruling);
    let told =
        tell::tell(&pair, &Scored::of(&pair, &g34_place()), &g34_place(), None, Audience::Owner, &Together::default());
    let codes: Vec<Constraint> = told.blocks.iter().map(|block| block.constraint).collect();
    assert_eq!(codes, Constraint::ALL);
    assert!(told.score.is_none() && told.suitability.criteria.iter().all(|criterion| criterion.points_lost.is_none()));
    insta::assert_json_snapshot!((&told.blocks, &told.explanation));
}

#[test]
fn the_purpose_of_a_need_decides_which_deprivation_counts_and_is_told_to_each_reader() {
    let (asset, criteria) = (g1_asset(), Criteria::default());
    let told = |purposes: &[Purpose], audience| {
        let need = Need { purposes: purposes.to_vec(), ..g1_need() };
        let pair = pair(&asset, &need, Some(650.0), &criteria);
        tell::tell(&pair, &Scored::of(&pair, &g34_place()), &g34_place(), None, audience, &Together::default())
    };
    let plain = told(&[Purpose::Arts], Audience::Owner);
    assert_eq!((plain.deprivation.value, &plain.deprivation.purpose), (Some(0.733_037), &None));
    let health = told(&[Purpose::Health], Audience::Public);
    assert_eq!((health.deprivation.value, health.deprivation.low), (Some(0.7), 0.65));
    assert_eq!(health.deprivation.mean_score, plain.deprivation.mean_score, "what is shown beside it stays plain");
    assert!(health.score.unwrap().value < plain.score.unwrap().value);
    let weighting = health.deprivation.purpose.unwrap();
    assert_eq!(weighting.domains, [DeprivationDomain::Health, DeprivationDomain::Income]);
    assert!(health.explanation.place.ends_with("We gave extra weight to health and income because of their purpose."));
    let own = told(&[Purpose::Health], Audience::Owner);
    assert!(own.explanation.place.ends_with("because of your purpose."), "{}", own.explanation.place);
}

#[test]
fn what_cannot_be_used_is_not_praised_whatever_the_sums_say() {
    let told = |there: &[SpaceType], wanted: &[(SpaceType, f64)], area_m2: f64| {
        let (mut asset, mut need, criteria) = (g1_asset(), g1_need(), Criteria::default());
        asset.facts.space_types = known(there.to_vec());
        asset.facts.usable_area_m2 = known(area_m2);
        need.spaces =
            wanted.iter().map(|(space_type, share)| SpaceShare { space_type: *space_type, share: *share }).collect();
        let pair = pair(&asset, &need, Some(650.0), &criteria);
        let place = g34_place();
        tell::tell(&pair, &Scored::of(&pair, &place), &place, None, Audience::Owner, &Together::default())
    };
    let wrong = told(&[SpaceType::ConsultingTreatment], &[(SpaceType::Hall, 1.0)], 280.0);
    let score = wrong.score.unwrap();
    assert!(score.value >= 55.0, "the sums alone would call it good: {}", score.value);
    assert_eq!(wrong.verdict(), Some("wrong kind of space"));
    let said = &wrong.explanation;
    assert!(said.headline.contains("(wrong kind of space)"), "{}", said.headline);
    assert!(said.fit.starts_with("Wrong kind of space for you, whatever else fits ("), "{}", said.fit);
    assert!(said.fit.contains("Weakest: type of space. Hall: not possible there."), "{}", said.fit);
    assert_eq!(said.to_lift, None);
    let missed = told(&[SpaceType::ConsultingTreatment], &[(SpaceType::Hall, 1.0)], 150.0);
    let why_not = missed.explanation.why_not.unwrap();
    assert!(why_not.contains("even without that it is the wrong kind of space."), "{why_not}");
    // Half of it is there: then the sums speak, and the missing half is told beside them.
    let half = told(&[SpaceType::ConsultingTreatment], &[(SpaceType::Hall, 0.5), (SpaceType::DeskOffice, 0.5)], 280.0);
    assert_eq!(half.verdict(), Some(half.score.unwrap().band.label()));
}

#[test]
fn points_lost_by_criterion_add_up_to_those_of_suitability() {
    let told = golden(Audience::Owner);
    let sum: f64 = told.suitability.criteria.iter().filter_map(|criterion| criterion.points_lost).sum();
    let lost = told.score.unwrap().lost;
    assert!((sum - lost.suitability).abs() < 1e-9);
    assert!((lost.suitability + lost.deprivation + lost.uplift - (100.0 - told.score.unwrap().value)).abs() < 1e-9);
}

#[test]
fn a_ruling_holds_for_its_owner_its_asset_and_its_need_only() {
    let ruling = |reference: &str, owner: &str, need: &str| Ruling {
        asset_reference: reference.to_owned(),
        owner: owner.to_owned(),
        need: NeedId::new(need),
        ruled_by: "J. Field".to_owned(),
        reason: "Promised.".to_owned(),
        ruled_on: None,
    };
    let blocked = |ruling: Ruling| ranked(vec![g1_asset()], vec![ruling]).matches.is_empty();
    assert!(blocked(ruling("R-A-101", "Aldermere Council", "n-1")));
    assert!(!blocked(ruling("R-A-102", "Aldermere Council", "n-1")));
    assert!(!blocked(ruling("R-A-101", "Brackley Council", "n-1")));
    assert!(!blocked(ruling("R-A-101", "Aldermere Council", "n-2")));
}

#[test]
fn the_nearest_miss_is_the_one_with_the_fewest_blocks_then_the_best_would_be_score() {
    let named = |id: &str, change: fn(&mut Asset)| {
        let mut asset = g1_asset();
        asset.id = AssetId::new(id);
        change(&mut asset);
        asset
    };
    let two = named("two", |asset| {
        asset.facts.disposal_status = known(DisposalStatus::Withdrawn);
        asset.facts.planning = known(Planning::Barred);
    });
    let worse = named("worse", |asset| {
        asset.facts.disposal_status = known(DisposalStatus::Withdrawn);
        asset.facts.condition = known(Condition::D);
    });
    let better = named("better", |asset| asset.facts.disposal_status = known(DisposalStatus::Withdrawn));
    let found = ranked(vec![two, worse, better], vec![]);
    let order: Vec<&str> = found.excluded.iter().map(|told| &*told.asset.0).collect();
    assert_eq!(order, ["better", "worse", "two"]);
}

#[test]
fn a_need_that_asks_for_nothing_holds_nothing_against_a_building() {
    let atlas = Atlas::build(Holdings { assets: vec![asset("bare", None)], ..board(2) });
    let criteria = Criteria::default();
    let wish = need("n", NeedPlace::Anywhere);
    let found = find::for_need(&atlas, &Survey::of(&atlas, &criteria), &wish, &criteria, asking(5, Audience::Owner));
    let suitability = &found.matches[0].suitability;
    // Condition is of the building itself; everything else is a wish.
    for criterion in &suitability.criteria {
        assert_eq!(
            criterion.value,
            (criterion.weight - 0.07).abs().gt(&1e-9).then_some(1.0),
            "{:?}",
            criterion.criterion
        );
    }
}

#[test]
fn what_is_told_never_claims_what_must_not_be_claimed() {
    let mut told = vec![golden(Audience::Owner), golden(Audience::Public)];
    told.extend(ranked(vec![asset("bare", None), g1_asset()], vec![]).matches);
    for told in told {
        let text = format!("{:?}", told.explanation).to_lowercase();
        for claim in
            ["will rise", "hotspot", "predicted", "forecast", "gentrif", "up and coming", "is deprived", "valuation"]
        {
            assert!(!text.contains(claim), "{claim:?} in {text}");
        }
    }
}

#[test]
fn needs_are_ranked_for_an_asset_as_assets_are_for_a_need() {
    let mut near = g1_need();
    near.id = NeedId::new("near");
    near.place = NeedPlace::Near(at(310.0, 410.0));
    let mut far = g1_need();
    far.id = NeedId::new("far");
    far.place = NeedPlace::Near(at(2_300.0, 2_300.0));
    let atlas = Atlas::build(Holdings { assets: vec![g1_asset()], needs: vec![far, near], ..board(4) });
    let criteria = Criteria::default();
    let survey = Survey::of(&atlas, &criteria);
    let found = find::for_asset(&atlas, &survey, 0, &criteria, asking(5, Audience::Public));
    let order: Vec<&str> = found.matches.iter().map(|told| &*told.need.0).collect();
    assert_eq!(order, ["near", "far"]);
    for told in &found.matches {
        let index = atlas.need_index(&told.need.0).unwrap();
        let other_way =
            find::for_need(&atlas, &survey, &atlas.needs()[index].need, &criteria, asking(5, Audience::Public));
        // How firm a place is belongs to the list: among the needs of one asset, or the assets of one need.
        let mut alone = Match { robustness: None, ..told.clone() };
        let firmness = format!(" {}", told.robustness.as_ref().unwrap().text);
        alone.explanation.headline = alone.explanation.headline.strip_suffix(&firmness).unwrap().to_owned();
        assert_eq!(other_way.matches[0], alone);
        assert!(told.robustness.is_some() && other_way.robustness.is_none());
    }
}

#[test]
fn for_a_need_in_a_borough_anywhere_inside_will_do_and_outside_it_fades() {
    let named = |id: &str, east_m: f64| asset(id, Some(at(east_m, 900.0)));
    // The board is 2,400 m wide; its western half is Aldermere.
    let assets =
        vec![named("inside", 20.0), named("just-outside", 1_300.0), named("outside", 2_350.0), asset("lost", None)];
    let atlas = Atlas::build(Holdings { assets, ..board(4) });
    let criteria = Criteria::default();
    let survey = Survey::of(&atlas, &criteria);
    let find = |borough: &str| {
        let wish = need("n", NeedPlace::Borough(borough.to_owned()));
        let found = find::for_need(&atlas, &survey, &wish, &criteria, asking(9, Audience::Owner));
        let mut location: Vec<(String, Option<f64>, String)> = found
            .matches
            .iter()
            .map(|told| {
                (
                    told.asset.to_string(),
                    told.suitability.criteria[2].value,
                    told.suitability.criteria[2].reason.clone(),
                )
            })
            .collect();
        location.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        location
    };
    let found = find("aldermere");
    assert_eq!(found[0].1, Some(1.0));
    assert_eq!(found[0].2, "It is in aldermere.");
    // 400 m from the nearest centre, 520 m as people walk: 2^-0.3.
    assert!((found[1].1.unwrap() - 0.8123).abs() < 1e-3, "{found:?}");
    assert_eq!(found[2].1, None);
    assert!(found[3].1.unwrap() < 0.2, "{found:?}");
    assert!(find("Nowhere").iter().all(|(_, value, _)| value.is_none()));
}

#[test]
fn with_a_limit_on_distance_some_near_misses_are_told_even_when_all_are_far() {
    let assets = (0..9).map(|n| asset(&format!("a{n}"), Some(at(2_000.0, f64::from(n) * 100.0)))).collect();
    let atlas = Atlas::build(Holdings { assets, ..board(4) });
    let criteria = Criteria::default();
    let mut wish = need("n", NeedPlace::Near(at(0.0, 0.0)));
    wish.max_distance_m = Some(200.0);
    let found = find::for_need(&atlas, &Survey::of(&atlas, &criteria), &wish, &criteria, asking(9, Audience::Owner));
    assert_eq!((found.considered, found.eligible, found.excluded.len()), (9, 0, 5));
}
