//! `catmap import --preview`: how the columns of a file are understood, and what its rows would do.

use std::path::Path;

use indicatif::HumanCount;
use time::OffsetDateTime;

use super::import::{counts, reasons, rows};
use super::say;
use crate::app::catalogue::Catalogue;
use crate::app::import_files::{ImportError, ImportStep};
use crate::app::imports::{Account, Look, account};
use crate::domain::imported::SaidOfFile;
use crate::domain::preview::{ColumnTold, Places};

/// Examples told of each list.
const EXAMPLES: usize = 5;
/// Longer headings are cut.
const HEADING_LETTERS: usize = 34;

/// Looks at one file.
pub async fn show(
    catalogue: &Catalogue,
    path: &Path,
    said: &SaidOfFile,
    progress: impl Fn(ImportStep, u64, u64) + Send + Sync + Clone + 'static,
) -> Result<Account, ImportError> {
    let look = Look { path, said, viewer: None, today: OffsetDateTime::now_utc().date() };
    account(catalogue, &look, move |_, done, of| progress(ImportStep::Reading, done, of)).await
}

/// Says what it would do.
pub fn tell(name: &str, account: &Account) {
    let (survey, summary) = (&account.survey, &account.summary);
    say(&format!("{name}: {} from {}, {}", account.kind.label(), account.source.publisher, survey.format));
    for sheet in survey.sheets.iter().filter(|sheet| sheet.chosen) {
        say(&format!("    sheet \"{}\"", sheet.name));
    }
    for column in &survey.columns {
        say(&column_line(column));
    }
    say(&format!("    it would come to: {}", counts(&summary.tally)));
    if let Some(places) = &summary.places {
        say(&places_line(places));
    }
    reasons("left out", &summary.refusals, EXAMPLES);
    reasons("note", &summary.notes, EXAMPLES);
    if summary.duplicates.count > 0 {
        say(&format!("    {} look like something else; nothing is merged:", rows(summary.duplicates.count)));
    }
    for duplicate in summary.duplicates.first.iter().take(EXAMPLES) {
        say(&format!("        row {} ({}): {}", duplicate.row, duplicate.name, duplicate.why));
    }
    if summary.gone.count > 0 {
        say(&format!(
            "    {} of this register are not in the file; mark them with --gone mark:",
            HumanCount(summary.gone.count)
        ));
    }
    for gone in summary.gone.first.iter().take(EXAMPLES) {
        say(&format!("        {} ({})", gone.name, gone.asset));
    }
    for kept in summary.kept.first.iter().take(EXAMPLES) {
        let (name, fact, held, incoming) = (&kept.name, &kept.fact, &kept.held, &kept.incoming);
        say(&format!("    {name}: {fact} stays \"{held}\", because a person set it; the file says \"{incoming}\""));
    }
    say("    nothing was written");
}

fn column_line(column: &ColumnTold) -> String {
    let field = column.field.map_or("not used", |field| field.label());
    let samples = column.samples.join(" | ");
    let heading: String = if column.heading.chars().count() > HEADING_LETTERS {
        column.heading.chars().take(HEADING_LETTERS - 1).chain(['…']).collect()
    } else {
        column.heading.clone()
    };
    format!(
        "    {:>2}  {heading:<HEADING_LETTERS$} {:<26} {:>3.0}%  {samples}",
        column.letter,
        field,
        column.confidence * 100.0
    )
}

fn places_line(places: &Places) -> String {
    let Places { point, uprn, grid_square, postcode, outward_postcode, unknown, outside } = *places;
    format!(
        "    placed: {point} by coordinates, {uprn} by UPRN, {grid_square} by grid square, {postcode} by postcode, \
         {outward_postcode} by postcode district, {unknown} not; {outside} outside their owner's area"
    )
}
