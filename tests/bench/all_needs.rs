//! The best twenty assets of each of ten thousand needs, all on every thread, beside scoring every pair.
//!
//! Scoring ten billion pairs takes hours, so the baseline is what so many needs take one after another, of a few that are
//! measured, every asset on every thread. On those few both are held to the same list.

use std::hint::black_box;
use std::time::Instant;

use catmap::matching::find::{Ground, by_looking_at_all, shortlist};
use rayon::prelude::*;

use super::stock::Stock;
use super::ways::{BEST, DAY};
use super::{heading, line, questions};

/// Needs.
const NEEDS: usize = 10_000;
/// Needs that every asset is scored for.
const SCORED: usize = 8;

/// Lists for all needs among so many assets.
pub fn all_needs(areas: usize, assets: usize) {
    let stock = Stock::on(areas);
    let (snapshot, _) = stock.of(assets);
    let questions = questions::at_random(&stock, &snapshot, NEEDS, 33);
    heading(&format!("The best {BEST} of {assets} assets for each of {NEEDS} random needs under the usual weights"));
    let (atlas, survey, criteria) = (&snapshot.atlas, &snapshot.survey, &snapshot.criteria);
    let begun = Instant::now();
    for question in &questions[..SCORED] {
        let ground = Ground { atlas, survey, criteria, on: DAY };
        let scored = by_looking_at_all(ground, &question.need, BEST).best;
        assert_eq!(shortlist(atlas, survey, &question.need, criteria, DAY, BEST), scored, "{}", question.name);
    }
    let every = begun.elapsed().mul_f64(NEEDS as f64 / SCORED as f64);
    let begun = Instant::now();
    questions.par_iter().for_each(|question| {
        black_box(shortlist(atlas, survey, &question.need, criteria, DAY, BEST));
    });
    let searched = begun.elapsed();
    line(&format!("baseline: every pair scored ({SCORED} needs measured)"), every, every);
    line("each need searched", searched, every);
}
