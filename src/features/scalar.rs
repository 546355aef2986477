//! One plain value of a property: text, number, true or false, or not known.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::{Serialize, Serializer};
use time::Date;

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
    /// A day.
    Date(Date),
    /// Text.
    Text(Cow<'a, str>),
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            // A whole number is written without a decimal point: 240, not 240.0.
            Self::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Date(day) => serializer.collect_str(day),
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

    /// Whether nothing is known.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl Scalar<'_> {
    /// Which of two is less: text by code points, false before true; `None` when either is not known or they are of
    /// different kinds.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Boolean(one), Self::Boolean(other)) => Some(one.cmp(other)),
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Number(one), Self::Number(other)) => one.partial_cmp(other),
            (Self::Integer(one), Self::Number(other)) => whole_and_other(*one, *other),
            (Self::Number(one), Self::Integer(other)) => whole_and_other(*other, *one).map(Ordering::reverse),
            (Self::Date(one), Self::Date(other)) => Some(one.cmp(other)),
            // UTF-8 sorts as its code points do.
            (Self::Text(one), Self::Text(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
            _ => None,
        }
    }

    /// A number for each kind, so that values of different kinds have an order too.
    pub(super) const fn rank(&self) -> u8 {
        match self {
            Self::Boolean(_) => 0,
            Self::Integer(_) | Self::Number(_) => 1,
            Self::Date(_) => 2,
            Self::Text(_) => 3,
            Self::Null => 4,
        }
    }

    /// The same with its text its own.
    #[must_use]
    pub fn into_owned(self) -> Scalar<'static> {
        match self {
            Self::Null => Scalar::Null,
            Self::Boolean(truth) => Scalar::Boolean(truth),
            Self::Integer(number) => Scalar::Integer(number),
            Self::Number(number) => Scalar::Number(number),
            Self::Date(day) => Scalar::Date(day),
            Self::Text(text) => Scalar::Text(Cow::Owned(text.into_owned())),
        }
    }
}

/// A whole number beside another, exactly: above 2^53 not every whole number is a floating-point number.
pub(super) fn whole_and_other(whole: i64, other: f64) -> Option<Ordering> {
    match (whole as f64).partial_cmp(&other)? {
        // Rounding keeps order, so only what looks equal must be looked at again; `other` is whole here.
        Ordering::Equal => Some(i128::from(whole).cmp(&(other as i128))),
        unequal => Some(unequal),
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
        Self::Date(day)
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Scalar<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
