//! `catmap layer`: context layers (schools, stops, flood zones) taken in, listed, taken away, undone.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use time::Date;
use time::macros::format_description;

use super::{problem, say, warn};
use crate::app::catalogue;
use crate::app::layers::{
    LayerAct, LayerEdition, LayerName, LayerOptions, LayerSaid, LayerShapes, LayerTaken, layer_editions, remove_layer,
    take_layer, undo_layer,
};
use crate::settings::Settings;

/// Features left out that are told on the screen.
const REFUSALS_TOLD: usize = 8;

/// What to do with layers.
#[derive(Debug, Args)]
pub struct LayerArguments {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Take a file in as a layer, in the place of what its name shows now.
    Import(ImportArguments),
    /// List what was done with layers, oldest first.
    List,
    /// Take a layer away.
    Remove {
        /// Its name.
        #[arg(value_parser = name_parser)]
        name: LayerName,
        #[command(flatten)]
        by: By,
    },
    /// Undo one act on a layer: its name shows what it showed before.
    Undo {
        /// The number of the edition, as the list has it.
        edition: i64,
        #[command(flatten)]
        by: By,
    },
}

#[derive(Debug, Args)]
struct By {
    /// Who does it, for the record of changes.
    #[arg(long, value_name = "NAME", env = "USER", default_value = "command line")]
    by: String,
}

#[derive(Debug, Args)]
struct ImportArguments {
    /// What the layer is to be called in addresses: lower-case letters, digits and hyphens, such as bus-stops.
    #[arg(value_parser = name_parser)]
    name: LayerName,
    /// A GeoJSON, GeoPackage or FlatGeobuf file.
    file: PathBuf,
    /// What people call it.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who publishes it.
    #[arg(long, value_name = "NAME")]
    publisher: String,
    /// On what terms it may be used, such as "Open Government Licence v3.0".
    #[arg(long, value_name = "TEXT")]
    licence: String,
    /// The day it is of, such as 2026-11-22.
    #[arg(long, value_name = "DAY", value_parser = day_parser)]
    as_at: Option<Date>,
    /// The table to read, of a GeoPackage that has several.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// The coordinate system, where the file does not say: 27700, 4326, 4258 or 3857.
    #[arg(long, value_name = "EPSG")]
    crs: Option<i64>,
    /// The kind of shapes to take, of a file that has several.
    #[arg(long, value_name = "KIND", value_parser = ["points", "lines", "areas"])]
    only: Option<String>,
    /// Say that it is made up.
    #[arg(long)]
    fictional: bool,
    #[command(flatten)]
    by: By,
}

fn name_parser(text: &str) -> Result<LayerName, String> {
    LayerName::parse(text)
        .ok_or_else(|| "give lower-case letters, digits and hyphens, the first a letter, at most 40".to_owned())
}

fn day_parser(text: &str) -> Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| "give a day such as 2026-11-22".to_owned())
}

/// Does what was asked.
pub async fn run(settings: Settings, arguments: LayerArguments) -> anyhow::Result<ExitCode> {
    let store = catalogue::open(&settings.database).await?;
    let done = match arguments.act {
        Act::Import(import) => {
            let said = LayerSaid {
                name: import.name,
                title: import.title,
                publisher: import.publisher,
                licence: import.licence,
                as_at: import.as_at,
                fictional: import.fictional,
            };
            let only = import.only.as_deref().and_then(LayerShapes::from_slug);
            let options = LayerOptions { table: import.table, epsg: import.crs, only };
            let taken = take_layer(&store, &import.file, said, options, &import.by.by).await;
            taken.map(|taken| tell(&taken)).map_err(anyhow::Error::new)
        }
        Act::List => layer_editions(&store).await.map(|editions| list(&editions)).map_err(anyhow::Error::new),
        Act::Remove { name, by } => remove_layer(&store, &name, &by.by)
            .await
            .map(|edition| say(&format!("{name} is taken away; catmap layer undo {edition} brings it back")))
            .map_err(anyhow::Error::new),
        Act::Undo { edition, by } => undo_layer(&store, edition, &by.by)
            .await
            .map(|undone| say(&format!("edition {edition} of {} is undone", undone.about.name)))
            .map_err(anyhow::Error::new),
    };
    store.close().await;
    Ok(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            problem(&error);
            ExitCode::FAILURE
        }
    })
}

fn tell(taken: &LayerTaken) {
    let about = &taken.about;
    let (name, shapes, columns) = (&about.name, about.shapes.label(), about.columns.len());
    let what = format!("{} features ({shapes}) with {columns} columns, {} left out", about.features, about.left_out);
    match taken.edition {
        Some(edition) => say(&format!("{name} (edition {edition}): {what}; shown as {}", name.collection())),
        None => say(&format!("{name}: {what} (nothing changed)")),
    }
    for left_out in taken.refusals.iter().take(REFUSALS_TOLD) {
        warn(&format!("    left out, feature {}: {}", left_out.number, left_out.reason));
    }
    let rest = about.left_out.saturating_sub(REFUSALS_TOLD as u64);
    if rest > 0 {
        warn(&format!("    left out: {rest} more"));
    }
    for note in &taken.notes {
        warn(&format!("    note: {note}"));
    }
}

fn list(editions: &[LayerEdition]) {
    if editions.is_empty() {
        say("There are no layers. Take one in with: catmap layer import NAME FILE --publisher NAME --licence TEXT");
    }
    for edition in editions {
        let about = &edition.about;
        let undone = if edition.undone { ", undone since" } else { "" };
        let what = match edition.act {
            LayerAct::Import => format!("{} features from {}", about.features, about.source.file_name),
            LayerAct::Removal => "nothing shown any more".to_owned(),
        };
        let (number, act, day) = (edition.number, edition.act.label(), edition.at.date());
        say(&format!("{number:>4}  {}  {act} on {day} by {}: {what}{undone}", about.name, edition.by));
    }
}
