//! `catmap import`: take files in, one transaction each, and account for every row.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::{problem, say, warn};
use crate::app::import_files::{ImportStep, Imported, Store, Way, commonest_reasons, import_file, write_refused};
use crate::domain::imported::{FileKind, SaidOfFile, Tally};
use crate::settings::Settings;

/// Reasons told on the screen; the file of refused rows has them all.
const REASONS_TOLD: u32 = 8;

/// What to take in.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Files: CSV or GeoJSON. What each one is, is seen from its content.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Take every file as this kind.
    #[arg(long, value_parser = kind_parser())]
    kind: Option<String>,
    /// The publisher, for a register that does not name one.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Folder for the rows that were left out.
    #[arg(long, value_name = "DIR", default_value = "refused")]
    refused: PathBuf,
    /// Who is importing, for the record of changes.
    #[arg(long, value_name = "NAME", env = "USER", default_value = "command line")]
    by: String,
}

impl ImportArguments {
    /// One file of a known kind.
    pub(super) fn of_one(file: PathBuf, kind: FileKind, refused: PathBuf, by: String) -> Self {
        Self { files: vec![file], kind: Some(kind.slug().to_owned()), publisher: None, refused, by }
    }
}

fn kind_parser() -> clap::builder::PossibleValuesParser {
    FileKind::ALL
        .iter()
        .map(|kind| clap::builder::PossibleValue::new(kind.slug()).help(kind.label()))
        .collect::<Vec<_>>()
        .into()
}

/// Takes the files in one after the other; a file that cannot be read does not stop the others.
pub async fn run(settings: Settings, arguments: ImportArguments) -> anyhow::Result<ExitCode> {
    let store = crate::app::catalogue::open(&settings.database).await?;
    let mut total = Tally::default();
    let mut failed = Vec::new();
    for path in &arguments.files {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let bar =
            ProgressBar::new(0).with_style(ProgressStyle::with_template("{msg} {wide_bar} {percent:>3}% {elapsed}")?);
        bar.enable_steady_tick(std::time::Duration::from_secs(1));
        let shown = bar.clone();
        let progress = {
            let name = name.clone();
            move |step, done, of| {
                let doing = match step {
                    ImportStep::Reading => "reading",
                    ImportStep::Storing => "storing",
                };
                shown.set_message(format!("{name}: {doing}"));
                shown.set_length(of);
                shown.set_position(done);
            }
        };
        let said = SaidOfFile {
            kind: arguments.kind.as_deref().and_then(FileKind::from_slug),
            publisher: arguments.publisher.clone(),
            ..SaidOfFile::default()
        };
        let way = Way { said, marks_gone: false };
        let outcome = import_file(&store, path, way, &arguments.by, progress).await;
        bar.finish_and_clear();
        match outcome {
            Ok(imported) => {
                add(&mut total, &imported.tally);
                report(&store, &name, &imported, &arguments.refused).await?;
            }
            Err(error) => {
                let error = anyhow::Error::new(error);
                // What is wrong with a file names it already; what is wrong with the database does not.
                let named = error.to_string().contains(&name);
                problem(&if named { error } else { error.context(name.clone()) });
                failed.push(name);
            }
        }
    }
    if arguments.files.len() > 1 {
        say(&format!("All files: {}", counts(&total)));
    }
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    warn(&format!("Not taken in, and nothing stored from: {}", failed.join(", ")));
    Ok(ExitCode::FAILURE)
}

async fn report(store: &Store, name: &str, imported: &Imported, refused_folder: &Path) -> anyhow::Result<()> {
    let publisher = &imported.source.publisher;
    say(&format!("{name}: {} from {publisher}: {}", imported.kind.label(), counts(&imported.tally)));
    if imported.tally.refused > 0 {
        let path = write_refused(store, imported, refused_folder).await?;
        for (reason, count) in commonest_reasons(store, imported, REASONS_TOLD).await? {
            say(&format!("    left out, {}: {reason}", rows(count)));
        }
        say(&format!("    the rows left out, as they stood: {}", path.display()));
    }
    for (reason, count) in commonest(imported.notes.iter().map(|note| note.reason.as_str())) {
        say(&format!("    note, {}: {reason}", rows(count)));
    }
    Ok(())
}

fn counts(tally: &Tally) -> String {
    let Tally { read, new, changed, unchanged, refused } = *tally;
    let same = if read > 0 && new + changed == 0 { " (nothing changed)" } else { "" };
    let [read, new, changed, unchanged, refused] = [read, new, changed, unchanged, refused].map(HumanCount);
    format!("{read} rows read = {new} new + {changed} changed + {unchanged} unchanged + {refused} left out{same}")
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{} rows", HumanCount(count)) }
}

/// Each reason with how often it was given, commonest first.
fn commonest<'a>(reasons: impl Iterator<Item = &'a str>) -> Vec<(&'a str, u64)> {
    let mut counted = std::collections::BTreeMap::new();
    for reason in reasons {
        *counted.entry(reason).or_insert(0_u64) += 1;
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counted.truncate(REASONS_TOLD as usize);
    counted
}

fn add(total: &mut Tally, one: &Tally) {
    total.read += one.read;
    total.new += one.new;
    total.changed += one.changed;
    total.unchanged += one.unchanged;
    total.refused += one.refused;
}
