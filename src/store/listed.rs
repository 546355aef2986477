//! Organisations and assets of community value: each under the list that names it, read one by one and never all at once.

use crate::domain::listed::{CommunityValueListing, ListedOrganisation};
use crate::domain::place::Position;
use crate::domain::postcode::Postcode;
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::table::{Table, TableSql, decode, table_sql};

impl Table for ListedOrganisation {
    const SQL: TableSql = table_sql!(
        organisations,
        key: { id: Text, source: Text },
        rest: {
            name: Text, legal_form: Text, charity_number: Text, company_number: Text, postcode: Text,
            income_gbp: Integer, active: Integer,
        }
    );
    const KEY: &'static str = "number";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.id),
            Cell::text(&self.source.0),
            Cell::text(&self.name),
            Cell::text_option(self.legal_form.as_deref()),
            Cell::text_option(self.charity_number.as_deref()),
            Cell::text_option(self.company_number.as_deref()),
            Cell::text_option(self.postcode.as_ref().map(Postcode::as_str)),
            Cell::Integer(self.income_gbp),
            Cell::Integer(self.active.map(i64::from)),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            id: cells.text()?,
            source: SourceId::new(cells.text()?),
            name: cells.text()?,
            legal_form: cells.text_option()?,
            charity_number: cells.text_option()?,
            company_number: cells.text_option()?,
            postcode: postcode(cells)?,
            income_gbp: cells.integer_option()?,
            active: cells.integer_option::<i64>()?.map(|active| active != 0),
        })
    }
}

impl Table for CommunityValueListing {
    const SQL: TableSql = table_sql!(
        community_value_listings,
        key: { reference: Text, source: Text },
        rest: {
            council: Text, name: Text, address: Text, postcode: Text, easting_m: Real, northing_m: Real,
            nominated_by: Text, nominated_on: Date, decision: Text, listed_on: Date, expires_on: Date,
        }
    );
    const KEY: &'static str = "reference";

    fn cells<'a>(&'a self, _: &'a SourceId) -> Result<Vec<Cell<'a>>, String> {
        Ok(vec![
            Cell::text(&self.reference),
            Cell::text(&self.source.0),
            Cell::text_option(self.council.as_deref()),
            Cell::text(&self.name),
            Cell::text_option(self.address.as_deref()),
            Cell::text_option(self.postcode.as_ref().map(Postcode::as_str)),
            Cell::Real(self.position.map(|position| position.easting_m)),
            Cell::Real(self.position.map(|position| position.northing_m)),
            Cell::text_option(self.nominated_by.as_deref()),
            Cell::Date(self.nominated_on),
            Cell::text_option(self.decision.as_deref()),
            Cell::Date(self.listed_on),
            Cell::Date(self.expires_on),
        ])
    }

    fn from_cells(cells: &mut Cells) -> Result<Self, Unreadable> {
        Ok(Self {
            reference: cells.text()?,
            source: SourceId::new(cells.text()?),
            council: cells.text_option()?,
            name: cells.text()?,
            address: cells.text_option()?,
            postcode: postcode(cells)?,
            position: match (cells.real_option()?, cells.real_option()?) {
                (Some(easting_m), Some(northing_m)) => Some(Position::new(easting_m, northing_m)?),
                _ => None,
            },
            nominated_by: cells.text_option()?,
            nominated_on: cells.date_option()?,
            decision: cells.text_option()?,
            listed_on: cells.date_option()?,
            expires_on: cells.date_option()?,
        })
    }
}

fn postcode(cells: &mut Cells) -> Result<Option<Postcode>, Unreadable> {
    let read = |text: String| Postcode::parse(&text).ok_or_else(|| Unreadable(format!("\"{text}\" is no postcode")));
    cells.text_option()?.map(read).transpose()
}

impl Store {
    /// Shows every organisation held to `visit`, in no particular order, one by one: there may be millions.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or holds something that cannot be understood.
    pub async fn each_organisation(&self, visit: impl FnMut(ListedOrganisation)) -> Result<(), StoreError> {
        self.each(visit).await
    }

    /// Shows every place listed as an asset of community value to `visit`, in no particular order.
    ///
    /// # Errors
    /// As [`Store::each_organisation`].
    pub async fn each_community_value_listing(
        &self,
        visit: impl FnMut(CommunityValueListing),
    ) -> Result<(), StoreError> {
        self.each(visit).await
    }

    async fn each<T: Table>(&self, mut visit: impl FnMut(T)) -> Result<(), StoreError> {
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(T::SQL.read, &[], T::SQL.types, |row| {
                visit(decode(row)?);
                Ok(())
            })
            .await?;
        reading.commit().await
    }
}
