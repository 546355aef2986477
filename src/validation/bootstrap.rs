//! Block bootstrap: how far a mean over base years could be out, whole neighbourhoods being drawn together.
//!
//! Places next to each other move together, so that drawing them one by one would claim more than is known. Each draw has
//! a stream of random numbers of its own: the result is the same to the last bit on any number of threads.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::validation::statistics::quantile;

/// Draws (`scoring.md` G.4 asks for 200 or more).
pub const DRAWS: u64 = 400;

/// The bounds of the middle 90 % of a statistic over the draws. `of` is given the places drawn, each as often as its block
/// was.
#[must_use]
pub fn bounds(blocks: &[Vec<usize>], seed: u64, of: impl Fn(&[usize]) -> f64 + Sync) -> (f64, f64) {
    let draws: Vec<f64> = (0..DRAWS)
        .into_par_iter()
        .map(|draw| {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            random.set_stream(draw);
            let drawn: Vec<usize> =
                (0..blocks.len()).flat_map(|_| blocks[random.random_range(0..blocks.len())].iter().copied()).collect();
            of(&drawn)
        })
        .collect();
    (quantile(&draws, 0.05).unwrap_or(0.0), quantile(&draws, 0.95).unwrap_or(0.0))
}
