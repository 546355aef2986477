//! `catmap import`: take files in, one transaction each, and account for every row.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use time::OffsetDateTime;

use super::{preview, problem, say, warn};
use crate::app::catalogue::{self, Catalogue};
use crate::app::import_files::{
    ImportError, ImportStep, Imported, ReadError, Store, Way, commonest_reasons, each_refused, import_file,
};
use crate::app::imports::columns_headed;
use crate::domain::imported::{FileKind, RowOutcome, SaidOfFile, Tally};
use crate::domain::preview::Reasons;
use crate::domain::register::RegisterField;
use crate::publish::import_result::{ResultFile, happened};
use crate::settings::Settings;

/// Reasons told on the screen; the file of refused rows has them all.
const REASONS_TOLD: usize = 8;

/// What to take in.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Files: tables, workbooks, GeoJSON, GeoPackages, shapefiles. What each one is, is seen from its content.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Take every file as this kind.
    #[arg(long, value_parser = kind_parser())]
    kind: Option<String>,
    /// The publisher, for a register that does not name one.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The sheet or layer to read, of a file that has several.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What a column means: "Heading=field", or "Heading=" for not used. A wrong field is answered with a list of all.
    #[arg(long = "column", value_name = "HEADING=FIELD", value_parser = column_parser)]
    columns: Vec<(String, Option<RegisterField>)>,
    /// Remember what is said with --column for the publisher's next file.
    #[arg(long, requires = "columns")]
    remember: bool,
    /// What to do with assets of the same register that the file leaves out: nothing, or mark them as gone.
    #[arg(long, value_name = "WHAT", value_parser = ["keep", "mark"], default_value = "keep")]
    gone: String,
    /// Only say what the files would do; nothing is written.
    #[arg(long)]
    preview: bool,
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
        Self {
            files: vec![file],
            kind: Some(kind.slug().to_owned()),
            publisher: None,
            sheet: None,
            columns: Vec::new(),
            remember: false,
            gone: "keep".to_owned(),
            preview: false,
            refused,
            by,
        }
    }
}

fn column_parser(text: &str) -> Result<(String, Option<RegisterField>), String> {
    let (heading, field) = text.rsplit_once('=').ok_or("give it as \"Heading=field\"")?;
    match field.trim() {
        "" => Ok((heading.to_owned(), None)),
        slug => match RegisterField::from_slug(slug) {
            Some(field) => Ok((heading.to_owned(), Some(field))),
            None => Err(format!("\"{slug}\" is no field; there are: {}", RegisterField::SLUGS.join(", "))),
        },
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
    let catalogue = Catalogue::new(catalogue::open(&settings.database).await?);
    let store = catalogue.store();
    let mut total = Tally::default();
    let mut not_taken = Vec::new();
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
        let said = match said(path, &arguments).await {
            Ok(said) => said,
            Err(error) => {
                failed(&name, error);
                not_taken.push(name);
                continue;
            }
        };
        if arguments.preview {
            let looked = preview::show(&catalogue, path, &said, progress).await;
            bar.finish_and_clear();
            match looked {
                Ok(account) => preview::tell(&name, &account),
                Err(error) => {
                    failed(&name, error);
                    not_taken.push(name);
                }
            }
            continue;
        }
        let way = Way { said, marks_gone: arguments.gone == "mark", remembers: arguments.remember };
        let outcome = import_file(store, path, way, &arguments.by, progress).await;
        bar.finish_and_clear();
        match outcome {
            Ok(imported) => {
                add(&mut total, &imported.tally);
                report(store, &name, &imported, &arguments.refused).await?;
            }
            Err(error) => {
                failed(&name, error);
                not_taken.push(name);
            }
        }
    }
    // SQLite folds its log into the one file, which can then be copied as it is.
    store.close().await;
    if arguments.files.len() > 1 && !arguments.preview {
        say(&format!("All files: {}", counts(&total)));
    }
    if not_taken.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    warn(&format!("Not taken in, and nothing stored from: {}", not_taken.join(", ")));
    Ok(ExitCode::FAILURE)
}

/// How a file is to be read.
async fn said(path: &Path, arguments: &ImportArguments) -> Result<SaidOfFile, ImportError> {
    let mut said = SaidOfFile {
        kind: arguments.kind.as_deref().and_then(FileKind::from_slug),
        sheet: arguments.sheet.clone(),
        publisher: arguments.publisher.clone(),
        ..SaidOfFile::default()
    };
    if !arguments.columns.is_empty() {
        said.columns = columns_headed(path, &said, OffsetDateTime::now_utc().date(), &arguments.columns).await?;
    }
    Ok(said)
}

async fn report(store: &Store, name: &str, imported: &Imported, refused_folder: &Path) -> anyhow::Result<()> {
    let publisher = &imported.source.publisher;
    let (number, kind) = (imported.import_id, imported.kind.label());
    say(&format!("{name} (import {number}): {kind} from {publisher}: {}", counts(&imported.tally)));
    if imported.tally.refused > 0 {
        let path = write_refused(store, imported, refused_folder).await?;
        reasons("left out", &commonest_reasons(store, imported).await?, REASONS_TOLD);
        say(&format!("    the rows left out, as they stood: {}", path.display()));
    }
    reasons("note", &imported.notes, REASONS_TOLD);
    if imported.publisher_is_guess {
        say(&format!(
            "    if {publisher} is not who publishes it: catmap undo {number}, then import it with --publisher \"NAME\""
        ));
    }
    Ok(())
}

/// Says the commonest reasons, and how many rows have others.
pub(super) fn reasons(what: &str, reasons: &Reasons, most: usize) {
    let mut rest = reasons.count;
    for reason in reasons.commonest.iter().take(most) {
        rest = rest.saturating_sub(reason.rows);
        say(&format!("    {what}, {}: {}", rows(reason.rows), reason.reason));
    }
    if rest > 0 {
        say(&format!("    {what}, {}: for other reasons", rows(rest)));
    }
}

/// What can be said on the command line to have a file read that was not understood.
fn hint(error: &ImportError) -> Option<String> {
    match error {
        ImportError::Read(ReadError::NotRecognised { .. }) => {
            let kinds = FileKind::SLUGS.join(", ");
            Some(format!("Say what it is with --kind, for instance --kind asset-register. The kinds are: {kinds}."))
        }
        ImportError::Read(ReadError::DoesNotFit { kind, .. }) if kind.is_register() => Some(
            "See its columns with --preview, and say what one is with --column, like --column \"Heading=name\"."
                .to_owned(),
        ),
        _ => None,
    }
}

/// Says what is wrong with a file, and what to do about it.
fn failed(name: &str, error: ImportError) {
    let hint = hint(&error);
    let error = anyhow::Error::new(error);
    // What is wrong with a file names it already; what is wrong with the database does not.
    let named = error.to_string().contains(name);
    problem(&if named { error } else { error.context(name.to_owned()) });
    if let Some(hint) = hint {
        warn(&format!("    {hint}"));
    }
}

/// Writes the rows left out, as they stood, with the reasons, into `folder`; returns the file's path.
async fn write_refused(store: &Store, imported: &Imported, folder: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let stem = Path::new(&imported.source.file_name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let path = folder.join(format!("{}.refused.csv", stem.unwrap_or_else(|| "import".to_owned())));
    let mut file = ResultFile::csv(&imported.header, fs::File::create(&path)?)?;
    let mut written = Ok(());
    each_refused(store, imported, |row| {
        if written.is_ok() {
            written = file.row(&row.raw, &happened(row.number, RowOutcome::Refused, true), &row.reason);
        }
    })
    .await?;
    written?;
    file.finish()?;
    Ok(path)
}

pub(super) fn counts(tally: &Tally) -> String {
    let Tally { read, new, changed, unchanged, refused } = *tally;
    let same = if read > 0 && new + changed == 0 { " (nothing changed)" } else { "" };
    let [read, new, changed, unchanged, refused] = [read, new, changed, unchanged, refused].map(HumanCount);
    format!("{read} rows read = {new} new + {changed} changed + {unchanged} unchanged + {refused} left out{same}")
}

pub(super) fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{} rows", HumanCount(count)) }
}

fn add(total: &mut Tally, one: &Tally) {
    total.read += one.read;
    total.new += one.new;
    total.changed += one.changed;
    total.unchanged += one.unchanged;
    total.refused += one.refused;
}
