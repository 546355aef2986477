//! In which order features are given: by some of their properties, then by their keys, so that no two are ever equal.
//!
//! What is not known comes last, whichever way the rest goes. Text goes by code points of its first 100 characters, so that a
//! page can say in few words where it ended; false comes before true.

use std::borrow::Cow;
use std::cmp::Ordering;

use thiserror::Error;

use crate::features::collection::{Described, Features};
use crate::features::scalar::Scalar;

/// By how many properties at most.
pub const MOST_KEYS: usize = 4;
/// How much of a text counts.
const MOST_CHARACTERS: usize = 100;

/// One property to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SortKey {
    column: usize,
    descending: bool,
}

/// An order of features. The default is that of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    keys: Vec<SortKey>,
}

/// Why features cannot be sorted so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OrderError {
    /// There is no such property.
    #[error("{0}.")]
    Unknown(String),
    /// The same property twice.
    #[error("\"{0}\" is named twice; name each property to sort by once.")]
    Twice(String),
    /// Too many.
    #[error("Sort by at most {MOST_KEYS} properties.")]
    TooMany,
    /// Nothing between two commas.
    #[error(
        "Name the properties to sort by, separated by commas, with - before those that go down, such as -floors,name."
    )]
    Empty,
}

impl Order {
    /// An order such as `-score,+name`: `-` goes down, `+` or nothing goes up (OGC API - Features Part 8).
    ///
    /// # Errors
    /// [`OrderError`] when a property is not known, named twice, or there are too many.
    pub fn parse(text: &str, described: &Described) -> Result<Self, OrderError> {
        let mut keys: Vec<SortKey> = Vec::new();
        for part in text.split(',') {
            // A plus in an address is often read as a blank.
            let part = part.trim();
            let (name, descending) = match part.strip_prefix('-') {
                Some(name) => (name, true),
                None => (part.strip_prefix('+').unwrap_or(part), false),
            };
            if name.is_empty() {
                return Err(OrderError::Empty);
            }
            let unknown = || OrderError::Unknown(described.unknown_property(name));
            let column = described.column(name).ok_or_else(unknown)?;
            if keys.iter().any(|key| key.column == column) {
                return Err(OrderError::Twice(described.columns[column].name.to_string()));
            }
            if keys.len() == MOST_KEYS {
                return Err(OrderError::TooMany);
            }
            keys.push(SortKey { column, descending });
        }
        Ok(Self { keys })
    }

    /// The order as it would be asked for; empty for that of the keys.
    #[must_use]
    pub fn to_text(&self, described: &Described) -> String {
        let written = self.keys.iter().map(|key| {
            let sign = if key.descending { "-" } else { "" };
            format!("{sign}{}", described.columns.get(key.column).map_or("", |column| &column.name))
        });
        written.collect::<Vec<_>>().join(",")
    }

    /// Whether it is that of the keys alone.
    #[must_use]
    pub const fn is_by_key(&self) -> bool {
        self.keys.is_empty()
    }

    /// The columns sorted by.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = usize> {
        self.keys.iter().map(|key| key.column)
    }

    /// What a feature is sorted by, put into `values`.
    pub(super) fn read<'f>(&self, features: &'f dyn Features, index: usize, values: &mut Vec<Scalar<'f>>) {
        values.clear();
        values.extend(self.keys.iter().map(|key| cut(features.value(index, key.column))));
    }

    /// Which of two comes first by what they are sorted by, their keys left aside.
    #[must_use]
    pub(super) fn compare(&self, one: &[Scalar<'_>], other: &[Scalar<'_>]) -> Ordering {
        let each = self.keys.iter().zip(one.iter().zip(other));
        each.fold(Ordering::Equal, |so_far, (key, (one, other))| so_far.then_with(|| key.compare(one, other)))
    }
}

impl SortKey {
    fn compare(self, one: &Scalar<'_>, other: &Scalar<'_>) -> Ordering {
        match (one.is_null(), other.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ => {
                // A column has values of one kind; were there two, each kind would stay together.
                let order = one.order(other).unwrap_or_else(|| one.rank().cmp(&other.rank()));
                if self.descending { order.reverse() } else { order }
            }
        }
    }
}

fn cut(value: Scalar<'_>) -> Scalar<'_> {
    let Scalar::Text(text) = value else { return value };
    let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) else { return Scalar::Text(text) };
    Scalar::Text(match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    })
}
