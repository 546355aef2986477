//! Address points: OS Open UPRN, forty million rows of a number and a point.
//!
//! Its degrees are not read: they are the same points, and the grid is what everything here lies on.

use crate::domain::area::UprnPoint;
use crate::domain::imported::{FileKind, ReadFile, Rows};
use crate::domain::place::Position;

use super::error::ReadError;
use super::official_table::OfficialColumns;
use super::opened::Opened;
use super::parts::Parts;
use super::records::Record;
use super::table::Table;
use super::values::number;
use super::{Give, OfficialSource};

/// The longest UPRN has twelve digits.
const LARGEST_UPRN: u64 = 999_999_999_999;

/// Whether these are the headings of OS Open UPRN.
pub(super) fn are_headings(row: &Record) -> bool {
    // A register has a UPRN too, and names or addresses beside it; this list has nothing but points.
    let headings = OfficialColumns::of(row);
    headings.has(&["uprn", "xcoordinate", "ycoordinate"])
        && headings.all().iter().all(|heading| {
            matches!(heading.as_str(), "uprn" | "xcoordinate" | "ycoordinate" | "latitude" | "longitude")
        })
}

/// Reads address points and hands them on in parts; the last part is in the answer.
pub(super) fn read(
    mut table: Table<'_>,
    header_at: usize,
    opened: &Opened,
    give: Give<'_>,
) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..=header_at {
        table.next(&mut header)?;
    }
    let headings = OfficialColumns::of(&header);
    let missing = |heading: &str| ReadError::DoesNotFit {
        name: opened.name.clone(),
        kind: FileKind::Uprns,
        missing: format!("the column {heading} is missing."),
    };
    let place = |spelling: &str, heading| headings.place(&[spelling]).ok_or_else(|| missing(heading));
    let (uprn, easting, northing) =
        (place("uprn", "UPRN")?, place("xcoordinate", "X_COORDINATE")?, place("ycoordinate", "Y_COORDINATE")?);
    let mut parts = Parts::new(opened, FileKind::Uprns, Rows::Uprns, give);
    let mut record = Record::default();
    while table.next(&mut record)? {
        let cell = |place| record.cell(place).trim();
        match understand(cell(uprn), cell(easting), cell(northing)) {
            Ok(point) => parts.keep(record.number, point)?,
            Err(reason) => parts.refuse(record.number, record.to_cells(), reason)?,
        }
    }
    let official = OfficialSource { title: "OS Open UPRN", publisher: "Ordnance Survey" };
    let source = official.source(opened, FileKind::Uprns, false, None);
    parts.finish(FileKind::Uprns, opened, source, header)
}

fn understand(uprn: &str, easting: &str, northing: &str) -> Result<UprnPoint, String> {
    let digits = !uprn.is_empty() && uprn.bytes().all(|byte| byte.is_ascii_digit());
    let number_of = uprn.parse().ok().filter(|uprn| digits && (1..=LARGEST_UPRN).contains(uprn));
    let uprn = number_of.ok_or_else(|| format!("\"{uprn}\" is not a UPRN of at most twelve digits"))?;
    let (Some(easting_m), Some(northing_m)) = (number(easting), number(northing)) else {
        return Err(format!("\"{easting}\", \"{northing}\" are not an easting and a northing"));
    };
    let position = Position::new(easting_m, northing_m).map_err(|off| off.to_string())?;
    Ok(UprnPoint { uprn, position })
}

#[cfg(test)]
mod tests {
    use super::{are_headings, understand};
    use crate::import::records::Record;

    #[test]
    fn a_register_with_uprns_is_not_taken_for_the_list_of_address_points() {
        let fits = |line: &str| are_headings(&Record::from_cells(1, line.split(',')));
        assert!(fits("UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE"));
        assert!(!fits("UPRN,X_COORDINATE,Y_COORDINATE,PropertyName"));
        assert!(!fits("UPRN,LATITUDE,LONGITUDE"));
    }

    #[test]
    fn numbers_that_are_none_are_refused() {
        assert!(understand("000038012345", "335012.5", "389734").is_ok_and(|point| point.uprn == 38_012_345));
        for (uprn, easting, northing) in [
            ("0", "1", "1"),
            ("-1", "1", "1"),
            ("1e5", "1", "1"),
            ("1234567890123", "1", "1"),
            ("1", "", "1"),
            ("1", "-1", "1"),
        ] {
            assert!(understand(uprn, easting, northing).is_err(), "{uprn}, {easting}, {northing}");
        }
    }
}
