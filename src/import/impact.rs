//! Yearly records of transferred assets in catmap's own layout: `asset,year`, then any of the columns of [`COLUMNS`].

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::domain::impact::ImpactYear;
use crate::domain::imported::RefusedRow;

use super::Options;
use super::error::ReadError;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::sheet::Sheet;
use super::table::Table;
use super::values::{amount, given, one_line, plain, share, whole};

type Place = fn(&mut ImpactYear) -> &mut Option<f64>;

/// Columns of amounts, with where each goes.
const COLUMNS: &[(&str, Place)] = &[
    ("undervalue_gbp", |year| &mut year.undervalue_gbp),
    ("public_cash_gbp", |year| &mut year.public_cash_gbp),
    ("grants_gbp", |year| &mut year.grants_gbp),
    ("loans_gbp", |year| &mut year.loans_gbp),
    ("community_shares_gbp", |year| &mut year.community_shares_gbp),
    ("own_reserves_gbp", |year| &mut year.own_reserves_gbp),
    ("in_kind_gbp", |year| &mut year.in_kind_gbp),
    ("usable_m2", |year| &mut year.usable_m2),
    ("occupied_m2", |year| &mut year.occupied_m2),
    ("open_hours_per_week", |year| &mut year.open_hours_per_week),
    ("income_gbp", |year| &mut year.income_gbp),
    ("running_cost_gbp", |year| &mut year.running_cost_gbp),
    ("reserve_months", |year| &mut year.reserve_months),
    ("jobs_fte", |year| &mut year.jobs_fte),
    ("reference_jobs_fte", |year| &mut year.reference_jobs_fte),
    ("volunteer_hours", |year| &mut year.volunteer_hours),
];

/// The one column that is a share.
const LARGEST_SOURCE: &str = "largest_source_share";

/// The records of one file: every row is here or among the refused.
#[derive(Clone, Debug, PartialEq)]
pub struct ImpactFile {
    /// Records in the order of the file.
    pub years: Vec<ImpactYear>,
    /// Rows that cannot be understood, each with its reason.
    pub refused: Vec<RefusedRow>,
}

/// Reads yearly records.
///
/// # Errors
/// [`ReadError`] when the file cannot be read or has no columns `asset` and `year`.
pub fn read_impact(path: &Path, options: &Options) -> Result<ImpactFile, ReadError> {
    let progress = |_, _| {};
    let opened = Opened::look(path, options, &|_, _| false, &progress)?;
    let mut sheet = Sheet::load(Table::open(&opened, &progress)?, 0)?;
    let columns = Columns::new(&sheet.header, &[]);
    if columns.place_of("asset").is_none() || columns.place_of("year").is_none() {
        let reason = "yearly records of transferred assets need the columns \"asset\" and \"year\"".to_owned();
        return Err(ReadError::NotUsed { name: opened.name, reason });
    }
    let mut seen: HashMap<(Arc<str>, u16), u64> = HashMap::new();
    let mut years = Vec::new();
    for record in std::mem::take(&mut sheet.rows) {
        let understood = understand(&record, &columns).and_then(|year| {
            match seen.insert((Arc::clone(&year.asset), year.year), record.number) {
                Some(first) => Err(format!("row {first} is of the same asset and year")),
                None => Ok(year),
            }
        });
        match understood {
            Ok(year) => years.push(year),
            Err(reason) => sheet.refuse(&record, reason),
        }
    }
    sheet.refused.sort_by_key(|row| row.number);
    Ok(ImpactFile { years, refused: sheet.refused })
}

fn understand(record: &Record, columns: &Columns) -> Result<ImpactYear, String> {
    let cell = |heading: &str| columns.place_of(&plain(heading)).and_then(|place| given(record.cell(place)));
    let asset = cell("asset").map(one_line).ok_or("has no asset")?;
    let year = cell("year").and_then(whole).and_then(|year| u16::try_from(year).ok());
    let year = year.filter(|year| (1990..=2100).contains(year)).ok_or("has no year between 1990 and 2100")?;
    let mut record = ImpactYear { asset: asset.into(), year, ..ImpactYear::default() };
    for (heading, place) in COLUMNS {
        if let Some(text) = cell(heading) {
            let value =
                amount(text).ok_or_else(|| format!("\"{text}\" in {heading} is not a number of zero or more"))?;
            *place(&mut record) = Some(value);
        }
    }
    if let Some(text) = cell(LARGEST_SOURCE) {
        let value = share(text).ok_or_else(|| format!("\"{text}\" in {LARGEST_SOURCE} is not a share, such as 70%"))?;
        record.largest_source_share = Some(value);
    }
    if let (Some(occupied_m2), Some(usable_m2)) = (record.occupied_m2, record.usable_m2)
        && occupied_m2 > usable_m2
    {
        return Err(format!("more floor is in use ({occupied_m2} m2) than is usable ({usable_m2} m2)"));
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Options, read_impact};

    #[test]
    fn every_row_is_a_record_or_refused_with_its_reason() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(
            file,
            "asset,year,grants_gbp,occupied_m2,usable_m2,largest_source_share\n\
             Hall,2027,\"£210,000\",150,200,45%\nHall,2027,1,1,1,\nHall,2028,-5,,,\nHall,2029,,300,200,\n,2030,,,,\nHall,30,,,,"
        )
        .unwrap();
        let read = read_impact(file.path(), &Options::default()).unwrap();
        assert_eq!(read.years.len(), 1);
        assert_eq!(read.years[0].grants_gbp, Some(210_000.0));
        assert_eq!(read.years[0].largest_source_share, Some(0.45));
        assert_eq!(read.years[0].loans_gbp, None, "not reported is not zero");
        let reasons: Vec<(u64, &str)> = read.refused.iter().map(|row| (row.number, row.reason.as_str())).collect();
        assert_eq!(
            reasons,
            [
                (3, "row 2 is of the same asset and year"),
                (4, "\"-5\" in grants_gbp is not a number of zero or more"),
                (5, "more floor is in use (300 m2) than is usable (200 m2)"),
                (6, "has no asset"),
                (7, "has no year between 1990 and 2100"),
            ]
        );
    }
}
