//! Shapes of map layers as text (WKT) in degrees, out of the coordinate reference systems that Britain uses.

use std::f64::consts::PI;
use std::fmt::Write as _;

use geo::{Coord, Geometry, LineString, MapCoords, Polygon};

use super::Fault;
use crate::domain::place::Position;
use crate::import::records::LONGEST_RECORD_BYTES;
use crate::projection::to_lon_lat;

/// The heading of the column of shapes.
pub(in crate::import) const GEOMETRY: &str = "geometry";

/// The radius of the sphere of Web Mercator (EPSG:3857), in metres.
const WEB_MERCATOR_RADIUS_M: f64 = 6_378_137.0;

/// A coordinate reference system that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum ReferenceSystem {
    /// Longitude and latitude in degrees: WGS 84 (EPSG:4326) and ETRS89 (EPSG:4258), the same within a metre.
    Degrees,
    /// British National Grid (EPSG:27700).
    NationalGrid,
    /// Web Mercator (EPSG:3857).
    WebMercator,
}

fn refused(found: &str) -> Fault {
    Fault::Broken(format!(
        "its shapes are in the coordinate reference system {found}; save the layer in EPSG:27700 (British National Grid) or \
         EPSG:4326 (WGS 84) and import that"
    ))
}

impl ReferenceSystem {
    /// By its number in the EPSG register.
    pub(in crate::import) fn of_epsg(code: i64) -> Result<Self, Fault> {
        match code {
            4326 | 4258 => Ok(Self::Degrees),
            27700 => Ok(Self::NationalGrid),
            3857 | 900_913 => Ok(Self::WebMercator),
            other => Err(refused(&format!("EPSG:{other}"))),
        }
    }

    /// By the name in a GeoJSON document, which has one only where it is not in degrees, or is old.
    pub(in crate::import) fn of_geojson(name: Option<&str>) -> Result<Self, Fault> {
        let Some(name) = name else { return Ok(Self::Degrees) };
        if name.ends_with("CRS84") {
            return Ok(Self::Degrees);
        }
        let code = name.rsplit([':', '/']).next().and_then(|code| code.parse().ok());
        code.map_or_else(|| Err(refused(name)), Self::of_epsg)
    }

    /// By the text of a .prj file; without one, by the size of the numbers in the header of the layer.
    pub(in crate::import) fn of_projection_text(text: &str) -> Result<Self, Fault> {
        let plain: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).take(4000).collect();
        let has = |part: &str| plain.contains(part);
        if has("britishnationalgrid") || has("osgb1936british") || has("osgb36british") {
            return Ok(Self::NationalGrid);
        }
        if has("mercatorauxiliarysphere") || has("pseudomercator") || has("webmercator") {
            return Ok(Self::WebMercator);
        }
        if !has("projcs") && !has("projcrs") && (has("wgs1984") || has("wgs84") || has("etrs1989") || has("etrs89")) {
            return Ok(Self::Degrees);
        }
        Err(refused(&text.chars().filter(|c| !c.is_control()).take(60).collect::<String>()))
    }

    /// This point in degrees, if it is a place there.
    fn degrees(self, point: Coord<f64>) -> Option<Coord<f64>> {
        let found = match self {
            Self::Degrees => point,
            Self::WebMercator => of_web_mercator(point),
            Self::NationalGrid => {
                let position = Position::new(point.x, point.y).ok()?;
                let found = *to_lon_lat(&[position]).ok()?.first()?;
                Coord { x: found.lon_deg, y: found.lat_deg }
            }
        };
        (found.x.abs() <= 180.0 && found.y.abs() <= 90.0).then_some(found)
    }
}

fn of_web_mercator(point: Coord<f64>) -> Coord<f64> {
    let latitude = 2.0 * (point.y / WEB_MERCATOR_RADIUS_M).exp().atan() - PI / 2.0;
    Coord { x: (point.x / WEB_MERCATOR_RADIUS_M).to_degrees(), y: latitude.to_degrees() }
}

/// The shape as text in degrees, to a centimetre.
pub(in crate::import) fn wkt(shape: &Geometry<f64>, system: ReferenceSystem, number: u64) -> Result<String, Fault> {
    let rounded = |value: f64| (value * 1e7).round() / 1e7;
    let degrees = shape.try_map_coords(|point| {
        system.degrees(point).map(|found| Coord { x: rounded(found.x), y: rounded(found.y) }).ok_or(point)
    });
    let degrees = degrees.map_err(|point| {
        Fault::Broken(format!(
            "feature {number} goes through {}, {}, which is no place in Britain; check the coordinate reference system of \
             the layer",
            point.x, point.y
        ))
    })?;
    let mut text = String::new();
    write_shape(&degrees, &mut text);
    if text.len() > LONGEST_RECORD_BYTES {
        return Err(Fault::OverLimit(format!(
            "the shape of feature {number} has too many points; simplify the shapes, then save the layer again"
        )));
    }
    Ok(text)
}

fn write_shape(shape: &Geometry<f64>, text: &mut String) {
    match shape {
        Geometry::Point(point) => {
            let _ = write!(text, "POINT ({} {})", point.x(), point.y());
        }
        Geometry::Line(line) => write_shape(&Geometry::LineString(LineString(vec![line.start, line.end])), text),
        Geometry::LineString(line) => {
            text.push_str("LINESTRING ");
            write_points(&line.0, text);
        }
        Geometry::Polygon(polygon) => {
            text.push_str("POLYGON ");
            write_polygon(polygon, text);
        }
        Geometry::Rect(rect) => write_shape(&Geometry::Polygon(rect.to_polygon()), text),
        Geometry::Triangle(triangle) => write_shape(&Geometry::Polygon(triangle.to_polygon()), text),
        Geometry::MultiPoint(points) => {
            text.push_str("MULTIPOINT ");
            write_points(&points.0.iter().map(|point| point.0).collect::<Vec<_>>(), text);
        }
        Geometry::MultiLineString(lines) => {
            text.push_str("MULTILINESTRING ");
            write_all(&lines.0, text, |line, text| write_points(&line.0, text));
        }
        Geometry::MultiPolygon(polygons) => {
            text.push_str("MULTIPOLYGON ");
            write_all(&polygons.0, text, write_polygon);
        }
        Geometry::GeometryCollection(shapes) => {
            text.push_str("GEOMETRYCOLLECTION ");
            write_all(&shapes.0, text, write_shape);
        }
    }
}

fn write_polygon(polygon: &Polygon<f64>, text: &mut String) {
    let rings: Vec<&LineString<f64>> = std::iter::once(polygon.exterior()).chain(polygon.interiors()).collect();
    write_all(&rings, text, |ring, text| write_points(&ring.0, text));
}

fn write_points(points: &[Coord<f64>], text: &mut String) {
    write_all(points, text, |point, text| {
        let _ = write!(text, "{} {}", point.x, point.y);
    });
}

/// A list in brackets; `EMPTY` when there is nothing in it.
fn write_all<T>(items: &[T], text: &mut String, each: impl Fn(&T, &mut String)) {
    if items.is_empty() {
        text.push_str("EMPTY");
        return;
    }
    for (at, item) in items.iter().enumerate() {
        text.push_str(if at == 0 { "(" } else { ", " });
        each(item, text);
    }
    text.push(')');
}

#[cfg(test)]
mod tests {
    use geo::{Geometry, line_string, point, polygon};

    use super::{ReferenceSystem, wkt};

    #[test]
    fn a_shape_is_the_same_place_in_each_system() {
        // Liverpool Town Hall, within a metre.
        let cases = [
            (ReferenceSystem::Degrees, point! { x: -2.9917, y: 53.4071 }),
            (ReferenceSystem::WebMercator, point! { x: -333_034.5, y: 7_058_658.3 }),
        ];
        for (system, point) in cases {
            let text = wkt(&Geometry::Point(point), system, 1).unwrap();
            assert!(text.starts_with("POINT (-2.99") && text.contains(" 53.40"), "{text}");
        }
    }

    #[test]
    fn shapes_of_all_kinds_are_written() {
        let ring = polygon![(x: 0.0, y: 50.0), (x: 1.0, y: 50.0), (x: 1.0, y: 51.0), (x: 0.0, y: 50.0)];
        let text = wkt(&Geometry::Polygon(ring), ReferenceSystem::Degrees, 1).unwrap();
        assert_eq!(text, "POLYGON ((0 50, 1 50, 1 51, 0 50))");
        let line = line_string![(x: 0.12345678, y: 50.0), (x: 1.0, y: 50.0)];
        let text = wkt(&Geometry::LineString(line), ReferenceSystem::Degrees, 1).unwrap();
        assert_eq!(text, "LINESTRING (0.1234568 50, 1 50)");
    }

    #[test]
    fn a_system_that_britain_does_not_use_is_refused() {
        let system = |text: &str| ReferenceSystem::of_projection_text(text);
        assert_eq!(system("PROJCS[\"British_National_Grid\",GEOGCS").unwrap(), ReferenceSystem::NationalGrid);
        assert_eq!(system("GEOGCS[\"GCS_WGS_1984\",DATUM").unwrap(), ReferenceSystem::Degrees);
        assert!(system("PROJCS[\"WGS_1984_UTM_Zone_30N\"").is_err());
        assert!(ReferenceSystem::of_epsg(2154).is_err());
        let crs = |name: &str| ReferenceSystem::of_geojson(Some(name));
        assert_eq!(crs("urn:ogc:def:crs:EPSG::27700").unwrap(), ReferenceSystem::NationalGrid);
        assert_eq!(crs("urn:ogc:def:crs:OGC:1.3:CRS84").unwrap(), ReferenceSystem::Degrees);
        assert!(crs("local").is_err());
    }
}
