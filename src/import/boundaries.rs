//! Outlines of LSOA 2021 areas from GeoJSON, in degrees or in British National Grid metres.
//!
//! A GeoJSON file has no rows: its features are numbered from 1 and stand for rows in reports.

use std::collections::HashMap;

use geo::{Centroid, Contains, Coord, InteriorPoint, LineString, MultiPolygon, Polygon};
use serde_json::Value;

use crate::domain::area::{AreaBoundary, AreaCode};
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::place::{LonLat, Position};
use crate::projection::to_british_national_grid;

use super::boroughs::{borough, is_fictional, is_lsoa_code};
use super::error::ReadError;
use super::features::stream;
use super::opened::Opened;
use super::records::Record;
use super::values::{one_line, plain};
use super::{Contents, OfficialSource, finish};

/// One feature understood, its outline still in the file's own coordinates.
struct Draft {
    number: u64,
    code: AreaCode,
    name: String,
    borough: Option<crate::domain::area::Borough>,
    outline: MultiPolygon<f64>,
    degrees: bool,
}

/// Reads boundaries.
pub(super) fn read(opened: &Opened<'_>, progress: &dyn Fn(u64, u64)) -> Result<ReadFile, ReadError> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut refused: Vec<RefusedRow> = Vec::new();
    let mut seen: HashMap<AreaCode, u64> = HashMap::new();
    let mut first: Option<FirstFeature> = None;
    let mut each = |number: u64, feature: &Value| {
        first.get_or_insert_with(|| FirstFeature::of(feature));
        let draft = understand(number, feature).and_then(|draft| match seen.get(&draft.code) {
            Some(first) => Err(format!("the area {} is drawn twice; feature {first} is kept", draft.code)),
            None => {
                seen.insert(draft.code.clone(), number);
                Ok(draft)
            }
        });
        match draft {
            Ok(draft) => drafts.push(draft),
            Err(reason) => refused.push(RefusedRow { number, raw: properties_as_text(feature), reason }),
        }
    };
    let document = stream(opened.reader(progress)?, &mut each).map_err(|error| broken(&opened.name, &error))?;
    if !document.has_features {
        return Err(not_a_collection(&opened.name, document.kind.as_deref()));
    }
    if let Some(first) = first.as_ref().filter(|_| drafts.is_empty()) {
        first.check(&opened.name)?;
    }
    let rows = place(drafts, &mut refused, opened)?;
    let fictional =
        document.fictional || rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
    let official = OfficialSource { title: "LSOA 2021 boundaries", publisher: "Office for National Statistics" };
    let source = official.source(opened, FileKind::Boundaries, fictional, None);
    let contents = Contents { header: Record::default(), rows: Rows::Boundaries(rows), refused, notes: Vec::new() };
    finish(FileKind::Boundaries, opened, source, contents)
}

/// Outlines on the British National Grid, all of the file in one go.
fn place(
    drafts: Vec<Draft>,
    refused: &mut Vec<RefusedRow>,
    opened: &Opened<'_>,
) -> Result<Vec<Row<AreaBoundary>>, ReadError> {
    let mut degrees = Vec::new();
    for draft in drafts.iter().filter(|draft| draft.degrees) {
        let points = rings(&draft.outline).flat_map(|ring| ring.0.iter());
        degrees.extend(points.map(|point| LonLat { lon_deg: point.x, lat_deg: point.y }));
    }
    let mut projected = to_british_national_grid(&degrees)?.into_iter();
    drop(degrees);
    let source = opened.source_id(FileKind::Boundaries);
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut off: Option<Coord<f64>> = None;
        let mut ring_on_grid = |ring: &LineString<f64>| {
            let points = ring.0.iter().map(|point| {
                let position =
                    if draft.degrees { projected.next().flatten() } else { Position::new(point.x, point.y).ok() };
                if position.is_none() {
                    off.get_or_insert(*point);
                }
                position.map_or(*point, |p| Coord { x: p.easting_m, y: p.northing_m })
            });
            LineString(points.collect())
        };
        let polygons = draft.outline.0.iter().map(|polygon| {
            let exterior = ring_on_grid(polygon.exterior());
            Polygon::new(exterior, polygon.interiors().iter().map(&mut ring_on_grid).collect())
        });
        let boundary = MultiPolygon(polygons.collect());
        let refuse = |reason: String| RefusedRow {
            number: draft.number,
            raw: vec![draft.code.to_string(), draft.name.clone()],
            reason,
        };
        if let Some(point) = off {
            refused.push(refuse(format!(
                "its outline goes through {}, {}, which is no place in Britain in degrees or in British National Grid metres",
                point.x, point.y
            )));
            continue;
        }
        let Some(centre) = centre(&boundary) else {
            refused.push(refuse("its outline encloses nothing".to_owned()));
            continue;
        };
        rows.push(Row {
            number: draft.number,
            raw: Vec::new(),
            value: AreaBoundary {
                code: draft.code,
                name: draft.name,
                borough: draft.borough,
                boundary,
                centre,
                source: source.clone(),
            },
        });
    }
    Ok(rows)
}

fn rings(outline: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    outline.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// The centroid where it lies inside, else a point that does.
fn centre(boundary: &MultiPolygon<f64>) -> Option<Position> {
    let centroid = boundary.centroid().filter(|centroid| boundary.contains(centroid));
    let point = centroid.or_else(|| boundary.interior_point())?;
    Position::new(point.x(), point.y()).ok()
}

/// A member of a feature's properties by normalised name.
fn property(feature: &Value, wanted: impl Fn(&str) -> bool) -> Option<&str> {
    let properties = feature.get("properties")?.as_object()?;
    let (_, value) = properties.iter().find(|(key, value)| wanted(&plain(key)) && value.is_string())?;
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

fn is_district_code(key: &str) -> bool {
    matches!(key, "ladcdactive" | "ladcd")
        || (key.starts_with("lad") || key.starts_with("ltla")) && is_dated(key, &["cd", "code"])
}

fn is_district_name(key: &str) -> bool {
    key == "ladnm" || (key.starts_with("lad") || key.starts_with("ltla")) && is_dated(key, &["nm", "name"])
}

/// "lad24cd": two digits before the ending.
fn is_dated(key: &str, endings: &[&str]) -> bool {
    let stem = endings.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or("");
    stem.len() > 2 && stem.bytes().rev().take(2).all(|byte| byte.is_ascii_digit())
}

fn understand(number: u64, feature: &Value) -> Result<Draft, String> {
    let code = property(feature, |key| matches!(key, "lsoa21cd" | "lsoa21code"))
        .ok_or("it has no LSOA 2021 code (LSOA21CD)")?;
    if !is_lsoa_code(code) {
        return Err(format!("{code} is not the code of an LSOA; expected one like E01006412"));
    }
    let name = property(feature, |key| matches!(key, "lsoa21nm" | "lsoa21name"));
    let outline = outline(feature.get("geometry").unwrap_or(&Value::Null))?;
    let degrees = rings(&outline)
        .flat_map(|ring| ring.0.iter())
        .next()
        .is_some_and(|point| point.x.abs() <= 180.0 && point.y.abs() <= 90.0);
    Ok(Draft {
        number,
        code: AreaCode::new(code),
        name: name.map_or_else(|| code.to_owned(), one_line),
        borough: borough(property(feature, is_district_code), property(feature, is_district_name), name),
        outline,
        degrees,
    })
}

fn outline(geometry: &Value) -> Result<MultiPolygon<f64>, String> {
    let coordinates = geometry.get("coordinates").and_then(Value::as_array);
    let kind = geometry.get("type").and_then(Value::as_str);
    match (kind, coordinates) {
        (Some("Polygon"), Some(rings)) => Ok(MultiPolygon(vec![polygon(rings)?])),
        (Some("MultiPolygon"), Some(polygons)) if !polygons.is_empty() => {
            let polygons = polygons.iter().map(|rings| polygon(rings.as_array().ok_or("its outline is malformed")?));
            Ok(MultiPolygon(polygons.collect::<Result<_, _>>()?))
        }
        (Some(other), _) if other != "Polygon" && other != "MultiPolygon" => {
            Err(format!("its shape is a {other}, not an outline"))
        }
        _ => Err("it has no outline".to_owned()),
    }
}

fn polygon(rings: &[Value]) -> Result<Polygon<f64>, String> {
    let mut rings = rings.iter().map(ring);
    let exterior = rings.next().ok_or("it has no outline")??;
    Ok(Polygon::new(exterior, rings.collect::<Result<_, _>>()?))
}

fn ring(ring: &Value) -> Result<LineString<f64>, String> {
    let points = ring.as_array().ok_or("its outline is malformed")?;
    if points.len() < 4 {
        return Err(format!("a ring of its outline has {} points; at least 4 are needed", points.len()));
    }
    let point = |point: &Value| match point.as_array().map(Vec::as_slice) {
        Some([x, y, ..]) => match (x.as_f64(), y.as_f64()) {
            (Some(x), Some(y)) if x.is_finite() && y.is_finite() => Ok(Coord { x, y }),
            _ => Err("a point of its outline is not a pair of numbers".to_owned()),
        },
        _ => Err("a point of its outline is not a pair of numbers".to_owned()),
    };
    Ok(LineString(points.iter().map(point).collect::<Result<_, _>>()?))
}

/// The properties of a feature as "name: value", for the list of refused rows.
fn properties_as_text(feature: &Value) -> Vec<String> {
    let Some(properties) = feature.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    properties.iter().take(40).map(|(key, value)| format!("{key}: {}", text(value))).collect()
}

/// What the first feature shows of a file in which no feature could be used.
struct FirstFeature {
    properties: Vec<String>,
    shape: Option<String>,
}

impl FirstFeature {
    fn of(feature: &Value) -> Self {
        let names = feature.get("properties").and_then(Value::as_object);
        let shape = feature.get("geometry").and_then(|geometry| geometry.get("type")).and_then(Value::as_str);
        Self {
            properties: names.map(|names| names.keys().cloned().collect()).unwrap_or_default(),
            shape: shape.map(str::to_owned),
        }
    }

    /// Fails with what the file is, when its features are not LSOA 2021 areas at all.
    fn check(&self, name: &str) -> Result<(), ReadError> {
        let keys: Vec<String> = self.properties.iter().map(|key| plain(key)).collect();
        let has = |start: &str| keys.iter().any(|key| key.starts_with(start) && is_dated(key, &["cd", "code"]));
        if has("lsoa21") {
            return Ok(());
        }
        let geography = [
            ("lsoa", "these are LSOA 2011 boundaries"),
            ("msoa", "these are MSOA boundaries"),
            ("oa", "these are output area boundaries"),
            ("wd", "these are ward boundaries"),
            ("lad", "these are district boundaries"),
            ("ltla", "these are district boundaries"),
        ];
        if let Some((_, what)) = geography.iter().find(|(start, _)| has(start)) {
            return Err(ReadError::NotUsed { name: name.to_owned(), reason: format!("{what}; catmap uses LSOA 2021") });
        }
        let shape = self.shape.as_deref().unwrap_or("no");
        if !matches!(shape, "Polygon" | "MultiPolygon") {
            let reason = format!(
                "this GeoJSON has {shape} shapes, not outlines of areas. Only area boundaries are read from GeoJSON; save assets as CSV"
            );
            return Err(ReadError::NotUsed { name: name.to_owned(), reason });
        }
        let seen = if self.properties.is_empty() { "none at all".to_owned() } else { self.properties.join(", ") };
        Err(ReadError::DoesNotFit {
            name: name.to_owned(),
            kind: FileKind::Boundaries,
            missing: format!(
                "its areas have no codes. Each needs LSOA21CD (or lsoa21_code); their properties are: {seen}"
            ),
        })
    }
}

fn broken(name: &str, error: &serde_json::Error) -> ReadError {
    let reason = if error.is_eof() {
        "the file stops in the middle; it may have been cut off".to_owned()
    } else if error.is_io() {
        "it could not be read to its end".to_owned()
    } else {
        let text = error.to_string();
        text.split(" at line ").next().unwrap_or_default().to_owned()
    };
    ReadError::BrokenJson { name: name.to_owned(), reason, line: error.line(), column: error.column() }
}

fn not_a_collection(name: &str, kind: Option<&str>) -> ReadError {
    let missing = match kind {
        Some("Topology") => "it is TopoJSON; convert it to GeoJSON.".to_owned(),
        Some(kind) => format!("its type is {kind}, where a FeatureCollection with a list of features is needed."),
        None => "it is JSON, but not a FeatureCollection with a list of features.".to_owned(),
    };
    ReadError::DoesNotFit { name: name.to_owned(), kind: FileKind::Boundaries, missing }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is_district_code, outline};

    #[test]
    fn the_district_is_found_under_the_year_of_any_release() {
        for key in ["ladcdactive", "lad24cd", "ltla24code", "lad25cd"] {
            assert!(is_district_code(key), "{key}");
        }
        assert!(!is_district_code("ladder"));
    }

    #[test]
    fn an_outline_that_is_none_is_refused() {
        let cases = [
            (json!(null), "no outline"),
            (json!({"type": "Point", "coordinates": [1, 2]}), "Point"),
            (json!({"type": "Polygon", "coordinates": []}), "no outline"),
            (json!({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}), "3 points"),
            (json!({"type": "Polygon", "coordinates": [[[1, 2], [3, "4"], [5, 6], [1, 2]]]}), "not a pair"),
            (json!({"type": "Polygon", "coordinates": [[[1], [3, 4], [5, 6], [1, 2]]]}), "not a pair"),
        ];
        for (geometry, expected) in cases {
            let reason = outline(&geometry).unwrap_err();
            assert!(reason.contains(expected), "{geometry}: {reason}");
        }
    }
}
