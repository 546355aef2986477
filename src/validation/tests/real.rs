//! The table of `scoring.md` 4.1 again, on the real sector prices.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use time::macros::datetime;

use crate::domain::backtest::{Backtest, BacktestBasis, BaseYear};
use crate::domain::criteria::Criteria;
use crate::domain::place::Position;
use crate::validation::backtest::run;
use crate::validation::panel::{Panel, Unit, UnitYear};

fn in_the_region(sector: &str) -> bool {
    let district = sector.split(' ').next().unwrap();
    let letters = district.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = district[letters.len()..].parse().unwrap_or(0);
    match letters {
        "L" => (1..=38).contains(&number),
        "CH" => (41..=49).contains(&number) || (60..=63).contains(&number),
        "WA" => (7..=12).contains(&number),
        "PR" => (8..=9).contains(&number),
        _ => false,
    }
}

fn centres(folder: &Path) -> BTreeMap<String, Position> {
    let mut sums: BTreeMap<String, (f64, f64, f64)> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_path(entry.unwrap().path()).unwrap();
        for row in rows.records() {
            let row = row.unwrap();
            let (Ok(east), Ok(north)) = (row[2].parse::<f64>(), row[3].parse::<f64>()) else { continue };
            let postcode: String = row[0].chars().filter(|c| *c != ' ').collect();
            if east > 0.0 && postcode.len() >= 5 {
                let (outward, inward) = postcode.split_at(postcode.len() - 3);
                let sum = sums.entry(format!("{outward} {}", &inward[..1])).or_default();
                *sum = (sum.0 + east, sum.1 + north, sum.2 + 1.0);
            }
        }
    }
    sums.into_iter().map(|(sector, (e, n, count))| (sector, Position::new(e / count, n / count).unwrap())).collect()
}

/// The panel of the region, or `None` with a word where the files are not at hand.
fn panel() -> Option<Panel> {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA").map(PathBuf::from) else {
        println!("skipped: CATMAP_REAL_DATA names no folder of official files");
        return None;
    };
    let file = folder.join("house_prices/derived/sector_price_1995_2024_LCR.csv");
    if !file.exists() {
        println!("skipped: the folder of official files has no prices of sectors");
        return None;
    }
    let centres = centres(&folder.join("postcodes/codepoint_open"));
    let mut years: BTreeMap<String, Vec<Option<UnitYear>>> = BTreeMap::new();
    for row in csv::Reader::from_path(file).unwrap().records() {
        let row = row.unwrap();
        if in_the_region(&row[1]) {
            let (year, price, sales): (usize, f64, u32) =
                (row[0].parse().unwrap(), row[2].parse().unwrap(), row[3].parse().unwrap());
            let cells = years.entry(row[1].to_owned()).or_insert_with(|| vec![None; 30]);
            cells[year - 1995] = (sales > 0 && price > 0.0).then(|| UnitYear { sales, mean_log: price.ln() });
        }
    }
    let units = years.into_iter().filter_map(|(name, years)| {
        let block = Arc::from(name.split(' ').next().unwrap());
        Some(Unit { centre: *centres.get(&name)?, name: name.into(), block, deprivation: None, years })
    });
    Some(Panel::of(BacktestBasis::Sectors, 1995, 30, units.collect()))
}

/// What `scoring.md` 4.1 printed: mean and share positive of the score, best and worst base year, headroom given price with
/// its bounds, share of the gap closed with the least and most of any base year.
struct Printed {
    score: f64,
    positive: f64,
    best: (i32, f64),
    worst: (i32, f64),
    headroom: [f64; 3],
    gap: [f64; 3],
    base_years: usize,
}

const PRINTED: [Printed; 2] = [
    Printed {
        score: 0.13,
        positive: 0.65,
        best: (2001, 0.76),
        worst: (2006, -0.35),
        headroom: [0.10, 0.07, 0.14],
        gap: [0.08, -0.01, 0.16],
        base_years: 20,
    },
    Printed {
        score: 0.10,
        positive: 0.47,
        best: (2000, 0.61),
        worst: (2006, -0.35),
        headroom: [0.15, 0.08, 0.20],
        gap: [0.16, 0.04, 0.22],
        base_years: 15,
    },
];

#[test]
fn the_table_of_the_method_comes_out_again_on_the_real_sectors() {
    let Some(panel) = panel() else { return };
    let found: Backtest =
        run(&panel, &Criteria::default(), "real", datetime!(2026-11-22 12:00 UTC), &|_, _| ()).unwrap();
    assert_eq!((found.units, found.first_year, found.last_year), (359, 1995, 2024));
    let near = |what: &str, found: f64, printed: f64, tolerance: f64| {
        println!("{what}: {found:+.3}, printed {printed:+.2}");
        assert!((found - printed).abs() <= tolerance, "{what}: {found}, printed {printed}");
    };
    for (horizon, printed) in found.horizons.iter().zip(&PRINTED) {
        println!("{} years ahead, {} base years", horizon.years, horizon.base_years.len());
        for year in &horizon.base_years {
            println!(
                "  {}: score {:+.2}, headroom given price {:+.2}, low price alone {:+.2}, chance {:+.2}, decile gap {:+.2}, gap closed {:+.2}, band {:?}",
                year.year,
                year.score,
                year.headroom_given_price,
                year.price_alone,
                year.random,
                year.top_minus_bottom,
                year.gap_closed,
                year.coverage.map(|share| (share * 100.0).round() / 100.0),
            );
        }
        let by_score = |a: &&BaseYear, b: &&BaseYear| a.score.total_cmp(&b.score);
        let best = horizon.base_years.iter().max_by(by_score).unwrap();
        let worst = horizon.base_years.iter().min_by(by_score).unwrap();
        assert_eq!(horizon.base_years.len(), printed.base_years);
        near("mean of the score", horizon.mean_score, printed.score, 0.01);
        near("share positive", horizon.share_positive, printed.positive, 0.005);
        assert_eq!((best.year, worst.year), (printed.best.0, printed.worst.0));
        near("best base year", best.score, printed.best.1, 0.015);
        near("worst base year", worst.score, printed.worst.1, 0.015);
        near("headroom given price", horizon.mean_headroom, printed.headroom[0], 0.01);
        near("  lower bound", horizon.headroom_low, printed.headroom[1], 0.025);
        near("  upper bound", horizon.headroom_high, printed.headroom[2], 0.025);
        assert_eq!(horizon.headroom_share_positive, 1.0);
        near("share of the gap closed", horizon.gap_closed, printed.gap[0], 0.02);
        near("  least of any base year", horizon.gap_closed_low, printed.gap[1], 0.03);
        near("  most of any base year", horizon.gap_closed_high, printed.gap[2], 0.03);
        println!("coverage {:?}", horizon.coverage);
    }
    println!("{}", found.sentence());
    assert!(found.passes());
}
