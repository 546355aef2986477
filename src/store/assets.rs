//! Assets: the key and the register in columns, all that is known of them as JSON that SQL never looks into.

use crate::domain::asset::Asset;
use crate::domain::edit::merge_kept;
use crate::domain::source::SourceId;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::table::{Table, TableSql, table_sql};
use crate::store::transaction::{Appending, appending};

impl Table for Asset {
    const SQL: TableSql = table_sql!(assets, key: { id: Text }, rest: { source: Text, record: Text });
    const KEY: &'static str = "id";
    const APPEND_WITH_LINE: Option<Appending> = Some(appending!("assets (id, source, record, new_in, first_change)"));

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        // With room for the line beside it.
        let mut cells = Vec::with_capacity(5);
        cells.extend([Cell::text(&self.id.0), Cell::text(&self.register.0), Cell::json(self)?]);
        Ok(cells)
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let _id = cells.text()?;
        let _source = cells.text()?;
        cells.json()
    }

    fn source(&self) -> Option<&SourceId> {
        Some(&self.register)
    }

    fn refuses(held: &Self, incoming: &Self) -> Option<String> {
        (held.register != incoming.register).then(|| {
            format!(
                "The register \"{}\" has an asset with the same id ({}) already, and one register does not change \
                 another's assets. Give this one another reference.",
                held.register, held.id
            )
        })
    }

    fn council(&self) -> Option<&str> {
        Some(&self.owner.name)
    }

    fn merged(held: &Self, incoming: &Self) -> Self {
        merge_kept(held, incoming.clone()).0
    }

    fn audited(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}
