//! `catmap check`: whether the database holds together and the map shows what it holds.

use std::process::ExitCode;

use clap::Args;
use indicatif::HumanCount;

use super::{say, warn};
use crate::app::{catalogue, check};
use crate::settings::Settings;

/// Nothing else is needed.
#[derive(Debug, Args)]
pub struct CheckArguments {}

/// Looks through everything; 0 when all is well, 1 when something is wrong.
pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let store = catalogue::open(&settings.database).await?;
    let findings = check::check(&store).await?;
    store.close().await;
    let looked_at: Vec<String> =
        findings.looked_at.iter().map(|(what, count)| format!("{} {what}", HumanCount(*count))).collect();
    say(&format!("Looked at {}.", looked_at.join(", ").replace('_', " ")));
    if findings.wrong.is_empty() {
        say("All is well.");
        return Ok(ExitCode::SUCCESS);
    }
    for sentence in &findings.wrong {
        warn(sentence);
    }
    warn("The database does not hold together. Restore a backup from before, and keep this one to be looked at.");
    Ok(ExitCode::FAILURE)
}
