//! The table of official files: `data/sources.toml`, or another one in the same layout.

use serde::Deserialize;
use time::{Date, Month};

use super::FetchError;
use crate::domain::imported::FileKind;

/// How many months back a file named after its month is looked for.
const MONTHS_BACK: usize = 6;

/// One official file and where its publisher has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialFile {
    /// Its name on the command line.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The page where a person finds it.
    pub page: String,
    /// Where the file is; `{year}` and `{month}` are those of the newest month that the publisher has.
    pub url: String,
    /// What it is called in the folder of downloads, with the same two marks.
    pub file_name: String,
    /// Under which licence.
    pub licence: String,
    /// As which kind it is taken in, by slug.
    pub kind: String,
    /// Texts that must stand at its start.
    #[serde(default)]
    pub header: Vec<String>,
    /// About how large it is.
    #[serde(default)]
    pub size_mib: Option<u64>,
    /// SHA-256, hexadecimal, of a release that does not change.
    #[serde(default)]
    pub sha256: Option<String>,
    /// What else to know.
    #[serde(default)]
    pub note: Option<String>,
}

impl OfficialFile {
    /// As which kind it is taken in. Every file of a table that was read has one.
    #[must_use]
    pub fn kind(&self) -> Option<FileKind> {
        FileKind::from_slug(&self.kind)
    }

    /// Addresses with file names to try one after the other: one, or one for each of the last months, newest first.
    #[must_use]
    pub fn places(&self, today: Date) -> Vec<(String, String)> {
        let mut places: Vec<(String, String)> = Vec::new();
        let (mut year, mut month) = (today.year(), today.month());
        for _ in 0..MONTHS_BACK {
            let filled = |text: &str| {
                text.replace("{year}", &year.to_string()).replace("{month}", &format!("{:02}", u8::from(month)))
            };
            let place = (filled(&self.url), filled(&self.file_name));
            if !places.contains(&place) {
                places.push(place);
            }
            if month == Month::January {
                year -= 1;
            }
            month = month.previous();
        }
        places
    }

    /// Why it cannot be used, if so.
    fn fault(&self) -> Option<String> {
        let plain =
            |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '{' | '}'));
        if self.id.is_empty() || !self.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Some("its id may have small letters, digits and hyphens".to_owned());
        }
        if self.kind().is_none() {
            return Some(format!("\"{}\" is no kind of file", self.kind));
        }
        if !self.url.starts_with("https://") && !self.url.starts_with("http://") {
            return Some("its url must begin with https:// or http://".to_owned());
        }
        if self.file_name.is_empty() || self.file_name.starts_with('.') || !plain(&self.file_name) {
            return Some("its file_name may have letters, digits, hyphens and full stops, and no folder".to_owned());
        }
        let is_sum = |sum: &String| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.sha256.as_ref().filter(|sum| !is_sum(sum)).map(|_| "its sha256 must have 64 digits".to_owned())
    }
}

/// The table that comes with catmap.
///
/// # Errors
/// [`FetchError::Table`] when it cannot be read.
pub fn official_files() -> Result<Vec<OfficialFile>, FetchError> {
    read_table(include_str!("../../../data/sources.toml"))
}

/// A table in the layout of `data/sources.toml`.
///
/// # Errors
/// [`FetchError::Table`] with what is wrong.
pub fn read_table(text: &str) -> Result<Vec<OfficialFile>, FetchError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table {
        #[serde(default)]
        source: Vec<OfficialFile>,
    }
    let table: Table =
        toml::from_str(text).map_err(|error| FetchError::Table { reason: error.message().to_owned() })?;
    for (at, file) in table.source.iter().enumerate() {
        let twice = table.source[..at].iter().any(|other| other.id == file.id);
        let fault = file.fault().or_else(|| twice.then(|| "there are two of this id".to_owned()));
        if let Some(fault) = fault {
            return Err(FetchError::Table { reason: format!("{}: {fault}", file.id) });
        }
    }
    Ok(table.source)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{official_files, read_table};

    #[test]
    fn the_table_that_comes_with_catmap_is_sound_and_names_a_page_for_each_file() {
        let files = official_files().unwrap();
        assert!(files.len() >= 10);
        for file in &files {
            assert!(file.page.starts_with("https://") && file.url.starts_with("https://"), "{}", file.id);
            assert!(!file.licence.is_empty() && !file.publisher.is_empty(), "{}", file.id);
        }
    }

    #[test]
    fn a_file_named_after_its_month_is_looked_for_from_the_newest_month_on() {
        let files = official_files().unwrap();
        let index = files.iter().find(|file| file.id == "price-index").unwrap();
        let places = index.places(date!(2026 - 02 - 21));
        assert_eq!(places.len(), 6);
        assert!(places[0].0.ends_with("UK-HPI-full-file-2026-02.csv"), "{}", places[0].0);
        assert!(places[2].0.ends_with("UK-HPI-full-file-2025-12.csv"), "{}", places[2].0);
        let year = files.iter().find(|file| file.id == "sales-this-year").unwrap();
        assert_eq!(year.places(date!(2026 - 02 - 21)).len(), 2);
        let one = files.iter().find(|file| file.id == "sales").unwrap();
        assert_eq!(one.places(date!(2026 - 02 - 21)).len(), 1);
    }

    #[test]
    fn a_table_that_could_write_anywhere_or_fetch_anything_is_refused() {
        let table = |line: &str| {
            let mut lines = vec![
                "id = \"a\"",
                "title = \"A\"",
                "publisher = \"A\"",
                "page = \"https://a\"",
                "url = \"https://a/b\"",
                "file_name = \"b.csv\"",
                "licence = \"A\"",
                "kind = \"sales\"",
            ];
            let name = line.split(' ').next().unwrap_or_default().to_owned();
            lines.retain(|other| !other.starts_with(&format!("{name} ")));
            lines.push(line);
            read_table(&format!("[[source]]\n{}\n", lines.join("\n")))
        };
        assert!(table("note = \"fine\"").is_ok());
        for (line, expected) in [
            ("file_name = \"../b.csv\"", "no folder"),
            ("file_name = \"/b.csv\"", "no folder"),
            ("file_name = \".b\"", "no folder"),
            ("url = \"file:///b\"", "https://"),
            ("kind = \"poems\"", "is no kind"),
            ("id = \"A b\"", "small letters"),
            ("sha256 = \"12\"", "64 digits"),
            ("colour = \"red\"", "unknown field"),
        ] {
            let text = table(line).unwrap_err().to_string();
            assert!(text.contains(expected), "{line}: {text}");
        }
    }
}
