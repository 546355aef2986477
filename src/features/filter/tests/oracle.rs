//! Random filters on random features against an evaluator of its own, which knows nothing of the parser or the compiler.
//!
//! It keeps everything as plain optional values, compares character by character, matches patterns by trying everything and
//! joins truth by the tables of the standard (OGC 21-065r2, table 3), so that it can only agree by being right.

use std::borrow::Cow;

use geo::Coord;
use proptest::prelude::*;
use time::{Date, Month};

use crate::features::collection::Shape;
use crate::features::crs::Crs;
use crate::features::filter::Filter;
use crate::features::filter::tests::{Invented, described, reads_back};
use crate::features::scalar::Scalar;

/// One feature, its values in the order of the columns.
#[derive(Clone, Debug)]
struct Known {
    name: Option<String>,
    purpose: Option<String>,
    area_m2: Option<f64>,
    floors: Option<i64>,
    listed: Option<bool>,
    as_at: Option<u8>,
    opened: Option<u8>,
    closed: Option<u8>,
    at: Option<(i32, i32)>,
}

/// A text that is asked with: a property or a constant, folded or not.
#[derive(Clone, Debug)]
enum Text {
    Name,
    Purpose,
    This(String),
    Casei(Box<Text>),
    Accenti(Box<Text>),
}

#[derive(Clone, Debug)]
enum Number {
    Area,
    Floors,
    This(i32),
    Half(i32),
    Joined(&'static str, Box<Number>, Box<Number>),
}

#[derive(Clone, Debug)]
enum Day {
    AsAt,
    Opened,
    Closed,
    This(u8),
}

#[derive(Clone, Debug)]
enum Asked {
    Truth(bool),
    Listed,
    Texts(&'static str, Text, Text),
    Numbers(&'static str, Number, Number),
    Days(&'static str, Day, Day),
    Like(bool, Text, String, bool),
    Between(bool, Number, Number, Number),
    In(bool, Number, Vec<Number>),
    Words(bool, Text, Vec<String>),
    Null(bool, Number),
    NullTruth(bool, Box<Asked>),
    Inside(&'static str, i32, i32, i32, i32),
    When(&'static str, (Day, Day), (Day, Day)),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
}

fn day(number: u8) -> Date {
    Date::from_calendar_date(2020, Month::January, number).unwrap()
}

impl Text {
    fn write(&self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Purpose => "\"use\"".to_owned(),
            Self::This(text) => format!("'{}'", text.replace('\'', "''")),
            Self::Casei(text) => format!("CASEI({})", text.write()),
            Self::Accenti(text) => format!("accenti( {} )", text.write()),
        }
    }

    fn value(&self, known: &Known) -> Option<String> {
        match self {
            Self::Name => known.name.clone(),
            Self::Purpose => known.purpose.clone(),
            Self::This(text) => Some(text.clone()),
            Self::Casei(text) => text.value(known).map(|text| text.to_uppercase().to_lowercase()),
            Self::Accenti(text) => {
                text.value(known).map(|text| text.replace('é', "e").replace('É', "E").replace('ä', "a"))
            }
        }
    }
}

impl Number {
    fn write(&self) -> String {
        match self {
            Self::Area => "area_m2".to_owned(),
            Self::Floors => "floors".to_owned(),
            Self::This(number) => number.to_string(),
            Self::Half(number) => format!("{:.1}", f64::from(*number) / 2.0),
            Self::Joined(how, one, other) => format!("({} {how} {})", one.write(), other.write()),
        }
    }

    fn value(&self, known: &Known) -> Option<f64> {
        match self {
            Self::Area => known.area_m2,
            Self::Floors => known.floors.map(|number| number as f64),
            Self::This(number) => Some(f64::from(*number)),
            Self::Half(number) => Some(f64::from(*number) / 2.0),
            Self::Joined(how, one, other) => {
                let (one, other) = (one.value(known)?, other.value(known)?);
                let made = match *how {
                    "+" => one + other,
                    "-" => one - other,
                    "*" => one * other,
                    "/" => one / other,
                    "%" => one % other,
                    _ => (one / other).trunc(),
                };
                made.is_finite().then_some(made)
            }
        }
    }
}

impl Day {
    fn write(&self) -> String {
        match self {
            Self::AsAt => "as_at".to_owned(),
            Self::Opened => "opened".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::This(number) => format!("DATE('{}')", day(*number)),
        }
    }

    fn end(&self) -> String {
        if let Self::This(number) = self { format!("'{}'", day(*number)) } else { self.write() }
    }

    fn value(&self, known: &Known) -> Option<u8> {
        match self {
            Self::AsAt => known.as_at,
            Self::Opened => known.opened,
            Self::Closed => known.closed,
            Self::This(number) => Some(*number),
        }
    }
}

fn compared<T: PartialOrd>(how: &str, one: Option<T>, other: Option<T>) -> Option<bool> {
    let (one, other) = (one?, other?);
    Some(match how {
        "=" => one == other,
        "<>" => one != other,
        "<" => one < other,
        ">" => one > other,
        "<=" => one <= other,
        _ => one >= other,
    })
}

/// By trying every length for every `%`.
fn is_like(text: &[char], pattern: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['%', rest @ ..] => (0..=text.len()).any(|skipped| is_like(&text[skipped..], rest)),
        ['_', rest @ ..] => !text.is_empty() && is_like(&text[1..], rest),
        ['\\', this, rest @ ..] | [this, rest @ ..] => text.first() == Some(this) && is_like(&text[1..], rest),
    }
}

fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

fn or(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    not(and(not(one), not(other)))
}

fn denied(not: bool) -> &'static str {
    if not { "NOT " } else { "" }
}

impl Asked {
    fn write(&self) -> String {
        let all = |parts: &[Self], joint: &str| {
            parts.iter().map(|part| format!("({})", part.write())).collect::<Vec<_>>().join(joint)
        };
        match self {
            Self::Truth(truth) => truth.to_string(),
            Self::Listed => "listed".to_owned(),
            Self::Texts(how, one, other) => format!("{}{how}{}", one.write(), other.write()),
            Self::Numbers(how, one, other) => format!("{} {how} {}", one.write(), other.write()),
            Self::Days(how, one, other) => format!("{} {how}{}", one.write(), other.write()),
            Self::Like(not, text, pattern, folded) => {
                let pattern = format!("'{}'", pattern.replace('\'', "''"));
                let pattern = if *folded { format!("casei({pattern})") } else { pattern };
                format!("{} {}LIKE {pattern}", text.write(), denied(*not))
            }
            Self::Between(not, value, least, most) => {
                format!("{} {}BETWEEN {} AND {}", value.write(), denied(*not), least.write(), most.write())
            }
            Self::In(not, value, list) => {
                let list: Vec<String> = list.iter().map(Number::write).collect();
                format!("{} {}IN ({})", value.write(), denied(*not), list.join(","))
            }
            Self::Words(not, value, list) => {
                let list: Vec<String> = list.iter().map(|text| Text::This(text.clone()).write()).collect();
                format!("{} {}in ({})", value.write(), denied(*not), list.join(" , "))
            }
            Self::Null(not, value) => format!("{} IS {}NULL", value.write(), denied(*not)),
            Self::NullTruth(not, value) => format!("({}) IS {}NULL", value.write(), denied(*not)),
            Self::Inside(relation, west, south, east, north) => {
                format!("{relation}(geometry, BBOX({west}, {south}, {east}, {north}))")
            }
            Self::When(how, one, other) => {
                let span = |ends: &(Day, Day)| format!("INTERVAL({}, {})", ends.0.end(), ends.1.end());
                format!("{how}({}, {})", span(one), span(other))
            }
            Self::And(parts) => all(parts, " AND "),
            Self::Or(parts) => all(parts, " or "),
            Self::Not(part) => format!("NOT ({})", part.write()),
        }
    }

    fn holds(&self, known: &Known) -> Option<bool> {
        let unless = |denied: bool, truth: Option<bool>| if denied { not(truth) } else { truth };
        match self {
            Self::Truth(truth) => Some(*truth),
            Self::Listed => known.listed,
            Self::Texts(how, one, other) => {
                let letters = |text: &Text| text.value(known).map(|text| text.chars().collect::<Vec<char>>());
                compared(how, letters(one), letters(other))
            }
            Self::Numbers(how, one, other) => compared(how, one.value(known), other.value(known)),
            Self::Days(how, one, other) => compared(how, one.value(known), other.value(known)),
            Self::Like(denied, text, pattern, folded) => {
                let pattern = if *folded { pattern.to_uppercase().to_lowercase() } else { pattern.clone() };
                let letters = |text: &str| text.chars().collect::<Vec<char>>();
                unless(*denied, text.value(known).map(|text| is_like(&letters(&text), &letters(&pattern))))
            }
            Self::Between(denied, value, least, most) => {
                let value = value.value(known);
                let inside = and(compared(">=", value, least.value(known)), compared("<=", value, most.value(known)));
                unless(*denied, inside)
            }
            Self::In(denied, value, list) => {
                let found = list.iter().map(|one| compared("=", value.value(known), one.value(known)));
                unless(*denied, found.reduce(or).unwrap())
            }
            Self::Words(denied, value, list) => {
                let found = list.iter().map(|one| compared("=", value.value(known), Some(one.clone())));
                unless(*denied, found.reduce(or).unwrap())
            }
            Self::Null(denied, value) => Some(value.value(known).is_none() != *denied),
            Self::NullTruth(denied, value) => Some(value.holds(known).is_none() != *denied),
            Self::Inside(relation, west, south, east, north) => {
                let (x, y) = known.at?;
                let touches = (*west..=*east).contains(&x) && (*south..=*north).contains(&y);
                let inside = *west < x && x < *east && *south < y && y < *north;
                Some(match *relation {
                    "S_INTERSECTS" => touches,
                    "S_DISJOINT" => !touches,
                    "S_WITHIN" => inside,
                    "S_TOUCHES" => touches && !inside,
                    _ => false,
                })
            }
            Self::When(how, one, other) => {
                let (a, b) = (one.0.value(known)?, one.1.value(known)?);
                let (c, d) = (other.0.value(known)?, other.1.value(known)?);
                if a > b || c > d {
                    return None;
                }
                Some(match *how {
                    "T_AFTER" => a > d,
                    "T_BEFORE" => b < c,
                    "T_CONTAINS" => a < c && d < b,
                    "T_DISJOINT" => b < c || d < a,
                    "T_DURING" => c < a && b < d,
                    "T_EQUALS" => a == c && b == d,
                    "T_FINISHEDBY" => a < c && b == d,
                    "T_FINISHES" => c < a && b == d,
                    "T_INTERSECTS" => !(b < c || d < a),
                    "T_MEETS" => b == c,
                    "T_METBY" => a == d,
                    "T_OVERLAPPEDBY" => c < a && a < d && d < b,
                    "T_OVERLAPS" => a < c && c < b && b < d,
                    "T_STARTEDBY" => a == c && d < b,
                    _ => a == c && b < d,
                })
            }
            Self::And(parts) => parts.iter().map(|part| part.holds(known)).reduce(and).unwrap(),
            Self::Or(parts) => parts.iter().map(|part| part.holds(known)).reduce(or).unwrap(),
            Self::Not(part) => not(part.holds(known)),
        }
    }
}

fn letters() -> impl Strategy<Value = String> {
    "[abAB'éÉä]{0,3}"
}

fn known() -> impl Strategy<Value = Known> {
    let half = (-4..9_i32).prop_map(|number| f64::from(number) / 2.0);
    let maybe_day = || proptest::option::weighted(0.8, 1..6_u8);
    (
        proptest::option::weighted(0.8, letters()),
        proptest::option::weighted(0.8, letters()),
        proptest::option::weighted(0.8, half),
        proptest::option::weighted(0.8, -2..5_i64),
        proptest::option::weighted(0.8, any::<bool>()),
        (maybe_day(), maybe_day(), maybe_day()),
        proptest::option::weighted(0.8, (-3..4, -3..4)),
    )
        .prop_map(|(name, purpose, area_m2, floors, listed, (as_at, opened, closed), at)| Known {
            name,
            purpose,
            area_m2,
            floors,
            listed,
            as_at,
            opened,
            closed,
            at,
        })
}

fn text() -> impl Strategy<Value = Text> {
    let leaf = prop_oneof![Just(Text::Name), Just(Text::Purpose), letters().prop_map(Text::This)];
    leaf.prop_recursive(2, 3, 1, |inner| {
        prop_oneof![
            inner.clone().prop_map(|text| Text::Casei(Box::new(text))),
            inner.prop_map(|text| Text::Accenti(Box::new(text))),
        ]
    })
}

fn number() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        Just(Number::Area),
        Just(Number::Floors),
        (-3..6).prop_map(Number::This),
        (-5..10).prop_map(Number::Half),
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        let how = prop_oneof![Just("+"), Just("-"), Just("*"), Just("/"), Just("%"), Just("div")];
        (how, inner.clone(), inner).prop_map(|(how, one, other)| Number::Joined(how, Box::new(one), Box::new(other)))
    })
}

fn a_day() -> impl Strategy<Value = Day> {
    prop_oneof![Just(Day::AsAt), Just(Day::Opened), Just(Day::Closed), (1..6_u8).prop_map(Day::This)]
}

fn span() -> impl Strategy<Value = (Day, Day)> {
    (a_day(), a_day()).prop_filter(
        "an interval that ends before it begins is refused",
        |ends| !matches!(ends, (Day::This(from), Day::This(until)) if from > until),
    )
}

fn asked() -> impl Strategy<Value = Asked> {
    let how = || prop_oneof![Just("="), Just("<>"), Just("<"), Just(">"), Just("<="), Just(">=")];
    let relation =
        prop_oneof![Just("S_INTERSECTS"), Just("S_DISJOINT"), Just("S_WITHIN"), Just("S_TOUCHES"), Just("S_CROSSES")];
    let order = prop_oneof![
        Just("T_AFTER"),
        Just("T_BEFORE"),
        Just("T_CONTAINS"),
        Just("T_DISJOINT"),
        Just("T_DURING"),
        Just("T_EQUALS"),
        Just("T_FINISHEDBY"),
        Just("T_FINISHES"),
        Just("T_INTERSECTS"),
        Just("T_MEETS"),
        Just("T_METBY"),
        Just("T_OVERLAPPEDBY"),
        Just("T_OVERLAPS"),
        Just("T_STARTEDBY"),
        Just("T_STARTS"),
    ];
    let leaf = prop_oneof![
        any::<bool>().prop_map(Asked::Truth),
        Just(Asked::Listed),
        (how(), text(), text()).prop_map(|(how, one, other)| Asked::Texts(how, one, other)),
        (how(), number(), number()).prop_map(|(how, one, other)| Asked::Numbers(how, one, other)),
        (how(), a_day(), a_day()).prop_map(|(how, one, other)| Asked::Days(how, one, other)),
        (any::<bool>(), text(), "([abAé%_']|\\\\[%_]){0,4}", any::<bool>())
            .prop_map(|(not, text, pattern, folded)| Asked::Like(not, text, pattern, folded)),
        (any::<bool>(), number(), number(), number())
            .prop_map(|(not, value, least, most)| Asked::Between(not, value, least, most)),
        (any::<bool>(), number(), proptest::collection::vec(number(), 1..4))
            .prop_map(|(not, value, list)| Asked::In(not, value, list)),
        (any::<bool>(), text(), proptest::collection::vec(letters(), 1..4))
            .prop_map(|(not, value, list)| Asked::Words(not, value, list)),
        (any::<bool>(), number()).prop_map(|(not, value)| Asked::Null(not, value)),
        (relation, -3..3, -3..3, 1..4, 1..4).prop_map(|(relation, west, south, wide, high)| Asked::Inside(
            relation,
            west,
            south,
            west + wide,
            south + high
        )),
        (order, span(), span()).prop_map(|(how, one, other)| Asked::When(how, one, other)),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Asked::And),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Asked::Or),
            inner.clone().prop_map(|part| Asked::Not(Box::new(part))),
            (any::<bool>(), inner).prop_map(|(not, part)| Asked::NullTruth(not, Box::new(part))),
        ]
    })
}

fn invented(all: &[Known]) -> Invented {
    let text = |text: &Option<String>| text.clone().map_or(Scalar::Null, |text| Scalar::Text(Cow::Owned(text)));
    let rows = all.iter().enumerate().map(|(index, known)| {
        let shape = known.at.map_or(Shape::Nowhere, |(x, y)| Shape::Point(Coord { x: x.into(), y: y.into() }));
        let values = vec![
            Scalar::Integer(index as i64),
            text(&known.name),
            text(&known.purpose),
            known.area_m2.into(),
            known.floors.map_or(Scalar::Null, Scalar::Integer),
            known.listed.into(),
            known.as_at.map(day).into(),
            known.opened.map(day).into(),
            known.closed.map(day).into(),
            Scalar::Null,
        ];
        (index.to_string(), shape, values)
    });
    Invented::new(rows.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn every_filter_holds_for_what_the_oracle_says(asked in asked(), all in proptest::collection::vec(known(), 8)) {
        let written = asked.write();
        let features = invented(&all);
        let filter = Filter::parse_text(&written, &described(), Crs::Crs84).unwrap_or_else(|error| panic!("{written}: {error}"));
        for (index, known) in all.iter().enumerate() {
            prop_assert_eq!(filter.holds(&features, index), asked.holds(known), "{} for {:?}", written, known);
        }
        reads_back(&filter, &described());
        let json = Filter::parse_json(&filter.to_json().to_string(), &described(), Crs::Crs84).unwrap();
        for index in 0..all.len() {
            prop_assert_eq!(json.holds(&features, index), filter.holds(&features, index), "{}", written);
        }
    }
}
