//! One asset changed by a person: read, changed, written and noted in the trail, in one transaction.

use std::ops::RangeInclusive;

use time::OffsetDateTime;

use crate::domain::asset::Asset;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::table::{Table, checked_cells, decode, upsert};
use crate::store::transaction::Transaction;

/// Who changes an asset, when and why.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// Who.
    pub by: &'a str,
    /// When.
    pub at: OffsetDateTime,
    /// Why, as they say.
    pub reason: Option<&'a str>,
    /// Whether it takes an earlier edit back.
    pub is_undo: bool,
    /// The last change of the asset that they know of, if they said; when there is a later one, nothing is written.
    pub last_seen: Option<i64>,
}

/// What an edit came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// What is held afterwards.
    pub asset: Asset,
    /// The numbers of its changes; `None` where it changed nothing.
    pub changes: Option<RangeInclusive<i64>>,
}

impl Store {
    /// One asset as it is held, with all that is private; `None` when there is none of that id.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn asset(&self, id: &str) -> Result<Option<Asset>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let asset = find(&mut reading, id).await?;
        reading.commit().await?;
        Ok(asset)
    }

    /// Changes one asset, or finds that `change` leaves it as it is and writes nothing. `None` when there is no asset of that
    /// id. Nobody else can write between reading and writing.
    ///
    /// # Errors
    /// What `change` gives; [`StoreError::Conflict`] when the asset was changed after [`Edit::last_seen`]; else as the
    /// database fails. Nothing is written then.
    pub async fn change_asset<E: From<StoreError>>(
        &self,
        id: &str,
        edit: Edit<'_>,
        change: impl FnOnce(&Asset) -> Result<Asset, E>,
    ) -> Result<Option<Edited>, E> {
        let mut transaction = self.pool.begin_write().await?;
        let Some(before) = find(&mut transaction, id).await? else { return Ok(None) };
        if let Some(last_seen) = edit.last_seen
            && last_change(&mut transaction, id).await? != last_seen
        {
            return Err(StoreError::Conflict {
                reason: "Somebody changed this asset after you opened it. Look at it again, then make your change."
                    .to_owned(),
                source: None,
            }
            .into());
        }
        let after = change(&before)?;
        if after == before {
            return Ok(Some(Edited { asset: before, changes: None }));
        }
        let cells =
            checked_cells(&after, &after.register).map_err(|reason| StoreError::Conflict { reason, source: None })?;
        upsert::<Asset>(&mut transaction, &[cells]).await?;
        let log = ChangeLog::begin(&mut transaction, None, edit.by, edit.at).await?.because(edit.reason);
        let mut log = if edit.is_undo { log.undoing() } else { log };
        log.note(Asset::SQL.name, after.id.0.to_string(), before.audited(), after.audited());
        log.write(&mut transaction).await?;
        transaction.commit().await?;
        Ok(Some(Edited { asset: after, changes: log.range().map(|(first, last)| first..=last) }))
    }
}

async fn find(transaction: &mut Transaction, id: &str) -> Result<Option<Asset>, StoreError> {
    if id.contains('\0') {
        return Ok(None);
    }
    let mut row = None;
    let keys = [Cell::text(id)];
    transaction.read_where_in(Asset::SQL.read_some, &keys, Asset::SQL.types, |found| row = Some(found)).await?;
    row.map(decode::<Asset>).transpose()
}

/// The number of the last change of an asset; 0 when there was none.
async fn last_change(transaction: &mut Transaction, id: &str) -> Result<i64, StoreError> {
    const LAST: &str = "SELECT COALESCE(MAX(id), 0) FROM trail WHERE record_key = $1 AND kind = 'assets'";
    let mut last = 0;
    transaction
        .read(LAST, &[Cell::text(id)], &[CellType::Integer], |row| {
            let number = Cells::new(row).integer();
            last = number.map_err(|unreadable| StoreError::corrupt("changes", unreadable))?;
            Ok(())
        })
        .await?;
    Ok(last)
}
