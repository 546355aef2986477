//! Registers whose headings nobody has met: every column is offered, nothing is lost, and what is no table is refused.

use std::collections::BTreeMap;
use std::path::Path;

use catmap::domain::imported::{FileKind, ReadFile, Rows};
use catmap::domain::register::{ColumnReading, RegisterField as Field};
use catmap::import::{self, Options, ReadError, Survey};

use super::{assert_accounted_for, quiet};

/// An estate list in nobody's words but its own.
const ESTATE: &str = "Estate Ref,Situated at,P/code,How big,Empty?\n\
    E/001,\"12 Acre Lane, Aldermere\",XL1 1AA,240 sqm,No\n\
    E/002,\"The Depot, Mill Road\",XL1 2AB,1.2 ha,Yes\n\
    E/003,\"Hall, 4 Church Street\",XL2 3AB,,\n";

fn told() -> Options {
    Options { kind: Some(FileKind::AssetRegister), ..Options::default() }
}

/// As an officer gives a file: nothing is said of it, and what is found is shown before anything is taken in.
fn of_an_officer() -> Options {
    Options { takes_any_table: true, ..looked_at(Options::default()) }
}

fn looked_at(options: Options) -> Options {
    Options { only_looks: true, ..options }
}

fn with<T>(bytes: &[u8], act: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("estate.csv");
    std::fs::write(&path, bytes).unwrap();
    act(&path)
}

fn survey(text: &str, options: &Options) -> Survey {
    with(text.as_bytes(), |path| import::survey(path, options, &quiet)).unwrap_or_else(|error| panic!("{error}"))
}

fn read(text: &str, options: &Options) -> Result<ReadFile, ReadError> {
    with(text.as_bytes(), |path| import::read(path, options, &quiet))
}

fn fields(columns: &[ColumnReading]) -> Vec<Option<Field>> {
    columns.iter().map(|column| column.field).collect()
}

#[test]
fn an_estate_list_in_its_own_words_is_understood_whoever_gives_it() {
    for options in [told(), of_an_officer()] {
        let survey = survey(ESTATE, &options);
        assert_eq!((survey.kind, survey.header_rows), (FileKind::AssetRegister, vec![1]));
        let [reference, address, postcode, size, occupancy] = &survey.columns[..] else { panic!("five columns") };
        assert_eq!(
            fields(&survey.columns),
            [Some(Field::Reference), Some(Field::Address), Some(Field::Postcode), None, Some(Field::Occupancy)]
        );
        for column in [reference, address, postcode] {
            assert!((0.5..0.95).contains(&column.confidence), "{column:?} is to be checked");
        }
        assert!(occupancy.confidence > 0.95, "{occupancy:?} is a heading that is known");
        assert_eq!(size.samples, ["240 sqm", "1.2 ha"]);

        let options = Options { corrections: BTreeMap::from([(3, Some(Field::LandAreaM2))]), ..options };
        let file = read(ESTATE, &options).unwrap();
        assert_accounted_for(&file);
        let Rows::Assets(rows) = &file.rows else { panic!("assets") };
        let story: Vec<String> = rows
            .iter()
            .map(|row| {
                let (asset, facts) = (&row.value, &row.value.facts);
                let occupancy = facts.occupancy.as_ref().map(|fact| fact.value.slug());
                let area = facts.land_area_m2.as_ref().map(|fact| fact.value);
                format!(
                    "{:?} {:?} {occupancy:?} {area:?}",
                    asset.reference,
                    asset.postcode.as_ref().map(catmap::domain::postcode::Postcode::as_str)
                )
            })
            .collect();
        assert_eq!(
            story,
            [
                r#"Some("E/001") Some("XL1 1AA") Some("occupied") Some(240.0)"#,
                r#"Some("E/002") Some("XL1 2AB") Some("vacant") Some(12000.0)"#,
                r#"Some("E/003") Some("XL2 3AB") None None"#
            ]
        );
    }
}

#[test]
fn values_alone_tell_what_they_safely_can() {
    let rows: Vec<String> = (0..6)
        .map(|n| {
            let (easting, northing) = (335_017 + n * 131, 389_123 + n * 271);
            format!(
                "{n},L8 {n}TH,1000127976{n}3,{easting},{northing},-2.9{n}1,53.4{n}7,Freehold,Land,{n}50,07700 90012{n}"
            )
        })
        .collect();
    let text = format!("a,b,c,d,e,f,g,h,i,j,k\n{}\n", rows.join("\n"));
    let found = fields(&survey(&text, &told()).columns);
    assert_eq!(
        found,
        [
            None,
            Some(Field::Postcode),
            Some(Field::Uprn),
            Some(Field::X),
            Some(Field::Y),
            Some(Field::X),
            Some(Field::Y),
            Some(Field::Title),
            Some(Field::Holding),
            None,
            None,
        ]
    );
}

#[test]
fn telephone_numbers_and_round_sums_are_no_uprns_or_places() {
    let rows: Vec<String> =
        (0..9).map(|n| format!("A{n},0151496010{n},{},{}", 300_000 + n * 1_000, 350_000 + n * 1_000)).collect();
    let text = format!("Ref,a,b,c\n{}\n", rows.join("\n"));
    assert_eq!(fields(&survey(&text, &told()).columns), [Some(Field::Reference), None, None, None]);
}

#[test]
fn a_table_of_which_nothing_is_understood_is_shown_and_understood_once_somebody_says_one_column() {
    let text = "Alpha,Beta\nHall,red\nShed,blue\n,green\n";
    for options in [told(), of_an_officer()] {
        let survey = survey(text, &options);
        assert_eq!(fields(&survey.columns), [None, None]);
        assert_eq!(survey.columns[0].samples, ["Hall", "Shed"]);

        let seen = read(text, &looked_at(options.clone())).unwrap();
        assert_accounted_for(&seen);
        assert_eq!((seen.rows_read, seen.rows.len()), (3, 0));
        assert!(seen.refused.iter().all(|row| row.reason.contains("says what or where")), "{:?}", seen.refused);

        let said = Options { corrections: BTreeMap::from([(0, Some(Field::Name))]), ..options };
        let file = read(text, &said).unwrap();
        assert_accounted_for(&file);
        assert_eq!((file.rows_read, file.rows.len()), (3, 2));
        assert_eq!(file.refused[0].number, 4);
    }
    // Where nobody looks before it is taken in, it is not taken in at all.
    let refused = read(text, &told()).unwrap_err().to_string();
    assert!(refused.contains("no column for a reference, a name, an address"), "{refused}");
    assert!(!refused.contains("--"), "{refused}");
}

#[test]
fn no_row_is_taken_for_headings_because_of_a_word_in_it() {
    let text = "Alpha,Beta,Sort\nHall,red,Building\nShed,blue,Site\n";
    for options in [told(), of_an_officer()] {
        let said = Options { corrections: BTreeMap::from([(0, Some(Field::Name))]), ..options };
        let file = read(text, &said).unwrap();
        assert_eq!((file.header[0].as_str(), file.rows_read, file.rows.len()), ("Alpha", 2, 2));
    }
}

#[test]
fn an_officers_unknown_table_says_that_it_is_only_taken_for_a_register() {
    let file = read(ESTATE, &of_an_officer()).unwrap();
    let note = file.notes.iter().find(|note| note.reason.contains("no list that we know")).expect("a note");
    assert_eq!((note.row, note.column.as_deref()), (1, None));
    assert!(read(ESTATE, &told()).unwrap().notes.iter().all(|note| !note.reason.contains("no list that we know")));
}

#[test]
fn what_is_known_to_be_something_else_is_not_taken_for_a_register() {
    for text in ["certificate_number,address,postcode\n1,Hall,L8 1TH\n", "only\none\ncolumn\n"] {
        let refused = read(text, &of_an_officer()).unwrap_err().to_string();
        assert!(refused.contains("cannot tell what this is") && !refused.contains("--"), "{refused}");
    }
    let needs = survey("need_id,organisation,title\n1,Hall,Space\n", &of_an_officer());
    assert_eq!(needs.kind, FileKind::Needs);
}

/// A letter of many lines with commas here and there, and somewhere the words that stand above registers.
fn letter(heading: &str) -> String {
    let lines = [
        "Dear all, please find below what we discussed",
        "The council owns a good deal of land, many halls, two piers, and a number of small depots",
        "Some of it stands empty",
        "We were asked for a list, which I promised to send, and which follows when it is ready",
        "Best wishes, Jo",
        "The committee met on Tuesday",
        "Nothing was decided, nor refused, nor put off",
    ];
    let mut text = String::new();
    for round in 0..30 {
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        if round == 1 {
            text.push_str(heading);
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_long_text_is_no_register_whoever_says_so() {
    for heading in ["", "Asset Code, Property Name, Tenure", "Site Reference, Site Address, Hectares, Ownership Status"]
    {
        for options in [Options::default(), told(), of_an_officer()] {
            let refused = read(&letter(heading), &options).map(|file| file.rows_read).unwrap_err();
            let sentence = refused.to_string();
            assert!(
                matches!(refused, ReadError::NotATable { .. } | ReadError::NotRecognised { .. }),
                "{heading} {sentence}"
            );
            assert!(!sentence.contains("--"), "{sentence}");
        }
    }
}

#[test]
fn pages_and_documents_are_refused_for_what_they_are() {
    for (bytes, expected) in [
        (&b"%PDF-1.7\n%stream"[..], "a PDF"),
        (b"<!DOCTYPE html><html><body><table><tr><td>a,b</td></tr></table></body></html>", "a web page"),
        (b"<div class=\"page\">one, two</div>\n<p>three, four</p>\n", "a web page"),
    ] {
        for options in [told(), of_an_officer()] {
            let refused = with(bytes, |path| import::read(path, &options, &quiet)).unwrap_err().to_string();
            assert!(refused.contains(expected), "{refused}");
        }
    }
}

#[test]
fn text_from_real_documents_is_refused_whoever_says_that_it_is_a_register() {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA") else {
        println!("skipped: CATMAP_REAL_DATA names no folder of real files");
        return;
    };
    for name in ["preston_c0f874ac", "south_hams_60f67835", "worcester_3b08e37c"] {
        let path = Path::new(&folder).join(format!("brownfield/{name}_pdf_text.txt"));
        let told_brownfield = Options { kind: Some(FileKind::BrownfieldRegister), ..Options::default() };
        for options in [Options::default(), told(), told_brownfield, of_an_officer()] {
            let refused = import::read(&path, &options, &quiet).map(|file| file.rows_read).unwrap_err();
            assert!(matches!(refused, ReadError::NotATable { .. } | ReadError::NotRecognised { .. }), "{refused}");
        }
    }
}

/// A list of who pays business rates: most of it is nobody's business.
const RATES: &str = "Property Ref,Property Address,Ratepayer,Rateable Value,Exemption,Since,Empty since we looked\n\
    N/1,\"1 Dock Road, Aldermere, XL1 1AB\",Aldermere City Council,500,VOID,2024,yes\n\
    N/2,\"2 Dock Road, Aldermere, XL1 1AB\",Ann Other Ltd,600,VOID,2025,no\n";

#[test]
fn the_columns_of_a_rates_list_are_shown_and_can_be_corrected() {
    let survey = survey(RATES, &Options::default());
    assert_eq!((survey.kind, survey.publisher.as_deref()), (FileKind::VacantProperty, Some("Aldermere City Council")));
    assert!(!survey.publisher_is_guess);
    let expected = [
        Some(Field::Reference),
        Some(Field::Address),
        Some(Field::Organisation),
        Some(Field::RateableValue),
        Some(Field::Occupancy),
        None,
        None,
    ];
    assert_eq!(fields(&survey.columns), expected);
    assert_eq!(survey.columns[2].samples, ["Aldermere City Council"], "of others' names none is shown");
    assert!(survey.columns.iter().all(|column| !column.why.is_empty() && !column.corrected));

    let said = BTreeMap::from([(0, None), (4, None), (5, Some(Field::Reference)), (6, Some(Field::Name))]);
    let options = Options { corrections: said, ..Options::default() };
    let columns = with(RATES.as_bytes(), |path| import::survey(path, &options, &quiet)).unwrap().columns;
    assert_eq!(fields(&columns)[4..], [None, Some(Field::Reference), None], "a name is of no use there");
    assert!(columns[6].corrected && columns[6].why.contains("no use"), "{:?}", columns[6]);
    let file = read(RATES, &options).unwrap();
    assert_accounted_for(&file);
    let Rows::Assets(rows) = &file.rows else { panic!("assets") };
    let asset = &rows[0].value;
    assert_eq!((asset.reference.as_deref(), asset.facts.occupancy.is_none()), (Some("2024"), true));
}

#[test]
fn a_rates_list_is_never_taken_for_a_register_of_public_land() {
    for kind in [FileKind::AssetRegister, FileKind::BrownfieldRegister] {
        let told = Options { kind: Some(kind), ..Options::default() };
        let refused = read(RATES, &told).map(|file| file.rows_read).unwrap_err().to_string();
        assert!(refused.contains("business rates") && !refused.contains("--"), "{refused}");
    }
}
