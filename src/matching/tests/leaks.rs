//! What must not be told: where a vacant asset really is, and what an organisation can pay.

use proptest::prelude::*;

use crate::atlas::Atlas;
use crate::atlas::fixture::{SIDE_M, at, board, known, need, postcode};
use crate::domain::asset::Occupancy;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Ranked};
use crate::domain::need::{NeedPlace, Reach};
use crate::domain::place::Precision;
use crate::matching::tests::{asking, g1_asset, g1_need};
use crate::matching::{Survey, find};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    // Differencing: of two worlds that differ only in where inside its area a vacant asset stands, nothing public differs.
    #[test]
    fn moving_a_vacant_asset_inside_its_area_changes_no_figure_and_no_match(
        from in (1.0..599.0f64, 1.0..599.0f64), to in (1.0..599.0f64, 1.0..599.0f64),
        wanted in (0.0..2_400.0f64, 0.0..2_400.0f64), limit_m in prop::option::of(100.0..3_000.0f64)
    ) {
        let everything = |(east, north): (f64, f64)| {
            let mut holdings = board(4);
            let mut hidden = g1_asset();
            hidden.position = Some(at(SIDE_M + east, SIDE_M + north));
            hidden.facts.occupancy = known(Occupancy::Vacant);
            let mut open = g1_asset();
            open.id = crate::domain::asset::AssetId::new("open");
            holdings.assets = vec![hidden, open];
            let mut near = need("near", NeedPlace::Near(at(wanted.0, wanted.1)));
            near.reach = Reach::Town;
            near.max_distance_m = limit_m;
            let serving = need("serving", NeedPlace::Borough("Aldermere".to_owned()));
            holdings.needs = vec![near.clone(), serving.clone()];
            let atlas = Atlas::build(holdings);
            let criteria = Criteria::default();
            let survey = Survey::of(&atlas, &criteria);
            let mut seen = format!("{survey:?}");
            for need in [&near, &serving] {
                let ranked = find::for_need(&atlas, &survey, need, &criteria, asking(10, Audience::Public));
                seen.push_str(&format!("{ranked:?}"));
            }
            for asset in 0..2 {
                let ranked = find::for_asset(&atlas, &survey, asset, &criteria, asking(10, Audience::Public));
                seen.push_str(&format!("{ranked:?}"));
            }
            seen
        };
        prop_assert!(everything(from) == everything(to), "the place of a vacant asset shows");
    }
}

fn answer(audience: Audience, budget: f64, capital: f64) -> Ranked {
    let mut holdings = board(4);
    let mut need = g1_need();
    need.place = NeedPlace::Near(at(900.0, 900.0));
    need.budget_gbp_per_year = Some(budget);
    need.capital_gbp = Some(capital);
    holdings.needs = vec![need.clone()];
    let mut asset = g1_asset();
    asset.position = Some(at(950.0, 950.0));
    holdings.assets = vec![asset];
    let atlas = Atlas::build(holdings);
    let criteria = Criteria::default();
    let survey = Survey::of(&atlas, &criteria);
    find::for_need(&atlas, &survey, &need, &criteria, asking(10, audience))
}

/// Every text of an answer, without its numbers from 0 to 1.
fn texts(ranked: &Ranked) -> String {
    let mut text = String::new();
    for told in ranked.matches.iter().chain(&ranked.excluded) {
        let explained = &told.explanation;
        let parts =
            [Some(&explained.headline), Some(&explained.fit), explained.cost.as_ref(), explained.why_not.as_ref()];
        let parts = parts.into_iter().flatten().chain(&explained.to_find_out).chain(&explained.to_lift);
        parts.chain(&ranked.nothing_fits).for_each(|part| text.push_str(part));
        told.blocks.iter().for_each(|block| text.push_str(&format!("{block:?}")));
        told.checks.iter().for_each(|check| text.push_str(&check.text));
        for criterion in &told.suitability.criteria {
            text.push_str(&criterion.reason);
            criterion.inputs.iter().for_each(|input| text.push_str(&format!("{}: {}. ", input.label, input.value)));
        }
    }
    text
}

#[test]
fn the_organisation_reads_its_own_budget_and_capital() {
    let text = texts(&answer(Audience::Owner, 22_345.0, 43_210.0));
    assert!(text.contains("£22,345") && text.contains("£43,210"), "{text}");
    let ruled_out = answer(Audience::Owner, 2_345.0, 43_210.0);
    assert!(ruled_out.excluded[0].blocks.iter().any(|block| block.reason.contains("one and a half times your budget")));
}

#[test]
fn the_public_never_reads_a_budget_a_capital_or_what_they_move() {
    for budget in [22_345.0, 2_345.0, 200_345.0] {
        let public = answer(Audience::Public, budget, 43_210.0);
        assert!(public.matches.iter().chain(&public.excluded).all(|told| told.explanation.cost.is_none()));
        let text = texts(&public);
        for secret in ["345", "43,210", "43210", "our budget", "£2", "£3"] {
            assert!(!text.contains(secret), "{secret:?} in {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    // Working back: a budget can be told from the public scores of many assets no closer than its band, a tenth wide.
    #[test]
    fn two_budgets_of_one_band_have_the_same_public_answers_to_the_last_byte(
        band in 60i32..130, first in 0.02..0.98f64, second in 0.02..0.98f64, capital in 80i32..130
    ) {
        let within = |band: i32, part: f64| 1.1f64.powf(f64::from(band) + part);
        let everything = |part: f64| {
            let mut holdings = board(4);
            let mut need = g1_need();
            need.place = NeedPlace::Near(at(900.0, 900.0));
            need.budget_gbp_per_year = Some(within(band, part));
            need.capital_gbp = Some(within(capital, 1.0 - part));
            holdings.needs = vec![need.clone()];
            // Many assets at many costs, so that some would stand on either side of any edge.
            holdings.assets = (0..40)
                .map(|index| {
                    let mut asset = g1_asset();
                    asset.id = crate::domain::asset::AssetId::new(format!("a{index:02}"));
                    asset.position = Some(at(950.0, 950.0));
                    asset.facts.rent_gbp_per_year = known(f64::from(index * index) * 25.0);
                    asset
                })
                .collect();
            let atlas = Atlas::build(holdings);
            let criteria = Criteria::default();
            let survey = Survey::of(&atlas, &criteria);
            let mut seen = String::new();
            let of_need = find::for_need(&atlas, &survey, &need, &criteria, asking(40, Audience::Public));
            seen.push_str(&format!("{of_need:?}"));
            for asset in [0, 20, 39] {
                let ranked = find::for_asset(&atlas, &survey, asset, &criteria, asking(10, Audience::Public));
                seen.push_str(&format!("{ranked:?}"));
            }
            seen
        };
        prop_assert!(everything(first) == everything(second), "the budget shows within its band");
    }
}

#[test]
fn of_two_budgets_with_the_same_effect_the_public_reads_the_same() {
    let cheap = |budget: f64| answer(Audience::Public, budget, 500_000.0);
    assert_eq!(cheap(100_000.0), cheap(900_000.0));
}

#[test]
fn a_coarse_place_says_so_and_is_known_less_well() {
    let mut holdings = board(4);
    let mut hidden = g1_asset();
    hidden.position = Some(at(950.0, 950.0));
    hidden.postcode = Some(postcode("ZZ1 1EA"));
    hidden.facts.occupancy = known(Occupancy::Vacant);
    holdings.assets = vec![hidden];
    let atlas = Atlas::build(holdings);
    let criteria = Criteria::default();
    let survey = Survey::of(&atlas, &criteria);
    assert_eq!(atlas.assets()[0].asset.precision, Precision::Area);
    let figures = survey.place(0).deprivation.unwrap();
    assert!((figures.quality - 0.4).abs() < 1e-12);
    assert!(figures.low < figures.value && figures.value < figures.high);
    let ranked = find::for_need(&atlas, &survey, &g1_need(), &criteria, asking(1, Audience::Public));
    let location = &ranked.matches[0].suitability.criteria[2];
    assert!(location.reason.contains("its exact place is not public"), "{}", location.reason);
    assert!(location.low <= location.used && location.used <= location.high && location.low < location.high);
}
