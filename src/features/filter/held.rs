//! A value while a filter is worked out, and what comparing and calculating make of two of them.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::features::filter::expression::{Arithmetic, Comparison};
use crate::features::filter::fold::Fold;
use crate::features::filter::instants::Instant;
use crate::features::scalar::{Scalar, whole_and_other};

/// A value; text is borrowed from the feature wherever the feature holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Held<'a> {
    /// Not known.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Another number, finite.
    Number(f64),
    /// A day or a moment.
    Instant(Instant),
    /// Text, and what of it does not count.
    Text(Cow<'a, str>, Fold),
}

impl<'a> From<Scalar<'a>> for Held<'a> {
    fn from(value: Scalar<'a>) -> Self {
        match value {
            Scalar::Null => Self::Null,
            Scalar::Boolean(truth) => Self::Boolean(truth),
            Scalar::Integer(number) => Self::Integer(number),
            Scalar::Number(number) if number.is_finite() => Self::Number(number),
            Scalar::Number(_) => Self::Null,
            Scalar::Date(day) => Self::Instant(Instant::Day(day)),
            Scalar::Text(text) => Self::Text(text, Fold::default()),
        }
    }
}

impl Held<'_> {
    /// Which of two is less: text by code points, false before true; `None` when either is not known.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one, fold), Self::Text(other, other_fold)) => {
                // UTF-8 sorts as its code points do.
                Some(if fold.is_none() && other_fold.is_none() {
                    one.as_bytes().cmp(other.as_bytes())
                } else {
                    fold.characters(one).cmp(other_fold.characters(other))
                })
            }
            (Self::Boolean(one), Self::Boolean(other)) => Some(one.cmp(other)),
            (Self::Instant(one), Self::Instant(other)) => Some(one.compare(*other)),
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Number(one), Self::Number(other)) => one.partial_cmp(other),
            (Self::Integer(one), Self::Number(other)) => whole_and_other(*one, *other),
            (Self::Number(one), Self::Integer(other)) => whole_and_other(*other, *one).map(Ordering::reverse),
            _ => None,
        }
    }

    /// Whether two compare so; `None` when either is not known.
    #[must_use]
    pub fn compare(&self, how: Comparison, other: &Self) -> Option<bool> {
        let order = self.order(other)?;
        Some(match how {
            Comparison::Equal => order.is_eq(),
            Comparison::Unequal => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::More => order.is_gt(),
            Comparison::AtMost => order.is_le(),
            Comparison::AtLeast => order.is_ge(),
        })
    }

    /// Two numbers joined. Whole numbers stay whole as long as they fit; what is divided by zero, or is no finite number, is
    /// not known.
    #[must_use]
    pub fn calculate(&self, how: Arithmetic, other: &Self) -> Held<'static> {
        if let (Self::Integer(one), Self::Integer(other)) = (self, other)
            && let Some(whole) = whole_numbers(*one, how, *other)
        {
            return Held::Integer(whole);
        }
        let (Some(one), Some(other)) = (self.number(), other.number()) else { return Held::Null };
        let made = match how {
            Arithmetic::Plus => one + other,
            Arithmetic::Minus => one - other,
            Arithmetic::Times => one * other,
            Arithmetic::Over | Arithmetic::Remainder | Arithmetic::Whole if other == 0.0 => return Held::Null,
            Arithmetic::Over => one / other,
            Arithmetic::Remainder => one % other,
            Arithmetic::Whole => (one / other).trunc(),
            Arithmetic::Power => one.powf(other),
        };
        if made.is_finite() { Held::Number(made) } else { Held::Null }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// The exact whole answer, when there is one.
fn whole_numbers(one: i64, how: Arithmetic, other: i64) -> Option<i64> {
    match how {
        Arithmetic::Plus => one.checked_add(other),
        Arithmetic::Minus => one.checked_sub(other),
        Arithmetic::Times => one.checked_mul(other),
        Arithmetic::Over => one.checked_rem(other).filter(|rest| *rest == 0).and_then(|_| one.checked_div(other)),
        Arithmetic::Remainder => one.checked_rem(other),
        Arithmetic::Whole => one.checked_div(other),
        Arithmetic::Power => u32::try_from(other).ok().and_then(|exponent| one.checked_pow(exponent)),
    }
}
