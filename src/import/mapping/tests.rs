//! What single columns and whole files are taken to be, and what must hold for every file.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{propose, spellings};
use crate::domain::imported::FileKind;
use crate::domain::register::{ColumnReading, RegisterField as Field};
use crate::import::Options;
use crate::import::records::Record;

fn records(lines: &[Vec<String>]) -> Vec<Record> {
    lines.iter().zip(1..).map(|(line, number)| Record::from_cells(number, line.iter().map(String::as_str))).collect()
}

/// How these lines, the first of them headings, are understood; "|" divides cells.
fn understand(lines: &[&str], kind: FileKind, options: &Options) -> Vec<ColumnReading> {
    let lines: Vec<Vec<String>> = lines.iter().map(|line| line.split('|').map(str::to_owned).collect()).collect();
    let rows = records(&lines);
    propose(&rows[0], &rows[1..], kind, options)
}

fn fields(lines: &[&str]) -> Vec<Option<Field>> {
    let readings = understand(lines, FileKind::AssetRegister, &Options::default());
    readings.iter().map(|reading| reading.field).collect()
}

/// So many lines under a heading.
fn many(heading: &str, line: impl Fn(usize) -> String) -> Vec<String> {
    std::iter::once(heading.to_owned()).chain((0..60).map(line)).collect()
}

#[test]
fn values_under_an_unknown_heading_propose_a_field_and_say_so() {
    let lines = many("Asset Code|Ref 2|Column1", |n| format!("A{n}|L8 {}TH|Freehold", n % 10));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let readings = understand(&lines, FileKind::AssetRegister, &Options::default());
    let found: Vec<_> = readings.iter().map(|reading| reading.field).collect();
    assert_eq!(found, [Some(Field::Reference), Some(Field::Postcode), Some(Field::Title)]);
    assert!(readings[1].confidence < readings[0].confidence, "{readings:?}");
    assert_eq!(
        readings[1].why,
        "The heading is not known; the values decide. Please check. All 60 values looked at look like postcodes."
    );
    assert_eq!(readings[1].samples, ["L8 0TH", "L8 1TH", "L8 2TH"]);
}

#[test]
fn values_that_contradict_a_heading_put_it_aside_and_say_so() {
    let lines = many("Asset Code|Postcode|Tenure", |n| format!("A{n}|{}|Freehold", 1000 + n));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let readings = understand(&lines, FileKind::AssetRegister, &Options::default());
    assert_eq!(readings[1].field, None);
    assert_eq!(
        readings[1].why,
        "The heading says \"Postcode\", but none of 60 values looks like postcodes, so it is not used. Please check."
    );
}

#[test]
fn the_postcode_is_where_the_postcodes_are() {
    let lines = many("Postcode|Notes|Post code area|Tenure", |n| format!("{n}|L1 1AA|L{n} 4XX|Freehold"));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(fields(&lines), [None, None, Some(Field::Postcode), Some(Field::Title)]);
}

#[test]
fn a_field_goes_to_one_heading_and_the_other_says_which_won() {
    let readings = understand(
        &["Property Reference|Asset Code|Name", "P1|A1|Hall", "P2|A2|Shed"],
        FileKind::AssetRegister,
        &Options::default(),
    );
    assert_eq!((readings[0].field, readings[1].field), (None, Some(Field::Reference)));
    assert_eq!(readings[0].why, "It could be \"Asset reference\", too, but column B fits better.");
}

#[test]
fn columns_with_the_same_heading_and_lines_of_an_address_share_their_field() {
    let found = fields(&["Address 1|Address 2|Address 3|Post Town|GeoX|GeoY|Easting|Northing|UPRN|UPRN"]);
    let line = Some(Field::AddressLine);
    let (x, y, uprn) = (Some(Field::X), Some(Field::Y), Some(Field::Uprn));
    assert_eq!(found, [line, line, line, Some(Field::Town), x, y, x, y, uprn, uprn]);
}

#[test]
fn coordinates_under_unknown_headings_are_found_side_by_side() {
    let grid = many("Asset Code|P|Q|Value", |n| format!("A{n}|{}|{}|{}", 335_000 + n * 7, 390_000 + n * 13, 500 * n));
    let lines: Vec<&str> = grid.iter().map(String::as_str).collect();
    assert_eq!(fields(&lines), [Some(Field::Reference), Some(Field::X), Some(Field::Y), None]);
    let degrees = many("Asset Code|GeoX|Q", |n| format!("A{n}|-2.9{n:02}|53.4{n:02}"));
    let lines: Vec<&str> = degrees.iter().map(String::as_str).collect();
    assert_eq!(fields(&lines), [Some(Field::Reference), Some(Field::X), Some(Field::Y)]);
    // Numbers all over the country are no places of one publisher.
    let wide = many("Asset Code|P|Q", |n| format!("A{n}|{}|{}", 100_000 + n * 9_000, 60_000 + n * 19_000));
    let lines: Vec<&str> = wide.iter().map(String::as_str).collect();
    assert_eq!(fields(&lines), [Some(Field::Reference), None, None]);
}

#[test]
fn nothing_about_a_person_is_taken_for_something_else() {
    let lines = many("Asset Code|Contact Name|Tenant postcode|Who", |n| {
        format!("A{n}|Ann Other|L8 {}TH|ann{n}@example.org", n % 10)
    });
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(fields(&lines), [Some(Field::Reference), None, None, None]);
}

#[test]
fn a_person_has_the_last_word() {
    let lines = ["Asset Code|Postcode|Where|Tenure", "A1|L8 1TH|Hall|Freehold"];
    let options = Options {
        learnt: BTreeMap::from([("where".to_owned(), Some(Field::Address)), ("postcode".to_owned(), None)]),
        corrections: BTreeMap::from([(1, Some(Field::Postcode)), (3, None)]),
        ..Options::default()
    };
    let readings = understand(&lines, FileKind::AssetRegister, &options);
    let found: Vec<_> = readings.iter().map(|reading| (reading.field, reading.corrected)).collect();
    assert_eq!(
        found,
        [(Some(Field::Reference), false), (Some(Field::Postcode), true), (Some(Field::Address), true), (None, true)]
    );
    assert!(readings[1].confidence > readings[2].confidence);
}

#[test]
fn a_correction_takes_the_field_from_where_it_was() {
    let lines = ["Asset Code|My number|Tenure", "A1|7|Freehold"];
    let options = Options { corrections: BTreeMap::from([(1, Some(Field::Reference))]), ..Options::default() };
    let readings = understand(&lines, FileKind::AssetRegister, &options);
    assert_eq!((readings[0].field, readings[1].field), (None, Some(Field::Reference)));
    assert_eq!(readings[0].why, "It could be \"Asset reference\", too, but column B fits better.");
}

#[test]
fn one_heading_means_different_things_in_different_registers() {
    let lines = ["Site Reference|Name|Ownership", "1|Yard|Freehold"];
    let of = |kind| understand(&lines, kind, &Options::default()).iter().map(|r| r.field).collect::<Vec<_>>();
    assert_eq!(of(FileKind::AssetRegister), [Some(Field::Reference), Some(Field::Name), Some(Field::Title)]);
    assert_eq!(
        of(FileKind::BrownfieldRegister),
        [Some(Field::Reference), Some(Field::Address), Some(Field::Ownership)]
    );
}

#[test]
fn headings_seen_in_real_registers_are_known() {
    let cases = [
        ("GeoX (Longitude or east grid)", Field::X),
        ("GeoY [North]", Field::Y),
        ("OSGB36 Northing", Field::Y),
        ("Locations Coordinates East West", Field::X),
        ("oseast1m", Field::X),
        ("lng", Field::X),
        ("OS map reference [grid]", Field::XAndY),
        ("OSGB36 Easting OSGB36 Northing", Field::XAndY),
        ("Well Known Text Geometry", Field::XAndY),
        ("NGR (with spaces)", Field::XAndY),
        ("COORDREFER", Field::ReferenceSystem),
        ("Coodinate Reference System", Field::ReferenceSystem),
        ("OSGB36", Field::ReferenceSystem),
        ("Unique Asset Identifier (PSRN)", Field::Reference),
        ("#", Field::Reference),
        ("Site UPRN ", Field::Uprn),
        ("Full Property Address", Field::Address),
        ("PropAddress4", Field::AddressLine),
        ("PropPostCode", Field::Postcode),
        ("Tenure Category", Field::Title),
        ("Current Property Exemption Code", Field::Occupancy),
        ("AREA(Ha)", Field::Hectares),
        ("ShapeSTArea", Field::LandAreaM2),
        ("floor_area_sqm", Field::BuildingSize),
        ("RateableVal", Field::RateableValue),
        ("Publisher Label", Field::Organisation),
        ("OPEN DATA WEBSITE", Field::OrganisationUri),
        ("DATE LAST UPDATED ", Field::EffectiveDate),
    ];
    for (heading, field) in cases {
        let header = Record::from_cells(1, [heading]);
        let readings = propose(&header, &[], FileKind::AssetRegister, &Options::default());
        assert_eq!(readings[0].field, Some(field), "{heading}: {}", readings[0].why);
    }
}

#[test]
fn every_learnt_spelling_is_understood_as_it_was_learnt() {
    for kind in [FileKind::AssetRegister, FileKind::BrownfieldRegister] {
        for (heading, known) in spellings::of(kind).all() {
            let header = Record::from_cells(1, [heading]);
            assert_eq!(propose(&header, &[], kind, &Options::default())[0].field, known.field, "{heading}");
        }
    }
}

fn any_heading() -> impl Strategy<Value = String> {
    let known: Vec<String> =
        spellings::of(FileKind::AssetRegister).all().map(|(heading, _)| heading.to_owned()).collect();
    prop_oneof![4 => prop::sample::select(known), 1 => "[A-Za-z0-9 ()_]{0,14}"]
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-Z]{1,2}[1-9] [1-9][A-Z]{2}",
        "[0-9]{1,12}",
        "3[0-9]{5}",
        "-?[0-9]{1,2}\\.[0-9]{1,5}",
        "(Freehold|Vacant|Land|Yes|http://x.org)",
        "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_unique_field_is_given_to_two_headings(
        header in prop::collection::vec(any_heading(), 1..14),
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 14), 0..12),
    ) {
        let width = header.len();
        let header = Record::from_cells(1, header.iter().map(String::as_str));
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row[..width].to_vec()).collect();
        let readings = propose(&header, &records(&rows), FileKind::AssetRegister, &Options::default());
        prop_assert_eq!(readings.len(), width);
        let mut owners: BTreeMap<Field, String> = BTreeMap::new();
        for (column, reading) in readings.iter().enumerate() {
            prop_assert_eq!(reading.column, column);
            prop_assert!((0.0..=1.0).contains(&reading.confidence));
            prop_assert!(!reading.why.is_empty() && reading.samples.len() <= 3);
            prop_assert!(reading.samples.iter().all(|sample| sample.chars().count() <= 60));
            if let Some(field) = reading.field.filter(|field| !field.may_repeat()) {
                let heading = super::normalised(&reading.heading);
                let owner = owners.entry(field).or_insert_with(|| heading.clone());
                prop_assert_eq!(owner, &heading, "{:?}", field);
            }
        }
    }
}
