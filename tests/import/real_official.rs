//! The real official files beside the old ones, where `CATMAP_REAL_DATA` names the folder that holds them.

use catmap::domain::area::AreaLevel;
use catmap::domain::imported::{FileKind, ReadFile, Rows};

use super::real::real;

/// Rows read and rows kept.
fn counts(file: &ReadFile) -> (u64, usize) {
    (file.rows_read, file.rows.len())
}

#[test]
fn outlines_of_every_level_and_year_are_read_whole() {
    let cases = [
        ("boundaries/LSOA11_LCR_BGC.geojson", AreaLevel::Lsoa, 2011, 989),
        ("boundaries/LSOA21_LCR_BGC.geojson", AreaLevel::Lsoa, 2021, 1003),
        ("boundaries/MSOA21_LCR_BGC.geojson", AreaLevel::Msoa, 2021, 201),
        ("boundaries/WD25_LCR_BGC.geojson", AreaLevel::Ward, 2025, 159),
        ("boundaries/derived/LAD25_LCR_dissolved_from_wards.geojson", AreaLevel::District, 2025, 6),
        ("boundaries/derived/LAD24_England_generalised.geojson", AreaLevel::District, 2024, 296),
        ("boundaries/topo_lad_England_2011.json", AreaLevel::District, 2013, 326),
    ];
    for (name, level, year, areas) in cases {
        let Some(file) = real(name) else { return };
        assert_eq!(file.refused, [], "{name}");
        assert_eq!(counts(&file), (areas, areas as usize), "{name}");
        let Rows::Boundaries(rows) = &file.rows else { panic!("boundaries") };
        assert!(rows.iter().all(|row| (row.value.level, row.value.year) == (level, year)), "{name}");
        assert!(rows.iter().all(|row| row.value.borough.is_some()), "{name}: every area lies in a district");
    }
}

#[test]
fn file_1_of_2019_is_read_as_ranks() {
    let Some(file) = real("deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv") else { return };
    assert_eq!(counts(&file), (32_844, 32_844));
    assert!(matches!(file.rows, Rows::DeprivationRanks(_)));
    assert!(file.notes[0].reason.contains("nothing is scored by it"));
}

#[test]
fn the_postcode_lookup_is_read_with_its_withdrawn_postcodes() {
    let Some(file) = real("postcodes/nspl/NSPL_NOV_2021_UK_WN_subset.csv") else { return };
    let Rows::Postcodes(rows) = &file.rows else { panic!("postcodes") };
    println!("{} kept, {} refused", rows.len(), file.refused.len());
    assert_eq!((file.kind, file.rows_read), (FileKind::Postcodes, 3_055));
    assert!(file.refused.iter().all(|row| row.reason.contains("no grid reference")), "{:?}", file.refused.first());
    assert!(rows.iter().any(|row| row.value.ended.is_some()) && rows.iter().any(|row| row.value.ended.is_none()));
    assert!(rows.iter().all(|row| row.value.borough_code.is_some()));
}

#[test]
fn every_list_of_organisations_is_read_without_a_contact() {
    let cases = [
        ("organisations/360giving_power_to_change_trust_grants.json", 870),
        ("organisations/trafford_council_voluntary_sector_grants_360giving.csv", 555),
        ("organisations/charities_operating_in_trafford_contacts_blanked.csv", 736),
        ("organisations/coops_uk_2017_06_organisations_LCR.csv", 0),
        ("organisations/coops_uk_2017_06_outlets_LCR.csv", 141),
        ("organisations/headers/BasicCompanyData_header_and_1_row_TRANSCRIBED.csv", 1),
    ];
    for (name, read) in cases {
        let Some(file) = real(name) else { return };
        let Rows::Organisations(rows) = &file.rows else { panic!("{name} lists organisations") };
        println!("{name}: {} read, {} kept, {} notes", file.rows_read, rows.len(), file.notes.len());
        assert!(read == 0 || file.rows_read == read, "{name}: {}", file.rows_read);
        assert!(file.refused.len() * 50 < rows.len() || rows.len() < 50, "{name}: {:?}", file.refused.first());
        assert!(rows.iter().all(|row| row.raw.is_empty()), "{name}");
        let text = serde_json::to_string(&rows.iter().map(|row| &row.value).collect::<Vec<_>>()).unwrap();
        assert!(!text.contains('@'), "{name}");
    }
}

#[test]
fn of_the_business_rates_lists_only_what_councils_are_liable_for_is_kept() {
    for (list, read, kept, vacant) in [(0, 3_421, 17, 17), (1, 447, 83, 60), (2, 5_331, 277, 0)] {
        let Some(file) = real(&format!("vacant_property/portsmouth/raw_E06000044_014_{list}.XLSX")) else { return };
        let Rows::Assets(rows) = &file.rows else { panic!("assets") };
        let empty = rows.iter().filter(|row| row.value.is_vacant()).count();
        println!("list {list}: {} read, {} kept, {empty} of them empty", file.rows_read, rows.len());
        assert_eq!((file.kind, file.rows_read), (FileKind::VacantProperty, read));
        assert!(rows.len().abs_diff(kept) <= 3 && empty >= vacant, "{} kept, {empty} empty", rows.len());
        assert_eq!(file.source.publisher, "Portsmouth City Council");
        assert!(rows.iter().all(|row| row.value.owner.name.ends_with("Council")));
        let liable = file.header.iter().position(|heading| heading == "Primary Liable party name").unwrap();
        let named = file.refused.iter().filter(|row| !row.raw[liable].is_empty()).collect::<Vec<_>>();
        let repeats = named.iter().all(|row| row.raw[liable].contains("Council"));
        assert!(repeats, "whoever is no council is not named: {named:?}");
    }
}
