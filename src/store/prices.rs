//! House prices beside single sales: the index of districts and the averages of postcode sectors, each under its file.

use crate::domain::area::{PriceIndexMonth, SectorYear};
use crate::domain::shared_text::shared;
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::table::{Table, TableSql, table_sql};

impl Table for PriceIndexMonth {
    const SQL: TableSql = table_sql!(
        price_index,
        key: { borough_code: Text, month: Date, source: Text },
        rest: { index_value: Real }
    );
    const KEY: &'static str = "area code and month";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.borough_code),
            Cell::Date(Some(self.month)),
            Cell::text(&self.source.0),
            Cell::real(self.index),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            borough_code: shared(&cells.text()?),
            month: cells.date()?,
            source: SourceId::new(cells.text()?),
            index: cells.real()?,
        })
    }
}

impl Table for SectorYear {
    const SQL: TableSql = table_sql!(
        sector_years,
        key: { sector: Text, year: Integer, source: Text },
        rest: { mean_price_gbp: Real, sales: Integer }
    );
    const KEY: &'static str = "sector and year";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.sector),
            Cell::integer(self.year),
            Cell::text(&self.source.0),
            Cell::real(self.mean_price_gbp),
            Cell::integer(self.sales),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            sector: shared(&cells.text()?),
            year: cells.integer()?,
            source: SourceId::new(cells.text()?),
            mean_price_gbp: cells.real()?,
            sales: cells.integer()?,
        })
    }
}
