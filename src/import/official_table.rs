//! Where the columns of an official table are, by headings compared by letters and digits alone.

use super::records::Record;
use super::values::{given, plain};

/// The headings of a table, normalised, in the order of its columns.
pub(super) struct OfficialColumns(Vec<String>);

impl OfficialColumns {
    /// Those of this row.
    pub(super) fn of(header: &Record) -> Self {
        Self(header.cells().map(plain).collect())
    }

    /// The column of the first of these normalised headings that there is; of two alike, the first.
    pub(super) fn place(&self, spellings: &[&str]) -> Option<usize> {
        spellings.iter().find_map(|wanted| self.0.iter().position(|heading| heading == wanted))
    }

    /// The first column whose normalised heading is to this one's taste.
    pub(super) fn place_where(&self, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        self.0.iter().position(|heading| wanted(heading))
    }

    /// Whether all of these are there.
    pub(super) fn has(&self, all: &[&str]) -> bool {
        all.iter().all(|wanted| self.0.iter().any(|heading| heading == wanted))
    }

    /// The normalised headings.
    pub(super) fn all(&self) -> &[String] {
        &self.0
    }
}

/// What a cell says, in a column that may not be there.
pub(super) fn said(record: &Record, place: Option<usize>) -> Option<&str> {
    place.and_then(|place| given(record.cell(place)))
}

/// A heading with a year in it: "lad25cd" between "lad" and "cd", for the years of any release.
pub(super) fn year_between(heading: &str, start: &str, end: &str) -> Option<u16> {
    let digits = heading.strip_prefix(start)?.strip_suffix(end)?;
    (digits.len() == 2).then(|| digits.parse::<u16>().ok().map(|year| 2000 + year))?
}

#[cfg(test)]
mod tests {
    use super::year_between;

    #[test]
    fn the_year_of_a_heading_is_read_whatever_the_release() {
        assert_eq!(year_between("lad25cd", "lad", "cd"), Some(2025));
        assert_eq!(year_between("lsoa11code", "lsoa", "code"), Some(2011));
        for other in ["ladcd", "lad2025cd", "ladder", "lad25nm", "ladxxcd"] {
            assert_eq!(year_between(other, "lad", "cd"), None, "{other}");
        }
    }
}
