//! `catmap backtest`: run the back-test on the home prices held, print it year by year, keep it, and write it down.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::say;
use crate::app::backtest;
use crate::app::catalogue::{self, Catalogue};
use crate::domain::backtest::{Backtest, BacktestHorizon};
use crate::publish::backtest::{by_base_year, plot, summary};
use crate::settings::Settings;

/// Where to write.
#[derive(Debug, Args)]
pub struct BacktestArguments {
    /// Folder for the tables (CSV) and the plot (SVG); made when missing.
    #[arg(long, value_name = "DIR", default_value = "backtest")]
    out: PathBuf,
    /// Who runs it, for the record of changes.
    #[arg(long, value_name = "NAME", env = "USER", default_value = "command line")]
    by: String,
}

/// Runs it, keeps it, prints it.
pub async fn run(settings: Settings, arguments: BacktestArguments) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::new(catalogue::open(&settings.database).await?);
    let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")?);
    bar.set_message("reading home prices");
    let shown = bar.clone();
    let ran = backtest::run(&catalogue, &arguments.by, move |done, of| {
        shown.set_message("testing on past years");
        shown.set_length(of);
        shown.set_position(done);
    });
    let ran = ran.await;
    bar.finish_and_clear();
    let backtest = ran?;
    print(&backtest);
    for path in write(&backtest, &arguments.out)? {
        say(&path.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

fn print(backtest: &Backtest) {
    say(&format!(
        "Back-test on {} {}, prices of {} to {} ({}).",
        backtest.units,
        backtest.basis.label(),
        backtest.first_year,
        backtest.last_year,
        backtest.data_release
    ));
    for horizon in &backtest.horizons {
        print_horizon(horizon);
    }
    say("");
    say(&backtest.sentence());
}

fn print_horizon(horizon: &BacktestHorizon) {
    say("");
    say(&format!("{} years ahead. Rank correlations with the later change of prices, -1 to 1:", horizon.years));
    say(" base year   score  headroom|price  low price  deprivation  chance   top-bottom  gap closed  in band");
    for year in &horizon.base_years {
        say(&format!(
            " {}{:<6}  {:>+5.2}  {:>+14.2}  {:>+9.2}  {:>11}  {:>+6.2}  {:>+10.2}  {:>+10.2}  {:>7}",
            year.year,
            if year.independent { " *" } else { "" },
            year.score,
            year.headroom_given_price,
            year.price_alone,
            year.deprivation_alone.map_or_else(|| "-".to_owned(), |found| format!("{found:+.2}")),
            year.random,
            year.top_minus_bottom,
            year.gap_closed,
            year.coverage.map_or_else(|| "-".to_owned(), percent),
        ));
    }
    say(" * far enough apart to be nearly independent");
    say(&format!(
        " score: mean {:+.2}, above zero in {} of base years",
        horizon.mean_score,
        percent(horizon.share_positive)
    ));
    say(&format!(
        " headroom given price: mean {:+.2} (90% of block draws {:+.2} to {:+.2}), above zero in {} of base years",
        horizon.mean_headroom,
        horizon.headroom_low,
        horizon.headroom_high,
        percent(horizon.headroom_share_positive)
    ));
    say(&format!(
        " share of the gap closed, whatever the cause: mean {} (base years {} to {}); changes inside the earlier band: {}",
        percent(horizon.gap_closed),
        percent(horizon.gap_closed_low),
        percent(horizon.gap_closed_high),
        horizon.coverage.map_or_else(|| "not known".to_owned(), percent)
    ));
    for shortfall in horizon.shortfalls() {
        say(&format!(" does not pass: {shortfall}"));
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn write(backtest: &Backtest, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let tables = [("backtest_by_year.csv", by_base_year(backtest)), ("backtest_summary.csv", summary(backtest))];
    let mut written = Vec::new();
    for (name, table) in tables {
        let path = folder.join(name);
        write_table(&path, &table.0, &table.1)?;
        written.push(path);
    }
    let path = folder.join("backtest.svg");
    std::fs::write(&path, plot(backtest).map_err(anyhow::Error::msg)?)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    written.push(path);
    Ok(written)
}

/// Writes a table as CSV.
pub(super) fn write_table(path: &Path, heading: &[&str], rows: &[Vec<String>]) -> anyhow::Result<()> {
    let failed = || format!("{} cannot be written", path.display());
    let mut file = csv::Writer::from_path(path).with_context(failed)?;
    file.write_record(heading).with_context(failed)?;
    for row in rows {
        file.write_record(row).with_context(failed)?;
    }
    file.flush().with_context(failed)
}
