//! Price Paid Data: the yearly files without headings, and the app's download with its broken first line.

use std::collections::HashMap;

use time::Date;

use crate::domain::area::{HomeType, Sale};
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::postcode::Postcode;

use super::assets::is_fictional;
use super::error::ReadError;
use super::opened::Opened;
use super::records::Record;
use super::table::Table;
use super::values::{date, plain, whole};
use super::{Contents, OfficialSource, finish};

/// Both layouts have this many columns.
const COLUMNS: usize = 16;

/// The last heading of the download, to which the first cell of the first record sticks.
const LAST_HEADING: &str = "linked_data_uri";

/// Columns from 0. The first seven are the same in both layouts; addresses (7 to 13) are not read at all.
const ID: usize = 0;
const PRICE: usize = 1;
const DATE: usize = 2;
const POSTCODE: usize = 3;
const TYPE: usize = 4;
const NEW_BUILD: usize = 5;
const TENURE: usize = 6;
const CATEGORY: usize = 14;
/// In the yearly files only; the download has an address on the web there.
const STATUS: usize = 15;

/// Reads sales.
pub(super) fn read(mut table: Table<'_>, header_at: Option<usize>, opened: &Opened<'_>) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    if let Some(at) = header_at {
        for _ in 0..=at {
            table.next(&mut header)?;
        }
        if let Some((headings, first)) = parted(&header) {
            header = headings;
            table.put_back(first);
        }
    }
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut rows: Vec<Row<Sale>> = Vec::new();
    let mut refused = Vec::new();
    let mut latest: Option<Date> = None;
    let mut record = Record::default();
    while table.next(&mut record)? {
        let value = understand(&record, header_at.is_none()).and_then(|value| match seen.get(&value.id) {
            Some(first) => Err(format!("the transaction {} stands in row {first} already", value.id)),
            None => {
                seen.insert(value.id.clone(), record.number);
                Ok(value)
            }
        });
        match value {
            Ok(value) => {
                latest = latest.max(Some(value.date));
                rows.push(Row { number: record.number, raw: Vec::new(), value });
            }
            Err(reason) => refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason }),
        }
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.postcode)).count() * 2 > rows.len();
    let official = OfficialSource { title: "Price Paid Data", publisher: "HM Land Registry" };
    let source = official.source(opened, FileKind::Sales, fictional, latest);
    let contents = Contents { header, rows: Rows::Sales(rows), refused, notes: Vec::new() };
    finish(FileKind::Sales, opened, source, contents)
}

/// The headings and the first record, where the download has both on one line: `..,linked_data_uri"AB12..","120000",..`.
fn parted(line: &Record) -> Option<(Record, Record)> {
    let first_id = line.cell(COLUMNS - 1).trim().strip_prefix(LAST_HEADING)?;
    if line.len() < COLUMNS || (line.len() == COLUMNS && first_id.is_empty()) {
        return None;
    }
    let headings = line.cells().take(COLUMNS - 1).chain([LAST_HEADING]);
    let record = std::iter::once(first_id.trim_matches('"')).chain(line.cells().skip(COLUMNS));
    Some((Record::from_cells(line.number, headings), Record::from_cells(line.number, record)))
}

fn understand(record: &Record, yearly: bool) -> Result<Sale, String> {
    if record.len() != COLUMNS {
        return Err(format!("has {} cells where Price Paid Data has {COLUMNS}", record.len()));
    }
    let cell = |place: usize| record.cell(place).trim();
    let not = |what: &str, place: usize| format!("\"{}\" is not {what}", cell(place));
    let id = cell(ID).trim_matches(['{', '}']).to_ascii_uppercase();
    if id.is_empty() {
        return Err("has no transaction id".to_owned());
    }
    if yearly && cell(STATUS) == "D" {
        return Err("the Land Registry has withdrawn this record (status D)".to_owned());
    }
    if cell(POSTCODE).is_empty() {
        return Err("has no postcode, so it cannot be placed".to_owned());
    }
    Ok(Sale {
        id,
        price_gbp: whole(cell(PRICE)).filter(|price| *price > 0).ok_or_else(|| not("a price above zero", PRICE))?,
        date: date(cell(DATE)).ok_or_else(|| not("a date", DATE))?,
        postcode: Postcode::parse(cell(POSTCODE))
            .filter(Postcode::is_whole)
            .ok_or_else(|| not("a whole postcode", POSTCODE))?,
        home: HomeType::from_slug(cell(TYPE)).ok_or_else(|| not("a type of home (D, S, T, F or O)", TYPE))?,
        new_build: one_of(cell(NEW_BUILD), "y", "n").ok_or_else(|| not("Y or N for a new home", NEW_BUILD))?,
        leasehold: one_of(cell(TENURE), "l", "f").ok_or_else(|| not("F or L for freehold or leasehold", TENURE))?,
        standard: one_of(cell(CATEGORY), "a", "b").ok_or_else(|| not("a category (A or B)", CATEGORY))?,
    })
}

fn one_of(text: &str, yes: &str, no: &str) -> Option<bool> {
    match plain(text) {
        text if text == yes => Some(true),
        text if text == no => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, parted};

    #[test]
    fn headings_and_the_first_record_on_one_line_come_apart() {
        let headings = "unique_id,price_paid,deed_date,postcode,property_type,new_build,estate_type,saon,paon,street,locality,town,district,county,transaction_category,linked_data_uri";
        let whole = Record::from_cells(1, headings.split(','));
        assert!(parted(&whole).is_none());
        let stuck = format!("{headings}\"AB-1\",120000,2021-04-16,XL1 1AA,F,N,L,,1,,,,,,A,http");
        let (header, first) = parted(&Record::from_cells(1, stuck.split(','))).unwrap();
        assert_eq!(header, whole);
        assert_eq!(first.to_cells()[..4], ["AB-1", "120000", "2021-04-16", "XL1 1AA"]);
        assert_eq!(first.len(), 16);
    }
}
