//! Take a public file in: read it, store what can be kept in one transaction, account for every row.

use std::fs;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use crate::app::AppError;
use crate::domain::imported::{FileKind, RefusedRow, RowProblem, Tally};
use crate::domain::source::Source;
pub use crate::import::Options as ReadOptions;
use crate::import::{self, ReadError};
use crate::store::Store;

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
    /// Every row accounted for.
    pub tally: Tally,
    /// The rows left out, with their cells and reasons.
    pub refused: Vec<RefusedRow>,
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
    let owned_path = path.to_owned();
    let reading = progress.clone();
    let read = tokio::task::spawn_blocking(move || {
        import::read(&owned_path, &options, &|done, of| reading(ImportStep::Reading, done, of))
    })
    .await
    .map_err(|error| AppError::Unavailable { cause: error.to_string() })??;
    let taken = store
        .take_in(&read, by, OffsetDateTime::now_utc(), &|done, of| progress(ImportStep::Storing, done, of))
        .await
        .map_err(AppError::from)?;
    Ok(Imported {
        kind: read.kind,
        source: read.source,
        tally: taken.tally,
        refused: taken.refused,
        notes: read.notes,
        header: read.header,
    })
}

/// Writes the rows left out, as they stood, with the reason in front, into `folder`; returns the file's path.
///
/// # Errors
/// When the folder or file cannot be written.
pub fn write_refused(imported: &Imported, folder: &Path) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let stem = Path::new(&imported.source.file_name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let path = folder.join(format!("{}.refused.csv", stem.unwrap_or_else(|| "import".to_owned())));
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&path)?;
    let lead = ["row", "why it was left out"].map(str::to_owned);
    writer.write_record(lead.iter().chain(&imported.header))?;
    for row in &imported.refused {
        writer.write_record([row.number.to_string(), row.reason.clone()].iter().chain(&row.raw))?;
    }
    writer.flush()?;
    Ok(path)
}
