//! Where a feature is, as four columns of a table: on the British National Grid and in degrees.

use std::borrow::Cow;

use geo::Coord;

use crate::domain::place::Position;
use crate::features::collection::{Column, Counted, Features, GeometryType, Kind, Shape};
use crate::features::{Crs, Scalar};
use crate::projection;
use crate::publish::format::PublishError;
use crate::publish::format::shapes::standing_for;

/// The four columns; none for a table of what is nowhere. Of a line or an area they hold one point.
#[must_use]
pub fn columns(geometry: GeometryType) -> Vec<Column> {
    let whose = match geometry {
        GeometryType::Nothing => return Vec::new(),
        GeometryType::Point => "of its place",
        GeometryType::MultiLineString => "of a point on it; its whole shape is in the other formats",
        GeometryType::MultiPolygon => "of a point in it; its whole shape is in the other formats",
    };
    let column = |name: &'static str, unit: &'static str, about: String| Column {
        name: Cow::Borrowed(name),
        kind: Kind::Number,
        unit: Cow::Borrowed(unit),
        about: Cow::Owned(about),
        always: false,
        in_tiles: false,
        counted: Counted::Not,
    };
    vec![
        column("easting_m", "m", format!("British National Grid easting (EPSG:27700) {whose}.")),
        column("northing_m", "m", format!("British National Grid northing (EPSG:27700) {whose}.")),
        column("longitude", "degrees", format!("Longitude (WGS84) {whose}.")),
        column("latitude", "degrees", format!("Latitude (WGS84) {whose}.")),
    ]
}

/// Their values, in that order. Both pairs are of one and the same point.
///
/// # Errors
/// When PROJ is not to be had.
pub fn values(features: &dyn Features, index: usize) -> Result<[Scalar<'static>; 4], PublishError> {
    let on_grid = features.shape(index, Crs::Epsg27700);
    let place = standing_for(&on_grid).map(|place| Crs::Epsg27700.rounded(place));
    let in_degrees = match (&on_grid, place) {
        (Shape::Point(_), _) => standing_for(&features.shape(index, Crs::Crs84)),
        (_, Some(Coord { x, y })) => {
            let grid = [Position { easting_m: x, northing_m: y }];
            let degrees = projection::to_lon_lat(&grid).map_err(PublishError::library)?;
            degrees.first().map(|place| Crs::Crs84.rounded(Coord { x: place.lon_deg, y: place.lat_deg }))
        }
        (_, None) => None,
    };
    Ok([
        place.map(|place| place.x).into(),
        place.map(|place| place.y).into(),
        in_degrees.map(|place| place.x).into(),
        in_degrees.map(|place| place.y).into(),
    ])
}
