//! `make bench`: how long things take, each beside a baseline measured in the same run. Ratios travel between machines;
//! single times do not.
//!
//! Every figure is the median of several runs after one that is not counted. `cargo bench -- 10000` runs one size only,
//! `cargo bench -- taking-in` only how long it takes to take a register in.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

mod firmness;
#[path = "../postgres.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod postgres;
mod region;
mod taking_in;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use catmap::api::{self, ApiState};
use catmap::app::catalogue::{self, Catalogue, Snapshot};
use catmap::app::people::{MailOptions, People};
use catmap::domain::asset::SpaceType;
use catmap::domain::imported::Rows;
use catmap::domain::matches::Audience;
use catmap::domain::need::{AreaWanted, Need, NeedId, NeedPlace, Organisation, Reach, SpaceShare, Visibility};
use catmap::domain::place::Position;
use catmap::import::{Options, read};
use catmap::matching::find::{self, Asking};
use time::OffsetDateTime;
use time::macros::date;
use tower::ServiceExt;

fn main() {
    if taking_in::took_one() {
        return;
    }
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 1_000_000] } else { sizes };
    println!("{:<66} {:>12} {:>10}", "", "median", "baseline/this");
    if std::env::args().any(|argument| argument == "taking-in") {
        return taking_in::taking_in();
    }
    if std::env::var("TOPK").is_ok() {
        return rankings(sizes[0]);
    }
    firmness::firmness();
    imports();
    taking_in::taking_in();
    for size in sizes {
        rankings(size);
    }
    features();
}

/// Rows a second into SQLite, beside splitting the same file into cells and doing nothing with them.
fn imports() {
    let region = region::made(100_000, 1_000);
    let registers = region.files.registers.clone();
    let rows: usize = registers.iter().map(|path| csv::Reader::from_path(path).unwrap().byte_records().count()).sum();
    heading(&format!("Import of {rows} register rows, {} files", registers.len()));
    let baseline = median(5, || {
        for path in &registers {
            let mut reader = csv::Reader::from_path(path).unwrap();
            black_box(reader.byte_records().map(|record| record.unwrap().len()).sum::<usize>());
        }
    });
    line("baseline: split into cells, keep nothing", baseline, baseline);
    let read_all =
        || -> Vec<_> { registers.iter().map(|path| read(path, &Options::default(), &|_, _| {}).unwrap()).collect() };
    line("read, check, place, explain every oddity", median(3, || drop(black_box(read_all()))), baseline);
    let runtime = runtime();
    let files = read_all();
    let mut folder = tempfile::tempdir().unwrap();
    let stored = median(3, || {
        folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("bench.db").display().to_string();
        runtime.block_on(async {
            let store = catalogue::open(&address).await.unwrap();
            for file in &files {
                store.take_in(file, "bench", OffsetDateTime::now_utc(), &|_, _| {}).await.unwrap();
            }
        });
    });
    line("store in SQLite with raw rows and audit trail", stored, baseline);
    println!("    stored: {:.0} rows a second", rows as f64 / stored.as_secs_f64());
}

/// The twenty best for a need: every asset scored, beside those the R-tree finds within a stated limit.
fn rankings(assets: usize) {
    let region = region::made(assets, if assets > 100_000 { 33_755 } else { 1_000 });
    let holdings = region.holdings();
    let begun = Instant::now();
    let snapshot = Snapshot::of(holdings).unwrap();
    heading(&format!(
        "Top 20 of {} assets, full score with reasons (atlas and survey made in {:.1} s)",
        snapshot.atlas.assets().len(),
        begun.elapsed().as_secs_f64()
    ));
    let asking = Asking { on: date!(2026 - 11 - 21), limit: 20, audience: Audience::Owner, firmness: true };
    let centre =
        snapshot.atlas.extent().map_or(Position { easting_m: 338_000.0, northing_m: 391_000.0 }, |extent| Position {
            easting_m: f64::midpoint(extent.min.easting_m, extent.max.easting_m),
            northing_m: f64::midpoint(extent.min.northing_m, extent.max.northing_m),
        });
    let rank =
        |need: &Need| black_box(find::for_need(&snapshot.atlas, &snapshot.survey, need, &snapshot.criteria, asking));
    if std::env::var("TOPK").is_ok() {
        let ground = find::Ground {
            atlas: &snapshot.atlas,
            survey: &snapshot.survey,
            criteria: &snapshot.criteria,
            on: asking.on,
        };
        let t = Instant::now();
        let index = snapshot.survey.index(&snapshot.atlas, &snapshot.criteria).unwrap();
        println!("index built in {:?}", t.elapsed());
        let mut needs: Vec<Need> = snapshot.atlas.needs().iter().map(|n| n.need.clone()).collect();
        needs.truncate(100);
        needs.push(need(centre, None));
        for km in [10.0, 5.0, 2.0] {
            needs.push(need(centre, Some(km * 1000.0)));
        }
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let (mut ts, mut tm, mut te, mut tl, mut tw) = (vec![], vec![], vec![], vec![], vec![]);
        for (n, need) in needs.iter().enumerate() {
            let t = Instant::now();
            let tree = find::shortlist(&snapshot.atlas, &snapshot.survey, need, &snapshot.criteria, asking.on, 20);
            ts.push(t.elapsed());
            let (m, e, opened) = find::probe(ground, need, index);
            tm.push(m);
            te.push(e);
            let t = Instant::now();
            let ranked = find::for_need(
                &snapshot.atlas,
                &snapshot.survey,
                need,
                &snapshot.criteria,
                Asking { firmness: false, ..asking },
            );
            tw.push(t.elapsed());
            if n % 10 == 0 || n > 97 {
                let t = Instant::now();
                let find::Ranking { best: linear, eligible, .. } =
                    one.install(|| find::by_looking_at_all(ground, need, 20));
                tl.push(t.elapsed());
                assert_eq!(tree, linear);
                assert_eq!(eligible, ranked.eligible);
                println!(
                    "{n} {:?} opened {opened:?} linear {:?} best {:?} missed {m:?} eligible {eligible} in {e:?}",
                    ts.last().unwrap(),
                    tl.last().unwrap(),
                    tree.first().map(|s| s.score)..tree.last().map(|s| s.score)
                );
            }
        }
        for (name, mut v) in [("best", ts), ("missed", tm), ("count", te), ("linear", tl), ("whole", tw)] {
            v.sort();
            println!("{name}: p50 {:?} p90 {:?} p99 {:?}", v[v.len() / 2], v[v.len() * 9 / 10], v[v.len() - 1]);
        }
        return;
    }
    let everywhere = need(centre, None);
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let baseline = median(5, || drop(one_thread.install(|| rank(&everywhere))));
    line("baseline: linear scan, one thread", baseline, baseline);
    line("linear scan, all threads", median(5, || drop(rank(&everywhere))), baseline);
    for limit_km in [10.0, 5.0, 2.0] {
        let nearby = need(centre, Some(limit_km * 1_000.0));
        line(&format!("within {limit_km} km by the R-tree"), median(21, || drop(rank(&nearby))), baseline);
    }
}

/// A box with about ten thousand assets as GeoJSON over the whole HTTP stack in process.
fn features() {
    let region = region::made(20_000, 1_000);
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let router = runtime.block_on(async {
        let store = catalogue::open(&folder.path().join("bench.db").display().to_string()).await.unwrap();
        for file in region.files.in_order_of_import() {
            let read = read(file, &Options::default(), &|_, _| {}).unwrap();
            store.take_in(&read, "bench", OffsetDateTime::now_utc(), &|_, _| {}).await.unwrap();
        }
        let mail = MailOptions {
            smtp_url: None,
            from: "catmap <catmap@localhost>".to_owned(),
            outbox: "outbox".into(),
            base: "http://localhost".to_owned(),
        };
        let people = Arc::new(People::new(store.clone(), mail).unwrap());
        api::router(ApiState::new(Arc::new(Catalogue::new(store)), people, api::ApiOptions::default()))
    });
    let get = |address: &str| {
        runtime.block_on(async {
            let request = Request::builder().uri(address).header("host", "localhost").body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap()
        })
    };
    let address = "/collections/assets/items?limit=10000&bbox=-3.3,53.2,-2.5,53.8";
    let bytes = get(address);
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let count = value["features"].as_array().map_or(0, Vec::len);
    heading(&format!("Box to GeoJSON: {count} features, {:.1} MB", bytes.len() as f64 / 1e6));
    let baseline = median(11, || drop(black_box(serde_json::to_vec(&value).unwrap())));
    line("baseline: write the same document from memory", baseline, baseline);
    line("the whole answer: find, test, write, tag", median(11, || drop(black_box(get(address)))), baseline);
    line("one feature", median(51, || drop(black_box(get("/collections/assets/items?limit=1")))), baseline);
}

fn need(centre: Position, limit_m: Option<f64>) -> Need {
    Need {
        id: NeedId::new("bench"),
        organisation: Organisation {
            name: "Bench".to_owned(),
            legal_form: None,
            charity_number: None,
            company_number: None,
            size: None,
        },
        title: "Bench".to_owned(),
        purposes: Vec::new(),
        serves: None,
        place: NeedPlace::Near(centre),
        reach: Reach::Town,
        max_distance_m: limit_m,
        spaces: vec![
            SpaceShare { space_type: SpaceType::Hall, share: 0.6 },
            SpaceShare { space_type: SpaceType::DeskOffice, share: 0.4 },
        ],
        area: Some(AreaWanted::around(240.0)),
        would_share: true,
        step_free: None,
        budget_gbp_per_year: Some(22_000.0),
        capital_gbp: None,
        tenure_years: Some(25.0),
        latest_start: None,
        urgent: false,
        visibility: Visibility::Private,
        source: None,
        stated_on: None,
    }
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

fn heading(text: &str) {
    println!("\n{text}");
}

fn line(what: &str, time: Duration, baseline: Duration) {
    let shown = match time.as_secs_f64() {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        s => format!("{:.1} us", s * 1e6),
    };
    println!("  {what:<64} {shown:>12} {:>9.2}x", baseline.as_secs_f64() / time.as_secs_f64());
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

/// The rows of a file as the holdings want them.
fn take(holdings: &mut catmap::domain::holdings::Holdings, rows: Rows) {
    fn values<T>(rows: Vec<catmap::domain::imported::Row<T>>) -> impl Iterator<Item = T> {
        rows.into_iter().map(|row| row.value)
    }
    match rows {
        Rows::Assets(rows) => holdings.assets.extend(values(rows)),
        Rows::Needs(rows) => holdings.needs.extend(values(rows)),
        Rows::Rulings(rows) => holdings.rulings.extend(values(rows)),
        Rows::Boundaries(rows) => holdings.boundaries.extend(values(rows)),
        Rows::Deprivation(rows) => holdings.deprivation.extend(values(rows)),
        Rows::Postcodes(rows) => holdings.postcodes.extend(values(rows)),
        Rows::Sales(rows) => holdings.sales.extend(values(rows)),
        Rows::Activity(rows) => holdings.activity.extend(values(rows)),
        Rows::PriceIndex(rows) => holdings.price_index.extend(values(rows)),
        Rows::SectorPrices(rows) => holdings.sector_years.extend(values(rows)),
        Rows::DeprivationRanks(rows) => holdings.deprivation_ranks.extend(values(rows)),
        Rows::Uprns(rows) => holdings.uprn_points.extend(values(rows)),
        Rows::CommunityValue(_) | Rows::Organisations(_) => {} // listed beside the atlas, not in it
    }
}
