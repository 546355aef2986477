//! Counts over small made-up regions.

use super::{FEWEST_NEEDS, counted, look};
use crate::app::catalogue::Snapshot;
use crate::atlas::fixture::{asset, at, board, known, need};
use crate::domain::asset::DisposalStatus;
use crate::domain::fairness::Fairness;
use crate::domain::holdings::Holdings;
use crate::domain::need::{NeedPlace, OrganisationSize};

/// A board with twenty assets and so many needs, every third of a micro organisation.
fn region(needs: usize) -> Holdings {
    let mut holdings = board(4);
    holdings.assets = (0..20)
        .map(|index| {
            let mut asset = asset(
                &format!("a{index:02}"),
                Some(at(f64::from(index) * 110.0 + 50.0, f64::from(index % 5) * 450.0 + 50.0)),
            );
            let status = if index == 0 { DisposalStatus::Withdrawn } else { DisposalStatus::OpenToInterest };
            asset.facts.disposal_status = known(status);
            asset
        })
        .collect();
    holdings.needs = (0..needs)
        .map(|index| {
            let place = NeedPlace::Near(at((index * 53 % 24) as f64 * 100.0, (index * 29 % 24) as f64 * 100.0));
            let mut need = need(&format!("n{index:03}"), place);
            need.organisation.size = match index % 3 {
                0 => Some(OrganisationSize::Micro),
                1 => Some(OrganisationSize::Small),
                _ => None,
            };
            need
        })
        .collect();
    holdings
}

fn seen(needs: usize, most_pairs: usize) -> Fairness {
    look(&Snapshot::of(region(needs)).unwrap(), most_pairs)
}

#[test]
fn shares_are_of_all_shortlisted_pairs_beside_shares_of_all_there_was_to_choose_from() {
    let found = seen(40, usize::MAX);
    assert_eq!((found.per_need, found.needs), (3, 40));
    let pairs = found.pairs.unwrap();
    assert_eq!(pairs, 120, "each need has three assets that score 40");
    let boroughs: Vec<&str> = found.by_borough.iter().filter_map(|row| row.of.as_deref()).collect();
    assert_eq!(boroughs, ["Aldermere", "Brackley"]);
    let shown: usize = found.by_borough.iter().filter_map(|row| row.shown).map(|shown| shown.pairs).sum();
    assert_eq!(shown, pairs);
    let share: f64 = found.by_borough.iter().filter_map(|row| row.shown).map(|shown| shown.share).sum();
    assert!((share - 1.0).abs() < 1e-12);
    for compared in [
        found.by_decile.iter().filter_map(|row| row.compared).sum::<f64>(),
        found.by_borough.iter().filter_map(|row| row.compared).sum::<f64>(),
        found.by_size.iter().filter_map(|row| row.compared).sum::<f64>(),
    ] {
        assert!((compared - 1.0).abs() < 1e-12, "{compared}");
    }
    let deciles: Vec<Option<u8>> = found.by_decile.iter().map(|row| row.of).collect();
    assert_eq!(deciles, (1..=10).map(Some).collect::<Vec<_>>());
}

#[test]
fn a_size_that_nobody_has_is_not_shown_and_neither_is_what_would_give_it_away() {
    let found = seen(40, usize::MAX);
    let of = |size: Option<OrganisationSize>| found.by_size.iter().find(|row| row.of == size).unwrap();
    assert!(of(Some(OrganisationSize::Micro)).shown.is_some());
    assert!(of(Some(OrganisationSize::Medium)).shown.is_none());
    assert!(of(Some(OrganisationSize::Large)).shown.is_none());
    // Medium and large together have no need behind them, so the smallest row of the rest is withheld with them: of 40
    // needs 14 are micro, 13 small and 13 unknown.
    assert!(of(Some(OrganisationSize::Small)).shown.is_none());
    assert!(of(None).shown.is_some());
    assert_eq!(found.by_size.last().unwrap().of, None, "not known comes last");
}

#[test]
fn two_needs_are_too_few_to_show_anything() {
    let found = seen(2, usize::MAX);
    assert_eq!((found.needs, found.pairs), (2, None));
    assert!(found.by_decile.iter().all(|row| row.shown.is_none()));
    assert!(found.by_borough.iter().all(|row| row.shown.is_none()));
    assert!(found.by_size.iter().all(|row| row.shown.is_none()));
    assert_eq!(seen(0, usize::MAX).pairs, None);
}

#[test]
fn where_there_are_too_many_pairs_some_needs_are_looked_at_and_it_says_so() {
    let found = seen(40, 10);
    assert_eq!(found.needs, FEWEST_NEEDS);
    assert!(found.sentence.contains("30 of the 40 published needs"), "{}", found.sentence);
    assert_eq!(found, seen(40, 10));
}

#[test]
fn a_withdrawn_asset_is_not_among_those_to_choose_from() {
    let found = seen(40, usize::MAX);
    // Nineteen of twenty may be had; a00 lies in the first area, of the first decile.
    let snapshot = Snapshot::of(region(1)).unwrap();
    let first = snapshot.atlas.area_of_asset(0).unwrap();
    let decile = snapshot.atlas.areas()[first].deprivation.as_ref().unwrap().decile;
    let others = (1..20)
        .filter(|index| {
            let area = snapshot.atlas.area_of_asset(*index).unwrap();
            snapshot.atlas.areas()[area].deprivation.as_ref().unwrap().decile == decile
        })
        .count();
    let row = found.by_decile.iter().find(|row| row.of == Some(decile)).unwrap();
    assert!((row.compared.unwrap() - others as f64 / 19.0).abs() < 1e-12);
}

#[test]
fn what_there_is_besides_what_was_expected_has_a_row() {
    let rows = counted(
        ["b"],
        &[(0, 1), (1, 2)],
        |_, asset| ["a", "b", "c"].get(asset).copied(),
        [None, Some("a")].into_iter(),
    );
    let of: Vec<Option<&str>> = rows.iter().map(|(of, _)| *of).collect();
    assert_eq!(of, [Some("a"), Some("b"), Some("c"), None]);
    assert_eq!(rows.iter().map(|(_, row)| row.pairs).collect::<Vec<_>>(), [0, 1, 1, 0]);
}
