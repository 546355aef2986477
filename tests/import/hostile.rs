//! Files made to do harm: each is refused with a sentence that says what to do, and leaves nothing behind.

use std::io::Write;

use catmap::import::Options;
use proptest::prelude::*;

use super::makers::{self, archive, ods_xml, sheet_xml, xlsx_of};
use super::tables::{read_with, upload};

const NO_TEXTS: &str = "<sst></sst>";

fn refusal(bytes: &[u8]) -> String {
    let file = upload(bytes);
    let before = std::fs::read_dir(file.path.parent().unwrap()).unwrap().count();
    let message = read_with(&file.path, &Options::default()).unwrap_err().to_string();
    assert_eq!(std::fs::read_dir(file.path.parent().unwrap()).unwrap().count(), before, "nothing is written");
    assert!(message.starts_with("Upload of 2024.dat"), "{message}");
    message
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let bomb = archive(&[("bomb.csv", vec![b'0'; 200 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let message = refusal(&bomb);
    assert!(message.contains("unpacks to more than") && message.contains("save the table as CSV"), "{message}");
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked() {
    let mut bomb = archive(&[("bomb.csv", vec![b'0'; 200 << 20])]);
    // The unpacked size is in the list at the end and in the header at the start.
    let list = bomb.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    for at in [list + 24, 22] {
        bomb[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let message = refusal(&bomb);
    assert!(message.contains("unpacks to more than") || message.contains("cannot be read as one"), "{message}");
}

#[test]
fn a_zip_in_a_zip_in_a_zip_is_refused() {
    let inner = archive(&[("list.csv", makers::csv(",", "\n").into_bytes())]);
    let message = refusal(&archive(&[("inner.zip", inner)]));
    assert!(message.contains("a zip inside a zip") && message.contains("unpack it"), "{message}");
}

#[test]
fn entries_that_point_outside_the_archive_are_refused() {
    for name in ["../../etc/list.csv", "/etc/list.csv", "a/../../list.csv", "C:\\list.csv", "..\\list.csv"] {
        let message = refusal(&archive(&[(name, b"Name\nx\n".to_vec())]));
        assert!(message.contains("points outside it"), "{name}: {message}");
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.add_symlink("list.csv", "/etc/passwd", zip::write::SimpleFileOptions::default()).unwrap();
    let message = refusal(&zip.finish().unwrap().into_inner());
    assert!(message.contains("points outside it"), "{message}");
}

#[test]
fn an_archive_of_countless_entries_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..6000 {
        zip.start_file(at.to_string(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
    }
    let message = refusal(&zip.finish().unwrap().into_inner());
    assert!(message.contains("more than 5000 files"), "{message}");
}

#[test]
fn what_is_no_table_is_named_for_what_it_is() {
    let office = [("word/document.xml", b"<w/>".to_vec())];
    let cases: [(Vec<u8>, &str); 8] = [
        (b"\x89PNG\r\n\x1a\n".to_vec(), "a picture"),
        (b"%PDF-1.7".to_vec(), "a PDF"),
        (b"{\\rtf1 text".to_vec(), "a text document"),
        (archive(&office), "a Word or PowerPoint document"),
        (archive(&[("picture.png", vec![1])]).repeat(1), "cannot tell what this is"),
        (archive(&[("a.png", vec![1]), ("b.png", vec![1])]), "without a table"),
        (makers::compound(&[("WordDocument", vec![1; 9])]), "no workbook"),
        (makers::compound(&[("EncryptedPackage", vec![1; 9])]), "protected by a password"),
    ];
    for (bytes, expected) in cases {
        let message = refusal(&bytes);
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn xml_that_grows_without_end_is_refused() {
    let lol = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>";
    let sheet = sheet_xml("", "");
    let deep = "<a>".repeat(10_000);
    let long = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(2 << 20));
    let count = "<sst uniqueCount=\"99999999999\"></sst>";
    let cases = [
        (archive(&xlsx_of(&format!("{lol}{sheet}"), NO_TEXTS)), "entities"),
        (archive(&xlsx_of(&sheet, &format!("{lol}{NO_TEXTS}"))), "entities"),
        (archive(&makers::ods_parts(&format!("{lol}{}", ods_xml("", "")))), "entities"),
        (archive(&xlsx_of(&sheet_xml("", &deep), NO_TEXTS)), "deep"),
        (archive(&xlsx_of(&sheet_xml("", &long), NO_TEXTS)), "over 1 MiB"),
        (archive(&xlsx_of(&sheet, count)), "ten million"),
    ];
    for (bytes, expected) in cases {
        let message = refusal(&bytes);
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_sheet_that_lies_about_its_size_takes_no_room() {
    let claims = sheet_xml("<dimension ref=\"A1:XFD1048576\"/>", "");
    read_with(&upload(&archive(&xlsx_of(&claims, NO_TEXTS))).path, &Options::default()).unwrap();
    let far = "<row r=\"9\"><c r=\"XFD9\" t=\"inlineStr\"><is><t>far</t></is></c></row>";
    let message = refusal(&archive(&xlsx_of(&sheet_xml("", far), NO_TEXTS)));
    assert!(message.contains("row 9 has more than 2000 columns"), "{message}");
    let below = "<row r=\"4000000\"><c r=\"A4000000\" t=\"inlineStr\"><is><t>low</t></is></c></row>";
    let message = refusal(&archive(&xlsx_of(&sheet_xml("", below), NO_TEXTS)));
    assert!(message.contains("damaged workbook"), "{message}");
    // Old workbooks make room for what they announce.
    let message = refusal(&makers::xls((u32::MAX, u16::MAX)));
    assert!(message.contains("damaged or too large") && message.contains("XLSX"), "{message}");
}

#[test]
fn cells_repeated_without_end_take_no_room() {
    let cell = "<table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    let message = refusal(&makers::ods("", &format!("<table:table-row>{cell}</table:table-row>")));
    assert!(message.contains("columns"), "{message}");
    let cell = "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"4000000000\"/></text:p></table:table-cell>";
    let message = refusal(&makers::ods("", &format!("<table:table-row>{cell}</table:table-row>")));
    assert!(message.contains("1 MiB"), "{message}");
    let row = "<table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let message = refusal(&makers::ods("", row));
    assert!(message.contains("more rows than a sheet can have"), "{message}");
}

#[test]
fn json_nested_ten_thousand_deep_does_not_exhaust_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        for text in [deep.clone(), format!("{{\"type\":\"FeatureCollection\",\"features\":[{deep}]}}")] {
            let message = refusal(text.as_bytes());
            assert!(message.contains("not whole GeoJSON") || message.contains("JSON"), "{message}");
        }
    }
}

#[test]
fn a_row_of_endless_columns_is_refused() {
    let message = refusal(format!("{}\n1\n", "Name,".repeat(2001)).as_bytes());
    assert!(message.contains("row 1 has more than 2000 columns"), "{message}");
}

#[test]
fn a_hostile_geopackage_runs_nothing_and_keeps_its_bytes() {
    let table = "\"land \"\"we\"\" own\"";
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)";
    let trigger = format!("CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM gpkg_contents; END");
    let view = format!("CREATE VIEW aaa AS {endless} SELECT x AS \"Asset Code\", x AS \"Property Name\" FROM n");
    let steps = [
        trigger.as_str(),
        view.as_str(),
        "INSERT INTO gpkg_contents VALUES ('aaa', 'features', 1), ('sqlite_schema', 'attributes', 1), ('nowhere', 'features', 1)",
        "CREATE VIRTUAL TABLE bbb USING fts5(name)",
        "INSERT INTO gpkg_contents VALUES ('bbb', 'attributes', 1)",
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("layer.gpkg");
    // Without full-text search the virtual table cannot be made; the others still can.
    makers::geopackage(&path, 27700, &steps[..3]);
    let before = std::fs::read(&path).unwrap();
    assert_eq!(read_with(&path, &Options::default()).unwrap().rows_read, 3);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let options = Options { sheet: Some("aaa".to_owned()), ..Options::default() };
    let message = read_with(&path, &options).unwrap_err().to_string();
    assert!(message.contains("no sheet called \"aaa\""), "{message}");

    let contents_as_view = [
        "ALTER TABLE gpkg_contents RENAME TO real_contents",
        "CREATE VIEW gpkg_contents AS SELECT * FROM real_contents",
    ];
    let path = folder.path().join("view.gpkg");
    makers::geopackage(&path, 27700, &contents_as_view);
    let message = read_with(&path, &Options::default()).unwrap_err().to_string();
    assert!(message.contains("a database, but no GeoPackage"), "{message}");

    let huge = format!("UPDATE {table} SET \"Property Name\" = printf('%.*c', 3000000, 'x') WHERE fid = 2");
    let path = folder.path().join("huge.gpkg");
    makers::geopackage(&path, 27700, &[&huge]);
    let message = read_with(&path, &Options::default()).unwrap_err().to_string();
    assert!(message.contains("row 2 is over 1024 KiB"), "{message}");
}

/// Small good files of every format.
pub(super) fn good_files() -> Vec<(&'static str, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("layer.gpkg");
    makers::geopackage(&package, 27700, &[]);
    vec![
        ("csv", makers::csv(",", "\r\n").into_bytes()),
        ("xlsx", archive(&xlsx_of(&sheet_xml("", ""), NO_TEXTS))),
        ("xls", makers::xls((4, 5))),
        ("ods", makers::ods("", "")),
        ("geojson", makers::geojson(None).into_bytes()),
        ("geopackage", std::fs::read(&package).unwrap()),
        ("shapefile", archive(&makers::shapefile_parts())),
        ("zip", archive(&[("list.csv", makers::csv(";", "\n").into_bytes())])),
    ]
}

#[test]
fn a_file_cut_off_anywhere_is_refused_or_read_as_far_as_it_goes() {
    for (format, bytes) in good_files() {
        for part in 1..20 {
            let file = upload(&bytes[..bytes.len() * part / 20]);
            match read_with(&file.path, &Options::default()) {
                Ok(read) => assert!(read.rows_read <= 3, "{format}"),
                Err(error) => assert!(error.to_string().starts_with("Upload of 2024.dat"), "{format}: {error}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn names_of_sheets_are_only_names(name in "[^\\\\/?*\\[\\]:']{1,31}") {
        let book = sheet_xml("", "");
        let mut parts = xlsx_of(&book, NO_TEXTS);
        let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        parts[2].1 = String::from_utf8(parts[2].1.clone()).unwrap().replace("List", &escaped).into_bytes();
        if let Err(error) = read_with(&upload(&archive(&parts)).path, &Options::default()) {
            prop_assert!(error.to_string().starts_with("Upload"));
        }
    }
}
