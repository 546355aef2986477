//! Edits by people: what outlasts a load, what is told of it, and that it can be taken back.

use proptest::prelude::*;
use time::macros::date;

use super::{FactChange, differences, is_person, merge_kept, said_by_person, set_fact, undo};
use crate::domain::asset::{Asset, AssetFacts, AssetId, Condition, Occupancy, Owner, Shown};
use crate::domain::fact_table::{FACTS, FactData};
use crate::domain::place::{Position, Precision};
use crate::domain::postcode::Postcode;
use crate::domain::source::{Fact, Quality, SourceId};

const DAY: time::Date = date!(2026 - 11 - 22);

fn asset() -> Asset {
    Asset {
        id: AssetId::new("a-1"),
        reference: Some("REF/1".to_owned()),
        name: "Old library".to_owned(),
        address: Some("12 Dock Road".to_owned()),
        postcode: Postcode::parse("ZA1 0AA"),
        uprn: Some(40_000_000_001),
        owner: Owner { name: "Aldermere Council".into(), uri: None },
        register: SourceId::new("aldermere-council-asset-register"),
        position: Position::new(334_500.5, 390_000.0).ok(),
        precision: Precision::Point,
        facts: AssetFacts {
            condition: read(Condition::B),
            usable_area_m2: read(240.0),
            title: read("Freehold".to_owned()),
            ..AssetFacts::default()
        },
        cleared: Vec::new(),
        may_be_vacant: false,
        shown: Shown::Coarse,
        gone: None,
    }
}

fn read<T>(value: T) -> Option<Fact<T>> {
    let source = SourceId::new("aldermere-council-asset-register");
    Some(Fact::new(value, Quality::Surveyed, source, Some(date!(2025 - 01 - 31))))
}

fn edited(asset: &Asset, slug: &str, value: impl Into<Option<FactData>>) -> Asset {
    let mut edited = asset.clone();
    set_fact(&mut edited, slug, value.into().as_ref(), &said_by_person("aldermere", DAY, None))
        .expect("a fact that makes sense");
    edited
}

fn number(value: f64) -> Option<FactData> {
    Some(FactData::Number(value))
}

fn told(changes: &[FactChange]) -> Vec<String> {
    let or_unknown = |words: &Option<String>| words.clone().unwrap_or_else(|| super::NOT_KNOWN.to_owned());
    changes.iter().map(|c| format!("{}: {} → {}", c.label, or_unknown(&c.from), or_unknown(&c.to))).collect()
}

#[test]
fn what_a_person_set_outlasts_the_next_load_and_the_conflict_is_listed() {
    let held = edited(&asset(), "usable_area_m2", number(260.0));
    let (merged, kept) = merge_kept(&held, asset());
    assert_eq!(merged, held);
    let [kept] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!((kept.fact, kept.held.as_str(), kept.incoming.as_str()), ("usable_area_m2", "260 m2", "240 m2"));
    // The file came round to what the person said: nothing to settle, and it is still the person's.
    let mut agreeing = asset();
    agreeing.facts.usable_area_m2 = read(260.0);
    assert_eq!(merge_kept(&held, agreeing), (held, Vec::new()));
}

#[test]
fn a_list_that_is_silent_on_who_is_in_does_not_open_an_empty_building_to_the_public() {
    let mut held = asset();
    held.facts.occupancy = read(Occupancy::Vacant);
    let (merged, kept) = merge_kept(&held, asset());
    assert_eq!((merged.facts.occupancy, kept), (None, Vec::new()), "not known any more");
    assert!(merged.may_be_vacant, "and withheld all the same: it was empty when a list last said so");
    let mut occupied = asset();
    occupied.facts.occupancy = read(Occupancy::Occupied);
    assert_eq!(merge_kept(&held, occupied.clone()).0, occupied, "a list that says so is believed");
    assert_eq!(merge_kept(&occupied, asset()).0, asset(), "and only what is withheld is held on to");
    let cleared = edited(&held, "occupancy", None);
    assert_eq!(merge_kept(&cleared, asset()).0.facts.occupancy, None, "a person has the last word");
}

#[test]
fn a_fact_set_to_not_known_is_not_filled_in_again_unasked() {
    let held = edited(&asset(), "condition", None);
    assert_eq!(held.facts.condition, None);
    let (merged, kept) = merge_kept(&held, asset());
    assert_eq!(merged, held);
    assert_eq!((kept[0].held.as_str(), kept[0].incoming.as_str()), ("not known", "B (satisfactory)"));
    let known_again = edited(&held, "condition", Some(FactData::Text("C".to_owned())));
    assert!(known_again.cleared.is_empty());
}

#[test]
fn the_owners_choice_stays_and_an_asset_that_is_listed_again_is_not_gone() {
    let held = Asset { shown: Shown::Exact, gone: Some(DAY), ..asset() };
    let (merged, kept) = merge_kept(&held, Asset { name: "New name".to_owned(), ..asset() });
    assert_eq!((merged.shown, merged.gone, merged.name.as_str()), (Shown::Exact, None, "New name"));
    assert!(kept.is_empty());
}

#[test]
fn differences_are_told_in_words() {
    let before = asset();
    let mut after = edited(&edited(&before, "usable_area_m2", number(260.0)), "condition", None);
    after.name = "New library".to_owned();
    after.shown = Shown::Exact;
    assert_eq!(
        told(&differences(&before, &after)),
        [
            "Name: Old library → New library",
            "What the public sees while it is vacant: Only the neighbourhood → The exact place",
            "Set to not known by an officer: not known → Condition",
            "Usable floor area: 240 m2 → 260 m2",
            "Condition: B (satisfactory) → not known",
        ]
    );
}

#[test]
fn values_that_round_to_the_same_are_told_with_all_their_digits() {
    let after = edited(&asset(), "usable_area_m2", number(240.25));
    assert_eq!(told(&differences(&asset(), &after)), ["Usable floor area: 240 → 240.25"]);
}

#[test]
fn a_newer_day_of_every_fact_is_one_difference_and_a_confirmation_names_who_confirmed() {
    let mut later = asset();
    later.facts.condition.as_mut().unwrap().as_at = Some(DAY);
    later.facts.title.as_mut().unwrap().as_at = Some(DAY);
    assert_eq!(told(&differences(&asset(), &later)), ["Day the facts were true: 2025-01-31 → 2026-11-22"]);
    let confirmed = edited(&asset(), "condition", Some(FactData::Text("B".to_owned())));
    assert_eq!(
        told(&differences(&asset(), &confirmed)),
        ["Condition: B (satisfactory) (surveyed or confirmed by the owner, from aldermere-council-asset-register) → \
          B (satisfactory) (set by an officer, no source given)"]
    );
}

#[test]
fn everything_an_asset_holds_is_compared() {
    // Each field of the record changed alone is seen, so a field added to the domain and not to the table fails here.
    let whole = serde_json::to_value(Asset { shown: Shown::Exact, gone: Some(DAY), ..asset() }).unwrap();
    let base: Asset = serde_json::from_value(whole.clone()).unwrap();
    let others = serde_json::to_value(Asset {
        name: "n".to_owned(),
        reference: None,
        address: None,
        postcode: None,
        uprn: None,
        owner: Owner { name: "Other".into(), uri: Some("http://example.org".into()) },
        register: SourceId::new("other"),
        position: None,
        precision: Precision::Unknown,
        facts: AssetFacts::default(),
        cleared: edited(&asset(), "condition", None).cleared,
        may_be_vacant: true,
        shown: Shown::Coarse,
        gone: None,
        ..asset()
    })
    .unwrap();
    let keys: std::collections::BTreeSet<&String> =
        whole.as_object().unwrap().keys().chain(others.as_object().unwrap().keys()).collect();
    for key in keys.into_iter().filter(|key| *key != "id") {
        let mut changed = whole.clone();
        match others.get(key) {
            Some(value) => changed[key] = value.clone(),
            None => drop(changed.as_object_mut().unwrap().remove(key)),
        }
        let changed: Asset = serde_json::from_value(changed).unwrap();
        assert!(!differences(&base, &changed).is_empty(), "a change of {key} is not told");
    }
}

#[test]
fn a_record_of_before_these_fields_reads_and_is_written_as_it_was() {
    let mut old = serde_json::to_value(asset()).unwrap();
    for key in ["cleared", "may_be_vacant", "shown", "gone"] {
        assert!(old.as_object_mut().unwrap().remove(key).is_none(), "{key} is written only where it says something");
    }
    let read: Asset = serde_json::from_value(old).unwrap();
    assert_eq!((read.shown, read.gone, read.may_be_vacant), (Shown::Coarse, None, false));
}

#[test]
fn an_edit_is_taken_back_only_where_nothing_came_after_it() {
    let before = asset();
    let after = edited(&edited(&before, "usable_area_m2", number(260.0)), "condition", None);
    assert_eq!(undo(&after, &before, &after), Ok(before.clone()));
    // Something else changed since, which stays.
    let other = edited(&after, "shareable", Some(FactData::Yes(true)));
    let undone = undo(&other, &before, &after).unwrap();
    assert_eq!(
        (undone.facts.usable_area_m2.clone(), undone.facts.condition.clone()),
        (read(240.0), read(Condition::B))
    );
    assert!(undone.facts.shareable.is_some() && undone.cleared.is_empty());
    // The same fact changed since.
    let again = edited(&after, "usable_area_m2", number(300.0));
    assert_eq!(undo(&again, &before, &after), Err("Usable floor area"));
}

proptest! {
    #[test]
    fn whatever_people_set_a_load_of_the_same_file_takes_none_of_it_back(
        set in prop::collection::vec((0..FACTS.len(), prop::option::of(0.01..1.0f64)), 0..12)
    ) {
        let mut held = asset();
        for (index, value) in set {
            let value = value.map(FactData::Number);
            // Not every fact takes a number; those that do not are left as they are.
            let _ = set_fact(&mut held, FACTS[index].slug, value.as_ref(), &said_by_person("aldermere", DAY, None));
        }
        let (merged, kept) = merge_kept(&held, asset());
        let set_by_people = |asset: &Asset| {
            FACTS.iter().filter_map(|row| (row.tell)(&asset.facts)).filter(|told| is_person(&told.source)).count()
        };
        prop_assert_eq!(set_by_people(&merged), set_by_people(&held));
        prop_assert_eq!(&merged, &held);
        // And a second load finds the same conflicts, for as long as they are not settled.
        prop_assert_eq!(merge_kept(&merged, asset()), (merged, kept));
    }
}
