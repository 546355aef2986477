//! The columns of a layer: each under a name that can stand anywhere, with the kind of value that all of it has.
//!
//! A column holds days when every text in it is one; numbers when everything in it is a number; and else text, in which
//! numbers are written out. Nothing is guessed from a name.

use std::collections::HashSet;

use time::Date;
use time::macros::format_description;

use super::raw::{RawFeature, RawValue};
use crate::domain::layer::{LayerColumn, LayerKind, LayerValue};

/// The longest name of a column.
const LONGEST_NAME: usize = 60;

/// A column and where its values are.
pub(super) struct ColumnRead {
    /// What is said of it.
    pub about: LayerColumn,
    place: usize,
}

impl ColumnRead {
    /// Its value of a feature.
    pub fn value(&self, feature: &RawFeature) -> Option<LayerValue> {
        let raw = feature.value(self.place);
        Some(match (self.about.kind, raw) {
            (_, RawValue::Null) => return None,
            (LayerKind::Boolean, RawValue::Boolean(value)) => LayerValue::Boolean(*value),
            (LayerKind::Integer, RawValue::Integer(value)) => LayerValue::Integer(*value),
            (LayerKind::Number, RawValue::Integer(value)) => LayerValue::Number(*value as f64),
            (LayerKind::Number, RawValue::Number(value)) => LayerValue::Number(*value),
            (LayerKind::Date, RawValue::Text(text)) => LayerValue::Date(day(text)?),
            (_, raw) => LayerValue::Text(written(raw)),
        })
    }
}

/// A value as text.
pub(super) fn written(value: &RawValue) -> String {
    match value {
        RawValue::Null => String::new(),
        RawValue::Boolean(value) => value.to_string(),
        RawValue::Integer(value) => value.to_string(),
        RawValue::Number(value) => value.to_string(),
        RawValue::Text(text) => text.clone(),
    }
}

/// The columns of a layer but for `key`, which its features are known by, and what to know of them.
pub(super) fn understand(
    names: &[String],
    features: &[RawFeature],
    key: Option<usize>,
) -> (Vec<ColumnRead>, Vec<String>) {
    // The key of a feature, and its shape, go by these names.
    let mut taken: HashSet<String> = ["id", "geometry"].map(str::to_owned).into();
    let (mut columns, mut notes) = (Vec::new(), Vec::new());
    for (place, title) in names.iter().enumerate().filter(|(place, _)| Some(*place) != key) {
        let name = unused(&slug(title), &mut taken);
        let (kind, mixed) = kind_of(features.iter().map(|feature| feature.value(place)));
        if mixed {
            notes.push(format!("\"{title}\" holds values of several kinds; all of it is kept as text."));
        }
        columns.push(ColumnRead { about: LayerColumn { name, title: title.clone(), kind }, place });
    }
    (columns, notes)
}

/// A name in lower-case letters, digits and underscores that begins with a letter.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            slug.push(c);
        } else if !slug.ends_with('_') {
            slug.push('_');
        }
        if slug.len() >= LONGEST_NAME {
            break;
        }
    }
    let slug = slug.trim_matches('_');
    match slug.chars().next() {
        None => "column".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n_{slug}"),
        Some(_) => slug.to_owned(),
    }
}

/// The name, or the first of name_2, name_3 ... that is not taken.
fn unused(name: &str, taken: &mut HashSet<String>) -> String {
    let mut found = name.to_owned();
    let mut number = 2;
    while !taken.insert(found.clone()) {
        found = format!("{name}_{number}");
        number += 1;
    }
    found
}

/// The kind of value that all of a column has, and whether it is text only because its values are of several kinds.
fn kind_of<'v>(values: impl Iterator<Item = &'v RawValue>) -> (LayerKind, bool) {
    /// Above this, not every whole number is a floating-point number.
    const EXACT: u64 = 1 << 53;
    let (mut booleans, mut integers, mut numbers, mut days, mut texts) = (false, false, false, false, false);
    let mut large = false;
    for value in values {
        match value {
            RawValue::Null => {}
            RawValue::Boolean(_) => booleans = true,
            RawValue::Integer(number) => {
                integers = true;
                large |= number.unsigned_abs() > EXACT;
            }
            RawValue::Number(_) => numbers = true,
            RawValue::Text(text) if !texts && day(text).is_some() => days = true,
            RawValue::Text(_) => texts = true,
        }
    }
    match (booleans, integers || numbers, days || texts) {
        (true, false, false) => (LayerKind::Boolean, false),
        (false, true, false) if !(large && numbers) => {
            (if numbers { LayerKind::Number } else { LayerKind::Integer }, false)
        }
        (false, false, true) if !texts => (LayerKind::Date, false),
        (false, false, _) => (LayerKind::Text, false),
        _ => (LayerKind::Text, true),
    }
}

/// The day that a text is, written 2026-11-22.
fn day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| Date::parse(text, format_description!("[year]-[month]-[day]")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    fn features(columns: Vec<Vec<RawValue>>) -> Vec<RawFeature> {
        columns.into_iter().map(|values| RawFeature { id: None, values, shape: Ok(None) }).collect()
    }

    #[test]
    fn names_can_stand_anywhere_and_no_two_are_alike() {
        let titles =
            ["School Name", "school_name", "Überblick (km²)", "2021 pop", "id", "ID", "", "geometry", "__a--b__"];
        let titles: Vec<String> = titles.map(str::to_owned).into();
        let (columns, notes) = understand(&titles, &features(vec![vec![]]), None);
        let names: Vec<&str> = columns.iter().map(|column| column.about.name.as_str()).collect();
        let expected = [
            "school_name",
            "school_name_2",
            "berblick_km",
            "n_2021_pop",
            "id_2",
            "id_3",
            "column",
            "geometry_2",
            "a_b",
        ];
        assert_eq!(names, expected);
        assert_eq!(columns[2].about.title, "Überblick (km²)", "the file's own spelling is kept beside it");
        assert!(notes.is_empty());
    }

    #[test]
    fn a_column_has_the_kind_that_all_its_values_have_and_what_is_not_said_is_no_value() {
        use RawValue::{Boolean, Integer, Null, Number, Text};
        let text = |text: &str| Text(text.to_owned());
        let rows = vec![
            vec![Integer(1), Integer(1), Boolean(true), text("2026-11-22"), text("007"), Integer(3)],
            vec![Integer(-2), Number(1.5), Null, text("2026-01-01"), text("8"), text("x")],
            vec![],
        ];
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).into();
        let features = features(rows);
        let (columns, notes) = understand(&names, &features, None);
        let kinds: Vec<&str> = columns.iter().map(|column| column.about.kind.slug()).collect();
        assert_eq!(kinds, ["integer", "number", "boolean", "date", "text", "text"]);
        assert_eq!(notes, ["\"f\" holds values of several kinds; all of it is kept as text."]);
        let first: Vec<_> = columns.iter().map(|column| column.value(&features[0]).unwrap()).collect();
        let day = LayerValue::Date(date!(2026 - 11 - 22));
        let written = |text: &str| LayerValue::Text(text.to_owned());
        assert_eq!(
            first,
            [
                LayerValue::Integer(1),
                LayerValue::Number(1.0),
                LayerValue::Boolean(true),
                day,
                written("007"),
                written("3")
            ]
        );
        assert!(columns.iter().all(|column| column.value(&features[2]).is_none()));
    }

    fn raw() -> impl Strategy<Value = RawValue> {
        prop_oneof![
            Just(RawValue::Null),
            any::<bool>().prop_map(RawValue::Boolean),
            any::<i64>().prop_map(RawValue::Integer),
            (-1e9..1e9_f64).prop_map(RawValue::Number),
            "[a-z]{0,3}|20[0-9]{2}-0[1-9]-1[0-9]".prop_map(RawValue::Text),
        ]
    }

    proptest! {
        /// Whatever stands in a column, nothing of it is lost: each value can be told from its typed one.
        #[test]
        fn every_value_is_kept_and_every_gap_stays_one(values in proptest::collection::vec(raw(), 1..12)) {
            let features = features(values.iter().map(|value| vec![value.clone()]).collect());
            let (columns, _) = understand(&["x".to_owned()], &features, None);
            for (feature, value) in features.iter().zip(&values) {
                let back = match columns[0].value(feature) {
                    None => String::new(),
                    Some(LayerValue::Text(text)) => text,
                    Some(LayerValue::Integer(number)) => number.to_string(),
                    Some(LayerValue::Number(number)) => number.to_string(),
                    Some(LayerValue::Boolean(truth)) => truth.to_string(),
                    Some(LayerValue::Date(day)) => day.to_string(),
                };
                prop_assert_eq!(back, written(value));
                prop_assert_eq!(columns[0].value(feature).is_none(), *value == RawValue::Null);
            }
        }
    }
}
