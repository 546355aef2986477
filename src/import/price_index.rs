//! The UK House Price Index: the full file, and the download of single regions from the index's own web page.
//!
//! Of its many columns only the index of all homes is read. Rows of regions and countries are kept like those of
//! districts, because each is known by its official code.

use std::sync::Arc;

use time::Date;

use crate::domain::area::{AreaCode, PriceIndexMonth};
use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::source::SourceId;

use super::boroughs::is_fictional;
use super::error::ReadError;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::sheet::fit;
use super::table::Table;
use super::values::{above_zero, date, month};
use super::{Contents, OfficialSource, finish};

/// The headings of the month, the code and the index: in the full file, and in the download.
const HEADINGS: [[&str; 3]; 2] =
    [["date", "areacode", "index"], ["period", "regiongsscode", "housepriceindexallpropertytypes"]];

/// Reads the index.
pub(super) fn read(mut table: Table<'_>, header_at: usize, opened: &Opened) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..=header_at {
        table.next(&mut header)?;
    }
    let columns = Columns::new(&header, &[]);
    let places = HEADINGS.map(|headings| headings.map(|heading| columns.place_of(heading)));
    let Some(places) = places.into_iter().find_map(|[month, code, index]| Some([month?, code?, index?])) else {
        let missing = "it needs the columns Date, AreaCode and Index.".to_owned();
        return Err(ReadError::DoesNotFit { name: opened.name.clone(), kind: FileKind::PriceIndex, missing });
    };
    let source_id = opened.source_id(FileKind::PriceIndex);
    let (mut rows, mut refused, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let mut latest: Option<Date> = None;
    let mut record = Record::default();
    while table.next(&mut record)? {
        let understood = fit(&mut record, header.len()).and_then(|note| {
            let value = understand(&record, places, &source_id)?;
            Ok((value, note))
        });
        match understood {
            Ok((value, note)) => {
                latest = latest.max(Some(value.month));
                notes.extend(note);
                rows.push(Row { number: record.number, raw: Cells::default(), value });
            }
            Err(reason) => refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason }),
        }
    }
    let made_up = |row: &&Row<PriceIndexMonth>| is_fictional(&AreaCode(row.value.borough_code.clone()));
    let fictional = rows.iter().filter(made_up).count() * 2 > rows.len();
    let official = OfficialSource { title: "UK House Price Index", publisher: "HM Land Registry" };
    let source = official.source(opened, FileKind::PriceIndex, fictional, latest);
    let contents = Contents { header, rows: Rows::PriceIndex(rows), refused, notes };
    finish(FileKind::PriceIndex, opened, source, contents)
}

fn understand(record: &Record, places: [usize; 3], source: &SourceId) -> Result<PriceIndexMonth, String> {
    let [month_text, code, index] = places.map(|place| record.cell(place).trim());
    if !is_official_code(code) {
        return Err(format!("\"{code}\" is not an official code of a district, region or country, like E08000012"));
    }
    let month =
        month(month_text).or_else(|| date(month_text)).ok_or_else(|| format!("\"{month_text}\" is not a date"))?;
    if month.day() != 1 {
        // A date with the month before the day would pass for another month.
        return Err(format!(
            "\"{month_text}\" is not the first day of a month, so it is not clear which month is meant"
        ));
    }
    let index = above_zero(index).ok_or_else(|| match index {
        "" => "has no index".to_owned(),
        text => format!("\"{text}\" is not an index above zero"),
    })?;
    Ok(PriceIndexMonth { borough_code: Arc::from(code), month, index, source: source.clone() })
}

/// A code of the Office for National Statistics: a letter for the country and eight digits.
fn is_official_code(text: &str) -> bool {
    text.len() == 9
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().skip(1).all(|digit| digit.is_ascii_digit())
}
