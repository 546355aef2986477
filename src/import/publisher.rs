//! Who publishes a register: as told, else the commonest organisation of all its rows, else guessed from the file's name.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::asset::Owner;
use crate::domain::imported::RowProblem;
use crate::domain::register::RegisterField;

use super::Options;
use super::identity::slug;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::values::{beginning, given, one_line};

/// More different organisations than this are not counted: no register is of so many.
const MOST_NAMES: usize = 10_000;

/// Counts the organisations that rows name.
#[derive(Default)]
pub(super) struct Publishers {
    /// By the cells as they stand: how many rows, and in which order they were first met.
    counts: HashMap<String, (usize, usize)>,
    cells: String,
}

impl Publishers {
    /// Counts one row.
    pub(super) fn count(&mut self, record: &Record, columns: &Columns) {
        self.cells.clear();
        for field in [RegisterField::Organisation, RegisterField::OrganisationUri] {
            for &place in columns.places(field) {
                self.cells.push_str(record.cell(place));
                self.cells.push('\u{1f}');
            }
        }
        if let Some((count, _)) = self.counts.get_mut(self.cells.as_str()) {
            *count += 1;
        } else if self.counts.len() < MOST_NAMES {
            let order = self.counts.len();
            self.counts.insert(self.cells.clone(), (1, order));
        }
    }

    /// The name that most rows give, in the spelling met first.
    fn commonest(&self, columns: &Columns) -> Option<String> {
        let mut by_name: HashMap<String, (usize, usize)> = HashMap::new();
        let places = [RegisterField::Organisation, RegisterField::OrganisationUri].map(|field| columns.places(field));
        for (cells, (count, order)) in &self.counts {
            let mut cells = cells.split('\u{1f}');
            let named: Vec<&str> = cells.by_ref().take(places[0].len()).collect();
            let uris: Vec<&str> = cells.take(places[1].len()).collect();
            let Some(name) = name_of(&named, &uris).filter(|name| !slug(name).is_empty()) else { continue };
            let entry = by_name.entry(name).or_insert((0, *order));
            entry.0 += count;
            entry.1 = entry.1.min(*order);
        }
        by_name.into_iter().max_by_key(|(_, (count, order))| (*count, usize::MAX - order)).map(|(name, _)| name)
    }

    /// The publisher.
    pub(super) fn publisher(&self, columns: &Columns, opened: &Opened, options: &Options) -> Publisher {
        if let Some(name) = told(options) {
            return Publisher { name, is_guess: false, note: None };
        }
        if let Some(name) = self.commonest(columns) {
            let from_address = columns.places(RegisterField::Organisation).is_empty();
            let note = from_address.then(|| {
                format!("the publisher, {name}, was taken from its web address; say who publishes it if that is wrong")
            });
            return Publisher { name, is_guess: false, note };
        }
        let words = one_line(&opened.stem.replace(['_', '-'], " "));
        let name = if slug(&words).is_empty() { "Unnamed publisher".to_owned() } else { words };
        let note = format!(
            "no column names the publisher, so \"{name}\" was taken from the file's name; say who publishes it"
        );
        Publisher { name, is_guess: true, note: Some(note) }
    }
}

/// Who publishes a register.
pub(super) struct Publisher {
    pub(super) name: String,
    /// Whether nothing in the file says so: it was made of the file's name.
    pub(super) is_guess: bool,
    /// What somebody should look at, about the row of headings.
    pub(super) note: Option<String>,
}

/// The publisher as somebody named it.
pub(super) fn told(options: &Options) -> Option<String> {
    options.publisher.as_deref().map(one_line).filter(|text| !slug(text).is_empty())
}

/// Makes owners; the one of the row before is kept, because most rows of a register have the same.
#[derive(Default)]
pub(super) struct Owners {
    cells: Vec<String>,
    last: Option<Owner>,
}

impl Owners {
    /// Who a row says lists it, else the publisher.
    pub(super) fn of(&mut self, record: &Record, columns: &Columns, publisher: &str) -> Owner {
        let [named, uris] = [RegisterField::Organisation, RegisterField::OrganisationUri].map(|f| columns.places(f));
        let cells = || named.iter().chain(uris).map(|&place| record.cell(place));
        if let Some(last) = self.last.as_ref().filter(|_| self.cells.iter().map(String::as_str).eq(cells())) {
            return last.clone();
        }
        self.cells = cells().map(str::to_owned).collect();
        let text = |places: &[usize]| places.iter().map(|&place| record.cell(place)).collect::<Vec<_>>();
        let name = name_of(&text(named), &text(uris)).unwrap_or_else(|| publisher.to_owned());
        let uri = columns.text(RegisterField::OrganisationUri, record);
        let owner = Owner { name: Arc::from(name), uri: uri.map(Arc::from) };
        self.last = Some(owner.clone());
        owner
    }
}

/// The organisation a row names, else the last part of its web address: ".../metropolitan-district-council/dudley".
fn name_of(named: &[&str], uris: &[&str]) -> Option<String> {
    let name = named.iter().filter_map(|cell| given(cell)).map(beginning).map(one_line).find(|name| !is_code(name));
    name.or_else(|| {
        let uri = uris.iter().find_map(|cell| given(cell)).map(beginning)?;
        let (_, place) = uri.trim_end_matches('/').rsplit_once('/')?;
        let words = place.split('-').filter(|word| !word.is_empty()).map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        });
        Some(words.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
    })
}

/// An official code in place of a name: "23UB", "E07000078".
fn is_code(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// What is to be said of the file as a whole, at the row of its headings.
pub(super) fn file_note(row: u64, reason: String) -> RowProblem {
    RowProblem { row, column: None, value: None, reason, refused: false }
}
