//! Pages in every order, against sorting everything, while features come and go between them.

use std::collections::BTreeMap;

use geo::Coord;
use proptest::prelude::*;
use time::{Date, Month};

use crate::features::collection::{Features, Shape};
use crate::features::crs::Crs;
use crate::features::cursor::{Cursor, CursorError};
use crate::features::filter::Filter;
use crate::features::filter::tests::{Invented, described, halls};
use crate::features::interval::Interval;
use crate::features::listing::{Page, Wanted, list};
use crate::features::scalar::Scalar;
use crate::features::sort::{Order, OrderError};
use crate::features::within::CrsBox;

fn order(text: &str) -> Order {
    Order::parse(text, &described()).unwrap()
}

fn ids(features: &dyn Features, items: &[usize]) -> String {
    items.iter().map(|index| features.id(*index)).collect::<Vec<_>>().join(" ")
}

fn sorted(text: &str) -> String {
    let halls = halls();
    let wanted = Wanted { order: order(text), ..Wanted::default() };
    ids(&halls, &wanted.sorted(&halls))
}

#[test]
fn features_are_sorted_with_what_is_not_known_last() {
    for (text, expected) in [
        ("id", "a b c d e f"),
        ("-id", "f e d c b a"),
        ("area_m2", "c a b d e f"),
        ("-area_m2", "d b a c e f"),
        ("+name", "e d c b a f"),
        (" name", "e d c b a f"),
        ("-as_at", "c b a d e f"),
        ("listed", "b a e c d f"),
        ("-listed,-id", "e a b f d c"),
        ("use,-floors", "a c b d e f"),
        ("-floors", "d b a c e f"),
    ] {
        assert_eq!(sorted(text), expected, "{text}");
    }
}

#[test]
fn orders_that_make_no_sense_are_refused() {
    let said = |text: &str| Order::parse(text, &described()).unwrap_err();
    assert_eq!(said("nmae").to_string(), "there is no property \"nmae\"; near it: name.");
    assert_eq!(said("name,-name"), OrderError::Twice("name".to_owned()));
    assert_eq!(said("id,name,floors,area_m2,as_at"), OrderError::TooMany);
    for empty in ["", ",", "name,", "-", "+"] {
        assert_eq!(said(empty), OrderError::Empty, "{empty:?}");
    }
    assert!(Order::parse("geometry", &described()).is_err());
    assert_eq!(order("-floors,+name").to_text(&described()), "-floors,name");
}

#[test]
fn everything_that_is_asked_for_must_hold() {
    let halls = halls();
    let page = Page { limit: 10, from: None };
    let found = |wanted: &Wanted<'_>| {
        let listing = list(&halls, wanted, &page);
        assert_eq!(listing.number_matched, listing.items.len());
        ids(&halls, &listing.items)
    };
    let filter = |text: &str| Some(Filter::parse_text(text, &described(), Crs::Crs84).unwrap());
    let interval = |text: &str| Some(Interval::parse(text).unwrap());
    let bbox = Some(CrsBox { crs: Crs::Crs84, min: Coord { x: -1.65, y: 53.0 }, max: Coord { x: -1.0, y: 54.0 } });
    assert_eq!(found(&Wanted { filter: filter("area_m2 > 0"), ..Wanted::default() }), "a b d");
    assert_eq!(found(&Wanted { bbox, ..Wanted::default() }), "a b d f");
    assert_eq!(found(&Wanted { bbox, filter: filter("area_m2 > 200"), ..Wanted::default() }), "b d");
    assert_eq!(found(&Wanted { datetime: interval("2022-01-01/.."), ..Wanted::default() }), "b c d e f");
    assert_eq!(found(&Wanted { datetime: interval("2021-04-16"), bbox, ..Wanted::default() }), "a d f");
    let also: Vec<Box<dyn Fn(usize) -> bool>> = vec![Box::new(|index| index != 1)];
    assert_eq!(found(&Wanted { filter: filter("area_m2 > 0"), also, ..Wanted::default() }), "a d");
}

#[test]
fn cursors_are_read_back_and_others_are_refused() {
    let halls = halls();
    for text in ["name,-floors", "-as_at,area_m2", "listed,use"] {
        let order = order(text);
        for index in 0..halls.len() {
            for cursor in [Cursor::after(&halls, index, &order), Cursor::before(&halls, index, &order)] {
                let written = cursor.to_string();
                assert!(
                    written.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'),
                    "{written}"
                );
                let read = Cursor::parse(&written, &order, &described()).unwrap();
                assert_eq!((read.to_string(), read.is_before), (written.clone(), cursor.is_before));
                let elsewhere = Cursor::parse(&written, &Order::default(), &described());
                assert_eq!(elsewhere, Err(CursorError::OtherOrder));
            }
        }
    }
    let long = "x".repeat(9_000);
    for garbled in
        ["", "x", "zz", "!!", "bnVsbA", "W10", "WzEsIiIsW10sMV0", "WzIsIiIsW10sImEiXQ", "é", "W1tbW1tb", &long]
    {
        assert_eq!(Cursor::parse(garbled, &Order::default(), &described()), Err(CursorError::Garbled), "{garbled}");
    }
}

#[test]
fn a_long_text_makes_no_long_cursor() {
    let long = |letter: &str, last: &str| letter.repeat(5_000) + last;
    let features = Invented::new(
        [("a", "é", "2"), ("b", "é", "1"), ("c", "d", "")]
            .map(|(id, letter, last)| {
                let mut values = vec![Scalar::Null; described().columns.len()];
                values[1] = Scalar::Text(long(letter, last).into());
                (id.to_owned(), Shape::Nowhere, values)
            })
            .to_vec(),
    );
    let wanted = Wanted { order: order("name"), ..Wanted::default() };
    assert_eq!(ids(&features, &wanted.sorted(&features)), "c a b");
    let first = list(&features, &wanted, &Page { limit: 1, from: None });
    assert_eq!(ids(&features, &first.items), "c");
    let second = list(&features, &wanted, &Page { limit: 1, from: first.next });
    assert_eq!(ids(&features, &second.items), "a");
    assert!(second.next.unwrap().to_string().len() < 400);
}

type Values = (Option<u8>, Option<i8>, Option<bool>, Option<u8>, Option<i8>);

fn values() -> impl Strategy<Value = Values> {
    (
        proptest::option::of(0..4_u8),
        proptest::option::of(-2..3_i8),
        proptest::option::of(any::<bool>()),
        proptest::option::of(1..4_u8),
        proptest::option::of(-2..3_i8),
    )
}

fn invented(rows: &BTreeMap<u16, Values>) -> Invented {
    let rows = rows.iter().map(|(key, (name, floors, listed, day, area))| {
        let mut values = vec![Scalar::Null; described().columns.len()];
        let id = format!("{key:05}");
        values[0] = Scalar::Text(id.clone().into());
        values[1] = name.map_or(Scalar::Null, |name| Scalar::from(["", "a", "é", "ab"][usize::from(name)]));
        values[3] = area.map(|area| f64::from(area) / 2.0).into();
        values[4] = floors.map_or(Scalar::Null, |floors| Scalar::Integer(floors.into()));
        values[5] = (*listed).into();
        values[6] = day.map(|day| Date::from_calendar_date(2020, Month::May, day).unwrap()).into();
        (id, Shape::Nowhere, values)
    });
    Invented::new(rows.collect())
}

fn some_order() -> impl Strategy<Value = String> {
    let columns =
        proptest::sample::subsequence(vec!["name", "floors", "listed", "as_at", "area_m2", "id"], 0..4).prop_shuffle();
    (columns, proptest::collection::vec(any::<bool>(), 4)).prop_map(|(columns, down)| {
        let signed = columns.iter().zip(down).map(|(name, down)| format!("{}{name}", if down { "-" } else { "" }));
        signed.collect::<Vec<_>>().join(",")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn pages_neither_skip_nor_repeat_while_features_come_and_go(
        rows in proptest::collection::btree_map(any::<u16>(), values(), 0..150),
        come in proptest::collection::vec((any::<u16>(), values()), 0..30),
        go in proptest::collection::vec(any::<prop::sample::Index>(), 0..10),
        sortby in some_order(), limit in 1..30_usize, filtered in any::<bool>()
    ) {
        let order = if sortby.is_empty() { Order::default() } else { order(&sortby) };
        let filter = filtered.then(|| Filter::parse_text("floors >= 0 OR listed", &described(), Crs::Crs84).unwrap());
        let wanted = Wanted { order: order.clone(), filter, ..Wanted::default() };
        let (mut rows, before) = (rows.clone(), rows);
        let (mut come, mut go) = (come.into_iter(), go.into_iter());
        let mut seen: Vec<String> = Vec::new();
        let mut after: Option<Cursor> = None;
        let mut gone: Vec<u16> = Vec::new();
        loop {
            let features = invented(&rows);
            let listing = list(&features, &wanted, &Page { limit, from: after.clone() });
            prop_assert_eq!(listing.number_matched, wanted.of(&features).count());
            let all = wanted.sorted(&features);
            // A page is a part of the whole list without gaps.
            let begin = listing.items.first().and_then(|first| all.iter().position(|index| index == first)).unwrap_or(0);
            prop_assert_eq!(&all[begin..begin + listing.items.len()], &listing.items[..]);
            prop_assert!(listing.items.len() == limit || listing.next.is_none());
            seen.extend(listing.items.iter().map(|index| features.id(*index).to_owned()));
            // The page before ends where this one begins, as long as it, and its next page is this one again.
            prop_assert_eq!(listing.prev.is_some(), begin > 0 && !listing.items.is_empty());
            if let Some(prev) = &listing.prev {
                let from = Cursor::parse(&prev.to_string(), &order, &described()).unwrap();
                let before = list(&features, &wanted, &Page { limit, from: Some(from) });
                prop_assert_eq!(&all[begin.saturating_sub(limit)..begin], &before.items[..]);
                prop_assert_eq!(before.number_matched, listing.number_matched);
                prop_assert_eq!(before.prev.is_some(), begin > limit);
                let again = list(&features, &wanted, &Page { limit, from: before.next });
                prop_assert_eq!(&again, &listing);
            }
            let Some(next) = listing.next else { break };
            after = Some(Cursor::parse(&next.to_string(), &order, &described()).unwrap());
            for (key, values) in come.by_ref().take(3) {
                rows.entry(key).or_insert(values);
            }
            if let Some(index) = go.next() && !rows.is_empty() {
                let key = *rows.keys().nth(index.index(rows.len())).unwrap();
                rows.remove(&key);
                gone.push(key);
            }
        }
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), seen.len(), "nothing is repeated");
        let features = invented(&before);
        for index in wanted.of(&features) {
            let id = features.id(index);
            let stayed = !gone.contains(&id.parse().unwrap());
            prop_assert!(!stayed || seen.iter().any(|one| one == id), "{} is skipped", id);
        }
    }
}
