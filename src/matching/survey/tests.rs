//! Edits against the model: an atlas and its survey after any edits are those made anew of what is held then.

use std::sync::Arc;

use proptest::prelude::*;

use crate::atlas::Atlas;
use crate::atlas::fixture::at;
use crate::domain::asset::Asset;
use crate::domain::criteria::{Criteria, Weights};
use crate::domain::need::Need;
use crate::domain::permission::Viewer;
use crate::domain::person::{Person, PersonId, Role};
use crate::domain::place::Extent;
use crate::matching::Survey;
use crate::matching::find::{Ground, Ranking, every_pair, ranking};
use crate::matching::search::tests::{Drawn, GROUND, LAYOUTS, asked, drawn, held_by, laid};
use crate::matching::tests::TODAY;

/// What is done to the assets that are held.
#[derive(Clone, Debug)]
enum Step {
    /// These become others, all at once.
    Edit(Vec<(usize, Drawn)>),
    /// One becomes what it was before all edits.
    Undo(usize),
    /// All is indexed anew.
    Pack,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop::collection::vec((0_usize..60, drawn()), 1..4).prop_map(Step::Edit),
        2 => (0_usize..60).prop_map(Step::Undo),
        1 => Just(Step::Pack),
    ]
}

fn administrator() -> Viewer {
    let (name, email, roles) = (String::new(), String::new(), vec![Role::Administrator]);
    Viewer::Person(Arc::new(Person { id: PersonId::new("p"), name, email, roles }))
}

/// What is the same after edits as if all were made anew.
fn compare(edited: (&Atlas, &Survey), anew: (&Atlas, &Survey), need: &Need) -> Result<(), TestCaseError> {
    let criteria = &GROUND.2;
    let ((atlas, survey), (model, surveyed)) = (edited, anew);
    prop_assert!(atlas.shows_the_same(model) && model.shows_the_same(atlas));
    prop_assert_eq!(atlas.extent(), model.extent());
    prop_assert_eq!(atlas.asset_tree().extent(), model.asset_tree().extent());
    prop_assert!(atlas.asset_tree().nowhere().eq(model.asset_tree().nowhere()));
    for asset in 0..model.assets().len() {
        prop_assert_eq!(survey.place(asset), surveyed.place(asset), "asset {}", asset);
        prop_assert_eq!(atlas.area_of_asset(asset), model.area_of_asset(asset));
    }
    let sorted = |found: Vec<usize>| {
        let mut found = found;
        found.sort_unstable();
        found
    };
    let middle = at(700.0, 900.0);
    let within = |atlas: &Atlas| sorted(atlas.assets_within(Extent { min: at(0.0, 0.0), max: middle }).collect());
    prop_assert_eq!(within(atlas), within(model));
    let around = |atlas: &Atlas| sorted(atlas.asset_tree().around(middle, 1_000.0).collect());
    prop_assert_eq!(around(atlas), around(model));
    let nearest =
        |atlas: &Atlas| atlas.asset_tree().nearest_first(middle).map(|(_, metres)| metres).collect::<Vec<_>>();
    prop_assert_eq!(nearest(atlas), nearest(model));
    prop_assert_eq!(atlas.asset_tree().nearest(middle), model.asset_tree().nearest(middle));
    let every = |(atlas, survey): (&Atlas, &Survey)| {
        let needs: Vec<usize> = (0..atlas.needs().len()).collect();
        every_pair(Ground { atlas, survey, criteria, on: TODAY }, &needs, 7)
    };
    prop_assert_eq!(every(edited), every(anew));
    for (limit, weights) in [(1, [0.5, 0.3, 0.2]), (7, [0.2, 0.6, 0.2]), (7, [0.8, 0.2, 0.0]), (100, [0.5, 0.3, 0.2])] {
        let [suitability, deprivation, uplift] = weights;
        let weights = Weights::new(suitability, deprivation, uplift).expect("weights of a test");
        let criteria = &Criteria { weights, ..criteria.clone() };
        let of = |(atlas, survey)| ranking(Ground { atlas, survey, criteria, on: TODAY }, need, limit);
        prop_assert_eq!(of(edited), of(anew));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn after_any_edits_all_is_as_if_made_anew(
        first in prop::collection::vec(drawn(), 1..60), steps in prop::collection::vec(step(), 1..10),
        (need, _, ruled) in asked(), layout in prop::sample::select(&LAYOUTS[..]), sees_all in any::<bool>(),
    ) {
        let viewer = if sees_all { administrator() } else { Viewer::Visitor };
        let criteria = &GROUND.2;
        let began: Vec<Asset> = laid(&first, layout);
        let mut held = began.clone();
        let said = |(atlas, survey): &(Atlas, Survey)| ranking(Ground { atlas, survey, criteria, on: TODAY }, &need, 20);
        let mut earlier: Vec<((Atlas, Survey), Ranking)> = Vec::new();
        let (mut atlas, mut survey) = held_by(held.clone(), &need, &ruled, &viewer);
        for step in steps {
            let edited: Vec<Asset> = match step {
                Step::Edit(edits) => {
                    let edited = edits.into_iter().map(|(index, drawn)| {
                        let (index, id) = (index % began.len(), began[index % began.len()].id.clone());
                        let mut drawn = laid(&vec![drawn; index + 1], layout);
                        Asset { id, ..drawn.swap_remove(index) }
                    });
                    edited.collect()
                }
                Step::Undo(index) => vec![began[index % began.len()].clone()],
                Step::Pack => {
                    atlas = atlas.packed();
                    survey = survey.of_others(&atlas, criteria);
                    prop_assert_eq!(survey.replaced(), 0);
                    vec![]
                }
            };
            let mut last: Vec<Asset> = Vec::new();
            for asset in edited {
                last.retain(|other| other.id != asset.id);
                last.push(asset);
            }
            for asset in &last {
                let place = held.iter().position(|other| other.id == asset.id);
                held[place.expect("only what is held is edited")] = asset.clone();
            }
            let (later, changed) = atlas.with_assets(0, last, &[], &viewer).expect("no id, reference or owner is new");
            let before = (atlas, survey);
            survey = before.1.with_assets(&later, &changed, &before.0, criteria);
            atlas = later;
            let as_it_was = said(&before);
            earlier.push((before, as_it_was));
            let anew = held_by(held.clone(), &need, &ruled, &viewer);
            compare((&atlas, &survey), (&anew.0, &anew.1), &need)?;
        }
        for (before, as_it_was) in &earlier {
            prop_assert_eq!(&said(before), as_it_was, "whoever still reads what was reads it as it was");
        }
    }
}
