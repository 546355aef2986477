//! Places and outlines in the coordinate system that was asked for, as they are shown.

use geo::orient::Direction;
use geo::{Coord, LineString, MultiLineString, MultiPolygon, Orient, map_coords::MapCoords};

use crate::domain::place::{LonLat, Position};
use crate::features::Crs;
use crate::features::collection::Shape;
use crate::projection::{self, ProjectionError};

/// A point of which place and degrees are known.
#[must_use]
pub fn point(position: Option<Position>, lon_lat: Option<LonLat>, crs: Crs) -> Shape<'static> {
    let (Some(position), Some(lon_lat)) = (position, lon_lat) else { return Shape::Nowhere };
    let (x, y) = match crs {
        Crs::Epsg27700 => (position.easting_m, position.northing_m),
        Crs::Epsg3857 => projection::to_web_mercator(lon_lat),
        Crs::Crs84 | Crs::Epsg4326 | Crs::Epsg4258 => (lon_lat.lon_deg, lon_lat.lat_deg),
    };
    Shape::Point(crs.rounded(Coord { x, y }))
}

/// An outline on the grid in another system, rounded as it is shown: outer rings anticlockwise, holes clockwise
/// (RFC 7946 3.1.6).
///
/// # Errors
/// [`ProjectionError`] when PROJ is not to be had.
pub fn outline_in(boundary: &MultiPolygon, crs: Crs) -> Result<MultiPolygon, ProjectionError> {
    if crs == Crs::Epsg27700 {
        return Ok(boundary.map_coords(|coord| crs.rounded(coord)).orient(Direction::Default));
    }
    let convert = |polygon: &geo::Polygon| {
        let holes =
            polygon.interiors().iter().map(|hole| line_in(hole, crs)).collect::<Result<_, ProjectionError>>()?;
        Ok(geo::Polygon::new(line_in(polygon.exterior(), crs)?, holes))
    };
    let outline: MultiPolygon = boundary.iter().map(convert).collect::<Result<_, ProjectionError>>()?;
    Ok(outline.orient(Direction::Default))
}

/// Lines on the grid in another system, rounded as they are shown.
///
/// # Errors
/// [`ProjectionError`] when PROJ is not to be had.
pub fn lines_in(lines: &MultiLineString, crs: Crs) -> Result<MultiLineString, ProjectionError> {
    lines.iter().map(|line| line_in(line, crs)).collect()
}

fn line_in(line: &LineString, crs: Crs) -> Result<LineString, ProjectionError> {
    if crs == Crs::Epsg27700 {
        return Ok(line.map_coords(|coord| crs.rounded(coord)));
    }
    let grid: Vec<Position> = line.coords().map(|c| Position { easting_m: c.x, northing_m: c.y }).collect();
    let shown = projection::to_lon_lat(&grid)?.into_iter().map(|place| {
        let (x, y) = match crs {
            Crs::Epsg3857 => projection::to_web_mercator(place),
            _ => (place.lon_deg, place.lat_deg),
        };
        crs.rounded(Coord { x, y })
    });
    Ok(shown.collect())
}
