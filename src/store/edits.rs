//! Assets changed by a person, one or several: read, changed, written and noted in the trail, in one transaction.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use time::OffsetDateTime;

use crate::domain::asset::Asset;
use crate::domain::change::Change;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::changes::{ChangeLog, kept};
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

/// One of several assets that are to be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldAsset {
    /// As it is held, with all that is private.
    pub asset: Asset,
    /// Whether it was changed after what the person knows of.
    pub is_newer: bool,
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

    /// Changes several assets, all or none. `ids` are theirs, each with the last change that the person knows of, if they
    /// said; `change` is given those that are held, in the order of `ids`, and gives each as it is to be. The edit is kept as
    /// `name` with all its lines of the trail, to be taken back by. Gives the numbers of its changes, one for each asset that is
    /// another now; `None` where none is. Nobody else can write between reading and writing.
    ///
    /// # Errors
    /// What `change` gives; else as the database fails. Nothing is written then.
    pub async fn change_assets<E: From<StoreError>>(
        &self,
        ids: &[(&str, Option<i64>)],
        name: &str,
        edit: Edit<'_>,
        change: impl FnOnce(&[HeldAsset]) -> Result<Vec<Asset>, E>,
    ) -> Result<Option<RangeInclusive<i64>>, E> {
        const KEEP: &str = "INSERT INTO edits (id, first_change, last_change) VALUES ($1, $2, $3)";
        let mut transaction = self.pool.begin_write().await?;
        let held = held(&mut transaction, ids).await?;
        let after = change(&held)?;
        let pairs = held.iter().map(|held| &held.asset).zip(&after).filter(|(before, after)| before != after);
        let pairs: Vec<(&Asset, &Asset)> = pairs.collect();
        let mut log = ChangeLog::begin(&mut transaction, None, edit.by, edit.at).await?.because(edit.reason);
        log = if edit.is_undo { log.undoing() } else { log };
        let mut rows = Vec::with_capacity(pairs.len());
        for (before, after) in &pairs {
            let conflict = |reason| StoreError::Conflict { reason, source: None };
            rows.push(checked_cells(*after, &after.register).map_err(conflict)?);
            log.note(Asset::SQL.name, after.id.0.to_string(), before.audited(), after.audited());
        }
        let Some((first, last)) = log.range() else { return Ok(None) };
        upsert::<Asset>(&mut transaction, &rows).await?;
        log.write(&mut transaction).await?;
        transaction.run(KEEP, &[Cell::text(name), Cell::integer(first), Cell::integer(last)]).await?;
        transaction.commit().await?;
        Ok(Some(first..=last))
    }

    /// The lines of the trail that an edit of several assets left; none when there is no such edit.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn changes_of_edit(&self, name: &str) -> Result<Vec<Change>, StoreError> {
        const RANGE: &str = "SELECT first_change, last_change FROM edits WHERE id = $1";
        let (mut reading, mut range) = (self.pool.begin_read().await?, None);
        if !name.contains('\0') {
            reading
                .read(RANGE, &[Cell::text(name)], &[CellType::Integer, CellType::Integer], |row| {
                    let mut cells = Cells::new(row);
                    let unreadable = |unreadable| StoreError::corrupt("edits", unreadable);
                    range = Some((cells.integer().map_err(unreadable)?, cells.integer().map_err(unreadable)?));
                    Ok(())
                })
                .await?;
        }
        let Some(range) = range else { return Ok(Vec::new()) };
        let lines = kept(&mut reading, range).await?;
        reading.commit().await?;
        Ok(lines)
    }
}

/// Those of these assets that are held, in their order.
async fn held(transaction: &mut Transaction, ids: &[(&str, Option<i64>)]) -> Result<Vec<HeldAsset>, StoreError> {
    let keys: Vec<Cell<'_>> = ids.iter().filter(|(id, _)| !id.contains('\0')).map(|(id, _)| Cell::text(id)).collect();
    let mut rows = Vec::new();
    transaction.read_where_in(Asset::SQL.read_some, &keys, Asset::SQL.types, |row| rows.push(row)).await?;
    let assets = rows.into_iter().map(decode::<Asset>).collect::<Result<Vec<_>, _>>()?;
    let mut assets: HashMap<String, Asset> = assets.into_iter().map(|asset| (asset.id.0.to_string(), asset)).collect();
    let mut found = Vec::with_capacity(ids.len());
    for (id, last_seen) in ids {
        let Some(asset) = assets.remove(*id) else { continue };
        let is_newer = match last_seen {
            Some(last_seen) => last_change(transaction, id).await? != *last_seen,
            None => false,
        };
        found.push(HeldAsset { asset, is_newer });
    }
    Ok(found)
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
