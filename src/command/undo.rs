//! `catmap undo` and `catmap imports`: take an import back, and list them all.

use std::process::ExitCode;

use clap::Args;
use indicatif::HumanCount;
use time::OffsetDateTime;

use super::import::counts;
use super::say;
use crate::app::catalogue;
use crate::app::imports;
use crate::domain::imported::{FileKind, ImportRecord, ImportState};
use crate::settings::Settings;

/// What to undo.
#[derive(Debug, Args)]
pub struct UndoArguments {
    /// The number of the import; `catmap imports` lists them.
    #[arg(value_name = "IMPORT")]
    import: i64,
    /// Who is undoing it, for the record of changes.
    #[arg(long, value_name = "NAME", env = "USER", default_value = "command line")]
    by: String,
}

/// Restores what was held before an import, exactly, or says why not.
pub async fn undo(settings: Settings, arguments: UndoArguments) -> anyhow::Result<ExitCode> {
    let store = catalogue::open(&settings.database).await?;
    let records = imports::undo_as(&store, arguments.import, &arguments.by, OffsetDateTime::now_utc()).await?;
    store.close().await;
    say(&format!("Import {} is undone: {} records are what they were before.", arguments.import, HumanCount(records)));
    Ok(ExitCode::SUCCESS)
}

/// Nothing else is needed.
#[derive(Debug, Args)]
pub struct ImportsArguments {}

/// Lists every file, newest first.
pub async fn list(settings: Settings) -> anyhow::Result<ExitCode> {
    let store = catalogue::open(&settings.database).await?;
    let imports = imports::newest(&store).await?;
    if imports.is_empty() {
        say("Nothing was ever taken in.");
    }
    for import in imports {
        say(&line(&import));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(import: &ImportRecord) -> String {
    let ImportRecord { id, file_name, by, at, .. } = import;
    let kind = import.kind.map_or("not known yet", FileKind::label);
    let publisher = import.publisher.as_deref().map(|publisher| format!(" from {publisher}")).unwrap_or_default();
    let came_to = match (import.state, &import.undone) {
        (ImportState::Undone, Some((by, at))) => format!("undone on {} by {by}", at.date()),
        (ImportState::Committed, _) => counts(&import.tally),
        (state, _) => state.label().to_owned(),
    };
    format!("{id:>5}  {}  {file_name}: {kind}{publisher}, by {by}: {came_to}", at.date())
}
