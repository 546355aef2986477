//! The same register in every format is the same register.

use std::path::{Path, PathBuf};

use catmap::domain::imported::{FileKind, ReadFile, Rows};
use catmap::import::{self, Options, ReadError};

use super::makers::{self, REGISTER};
use super::{assert_accounted_for, quiet};

/// A file in a folder that goes with it.
pub(super) struct Upload {
    _folder: tempfile::TempDir,
    pub(super) path: PathBuf,
}

pub(super) fn upload(bytes: &[u8]) -> Upload {
    let folder = tempfile::tempdir().unwrap();
    // The ending says nothing: content decides.
    let path = folder.path().join("Upload of 2024.dat");
    std::fs::write(&path, bytes).unwrap();
    Upload { _folder: folder, path }
}

pub(super) fn read_with(path: &Path, options: &Options) -> Result<ReadFile, ReadError> {
    let file = import::read(path, options, &quiet)?;
    assert_accounted_for(&file);
    Ok(file)
}

fn raw(file: &ReadFile) -> Vec<Vec<String>> {
    let Rows::Assets(rows) = &file.rows else { panic!("{:?} are assets", file.kind) };
    rows.iter().map(|row| row.raw.to_vec()).collect()
}

fn assert_is_the_register(bytes: &[u8], format: &str, first_row: u64) {
    let file = upload(bytes);
    let read = read_with(&file.path, &Options::default()).unwrap_or_else(|error| panic!("{format}: {error}"));
    assert_eq!(read.kind, FileKind::AssetRegister, "{format}");
    assert_eq!(read.header, REGISTER[0], "{format}");
    assert_eq!(raw(&read), REGISTER[1..], "{format}");
    let Rows::Assets(rows) = &read.rows else { panic!("assets") };
    assert_eq!(rows[0].number, first_row, "{format}");
    let survey = import::survey(&file.path, &Options::default(), &quiet).unwrap();
    assert_eq!((survey.format.as_str(), survey.kind), (format, FileKind::AssetRegister));
    assert_eq!(survey.header_rows, [first_row - 1], "{format}");
}

#[test]
fn text_is_read_in_any_encoding_with_any_delimiter_and_line_end() {
    let text = makers::csv(",", "\r\n");
    let utf16 = |mark: bool, big: bool| -> Vec<u8> {
        let text = if mark { format!("\u{FEFF}{text}") } else { text.clone() };
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let mac: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '’' => 0xD5,
            'é' => 0x8E,
            c => u8::try_from(c).unwrap(),
        })
        .collect();
    for (bytes, format) in [
        (text.clone().into_bytes(), "CSV, UTF-8, divided by commas"),
        (format!("\u{FEFF}{text}").into_bytes(), "CSV, UTF-8, divided by commas"),
        (utf16(true, false), "CSV, UTF-16, divided by commas"),
        (utf16(false, false), "CSV, UTF-16, divided by commas"),
        (utf16(true, true), "CSV, UTF-16, divided by commas"),
        (utf16(false, true), "CSV, UTF-16, divided by commas"),
        (windows, "CSV, Windows-1252, divided by commas"),
        (mac, "CSV, Mac Roman, divided by commas"),
        (makers::csv(";", "\n").into_bytes(), "CSV, UTF-8, divided by semicolons"),
        (makers::csv("\t", "\r").into_bytes(), "CSV, UTF-8, divided by tabs"),
        (makers::csv("|", "\r\n").into_bytes(), "CSV, UTF-8, divided by upright strokes"),
        (makers::csv("*", "\n").into_bytes(), "CSV, UTF-8, divided by asterisks"),
    ] {
        assert_is_the_register(&bytes, format, 2);
    }
}

#[test]
fn spreadsheets_of_every_age_are_read_as_they_are_shown() {
    assert_is_the_register(&makers::xlsx(), "Excel workbook (XLSX)", 4);
    assert_is_the_register(&makers::ods("", ""), "OpenDocument spreadsheet (ODS)", 2);
    assert_is_the_register(&makers::xls((4, 5)), "old Excel workbook (XLS)", 2);
}

#[test]
fn a_zip_with_one_table_in_it_is_that_table() {
    let inside = [("folder/list.csv", makers::csv(",", "\n").into_bytes()), ("__MACOSX/._list.csv", vec![0; 9])];
    assert_is_the_register(&makers::archive(&inside), "zip with CSV, UTF-8, divided by commas", 2);
    let inside = [("list.dat", makers::xlsx()), ("folder/", Vec::new())];
    assert_is_the_register(&makers::archive(&inside[..1]), "zip with Excel workbook (XLSX)", 4);
    let two = [("a.csv", b"Name\nx\n".to_vec()), ("b.csv", makers::csv(",", "\n").into_bytes())];
    let file = upload(&makers::archive(&two));
    let message = read_with(&file.path, &Options::default()).unwrap_err().to_string();
    assert!(message.contains("several tables (a.csv, b.csv)"), "{message}");
    let options = Options { sheet: Some("b.csv".to_owned()), ..Options::default() };
    assert_eq!(raw(&read_with(&file.path, &options).unwrap()), REGISTER[1..]);
}

#[test]
fn the_sheet_whose_headings_fit_is_read_unless_another_is_named() {
    let file = upload(&makers::xlsx());
    let survey = import::survey(&file.path, &Options::default(), &quiet).unwrap();
    let seen: Vec<(&str, bool)> = survey.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.chosen)).collect();
    assert_eq!(seen, [("Notes", false), ("Land & buildings", true)]);
    let named = |name: &str| Options { sheet: Some(name.to_owned()), ..Options::default() };
    let message = read_with(&file.path, &named("Notes")).unwrap_err().to_string();
    assert!(message.contains("cannot tell what this is") && message.contains("Who to ask"), "{message}");
    let message = read_with(&file.path, &named("Land")).unwrap_err().to_string();
    assert!(message.contains("no sheet called \"Land\"; it has: Notes, Land & buildings"), "{message}");
}

#[test]
fn headings_in_two_rows_are_joined_and_dates_are_iso() {
    let file = upload(&makers::xlsx_with_two_rows_of_headings());
    let read = read_with(&file.path, &Options::default()).unwrap();
    assert_eq!(read.header, ["Asset Code", "Property Name", "Tenure", "Grid Easting", "Grid Northing", "Acquired"]);
    let Rows::Assets(rows) = &read.rows else { panic!("assets") };
    assert_eq!(rows[0].number, 3);
    assert_eq!(rows[0].raw.get(5), "2021-03-31");
    let survey = import::survey(&file.path, &Options::default(), &quiet).unwrap();
    assert_eq!(survey.header_rows, [1, 2]);
}

#[test]
fn layers_of_maps_become_rows_with_their_shape_in_degrees() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("layer #1.gpkg");
    makers::geopackage(&package, 27700, &[]);
    let shapes = makers::archive(&makers::shapefile_parts());
    let files = [
        (std::fs::read(&package).unwrap(), "GeoPackage"),
        (shapes, "zipped shapefile"),
        (makers::geojson(None).into_bytes(), "GeoJSON, UTF-8"),
        (makers::geojson(Some("urn:ogc:def:crs:EPSG::27700")).into_bytes(), "GeoJSON, UTF-8"),
    ];
    for (bytes, format) in files {
        let file = upload(&bytes);
        let read = read_with(&file.path, &Options::default()).unwrap_or_else(|error| panic!("{format}: {error}"));
        assert_eq!((read.kind, read.rows_read), (FileKind::AssetRegister, 3), "{format}");
        assert_eq!(read.header.last().unwrap(), "geometry", "{format}");
        let rows = raw(&read);
        assert!(rows[0].iter().any(|cell| cell == "St Mary’s Hall"), "{format}: {rows:?}");
        let shape = rows[0].last().unwrap();
        assert!(shape.starts_with("POINT (-2.98") && shape.contains(" 53.40"), "{format}: {shape}");
        assert_eq!(import::survey(&file.path, &Options::default(), &quiet).unwrap().format, format);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written beside a database");
}

#[test]
fn a_layer_in_a_system_britain_does_not_use_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("layer.gpkg");
    makers::geopackage(&package, 2154, &[]);
    let message = read_with(&package, &Options::default()).unwrap_err().to_string();
    assert!(message.contains("EPSG:2154; save the layer in EPSG:27700"), "{message}");
    let mut parts = makers::shapefile_parts();
    parts[2].1 = b"PROJCS[\"WGS_1984_UTM_Zone_30N\"]".to_vec();
    let message = read_with(&upload(&makers::archive(&parts)).path, &Options::default()).unwrap_err().to_string();
    assert!(message.contains("UTM_Zone_30N") && message.contains("save the layer in"), "{message}");
    let file = upload(makers::geojson(Some("EPSG:2154")).as_bytes());
    let message = read_with(&file.path, &Options::default()).unwrap_err().to_string();
    assert!(message.contains("EPSG:2154"), "{message}");
}

#[test]
fn progress_goes_up_to_the_size_of_the_file_in_every_format() {
    for bytes in [makers::csv(",", "\n").into_bytes(), makers::xlsx(), makers::geojson(None).into_bytes()] {
        let file = upload(&bytes);
        let told = std::cell::RefCell::new(Vec::new());
        let progress = |done: u64, all: u64| told.borrow_mut().push((done, all));
        import::read(&file.path, &Options::default(), &progress).unwrap();
        let told = told.into_inner();
        assert!(told.is_sorted(), "{told:?}");
        assert_eq!(told.last(), Some(&(bytes.len() as u64, bytes.len() as u64)));
    }
}

#[test]
fn a_zero_inside_a_text_becomes_a_sign_that_databases_take() {
    let geojson = makers::geojson(None).replace("Shed", "Sh\\u0000ed");
    let utf16: Vec<u8> =
        makers::csv(",", "\n").replace("Shed", "Sh\0ed").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [geojson.into_bytes(), utf16] {
        let file = upload(&bytes);
        let rows = raw(&read_with(&file.path, &Options::default()).unwrap());
        assert_eq!(rows[2][1], "Sh?ed");
    }
}
