//! What officers said that a publisher's columns mean, for the publisher's next file.

use std::collections::BTreeMap;

use crate::domain::register::RegisterField;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::changes::ChangeLog;
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

/// Headings, letters and digits in lower case, with what they mean; `None` for a column that is not used.
pub type Learnt = BTreeMap<String, Option<RegisterField>>;

const TYPES: &[CellType] = &[CellType::Text, CellType::Text];

impl Store {
    /// What was learnt of a publisher, named by its slug.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn learnt(&self, publisher: &str) -> Result<Learnt, StoreError> {
        if publisher.contains('\0') {
            return Ok(Learnt::new());
        }
        let mut reading = self.pool.begin_read().await?;
        let learnt = read(&mut reading, publisher).await?;
        reading.commit().await?;
        Ok(learnt)
    }
}

async fn read(reading: &mut Transaction, publisher: &str) -> Result<Learnt, StoreError> {
    let mut learnt = Learnt::new();
    reading
        .read(
            "SELECT heading, field FROM learnt_columns WHERE publisher = $1",
            &[Cell::text(publisher)],
            TYPES,
            |row| {
                let mut cells = Cells::new(row);
                let heading =
                    cells.text().and_then(|heading| Ok((heading, cells.word_option(RegisterField::from_slug)?)));
                learnt.extend([heading.map_err(|unreadable| StoreError::corrupt("learnt_columns", unreadable))?]);
                Ok(())
            },
        )
        .await?;
    Ok(learnt)
}

/// Remembers what the columns of a file were said to mean. The trail follows a publisher's columns as one record.
pub(super) async fn remember(
    transaction: &mut Transaction,
    publisher: &str,
    said: &Learnt,
    changes: &mut ChangeLog,
) -> Result<(), StoreError> {
    if said.is_empty() || publisher.contains('\0') {
        return Ok(());
    }
    let before = read(transaction, publisher).await?;
    let mut after = before.clone();
    after.extend(said.iter().map(|(heading, field)| (heading.replace('\0', ""), *field)));
    if after == before {
        return Ok(());
    }
    let as_record = |learnt: &Learnt| serde_json::to_string(learnt).ok();
    let held = if before.is_empty() { None } else { as_record(&before) };
    changes.note("learnt_columns", publisher.to_owned(), held, as_record(&after));
    replace(transaction, publisher, &after).await
}

/// Holds exactly this of a publisher.
pub(super) async fn replace(transaction: &mut Transaction, publisher: &str, learnt: &Learnt) -> Result<(), StoreError> {
    transaction.run("DELETE FROM learnt_columns WHERE publisher = $1", &[Cell::text(publisher)]).await?;
    let rows: Vec<Vec<Cell<'_>>> = learnt
        .iter()
        .map(|(heading, field)| {
            vec![Cell::text(publisher), Cell::text(heading), Cell::text_option(field.map(RegisterField::slug))]
        })
        .collect();
    transaction.write("INSERT INTO learnt_columns (publisher, heading, field) ", &rows, "").await
}
