//! What to find out first: what could rule a pair out, then what could move its score most.

use crate::atlas::fixture::{asset, known};
use crate::domain::asset::{Asset, DisposalStatus};
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Constraint, Criterion, Match, PlaceFigures, Unknown};
use crate::domain::need::Need;
use crate::matching::combine::Pillars;
use crate::matching::deprivation::Together;
use crate::matching::find::Scored;
use crate::matching::tell;
use crate::matching::tests::{g1_asset, g1_need, g34_place, pair};

fn told(asset: &Asset, need: &Need, place: &PlaceFigures) -> (Match, Scored) {
    let criteria = Criteria::default();
    let pair = pair(asset, need, Some(650.0), &criteria);
    let scored = Scored::of(&pair, place);
    (tell::tell(&pair, &scored, place, None, Audience::Owner, &Together::default()), scored)
}

#[test]
fn what_could_rule_a_pair_out_could_cost_it_everything_and_comes_first() {
    let mut asset = g1_asset();
    asset.facts.planning = None;
    let (found, scored) = told(&asset, &g1_need(), &g34_place());
    let most = found.most_useful.unwrap();
    assert_eq!(most.unknown, Unknown::Check(Constraint::LawfulUse));
    assert!((most.points - scored.score).abs() < 1e-9);
    assert_eq!(
        found.explanation.to_find_out.unwrap(),
        "First find out whether planning, a covenant or a listing would allow this use: it could rule this out."
    );
}

#[test]
fn an_unknown_part_of_suitability_moves_the_score_as_far_as_its_range_reaches() {
    let mut asset = g1_asset();
    asset.facts.condition = None;
    asset.facts.unsafe_until = known(crate::matching::tests::TODAY);
    let (found, scored) = told(&asset, &g1_need(), &g34_place());
    let most = found.most_useful.unwrap();
    assert_eq!(most.unknown, Unknown::Part(Criterion::Condition));
    let criteria = Criteria::default();
    let worst = Pillars { suitability: scored.fit.value - 0.07 * 0.5, ..scored.pillars() }.score(&criteria);
    assert!((most.points - (scored.score - worst)).abs() < 1e-9, "{most:?}");
}

#[test]
fn what_is_not_known_of_the_place_counts_by_its_points_too() {
    let mut place = g34_place();
    place.deprivation = None;
    let (found, scored) = told(&g1_asset(), &g1_need(), &place);
    let most = found.most_useful.unwrap();
    assert_eq!(most.unknown, Unknown::Deprivation);
    let at = |deprivation: f64| Pillars { deprivation, ..scored.pillars() }.score(&Criteria::default());
    assert!((most.points - (at(1.0) - scored.score).max(scored.score - at(0.0))).abs() < 1e-9);
    let text = found.explanation.to_find_out.unwrap();
    assert!(text.starts_with("Finding out who lives around it could move this by up to "), "{text}");

    let mut place = g34_place();
    let figures = place.uplift.as_mut().unwrap();
    (figures.activity_quiet, figures.value, figures.low, figures.high) = (None, 0.795_972, 0.519_765, 0.924_287);
    let (found, scored) = told(&g1_asset(), &g1_need(), &place);
    let most = found.most_useful.unwrap();
    assert_eq!(most.unknown, Unknown::Activity);
    // The range of U in example G4 with activity unknown, times what 99 years would keep.
    let at = |uplift: f64| {
        Pillars { uplift: uplift * (0.5 + 0.5 * scored.community_share.used), ..scored.pillars() }
            .score(&Criteria::default())
    };
    assert!((most.points - (scored.score - at(0.519_765))).abs() < 1e-3, "{most:?}");
}

#[test]
fn one_answer_is_asked_for_once() {
    let mut asset = g1_asset();
    asset.facts.usable_area_m2 = None;
    asset.facts.running_cost_gbp_per_year = known(9_000.0);
    let (found, _) = told(&asset, &g1_need(), &g34_place());
    let text = found.explanation.to_find_out.unwrap();
    assert_eq!(text.matches("how large it is").count(), 1, "{text}");
}

#[test]
fn of_an_asset_of_which_nothing_is_known_three_things_are_named_and_the_rest_counted() {
    let (found, scored) = told(&asset("bare", None), &g1_need(), &PlaceFigures::default());
    let most = found.most_useful.unwrap();
    assert_eq!(most.unknown, Unknown::Check(Constraint::Available));
    assert!((most.points - scored.score).abs() < 1e-9);
    insta::assert_snapshot!(found.explanation.to_find_out.unwrap());
}

#[test]
fn nothing_is_asked_of_a_pair_that_is_ruled_out() {
    let mut asset = g1_asset();
    asset.facts.disposal_status = known(DisposalStatus::Withdrawn);
    let (found, _) = told(&asset, &g1_need(), &g34_place());
    assert_eq!((found.explanation.to_find_out, found.explanation.to_lift), (None, None));
}
