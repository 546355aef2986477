//! Postcode centres: Code-Point Open, which has no headings.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::area::PostcodePoint;
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::place::Position;
use crate::domain::postcode::Postcode;

use super::assets::is_fictional;
use super::error::ReadError;
use super::opened::Opened;
use super::records::Record;
use super::table::Table;
use super::values::{given, number, whole};
use super::{Contents, OfficialSource, finish};

/// Columns of Code-Point Open, from 0.
const POSTCODE: usize = 0;
const QUALITY: usize = 1;
const EASTING: usize = 2;
const NORTHING: usize = 3;
const DISTRICT: usize = 8;
const COLUMNS: usize = 10;

/// The positional quality of a postcode without coordinates.
const NO_COORDINATES: u32 = 90;

/// Reads Code-Point Open. The list of headings that comes beside it may stand above the data.
pub(super) fn read(mut table: Table<'_>, header_at: Option<usize>, opened: &Opened<'_>) -> Result<ReadFile, ReadError> {
    let mut record = Record::default();
    let mut header = Record::default();
    for _ in 0..header_at.map_or(0, |at| at + 1) {
        table.next(&mut header)?;
    }
    let mut seen: HashMap<Postcode, u64> = HashMap::new();
    let mut rows = Vec::new();
    let mut refused = Vec::new();
    while table.next(&mut record)? {
        // Ordnance Survey's list of headings is two lines: short names, then long ones.
        if header_at.is_some() && rows.is_empty() && record.cell(POSTCODE) == "Postcode" {
            continue;
        }
        let value = understand(&record).and_then(|value| match seen.get(&value.postcode) {
            Some(first) => Err(format!("{} stands in row {first} already", value.postcode)),
            None => {
                seen.insert(value.postcode.clone(), record.number);
                Ok(value)
            }
        });
        match value {
            Ok(value) => rows.push(Row { number: record.number, raw: Vec::new(), value }),
            Err(reason) => refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason }),
        }
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.postcode)).count() * 2 > rows.len();
    let official = OfficialSource { title: "Code-Point Open", publisher: "Ordnance Survey" };
    let source = official.source(opened, FileKind::Postcodes, fictional, None);
    let contents = Contents { header, rows: Rows::Postcodes(rows), refused, notes: Vec::new() };
    finish(FileKind::Postcodes, opened, source, contents)
}

fn understand(record: &Record) -> Result<PostcodePoint, String> {
    if record.len() != COLUMNS {
        return Err(format!("has {} cells where Code-Point Open has {COLUMNS}", record.len()));
    }
    let text = record.cell(POSTCODE);
    let postcode =
        Postcode::parse(text).filter(Postcode::is_whole).ok_or_else(|| format!("\"{text}\" is not a postcode"))?;
    if whole(record.cell(QUALITY)) == Some(NO_COORDINATES) {
        return Err(format!("{postcode} has no coordinates (positional quality {NO_COORDINATES})"));
    }
    let (easting, northing) = (record.cell(EASTING), record.cell(NORTHING));
    let (Some(easting_m), Some(northing_m)) = (number(easting), number(northing)) else {
        return Err(format!("\"{easting}\", \"{northing}\" are not an easting and a northing"));
    };
    if easting_m == 0.0 && northing_m == 0.0 {
        return Err(format!("{postcode} has no coordinates (0, 0)"));
    }
    let position = Position::new(easting_m, northing_m).map_err(|off| off.to_string())?;
    Ok(PostcodePoint { postcode, position, borough_code: given(record.cell(DISTRICT)).map(Arc::from) })
}
