//! Files that cannot be taken in at all: each gives a sentence, none a panic.

use std::fmt::Write as _;

use catmap::domain::imported::{FileKind, Rows};
use catmap::import::{self, Options};

use super::{fixture, quiet, read_bytes};

fn sentence(bytes: &[u8], kind: Option<FileKind>) -> String {
    read_bytes(bytes, kind).map(|file| file.rows_read).unwrap_err().to_string()
}

#[test]
fn files_in_the_wrong_format_are_named_for_what_they_are() {
    let cases: [(&[u8], &str); 12] = [
        (b"", "upload.csv is empty"),
        (b"\xEF\xBB\xBF", "upload.csv is empty"),
        (b" \n\n  \r\n", "upload.csv is empty"),
        (b"PK\x03\x04rest", "starts like a zip archive or workbook"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "old Excel workbook (XLS) that is damaged"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\n <!DOCTYPE html><html>Not found</html>", "a web page or XML"),
        (b"<?xml version=\"1.0\"?>", "a web page or XML"),
        (b"\xFF\xFEa\0,\0", "Its first row has 2 cells: a, "),
        (b"\x1F\x8B\x08", "compressed file"),
        (b"a,b\n1,\x00\x01\x02", "a binary file"),
        (b"{\"type\":\"Topology\"}", "missing field `objects`"),
    ];
    for (bytes, expected) in cases {
        let text = sentence(bytes, None);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_line_without_end_stops_early_and_says_where() {
    let mut text = b"need_id,organisation\n1,Hall\n2,".to_vec();
    text.resize(3 << 20, b'x');
    let message = sentence(&text, None);
    assert!(message.contains("row 3 is over 1024 KiB long"), "{message}");
}

#[test]
fn a_text_without_end_in_json_stops_early_too() {
    let mut text = b"{\"type\": \"FeatureCollection\", \"name\": \"".to_vec();
    text.resize(3 << 20, b'x');
    let message = sentence(&text, None);
    assert!(message.contains("row 1 is over 1024 KiB long"), "{message}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_swallow_the_file() {
    let mut text = "need_id,organisation\n1,\"Hall\n".to_owned();
    for row in 2..100_000 {
        let _ = writeln!(text, "{row},Organisation number {row}");
    }
    let message = sentence(text.as_bytes(), None);
    assert!(message.contains("row 2 is over 1024 KiB long") && message.contains("quotation mark"), "{message}");
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let options = Options { limit_bytes: 100, ..Options::default() };
    let message = import::read(&fixture("needs.csv"), &options, &quiet).unwrap_err().to_string();
    assert!(message.contains("over the limit"), "{message}");
}

#[test]
fn a_missing_file_and_a_folder_are_told_apart() {
    let message = import::read(&fixture("nowhere.csv"), &Options::default(), &quiet).unwrap_err().to_string();
    assert!(message.starts_with("nowhere.csv could not be read"), "{message}");
    let message = import::read(&fixture(""), &Options::default(), &quiet).unwrap_err().to_string();
    assert!(message.ends_with("is not a file"), "{message}");
}

#[test]
fn headings_alone_are_no_rows() {
    assert_eq!(sentence(b"need_id,organisation\n", None), "upload.csv holds no rows of data");
}

#[test]
fn half_a_geojson_file_takes_nothing_in() {
    let whole = std::fs::read(fixture("boundaries_degrees.geojson")).unwrap();
    let message = sentence(&whole[..whole.len() / 2], None);
    assert!(message.contains("cut off") && message.contains("Nothing was taken in"), "{message}");
}

#[test]
fn no_zero_of_a_map_comes_through_to_the_database() {
    let of = |file: &str| format!("{:?}", read_bytes(file.as_bytes(), Some(FileKind::Boundaries)).unwrap());
    let code = r#""LSOA21CD":"E01006412","LSOA21NM":"Zero\u0000ville""#;
    let feature = |kind: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{{code}}},"geometry":{{"type":"{kind}","coordinates":[[[-2.99,53.4],[-2.98,53.4],[-2.98,53.41],[-2.99,53.4]]]}}}}"#
        )
    };
    let (good, bad) = (feature("Polygon"), feature("Poly\\u0000gon"));
    let geojson = format!(r#"{{"type":"FeatureCollection","features":[{bad},{good}]}}"#);
    let topology = format!(
        r#"{{"type":"Topology","arcs":[[[-2.99,53.4],[-2.98,53.4],[-2.98,53.41],[-2.99,53.4]]],"objects":{{"l":{{"type":"GeometryCollection","geometries":[{{"type":"Po\u0000int","properties":{{{code}}}}},{{"type":"Polygon","properties":{{{code}}},"arcs":[[0]]}}]}}}}}}"#
    );
    for file in [geojson, topology] {
        let read = of(&file);
        assert!(read.contains("Zero?ville") && !read.contains(r"\0"), "{read}");
    }
}

#[test]
fn boundaries_of_another_geography_or_without_codes_are_refused() {
    let cases = [("boundaries_without_codes.geojson", "its areas have no codes. Each needs one such as LSOA21CD")];
    for (name, expected) in cases {
        let message = import::read(&fixture(name), &Options::default(), &quiet).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_kind_that_does_not_fit_says_what_is_missing() {
    let cases = [
        ("needs.csv", FileKind::Sales, "it is not Price Paid Data"),
        ("needs.csv", FileKind::Boundaries, "boundaries must be GeoJSON"),
        ("boundaries_grid.geojson", FileKind::AssetRegister, "no column for a reference"),
        ("postcodes.csv", FileKind::Deprivation, "none of the headings of the 2025 Indices"),
        ("sales_yearly.csv", FileKind::Postcodes, "it is not Code-Point Open"),
        ("rulings.csv", FileKind::Activity, "area_code, indicator and count, or it must be a Nomis download"),
    ];
    for (name, kind, expected) in cases {
        let message = import::read(&fixture(name), &Options { kind: Some(kind), ..Options::default() }, &quiet)
            .unwrap_err()
            .to_string();
        assert!(message.contains(expected), "{name} as {kind:?}: {message}");
    }
}

#[test]
fn a_part_of_the_2019_indices_is_not_used() {
    for kind in [None, Some(FileKind::Deprivation)] {
        let message = import::read(&fixture("deprivation_2019.csv"), &Options { kind, ..Options::default() }, &quiet)
            .unwrap_err()
            .to_string();
        assert!(message.contains("IMD 2019 is not used for scoring"), "{message}");
    }
}

/// Changes made to a sound release, and the sentence each must give.
#[test]
fn a_release_that_fails_one_check_is_refused_as_a_whole() {
    let sound = std::fs::read_to_string(fixture("deprivation_file7.csv")).unwrap();
    let lines: Vec<&str> = sound.lines().collect();
    let (header, rows) = (lines[0], &lines[1..]);
    // Cells 4 to 6 of a row are the score, rank and decile of the index; the population is the fourth from the end.
    let with = |place: usize, value: &str| {
        let mut cells: Vec<&str> = rows[0].split(',').collect();
        cells[place] = value;
        format!("{header}\r\n{}\r\n{}\r\n", cells.join(","), rows[2])
    };
    let with_residents =
        |residents: &str| format!("{header}\r\n{}\r\n{}\r\n", rows[0].replace("\"1,512\"", residents), rows[2]);
    let cells = rows[2].split(',').count();
    let cases = [
        (
            with(4, "50.000"),
            "E01090001: the published score 50 does not come out of its domain ranks, which give 80.813",
        ),
        (with(5, "33756"), "\"33756\" is no rank from 1 to 33755"),
        (with(5, "0"), "\"0\" is no rank"),
        (with(6, "5"), "decile 5 does not fit rank 120, which is in decile 1"),
        // One decile off by two, and one rank changed so that another area with a lower score comes before it.
        (with(6, "3"), "E01090001: decile 3 does not fit rank 120, which is in decile 1"),
        (with(5, "33001"), "E01090001: decile 1 does not fit rank 33001"),
        (
            format!(
                "{header}\r\n{}\r\n{}\r\n",
                rows[0].replace(",120,", ",3100,"),
                rows[2].replace("33000,10,,33000", "3000,1,,33000")
            ),
            "E01090001: its score 80.813 is above the 1.29 of E01090003, yet its rank 3100 comes after 3000",
        ),
        (
            format!("{header}\r\n{}\r\n{}\r\n", rows[0], rows[2].replace("33000,10,,33000", "120,1,,33000")),
            "E01090001 and E01090003 both rank 120, with scores 80.813 and 1.29",
        ),
        (
            with(8, "101"),
            "E01090001: the published score 80.813 does not come out of its domain ranks, which give 80.8",
        ),
        (with_residents("-1512"), "the population \"-1512\" is not a number above zero"),
        (with_residents("1512000"), "a population of 1512000 is more than any such area has"),
        (with(8, ""), "is no domain rank"),
        (with(4, "n/a"), "is no score"),
        (with(0, "E0109"), "is not the code of an LSOA"),
        (format!("{header}\r\n{}\r\n{}\r\n", rows[2], rows[2]), "stands in row 2 already"),
        (format!("{header}\r\n{}\r\n{}", rows[2], &rows[2][..60]), "cells where the headings have 56"),
        (
            rows[2].split(',').enumerate().fold(format!("{header}\r\n"), |text, (at, cell)| {
                let cell = if at == cells - 4 { "0" } else { cell };
                text + if at == 0 { "" } else { "," } + cell
            }),
            "the population \"0\" is not a number above zero",
        ),
        (
            format!(
                "{header}\r\n{}\r\n",
                rows[2].replace("E01090003", "E01006412").replace("E08099001,Aldermere", "E08000011,Knowsley")
            ),
            "Knowsley has 100 areas; 1 are here",
        ),
    ];
    assert!(read_bytes(sound.as_bytes(), None).is_ok());
    for (text, expected) in cases {
        let message = sentence(text.as_bytes(), None);
        assert!(message.contains(expected) && message.contains("Nothing was taken in"), "{message}");
    }
}

#[test]
fn of_a_need_what_makes_no_sense_is_refused_or_left_unknown_and_said() {
    let text = "need_id,organisation,area_ideal_m2,area_min_m2,area_max_m2,budget_gbp_per_year,capital_gbp,tenure_years,latest_start,max_distance_km\n\
                N1,Hall,100,120,,,,,,\n\
                N2,Hall,100,,80,,,,,\n\
                N3,Hall,0,,,0,-5,-25,2027-02-30,-3\n\
                N4,Hall,-40,,,-22000,,0,31/31/2027,0\n";
    let file = read_bytes(text.as_bytes(), Some(FileKind::Needs)).unwrap();
    let refused: Vec<&str> = file.refused.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(
        refused,
        ["the least area (120 m2) is above the ideal (100 m2)", "the most area (80 m2) is below the ideal (100 m2)"]
    );
    let Rows::Needs(needs) = &file.rows else { panic!("not needs") };
    for need in needs {
        let need = &need.value;
        assert_eq!((need.area, need.budget_gbp_per_year, need.tenure_years), (None, None, None), "{}", need.id);
        assert_eq!((need.capital_gbp, need.latest_start, need.max_distance_m), (None, None, None), "{}", need.id);
    }
    for row in [4, 5] {
        for column in ["area_ideal_m2", "budget_gbp_per_year", "tenure_years", "latest_start", "max_distance_km"] {
            let note = file.notes.iter().find(|note| note.row == row && note.column.as_deref() == Some(column));
            assert!(note.is_some_and(|note| note.reason.contains("left unknown; expected ")), "row {row} {column}");
        }
    }
}
