//! Anchors by version: derived from what is held, written once and never altered, and no change of the data.

use time::OffsetDateTime;

use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;

const TYPES: &[CellType] = &[CellType::Text, CellType::Text, CellType::Moment];

/// The fixed scales behind the scores that name a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnchors {
    /// The version that scores name.
    pub version: String,
    /// All of them, JSON.
    pub record: String,
    /// When this database first met them.
    pub computed_at: OffsetDateTime,
}

impl Store {
    /// Keeps anchors of a version not yet held and says whether it did. Anchors that are held stay as they are.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read or written.
    pub async fn keep_anchors(
        &self,
        version: &str,
        record: &str,
        computed_at: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        // Nearly always they are held, and then nobody has to wait for a turn to write.
        if self.anchors(version).await?.is_some() {
            return Ok(false);
        }
        let mut writing = self.pool.begin_write().await?;
        let row = vec![Cell::text(version), Cell::text(record), Cell::moment(computed_at)];
        let insert = "INSERT INTO anchors (version, record, computed_at) ";
        writing.write(insert, &[row], " ON CONFLICT (version) DO NOTHING").await?;
        writing.commit().await?;
        Ok(true)
    }

    /// The anchors of a version; `None` when this database never met them.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn anchors(&self, version: &str) -> Result<Option<KeptAnchors>, StoreError> {
        let mut kept = None;
        let mut reading = self.pool.begin_read().await?;
        reading
            .read(
                "SELECT version, record, computed_at FROM anchors WHERE version = $1",
                &[Cell::text(version)],
                TYPES,
                |row| {
                    let anchors = from_cells(&mut Cells::new(row));
                    kept = Some(anchors.map_err(|unreadable| StoreError::corrupt("anchors", unreadable))?);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok(kept)
    }
}

fn from_cells(cells: &mut Cells) -> Result<KeptAnchors, Unreadable> {
    Ok(KeptAnchors { version: cells.text()?, record: cells.text()?, computed_at: cells.moment()? })
}
