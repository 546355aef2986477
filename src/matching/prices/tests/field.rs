//! The synthetic price field of `scoring.md` G.1: borrowing must beat not borrowing, and intervals must cover.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Poisson, StandardNormal};

use super::{chance, prices, region, sale};
use crate::atlas::fixture::SIDE_M;
use crate::matching::prices::Spreads;

/// 80 % of a normal distribution lies within so many standard deviations.
const EIGHTY: f64 = 1.281_552;

/// True levels: a field that is smooth over 1.5 km, and around it each area on its own with the spread tau.
fn truth(side: usize, between: f64, chance: &mut ChaCha8Rng) -> Vec<f64> {
    let steps = 4.0 * 1_500.0 / SIDE_M;
    let reach = steps as usize;
    let wide = side + 2 * reach;
    let noise: Vec<f64> = (0..wide * wide).map(|_| chance.sample(StandardNormal)).collect();
    let weight = |distance_m: f64| (-distance_m * distance_m / (2.0 * 1_500.0 * 1_500.0)).exp();
    let mut levels = Vec::with_capacity(side * side);
    for row in 0..side {
        for column in 0..side {
            let (mut sum, mut squares) = (0.0, 0.0);
            for dy in 0..=2 * reach {
                for dx in 0..=2 * reach {
                    let away = (dx as f64 - reach as f64).hypot(dy as f64 - reach as f64) * SIDE_M;
                    sum += weight(away) * noise[(row + dy) * wide + column + dx];
                    squares += weight(away) * weight(away);
                }
            }
            let own: f64 = chance.sample(StandardNormal);
            levels.push(11.7 + 0.3 * sum / f64::sqrt(squares) + between * own);
        }
    }
    levels
}

/// Error without and with borrowing, the share of 80 % intervals that cover, and the spreads found.
fn run(seed: u64, mean_sales: f64) -> (f64, f64, f64, Spreads) {
    let side = 32;
    let mut chance = chance(seed);
    let truth = truth(side, 0.25, &mut chance);
    let mut holdings = region(side);
    let many = Poisson::new(mean_sales).unwrap();
    let mut raw = vec![None; truth.len()];
    for (area, level) in truth.iter().enumerate() {
        let count = chance.sample(many) as usize;
        let mut sum = 0.0;
        for _ in 0..count {
            let log_price = level + 0.33 * chance.sample::<f64, _>(StandardNormal);
            sum += log_price;
            sale(&mut holdings, area, chance.random_range(90..1_000), log_price);
        }
        raw[area] = (count > 0).then(|| sum / count as f64);
    }
    // The incomplete months are left out, so a sale in them sets the base month.
    sale(&mut holdings, 0, 0, 11.7);
    let found = prices(holdings);
    let (mut raw_error, mut error, mut covered, mut areas) = (0.0, 0.0, 0.0, 0.0);
    for ((truth, raw), level) in truth.iter().zip(&raw).zip(&found.levels) {
        let (Some(raw), Some(level)) = (raw, level) else { continue };
        let off = level.log_price - truth;
        raw_error += (raw - truth) * (raw - truth);
        error += off * off;
        covered += f64::from(u8::from(off.abs() < EIGHTY * level.variance.sqrt()));
        areas += 1.0;
    }
    (raw_error / areas, error / areas, covered / areas, found.spreads)
}

#[test]
fn borrowing_beats_not_borrowing_and_four_in_five_intervals_cover() {
    for (mean_sales, least_gain) in [(60.0, 0.0), (20.0, 0.04), (6.0, 0.2), (3.0, 0.3)] {
        let runs: Vec<_> = (1..=3).map(|seed| run(seed, mean_sales)).collect();
        let mean = |part: fn(&(f64, f64, f64, Spreads)) -> f64| runs.iter().map(part).sum::<f64>() / runs.len() as f64;
        let (raw, shrunk, covered) = (mean(|run| run.0), mean(|run| run.1), mean(|run| run.2));
        let gain = 1.0 - shrunk / raw;
        println!(
            "price field, seeds 1 to 3, {mean_sales} sales: error {raw:.5} raw, {shrunk:.5} shrunk (down {:.1} %), \
             {:.1} % covered, spreads {:.3} within, {:.3} between",
            100.0 * gain,
            100.0 * covered,
            mean(|run| run.3.within),
            mean(|run| run.3.between)
        );
        assert!(gain > least_gain, "{mean_sales} sales: error down by {gain}");
        assert!((0.75..=0.85).contains(&covered), "{mean_sales} sales: {covered} covered");
        for run in &runs {
            assert!(run.1 < run.0, "shrunk beats raw in every run");
        }
    }
}
