//! How time and memory grow with the stock: the twenty best for many random needs, from a thousand assets to three million,
//! with reasons, the nearest misses and how many are eligible; PostGIS and the plain ways give the twenty alone.
//!
//! Memory is what the program holds beyond the ground, as the system sees it (`VmRSS`), so what the allocator keeps for later
//! counts too; at small sizes that is most of it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use catmap::app::catalogue::Snapshot;
use catmap::domain::criteria::{Criteria, Weights};
use catmap::domain::need::NeedPlace;

use super::postgis::PostGis;
use super::questions::{self, Question};
use super::stock::Stock;
use super::{heading, plot, shown, top20, ways};

/// Random needs asked of ours, and of the slow ways.
const ASKED: usize = 400;
const ASKED_SLOWLY: usize = 5;
/// No way is asked for longer, at one size.
const PATIENCE: Duration = Duration::from_secs(30);
/// Beyond this many assets one answer of PostGIS takes too long to wait for several.
const MOST_FOR_POSTGIS: usize = 1_000_000;

/// One size.
pub struct Point {
    /// Assets.
    pub assets: usize,
    /// Seconds to place, index and survey them.
    pub made_s: f64,
    /// Bytes they take.
    pub bytes: f64,
    /// Ours, when weights have been moved many times: the middle, and what one in a hundred exceeds; seconds.
    pub ours_s: [f64; 2],
    /// The middle of ours when a need is asked about for the first time, and how many are eligible has to be counted.
    pub first_s: f64,
    /// When weights are moved for the first time: the middle, and what one in a hundred exceeds; seconds.
    pub second_s: [f64; 2],
    /// The middle of the linear scan, of the nearest with a sort, and of PostGIS; seconds.
    pub slow_s: [Option<f64>; 3],
}

/// Measures each size, smallest first, and writes `curves.csv` and `curves.svg`.
pub fn curves(areas: usize, sizes: &[usize]) {
    let stock = Stock::on(areas);
    let ground = memory_bytes();
    heading(&format!("Top 20 of ever more assets amid {areas} areas: {ASKED} random needs under random weights"));
    println!(
        "  {:>9} {:>9} {:>12} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10} {:>12} {:>10}",
        "assets",
        "made in",
        "bytes/asset",
        "p50",
        "p99",
        "first",
        "second",
        "its p99",
        "scan",
        "nearest+sort",
        "PostGIS"
    );
    let points: Vec<Point> = sizes.iter().map(|assets| point(&stock, *assets, ground)).collect();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("curves.csv"), csv(&points)).unwrap();
    std::fs::write(folder.join("curves.svg"), plot::plot(&points).unwrap()).unwrap();
    println!("  written to target/bench: curves.csv, curves.svg");
}

fn point(stock: &Stock, assets: usize, ground: f64) -> Point {
    let (snapshot, made) = stock.of(assets);
    let bytes = (memory_bytes() - ground).max(0.0);
    let questions = questions::at_random(stock, &snapshot, ASKED, 21);
    // Not those placed in a borough, at which PostGIS takes a minute for each hundred thousand.
    let is_quick = |question: &&Question| !matches!(question.need.place, NeedPlace::Borough(_));
    let few: Vec<&Question> = questions.iter().filter(is_quick).take(ASKED_SLOWLY).collect();
    let mut postgis = (assets <= MOST_FOR_POSTGIS).then(|| PostGis::of(&snapshot)).flatten();
    for question in &few {
        top20::agree(&snapshot, question, postgis.as_mut());
    }
    let all: Vec<&Question> = questions.iter().collect();
    let asked =
        |question: &Question, criteria: &Criteria| drop(black_box(ways::ours(&snapshot, &question.need, criteria)));
    // The first time under the usual weights; then somebody moves them, and again.
    let first = times(&all, |question| asked(question, &snapshot.criteria));
    let all = &all[..first.len()];
    let second = times(all, |question| asked(question, &question.criteria));
    let often = |question: &Question| (0..top20::OFTEN).for_each(|_| asked(question, &question.criteria));
    let ours = times_after(often, all, |question| asked(question, &moved(&question.criteria)));
    let slow = |way: fn(&Snapshot, &Question)| Some(middle(&times(&few, |question| way(&snapshot, question))));
    let slow_s = [
        slow(|snapshot, question| drop(black_box(ways::scan(snapshot, &question.need, &question.criteria)))),
        slow(|snapshot, question| {
            drop(black_box(ways::nearest_and_sort(snapshot, &question.need, &question.criteria)));
        }),
        postgis.as_mut().map(|postgis| {
            middle(&times(&few, |question| drop(black_box(postgis.top20(&question.need, &question.criteria)))))
        }),
    ];
    let two = |sorted: &[f64]| [middle(sorted), sorted[sorted.len() * 99 / 100]];
    let (ours_s, second_s, first_s) = (two(&ours), two(&second), middle(&first));
    let time = |seconds: Option<f64>| seconds.map_or_else(|| "-".to_owned(), |s| shown(Duration::from_secs_f64(s)));
    println!(
        "  {assets:>9} {:>9} {:>12.0} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10} {:>12} {:>10}",
        shown(made),
        bytes / assets as f64,
        time(Some(ours_s[0])),
        time(Some(ours_s[1])),
        time(Some(first_s)),
        time(Some(second_s[0])),
        time(Some(second_s[1])),
        time(slow_s[0]),
        time(slow_s[1]),
        time(slow_s[2]),
    );
    Point { assets, made_s: made.as_secs_f64(), bytes, ours_s, first_s, second_s, slow_s }
}

/// Weights moved on: a tenth of what suitability weighs goes to deprivation.
fn moved(criteria: &Criteria) -> Criteria {
    let [suitability, deprivation, uplift] = criteria.weights.as_array();
    let by = suitability / 10.0;
    let weights = Weights::new(suitability - by, deprivation + by, uplift).unwrap();
    Criteria { weights, ..criteria.clone() }
}

/// Seconds for each question, sorted, as many as fit into the patience there is; one that is not counted is asked before.
fn times(questions: &[&Question], ask: impl FnMut(&Question)) -> Vec<f64> {
    times_after(|_| (), questions, ask)
}

/// The same with something done for each question first, which takes no part in its time.
fn times_after(first: impl Fn(&Question), questions: &[&Question], mut ask: impl FnMut(&Question)) -> Vec<f64> {
    ask(questions[0]);
    let began = Instant::now();
    let mut times: Vec<f64> = questions
        .iter()
        .take_while(|_| began.elapsed() < PATIENCE)
        .map(|question| {
            first(question);
            let begun = Instant::now();
            ask(question);
            begun.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn middle(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

fn csv(points: &[Point]) -> String {
    let mut csv =
        "assets,made_s,bytes,ours_p50_s,ours_p99_s,ours_first_p50_s,ours_second_p50_s,ours_second_p99_s,scan_p50_s,nearest_and_sort_p50_s,postgis_p50_s\n"
            .to_owned();
    for point in points {
        let Point { assets, made_s, bytes, ours_s: [p50, p99], first_s, second_s: [second, its_p99], slow_s } = point;
        let slow = slow_s.map(|seconds| seconds.map_or_else(String::new, |s| format!("{s:.9}"))).join(",");
        writeln!(csv, "{assets},{made_s:.3},{bytes:.0},{p50:.9},{p99:.9},{first_s:.9},{second:.9},{its_p99:.9},{slow}")
            .unwrap();
    }
    csv
}

/// What this program has in memory now.
fn memory_bytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0
}
