//! Collections of ours as tables of properties: how each is called, what it means, how it is read from a row.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::domain::source::Fact;
use crate::features::collection::{Column, Counted, Described, GeometryType, Kind};
use crate::features::scalar::Scalar;

/// A set of like features, described by a table.
pub trait Collection: Sized + 'static {
    /// What one feature's values are read from.
    type Row<'a>;
    /// Its name in addresses and tiles.
    const NAME: &'static str;
    /// What people call it.
    const TITLE: &'static str;
    /// What is in it, and what is not.
    const ABOUT: &'static str;
    /// The type of its shapes.
    const GEOMETRY: GeometryType;
    /// The property that is the day a feature is of, when there is one.
    const TIME: Option<&'static str>;
    /// Its properties, in the order in which they are written.
    const PROPERTIES: &'static [Property<Self>];

    /// What it says of itself, made once.
    fn described() -> &'static Described;
}

/// A row with the lifetime of what it is read from, so that a value outlives the row it was read through.
pub struct RowOf<'a, C: Collection> {
    row: C::Row<'a>,
    lives: PhantomData<&'a ()>,
}

impl<'a, C: Collection> RowOf<'a, C> {
    /// A row to read from.
    #[must_use]
    pub const fn new(row: C::Row<'a>) -> Self {
        Self { row, lives: PhantomData }
    }
}

impl<'a, C: Collection> Deref for RowOf<'a, C> {
    type Target = C::Row<'a>;

    fn deref(&self) -> &Self::Target {
        &self.row
    }
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
    /// How summaries count its values.
    pub counted: Counted,
    /// How it is read.
    pub read: for<'r, 'a> fn(&'r RowOf<'a, C>) -> Scalar<'a>,
}

impl<C: Collection> Property<C> {
    /// The same, never null.
    pub(super) const fn always(mut self) -> Self {
        self.always = true;
        self
    }

    /// The same, carried by tiles too.
    pub(super) const fn tiled(mut self) -> Self {
        self.in_tiles = true;
        self
    }

    /// The same, its values counted by summaries.
    pub(super) const fn counted(mut self, counted: Counted) -> Self {
        self.counted = counted;
        self
    }
}

/// A property that may be null and is not in tiles; summaries count it where it is one of a few words.
pub(super) const fn property<C: Collection>(
    name: &'static str,
    kind: Kind,
    unit: &'static str,
    about: &'static str,
    read: for<'r, 'a> fn(&'r RowOf<'a, C>) -> Scalar<'a>,
) -> Property<C> {
    let counted = if matches!(kind, Kind::Word(_)) { Counted::Whole } else { Counted::Not };
    Property { name, kind, unit, about, always: false, in_tiles: false, counted, read }
}

impl Described {
    /// What a table says.
    pub(super) fn of<C: Collection>() -> Self {
        let column = |property: &Property<C>| Column {
            name: Cow::Borrowed(property.name),
            kind: property.kind,
            unit: Cow::Borrowed(property.unit),
            about: Cow::Borrowed(property.about),
            always: property.always,
            in_tiles: property.in_tiles,
            counted: property.counted,
        };
        Self {
            name: Cow::Borrowed(C::NAME),
            title: Cow::Borrowed(C::TITLE),
            about: Cow::Borrowed(C::ABOUT),
            geometry: C::GEOMETRY,
            time: C::TIME.and_then(|time| C::PROPERTIES.iter().position(|property| property.name == time)),
            columns: C::PROPERTIES.iter().map(column).collect(),
        }
    }
}

/// The value of a fact, when there is one.
pub(super) fn value<T: Copy>(fact: &Option<Fact<T>>) -> Option<T> {
    fact.as_ref().map(|fact| fact.value)
}

/// Every slug of a vocabulary.
macro_rules! slugs {
    ($vocabulary:ty) => {
        Kind::Word(|| <$vocabulary>::ALL.iter().map(|word| word.slug()).collect())
    };
}
pub(super) use slugs;
