//! `catmap fetch`: download the official files from their publishers, then take them in like any other file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::import::ImportArguments;
use super::{import, problem, say, warn};
use crate::app::fetch::{Download, FetchError, Fetched, Limits, OfficialFile, fetch, official_files, read_table};
use crate::settings::Settings;

/// What to fetch.
#[derive(Debug, Args)]
pub struct FetchArguments {
    /// Files by name, see --list; without a name nothing is fetched, because some are very large.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Say which files there are, and stop.
    #[arg(long)]
    list: bool,
    /// Folder for the downloads; what is there already is gone on with.
    #[arg(long, value_name = "DIR", default_value = "fetched")]
    folder: PathBuf,
    /// Do not take the files in.
    #[arg(long)]
    only_download: bool,
    /// Another table of files, in the layout of data/sources.toml.
    #[arg(long, value_name = "FILE")]
    sources: Option<PathBuf>,
    /// The largest file, MiB.
    #[arg(long, value_name = "MIB", default_value_t = 8192)]
    largest_mib: u64,
    /// Folder for the rows that were left out.
    #[arg(long, value_name = "DIR", default_value = "refused")]
    refused: PathBuf,
    /// Who is importing, for the record of changes.
    #[arg(long, value_name = "NAME", env = "USER", default_value = "command line")]
    by: String,
}

/// Fetches one file after the other; one that cannot be had does not stop the others.
pub async fn run(settings: Settings, arguments: FetchArguments) -> anyhow::Result<ExitCode> {
    let files = match &arguments.sources {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            read_table(&text).with_context(|| path.display().to_string())?
        }
        None => official_files()?,
    };
    if arguments.list || arguments.names.is_empty() {
        list(&files);
        return Ok(ExitCode::SUCCESS);
    }
    let known = files.iter().map(|file| file.id.as_str()).collect::<Vec<_>>().join(", ");
    let wanted = arguments
        .names
        .iter()
        .map(|name| {
            let found = files.iter().find(|file| file.id == *name).cloned();
            found.ok_or_else(|| FetchError::Unknown { id: name.clone(), known: known.clone() })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut failed = Vec::new();
    for file in wanted {
        let id = file.id.clone();
        match take(&settings, &arguments, file).await {
            Ok(true) => {}
            Ok(false) => failed.push(id),
            Err(error) => {
                problem(&error);
                failed.push(id);
            }
        }
    }
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    warn(&format!("Not fetched or not taken in: {}", failed.join(", ")));
    Ok(ExitCode::FAILURE)
}

fn list(files: &[OfficialFile]) {
    for file in files {
        let size = file.size_mib.map_or_else(String::new, |mib| format!(", about {mib} MiB"));
        say(&format!("{}: {} ({}{size}; {})", file.id, file.title, file.publisher, file.licence));
        if let Some(note) = &file.note {
            say(&format!("    {note}"));
        }
        say(&format!("    {}", file.page));
    }
    say("Fetch one or more of them by name: catmap fetch deprivation-2025");
}

/// Fetches one file and takes it in; `false` when taking it in failed, which has been told by then.
async fn take(settings: &Settings, arguments: &FetchArguments, file: OfficialFile) -> anyhow::Result<bool> {
    let (id, kind) = (file.id.clone(), file.kind());
    let bar = ProgressBar::new(file.size_mib.unwrap_or_default() << 20).with_style(ProgressStyle::with_template(
        "{msg} {wide_bar} {bytes} of {total_bytes} {bytes_per_sec} {elapsed}",
    )?);
    bar.set_message(id.clone());
    bar.enable_steady_tick(std::time::Duration::from_secs(1));
    let limits = Limits { largest_bytes: arguments.largest_mib << 20, ..Limits::default() };
    let (shown, folder) = (bar.clone(), arguments.folder.clone());
    let today = time::OffsetDateTime::now_utc().date();
    let fetched = tokio::task::spawn_blocking(move || {
        let download = Download { file: &file, folder: &folder, limits: &limits, today };
        fetch(&download, &|done, of| {
            shown.set_position(done);
            if let Some(of) = of {
                shown.set_length(of);
            }
        })
    })
    .await?;
    bar.finish_and_clear();
    let Fetched { path, bytes, unchanged } = fetched?;
    let how = if unchanged { "unchanged since it was fetched" } else { "fetched" };
    say(&format!("{id}: {how}, {} in {}", HumanBytes(bytes), path.display()));
    let Some(kind) = kind.filter(|_| !arguments.only_download) else { return Ok(true) };
    let one = ImportArguments::of_one(path, kind, arguments.refused.clone(), arguments.by.clone());
    Ok(import::run(settings.clone(), one).await? == ExitCode::SUCCESS)
}
