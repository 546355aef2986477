//! Finds the headings of a register among its first rows: in one row, in two, or nowhere at all.

use crate::domain::imported::FileKind;

use super::mapping::{self, known_fields, recognised};
use super::records::Record;
use super::values::{date, number};

/// Where headings stand among the rows that are not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Headings {
    /// The place of the first row of headings, from 0; `None` when the file begins with data.
    pub(super) at: Option<usize>,
    /// How many rows they take: 1 or 2; 0 when there are none.
    pub(super) rows: usize,
}

/// Where the headings of a register are, when `fits` says that fields named so make one.
pub(super) fn of_register(
    rows: &[&Record],
    kind: FileKind,
    fits: &dyn Fn(&[crate::domain::register::RegisterField]) -> bool,
) -> Option<Headings> {
    let fits_alone = |at: usize| rows.get(at).is_some_and(|row| fits(&known_fields(row, kind)));
    (0..rows.len()).find_map(|at| {
        let two = two_rows(rows, at, kind);
        if fits_alone(at) {
            let count = if two.is_some_and(|two| two > recognised(rows[at], kind)) { 2 } else { 1 };
            return Some(Headings { at: Some(at), rows: count });
        }
        let joined = two.filter(|_| !fits_alone(at + 1)).map(|_| joined(rows[at], rows[at + 1]))?;
        fits(&mapping::likely_fields(&joined, kind)).then_some(Headings { at: Some(at), rows: 2 })
    })
}

/// The row that is most likely one of headings when somebody says that the file is a register; never nothing.
pub(super) fn as_told(rows: &[&Record], kind: FileKind) -> Headings {
    let known = |at: usize| recognised(rows[at], kind);
    let best = (0..rows.len()).max_by_key(|at| (known(*at), usize::MAX - at)).filter(|at| known(*at) > 0);
    if let Some(at) = best {
        let two = two_rows(rows, at, kind).is_some_and(|two| two > known(at));
        return Headings { at: Some(at), rows: if two { 2 } else { 1 } };
    }
    // Nothing is known: titles have one cell, and data has numbers where headings have words.
    let widest = rows.iter().map(|row| filled(row)).max().unwrap_or(0);
    let first = (0..rows.len()).find(|at| filled(rows[*at]) * 2 > widest).unwrap_or(0);
    if rows.get(first).is_none_or(|row| looks_like_data(row)) {
        Headings { at: None, rows: 0 }
    } else {
        Headings { at: Some(first), rows: 1 }
    }
}

/// How many headings are known when this row and the next are taken as one; `None` when the next is no row of headings.
fn two_rows(rows: &[&Record], at: usize, kind: FileKind) -> Option<usize> {
    let (upper, lower) = (rows.get(at)?, rows.get(at + 1)?);
    // A title is one cell; data has numbers, and none of its cells is a heading.
    let may_be = filled(upper) >= 2 && !looks_like_data(upper) && !looks_like_data(lower);
    (may_be && recognised(lower, kind) > 0).then(|| recognised(&joined(upper, lower), kind))
}

fn filled(row: &Record) -> usize {
    row.cells().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether some cell is one that no heading is: a number, a date, a web address.
pub(super) fn looks_like_data(row: &Record) -> bool {
    row.cells().map(str::trim).any(|cell| {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        digits > 1 && (number(cell).is_some() || date(cell).is_some() || cell.starts_with("http"))
    })
}

/// Two rows of headings as one: what stands above several columns goes before each of them.
pub(super) fn joined(upper: &Record, lower: &Record) -> Record {
    let mut above = "";
    let cells: Vec<String> = (0..upper.len().max(lower.len()))
        .map(|column| {
            let (own, below) = (upper.cell(column).trim(), lower.cell(column).trim());
            if !own.is_empty() {
                above = own;
            }
            match (own.is_empty(), below.is_empty()) {
                (_, true) => own.to_owned(),
                (false, false) if own.eq_ignore_ascii_case(below) => below.to_owned(),
                _ => format!("{above} {below}").trim().to_owned(),
            }
        })
        .collect();
    Record::from_cells(upper.number, cells.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::{Headings, as_told, joined, of_register};
    use crate::domain::imported::FileKind;
    use crate::domain::register::RegisterField as Field;
    use crate::import::records::Record;

    fn rows(lines: &[&str]) -> Vec<Record> {
        lines.iter().enumerate().map(|(at, line)| Record::from_cells(at as u64 + 1, line.split('|'))).collect()
    }

    fn find(lines: &[&str]) -> Option<Headings> {
        let rows = rows(lines);
        let fits = |fields: &[Field]| fields.contains(&Field::Name) && fields.contains(&Field::Title);
        of_register(&rows.iter().collect::<Vec<_>>(), FileKind::AssetRegister, &fits)
    }

    #[test]
    fn headings_stand_in_one_row_or_in_two() {
        let one = |at| Some(Headings { at: Some(at), rows: 1 });
        let two = |at| Some(Headings { at: Some(at), rows: 2 });
        assert_eq!(find(&["Property Name|Tenure|Post Code", "Hall|Freehold|L8 1TH"]), one(0));
        assert_eq!(find(&["Land we own||", "Property Name|Tenure|Post Code"]), one(1));
        assert_eq!(find(&["What|Where|", "Property Name|Tenure|Post Code"]), one(1));
        assert_eq!(
            find(&["Property Name|Tenure|Location|", "|Type|Easting|Northing", "Hall|Freehold|335000|390000"]),
            two(0)
        );
        assert_eq!(find(&["Asset||Location|", "Property Name|Tenure|Easting|Northing"]), one(1));
        assert_eq!(find(&["Property|Holding|Location|", "Name|Tenure|Easting|Northing"]), two(0));
        assert_eq!(find(&["when|what"]), None);
    }

    #[test]
    fn two_rows_are_joined_cell_by_cell() {
        let rows = rows(&["Ref|Location||Tenure|Tenure", "|Easting|Northing|Type|tenure"]);
        assert_eq!(
            joined(&rows[0], &rows[1]).to_cells(),
            ["Ref", "Location Easting", "Location Northing", "Tenure Type", "tenure"]
        );
    }

    #[test]
    fn a_file_that_begins_with_data_has_no_headings() {
        let told = |lines: &[&str]| {
            let rows = rows(lines);
            as_told(&rows.iter().collect::<Vec<_>>(), FileKind::AssetRegister)
        };
        assert_eq!(told(&["A1|Hall|335000|390000", "A2|Shed|335010|390020"]), Headings { at: None, rows: 0 });
        assert_eq!(told(&["Alpha|Beta|Gamma", "A2|Shed|335010"]), Headings { at: Some(0), rows: 1 });
        assert_eq!(told(&["Our list||", "Alpha|Beta|Gamma", "A2|Shed|335010"]), Headings { at: Some(1), rows: 1 });
        assert_eq!(told(&["Alpha|Beta|Post code", "A2|Shed|L8 1TH"]), Headings { at: Some(0), rows: 1 });
    }
}
