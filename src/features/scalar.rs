//! One plain value of a property: text, number, true or false, or not known.

use std::borrow::Cow;

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
