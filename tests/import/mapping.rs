//! What the columns of real registers are taken to mean, held against a list written by hand; and where their rows land.

use std::collections::BTreeMap;
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
const TRUTH: [(&str, &str); 14] = [
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
];

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("CATMAP_REAL_DATA");
    if folder.is_none() {
        println!("skipped: CATMAP_REAL_DATA names no folder of real files");
    }
    folder.map(PathBuf::from)
}

#[test]
fn nine_of_ten_columns_of_real_registers_are_understood_without_correction() {
    let Some(folder) = folder() else { return };
    let (mut right_in_all, mut columns_in_all) = (0, 0);
    println!("{:<58} {:>7} {:>5} {:>9}  wrong", "file", "columns", "right", "rows read");
    for (name, truth) in TRUTH {
        let truth = truth.replace("STANDARD", STANDARD);
        let truth: Vec<Option<Field>> = truth
            .split_whitespace()
            .map(|slug| (slug != "-").then(|| Field::from_slug(slug).unwrap_or_else(|| panic!("{slug} is a field"))))
            .collect();
        let path = folder.join(name);
        let look = |kind| {
            let options = Options { kind, ..Options::default() };
            import::survey(&path, &options, &quiet).unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let mut survey = look(None);
        if survey.kind == FileKind::VacantProperty {
            // Lists of business rates have a reader of their own; this is how one would be understood as a register.
            survey = look(Some(FileKind::AssetRegister));
        }
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
        let right = truth.len() - wrong.len();
        println!("{name:<58} {:>7} {right:>5} {:>9}  {}", truth.len(), file.rows_read, wrong.join("; "));
        right_in_all += right;
        columns_in_all += truth.len();
    }
    println!("{:<58} {columns_in_all:>7} {right_in_all:>5}", "all");
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
