//! Drafts: files that were given and wait for somebody to look at what they would do.

use time::OffsetDateTime;

use crate::domain::imported::{FileKind, ImportState, SaidOfFile};
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells};
use crate::store::error::StoreError;
use crate::store::imports::{self, Given, as_json, to_read};
use crate::store::kept_files;
use crate::store::transaction::Transaction;

impl Store {
    /// Begins to keep a file as a draft. Dropped before it is finished, it leaves nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn begin_draft(
        &self,
        file_name: &str,
        size_bytes: u64,
        said: &SaidOfFile,
        by: &str,
        at: OffsetDateTime,
    ) -> Result<Draft, StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        let given = Given { state: ImportState::Draft, file_name, size_bytes: Some(size_bytes), said, by, at };
        let id = imports::list(&mut transaction, &given).await?;
        Ok(Draft { transaction, id, parts: 0 })
    }

    /// How many drafts somebody has given, and how large all of them are, bytes.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn drafts_of(&self, by: &str) -> Result<(u64, u64), StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let (mut count, mut bytes) = (0, 0);
        reading
            .read(
                "SELECT size_bytes FROM imports WHERE state = 'draft' AND taken_by = $1",
                &[Cell::text(by)],
                &[CellType::Integer],
                |row| {
                    count += 1;
                    let size: Option<u64> =
                        Cells::new(row).integer_option().map_err(|wrong| StoreError::corrupt("imports", wrong))?;
                    bytes += size.unwrap_or(0);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok((count, bytes))
    }

    /// Writes how a draft is to be read from now on.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no draft any more.
    pub async fn say_of_draft(&self, id: i64, said: &SaidOfFile) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        imports::expect_draft(&mut transaction, id).await?;
        let given = [Cell::integer(id), as_json(said)?];
        transaction.run("UPDATE imports SET options = $2, survey = NULL, problem = NULL WHERE id = $1", &given).await?;
        transaction.commit().await
    }

    /// Writes what a draft turned out to be, or why it cannot be taken in: so that a list can tell without reading every
    /// file again. It says nothing when the draft is none any more, or is to be read in another way by now.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn tell_of_draft(
        &self,
        id: i64,
        said: &SaidOfFile,
        (kind, publisher): (Option<FileKind>, Option<&str>),
        survey: Option<&str>,
        problem: Option<&str>,
    ) -> Result<(), StoreError> {
        let text = |text: Option<&str>| text.map_or(Cell::Text(None), to_read);
        let given = [
            Cell::integer(id),
            as_json(said)?,
            Cell::text_option(kind.map(FileKind::slug)),
            text(survey),
            text(problem),
            text(publisher),
        ];
        let mut transaction = self.pool.begin_write().await?;
        let tell = "UPDATE imports SET kind = $3, survey = $4, problem = $5, publisher = $6 \
                    WHERE id = $1 AND state = 'draft' AND options = $2";
        transaction.run(tell, &given).await?;
        transaction.commit().await
    }

    /// Takes a draft back: its file is kept no longer, its number stays used.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no draft any more.
    pub async fn discard_draft(&self, id: i64) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_write().await?;
        imports::expect_draft(&mut transaction, id).await?;
        kept_files::forget(&mut transaction, id).await?;
        transaction
            .run("UPDATE imports SET state = 'discarded', survey = NULL WHERE id = $1", &[Cell::integer(id)])
            .await?;
        transaction.commit().await
    }
}

/// A draft on its way in.
pub struct Draft {
    transaction: Transaction,
    id: i64,
    parts: i64,
}

impl Draft {
    /// Keeps the next part of the file, packed by [`kept_files::pack`].
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn keep_part(&mut self, packed: Vec<u8>) -> Result<(), StoreError> {
        kept_files::write(&mut self.transaction, self.id, self.parts, packed).await?;
        self.parts += 1;
        Ok(())
    }

    /// Makes it last and gives its number.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn finish(self) -> Result<i64, StoreError> {
        self.transaction.commit().await?;
        Ok(self.id)
    }
}
