//! What somebody asks about a building: to whom it goes, how far it has got, and how long what they wrote is kept.
//!
//! Whoever asks gives their name and address for one answer. So what they wrote stands apart from the rest in [`Written`],
//! is read by the officers it went to and by administrators alone, never shows itself in a log, and is cleared in time.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime};

use crate::domain::asset::AssetId;
use crate::domain::place::Position;
use crate::vocabulary;

vocabulary! {
    /// How far an enquiry has got.
    EnquiryState {
        New = "new", "New";
        Answered = "answered", "Answered";
        Closed = "closed", "Closed";
    }
}

/// What an enquiry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnquirySubject {
    /// An asset on the map.
    Asset(AssetId),
    /// A building that is not on the map, in this borough as far as known. Where it is stands in [`Written`].
    Unlisted {
        /// The borough, in the spelling of the areas.
        borough: Option<String>,
    },
}

/// All that somebody wrote when they asked, and where they pointed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// What they are called.
    pub name: String,
    /// Where they are answered.
    pub email: String,
    /// For whom they ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// What they ask.
    pub message: String,
    /// The space they look for, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    /// Which building it is, when it is not on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Where it is, when it is not on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Position>,
}

impl fmt::Debug for Written {
    /// Says nothing: what is printed may end up in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Written(..)")
    }
}

/// The last time an officer did something with an enquiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnquiryTouch {
    /// Who.
    pub by: String,
    /// When.
    pub at: OffsetDateTime,
}

/// An enquiry as its officers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Enquiry {
    /// The reference that its asker was given: random, so that it tells nothing about others.
    pub id: String,
    /// When it was asked.
    pub asked_at: OffsetDateTime,
    /// What it is about.
    pub subject: EnquirySubject,
    /// The council whose officers it went to, as it is called there; `None` for administrators alone.
    pub council: Option<String>,
    /// What was written; `None` once it was cleared.
    pub written: Option<Written>,
    /// How far it has got.
    pub state: EnquiryState,
    /// What the officer noted.
    pub note: Option<String>,
    /// Who changed it last.
    pub touched: Option<EnquiryTouch>,
}

/// Where a page of enquiries begins: after the one of this time and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnquiriesAfter {
    /// When it was asked.
    pub asked_at: OffsetDateTime,
    /// Its id.
    pub id: String,
}

impl EnquiriesAfter {
    /// As one text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} {}", self.asked_at.unix_timestamp(), self.id)
    }

    /// From that text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (seconds, id) = text.split_once(' ')?;
        let asked_at = OffsetDateTime::from_unix_timestamp(seconds.parse().ok()?).ok()?;
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_id.then(|| Self { asked_at, id: id.to_owned() })
    }
}

/// What was written in enquiries that were last touched before this day is to be cleared, when it is kept for so many months.
#[must_use]
pub fn kept_since(today: Date, months: u32) -> Date {
    let month = i64::from(today.year()) * 12 + i64::from(u8::from(today.month())) - 1 - i64::from(months);
    let year = i32::try_from(month.div_euclid(12)).unwrap_or(today.year());
    let number = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    let month = Month::try_from(number).unwrap_or(Month::January);
    let day = today.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn months_are_counted_by_the_calendar() {
        for (today, months, since) in [
            (date!(2026 - 11 - 22), 24, date!(2024 - 11 - 22)),
            (date!(2026 - 01 - 31), 2, date!(2025 - 11 - 30)),
            (date!(2024 - 02 - 29), 12, date!(2023 - 02 - 28)),
            (date!(2026 - 12 - 01), 1, date!(2026 - 11 - 01)),
            (date!(2026 - 01 - 15), 1, date!(2025 - 12 - 15)),
        ] {
            assert_eq!(kept_since(today, months), since, "{today} {months}");
        }
    }

    #[test]
    fn a_place_in_the_list_is_read_back_from_its_text_and_from_no_other() {
        let after = EnquiriesAfter { asked_at: datetime!(2026-11-22 12:00 UTC), id: "K7QM-3F9X-2BTE".to_owned() };
        assert_eq!(EnquiriesAfter::from_text(&after.text()), Some(after));
        for text in ["", "12", "x K7QM", "12 ", "12 '; --", "99999999999999999 K7QM"] {
            assert_eq!(EnquiriesAfter::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_written_does_not_show_itself_when_it_is_printed() {
        let written = Written {
            name: "Ada Example".to_owned(),
            email: "ada@example.org".to_owned(),
            organisation: Some("Kitchen CIC".to_owned()),
            message: "May we see it?".to_owned(),
            need: None,
            place: Some("The old baths".to_owned()),
            point: None,
        };
        assert_eq!(format!("{written:?} {:#?}", Some(&written)), "Written(..) Some(\n    Written(..),\n)");
    }
}
