//! Prices of places by year: what a back-test runs on, however they came to be known.

use std::sync::Arc;

use crate::domain::backtest::BacktestBasis;
use crate::domain::place::Position;

/// Sales a year on average without which a place is left out: 600 in thirty years for a sector (`scoring.md` 4.1).
const LEAST_SALES_A_YEAR: [f64; 2] = [20.0, 5.0];

/// A place may be without a figure in this many years at the most.
const MOST_YEARS_MISSING: usize = 2;

/// What homes in one place sold for in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitYear {
    /// Sales.
    pub sales: u32,
    /// Mean log price; in a finished [`Panel`] less the mean of the region in that year.
    pub mean_log: f64,
}

/// One place: a postcode sector or an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its name.
    pub name: Arc<str>,
    /// What it is drawn with in the bootstrap: its postcode district, or its MSOA.
    pub block: Arc<str>,
    /// Its centre.
    pub centre: Position,
    /// Its score of multiple deprivation, where known.
    pub deprivation: Option<f64>,
    /// Its years, from [`Panel::first_year`] on; `None` where nothing was sold.
    pub years: Vec<Option<UnitYear>>,
}

/// Places by year, relative to the region.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What the places are.
    pub basis: BacktestBasis,
    /// The year of the first figure of each place.
    pub first_year: i32,
    /// How many years.
    pub years: usize,
    /// The places, in order of name.
    pub units: Vec<Unit>,
}

impl Panel {
    /// A panel of places with natural log prices. Places with too few sales, or figures for too few years, are left out;
    /// the sales-weighted mean of those left is taken out of each year, so that nothing of another year touches it.
    #[must_use]
    pub fn of(basis: BacktestBasis, first_year: i32, years: usize, mut units: Vec<Unit>) -> Self {
        let least = match basis {
            BacktestBasis::Sectors => LEAST_SALES_A_YEAR[0],
            BacktestBasis::Areas => LEAST_SALES_A_YEAR[1],
        };
        units.retain(|unit| {
            let sales: f64 = unit.years.iter().flatten().map(|year| f64::from(year.sales)).sum();
            let known = unit.years.iter().flatten().count();
            sales >= least * years as f64 && known + MOST_YEARS_MISSING >= years
        });
        units.sort_by(|a, b| a.name.cmp(&b.name));
        for year in 0..years {
            let (sum, sales) =
                units.iter().filter_map(|unit| unit.years[year]).fold((0.0, 0.0), |(sum, total), known| {
                    let sales = f64::from(known.sales);
                    (sum + sales * known.mean_log, total + sales)
                });
            if sales > 0.0 {
                for known in units.iter_mut().filter_map(|unit| unit.years[year].as_mut()) {
                    known.mean_log -= sum / sales;
                }
            }
        }
        Self { basis, first_year, years, units }
    }

    /// The last year.
    #[must_use]
    pub fn last_year(&self) -> i32 {
        self.first_year + self.years as i32 - 1
    }

    /// Sales and their mean relative log price over some years of one place, ends included; `None` without a sale.
    #[must_use]
    pub fn over(&self, unit: usize, from: i32, to: i32) -> Option<UnitYear> {
        let index = |year: i32| usize::try_from(year - self.first_year).ok();
        let (from, to) = (index(from.max(self.first_year))?, index(to.min(self.last_year()))?);
        let known = self.units[unit].years.get(from..=to)?;
        let (sum, sales) = known
            .iter()
            .flatten()
            .fold((0.0, 0), |(sum, total), year| (sum + f64::from(year.sales) * year.mean_log, total + year.sales));
        (sales > 0).then(|| UnitYear { sales, mean_log: sum / f64::from(sales) })
    }

    /// The centre of each place, in order.
    #[must_use]
    pub fn centres(&self) -> Vec<Position> {
        self.units.iter().map(|unit| unit.centre).collect()
    }

    /// The places of each block of the bootstrap, blocks in order of name.
    #[must_use]
    pub fn blocks(&self) -> Vec<Vec<usize>> {
        let mut blocks: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
        for (index, unit) in self.units.iter().enumerate() {
            blocks.entry(&unit.block).or_default().push(index);
        }
        blocks.into_values().collect()
    }
}
