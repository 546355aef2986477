//! Local price level of homes with small-sample shrinkage (`scoring.md` C.1).
//!
//! An area with few sales borrows from its neighbours, and says how much; every level carries a variance.
//!
//! | file | step |
//! |---|---|
//! | `used.rs` | which sales count; moved to the base month by the house price index of the borough |
//! | `effects.rs` | step 1: type, new, leasehold and month taken off by one pooled regression |
//! | `own.rs` | step 2: capped mean of an area's own sales; the pooled spread |
//! | `neighbours.rs` | step 4: kernel averages |
//! | `shrinkage.rs` | steps 3, 5, 6: how much is borrowed, with a variance |
//! | `places.rs` | steps 4 to 6 for places of any kind, to score the past |
//! | `sectors.rs` | yearly averages of postcode sectors, where there are no sales to go by |
//! | `growth.rs` | growth over five years against the middle of the region |
//!
//! **What it never does.** It gives no level from fewer than five sales, counting neighbours by their nearness, so that
//! nothing can be traced to one sale. It never averages the two bases: an area's level, its neighbours' average and the
//! scale it is ranked on are all of sales or all of sectors ([`PriceScales`]), because averages of sectors do not tell
//! types of home apart and may be of other years. For another way to know prices, add a file that gives a [`Level`] for
//! each area, a word to `PriceBasis` and a scale of its own.

mod effects;
mod growth;
mod neighbours;
mod own;
pub mod places;
mod sectors;
mod shrinkage;
#[cfg(test)]
mod tests;
mod used;

use serde::Serialize;

pub use effects::{Effects, Estimate, MonthEffect};
pub use growth::GrowthAnchors;
pub use neighbours::Nearby;
pub use shrinkage::{Shrunk, Spreads, shrink};
pub use used::MovedBoroughs;

use rayon::prelude::*;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::matches::PriceBasis;
use crate::matching::anchors::Reference;
use crate::matching::prices::neighbours::Shown;
use crate::matching::prices::own::Own;
use crate::matching::prices::shrinkage::{Raw, shrink_all};
use crate::matching::prices::used::UsedSale;

/// A shrunk price level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Sales in the area itself; of sectors, those behind their averages, by share of the area's postcodes.
    pub sales: u32,
    /// Share borrowed from neighbours, 0 to 1.
    pub borrowed: f64,
    /// Natural logarithm of the typical price in GBP: of a terraced home that is not new and freehold, in the base month;
    /// of sectors, of all homes in the latest year.
    pub log_price: f64,
    /// Its variance.
    pub variance: f64,
    /// Average level of the neighbours; `None` where there are none.
    pub nearby: Option<f64>,
    /// What it is known from.
    pub basis: PriceBasis,
    /// Whether types of home were told apart.
    pub like_for_like: bool,
    /// Growth over five years less that of the middle of the reference areas, log points.
    pub growth_log: Option<f64>,
}

/// How many reference areas have a price level, by what it is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PriceBasisCounts {
    /// From sales.
    pub sales: usize,
    /// From yearly averages of postcode sectors.
    pub sectors: usize,
    /// Not known.
    pub none: usize,
}

/// The price levels of the reference areas on each basis, to rank among: a level of sales has its place among levels of
/// sales, one of sectors among what sectors say of **all** reference areas, those with sales too.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PriceScales {
    /// From sales.
    pub sales: Reference,
    /// From sectors.
    pub sectors: Reference,
}

impl PriceScales {
    /// The scale of one basis.
    #[must_use]
    pub fn of(&self, basis: PriceBasis) -> &Reference {
        match basis {
            PriceBasis::Sales => &self.sales,
            PriceBasis::Sectors => &self.sectors,
        }
    }
}

/// What price levels are anchored in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceAnchors {
    /// The month prices are moved to: "2026-04"; `None` without sales.
    pub base_month: Option<String>,
    /// Which boroughs the house price index moved there.
    pub boroughs: MovedBoroughs,
    /// Type, new, leasehold and month; `None` when there are too few sales to tell them.
    pub effects: Option<Effects>,
    /// First and last of the years of sector prices used.
    pub sector_years: Option<[u16; 2]>,
    /// Their spreads.
    pub sector_spreads: Option<Spreads>,
    /// Growth over five years.
    pub growth: Option<GrowthAnchors>,
    /// How many reference areas have a level.
    pub basis: PriceBasisCounts,
    /// What levels are ranked among.
    pub scales: PriceScales,
}

/// The price levels of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// By area, in order; `None` where too little is sold.
    pub levels: Vec<Option<Level>>,
    /// Spreads of log price of the sales.
    pub spreads: Spreads,
    /// What else the levels are anchored in.
    pub anchors: PriceAnchors,
}

impl Prices {
    /// The price levels of all areas. `reference` are the areas that spreads and scales are made from.
    #[must_use]
    pub fn of(atlas: &Atlas, reference: &[usize], criteria: &Criteria) -> Self {
        let areas = atlas.areas();
        let base = used::base_month(areas);
        let recent = base.map_or_else(
            || used::UsedSales { by_area: vec![Vec::new(); areas.len()], boroughs: MovedBoroughs::default() },
            |base| used::recent(atlas, base),
        );
        let unshrunk = Unshrunk::of(&recent.by_area, reference, criteria);
        let years = base.and_then(|base| growth::stretches(areas, base, reference, criteria));
        let none = Shown::nothing(areas.len());
        let [now, before] = years.as_ref().map_or([&none; 2], |years| [&years[0].shown, &years[1].shown]);
        let priors = neighbours::averages(atlas, [&unshrunk.shown, now, before], criteria);
        let prior = |field: usize| priors.iter().map(|priors| priors[field]).collect::<Vec<_>>();
        let sold = unshrunk.shrink(&prior(0), reference, criteria);
        let grown = years.map_or_else(
            || vec![None; areas.len()],
            |[now, before]| {
                let [now, before] =
                    [(now, 1), (before, 2)].map(|(year, field)| year.shrink(&prior(field), reference, criteria));
                growth::between(&now, &before)
            },
        );
        let of_sectors = sectors::SectorLevels::of(atlas, reference, criteria);
        let like_for_like = sold.effects.as_ref().is_some_and(Effects::tells_types_apart);
        let shown = Shown::of(&sold.counts, |place| sold.shrunk[place].map(|there| there.level));
        let of_sales: Vec<Option<Level>> = neighbours::averages(atlas, [&shown], criteria)
            .into_iter()
            .enumerate()
            .map(|(area, [nearby])| {
                let shrunk = sold.shrunk[area]?;
                Some(Level {
                    sales: sold.counts[area],
                    borrowed: shrunk.borrowed,
                    log_price: shrunk.level,
                    variance: shrunk.variance,
                    nearby: nearby.map(|(level, _)| level),
                    basis: PriceBasis::Sales,
                    like_for_like,
                    growth_log: None,
                })
            })
            .collect();
        let by_sector = |area: usize| of_sectors.as_ref().and_then(|sectors| sectors.levels[area]);
        let scale = |level: &dyn Fn(usize) -> Option<Level>| {
            Reference::of(reference.iter().filter_map(|area| level(*area).map(|level| level.log_price)))
        };
        let scales = PriceScales { sales: scale(&|area| of_sales[area]), sectors: scale(&by_sector) };
        let sales_growth = base.map(|_| grown);
        let sector_growth = of_sectors.as_ref().and_then(|sectors| sectors.growth.clone());
        let (growth, growth_anchors) = growth::against_the_middle(sales_growth, sector_growth, reference).unzip();
        let levels: Vec<Option<Level>> = (0..areas.len())
            .map(|area| {
                let growth_log = growth.as_ref().and_then(|growth| growth[area]);
                of_sales[area].or_else(|| by_sector(area)).map(|level| Level { growth_log, ..level })
            })
            .collect();
        let mut basis = PriceBasisCounts::default();
        for area in reference {
            match levels[*area].map(|level| level.basis) {
                Some(PriceBasis::Sales) => basis.sales += 1,
                Some(PriceBasis::Sectors) => basis.sectors += 1,
                None => basis.none += 1,
            }
        }
        let anchors = PriceAnchors {
            base_month: base.map(|base| format!("{:04}-{:02}", base.div_euclid(12), base.rem_euclid(12) + 1)),
            boroughs: recent.boroughs,
            effects: sold.effects,
            sector_years: of_sectors.as_ref().map(|sectors| sectors.years),
            sector_spreads: of_sectors.as_ref().map(|sectors| sectors.spreads),
            growth: growth_anchors,
            basis,
            scales,
        };
        Self { levels, spreads: sold.spreads, anchors }
    }
}

/// Steps 1 to 6 over the sales of some stretch of months.
#[derive(Debug)]
struct Sold {
    effects: Option<Effects>,
    counts: Vec<u32>,
    shrunk: Vec<Option<Shrunk>>,
    spreads: Spreads,
}

/// The same as far as no neighbour is asked: steps 1 to 3.
#[derive(Debug)]
struct Unshrunk {
    effects: Option<Effects>,
    counts: Vec<u32>,
    means: Vec<f64>,
    within: f64,
    /// What the neighbours are to be averaged by.
    shown: Shown,
}

impl Unshrunk {
    fn of(used: &[Vec<UsedSale>], reference: &[usize], criteria: &Criteria) -> Self {
        let effects = Effects::of(used, criteria);
        let take_off = |sale: &UsedSale| effects.as_ref().map_or(sale.log_price, |effects| effects.take_off(sale));
        let mut own: Vec<Own> = used.par_iter().map(|sales| Own::of(sales.iter().map(take_off).collect())).collect();
        let within = own::spread_within(&own, reference, criteria);
        own.par_iter_mut().for_each(|own| own.cap(within * criteria.price_cap));
        let counts: Vec<u32> = own.iter().map(Own::sales).collect();
        let means: Vec<f64> = own.iter().map(|own| own.mean).collect();
        let shown = Shown::of(&counts, |place| Some(means[place]));
        Self { effects, counts, means, within, shown }
    }

    /// Borrows from the neighbours, whose averages these are.
    fn shrink(self, prior: &[Option<(f64, f64)>], reference: &[usize], criteria: &Criteria) -> Sold {
        let Self { effects, counts, means, within, .. } = self;
        let raw = Raw { counts: &counts, means: &means, prior };
        let (shrunk, spreads) = shrink_all(raw, within, reference, criteria);
        Sold { effects, counts, shrunk, spreads }
    }
}
