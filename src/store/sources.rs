//! Sources: the published lists that facts were taken from.

use crate::domain::source::{Source, SourceId};
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::table::{Table, TableSql, table_sql};

impl Table for Source {
    const SQL: TableSql = table_sql!(
        sources,
        key: { id: Text },
        rest: { title: Text, publisher: Text, licence: Text, as_at: Date, file_name: Text, fictional: Integer }
    );
    const KEY: &'static str = "id";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.id.0),
            Cell::text(&self.title),
            Cell::text(&self.publisher),
            Cell::text_option(self.licence.as_deref()),
            Cell::Date(self.as_at),
            Cell::text(&self.file_name),
            Cell::integer(self.fictional),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            id: SourceId::new(cells.text()?),
            title: cells.text()?,
            publisher: cells.text()?,
            licence: cells.text_option()?,
            as_at: cells.date_option()?,
            file_name: cells.text()?,
            fictional: cells.flag()?,
        })
    }

    fn audited(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}
