//! Price levels of the made-up region and of the real sectors, as the service works them out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use catmap::app::catalogue::{self, Catalogue};
use catmap::app::import_files::{Way, import_file};
use catmap::atlas::{Atlas, Sector};
use catmap::domain::area::{AreaBoundary, AreaCode, AreaLevel, Borough, PostcodePoint, SectorYear};
use catmap::domain::criteria::Criteria;
use catmap::domain::holdings::Holdings;
use catmap::domain::imported::Rows;
use catmap::domain::matches::PriceBasis;
use catmap::domain::postcode::Postcode;
use catmap::domain::source::SourceId;
use catmap::fictional::{RegionPlan, generate};
use catmap::import::{self, Options};
use catmap::matching::Survey;
use geo::{LineString, MultiPolygon, Polygon};
use rayon::ThreadPoolBuilder;

/// The made-up region, imported as real files are.
async fn made_up(folder: &Path, areas: usize) -> catmap::store::Store {
    let plan = RegionPlan { assets: 30, needs: 6, areas, ..RegionPlan::default() };
    let files = generate(&plan, &folder.join("region"), &mut |_, _, _| {}).unwrap();
    let store = catalogue::open(&folder.join("catmap.db").display().to_string()).await.unwrap();
    for path in files.in_order_of_import() {
        import_file(&store, path, Way::default(), "test", |_, _, _| {}).await.unwrap();
    }
    store
}

#[tokio::test]
async fn the_made_up_region_is_priced_like_for_like_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let store = made_up(folder.path(), 60).await;
    let holdings = store.holdings().await.unwrap();
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let atlas = Atlas::build(holdings.clone());
            let survey = Survey::of(&atlas, &Criteria::default());
            let areas: Vec<_> = (0..atlas.areas().len()).map(|area| *survey.area(area)).collect();
            (survey.anchors().clone(), format!("{areas:?}"))
        })
    };
    let (anchors, areas) = on(1);
    for threads in [1, 2, 4] {
        let again = on(threads);
        assert_eq!(again.0.record(), anchors.record(), "on {threads} threads");
        assert_eq!(again.1, areas, "on {threads} threads");
    }
    // What the region was made with (src/fictional/sales.rs).
    let effects = anchors.prices.effects.expect("the region sells enough to tell types of home apart");
    let made = [
        (effects.detached, 0.55),
        (effects.semi_detached, 0.22),
        (effects.flat, -0.22),
        (effects.new_build, 0.16),
        (effects.leasehold, -0.06),
    ];
    for (found, truth) in made {
        let found = found.expect("enough sales show it");
        println!("made {truth}: found {:.3}, standard error {:.3}", found.effect, found.standard_error);
        assert!((found.effect - truth).abs() < 4.0 * found.standard_error, "{truth}: {found:?}");
    }
}

#[tokio::test]
async fn the_anchors_of_a_snapshot_are_kept_under_the_version_that_scores_name() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = Catalogue::new(made_up(folder.path(), 24).await);
    let snapshot = catalogue.snapshot().await.unwrap();
    let anchors = snapshot.survey.anchors();
    let kept = catalogue.store().anchors(&anchors.version).await.unwrap().expect("kept with the snapshot");
    assert_eq!(kept.record, anchors.record());
    assert_eq!(catalogue.store().latest_change().await.unwrap(), snapshot.atlas.change(), "no change of the data");
}

/// The real files of a kind.
fn real(folder: &Path, names: &[&str], mut take: impl FnMut(Rows)) {
    for name in names {
        let file = import::read(&folder.join(name), &Options::default(), &|_, _| {});
        take(file.unwrap_or_else(|error| panic!("{name}: {error}")).rows);
    }
}

fn sector_years(path: &Path) -> Vec<SectorYear> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let number = |cell: usize| row[cell].parse::<f64>().unwrap();
        SectorYear {
            sector: row[1].into(),
            year: number(0) as u16,
            mean_price_gbp: number(2),
            sales: number(3) as u32,
            source: SourceId::new("sectors"),
        }
    });
    rows.collect()
}

/// Everything real that prices by sector need: outlines, postcodes, yearly averages. `None` without real data.
fn real_sectors() -> Option<Holdings> {
    let Some(folder) = std::env::var_os("CATMAP_REAL_DATA").map(PathBuf::from) else {
        println!("skipped: CATMAP_REAL_DATA does not name a folder with prices of postcode sectors");
        return None;
    };
    let mut holdings = Holdings::default();
    real(&folder, &["boundaries/LSOA21_LCR_BGC.geojson"], |rows| {
        let Rows::Boundaries(rows) = rows else { panic!("boundaries are outlines") };
        holdings.boundaries.extend(rows.into_iter().map(|row| row.value));
    });
    let postcodes = ["l", "ch", "wa", "pr8_pr9_subset"].map(|part| format!("postcodes/codepoint_open/{part}.csv"));
    real(&folder, &postcodes.each_ref().map(String::as_str), |rows| {
        let Rows::Postcodes(rows) = rows else { panic!("postcodes are points") };
        holdings.postcodes.extend(rows.into_iter().map(|row| row.value));
    });
    holdings.sector_years = sector_years(&folder.join("house_prices/derived/sector_price_1995_2024_LCR.csv"));
    Some(holdings)
}

/// Surveys, prints how headroom is spread, and gives its 10th and 95th percentile with the shares where H is 0 and 1.
fn headroom(what: &str, holdings: Holdings) -> ([f64; 4], Survey, Atlas) {
    let atlas = Atlas::build(holdings);
    let survey = Survey::of(&atlas, &Criteria::default());
    let figures = (0..atlas.areas().len()).filter_map(|area| survey.area(area).uplift);
    let mut gaps: Vec<(f64, f64)> = figures.filter_map(|figures| figures.headroom_log.zip(figures.headroom)).collect();
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| gaps[(share * (gaps.len() - 1) as f64) as usize].0;
    let share = |of: &dyn Fn(f64) -> bool| gaps.iter().filter(|gap| of(gap.1)).count() as f64 / gaps.len() as f64;
    let found = [at(0.1), at(0.95), share(&|headroom| headroom <= 0.0), share(&|headroom| headroom >= 1.0)];
    println!(
        "headroom of {} {what}: 10th {:.3}, median {:.3}, 95th {:.3}; H is 0 for {:.1} %, 1 for {:.1} % \
         (scoring.md, between sectors: -0.37, 0.39; 39 %, 4 %)",
        gaps.len(),
        found[0],
        at(0.5),
        found[1],
        100.0 * found[2],
        100.0 * found[3]
    );
    println!("  {:?}, {:?}", survey.anchors().prices.sector_spreads, survey.anchors().prices.growth);
    (found, survey, atlas)
}

/// Whether a sector is one of those that `scoring.md` 4.1 measured: L1-38, CH41-49 and 60-63, WA7-12, PR8-9.
fn measured(sector: &str) -> bool {
    let outward = sector.split(' ').next().unwrap();
    let letters = outward.trim_end_matches(|c: char| c.is_ascii_digit());
    let district: u32 = outward[letters.len()..].parse().unwrap();
    matches!((letters, district), ("L", 1..=38) | ("CH", 41..=49 | 60..=63) | ("WA", 7..=12) | ("PR", 8..=9))
}

#[test]
fn headroom_between_the_real_sectors_is_as_scoring_md_says() {
    let Some(mut holdings) = real_sectors() else { return };
    let mut sold: BTreeMap<Arc<str>, u32> = BTreeMap::new();
    for year in &holdings.sector_years {
        *sold.entry(year.sector.clone()).or_default() += year.sales;
    }
    holdings.sector_years.retain(|year| measured(&year.sector) && sold[&year.sector] >= 600);
    // Each sector as an area of its own: a square of two metres around its middle, with one postcode in it.
    let atlas = Atlas::build(holdings.clone());
    let drawn = |sector: &Sector| {
        let (west, south) = (sector.centre.easting_m - 1.0, sector.centre.northing_m - 1.0);
        let ring = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)].map(|(x, y)| (west + x, south + y));
        AreaBoundary {
            code: AreaCode::new(&sector.name),
            level: AreaLevel::Lsoa,
            year: 2021,
            name: sector.name.to_string(),
            borough: Some(Borough { code: None, name: "Liverpool".into() }),
            boundary: MultiPolygon::new(vec![Polygon::new(LineString::from(ring.to_vec()), Vec::new())]),
            centre: sector.centre,
            source: SourceId::new("sectors"),
        }
    };
    holdings.boundaries = atlas.sectors().iter().map(drawn).collect();
    let middle = |sector: &Sector| PostcodePoint {
        postcode: Postcode::parse(&format!("{}AA", sector.name)).unwrap(),
        position: sector.centre,
        borough_code: None,
        ended: None,
    };
    holdings.postcodes = atlas.sectors().iter().map(middle).collect();
    let (found, ..) = headroom("sectors", holdings);
    for (found, told) in found.into_iter().zip([-0.37, 0.39, 0.39, 0.04]) {
        assert!((found - told).abs() < 0.015, "{found}, scoring.md says {told}");
    }
}

#[test]
fn every_real_area_gets_a_price_from_its_sectors_and_says_so() {
    let Some(holdings) = real_sectors() else { return };
    let ([low, high, none, full], survey, atlas) = headroom("areas by their sectors", holdings);
    let prices = &survey.anchors().prices;
    println!(
        "  {}: {:?}, years {:?}; {} sectors, {} yearly prices without a place",
        survey.anchors().version,
        prices.basis,
        prices.sector_years,
        atlas.sectors().len(),
        atlas.without_boundary().sector_years
    );
    assert!(prices.basis.sectors > 990 && prices.basis.sales == 0, "{:?}", prices.basis);
    assert!((-0.5..-0.2).contains(&low) && (0.2..0.5).contains(&high), "{low} to {high}");
    assert!((0.25..0.5).contains(&none) && full < 0.1, "{none} and {full}");
    let mut strengths: BTreeMap<String, usize> = BTreeMap::new();
    for figures in (0..atlas.areas().len()).filter_map(|area| survey.area(area).uplift) {
        assert_eq!(figures.basis, Some(PriceBasis::Sectors));
        *strengths.entry(format!("{:?}", figures.strength)).or_default() += 1;
    }
    println!("  strength of the gap: {strengths:?}");
}
