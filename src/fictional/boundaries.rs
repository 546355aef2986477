//! The outlines of areas and wards as GeoJSON, with the properties of the official files.

use std::collections::BTreeMap;
use std::path::Path;

use geo::{LineString, Polygon, unary_union};
use serde_json::json;

use super::FictionalError;
use super::areas::Areas;
use super::files::write_in_order;
use super::shape::{BOROUGHS, Point, TOWNS};
use crate::domain::place::{LonLat, Position};
use crate::projection::to_lon_lat;

const HEAD: &str = r#"{"type":"FeatureCollection","name":"areas_fictional","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":["#;
const WARDS_HEAD: &str = r#"{"type":"FeatureCollection","name":"wards_fictional","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":["#;

/// Writes `areas.geojson`: longitude and latitude to seven decimals, one feature a line.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written or positions cannot be converted.
pub(super) fn write(path: &Path, areas: &Areas, progress: &mut dyn FnMut(u64, u64)) -> Result<(), FictionalError> {
    let count = areas.all.len();
    let piece = |range: std::ops::Range<usize>| {
        let mut text = String::new();
        for index in range {
            let area = &areas.all[index];
            let site = area.cell.site;
            let mut degrees = in_degrees(area.cell.outline.iter().copied().chain([site]))?;
            let centre = degrees.pop().unwrap_or(LonLat { lon_deg: f64::NAN, lat_deg: f64::NAN });
            let mut ring: Vec<[f64; 2]> =
                degrees.iter().map(|point| [rounded(point.lon_deg), rounded(point.lat_deg)]).collect();
            ring.dedup();
            ring.extend(ring.first().copied());
            let borough = &BOROUGHS[area.borough];
            let feature = json!({
                "type": "Feature",
                "properties": {
                    "LSOA21CD": area.code,
                    "LSOA21NM": area.name,
                    "BNG_E": site.0.round() as i64,
                    "BNG_N": site.1.round() as i64,
                    "LONG": rounded(centre.lon_deg),
                    "LAT": rounded(centre.lat_deg),
                    "LAD25CD": borough.code,
                    "LAD25NM": borough.name,
                },
                "geometry": { "type": "Polygon", "coordinates": [ring] },
            });
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            text.push_str(&feature.to_string());
            if index + 1 == count {
                text.push_str("\n]}\n");
            }
        }
        Ok(text.into_bytes())
    };
    write_in_order(path, HEAD.as_bytes(), count, piece, progress)
}

/// The code of the ward around a town, by the town's place in [`TOWNS`].
pub(super) fn ward_code(town: usize) -> String {
    format!("E05099{:03}", town + 1)
}

/// Writes `wards.geojson`: around each town that has areas, the outline of all of them together.
///
/// # Errors
/// As [`write()`].
pub(super) fn write_wards(path: &Path, areas: &Areas) -> Result<(), FictionalError> {
    let mut of_town: BTreeMap<usize, Vec<Polygon<f64>>> = BTreeMap::new();
    for area in &areas.all {
        let outline = LineString::from(area.cell.outline.clone());
        of_town.entry(area.town).or_default().push(Polygon::new(outline, Vec::new()));
    }
    let mut text = WARDS_HEAD.to_owned();
    for (number, (town, cells)) in of_town.iter().enumerate() {
        let mut polygons: Vec<Vec<Vec<[f64; 2]>>> = Vec::new();
        for polygon in unary_union(cells) {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            polygons.push(rings.map(ring).collect::<Result<_, _>>()?);
        }
        let borough = &BOROUGHS[TOWNS[*town].borough];
        let feature = json!({
            "type": "Feature",
            "properties": {
                "WD25CD": ward_code(*town),
                "WD25NM": TOWNS[*town].name,
                "LAD25CD": borough.code,
                "LAD25NM": borough.name,
            },
            "geometry": { "type": "MultiPolygon", "coordinates": polygons },
        });
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&feature.to_string());
    }
    text.push_str("\n]}\n");
    std::fs::write(path, text).map_err(|source| FictionalError::Write { path: path.to_owned(), source })
}

/// A closed ring in degrees.
fn ring(line: &LineString<f64>) -> Result<Vec<[f64; 2]>, FictionalError> {
    let degrees = in_degrees(line.coords().map(|corner| (corner.x, corner.y)))?;
    Ok(degrees.iter().map(|point| [rounded(point.lon_deg), rounded(point.lat_deg)]).collect())
}

/// Longitude and latitude of points of the region.
///
/// # Errors
/// [`FictionalError::Projection`] when positions cannot be converted.
pub(super) fn in_degrees(points: impl Iterator<Item = Point>) -> Result<Vec<LonLat>, FictionalError> {
    // The region lies well inside the National Grid.
    let positions: Vec<Position> = points.map(|(easting_m, northing_m)| Position { easting_m, northing_m }).collect();
    Ok(to_lon_lat(&positions)?)
}

/// Seven decimals of a degree: about a centimetre.
pub(super) fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}
