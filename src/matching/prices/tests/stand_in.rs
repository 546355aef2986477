//! Sectors where there are no sales, growth over five years, and what anchors do not depend on.

use rayon::ThreadPoolBuilder;

use super::{prices, region, sale};
use crate::atlas::Atlas;
use crate::atlas::fixture::{asset, at, board, need, source};
use crate::domain::area::SectorYear;
use crate::domain::criteria::Criteria;
use crate::domain::holdings::Holdings;
use crate::domain::matches::PriceBasis;
use crate::domain::need::NeedPlace;
use crate::matching::Survey;

/// A year of one sector.
fn year(sector: usize, year: u16, mean_price_gbp: f64, sales: u32) -> SectorYear {
    let sector = format!("ZZ{} {}", sector / 10, sector % 10).into();
    SectorYear { sector, year, mean_price_gbp, sales, source: source("sectors") }
}

/// A board of 20 by 20 areas, so of eight sectors; sector `s` is priced at `100,000 e^(0.1 s)` in each of these years, and
/// everything rises by a tenth a year.
fn with_sectors(years: std::ops::RangeInclusive<u16>) -> Holdings {
    let mut holdings = region(20);
    for sector in 0..8 {
        for at in years.clone() {
            let rise = 0.1 * (f64::from(at) - 2_024.0);
            holdings.sector_years.push(year(sector, at, 100_000.0 * (0.1 * sector as f64 + rise).exp(), 200));
        }
    }
    holdings
}

#[test]
fn sectors_stand_in_where_there_are_no_sales_and_say_so() {
    let found = prices(with_sectors(2_020..=2_024));
    assert_eq!((found.anchors.basis.sectors, found.anchors.basis.sales, found.anchors.basis.none), (400, 0, 0));
    assert_eq!(found.anchors.sector_years, Some([2_022, 2_024]));
    assert_eq!(found.anchors.growth, None, "five years of prices are not eight");
    let levels: Vec<_> = found.levels.iter().flatten().collect();
    assert!(levels.iter().all(|level| level.basis == PriceBasis::Sectors && !level.like_for_like));
    let first = found.levels[0].expect("a level");
    // 600 sales: next to nothing is borrowed. The rise of the years is taken out, up to the latest.
    assert!((first.log_price - 100_000.0_f64.ln()).abs() < 0.01, "{}", first.log_price);
    assert_eq!(first.sales, 600);
    assert!(first.variance > 0.25 * 0.25, "an area is known less well than its sector: {}", first.variance);
    assert!(first.nearby.is_some_and(|nearby| nearby > first.log_price), "the sector beside it is dearer");
    let last = found.levels[399].expect("a level");
    assert!(last.nearby.is_some_and(|nearby| nearby < last.log_price));
}

#[test]
fn the_two_bases_are_each_ranked_on_a_scale_of_their_own() {
    let mut holdings = with_sectors(2_022..=2_024);
    // Sales in the first row only, at ten times what sectors say.
    for area in 0..20 {
        for number in 0..12 {
            sale(&mut holdings, area, 70 + number, 1_000_000.0_f64.ln() + 0.001 * area as f64);
        }
    }
    sale(&mut holdings, 0, 0, 1_000_000.0_f64.ln());
    let atlas = Atlas::build(holdings);
    let survey = Survey::of(&atlas, &Criteria::default());
    let basis = |area: usize| survey.area(area).uplift.and_then(|figures| figures.basis);
    assert_eq!((basis(0), basis(399)), (Some(PriceBasis::Sales), Some(PriceBasis::Sectors)));
    let dearest_sector = survey.area(399).price_percentile.expect("a place");
    assert!(dearest_sector > 0.9, "sales at ten times the price do not push it down: {dearest_sector}");
    let by_sales = survey.price_scale(PriceBasis::Sales);
    let by_sectors = survey.price_scale(PriceBasis::Sectors);
    assert_eq!(by_sectors.percentile(0.0).zip(by_sales.percentile(0.0)), Some((0.0, 0.0)));
    assert_eq!(survey.area(5).price_percentile, by_sales.percentile(survey.area(5).uplift.unwrap().log_price.unwrap()));
    let counts = survey.anchors().prices.basis;
    assert_eq!(counts.sales + counts.sectors + counts.none, 400);
    assert!(counts.sales >= 20 && counts.sectors > 100, "{counts:?}");
}

#[test]
fn fewer_than_five_sales_are_no_level_whatever_they_come_from() {
    let mut holdings = region(3);
    holdings.sector_years = vec![year(0, 2_023, 90_000.0, 2), year(0, 2_024, 90_000.0, 2)];
    for days_ago in [0, 80, 81] {
        sale(&mut holdings, 0, days_ago, 11.5);
    }
    let mut found = prices(holdings.clone());
    assert!(found.levels.iter().all(Option::is_none), "{:?}", found.levels);
    holdings.sector_years.push(year(0, 2_022, 90_000.0, 1));
    found = prices(holdings);
    assert!(found.levels.iter().flatten().all(|level| level.basis == PriceBasis::Sectors));
    assert_eq!(found.levels.iter().flatten().count(), 9);
}

#[test]
fn growth_is_told_against_the_middle_from_sales_of_six_years() {
    let mut holdings = region(6);
    for area in 0..36 {
        // A year now and a year before five years; area by area growth of 0, 0.02, 0.04 and so on.
        let growth = 0.02 * area as f64;
        for month in 0..12 {
            for number in 0..4 {
                let noise = 0.1 * (f64::from(number) - 1.5);
                sale(&mut holdings, area, 75 + 30 * month, 11.5 + growth + noise);
                sale(&mut holdings, area, 75 + 1_826 + 30 * month, 11.5 + noise);
            }
        }
    }
    sale(&mut holdings, 0, 0, 11.5);
    let found = prices(holdings.clone());
    let anchors = found.anchors.growth.expect("six years are held");
    assert_eq!((anchors.basis, anchors.areas), (PriceBasis::Sales, 36));
    let growth: Vec<f64> = found.levels.iter().map(|level| level.unwrap().growth_log.unwrap()).collect();
    assert!(growth.iter().filter(|growth| **growth >= anchors.top_fifth_log).count().abs_diff(7) <= 1);
    for (area, growth) in growth.iter().enumerate() {
        let truth = 0.02 * (area as f64 - 18.0);
        assert!((growth - truth).abs() < 0.05, "area {area}: {growth}, true {truth}");
    }
    let oldest = super::NEWEST - time::Duration::days(1_900);
    holdings.sales.retain(|sale| sale.date > oldest);
    assert_eq!(prices(holdings).anchors.growth, None, "five years of sales tell no growth over five years");
}

#[test]
fn growth_comes_from_sectors_where_sales_do_not_reach_back() {
    let mut holdings = with_sectors(2_016..=2_024);
    for price in holdings.sector_years.iter_mut().filter(|price| price.year >= 2_022 && &*price.sector == "ZZ0 7") {
        price.mean_price_gbp *= 1.5;
    }
    let found = prices(holdings);
    let anchors = found.anchors.growth.expect("eight years of sectors are loaded");
    assert_eq!(anchors.basis, PriceBasis::Sectors);
    let growth = |area: usize| found.levels[area].and_then(|level| level.growth_log).expect("growth");
    assert!((growth(399) - 1.5_f64.ln()).abs() < 0.05, "{}", growth(399));
    assert!(growth(0).abs() < 0.05 && growth(399) >= anchors.top_fifth_log);
}

#[test]
fn anchors_do_not_depend_on_assets_or_needs_and_do_on_every_price() {
    let bare = board(6);
    let version = |holdings: Holdings| Survey::of(&Atlas::build(holdings), &Criteria::default()).anchors().clone();
    let anchors = version(bare.clone());
    let mut full = bare.clone();
    full.assets = (0..40).map(|n| asset(&format!("A{n}"), Some(at(90.0 * f64::from(n), 500.0)))).collect();
    full.needs = (0..9).map(|n| need(&format!("n-{n}"), NeedPlace::Near(at(300.0 * f64::from(n), 900.0)))).collect();
    assert_eq!(anchors, version(full));
    let mut dearer = bare.clone();
    dearer.sales[17].price_gbp += 1_000;
    assert_ne!(anchors.version, version(dearer).version);
    let mut fewer = bare;
    fewer.boundaries.pop();
    assert_ne!(anchors.version, version(fewer).version);
    assert!(anchors.version.starts_with("all-36-") && anchors.label == "all", "{}", anchors.version);
    let record: serde_json::Value = serde_json::from_str(&anchors.record()).unwrap();
    assert_eq!(record["version"], anchors.version.as_str());
    assert_eq!(record["reference"].as_array().map(Vec::len), Some(36));
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let mut holdings = with_sectors(2_016..=2_024);
    for area in 0..300 {
        for number in 0..9 {
            let odd = f64::from((area * 7 + number * 13) as u32 % 29);
            sale(&mut holdings, area, 65 + 100 * number as i64, 11.0 + 0.03 * odd);
        }
    }
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let survey = pool.install(|| Survey::of(&Atlas::build(holdings.clone()), &Criteria::default()));
        (survey.anchors().record(), format!("{:?}", (0..400).map(|area| *survey.area(area)).collect::<Vec<_>>()))
    };
    let once = on(1);
    assert_eq!(once, on(1), "repeated");
    for threads in [2, 4] {
        assert_eq!(once, on(threads), "on {threads} threads");
    }
}
