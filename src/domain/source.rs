//! Where a fact comes from: publisher, licence, date, and how far it can be trusted.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::{Deref, DerefMut};
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
///
/// What is said of the value reads as if it stood in the fact: `fact.quality`. It is held apart because a million assets
/// have some ten million facts, and nearly all of one register say the same of themselves.
#[derive(Clone, PartialEq, Serialize)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// What is said of it; those that say the same mostly share it.
    #[serde(flatten)]
    pub said: Arc<Said>,
}

impl<T> Fact<T> {
    /// A value, how far it can be trusted, where it was read, and the day it was true as far as the source says.
    #[must_use]
    pub fn new(value: T, quality: Quality, source: SourceId, as_at: Option<Date>) -> Self {
        Self { value, said: Said { quality, source, as_at, evidence: None }.shared() }
    }

    /// The same provenance around another value.
    pub fn with<U>(&self, value: U) -> Fact<U> {
        Fact { value, said: Arc::clone(&self.said) }
    }
}

impl<T> Deref for Fact<T> {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

impl<T> DerefMut for Fact<T> {
    /// For this fact alone: others that share it keep what they say.
    fn deref_mut(&mut self) -> &mut Said {
        Arc::make_mut(&mut self.said)
    }
}

impl<T: fmt::Debug> fmt::Debug for Fact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { quality, source, as_at, evidence } = &*self.said;
        let mut fact = f.debug_struct("Fact");
        fact.field("value", &self.value)
            .field("quality", quality)
            .field("source", source)
            .field("as_at", as_at)
            .field("evidence", evidence)
            .finish()
    }
}

/// What is said of a value beside the value: what facts of one row of a file have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Said {
    /// How far it can be trusted.
    pub quality: Quality,
    /// Where it was read.
    pub source: SourceId,
    /// The day it was true, as far as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "iso_date_option")]
    pub as_at: Option<Date>,
    /// What a person took it from, in their words: "Condition survey 2025".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// What a thread remembers having been said: some hundred registers on some hundred days each. It then begins anew.
const REMEMBERED: usize = 32_768;

thread_local! {
    static SAID: RefCell<HashSet<Arc<Said>>> = RefCell::default();
}

impl Said {
    /// The same, shared with its equals that this thread came across. The facts of a register are of
    /// many days, so it is not enough to remember the last few: with sixteen, a million assets took 120 MB more.
    #[must_use]
    pub fn shared(self) -> Arc<Self> {
        SAID.with_borrow_mut(|held| {
            if let Some(held) = held.get(&self) {
                return Arc::clone(held);
            }
            if held.len() == REMEMBERED {
                held.clear();
            }
            let new = Arc::new(self);
            held.insert(Arc::clone(&new));
            new
        })
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use time::Date;

    use super::{Fact, Quality, SourceId};

    #[test]
    fn what_is_said_of_many_facts_is_held_once_on_whatever_days_they_were_true() {
        let source = SourceId::new("a-register");
        let day = |number: i32| Date::from_julian_day(2_460_000 + number % 700).ok();
        let facts: Vec<Fact<i32>> =
            (0..2_100).map(|number| Fact::new(number, Quality::Surveyed, source.clone(), day(number))).collect();
        for (number, fact) in (0..).zip(&facts) {
            assert_eq!((fact.value, fact.as_at, fact.quality), (number, day(number), Quality::Surveyed));
            assert!(Arc::ptr_eq(&fact.said, &facts[number as usize % 700].said), "fact {number}");
        }
    }

    #[test]
    fn another_word_on_one_fact_is_not_said_of_the_others() {
        let one = Fact::new(1, Quality::Surveyed, SourceId::new("a-register"), None);
        let mut other = one.with(2);
        other.quality = Quality::Estimated;
        assert_eq!((one.quality, other.quality), (Quality::Surveyed, Quality::Estimated));
    }
}
