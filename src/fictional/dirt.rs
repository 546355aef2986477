//! The faults of real registers: which row has which, and what each does to its cells.

use super::assets::{InventedAsset, Stock};
use super::chance::{Chance, Stream};
use super::register::{HABITS, Habits};

// Columns that dirt falls on.
pub(super) const REFERENCE: usize = 4;
pub(super) const POSTCODE: usize = 9;
pub(super) const CRS: usize = 10;
pub(super) const GEO_X: usize = 11;
pub(super) const GEO_Y: usize = 12;
pub(super) const TENURE: usize = 13;
pub(super) const TENURE_DETAIL: usize = 14;
pub(super) const BUILDING_SIZE: usize = 17;
pub(super) const RUNNING_COST: usize = 35;

/// What is wrong with a row; a row has one at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dirt {
    /// No coordinates, no label for them.
    NoPoint,
    /// Vacant, and only the outward postcode shown.
    OutwardOnly,
    /// The same row twice.
    Twice,
    /// The reference of the row before, on another address.
    BorrowedReference,
    /// Spaces at the end of cells.
    TrailingSpaces,
    /// Latitude in GeoX, longitude in GeoY; never northing and easting, which look like another true place.
    SwappedPoint,
    /// "N/A" for a size.
    NotApplicable,
    /// "1,250.0" for a size.
    GroupedDigits,
    /// In another borough's land, rightly.
    ElsewhereRightly,
}

/// The kinds that strike at random; the other two follow a borough's habits.
const STRAY: [Dirt; 7] = [
    Dirt::Twice,
    Dirt::BorrowedReference,
    Dirt::TrailingSpaces,
    Dirt::SwappedPoint,
    Dirt::NotApplicable,
    Dirt::GroupedDigits,
    Dirt::ElsewhereRightly,
];

/// What is wrong with a borough's `index`-th asset. Every stray kind strikes once among the first 35, whatever the seed.
pub(super) fn stray_dirt(seed: u64, borough: usize, index: usize) -> Option<Dirt> {
    let dirt = if index < STRAY.len() * 5 {
        (index % 5 == 4).then(|| STRAY[index / 5])
    } else {
        let mut chance = Chance::of(seed, Stream::Assets, (1 << 40) | (borough << 32) | index);
        let which = STRAY[chance.below(STRAY.len())];
        match chance.share() {
            share if share < 0.012 => Some(which),
            share if share < 0.04 => Some(Dirt::TrailingSpaces),
            _ => None,
        }
    };
    dirt.filter(|dirt| *dirt != Dirt::SwappedPoint || !HABITS[borough].metres)
}

/// What a borough leaves out on purpose or for want of knowing.
pub(super) fn habitual_dirt(stock: &Stock, habits: &Habits, index: usize, asset: &InventedAsset) -> Option<Dirt> {
    let mut chance = Chance::of(stock.seed, Stream::Assets, (1 << 41) | (stock.borough << 32) | index);
    if asset.is_vacant() && chance.happens(habits.redacted) {
        Some(Dirt::OutwardOnly)
    } else if chance.happens(habits.unplaced) {
        Some(Dirt::NoPoint)
    } else {
        None
    }
}

/// Soils the cells of one row.
pub(super) fn soil(cells: &mut [String], dirt: Dirt, reference_before: impl FnOnce() -> String, asset: &InventedAsset) {
    match dirt {
        Dirt::NoPoint => [CRS, GEO_X, GEO_Y].iter().for_each(|&column| cells[column].clear()),
        Dirt::OutwardOnly => {
            [CRS, GEO_X, GEO_Y].iter().for_each(|&column| cells[column].clear());
            cells[POSTCODE] = asset.postcode.outward();
        }
        Dirt::BorrowedReference => cells[REFERENCE] = reference_before(),
        Dirt::TrailingSpaces => [POSTCODE, TENURE, TENURE_DETAIL].iter().for_each(|&column| cells[column].push(' ')),
        Dirt::SwappedPoint => cells.swap(GEO_X, GEO_Y),
        Dirt::NotApplicable => {
            cells[BUILDING_SIZE] = "N/A".to_owned();
            cells[RUNNING_COST] = "N/A".to_owned();
        }
        Dirt::GroupedDigits => cells[BUILDING_SIZE] = grouped(asset.gross_m2.unwrap_or(1_250.0)) + ".0",
        Dirt::Twice | Dirt::ElsewhereRightly => {}
    }
}

/// Whole pounds or metres with commas: "12,500".
pub(super) fn grouped(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
