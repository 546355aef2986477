//! The sales that a price level is made from, as a regression sees them (`scoring.md` C.1, input and step 1).

use rayon::prelude::*;

use crate::atlas::{Area, AreaSale, Atlas, month_of};
use crate::domain::area::HomeType;

/// Months of sales used, and used where the shorter span holds fewer than [`FEW_SALES`].
const MONTHS: [i32; 2] = [36, 60];
const FEW_SALES: usize = 10;

/// The latest months of a release are incomplete and are left out.
const INCOMPLETE_MONTHS: i32 = 2;

/// One sale that counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UsedSale {
    /// Natural logarithm of the price in GBP, moved to the base month where an index says how.
    pub log_price: f64,
    /// What kind of home.
    pub home: HomeType,
    /// Newly built.
    pub new_build: bool,
    /// Leasehold.
    pub leasehold: bool,
    /// Months before the base month.
    pub age: u8,
    /// Whether an index moved it.
    pub moved: bool,
}

/// The sales of every area, in order, and the month they lead up to.
#[derive(Debug)]
pub struct UsedSales {
    /// By area, oldest first.
    pub by_area: Vec<Vec<UsedSale>>,
    /// Which boroughs the index moved, by name.
    pub boroughs: MovedBoroughs,
}

/// The boroughs with sales, apart by whether the house price index moved them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct MovedBoroughs {
    /// Moved to the base month by the index of the district.
    pub by_index: Vec<String>,
    /// Without an index of every month needed: the pooled effects of the months carry the move.
    pub by_months: Vec<String>,
}

/// The base month: the last complete one, two before that of the latest sale.
#[must_use]
pub fn base_month(areas: &[Area]) -> Option<i32> {
    areas.iter().filter_map(|area| area.sales.last()).map(|sale| month_of(sale.date) - INCOMPLETE_MONTHS).max()
}

/// Standard sales of whole homes of so many months before the base month, oldest first.
fn of_ages(area: &Area, base: i32, ages: std::ops::Range<i32>) -> impl Iterator<Item = (&AreaSale, u8)> {
    area.sales.iter().filter_map(move |sale| {
        let age = base - month_of(sale.date);
        let counts = sale.standard && sale.home != HomeType::Other && sale.price_gbp > 0 && ages.contains(&age);
        counts.then_some(()).and_then(|()| u8::try_from(age).ok()).map(|age| (sale, age))
    })
}

fn used(sale: &AreaSale, age: u8, ratio: Option<f64>) -> UsedSale {
    UsedSale {
        log_price: f64::from(sale.price_gbp).ln() + ratio.map_or(0.0, f64::ln),
        home: sale.home,
        new_build: sale.new_build,
        leasehold: sale.leasehold,
        age,
        moved: ratio.is_some(),
    }
}

/// The sales of the months just before the base month, more of them where few: moved to the base month with the house
/// price index of the borough, where that has every month from the oldest sale used in the region on.
#[must_use]
pub fn recent(atlas: &Atlas, base: i32) -> UsedSales {
    let areas = atlas.areas();
    let chosen: Vec<Vec<(&AreaSale, u8)>> = areas
        .par_iter()
        .map(|area| {
            let short: Vec<_> = of_ages(area, base, 0..MONTHS[0]).collect();
            if short.len() < FEW_SALES { of_ages(area, base, 0..MONTHS[1]).collect() } else { short }
        })
        .collect();
    let oldest = chosen.iter().flatten().map(|(_, age)| i32::from(*age)).max().unwrap_or(0);
    let index = atlas.price_index();
    let code_of = |area: usize| {
        let code = areas[area].borough.as_ref()?.code.as_deref()?;
        index.covers(code, base - oldest..=base).then_some(code)
    };
    let mut boroughs = MovedBoroughs::default();
    for (area, _) in chosen.iter().enumerate().filter(|(_, sales)| !sales.is_empty()) {
        let list = if code_of(area).is_some() { &mut boroughs.by_index } else { &mut boroughs.by_months };
        let name = areas[area].borough_name().unwrap_or("no borough known");
        if let Err(place) = list.binary_search_by(|held| held.as_str().cmp(name)) {
            list.insert(place, name.to_owned());
        }
    }
    let by_area = chosen
        .par_iter()
        .enumerate()
        .map(|(area, sales)| {
            let code = code_of(area);
            let ratio = |age: u8| code.and_then(|code| index.ratio(code, base - i32::from(age), base));
            sales.iter().map(|(sale, age)| used(sale, *age, ratio(*age))).collect()
        })
        .collect();
    UsedSales { by_area, boroughs }
}

/// The sales of one stretch of months as they were paid: for growth, which an index of the borough would take out.
#[must_use]
pub fn unmoved(areas: &[Area], base: i32, ages: std::ops::Range<i32>) -> Vec<Vec<UsedSale>> {
    areas
        .par_iter()
        .map(|area| {
            let begin = u8::try_from(ages.start).unwrap_or(u8::MAX);
            of_ages(area, base, ages.clone()).map(|(sale, age)| used(sale, age - begin, None)).collect()
        })
        .collect()
}
