//! Take a public file in: read it, store what can be kept in one transaction, account for every row.
//!
//! Reading, packing and storing go on side by side. What is read in parts waits in a short queue, so that a file of thirty
//! million rows takes no more memory than one of thirty thousand. The file itself is kept with the import where only its
//! owner could give it again.

use std::fs;
use std::path::Path;

use time::{Date, OffsetDateTime};
use tokio::sync::mpsc;

use crate::app::AppError;
use crate::app::id_key::id_key;
use crate::app::imports::account::Counter;
use crate::app::imports::look_at_columns;
use crate::app::imports::scope::Scope;
use crate::domain::imported::{FileKind, ReadPart, RefusedRow, Rows, SaidOfFile, Tally};
use crate::domain::preview::Reasons;
use crate::domain::source::Source;
pub use crate::import::Options as ReadOptions;
use crate::import::{Opened, ReadError};
pub use crate::store::Store;
use crate::store::{Intake, Terms, pack};

/// Parts that wait to be stored: one in hand while the next is read.
pub(super) const PARTS_WAITING: usize = 2;
/// Packed mebibytes of the file that wait to be kept.
const PACKED_WAITING: usize = 8;

/// Where an import stands, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportStep {
    /// Reading and understanding the file.
    Reading,
    /// Writing to the database.
    Storing,
}

/// What became of one file.
#[derive(Debug)]
pub struct Imported {
    /// What it was.
    pub kind: FileKind,
    /// Where it comes from.
    pub source: Source,
    /// The number under which the store lists it.
    pub import_id: i64,
    /// Every row accounted for.
    pub tally: Tally,
    /// Things to know about rows that were kept.
    pub notes: Reasons,
    /// The header in the file's spelling.
    pub header: Vec<String>,
}

/// Why a file was not taken in at all. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read or understood.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was understood and could not be stored.
    #[error(transparent)]
    App(#[from] AppError),
}

/// How a file is to be taken in.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// How it is to be read.
    pub said: SaidOfFile,
    /// Whether records of the same register that the file leaves out are marked as gone.
    pub marks_gone: bool,
    /// Whether what was said of columns is remembered for the publisher's next file.
    pub remembers: bool,
}

/// Takes one file in as `by`. One transaction: afterwards the store is as before or holds all that could be kept.
///
/// # Errors
/// [`ImportError`]; the store is then as it was.
pub async fn import_file(
    store: &Store,
    path: &Path,
    way: Way,
    by: &str,
    progress: impl Fn(ImportStep, u64, u64) + Send + Sync + Clone + 'static,
) -> Result<Imported, ImportError> {
    let now = OffsetDateTime::now_utc();
    let told = progress.clone();
    let told = move |done, of| told(ImportStep::Reading, done, of);
    let columns = look_at_columns(store, path, &way.said, now.date(), told).await?;
    let terms = Terms {
        gone_on: way.marks_gone.then(|| now.date()),
        gone_of: None,
        size_bytes: fs::metadata(path).ok().map(|metadata| metadata.len()),
        learnt: columns.to_remember.filter(|_| way.remembers),
        survey: columns.told,
        said: way.said,
        promised: None,
    };
    let (options, opened) = (columns.options, columns.opened);
    let hold = Hold { scope: Scope::All, publisher: String::new() };
    take_in(store, Intaking { path, opened, options, begin: Begin::New, hold, by, now }, &terms, progress).await
}

/// How to read a file into this database, in the importer's words.
pub(super) async fn read_options(store: &Store, said: &SaidOfFile, today: Date) -> Result<ReadOptions, AppError> {
    Ok(ReadOptions { id_key: Some(id_key(store).await?), ..survey_options(said, today) })
}

/// How to look at a file's columns, for which no ids are made.
pub(super) fn survey_options(said: &SaidOfFile, today: Date) -> ReadOptions {
    ReadOptions {
        kind: said.kind,
        sheet: said.sheet.clone(),
        publisher: said.publisher.clone(),
        corrections: said.columns.clone(),
        today: Some(today),
        ..ReadOptions::default()
    }
}

/// Under which number a file is taken in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Begin {
    /// A new one; the file is kept with it where it should be.
    New,
    /// That of a draft, with which the file is kept already.
    Draft(i64),
}

/// One file on its way in.
pub(super) struct Intaking<'a> {
    pub path: &'a Path,
    /// The file, looked over.
    pub opened: Opened,
    pub options: ReadOptions,
    pub begin: Begin,
    pub hold: Hold,
    pub by: &'a str,
    pub now: OffsetDateTime,
}

/// Whose rows are taken.
pub(super) struct Hold {
    pub scope: Scope,
    /// Who publishes the file.
    pub publisher: String,
}

pub(super) async fn take_in(
    store: &Store,
    intaking: Intaking<'_>,
    terms: &Terms,
    progress: impl Fn(ImportStep, u64, u64) + Send + Sync + Clone + 'static,
) -> Result<Imported, ImportError> {
    let Intaking { path, opened, options, begin, hold, by, now } = intaking;
    let (give, mut parts) = mpsc::channel::<ReadPart>(PARTS_WAITING);
    let told = progress.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let progress = |done, of| told(ImportStep::Reading, done, of);
        opened.read_in_parts(&options, &progress, &mut |part| give.blocking_send(part).is_ok())
    });
    let open = || async {
        match begin {
            Begin::New => store.begin_intake(by, now).await,
            Begin::Draft(id) => store.begin_intake_of_draft(id, by, now).await,
        }
    };
    // Begun with the first part, so that a file that cannot be read keeps nobody from writing.
    let mut begun: Option<Intake> = None;
    let mut packing = Packing::default();
    let mut notes = Counter::default();
    while let Some(mut part) = parts.recv().await {
        hold.scope.hold(&hold.publisher, &mut part.rows, &mut part.refused);
        part.notes.iter().for_each(|note| notes.count(&note.reason));
        let mut intake = match begun.take() {
            Some(intake) => intake,
            None => open().await.map_err(AppError::from)?,
        };
        let keeps =
            matches!(begin, Begin::New) && matches!(part.rows, Rows::Assets(_) | Rows::Needs(_) | Rows::Rulings(_));
        if keeps {
            packing.begin(path);
        }
        intake.take_part(&part).await.map_err(AppError::from)?;
        packing.keep_ready(&mut intake).await?;
        begun = Some(intake);
    }
    let mut read = reading.await.map_err(|error| AppError::Unavailable { cause: error.to_string() })??;
    hold.scope.hold(&hold.publisher, &mut read.rows, &mut read.refused);
    read.notes.iter().for_each(|note| notes.count(&note.reason));
    let mut intake = match begun {
        Some(intake) => intake,
        None => open().await.map_err(AppError::from)?,
    };
    if matches!(begin, Begin::New) && read.kind.is_kept_whole() {
        packing.begin(path);
        packing.keep_rest(&mut intake).await?;
    }
    let taken = intake
        .finish(&read, terms, &|done, of| progress(ImportStep::Storing, done, of))
        .await
        .map_err(AppError::from)?;
    Ok(Imported {
        kind: read.kind,
        source: read.source,
        import_id: taken.import_id,
        tally: taken.tally,
        notes: notes.told(),
        header: read.header,
    })
}

/// A file that is packed while it is read, to be kept with its import.
#[derive(Default)]
struct Packing {
    parts: Option<mpsc::Receiver<Vec<u8>>>,
    packing: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
    kept: i64,
}

impl Packing {
    fn begin(&mut self, path: &Path) {
        if self.packing.is_some() {
            return;
        }
        let (give, parts) = mpsc::channel(PACKED_WAITING);
        let path = path.to_owned();
        self.parts = Some(parts);
        self.packing = Some(tokio::task::spawn_blocking(move || {
            pack(fs::File::open(path)?, |part| give.blocking_send(part).is_ok())
        }));
    }

    /// Keeps what is packed by now.
    async fn keep_ready(&mut self, intake: &mut Intake) -> Result<(), AppError> {
        while let Some(Ok(part)) = self.parts.as_mut().map(mpsc::Receiver::try_recv) {
            intake.keep_part(self.kept, part).await?;
            self.kept += 1;
        }
        Ok(())
    }

    /// Keeps all that is left.
    async fn keep_rest(mut self, intake: &mut Intake) -> Result<(), AppError> {
        while let Some(parts) = &mut self.parts {
            let Some(part) = parts.recv().await else { break };
            intake.keep_part(self.kept, part).await?;
            self.kept += 1;
        }
        let Some(packing) = self.packing.take() else { return Ok(()) };
        let packed = packing.await.map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
        packed.map_err(|error| AppError::Refused(format!("The file cannot be read a second time: {error}.")))
    }
}

/// Why rows of an import were left out, each reason with how many, commonest first, at most `most`.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn commonest_reasons(store: &Store, imported: &Imported, most: u32) -> Result<Vec<(String, u64)>, AppError> {
    Ok(store.refusal_reasons(imported.import_id, most).await?)
}

/// Visits the rows left out, as they stood, in the order of the file.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn each_refused(store: &Store, imported: &Imported, visit: impl FnMut(RefusedRow)) -> Result<(), AppError> {
    Ok(store.each_refused(imported.import_id, visit).await?)
}
