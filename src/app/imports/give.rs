//! A file that somebody gives: kept as a draft, read in another way when somebody says so, taken back.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::app::AppError;
use crate::domain::imported::{FileKind, SaidOfFile};
use crate::domain::permission::Viewer;
use crate::domain::register::RegisterField;
use crate::store::pack;

use super::view::ImportView;
use super::work::Doing;
use super::{FileInFolder, Imports, in_temporary_file, plain_file_name};

/// Packed mebibytes that wait to be kept.
const PACKED_WAITING: usize = 4;
/// Drafts that one person may have, and how large they may be together; a single one may be as large as can be sent.
const MOST_DRAFTS: u64 = 20;
const MOST_DRAFT_BYTES: u64 = 1 << 30;
/// The longest name of a publisher or a sheet.
const MOST_CHARACTERS: usize = 200;
/// Columns that anything can be said of.
const MOST_COLUMNS: usize = 2000;

/// What somebody says of how a file is to be read; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saying {
    /// What it is.
    pub kind: Option<FileKind>,
    /// The sheet or layer to read.
    pub sheet: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// What columns mean; `None` for not used.
    pub columns: Option<BTreeMap<usize, Option<RegisterField>>>,
}

impl Imports {
    /// Keeps a file as a draft and begins to look at it.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] for visitors; [`AppError::Invalid`] when what is said makes no sense; as the database fails.
    pub async fn give(
        self: &Arc<Self>,
        viewer: &Viewer,
        path: &Path,
        file_name: &str,
        saying: Saying,
    ) -> Result<ImportView, AppError> {
        let by = actor(viewer)?;
        let file_name = plain_file_name(file_name);
        let mut said = SaidOfFile::default();
        say(&mut said, saying)?;
        let size_bytes = fs::metadata(path).map_err(in_temporary_file)?.len();
        if size_bytes == 0 {
            return Err(AppError::Invalid { field: "file".to_owned(), reason: "The file is empty.".to_owned() });
        }
        self.has_room(&by, size_bytes).await?;
        let folder = FileInFolder::new(&file_name)?;
        if fs::hard_link(path, &folder.path).is_err() {
            fs::copy(path, &folder.path).map_err(in_temporary_file)?;
        }
        let store = self.catalogue.store();
        let (give, mut parts) = mpsc::channel(PACKED_WAITING);
        let packed = folder.path.clone();
        let packing =
            tokio::task::spawn_blocking(move || pack(fs::File::open(packed)?, |part| give.blocking_send(part).is_ok()));
        let mut draft = store.begin_draft(&file_name, size_bytes, &said, &by, OffsetDateTime::now_utc()).await?;
        while let Some(part) = parts.recv().await {
            draft.keep_part(part).await?;
        }
        packing.await.map_err(in_temporary_file)?.map_err(in_temporary_file)?;
        let id = draft.finish().await?;
        if let Some(under_way) = self.works.begin(id, Doing::Reading, "Reading the file") {
            self.look(viewer, id, said, Some(folder), under_way);
        }
        self.view(viewer, id).await
    }

    /// Refuses a file more from somebody with many drafts: each is kept until it is taken in or taken back.
    async fn has_room(&self, by: &str, size_bytes: u64) -> Result<(), AppError> {
        let (drafts, bytes) = self.catalogue.store().drafts_of(by).await?;
        if drafts < MOST_DRAFTS && (drafts == 0 || bytes.saturating_add(size_bytes) <= MOST_DRAFT_BYTES) {
            return Ok(());
        }
        Err(AppError::Refused(format!(
            "{drafts} of your files wait to be taken in, {} MiB in all; at most {MOST_DRAFTS}, and {} MiB, may. Take one in or \
             take one back, then give this one again.",
            bytes >> 20,
            MOST_DRAFT_BYTES >> 20
        )))
    }

    /// Says how a draft is to be read, and begins to look at it again.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not theirs to see; [`AppError::Conflict`] when it is no draft any more or is
    /// being taken in; [`AppError::Invalid`] when what is said makes no sense.
    pub async fn say(self: &Arc<Self>, viewer: &Viewer, id: i64, saying: Saying) -> Result<ImportView, AppError> {
        let record = self.record(viewer, id).await?;
        let mut said = record.said;
        if saying.sheet.as_ref().is_some_and(|sheet| said.sheet.as_ref() != Some(sheet)) {
            // Columns of another sheet are other columns.
            said.columns.clear();
        }
        say(&mut said, saying)?;
        let Some(under_way) = self.works.begin(id, Doing::Reading, "Reading the file") else {
            return Err(AppError::Conflict("Wait until the file has been read, then say it again.".to_owned()));
        };
        self.catalogue.store().say_of_draft(id, &said).await?;
        self.forget_account(id);
        self.look(viewer, id, said, None, under_way);
        self.view(viewer, id).await
    }

    /// Takes a draft back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not theirs to see; [`AppError::Conflict`] when it is no draft any more or is
    /// being taken in.
    pub async fn discard(&self, viewer: &Viewer, id: i64) -> Result<(), AppError> {
        self.record(viewer, id).await?;
        if self.works.under_way(id).is_some_and(|work| work.doing == Doing::Committing) {
            return Err(AppError::Conflict("The file is being taken in. Undo it afterwards.".to_owned()));
        }
        self.catalogue.store().discard_draft(id).await?;
        self.forget_account(id);
        Ok(())
    }
}

/// Who a write is by.
///
/// # Errors
/// [`AppError::NotSignedIn`] for visitors.
pub(super) fn actor(viewer: &Viewer) -> Result<String, AppError> {
    viewer
        .person()
        .map(|person| person.email.clone())
        .ok_or_else(|| AppError::NotSignedIn("Sign in to load files.".to_owned()))
}

/// Puts what is said now on top of what was said before.
fn say(said: &mut SaidOfFile, saying: Saying) -> Result<(), AppError> {
    let name = |field: &str, text: Option<String>| match text {
        Some(text) if text.chars().count() > MOST_CHARACTERS || text.contains(char::is_control) => {
            let reason = format!("It can have at most {MOST_CHARACTERS} characters in one line.");
            Err(AppError::Invalid { field: field.to_owned(), reason })
        }
        // An empty name takes back what was said.
        other => Ok(other.map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))),
    };
    if let Some(sheet) = name("sheet", saying.sheet)? {
        said.sheet = sheet;
    }
    if let Some(publisher) = name("publisher", saying.publisher)? {
        said.publisher = publisher;
    }
    said.kind = saying.kind.or(said.kind);
    if let Some(columns) = saying.columns {
        if columns.keys().any(|column| *column >= MOST_COLUMNS) {
            let reason = format!("Columns are counted from 0, and there can be at most {MOST_COLUMNS}.");
            return Err(AppError::Invalid { field: "columns".to_owned(), reason });
        }
        said.columns.extend(columns);
    }
    Ok(())
}
