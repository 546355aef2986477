//! Cells of a CSV file that no spreadsheet takes for a formula.
//!
//! Excel, LibreOffice and Google Sheets run a cell that begins with one of a few signs, also where it came in a file from
//! somebody else. A text that begins so gets an apostrophe in front, which spreadsheets show as nothing and catmap's own
//! importer takes off again. A number keeps its sign: -2.98 is a longitude. In XLSX no apostrophe is needed, because there
//! a text says of itself that it is one.

use std::borrow::Cow;

/// What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"), the wide forms included.
const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as a cell of a CSV file.
#[must_use]
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    // Some programs look past blanks at the beginning.
    let first = text.trim_start_matches(' ').chars().next();
    if first.is_some_and(|first| STARTS.contains(&first)) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A number as registers write it: a sign, digits, at most one point, commas between thousands, an exponent.
fn is_number(text: &str) -> bool {
    let digits: String = text.trim().chars().filter(|c| *c != ',').collect();
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'));
    plain && digits.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{STARTS, safe_cell};

    #[test]
    fn what_would_run_is_text_and_numbers_stay_numbers() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+44 151 123", "'+44 151 123"),
            ("-Former depot", "'-Former depot"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("  =1", "'  =1"),
            ("＝1+1", "'＝1+1"),
            ("-", "'-"),
            ("-2.98123", "-2.98123"),
            ("+5", "+5"),
            ("-1,250.50", "-1,250.50"),
            ("-1e5", "-1e5"),
            ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
            ("12 High Street", "12 High Street"),
            ("", ""),
        ];
        for (text, safe) in cases {
            assert_eq!(safe_cell(text), safe);
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_as_a_formula_unless_it_is_a_number(text in "[ =+@\t\r\n0-9a-zA-Z.,'|!-]{0,12}") {
            let safe = safe_cell(&text);
            let runs = safe.trim_start().chars().next().is_some_and(|first| STARTS.contains(&first));
            prop_assert!(!runs || safe.trim().replace(',', "").parse::<f64>().is_ok(), "{safe:?}");
            prop_assert_eq!(safe.strip_prefix('\'').unwrap_or(&safe).trim_start_matches('\''), text.trim_start_matches('\''));
        }
    }
}
