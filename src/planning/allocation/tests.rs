//! Golden example G6, a brute-force oracle, and property 14 of `scoring.md` G.3.

use proptest::prelude::*;

use super::greedy::greedy;
use super::{Building, Choice, Conflict, Floor, Proof, Puzzle, Tenant, blocking, solve};

const X: usize = 0;
const Y: usize = 1;

/// Section G6: assets A1 (shareable), A2, A3; needs N1 to N5; A1-N5 is forbidden.
fn g6() -> Puzzle {
    let building = |capacity_m2, most_tenants| Building { capacity_m2, most_tenants };
    let tenant = |area_m2, borough| Tenant { area_m2, borough: Some(borough) };
    let mut choices: Vec<Choice> = [
        (0, 0, 72.0),
        (0, 1, 64.0),
        (0, 2, 58.0),
        (1, 0, 81.0),
        (1, 1, 55.0),
        (1, 2, 70.0),
        (1, 4, 49.0),
        (2, 3, 76.0),
        (2, 0, 60.0),
        (2, 1, 52.0),
        (2, 2, 66.0),
    ]
    .map(|(building, tenant, score)| Choice { building, tenant, score })
    .to_vec();
    choices.sort_by_key(|choice| (choice.building, choice.tenant));
    Puzzle {
        buildings: vec![building(300.0, 4), building(180.0, 1), building(260.0, 1)],
        tenants: vec![tenant(150.0, X), tenant(140.0, X), tenant(160.0, Y), tenant(240.0, X), tenant(100.0, Y)],
        choices,
        ..Puzzle::default()
    }
}

fn named(puzzle: &Puzzle, choices: &[usize]) -> Vec<String> {
    let name = |at: &usize| format!("A{}-N{}", puzzle.choices[*at].building + 1, puzzle.choices[*at].tenant + 1);
    choices.iter().map(name).collect()
}

fn find(puzzle: &Puzzle, building: usize, tenant: usize) -> usize {
    let wanted = |choice: &Choice| (choice.building, choice.tenant) == (building - 1, tenant - 1);
    puzzle.choices.iter().position(wanted).unwrap()
}

#[test]
fn golden_example_g6_finds_the_optimum() {
    let plan = solve(&g6()).unwrap();
    assert_eq!(named(&g6(), &plan.choices), ["A1-N1", "A1-N2", "A2-N3", "A3-N4"]);
    assert!((plan.total - 282.0).abs() < 1e-9);
    assert_eq!(plan.proof, Proof::Best);
}

#[test]
fn golden_example_g6_greedy_is_stable_and_the_optimum_has_one_pair_that_would_rather_be_together() {
    let puzzle = g6();
    let greedy = greedy(&puzzle, puzzle.pinned().unwrap()).plan(&puzzle, Proof::Best);
    assert_eq!(named(&puzzle, &greedy.choices), ["A1-N2", "A1-N3", "A2-N1", "A3-N4"]);
    assert!((greedy.total - 279.0).abs() < 1e-9);
    assert!(blocking(&puzzle, &greedy).is_empty());
    let best = solve(&puzzle).unwrap();
    assert_eq!(named(&puzzle, &blocking(&puzzle, &best)), ["A2-N1"]);
    assert!((best.total - greedy.total - 3.0).abs() < 1e-9, "the cost of insisting on stability");
}

#[test]
fn golden_example_g6_floors_pins_and_no_sharing_cost_what_they_cost() {
    let floor = |least| Puzzle { floors: vec![Floor { borough: Y, least }], ..g6() };
    let one = solve(&floor(1)).unwrap();
    assert!((one.total - 282.0).abs() < 1e-9);
    let two = solve(&floor(2)).unwrap();
    assert_eq!(named(&g6(), &two.choices), ["A1-N1", "A1-N2", "A2-N5", "A3-N3"]);
    assert!((two.total - 251.0).abs() < 1e-9);
    assert_eq!(two.shortfalls, [0]);
    let pinned = solve(&Puzzle { pins: vec![find(&g6(), 2, 1)], ..g6() }).unwrap();
    assert_eq!(named(&g6(), &pinned.choices), ["A1-N2", "A1-N3", "A2-N1", "A3-N4"]);
    assert!((pinned.total - 279.0).abs() < 1e-9);
    let mut alone = g6();
    alone.buildings[0].most_tenants = 1;
    let alone_plan = solve(&alone).unwrap();
    assert_eq!(named(&alone, &alone_plan.choices), ["A1-N2", "A2-N1", "A3-N4"]);
    assert!((alone_plan.total - 221.0).abs() < 1e-9);
}

#[test]
fn a_floor_that_cannot_be_met_is_told_with_its_shortfall() {
    let plan = solve(&Puzzle { floors: vec![Floor { borough: Y, least: 5 }], ..g6() }).unwrap();
    assert_eq!(plan.shortfalls, [3]);
    assert!((plan.total - 251.0).abs() < 1e-9);
}

#[test]
fn pins_that_break_a_limit_are_told_and_not_dropped() {
    let puzzle = g6();
    let twice = Puzzle { pins: vec![find(&puzzle, 1, 1), find(&puzzle, 2, 1)], ..g6() };
    assert_eq!(solve(&twice), Err(vec![Conflict::TwicePlaced(find(&puzzle, 2, 1))]));
    let full = Puzzle { pins: vec![find(&puzzle, 2, 1), find(&puzzle, 2, 3)], ..g6() };
    assert_eq!(solve(&full), Err(vec![Conflict::NoRoom(find(&puzzle, 2, 3))]));
    let loud = Puzzle { pins: vec![find(&puzzle, 1, 1), find(&puzzle, 1, 2)], apart: vec![(1, 0)], ..g6() };
    assert_eq!(solve(&loud), Err(vec![Conflict::Apart(find(&puzzle, 1, 2))]));
}

#[test]
fn needs_that_cannot_share_are_not_put_together() {
    let plan = solve(&Puzzle { apart: vec![(0, 1)], ..g6() }).unwrap();
    assert_eq!(named(&g6(), &plan.choices), ["A1-N2", "A1-N3", "A2-N1", "A3-N4"]);
}

fn puzzles(most: usize) -> impl Strategy<Value = Puzzle> {
    let buildings = prop::collection::vec((50.0..400.0f64, 1usize..4), 1..=most);
    let tenants = prop::collection::vec((30.0..250.0f64, 0usize..2), 1..=most);
    (buildings, tenants, prop::collection::vec((0.0..1.0f64, 40u8..100), most * most), prop::bool::ANY).prop_map(
        move |(buildings, tenants, scores, is_apart)| {
            let mut choices = Vec::new();
            for building in 0..buildings.len() {
                for tenant in 0..tenants.len() {
                    let (chance, score) = scores[building * most + tenant];
                    if chance < 0.7 && tenants[tenant].0 <= buildings[building].0 {
                        choices.push(Choice { building, tenant, score: f64::from(score) });
                    }
                }
            }
            Puzzle {
                buildings: buildings
                    .into_iter()
                    .map(|(capacity_m2, most_tenants)| Building { capacity_m2, most_tenants })
                    .collect(),
                tenants: tenants
                    .into_iter()
                    .map(|(area_m2, borough)| Tenant { area_m2, borough: Some(borough) })
                    .collect(),
                choices,
                apart: if is_apart { vec![(0, 1)] } else { Vec::new() },
                ..Puzzle::default()
            }
        },
    )
}

/// Every way to place every need, one after the other.
fn brute_force(puzzle: &Puzzle) -> f64 {
    fn from(puzzle: &Puzzle, state: &mut super::puzzle::State, tenant: usize) -> f64 {
        if tenant == puzzle.tenants.len() {
            return state.value(puzzle);
        }
        let mut best = from(puzzle, state, tenant + 1);
        for choice in 0..puzzle.choices.len() {
            if puzzle.choices[choice].tenant == tenant && state.fits(puzzle, choice) {
                state.make(puzzle, choice);
                best = best.max(from(puzzle, state, tenant + 1));
                state.undo(puzzle, choice);
            }
        }
        best
    }
    from(puzzle, &mut puzzle.pinned().unwrap(), 0)
}

fn respects_every_limit(puzzle: &Puzzle, choices: &[usize]) -> bool {
    let mut state = Puzzle { pins: Vec::new(), ..puzzle.clone() }.pinned().unwrap();
    choices.iter().all(|choice| {
        let fits = state.of_tenant[puzzle.choices[*choice].tenant].is_none() && state.fits(puzzle, *choice);
        state.make(puzzle, *choice);
        fits
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_plan_beats_the_one_found_by_trying_every_plan(
        mut puzzle in puzzles(5), floor in prop::option::of(1usize..4)
    ) {
        puzzle.floors.extend(floor.map(|least| Floor { borough: 0, least }));
        let plan = solve(&puzzle).unwrap();
        prop_assert_eq!(plan.proof, Proof::Best);
        let short = plan.shortfalls.iter().sum::<usize>() as f64;
        prop_assert!((plan.total - 1_000.0 * short - brute_force(&puzzle)).abs() < 1e-3);
    }

    // scoring.md G.3, property 14.
    #[test]
    fn property_14_limits_hold_and_pins_and_floors_never_raise_the_total(
        puzzle in puzzles(9), pin in 0usize..81, least in 1usize..4
    ) {
        let free = solve(&puzzle).unwrap();
        prop_assert!(respects_every_limit(&puzzle, &free.choices));
        let greedy = greedy(&puzzle, puzzle.pinned().unwrap()).plan(&puzzle, Proof::Best);
        prop_assert!(free.total >= greedy.total - 1e-6);
        prop_assert_eq!(&solve(&puzzle).unwrap(), &free);
        if !puzzle.choices.is_empty() {
            let pinned = Puzzle { pins: vec![pin % puzzle.choices.len()], ..puzzle.clone() };
            let plan = solve(&pinned).unwrap();
            prop_assert!(plan.choices.contains(&pinned.pins[0]));
            prop_assert!(respects_every_limit(&puzzle, &plan.choices));
            prop_assert!(plan.total <= free.total + 1e-3);
        }
        let floored = solve(&Puzzle { floors: vec![Floor { borough: 0, least }], ..puzzle.clone() }).unwrap();
        prop_assert!(floored.total <= free.total + 1e-3);
    }
}
