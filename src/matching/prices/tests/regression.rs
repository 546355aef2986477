//! What types of home, leases and months are worth is found again; absurd prices bend nothing.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use time::Duration;

use super::{NEWEST, chance, prices, region, sale};
use crate::atlas::month_of;
use crate::domain::area::{HomeType, PriceIndexMonth};
use crate::domain::holdings::Holdings;
use crate::domain::source::SourceId;
use crate::matching::prices::{Effects, Estimate};

const DETACHED: f64 = 0.55;
const SEMI: f64 = 0.22;
const FLAT: f64 = -0.25;
const NEW: f64 = 0.15;
const LEASEHOLD: f64 = -0.08;
/// Log points a month.
const RISE: f64 = 0.004;

/// Sales with known effects; the kinds of home sold differ from area to area, as they do.
fn with_effects(seed: u64, side: usize, each: usize) -> Holdings {
    let mut chance = chance(seed);
    let mut holdings = region(side);
    for area in 0..side * side {
        let level = 11.6 + 0.25 * chance.sample::<f64, _>(StandardNormal);
        let flats = chance.random_range(0.05..0.6);
        for _ in 0..each {
            let days_ago = chance.random_range(0..1_080);
            let (home, effect) = match chance.random::<f64>() {
                share if share < flats => (HomeType::Flat, FLAT),
                share if share < flats + 0.1 => (HomeType::Detached, DETACHED),
                share if share < flats + 0.25 => (HomeType::SemiDetached, SEMI),
                _ => (HomeType::Terraced, 0.0),
            };
            let (new_build, leasehold) =
                (chance.random_bool(0.06), chance.random_bool(if effect < 0.0 { 0.9 } else { 0.2 }));
            let noise: f64 = StandardNormal.sample(&mut chance);
            let months_ago = f64::from(month_of(NEWEST) - month_of(NEWEST - Duration::days(days_ago)));
            let effects = effect + if new_build { NEW } else { 0.0 } + if leasehold { LEASEHOLD } else { 0.0 };
            sale(&mut holdings, area, days_ago, level + effects - RISE * months_ago + 0.33 * noise);
            if let Some(sold) = holdings.sales.last_mut() {
                (sold.home, sold.new_build, sold.leasehold) = (home, new_build, leasehold);
            }
        }
    }
    holdings
}

fn named(effects: &Effects) -> [(&'static str, f64, Estimate); 5] {
    let estimate = |estimate: Option<Estimate>| estimate.expect("enough sales show it");
    [
        ("detached", DETACHED, estimate(effects.detached)),
        ("semi-detached", SEMI, estimate(effects.semi_detached)),
        ("flat", FLAT, estimate(effects.flat)),
        ("new", NEW, estimate(effects.new_build)),
        ("leasehold", LEASEHOLD, estimate(effects.leasehold)),
    ]
}

#[test]
fn known_effects_are_found_to_their_standard_errors() {
    let (mut scores, mut within) = (Vec::new(), 0);
    for seed in 0..24 {
        let found = prices(with_effects(seed, 6, 40)).anchors.effects.expect("1,440 sales are enough");
        assert!((found.spread - 0.33).abs() < 0.03, "spread {}", found.spread);
        for (name, truth, estimate) in named(&found) {
            let score = (estimate.effect - truth) / estimate.standard_error;
            assert!(score.abs() < 4.5, "seed {seed}: {name} {estimate:?}, true {truth}");
            scores.push(score);
            within += usize::from(score.abs() < 1.96);
        }
        for month in &found.months {
            let truth = -RISE * f64::from(month.months_before);
            assert!((month.estimate.effect - truth).abs() < 4.5 * month.estimate.standard_error, "{month:?}");
        }
    }
    let spread = (scores.iter().map(|score| score * score).sum::<f64>() / scores.len() as f64).sqrt();
    println!("120 effects, seeds 0 to 23: {within} within 1.96 standard errors, spread of errors {spread:.3} of them");
    assert!((0.85..1.15).contains(&spread), "standard errors are right on average: {spread}");
    assert!(within >= 108, "{within} of 120 lie within 1.96 standard errors");
}

#[test]
fn too_few_sales_tell_no_effects_and_the_anchors_say_so() {
    let few = prices(with_effects(1, 4, 12));
    assert_eq!(few.anchors.effects, None);
    assert!(few.levels.iter().flatten().all(|level| !level.like_for_like));
    let mut alike = with_effects(1, 6, 40);
    for sale in &mut alike.sales {
        (sale.home, sale.new_build) = (HomeType::Flat, false);
    }
    let effects = prices(alike).anchors.effects.expect("leases and months can still be told");
    assert_eq!(
        (effects.flat, effects.detached, effects.new_build),
        (None, None, None),
        "nothing to compare flats with"
    );
    assert!(effects.leasehold.is_some() && !effects.tells_types_apart());
}

#[test]
fn an_effect_that_cannot_be_told_from_another_is_left_out_and_nothing_becomes_not_a_number() {
    let mut twins = with_effects(2, 6, 40);
    for sale in &mut twins.sales {
        sale.leasehold = sale.new_build;
    }
    let found = prices(twins);
    let effects = found.anchors.effects.expect("the others are told");
    assert!(effects.new_build.is_some() && effects.leasehold.is_none(), "the first of the two stands for both");
    assert!(found.levels.iter().flatten().all(|level| level.log_price.is_finite() && level.variance.is_finite()));
}

#[test]
fn absurd_prices_bend_neither_effects_nor_levels_further_than_the_cap() {
    let usual = with_effects(3, 6, 40);
    let before = prices(usual.clone());
    for absurd in [1, 90_000_000] {
        let mut bent = usual.clone();
        // One sale of every area: the newest leasehold flats among them.
        for area in 0..36 {
            bent.sales[area * 40].price_gbp = absurd;
        }
        let after = prices(bent);
        let (Some(first), Some(second)) = (&before.anchors.effects, &after.anchors.effects) else {
            panic!("both told")
        };
        for ((name, _, one), (_, _, other)) in named(first).into_iter().zip(named(second)) {
            assert!((one.effect - other.effect).abs() < 2.5 * one.standard_error, "{absurd}: {name} {one:?} {other:?}");
        }
        // 40 sales: one of them at the cap of 2.5 spreads, from the other side at the most, and the median a little off.
        let most = 2.0 * 2.5 * 0.36 / 40.0 + 0.04;
        for (one, other) in before.levels.iter().flatten().zip(after.levels.iter().flatten()) {
            let moved = (one.log_price - other.log_price).abs();
            assert!(moved < most, "a sale of GBP {absurd} moves the level by {moved}");
        }
    }
}

#[test]
fn beyond_the_cap_it_makes_no_difference_how_absurd_a_price_is() {
    let mut holdings = region(3);
    for area in 0..9 {
        for number in 0..9 {
            sale(&mut holdings, area, 100 + number, 11.5 + 0.05 * (number as f64 - 4.0));
        }
    }
    sale(&mut holdings, 0, 0, 11.5);
    let with = |price_gbp: u32| {
        let mut bent = holdings.clone();
        bent.sales[0].price_gbp = price_gbp;
        prices(bent).levels
    };
    assert_eq!(with(1), with(2_000));
    assert_eq!(with(90_000_000), with(4_000_000_000));
    assert_ne!(with(1), with(90_000_000));
}

/// An index that rises by the monthly rise, of one district.
fn index(borough: &str) -> Vec<PriceIndexMonth> {
    (0..=62)
        .map(|months_ago| {
            let month = month_of(NEWEST) - months_ago;
            let year_month = time::Month::try_from(u8::try_from(month.rem_euclid(12) + 1).unwrap()).unwrap();
            PriceIndexMonth {
                borough_code: borough.into(),
                month: time::Date::from_calendar_date(month.div_euclid(12), year_month, 1).unwrap(),
                index: 100.0 * (-RISE * f64::from(months_ago)).exp(),
                source: SourceId::new("hpi"),
            }
        })
        .collect()
}

#[test]
fn the_index_of_a_borough_moves_its_prices_and_months_carry_the_others() {
    let mut holdings = with_effects(4, 8, 60);
    let without = prices(holdings.clone());
    assert_eq!(without.anchors.boroughs.by_months, ["Aldermere", "Brackley"]);
    holdings.price_index = index("B-Aldermere");
    let with = prices(holdings.clone());
    assert_eq!(with.anchors.boroughs.by_index, ["Aldermere"]);
    assert_eq!(with.anchors.boroughs.by_months, ["Brackley"]);
    let effects = with.anchors.effects.expect("enough sales");
    let mean = |after_index: bool, rise: f64| {
        let of: Vec<f64> = effects
            .months
            .iter()
            .filter(|month| month.after_index == after_index)
            .map(|month| month.estimate.effect + rise * f64::from(month.months_before))
            .collect();
        assert!(of.len() > 20, "{} months are told", of.len());
        of.iter().sum::<f64>() / of.len() as f64
    };
    // All months of one group are set against the same base month, so their average shares its error.
    assert!(mean(true, 0.0).abs() < 0.1, "the index has moved prices already: {}", mean(true, 0.0));
    assert!(mean(false, RISE).abs() < 0.1, "the months carry the rise: {}", mean(false, RISE));
    // Ends a month too early: as if there were none.
    holdings.price_index.retain(|month| month_of(month.month) < month_of(NEWEST) - 2);
    assert_eq!(prices(holdings).anchors.boroughs.by_index, [] as [&str; 0]);
}
