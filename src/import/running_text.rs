//! Tells a table from running text that has commas in it, and from text pulled out of a document in pieces.
//!
//! A list of assets may be ragged: cells at the end are left away, or there is one too many in every row. But most of its
//! rows are alike, and running text is not.

use super::records::Record;

/// The share of rows that must be about as long as the headings.
const MOST: f64 = 0.6;
/// Under headings that are known, this share of rows of one length will do, too; and this share must be whole rows.
const HALF: f64 = 0.5;
/// Fewer rows than this may be as odd as they like under headings that are known, and as empty under any.
const FEW: usize = 20;
/// From this number of columns on, a row with one cell in ten filled, or one at all, is a piece of one.
const WIDE: usize = 5;

/// Why these headings and rows are no table; `None` when they are. `known` is how many headings are known ones; `is_text`
/// says that cells were divided by a sign that may stand in a sentence as well.
pub(super) fn why(header: &Record, rows: &[Record], known: usize, is_text: bool) -> Option<String> {
    let width = header.len();
    if width < 2 {
        return Some("its lines do not divide into columns".to_owned());
    }
    let is_known = known > 2;
    if !is_text || rows.is_empty() || (is_known && rows.len() < FEW) {
        return None;
    }
    let count = |fits: &dyn Fn(&Record) -> bool| rows.iter().filter(|row| fits(row)).count();
    let share = |count: usize| count as f64 / rows.len() as f64;
    let is_alike = |length: usize| length * 2 > width && length <= width;
    let of_length = |length: usize| count(&|row| row.len() == length);
    let alike = count(&|row| is_alike(row.len()));
    let is_of_one_length = || (width / 2 + 1..=width * 2).any(|length| share(of_length(length)) >= HALF);
    if share(alike) < MOST && !(is_known && is_of_one_length()) {
        return Some(format!(
            "only {alike} of its first {} lines divide into about as many columns as the line of headings does",
            rows.len()
        ));
    }
    let filled = |row: &Record| row.cells().filter(|cell| !cell.trim().is_empty()).count();
    let whole = count(&|row| width < WIDE || filled(row) > (width / 10).max(1));
    (rows.len() >= FEW && share(whole) < HALF).then(|| {
        format!("only {whole} of its first {} lines are whole rows, and the others pieces of them", rows.len())
    })
}

#[cfg(test)]
mod tests {
    use super::why;
    use crate::import::records::Record;

    fn told(header: &str, lines: &[&str], known: usize) -> Option<String> {
        let rows: Vec<Record> = lines.iter().map(|line| Record::from_cells(2, line.split(','))).collect();
        why(&Record::from_cells(1, header.split(',')), &rows, known, true)
    }

    #[test]
    fn rows_that_are_alike_are_a_table_however_ragged() {
        assert_eq!(told("a,b", &["1,2", "3,4"], 0), None);
        assert_eq!(told("a,b,c,d", &["1,2,3", "1,2,3,4", "1,2,3"], 0), None);
        assert_eq!(
            told("a,b,c,d", &["1,2,3,4,5", "1,2,3,4,5", "1"].repeat(9), 3),
            None,
            "one cell too many in most rows"
        );
        assert_eq!(told("a,b,c,d", &["1", "2", "1,2,3,4"], 3), None, "few rows under headings that are known");
        assert_eq!(
            told("a,b,c,d,e", &["1,2,3,4,5", "1,2,3,4,5", ",,,,x", "Car parks"], 0),
            None,
            "few rows, one of them empty"
        );
        assert_eq!(told("a,b", &[], 0), None);
    }

    #[test]
    fn sentences_and_pieces_of_rows_are_no_table() {
        assert!(told("one column", &["1", "2"], 1).is_some());
        let sentences = ["Yes, we met", "No", "It was late, cold, wet, and dark", "Well", "So, so, so"];
        assert!(told("Meeting,Notes,Of", &sentences, 0).is_some());
        let told_sentences = told("Asset Code,Name,Tenure", &sentences.repeat(5), 3).unwrap();
        assert!(told_sentences.starts_with("only 10 of its first 25 lines"), "{told_sentences}");
        let pieces = ["1,Hall,x,y,z", ",,of the north,,", ",,and the south,,", ",,and more,,"];
        assert!(told("a,b,c,d,e", &pieces.repeat(5), 5).is_some());
    }
}
