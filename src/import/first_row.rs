//! Finds the row of headings in a file that somebody calls a register, though nothing in it is known.

use crate::domain::imported::FileKind;
use crate::domain::postcode::Postcode;

use super::mapping::recognised;
use super::records::Record;
use super::values::{date, number};

/// So many known headings in one row are no chance.
const NO_CHANCE: usize = 3;

/// The place of the row that is most likely one of headings; `None` when the file begins with data.
pub(super) fn headings(rows: &[&Record], kind: FileKind) -> Option<usize> {
    // "No" and "Site" stand in cells as well as above them.
    let known = |at: usize| {
        let known = recognised(rows[at], kind);
        if known < NO_CHANCE && looks_like_data(rows[at]) { 0 } else { known }
    };
    // Titles have one cell, and data has numbers where headings have words.
    let widest = rows.iter().map(|row| filled(row)).max().unwrap_or(0);
    let first = (0..rows.len()).find(|at| filled(rows[*at]) * 2 > widest).unwrap_or(0);
    let best = (0..rows.len()).max_by_key(|at| (known(*at), usize::MAX - at)).filter(|at| known(*at) > 0);
    // A row of the table above it would be lost as a title is.
    if let Some(best) = best.filter(|best| *best <= first || known(*best) >= NO_CHANCE) {
        return Some(best);
    }
    rows.get(first).is_some_and(|row| !looks_like_data(row)).then_some(first)
}

fn filled(row: &Record) -> usize {
    row.cells().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether some cell is one that no heading is: a number, a date, a whole postcode, a web address.
fn looks_like_data(row: &Record) -> bool {
    row.cells().map(str::trim).any(|cell| {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let is_postcode = || Postcode::parse(cell).is_some_and(|postcode| postcode.is_whole());
        digits > 1 && (number(cell).is_some() || date(cell).is_some() || cell.starts_with("http") || is_postcode())
    })
}

#[cfg(test)]
mod tests {
    use super::headings;
    use crate::domain::imported::FileKind;
    use crate::import::records::Record;

    #[test]
    fn a_file_that_begins_with_data_has_no_headings() {
        let told = |lines: &[&str]| {
            let rows: Vec<Record> =
                lines.iter().enumerate().map(|(at, line)| Record::from_cells(at as u64 + 1, line.split('|'))).collect();
            headings(&rows.iter().collect::<Vec<_>>(), FileKind::AssetRegister)
        };
        assert_eq!(told(&["A1|Hall|335000|390000", "A2|Shed|335010|390020"]), None);
        assert_eq!(told(&["Alpha|Beta|Gamma", "A2|Shed|335010"]), Some(0));
        assert_eq!(told(&["Our list||", "Alpha|Beta|Gamma", "A2|Shed|335010"]), Some(1));
        assert_eq!(told(&["Our list||", "Alpha|Beta|Post code", "A2|Shed|L8 1TH"]), Some(1));
        assert_eq!(told(&["Alpha|Beta|Gamma", "240 sqm|L8 1TH|No"]), Some(0), "\"No\" is an answer here");
        assert_eq!(
            told(&["Alpha|Beta|Sort", "Hall|red|Building", "Shed|blue|Site"]),
            Some(0),
            "nor are sorts headings"
        );
    }
}
