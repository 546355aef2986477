//! Postcode sectors with yearly prices: where each is, and which share of an area's postcodes lies in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::atlas::layer::Layer;
use crate::atlas::postcodes::Postcodes;
use crate::domain::area::SectorYear;
use crate::domain::place::Position;

/// What homes in a sector sold for in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SectorPrice {
    /// The year.
    pub year: u16,
    /// Mean price, GBP, not adjusted for the mix of homes.
    pub mean_price_gbp: f64,
    /// Sales it is the mean of, at least one.
    pub sales: u32,
}

/// One postcode sector: "CH41 0".
#[derive(Clone, Debug, PartialEq)]
pub struct Sector {
    /// Its name; sectors are kept in order of name.
    pub name: Arc<str>,
    /// The mean of its postcodes.
    pub centre: Position,
    /// Its prices, oldest year first, one of each year.
    pub years: Vec<SectorPrice>,
}

/// Sectors by place, and the sectors of each area.
#[derive(Debug, PartialEq)]
pub struct Sectors {
    layer: Layer<Sector>,
    /// By area: sectors with the share of the area's postcodes in each. They sum to less than 1 where some of its
    /// postcodes lie in a sector of which no price is loaded.
    of_area: Vec<Vec<(usize, f64)>>,
}

impl Sectors {
    /// Places the sectors by their postcodes; gives also the number of yearly prices of sectors none of whose postcodes is
    /// known (withdrawn ones among them). Where two sources price one sector and year, the one whose id comes first counts.
    #[must_use]
    pub(super) fn new(years: Vec<SectorYear>, postcodes: &Postcodes, areas: usize) -> (Self, usize) {
        let mut by_name: BTreeMap<Arc<str>, Vec<SectorYear>> = BTreeMap::new();
        for year in years.into_iter().filter(|year| year.sales > 0 && year.mean_price_gbp > 0.0) {
            by_name.entry(year.sector.clone()).or_default().push(year);
        }
        let (mut sectors, mut of_area, mut unplaced) = (Vec::new(), vec![Vec::new(); areas], 0);
        for (name, mut years) in by_name {
            let within = postcodes.in_sector(&name);
            if within.is_empty() {
                unplaced += years.len();
                continue;
            }
            let count = within.len() as f64;
            let sum = within
                .clone()
                .map(|index| postcodes.position(index))
                .fold((0.0, 0.0), |(easting, northing), at| (easting + at.easting_m, northing + at.northing_m));
            let centre = Position { easting_m: sum.0 / count, northing_m: sum.1 / count };
            let mut here: BTreeMap<usize, u32> = BTreeMap::new();
            for area in within.filter_map(|index| postcodes.area_of(index)) {
                *here.entry(area).or_default() += 1;
            }
            for (area, postcodes_here) in here {
                let share = f64::from(postcodes_here) / postcodes.in_area(area).len() as f64;
                of_area[area].push((sectors.len(), share));
            }
            years.sort_unstable_by(|a, b| (a.year, &a.source).cmp(&(b.year, &b.source)));
            years.dedup_by_key(|year| year.year);
            let price = |year: SectorYear| SectorPrice {
                year: year.year,
                mean_price_gbp: year.mean_price_gbp,
                sales: year.sales,
            };
            sectors.push(Sector { name, centre, years: years.into_iter().map(price).collect() });
        }
        let layer = Layer::of_points(sectors, |sector| Some(sector.centre));
        (Self { layer, of_area }, unplaced)
    }

    /// Every placed sector, in order of name.
    #[must_use]
    pub fn all(&self) -> &[Sector] {
        self.layer.records()
    }

    /// The sectors of an area with the share of its postcodes in each, in order of name.
    #[must_use]
    pub fn of_area(&self, area: usize) -> &[(usize, f64)] {
        &self.of_area[area]
    }

    /// The sectors whose centre lies within so many metres, with that distance, in order of name.
    #[must_use]
    pub fn around(&self, position: Position, radius_m: f64) -> Vec<(usize, f64)> {
        // The tree compares squares; a margin and a second look make the answer that of the plain distance.
        let mut found: Vec<(usize, f64)> = self
            .layer
            .around(position, radius_m + 0.001)
            .map(|sector| (sector, self.all()[sector].centre.distance_m(position)))
            .filter(|(_, distance_m)| *distance_m <= radius_m)
            .collect();
        found.sort_unstable_by_key(|(sector, _)| *sector);
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{at, board, source};
    use crate::domain::area::SectorYear;

    fn year(sector: &str, year: u16, mean_price_gbp: f64, from: &str) -> SectorYear {
        SectorYear { sector: sector.into(), year, mean_price_gbp, sales: 20, source: source(from) }
    }

    #[test]
    fn a_sector_lies_in_the_middle_of_its_postcodes_and_serves_the_areas_they_lie_in() {
        let mut holdings = board(2);
        // On the board, "ZZ0 1" holds the four postcodes of the area in column 0, row 1.
        holdings.sector_years =
            vec![year("ZZ0 1", 2024, 90_000.0, "b"), year("ZZ0 1", 2023, 80_000.0, "b"), year("ZZ0 1", 2023, 1.0, "c")];
        holdings.sector_years.push(year("ZZ99 9", 2024, 70_000.0, "b"));
        let atlas = Atlas::build(holdings);
        let [sector] = atlas.sectors() else { panic!("one sector has postcodes") };
        assert_eq!((&*sector.name, sector.centre), ("ZZ0 1", at(300.0, 900.0)));
        let years: Vec<(u16, f64)> = sector.years.iter().map(|year| (year.year, year.mean_price_gbp)).collect();
        assert_eq!(years, [(2023, 80_000.0), (2024, 90_000.0)]);
        assert_eq!(atlas.without_boundary().sector_years, 1, "a sector without postcodes is counted, not lost");
        let area = atlas.area_containing(at(300.0, 900.0)).unwrap();
        assert_eq!(atlas.sectors_of_area(area), [(0, 1.0)]);
        assert_eq!(atlas.sectors_of_area(atlas.area_containing(at(300.0, 300.0)).unwrap()), []);
        assert_eq!(atlas.sectors_around(at(300.0, 0.0), 900.0), [(0, 900.0)]);
        assert_eq!(atlas.sectors_around(at(300.0, 0.0), 899.0), []);
    }
}
