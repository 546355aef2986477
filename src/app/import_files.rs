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
use crate::app::imports::look_at_columns;
use crate::app::imports::reasons::Counter;
use crate::app::imports::scope::{Councils, Scope};
use crate::domain::imported::{FileKind, ReadPart, RefusedRow, Rows, SaidOfFile, Tally};
use crate::domain::preview::{Reasons, Told};
use crate::domain::source::Source;
use crate::import::Opened;
pub use crate::import::Options as ReadOptions;
pub use crate::import::ReadError;
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
    /// Whether nothing in it says who publishes it, so that its name had to do.
    pub publisher_is_guess: bool,
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
    let (options, opened, publisher_is_guess) = (columns.options, columns.opened, columns.publisher_is_guess);
    let hold = Hold { scope: Scope::All, publisher: String::new() };
    let intaking = Intaking { path, opened, options, begin: Begin::New, hold, by, now };
    Ok(Imported { publisher_is_guess, ..take_in(store, intaking, &terms, progress).await? })
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
        let intake = match begin {
            Begin::New => store.begin_intake(by, now).await?,
            Begin::Draft(id) => store.begin_intake_of_draft(id, by, now).await?,
        };
        Ok::<_, AppError>(intake.only_of(hold.scope.only(&hold.publisher)))
    };
    let mut councils = Councils::default();
    // Begun with the first part, so that a file that cannot be read keeps nobody from writing.
    let mut begun: Option<Intake> = None;
    let mut packing = Packing::default();
    let mut notes = Counter::default();
    while let Some(mut part) = parts.recv().await {
        hold.scope.hold(&hold.publisher, &mut part.rows, &mut part.refused);
        councils.note(&part.rows);
        part.notes.iter().for_each(|note| notes.count(&note.reason));
        let mut intake = match begun.take() {
            Some(intake) => intake,
            None => open().await?,
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
    councils.note(&read.rows);
    read.notes.iter().for_each(|note| notes.count(&note.reason));
    let mut intake = match begun {
        Some(intake) => intake,
        None => open().await?,
    };
    if matches!(begin, Begin::New) && read.kind.is_kept_whole() {
        packing.begin(path);
        packing.keep_rest(&mut intake).await?;
    }
    let survey =
        terms.survey.as_deref().map(|told| with_others(told, councils.are_others_than(&read.source.publisher)));
    let taken = intake
        .finish(&read, &Terms { survey, ..terms.clone() }, &|done, of| progress(ImportStep::Storing, done, of))
        .await
        .map_err(AppError::from)?;
    Ok(Imported {
        kind: read.kind,
        source: read.source,
        publisher_is_guess: false,
        import_id: taken.import_id,
        tally: taken.tally,
        notes: notes.told(),
        header: read.header,
    })
}

/// What was told of a file, with whether it holds rows that are not its publisher's, which only reading it tells.
fn with_others(told: &str, holds_others: bool) -> String {
    let read = serde_json::from_str::<Told>(told).ok();
    let written = read.and_then(|read| serde_json::to_string(&Told { holds_others, ..read }).ok());
    written.unwrap_or_else(|| told.to_owned())
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

/// Different reasons looked at to find the commonest.
const REASONS_LOOKED_AT: u32 = 10_000;

/// Why rows of an import were left out, commonest first; what differs only in a number or a date is one reason.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn commonest_reasons(store: &Store, imported: &Imported) -> Result<Reasons, AppError> {
    let mut counter = Counter::default();
    for (reason, rows) in store.refusal_reasons(imported.import_id, REASONS_LOOKED_AT).await? {
        counter.count_rows(&reason, rows);
    }
    Ok(counter.told())
}

/// Visits the rows left out, as they stood, in the order of the file.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn each_refused(store: &Store, imported: &Imported, visit: impl FnMut(RefusedRow)) -> Result<(), AppError> {
    Ok(store.each_refused(imported.import_id, visit).await?)
}
