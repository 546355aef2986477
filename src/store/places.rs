//! Postcodes and home sales: each is one fact of the world, so a later file replaces what an earlier one said.

use std::sync::Arc;

use crate::domain::area::{HomeType, PostcodePoint, Sale};
use crate::domain::postcode::Postcode;
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::table::{Table, TableSql, decode, read_position, table_sql};

impl Table for PostcodePoint {
    const SQL: TableSql = table_sql!(
        postcodes,
        key: { postcode: Text },
        rest: { easting_m: Real, northing_m: Real, borough_code: Text, source: Text }
    );
    const KEY: &'static str = "postcode";

    fn cells<'a>(&'a self, source: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(self.postcode.as_str()),
            Cell::real(self.position.easting_m),
            Cell::real(self.position.northing_m),
            Cell::text_option(self.borough_code.as_deref()),
            Cell::text(&source.0),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let point = Self {
            postcode: cells.word(Postcode::parse)?,
            position: read_position(cells)?,
            borough_code: cells.text_option()?.map(Arc::from),
        };
        let _source = cells.text()?;
        Ok(point)
    }
}

impl Store {
    /// Every sale held, one by one in order of its id, in memory that does not grow with them.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or holds a sale that cannot be understood.
    pub async fn each_sale(&self, mut visit: impl FnMut(Sale)) -> Result<(), StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let sql = "SELECT id, price_gbp, sold_on, postcode, home, new_build, leasehold, standard, source \
                   FROM sales ORDER BY id";
        reading
            .read(sql, &[], Sale::SQL.types, |row| {
                visit(decode(row)?);
                Ok(())
            })
            .await?;
        reading.commit().await
    }
}

impl Table for Sale {
    const SQL: TableSql = table_sql!(
        sales,
        key: { id: Text },
        rest: {
            price_gbp: Integer, sold_on: Date, postcode: Text, home: Text,
            new_build: Integer, leasehold: Integer, standard: Integer, source: Text,
        }
    );
    const KEY: &'static str = "transaction id";

    fn cells<'a>(&'a self, source: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.id),
            Cell::integer(self.price_gbp),
            Cell::Date(Some(self.date)),
            Cell::text(self.postcode.as_str()),
            Cell::text(self.home.slug()),
            Cell::integer(self.new_build),
            Cell::integer(self.leasehold),
            Cell::integer(self.standard),
            Cell::text(&source.0),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let sale = Self {
            id: cells.text()?,
            price_gbp: cells.integer()?,
            date: cells.date()?,
            postcode: cells.word(Postcode::parse)?,
            home: cells.word(HomeType::from_slug)?,
            new_build: cells.flag()?,
            leasehold: cells.flag()?,
            standard: cells.flag()?,
        };
        let _source = cells.text()?;
        Ok(sale)
    }
}
