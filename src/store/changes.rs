//! The audit trail: appended to in the transaction of each write, never altered.
//!
//! A file of new assets is nearly all new records, and to write each of them twice would take as long again. So the trail
//! only says *that* an asset is new, and it says so beside the asset ([`ChangeLog::number_new`]): its first state is what
//! its next change found, or what is still held. When the asset goes, the line stays ([`keep_lines`]). The view `trail` is
//! all lines, wherever they stand; whoever reads it is told the state, not how it is kept.

use std::borrow::Cow;

use time::OffsetDateTime;

use crate::domain::change::{Change, How};
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

/// The number of the last change.
const LATEST: &str = "SELECT COALESCE(MAX(id), 0) FROM \
    (SELECT MAX(id) AS id FROM changes UNION ALL SELECT MAX(last_change) FROM imports) AS numbers";

const TYPES: &[CellType] = &[
    CellType::Integer,
    CellType::Integer,
    CellType::Text,
    CellType::Moment,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
    CellType::Text,
];

/// Reads changes from all lines or from those in `changes`, with the first state of a new asset where the trail leaves it
/// to be found; a condition follows.
macro_rules! select_changes {
    ($lines:literal, $condition:literal) => {
        concat!(
            "SELECT changes.id, changes.import_id, changes.how, changes.changed_at, changes.changed_by, changes.kind, ",
            "changes.record_key, changes.reason, changes.record_before, COALESCE(changes.record_after, CASE ",
            "WHEN changes.record_before IS NULL THEN COALESCE((SELECT later.record_before FROM changes AS later ",
            "WHERE later.record_key = changes.record_key AND later.kind = changes.kind AND later.id > changes.id ",
            "ORDER BY later.id LIMIT 1), (SELECT record FROM assets WHERE assets.id = changes.record_key)) END) ",
            "FROM ",
            $lines,
            " AS changes WHERE ",
            $condition
        )
    };
}

impl Store {
    /// The number of the last change of what is held: 0 when nothing ever changed. A list of files taken in that
    /// changed nothing does not move it.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn latest_change(&self) -> Result<i64, StoreError> {
        self.pool.number(LATEST).await
    }

    /// The changes after the one numbered `change`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn changes_after(&self, change: i64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        // Lines beside assets are looked through from the first to the last, so they are only where a file came since.
        let since_file = reading.number("SELECT COALESCE(MAX(last_change), 0) FROM imports").await? > change;
        let sql = if since_file {
            select_changes!("trail", "changes.id > $1 ORDER BY changes.id LIMIT $2")
        } else {
            select_changes!("changes", "changes.id > $1 ORDER BY changes.id LIMIT $2")
        };
        let changes = read(&mut reading, sql, &[Cell::integer(change), Cell::integer(limit)]).await?;
        reading.commit().await?;
        Ok(changes)
    }

    /// The changes of one record before the one numbered `before`, newest first, at most `limit`. `kind` and `key` are
    /// those of [`Change`].
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn changes_of(&self, kind: &str, key: &str, before: i64, limit: u32) -> Result<Vec<Change>, StoreError> {
        if key.contains('\0') || kind.contains('\0') {
            return Ok(Vec::new());
        }
        let mut reading = self.pool.begin_read().await?;
        let sql = select_changes!(
            "trail",
            "changes.record_key = $1 AND changes.kind = $2 AND changes.id < $3 ORDER BY changes.id DESC LIMIT $4"
        );
        let given = [Cell::text(key), Cell::text(kind), Cell::integer(before), Cell::integer(limit)];
        let changes = read(&mut reading, sql, &given).await?;
        reading.commit().await?;
        Ok(changes)
    }
}

async fn read(reading: &mut Transaction, sql: &'static str, given: &[Cell<'_>]) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    each(reading, sql, given, &mut |change| changes.push(change)).await?;
    Ok(changes)
}

async fn each(
    reading: &mut Transaction,
    sql: &'static str,
    given: &[Cell<'_>],
    visit: &mut impl FnMut(Change),
) -> Result<(), StoreError> {
    reading
        .read(sql, given, TYPES, |row| {
            let change = from_cells(&mut Cells::new(row));
            visit(change.map_err(|unreadable| StoreError::corrupt("changes", unreadable))?);
            Ok(())
        })
        .await
}

/// Reads lines as they are kept, from one number to another; a source follows.
macro_rules! select_lines {
    ($lines:literal) => {
        concat!(
            "SELECT id, import_id, how, changed_at, changed_by, kind, record_key, reason, record_before, record_after FROM ",
            $lines,
            " WHERE id BETWEEN $1 AND $2 ORDER BY id"
        )
    };
}

/// Shows the lines from one number to another, oldest first, as they are kept, wherever they stand.
pub(super) async fn each_line(
    reading: &mut Transaction,
    (first, last): (i64, i64),
    mut visit: impl FnMut(Change),
) -> Result<(), StoreError> {
    let range = [Cell::integer(first), Cell::integer(last)];
    each(reading, select_lines!("trail"), &range, &mut visit).await
}

/// The lines in `changes` from one number to another, oldest first.
pub(super) async fn kept(transaction: &mut Transaction, (first, last): (i64, i64)) -> Result<Vec<Change>, StoreError> {
    read(transaction, select_lines!("changes"), &[Cell::integer(first), Cell::integer(last)]).await
}

/// Keeps the lines that stand beside the assets of an import, which are about to go.
pub(super) async fn keep_lines(transaction: &mut Transaction, import_id: i64) -> Result<(), StoreError> {
    const KEEP: &str = "INSERT INTO changes (id, import_id, how, changed_at, changed_by, kind, record_key) \
        SELECT assets.first_change, imports.id, 'import', imports.taken_at, imports.taken_by, 'assets', assets.id \
        FROM assets JOIN imports ON imports.id = assets.new_in WHERE assets.new_in = $1";
    transaction.run(KEEP, &[Cell::integer(import_id)]).await?;
    Ok(())
}

/// The number of the last change as this transaction sees it.
pub(super) async fn latest(transaction: &mut Transaction) -> Result<i64, StoreError> {
    transaction.number(LATEST).await
}

fn from_cells(cells: &mut Cells) -> Result<Change, Unreadable> {
    Ok(Change {
        id: cells.integer()?,
        import_id: cells.integer_option()?,
        how: cells.word(How::from_slug)?,
        at: cells.moment()?,
        by: cells.text()?,
        kind: cells.text()?,
        key: cells.text()?,
        reason: cells.text_option()?,
        before: cells.text_option()?,
        after: cells.text_option()?,
    })
}

/// Changes of one write on their way into the table, each with its number and the import they came from, if any.
pub(super) struct ChangeLog {
    first_id: i64,
    next_id: i64,
    import_id: Option<i64>,
    how: How,
    at: OffsetDateTime,
    by: String,
    reason: Option<String>,
    waiting: Vec<Vec<Cell<'static>>>,
}

impl ChangeLog {
    /// A log for a write that began with `transaction`: nobody else can number changes until it ends. What no import
    /// made, a person did.
    pub async fn begin(
        transaction: &mut Transaction,
        import_id: impl Into<Option<i64>>,
        by: &str,
        at: OffsetDateTime,
    ) -> Result<Self, StoreError> {
        let first_id = latest(transaction).await? + 1;
        let import_id = import_id.into();
        let how = if import_id.is_some() { How::Import } else { How::Edit };
        let (by, reason, waiting) = (readable(by), None, Vec::new());
        Ok(Self { first_id, next_id: first_id, import_id, how, at, by, reason, waiting })
    }

    /// The same for undoing the import.
    pub fn undoing(self) -> Self {
        Self { how: How::Undo, ..self }
    }

    /// The same with the reason that was given.
    pub fn because(self, reason: Option<&str>) -> Self {
        Self { reason: reason.map(readable), ..self }
    }

    /// Notes one change. `key` and both records are free of NUL: the key was checked, and JSON escapes it.
    pub fn note(&mut self, kind: &'static str, key: String, before: Option<String>, after: Option<String>) {
        self.waiting.push(vec![
            Cell::Integer(Some(self.next_id)),
            Cell::Integer(self.import_id),
            Cell::text(self.how.slug()),
            Cell::moment(self.at),
            Cell::Text(Some(Cow::Owned(self.by.clone()))),
            Cell::text(kind),
            Cell::Text(Some(Cow::Owned(key))),
            Cell::Text(self.reason.clone().map(Cow::Owned)),
            Cell::Text(before.map(Cow::Owned)),
            Cell::Text(after.map(Cow::Owned)),
        ]);
        self.next_id += 1;
    }

    /// The import that makes the changes, if any.
    pub fn import_id(&self) -> Option<i64> {
        self.import_id
    }

    /// The number of a line that is written beside a new record.
    pub fn number_new(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The numbers of the first and the last change noted, if there is any.
    pub fn range(&self) -> Option<(i64, i64)> {
        (self.next_id > self.first_id).then_some((self.first_id, self.next_id - 1))
    }

    /// Writes what was noted.
    pub async fn write(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        const CHANGES: &str = "INSERT INTO changes \
            (id, import_id, how, changed_at, changed_by, kind, record_key, reason, record_before, record_after) ";
        let waiting = std::mem::take(&mut self.waiting);
        transaction.write(CHANGES, &waiting, "").await
    }
}

/// Text meant only for reading: a NUL, which PostgreSQL cannot hold, becomes the replacement character.
pub(super) fn readable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
