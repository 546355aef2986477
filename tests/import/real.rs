//! The real files, where `CATMAP_REAL_DATA` names the folder that holds them; without it each test says it was skipped.

use std::path::PathBuf;

use catmap::domain::asset::{Asset, Occupancy};
use catmap::domain::imported::{FileKind, ReadFile, Row, Rows};
use catmap::domain::indices::{Edition, score_of};
use catmap::domain::place::{Extent, Position, Precision};
use catmap::import::{self, Options};
use time::macros::date;

use super::{assert_accounted_for, quiet};

/// A real file, or `None` when no folder of them is at hand.
pub fn real(name: &str) -> Option<ReadFile> {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA") else {
        println!("skipped: CATMAP_REAL_DATA does not name a folder with {name}");
        return None;
    };
    let file = import::read(&PathBuf::from(folder).join(name), &Options::default(), &quiet)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_accounted_for(&file);
    Some(file)
}

fn assets(file: &ReadFile) -> Vec<&Asset> {
    let Rows::Assets(rows) = &file.rows else { panic!("{} are assets", file.source.file_name) };
    rows.iter().map(|row: &Row<Asset>| &row.value).collect()
}

fn count(file: &ReadFile, wanted: impl Fn(&Asset) -> bool) -> usize {
    assets(file).into_iter().filter(|asset| wanted(asset)).count()
}

#[test]
fn trafford_keeps_all_its_rows_and_its_vacant_stock_without_points() {
    let Some(file) = real("asset_registers/trafford/trafford_land_and_building_assets.csv") else { return };
    assert_eq!((file.kind, file.rows_read, file.rows.len()), (FileKind::AssetRegister, 608, 608));
    let vacant = |asset: &Asset| asset.facts.occupancy.as_ref().is_some_and(|fact| fact.value == Occupancy::Vacant);
    assert_eq!(count(&file, vacant), 187);
    let outward = |asset: &Asset| asset.postcode.as_ref().is_some_and(|postcode| !postcode.is_whole());
    assert_eq!(count(&file, |asset| vacant(asset) && outward(asset)), 186);
    assert_eq!(count(&file, |asset| vacant(asset) && asset.precision == Precision::Point), 22);
    assert_eq!(count(&file, |asset| asset.position.is_some()), 373);
    assert_eq!(count(&file, |asset| asset.uprn.is_some()), 272);
    assert_eq!(count(&file, |asset| asset.facts.disposal_status.is_some()), 0, "vacant does not mean available");
    let swapped: Vec<_> = file.notes.iter().filter(|note| note.reason.contains("each other's column")).collect();
    assert_eq!(swapped.len(), 1);
    let davyhulme = assets(&file).into_iter().find(|asset| asset.name == "Davyhulme Youth Centre").unwrap();
    let near = Position::new(376_000.0, 395_500.0).unwrap();
    assert!(davyhulme.position.unwrap().distance_m(near) < 2_000.0, "{:?}", davyhulme.position);
}

#[test]
fn cheltenham_is_read_through_its_encoding_and_its_double_columns() {
    let Some(file) = real("asset_registers/cheltenham/local_authority_land_and_assets_2021.csv") else { return };
    assert_eq!((file.kind, file.rows_read), (FileKind::AssetRegister, 498));
    assert!(file.refused.iter().all(|row| row.reason.contains("word for word")), "{:?}", file.refused);
    assert_eq!(file.refused.len(), 2);
    assert_eq!(file.source.publisher, "Cheltenham Borough Council");
    assert_eq!(file.notes.iter().filter(|note| note.reason.contains("is also that of row")).count(), 3);
    assert_eq!(count(&file, |asset| asset.position.is_none()), 1);
    assert_eq!(count(&file, |asset| asset.uprn.is_some()), 496);
    assert!(assets(&file).iter().all(|asset| !asset.name.contains('\n')));
    let title = |asset: &Asset| asset.facts.title.as_ref().map(|title| title.value.clone());
    assert!(assets(&file).into_iter().all(|asset| matches!(title(asset).as_deref(), Some("Freehold" | "Leasehold"))));
}

#[test]
fn the_lancashire_list_is_read_by_its_plain_columns() {
    let Some(file) = real("asset_registers/derived/lancashire_cc_land_list_south_DERIVED.csv") else { return };
    assert_eq!((file.kind, file.rows_read, file.rows.len()), (FileKind::AssetRegister, 338, 338));
    assert_eq!(count(&file, |asset| asset.facts.holding.is_some()), 338);
}

#[test]
fn liverpool_2017_lies_in_liverpool_in_spite_of_its_labels() {
    let Some(file) = real("brownfield/liverpool_2017_873e9679_TRANSCRIBED.csv") else { return };
    assert_eq!((file.kind, file.rows_read, file.rows.len()), (FileKind::BrownfieldRegister, 89, 89));
    // Liverpool's extent on the National Grid, rounded outwards to whole kilometres.
    let liverpool =
        Extent { min: Position::new(332_000.0, 380_000.0).unwrap(), max: Position::new(346_000.0, 398_000.0).unwrap() };
    assert_eq!(count(&file, |asset| asset.position.is_some_and(|position| liverpool.contains(position))), 89);
    assert!(
        assets(&file).iter().all(|asset| &*asset.owner.name == "Owner not known (listed by Liverpool City Council)")
    );
}

#[test]
fn every_brownfield_register_is_read_and_its_private_sites_left_out() {
    let cases = [
        ("wirral_2018_6a9a2fad_first31rows_TRANSCRIBED", 31, 3),
        ("dudley_92b21a94_raw", 128, 9),
        ("exeter_dda69588_handfixed", 28, 10),
        ("fylde_083bcaab_handfixed", 47, 6),
        ("leicester_c7e27fdf_handfixed", 66, 4),
        ("preston_c0f874ac_handfixed", 58, 15),
        ("rochdale_5ed5da3e_handfixed", 128, 128),
        ("south_hams_60f67835_handfixed", 12, 0),
        ("worcester_3b08e37c_handfixed", 37, 4),
    ];
    for (name, read, kept) in cases {
        let Some(file) = real(&format!("brownfield/{name}.csv")) else { return };
        assert_eq!((file.kind, file.rows_read, file.rows.len()), (FileKind::BrownfieldRegister, read, kept), "{name}");
    }
}

#[test]
fn england_and_the_city_region_have_all_their_areas() {
    for (name, areas) in
        [("boundaries/LSOA21_LCR_BGC.geojson", 1003), ("boundaries/derived/LSOA21_England_generalised.geojson", 33_755)]
    {
        let Some(file) = real(name) else { return };
        let Rows::Boundaries(rows) = &file.rows else { panic!("boundaries") };
        assert_eq!(file.rows_read, areas, "{name}");
        assert_eq!(file.refused, [], "{name}");
        let liverpool = rows.iter().filter(|row| row.value.borough.as_ref().is_some_and(|b| &*b.name == "Liverpool"));
        assert_eq!(liverpool.count(), 302, "{name}");
        let st_helens = rows.iter().filter(|row| row.value.borough.as_ref().is_some_and(|b| &*b.name == "St Helens"));
        assert_eq!(st_helens.count(), 121, "{name}");
    }
}

#[test]
fn both_tables_of_the_2025_indices_pass_their_checks() {
    for (name, areas) in [
        ("deprivation/reconstructed/File_7_IoD2025_LCR_RECONSTRUCTED.csv", 1003),
        ("deprivation/derived/humaniverse_imd2025_england_lsoa21.csv", 33_755),
    ] {
        let Some(file) = real(name) else { return };
        assert_eq!(
            (file.kind, file.rows_read, file.rows.len() as u64),
            (FileKind::Deprivation, areas, areas),
            "{name}"
        );
    }
}

#[test]
fn the_2019_tables_with_the_ranks_of_domains_pass_their_checks() {
    for (name, areas, with_residents) in [
        ("deprivation/File_2_-_IoD2019_Domains_of_Deprivation.csv", 32_844, 0),
        ("deprivation/reconstructed/File_7_IoD2019_LCR_RECONSTRUCTED.csv", 989, 989),
    ] {
        let Some(file) = real(name) else { return };
        let Rows::Deprivation(rows) = &file.rows else { panic!("deprivation") };
        assert_eq!((file.rows_read, rows.len() as u64), (areas, areas), "{name}");
        assert!(rows.iter().all(|row| row.value.edition == 2019), "{name}");
        assert_eq!(rows.iter().filter(|row| row.value.residents.is_some()).count(), with_residents, "{name}");
        let worst = rows
            .iter()
            .map(|row| (row.value.score - score_of(row.value.domain_ranks, Edition::Of2019)).abs())
            .fold(0.0, f64::max);
        println!("{name}: the furthest score lies {worst:.5} from the one its ranks give");
    }
}

#[test]
fn parts_of_the_2019_tables_and_other_geographies_are_refused() {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA") else { return println!("skipped: no CATMAP_REAL_DATA") };
    let cases = [
        ("deprivation/File_6_-_IoD2019_Population_Denominators.csv", "IMD 2019 is not used"),
        ("deprivation/lsoa11_imd19_OSGB1936.csv", "IMD 2019 is not used"),
        ("boundaries/derived/postcode_sectors_LCR.geojson", "no codes"),
        ("asset_registers/trafford/trafford_land_and_building_assets.csv-metadata.json", "not whole GeoJSON"),
        ("brownfield/worcester_3b08e37c_pdf_text.txt", "cannot tell what this is"),
        ("deprivation/File_6_-_IoD2019_Population_Denominators.xlsx", "cannot tell what this is"),
        ("epc/epb_data_warehouse_fixture_commercial.csv", "cannot tell what this is"),
    ];
    for (name, expected) in cases {
        let message =
            import::read(&PathBuf::from(&folder).join(name), &Options::default(), &quiet).unwrap_err().to_string();
        assert!(message.contains(expected), "{name}: {message}");
    }
}

#[test]
fn every_code_point_file_is_read() {
    for (name, postcodes) in [("l", 20_823), ("ch", 19_095), ("wa", 18_353), ("wn", 7_298), ("pr8_pr9_subset", 2_198)] {
        let Some(file) = real(&format!("postcodes/codepoint_open/{name}.csv")) else { return };
        assert_eq!((file.kind, file.rows_read), (FileKind::Postcodes, postcodes), "{name}");
        assert_eq!(file.refused, [], "{name}");
    }
}

#[test]
fn every_price_paid_file_is_read_to_its_last_sale() {
    for (name, sales) in [
        ("pp_16col_headerless_sample_TRANSCRIBED", 6),
        ("pp_16col_headerless_wigan_trafford_2019_RESHAPED", 3_393),
        ("ppd_app_wigan_trafford_2019_subset", 3_393),
        // 200 lines, the first of which holds the headings and a sale.
        ("ppd_app_merged_header_barbican_first200lines", 200),
    ] {
        let Some(file) = real(&format!("house_prices/price_paid/{name}.csv")) else { return };
        assert_eq!((file.kind, file.rows_read), (FileKind::Sales, sales), "{name}");
        assert_eq!(file.refused, [], "{name}");
    }
}

#[test]
fn the_house_price_index_of_england_is_read_month_by_month() {
    let Some(file) = real("house_prices/uk_hpi/ukhpi_app_england.csv") else { return };
    assert_eq!((file.kind, file.rows_read), (FileKind::PriceIndex, 359));
    assert_eq!(file.refused, []);
    let Rows::PriceIndex(rows) = &file.rows else { panic!("an index") };
    let (first, last) = (&rows[0].value, &rows[358].value);
    assert_eq!((&*first.borough_code, first.month, first.index), ("E92000001", date!(1995 - 01 - 01), 26.23));
    assert_eq!((last.month, last.index, file.source.as_at), (date!(2024 - 11 - 01), 151.1, Some(last.month)));
}

#[test]
fn thirty_years_of_sector_prices_are_read() {
    let Some(file) = real("house_prices/derived/sector_price_1995_2024_LCR.csv") else { return };
    assert_eq!((file.kind, file.rows_read), (FileKind::SectorPrices, 16_912));
    assert_eq!(file.refused, []);
    assert!(file.source.title.contains("yearly averages of postcode sectors"));
    let Rows::SectorPrices(rows) = &file.rows else { panic!("sector prices") };
    // SOURCES.md: mean prices rounded to 1,000, with sectors of one sale and withdrawn postcodes among them.
    assert!(rows.iter().all(|row| row.value.mean_price_gbp % 1_000.0 == 0.0));
    assert!(rows.iter().any(|row| row.value.sales == 1) && rows.iter().any(|row| &*row.value.sector == "L44 0"));
    let years: std::collections::BTreeSet<u16> = rows.iter().map(|row| row.value.year).collect();
    assert_eq!((years.len(), years.first(), years.last()), (30, Some(&1995), Some(&2024)));
}
