//! Home prices of postcode sectors: `Year,Sector,Price,Volume`, the mean price and the number of sales of each year.
//!
//! Nobody publishes this officially; people derive it from Price Paid Data. It stands in for single sales where those are
//! not at hand, and its title says what it is. Prices are means, not adjusted for the mix of homes.

use std::sync::Arc;

use time::{Date, Month};

use crate::domain::area::SectorYear;
use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::postcode::Postcode;
use crate::domain::source::{Source, SourceId};

use super::error::ReadError;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::sheet::fit;
use super::table::Table;
use super::values::{above_zero, whole};
use super::{Contents, finish};

/// Price Paid Data, from which such averages are made, starts in this year.
const FIRST_YEAR: u32 = 1995;
/// Years after this one are a fault of the file.
const LAST_YEAR: u32 = 2100;

/// Reads sector prices.
pub(super) fn read(mut table: Table<'_>, header_at: usize, opened: &Opened) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..=header_at {
        table.next(&mut header)?;
    }
    let columns = Columns::new(&header, &[]);
    let source_id = opened.source_id(FileKind::SectorPrices);
    let (mut rows, mut refused, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let mut latest: Option<u16> = None;
    let mut record = Record::default();
    while table.next(&mut record)? {
        let understood = fit(&mut record, header.len()).and_then(|note| {
            let value = understand(&record, &columns, &source_id)?;
            Ok((value, note))
        });
        match understood {
            Ok((value, note)) => {
                latest = latest.max(Some(value.year));
                notes.extend(note);
                rows.push(Row { number: record.number, raw: Cells::default(), value });
            }
            Err(reason) => refused.push(RefusedRow { number: record.number, raw: record.to_cells(), reason }),
        }
    }
    // Postcode area XL is not in use: it is the made-up region's.
    let fictional = rows.iter().filter(|row| row.value.sector.starts_with("XL")).count() * 2 > rows.len();
    let source = Source {
        id: source_id,
        title: "Home prices: yearly averages of postcode sectors".to_owned(),
        publisher: if fictional { "catmap (fictional)" } else { "Not named in the file" }.to_owned(),
        licence: None,
        as_at: latest.and_then(|year| Date::from_calendar_date(i32::from(year), Month::December, 31).ok()),
        file_name: opened.name.clone(),
        fictional,
    };
    let contents = Contents { header, rows: Rows::SectorPrices(rows), refused, notes };
    finish(FileKind::SectorPrices, opened, source, contents)
}

fn understand(record: &Record, columns: &Columns, source: &SourceId) -> Result<SectorYear, String> {
    let cell = |heading: &str| columns.place_of(heading).map_or("", |place| record.cell(place).trim());
    let not = |what: &str, heading: &str| format!("\"{}\" is not {what}", cell(heading));
    let year = whole(cell("year")).filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year));
    let year = year.and_then(|year| u16::try_from(year).ok());
    Ok(SectorYear {
        sector: sector(cell("sector")).ok_or_else(|| not("a postcode sector, like CH41 0", "sector"))?,
        year: year.ok_or_else(|| not("a year since 1995", "year"))?,
        mean_price_gbp: above_zero(cell("price")).ok_or_else(|| not("a price above zero", "price"))?,
        sales: whole(cell("volume"))
            .filter(|sales| *sales > 0)
            .ok_or_else(|| not("a number of sales above zero", "volume"))?,
        source: source.clone(),
    })
}

/// A postcode sector in one spelling: the outward part, one space, one digit.
fn sector(text: &str) -> Option<Arc<str>> {
    // Without the space "CH41" would be both the district CH41 and the sector CH4 1.
    let (outward, digit) = text.split_once(char::is_whitespace)?;
    // Any unit of the sector is a postcode exactly when the sector is one.
    let unit = Postcode::parse(&format!("{outward}{digit}AA")).filter(Postcode::is_whole)?;
    let sector = unit.as_str().strip_suffix("AA")?;
    (unit.outward().eq_ignore_ascii_case(outward)).then(|| Arc::from(sector))
}

#[cfg(test)]
mod tests {
    use super::sector;

    #[test]
    fn a_sector_has_one_spelling() {
        for text in ["CH41 0", "ch41 0", "CH41  0"] {
            assert_eq!(sector(text).as_deref(), Some("CH41 0"), "{text}");
        }
        for text in ["CH41", "CH410", "CH41 0A", "", "0", "CH4 10", "CH41 0 1"] {
            assert_eq!(sector(text), None, "{text}");
        }
    }
}
