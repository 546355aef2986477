//! `/places`: where a place is that somebody calls by name.

use crate::api::call::{Answer, Call};
use crate::api::params::{CALLED, PLACE_LIMIT, USUAL_PLACES};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::app::find_place::find_place;
use crate::publish::places::{Place, places_json};

/// Postcodes, boroughs and areas of this name.
///
/// # Errors
/// When PROJ fails.
pub fn find(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let called = call.given.read(&CALLED).unwrap_or_default();
    let found = find_place(snapshot, &called, call.given.read(&PLACE_LIMIT).unwrap_or(USUAL_PLACES as usize))?;
    let places: Vec<Place<'_>> = found
        .iter()
        .map(|place| {
            let [south_west, north_east] = place.corners;
            Place {
                kind: place.kind.slug(),
                name: &place.name,
                code: place.code.as_deref(),
                borough: place.borough.as_deref(),
                bbox: [south_west.lon_deg, south_west.lat_deg, north_east.lon_deg, north_east.lat_deg],
            }
        })
        .collect();
    call.json(&places_json(&places))
}
