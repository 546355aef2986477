//! Outlines of areas from GeoJSON or TopoJSON, in degrees or in British National Grid metres: LSOAs, MSOAs, wards and
//! districts of any year.
//!
//! The level and the year are in the name of the property that holds the code: `LSOA21CD`, `WD25CD`, `ltla24_code`. One
//! file is of one level and year, that of its first area. Such a file has no rows: its features are numbered from 1 and
//! stand for rows in reports.

use std::collections::HashMap;

use geo::{Centroid, Contains, Coord, InteriorPoint, LineString, MultiPolygon, Polygon};
use serde_json::Value;

use crate::domain::area::{AreaBoundary, AreaCode, AreaLevel, Borough};
use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, RefusedRow, Row, Rows};
use crate::domain::place::{LonLat, Position};
use crate::domain::source::SourceId;
use crate::projection::to_british_national_grid;

use super::boroughs::{borough, is_fictional, is_lsoa_code, is_msoa_code};
use super::error::ReadError;
use super::features::stream;
use super::official_table::year_between;
use super::opened::Opened;
use super::records::Record;
use super::topology;
use super::values::{one_line, plain};
use super::{Contents, OfficialSource, finish};

/// One feature understood, its outline still in the file's own coordinates.
struct Draft {
    number: u64,
    code: AreaCode,
    name: String,
    borough: Option<Borough>,
    outline: MultiPolygon<f64>,
    degrees: bool,
}

/// A level of geography as of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Geography {
    level: AreaLevel,
    year: u16,
}

impl Geography {
    /// "LSOA 2021".
    fn label(self) -> String {
        format!("{} {}", self.level.label(), self.year)
    }

    /// The key of the source. That of LSOA 2021 is the plain one; the codes of other years and levels are kept apart even
    /// when two files have one name.
    fn source_id(self, opened: &Opened) -> SourceId {
        let plain = opened.source_id(FileKind::Boundaries);
        match (self.level, self.year) {
            (AreaLevel::Lsoa, 2021) => plain,
            (level, year) => SourceId::new(format!("{plain}-{}-{year}", level.slug())),
        }
    }
}

/// How the codes of each level are called, the smallest areas first: a file of wards names their districts, too.
const NAMED: [(AreaLevel, &[&str]); 4] = [
    (AreaLevel::Lsoa, &["lsoa"]),
    (AreaLevel::Msoa, &["msoa"]),
    (AreaLevel::Ward, &["wd", "ward"]),
    (AreaLevel::District, &["lad", "ltla"]),
];

/// Whether these are names of properties of areas: one of them says that it holds their codes.
pub(super) fn are_properties(names: &[String]) -> bool {
    let is_code = |name: &String| {
        let name = plain(name);
        NAMED.iter().any(|(_, starts)| year_of(&name, starts, &["cd", "code"]).is_some())
    };
    names.iter().any(is_code)
}

/// Reads boundaries from GeoJSON.
pub(super) fn read(opened: &Opened, progress: &dyn Fn(u64, u64)) -> Result<ReadFile, ReadError> {
    let mut reading = Reading::default();
    let document = stream(opened.reader(progress)?, &mut |number, feature| {
        let outline = outline(feature.get("geometry").unwrap_or(&Value::Null));
        reading.take(number, feature, outline);
    })
    .map_err(|error| ReadError::broken_json(&opened.name, &error))?;
    if !document.has_features {
        return Err(not_a_collection(&opened.name, document.kind.as_deref()));
    }
    reading.finish(opened, document.fictional)
}

/// Reads boundaries from TopoJSON.
pub(super) fn read_topology(opened: &Opened, progress: &dyn Fn(u64, u64)) -> Result<ReadFile, ReadError> {
    let mut reading = Reading::default();
    topology::features(opened, progress, &mut |number, feature, outline| {
        reading.take(number, feature, outline);
    })?;
    reading.finish(opened, false)
}

/// The features of one file, one after the other.
#[derive(Default)]
struct Reading {
    geography: Option<Geography>,
    drafts: Vec<Draft>,
    refused: Vec<RefusedRow>,
    seen: HashMap<AreaCode, u64>,
    first: Option<FirstFeature>,
}

impl Reading {
    fn take(&mut self, number: u64, feature: &Value, outline: Result<MultiPolygon<f64>, String>) {
        self.first.get_or_insert_with(|| FirstFeature::of(feature));
        let draft = understand(number, feature, outline, &mut self.geography).and_then(|draft| {
            match self.seen.get(&draft.code) {
                Some(first) => Err(format!("the area {} is drawn twice; feature {first} is kept", draft.code)),
                None => {
                    self.seen.insert(draft.code.clone(), number);
                    Ok(draft)
                }
            }
        });
        match draft {
            Ok(draft) => self.drafts.push(draft),
            Err(reason) => self.refused.push(RefusedRow { number, raw: properties_as_text(feature), reason }),
        }
    }

    fn finish(mut self, opened: &Opened, fictional: bool) -> Result<ReadFile, ReadError> {
        if let Some(first) = self.first.as_ref().filter(|_| self.drafts.is_empty()) {
            first.check(&opened.name)?;
        }
        let geography = self.geography.unwrap_or(Geography { level: AreaLevel::Lsoa, year: 2021 });
        let source_id = geography.source_id(opened);
        let rows = place(self.drafts, &mut self.refused, geography, &source_id)?;
        let fictional = fictional || rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
        let official = OfficialSource { title: "Boundaries", publisher: "Office for National Statistics" };
        let mut source = official.source(opened, FileKind::Boundaries, fictional, None);
        source.id = source_id;
        source.title = format!("{} boundaries", geography.label());
        let contents = Contents {
            header: Record::default(),
            rows: Rows::Boundaries(rows),
            refused: self.refused,
            notes: Vec::new(),
        };
        finish(FileKind::Boundaries, opened, source, contents)
    }
}

/// Outlines on the British National Grid, all of the file in one go.
fn place(
    drafts: Vec<Draft>,
    refused: &mut Vec<RefusedRow>,
    geography: Geography,
    source: &SourceId,
) -> Result<Vec<Row<AreaBoundary>>, ReadError> {
    let mut degrees = Vec::new();
    for draft in drafts.iter().filter(|draft| draft.degrees) {
        let points = rings(&draft.outline).flat_map(|ring| ring.0.iter());
        degrees.extend(points.map(|point| LonLat { lon_deg: point.x, lat_deg: point.y }));
    }
    let mut projected = to_british_national_grid(&degrees)?.into_iter();
    drop(degrees);
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
            raw: Cells::default(),
            value: AreaBoundary {
                code: draft.code,
                level: geography.level,
                year: geography.year,
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
    matches!(key, "ladcdactive" | "ladcd") || year_of(key, &["lad", "ltla"], &["cd", "code"]).is_some()
}

fn is_district_name(key: &str) -> bool {
    key == "ladnm" || year_of(key, &["lad", "ltla"], &["nm", "name"]).is_some()
}

/// The year in "lad24cd" or "ltla24_code", whose underscore is gone when it comes here.
fn year_of(key: &str, starts: &[&str], endings: &[&str]) -> Option<u16> {
    starts.iter().find_map(|start| endings.iter().find_map(|ending| year_between(key, start, ending)))
}

/// The code of a feature, and which geography it is of: the smallest level that is named, in its latest year.
fn code(feature: &Value) -> Option<(Geography, &str, &'static [&'static str])> {
    let properties = feature.get("properties")?.as_object()?;
    let keys: Vec<(String, &str)> =
        properties.iter().filter_map(|(key, value)| Some((plain(key), value.as_str()?.trim()))).collect();
    NAMED.into_iter().find_map(|(level, starts)| {
        let dated = keys.iter().filter_map(|(key, text)| Some((year_of(key, starts, &["cd", "code"])?, *text)));
        let (year, text) = dated.filter(|(_, text)| !text.is_empty()).max_by_key(|(year, _)| *year)?;
        Some((Geography { level, year }, text, starts))
    })
}

/// Whether this can be the code of an area of that level.
fn is_code(level: AreaLevel, code: &str) -> bool {
    match level {
        AreaLevel::Lsoa => is_lsoa_code(code),
        AreaLevel::Msoa => is_msoa_code(code),
        AreaLevel::Ward | AreaLevel::District => {
            code.len() == 9
                && code.starts_with(['E', 'W', 'S', 'N'])
                && code.bytes().skip(1).all(|b| b.is_ascii_digit())
        }
    }
}

fn understand(
    number: u64,
    feature: &Value,
    outline: Result<MultiPolygon<f64>, String>,
    of_file: &mut Option<Geography>,
) -> Result<Draft, String> {
    let (geography, code, starts) = code(feature).ok_or("it has no code of an area (such as LSOA21CD)")?;
    if !is_code(geography.level, code) {
        return Err(format!("{code} is not the code of an area of the level {}", geography.level.label()));
    }
    let outline = outline?;
    let file = *of_file.get_or_insert(geography);
    if file != geography {
        return Err(format!("it is of {}, in a file of {}", geography.label(), file.label()));
    }
    let name = property(feature, |key| year_of(key, starts, &["nm", "name"]) == Some(geography.year));
    let (district_code, district_name) = (property(feature, is_district_code), property(feature, is_district_name));
    let borough = match geography.level {
        AreaLevel::District => borough(Some(code), name.or(Some(code)), None),
        // The names of these begin with their district's: "Knowsley 008".
        AreaLevel::Lsoa | AreaLevel::Msoa => borough(district_code, district_name, name),
        AreaLevel::Ward => borough(district_code, district_name, None),
    };
    let degrees = rings(&outline)
        .flat_map(|ring| ring.0.iter())
        .next()
        .is_some_and(|point| point.x.abs() <= 180.0 && point.y.abs() <= 90.0);
    Ok(Draft {
        number,
        code: AreaCode::new(code),
        name: name.map_or_else(|| code.to_owned(), one_line),
        borough,
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

    /// Fails with what the file is, when its features are no areas that are held.
    fn check(&self, name: &str) -> Result<(), ReadError> {
        let keys: Vec<String> = self.properties.iter().map(|key| plain(key)).collect();
        let has = |start: &str| keys.iter().any(|key| year_of(key, &[start], &["cd", "code"]).is_some());
        if NAMED.iter().any(|(_, starts)| starts.iter().any(|start| has(start))) {
            return Ok(());
        }
        if has("oa") {
            let reason = "these are output area boundaries; catmap uses LSOAs, MSOAs, wards and districts".to_owned();
            return Err(ReadError::NotUsed { name: name.to_owned(), reason });
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
                "its areas have no codes. Each needs one such as LSOA21CD, WD25CD or lad24_code; their properties are: {seen}"
            ),
        })
    }
}

fn not_a_collection(name: &str, kind: Option<&str>) -> ReadError {
    let missing = match kind {
        Some("Topology") => "it is TopoJSON without objects and arcs.".to_owned(),
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
