//! Filters against golden cases, an independent oracle and noise.

mod errors;
mod logic;
mod noise;
mod oracle;
mod places;
mod standard;
mod times;

use std::borrow::Cow;

use geo::Coord;
use time::Date;
use time::macros::date;

use crate::domain::place::Extent;
use crate::features::collection::{Column, Counted, Described, Features, GeometryType, Kind, Shape};
use crate::features::crs::Crs;
use crate::features::filter::Filter;
use crate::features::scalar::Scalar;

/// An invented collection with a column of every kind.
pub struct Invented {
    described: Described,
    rows: Vec<(String, Shape<'static>, Vec<Scalar<'static>>)>,
}

fn column(name: &'static str, kind: Kind) -> Column {
    Column {
        name: name.into(),
        kind,
        unit: "".into(),
        about: "".into(),
        always: false,
        in_tiles: false,
        counted: Counted::Not,
    }
}

pub fn described() -> Described {
    Described {
        name: "halls".into(),
        title: "Halls".into(),
        about: "".into(),
        geometry: GeometryType::Point,
        time: Some(6),
        columns: vec![
            column("id", Kind::Text),
            column("name", Kind::Text),
            column("use", Kind::Word(|| vec!["hall", "library"])),
            column("area_m2", Kind::Number),
            column("floors", Kind::Integer),
            column("listed", Kind::Boolean),
            column("as_at", Kind::Date),
            column("opened", Kind::Date),
            column("closed", Kind::Date),
            column("odd name", Kind::Text),
        ],
    }
}

impl Invented {
    pub fn new(rows: Vec<(String, Shape<'static>, Vec<Scalar<'static>>)>) -> Self {
        Self { described: described(), rows }
    }

    /// The ids of all features a filter holds for, joined with blanks.
    pub fn found(&self, filter: &Filter) -> String {
        let found: Vec<&str> = (0..self.len())
            .filter(|index| filter.holds(self, *index) == Some(true))
            .map(|index| self.id(index))
            .collect();
        found.join(" ")
    }

    /// The same for a text in longitude and latitude; the filter must read back from its text and its JSON.
    pub fn ask(&self, text: &str) -> String {
        let filter =
            Filter::parse_text(text, &self.described, Crs::Crs84).unwrap_or_else(|error| panic!("{text}: {error}"));
        reads_back(&filter, &self.described);
        self.found(&filter)
    }
}

/// A filter is the same after a turn through text and through JSON.
pub fn reads_back(filter: &Filter, described: &Described) {
    let text = filter.to_text();
    let again = Filter::parse_text(&text, described, filter.crs()).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(&again, filter, "{text}");
    let json = filter.to_json().to_string();
    let again = Filter::parse_json(&json, described, filter.crs()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(&again, filter, "{json}");
}

impl Features for Invented {
    fn described(&self) -> &Described {
        &self.described
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, index: usize) -> &str {
        &self.rows[index].0
    }

    fn index_of(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.0 == id)
    }

    fn value(&self, index: usize, column: usize) -> Scalar<'_> {
        match &self.rows[index].2[column] {
            Scalar::Text(text) => Scalar::Text(Cow::Borrowed(text)),
            other => other.clone(),
        }
    }

    fn shape(&self, index: usize, _crs: Crs) -> Shape<'_> {
        self.rows[index].1.clone()
    }

    fn near(&self, _extent: Extent) -> Vec<usize> {
        (0..self.rows.len()).collect()
    }
}

#[derive(Clone, Copy)]
pub struct Hall {
    pub name: Option<&'static str>,
    pub purpose: Option<&'static str>,
    pub area_m2: Option<f64>,
    pub floors: Option<i64>,
    pub listed: Option<bool>,
    pub as_at: Option<Date>,
    pub at: Option<(f64, f64)>,
}

const BARE: Hall = Hall { name: None, purpose: None, area_m2: None, floors: None, listed: None, as_at: None, at: None };

fn row(id: &str, hall: Hall) -> (String, Shape<'static>, Vec<Scalar<'static>>) {
    let text = |text: Option<&'static str>| text.map_or(Scalar::Null, Scalar::from);
    let shape = hall.at.map_or(Shape::Nowhere, |(x, y)| Shape::Point(Coord { x, y }));
    let values = vec![
        Scalar::Text(Cow::Owned(id.to_owned())),
        text(hall.name),
        text(hall.purpose),
        hall.area_m2.into(),
        hall.floors.map_or(Scalar::Null, Scalar::Integer),
        hall.listed.into(),
        hall.as_at.into(),
        Scalar::Null,
        Scalar::Null,
        text(hall.name),
    ];
    (id.to_owned(), shape, values)
}

/// Six halls: `a` to `e` with something known, `f` with nothing.
pub fn halls() -> Invented {
    Invented::new(vec![
        row(
            "a",
            Hall {
                name: Some("Ärztehaus Straße"),
                purpose: Some("hall"),
                area_m2: Some(100.0),
                floors: Some(1),
                listed: Some(true),
                as_at: Some(date!(2021 - 04 - 16)),
                at: Some((-1.5, 53.8)),
            },
        ),
        row(
            "b",
            Hall {
                name: Some("Mill Lane"),
                purpose: Some("library"),
                area_m2: Some(250.5),
                floors: Some(2),
                listed: Some(false),
                as_at: Some(date!(2022 - 04 - 16)),
                at: Some((-1.6, 53.9)),
            },
        ),
        row(
            "c",
            Hall {
                name: Some("MILL LANE"),
                purpose: Some("hall"),
                area_m2: Some(0.0),
                floors: Some(0),
                as_at: Some(date!(2023 - 04 - 16)),
                at: Some((-1.7, 53.7)),
                ..BARE
            },
        ),
        row(
            "d",
            Hall { name: Some("100% O'Hara_s"), area_m2: Some(400.0), floors: Some(9_007_199_254_740_993), ..BARE },
        ),
        row("e", Hall { name: Some(""), listed: Some(true), at: Some((0.0, 51.5)), ..BARE }),
        row("f", BARE),
    ])
}
