//! The cells of one row as they stood in their file.

use std::fmt;

use serde::{Serialize, Serializer};

/// Cells in their order, kept in one text: there are a million rows, and most are looked at by nobody.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Cells {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
}

impl Cells {
    /// Becomes the cells that end at these places of the text; stays as it is, and says so by `false`, where that would
    /// cut a letter in two.
    pub fn refill(&mut self, text: &str, ends: &[u32]) -> bool {
        let cuts_no_letter = ends.iter().all(|end| text.is_char_boundary(*end as usize));
        if cuts_no_letter {
            self.clear();
            self.text.push_str(text);
            self.ends.extend_from_slice(ends);
        }
        cuts_no_letter
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at this place, from 0; empty when there are fewer.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let end = |index: usize| self.ends.get(index).map_or(self.text.len(), |end| *end as usize);
        let start = index.checked_sub(1).map_or(0, end);
        self.text.get(start..end(index)).unwrap_or("")
    }

    /// Each in turn.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Each as a text of its own.
    #[must_use]
    pub fn to_vec(&self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Leaves out the cells from this place on.
    pub fn truncate(&mut self, cells: usize) {
        self.ends.truncate(cells);
        self.text.truncate(self.ends.last().map_or(0, |end| *end as usize));
    }

    /// Leaves out all cells.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Whether there is nothing but blanks in any of them.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl<T: AsRef<str>> FromIterator<T> for Cells {
    fn from_iter<I: IntoIterator<Item = T>>(cells: I) -> Self {
        let mut all = Self::default();
        cells.into_iter().for_each(|cell| all.push(cell.as_ref()));
        all
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A list of texts.
impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::Cells;

    #[test]
    fn cells_come_back_as_they_went_in() {
        let mut cells: Cells = ["a", "", "☃"].into_iter().collect();
        assert_eq!(cells.to_vec(), ["a", "", "☃"]);
        assert_eq!((cells.len(), cells.get(2), cells.get(3)), (3, "☃", ""));
        assert_eq!(serde_json::to_string(&cells).unwrap(), r#"["a","","☃"]"#);
        let mut others = Cells::default();
        assert!(others.refill("a☃", &[1, 1, 4]) && !others.refill("a☃", &[2, 4]));
        assert_eq!(others, cells);
        cells.truncate(2);
        assert_eq!((cells.to_vec(), cells.is_blank()), (vec!["a".to_owned(), String::new()], false));
        cells.clear();
        assert!(cells.is_empty() && cells.is_blank() && cells == Cells::default());
    }
}
