//! `make bench`: how long things take, each beside a baseline measured in the same run. Ratios travel between machines;
//! single times do not.
//!
//! Every figure is the median of several runs after one that is not counted. Nothing is timed before both sides have given the
//! same answer. `cargo bench -- top20` runs that subject only; numbers after it are sizes (`cargo bench -- top20 10000`).
//!
//! | subject | file | beside |
//! |---|---|---|
//! | `firmness` | `firmness.rs` | scoring and sorting as often |
//! | `import`, `taking-in` | `main.rs`, `taking_in.rs` | splitting into cells; COPY and plain inserts |
//! | `top20` | `top20.rs`, `ways.rs` | a linear scan, the R-tree's nearest with a sort, one PostGIS statement (`postgis/`) |
//! | `all-needs` | `all_needs.rs` | scoring every pair |
//! | `containing` | `containing.rs` | PostGIS, points in polygons |
//! | `tiles` | `tiles.rs`, `service.rs` | writing the same tile from memory |
//! | `features` | `main.rs`, `service.rs` | writing the same document from memory |
//! | `load` | `load/` | the server on one core, a generator on the other; ten times too many; readers who do not read |
//! | `edits` | `edits.rs` | reading everything again; readers with nobody editing |
//! | `curves` | `curves.rs`, `plot.rs` | from 1,000 assets to 3,000,000: time and memory, as CSV and SVG in `target/bench` |
//!
//! To measure another thing, write a file with one function that prints its lines and put it into [`SUBJECTS`].

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod all_needs;
mod containing;
mod curves;
mod edits;
mod firmness;
mod load;
mod plot;
mod postgis;
#[path = "../postgres.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod postgres;
mod questions;
mod region;
mod service;
mod stock;
mod taking_in;
mod tiles;
mod top20;
mod ways;

use std::hint::black_box;
use std::time::{Duration, Instant};

use catmap::app::catalogue;
use catmap::domain::imported::Rows;
use catmap::domain::place::Position;
use catmap::import::{Options, read};
use tikv_jemallocator::Jemalloc;
use time::OffsetDateTime;

/// That of the program.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

/// A place nobody asks for.
const NO_POSITION: Position = Position { easting_m: 0.0, northing_m: 0.0 };

/// A subject by its name, given the sizes asked for.
type Subject = (&'static str, fn(&[usize]));

const SUBJECTS: &[Subject] = &[
    ("firmness", |_| firmness::firmness()),
    ("import", |_| imports()),
    ("taking-in", |_| taking_in::taking_in()),
    ("top20", |sizes| {
        for size in or(sizes, &[10_000, 1_000_000]) {
            top20::top20(areas(), *size);
        }
    }),
    ("all-needs", |sizes| all_needs::all_needs(areas(), or(sizes, &[1_000_000])[0])),
    ("containing", |_| containing::containing(areas())),
    ("tiles", |_| tiles::tiles(areas())),
    ("features", |_| features()),
    ("load", |sizes| load::load(areas(), or(sizes, &[1_000_000])[0])),
    ("edits", |sizes| edits::edits(areas(), or(sizes, &[1_000_000])[0])),
    ("curves", |sizes| curves::curves(areas(), or(sizes, &[1_000, 10_000, 100_000, 1_000_000, 3_000_000]))),
];

fn main() {
    if taking_in::took_one() {
        return;
    }
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let is_wanted =
        |name: &str| words.iter().all(|word| word.parse::<usize>().is_ok()) || words.iter().any(|word| word == name);
    // A table that is scored whole should lie in memory, as ours does.
    postgres::SHARED_BUFFERS.get_or_init(|| "2GB");
    println!("{:<66} {:>12} {:>10}", "", "median", "baseline/this");
    for (name, measure) in SUBJECTS {
        if is_wanted(name) {
            measure(&sizes);
        }
    }
}

fn or<'s>(sizes: &'s [usize], usual: &'s [usize]) -> &'s [usize] {
    if sizes.is_empty() { usual } else { sizes }
}

/// As many areas as England has, unless another number is asked for to try something out.
fn areas() -> usize {
    std::env::var("CATMAP_BENCH_AREAS").ok().and_then(|areas| areas.parse().ok()).unwrap_or(33_755)
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

/// A box with about ten thousand assets as GeoJSON over the whole HTTP stack in process.
fn features() {
    let region = region::made(20_000, 1_000);
    let service = service::Service::on(&region.files.in_order_of_import());
    let get = |address: &str| service.get(address);
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

/// The middle of three, or of as many as fit into some seconds, of what has run before (when it was compared).
fn patient_median(mut work: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < 3 && (times.is_empty() || begun.elapsed() < Duration::from_secs(8)) {
        let begun = Instant::now();
        work();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn heading(text: &str) {
    println!("\n{text}");
}

fn line(what: &str, time: Duration, baseline: Duration) {
    println!("  {what:<64} {:>12} {:>9.2}x", shown(time), baseline.as_secs_f64() / time.as_secs_f64());
}

fn shown(time: Duration) -> String {
    match time.as_secs_f64() {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        s => format!("{:.1} us", s * 1e6),
    }
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
