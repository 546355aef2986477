//! Duplicates: what is pointed out, what is not, and that it is found as a plain comparison of all with all finds it.

use proptest::prelude::*;

use super::{DuplicateFinder, NEAR_M, Words};
use crate::atlas::fixture::{asset, at, postcode};
use crate::domain::asset::Asset;

fn named(id: &str, name: &str) -> Asset {
    Asset { name: name.to_owned(), ..asset(id, None) }
}

fn placed(id: &str, name: &str, east_m: f64) -> Asset {
    Asset { name: name.to_owned(), ..asset(id, Some(at(1_000.0 + east_m, 1_000.0))) }
}

fn addressed(id: &str, address: &str, code: &str) -> Asset {
    Asset { address: Some(address.to_owned()), postcode: Some(postcode(code)), ..named(id, id) }
}

/// What the second looks like when the first is held.
fn why(held: &Asset, row: &Asset) -> Option<String> {
    let mut finder = DuplicateFinder::new();
    finder.hold(held);
    finder.look(2, row).map(|found| found.why)
}

#[test]
fn the_same_uprn_is_pointed_out_in_the_store_and_in_the_file() {
    let with = |id: &str, uprn| Asset { uprn, ..named(id, "Old library") };
    let mut finder = DuplicateFinder::new();
    finder.hold(&with("held", Some(1)));
    let found = finder.look(2, &with("a", Some(1))).unwrap();
    assert_eq!((found.row, &*found.asset.0, found.name.as_str()), (None, "held", "Old library"));
    assert_eq!(
        found.why,
        "It has the same UPRN as \"Old library\". If they are one, take one of the two out; if not, leave them."
    );
    assert_eq!(finder.look(3, &with("b", Some(2))), None);
    assert_eq!(finder.look(4, &with("c", Some(2))).unwrap().row, Some(3));
    assert_eq!(finder.look(5, &with("d", None)), None);
}

#[test]
fn the_same_key_is_the_same_asset_and_no_duplicate() {
    let held = Asset { uprn: Some(1), ..addressed("a", "1 High Street", "ZA1 0AA") };
    assert_eq!(why(&held, &held), None);
}

#[test]
fn the_same_address_in_the_same_postcode_is_pointed_out_however_it_is_written() {
    let held = addressed("a", "1 High Street, Aldermere", "ZA1 0AA");
    assert!(why(&held, &addressed("b", "1, HIGH STREET, Aldermere ZA1 0AA", "ZA10AA")).is_some());
    assert_eq!(why(&held, &addressed("b", "1 High Street, Aldermere", "ZA1 0AB")), None);
    assert_eq!(why(&held, &addressed("b", "1 High Street, Aldermere", "ZA1")), None);
    // A street without a number is where many assets are.
    assert_eq!(why(&addressed("a", "High Street", "ZA1 0AA"), &addressed("b", "High Street", "ZA1 0AA")), None);
}

#[test]
fn two_uprns_at_one_address_are_two() {
    let with = |id: &str, uprn| Asset { uprn: Some(uprn), ..addressed(id, "1 High Street", "ZA1 0AA") };
    assert_eq!(why(&with("a", 1), &with("b", 2)), None);
}

#[test]
fn near_and_similarly_named_is_pointed_out_and_far_or_differently_named_is_not() {
    let held = placed("a", "The Old Library, Dock Road", 0.0);
    assert!(why(&held, &placed("b", "Old Library (Dock Road)", 14.9)).is_some());
    assert_eq!(why(&held, &placed("b", "Old Library (Dock Road)", 15.1)), None);
    assert_eq!(why(&held, &placed("b", "Dock Road car park", 1.0)), None);
    assert_eq!(why(&placed("a", "Unit 1 Elm Court", 0.0), &placed("b", "Unit 2 Elm Court", 1.0)), None);
}

#[test]
fn the_middle_of_a_postcode_is_no_place_two_assets_share() {
    let rough = |id| Asset { precision: crate::domain::place::Precision::Postcode, ..placed(id, "Old library", 0.0) };
    assert_eq!(why(&rough("a"), &rough("b")), None);
}

#[test]
fn an_asset_of_another_owner_is_named_with_its_owner() {
    let mut held = Asset { uprn: Some(1), ..named("a", "Old library") };
    held.owner.name = "Brackley Council".into();
    let told = why(&held, &Asset { uprn: Some(1), ..named("b", "Library") }).unwrap();
    assert!(told.contains("\"Old library\" of Brackley Council"), "{told}");
}

proptest! {
    #[test]
    fn what_lies_near_is_found_as_by_comparing_all_with_all(
        places in prop::collection::vec((0.0..120.0f64, 0.0..120.0f64, 0..3_usize), 1..40)
    ) {
        let names = ["Old library", "Town hall", "Old Town library"];
        let rows: Vec<Asset> = places
            .iter()
            .enumerate()
            .map(|(index, (x, y, name))| Asset {
                name: names[*name].to_owned(),
                ..asset(&format!("a-{index}"), Some(at(*x, *y)))
            })
            .collect();
        let mut finder = DuplicateFinder::new();
        for (index, row) in rows.iter().enumerate() {
            let near = |other: &Asset| {
                other.position.unwrap().distance_m(row.position.unwrap()) <= NEAR_M
                    && Words::of(&other.name).alike(&Words::of(&row.name))
            };
            let expected = rows[..index].iter().any(near);
            prop_assert_eq!(finder.look(index as u64, row).is_some(), expected);
        }
    }
}

/// The promise is well under a second; the margin is for a busy machine and a build that is not optimised.
#[test]
fn a_hundred_thousand_rows_are_compared_within_seconds_even_on_one_spot() {
    let started = std::time::Instant::now();
    for crowded in [false, true] {
        let mut finder = DuplicateFinder::new();
        for number in 0..100_000_u32 {
            let (x, y) =
                if crowded { (5.0, 5.0) } else { (f64::from(number % 400) * 20.0, f64::from(number / 400) * 20.0) };
            let row = Asset { name: format!("Asset {number}"), ..asset("a", Some(at(x, y))) };
            finder
                .look(u64::from(number), &Asset { id: crate::domain::asset::AssetId::new(number.to_string()), ..row });
        }
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}
