//! Secrets of this database, written once: what it makes of them must come out the same for as long as it lives.

use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::error::StoreError;

impl Store {
    /// The secret of this name; `None` before the first was kept.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn secret(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut held = None;
        let mut reading = self.pool.begin_read().await?;
        reading
            .read("SELECT secret FROM keys WHERE name = $1", &[Cell::text(name)], &[CellType::Text], |row| {
                let secret = Cells::new(row).text();
                held = Some(secret.map_err(|unreadable| StoreError::corrupt("keys", unreadable))?);
                Ok(())
            })
            .await?;
        reading.commit().await?;
        Ok(held)
    }

    /// Keeps a secret under a name that has none yet; one that is held stays.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn keep_secret(&self, name: &str, secret: &str) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let row = vec![Cell::text(name), Cell::text(secret)];
        writing.write("INSERT INTO keys (name, secret) ", &[row], " ON CONFLICT (name) DO NOTHING").await?;
        writing.commit().await
    }
}
