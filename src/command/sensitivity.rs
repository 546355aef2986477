//! `catmap sensitivity`: one page on what other choices would do to the rankings, and the same as CSV.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::backtest::write_table;
use super::say;
use crate::app::catalogue::{self, Catalogue};
use crate::app::sensitivity;
use crate::publish::sensitivity::{page, table};
use crate::settings::Settings;

/// Where to write.
#[derive(Debug, Args)]
pub struct SensitivityArguments {
    /// Folder for the table (CSV); made when missing.
    #[arg(long, value_name = "DIR", default_value = "sensitivity")]
    out: PathBuf,
}

/// Works it out, prints it, writes it down.
pub async fn run(settings: Settings, arguments: SensitivityArguments) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::new(catalogue::open(&settings.database).await?);
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")?);
    bar.set_message("trying other choices");
    let shown = bar.clone();
    let found = sensitivity::run(&catalogue, move |done, of| {
        shown.set_length(of);
        shown.set_position(done);
    });
    let found = found.await;
    bar.finish_and_clear();
    let report = found?;
    for line in page(&report) {
        say(&line);
    }
    let folder = &arguments.out;
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let (heading, rows) = table(&report);
    let path = folder.join("sensitivity.csv");
    write_table(&path, &heading, &rows)?;
    say(&path.display().to_string());
    Ok(ExitCode::SUCCESS)
}
