//! The command-line door: what can be typed, what is printed, and the exit code (0 done, 1 not done, 2 not understood).
//!
//! Each command is one file. This room decides nothing about assets, needs or scores: it gathers settings, calls `app`
//! or `fictional`, and says what happened. Standard output carries results, standard error carries progress and problems.

mod backtest;
mod check;
mod export;
mod fetch;
mod generate;
mod impact;
mod import;
mod layer;
mod person;
mod plan;
mod preview;
mod sensitivity;
mod serve;
mod undo;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::settings::{Layer, SETTINGS, Settings, environment_layer, file_layer};

/// Public assets matched to the organisations that need them.
#[derive(Debug, Parser)]
#[command(name = "catmap", version, about, after_help = settings_help(), max_term_width = 110)]
struct Arguments {
    /// Settings file (lines such as: database = "catmap.db"). Default: catmap.toml, when there is one.
    #[arg(long, global = true, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Database: a file for SQLite, or a postgres:// address.
    #[arg(long, global = true, value_name = "ADDRESS")]
    database: Option<String>,
    /// What to log: error, warn, info, debug, or a filter such as catmap=debug.
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the map and the API.
    Serve(serve::ServeArguments),
    /// Take public files in: asset registers, needs, areas, deprivation, postcodes, sales, activity.
    Import(import::ImportArguments),
    /// Download the current official files from their publishers and take them in.
    Fetch(fetch::FetchArguments),
    /// Context layers: schools, stops, flood zones, from GeoJSON, GeoPackage or FlatGeobuf.
    Layer(layer::LayerArguments),
    /// Restore what was held before an import, exactly.
    Undo(undo::UndoArguments),
    /// List the files given, newest first.
    Imports(undo::ImportsArguments),
    /// Look whether the database holds together and the map shows what it holds.
    Check(check::CheckArguments),
    /// Write a collection to a file: GeoPackage, FlatGeobuf, GeoParquet, CSV, XLSX, GeoJSON, KML.
    Export(export::ExportArguments),
    /// Test the uplift score on past home prices; its weight may pass 30% only while this passes.
    Backtest(backtest::BacktestArguments),
    /// Say on one page what other weights and choices would do to the rankings.
    Sensitivity(sensitivity::SensitivityArguments),
    /// Plan the whole region: which pairings do most good together, and what it costs whom.
    Plan(plan::PlanArguments),
    /// Say what yearly records of transferred assets come to.
    Impact(impact::ImpactArguments),
    /// Add, list and change the people who sign in; the first administrator is made here.
    Person(person::PersonArguments),
    /// Make an invented region in official formats, to try catmap on.
    Generate(generate::GenerateArguments),
}

/// Runs what was typed.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments) {
        Ok(code) => code,
        Err(error) => {
            problem(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if let Command::Generate(generate) = &arguments.command {
        return generate::run(generate);
    }
    if let Command::Impact(impact) = &arguments.command {
        return impact::run(impact);
    }
    let mut flags = Layer::new();
    let mut flag = |name: &str, value: Option<String>| value.map(|value| flags.insert(name.to_owned(), value));
    flag("database", arguments.database);
    flag("log", arguments.log);
    if let Command::Serve(serve) = &arguments.command {
        flag("listen", serve.listen.clone());
        flag("public-url", serve.public_url.clone());
        flag("basemap-style-url", serve.basemap_style_url.clone());
        flag("upload-limit-mib", serve.upload_limit_mib.clone());
        flag("feature-cache-mib", serve.feature_cache_mib.clone());
        flag("trusted-proxies", serve.trusted_proxies.clone());
        flag("enquiry-months", serve.enquiry_months.clone());
    }
    let default_file = PathBuf::from("catmap.toml");
    let file = match arguments.settings {
        Some(path) => file_layer(&path)?,
        None if default_file.exists() => file_layer(&default_file)?,
        None => Layer::new(),
    };
    let settings = Settings::gather(&flags, &environment_layer(|name| std::env::var(name).ok()), &file)?;
    start_log(&settings.log)?;
    crate::projection::check_grid()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match arguments.command {
        Command::Serve(_) => runtime.block_on(serve::run(settings)),
        Command::Import(import) => runtime.block_on(import::run(settings, import)),
        Command::Fetch(fetch) => runtime.block_on(fetch::run(settings, fetch)),
        Command::Layer(layer) => runtime.block_on(layer::run(settings, layer)),
        Command::Undo(undo) => runtime.block_on(undo::undo(settings, undo)),
        Command::Imports(_) => runtime.block_on(undo::list(settings)),
        Command::Check(_) => runtime.block_on(check::run(settings)),
        Command::Export(export) => runtime.block_on(export::run(settings, export)),
        Command::Backtest(backtest) => runtime.block_on(backtest::run(settings, backtest)),
        Command::Sensitivity(sensitivity) => runtime.block_on(sensitivity::run(settings, sensitivity)),
        Command::Plan(plan) => runtime.block_on(plan::run(settings, plan)),
        Command::Person(person) => runtime.block_on(person::run(settings, person)),
        Command::Generate(_) | Command::Impact(_) => Ok(ExitCode::SUCCESS),
    }
}

fn start_log(filter: &str) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .map_err(|_| anyhow::anyhow!("log = \"{filter}\" is not a level or filter, such as info or catmap=debug"))?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
    Ok(())
}

/// One line on standard output.
fn say(text: &str) {
    use std::io::Write;
    // A closed pipe (`catmap import x | head`) is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// One line on standard error.
fn warn(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// An error with its causes, once each, on standard error.
fn problem(error: &anyhow::Error) {
    let mut said = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    warn(&format!("catmap: {said}"));
}

fn settings_help() -> String {
    let rows = SETTINGS.iter().map(|setting| {
        let default = setting.default.map(|default| format!(" [{default}]")).unwrap_or_default();
        format!("  {:<26} {}{default}\n", setting.environment, setting.help)
    });
    format!(
        "Settings, also in catmap.toml and, but for those of mail, as --flags (flag beats environment beats file):\n{}",
        rows.collect::<String>()
    )
}
