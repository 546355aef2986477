//! What the choices behind a score do to the ranking (`scoring.md` G.5), on the assets and needs that are loaded.
//!
//! Each choice is changed alone and the eligible assets of every published need are ranked again. Where there are very many
//! needs or assets, evenly spaced ones stand for all, and the report says how many.

mod rules;
mod stability;
mod tilt;

pub use rules::{Aggregation, Rule, rules};
pub use stability::Rankings;

use rayon::prelude::*;
use time::Date;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::need::Need;
use crate::domain::sensitivity::{Effect, PillarWeight, Sensitivity, Variant};
use crate::matching::combine::Pillars;
use crate::matching::deprivation::reproducing_2019;
use crate::matching::{Survey, find};
use crate::validation::statistics::{correlation_ratio, mean, rank_correlation};

/// At most so many needs are looked at, and so many assets of each.
const MOST_NEEDS: usize = 200;
const MOST_ASSETS: usize = 1_000;

/// Of the assets of a need, so many are set against each other.
const MOST_SET_AGAINST: usize = 300;

/// Fewer than this are no ranking.
const LEAST_ASSETS: usize = 3;

/// Groups of equal size that a correlation ratio is worked out over.
const GROUPS: usize = 20;

/// With fewer areas than this, an overlap says nothing.
const FEW_AREAS: usize = 30;

/// The assets of one need with their pillars.
struct List<'a> {
    need: &'a Need,
    assets: Vec<usize>,
    pillars: Vec<Pillars>,
    scores: Vec<f64>,
}

/// Works the report out. `done` is told after each choice how many of how many were tried.
#[must_use]
pub fn report(
    atlas: &Atlas,
    survey: &Survey,
    criteria: &Criteria,
    on: Date,
    done: &(dyn Fn(u64, u64) + Sync),
) -> Sensitivity {
    let lists: Vec<List<'_>> = atlas
        .needs()
        .iter()
        .filter_map(|placed| {
            let assets = evenly(find::eligible(atlas, survey, &placed.need, criteria, on), MOST_ASSETS);
            if assets.len() < LEAST_ASSETS {
                return None;
            }
            let pillars = find::pillars_of(atlas, survey, &placed.need, criteria, on, &assets);
            let scores = pillars.iter().map(|pillars| pillars.score(criteria)).collect();
            Some(List { need: &placed.need, assets, pillars, scores })
        })
        .collect();
    let needs = lists.len();
    let lists = evenly(lists, MOST_NEEDS);
    let others = places(criteria);
    let of = 2 + others.len() as u64;
    done(1, of);
    let mut variants: Vec<Variant> = rules(criteria)
        .into_iter()
        .map(|rule| {
            let effect = effect(&lists, |list| list.pillars.iter().map(|pillars| rule.score(*pillars)).collect());
            Variant { group: rule.group, label: rule.label, effect }
        })
        .collect();
    variants.push(Variant {
        group: "Deprivation",
        label: "Of the area alone, not of a walk around".to_owned(),
        effect: effect(&lists, |list| at_the_point(atlas, survey, list, criteria)),
    });
    for ((group, label, other), step) in others.into_iter().zip(2..) {
        let survey = Survey::of(atlas, &other);
        variants.push(Variant { group, label, effect: effect(&lists, |list| again(atlas, &survey, list, &other, on)) });
        done(step, of);
    }
    variants.push(Variant {
        group: "Deprivation",
        label: "Indices of 2019 (for information only)".to_owned(),
        effect: reproducing_2019(atlas, criteria).map_err(|missing| format!("Not tried: {missing}.")).and_then(|old| {
            let survey = Survey::of(atlas, &old);
            effect(&lists, |list| again(atlas, &survey, list, &old, on))
        }),
    });
    done(of, of);
    let pooled =
        |of: fn(&Pillars) -> f64| -> Vec<f64> { lists.iter().flat_map(|list| list.pillars.iter().map(of)).collect() };
    let scores: Vec<f64> = lists.iter().flat_map(|list| list.scores.iter().copied()).collect();
    let [fit, deprivation, uplift] = criteria.weights.as_array();
    let weigh = |name, nominal, of| PillarWeight {
        name,
        nominal,
        correlation_ratio: correlation_ratio(&pooled(of), &scores, GROUPS),
    };
    Sensitivity {
        needs,
        needs_looked_at: lists.len(),
        pairs: scores.len(),
        dominated: share_dominated(lists.par_iter().map(|list| &list.pillars)),
        variants,
        pillars: vec![
            weigh("Fit", fit, |pillars| pillars.suitability),
            weigh("Deprivation", deprivation, |pillars| pillars.deprivation),
            weigh("Uplift", uplift, |pillars| pillars.uplift),
        ],
        overlap: overlap(atlas, survey),
        tilt: tilt::of(
            atlas,
            lists.iter().flat_map(|list| list.assets.iter().copied().zip(list.scores.iter().copied())),
        ),
        mean_score: (!scores.is_empty()).then(|| mean(&scores)),
    }
}

/// Other choices about places: what to call each, and the criteria that make it.
fn places(criteria: &Criteria) -> Vec<(&'static str, String, Criteria)> {
    let mut others = Vec::new();
    for half_m in [300.0, 600.0] {
        let mut catchment_half_m = criteria.catchment_half_m;
        catchment_half_m[0] = half_m;
        let other = Criteria { catchment_half_m, ..criteria.clone() };
        others.push(("Deprivation", format!("Half-distance of the walk {half_m:.0} m"), other));
    }
    for kernel_m in [1_000.0, 2_000.0] {
        let label = format!("Neighbours within a kernel of {:.1} km", kernel_m / 1_000.0);
        others.push(("Prices", label, Criteria { kernel_m, ..criteria.clone() }));
    }
    for spread in [0.25, 0.33, 0.45] {
        let other = Criteria { fixed_price_spread: Some(spread), ..criteria.clone() };
        others.push(("Prices", format!("Spread of log price within places {spread:.2}"), other));
    }
    for unknown in [0.4, 0.6] {
        let other = Criteria { unknown, ..criteria.clone() };
        others.push(("Not known", format!("Counts {unknown:.1}"), other));
    }
    others
}

/// At most so many, evenly spaced, in their order.
fn evenly<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let count = all.len();
    if count <= most {
        return all;
    }
    // The n-th is kept where the n-th step of `most` over `count` begins.
    let begins = |index: usize| index * most / count != (index + 1) * most / count;
    all.into_iter().enumerate().filter(|(index, _)| begins(*index)).map(|(_, one)| one).collect()
}

fn again(atlas: &Atlas, survey: &Survey, list: &List<'_>, criteria: &Criteria, on: Date) -> Vec<f64> {
    let pillars = find::pillars_of(atlas, survey, list.need, criteria, on, &list.assets);
    pillars.iter().map(|pillars| pillars.score(criteria)).collect()
}

/// With the deprivation of the area that each asset lies in; what lies in no known area keeps what it had.
fn at_the_point(atlas: &Atlas, survey: &Survey, list: &List<'_>, criteria: &Criteria) -> Vec<f64> {
    let with = |(asset, pillars): (&usize, &Pillars)| {
        let alone = atlas.area_of_asset(*asset).and_then(|area| survey.area(area).deprivation);
        Pillars { deprivation: alone.unwrap_or(pillars.deprivation), ..*pillars }.score(criteria)
    };
    list.assets.iter().zip(&list.pillars).map(with).collect()
}

fn effect(lists: &[List<'_>], rescored: impl Fn(&List<'_>) -> Vec<f64> + Sync) -> Result<Effect, String> {
    if lists.is_empty() {
        return Err(format!("Not tried: no published need has {LEAST_ASSETS} eligible assets."));
    }
    Ok(gathered(lists.par_iter().map(|list| apart(&list.scores, &rescored(list))).collect()))
}

/// How far two orders of the same assets are apart: their rank correlation, and 1 where the first stays first.
fn apart(before: &[f64], after: &[f64]) -> (f64, f64) {
    // A list of equals stays as it is: there is nothing to reorder.
    let level = |scores: &[f64]| scores.windows(2).all(|two| two[0] == two[1]);
    let correlation = if level(after) && level(before) { 1.0 } else { rank_correlation(before, after) };
    (correlation, f64::from(u8::from(first(after) == first(before))))
}

/// What [`apart`] found of each need, together.
fn gathered(found: Vec<(f64, f64)>) -> Effect {
    let (correlations, same): (Vec<f64>, Vec<f64>) = found.into_iter().unzip();
    Effect {
        mean: mean(&correlations),
        least: correlations.iter().copied().fold(1.0, f64::min),
        same_first: mean(&same),
    }
}

/// The place of the highest; the first of equals, as assets stand in order of id.
fn first(scores: &[f64]) -> Option<usize> {
    (0..scores.len()).reduce(|best, other| if scores[other] > scores[best] { other } else { best })
}

/// Of any two assets of one list, how many are at least as good on all three pillars and better on one.
fn share_dominated<'a>(lists: impl ParallelIterator<Item = &'a Vec<Pillars>>) -> Option<f64> {
    let counts: Vec<(u64, u64)> = lists
        .map(|pillars| {
            let set = evenly(pillars.clone(), MOST_SET_AGAINST);
            let mut counts = (0, 0);
            for (index, one) in set.iter().enumerate() {
                for other in &set[index + 1..] {
                    counts.0 += u64::from(dominates(one, other) || dominates(other, one));
                    counts.1 += 1;
                }
            }
            counts
        })
        .collect();
    let (dominated, all) = counts.iter().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    (all > 0).then(|| dominated as f64 / all as f64)
}

/// At least as good on all three, and better on one.
fn dominates(one: &Pillars, other: &Pillars) -> bool {
    let parts = |pillars: &Pillars| [pillars.suitability, pillars.deprivation, pillars.uplift];
    let (one, other) = (parts(one), parts(other));
    one.iter().zip(&other).all(|(a, b)| a >= b) && one != other
}

/// How far deprivation and low price say the same, over areas.
fn overlap(atlas: &Atlas, survey: &Survey) -> Option<f64> {
    let both: Vec<(f64, f64)> = (0..atlas.areas().len())
        .filter_map(|area| Some((survey.area(area).deprivation?, survey.area(area).uplift?.low_value?)))
        .collect();
    let (deprivation, low_value): (Vec<f64>, Vec<f64>) = both.into_iter().unzip();
    (deprivation.len() >= FEW_AREAS).then(|| rank_correlation(&deprivation, &low_value))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::atlas::fixture::{asset, at, board, known, need};
    use crate::domain::need::NeedPlace;

    fn region() -> Atlas {
        let mut holdings = board(6);
        for number in 0..40_usize {
            let place = at(90.0 * number as f64, 80.0 * ((number * 17) % 40) as f64);
            let mut asset = asset(&format!("a-{number:02}"), Some(place));
            asset.facts.usable_area_m2 = known(80.0 + ((number * 29) % 40) as f64 * 10.0);
            holdings.assets.push(asset);
        }
        for number in 0..5 {
            let place = at(600.0 * f64::from(number), 1_500.0);
            holdings.needs.push(need(&format!("n-{number}"), NeedPlace::Near(place)));
        }
        Atlas::build(holdings)
    }

    #[test]
    fn every_choice_is_tried_and_most_leave_the_order_much_as_it_is() {
        let (atlas, criteria) = (region(), Criteria::default());
        let survey = Survey::of(&atlas, &criteria);
        let found = report(&atlas, &survey, &criteria, date!(2026 - 11 - 22), &|_, _| ());
        assert_eq!((found.needs, found.needs_looked_at, found.pairs), (5, 5, 200));
        assert_eq!(found.variants.len(), 10 + 1 + 9 + 1);
        for variant in &found.variants {
            match &variant.effect {
                Ok(effect) => {
                    assert!(effect.least <= effect.mean && effect.mean <= 1.0, "{variant:?}");
                    assert!(variant.group != "Weights" || effect.mean > 0.8, "{variant:?}");
                }
                Err(reason) => {
                    assert!(reason.starts_with("Not tried: the Indices of Deprivation 2019 need"), "{reason}");
                }
            }
        }
        assert!((0.0..=1.0).contains(&found.dominated.unwrap()));
        assert!(found.pillars.iter().all(|pillar| (0.0..=1.0).contains(&pillar.correlation_ratio)));
        let boroughs: usize = found.tilt.iter().filter(|tilt| tilt.by == "Borough").map(|tilt| tilt.pairs).sum();
        assert_eq!(boroughs, 200, "every pair is in one borough or in none known");
    }

    #[test]
    fn without_needs_the_report_says_so() {
        let (atlas, criteria) = (Atlas::build(board(6)), Criteria::default());
        let survey = Survey::of(&atlas, &criteria);
        let found = report(&atlas, &survey, &criteria, date!(2026 - 11 - 22), &|_, _| ());
        assert_eq!((found.pairs, found.dominated, found.mean_score), (0, None, None));
        assert!(found.variants.iter().all(|variant| variant.effect.is_err()));
        assert!(found.overlap.is_some(), "areas are there without needs");
    }

    #[test]
    fn a_sample_is_spread_evenly() {
        assert_eq!(evenly((0..10).collect(), 20), (0..10).collect::<Vec<_>>());
        let some = evenly((0..1_000).collect::<Vec<usize>>(), 7);
        assert_eq!(some.len(), 7);
        assert!(some.windows(2).all(|two| (142..=143).contains(&(two[1] - two[0]))), "{some:?}");
    }
}
