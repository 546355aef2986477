//! The same three schools in each format that layers are read from.

use std::path::{Path, PathBuf};

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

/// A school: its key in files that have one, name, pupils, share of something, whether open, since when, where.
pub type School = (i64, &'static str, Option<i64>, Option<f64>, bool, &'static str, (f64, f64));

/// Where the usual test region is, so that they are near its assets.
pub const SCHOOLS: [School; 3] = [
    (11, "Éire Lane Primary", Some(210), Some(0.25), true, "1999-09-01", (333_500.0, 388_500.0)),
    (12, "Dock Road High", None, Some(3.0), false, "2001-01-01", (335_250.5, 390_000.0)),
    (13, "St Anne's", Some(90), None, true, "2010-04-12", (338_000.0, 393_000.25)),
];

pub fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// As GeoJSON in grid metres, which old files say with a member of their own.
pub fn geojson(folder: &Path) -> PathBuf {
    let features: Vec<serde_json::Value> = SCHOOLS
        .iter()
        .map(|(key, name, pupils, share, open, since, (x, y))| {
            serde_json::json!({
                "type": "Feature", "id": key, "geometry": { "type": "Point", "coordinates": [x, y, 12.0] },
                "properties": { "School Name": name, "pupils": pupils, "share": share, "Open?": open, "since": since },
            })
        })
        .collect();
    let crs = serde_json::json!({ "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::27700" } });
    let text = serde_json::json!({ "type": "FeatureCollection", "crs": crs, "features": features }).to_string();
    write(folder, "schools.geojson", &format!("\u{feff}{text}"))
}

/// As FlatGeobuf, with an index.
pub fn flatgeobuf(folder: &Path, epsg: i32) -> PathBuf {
    let options = FgbWriterOptions { crs: FgbCrs { code: epsg, ..Default::default() }, ..Default::default() };
    let mut writer = FgbWriter::create_with_options("schools", GeometryType::Point, options).unwrap();
    let columns = [
        ("School Name", ColumnType::String),
        ("pupils", ColumnType::UInt),
        ("share", ColumnType::Double),
        ("Open?", ColumnType::Bool),
        ("since", ColumnType::String),
    ];
    for (name, kind) in columns {
        writer.add_column(name, kind, |_, _| {});
    }
    for (_, name, pupils, share, open, since, (x, y)) in SCHOOLS {
        let place = geo::Geometry::Point(geo::Point::new(x, y));
        writer
            .add_feature_geom(place, |feature| {
                feature.property(0, "School Name", &ColumnValue::String(name)).unwrap();
                if let Some(pupils) = pupils {
                    feature.property(1, "pupils", &ColumnValue::UInt(u32::try_from(pupils).unwrap())).unwrap();
                }
                if let Some(share) = share {
                    feature.property(2, "share", &ColumnValue::Double(share)).unwrap();
                }
                feature.property(3, "Open?", &ColumnValue::Bool(open)).unwrap();
                feature.property(4, "since", &ColumnValue::String(since)).unwrap();
            })
            .unwrap();
    }
    let path = folder.join("schools.fgb");
    writer.write(std::fs::File::create(&path).unwrap()).unwrap();
    path
}

/// A point as GeoPackage stores it.
fn geopackage_point((x, y): (f64, f64)) -> Vec<u8> {
    let mut bytes = vec![b'G', b'P', 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0];
    bytes.extend(x.to_le_bytes());
    bytes.extend(y.to_le_bytes());
    bytes
}

/// As a GeoPackage, then these statements run on it.
pub async fn geopackage(folder: &Path, more: &[&str]) -> PathBuf {
    let path = folder.join("schools.gpkg");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    for statement in [
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('grid', 27700, 'EPSG', 27700)",
        "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)",
        "INSERT INTO gpkg_contents VALUES ('schools', 'features', 27700)",
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)",
        "INSERT INTO gpkg_geometry_columns VALUES ('schools', 'geom', 27700)",
        "CREATE TABLE schools (fid INTEGER PRIMARY KEY, geom POINT, \"School Name\" TEXT(80), pupils MEDIUMINT, share DOUBLE, \"Open?\" BOOLEAN, since DATE)",
    ] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    for (key, name, pupils, share, open, since, place) in SCHOOLS {
        sqlx::query("INSERT INTO schools VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(key)
            .bind(geopackage_point(place))
            .bind(name)
            .bind(pupils)
            .bind(share)
            .bind(open)
            .bind(since)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    for statement in more {
        sqlx::query(AssertSqlSafe((*statement).to_owned())).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    path
}
