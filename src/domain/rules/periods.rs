//! When a period of law ends.
//!
//! The periods of the Localism Act 2011 begin *with* a day (sections 87(3) and 95(6)), so that day counts: five years that
//! begin with 1 May 2021 have 30 April 2026 as their last day.

use time::{Date, Duration, Month};

/// "22 November 2026".
#[must_use]
pub fn in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), day.month(), day.year())
}

/// The last day of a period of so many weeks that begins with this day; `None` beyond the calendar.
#[must_use]
pub fn last_day_of_weeks(first: Date, weeks: u16) -> Option<Date> {
    first.checked_add(Duration::weeks(i64::from(weeks)))?.previous_day()
}

/// The last day of a period of so many calendar months that begins with this day; `None` beyond the calendar. Where the
/// month it ends in has no such day, it ends with that month.
#[must_use]
pub fn last_day_of_months(first: Date, months: u16) -> Option<Date> {
    let count = u16::from(u8::from(first.month())) - 1 + months;
    let year = first.year().checked_add(i32::from(count / 12))?;
    let month = Month::try_from(u8::try_from(count % 12).ok()? + 1).ok()?;
    match Date::from_calendar_date(year, month, first.day()) {
        Ok(same_day) => same_day.previous_day(),
        Err(_) => Date::from_calendar_date(year, month, month.length(year)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use time::Date;
    use time::macros::date;

    use super::{last_day_of_months, last_day_of_weeks};

    #[test]
    fn a_period_that_begins_with_a_day_counts_that_day() {
        assert_eq!(last_day_of_weeks(date!(2026 - 11 - 02), 6), Some(date!(2026 - 12 - 13)));
        assert_eq!(last_day_of_months(date!(2026 - 11 - 02), 6), Some(date!(2027 - 05 - 01)));
        assert_eq!(last_day_of_months(date!(2026 - 11 - 02), 18), Some(date!(2028 - 05 - 01)));
        assert_eq!(last_day_of_months(date!(2021 - 05 - 01), 60), Some(date!(2026 - 04 - 30)));
        assert_eq!(last_day_of_months(date!(2026 - 12 - 31), 12), Some(date!(2027 - 12 - 30)));
    }

    #[test]
    fn a_period_that_would_end_on_a_day_there_is_not_ends_with_the_month() {
        assert_eq!(last_day_of_months(date!(2026 - 08 - 31), 6), Some(date!(2027 - 02 - 28)));
        assert_eq!(last_day_of_months(date!(2024 - 02 - 29), 60), Some(date!(2029 - 02 - 28)));
        assert_eq!(last_day_of_months(date!(2023 - 08 - 30), 6), Some(date!(2024 - 02 - 29)));
    }

    #[test]
    fn beyond_the_calendar_there_is_no_last_day() {
        assert_eq!(last_day_of_months(Date::MAX, 18), None);
        assert_eq!(last_day_of_weeks(Date::MAX, 6), None);
    }
}
