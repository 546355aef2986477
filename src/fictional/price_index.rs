//! An invented house price index of the boroughs and the region, in the form of the UK House Price Index's full file.

use std::path::Path;

use time::{Date, Month};

use super::areas::MIDDLE_PRICE_GBP;
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, one_row, table, write_in_order};
use super::sales::YEARLY_RISE;
use super::shape::BOROUGHS;
use super::{FictionalError, RegionPlan};

/// The headings of the full file, in its order and spelling.
const HEADER: [&str; 54] = [
    "Date",
    "RegionName",
    "AreaCode",
    "AveragePrice",
    "Index",
    "IndexSA",
    "1m%Change",
    "12m%Change",
    "AveragePriceSA",
    "SalesVolume",
    "DetachedPrice",
    "DetachedIndex",
    "Detached1m%Change",
    "Detached12m%Change",
    "SemiDetachedPrice",
    "SemiDetachedIndex",
    "SemiDetached1m%Change",
    "SemiDetached12m%Change",
    "TerracedPrice",
    "TerracedIndex",
    "Terraced1m%Change",
    "Terraced12m%Change",
    "FlatPrice",
    "FlatIndex",
    "Flat1m%Change",
    "Flat12m%Change",
    "CashPrice",
    "CashIndex",
    "Cash1m%Change",
    "Cash12m%Change",
    "CashSalesVolume",
    "MortgagePrice",
    "MortgageIndex",
    "Mortgage1m%Change",
    "Mortgage12m%Change",
    "MortgageSalesVolume",
    "FTBPrice",
    "FTBIndex",
    "FTB1m%Change",
    "FTB12m%Change",
    "FOOPrice",
    "FOOIndex",
    "FOO1m%Change",
    "FOO12m%Change",
    "NewPrice",
    "NewIndex",
    "New1m%Change",
    "New12m%Change",
    "NewSalesVolume",
    "OldPrice",
    "OldIndex",
    "Old1m%Change",
    "Old12m%Change",
    "OldSalesVolume",
];
/// The whole region, which stands in the file like a region of England.
const REGION: (&str, &str) = ("Mereside (fictional)", "E12099001");
/// The first year of the index.
const FIRST_YEAR: i32 = 1995;
/// The index is 100 in January of this year.
const BASE_YEAR: i32 = 2023;
/// The official index comes out two months late.
const MONTHS_LATE: i32 = 2;
/// How far a month strays from the trend, log points.
const MONTHLY_SPREAD: f64 = 0.004;

/// Writes `UK-HPI-full-file.csv`: each borough, then the region, month by month. Of the many columns those of all homes
/// are filled.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(path: &Path, plan: &RegionPlan, progress: &mut dyn FnMut(u64, u64)) -> Result<(), FictionalError> {
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::Spreadsheet);
        for place in range {
            let (name, code) = BOROUGHS.get(place).map_or(REGION, |borough| (borough.name, borough.code));
            let mut chance = Chance::of(plan.seed, Stream::PriceIndex, place);
            let indices: Vec<(Date, f64)> =
                months(plan.data_date).map(|(month, years)| (month, index(&mut chance, years))).collect();
            for (at, (month, index)) in indices.iter().enumerate() {
                let change = |months: usize| {
                    let before = at.checked_sub(months).and_then(|at| indices.get(at));
                    before.map_or_else(String::new, |(_, before)| format!("{:.1}", (index / before - 1.0) * 100.0))
                };
                let mut cells = vec![String::new(); HEADER.len()];
                cells[0] = format!("{:02}/{:02}/{}", month.day(), u8::from(month.month()), month.year());
                cells[1] = name.to_owned();
                cells[2] = code.to_owned();
                cells[3] = format!("{:.0}", MIDDLE_PRICE_GBP * index / 100.0);
                cells[4] = format!("{index:.1}");
                cells[6] = change(1);
                cells[7] = change(12);
                rows.write_record(&cells)?;
            }
        }
        bytes(rows)
    };
    write_in_order(path, &one_row(Style::Spreadsheet, &HEADER)?, BOROUGHS.len() + 1, piece, progress)
}

/// The first day of each month the index covers, and the years from its base to it.
fn months(data_date: Date) -> impl Iterator<Item = (Date, f64)> {
    let last = data_date.year() * 12 + i32::from(u8::from(data_date.month())) - 1 - MONTHS_LATE;
    (FIRST_YEAR * 12..=last).filter_map(|count| {
        let month = Month::try_from(u8::try_from(count.rem_euclid(12) + 1).ok()?).ok()?;
        let day = Date::from_calendar_date(count.div_euclid(12), month, 1).ok()?;
        Some((day, f64::from(count - BASE_YEAR * 12) / 12.0))
    })
}

/// The same steady rise that the sales have, with a little noise of its own for each borough.
fn index(chance: &mut Chance, years: f64) -> f64 {
    100.0 * (YEARLY_RISE * years + MONTHLY_SPREAD * chance.normal()).exp()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_index_runs_to_two_months_before_the_data_date_and_rises_as_the_sales_do() {
        let all: Vec<_> = months(date!(2026 - 01 - 31)).collect();
        assert_eq!(all.first(), Some(&(date!(1995 - 01 - 01), -28.0)));
        assert_eq!(all.last().map(|(month, _)| *month), Some(date!(2025 - 11 - 01)));
        let mut chance = Chance::of(1, Stream::PriceIndex, 0);
        let years: Vec<f64> = (0..400).map(|_| index(&mut chance, 10.0) / index(&mut chance, 9.0)).collect();
        let mean = years.iter().sum::<f64>() / years.len() as f64;
        assert!((mean.ln() - YEARLY_RISE).abs() < 0.002, "{mean}");
    }
}
