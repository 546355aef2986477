//! The invented areas: codes and names, residents, and the fields from which every other figure of theirs is drawn.

use super::chance::{Chance, Stream};
use super::field::Field;
use super::shape::{BOROUGHS, BOX, Point, TOWNS, density, nearest_town};
use super::tessellation::{Cell, partition};

/// The first area's code; real codes of this kind stop well short of it.
const FIRST_CODE: usize = 1_090_001;
/// Areas that share a number and differ by a letter, as in "Aldermere 001A".
const LETTERS: [char; 5] = ['A', 'B', 'C', 'D', 'E'];

/// Typical price of a terraced house in the region, GBP.
pub(super) const MIDDLE_PRICE_GBP: f64 = 172_000.0;
/// Spread of log price between neighbours and the scale on which it varies (`scoring.md` G.1).
const LOCAL_PRICE_SPREAD: f64 = 0.25;
const LOCAL_SCALE_M: f64 = 1_500.0;
/// Spread and scale of the slow rise and fall of prices over the whole region.
const BROAD_PRICE_SPREAD: f64 = 0.24;
const BROAD_SCALE_M: f64 = 7_000.0;

/// One area.
pub(super) struct Area {
    pub(super) code: String,
    pub(super) name: String,
    /// Its place in [`BOROUGHS`].
    pub(super) borough: usize,
    /// Its place in [`TOWNS`].
    pub(super) town: usize,
    pub(super) cell: Cell,
    pub(super) residents: u32,
    pub(super) hectares: f64,
    /// Natural log of the price of an existing freehold terraced house.
    pub(super) log_price: f64,
    /// Latent deprivation: 0 is the region's middle, 1 its spread, higher is more deprived.
    pub(super) hardship: f64,
    /// How thick people live against the region's middle: 0, spread 1.
    pub(super) thickness: f64,
}

/// The areas in order of code, and the order in which the boroughs hold them.
pub(super) struct Areas {
    pub(super) all: Vec<Area>,
    /// For each borough, the places of its areas in `all`.
    pub(super) by_borough: Vec<Vec<usize>>,
}

/// Invents the areas of a region.
pub(super) fn invent(seed: u64, count: usize) -> Areas {
    let mut cells: Vec<(usize, u64, usize, Cell)> = partition(seed, count)
        .into_iter()
        .map(|cell| {
            let town = nearest_town(cell.site);
            (TOWNS[town].borough, place_on_curve(cell.site), town, cell)
        })
        .collect();
    cells.sort_by_key(|(borough, place, _, _)| (*borough, *place));

    let broad = Field::new(seed, 0, BROAD_SCALE_M);
    let local = Field::new(seed, 1, LOCAL_SCALE_M);
    let own_hardship = Field::new(seed, 2, 2.0 * LOCAL_SCALE_M);
    let mut all = Vec::with_capacity(count);
    let mut by_borough = vec![Vec::new(); BOROUGHS.len()];
    for (index, (borough, _, town, cell)) in cells.into_iter().enumerate() {
        let mut chance = Chance::of(seed, Stream::Areas, index);
        let number = by_borough[borough].len();
        by_borough[borough].push(index);
        let thickness = (density(cell.site).ln() - 1.9) / 0.8;
        let (broad, local) = (broad.at(cell.site), local.at(cell.site));
        let relative_price = BROAD_PRICE_SPREAD * broad + LOCAL_PRICE_SPREAD * local - 0.06 * thickness;
        let cheapness = -(0.69 * broad + 0.72 * local);
        all.push(Area {
            code: format!("E{:08}", FIRST_CODE + index),
            name: format!(
                "{} {:03}{}",
                BOROUGHS[borough].name,
                number / LETTERS.len() + 1,
                LETTERS[number % LETTERS.len()]
            ),
            borough,
            town,
            residents: (1_600.0 + 210.0 * chance.normal()).clamp(1_000.0, 3_000.0) as u32,
            hectares: cell.hectares(),
            log_price: MIDDLE_PRICE_GBP.ln() + relative_price,
            hardship: 0.72 * cheapness + 0.22 * thickness + 0.55 * own_hardship.at(cell.site) + 0.2 * chance.normal(),
            thickness,
            cell,
        });
    }
    Areas { all, by_borough }
}

/// Where a point comes on a Hilbert curve over the region, so that areas with neighbouring codes are neighbours.
fn place_on_curve((easting_m, northing_m): Point) -> u64 {
    let ((west, south), (east, north)) = BOX;
    let side = 1_u32 << 16;
    let scale = |share: f64| (share.clamp(0.0, 1.0) * f64::from(side - 1)) as u32;
    let (mut x, mut y) = (scale((easting_m - west) / (east - west)), scale((northing_m - south) / (north - south)));
    let mut place = 0_u64;
    let mut half = side / 2;
    while half > 0 {
        let (right, up) = (u32::from(x & half > 0), u32::from(y & half > 0));
        place += u64::from(half) * u64::from(half) * u64::from((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
        half /= 2;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::super::shape::distance_m;
    use super::*;

    #[test]
    fn prices_vary_as_the_specification_says() {
        let areas = invent(11, 1_500).all;
        let mean = areas.iter().map(|area| area.log_price).sum::<f64>() / areas.len() as f64;
        let spread =
            (areas.iter().map(|area| (area.log_price - mean).powi(2)).sum::<f64>() / areas.len() as f64).sqrt();
        assert!((0.2..0.5).contains(&spread), "spread of log price {spread}");
        assert!((mean - MIDDLE_PRICE_GBP.ln()).abs() < 0.25, "mean log price {mean}");
    }

    #[test]
    fn cheaper_areas_are_more_deprived() {
        let areas = invent(11, 1_500).all;
        let count = areas.len() as f64;
        let price = areas.iter().map(|area| area.log_price).sum::<f64>() / count;
        let hardship = areas.iter().map(|area| area.hardship).sum::<f64>() / count;
        let moment = |f: &dyn Fn(&Area) -> f64| areas.iter().map(f).sum::<f64>() / count;
        let together = moment(&|area| (area.log_price - price) * (area.hardship - hardship));
        let price_square = moment(&|area| (area.log_price - price).powi(2));
        let hardship_square = moment(&|area| (area.hardship - hardship).powi(2));
        let correlation = together / (price_square * hardship_square).sqrt();
        assert!((-0.95..-0.5).contains(&correlation), "{correlation}");
    }

    #[test]
    fn neighbouring_codes_are_neighbours_and_every_borough_has_areas() {
        let areas = invent(11, 600);
        assert!(areas.by_borough.iter().all(|list| list.len() > 20));
        let apart: Vec<f64> =
            areas.all.windows(2).map(|pair| distance_m(pair[0].cell.site, pair[1].cell.site)).collect();
        assert!(apart.iter().sum::<f64>() / (apart.len() as f64) < 3_000.0);
    }
}
