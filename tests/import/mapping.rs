//! What the columns of real registers are taken to mean, held against a list written by hand; and where their rows land.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use catmap::domain::imported::{FileKind, Rows};
use catmap::domain::place::Position;
use catmap::domain::register::RegisterField as Field;
use catmap::import::{self, Options};
use catmap::projection::to_lon_lat;
use geo::{Contains, Geometry, Point};

use super::{assert_accounted_for, quiet};

/// The columns of the 2017 standard for brownfield land, from the web address of the council to the last date; the council's
/// name follows its address, and a second column of planning history stands in one file.
const STANDARD: &str = "organisation_uri organisation reference - address - reference_system x y hectares ownership - \
                        planning_status permission_type - - - - - - - - - - - - effective_date effective_date";

/// Each real register with what its columns mean, seen by looking at them; "-" is a column that says nothing catmap needs.
const TRUTH: [(&str, &str); 17] = [
    (
        "asset_registers/trafford/trafford_land_and_building_assets.csv",
        "organisation organisation_uri effective_date uprn reference name street_number street town postcode \
         reference_system x y title tenure_detail other_detail holding building_size hectares energy_rating",
    ),
    (
        // The second and the fourth column hold an old code of the council, whatever they are called.
        "asset_registers/cheltenham/local_authority_land_and_assets_2021.csv",
        "organisation - organisation - uprn reference name street town postcode x y title tenure_detail holding",
    ),
    (
        "asset_registers/cheltenham/cheltenham_council_land_and_assets_2021.geojson",
        "reference uprn organisation - name street town postcode title tenure_detail holding x_and_y",
    ),
    (
        // Latitude stands before longitude.
        "asset_registers/derived/lancashire_cc_land_list_south_DERIVED.csv",
        "reference name address postcode - - - title land_only - y x energy_rating building_size",
    ),
    (
        "brownfield/dudley_92b21a94_raw.csv",
        "organisation_uri reference address - y x hectares ownership planning_status permission_type - - - - - - - \
         effective_date effective_date end_date",
    ),
    ("brownfield/exeter_dda69588_handfixed.csv", "address x_and_y x y - hectares ownership - planning_status - - - -"),
    (
        "brownfield/fylde_083bcaab_handfixed.csv",
        "reference address x y reference_system hectares organisation organisation_uri ownership - planning_status \
         permission_type - - - - effective_date",
    ),
    // Three columns of its own at the end; the second reference is not the one of the register.
    ("brownfield/leicester_c7e27fdf_handfixed.csv", "STANDARD - - -"),
    (
        "brownfield/liverpool_2017_873e9679_TRANSCRIBED.csv",
        "organisation_uri organisation reference address - reference_system x y hectares ownership planning_status - x y",
    ),
    (
        "brownfield/preston_c0f874ac_handfixed.csv",
        "organisation_uri reference address reference_system x y hectares ownership - planning_status permission_type - - \
         - - effective_date effective_date",
    ),
    (
        "brownfield/rochdale_5ed5da3e_handfixed.csv",
        "reference address - - x y reference_system hectares organisation organisation_uri ownership - planning_status - \
         permission_type - - - - effective_date effective_date",
    ),
    ("brownfield/south_hams_60f67835_handfixed.csv", "STANDARD"),
    (
        "brownfield/wirral_2018_6a9a2fad_first31rows_TRANSCRIBED.csv",
        "organisation_uri organisation reference - address - reference_system x y hectares ownership - planning_status \
         permission_type - - - - - - - - - - - - - effective_date effective_date",
    ),
    (
        // Two headings ran together, so that the coordinate system has none; GeoX holds latitudes.
        "brownfield/worcester_3b08e37c_handfixed.csv",
        "organisation_uri organisation reference - address - reference_system x y hectares ownership - planning_status \
         permission_type - - - - - - - - - - -",
    ),
    // Lists of who pays business rates have a reader of their own.
    (
        "vacant_property/portsmouth/raw_E06000044_014_0.XLSX",
        "reference organisation address occupancy - - rateable_value",
    ),
    (
        "vacant_property/portsmouth/raw_E06000044_014_1.XLSX",
        "reference address occupancy - organisation rateable_value",
    ),
    ("vacant_property/portsmouth/raw_E06000044_014_2.XLSX", "reference address organisation - rateable_value"),
];

/// What stands beside the registers and is none: lists of headings and codes, text taken out of documents.
const NO_REGISTERS: [&str; 16] = [
    "asset_registers/header_variants_documented.csv",
    "asset_registers/trafford/trafford_land_and_building_assets.csv-metadata.json",
    "brownfield/codelists/brownfield-ownership-status.csv",
    "brownfield/codelists/brownfield-permission-type.csv",
    "brownfield/codelists/brownfield-planning-status.csv",
    "brownfield/fylde_083bcaab_pdf_text.txt",
    "brownfield/header_spellings_from_690_registers_TRANSCRIBED.csv",
    "brownfield/pipeline/column.csv",
    "brownfield/pipeline/concat.csv",
    "brownfield/pipeline/default.csv",
    "brownfield/pipeline/patch.csv",
    "brownfield/pipeline/skip.csv",
    "brownfield/pipeline/transform.csv",
    "brownfield/preston_c0f874ac_pdf_text.txt",
    "brownfield/south_hams_60f67835_pdf_text.txt",
    "brownfield/worcester_3b08e37c_pdf_text.txt",
];

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("CATMAP_REAL_DATA");
    if folder.is_none() {
        println!("skipped: CATMAP_REAL_DATA names no folder of real files");
    }
    folder.map(PathBuf::from)
}

/// Every file in these folders, by its path from the folder of real files.
fn files_in(folder: &Path, of: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = of.iter().map(|name| folder.join(name)).collect();
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

#[test]
fn every_real_file_is_a_register_in_the_list_by_hand_or_is_refused() {
    let Some(folder) = folder() else { return };
    let there = files_in(&folder, &["asset_registers", "brownfield", "vacant_property"]);
    let known = TRUTH.iter().map(|(name, _)| *name).chain(NO_REGISTERS).map(str::to_owned);
    assert_eq!(there, known.collect());
    for name in NO_REGISTERS {
        let read = import::read(&folder.join(name), &Options::default(), &quiet).map(|file| file.kind);
        assert!(read.is_err(), "{name} is taken for {read:?}");
    }
}

#[test]
fn nine_of_ten_columns_of_real_registers_are_understood_without_correction() {
    let Some(folder) = folder() else { return };
    let (mut right_in_all, mut columns_in_all) = (0, 0);
    println!("{:<76} columns right share   read   kept left out  wrong", "file");
    for (name, truth) in TRUTH {
        let truth = truth.replace("STANDARD", STANDARD);
        let truth: Vec<Option<Field>> = truth
            .split_whitespace()
            .map(|slug| (slug != "-").then(|| Field::from_slug(slug).unwrap_or_else(|| panic!("{slug} is a field"))))
            .collect();
        let path = folder.join(name);
        let survey =
            import::survey(&path, &Options::default(), &quiet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(survey.header_rows.len(), 1, "{name}: its headings stand in one row");
        assert_eq!(survey.columns.len(), truth.len(), "{name}: the list by hand has a place for each column");
        let wrong: Vec<String> = survey
            .columns
            .iter()
            .zip(&truth)
            .filter(|(reading, truth)| reading.field != **truth)
            .map(|(reading, truth)| {
                let label = |field: Option<Field>| field.map_or("nothing", Field::slug);
                format!("{:?} is {}, taken for {}", reading.heading, label(*truth), label(reading.field))
            })
            .collect();
        let file = import::read(&path, &Options::default(), &quiet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_accounted_for(&file);
        let (columns, right) = (truth.len(), truth.len() - wrong.len());
        let (read, kept, left_out) = (file.rows_read, file.rows.len(), file.refused.len());
        let share = right as f64 / columns as f64 * 100.0;
        println!(
            "{name:<76} {columns:>7} {right:>5} {share:>4.0}% {read:>6} {kept:>6} {left_out:>8}  {}",
            wrong.join("; ")
        );
        right_in_all += right;
        columns_in_all += columns;
    }
    let share = right_in_all as f64 / columns_in_all as f64 * 100.0;
    println!("{:<76} {columns_in_all:>7} {right_in_all:>5} {share:>4.0}%", "all");
    assert!(right_in_all * 10 >= columns_in_all * 9, "{right_in_all} of {columns_in_all} columns are right");
}

/// The outlines of councils by name, in degrees.
fn councils(folder: &Path) -> BTreeMap<String, Geometry<f64>> {
    let text = std::fs::read_to_string(folder.join("boundaries/derived/LAD24_England_generalised.geojson")).unwrap();
    let geojson: geojson::FeatureCollection = text.parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
    let of_feature = |feature: geojson::Feature| {
        let name = feature.property("ltla24_name").and_then(|name| name.as_str()).unwrap().to_owned();
        (name, Geometry::<f64>::try_from(feature.geometry.unwrap()).unwrap())
    };
    geojson.features.into_iter().map(of_feature).collect()
}

/// How many assets of a register have a point, and how many of the points lie in this council.
fn inside(folder: &Path, name: &str, council: &str, options: &Options) -> (usize, usize) {
    let file = import::read(&folder.join(name), options, &quiet).unwrap();
    let Rows::Assets(rows) = &file.rows else { panic!("{name} has assets") };
    let positions: Vec<Position> = rows.iter().filter_map(|row| row.value.position).collect();
    let outline = councils(folder).remove(council).unwrap();
    let points = to_lon_lat(&positions).unwrap();
    let inside = points.iter().filter(|at| outline.contains(&Point::new(at.lon_deg, at.lat_deg)));
    (positions.len(), inside.count())
}

#[test]
fn geocentric_rows_of_liverpool_lie_in_liverpool_with_and_without_the_grid_beside_them() {
    let Some(folder) = folder() else { return };
    let name = "brownfield/liverpool_2017_873e9679_TRANSCRIBED.csv";
    assert_eq!(inside(&folder, name, "Liverpool", &Options::default()), (89, 89));
    let geocentric_only = Options { corrections: BTreeMap::from([(12, None), (13, None)]), ..Options::default() };
    assert_eq!(inside(&folder, name, "Liverpool", &geocentric_only), (89, 89));
}

#[test]
fn swapped_rows_of_worcester_lie_in_worcester() {
    let Some(folder) = folder() else { return };
    // Private sites are left out of a brownfield register, so it is read as a list of assets to have all of them.
    let all = Options { kind: Some(FileKind::AssetRegister), ..Options::default() };
    let (placed, inside) = inside(&folder, "brownfield/worcester_3b08e37c_handfixed.csv", "Worcester", &all);
    println!("Worcester: {inside} of {placed} swapped points lie in it");
    assert_eq!((placed, inside), (32, 32));
}
