//! The search against looking at every asset: the same best, the same misses, the same count, to the last bit.
//!
//! Each case draws assets, a need and weights, and lays the assets out in four ways: strewn, at one point, on a line, all the
//! same. 256 cases are the usual; `PROPTEST_CASES=25000 cargo test --lib matching::search` asks 100,000 questions, each for four
//! lengths of list.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;

use crate::atlas::fixture::{asset, at, board, known, need};
use crate::atlas::{Atlas, PlacedAsset};
use crate::domain::asset::{Asset, AssetFacts, DisposalStatus, Occupancy};
use crate::domain::criteria::{Criteria, Weights};
use crate::domain::holdings::Holdings;
use crate::domain::need::{AreaWanted, Need, NeedId, NeedPlace, Purpose, Reach, Ruling};
use crate::domain::permission::Viewer;
use crate::matching::Survey;
use crate::matching::find::{Ground, best_of_needs, by_looking_at_all, by_looking_at_every_pair, every_pair, ranking};
use crate::matching::ranking::{Standing, Unweighed};
use crate::matching::search::build::build;
use crate::matching::search::codes::Facts;
use crate::matching::search::{Doubts, Rules, Search, Sought, Wish};
use crate::matching::tests::TODAY;
use crate::matching::tests::properties::{FORGET, any_facts, any_need};

/// How assets lie: strewn over the board and beyond, at one point, on a line, all of them the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::matching) enum Layout {
    Strewn,
    AtOnePoint,
    OnALine,
    AllTheSame,
}

pub(in crate::matching) const LAYOUTS: [Layout; 4] =
    [Layout::Strewn, Layout::AtOnePoint, Layout::OnALine, Layout::AllTheSame];

#[derive(Clone, Debug)]
pub(in crate::matching) struct Drawn {
    facts: AssetFacts,
    forgotten: Vec<bool>,
    /// Metres east and north of the corner of the board.
    at: (f64, f64),
    /// Of ten: 0 is nowhere, 1 and 2 are vacant and so coarse, the others at their point.
    place: u8,
    reserved: bool,
}

prop_compose! {
    pub(in crate::matching) fn drawn()(
        facts in any_facts(), forgotten in prop::collection::vec(prop::bool::weighted(0.3), FORGET.len()),
        at in (-2_000.0..6_000.0f64, -2_000.0..6_000.0f64), place in 0u8..10, reserved in prop::bool::weighted(0.05),
    ) -> Drawn {
        Drawn { facts, forgotten, at, place, reserved }
    }
}

prop_compose! {
    pub(in crate::matching) fn asked()(
        need in any_need(), at_m in (-500.0..3_000.0f64, -500.0..3_000.0f64), place in 0u8..8,
        reach in select(Reach::ALL), limit in prop::option::weighted(0.4, 100.0..6_000.0f64),
        purposes in prop::collection::vec(select(Purpose::ALL), 0..3),
        weights in prop_oneof![
            8 => (0.0..1.0f64, 0.0..1.0f64, 0.0..0.4f64), 1 => Just((1.0, 0.0, 0.0)), 1 => Just((0.0, 1.0, 0.0)),
            1 => Just((0.0, 0.2, 0.8)),
        ],
        ruled in prop::collection::vec(0usize..300, 0..3),
    ) -> (Need, Weights, Vec<usize>) {
        let mut need = need;
        need.place = match place {
            0 => NeedPlace::Anywhere,
            1 => NeedPlace::Borough("Aldermere".to_owned()),
            2 => NeedPlace::Borough("Nowhere at all".to_owned()),
            _ => NeedPlace::Near(at(at_m.0, at_m.1)),
        };
        (need.reach, need.max_distance_m, need.purposes) = (reach, limit, purposes);
        let (s, d, u) = weights;
        (need, Weights::new(s, d, u).unwrap_or_default(), ruled)
    }
}

pub(in crate::matching) fn laid(drawn: &[Drawn], layout: Layout) -> Vec<Asset> {
    let place = |index: usize, drawn: &Drawn| match layout {
        Layout::Strewn => drawn.at,
        Layout::AtOnePoint | Layout::AllTheSame => (700.0, 900.0),
        Layout::OnALine => (150.0 * index as f64, 300.0),
    };
    let of = |(index, own): (usize, &Drawn)| {
        let drawn = if layout == Layout::AllTheSame { &drawn[0] } else { own };
        let (east_m, north_m) = place(index, drawn);
        let mut asset = asset(&format!("a{index:03}"), (drawn.place > 0).then(|| at(east_m, north_m)));
        asset.facts = drawn.facts.clone();
        for (forget, forgotten) in FORGET.iter().zip(&drawn.forgotten) {
            if *forgotten {
                forget(&mut asset.facts);
            }
        }
        if matches!(drawn.place, 1 | 2) {
            asset.facts.occupancy = known(Occupancy::Vacant);
        }
        if drawn.reserved {
            asset.facts.reserved_for = known("Family hub".to_owned());
        }
        asset
    };
    drawn.iter().enumerate().map(of).collect()
}

/// The ground that all cases stand on, made once: it is what takes long.
pub(in crate::matching) static GROUND: LazyLock<(Atlas, Survey, Criteria)> = LazyLock::new(|| {
    let (atlas, criteria) = (Atlas::build(board(4)), Criteria::default());
    let survey = Survey::of(&atlas, &criteria);
    (atlas, survey, criteria)
});

fn ruling(index: usize, need: &NeedId) -> Ruling {
    Ruling {
        asset_reference: format!("R-a{index:03}"),
        owner: "Aldermere Council".to_owned(),
        need: need.clone(),
        ruled_by: "An officer".to_owned(),
        reason: "Promised to another".to_owned(),
        ruled_on: None,
    }
}

/// The assets on that ground, with a need and the rulings on it.
fn surveyed(assets: Vec<Asset>, need: &Need, ruled: &[usize]) -> (Atlas, Survey) {
    held_by(assets, need, ruled, &Viewer::Visitor)
}

/// The same as a viewer sees them.
pub(in crate::matching) fn held_by(
    assets: Vec<Asset>,
    need: &Need,
    ruled: &[usize],
    viewer: &Viewer,
) -> (Atlas, Survey) {
    let rulings = ruled.iter().map(|index| ruling(*index, &need.id)).collect();
    surveyed_for(assets, vec![need.clone()], rulings, viewer)
}

fn surveyed_for(assets: Vec<Asset>, needs: Vec<Need>, rulings: Vec<Ruling>, viewer: &Viewer) -> (Atlas, Survey) {
    let (ground, survey, criteria) = &*GROUND;
    let holdings = Holdings { assets, needs, rulings, ..Holdings::default() };
    let atlas = ground.seen_by(viewer, holdings);
    let survey = survey.of_others(&atlas, criteria);
    (atlas, survey)
}

proptest! {
    #[test]
    fn the_search_finds_what_looking_at_every_asset_finds(
        drawn in prop::collection::vec(drawn(), 1..160), (need, weights, ruled) in asked(),
        floor in select(&[0.05, 0.05, 0.0, 0.3][..]),
    ) {
        let criteria = Criteria { weights, floor, ..Criteria::default() };
        for layout in LAYOUTS {
            let (atlas, survey) = surveyed(laid(&drawn, layout), &need, &ruled);
            let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on: TODAY };
            for limit in [0, 1, 7, 200] {
                prop_assert_eq!(ranking(ground, &need, limit), by_looking_at_all(ground, &need, limit), "{:?}", layout);
            }
        }
    }

    #[test]
    fn whoever_moves_the_weights_finds_what_looking_at_every_asset_finds(
        drawn in prop::collection::vec(drawn(), 1..300), (need, weights, ruled) in asked(),
        others in prop::collection::vec(asked(), 2..6), layout in select(&LAYOUTS[..]),
        floor in select(&[0.05, 0.05, 0.0, 0.3][..]), tiny in prop::bool::weighted(0.1),
    ) {
        let (atlas, survey) = surveyed(laid(&drawn, layout), &need, &ruled);
        let tiny = tiny.then(|| Weights::new(1e-12, 1.0, 1e-12).unwrap());
        for weights in std::iter::once(weights).chain(others.iter().map(|(_, weights, _)| *weights)).chain(tiny) {
            let criteria = Criteria { weights, floor, ..Criteria::default() };
            let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on: TODAY };
            for limit in [20, 3] {
                prop_assert_eq!(ranking(ground, &need, limit), by_looking_at_all(ground, &need, limit), "{:?}", weights);
            }
        }
    }

    #[test]
    fn many_needs_at_once_find_what_looking_at_every_pair_finds(
        drawn in prop::collection::vec(drawn(), 1..60), asked in prop::collection::vec(asked(), 0..12),
        layout in select(&LAYOUTS[..]), per_need in 0usize..4,
    ) {
        let named = |(index, (need, _, _)): (usize, &(Need, Weights, Vec<usize>))| {
            Need { id: NeedId::new(format!("n{index:02}")), ..need.clone() }
        };
        let needs: Vec<Need> = asked.iter().enumerate().map(named).collect();
        let ruled = |(need, (_, _, ruled)): (&Need, &(Need, Weights, Vec<usize>))| -> Vec<Ruling> {
            ruled.iter().map(|index| ruling(*index, &need.id)).collect()
        };
        let rulings = needs.iter().zip(&asked).flat_map(ruled).collect();
        let (atlas, survey) = surveyed_for(laid(&drawn, layout), needs, rulings, &Viewer::Visitor);
        let weights = asked.first().map_or_else(Weights::default, |(_, weights, _)| *weights);
        let criteria = Criteria { weights, ..Criteria::default() };
        let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on: TODAY };
        let needs: Vec<usize> = (0..atlas.needs().len()).collect();
        prop_assert_eq!(needs.len(), asked.len());
        let found = every_pair(ground, &needs, per_need);
        prop_assert_eq!(&found, &by_looking_at_every_pair(ground, &needs, per_need));
        prop_assert_eq!(found.of_needs, best_of_needs(ground, &needs, per_need));
    }

    #[test]
    fn no_asset_of_a_part_scores_more_or_fails_less_than_the_part_allows(
        drawn in prop::collection::vec(drawn(), 1..60), (need, weights, _) in asked(),
    ) {
        let criteria = Criteria { weights, ..Criteria::default() };
        let (atlas, survey) = surveyed(laid(&drawn, Layout::Strewn), &need, &[]);
        let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on: TODAY };
        let wish = Wish::of(&need, &atlas, &criteria, TODAY);
        let every = by_looking_at_all(ground, &need, usize::MAX);
        let all: Vec<Standing> = every.best.iter().chain(&every.missed).copied().collect();
        let (nodes, assets) = build(Facts { atlas: &atlas, survey: &survey, criteria: &criteria });
        for node in &nodes {
            let part = &assets[node.assets.start as usize..node.assets.end as usize];
            let nearest_m = wish.nearest_m(&node.summary);
            let most =
                (wish.most(&node.summary, nearest_m), wish.failed(&node.summary, nearest_m), wish.doubts(&node.summary));
            for codes in part {
                let Some(standing) = all.iter().find(|found| found.asset == codes.asset as usize) else { continue };
                let nearest_m = wish.nearest_m(codes);
                let alone = (wish.most(codes, nearest_m), wish.failed(codes, nearest_m), wish.doubts(codes));
                for (most, failed, doubts) in [most, alone] {
                    let key = wish.key(standing.score);
                    prop_assert!(key <= most, "{standing:?}, {key}, is above {most}");
                    prop_assert!(standing.failures >= failed, "{standing:?} fails fewer than {failed}");
                    prop_assert!(failed > 0 || !doubts.none() || standing.failures == 0, "no doubt of {standing:?}");
                }
            }
        }
    }
}

#[test]
fn an_index_answers_for_other_weights_and_for_no_other_criteria() {
    let (_, survey, criteria) = &*GROUND;
    let other = Criteria { weights: Weights::new(0.2, 0.6, 0.2).unwrap(), floor: 0.1, ..criteria.clone() };
    assert!(survey.index(&other).is_some());
    assert!(survey.index(&Criteria { unknown: 0.4, ..criteria.clone() }).is_none());
    assert!(survey.index(&Criteria { detour: 1.2, ..criteria.clone() }).is_none());
}

/// Knows how every asset stands, and counts how often it is asked.
struct Counting {
    every: Vec<Standing>,
    scored: Cell<usize>,
}

impl Rules for Counting {
    fn standing(&self, asset: usize) -> (Standing, f64) {
        self.scored.set(self.scored.get() + 1);
        let found = self.every.iter().find(|standing| standing.asset == asset);
        (*found.expect("every asset stands somewhere"), 0.0)
    }

    fn unweighed(&self, _: usize) -> (Unweighed, f64) {
        unreachable!("no band is made")
    }

    fn weighed(&self, _: &Unweighed) -> Standing {
        unreachable!("no band is made")
    }

    fn fails(&self, asset: usize, _: Option<&PlacedAsset>, _: Doubts) -> bool {
        self.standing(asset).0.failures > 0
    }
}

#[test]
fn few_of_many_assets_are_scored() {
    let facts = |index: usize| AssetFacts {
        disposal_status: known(DisposalStatus::Surplus),
        usable_area_m2: known(20.0 + index as f64 / 4.0),
        ..AssetFacts::default()
    };
    let place = |index: usize| at((index * 37 % 2_400) as f64, (index * 101 % 2_400) as f64);
    let assets = (0..4_000).map(|index| {
        let asset = asset(&format!("a{index:04}"), Some(place(index)));
        Asset { facts: facts(index), ..asset }
    });
    let mut wish = need("n", NeedPlace::Near(at(1_200.0, 1_200.0)));
    wish.area = Some(AreaWanted::around(240.0));
    let (atlas, survey) = surveyed(assets.collect(), &wish, &[]);
    let index = survey.index(&GROUND.2).unwrap();
    let every =
        by_looking_at_all(Ground { atlas: &atlas, survey: &survey, criteria: &GROUND.2, on: TODAY }, &wish, usize::MAX);
    let rules = Counting { every: every.best.iter().chain(&every.missed).copied().collect(), scored: Cell::new(0) };
    let search = Search::new(index, Wish::of(&wish, &atlas, &GROUND.2, TODAY), BTreeSet::new(), &rules);
    assert_eq!(search.first(20, Sought::Eligible), every.best[..20]);
    assert!(rules.scored.get() < 400, "{} of 4,000 were scored", rules.scored.get());
}

#[test]
fn an_asset_that_is_ruled_out_twice_is_one_asset_less() {
    let assets = (0..40).map(|index| asset(&format!("a{index:03}"), Some(at(900.0, 900.0)))).collect();
    let wish = need("n", NeedPlace::Near(at(900.0, 900.0)));
    let (atlas, survey) = surveyed(assets, &wish, &[7, 7]);
    let ground = Ground { atlas: &atlas, survey: &survey, criteria: &GROUND.2, on: TODAY };
    let found = ranking(ground, &wish, 50);
    assert_eq!((found.eligible, found.best.len(), found.missed.len()), (39, 39, 1));
}
