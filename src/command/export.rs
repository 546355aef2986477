//! `catmap export`: a collection as a file, as the public sees it, with no server.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use indicatif::HumanCount;

use super::{say, warn};
use crate::app::catalogue::{self, Catalogue, Snapshot};
use crate::app::collections;
use crate::features::filter::Filter;
use crate::features::interval::Interval;
use crate::features::listing::Wanted;
use crate::features::sort::Order;
use crate::features::within::CrsBox;
use crate::features::{Crs, Features};
use crate::publish::format::{About, Export, Format, write};
use crate::settings::Settings;

/// What to write.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The collection, such as assets, areas or needs. A wrong name is answered with a list of all.
    collection: String,
    /// The format. Unless said, what the name of the file ends with, else gpkg.
    #[arg(long, value_parser = format_parser())]
    format: Option<String>,
    /// Only features for which this CQL2 expression holds, as text or JSON: "usable_area_m2 > 200".
    #[arg(long, value_name = "CQL2")]
    filter: Option<String>,
    /// The system of shapes in the filter.
    #[arg(long, value_name = "CRS", value_parser = crs_parser, default_value = "OGC:CRS84")]
    filter_crs: Crs,
    /// Properties to sort by, with - in front for the largest first: -usable_area_m2,name.
    #[arg(long, value_name = "NAMES", allow_hyphen_values = true)]
    sortby: Option<String>,
    /// Only features that touch this box: west,south,east,north in degrees, or as --bbox-crs orders them.
    #[arg(long, value_name = "BOX", value_delimiter = ',', allow_hyphen_values = true)]
    bbox: Vec<f64>,
    /// The system of the box.
    #[arg(long, value_name = "CRS", value_parser = crs_parser, default_value = "OGC:CRS84")]
    bbox_crs: Crs,
    /// Only features of this time, such as 2025-01-01/.. ; those of which no time is known too.
    #[arg(long, value_name = "TIME")]
    datetime: Option<String>,
    /// The system of the coordinates in the file, such as EPSG:27700.
    #[arg(long, value_name = "CRS", value_parser = crs_parser)]
    crs: Option<Crs>,
    /// Where to write; - for standard output. Unless said, a name made of the collection and the day of the data.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn format_parser() -> clap::builder::PossibleValuesParser {
    let value = |format: &Format| clap::builder::PossibleValue::new(format.slug()).help(format.title());
    Format::ALL.iter().map(value).collect::<Vec<_>>().into()
}

fn crs_parser(text: &str) -> Result<Crs, String> {
    Crs::named(text).ok_or_else(|| format!("one of {}", Crs::ALL.map(Crs::short).join(", ")))
}

/// Writes the file, and says how many features are in it.
pub async fn run(settings: Settings, arguments: ExportArguments) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::new(catalogue::open(&settings.database).await?);
    let snapshot = catalogue.snapshot().await?;
    let public_url = settings.public_url.as_deref();
    tokio::task::block_in_place(|| export(&snapshot, &arguments, public_url))
}

fn export(snapshot: &Snapshot, arguments: &ExportArguments, public_url: Option<&str>) -> anyhow::Result<ExitCode> {
    let features = collections::named(snapshot, &arguments.collection).ok_or_else(|| {
        let there = collections::all(snapshot);
        let names: Vec<&str> = there.iter().map(|collection| &*collection.described().name).collect();
        anyhow!("there is no collection \"{}\"; there are: {}", arguments.collection, names.join(", "))
    })?;
    let format = format(arguments);
    let crs = arguments.crs.unwrap_or(format.systems()[0]);
    if let Some(reason) = format.refuses(crs) {
        bail!(reason);
    }
    let items = wanted(&*features, arguments)?.sorted(&*features);
    let about = About {
        asked: asked(arguments),
        number_matched: items.len(),
        address: public_url.map(|url| format!("{url}/collections/{}/items", arguments.collection)),
        as_at: snapshot.made_at,
        sources: collections::sources(snapshot, &arguments.collection).into_iter().cloned().collect(),
    };
    let export = Export { features: &*features, items: &items, crs, about: &about };
    let name = format.file_name(&arguments.collection, about.as_at.date());
    let path = arguments.out.clone().unwrap_or_else(|| PathBuf::from(name));
    let count = HumanCount(items.len() as u64);
    if path.as_os_str() == "-" {
        let mut file = tempfile::tempfile()?;
        write(format, &export, &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let mut out = std::io::stdout().lock();
        std::io::copy(&mut file, &mut out)?;
        out.flush()?;
        warn(&format!("{count} features of {}", arguments.collection));
        return Ok(ExitCode::SUCCESS);
    }
    to_file(&path, |file| Ok(write(format, &export, file)?))?;
    say(&format!("{count} features of {} are in {}", arguments.collection, path.display()));
    if format == Format::Csv {
        // A CSV file has no room for it; this is where programs look (W3C, "CSV on the Web").
        let mut beside = path.into_os_string();
        beside.push("-metadata.json");
        to_file(Path::new(&beside), |file| Ok(write(Format::CsvMetadata, &export, file)?))?;
        say(&format!("What they are and where they are from is in {}", beside.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn format(arguments: &ExportArguments) -> Format {
    let ending = || arguments.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let by_ending = || Format::ALL.into_iter().find(|format| Some(format.extension()) == ending());
    arguments.format.as_deref().and_then(Format::named).or_else(by_ending).unwrap_or(Format::GeoPackage)
}

fn wanted<'a>(features: &'a dyn Features, arguments: &ExportArguments) -> anyhow::Result<Wanted<'a>> {
    let described = features.described();
    let filter = arguments.filter.as_deref().map(|text| {
        let is_json = text.trim_start().starts_with('{');
        let parse = if is_json { Filter::parse_json } else { Filter::parse_text };
        parse(text, described, arguments.filter_crs).context("--filter cannot be used")
    });
    let order =
        arguments.sortby.as_deref().map(|text| Order::parse(text, described).context("--sortby cannot be used"));
    let interval = arguments.datetime.as_deref().map(|text| Interval::parse(text).context("--datetime cannot be used"));
    let bbox = match arguments.bbox.as_slice() {
        [] => None,
        sides => {
            let finite = sides.iter().all(|side| side.is_finite());
            let of_sides = CrsBox::of_sides(if finite { sides } else { &[] }, arguments.bbox_crs);
            Some(of_sides.map_err(|reason| anyhow!("--bbox cannot be used: {reason}"))?)
        }
    };
    Ok(Wanted {
        bbox,
        datetime: interval.transpose()?,
        filter: filter.transpose()?,
        order: order.transpose()?.unwrap_or_default(),
        also: Vec::new(),
    })
}

/// What was asked for, in the words of the API.
fn asked(arguments: &ExportArguments) -> Vec<(String, String)> {
    let sides: Vec<String> = arguments.bbox.iter().map(f64::to_string).collect();
    let box_crs = arguments.bbox_crs.uri().to_owned();
    let given = [
        ("filter", arguments.filter.clone()),
        ("filter-crs", arguments.filter.as_ref().map(|_| arguments.filter_crs.uri().to_owned())),
        ("sortby", arguments.sortby.clone()),
        ("bbox", (!sides.is_empty()).then(|| sides.join(","))),
        ("bbox-crs", (!sides.is_empty()).then_some(box_crs)),
        ("datetime", arguments.datetime.clone()),
    ];
    given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// Writes a file whole or not at all.
fn to_file(path: &Path, fill: impl FnOnce(&mut File) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = || format!("cannot write {}", path.display());
    let mut file = readable().tempfile_in(folder).with_context(cannot)?;
    fill(file.as_file_mut()).with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(())
}

/// A file that others may read as far as the person's own settings let them; temporary files are for nobody else.
fn readable() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
