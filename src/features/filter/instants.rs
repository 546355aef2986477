//! Days, moments and intervals, and the fifteen ways in which two of them lie to each other.
//!
//! A day beside a moment: both are taken as days, in UTC. The standard leaves that to each system (OGC 21-065r2, 7.7.3) and
//! names this as one of three ways; it keeps "before", "equal" and "after" apart, and a day touches what happens on it.

use std::cmp::Ordering;

use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, OffsetDateTime, UtcOffset};

use crate::features::filter::error::{FilterError, shortened};
use crate::features::filter::expression::{Expression, Order};

/// A day or a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instant {
    /// A day.
    Day(Date),
    /// A moment, in UTC.
    Moment(OffsetDateTime),
}

impl Instant {
    const fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.date(),
        }
    }

    /// Which of two is earlier; as days, when either is one.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Moment(one), Self::Moment(other)) => one.cmp(&other),
            _ => self.day().cmp(&other.day()),
        }
    }
}

/// The beginning or end of an interval; `None` is open.
pub type End = Option<Instant>;

/// From one instant to another, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its beginning.
    pub from: End,
    /// Its end.
    pub until: End,
}

impl Span {
    /// Whether it ends before it begins, which no span may.
    #[must_use]
    pub fn is_backwards(&self) -> bool {
        compare(Side::From(self.from), Side::Until(self.until), self.is_of_days()) == Ordering::Greater
    }

    fn is_of_days(&self) -> bool {
        [self.from, self.until].iter().any(|end| matches!(end, Some(Instant::Day(_))))
    }

    /// How this span lies to another.
    #[must_use]
    pub fn lies(&self, how: Order, other: &Self) -> bool {
        let days = self.is_of_days() || other.is_of_days();
        let compare = |one, other| compare(one, other, days);
        let (from, until) = (Side::From(self.from), Side::Until(self.until));
        let (other_from, other_until) = (Side::From(other.from), Side::Until(other.until));
        let begins = compare(from, other_from);
        let ends = compare(until, other_until);
        let after = compare(from, other_until);
        let before = compare(until, other_from);
        match how {
            Order::After => after.is_gt(),
            Order::Before => before.is_lt(),
            Order::Disjoint => after.is_gt() || before.is_lt(),
            Order::Intersects => after.is_le() && before.is_ge(),
            Order::Equals => begins.is_eq() && ends.is_eq(),
            Order::Contains => begins.is_lt() && ends.is_gt(),
            Order::During => begins.is_gt() && ends.is_lt(),
            Order::FinishedBy => begins.is_lt() && ends.is_eq(),
            Order::Finishes => begins.is_gt() && ends.is_eq(),
            Order::Meets => before.is_eq(),
            Order::MetBy => after.is_eq(),
            Order::OverlappedBy => begins.is_gt() && after.is_lt() && ends.is_gt(),
            Order::Overlaps => begins.is_lt() && before.is_gt() && ends.is_lt(),
            Order::StartedBy => begins.is_eq() && ends.is_gt(),
            Order::Starts => begins.is_eq() && ends.is_lt(),
        }
    }
}

/// Which side an open end lies on: before all time or after it.
#[derive(Clone, Copy)]
enum Side {
    From(End),
    Until(End),
}

fn compare(one: Side, other: Side, days: bool) -> Ordering {
    let rank = |side: Side| match side {
        Side::From(None) => (-1, None),
        Side::Until(None) => (1, None),
        Side::From(end) | Side::Until(end) => (0, end),
    };
    match (rank(one), rank(other)) {
        ((0, Some(one)), (0, Some(other))) if days => one.day().cmp(&other.day()),
        ((0, Some(one)), (0, Some(other))) => one.compare(other),
        ((one, _), (other, _)) => one.cmp(&other),
    }
}

/// A day, `2026-11-21`.
pub fn day(text: &str) -> Result<Date, FilterError> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain
        .then(|| Date::parse(text, &Iso8601::DATE).ok())
        .flatten()
        .ok_or_else(|| FilterError::new(format!("\"{}\" is not a day like 2026-11-21", shortened(text))))
}

/// A moment, `2026-11-21T12:00:00Z`, turned to UTC.
pub fn moment(text: &str) -> Result<OffsetDateTime, FilterError> {
    let decimals = text.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    (decimals <= 9)
        .then(|| OffsetDateTime::parse(text, &Rfc3339).ok())
        .flatten()
        .and_then(|moment| moment.checked_to_offset(UtcOffset::UTC))
        .filter(|moment| (0..=9999).contains(&moment.year()))
        .ok_or_else(|| FilterError::new(format!("\"{}\" is not a moment like 2026-11-21T12:00:00Z", shortened(text))))
}

/// A day, a moment or `..`.
pub fn end_of_interval(text: &str) -> Result<Expression, FilterError> {
    if text == ".." {
        Ok(Expression::Open)
    } else if text.len() <= 10 {
        day(text).map(Expression::Day)
    } else {
        moment(text).map(Expression::Moment)
    }
}
