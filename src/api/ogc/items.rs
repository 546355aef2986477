//! `/collections/{collection}/items`: pages of features, and one feature by its key.

use axum::http::HeaderName;
use time::format_description::well_known::Rfc3339;

use crate::api::call::{Answer, Call, path_segment};
use crate::api::ogc::{self, asked};
use crate::api::params::{ID, LIMIT, PAGE_CURSOR, USUAL_ITEMS};
use crate::api::problem::{INVALID_PARAMETER, NOT_FOUND, Problem};
use crate::api::rows;
use crate::app::catalogue::Snapshot;
use crate::features::cursor::Cursor;
use crate::features::listing::{Page, list};
use crate::features::{Assets, Collection, Crs, Described, Needs};
use crate::publish::geojson::{Feature, FeatureCollection, Link};

/// The media types of features, best first.
pub const GEOJSON: &[&str] = &["application/geo+json", "application/json"];

/// Names the coordinate system of an answer (OGC API - Features Part 2, requirement ogc-crs-header).
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

/// A page of features.
///
/// # Errors
/// When there is no such collection, or what is asked of it makes no sense.
pub fn page(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let wanted = asked::wanted(call, snapshot, &*features)?;
    let after = call.given.read(&PAGE_CURSOR);
    let after = after.map(|text| Cursor::parse(&text, &wanted.order, features.described())).transpose();
    let after =
        after.map_err(|error| Problem::new(INVALID_PARAMETER, format!("cursor: {error}.")).at(PAGE_CURSOR.name))?;
    let page = Page { limit: call.given.read(&LIMIT).unwrap_or(USUAL_ITEMS as usize), after };
    let listing = list(&*features, &wanted, &page);
    let next = listing.next.as_ref().map(|after| {
        let mut next = call.own_link("Next page");
        next.href = call.address_from(&after.to_string());
        next.rel = "next".into();
        next
    });
    let mut links = links(call, features.described());
    links.extend(next.clone());
    let crs = asked::crs(call);
    let page = FeatureCollection {
        features: &*features,
        items: &listing.items,
        crs,
        links,
        time_stamp: snapshot.made_at.format(&Rfc3339).map_err(Problem::internal)?,
        number_matched: listing.number_matched,
        stamp: rows::usual_stamp(snapshot),
    };
    let mut answer = in_crs(call.json(&page)?, crs);
    answer.links.extend(next);
    Ok(answer)
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
    let crs = asked::crs(call);
    let alone = Some((links, rows::usual_stamp(snapshot)));
    Ok(in_crs(call.json(&Feature { features: &*features, index, crs, alone })?, crs))
}

fn in_crs(answer: Answer, crs: Crs) -> Answer {
    answer.with(CONTENT_CRS, &format!("<{}>", crs.uri()))
}

fn links(call: &Call, described: &Described) -> Vec<Link> {
    let collection = format!("/collections/{}", described.name);
    vec![call.own_link(&described.title), call.link("collection", &collection, "application/json", &described.title)]
}
