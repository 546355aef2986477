//! What a collection of features is: what it says of itself, and how its features are read.

use std::borrow::Cow;

use geo::{BoundingRect, Coord, MultiLineString, MultiPolygon, Rect};
use time::Date;

use crate::domain::place::Extent;
use crate::features::crs::Crs;
use crate::features::scalar::Scalar;

/// What kind of value a property has.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// One of a fixed list of words.
    Word(fn() -> Vec<&'static str>),
    /// A day, `2026-11-21`.
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
}

/// How summaries count the values of a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// They do not: it may have as many values as there are features.
    #[default]
    Not,
    /// Each value.
    Whole,
    /// Each of the words between its commas: a feature counts once under each of them.
    EachWord,
}

/// What one property of a collection is called and means.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name everywhere.
    pub name: Cow<'static, str>,
    /// What kind of value.
    pub kind: Kind,
    /// Unit, empty when it has none.
    pub unit: Cow<'static, str>,
    /// What it means, in a sentence.
    pub about: Cow<'static, str>,
    /// Whether it is never null.
    pub always: bool,
    /// Whether vector tiles carry it.
    pub in_tiles: bool,
    /// How summaries count its values.
    pub counted: Counted,
}

impl Column {
    /// Its meaning with its unit.
    #[must_use]
    pub fn description(&self) -> String {
        if self.unit.is_empty() { self.about.to_string() } else { format!("{} Unit: {}.", self.about, self.unit) }
    }
}

/// The one type of all shapes of a collection; a feature may also be nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeometryType {
    /// A table: no feature is anywhere.
    Nothing,
    /// Points.
    Point,
    /// Lines, in one or several parts.
    MultiLineString,
    /// Areas, in one or several parts.
    MultiPolygon,
}

impl GeometryType {
    /// As GeoJSON writes it; `None` for a table.
    #[must_use]
    pub const fn geojson(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Point => Some("Point"),
            Self::MultiLineString => Some("MultiLineString"),
            Self::MultiPolygon => Some("MultiPolygon"),
        }
    }
}

/// What a collection says of itself.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its name in addresses, tiles and files: lower case, digits, hyphens.
    pub name: Cow<'static, str>,
    /// What people call it.
    pub title: Cow<'static, str>,
    /// What is in it, and what is not.
    pub about: Cow<'static, str>,
    /// The type of its shapes.
    pub geometry: GeometryType,
    /// Where among its columns the day is that a feature is of, when it is of one.
    pub time: Option<usize>,
    /// Its properties, in the order in which they are written. The first is `id`, equal to the key of the feature.
    pub columns: Vec<Column>,
}

impl Described {
    /// Where in the list of columns this name is.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// Where a feature is, x before y, in the coordinates that are shown: rounded as [`Crs::rounded`] does.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape<'a> {
    /// Nobody knows, or nobody may.
    Nowhere,
    /// A point.
    Point(Coord),
    /// Lines.
    Lines(Cow<'a, MultiLineString>),
    /// Areas: outer rings anticlockwise, holes clockwise (RFC 7946 3.1.6).
    Areas(Cow<'a, MultiPolygon>),
}

/// A collection of features, as one viewer may see it at one moment.
///
/// Features are numbered from 0 in the order of their keys (by bytes), so that number order is key order. Every reader of
/// features (pages, filters, tiles, every file format) knows them only through this.
pub trait Features: Send + Sync {
    /// What it says of itself.
    fn described(&self) -> &Described;

    /// How many features there are.
    fn len(&self) -> usize;

    /// How many there are, unless they would have to be worked out for that.
    fn counted(&self) -> Option<usize> {
        Some(self.len())
    }

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The key of a feature.
    fn id(&self, index: usize) -> &str;

    /// The feature with this key.
    fn index_of(&self, id: &str) -> Option<usize>;

    /// One value of a feature.
    fn value(&self, index: usize, column: usize) -> Scalar<'_>;

    /// All values of a feature, in the order of the columns.
    fn values(&self, index: usize, each: &mut dyn FnMut(Scalar<'_>)) {
        for column in 0..self.described().columns.len() {
            each(self.value(index, column));
        }
    }

    /// Those that tiles carry, in the order of the columns: one call for each, `Null` where it is not known.
    fn tile_values(&self, index: usize, each: &mut dyn FnMut(Scalar<'_>)) {
        let mut columns = self.described().columns.iter();
        self.values(index, &mut |value| {
            if columns.next().is_some_and(|column| column.in_tiles) {
                each(value);
            }
        });
    }

    /// Where a feature is.
    fn shape(&self, index: usize, crs: Crs) -> Shape<'_>;

    /// Every feature whose shape may touch this box, and every one that is nowhere, in order: it leaves none out and may
    /// name too many.
    fn near(&self, extent: Extent) -> Vec<usize>;

    /// A box in degrees around all that is anywhere, which may be larger than need be; `None` when nothing is.
    fn around(&self) -> Option<Rect> {
        around((0..self.len()).map(|index| self.shape(index, Crs::Crs84)))
    }

    /// Whether all of it stays as it is when people edit assets.
    fn outlasts_edits(&self) -> bool {
        false
    }

    /// The first and the last day of its features; `None` when none has a day.
    fn days(&self) -> Option<(Date, Date)> {
        days((0..self.len()).map(|index| self.described().time.map_or(Scalar::Null, |time| self.value(index, time))))
    }
}

/// The first and the last of some days.
pub fn days<'a>(values: impl Iterator<Item = Scalar<'a>>) -> Option<(Date, Date)> {
    let days = values.filter_map(|value| match value {
        Scalar::Date(day) => Some((day, day)),
        _ => None,
    });
    days.reduce(|(first, last), (day, _)| (first.min(day), last.max(day)))
}

/// The box around some shapes.
pub fn around<'a>(shapes: impl Iterator<Item = Shape<'a>>) -> Option<Rect> {
    let boxes = shapes.filter_map(|shape| match shape {
        Shape::Nowhere => None,
        Shape::Point(point) => Some(Rect::new(point, point)),
        Shape::Lines(lines) => lines.bounding_rect(),
        Shape::Areas(areas) => areas.bounding_rect(),
    });
    boxes.reduce(both)
}

/// The box around two boxes.
#[must_use]
pub fn both(one: Rect, other: Rect) -> Rect {
    let (low, lower, high, higher) = (one.min(), other.min(), one.max(), other.max());
    Rect::new((low.x.min(lower.x), low.y.min(lower.y)), (high.x.max(higher.x), high.y.max(higher.y)))
}
