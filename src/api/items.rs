//! `/collections/{collection}/items`: pages of features, and one feature by its key.

use time::format_description::well_known::Rfc3339;

use crate::api::call::{Answer, Call, path_segment};
use crate::api::params::{
    BBOX, BOROUGH, CURSOR, ID, LIMIT, MAX_AREA, MIN_AREA, OCCUPANCY, OWNER, PURPOSE, SPACE_TYPE, STATUS, TEXT,
    USUAL_ITEMS,
};
use crate::api::problem::{INVALID_PARAMETER, Problem};
use crate::api::rows;
use crate::api::values::cursor_after;
use crate::app::browse::{self, AreaFilter, AssetFilter, Listing, NeedFilter, Page};
use crate::app::catalogue::Snapshot;
use crate::publish::feature::{Areas, Assets, Collection, Needs};
use crate::publish::geojson::{Feature, FeatureCollection};

/// The media types of features, best first.
pub const GEOJSON: &[&str] = &["application/geo+json", "application/json"];

/// A page of assets.
///
/// # Errors
/// When the filter makes no sense.
pub fn assets(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let given = &call.given;
    let filter = AssetFilter {
        bbox: given.read(&BBOX),
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
    let listing = browse::assets(snapshot, &filter, &page(call));
    collection::<Assets>(call, snapshot, &listing, |index| rows::asset(snapshot, index))
}

/// A page of areas.
///
/// # Errors
/// When it cannot be written.
pub fn areas(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let given = &call.given;
    let filter = AreaFilter {
        bbox: given.read(&BBOX),
        boroughs: given.read(&BOROUGH).unwrap_or_default(),
        text: given.read(&TEXT),
    };
    let listing = browse::areas(snapshot, &filter, &page(call));
    collection::<Areas>(call, snapshot, &listing, |index| rows::area(snapshot, index))
}

/// A page of published needs.
///
/// # Errors
/// When it cannot be written.
pub fn needs(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let given = &call.given;
    let filter = NeedFilter {
        bbox: given.read(&BBOX),
        boroughs: given.read(&BOROUGH).unwrap_or_default(),
        space_types: given.read(&SPACE_TYPE).unwrap_or_default(),
        purposes: given.read(&PURPOSE).unwrap_or_default(),
        text: given.read(&TEXT),
    };
    let listing = browse::needs(snapshot, &filter, &page(call));
    collection::<Needs>(call, snapshot, &listing, |index| rows::need(snapshot, index))
}

/// One asset as a feature.
///
/// # Errors
/// When there is none with that key.
pub fn asset(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::asset(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    feature::<Assets>(call, snapshot, &rows::asset(snapshot, index))
}

/// One area as a feature.
///
/// # Errors
/// When there is none with that code.
pub fn area(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::area(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    feature::<Areas>(call, snapshot, &rows::area(snapshot, index))
}

/// One published need as a feature.
///
/// # Errors
/// When there is none with that key, or it is private.
pub fn need(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let index = browse::need(snapshot, &call.given.read(&ID).unwrap_or_default())?;
    feature::<Needs>(call, snapshot, &rows::need(snapshot, index))
}

fn page(call: &Call) -> Page {
    Page { limit: call.given.read(&LIMIT).unwrap_or(USUAL_ITEMS as usize), after: call.given.read(&CURSOR) }
}

fn collection<'a, C: Collection>(
    call: &Call,
    snapshot: &'a Snapshot,
    listing: &Listing,
    row: impl Fn(usize) -> C::Row<'a>,
) -> Result<Answer, Problem> {
    let mut links = vec![
        call.own_link(C::TITLE),
        call.link("collection", &format!("/collections/{}", C::NAME), "application/json", C::TITLE),
    ];
    let next = listing.next.as_deref().map(|after| {
        let mut next = call.own_link("Next page");
        next.href = call.address_from(&cursor_after(after));
        next.rel = "next".into();
        next
    });
    links.extend(next.clone());
    let page = FeatureCollection::<C> {
        rows: listing.items.iter().map(|index| row(*index)).collect(),
        links,
        time_stamp: snapshot.made_at.format(&Rfc3339).map_err(Problem::internal)?,
        number_matched: listing.number_matched,
        stamp: rows::usual_stamp(snapshot),
    };
    let mut answer = call.json(&page)?;
    answer.links.extend(next);
    Ok(answer)
}

fn feature<C: Collection>(call: &Call, snapshot: &Snapshot, row: &C::Row<'_>) -> Result<Answer, Problem> {
    let mut links = vec![
        call.own_link(C::TITLE),
        call.link("collection", &format!("/collections/{}", C::NAME), "application/json", C::TITLE),
    ];
    let id = path_segment(C::id(row));
    if C::NAME == Assets::NAME {
        links.push(call.link("describedby", &format!("/assets/{id}"), "application/json", "Everything known of it"));
    }
    if C::NAME != Areas::NAME {
        links.push(call.link("related", &format!("/{}/{id}/matches", C::NAME), "application/json", "Matches"));
    }
    call.json(&Feature::<C>::alone(row, links, rows::usual_stamp(snapshot)))
}
