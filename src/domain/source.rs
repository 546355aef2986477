//! Where a fact comes from: publisher, licence, date, and how far it can be trusted.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::domain::shared_text;
use crate::vocabulary;

/// The key of a [`Source`]: a slug of publisher and file, for instance `trafford-council-asset-register`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceId(#[serde(deserialize_with = "shared_text::deserialize")] pub Arc<str>);

impl SourceId {
    /// A source id from its text.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(shared_text::shared(text.as_ref()))
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A published list that facts were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its key.
    pub id: SourceId,
    /// What it is, in a few words: "Asset register".
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Under which licence, as far as known.
    pub licence: Option<String>,
    /// The day the publisher gives it, if any.
    pub as_at: Option<Date>,
    /// The name of the file it was loaded from.
    pub file_name: String,
    /// True for the made-up region that catmap generates.
    pub fictional: bool,
}

vocabulary! {
    /// How far a value can be trusted (`scoring.md` section 5).
    Quality {
        Surveyed = "surveyed", "surveyed or confirmed by the owner";
        Estimated = "estimated", "estimated";
        Proxy = "proxy", "a stand-in";
    }
}

impl Quality {
    /// The share of full knowledge it counts as, from 0 to 1.
    #[must_use]
    pub const fn weight(self) -> f64 {
        match self {
            Self::Surveyed => 1.0,
            Self::Estimated => 0.7,
            Self::Proxy => 0.4,
        }
    }
}

/// One known value with its quality, source and date. Unknown is the absence of a `Fact`, never a value inside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// How far it can be trusted.
    pub quality: Quality,
    /// Where it was read.
    pub source: SourceId,
    /// The day it was true, as far as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub as_at: Option<Date>,
}

impl<T> Fact<T> {
    /// The same provenance around another value.
    pub fn with<U>(&self, value: U) -> Fact<U> {
        Fact { value, quality: self.quality, source: self.source.clone(), as_at: self.as_at }
    }
}

/// What is said of a value beside the value: what facts of one row of a file have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// How far it can be trusted.
    pub quality: Quality,
    /// Where it was read.
    pub source: SourceId,
    /// The day it was true, as far as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub as_at: Option<Date>,
}

impl Said {
    /// What is said of a fact.
    #[must_use]
    pub fn by<T>(fact: &Fact<T>) -> Self {
        Self { quality: fact.quality, source: fact.source.clone(), as_at: fact.as_at }
    }

    /// Whether it is what is said of a fact.
    #[must_use]
    pub fn is_of<T>(&self, fact: &Fact<T>) -> bool {
        self.quality == fact.quality && self.as_at == fact.as_at && self.source == fact.source
    }

    /// The fact with this value.
    #[must_use]
    pub fn of<T>(&self, value: T) -> Fact<T> {
        Fact { value, quality: self.quality, source: self.source.clone(), as_at: self.as_at }
    }
}

/// Dates as `2026-11-21` in JSON, absent when unknown.
pub mod iso_date_option {
    use serde::{Deserialize, Deserializer, Serializer};
    use time::Date;
    use time::macros::format_description;

    /// Writes the date, or null.
    ///
    /// # Errors
    /// When the serializer fails.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a date, or null.
    ///
    /// # Errors
    /// When the text is not a date like `2026-11-21`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text: Option<std::borrow::Cow<'de, str>> = Option::deserialize(deserializer)?;
        text.map(|text| {
            Date::parse(&text, format_description!("[year]-[month]-[day]"))
                .map_err(|_| serde::de::Error::custom(format!("\"{text}\" is not a date like 2026-11-21")))
        })
        .transpose()
    }
}
