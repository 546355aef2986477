//! Panels of real places: postcode sectors with yearly averages, and areas with the sales streamed from the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use nalgebra::{SMatrix, SVector};

use crate::atlas::{Area, Atlas};
use crate::domain::area::{HomeType, Sale};
use crate::domain::backtest::BacktestBasis;
use crate::matching::anchors;
use crate::validation::panel::{Panel, Unit, UnitYear};

/// What sets homes apart besides place: detached, semi-detached, flat, new, leasehold. A terraced home that is neither new
/// nor leasehold is the reference.
const FEATURES: usize = 5;
type Features = SVector<f64, FEATURES>;

/// With fewer sales beyond one for each area, a year says nothing sure of what sets homes apart.
const FEW_DEGREES: f64 = 100.0;

/// The sectors in which a reference area has a postcode, each drawn with its postcode district. Deprivation is the mean
/// over the people of the areas that it reaches into.
#[must_use]
pub fn of_sectors(atlas: &Atlas) -> Panel {
    let mut people: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for index in anchors::reference(atlas) {
        let area = &atlas.areas()[index];
        for (sector, share) in atlas.sectors_of_area(index) {
            let (sum, weight) = people.entry(*sector).or_default();
            if let Some(deprivation) = &area.deprivation {
                let here = share * area.residents().map_or(1.0, f64::from);
                *sum += here * deprivation.score;
                *weight += here;
            }
        }
    }
    let all = people.keys().flat_map(|sector| &atlas.sectors()[*sector].years).map(|year| i32::from(year.year));
    let Some((first, last)) = ends(all) else { return Panel::of(BacktestBasis::Sectors, 0, 0, Vec::new()) };
    let span = (last - first + 1) as usize;
    let units = people.iter().map(|(index, (sum, weight))| {
        let sector = &atlas.sectors()[*index];
        let mut years = vec![None; span];
        for year in &sector.years {
            years[(i32::from(year.year) - first) as usize] =
                Some(UnitYear { sales: year.sales, mean_log: year.mean_price_gbp.ln() });
        }
        let district = sector.name.split(' ').next().unwrap_or(&sector.name);
        Unit {
            name: Arc::clone(&sector.name),
            block: Arc::from(district),
            centre: sector.centre,
            deprivation: (*weight > 0.0).then(|| sum / weight),
            years,
        }
    });
    Panel::of(BacktestBasis::Sectors, first, span, units.collect())
}

fn ends(years: impl Iterator<Item = i32>) -> Option<(i32, i32)> {
    years.fold(None, |ends, year| {
        Some(ends.map_or((year, year), |(low, high): (i32, i32)| (low.min(year), high.max(year))))
    })
}

/// What homes in one area sold for in one year, as sums.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    sales: u32,
    log_price: f64,
    features: Features,
}

/// One year of the region: the sums of each area, and what the regression of the year needs besides.
#[derive(Clone, Debug)]
struct Year {
    areas: Vec<Sums>,
    products: SMatrix<f64, FEATURES, FEATURES>,
    with_price: Features,
}

/// Sales by area and year, gathered one by one: memory goes by areas and years, never by sales.
#[derive(Clone, Debug)]
pub struct AreaYears<'a> {
    atlas: &'a Atlas,
    years: BTreeMap<i32, Year>,
}

impl<'a> AreaYears<'a> {
    /// Nothing gathered yet.
    #[must_use]
    pub fn on(atlas: &'a Atlas) -> Self {
        Self { atlas, years: BTreeMap::new() }
    }

    /// Takes in a sale, if it is a standard sale of a whole home in an area.
    pub fn take(&mut self, sale: &Sale) {
        if !sale.standard || sale.home == HomeType::Other || sale.price_gbp == 0 {
            return;
        }
        let Some(area) = self.atlas.area_of_postcode(&sale.postcode) else { return };
        let is = |yes: bool| f64::from(u8::from(yes));
        let features = Features::from([
            is(sale.home == HomeType::Detached),
            is(sale.home == HomeType::SemiDetached),
            is(sale.home == HomeType::Flat),
            is(sale.new_build),
            is(sale.leasehold),
        ]);
        let areas = self.atlas.areas().len();
        let year = self.years.entry(sale.date.year()).or_insert_with(|| Year {
            areas: vec![Sums::default(); areas],
            products: SMatrix::zeros(),
            with_price: Features::zeros(),
        });
        let log_price = f64::from(sale.price_gbp).ln();
        let sums = &mut year.areas[area];
        sums.sales += 1;
        sums.log_price += log_price;
        sums.features += features;
        year.products += features * features.transpose();
        year.with_price += features * log_price;
    }

    /// The panel of the reference areas, each drawn with its MSOA. Type, newness and tenure are taken off by one
    /// regression for each year on its own, so that no year knows of a later one. The latest year is left out: it is
    /// hardly ever complete.
    #[must_use]
    pub fn panel(mut self) -> Panel {
        self.years.pop_last();
        let Some((first, last)) = ends(self.years.keys().copied()) else {
            return Panel::of(BacktestBasis::Areas, 0, 0, Vec::new());
        };
        let span = (last - first + 1) as usize;
        let reference = anchors::reference(self.atlas);
        let mut units: Vec<Unit> = reference.iter().map(|area| unit(&self.atlas.areas()[*area], span)).collect();
        for (number, year) in &self.years {
            let effects = year.effects();
            for (unit, area) in units.iter_mut().zip(&reference) {
                let sums = &year.areas[*area];
                unit.years[(number - first) as usize] = (sums.sales > 0).then(|| UnitYear {
                    sales: sums.sales,
                    mean_log: (sums.log_price - effects.dot(&sums.features)) / f64::from(sums.sales),
                });
            }
        }
        Panel::of(BacktestBasis::Areas, first, span, units)
    }
}

impl Year {
    /// What each feature adds to the log price, areas compared with themselves; nothing where there are few sales.
    fn effects(&self) -> Features {
        let (mut products, mut with_price) = (self.products, self.with_price);
        let mut degrees = 0.0;
        for sums in self.areas.iter().filter(|sums| sums.sales > 0) {
            let sales = f64::from(sums.sales);
            products -= sums.features * sums.features.transpose() / sales;
            with_price -= sums.features * (sums.log_price / sales);
            degrees += sales - 1.0;
        }
        if degrees < FEW_DEGREES {
            return Features::zeros();
        }
        // A hair on the diagonal: a feature that nowhere varies within an area has no effect instead of any.
        products += SMatrix::identity() * (1e-6 * degrees);
        products.cholesky().map_or(Features::zeros(), |found| found.solve(&with_price))
    }
}

fn unit(area: &Area, span: usize) -> Unit {
    Unit {
        name: area.code.0.clone(),
        block: Arc::from(middle_area(&area.name).unwrap_or(&area.code.0)),
        centre: area.centre,
        deprivation: area.deprivation.as_ref().map(|deprivation| deprivation.score),
        years: vec![None; span],
    }
}

/// The MSOA of an area by its name: "Liverpool 002C" lies in "Liverpool 002".
fn middle_area(name: &str) -> Option<&str> {
    let middle = name.strip_suffix(|c: char| c.is_ascii_uppercase())?;
    middle.ends_with(|c: char| c.is_ascii_digit()).then_some(middle)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::atlas::fixture::board;
    use crate::domain::area::SaleId;

    #[test]
    fn the_middle_area_is_read_off_the_name() {
        assert_eq!(middle_area("Liverpool 002C"), Some("Liverpool 002"));
        assert_eq!(middle_area("Aldermere E01990001"), None);
        assert_eq!(middle_area("SOMEWHERE"), None);
    }

    #[test]
    fn an_area_of_flats_is_not_cheap_for_being_of_flats() {
        let atlas = Atlas::build(board(6));
        let mut years = AreaYears::on(&atlas);
        let postcodes: Vec<_> = board(6).postcodes.into_iter().map(|point| point.postcode).collect();
        // Homes are alike but for this: flats cost half. Every area sells both, some mostly flats.
        for year in [2001, 2002, 2003] {
            for (index, postcode) in postcodes.iter().enumerate() {
                for number in 0..8_u32 {
                    let flat = number < if (index / 4) % 2 == 0 { 7 } else { 1 };
                    years.take(&Sale {
                        id: SaleId::from_bits((year as u128) << 64 | (index as u128) << 32 | u128::from(number)),
                        price_gbp: if flat { 50_000 } else { 100_000 },
                        date: date!(2001 - 05 - 01).replace_year(year).unwrap(),
                        postcode: postcode.clone(),
                        home: if flat { HomeType::Flat } else { HomeType::Terraced },
                        new_build: false,
                        leasehold: false,
                        standard: number != 7,
                    });
                }
            }
        }
        let panel = years.panel();
        assert_eq!((panel.units.len(), panel.first_year, panel.years), (36, 2001, 2), "the latest year is left out");
        for unit in &panel.units {
            let known = unit.years[0].unwrap();
            assert_eq!(known.sales, 28, "what is not a standard sale does not count");
            assert!(known.mean_log.abs() < 1e-3, "{known:?}");
        }
    }
}
