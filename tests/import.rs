//! Public files in: every oddity of real files on made-up ones, and the real files where they are at hand.

use std::path::PathBuf;

use catmap::domain::asset::Occupancy;
use catmap::domain::imported::{ReadFile, Rows};
use catmap::domain::place::{Extent, Position, Precision};
use catmap::import::{self, ReadError};

fn quiet(_: u64, _: u64) {}

fn read_path(path: &PathBuf) -> Result<ReadFile, ReadError> {
    let file = import::read(path, None, &quiet)?;
    assert_eq!(file.rows_read, (file.rows.len() + file.refused.len()) as u64, "{}", path.display());
    Ok(file)
}

/// A real file, or `None` (with a word about it) when none are at hand.
fn real(name: &str) -> Option<ReadFile> {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA") else {
        println!("skipped: CATMAP_REAL_DATA does not name a folder of official files ({name})");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    let start = std::time::Instant::now();
    let file = read_path(&path).unwrap_or_else(|error| panic!("{error}"));
    println!(
        "{name}: {} read as {} in {:?}, {} refused, {} notes; source {:?}",
        file.rows_read,
        file.kind.label(),
        start.elapsed(),
        file.refused.len(),
        file.notes.len(),
        file.source
    );
    for refused in file.refused.iter().take(3) {
        println!("  refused {}: {}", refused.number, refused.reason);
    }
    for note in file.notes.iter().take(8) {
        println!("  note {note:?}");
    }
    Some(file)
}

#[test]
fn zz_survey() {
    for name in [
        "asset_registers/trafford/trafford_land_and_building_assets.csv",
        "asset_registers/cheltenham/local_authority_land_and_assets_2021.csv",
        "asset_registers/derived/lancashire_cc_land_list_south_DERIVED.csv",
        "brownfield/liverpool_2017_873e9679_TRANSCRIBED.csv",
        "brownfield/wirral_2018_6a9a2fad_first31rows_TRANSCRIBED.csv",
        "brownfield/dudley_92b21a94_raw.csv",
        "brownfield/exeter_dda69588_handfixed.csv",
        "brownfield/fylde_083bcaab_handfixed.csv",
        "brownfield/leicester_c7e27fdf_handfixed.csv",
        "brownfield/preston_c0f874ac_handfixed.csv",
        "brownfield/rochdale_5ed5da3e_handfixed.csv",
        "brownfield/south_hams_60f67835_handfixed.csv",
        "brownfield/worcester_3b08e37c_handfixed.csv",
        "boundaries/LSOA21_LCR_BGC.geojson",
        "boundaries/derived/LSOA21_England_generalised.geojson",
        "deprivation/reconstructed/File_7_IoD2025_LCR_RECONSTRUCTED.csv",
        "deprivation/derived/humaniverse_imd2025_england_lsoa21.csv",
        "postcodes/codepoint_open/l.csv",
        "postcodes/codepoint_open/ch.csv",
        "postcodes/codepoint_open/wa.csv",
        "postcodes/codepoint_open/wn.csv",
        "postcodes/codepoint_open/pr8_pr9_subset.csv",
        "house_prices/price_paid/pp_16col_headerless_sample_TRANSCRIBED.csv",
        "house_prices/price_paid/pp_16col_headerless_wigan_trafford_2019_RESHAPED.csv",
        "house_prices/price_paid/ppd_app_merged_header_barbican_first200lines.csv",
        "house_prices/price_paid/ppd_app_wigan_trafford_2019_subset.csv",
    ] {
        real(name);
    }
}

#[test]
fn zz_errors() {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA") else { return };
    fn walk(path: &std::path::Path) {
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path);
            } else if let Err(error) = read_path(&path) {
                println!("{error}");
            } else {
                println!("OK {}", path.display());
            }
        }
    }
    walk(&PathBuf::from(folder));
}
