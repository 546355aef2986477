//! Needs, with who may see them in a column of its own, and officers' rulings on pairs.

use crate::domain::need::{Need, NeedId, Ruling};
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::table::{Table, TableSql, table_sql};

impl Table for Need {
    const SQL: TableSql = table_sql!(needs, key: { id: Text }, rest: { source: Text, visibility: Text, record: Text });
    const KEY: &'static str = "id";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.id.0),
            Cell::text_option(self.source.as_ref().map(|source| &*source.0)),
            Cell::text(self.visibility.slug()),
            Cell::json(self)?,
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let _id = cells.text()?;
        let _source = cells.text_option()?;
        let _visibility = cells.text()?;
        cells.json()
    }

    fn audited(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

impl Table for Ruling {
    const SQL: TableSql = table_sql!(
        rulings,
        key: { asset_reference: Text, owner: Text, need: Text },
        rest: { ruled_by: Text, reason: Text, ruled_on: Date, source: Text }
    );
    const KEY: &'static str = "asset, owner and need";
    const IS_OF_ITS_FILE: bool = true;

    fn cells<'a>(&'a self, source: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.asset_reference),
            Cell::text(&self.owner),
            Cell::text(&self.need.0),
            Cell::text(&self.ruled_by),
            Cell::text(&self.reason),
            Cell::Date(self.ruled_on),
            Cell::text(&source.0),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let ruling = Self {
            asset_reference: cells.text()?,
            owner: cells.text()?,
            need: NeedId::new(cells.text()?),
            ruled_by: cells.text()?,
            reason: cells.text()?,
            ruled_on: cells.date_option()?,
        };
        let _source = cells.text()?;
        Ok(ruling)
    }

    fn audited(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}
