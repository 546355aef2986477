//! `/collections/{collection}/items`: pages of features, and one feature by its key.

use axum::http::HeaderName;
use time::format_description::well_known::Rfc3339;

use crate::api::call::{Answer, Call};
use crate::api::ogc::{self, asked, files};
use crate::api::params::{ID, ITEMS, LIMIT, PAGE_CURSOR, USUAL_ITEMS};
use crate::api::problem::{INVALID_PARAMETER, NOT_FOUND, Problem};
use crate::api::rows;
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::features::cursor::Cursor;
use crate::features::listing::{Listing, Page, list};
use crate::features::{Areas, Assets, Collection, Crs, Described, Needs};
use crate::publish::address::path_segment;
use crate::publish::format::Format;
use crate::publish::geojson::{Feature, FeatureCollection, Link};
use crate::publish::html::HTML;

/// The media types of one feature, best first.
pub const FEATURE: &[&str] = &["application/geo+json", "application/json", HTML];
/// The media types of features, best first: pages, then files with all of them.
pub const FEATURES: &[&str] = &[
    "application/geo+json",
    "application/json",
    HTML,
    Format::GeoPackage.media(),
    Format::FlatGeobuf.media(),
    Format::GeoParquet.media(),
    Format::Csv.media(),
    Format::Xlsx.media(),
    Format::GeoJson.media(),
    Format::GeoJsonSeq.media(),
    Format::Kml.media(),
    Format::CsvMetadata.media(),
];

/// Names the coordinate system of an answer (OGC API - Features Part 2, requirement ogc-crs-header).
pub const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
/// How many features match, for formats that have no place to say so.
pub const NUMBER_MATCHED: HeaderName = HeaderName::from_static("ogc-numbermatched");
/// How many features are in the answer.
pub const NUMBER_RETURNED: HeaderName = HeaderName::from_static("ogc-numberreturned");

/// A page of features.
///
/// # Errors
/// When there is no such collection, or what is asked of it makes no sense.
pub fn page(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let wanted = asked::wanted(call, snapshot, &*features, ITEMS)?;
    let from = call.given.read(&PAGE_CURSOR);
    let from = from.map(|text| Cursor::parse(&text, &wanted.order, features.described())).transpose();
    let from =
        from.map_err(|error| Problem::new(INVALID_PARAMETER, format!("cursor: {error}.")).at(PAGE_CURSOR.name))?;
    let format = Format::of_media(call.media);
    // A file that is not asked for in part is whole.
    let usual = if format.is_some() { features.len().max(1) } else { USUAL_ITEMS as usize };
    let page = Page { limit: call.given.read(&LIMIT).unwrap_or(usual), from };
    let listing = list(&*features, &wanted, &page);
    let described = features.described();
    let others = other_pages(call, &listing);
    if let Some(format) = format {
        let mut answer = files::answer(call, snapshot, &*features, &listing, format)?;
        answer.links.extend(others);
        return Ok(answer);
    }
    let mut links = links(call, described);
    links.extend(others.clone());
    let crs = asked::crs(call);
    // The texts of assets that were not edited serve on.
    let is_assets = features.described().name == Assets::described().name;
    let edited_since = |serial: u64| snapshot.lineage.edited_since(serial).filter(|_| is_assets);
    let kept = call.state.fragments.of(collections::serial_of(snapshot, &*features), &edited_since, &*features, crs);
    let page = FeatureCollection {
        features: &*features,
        items: &listing.items,
        crs,
        links,
        time_stamp: snapshot.made_at.format(&Rfc3339).map_err(Problem::internal)?,
        number_matched: listing.number_matched,
        stamp: rows::usual_stamp(snapshot),
    };
    let mut answer = counted(
        call.page(&described.title, page.write(kept.as_deref()).map_err(Problem::internal)?)?,
        listing.number_matched,
        listing.items.len(),
    );
    answer.links.extend(others);
    call.state.fragments.make_room();
    Ok(in_crs(answer, crs))
}

/// One feature.
///
/// # Errors
/// When there is no such collection, or nothing in it with that key.
pub fn one(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let described = features.described();
    let id = call.given.read(&ID).unwrap_or_default();
    let index = features.index_of(&id).ok_or_else(|| {
        let shown: String = id.chars().take(100).collect();
        Problem::new(NOT_FOUND, format!("There is nothing with the key \"{shown}\" in {}.", described.name))
    })?;
    let mut links = links(call, described);
    let id = path_segment(features.id(index));
    if described.name == Assets::NAME {
        links.push(call.link("describedby", &format!("/assets/{id}"), "application/json", "Everything known of it"));
    }
    if described.name == Assets::NAME || described.name == Needs::NAME {
        let matches = format!("/{}/{id}/matches", described.name);
        links.push(call.link("related", &matches, "application/json", "Matches"));
    }
    links.extend(on_the_map(call, &described.name, &id));
    let crs = asked::crs(call);
    let alone = Some((links, rows::usual_stamp(snapshot)));
    let title = format!("{}: {}", described.title, features.id(index));
    let feature = Feature { features: &*features, index, crs, alone };
    Ok(in_crs(call.written(&title, feature.to_json().map_err(Problem::internal)?)?, crs))
}

/// The answer with the header that names its coordinate system.
#[must_use]
pub fn in_crs(answer: Answer, crs: Crs) -> Answer {
    answer.with(CONTENT_CRS, &format!("<{}>", crs.uri()))
}

/// The answer with the headers that count its features.
#[must_use]
pub fn counted(answer: Answer, matched: usize, returned: usize) -> Answer {
    answer.with(NUMBER_MATCHED, &matched.to_string()).with(NUMBER_RETURNED, &returned.to_string())
}

/// Links to the page after this one and to the one before, where there are any.
#[must_use]
pub fn other_pages(call: &Call, listing: &Listing) -> Vec<Link> {
    // What nearly all look for comes first.
    let pages = [("next", "Next page", &listing.next), ("prev", "Page before", &listing.prev)];
    let link = |(rel, title, from): (&'static str, &str, &Option<Cursor>)| {
        let mut link = call.own_link(title);
        link.href = call.own_address_with(PAGE_CURSOR.name, &from.as_ref()?.to_string());
        link.rel = rel.into();
        Some(link)
    };
    pages.into_iter().filter_map(link).collect()
}

fn links(call: &Call, described: &Described) -> Vec<Link> {
    let collection = format!("/collections/{}", described.name);
    let mut links = call.own_links(&described.title);
    links.push(call.link("collection", &collection, "application/json", &described.title));
    links
}

/// A link to the map with this feature chosen, where the map can do that.
fn on_the_map(call: &Call, collection: &str, id: &str) -> Option<Link> {
    let name = match collection {
        Assets::NAME => "asset",
        Areas::NAME => "area",
        Needs::NAME => "need",
        _ => return None,
    };
    let href = format!("{}/#{name}={id}", call.home);
    Some(Link { href, rel: "related".into(), media_type: HTML, title: "On the map".to_owned() })
}
