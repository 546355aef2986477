//! The twenty best for a need: ours beside a linear scan, the R-tree's nearest with a sort, and one prepared PostGIS statement.
//!
//! Before anything is timed the four must agree: the same assets in the same order, scores within 1e-9.

use std::hint::black_box;
use std::time::Duration;

use catmap::app::catalogue::Snapshot;
use catmap::domain::matches::Match;

use super::postgis::{Found, PostGis};
use super::questions::{self, Question};
use super::stock::Stock;
use super::{heading, median, patient_median, shown, ways};

/// Random needs on which all must agree, besides those with a name: so many, and fewer of a stock in which each takes seconds.
const RANDOM: usize = 24;
const RANDOM_OF_MANY: usize = 4;
const MANY: usize = 200_000;
/// So often ours is asked before it is timed: whoever drags a slider soon has.
pub const OFTEN: usize = 20;
/// How far two scores of one pair may lie apart: a library's power and ours differ in the last bit.
const APART: f64 = 1e-9;

/// A stock of this size: first whether all agree, then how long each takes.
pub fn top20(areas: usize, assets: usize) {
    let stock = Stock::on(areas);
    let (snapshot, made_in) = stock.of(assets);
    let named = questions::named(&snapshot);
    heading(&format!(
        "Top 20 of {assets} assets amid {areas} areas, full score with reasons (placed, indexed and surveyed in {:.1} s)",
        made_in.as_secs_f64()
    ));
    let mut postgis = PostGis::of(&snapshot);
    let random = questions::at_random(&stock, &snapshot, if assets > MANY { RANDOM_OF_MANY } else { RANDOM }, 11);
    for question in named.iter().chain(&random) {
        agree(&snapshot, question, postgis.as_mut());
    }
    println!("  {} needs: all ways agree on every one of the twenty, in order.", named.len() + random.len());
    println!(
        "  {:<52} {:>10} {:>10} {:>12} {:>10} {:>10} {:>10}",
        "", "catmap", "scan", "nearest+sort", "PostGIS", "scan/ours", "PostGIS/ours"
    );
    for question in &named {
        let Question { name, need, criteria } = question;
        let ours = median(21, || drop(black_box(ways::ours(&snapshot, need, criteria))));
        let scan = patient_median(|| drop(black_box(ways::scan(&snapshot, need, criteria))));
        let nearest = patient_median(|| drop(black_box(ways::nearest_and_sort(&snapshot, need, criteria))));
        let theirs = postgis.as_mut().map(|postgis| patient_median(|| drop(black_box(postgis.top20(need, criteria)))));
        let ratio = |time: Duration| format!("{:.1}x", time.as_secs_f64() / ours.as_secs_f64());
        println!(
            "  {name:<52} {:>10} {:>10} {:>12} {:>10} {:>10} {:>10}",
            shown(ours),
            shown(scan),
            shown(nearest),
            theirs.map_or_else(|| "-".to_owned(), shown),
            ratio(scan),
            theirs.map_or_else(|| "-".to_owned(), ratio),
        );
    }
}

/// Stops the bench when two ways do not agree.
pub fn agree(snapshot: &Snapshot, question: &Question, postgis: Option<&mut PostGis>) {
    let Question { name, need, criteria } = question;
    let scan = ways::scan(snapshot, need, criteria);
    // Asked often enough it is answered out of what could be among the best under any weights.
    for time in 1..=OFTEN {
        let found = figures(snapshot, &ways::ours(snapshot, need, criteria));
        same(snapshot, name, &format!("ours, asked {time} times"), &scan, &found);
    }
    let nearest = ways::nearest_and_sort(snapshot, need, criteria);
    same(snapshot, name, "nearest and sort", &scan, &figures(snapshot, &nearest));
    if let Some(postgis) = postgis {
        same(snapshot, name, "PostGIS", &scan, &postgis.top20(need, criteria));
    }
}

fn figures(snapshot: &Snapshot, matches: &[Match]) -> Vec<Found> {
    let figures = |found: &Match| {
        let index = snapshot.atlas.asset_index(&found.asset.0).unwrap();
        let distance_m = found.distance_m.unwrap_or(f64::INFINITY);
        (i32::try_from(index).unwrap(), found.score.unwrap().value, found.completeness, distance_m)
    };
    matches.iter().map(figures).collect()
}

fn same(snapshot: &Snapshot, question: &str, way: &str, scan: &[Match], theirs: &[Found]) {
    let ours = figures(snapshot, scan);
    let near = |a: f64, b: f64, apart: f64| a == b || (a - b).abs() <= apart;
    let is_same = ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(a, b)| a.0 == b.0 && near(a.1, b.1, APART) && near(a.2, b.2, APART) && near(a.3, b.3, 1e-6));
    if is_same {
        return;
    }
    println!("  \"{question}\": the linear scan and {way} do not agree.");
    for place in 0..ours.len().max(theirs.len()) {
        println!("  {place:>3} {:?} {:?}", ours.get(place), theirs.get(place));
    }
    panic!("nothing is timed while two ways do not agree");
}
