//! Headings in two rows become one, and merged cells of headings count for every column under them.
//!
//! Only lists made by hand are arranged so; official tables of areas have one row of headings and titles above it that
//! must stay as they are.

use std::collections::VecDeque;

use super::detect::{self, Wanted};
use super::formats::Merge;
use super::records::Record;
use super::values::{date, one_line};
use crate::domain::imported::FileKind;

/// A heading is no longer than this; longer text is a note.
const LONGEST_HEADING: usize = 80;

/// Headings that were joined.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The rows of the upper and the lower ones.
    joined: Option<(u64, u64)>,
}

impl Headings {
    /// The rows of the file that the headings now at this row come from.
    pub(super) fn rows_of(&self, number: u64) -> Vec<u64> {
        match self.joined {
            Some((upper, lower)) if lower == number => vec![upper, lower],
            _ => vec![number],
        }
    }
}

/// Joins the headings among these first rows, where they are in two of them.
pub(super) fn arrange(rows: &mut VecDeque<Record>, merges: &[Merge], wanted: Wanted) -> Headings {
    // Where anything will do, anything would do for headings: first it is seen whether the table is a known one.
    let known = Wanted { or_register: false, ..wanted };
    let headings = arrange_as(rows, merges, known);
    if wanted.or_register && headings.joined.is_none() && found(rows, known).is_none() {
        return arrange_as(rows, merges, wanted);
    }
    headings
}

fn arrange_as(rows: &mut VecDeque<Record>, merges: &[Merge], wanted: Wanted) -> Headings {
    let alone = found(rows, wanted);
    if alone.is_some_and(|(kind, _)| kind.is_area_data()) {
        return Headings::default();
    }
    let pairs: Vec<usize> = match alone {
        Some((_, at)) => [at.checked_sub(1), Some(at)].into_iter().flatten().collect(),
        None => (0..rows.len()).collect(),
    };
    for upper in pairs {
        let Some((above, below)) = rows.get(upper).zip(rows.get(upper + 1)) else { continue };
        // What stands under headings that are good by themselves may be data.
        let may_be_data = alone.is_some_and(|(_, at)| at == upper);
        let Some(joined) = join(above, below, merges, may_be_data) else { continue };
        let mut tried = rows.clone();
        tried.remove(upper);
        tried[upper] = joined;
        let Some((kind, at)) = found(&tried, wanted) else { continue };
        if at == upper && !kind.is_area_data() && alone.is_none_or(|(alone, _)| alone == kind) {
            let headings = Headings { joined: Some((above.number, below.number)) };
            *rows = tried;
            return headings;
        }
    }
    if let Some((_, at)) = alone {
        fill_merged(rows, at, merges);
    }
    Headings::default()
}

/// What these rows are and which of them has the headings.
fn found(rows: &VecDeque<Record>, wanted: Wanted) -> Option<(FileKind, usize)> {
    let found = detect::table(&rows.iter().collect::<Vec<_>>(), wanted, "").ok()?;
    let filled = rows.iter().enumerate().filter(|(_, row)| !row.is_blank());
    Some((found.kind, filled.map(|(at, _)| at).nth(found.header_at?)?))
}

/// Both rows as one: "upper lower" where an upper heading is spread over several lower ones, else the lower or the only
/// one there is. `None` when these are not headings in two rows.
fn join(above: &Record, below: &Record, merges: &[Merge], may_be_data: bool) -> Option<Record> {
    if below.number != above.number + 1 || !is_text(above) || !is_text(below) {
        return None;
    }
    let width = above.len().max(below.len());
    let has = |record: &Record, column: usize| !record.cell(column).trim().is_empty();
    let merged: Vec<&Merge> = merges.iter().filter(|merge| merge.first_row == above.number).collect();
    let filled = (0..width).filter(|&column| has(above, column)).count();
    if merged.is_empty() {
        // A title with a date beside it looks the same, but for its figures.
        let like_a_title = above.cells().any(|cell| cell.contains(|c: char| c.is_ascii_digit() || c == ':'));
        if filled < 2 || like_a_title {
            return None;
        }
    }
    let mut names: Vec<String> = Vec::with_capacity(width);
    let mut spreads = 0;
    let mut column = 0;
    while column < width {
        let upper = one_line(above.cell(column));
        let end = match merged.iter().find(|merge| merge.first_column == column) {
            Some(merge) if merge.first_row == merge.last_row => (merge.last_column + 1).min(width),
            _ if upper.is_empty() || !has(below, column) => column + 1,
            _ => (column + 1..width).find(|&next| has(above, next) || !has(below, next)).unwrap_or(width),
        };
        let lowers = (column..end).filter(|&place| has(below, place)).count();
        let spread = lowers > 1 && !upper.is_empty();
        // A heading over all of the table is its title.
        if spread && column == 0 && end == width {
            return None;
        }
        if !spread && may_be_data && !upper.is_empty() && lowers > 0 {
            return None;
        }
        spreads += usize::from(spread);
        for place in column..end {
            let lower = one_line(below.cell(place));
            names.push(match (spread, lower.is_empty()) {
                (true, false) => format!("{upper} {lower}"),
                (false, false) => lower,
                (_, true) if place == column => upper.clone(),
                (_, true) => String::new(),
            });
        }
        column = end;
    }
    (spreads > 0).then(|| Record::from_cells(below.number, names.iter().map(String::as_str)))
}

/// Whether every cell may be a heading: short, and no number or date.
fn is_text(record: &Record) -> bool {
    record.cells().map(str::trim).filter(|cell| !cell.is_empty()).all(|cell| {
        cell.chars().count() <= LONGEST_HEADING && cell.chars().any(char::is_alphabetic) && date(cell).is_none()
    })
}

/// Writes the value of a merged cell into each of its columns and rows that belong to the headings.
fn fill_merged(rows: &mut VecDeque<Record>, at: usize, merges: &[Merge]) {
    let Some(header) = rows.get(at) else { return };
    let number = header.number;
    let mut cells = header.to_cells();
    for merge in merges.iter().filter(|merge| merge.first_row <= number && number <= merge.last_row) {
        let value = rows.iter().find(|row| row.number == merge.first_row).map(|row| row.cell(merge.first_column));
        let Some(value) = value.filter(|value| !value.trim().is_empty()).map(str::to_owned) else { continue };
        if cells.len() <= merge.last_column {
            cells.resize(merge.last_column + 1, String::new());
        }
        for cell in &mut cells[merge.first_column..=merge.last_column] {
            if cell.trim().is_empty() {
                cell.clone_from(&value);
            }
        }
    }
    rows[at] = Record::from_cells(number, cells.iter().map(String::as_str));
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::{Merge, Wanted, arrange};
    use crate::import::records::Record;

    fn rows(lines: &[&str]) -> VecDeque<Record> {
        lines.iter().enumerate().map(|(at, line)| Record::from_cells(at as u64 + 1, line.split(','))).collect()
    }

    #[test]
    fn two_rows_of_headings_become_one() {
        let cases: [(&[&str], &[&str], &[u64]); 3] = [
            (
                &["Asset Code,Property Name,Location,,Tenure", ",,Easting,Northing,", "1,Hall,330000,390000,Freehold"],
                &["Asset Code", "Property Name", "Location Easting", "Location Northing", "Tenure"],
                &[1, 2],
            ),
            (
                &["Land we own", ",,Place,,Tenure,", "Asset Code,Property Name,Easting,Northing,Type,Detail"],
                &["Asset Code", "Property Name", "Place Easting", "Place Northing", "Tenure Type", "Tenure Detail"],
                &[2, 3],
            ),
            (
                &["Land we own,Updated: May 2021", "Asset Code,Property Name,Tenure"],
                &["Asset Code", "Property Name", "Tenure"],
                &[2],
            ),
        ];
        for (lines, expected, numbers) in cases {
            let mut rows = rows(lines);
            let headings = arrange(&mut rows, &[], Wanted::default());
            let header = rows.iter().find(|row| row.cell(0) == "Asset Code").unwrap();
            assert_eq!(header.to_cells(), expected);
            assert_eq!(headings.rows_of(header.number), numbers);
        }
    }

    #[test]
    fn a_column_without_a_heading_does_not_make_data_a_heading() {
        let mut rows = rows(&["Asset Code,Property Name,,Tenure", "A,Hall,note,Freehold", "B,Shed,,Leasehold"]);
        arrange(&mut rows, &[], Wanted::default());
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn a_merged_heading_counts_for_all_its_columns() {
        let mut rows = rows(&["Asset Code,Property Name,Address,,,Tenure", "A,Hall,1 Road,Town,L1 1AA,Freehold"]);
        let merge = Merge { first_row: 1, last_row: 1, first_column: 2, last_column: 4 };
        arrange(&mut rows, &[merge], Wanted::default());
        assert_eq!(rows[0].to_cells(), ["Asset Code", "Property Name", "Address", "Address", "Address", "Tenure"]);
    }

    #[test]
    fn a_merged_title_over_everything_is_no_heading() {
        let mut rows = rows(&["Land and buildings,,", "Asset Code,Property Name,Tenure", "A,Hall,Freehold"]);
        let merge = Merge { first_row: 1, last_row: 1, first_column: 0, last_column: 2 };
        arrange(&mut rows, &[merge], Wanted::default());
        assert_eq!(rows[1].to_cells(), ["Asset Code", "Property Name", "Tenure"]);
    }
}
