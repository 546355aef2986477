//! Invented home sales in the form of HM Land Registry's Price Paid Data, with its usual oddities.

use std::path::Path;

use time::macros::date;
use time::{Date, Duration};

use super::areas::{Area, Areas};
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, table, write_in_order};
use super::names;
use super::postcodes::{EACH_AREA, Postcodes};
use super::shape::{BOROUGHS, TOWNS};
use super::{FictionalError, RegionPlan};

/// Five years of deeds.
const DAYS: f64 = 1_826.0;
/// The first day of Price Paid Data.
const FIRST_DAY: Date = date!(1995 - 01 - 01);
/// Sales in an area over the five years, in a region of ordinary size and in one as large as England (`scoring.md` G.1).
const USUAL_SALES: f64 = 60.0;
const THIN_SALES: f64 = 20.0;
const LARGE_REGION_AREAS: usize = 4_000;
/// Spread of log price among homes of one area (`scoring.md` C.1).
const PRICE_SPREAD: f64 = 0.33;
/// Rise of prices, log points a year.
pub(super) const YEARLY_RISE: f64 = 0.03;

/// Writes `price-paid.csv` and returns how many sales it holds: no header, sixteen columns, all in quotes.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(
    path: &Path,
    plan: &RegionPlan,
    areas: &Areas,
    postcodes: &Postcodes,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, FictionalError> {
    if let Some(count) = plan.sales {
        let since_1995 = (plan.data_date - FIRST_DAY).whole_days() as f64;
        let piece = |range: std::ops::Range<usize>| {
            let mut rows = table(Style::AllQuoted);
            for index in range {
                let mut chance = Chance::of(plan.seed, Stream::Sales, index);
                let area = chance.below(areas.all.len());
                let days = (plan.data_date, since_1995);
                rows.write_record(sale(&mut chance, days, &areas.all[area], postcodes.of(area)))?;
            }
            bytes(rows)
        };
        write_in_order(path, b"", count, piece, progress)?;
        return Ok(count as u64);
    }
    let usual = if areas.all.len() > LARGE_REGION_AREAS { THIN_SALES } else { USUAL_SALES };
    let written = std::sync::atomic::AtomicU64::new(0);
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::AllQuoted);
        for index in range {
            let mut chance = Chance::of(plan.seed, Stream::Sales, index);
            // Markets differ: some areas hardly sell, so that borrowing from neighbours matters.
            let mean = usual * (0.55 * chance.normal() - 0.15).exp().clamp(0.05, 3.0);
            let count = chance.poisson(mean);
            for _ in 0..count {
                let days = (plan.data_date, DAYS);
                rows.write_record(sale(&mut chance, days, &areas.all[index], postcodes.of(index)))?;
            }
            written.fetch_add(u64::from(count), std::sync::atomic::Ordering::Relaxed);
        }
        bytes(rows)
    };
    write_in_order(path, b"", areas.all.len(), piece, progress)?;
    Ok(written.into_inner())
}

/// One sale on one of the last `days` up to the data date.
fn sale(
    chance: &mut Chance,
    (data_date, days): (Date, f64),
    area: &Area,
    postcodes: &[super::postcodes::Postcode; EACH_AREA],
) -> [String; 16] {
    let days_ago = (days * chance.share()) as i64;
    let date = data_date.saturating_sub(Duration::days(days_ago));
    let flats = (0.12 + 0.08 * area.thickness).clamp(0.02, 0.4);
    let detached = (0.18 - 0.09 * area.thickness).clamp(0.02, 0.4);
    let (home, home_effect) = match chance.share() {
        share if share < flats => ("F", -0.22),
        share if share < flats + detached => ("D", 0.55),
        share if share < flats + detached + 0.32 => ("S", 0.22),
        _ => ("T", 0.0),
    };
    let new_build = chance.happens(0.05);
    let leasehold = if home == "F" { chance.happens(0.95) } else { chance.happens(0.22) };
    let effects = home_effect + if new_build { 0.16 } else { 0.0 } - if leasehold { 0.06 } else { 0.0 };
    let log_price = area.log_price + effects - YEARLY_RISE * days_ago as f64 / 365.25 + PRICE_SPREAD * chance.normal();
    let step = if chance.happens(0.5) { 5_000.0 } else { 500.0 };
    let mut price = ((log_price.exp() / step).round() * step).max(10_000.0);
    let mut home = home;
    let mut category = "A";
    // The oddities of the real file: sales that are not at market price, property that is no home, a price of one pound.
    match chance.share() {
        share if share < 0.035 => {
            category = "B";
            price = (price * chance.between(0.3, 1.1) / 100.0).round() * 100.0;
        }
        share if share < 0.05 => {
            category = "B";
            home = "O";
            price = (chance.between(9.0, 15.0).exp() / 100.0).round() * 100.0;
        }
        share if share < 0.053 => {
            category = "B";
            price = 1.0;
        }
        _ => {}
    }
    let town = TOWNS[area.town].name.to_uppercase();
    let postcode = postcodes[chance.below(EACH_AREA)];
    // A sale now and then comes without its postcode, as in the real file.
    let postcode = if chance.happens(0.002) { String::new() } else { postcode.text() };
    let number = (1 + chance.below(190)).to_string();
    let flat = if home == "F" { format!("FLAT {}", 1 + chance.below(24)) } else { String::new() };
    let yes_no = |yes: bool, letters: [&str; 2]| letters[usize::from(!yes)].to_owned();
    [
        chance.braced_identifier(),
        format!("{price:.0}"),
        format!("{date} 00:00"),
        postcode,
        home.to_owned(),
        yes_no(new_build, ["Y", "N"]),
        yes_no(leasehold, ["L", "F"]),
        number,
        flat,
        names::street(chance).to_uppercase(),
        String::new(),
        town,
        BOROUGHS[area.borough].name.to_uppercase(),
        "MERESIDE (FICTIONAL)".to_owned(),
        category.to_owned(),
        "A".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{areas, postcodes};
    use super::*;

    #[test]
    fn sales_look_like_their_area_and_lie_in_the_five_years() {
        let areas = areas::invent(6, 40);
        let postcodes = postcodes::invent(6, &areas);
        let mut chance = Chance::of(6, Stream::Sales, 0);
        let area = &areas.all[3];
        let (mut logs, mut odd) = (Vec::new(), 0);
        for _ in 0..3_000 {
            let cells = sale(&mut chance, (date!(2026 - 10 - 31), DAYS), area, postcodes.of(3));
            let date = Date::parse(&cells[2][..10], &time::format_description::well_known::Iso8601::DATE).unwrap();
            assert!(date > date!(2021 - 10 - 30) && date <= date!(2026 - 10 - 31));
            assert!(cells[0].len() == 38 && cells[0].starts_with('{'));
            if cells[14] == "B" {
                odd += 1;
            } else if cells[4] == "T" && cells[5] == "N" && cells[6] == "F" {
                logs.push(cells[1].parse::<f64>().unwrap().ln());
            }
        }
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        assert!((mean - (area.log_price - YEARLY_RISE * 2.5)).abs() < 0.05, "{mean} against {}", area.log_price);
        assert!((100..250).contains(&odd), "{odd} odd sales of 3,000");
    }
}
