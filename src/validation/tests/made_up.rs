//! Made-up panels: an effect that is there is found, one that is not is not, and nothing later is ever looked at.

use std::sync::Arc;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::domain::backtest::{Backtest, BacktestBasis};
use crate::domain::criteria::Criteria;
use crate::domain::place::Position;
use crate::matching::prices::places::neighbours;
use crate::validation::backtest::{TooLittle, run};
use crate::validation::panel::{Panel, Unit, UnitYear};
use crate::validation::score::{outcomes, scores};

const SIDE: usize = 16;
const YEARS: usize = 30;
const NOON: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// A board of places a kilometre apart with thirty years of prices. Each year a place makes up this share of the gap to its
/// four neighbours; besides, each goes its own way a little.
fn units(closing: f64, seed: u64) -> Vec<Unit> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut draw = |spread: f64| Normal::new(0.0, spread).unwrap().sample(&mut random);
    // Dear and cheap ends of town, and each place a little off its neighbourhood.
    let end_of_town = |place: usize| 0.4 * ((place / SIDE) as f64 / 2.5).sin() * ((place % SIDE) as f64 / 3.0).cos();
    let mut level: Vec<f64> = (0..SIDE * SIDE).map(|place| 11.5 + end_of_town(place) + draw(0.2)).collect();
    let mut years = vec![Vec::new(); SIDE * SIDE];
    for _ in 0..YEARS {
        let before = level.clone();
        for (place, years) in years.iter_mut().enumerate() {
            let (row, column) = (place / SIDE, place % SIDE);
            let mut next_door = Vec::new();
            if row > 0 {
                next_door.push(before[place - SIDE]);
            }
            if row + 1 < SIDE {
                next_door.push(before[place + SIDE]);
            }
            if column > 0 {
                next_door.push(before[place - 1]);
            }
            if column + 1 < SIDE {
                next_door.push(before[place + 1]);
            }
            let gap = next_door.iter().sum::<f64>() / next_door.len() as f64 - before[place];
            level[place] += closing * gap + draw(0.03);
            years.push(Some(UnitYear { sales: 40, mean_log: level[place] + draw(0.33 / 40_f64.sqrt()) }));
        }
    }
    let unit = |(place, years): (usize, Vec<Option<UnitYear>>)| Unit {
        name: Arc::from(format!("P{place:03}")),
        block: Arc::from(format!("B{}", place / SIDE / 4 * 4 + place % SIDE / 4)),
        centre: Position::new(300_000.0 + 1000.0 * (place % SIDE) as f64, 300_000.0 + 1000.0 * (place / SIDE) as f64)
            .unwrap(),
        deprivation: Some((place * 7 % 60) as f64),
        years,
    };
    years.into_iter().enumerate().map(unit).collect()
}

fn panel(units: Vec<Unit>) -> Panel {
    Panel::of(BacktestBasis::Sectors, 1995, YEARS, units)
}

fn tested(panel: &Panel) -> Backtest {
    run(panel, &Criteria::default(), "made up", NOON, &|_, _| ()).unwrap()
}

#[test]
fn an_effect_that_is_there_is_found_and_opens_the_gate() {
    let found = tested(&panel(units(0.03, 7)));
    for horizon in &found.horizons {
        println!(
            "{} years: {:.3} ({:.3} to {:.3})",
            horizon.years, horizon.mean_headroom, horizon.headroom_low, horizon.headroom_high
        );
        assert!(horizon.headroom_low > 0.0, "{horizon:?}");
        assert!(horizon.headroom_share_positive >= 0.8, "{horizon:?}");
        assert!(horizon.gap_closed > 0.05, "{horizon:?}");
    }
    assert!(found.passes(), "{}", found.sentence());
    assert!(found.sentence().starts_with("The back-test passes: among 256 postcode sectors"));
}

#[test]
fn nothing_is_found_in_noise_and_the_gate_stays_shut() {
    let found = tested(&panel(units(0.0, 7)));
    for horizon in &found.horizons {
        println!(
            "{} years: {:.3} ({:.3} to {:.3})",
            horizon.years, horizon.mean_headroom, horizon.headroom_low, horizon.headroom_high
        );
        assert!(horizon.headroom_low < 0.0 && horizon.headroom_high > 0.0, "{horizon:?}");
        for year in &horizon.base_years {
            assert!(year.random.abs() < 0.25, "{year:?}");
        }
    }
    assert!(!found.passes());
    assert!(found.sentence().starts_with("The back-test does not pass: "), "{}", found.sentence());
}

#[test]
fn the_same_seed_gives_the_same_bits_on_any_number_of_threads() {
    let panel = panel(units(0.02, 3));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", tested(&panel)))
    };
    assert_eq!(on(1), on(3));
}

/// The panel with all prices of some years scrambled, counts left alone.
fn scrambled(from: i32, to: i32) -> Panel {
    let mut units = units(0.02, 3);
    for (place, unit) in units.iter_mut().enumerate() {
        for year in from..=to {
            if let Some(known) = unit.years[(year - 1995) as usize].as_mut() {
                known.mean_log = 9.0 + (place * 31 % 97) as f64 / 50.0;
            }
        }
    }
    panel(units)
}

#[test]
fn scores_never_look_at_a_year_of_the_outcome() {
    let criteria = Criteria::default();
    let plain = panel(units(0.02, 3));
    let near = neighbours(&plain.centres(), &criteria);
    for base_year in [1998, 2006, 2017] {
        let before = scores(&plain, &near, base_year, &criteria);
        assert_eq!(scores(&scrambled(base_year + 1, 2024), &near, base_year, &criteria), before);
        assert_eq!(scores(&scrambled(1995, base_year - 3), &near, base_year, &criteria), before);
        assert_ne!(scores(&scrambled(base_year, base_year), &near, base_year, &criteria), before);
    }
}

#[test]
fn outcomes_begin_after_the_score_and_end_where_they_should() {
    let plain = panel(units(0.02, 3));
    let before = outcomes(&plain, 2000, 5);
    assert_eq!(outcomes(&scrambled(1995, 2000), 2000, 5), before);
    assert_eq!(outcomes(&scrambled(2003, 2005), 2000, 5), before);
    assert_eq!(outcomes(&scrambled(2008, 2024), 2000, 5), before);
    for year in [2001, 2002, 2006, 2007] {
        assert_ne!(outcomes(&scrambled(year, year), 2000, 5), before, "{year}");
    }
}

#[test]
fn what_comes_after_an_outcome_changes_nothing_about_its_base_year() {
    let (plain, other) = (tested(&panel(units(0.02, 3))), tested(&scrambled(2020, 2024)));
    let mut compared = 0;
    for (plain, other) in plain.horizons.iter().zip(&other.horizons) {
        for (plain_year, other_year) in plain.base_years.iter().zip(&other.base_years) {
            if plain_year.year + plain.years as i32 + 2 < 2020 {
                assert_eq!(plain_year, other_year);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 15 + 10);
}

#[test]
fn too_few_places_or_years_are_refused_with_the_numbers() {
    let refused = |panel: &Panel| run(panel, &Criteria::default(), "made up", NOON, &|_, _| ()).unwrap_err();
    let few = panel(units(0.02, 3).into_iter().take(20).collect());
    assert_eq!(refused(&few), TooLittle::Units { units: 20, basis: "postcode sectors" });
    let mut short = units(0.02, 3);
    short.iter_mut().for_each(|unit| unit.years.truncate(12));
    let short = Panel::of(BacktestBasis::Sectors, 2013, 12, short);
    let sentence = refused(&short).to_string();
    assert_eq!(
        sentence,
        "a back-test needs home prices of at least 19 years in a row; here they run from 2013 to 2024"
    );
}

#[test]
fn places_with_too_few_sales_or_too_many_gaps_are_left_out() {
    let mut units = units(0.02, 3);
    units[0].years.iter_mut().flatten().for_each(|year| year.sales = 19);
    units[1].years[3] = None;
    units[2].years[..3].fill(None);
    let panel = panel(units);
    assert_eq!(panel.units.len(), SIDE * SIDE - 2);
    assert_eq!(&*panel.units[0].name, "P001", "one gap is borne");
    assert_eq!(panel.over(0, 1998, 1998), None);
    assert_eq!(panel.over(0, 1990, 1994), None);
}
