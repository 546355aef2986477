//! Comparing a file with what is held, without writing: the same judge as when it is taken in, in a reading transaction.

use crate::domain::asset::Asset;
use crate::domain::imported::{ReadFile, ReadPart, Row, RowOutcome, Rows, Tally};
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::changes;
use crate::store::error::StoreError;
use crate::store::gone;
use crate::store::judged::{BATCH, Judge, Verdict};
use crate::store::table::{Table, decode};
use crate::store::transaction::Transaction;

/// What would become of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The word for it.
    pub outcome: RowOutcome,
    /// What is held of an asset, where the row says something else or a person's facts stay.
    pub held: Option<Box<Asset>>,
    /// What would be held of a changed asset.
    pub after: Option<Box<Asset>>,
    /// Why it would be left out.
    pub reason: Option<String>,
}

impl Store {
    /// Begins to compare one file with what is held at this moment.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn begin_comparison(&self) -> Result<Comparison, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let change = changes::latest(&mut reading).await?;
        Ok(Comparison { reading, change, judge: Judge::new(), tally: Tally::default() })
    }
}

/// One file on its way past what is held.
pub struct Comparison {
    reading: Transaction,
    change: i64,
    judge: Judge,
    tally: Tally,
}

impl Comparison {
    /// The same of a file that speaks for one council alone: of what other councils hold it shows nothing.
    #[must_use]
    pub fn only_of(mut self, council: Option<&str>) -> Self {
        self.judge.only_of(council);
        self
    }

    /// The number of the last change of what the file is compared with.
    #[must_use]
    pub const fn change(&self) -> i64 {
        self.change
    }

    /// Shows every asset that is held, in no order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn each_asset(&mut self, mut visit: impl FnMut(Asset)) -> Result<(), StoreError> {
        self.reading
            .read(Asset::SQL.read, &[], Asset::SQL.types, |row| {
                visit(decode(row)?);
                Ok(())
            })
            .await
    }

    /// One answer for each row of a part, in their order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or a row names another source.
    pub async fn compare_part(&mut self, part: &ReadPart) -> Result<Vec<Compared>, StoreError> {
        self.refused(part.refused.len());
        self.compare(&part.rows, &part.source).await
    }

    /// One answer for each of the last rows of the file.
    ///
    /// # Errors
    /// As [`Comparison::compare_part`].
    pub async fn compare_rest(&mut self, file: &ReadFile) -> Result<Vec<Compared>, StoreError> {
        self.refused(file.refused.len());
        self.compare(&file.rows, &file.source.id).await
    }

    fn refused(&mut self, rows: usize) {
        self.tally.read += rows as u64;
        self.tally.refused += rows as u64;
    }

    async fn compare(&mut self, rows: &Rows, source: &SourceId) -> Result<Vec<Compared>, StoreError> {
        let compared = match rows {
            Rows::Assets(rows) => return self.compare_assets(rows, source).await,
            Rows::Needs(rows) => self.outcomes(rows, source).await?,
            Rows::Rulings(rows) => self.outcomes(rows, source).await?,
            Rows::Boundaries(rows) => self.outcomes(rows, source).await?,
            Rows::Deprivation(rows) => self.outcomes(rows, source).await?,
            Rows::Postcodes(rows) => self.outcomes(rows, source).await?,
            Rows::Sales(rows) => self.outcomes(rows, source).await?,
            Rows::Activity(rows) => self.outcomes(rows, source).await?,
            Rows::PriceIndex(rows) => self.outcomes(rows, source).await?,
            Rows::SectorPrices(rows) => self.outcomes(rows, source).await?,
            Rows::DeprivationRanks(rows) => self.outcomes(rows, source).await?,
            Rows::Uprns(rows) => self.outcomes(rows, source).await?,
            Rows::CommunityValue(rows) => self.outcomes(rows, source).await?,
            Rows::Organisations(rows) => self.outcomes(rows, source).await?,
        };
        Ok(compared)
    }

    async fn compare_assets(&mut self, rows: &[Row<Asset>], source: &SourceId) -> Result<Vec<Compared>, StoreError> {
        let mut compared = Vec::with_capacity(rows.len());
        for batch in rows.chunks(BATCH) {
            for verdict in self.judge.judge(&mut self.reading, batch, source).await? {
                self.tally.read += 1;
                self.tally.count(verdict.outcome());
                let outcome = verdict.outcome();
                let (held, after, reason) = match verdict {
                    Verdict::New { .. } => (None, None, None),
                    Verdict::Changed { before, after, .. } => (Some(before), Some(after), None),
                    Verdict::Unchanged { held } => (held, None, None),
                    Verdict::Refused(reason) => (None, None, Some(reason)),
                };
                compared.push(Compared { outcome, held, after, reason });
            }
        }
        Ok(compared)
    }

    async fn outcomes<T: Table>(&mut self, rows: &[Row<T>], source: &SourceId) -> Result<Vec<Compared>, StoreError> {
        let mut compared = Vec::with_capacity(rows.len());
        for batch in rows.chunks(BATCH) {
            for verdict in self.judge.judge(&mut self.reading, batch, source).await? {
                self.tally.read += 1;
                self.tally.count(verdict.outcome());
                let outcome = verdict.outcome();
                let reason = if let Verdict::Refused(reason) = verdict { Some(reason) } else { None };
                compared.push(Compared { outcome, held: None, after: None, reason });
            }
        }
        Ok(compared)
    }

    /// What all rows together would come to.
    #[must_use]
    pub const fn tally(&self) -> Tally {
        self.tally
    }

    /// Shows each asset of the register that the file left out and that is not known to be gone, in the order of ids. With
    /// a council given, only the assets that it owns.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn each_left_out(
        &mut self,
        source: &SourceId,
        council: Option<&str>,
        mut visit: impl FnMut(Asset),
    ) -> Result<(), StoreError> {
        gone::left_out(&mut self.reading, &self.judge, source, council, |asset| {
            visit(asset);
            Ok(())
        })
        .await
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be reached any more.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.reading.commit().await
    }
}
