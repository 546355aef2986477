//! Back-tests kept, and the name of the price data that the next one would be run on.

use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::domain::backtest::Backtest;
use crate::domain::holdings::Loaded;
use crate::domain::imported::FileKind;
use crate::domain::source::SourceId;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

impl Store {
    /// Keeps a back-test and gives its number. Kept ones are never altered; the last one counts.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn keep_backtest(&self, backtest: &Backtest, by: &str, at: OffsetDateTime) -> Result<i64, StoreError> {
        let record = Cell::json(backtest).map_err(|reason| StoreError::Conflict { reason, source: None })?;
        let mut transaction = self.pool.begin_write().await?;
        let id = transaction.number("SELECT COALESCE(MAX(id), 0) FROM backtests").await? + 1;
        let mut changes = ChangeLog::begin(&mut transaction, None, by, at).await?;
        changes.note("backtests", id.to_string(), None, Some(record.as_key().into_owned()));
        let row = vec![
            Cell::integer(id),
            Cell::moment(backtest.run_at),
            Cell::text(&backtest.data_release),
            Cell::text(backtest.basis.slug()),
            record,
        ];
        transaction.write("INSERT INTO backtests (id, run_at, data_release, basis, record) ", &[row], "").await?;
        changes.write(&mut transaction).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// The back-test kept last, if any.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or holds one that cannot be understood.
    pub async fn latest_backtest(&self) -> Result<Option<Backtest>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let found = latest(&mut reading).await?;
        reading.commit().await?;
        Ok(found)
    }
}

/// The back-test kept last, as this transaction sees it.
pub(super) async fn latest(reading: &mut Transaction) -> Result<Option<Backtest>, StoreError> {
    let mut found = None;
    reading
        .read("SELECT record FROM backtests ORDER BY id DESC LIMIT 1", &[], &[CellType::Text], |row| {
            let record = Cells::new(row).json();
            found = Some(record.map_err(|unreadable| StoreError::corrupt("backtests", unreadable))?);
            Ok(())
        })
        .await?;
    Ok(found)
}

/// What each source gave, in order of source, and the name of the price data: a hash of the files that changed it, in the
/// order in which they did. A file taken in again changes nothing and leaves the name as it is.
pub(super) async fn loaded(reading: &mut Transaction) -> Result<(Vec<Loaded>, Option<String>), StoreError> {
    const TYPES: &[CellType] = &[CellType::Text, CellType::Text, CellType::Text, CellType::Integer, CellType::Integer];
    let mut rows: std::collections::BTreeMap<(SourceId, FileKind), u64> = std::collections::BTreeMap::new();
    let mut prices: Option<Sha256> = None;
    reading
        .read("SELECT source, kind, checksum, rows_new, rows_changed FROM imports WHERE state = 'committed' ORDER BY turn", &[], TYPES, |row| {
            let unreadable = |unreadable| StoreError::corrupt("imports", unreadable);
            let mut cells = Cells::new(row);
            let source = SourceId::new(cells.text().map_err(unreadable)?);
            let kind = cells.word(FileKind::from_slug).map_err(unreadable)?;
            let checksum = cells.text().map_err(unreadable)?;
            let new: u64 = cells.integer().map_err(unreadable)?;
            let changed: u64 = cells.integer().map_err(unreadable)?;
            if kind.is_home_prices() && new + changed > 0 {
                let prices = prices.get_or_insert_with(Sha256::new);
                for text in [&*source.0, kind.slug(), &checksum] {
                    prices.update(text.as_bytes());
                    prices.update([0]);
                }
            }
            *rows.entry((source, kind)).or_default() += new;
            Ok(())
        })
        .await?;
    let name = prices.map(|prices| {
        let digest = prices.finalize();
        format!("prices-{}", digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect::<String>())
    });
    let loaded = rows.into_iter().map(|((source, kind), rows)| Loaded { source, kind, rows }).collect();
    Ok((loaded, name))
}
