//! Chance from a seed: the same seed, stream and index always give the same draws, on any machine and any thread.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a draw is for. Each has a stream of its own, so that changing one part of the region leaves the others alone.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    Sites = 1,
    Fields,
    Areas,
    Deprivation,
    Postcodes,
    Sales,
    Activity,
    Assets,
    Needs,
    Rulings,
    PriceIndex,
}

/// A source of draws.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The draws for one thing: the `index`-th of its stream.
    pub(super) fn of(seed: u64, stream: Stream, index: usize) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(((stream as u64) << 48) | index as u64);
        Self(generator)
    }

    /// Evenly from 0 up to but not including 1.
    pub(super) fn share(&mut self) -> f64 {
        self.0.random()
    }

    /// Evenly between two numbers.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// A whole number from 0 up to but not including `end`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.random_range(0..end) }
    }

    /// True with this probability.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Standard normal (Box and Muller).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }

    /// A count with this mean (Knuth's method; the mean is a few hundred at most).
    pub(super) fn poisson(&mut self, mean: f64) -> u32 {
        let mut count = 0;
        let mut left = -mean;
        loop {
            left -= (1.0 - self.share()).ln();
            if left >= 0.0 {
                return count;
            }
            count += 1;
        }
    }

    /// One of a list that is never empty.
    pub(super) fn pick<T: Copy, const N: usize>(&mut self, list: &[T; N]) -> T {
        const { assert!(N > 0) };
        list[self.below(N)]
    }

    /// The place in a list of running totals, drawn in proportion to the steps between them.
    pub(super) fn place_in(&mut self, running_totals: &[f64]) -> usize {
        let mark = self.share() * running_totals.last().copied().unwrap_or_default();
        running_totals.partition_point(|&total| total <= mark).min(running_totals.len().saturating_sub(1))
    }

    /// A random 128-bit identifier in Land Registry's style, braces and all.
    pub(super) fn braced_identifier(&mut self) -> String {
        let bits: u128 = self.0.random();
        let text = format!("{bits:032X}");
        format!("{{{}-{}-{}-{}-{}}}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_mean_they_should() {
        let mut chance = Chance::of(7, Stream::Fields, 0);
        let rounds = 20_000;
        let normal = (0..rounds).map(|_| chance.normal()).sum::<f64>() / f64::from(rounds);
        let count = (0..rounds).map(|_| f64::from(chance.poisson(60.0))).sum::<f64>() / f64::from(rounds);
        assert!(normal.abs() < 0.03, "{normal}");
        assert!((count - 60.0).abs() < 0.3, "{count}");
    }

    #[test]
    fn places_are_drawn_in_proportion_to_the_steps() {
        let mut chance = Chance::of(7, Stream::Fields, 1);
        let mut drawn = [0; 3];
        for _ in 0..10_000 {
            drawn[chance.place_in(&[1.0, 1.0, 4.0])] += 1;
        }
        assert_eq!(drawn[1], 0, "a step of nothing is never drawn");
        assert!((2_300..2_700).contains(&drawn[0]), "{drawn:?}");
    }

    #[test]
    fn streams_and_indexes_do_not_repeat_each_other() {
        let draws: Vec<f64> = [(Stream::Sales, 0), (Stream::Sales, 1), (Stream::Assets, 0)]
            .map(|(stream, index)| Chance::of(7, stream, index).share())
            .to_vec();
        assert!(draws[0] != draws[1] && draws[0] != draws[2]);
    }
}
