//! Deprivation on the real Indices, where they are at hand: the figures of `scoring.md` B.1, B.3 and G3, recomputed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "helpers of tests fail as tests do")]

use std::collections::HashMap;
use std::path::PathBuf;

use catmap::atlas::Atlas;
use catmap::domain::area::{AreaDeprivation, DeprivationDomain};
use catmap::domain::criteria::{Criteria, PURPOSES, mixes};
use catmap::domain::holdings::Holdings;
use catmap::domain::imported::Rows;
use catmap::domain::indices::{Edition, score_of};
use catmap::import::{self, Options};
use catmap::matching::Survey;
use catmap::matching::deprivation::{Ladder, reproducing_2019};

const ENGLAND_2025: &str = "deprivation/derived/humaniverse_imd2025_england_lsoa21.csv";
const ENGLAND_2019: &str = "deprivation/File_2_-_IoD2019_Domains_of_Deprivation.csv";
const REGION_2019: &str = "deprivation/reconstructed/File_7_IoD2019_LCR_RECONSTRUCTED.csv";
const REGION_2025: &str = "deprivation/reconstructed/File_7_IoD2025_LCR_RECONSTRUCTED.csv";
const REGION_BOUNDARIES: &str = "boundaries/LSOA21_LCR_BGC.geojson";

/// The rows of a real file; `None`, and a line that says so, where the real files are not at hand.
fn real(name: &str) -> Option<Rows> {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA") else {
        println!("skipped: CATMAP_REAL_DATA does not say where the real files are");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    Some(import::read(&path, &Options::default(), &|_, _| {}).unwrap_or_else(|error| panic!("{error}")).rows)
}

fn deprivation(name: &str) -> Option<Vec<AreaDeprivation>> {
    let Rows::Deprivation(rows) = real(name)? else { panic!("{name}") };
    Some(rows.into_iter().map(|row| row.value).collect())
}

/// The city region with all of England's indices.
fn region() -> Option<Holdings> {
    let Rows::Boundaries(outlines) = real(REGION_BOUNDARIES)? else { panic!("{REGION_BOUNDARIES}") };
    Some(Holdings {
        boundaries: outlines.into_iter().map(|row| row.value).collect(),
        deprivation: deprivation(ENGLAND_2025)?,
        ..Holdings::default()
    })
}

/// The 99th percentile, read off between two values.
fn percentile_99(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = 0.99 * (values.len() - 1) as f64;
    let low = values[place as usize];
    low + place.fract() * (values[place as usize + 1] - low)
}

#[test]
fn the_four_areas_of_golden_example_g3_are_as_published() {
    let Some(england) = deprivation(ENGLAND_2025) else { return };
    let expected = [
        ("E01007122", [170, 71, 252, 25, 261, 33_033, 15_560], 77.987, 77.9869),
        ("E01006657", [5_030, 3_442, 7_394, 1_379, 4_596, 31_557, 3_558], 43.254, 43.2536),
        ("E01006896", [22_277, 13_381, 19_172, 10_583, 21_190, 29_977, 15_025], 14.973, 14.9729),
        ("E01006594", [33_113, 32_786, 33_055, 18_475, 33_552, 33_100, 18_576], 3.459, 3.4594),
    ];
    for (code, ranks, published, recomputed) in expected {
        let area = england.iter().find(|area| &*area.code.0 == code).unwrap();
        assert_eq!((area.domain_ranks, area.score), (ranks, published), "{code}");
        let found = score_of(area.domain_ranks, Edition::Of2025);
        assert!((found - recomputed).abs() < 0.5e-4, "{code}: {found}");
        println!("{code}: rank {}, published {published}, recomputed {found:.4}", area.rank);
    }
    let worst = england.iter().map(|area| (area.score - score_of(area.domain_ranks, Edition::Of2025)).abs());
    let worst = worst.fold(0.0, f64::max);
    println!("of {} areas the furthest published score lies {worst:.5} from the recomputed one", england.len());
    assert!(worst < 0.0007, "{worst}");
}

#[test]
fn the_scales_are_the_99th_percentiles_of_england() {
    let Some(england) = deprivation(ENGLAND_2025) else { return };
    assert_eq!(england.len(), 33_755);
    let plain = percentile_99(england.iter().map(|area| area.score).collect());
    println!("plain: {plain:.4}, frozen {}", Criteria::default().deprivation_anchor);
    assert!((plain - Criteria::default().deprivation_anchor).abs() < 0.01);
    let mixed: Vec<_> = england.iter().map(|area| mixes(area.domain_ranks, Edition::Of2025)).collect();
    for (row, purpose) in PURPOSES.iter().enumerate() {
        let found = percentile_99(mixed.iter().map(|mixes| mixes[row]).collect());
        println!("{:?}: {found:.4}, frozen {}", purpose.domains(), purpose.anchor);
        assert!((found - purpose.anchor).abs() < 0.01, "{found} {purpose:?}");
    }
}

#[test]
fn weighting_by_purpose_keeps_the_order_of_the_city_region_as_measured() {
    let Some(holdings) = region() else { return };
    let atlas = Atlas::build(holdings);
    let survey = Survey::of(&atlas, &Criteria::default());
    assert_eq!(survey.anchors().reference_areas, 1_003);
    let expected = [0.995, 0.992, 0.992, 0.995, 0.991, 0.986, 0.951];
    for ((found, expected), row) in survey.together().order_kept().into_iter().zip(expected).zip(PURPOSES) {
        let found = found.unwrap();
        println!("{:?}: {found:.4}, expected {expected}", row.domains());
        assert!((found - expected).abs() < 0.002, "{found} {row:?}");
    }
}

#[test]
fn the_average_of_golden_example_g3_is_equivalent_to_the_93_2th_percentile() {
    let Some(england) = deprivation(ENGLAND_2025) else { return };
    let below = england.iter().filter(|area| area.score < 50.410_923).count();
    println!("{below} of {} areas score below 50.41", england.len());
    assert!((100.0 * below as f64 / england.len() as f64 - 93.2).abs() < 0.05);
    let Some(holdings) = region() else { return };
    let atlas = Atlas::build(holdings);
    let found = Ladder::of(atlas.areas(), Edition::Of2025).percentile(50.410_923).unwrap();
    println!("read off the ranks of the region alone: {found:.5}");
    assert!((100.0 * found - 93.2).abs() < 0.05, "{found}");
}

#[test]
fn the_2019_indices_reproduce_an_old_decision_on_a_scale_of_their_own() {
    let Some(mut holdings) = region() else { return };
    holdings.deprivation.extend(deprivation(REGION_2019).unwrap());
    let atlas = Atlas::build(holdings.clone());
    let refused = reproducing_2019(&atlas, &Criteria::default()).unwrap_err().to_string();
    assert!(refused.contains("989 are loaded here"), "{refused}");
    holdings.deprivation.extend(deprivation(ENGLAND_2019).unwrap());
    let atlas = Atlas::build(holdings);
    let known = atlas.areas().iter().filter(|area| area.deprivation_2019.is_some()).count();
    assert_eq!(atlas.areas().len() - known, 36, "areas of 2021 that have no value of 2019");
    let usual = Criteria::default();
    let old = reproducing_2019(&atlas, &usual).unwrap();
    println!("2019: 99th percentile {:.4}, by purpose {:.4?}", old.deprivation_anchor, old.purpose_anchors);
    assert!((old.deprivation_anchor - 68.40).abs() < 0.01);
    let (by_2025, by_2019) = (Survey::of(&atlas, &usual), Survey::of(&atlas, &old));
    assert!(by_2019.anchors().version.ends_with("-imd2019") && !by_2025.anchors().version.contains("imd"));
    // No area takes its value from the other edition.
    for (index, area) in atlas.areas().iter().enumerate() {
        let expected =
            area.deprivation_2019.as_ref().map(|old_area| (old_area.score / old.deprivation_anchor).min(1.0));
        assert_eq!(by_2019.area(index).deprivation, expected, "{}", area.code);
    }
    assert!(by_2019.together().order_kept().iter().all(|kept| kept.is_some_and(|kept| kept > 0.9)));
    println!("order kept in 2019: {:.4?}", by_2019.together().order_kept());
}

/// The deciles of the seven domains as the files print them, by code, in the order of the domains.
fn printed_deciles(name: &str, headings: [&str; 7]) -> HashMap<String, [Option<u32>; 7]> {
    let folder = std::env::var_os("CATMAP_REAL_DATA").unwrap();
    let mut reader = csv::Reader::from_path(PathBuf::from(folder).join(name)).unwrap();
    let headers = reader.headers().unwrap().clone();
    let places = headings.map(|heading| headers.iter().position(|held| held.starts_with(heading)).unwrap());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[0].to_owned(), places.map(|place| row[place].parse().ok()))).collect()
}

#[test]
fn the_deciles_of_the_seven_domains_are_those_that_the_official_files_print() {
    let official = [
        "Income Decile",
        "Employment Decile",
        "Education, Skills and Training Decile",
        "Health Deprivation and Disability Decile",
        "Crime Decile",
        "Barriers to Housing and Services Decile",
        "Living Environment Decile",
    ];
    let derived = [
        "Income_decile",
        "Employment_decile",
        "Education_decile",
        "Health_decile",
        "Crime_decile",
        "Housing_and_Services_decile",
        "Environment_decile",
    ];
    for (name, headings, areas) in
        [(REGION_2025, official, 1_003), (ENGLAND_2025, derived, 33_755), (REGION_2019, official, 989)]
    {
        let Some(held) = deprivation(name) else { return };
        assert_eq!(held.len(), areas, "{name}");
        let printed = printed_deciles(name, headings);
        for area in held {
            let worked_out = DeprivationDomain::ALL.iter().map(|domain| area.domain_decile(*domain));
            assert_eq!(worked_out.collect::<Vec<_>>(), printed[&*area.code.0], "{}", area.code);
        }
    }
}
