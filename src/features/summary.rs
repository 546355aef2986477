//! What the features that are wanted come to: how many, how many of each word, and how many square metres are known.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::features::collection::{Column, Counted, Features, Kind};
use crate::features::listing::Wanted;
use crate::features::scalar::Scalar;

/// The unit whose numbers are added up.
const ADDED_UNIT: &str = "m2";

/// A sum that says how much of it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// How many features have a value.
    pub known: usize,
    /// All these values together.
    pub sum: f64,
}

/// How many features have each value; `None` where it is not known.
pub type ByValue<'f> = BTreeMap<Option<Cow<'f, str>>, usize>;

/// What some features come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts<'f> {
    /// How many there are.
    pub features: usize,
    /// For each property whose values are counted, by its column: how many have each value.
    pub values: Vec<(usize, ByValue<'f>)>,
    /// For each property that is added up, by its column: its sum.
    pub sums: Vec<(usize, Sum)>,
}

/// A summary, and the same again for each value of one property.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary<'f> {
    /// All that is wanted.
    pub all: Counts<'f>,
    /// What has one value of the property it is told by, in order of value, what is not known first. A feature with several
    /// words is in several of them.
    pub parts: Vec<(Option<Cow<'f, str>>, Counts<'f>)>,
}

/// Whether summaries can be told by a property.
#[must_use]
pub fn is_counted(column: &Column) -> bool {
    column.counted != Counted::Not
}

/// Whether a property is added up.
#[must_use]
pub fn is_added(column: &Column) -> bool {
    matches!(column.kind, Kind::Number) && column.unit == ADDED_UNIT
}

impl<'f> Counts<'f> {
    fn of(columns: &[Column]) -> Self {
        let those = |holds: fn(&Column) -> bool| {
            columns.iter().enumerate().filter(move |(_, column)| holds(column)).map(|(place, _)| place)
        };
        Self {
            features: 0,
            values: those(is_counted).map(|column| (column, BTreeMap::new())).collect(),
            sums: those(is_added).map(|column| (column, Sum::default())).collect(),
        }
    }

    fn add(&mut self, row: &Row<'f>) {
        self.features += 1;
        for ((_, counts), values) in self.values.iter_mut().zip(&row.words) {
            for value in values {
                match counts.get_mut(value) {
                    Some(count) => *count += 1,
                    None => {
                        counts.insert(value.clone(), 1);
                    }
                }
            }
        }
        for ((_, sum), number) in self.sums.iter_mut().zip(&row.numbers) {
            if let Some(number) = number {
                sum.known += 1;
                sum.sum += number;
            }
        }
    }
}

/// What one feature adds, in the order of [`Counts`].
struct Row<'f> {
    words: Vec<Vec<Option<Cow<'f, str>>>>,
    numbers: Vec<Option<f64>>,
}

/// What is wanted of a collection comes to; told once more by the values of a property, when one is named by its column.
#[must_use]
pub fn summary<'f>(features: &'f dyn Features, wanted: &Wanted<'_>, by: Option<usize>) -> Summary<'f> {
    let columns = &features.described().columns;
    let mut all = Counts::of(columns);
    let by = by.and_then(|column| all.values.iter().position(|(counted, _)| *counted == column));
    let mut parts: BTreeMap<Option<Cow<'f, str>>, Counts<'f>> = BTreeMap::new();
    for index in wanted.of(features) {
        let words =
            all.values.iter().map(|(column, _)| words(features.value(index, *column), columns[*column].counted));
        let numbers = all.sums.iter().map(|(column, _)| match features.value(index, *column) {
            Scalar::Number(number) => Some(number),
            _ => None,
        });
        let row = Row { words: words.collect(), numbers: numbers.collect() };
        all.add(&row);
        for value in by.iter().flat_map(|by| &row.words[*by]) {
            parts.entry(value.clone()).or_insert_with(|| Counts::of(columns)).add(&row);
        }
    }
    Summary { all, parts: parts.into_iter().collect() }
}

/// The values a feature is counted under; one that is not known when there is none.
fn words<'f>(value: Scalar<'f>, counted: Counted) -> Vec<Option<Cow<'f, str>>> {
    match value {
        Scalar::Text(Cow::Borrowed(text)) if counted == Counted::EachWord => {
            text.split(',').map(|word| Some(Cow::Borrowed(word))).collect()
        }
        Scalar::Text(text) if counted == Counted::EachWord => {
            text.split(',').map(|word| Some(Cow::Owned(word.to_owned()))).collect()
        }
        Scalar::Text(text) => vec![Some(text)],
        _ => vec![None],
    }
}
