//! How much prices of an area grew over five years against the middle of the reference areas (`scoring.md` C.4).
//!
//! A year of sales now is set against the year five years before it. Each is shrunk as the price level is, with effects of
//! its own, because what a flat or a lease is worth has moved too. Prices are not moved by an index: that would take out
//! the growth of the borough.

use std::ops::Range;

use serde::Serialize;

use crate::atlas::{Area, month_of};
use crate::domain::criteria::Criteria;
use crate::domain::matches::PriceBasis;
use crate::matching::anchors::Reference;
use crate::matching::prices::used;
use crate::matching::prices::{Sold, Unshrunk};

/// The year now and the year before five years, in months before the base month.
const NOW: Range<i32> = 0..12;
const BEFORE: Range<i32> = 60..72;

/// The sales must reach back this far for the earlier year to be as good as whole.
const REACH_BACK_MONTHS: i32 = 69;

/// With fewer reference areas there is no top fifth.
const FEW_AREAS: usize = 5;

/// The areas that grew fastest begin here.
const TOP_FIFTH: f64 = 0.8;

/// What growth is anchored in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GrowthAnchors {
    /// What it is known from: one basis for all areas.
    pub basis: PriceBasis,
    /// Reference areas of which it is known.
    pub areas: usize,
    /// Growth of the middle one, log points.
    pub middle_log: f64,
    /// Growth less that of the middle from which on an area is in the top fifth, log points.
    pub top_fifth_log: f64,
}

/// The sales of the year now and of the earlier year; `None` where they do not reach back so far.
#[must_use]
pub fn stretches(areas: &[Area], base: i32, reference: &[usize], criteria: &Criteria) -> Option<[Unshrunk; 2]> {
    let oldest = areas.iter().filter_map(|area| area.sales.first()).map(|sale| month_of(sale.date)).min();
    oldest
        .is_some_and(|oldest| base - oldest >= REACH_BACK_MONTHS)
        .then(|| [NOW, BEFORE].map(|ages| Unshrunk::of(&used::unmoved(areas, base, ages), reference, criteria)))
}

/// Growth of every area from one stretch of sales to another, not yet set against the region's.
#[must_use]
pub fn between(now: &Sold, before: &Sold) -> Vec<Option<f64>> {
    now.shrunk.iter().zip(&before.shrunk).map(|(now, before)| Some((*now)?.level - (*before)?.level)).collect()
}

/// Growth less that of the middle reference area: by sales or by sectors, whichever knows more of the reference areas, and
/// for all areas the same. `None` when neither knows enough.
#[must_use]
pub fn against_the_middle(
    by_sales: Option<Vec<Option<f64>>>,
    by_sectors: Option<Vec<Option<f64>>>,
    reference: &[usize],
) -> Option<(Vec<Option<f64>>, GrowthAnchors)> {
    let bases = [(PriceBasis::Sales, by_sales), (PriceBasis::Sectors, by_sectors)];
    let known = |growth: &[Option<f64>]| reference.iter().filter(|area| growth[**area].is_some()).count();
    let (basis, growth) = bases
        .into_iter()
        .filter_map(|(basis, growth)| growth.map(|growth| (basis, growth)))
        .reduce(|first, other| if known(&other.1) > known(&first.1) { other } else { first })?;
    let areas = known(&growth);
    if areas < FEW_AREAS {
        return None;
    }
    let grown = Reference::of(reference.iter().filter_map(|area| growth[*area]));
    let middle_log = grown.quantile(0.5)?;
    let top_fifth_log = grown.quantile(TOP_FIFTH)? - middle_log;
    let relative = growth.into_iter().map(|growth| growth.map(|growth| growth - middle_log)).collect();
    Some((relative, GrowthAnchors { basis, areas, middle_log, top_fifth_log }))
}
