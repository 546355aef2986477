//! Results are read back as spreadsheets and importers read them.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;

use catmap::domain::imported::{RowOutcome, Rows};
use catmap::domain::preview::{DuplicateOf, ProblemTold, RowTold};
use catmap::publish::import_result::{HAPPENED, LOOK_AT, ResultFile, happened, look_at};

/// Characters of a cell of a spreadsheet.
const MOST_CHARACTERS: usize = 32_767;

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

fn written(mut file: ResultFile<Cursor<Vec<u8>>>, rows: &[Vec<String>]) -> Vec<u8> {
    for (number, row) in (2..).zip(rows) {
        file.row(row, &happened(number, RowOutcome::New, true), "").unwrap();
    }
    file.finish().unwrap().into_inner()
}

fn as_csv(header: &[String], rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let bytes = written(ResultFile::csv(header, Cursor::new(Vec::new())).unwrap(), rows);
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn as_xlsx(header: &[String], rows: &[Vec<String>]) -> Vec<Vec<Data>> {
    let bytes = written(ResultFile::xlsx(header, Cursor::new(Vec::new())).unwrap(), rows);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let formulas = workbook.worksheet_formula("Rows").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "nothing in it runs");
    workbook.worksheet_range("Rows").unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn rows_come_out_in_their_order_and_columns_with_ours_behind() {
    let header = texts(["Ref", "Name"]);
    let rows = [texts(["A/1", "Neuadd Tŷ-coch"]), texts(["A/2"]), texts(["A/3", "Hall", "beyond"])];
    let expected = [
        texts(["Ref", "Name", HAPPENED, LOOK_AT]),
        texts(["A/1", "Neuadd Tŷ-coch", "Row 2: added", ""]),
        texts(["A/2", "", "Row 3: added", ""]),
        texts(["A/3", "Hall", "Row 4: added", "", "beyond"]),
    ];
    assert_eq!(as_csv(&header, &rows), expected);
    let sheet = as_xlsx(&header, &rows);
    assert_eq!(
        sheet[1][..3],
        [Data::String("A/1".into()), Data::String("Neuadd Tŷ-coch".into()), Data::String("Row 2: added".into())]
    );
    assert_eq!(sheet[3][4], Data::String("beyond".into()));
}

#[test]
fn the_columns_of_an_earlier_result_are_made_anew() {
    let header = texts(["Ref", "Catmap: What happened", "Name", "catmap: what to look at "]);
    let rows = [texts(["A/1", "Row 2: left out", "Hall", "Correct it."])];
    let expected = [texts(["Ref", "Name", HAPPENED, LOOK_AT]), texts(["A/1", "Hall", "Row 2: added", ""])];
    assert_eq!(as_csv(&header, &rows), expected);
}

#[test]
fn formulas_are_texts_in_both_and_numbers_are_numbers() {
    let header = texts(["=1+1", "x"]);
    let rows = [
        texts(["=HYPERLINK(\"http://example.org\")", "-2.98"]),
        texts(["@x", "007"]),
        texts(["1e5", "123456789012345678"]),
    ];
    let csv = as_csv(&header, &rows);
    assert_eq!(csv[0][0], "'=1+1");
    assert_eq!(csv[1][..2], texts(["'=HYPERLINK(\"http://example.org\")", "-2.98"]));
    let sheet = as_xlsx(&header, &rows);
    assert_eq!(sheet[1][..2], [Data::String("=HYPERLINK(\"http://example.org\")".into()), Data::Float(-2.98)]);
    assert_eq!(sheet[2][1], Data::String("007".into()), "a leading zero is part of a reference");
    assert_eq!(sheet[3][..2], [Data::String("1e5".into()), Data::String("123456789012345678".into())]);
}

#[test]
fn a_text_too_long_for_a_cell_says_that_it_was_cut() {
    let long = "é".repeat(MOST_CHARACTERS + 1);
    let sheet = as_xlsx(&texts(["Name"]), &[vec![long.clone()]]);
    let Data::String(text) = &sheet[1][0] else { panic!("{:?}", sheet[1][0]) };
    assert!(text.ends_with("holds no more]") && text.encode_utf16().count() <= MOST_CHARACTERS);
    assert_eq!(as_csv(&texts(["Name"]), &[vec![long.clone()]])[1][0], long);
}

#[test]
fn what_to_look_at_is_told_in_sentences() {
    let problem = |column: Option<&str>, value: Option<&str>, reason: &str| ProblemTold {
        column: column.map(str::to_owned),
        value: value.map(str::to_owned),
        reason: reason.to_owned(),
    };
    let told = RowTold {
        row: 12,
        asset: None,
        name: "Hall".to_owned(),
        outcome: RowOutcome::Refused,
        place: None,
        changes: Vec::new(),
        problems: vec![
            problem(Some("PostCode"), Some("L$"), "not a postcode"),
            problem(None, None, "Correct one of the two."),
        ],
        duplicate_of: Some(DuplicateOf { row: Some(3), asset: None, why: "It has the same UPRN as row 3".to_owned() }),
    };
    assert_eq!(
        look_at(&told),
        "PostCode \"L$\": Not a postcode. Correct one of the two. It has the same UPRN as row 3."
    );
    assert_eq!(happened(12, RowOutcome::Refused, false), "Row 12: will be left out");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_in_a_cell_is_read_again_from_both_files(
        cells in prop::collection::vec("[ -~éŷ☃\\n\\t]{0,12}|-?[0-9]{1,20}|[0-9]{1,8}\\.[0-9]{1,8}|_x00[0-9A-F]{2}_", 1..6)
    ) {
        let header: Vec<String> = (0..cells.len()).map(|number| format!("column {number}")).collect();
        // As the importer does: an apostrophe in front is the spreadsheet's.
        let read = |text: &str| text.trim_start_matches('\'').to_owned();
        let csv = as_csv(&header, std::slice::from_ref(&cells));
        let expected: Vec<String> = cells.iter().map(|cell| read(cell)).collect();
        prop_assert_eq!(csv[1][..cells.len()].iter().map(|cell| read(cell)).collect::<Vec<_>>(), expected.clone());
        let sheet = as_xlsx(&header, std::slice::from_ref(&cells));
        for (cell, expected) in sheet[1].iter().zip(&expected) {
            let text = match cell {
                Data::Empty => String::new(),
                Data::Float(number) => number.to_string(),
                Data::String(text) => read(text),
                other => panic!("{other:?}"),
            };
            prop_assert_eq!(&text, expected);
        }
    }
}

/// Whoever downloads the result and loads it again as it is loads the very same assets.
#[test]
fn a_result_loads_again_as_the_file_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let options = catmap::import::Options { publisher: Some("Aldermere Council".to_owned()), ..Default::default() };
    for fixture in ["register_lga.csv", "register_facts.csv", "register_cp1252_duplicate_columns.csv"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture);
        let first = catmap::import::read(&path, &options, &|_, _| ()).unwrap();
        let Rows::Assets(rows) = &first.rows else { panic!("{fixture}") };
        let assets: Vec<_> = rows.iter().map(|row| row.value.clone()).collect();
        for name in ["result.csv", "result.xlsx"] {
            let path = folder.path().join(format!("{fixture}-{name}"));
            let out = std::fs::File::create(&path).unwrap();
            let file = if name.ends_with("csv") {
                ResultFile::csv(&first.header, out)
            } else {
                ResultFile::xlsx(&first.header, out)
            };
            let mut file = file.unwrap();
            for row in rows {
                let told = happened(row.number, RowOutcome::New, true);
                file.row(&row.raw.to_vec(), &told, "Freehold, 12 High Street, L8 1TH: look at it.").unwrap();
            }
            file.finish().unwrap();
            let again = catmap::import::read(&path, &options, &|_, _| ()).unwrap();
            let Rows::Assets(again) = again.rows else { panic!("{name}") };
            let again: Vec<_> = again.into_iter().map(|row| row.value).collect();
            assert_eq!(again, assets, "{fixture} as {name}");
        }
    }
}
