//! The time that features are wanted from, as OGC API - Features Part 1 writes it (7.15.4): a day, a moment, or from one to
//! another with either end open.
//!
//! The time of a feature is a day, so only the days of moments matter.

use thiserror::Error;
use time::{Date, OffsetDateTime};

use crate::features::filter::{day, moment};

/// From one day to another, both included; `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

/// Why a text is no such time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IntervalError {
    /// It is spelled otherwise.
    #[error("a moment like 2026-11-21T12:00:00Z, a day, or two of them with a slash between, of which one may be ..")]
    Garbled,
    /// It ends before it begins.
    #[error("the end comes before the beginning")]
    Backwards,
}

impl Interval {
    /// The time in a text such as `2026-11-21` or `2020-01-01/..`.
    ///
    /// # Errors
    /// [`IntervalError`] when it is spelled otherwise or ends before it begins.
    pub fn parse(text: &str) -> Result<Self, IntervalError> {
        let Some((from, until)) = text.split_once('/') else {
            let (begins, _) = begins_and_ends(text)?;
            return Ok(Self { first: Some(begins.date()), last: Some(begins.date()) });
        };
        let open = |text: &str| text.is_empty() || text == "..";
        let end = |text: &str| if open(text) { Ok(None) } else { begins_and_ends(text).map(Some) };
        let (from, until) = (end(from)?, end(until)?);
        match (from, until) {
            (None, None) => Err(IntervalError::Garbled),
            (Some((begins, _)), Some((_, ends))) if begins > ends => Err(IntervalError::Backwards),
            _ => {
                Ok(Self { first: from.map(|(begins, _)| begins.date()), last: until.map(|(begins, _)| begins.date()) })
            }
        }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }
}

/// The first and the last moment of a day, or a moment twice.
fn begins_and_ends(text: &str) -> Result<(OffsetDateTime, OffsetDateTime), IntervalError> {
    if let Ok(day) = day(text) {
        let last = time::Time::MAX;
        return Ok((day.midnight().assume_utc(), day.with_time(last).assume_utc()));
    }
    moment(text).map(|moment| (moment, moment)).map_err(|_| IntervalError::Garbled)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{Interval, IntervalError};

    #[test]
    fn days_moments_and_open_ends_are_read() {
        let (may, june) = (Some(date!(2020 - 05 - 01)), Some(date!(2020 - 06 - 30)));
        for (text, first, last) in [
            ("2020-05-01", may, may),
            ("2020-05-01T23:59:59Z", may, may),
            ("2020-05-01/2020-06-30", may, june),
            ("2020-05-01T10:00:00Z/2020-06-30", may, june),
            ("../2020-06-30", None, june),
            ("/2020-06-30", None, june),
            ("2020-05-01/..", may, None),
            ("2020-05-01/", may, None),
            ("2020-05-01T10:00:00Z/2020-05-01", may, may),
            ("0000-01-01T00:00:00Z/9999-12-31T23:59:59Z", Some(date!(0000 - 01 - 01)), Some(date!(9999 - 12 - 31))),
            ("2020-05-02T00:30:00+01:00", may, may),
        ] {
            assert_eq!(Interval::parse(text), Ok(Interval { first, last }), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "..",
            "/",
            "../..",
            "2020",
            "2020-13-01",
            "2020-05-01/2020-06-01/..",
            "2020-05-01 ",
            "soon/..",
            "2020-05-01T10:00",
        ] {
            assert_eq!(Interval::parse(text), Err(IntervalError::Garbled), "{text}");
        }
        for text in
            ["2020-05-02/2020-05-01", "2020-05-01T10:00:00Z/2020-05-01T09:59:59Z", "2020-05-02/2020-05-01T10:00:00Z"]
        {
            assert_eq!(Interval::parse(text), Err(IntervalError::Backwards), "{text}");
        }
    }

    #[test]
    fn both_ends_are_included() {
        let may = Interval::parse("2020-05-01/2020-05-31").unwrap();
        for (day, holds) in [
            (date!(2020 - 04 - 30), false),
            (date!(2020 - 05 - 01), true),
            (date!(2020 - 05 - 31), true),
            (date!(2020 - 06 - 01), false),
        ] {
            assert_eq!(may.holds(day), holds, "{day}");
        }
    }
}
