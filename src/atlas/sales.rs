//! Home sales put into the area of their postcode, without addresses.

use rayon::prelude::*;
use time::Date;

use crate::atlas::areas::Area;
use crate::atlas::postcodes::Postcodes;
use crate::domain::area::{HomeType, Sale};

/// One sale in an area: only averages of these are ever shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AreaSale {
    /// Date of the deed.
    pub date: Date,
    /// Price paid, GBP.
    pub price_gbp: u32,
    /// What kind of home.
    pub home: HomeType,
    /// Newly built.
    pub new_build: bool,
    /// Leasehold, as against freehold.
    pub leasehold: bool,
    /// A standard sale at market price.
    pub standard: bool,
}

/// Puts each sale into its area; gives the number of sales whose postcode is not known or lies in no area.
pub(super) fn distribute(areas: &mut [Area], postcodes: &Postcodes, sales: Vec<Sale>) -> usize {
    let placed: Vec<Option<usize>> = sales
        .par_iter()
        .map(|sale| postcodes.find(&sale.postcode).and_then(|index| postcodes.area_of(index)))
        .collect();
    let mut left_out = 0;
    for (sale, area) in sales.into_iter().zip(placed) {
        match area {
            Some(area) => areas[area].sales.push(AreaSale {
                date: sale.date,
                price_gbp: sale.price_gbp,
                home: sale.home,
                new_build: sale.new_build,
                leasehold: sale.leasehold,
                standard: sale.standard,
            }),
            None => left_out += 1,
        }
    }
    // Ordered, so that sums over them do not depend on the order of loading.
    areas.par_iter_mut().for_each(|area| {
        area.sales.sort_unstable();
        area.sales.shrink_to_fit();
    });
    left_out
}
