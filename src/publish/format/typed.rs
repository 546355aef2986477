//! Values as their columns say they are: formats with typed columns take no other.

use std::borrow::Cow;

use crate::features::Scalar;
use crate::features::collection::Kind;

/// The value in the type of its column: a whole number is a number, and anything can be text. What cannot be of that type is
/// null; no collection has such a value.
#[must_use]
pub fn typed(value: Scalar<'_>, kind: Kind) -> Scalar<'_> {
    match (kind, value) {
        (Kind::Number, Scalar::Integer(number)) => Scalar::Number(number as f64),
        (Kind::Integer, Scalar::Number(number)) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Scalar::Integer(number as i64)
        }
        (Kind::Text | Kind::Word(_), value) => match text_of(&value) {
            Some(text) => Scalar::Text(Cow::Owned(text.into_owned())),
            None => Scalar::Null,
        },
        (Kind::Number, value @ Scalar::Number(_))
        | (Kind::Integer, value @ Scalar::Integer(_))
        | (Kind::Date, value @ Scalar::Date(_))
        | (Kind::Boolean, value @ Scalar::Boolean(_)) => value,
        _ => Scalar::Null,
    }
}

/// A value as text; `None` when it is not known.
#[must_use]
pub fn text_of<'v>(value: &'v Scalar<'_>) -> Option<Cow<'v, str>> {
    Some(match value {
        Scalar::Null => return None,
        Scalar::Boolean(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
        Scalar::Integer(number) => Cow::Owned(number.to_string()),
        Scalar::Number(number) => Cow::Owned(number.to_string()),
        Scalar::Date(day) => Cow::Owned(day.to_string()),
        Scalar::Text(text) => Cow::Borrowed(text),
    })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_whole_number_in_a_column_of_numbers_is_a_number_and_nothing_is_taken_for_what_it_is_not() {
        assert_eq!(typed(Scalar::Integer(113_000), Kind::Number), Scalar::Number(113_000.0));
        assert_eq!(typed(Scalar::Number(2.0), Kind::Integer), Scalar::Integer(2));
        assert_eq!(typed(Scalar::Date(date!(2026 - 11 - 22)), Kind::Text), "2026-11-22".into());
        assert_eq!(typed(Scalar::Boolean(true), Kind::Boolean), Scalar::Boolean(true));
        for (value, kind) in [
            (Scalar::Number(2.5), Kind::Integer),
            (Scalar::Text("x".into()), Kind::Number),
            (Scalar::Null, Kind::Text),
            (Scalar::Integer(1), Kind::Boolean),
        ] {
            assert_eq!(typed(value, kind), Scalar::Null);
        }
    }
}
