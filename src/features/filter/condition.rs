//! A filter compiled against a collection: columns by their numbers, constants worked out once, three-valued logic.
//!
//! What is not known makes a comparison unknown, and Kleene's rules carry that on: NOT unknown is unknown, unknown AND false
//! is false, unknown OR true is true. Only what is true is wanted.

use std::borrow::Cow;

use crate::domain::place::Extent;
use crate::features::collection::{Features, Shape};
use crate::features::crs::Crs;
use crate::features::filter::expression::{Arithmetic, Comparison, Order, Relation};
use crate::features::filter::fold::Fold;
use crate::features::filter::held::Held;
use crate::features::filter::instants::{End, Instant, Span};
use crate::features::filter::pattern::Pattern;
use crate::features::filter::relations::Prepared;
use crate::features::scalar::Scalar;

/// A feature of a collection, by its number.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The collection.
    pub features: &'a dyn Features,
    /// The number of the feature.
    pub index: usize,
    /// The system that shapes are compared in.
    pub crs: Crs,
}

/// What gives a value.
#[derive(Clone, Debug)]
pub enum Operand {
    /// The same for all.
    Constant(Held<'static>),
    /// A property.
    Column(usize),
    /// A property that is text, of which something does not count.
    Folded(usize, Fold),
    /// Two numbers joined.
    Arithmetic(Arithmetic, Box<[Self; 2]>),
    /// Whether something holds.
    Condition(Box<Condition>),
}

impl Operand {
    /// Its value for a feature.
    #[must_use]
    pub fn read<'a>(&'a self, row: Row<'a>) -> Held<'a> {
        match self {
            Self::Constant(Held::Text(text, fold)) => Held::Text(Cow::Borrowed(text), *fold),
            Self::Constant(value) => value.clone(),
            Self::Column(column) => row.features.value(row.index, *column).into(),
            Self::Folded(column, fold) => match row.features.value(row.index, *column) {
                Scalar::Text(text) => Held::Text(text, *fold),
                other => other.into(),
            },
            Self::Arithmetic(how, two) => two[0].read(row).calculate(*how, &two[1].read(row)),
            Self::Condition(condition) => condition.holds(row).map_or(Held::Null, Held::Boolean),
        }
    }
}

impl Operand {
    /// What something says of its value; a constant is lent and not copied for every feature.
    fn with<R>(&self, row: Row<'_>, say: impl FnOnce(&Held<'_>) -> R) -> R {
        match self {
            Self::Constant(value) => say(value),
            other => say(&other.read(row)),
        }
    }
}

/// The beginning or end of a span.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// The same for all; `None` is open.
    Constant(End),
    /// A property.
    Column(usize),
}

impl Bound {
    /// `None` when it is not known.
    fn read(self, row: Row<'_>) -> Option<End> {
        match self {
            Self::Constant(end) => Some(end),
            Self::Column(column) => match row.features.value(row.index, column) {
                Scalar::Date(day) => Some(Some(Instant::Day(day))),
                _ => None,
            },
        }
    }
}

/// From one instant to another.
#[derive(Clone, Copy, Debug)]
pub struct Between {
    /// Its beginning.
    pub from: Bound,
    /// Its end.
    pub until: Bound,
}

impl Between {
    /// `None` when an end is not known, or comes before the beginning.
    #[must_use]
    pub fn read(self, row: Row<'_>) -> Option<Span> {
        let span = Span { from: self.from.read(row)?, until: self.until.read(row)? };
        (!span.is_backwards()).then_some(span)
    }

    /// The same for all.
    #[must_use]
    pub const fn constant(self) -> Option<Span> {
        match (self.from, self.until) {
            (Bound::Constant(from), Bound::Constant(until)) => Some(Span { from, until }),
            _ => None,
        }
    }
}

/// What may hold for a feature.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The same for all.
    Constant(Option<bool>),
    /// A property that is true or false.
    Column(usize),
    /// All of these.
    And(Vec<Self>),
    /// Any of these.
    Or(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
    /// Two values compared.
    Compare(Comparison, Operand, Operand),
    /// Text like a pattern.
    Like(Operand, Pattern),
    /// A value from one to another.
    Between(Operand, Operand, Operand),
    /// A value that is one of these.
    In(Operand, Vec<Operand>),
    /// A value that is one of these constants, in order.
    OneOf(Operand, Vec<Held<'static>>),
    /// A value that is not known.
    IsNull(Operand),
    /// A feature that is nowhere.
    IsNowhere,
    /// How the feature lies to a drawn shape.
    Spatial(Relation, Box<Prepared>),
    /// How the feature lies to itself: known as soon as it lies anywhere.
    SpatialOwn(bool),
    /// How two spans lie to each other.
    Temporal(Order, Between, Between),
}

impl Condition {
    /// Whether it holds; `None` when that is not known.
    #[must_use]
    pub fn holds(&self, row: Row<'_>) -> Option<bool> {
        match self {
            Self::Constant(truth) => *truth,
            Self::Column(column) => match row.features.value(row.index, *column) {
                Scalar::Boolean(truth) => Some(truth),
                _ => None,
            },
            Self::And(all) => all_hold(all.iter().map(|part| part.holds(row))),
            Self::Or(any) => any_holds(any.iter().map(|part| part.holds(row))),
            Self::Not(part) => part.holds(row).map(|truth| !truth),
            Self::Compare(how, one, other) => one.with(row, |one| other.with(row, |other| one.compare(*how, other))),
            Self::Like(text, pattern) => match text.read(row) {
                Held::Text(text, fold) => Some(pattern.matches(&text, fold)),
                _ => None,
            },
            Self::Between(value, least, most) => {
                let value = value.read(row);
                let above = least.with(row, |least| value.compare(Comparison::AtLeast, least));
                let below = most.with(row, |most| value.compare(Comparison::AtMost, most));
                all_hold([above, below].into_iter())
            }
            Self::In(value, listed) => {
                let value = value.read(row);
                any_holds(listed.iter().map(|one| one.with(row, |one| value.compare(Comparison::Equal, one))))
            }
            Self::OneOf(value, sorted) => match value.read(row) {
                Held::Null => None,
                value => {
                    Some(sorted.binary_search_by(|one| one.order(&value).unwrap_or(std::cmp::Ordering::Less)).is_ok())
                }
            },
            Self::IsNull(value) => Some(value.read(row) == Held::Null),
            Self::IsNowhere => Some(row.features.shape(row.index, row.crs) == Shape::Nowhere),
            Self::Spatial(relation, prepared) => prepared.lies(*relation, &row.features.shape(row.index, row.crs)),
            Self::SpatialOwn(truth) => (row.features.shape(row.index, row.crs) != Shape::Nowhere).then_some(*truth),
            Self::Temporal(how, one, other) => Some(one.read(row)?.lies(*how, &other.read(row)?)),
        }
    }

    /// How much work it is: cheap parts of AND and OR are looked at first.
    #[must_use]
    pub fn cost(&self) -> u32 {
        match self {
            Self::Constant(_) => 0,
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::cost).max().unwrap_or(0) + 1,
            Self::Not(part) => part.cost(),
            Self::Like(..) | Self::In(..) => 2,
            Self::Spatial(..) | Self::SpatialOwn(_) | Self::IsNowhere => 100,
            _ => 1,
        }
    }

    /// A box on the grid outside of which it holds for nothing, when it says one.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        match self {
            Self::Spatial(relation, prepared) if *relation != Relation::Disjoint => prepared.around().on_grid(),
            Self::And(all) => {
                all.iter().filter_map(Self::extent).min_by(|one, other| size(one).total_cmp(&size(other)))
            }
            Self::Or(any) => {
                let boxes: Option<Vec<Extent>> = any.iter().map(Self::extent).collect();
                Extent::around(boxes?.iter().flat_map(|extent| [extent.min, extent.max]))
            }
            _ => None,
        }
    }
}

fn size(extent: &Extent) -> f64 {
    (extent.max.easting_m - extent.min.easting_m) * (extent.max.northing_m - extent.min.northing_m)
}

/// Kleene's AND.
pub(super) fn all_hold(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

/// Kleene's OR.
pub(super) fn any_holds(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all_hold(parts.map(|part| part.map(|truth| !truth))).map(|none| !none)
}
