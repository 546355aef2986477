//! `catmap impact`: what yearly records of transferred assets come to, from reported counts, hours and pounds only.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{say, warn};
use crate::app::impact_records::{self, Additionality, Health, ImpactYear, LIVING_WAGE_2026_GBP, Leverage};

/// Which records.
#[derive(Debug, Args)]
pub struct ImpactArguments {
    /// A CSV file with the columns asset, year and any of: undervalue_gbp, public_cash_gbp, grants_gbp, loans_gbp,
    /// community_shares_gbp, own_reserves_gbp, in_kind_gbp, usable_m2, occupied_m2, open_hours_per_week, income_gbp,
    /// running_cost_gbp, largest_source_share, reserve_months, jobs_fte, reference_jobs_fte, volunteer_hours.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Reads the records and says what follows from each.
pub fn run(arguments: &ImpactArguments) -> anyhow::Result<ExitCode> {
    let read = impact_records::read(&arguments.file)?;
    for year in &read.years {
        say(&format!("{}, {}", year.asset, year.year));
        for line in told(year) {
            say(&format!("  {line}"));
        }
    }
    for row in &read.refused {
        warn(&format!("row {}: {}", row.number, row.reason));
    }
    Ok(if read.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(year: &ImpactYear) -> Vec<String> {
    let times = |leverage: Option<Leverage>| match leverage {
        None => "not known until all the money in is reported".to_owned(),
        Some(Leverage::NoPublicMoney) => "no public money".to_owned(),
        Some(Leverage::Times(times)) => format!("£{times:.2} for each £1 of public money"),
    };
    let mut lines = vec![format!(
        "Money brought in: {}; with gifts in kind: {}.",
        times(year.leverage()),
        times(year.leverage_with_in_kind())
    )];
    if let Some(occupancy) = year.occupancy() {
        lines.push(format!("In use: {:.0}% of the usable floor.", occupancy * 100.0));
    }
    if let Some(health) = year.health() {
        lines.push(
            match health {
                Health::Red => "Money: red, an operating loss of a tenth of income or more.",
                Health::Amber => "Money: amber, a loss, one main source of income, or reserves for under three months.",
                Health::Green => "Money: green.",
            }
            .to_owned(),
        );
    }
    match (year.net_jobs(Additionality::default()), year.jobs_fte) {
        (Some(net), _) => lines.push(format!(
            "Jobs: {:.1} counted; {:.1} would be here anyway; {:.2} net of what leaks out or displaces others (10% and \
             25%, planning assumptions).",
            net.gross, net.reference, net.net
        )),
        (None, Some(jobs)) => lines.push(format!(
            "Jobs: {jobs:.1} counted. Not told net, because it is not stated how many would be here anyway."
        )),
        (None, None) => {}
    }
    if let (Some(hours), Some(cost)) = (year.volunteer_hours, year.volunteer_replacement_gbp(LIVING_WAGE_2026_GBP)) {
        lines.push(format!(
            "Volunteers gave {hours:.0} hours. To pay for them at the legal minimum of £{LIVING_WAGE_2026_GBP} would \
             cost £{cost:.2}: a replacement cost, not a benefit."
        ));
    }
    lines
}
