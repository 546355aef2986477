//! The columns of one file by meaning, as the readers of registers ask for them.

use crate::domain::register::{ColumnReading, RegisterField};
use crate::import::records::Record;
use crate::import::values::{beginning, given, one_line};

use super::heading::normalised;
use super::spellings::Spellings;

/// The columns of one file by meaning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    headings: Vec<String>,
    plain: Vec<String>,
    /// The columns that may give each field, best first; fields are in the order of [`RegisterField`].
    columns: Vec<Vec<usize>>,
}

impl Columns {
    /// The columns under this header, as they were understood; without readings they are known by their headings only.
    pub(crate) fn new(header: &Record, readings: &[ColumnReading]) -> Self {
        let headings = header.to_cells();
        let plain: Vec<String> = headings.iter().map(|heading| normalised(heading)).collect();
        let mut columns = vec![Vec::new(); RegisterField::ALL.len()];
        for reading in readings {
            if let Some(field) = reading.field {
                columns[field as usize].push(reading.column);
            }
        }
        Self { headings, plain, columns }
    }

    /// Puts the columns of each field in the order in which they are asked: those a person named, then by the spellings.
    pub(super) fn ordered(mut self, readings: &[ColumnReading], spellings: &Spellings) -> Self {
        let plain = &self.plain;
        let place = |column: &usize| {
            let corrected = readings.get(*column).is_some_and(|reading| reading.corrected);
            let known = spellings.get(plain.get(*column).map_or("", String::as_str));
            (!corrected, known.map_or(usize::MAX, |known| known.place), *column)
        };
        for (field, of_field) in RegisterField::ALL.iter().zip(&mut self.columns) {
            // Lines of an address are read as they stand.
            if *field != RegisterField::AddressLine {
                of_field.sort_by_key(place);
            }
        }
        self
    }

    /// Whether some column gives this field.
    pub(crate) fn has(&self, field: RegisterField) -> bool {
        !self.places(field).is_empty()
    }

    /// The columns that may give this field, best first.
    pub(crate) fn places(&self, field: RegisterField) -> &[usize] {
        self.columns.get(field as usize).map_or(&[], Vec::as_slice)
    }

    /// The first of them that says something in this row: its place and text, of which a longer one gives its beginning.
    pub(crate) fn find<'r>(&self, field: RegisterField, record: &'r Record) -> Option<(usize, &'r str)> {
        self.places(field).iter().find_map(|&place| given(record.cell(place)).map(|text| (place, beginning(text))))
    }

    /// The columns that mean something, but for outlines of places, of which more is given in this row than is kept.
    pub(crate) fn too_long(&self, record: &Record) -> Vec<usize> {
        let cut = |place: &usize| beginning(record.cell(*place)).len() < record.cell(*place).len();
        let of_field = RegisterField::ALL.iter().filter(|field| **field != RegisterField::XAndY);
        let mut places: Vec<usize> = of_field.flat_map(|field| self.places(*field)).copied().filter(cut).collect();
        places.sort_unstable();
        places
    }

    /// The text of the first of them that says something in this row.
    pub(crate) fn text<'r>(&self, field: RegisterField, record: &'r Record) -> Option<&'r str> {
        self.find(field, record).map(|(_, text)| text)
    }

    /// The heading of a column in the file's own spelling, without line breaks; "column C" when it has none.
    pub(crate) fn heading(&self, place: usize) -> String {
        let heading = self.headings.get(place).map(|heading| one_line(heading)).unwrap_or_default();
        if heading.is_empty() { format!("column {}", letter(place)) } else { heading }
    }

    /// The heading of a column, normalised.
    pub(crate) fn plain_heading(&self, place: usize) -> &str {
        self.plain.get(place).map_or("", String::as_str)
    }

    /// The place of a normalised heading.
    pub(crate) fn place_of(&self, plain_heading: &str) -> Option<usize> {
        self.plain.iter().position(|heading| heading == plain_heading)
    }

    /// Headings that stand more than once, each with how often.
    pub(crate) fn repeated(&self) -> Vec<(String, usize)> {
        let mut repeated = Vec::new();
        for (place, heading) in self.plain.iter().enumerate() {
            let times = self.plain.iter().filter(|other| *other == heading).count();
            if times > 1 && !heading.is_empty() && self.plain[..place].iter().all(|earlier| earlier != heading) {
                repeated.push((self.heading(place), times));
            }
        }
        repeated
    }
}

/// The letter a spreadsheet gives a column: A for 0, AB for 27.
pub(crate) fn letter(column: usize) -> String {
    let (before, last) = (column / 26, column % 26);
    let last = char::from(b'A' + u8::try_from(last).unwrap_or(0));
    if before == 0 { last.to_string() } else { format!("{}{last}", letter(before - 1)) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
