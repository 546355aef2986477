//! Postcodes and address points: where one is, is one fact of the world, so a later file replaces what an earlier one said.

use crate::domain::area::{PostcodePoint, UprnPoint};
use crate::domain::postcode::Postcode;
use crate::domain::shared_text::shared;
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::table::{Table, TableSql, decode, read_position, table_sql};
use crate::store::transaction::Transaction;

impl Table for PostcodePoint {
    const SQL: TableSql = table_sql!(
        postcodes,
        key: { postcode: Text },
        rest: { easting_m: Real, northing_m: Real, borough_code: Text, ended_on: Date, source: Text }
    );
    const KEY: &'static str = "postcode";

    fn cells<'a>(&'a self, source: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(self.postcode.as_str()),
            Cell::real(self.position.easting_m),
            Cell::real(self.position.northing_m),
            Cell::text_option(self.borough_code.as_deref()),
            Cell::Date(self.ended),
            Cell::text(&source.0),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let point = Self {
            postcode: cells.word(Postcode::parse)?,
            position: read_position(cells)?,
            borough_code: cells.text_option()?.as_deref().map(shared),
            ended: cells.date_option()?,
        };
        let _source = cells.text()?;
        Ok(point)
    }
}

/// Address points looked up in one statement.
const LOOKED_UP_AT_ONCE: usize = 1000;

impl Table for UprnPoint {
    const SQL: TableSql = table_sql!(
        uprns,
        key: { uprn: Integer },
        rest: { easting_m: Real, northing_m: Real, source: Text }
    );
    const KEY: &'static str = "UPRN";

    fn cells<'a>(&'a self, source: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        let uprn = i64::try_from(self.uprn).map_err(|_| format!("{} is too large for a UPRN.", self.uprn))?;
        Ok(vec![
            Cell::integer(uprn),
            Cell::real(self.position.easting_m),
            Cell::real(self.position.northing_m),
            Cell::text(&source.0),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        let point = Self { uprn: cells.integer()?, position: read_position(cells)? };
        let _source = cells.text()?;
        Ok(point)
    }
}

/// The address points of these UPRNs as far as they are held, in order of UPRN: forty million are never read as a whole.
pub(super) async fn uprn_points(
    reading: &mut Transaction,
    wanted: impl Iterator<Item = u64>,
) -> Result<Vec<UprnPoint>, StoreError> {
    let mut wanted: Vec<i64> = wanted.filter_map(|uprn| i64::try_from(uprn).ok()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut rows = Vec::new();
    for some in wanted.chunks(LOOKED_UP_AT_ONCE) {
        let keys: Vec<Cell<'_>> = some.iter().map(|uprn| Cell::integer(*uprn)).collect();
        reading.read_where_in(UprnPoint::SQL.read_some, &keys, UprnPoint::SQL.types, |row| rows.push(row)).await?;
    }
    let mut points = rows.into_iter().map(decode::<UprnPoint>).collect::<Result<Vec<_>, _>>()?;
    points.sort_unstable_by_key(|point| point.uprn);
    Ok(points)
}

impl Store {
    /// The address points of these UPRNs as far as they are held, in order of UPRN.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn uprn_points(&self, wanted: impl Iterator<Item = u64>) -> Result<Vec<UprnPoint>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let points = uprn_points(&mut reading, wanted).await?;
        reading.commit().await?;
        Ok(points)
    }
}
