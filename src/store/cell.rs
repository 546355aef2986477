//! One value of one column, in the few types that SQLite and PostgreSQL hold alike.

use std::borrow::Cow;
use std::vec;

use serde::Serialize;
use serde::de::DeserializeOwned;
use time::{Date, OffsetDateTime, UtcOffset};

/// As much as most records take as JSON.
const USUAL_JSON_BYTES: usize = 768;

/// The types a column may have. The comment names the column type in the migrations.
#[derive(Clone, Copy, Debug)]
pub(super) enum CellType {
    /// TEXT
    Text,
    /// BIGINT
    Integer,
    /// DOUBLE PRECISION
    Real,
    /// DATE
    Date,
    /// TIMESTAMPTZ
    Moment,
    /// BYTEA
    Bytes,
}

/// One value, or its absence. The absence knows its type, because PostgreSQL wants to know it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Text(Option<Cow<'a, str>>),
    Integer(Option<i64>),
    Real(Option<f64>),
    Date(Option<Date>),
    Moment(Option<OffsetDateTime>),
    Bytes(Option<Vec<u8>>),
}

impl<'a> Cell<'a> {
    /// Borrowed text.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }

    /// Borrowed text, if any.
    pub fn text_option(text: Option<&'a str>) -> Self {
        Self::Text(text.map(Cow::Borrowed))
    }

    /// A number that fits.
    pub fn integer(number: impl Into<i64>) -> Self {
        Self::Integer(Some(number.into()))
    }

    /// A number.
    pub fn real(number: f64) -> Self {
        Self::Real(Some(number))
    }

    /// A moment, cut to the microsecond: PostgreSQL keeps no more.
    pub fn moment(moment: OffsetDateTime) -> Self {
        let whole = moment.nanosecond() / 1000 * 1000;
        Self::Moment(Some(moment.to_offset(UtcOffset::UTC).replace_nanosecond(whole).unwrap_or(moment)))
    }

    /// A value as JSON, proved to read back as it was.
    ///
    /// JSON writes a number that is not finite as `null`, which would come back as something else or not at all. Since
    /// our records leave out what is not known, the word `null` is rare, and only where it stands is the proof made.
    pub fn json<T: Serialize + DeserializeOwned + PartialEq>(value: &T) -> Result<Self, String> {
        let mut bytes = Vec::with_capacity(USUAL_JSON_BYTES);
        serde_json::to_writer(&mut bytes, value).map_err(|error| format!("It cannot be written as JSON: {error}."))?;
        let text = String::from_utf8(bytes).map_err(|error| format!("It cannot be written as JSON: {error}."))?;
        if text.contains("null") && !serde_json::from_str::<T>(&text).is_ok_and(|read| read == *value) {
            return Err("It holds a number that is not finite, which cannot be kept.".to_owned());
        }
        Ok(Self::Text(Some(Cow::Owned(text))))
    }

    /// Why the value cannot be kept in either database, if so.
    pub fn refusal(&self) -> Option<&'static str> {
        match self {
            Self::Text(Some(text)) if text.contains('\0') => {
                Some("A text in it holds a NUL character, which cannot be kept.")
            }
            Self::Real(Some(number)) if !number.is_finite() => {
                Some("It holds a number that is not finite, which cannot be kept.")
            }
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { text.as_deref() } else { None }
    }

    /// The number, if it is a whole one.
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { *number } else { None }
    }

    /// The date, if it is one.
    pub fn as_date(&self) -> Option<Date> {
        if let Self::Date(date) = self { *date } else { None }
    }

    /// The value as a part of a key, which is a text, a date or a whole number; nothing for any other cell.
    pub fn as_key(&self) -> Cow<'_, str> {
        match self {
            Self::Text(Some(text)) => Cow::Borrowed(text),
            Self::Date(Some(date)) => Cow::Owned(date.to_string()),
            Self::Integer(Some(number)) => Cow::Owned(number.to_string()),
            _ => Cow::Borrowed(""),
        }
    }
}

/// What cannot be read back: a sentence for the log.
#[derive(Debug)]
pub(super) struct Unreadable(pub String);

impl<E: std::error::Error> From<E> for Unreadable {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// The cells of one or more rows, taken one by one in the order of the columns.
pub(super) struct Cells(vec::IntoIter<Cell<'static>>);

impl Cells {
    pub fn new(cells: Vec<Cell<'static>>) -> Self {
        Self(cells.into_iter())
    }

    pub fn text_option(&mut self) -> Result<Option<String>, Unreadable> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(text.map(Cow::into_owned)),
            other => Err(unexpected("a text", other.as_ref())),
        }
    }

    pub fn text(&mut self) -> Result<String, Unreadable> {
        self.text_option()?.ok_or_else(|| unexpected("a text", None))
    }

    /// A text that `read` understands, such as the slug of a vocabulary.
    pub fn word<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Unreadable> {
        let text = self.text()?;
        read(&text).ok_or_else(|| Unreadable(format!("\"{text}\" is not a word expected there")))
    }

    /// The same, if there is any text.
    pub fn word_option<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Unreadable> {
        let Some(text) = self.text_option()? else { return Ok(None) };
        read(&text).map(Some).ok_or_else(|| Unreadable(format!("\"{text}\" is not a word expected there")))
    }

    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, Unreadable> {
        Ok(serde_json::from_str(&self.text()?)?)
    }

    pub fn integer_option<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, Unreadable> {
        match self.0.next() {
            Some(Cell::Integer(number)) => {
                number.map(|n| T::try_from(n).map_err(|_| Unreadable(format!("{n} is out of range")))).transpose()
            }
            other => Err(unexpected("a whole number", other.as_ref())),
        }
    }

    pub fn integer<T: TryFrom<i64>>(&mut self) -> Result<T, Unreadable> {
        self.integer_option()?.ok_or_else(|| unexpected("a whole number", None))
    }

    pub fn flag(&mut self) -> Result<bool, Unreadable> {
        Ok(self.integer::<i64>()? != 0)
    }

    pub fn real_option(&mut self) -> Result<Option<f64>, Unreadable> {
        match self.0.next() {
            Some(Cell::Real(number)) => Ok(number),
            other => Err(unexpected("a number", other.as_ref())),
        }
    }

    pub fn real(&mut self) -> Result<f64, Unreadable> {
        self.real_option()?.ok_or_else(|| unexpected("a number", None))
    }

    pub fn date_option(&mut self) -> Result<Option<Date>, Unreadable> {
        match self.0.next() {
            Some(Cell::Date(date)) => Ok(date),
            other => Err(unexpected("a date", other.as_ref())),
        }
    }

    pub fn date(&mut self) -> Result<Date, Unreadable> {
        self.date_option()?.ok_or_else(|| unexpected("a date", None))
    }

    pub fn moment_option(&mut self) -> Result<Option<OffsetDateTime>, Unreadable> {
        match self.0.next() {
            Some(Cell::Moment(moment)) => Ok(moment.map(|moment| moment.to_offset(UtcOffset::UTC))),
            other => Err(unexpected("a moment", other.as_ref())),
        }
    }

    pub fn moment(&mut self) -> Result<OffsetDateTime, Unreadable> {
        self.moment_option()?.ok_or_else(|| unexpected("a moment", None))
    }

    pub fn bytes_option(&mut self) -> Result<Option<Vec<u8>>, Unreadable> {
        match self.0.next() {
            Some(Cell::Bytes(bytes)) => Ok(bytes),
            other => Err(unexpected("bytes", other.as_ref())),
        }
    }

    pub fn bytes(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.bytes_option()?.ok_or_else(|| unexpected("bytes", None))
    }
}

fn unexpected(wanted: &str, found: Option<&Cell<'_>>) -> Unreadable {
    Unreadable(format!("{wanted} was expected, not {found:?}"))
}
