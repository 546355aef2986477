//! What programs find in a file besides values: types, titles, styles, indexes; and nothing that runs.

use std::collections::BTreeSet;

use calamine::{Data, Reader, Xlsx};
use catmap::domain::area::DeprivationDomain;
use flatgeobuf::{ColumnType, FallibleStreamingIterator, FgbReader};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

use super::file;
use super::read::{csv_rows, database};
use crate::api::Service;
use crate::region::Region;

#[tokio::test]
async fn a_geopackage_has_its_index_titles_words_and_metadata() {
    let service = Service::usual().await;
    let (mut opened, _file) = database(&file(&service, "assets", "f=gpkg").await).await;
    let mut count = async |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut opened).await.unwrap();
    assert_eq!(count("PRAGMA application_id").await, i64::from(u32::from_be_bytes(*b"GPKG")));
    assert_eq!(count("PRAGMA user_version").await, 10_300);
    let placed = count("SELECT count(*) FROM assets WHERE geom IS NOT NULL").await;
    assert!(placed > 50 && placed < count("SELECT count(*) FROM assets").await);
    assert_eq!(count("SELECT count(*) FROM rtree_assets_geom").await, placed);
    assert_eq!(count("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").await, 6);
    assert_eq!(count("SELECT count(*) FROM gpkg_contents WHERE srs_id = 27700 AND min_x > 333000").await, 1);
    assert_eq!(count("SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'assets'").await, 33);
    assert_eq!(
        count("SELECT count(*) FROM gpkg_data_columns WHERE column_name = 'usable_area_m2' AND title = 'Usable area m2' AND description LIKE '%Unit: m2.'").await,
        1
    );
    assert_eq!(
        count("SELECT count(*) FROM gpkg_data_column_constraints WHERE constraint_name = 'disposal_status'").await,
        8
    );
    assert_eq!(count("SELECT count(*) FROM gpkg_metadata_reference WHERE table_name = 'assets'").await, 2);
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check").await, 0);
    assert_eq!(count("SELECT pragma_integrity_check = 'ok' FROM (SELECT integrity_check AS pragma_integrity_check FROM pragma_integrity_check)").await, 1);
}

#[tokio::test]
async fn a_geopackage_opens_in_the_colours_of_what_it_shows() {
    let service = Service::usual().await;
    for (collection, column, classes) in [("assets", "disposal_status", 8), ("areas", "imd_decile", 10)] {
        let (mut opened, _file) = database(&file(&service, collection, "f=gpkg").await).await;
        let style = "SELECT styleQML, styleSLD FROM layer_styles WHERE useAsDefault AND f_geometry_column = 'geom'";
        let (qml, sld): (String, String) = sqlx::query_as(style).fetch_one(&mut opened).await.unwrap();
        assert!(qml.contains(&format!("attr=\"{column}\"")), "{qml}");
        assert_eq!(qml.matches("<category ").count(), classes + 1);
        assert_eq!(qml.matches("<symbol ").count(), classes + 1);
        assert_eq!(sld.matches("<Rule>").count(), classes + 1);
        for text in [&qml, &sld] {
            let mut reader = quick_xml::Reader::from_str(text);
            while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        }
        let sql = sqlx::AssertSqlSafe(format!("SELECT DISTINCT {column} FROM {collection} WHERE {column} IS NOT NULL"));
        let held: Vec<String> = match collection {
            "assets" => sqlx::query_scalar(sql).fetch_all(&mut opened).await.unwrap(),
            _ => sqlx::query_scalar::<_, i64>(sql)
                .fetch_all(&mut opened)
                .await
                .unwrap()
                .iter()
                .map(i64::to_string)
                .collect(),
        };
        assert!(held.len() > 2);
        for value in held {
            assert!(qml.contains(&format!(" value=\"{value}\" ")), "{value} has no class");
        }
    }
}

#[tokio::test]
async fn a_geopackage_of_areas_brings_a_style_for_each_kind_of_deprivation() {
    let service = Service::usual().await;
    let (mut opened, _file) = database(&file(&service, "areas", "f=gpkg").await).await;
    let sql = "SELECT styleName, styleQML, useAsDefault FROM layer_styles ORDER BY id";
    let styles: Vec<(String, String, bool)> = sqlx::query_as(sql).fetch_all(&mut opened).await.unwrap();
    assert_eq!(
        styles.iter().map(|(_, _, usual)| *usual).collect::<Vec<_>>(),
        [[true].as_slice(), &[false; 7]].concat()
    );
    assert_eq!(styles.iter().map(|(name, ..)| name).collect::<BTreeSet<_>>().len(), 8);
    for ((name, qml, _), domain) in styles[1..].iter().zip(DeprivationDomain::ALL) {
        assert!(name.starts_with(&domain.label()[..5]), "{name}");
        let column = format!("{}_decile", domain.slug().replace('-', "_"));
        assert!(qml.contains(&format!("attr=\"{column}\"")), "{qml}");
        let sql = sqlx::AssertSqlSafe(format!("SELECT {column} FROM areas"));
        let held: Vec<Option<i64>> = sqlx::query_scalar(sql).fetch_all(&mut opened).await.unwrap();
        assert!(held.iter().flatten().all(|decile| (1..=10).contains(decile)) && held.iter().any(Option::is_some));
    }
}

#[tokio::test]
async fn a_flatgeobuf_says_what_its_columns_mean_and_its_index_finds_what_lies_in_a_box() {
    let service = Service::usual().await;
    let bytes = file(&service, "assets", "f=fgb").await;
    let reader = FgbReader::open(std::io::Cursor::new(&bytes)).unwrap();
    let header = reader.header();
    assert_eq!((header.title(), header.features_count()), (Some("Assets"), 60));
    assert_eq!((header.crs().unwrap().org(), header.crs().unwrap().code()), (Some("EPSG"), 27_700));
    let columns = header.columns().unwrap();
    let column = columns.iter().find(|column| column.name() == "usable_area_m2").unwrap();
    assert_eq!((column.type_(), column.title(), column.nullable()), (ColumnType::Double, Some("Usable area m2"), true));
    assert!(column.description().unwrap().ends_with("Unit: m2."));
    let (west, south, east, north) = (334_000.0, 389_000.0, 336_500.0, 391_500.0);
    let mut found = reader.select_bbox(west, south, east, north).unwrap();
    let mut number = 0;
    while found.next().unwrap().is_some() {
        number += 1;
    }
    let crs = "http://www.opengis.net/def/crs/EPSG/0/27700";
    let query = format!("/collections/assets/items?limit=10000&bbox={west},{south},{east},{north}&bbox-crs={crs}");
    let page = service.json(&query).await;
    // Who is nowhere is in every box of the list, and in none of an index.
    let placed = page["features"].as_array().unwrap().iter().filter(|feature| !feature["geometry"].is_null());
    assert_eq!(number, placed.count());
    assert!(number > 5);
}

#[tokio::test]
async fn a_geoparquet_says_its_system_and_its_boxes() {
    let service = Service::usual().await;
    let bytes = axum::body::Bytes::from(file(&service, "areas", "f=parquet").await);
    let reader = SerializedFileReader::new(bytes).unwrap();
    let pairs = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let geo = pairs.iter().find(|pair| pair.key == "geo").unwrap().value.clone().unwrap();
    let geo: Value = serde_json::from_str(&geo).unwrap();
    assert_eq!((&geo["version"], &geo["primary_column"]), (&"1.1.0".into(), &"geometry".into()));
    let column = &geo["columns"]["geometry"];
    assert_eq!(column["crs"]["id"], serde_json::json!({ "authority": "EPSG", "code": 27_700 }));
    assert_eq!(column["geometry_types"], serde_json::json!(["MultiPolygon"]));
    assert_eq!(column["bbox"], serde_json::json!([333_000.0, 388_000.0, 339_000.0, 394_000.0]));
    assert_eq!(column["covering"]["bbox"]["xmin"], serde_json::json!(["bbox", "xmin"]));
}

#[tokio::test]
async fn no_cell_of_a_table_runs_as_a_formula_and_no_text_leaves_its_place_in_xml() {
    let mut region = Region::usual();
    region.assets[0].name = "=HYPERLINK(\"http://evil.example\")".to_owned();
    region.assets[1].name = "<b>\"Bold\"</b> & ]]> \u{1}".to_owned();
    region.assets[2].name = "-2.5".to_owned();
    let service = Service::of(&region).await;
    let rows = csv_rows(&file(&service, "assets", "f=csv").await);
    let name = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap()["name"].clone();
    assert_eq!(name("a-000"), "'=HYPERLINK(\"http://evil.example\")");
    assert_eq!(name("a-002"), "-2.5");
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(file(&service, "assets", "f=xlsx").await)).unwrap();
    assert!(workbook.worksheet_formula("assets").unwrap().is_empty());
    let sheet = workbook.worksheet_range("assets").unwrap();
    assert_eq!(sheet.get_value((1, 1)), Some(&Data::String("=HYPERLINK(\"http://evil.example\")".to_owned())));
    let kml = file(&service, "assets", "f=kml").await;
    let names: Vec<String> =
        super::read::read("kml", &kml).await.into_values().map(|seen| seen.values["name"].clone()).collect();
    assert_eq!(names[1], "<b>\"Bold\"</b> & ]]> \u{fffd}");
}

#[tokio::test]
async fn lines_of_a_table_end_as_spreadsheets_write_them() {
    let service = Service::usual().await;
    let text = String::from_utf8(file(&service, "needs", "f=csv").await).unwrap();
    assert!(text.starts_with("\u{feff}id,organisation,"));
    assert_eq!(text.matches("\r\n").count(), 9);
    assert_eq!(text.matches('\n').count(), 9);
}
