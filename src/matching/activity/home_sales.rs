//! Home sales a year per dwelling: market activity, used only where one sign of the economy is known and no second.
//!
//! A published count with its dwellings is taken where there is one. Else the sales loaded are counted over the last three
//! complete years, and the households of the census stand in for dwellings. An area without one sale in three years is
//! more likely one whose sales were not loaded than one where nobody moves: its rate is not known.

use time::Date;

use crate::atlas::Area;
use crate::domain::area::{AreaIndicator, HomeType};
use crate::matching::activity::{ESTIMATED, Rate, counted};

/// Months counted over.
const MONTHS: i32 = 36;

/// The latest months of a release are incomplete and are left out.
const INCOMPLETE_MONTHS: i32 = 2;

/// Sales and dwelling-years of each area, in order.
pub(super) fn rates(areas: &[Area]) -> Vec<Option<Rate>> {
    let newest = areas.iter().flat_map(|area| &area.sales).map(|sale| month(sale.date)).max();
    areas
        .iter()
        .map(|area| match counted(area, AreaIndicator::HomeSales) {
            Some(published) => Some(Rate::of(published)),
            None => from_sales(area, newest? - INCOMPLETE_MONTHS),
        })
        .collect()
}

fn from_sales(area: &Area, last: i32) -> Option<Rate> {
    let households = counted(area, AreaIndicator::PrivateRented).filter(|counted| !counted.over_middle_layer)?;
    let sales = area.sales.iter().filter(|sale| {
        sale.standard && sale.home != HomeType::Other && (0..MONTHS).contains(&(last - month(sale.date)))
    });
    let count = sales.count() as f64;
    let years = f64::from(MONTHS) / 12.0;
    (count > 0.0).then_some(Rate { count, base: households.base * years, quality: ESTIMATED })
}

/// Months since year 0.
fn month(date: Date) -> i32 {
    date.year() * 12 + i32::from(u8::from(date.month())) - 1
}
