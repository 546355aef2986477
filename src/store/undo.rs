//! Undoing an import: every record goes back to what it was before, in one transaction, as long as nothing touched it since.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use time::OffsetDateTime;

use crate::domain::asset::Asset;
use crate::domain::change::Change;
use crate::domain::imported::{FileKind, ImportState};
use crate::domain::need::{Need, Ruling};
use crate::domain::source::{Source, SourceId};
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::changes::{self, ChangeLog};
use crate::store::error::StoreError;
use crate::store::imports::to_read;
use crate::store::judged::BATCH;
use crate::store::learnt::{self, Learnt};
use crate::store::table::{Table, checked_cells, decode, held, key_in_words, key_of, upsert};
use crate::store::take_in::Progress;
use crate::store::transaction::Transaction;

impl Store {
    /// Why an import cannot be undone now, in a sentence that says what to do; `None` when it can.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn why_not_undone(&self, import_id: i64) -> Result<Option<String>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let why_not = why_not(&mut reading, import_id).await?;
        reading.commit().await?;
        Ok(why_not)
    }

    /// Those of some imports that can be undone now.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn undoable(&self, import_ids: &[i64]) -> Result<BTreeSet<i64>, StoreError> {
        let mut undoable = BTreeSet::new();
        let mut reading = self.pool.begin_read().await?;
        for id in import_ids {
            if why_not(&mut reading, *id).await?.is_none() {
                undoable.insert(*id);
            }
        }
        reading.commit().await?;
        Ok(undoable)
    }

    /// Shows each change that an import made, in their order, as the trail keeps it: a new asset without its state.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn each_change_of_import(&self, import_id: i64, mut visit: impl FnMut(Change)) -> Result<(), StoreError> {
        let mut reading = self.pool.begin_read().await?;
        if let Some((first, last)) = range(&mut reading, import_id).await? {
            changes::each_line(&mut reading, (first, last), &mut visit).await?;
        }
        reading.commit().await
    }

    /// Restores what was held before an import, exactly, and gives how many records went back. The trail grows by as many
    /// changes; nothing of it is taken away. The import stays listed as undone.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] with the sentence of [`Store::why_not_undone`]; else as the database fails. Nothing is
    /// written then.
    pub async fn undo(
        &self,
        import_id: i64,
        by: &str,
        at: OffsetDateTime,
        progress: Progress<'_>,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        let refused = |reason| StoreError::Conflict { reason, source: None };
        let undoing = what_to_undo(&mut transaction, import_id).await?.map_err(refused)?;
        if let Some(reason) = obstacle(&mut transaction, &undoing).await? {
            return Err(refused(reason));
        }
        let mut log = ChangeLog::begin(&mut transaction, import_id, by, at).await?.undoing();
        let mut done = 0;
        if let Some((first, last)) = undoing.changes {
            changes::keep_lines(&mut transaction, import_id).await?;
            let of = last.abs_diff(first) + 1;
            let mut to = last;
            while to >= first {
                // The last change goes back first: a source is taken away after what came from it.
                let from = first.max(to - BATCH as i64 + 1);
                let batch = changes::kept(&mut transaction, (from, to)).await?;
                restore_all(&mut transaction, &batch, &mut log).await?;
                log.write(&mut transaction).await?;
                done += batch.len() as u64;
                progress(done, of);
                to = from - 1;
            }
        }
        let mark = "UPDATE imports SET state = 'undone', undone_by = $2, undone_at = $3 WHERE id = $1";
        transaction.run(mark, &[Cell::integer(import_id), to_read(by), Cell::moment(at)]).await?;
        transaction.commit().await?;
        Ok(done)
    }
}

async fn why_not(reading: &mut Transaction, import_id: i64) -> Result<Option<String>, StoreError> {
    match what_to_undo(reading, import_id).await? {
        Ok(undoing) => obstacle(reading, &undoing).await,
        Err(why_not) => Ok(Some(why_not)),
    }
}

/// The numbers of the first and last change of an import, if it made any.
async fn range(reading: &mut Transaction, id: i64) -> Result<Option<(i64, i64)>, StoreError> {
    let mut range = None;
    let types = &[CellType::Integer, CellType::Integer];
    reading
        .read("SELECT first_change, last_change FROM imports WHERE id = $1", &[Cell::integer(id)], types, |row| {
            let mut cells = Cells::new(row);
            let unreadable = |unreadable| StoreError::corrupt("imports", unreadable);
            let first = cells.integer_option().map_err(unreadable)?;
            range = first.zip(cells.integer_option().map_err(unreadable)?);
            Ok(())
        })
        .await?;
    Ok(range)
}

/// An import that may be undone.
struct Undoing {
    source: SourceId,
    turn: i64,
    changes: Option<(i64, i64)>,
}

/// What is to be undone, or why it is not.
async fn what_to_undo(reading: &mut Transaction, id: i64) -> Result<Result<Undoing, String>, StoreError> {
    const ONE: &str = "SELECT state, kind, source, turn, first_change, last_change FROM imports WHERE id = $1";
    use CellType::{Integer, Text};
    type Found = (ImportState, Option<FileKind>, Option<String>, Option<i64>, Option<i64>, Option<i64>);
    let read = |cells: &mut Cells| -> Result<Found, Unreadable> {
        Ok((
            cells.word(ImportState::from_slug)?,
            cells.word_option(FileKind::from_slug)?,
            cells.text_option()?,
            cells.integer_option()?,
            cells.integer_option()?,
            cells.integer_option()?,
        ))
    };
    let mut found = None;
    reading
        .read(ONE, &[Cell::integer(id)], &[Text, Text, Text, Integer, Integer, Integer], |row| {
            let import = read(&mut Cells::new(row));
            found = Some(import.map_err(|unreadable| StoreError::corrupt("imports", unreadable))?);
            Ok(())
        })
        .await?;
    let no = |why_not: &str| Ok(Err(why_not.to_owned()));
    match found {
        Some((ImportState::Committed, Some(kind), Some(source), Some(turn), first, last)) => {
            if kind.is_kept_whole() {
                return Ok(Ok(Undoing { source: SourceId::new(source), turn, changes: first.zip(last) }));
            }
            no("This is an official table. What it said before is not kept, because its publisher keeps it: \
                to go back, take in the earlier file again.")
        }
        Some((ImportState::Undone, ..)) => no("This file was undone already."),
        Some((ImportState::Discarded, ..)) | None => no("There is no such file."),
        Some(_) => no("This file was never taken in, so there is nothing to undo."),
    }
}

/// What came later and builds on the import: a file of the same source, or a change of one of its records.
///
/// What was undone since is as if it never was: neither the import nor its undoing is in the way, nor what a person changed
/// and changed back.
async fn obstacle(reading: &mut Transaction, undoing: &Undoing) -> Result<Option<String>, StoreError> {
    use CellType::{Moment, Text};
    const SAME_SOURCE: &str = "SELECT file_name, taken_by, taken_at FROM imports \
        WHERE source = $1 AND state = 'committed' AND turn > $2 AND first_change IS NOT NULL ORDER BY turn DESC LIMIT 1";
    // Of the records that were new, those that were changed later are looked for among the changes, not the other way round:
    // they are few.
    const SAME_RECORD: &str = "SELECT later.how, imports.file_name, later.record_key, later.changed_by, later.changed_at \
        FROM (SELECT id, kind, record_key FROM changes WHERE id BETWEEN $1 AND $2 \
        UNION SELECT assets.first_change, 'assets', assets.id FROM changes JOIN assets ON assets.id = changes.record_key \
        WHERE changes.id > $2 AND changes.kind = 'assets' AND assets.first_change BETWEEN $1 AND $2) AS own \
        JOIN changes AS later ON later.record_key = own.record_key AND later.kind = own.kind AND later.id > own.id \
        LEFT JOIN imports ON imports.id = later.import_id \
        WHERE own.id BETWEEN $1 AND $2 AND later.id > $2 AND (imports.state IS NULL OR imports.state <> 'undone') \
        AND (own.kind <> 'assets' OR NOT EXISTS (SELECT 1 FROM assets WHERE assets.id = own.record_key \
        AND assets.record = (SELECT next.record_before FROM changes AS next WHERE next.record_key = own.record_key \
        AND next.kind = own.kind AND next.id > own.id ORDER BY next.id LIMIT 1))) \
        ORDER BY later.id DESC LIMIT 1";
    let mut sentence = None;
    let given = [Cell::text(&undoing.source.0), Cell::integer(undoing.turn)];
    reading
        .read(SAME_SOURCE, &given, &[Text, Text, Moment], |row| {
            let told = by_file(&mut Cells::new(row));
            sentence = Some(told.map_err(|unreadable| StoreError::corrupt("imports", unreadable))?);
            Ok(())
        })
        .await?;
    let Some((first, last)) = undoing.changes.filter(|_| sentence.is_none()) else { return Ok(sentence) };
    if changes::latest(reading).await? <= last {
        return Ok(None);
    }
    reading
        .read(SAME_RECORD, &[Cell::integer(first), Cell::integer(last)], &[Text, Text, Text, Text, Moment], |row| {
            let told = by_change(&mut Cells::new(row));
            sentence = Some(told.map_err(|unreadable| StoreError::corrupt("changes", unreadable))?);
            Ok(())
        })
        .await?;
    Ok(sentence)
}

fn by_file(cells: &mut Cells) -> Result<String, Unreadable> {
    let (file, by, at) = (cells.text()?, cells.text()?, cells.moment()?);
    Ok(format!("\"{file}\" was taken in later, on {} by {by}. Undo that first.", at.date()))
}

fn by_change(cells: &mut Cells) -> Result<String, Unreadable> {
    let (how, file, key) = (cells.text()?, cells.text_option()?, cells.text()?);
    let (by, at) = (cells.text()?, cells.moment()?.date());
    Ok(match file.filter(|_| how == "import") {
        Some(file) => format!("\"{file}\" changed the same records later, on {at} by {by}. Undo that first."),
        None => format!(
            "{by} changed \"{key}\" by hand on {at}, and undoing would lose that. Take in a corrected file instead."
        ),
    })
}

/// Restores what some changes of one import found, the last one first.
async fn restore_all(transaction: &mut Transaction, batch: &[Change], log: &mut ChangeLog) -> Result<(), StoreError> {
    for run in batch.chunk_by(|one, next| one.kind == next.kind).rev() {
        match &*run[0].kind {
            "assets" => restore::<Asset>(transaction, run, log).await?,
            "needs" => restore::<Need>(transaction, run, log).await?,
            "rulings" => restore::<Ruling>(transaction, run, log).await?,
            "sources" => restore::<Source>(transaction, run, log).await?,
            "learnt_columns" => restore_learnt(transaction, run, log).await?,
            other => return Err(StoreError::corrupt("changes", Unreadable(format!("an import changed \"{other}\"")))),
        }
    }
    Ok(())
}

/// One record on its way back.
struct Return<T> {
    /// The cells of its key.
    key: Vec<Cell<'static>>,
    before: Option<T>,
    source: SourceId,
}

async fn restore<T: Table + DeserializeOwned>(
    transaction: &mut Transaction,
    changes: &[Change],
    log: &mut ChangeLog,
) -> Result<(), StoreError> {
    let mut returns = Vec::with_capacity(changes.len());
    for change in changes.iter().rev() {
        let source = if T::IS_OF_ITS_FILE { source_before(transaction, change).await? } else { SourceId::new("") };
        let (before, after) = (record::<T>(change.before.as_deref())?, record::<T>(change.after.as_deref())?);
        // The key is in either record; where neither is written down, it is the id of an asset.
        let key = match before.as_ref().or(after.as_ref()) {
            Some(record) => key_cells(record, &source)?,
            None => vec![Cell::Text(Some(Cow::Owned(change.key.clone())))],
        };
        returns.push(Return { key, before, source });
    }
    let mut held = held::<T>(transaction, &returns.iter().map(|back| &back.key).collect::<Vec<_>>()).await?;
    let (mut writes, mut removed) = (Vec::new(), Vec::new());
    for back in &returns {
        let key = key_of(&back.key, T::SQL.keys);
        let now = held.remove(&*key).map(decode::<T>).transpose()?;
        let after = back.before.as_ref().and_then(Table::audited);
        log.note(T::SQL.name, key_in_words(&key), now.and_then(|now| now.audited()), after);
        match &back.before {
            Some(before) => writes.push(cells_of(before, &back.source)?),
            None => removed.push(&back.key[..]),
        }
    }
    upsert::<T>(transaction, &writes).await?;
    transaction.remove(T::SQL.remove, &removed).await
}

fn record<T: DeserializeOwned>(text: Option<&str>) -> Result<Option<T>, StoreError> {
    let record = text.map(serde_json::from_str).transpose();
    record.map_err(|error| StoreError::corrupt("changes", error.into()))
}

fn cells_of<'v, T: Table>(record: &'v T, source: &'v SourceId) -> Result<Vec<Cell<'v>>, StoreError> {
    checked_cells(record, source).map_err(|reason| StoreError::Conflict { reason, source: None })
}

fn key_cells<T: Table>(record: &T, source: &SourceId) -> Result<Vec<Cell<'static>>, StoreError> {
    let cells = cells_of(record, source)?;
    let texts = cells.iter().take(T::SQL.keys).map(|cell| cell.as_key().into_owned());
    Ok(texts.map(|text| Cell::Text(Some(Cow::Owned(text)))).collect())
}

/// The source of a record before a change, for records that do not name it: that of the last file before which wrote it.
async fn source_before(reading: &mut Transaction, change: &Change) -> Result<SourceId, StoreError> {
    const EARLIER: &str = "SELECT imports.source FROM changes JOIN imports ON imports.id = changes.import_id \
        WHERE changes.record_key = $1 AND changes.kind = $2 AND changes.id < $3 AND changes.how = 'import' \
        AND imports.state = 'committed' ORDER BY changes.id DESC LIMIT 1";
    let mut source = String::new();
    let given = [Cell::text(&change.key), Cell::text(&change.kind), Cell::integer(change.id)];
    reading
        .read(EARLIER, &given, &[CellType::Text], |row| {
            source = Cells::new(row).text().map_err(|unreadable| StoreError::corrupt("imports", unreadable))?;
            Ok(())
        })
        .await?;
    Ok(SourceId::new(source))
}

async fn restore_learnt(
    transaction: &mut Transaction,
    changes: &[Change],
    log: &mut ChangeLog,
) -> Result<(), StoreError> {
    for change in changes.iter().rev() {
        let before: Learnt = record(change.before.as_deref())?.unwrap_or_default();
        learnt::replace(transaction, &change.key, &before).await?;
        log.note("learnt_columns", change.key.clone(), change.after.clone(), change.before.clone());
    }
    Ok(())
}
