//! `catmap generate`: an invented region, written as official files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::say;
use crate::fictional::{self, RegionPlan};

/// What to invent.
#[derive(Debug, Args)]
pub struct GenerateArguments {
    /// How many assets.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    assets: u32,
    /// How many needs.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    needs: u32,
    /// How many areas.
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u32).range(6..=33_755))]
    areas: u32,
    /// The same seed writes the same files.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Exactly so many home sales, spread over the years since 1995; else what the areas would see in five years.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    sales: Option<u32>,
    /// Folder to write into; made when missing.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Writes the region and says what was written.
pub fn run(arguments: &GenerateArguments) -> anyhow::Result<ExitCode> {
    let plan = RegionPlan {
        assets: arguments.assets as usize,
        needs: arguments.needs as usize,
        areas: arguments.areas as usize,
        seed: arguments.seed,
        sales: arguments.sales.map(|sales| sales as usize),
        ..RegionPlan::default()
    };
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{msg:<24} {wide_bar} {pos}/{len}")?);
    let written = fictional::generate(&plan, &arguments.out, &mut |step, done, of| {
        bar.set_message(step.label());
        bar.set_length(of);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    for file in written.in_order_of_import() {
        say(&file.display().to_string());
    }
    say(&format!(
        "A fictional region: {} areas, {} assets, {} needs. Load it with: catmap import {}/*.csv {}/*.geojson",
        plan.areas,
        plan.assets,
        plan.needs,
        arguments.out.display(),
        arguments.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}
