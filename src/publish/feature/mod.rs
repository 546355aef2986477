//! Properties of features as data: the one place where their names, types, units and meanings are decided.
//!
//! Each collection is a table of [`Property`]s. A row of the table says how the property is called, what it means and
//! how it is read from what we hold, so names in GeoJSON, tiles, TileJSON and the OpenAPI document cannot drift apart.
//! Every feature has every property of its collection; what is not known is null, never absent and never zero. Values
//! are plain (text, number, true or false), as GIS clients want them.

mod areas;
mod assets;
mod needs;

use std::borrow::Cow;

pub use areas::{AreaRow, Areas};
pub use assets::{AssetRow, Assets};
pub use needs::{NeedRow, Needs};
use serde_json::Value;
use time::Date;

use crate::domain::source::Fact;
use crate::publish::degrees::{Outline, Place};
use crate::publish::schema;

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

impl Kind {
    /// The word TileJSON 3.0.0 (section 3.3.2) suggests.
    #[must_use]
    pub const fn tilejson_type(self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) | Self::Date => "String",
            Self::Integer | Self::Number => "Number",
            Self::Boolean => "Boolean",
        }
    }
}

/// One plain value.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// Not known.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// Text.
    Text(Cow<'a, str>),
}

impl serde::Serialize for Scalar<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            // A whole number is written without a decimal point: 240, not 240.0.
            Self::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}

impl Scalar<'_> {
    /// A share or score, rounded to four decimals: they know no more than that.
    #[must_use]
    pub fn share(value: Option<f64>) -> Self {
        value.map(|value| (value * 1e4).round() / 1e4).into()
    }

    /// Words joined with commas, or null when there are none.
    #[must_use]
    pub fn words(words: &[&str]) -> Self {
        if words.is_empty() { Self::Null } else { Self::Text(Cow::Owned(words.join(","))) }
    }
}

impl<'a> From<&'a str> for Scalar<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<f64> for Scalar<'_> {
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Null }
    }
}

impl From<bool> for Scalar<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<u32> for Scalar<'_> {
    fn from(value: u32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<Date> for Scalar<'_> {
    fn from(day: Date) -> Self {
        Self::Text(Cow::Owned(day.to_string()))
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Scalar<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The value of a fact, when there is one.
fn value<T: Copy>(fact: &Option<Fact<T>>) -> Option<T> {
    fact.as_ref().map(|fact| fact.value)
}

/// Every slug of a vocabulary.
macro_rules! slugs {
    ($vocabulary:ty) => {
        Kind::Word(|| <$vocabulary>::ALL.iter().map(|word| word.slug()).collect())
    };
}
use slugs;

/// A property that may be null and is not in tiles.
const fn property<C: Collection>(
    name: &'static str,
    kind: Kind,
    unit: &'static str,
    about: &'static str,
    read: for<'r, 'a> fn(&'r C::Row<'a>) -> Scalar<'r>,
) -> Property<C> {
    Property { name, kind, unit, about, always: false, in_tiles: false, read }
}

/// One property of a collection's features.
pub struct Property<C: Collection> {
    /// Its name everywhere.
    pub name: &'static str,
    /// What kind of value.
    pub kind: Kind,
    /// Unit, empty when it has none.
    pub unit: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// Whether it is never null.
    pub always: bool,
    /// Whether vector tiles carry it.
    pub in_tiles: bool,
    /// How it is read.
    pub read: for<'r, 'a> fn(&'r C::Row<'a>) -> Scalar<'r>,
}

impl<C: Collection> Property<C> {
    /// The same, never null.
    const fn always(mut self) -> Self {
        self.always = true;
        self
    }

    /// The same, carried by tiles too.
    const fn tiled(mut self) -> Self {
        self.in_tiles = true;
        self
    }

    /// Its meaning with its unit.
    #[must_use]
    pub fn description(&self) -> String {
        if self.unit.is_empty() { self.about.to_owned() } else { format!("{} Unit: {}.", self.about, self.unit) }
    }

    /// Its JSON Schema, as OpenAPI 3.0 writes it.
    #[must_use]
    pub fn schema(&self) -> Value {
        let about = self.description();
        let schema = match self.kind {
            Kind::Text => schema::text(&about),
            Kind::Word(words) => schema::word(&about, &words()),
            Kind::Date => schema::date(&about),
            Kind::Integer => schema::integer(&about),
            Kind::Number => schema::number(&about),
            Kind::Boolean => schema::boolean(&about),
        };
        if self.always { schema } else { schema::or_null(schema) }
    }
}

/// Where a feature is.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'a> {
    /// Nobody knows, or nobody may.
    Nowhere,
    /// A point.
    Point(Place),
    /// An area.
    Outline(Outline<'a>),
}

/// A set of like features under one address.
pub trait Collection: Sized + 'static {
    /// What one feature is read from.
    type Row<'a>;
    /// Its name in addresses and tiles.
    const NAME: &'static str;
    /// What people call it.
    const TITLE: &'static str;
    /// What is in it, and what is not.
    const ABOUT: &'static str;
    /// The GeoJSON type of its shapes.
    const GEOMETRY: &'static str;
    /// Its properties, in the order in which they are written.
    const PROPERTIES: &'static [Property<Self>];

    /// The key of a feature.
    fn id<'r>(row: &'r Self::Row<'_>) -> &'r str;

    /// Where it is.
    fn shape<'r>(row: &'r Self::Row<'_>) -> Shape<'r>;
}

/// The schema of a feature's properties.
#[must_use]
pub fn properties_schema<C: Collection>() -> Value {
    schema::object(C::ABOUT, C::PROPERTIES.iter().map(|property| (property.name, property.schema())))
}
