//! Price levels from yearly averages of postcode sectors, where single sales are not at hand (`scoring.md` 4.1, C.1).
//!
//! Everything is worked out between sectors and then given to areas by their share of postcodes: shrinkage, the average
//! next door, headroom, growth. The averages are of whatever was sold, dear houses and small flats alike, and an area may
//! differ from its sector, so the variance of an area's level adds the spread of areas around their neighbourhood
//! (`price_spread_between`) to that of its sectors. It is meant to be cautious: few such gaps are called clear.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::matches::PriceBasis;
use crate::matching::prices::Level;
use crate::matching::prices::neighbours::{Nearby, kernel, kernels, of_sectors};
use crate::matching::prices::shrinkage::{Raw, Shrunk, Spreads, shrink_all};

/// Years of prices that make a level.
const YEARS: u16 = 3;

/// How long before the level that growth is measured from lies.
const GROWTH_YEARS: u16 = 5;

/// An area gets a level when at least this share of its postcodes lies in sectors that have one.
const LEAST_SHARE: f64 = 0.5;

/// What sectors say of every area.
#[derive(Debug)]
pub struct SectorLevels {
    /// The level of each area, in order, without growth.
    pub levels: Vec<Option<Level>>,
    /// Growth of each area over five years, in order, not yet set against the region's; `None` where the years reach not
    /// far enough back.
    pub growth: Option<Vec<Option<f64>>>,
    /// First and last of the years used.
    pub years: [u16; 2],
    /// Spreads of log price within sectors and around their neighbours.
    pub spreads: Spreads,
}

impl SectorLevels {
    /// The levels from the last three years loaded; `None` when there are no sectors.
    #[must_use]
    pub fn of(atlas: &Atlas, reference: &[usize], criteria: &Criteria) -> Option<Self> {
        let latest = atlas.sectors().iter().filter_map(|sector| sector.years.last()).map(|year| year.year).max()?;
        let near = of_sectors(atlas, criteria);
        let serving = serving(atlas, reference);
        let field = Field::of(atlas, &near, &serving, latest - (YEARS - 1)..=latest, criteria);
        let areas = 0..atlas.areas().len();
        let before = latest - GROWTH_YEARS;
        let earlier = Field::of(atlas, &near, &serving, before - (YEARS - 1)..=before, criteria);
        let growth = (field.years == usize::from(YEARS) && earlier.years == usize::from(YEARS)).then(|| {
            let grown = |sector: usize| Some(field.shrunk[sector]?.level - earlier.shrunk[sector]?.level);
            areas.clone().map(|area| blend(atlas.sectors_of_area(area), grown)).collect()
        });
        let levels = areas.map(|area| field.level_of(atlas.sectors_of_area(area), &near, criteria)).collect();
        Some(Self { levels, growth, years: [latest - (YEARS - 1), latest], spreads: field.spreads })
    }
}

/// The sectors in which a reference area has a postcode, in order.
fn serving(atlas: &Atlas, reference: &[usize]) -> Vec<usize> {
    let mut sectors: Vec<usize> =
        reference.iter().flat_map(|area| atlas.sectors_of_area(*area)).map(|(sector, _)| *sector).collect();
    sectors.sort_unstable();
    sectors.dedup();
    sectors
}

/// The average over the sectors of an area of what is known of enough of them.
fn blend(shares: &[(usize, f64)], value: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let (sum, known) = shares.iter().fold((0.0, 0.0), |(sum, known), (sector, share)| {
        value(*sector).map_or((sum, known), |value| (sum + share * value, known + share))
    });
    (known >= LEAST_SHARE).then(|| sum / known)
}

/// The levels of all sectors over a few years.
#[derive(Debug)]
struct Field {
    counts: Vec<u32>,
    shrunk: Vec<Option<Shrunk>>,
    spreads: Spreads,
    /// How many of the years have prices.
    years: usize,
}

impl Field {
    fn of(
        atlas: &Atlas,
        near: &[Vec<Nearby>],
        serving: &[usize],
        years: RangeInclusive<u16>,
        criteria: &Criteria,
    ) -> Self {
        let middle = middle_of_years(atlas, serving, &years);
        // Prices as of the latest year that has any.
        let latest = middle.last_key_value().map_or(0.0, |(_, level)| *level);
        let (counts, means) = atlas
            .sectors()
            .iter()
            .map(|sector| {
                let priced = sector.years.iter().filter_map(|year| Some((year, middle.get(&year.year)?)));
                let (sum, sales) = priced.fold((0.0, 0u32), |(sum, sales), (year, middle)| {
                    let level = year.mean_price_gbp.ln() - middle + latest;
                    (sum + f64::from(year.sales) * level, sales.saturating_add(year.sales))
                });
                (sales, if sales > 0 { sum / f64::from(sales) } else { 0.0 })
            })
            .unzip::<u32, f64, Vec<_>, Vec<_>>();
        let prior = kernels(near, &counts, &means);
        let raw = Raw { counts: &counts, means: &means, prior: &prior };
        let (shrunk, spreads) =
            shrink_all(raw, criteria.fixed_price_spread.unwrap_or(criteria.sector_price_spread), serving, criteria);
        Self { counts, shrunk, spreads, years: middle.len() }
    }

    /// The level of an area that has these shares in sectors.
    fn level_of(&self, shares: &[(usize, f64)], near: &[Vec<Nearby>], criteria: &Criteria) -> Option<Level> {
        let level = |sector: usize| self.shrunk[sector].map(|shrunk| shrunk.level);
        let log_price = blend(shares, level)?;
        let gap = |sector: usize| Some(kernel(&near[sector], &self.counts, level)?.0 - level(sector)?);
        let known: f64 = shares.iter().filter(|(sector, _)| level(*sector).is_some()).map(|(_, share)| share).sum();
        let of_sectors: f64 = shares
            .iter()
            .filter_map(|(sector, share)| {
                self.shrunk[*sector].map(|shrunk| (share / known) * (share / known) * shrunk.variance)
            })
            .sum();
        let sales = blend(shares, |sector| level(sector).map(|_| f64::from(self.counts[sector])))?;
        Some(Level {
            sales: sales.round() as u32,
            borrowed: blend(shares, |sector| self.shrunk[sector].map(|shrunk| shrunk.borrowed))?,
            log_price,
            variance: of_sectors + criteria.price_spread_between * criteria.price_spread_between,
            nearby: blend(shares, gap).map(|gap| log_price + gap),
            basis: PriceBasis::Sectors,
            like_for_like: false,
            growth_log: None,
        })
    }
}

/// The mean log price of each year over the sectors that serve the reference areas, by sales.
fn middle_of_years(atlas: &Atlas, serving: &[usize], years: &RangeInclusive<u16>) -> BTreeMap<u16, f64> {
    let mut sums: BTreeMap<u16, (f64, f64)> = BTreeMap::new();
    let priced = serving.iter().flat_map(|sector| &atlas.sectors()[*sector].years);
    for year in priced.filter(|year| years.contains(&year.year)) {
        let (sum, sales) = sums.entry(year.year).or_default();
        *sum += f64::from(year.sales) * year.mean_price_gbp.ln();
        *sales += f64::from(year.sales);
    }
    sums.into_iter().map(|(year, (sum, sales))| (year, sum / sales)).collect()
}
