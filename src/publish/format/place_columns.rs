//! Where a feature is, as four columns of a table: on the British National Grid and in degrees.

use std::borrow::Cow;

use crate::features::collection::{Column, Features, GeometryType, Kind};
use crate::features::{Crs, Scalar};
use crate::publish::format::shapes::standing_for;

/// The four columns; none for a table of what is nowhere. Where a collection of points has lines or areas instead, they hold
/// one point of each.
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
    };
    vec![
        column("easting_m", "m", format!("British National Grid easting (EPSG:27700) {whose}.")),
        column("northing_m", "m", format!("British National Grid northing (EPSG:27700) {whose}.")),
        column("longitude", "degrees", format!("Longitude (WGS84) {whose}.")),
        column("latitude", "degrees", format!("Latitude (WGS84) {whose}.")),
    ]
}

/// Their values, in that order.
#[must_use]
pub fn values(features: &dyn Features, index: usize) -> [Scalar<'static>; 4] {
    let place = |crs: Crs| standing_for(&features.shape(index, crs)).map(|place| crs.rounded(place));
    let (on_grid, in_degrees) = (place(Crs::Epsg27700), place(Crs::Crs84));
    [
        on_grid.map(|place| place.x).into(),
        on_grid.map(|place| place.y).into(),
        in_degrees.map(|place| place.x).into(),
        in_degrees.map(|place| place.y).into(),
    ]
}
