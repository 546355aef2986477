//! Enquiries as they are kept. Nothing of them is in `changes`: that trail is never cleared, and enquiries are.

use time::OffsetDateTime;

use crate::domain::asset::AssetId;
use crate::domain::enquiry::{EnquiriesAfter, Enquiry, EnquiryState, EnquirySubject, EnquiryTouch, Written};
use crate::domain::person::council_slug;
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

use CellType::{Moment, Text};

/// In the order in which [`from_cells`] reads them.
const TYPES: &[CellType] = &[Text, Moment, Text, Text, Text, Text, Text, Text, Text, Moment];

/// Reads enquiries; a condition follows.
macro_rules! select_enquiries {
    ($condition:literal) => {
        concat!(
            "SELECT id, asked_at, asset, borough, council, written, state, note, changed_by, changed_at FROM enquiries WHERE ",
            $condition
        )
    };
}

impl Store {
    /// Keeps a new enquiry.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn keep_enquiry(&self, enquiry: &Enquiry) -> Result<(), StoreError> {
        const INSERT: &str = "INSERT INTO enquiries (id, asked_at, asset, borough, council, council_key, written, state, \
            note, changed_by, changed_at, touched_at) ";
        let (asset, borough) = match &enquiry.subject {
            EnquirySubject::Asset(id) => (Some(&*id.0), None),
            EnquirySubject::Unlisted { borough } => (None, borough.as_deref()),
        };
        let key = enquiry.council.as_deref().map(council_slug).unwrap_or_default();
        let row = vec![
            Cell::text(&enquiry.id),
            Cell::moment(enquiry.asked_at),
            Cell::text_option(asset),
            Cell::text_option(borough),
            Cell::text_option(enquiry.council.as_deref()),
            Cell::text(&key),
            written_cell(enquiry.written.as_ref())?,
            Cell::text(enquiry.state.slug()),
            Cell::text_option(enquiry.note.as_deref()),
            Cell::text_option(enquiry.touched.as_ref().map(|touch| touch.by.as_str())),
            Cell::Moment(enquiry.touched.as_ref().map(|touch| touch.at)),
            Cell::moment(enquiry.touched.as_ref().map_or(enquiry.asked_at, |touch| touch.at)),
        ];
        let mut writing = self.pool.begin_write().await?;
        writing.write(INSERT, &[row], "").await?;
        writing.commit().await
    }

    /// Enquiries that went to one of these councils (by [`council_slug`]), or all for `None`, in this state if any is given,
    /// newest first, at most `limit`, from where the page before ended.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn enquiries(
        &self,
        councils: Option<&[String]>,
        state: Option<EnquiryState>,
        after: Option<&EnquiriesAfter>,
        limit: u32,
    ) -> Result<Vec<Enquiry>, StoreError> {
        const ALL: &str = select_enquiries!(
            "($1 = '' OR state = $1) AND (asked_at < $2 OR (asked_at = $2 AND id < $3)) \
             ORDER BY asked_at DESC, id DESC LIMIT $4"
        );
        const OF_COUNCIL: &str = select_enquiries!(
            "council_key = $5 AND ($1 = '' OR state = $1) AND (asked_at < $2 OR (asked_at = $2 AND id < $3)) \
             ORDER BY asked_at DESC, id DESC LIMIT $4"
        );
        let (asked_at, id) = after.map_or((END_OF_TIME, ""), |after| (after.asked_at, after.id.as_str()));
        let given = [
            Cell::text(state.map_or("", EnquiryState::slug)),
            Cell::moment(asked_at),
            Cell::text(id),
            Cell::integer(limit),
        ];
        let mut reading = self.pool.begin_read().await?;
        let mut found = Vec::new();
        match councils {
            None => read(&mut reading, ALL, &given, &mut found).await?,
            Some(councils) => {
                for council in councils {
                    let given: Vec<Cell<'_>> = given.iter().cloned().chain([Cell::text(council)]).collect();
                    read(&mut reading, OF_COUNCIL, &given, &mut found).await?;
                }
            }
        }
        reading.commit().await?;
        found.sort_by(|one, other| (other.asked_at, &other.id).cmp(&(one.asked_at, &one.id)));
        found.truncate(limit as usize);
        Ok(found)
    }

    /// The enquiry of this id.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn enquiry(&self, id: &str) -> Result<Option<Enquiry>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let found = find(&mut reading, id).await?;
        reading.commit().await?;
        Ok(found)
    }

    /// How many enquiries that went to one of these councils, or at all for `None`, are in this state.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn count_enquiries(&self, councils: Option<&[String]>, state: EnquiryState) -> Result<u64, StoreError> {
        const ALL: &str = "SELECT COUNT(*) FROM enquiries WHERE state = $1";
        const OF_COUNCIL: &str = "SELECT COUNT(*) FROM enquiries WHERE state = $1 AND council_key = $2";
        let mut reading = self.pool.begin_read().await?;
        let mut count = 0;
        let mut add = |row| {
            let number: Result<u64, _> = Cells::new(row).integer();
            count += number.map_err(|unreadable| StoreError::corrupt("enquiries", unreadable))?;
            Ok(())
        };
        match councils {
            None => reading.read(ALL, &[Cell::text(state.slug())], &[CellType::Integer], &mut add).await?,
            Some(councils) => {
                for council in councils {
                    let given = [Cell::text(state.slug()), Cell::text(council)];
                    reading.read(OF_COUNCIL, &given, &[CellType::Integer], &mut add).await?;
                }
            }
        }
        reading.commit().await?;
        Ok(count)
    }

    /// Changes how far an enquiry has got, its note and who touched it last. Gives what is held afterwards; `None` when there
    /// is none of this id. Nobody else can write between reading and writing.
    ///
    /// # Errors
    /// What `change` gives; else as the database fails. Nothing is written then.
    pub async fn change_enquiry<E: From<StoreError>>(
        &self,
        id: &str,
        change: impl FnOnce(&Enquiry) -> Result<Enquiry, E>,
    ) -> Result<Option<Enquiry>, E> {
        const UPDATE: &str = "UPDATE enquiries SET state = $2, note = $3, changed_by = $4, changed_at = $5, \
            touched_at = COALESCE($5, touched_at) WHERE id = $1";
        let mut writing = self.pool.begin_write().await?;
        let Some(before) = find(&mut writing, id).await? else { return Ok(None) };
        let after = change(&before)?;
        let given = [
            Cell::text(id),
            Cell::text(after.state.slug()),
            Cell::text_option(after.note.as_deref()),
            Cell::text_option(after.touched.as_ref().map(|touch| touch.by.as_str())),
            Cell::Moment(after.touched.as_ref().map(|touch| touch.at)),
        ];
        writing.run(UPDATE, &given).await?;
        writing.commit().await?;
        Ok(Some(after))
    }

    /// Clears what was written in enquiries, and noted of them, that nobody has touched since. Gives how many were cleared.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn clear_enquiries(&self, untouched_since: OffsetDateTime) -> Result<u64, StoreError> {
        const CLEAR: &str = "UPDATE enquiries SET written = NULL, note = NULL WHERE touched_at < $1 AND \
            (written IS NOT NULL OR note IS NOT NULL)";
        let mut writing = self.pool.begin_write().await?;
        writing.overwrite(true).await?;
        let cleared = writing.run(CLEAR, &[Cell::moment(untouched_since)]).await?;
        writing.overwrite(false).await?;
        writing.commit().await?;
        Ok(cleared)
    }
}

/// Later than anything that is asked.
const END_OF_TIME: OffsetDateTime = time::macros::datetime!(9999-12-31 0:00 UTC);

/// The JSON is proved to hold what both databases keep. What is wrong is told without what was written.
fn written_cell(written: Option<&Written>) -> Result<Cell<'static>, StoreError> {
    let Some(written) = written else { return Ok(Cell::Text(None)) };
    Cell::json(written).map_err(|reason| StoreError::Conflict { reason, source: None })
}

async fn find(reading: &mut Transaction, id: &str) -> Result<Option<Enquiry>, StoreError> {
    let mut found = Vec::new();
    if !id.contains('\0') {
        read(reading, select_enquiries!("id = $1"), &[Cell::text(id)], &mut found).await?;
    }
    Ok(found.pop())
}

async fn read(
    reading: &mut Transaction,
    sql: &'static str,
    given: &[Cell<'_>],
    found: &mut Vec<Enquiry>,
) -> Result<(), StoreError> {
    reading
        .read(sql, given, TYPES, |row| {
            let enquiry = from_cells(&mut Cells::new(row));
            // What cannot be read is not said: it may be what somebody wrote.
            let unreadable = |_| StoreError::corrupt("enquiries", Unreadable("an enquiry cannot be read".to_owned()));
            found.push(enquiry.map_err(unreadable)?);
            Ok(())
        })
        .await
}

fn from_cells(cells: &mut Cells) -> Result<Enquiry, Unreadable> {
    let (id, asked_at) = (cells.text()?, cells.moment()?);
    let (asset, borough) = (cells.text_option()?, cells.text_option()?);
    let subject = match asset {
        Some(id) => EnquirySubject::Asset(AssetId::new(id)),
        None => EnquirySubject::Unlisted { borough },
    };
    let council = cells.text_option()?;
    let written = cells.text_option()?.map(|json| serde_json::from_str(&json)).transpose()?;
    let (state, note) = (cells.word(EnquiryState::from_slug)?, cells.text_option()?);
    let touched = match (cells.text_option()?, cells.moment_option()?) {
        (Some(by), Some(at)) => Some(EnquiryTouch { by, at }),
        _ => None,
    };
    Ok(Enquiry { id, asked_at, subject, council, written, state, note, touched })
}
