//! Rows as PostgreSQL's COPY takes them: cells divided by tabs, one row a line (the text format of its manual).

use std::fmt::Write;

use crate::store::cell::Cell;

/// Appends the lines of some rows to `text`; `same` are the first cells of each.
pub(super) fn write(same: &[Cell<'_>], rows: &[Vec<Cell<'_>>], text: &mut String) {
    for row in rows {
        for (index, cell) in same.iter().chain(row).enumerate() {
            if index > 0 {
                text.push('\t');
            }
            write_cell(cell, text);
        }
        text.push('\n');
    }
}

fn write_cell(cell: &Cell<'_>, text: &mut String) {
    // Writing to a String cannot fail.
    let _ = match cell {
        Cell::Text(Some(value)) => {
            escape(value, text);
            Ok(())
        }
        Cell::Integer(Some(value)) => write!(text, "{value}"),
        // The shortest text that reads back as the same 64 bits.
        Cell::Real(Some(value)) => write!(text, "{value:?}"),
        Cell::Date(Some(value)) => write!(text, "{value}"),
        Cell::Moment(Some(value)) => {
            let (date, time) = (value.date(), value.time());
            let (hour, minute, second) = (time.hour(), time.minute(), time.second());
            write!(text, "{date} {hour:02}:{minute:02}:{second:02}.{:06}+00", time.microsecond())
        }
        Cell::Bytes(Some(bytes)) => {
            text.push_str("\\\\x");
            bytes.iter().try_for_each(|byte| write!(text, "{byte:02x}"))
        }
        _ => {
            text.push_str("\\N");
            Ok(())
        }
    };
}

/// A backslash, a tab and the ends of lines are written with a backslash; nothing else has a meaning.
fn escape(value: &str, text: &mut String) {
    let mut rest = value;
    while let Some(at) = rest.find(['\\', '\t', '\n', '\r']) {
        text.push_str(&rest[..at]);
        text.push_str(match rest.as_bytes()[at] {
            b'\\' => "\\\\",
            b'\t' => "\\t",
            b'\n' => "\\n",
            _ => "\\r",
        });
        rest = &rest[at + 1..];
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::write;
    use crate::store::cell::Cell;

    #[test]
    fn what_has_a_meaning_in_the_format_is_escaped_and_what_is_unknown_is_null() {
        let rows = [
            vec![Cell::text("a\tb\\N\r\n☃"), Cell::Text(None), Cell::integer(-7)],
            vec![Cell::text(""), Cell::real(0.1 + 0.2), Cell::Real(None)],
            vec![
                Cell::Date(Some(date!(2026 - 11 - 21))),
                Cell::moment(datetime!(2026-11-21 01:02:03.000456 UTC)),
                Cell::Bytes(Some(vec![0, 255])),
            ],
        ];
        let mut text = String::new();
        write(&[], &rows, &mut text);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "a\\tb\\\\N\\r\\n☃\t\\N\t-7",
                "\t0.30000000000000004\t\\N",
                "2026-11-21\t2026-11-21 01:02:03.000456+00\t\\\\x00ff"
            ]
        );
        text.clear();
        write(&[Cell::integer(1)], &rows[1..2], &mut text);
        assert_eq!(text, "1\t\t0.30000000000000004\t\\N\n");
    }
}
