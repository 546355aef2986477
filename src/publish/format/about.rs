//! What every file says of itself: what it holds, what was asked for, of when it is, and where it is from.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::domain::source::Source;
use crate::features::collection::Column;
use crate::publish::format::Export;
use crate::publish::record::source_json;

/// What is known of a file besides its features.
#[derive(Clone, Debug)]
pub struct About {
    /// What was asked for, as names and values in the words of whoever asked: filter, order, box.
    pub asked: Vec<(String, String)>,
    /// How many features match what was asked for; fewer are in a file that was asked for in part.
    pub number_matched: usize,
    /// Where it can be asked for again.
    pub address: Option<String>,
    /// When this state of the data was taken up.
    pub as_at: OffsetDateTime,
    /// Where the data are from.
    pub sources: Vec<Source>,
}

/// The sentence for what was made up.
const FICTIONAL: &str = "Yes. This is made up to try catmap out: no real place, body or person is meant.";

/// The statement that the Open Government Licence asks for where several sources are used.
const OPEN_GOVERNMENT: &str = "Contains public sector information licensed under the Open Government Licence v3.0.";

impl Export<'_> {
    /// What the file says of itself, as labels and sentences, for people.
    #[must_use]
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let (described, about) = (self.features.described(), self.about);
        let mut told = vec![
            ("Title", described.title.to_string()),
            ("What is in it", described.about.to_string()),
            ("Features", format!("{} of {} that match", self.items.len(), about.number_matched)),
            ("Coordinates", self.crs.short()),
            ("State of the data", about.time()),
        ];
        let asked: Vec<String> = about.asked.iter().map(|(name, value)| format!("{name}={value}")).collect();
        told.push(("Asked for", if asked.is_empty() { "everything".to_owned() } else { asked.join(" and ") }));
        told.extend(about.address.clone().map(|address| ("Address", address)));
        if about.is_fictional() {
            told.push(("Fictional", FICTIONAL.to_owned()));
        }
        told.extend(about.sources.iter().map(|source| ("Source", cited(source))));
        told.push(("Attribution", about.attribution()));
        told
    }

    /// The same in lines, for formats with room for one text.
    #[must_use]
    pub fn told_in_lines(&self) -> String {
        self.told().into_iter().map(|(label, text)| format!("{label}: {text}")).collect::<Vec<_>>().join("\n")
    }

    /// The same for programs.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let (described, about) = (self.features.described(), self.about);
        let asked: serde_json::Map<String, Value> =
            about.asked.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        json!({
            "collection": described.name,
            "title": described.title,
            "description": described.about,
            "numberMatched": about.number_matched,
            "numberReturned": self.items.len(),
            "crs": self.crs.uri(),
            "timeStamp": about.time(),
            "asked": asked,
            "address": about.address,
            "fictional": about.is_fictional(),
            "sources": about.sources.iter().map(source_json).collect::<Vec<_>>(),
            "attribution": about.attribution(),
        })
    }
}

impl About {
    /// When this state of the data was taken up, as text.
    #[must_use]
    pub fn time(&self) -> String {
        self.as_at.format(&Rfc3339).unwrap_or_default()
    }

    /// Whether anything in it was made up.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        self.sources.iter().any(|source| source.fictional)
    }

    /// What must be said where the data are shown.
    #[must_use]
    pub fn attribution(&self) -> String {
        let mut publishers: Vec<&str> = self.sources.iter().map(|source| source.publisher.as_str()).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let is_open = |source: &Source| {
            source.licence.as_ref().is_some_and(|licence| licence.to_lowercase().contains("open government licence"))
        };
        let mut said =
            if publishers.is_empty() { String::new() } else { format!("Data from {}.", publishers.join("; ")) };
        if self.sources.iter().any(is_open) {
            said = format!("{said} {OPEN_GOVERNMENT}");
        }
        said
    }
}

/// A source in a line.
fn cited(source: &Source) -> String {
    let day = source.as_at.map(|day| format!(", {day}")).unwrap_or_default();
    let licence = source.licence.as_deref().unwrap_or("licence not stated by the publisher");
    let fictional = if source.fictional { " (made up)" } else { "" };
    format!("{}: {}, {}{day}; {licence}{fictional}", source.id, source.title, source.publisher)
}

/// What people call a column: `usable_area_m2` as "Usable area m2".
#[must_use]
pub fn heading(column: &Column) -> String {
    in_words(&column.name)
}

/// A name or slug in words, with a capital.
#[must_use]
pub fn in_words(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
