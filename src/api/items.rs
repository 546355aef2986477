//! `/collections/{collection}/items`: pages of features, and one feature by its key.

use time::format_description::well_known::Rfc3339;

use crate::api::call::{Answer, Call, path_segment};
use crate::api::params::{
    BBOX, BOROUGH, ID, LIMIT, MAX_AREA, MIN_AREA, OCCUPANCY, OWNER, PAGE_CURSOR, PURPOSE, SPACE_TYPE, STATUS, TEXT,
    USUAL_ITEMS,
};
use crate::api::problem::{INVALID_PARAMETER, Problem};
use crate::api::rows;
use crate::app::browse::{self, AreaFilter, AssetFilter, Holds, NeedFilter};
use crate::app::catalogue::Snapshot;
use crate::app::collections::areas::AreaFeatures;
use crate::app::collections::assets::AssetFeatures;
use crate::app::collections::needs::NeedFeatures;
use crate::features::cursor::Cursor;
use crate::features::listing::{Page, Wanted, list};
use crate::features::sort::Order;
use crate::features::{Areas, Assets, Collection, Crs, Described, Features};
use crate::publish::geojson::{Feature, FeatureCollection, Link};

/// The media types of features, best first.
pub const GEOJSON: &[&str] = &["application/geo+json", "application/json"];

/// A page of assets.
///
/// # Errors
/// When the filter makes no sense.
pub fn assets(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let given = &call.given;
    let filter = AssetFilter {
        boroughs: given.read(&BOROUGH).unwrap_or_default(),
        owners: given.read(&OWNER).unwrap_or_default(),
        occupancies: given.read(&OCCUPANCY).unwrap_or_default(),
        statuses: given.read(&STATUS).unwrap_or_default(),
        space_types: given.read(&SPACE_TYPE).unwrap_or_default(),
        min_area_m2: given.read(&MIN_AREA),
        max_area_m2: given.read(&MAX_AREA),
        text: given.read(&TEXT),
    };
    if let (Some(least), Some(most)) = (filter.min_area_m2, filter.max_area_m2)
        && least > most
    {
        let detail = format!("min_area_m2 ({least}) is more than max_area_m2 ({most}).");
        return Err(Problem::new(INVALID_PARAMETER, detail).at(MIN_AREA.name));
    }
    collection(call, snapshot, &AssetFeatures(snapshot), browse::assets(snapshot, &filter))
}

/// A page of areas.
///
/// # Errors
/// When it cannot be written.
pub fn areas(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let given = &call.given;
    let filter = AreaFilter { boroughs: given.read(&BOROUGH).unwrap_or_default(), text: given.read(&TEXT) };
    collection(call, snapshot, &AreaFeatures(snapshot), browse::areas(snapshot, &filter))
}

/// A page of published needs.
///
/// # Errors
/// When it cannot be written.
pub fn needs(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let given = &call.given;
    let filter = NeedFilter {
        boroughs: given.read(&BOROUGH).unwrap_or_default(),
        space_types: given.read(&SPACE_TYPE).unwrap_or_default(),
        purposes: given.read(&PURPOSE).unwrap_or_default(),
        text: given.read(&TEXT),
    };
    collection(call, snapshot, &NeedFeatures(snapshot), browse::needs(snapshot, &filter))
}

/// One asset as a feature.
///
/// # Errors
/// When there is none with that key.
pub fn asset(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::asset(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    feature(call, snapshot, &AssetFeatures(snapshot), index)
}

/// One area as a feature.
///
/// # Errors
/// When there is none with that code.
pub fn area(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::area(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    feature(call, snapshot, &AreaFeatures(snapshot), index)
}

/// One published need as a feature.
///
/// # Errors
/// When there is none with that key, or it is private.
pub fn need(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::need(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    feature(call, snapshot, &NeedFeatures(snapshot), index)
}

fn page(call: &Call, described: &Described, order: &Order) -> Result<Page, Problem> {
    let limit = call.given.read(&LIMIT).unwrap_or(USUAL_ITEMS as usize);
    let after = call.given.read(&PAGE_CURSOR).map(|text| Cursor::parse(&text, order, described)).transpose();
    let after =
        after.map_err(|error| Problem::new(INVALID_PARAMETER, format!("\"cursor\": {error}.")).at(PAGE_CURSOR.name))?;
    Ok(Page { limit, after })
}

fn collection(call: &Call, snapshot: &Snapshot, features: &dyn Features, holds: Holds<'_>) -> Result<Answer, Problem> {
    let wanted = Wanted { bbox: call.given.read(&BBOX), also: vec![holds], ..Wanted::default() };
    let listing = list(features, &wanted, &page(call, features.described(), &wanted.order)?);
    let next = listing.next.as_ref().map(|after| {
        let mut next = call.own_link("Next page");
        next.href = call.address_from(&after.to_string());
        next.rel = "next".into();
        next
    });
    let mut links = links(call, features.described());
    links.extend(next.clone());
    let page = FeatureCollection {
        features,
        items: &listing.items,
        crs: Crs::Crs84,
        links,
        time_stamp: snapshot.made_at.format(&Rfc3339).map_err(Problem::internal)?,
        number_matched: listing.number_matched,
        stamp: rows::usual_stamp(snapshot),
    };
    let mut answer = call.json(&page)?;
    answer.links.extend(next);
    Ok(answer)
}

fn feature(call: &Call, snapshot: &Snapshot, features: &dyn Features, index: usize) -> Result<Answer, Problem> {
    let described = features.described();
    let mut links = links(call, described);
    let id = path_segment(features.id(index));
    if described.name == Assets::NAME {
        links.push(call.link("describedby", &format!("/assets/{id}"), "application/json", "Everything known of it"));
    }
    if described.name != Areas::NAME {
        let matches = format!("/{}/{id}/matches", described.name);
        links.push(call.link("related", &matches, "application/json", "Matches"));
    }
    let alone = Some((links, rows::usual_stamp(snapshot)));
    call.json(&Feature { features, index, crs: Crs::Crs84, alone })
}

fn links(call: &Call, described: &Described) -> Vec<Link> {
    let collection = format!("/collections/{}", described.name);
    vec![call.own_link(&described.title), call.link("collection", &collection, "application/json", &described.title)]
}
