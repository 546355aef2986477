//! Home sales: a later file replaces what an earlier one said of one sale; read back without loading all of them.
//!
//! Thirty million sales lie in the store, and scores need a fraction: standard sales of whole homes of the last years.
//! Everything older stays, for the back-test, which goes through all of them one by one. Both read the index
//! `sales_by_date`, which holds whole rows in the order of date and id.

use std::borrow::Cow;

use time::{Date, Month};

use crate::domain::area::{HomeType, Sale, SaleId};
use crate::domain::postcode::Postcode;
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::table::{Table, TableSql, table_sql};
use crate::store::transaction::Transaction;

/// How far back from the month of the newest sale scores look: the longest window of `scoring.md` C.1 is sixty months
/// that end two months back, and growth is taken over five years.
const MONTHS_FOR_SCORES: i32 = 74;

/// The columns of the index.
const TYPES: &[CellType] = &[
    CellType::Text,
    CellType::Integer,
    CellType::Date,
    CellType::Text,
    CellType::Text,
    CellType::Integer,
    CellType::Integer,
    CellType::Integer,
];

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
            Cell::Text(Some(Cow::Owned(self.id.to_string()))),
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
        Ok(Self {
            id: cells.word(SaleId::parse)?,
            price_gbp: cells.integer()?,
            date: cells.date()?,
            postcode: cells.word(Postcode::parse)?,
            home: cells.word(HomeType::from_slug)?,
            new_build: cells.flag()?,
            leasehold: cells.flag()?,
            standard: cells.flag()?,
        })
    }
}

impl Store {
    /// Shows every sale held, of whatever kind and age, to `visit` in the order of date and id. They are read one by one
    /// and never all in memory.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or holds something that cannot be understood.
    pub async fn each_sale(&self, mut visit: impl FnMut(Sale)) -> Result<(), StoreError> {
        const EVERY: &str = "SELECT id, price_gbp, sold_on, postcode, home, new_build, leasehold, standard FROM sales \
                             ORDER BY sold_on, id";
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(EVERY, &[], TYPES, |row| {
                visit(sale(row)?);
                Ok(())
            })
            .await?;
        reading.commit().await
    }
}

/// The sales that scores are made of, in the order of date and id.
pub(super) async fn for_scores(reading: &mut Transaction) -> Result<Vec<Sale>, StoreError> {
    const RECENT: &str = "SELECT id, price_gbp, sold_on, postcode, home, new_build, leasehold, standard FROM sales \
                          WHERE sold_on >= $1 AND standard = 1 AND home <> 'O' ORDER BY sold_on, id";
    let Some(newest) = newest(reading).await? else { return Ok(Vec::new()) };
    let mut sales = Vec::new();
    let first_day = Cell::Date(Some(months_before(newest, MONTHS_FOR_SCORES)));
    reading
        .read(RECENT, &[first_day], TYPES, |row| {
            sales.push(sale(row)?);
            Ok(())
        })
        .await?;
    Ok(sales)
}

async fn newest(reading: &mut Transaction) -> Result<Option<Date>, StoreError> {
    let mut newest = None;
    reading
        .read("SELECT MAX(sold_on) FROM sales", &[], &[CellType::Date], |row| {
            let day = Cells::new(row).date_option();
            newest = day.map_err(|unreadable| StoreError::corrupt("sales", unreadable))?;
            Ok(())
        })
        .await?;
    Ok(newest)
}

/// The first day of the month that many months before this day's.
fn months_before(day: Date, months: i32) -> Date {
    let count = day.year() * 12 + i32::from(u8::from(day.month())) - 1 - months;
    let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok());
    month.and_then(|month| Date::from_calendar_date(count.div_euclid(12), month, 1).ok()).unwrap_or(Date::MIN)
}

fn sale(row: Vec<Cell<'static>>) -> Result<Sale, StoreError> {
    Sale::from_cells(&mut Cells::new(row)).map_err(|unreadable| StoreError::corrupt("sales", unreadable))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::months_before;

    #[test]
    fn months_are_counted_back_over_the_turn_of_the_year() {
        assert_eq!(months_before(date!(2026 - 10 - 31), 72), date!(2020 - 10 - 01));
        assert_eq!(months_before(date!(2024 - 02 - 29), 2), date!(2023 - 12 - 01));
        assert_eq!(months_before(date!(2024 - 01 - 01), 1), date!(2023 - 12 - 01));
    }
}
