//! Rows as PostgreSQL's COPY takes them fastest: the binary format of its manual, in which no value is a text to be parsed.

use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};

use crate::store::cell::Cell;

/// What the server counts days and moments from.
const FIRST_DAY: Date = date!(2000 - 01 - 01);
const FIRST_MOMENT: OffsetDateTime = datetime!(2000-01-01 00:00 UTC);

/// What stands before the rows: a signature, no flags, no extension.
pub(super) const BEGIN: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What stands after them.
pub(super) const END: &[u8] = &(-1_i16).to_be_bytes();

/// Appends some rows to `bytes`.
pub(super) fn write(rows: &[Vec<Cell<'_>>], bytes: &mut Vec<u8>) {
    for row in rows {
        bytes.extend(i16::try_from(row.len()).unwrap_or(i16::MAX).to_be_bytes());
        row.iter().for_each(|cell| write_cell(cell, bytes));
    }
}

fn write_cell(cell: &Cell<'_>, bytes: &mut Vec<u8>) {
    match cell {
        Cell::Text(Some(text)) => field(text.as_bytes(), bytes),
        Cell::Integer(Some(number)) => field(&number.to_be_bytes(), bytes),
        Cell::Real(Some(number)) => field(&number.to_be_bytes(), bytes),
        Cell::Date(Some(day)) => {
            let days = (*day - FIRST_DAY).whole_days();
            field(&i32::try_from(days).unwrap_or(i32::MAX).to_be_bytes(), bytes);
        }
        Cell::Moment(Some(moment)) => {
            let microseconds = (*moment - FIRST_MOMENT).whole_microseconds();
            field(&i64::try_from(microseconds).unwrap_or(i64::MAX).to_be_bytes(), bytes);
        }
        Cell::Bytes(Some(value)) => field(value, bytes),
        _ => bytes.extend((-1_i32).to_be_bytes()),
    }
}

/// A value with its length before it. The server takes none of a gigabyte.
fn field(value: &[u8], bytes: &mut Vec<u8>) {
    bytes.extend(i32::try_from(value.len()).unwrap_or(i32::MAX).to_be_bytes());
    bytes.extend(value);
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::{BEGIN, write};
    use crate::store::cell::Cell;

    #[test]
    fn each_value_has_its_length_before_it_and_what_is_unknown_has_none() {
        let rows = [
            vec![Cell::text("a\t☃"), Cell::Text(None), Cell::integer(7)],
            vec![Cell::real(0.5), Cell::Bytes(Some(vec![0, 255]))],
            vec![Cell::Date(Some(date!(1999 - 12 - 31))), Cell::moment(datetime!(2000-01-01 00:00:01.000456 UTC))],
        ];
        let mut bytes = Vec::new();
        write(&rows, &mut bytes);
        let expected = [
            &[0, 3],
            &[0, 0, 0, 5][..],
            "a\t☃".as_bytes(),
            &[255; 4],
            &[0, 0, 0, 8],
            &7_i64.to_be_bytes(),
            &[0, 2],
            &[0, 0, 0, 8],
            &0.5_f64.to_be_bytes(),
            &[0, 0, 0, 2, 0, 255],
            &[0, 2],
            &[0, 0, 0, 4, 255, 255, 255, 255],
            &[0, 0, 0, 8],
            &1_000_456_i64.to_be_bytes(),
        ];
        assert_eq!(bytes, expected.concat());
        assert_eq!(BEGIN.len(), 19);
    }
}
