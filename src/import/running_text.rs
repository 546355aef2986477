//! Tells a table from running text that has commas in it, and from text pulled out of a document in pieces.
//!
//! A list of assets may be ragged: cells at the end are left away, or there is one too many in every row. But most of its
//! rows are alike, and running text is not.

use super::records::Record;

/// The share of rows that must be about as long as the headings.
const MOST: f64 = 0.8;
/// Under headings that are known, this share of rows of one length will do, too.
const HALF: f64 = 0.5;
/// From this number of columns on, a row with one cell in ten filled, or one at all, is a piece of one.
const WIDE: usize = 5;
/// Under headings that are known, fewer rows than this may be as odd as they like.
const FEW: usize = 20;

/// Why these headings and rows are no table; `None` when they are. `known` is how many headings are known ones; `is_text`
/// says that cells were divided by a sign that may stand in a sentence as well.
pub(super) fn why(header: &Record, rows: &[Record], known: usize, is_text: bool) -> Option<String> {
    let width = header.len();
    if width < 2 {
        return Some("its lines do not divide into columns".to_owned());
    }
    if !is_text || rows.is_empty() {
        return None;
    }
    let is_known = known > 2;
    if is_known && rows.len() < FEW {
        return None;
    }
    let filled = |row: &Record| row.cells().filter(|cell| !cell.trim().is_empty()).count();
    let is_whole = |row: &&Record| width < WIDE || filled(row) > (width / 10).max(1);
    let lengths: Vec<usize> = rows.iter().filter(is_whole).map(Record::len).collect();
    let share = |of: &dyn Fn(usize) -> bool| {
        let count = lengths.iter().filter(|length| of(**length)).count();
        (count, count as f64 / rows.len() as f64)
    };
    let (alike, share_alike) = share(&|length| length * 2 > width && length <= width);
    if share_alike >= MOST {
        return None;
    }
    let commonest = lengths.iter().copied().filter(|length| length * 2 > width && *length <= width * 2);
    let commonest = commonest.max_by_key(|length| (share(&|other| other == *length).0, *length));
    let is_of_one_length = commonest.is_some_and(|length| share(&|other| other == length).1 >= HALF);
    if is_known && is_of_one_length {
        return None;
    }
    Some(format!(
        "{alike} of its first {} lines divide into as many columns as the line of headings does, and most do not",
        rows.len()
    ))
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
        assert_eq!(told("a,b", &[], 0), None);
    }

    #[test]
    fn sentences_and_pieces_of_rows_are_no_table() {
        assert!(told("one column", &["1", "2"], 1).is_some());
        let sentences = ["Yes, we met", "No", "It was late, cold, wet, and dark", "Well", "So, so, so"];
        assert!(told("Meeting,Notes,Of", &sentences, 0).is_some());
        let told_sentences = told("Asset Code,Name,Tenure", &sentences.repeat(5), 3).unwrap();
        assert!(told_sentences.starts_with("10 of its first 25 lines"), "{told_sentences}");
        let pieces = ["1,Hall,x,y,z", ",,of the north,,", ",,and the south,,", ",,and more,,"];
        assert!(told("a,b,c,d,e", &pieces.repeat(5), 5).is_some());
    }
}
