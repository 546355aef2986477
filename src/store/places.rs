//! Postcodes: where one is, is one fact of the world, so a later file replaces what an earlier one said.

use std::sync::Arc;

use crate::domain::area::PostcodePoint;
use crate::domain::postcode::Postcode;
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::table::{Table, TableSql, read_position, table_sql};

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
