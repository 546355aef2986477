//! Take a public file in: read it, store what can be kept in one transaction, account for every row.
//!
//! Reading and storing go on side by side. What is read in parts waits in a short queue, so that a file of thirty million
//! rows takes no more memory than one of thirty thousand.

use std::fs;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::app::AppError;
use crate::domain::imported::{FileKind, ReadPart, RowProblem, Tally};
use crate::domain::source::Source;
pub use crate::import::Options as ReadOptions;
use crate::import::{self, ReadError};
use crate::store::Intake;
pub use crate::store::Store;

/// Parts that wait to be stored: one in hand while the next is read.
const PARTS_WAITING: usize = 2;

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
    pub notes: Vec<RowProblem>,
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

/// Takes one file in as `by`. One transaction: afterwards the store is as before or holds all that could be kept.
///
/// # Errors
/// [`ImportError`]; the store is then as it was.
pub async fn import_file(
    store: &Store,
    path: &Path,
    options: ReadOptions,
    by: &str,
    progress: impl Fn(ImportStep, u64, u64) + Send + Sync + Clone + 'static,
) -> Result<Imported, ImportError> {
    let now = OffsetDateTime::now_utc();
    let options = ReadOptions { today: options.today.or(Some(now.date())), ..options };
    let (give, mut parts) = mpsc::channel::<ReadPart>(PARTS_WAITING);
    let owned_path = path.to_owned();
    let told = progress.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let progress = |done, of| told(ImportStep::Reading, done, of);
        import::read_in_parts(&owned_path, &options, &progress, &mut |part| give.blocking_send(part).is_ok())
    });
    // Begun with the first part, so that a file that cannot be read keeps nobody from writing.
    let mut begun: Option<Intake> = None;
    let mut notes = Vec::new();
    while let Some(part) = parts.recv().await {
        let mut intake = match begun.take() {
            Some(intake) => intake,
            None => store.begin_intake().await.map_err(AppError::from)?,
        };
        intake.take_part(&part).await.map_err(AppError::from)?;
        notes.extend(part.notes);
        begun = Some(intake);
    }
    let mut read = reading.await.map_err(|error| AppError::Unavailable { cause: error.to_string() })??;
    notes.append(&mut read.notes);
    read.notes = notes;
    let intake = match begun {
        Some(intake) => intake,
        None => store.begin_intake().await.map_err(AppError::from)?,
    };
    let taken = intake
        .finish(&read, by, now, &|done, of| progress(ImportStep::Storing, done, of))
        .await
        .map_err(AppError::from)?;
    Ok(Imported {
        kind: read.kind,
        source: read.source,
        import_id: taken.import_id,
        tally: taken.tally,
        notes: read.notes,
        header: read.header,
    })
}

/// Why rows of an import were left out, each reason with how many, commonest first, at most `most`.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn commonest_reasons(store: &Store, imported: &Imported, most: u32) -> Result<Vec<(String, u64)>, AppError> {
    Ok(store.refusal_reasons(imported.import_id, most).await?)
}

/// Writes the rows left out, as they stood, with the reason in front, into `folder`; returns the file's path.
///
/// # Errors
/// When the folder or file cannot be written, or the rows cannot be read back.
pub async fn write_refused(store: &Store, imported: &Imported, folder: &Path) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let stem = Path::new(&imported.source.file_name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let path = folder.join(format!("{}.refused.csv", stem.unwrap_or_else(|| "import".to_owned())));
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&path)?;
    let lead = ["row", "why it was left out"].map(str::to_owned);
    writer.write_record(lead.iter().chain(&imported.header))?;
    let mut written = Ok(());
    store
        .each_refused(imported.import_id, |row| {
            if written.is_ok() {
                written = writer.write_record([row.number.to_string(), row.reason].iter().chain(&row.raw));
            }
        })
        .await
        .map_err(std::io::Error::other)?;
    written?;
    writer.flush()?;
    Ok(path)
}
