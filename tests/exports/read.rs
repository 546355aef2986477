//! Each format through a reader that others wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use calamine::{Data, Reader, Xlsx};
use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use geo::{Geometry, MultiPolygon, Point};
use geozero::ToGeo;
use geozero::wkb::{GpkgWkb, Wkb};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use quick_xml::events::Event;
use serde_json::Value;
use sqlx::{Column, Connection, Row, SqliteConnection, TypeInfo, ValueRef};
use time::Duration;
use time::macros::date;

use super::{Features, Seen, text};

/// A shape of GeoJSON.
pub fn shape_of_json(value: &Value) -> Geometry {
    let shape: geojson::Geometry = serde_json::from_value(value.clone()).unwrap();
    Geometry::try_from(shape).unwrap()
}

fn by_id(rows: impl IntoIterator<Item = (BTreeMap<String, String>, Option<Geometry>)>) -> Features {
    let mut features = Features::new();
    for (values, shape) in rows {
        let id = values["id"].clone();
        assert!(features.insert(id.clone(), Seen { values, shape }).is_none(), "{id} is there twice");
    }
    features
}

/// The features of a file in this format. Tables have no shapes.
pub async fn read(slug: &str, bytes: &[u8]) -> Features {
    match slug {
        "geojson" => {
            let document: Value = serde_json::from_slice(bytes).unwrap();
            by_id(document["features"].as_array().unwrap().iter().map(feature_of_json))
        }
        "geojsonseq" => by_id(sequence(bytes).iter().map(feature_of_json)),
        "csv" => by_id(csv_rows(bytes).into_iter().map(|row| (row, None))),
        "xlsx" => by_id(sheet(bytes, 0).into_iter().map(|row| (row, None))),
        "gpkg" => by_id(geopackage(bytes).await),
        "fgb" => by_id(flatgeobuf(bytes)),
        "parquet" => by_id(geoparquet(bytes)),
        "kml" => by_id(kml(bytes)),
        other => panic!("there is no reader of {other}"),
    }
}

fn feature_of_json(feature: &Value) -> (BTreeMap<String, String>, Option<Geometry>) {
    assert_eq!((&feature["type"], &feature["id"]), (&"Feature".into(), &feature["properties"]["id"]));
    let values = feature["properties"].as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
    let shape = Some(&feature["geometry"]).filter(|shape| !shape.is_null());
    (values.map(|(name, value)| (name.clone(), text(value))).collect(), shape.map(shape_of_json))
}

/// The texts of a sequence (RFC 8142).
pub fn sequence(bytes: &[u8]) -> Vec<Value> {
    if bytes.is_empty() {
        return Vec::new();
    }
    assert_eq!(bytes[0], 0x1e);
    let records = bytes[1..].split(|byte| *byte == 0x1e);
    let read = |record: &[u8]| {
        assert_eq!(record.last(), Some(&b'\n'));
        serde_json::from_slice(record).unwrap()
    };
    records.map(read).collect()
}

/// The rows of a CSV file, what is empty left out.
pub fn csv_rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let plain = bytes.strip_prefix("\u{feff}".as_bytes()).expect("the mark of UTF-8");
    let mut reader = csv::Reader::from_reader(plain);
    let header = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        let pairs = header.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty());
        pairs.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The rows of a sheet of a workbook, by its headings.
pub fn sheet(bytes: &[u8], number: usize) -> Vec<BTreeMap<String, String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(number).unwrap().unwrap();
    let mut rows = range.rows();
    let header: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    let cell = |cell: &Data| match cell {
        // Days since the last one of 1899, as Excel counts from March 1900 on.
        Data::DateTime(days) => (date!(1899 - 12 - 30) + Duration::days(days.as_f64() as i64)).to_string(),
        other => other.to_string(),
    };
    rows.map(|row| {
        let pairs = header.iter().zip(row).filter(|(_, value)| **value != Data::Empty);
        pairs.map(|(name, value)| (name.clone(), cell(value))).collect()
    })
    .collect()
}

/// A GeoPackage as a database.
pub async fn database(bytes: &[u8]) -> (SqliteConnection, tempfile::NamedTempFile) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let connection = SqliteConnection::connect(&format!("sqlite://{}?mode=ro", file.path().display())).await.unwrap();
    (connection, file)
}

async fn geopackage(bytes: &[u8]) -> Vec<(BTreeMap<String, String>, Option<Geometry>)> {
    let (mut database, _file) = database(bytes).await;
    let layer = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'";
    let table: String = sqlx::query_scalar(layer).fetch_one(&mut database).await.unwrap();
    let all = sqlx::AssertSqlSafe(format!("SELECT * FROM \"{table}\" ORDER BY fid"));
    let rows = sqlx::query(all).fetch_all(&mut database).await.unwrap();
    rows.iter()
        .map(|row| {
            let shape: Option<Vec<u8>> = row.get("geom");
            let mut values = BTreeMap::new();
            for column in row.columns().iter().filter(|column| !["fid", "geom"].contains(&column.name())) {
                let (at, kind) = (column.ordinal(), column.type_info().name().to_owned());
                if row.try_get_raw(at).unwrap().is_null() {
                    continue;
                }
                let value = match kind.as_str() {
                    "BOOLEAN" => row.get::<bool, _>(at).to_string(),
                    "INTEGER" => row.get::<i64, _>(at).to_string(),
                    "REAL" | "DOUBLE" => row.get::<f64, _>(at).to_string(),
                    _ => row.get_unchecked::<String, _>(at),
                };
                values.insert(column.name().to_owned(), value);
            }
            (values, shape.map(|bytes| GpkgWkb(bytes).to_geo().unwrap()))
        })
        .collect()
}

fn flatgeobuf(bytes: &[u8]) -> Vec<(BTreeMap<String, String>, Option<Geometry>)> {
    let mut features = FgbReader::open(Cursor::new(bytes)).unwrap().select_all().unwrap();
    let mut rows = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        let shape = feature.fbs_feature().geometry().map(|_| feature.to_geo().unwrap());
        rows.push((feature.properties().unwrap().into_iter().collect(), shape));
    }
    rows
}

fn geoparquet(bytes: &[u8]) -> Vec<(BTreeMap<String, String>, Option<Geometry>)> {
    let reader = SerializedFileReader::new(axum::body::Bytes::copy_from_slice(bytes)).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        let (row, mut values, mut shape, mut sides) = (row.unwrap(), BTreeMap::new(), None, None);
        for (name, field) in row.get_column_iter() {
            let value = match field {
                Field::Null => continue,
                Field::Bytes(bytes) => {
                    shape = Some(Wkb(bytes.data().to_vec()).to_geo().unwrap());
                    continue;
                }
                Field::Group(group) => {
                    sides = Some(group.to_string());
                    continue;
                }
                Field::Str(text) => text.clone(),
                Field::Date(days) => (date!(1970 - 01 - 01) + Duration::days((*days).into())).to_string(),
                Field::Double(number) => number.to_string(),
                other => other.to_string(),
            };
            values.insert(name.clone(), value);
        }
        assert_eq!(shape.is_some(), sides.is_some(), "a box beside each shape");
        (values, shape)
    })
    .collect()
}

/// Placemarks by their data; what is true or false is 1 or 0 in KML.
fn kml(bytes: &[u8]) -> Vec<(BTreeMap<String, String>, Option<Geometry>)> {
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(bytes).unwrap());
    let (mut rows, mut flags, mut name, mut words) = (Vec::new(), BTreeSet::new(), String::new(), String::new());
    let (mut values, mut rings) = (BTreeMap::new(), Vec::<Vec<geo::LineString>>::new());
    let mut point = None;
    let named = |tag: &quick_xml::events::BytesStart<'_>| {
        let attribute = tag.try_get_attribute("name").unwrap().unwrap();
        attribute.value.into_owned()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return rows,
            Event::Start(tag) => {
                words.clear();
                match tag.name().as_ref() {
                    "SimpleField" if tag.try_get_attribute("type").unwrap().unwrap().value.as_ref() == "bool" => {
                        flags.insert(named(&tag));
                    }
                    "SimpleData" => name = named(&tag),
                    "Polygon" => rings.push(Vec::new()),
                    _ => {}
                }
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(entity) => {
                words.push_str(quick_xml::escape::resolve_xml_entity(&entity).unwrap());
            }
            Event::End(tag) => match tag.name().as_ref() {
                "SimpleData" => {
                    let truth = flags.contains(&name).then(|| (words == "1").to_string());
                    values.insert(name.clone(), truth.unwrap_or_else(|| words.clone()));
                }
                "coordinates" => {
                    let corners = words.split(' ').map(|corner| {
                        let (x, y) = corner.split_once(',').unwrap();
                        geo::Coord { x: x.parse().unwrap(), y: y.parse().unwrap() }
                    });
                    let corners: geo::LineString = corners.collect();
                    match rings.last_mut() {
                        Some(polygon) => polygon.push(corners),
                        None => point = Some(Point::from(corners.0[0])),
                    }
                }
                "Placemark" => {
                    let polygons = std::mem::take(&mut rings).into_iter().map(|mut lines| {
                        let outer = lines.remove(0);
                        geo::Polygon::new(outer, lines)
                    });
                    let areas = MultiPolygon::from_iter(polygons);
                    let areas = (!areas.0.is_empty()).then_some(Geometry::MultiPolygon(areas));
                    let shape = point.take().map(Geometry::Point).or(areas);
                    rows.push((std::mem::take(&mut values), shape));
                }
                _ => {}
            },
            _ => {}
        }
    }
}
