//! Features as files to keep: the answer of `.../items` in a format of `publish::format`, and the links that lead there.
//!
//! A file holds everything that matches unless a limit is given: nothing is cut without a word, and the headers say how many
//! match and how many are in it. What was asked for stands in the file itself.

use crate::api::call::{Answer, Call};
use crate::api::ogc::items;
use crate::api::params::{COLLECTION, CRS, FORMAT};
use crate::api::problem::{INVALID_PARAMETER, Problem};
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::features::listing::Listing;
use crate::features::{Described, Features};
use crate::publish::format::{About, Export, Format, PublishError, write};
use crate::publish::geojson::Link;

/// The file with what is listed.
///
/// # Errors
/// When the format knows no such coordinate system or cannot hold so much, or too many files are being made.
pub fn answer(
    call: &Call,
    snapshot: &Snapshot,
    features: &dyn Features,
    listing: &Listing,
    format: Format,
) -> Result<Answer, Problem> {
    let described = features.described();
    let crs = call.given.read(&CRS).unwrap_or(format.systems()[0]);
    if let Some(reason) = format.refuses(crs) {
        return Err(Problem::new(INVALID_PARAMETER, format!("{}: {reason}.", CRS.name)).at(CRS.name));
    }
    let about = About {
        asked: asked(call),
        number_matched: listing.number_matched,
        address: Some(call.own_address()),
        as_at: snapshot.made_at,
        sources: collections::sources(snapshot, &described.name).into_iter().cloned().collect(),
    };
    let export = Export { features, items: &listing.items, crs, about: &about };
    // What one person sees is of another snapshot than what others see, so a file is never given to somebody else.
    let key = format!("{} {} {}", snapshot.lineage.serial, call.own_address(), format.slug());
    let shelved = call.state.shelf.get(&key, format.media(), |file| {
        write(format, &export, file).map_err(|error| match error {
            PublishError::TooMuch(reason) => Problem::new(INVALID_PARAMETER, format!("{reason}.")).at(FORMAT.name),
            PublishError::Disk(_) | PublishError::Library(_) => Problem::internal(error),
        })
    })?;
    let mut answer = Answer { shelved: Some(shelved), ..call.bytes(Vec::new()) };
    if format == Format::Csv {
        answer.links.push(Link {
            href: call.own_address_with(FORMAT.name, Format::CsvMetadata.slug()),
            rel: "describedby".into(),
            media_type: Format::CsvMetadata.media(),
            title: Format::CsvMetadata.title().to_owned(),
        });
    }
    let answer = answer.named(&format.file_name(&described.name, about.as_at.date()));
    let answer = items::counted(answer, listing.number_matched, listing.items.len());
    Ok(items::in_crs(answer, crs))
}

/// What was asked for but the collection, the format and the coordinate system, which the file tells by itself.
fn asked(call: &Call) -> Vec<(String, String)> {
    let told_otherwise = [COLLECTION.name, FORMAT.name, CRS.name];
    call.given
        .pairs()
        .filter(|(name, _)| !told_otherwise.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Links to the files of a whole collection (OGC API - Features Part 1, recommendation 11).
pub fn links<'c>(call: &'c Call, described: &'c Described) -> impl Iterator<Item = Link> + 'c {
    let items = format!("/collections/{}/items", described.name);
    let link = move |rel, format: Format| {
        let title = format!("{} as {}", described.title, format.title());
        call.link(rel, &format!("{items}?{}={}", FORMAT.name, format.slug()), format.media(), &title)
    };
    let whole = Format::ALL.into_iter().filter(|format| *format != Format::CsvMetadata);
    // QGIS reads pages of FlatGeobuf where a link says that items come so.
    let by_page = link.clone()("items", Format::FlatGeobuf);
    whole.map(move |format| link("enclosure", format)).chain([by_page])
}
