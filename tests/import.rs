//! Public files in: every oddity of real files on made-up ones, and the real files where they are at hand.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "helpers of tests fail as tests do")]

use std::path::{Path, PathBuf};

use catmap::domain::imported::{FileKind, ReadFile, Row, Rows};
use catmap::import::{self, Options, ReadError};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

mod broken;
pub mod fuzz;
mod hostile;
mod makers;
mod mapping;
mod oddities;
mod real;
mod real_official;
mod region;
mod release;
mod tables;
mod unfamiliar;

fn quiet(_: u64, _: u64) {}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Reads a made-up file and holds the sum that must hold for every file.
fn read(name: &str) -> ReadFile {
    let file = import::read(&fixture(name), &Options::default(), &quiet).unwrap_or_else(|error| panic!("{error}"));
    assert_accounted_for(&file);
    file
}

fn assert_accounted_for(file: &ReadFile) {
    assert_eq!(file.rows_read, (file.rows.len() + file.refused.len()) as u64, "every row is kept or refused");
    assert!(file.refused.iter().all(|row| !row.reason.is_empty()), "every refused row has its reason");
    assert!(file.notes.iter().all(|note| !note.refused), "notes are about rows that are kept");
}

/// Writes bytes to a file of its own and reads that.
fn read_bytes(bytes: &[u8], kind: Option<FileKind>) -> Result<ReadFile, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload.csv");
    std::fs::write(&path, bytes).unwrap();
    let file = import::read(&path, &Options { kind, ..Options::default() }, &quiet)?;
    assert_accounted_for(&file);
    Ok(file)
}

/// Everything read from a file, laid out for people to look over: facts on one line, sources left out.
fn story(file: &ReadFile) -> Value {
    fn rows<T: Serialize>(rows: &[Row<T>]) -> Vec<Value> {
        rows.iter().map(|row| json!({"row": row.number, "value": on_one_line(json!(row.value))})).collect()
    }
    let rows = match &file.rows {
        Rows::Assets(all) => rows(all),
        Rows::Needs(all) => rows(all),
        Rows::Rulings(all) => rows(all),
        Rows::Deprivation(all) => rows(all),
        Rows::Postcodes(all) => rows(all),
        Rows::Sales(all) => rows(all),
        Rows::Activity(all) => rows(all),
        Rows::DeprivationRanks(all) => rows(all),
        Rows::Uprns(all) => rows(all),
        Rows::CommunityValue(all) => rows(all),
        Rows::Organisations(all) => rows(all),
        Rows::PriceIndex(all) => all
            .iter()
            .map(|row| {
                let month = &row.value;
                json!({"row": row.number, "code": month.borough_code, "month": month.month.to_string(), "index": month.index})
            })
            .collect(),
        Rows::SectorPrices(all) => all
            .iter()
            .map(|row| {
                let year = &row.value;
                json!({"row": row.number, "sector": year.sector, "year": year.year,
                    "mean_price_gbp": year.mean_price_gbp, "sales": year.sales})
            })
            .collect(),
        Rows::Boundaries(all) => all
            .iter()
            .map(|row| {
                let area = &row.value;
                json!({"row": row.number, "code": area.code, "level": area.level.slug(), "year": area.year, "name": area.name, "borough": area.borough,
                    "polygons": area.boundary.0.len(),
                    "holes": area.boundary.0.iter().map(|polygon| polygon.interiors().len()).sum::<usize>(),
                    "centre": on_one_line(json!(area.centre))})
            })
            .collect(),
    };
    let notes: Vec<String> = file
        .notes
        .iter()
        .map(|n| {
            let column = n.column.as_deref().unwrap_or("");
            format!("row {} | {column} | {} | {}", n.row, n.value.as_deref().unwrap_or(""), n.reason)
        })
        .collect();
    let refused: Vec<String> =
        file.refused.iter().map(|r| format!("row {} | {} | {}", r.number, r.raw.join(" ; "), r.reason)).collect();
    json!({
        "kind": file.kind, "rows_read": file.rows_read,
        "source": {"id": file.source.id, "title": file.source.title, "publisher": file.source.publisher,
            "licence": file.source.licence, "as_at": file.source.as_at.map(|day| day.to_string()),
            "fictional": file.source.fictional},
        "rows": rows, "refused": refused, "notes": notes,
    })
}

/// Facts as "value (quality, date)" and positions rounded to a centimetre.
fn on_one_line(value: Value) -> Value {
    match value {
        Value::Object(fact) if fact.contains_key("quality") => {
            let day = fact.get("as_at").and_then(Value::as_str).unwrap_or("no date");
            let text = fact["value"].as_str().map_or_else(|| fact["value"].to_string(), str::to_owned);
            json!(format!("{text} ({}, {day})", fact["quality"].as_str().unwrap()))
        }
        Value::Object(position) if position.contains_key("easting_m") => {
            json!(format!(
                "{:.2} {:.2}",
                position["easting_m"].as_f64().unwrap(),
                position["northing_m"].as_f64().unwrap()
            ))
        }
        // What facts share is written once, beside them.
        Value::Object(mut facts) if facts.contains_key("said") => {
            let said = facts.shift_remove("said").unwrap();
            let whole = |fact: Value| match fact {
                Value::Object(mut fact) if !fact.contains_key("quality") => {
                    fact.extend(said.as_object().unwrap().clone());
                    fact.into()
                }
                other => other,
            };
            facts.into_iter().map(|(key, fact)| (key, on_one_line(whole(fact)))).collect()
        }
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, on_one_line(value))).collect(),
        other => other,
    }
}

macro_rules! stories {
    ($($test:ident: $file:literal;)+) => {
        $(#[test]
        fn $test() {
            insta::assert_json_snapshot!(stringify!($test), story(&read($file)));
        })+
    };
}

stories! {
    a_register_in_the_lga_schema_is_read_with_what_is_known_and_what_is_not: "register_lga.csv";
    titles_and_blank_lines_above_the_headings_do_not_hide_them: "register_titles_above.csv";
    a_cp1252_register_with_duplicate_columns_and_cells_of_several_lines_is_read: "register_cp1252_duplicate_columns.csv";
    semicolons_divide_cells_as_well_as_commas: "register_semicolons.csv";
    rows_that_repeat_are_refused_and_references_that_repeat_are_kept_apart: "register_repeats.csv";
    the_numbers_decide_how_coordinates_are_read: "register_coordinates.csv";
    optional_columns_become_facts_and_what_is_not_understood_stays_unknown: "register_facts.csv";
    short_rows_are_filled_up_and_long_rows_refused: "register_ragged.csv";
    a_register_that_names_no_publisher_is_named_after_its_file: "aldermere_estate_list.csv";
    a_brownfield_register_with_its_own_headings_and_geocentric_metres_is_read: "brownfield_own_headings.csv";
    a_standard_brownfield_register_keeps_sites_that_are_or_may_be_public: "brownfield_standard.csv";
    sites_without_a_reference_are_known_by_what_identifies_them: "brownfield_without_reference.csv";
    outlines_in_degrees_are_read_with_their_holes_and_parts: "boundaries_degrees.geojson";
    outlines_in_grid_metres_are_read: "boundaries_grid.geojson";
    file_7_of_the_2025_indices_is_read: "deprivation_file7.csv";
    file_7_of_the_2019_indices_is_read: "deprivation_file7_2019.csv";
    file_2_of_the_2019_indices_is_read_with_scores_worked_out: "deprivation_file2_2019.csv";
    postcodes_without_coordinates_are_refused: "postcodes.csv";
    yearly_price_paid_rows_are_read_without_addresses: "sales_yearly.csv";
    no_sale_is_lost_when_headings_and_first_record_share_a_line: "sales_download_merged_header.csv";
    activity_counts_are_read: "activity.csv";
    the_full_file_of_the_house_price_index_is_read: "price_index_full_file.csv";
    the_download_of_the_house_price_index_is_read: "price_index_download.csv";
    yearly_averages_of_postcode_sectors_are_read: "sector_prices.csv";
    counts_of_areas_without_a_base_and_of_msoas_are_read: "area_counts.csv";
    jobs_from_the_nomis_api_are_the_employees_of_the_latest_year: "nomis_jobs_api.csv";
    businesses_from_a_nomis_table_are_known_under_its_titles: "nomis_businesses_table.csv";
    private_renting_from_the_nomis_api_is_read_out_of_all_households: "nomis_tenure_api.csv";
    private_renting_from_the_census_bulk_file_is_read: "census_tenure_bulk.csv";
    needs_are_read_and_what_makes_no_sense_is_refused: "needs.csv";
    rulings_need_a_reason_and_a_name: "rulings.csv";
    address_points_are_read_and_numbers_that_are_none_refused: "uprns.csv";
    postcodes_of_the_ons_are_read_with_the_month_they_ended: "postcodes_nspl.csv";
    postcodes_of_the_ons_are_read_with_years_in_the_headings: "postcodes_onspd.csv";
    file_1_of_the_2025_indices_is_read_as_ranks_with_a_note: "deprivation_file1.csv";
    file_2_of_the_2025_indices_is_read_with_scores_worked_out: "deprivation_file2_2025.csv";
    outlines_of_wards_are_read_with_their_districts: "boundaries_wards.geojson";
    outlines_of_lsoas_of_2011_are_kept_apart: "boundaries_lsoa_2011.geojson";
    outlines_of_districts_are_put_together_from_arcs: "boundaries_districts.topojson";
    of_a_business_rates_list_only_what_a_council_is_liable_for_becomes_an_asset: "business_rates_empty.csv";
    community_value_in_the_digital_land_layout_is_read: "community_value_digital_land.csv";
    community_value_in_a_councils_own_spelling_is_read: "community_value_council.csv";
    recipients_of_grants_are_read_once_each_without_people: "organisations_360giving.csv";
    recipients_of_grants_are_read_from_json: "organisations_360giving.json";
    charities_are_read_without_contacts: "organisations_charities.tsv";
    charities_are_read_from_json: "organisations_charities.json";
    companies_are_read_without_addresses: "organisations_companies.csv";
    co_operatives_are_read: "organisations_cooperatives.csv";
    outlets_of_co_operatives_are_read_as_places_of_their_own: "organisations_outlets.csv";
}

#[test]
fn the_publisher_can_be_named_by_the_caller() {
    let options = Options { publisher: Some("Aldershire County Council".to_owned()), ..Options::default() };
    let file = import::read(&fixture("aldermere_estate_list.csv"), &options, &quiet).unwrap();
    let Rows::Assets(assets) = &file.rows else { panic!("assets") };
    assert_eq!(&*file.source.id.0, "aldershire-county-council-asset-register");
    assert!(assets.iter().all(|row| &*row.value.owner.name == "Aldershire County Council"));
    assert_eq!(&*assets[0].value.id.0, "aldershire-county-council-1");
}

#[test]
fn the_same_file_read_twice_gives_the_same() {
    for name in ["register_repeats.csv", "brownfield_without_reference.csv", "needs.csv", "boundaries_degrees.geojson"]
    {
        assert_eq!(read(name), read(name), "{name}");
    }
}

#[test]
fn a_byte_order_mark_and_line_ends_of_any_kind_change_nothing() {
    let plain = std::fs::read_to_string(fixture("register_lga.csv")).unwrap();
    let Rows::Assets(expected) = read_bytes(plain.as_bytes(), None).unwrap().rows else { panic!("assets") };
    for text in [format!("\u{feff}{plain}"), plain.replace('\n', "\r\n"), plain.replace('\n', "\r")] {
        let Rows::Assets(found) = read_bytes(text.as_bytes(), None).unwrap().rows else { panic!("assets") };
        assert_eq!(found, expected);
    }
}

#[test]
fn progress_grows_to_the_size_of_the_file() {
    let seen = std::cell::RefCell::new(Vec::new());
    let path = fixture("needs.csv");
    import::read(&path, &Options::default(), &|done, of| seen.borrow_mut().push((done, of))).unwrap();
    let seen = seen.into_inner();
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(seen.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{seen:?}");
    assert_eq!(seen.last(), Some(&(size, size)));
}

#[test]
fn sales_are_handed_on_in_parts_that_add_up_to_the_file() {
    let plan = catmap::fictional::RegionPlan { areas: 400, assets: 1, needs: 1, ..Default::default() };
    let folder = tempfile::tempdir().unwrap();
    let files = catmap::fictional::generate(&plan, folder.path(), &mut |_, _, _| {}).unwrap();
    let whole = import::read(&files.sales, &Options::default(), &quiet).unwrap();
    let (mut kept, mut refused, mut parts) = (Vec::new(), Vec::new(), 0);
    let last = import::read_in_parts(&files.sales, &Options::default(), &quiet, &mut |part| {
        assert_eq!(part.source, whole.source.id);
        let Rows::Sales(rows) = part.rows else { panic!("sales") };
        kept.extend(rows);
        refused.extend(part.refused);
        parts += 1;
        true
    });
    let last = last.unwrap();
    let Rows::Sales(rest) = last.rows else { panic!("sales") };
    assert!(parts > 1 && !rest.is_empty(), "{parts} parts");
    kept.extend(rest);
    refused.extend(last.refused);
    assert_eq!((last.rows_read, last.source), (whole.rows_read, whole.source.clone()));
    assert_eq!((&Rows::Sales(kept), &refused), (&whole.rows, &whole.refused));

    let stopped = import::read_in_parts(&files.sales, &Options::default(), &quiet, &mut |_| false);
    assert_eq!(stopped.unwrap_err().to_string(), "price-paid.csv was read only in part");
}

#[test]
fn what_comes_in_parts_may_be_of_any_size_and_nothing_else_may() {
    let limited = Options { limit_bytes: 100, ..Options::default() };
    for name in [
        "sales_yearly.csv",
        "sales_download_merged_header.csv",
        "uprns.csv",
        "postcodes.csv",
        "postcodes_nspl.csv",
        "organisations_companies.csv",
    ] {
        import::read(&fixture(name), &limited, &quiet).unwrap();
    }
    for name in ["deprivation_file7.csv", "boundaries_grid.geojson", "sector_prices.csv"] {
        assert!(matches!(import::read(&fixture(name), &limited, &quiet), Err(ReadError::TooLarge { .. })), "{name}");
    }
}

fn any_kind() -> impl Strategy<Value = Option<FileKind>> {
    prop_oneof![Just(None), prop::sample::select(FileKind::ALL).prop_map(Some)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_at_all_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in any_kind()) {
        let _ = read_bytes(&bytes, kind);
    }

    #[test]
    fn no_text_of_a_table_makes_reading_panic(text in "[a-cE0-9,;\t\"\r\n.£ -]{0,300}", kind in any_kind()) {
        let header = "OrganisationLabel,AssetCode,PropertyName,TenureType,GeoX,GeoY\n";
        let _ = read_bytes(format!("{header}{text}").as_bytes(), kind);
    }

    #[test]
    fn a_damaged_file_is_accounted_for_or_refused(
        name in prop::sample::select(&[
            "register_facts.csv", "register_coordinates.csv", "brownfield_standard.csv", "needs.csv", "sales_yearly.csv",
            "deprivation_file7.csv", "postcodes.csv", "boundaries_degrees.geojson", "rulings.csv", "activity.csv",
            "register_cp1252_duplicate_columns.csv", "sales_download_merged_header.csv", "price_index_full_file.csv",
            "sector_prices.csv", "uprns.csv", "postcodes_nspl.csv", "deprivation_file1.csv", "boundaries_wards.geojson",
            "boundaries_districts.topojson", "business_rates_empty.csv", "community_value_digital_land.csv",
            "organisations_360giving.csv", "organisations_360giving.json", "organisations_charities.tsv",
            "organisations_charities.json",
        ][..]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = std::fs::read(fixture(name)).unwrap();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read_bytes(&bytes, None);
    }
}
