//! Context layers: take one in, list what was done, take one away, undo.
//!
//! A layer is public as soon as it is taken in, and says from whom it is and on what terms: who takes it in says so.

use std::path::Path;

use time::{Date, OffsetDateTime};

use crate::app::AppError;
use crate::app::import_files::ImportError;
use crate::domain::layer::{ContextLayer, LayerAbout};
pub use crate::domain::layer::{LayerAct, LayerEdition, LayerName, LayerShapes};
use crate::domain::source::{Source, SourceId};
use crate::import::layer::read_layer;
pub use crate::import::layer::{LayerOptions, LeftOut};
use crate::store::Store;

/// What is said of a layer that its file does not say.
#[derive(Clone, Debug)]
pub struct LayerSaid {
    /// Its name.
    pub name: LayerName,
    /// What people call it; its name when nothing is said.
    pub title: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// On what terms it may be used.
    pub licence: String,
    /// The day it is of.
    pub as_at: Option<Date>,
    /// Whether it was made up.
    pub fictional: bool,
}

/// What became of a file.
#[derive(Debug)]
pub struct LayerTaken {
    /// Its edition; `None` when just this was shown already.
    pub edition: Option<i64>,
    /// What is said of it now.
    pub about: LayerAbout,
    /// The first of the features that were left out.
    pub refusals: Vec<LeftOut>,
    /// What else to know.
    pub notes: Vec<String>,
}

/// Takes a file in as a layer, in the place of what its name showed before.
///
/// # Errors
/// [`ImportError`] when the file cannot be read or the layer cannot be kept; nothing is changed then.
pub async fn take_layer(
    store: &Store,
    path: &Path,
    said: LayerSaid,
    options: LayerOptions,
    by: &str,
) -> Result<LayerTaken, ImportError> {
    for (field, text) in [("publisher", &said.publisher), ("licence", &said.licence)] {
        if text.trim().is_empty() {
            let reason = "say it: whoever sees the layer must be able to tell whose it is and how it may be used";
            return Err(AppError::Invalid { field: field.to_owned(), reason: reason.to_owned() }.into());
        }
    }
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || read_layer(&path, &options)).await;
    let read = read.map_err(|stopped| AppError::Unavailable { cause: stopped.to_string() })??;
    let title = said.title.unwrap_or_else(|| said.name.to_string());
    let source = Source {
        id: SourceId::new(said.name.collection()),
        title: title.clone(),
        publisher: said.publisher,
        licence: Some(said.licence),
        as_at: said.as_at,
        file_name: read.file_name,
        fictional: said.fictional || read.fictional,
    };
    let about = LayerAbout {
        name: said.name,
        title,
        shapes: read.shapes,
        columns: read.columns,
        source,
        checksum: read.checksum,
        features: read.features.len() as u64,
        left_out: read.left_out,
    };
    let layer = ContextLayer { about, features: read.features };
    let edition = store.take_layer(&layer, by, OffsetDateTime::now_utc()).await.map_err(AppError::from)?;
    Ok(LayerTaken { edition, about: layer.about, refusals: read.refusals, notes: read.notes })
}

/// Every act on every layer, in the order in which they were done.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn layer_editions(store: &Store) -> Result<Vec<LayerEdition>, AppError> {
    Ok(store.layer_editions().await?)
}

/// Takes a layer away; gives the number of the edition, by which that can be undone.
///
/// # Errors
/// [`AppError::Conflict`] when there is no such layer; [`AppError::Unavailable`] as the database fails.
pub async fn remove_layer(store: &Store, name: &LayerName, by: &str) -> Result<i64, AppError> {
    Ok(store.remove_layer(name, by, OffsetDateTime::now_utc()).await?)
}

/// Undoes one act on a layer.
///
/// # Errors
/// [`AppError::Conflict`] with what stands in the way; [`AppError::Unavailable`] as the database fails.
pub async fn undo_layer(store: &Store, edition: i64, by: &str) -> Result<LayerEdition, AppError> {
    Ok(store.undo_layer(edition, by, OffsetDateTime::now_utc()).await?)
}
