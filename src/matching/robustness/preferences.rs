//! The weights of every run: around those asked for, and any at all.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

/// How close the weights of the runs keep to those asked for: Dirichlet(50 w). At the default weights that is a standard
/// deviation of 0.070, 0.064 and 0.056 (`scoring.md` D.3, a choice).
const CONCENTRATION: f64 = 50.0;

/// The weights of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preference {
    /// Suitability, deprivation, uplift; together 1.
    pub weights: [f64; 3],
    /// Of public benefit, how much deprivation counts.
    pub deprivation_share: f64,
}

impl Preference {
    fn of(weights: [f64; 3]) -> Self {
        let benefit = weights[1] + weights[2];
        // Without any weight on benefit the share decides nothing.
        let deprivation_share = if benefit > 0.0 { weights[1] / benefit } else { 0.5 };
        Self { weights, deprivation_share }
    }
}

/// Weights around some others: Dirichlet(50 w). A weight of zero stays zero: who leaves a pillar out means it.
#[must_use]
pub fn around(weights: [f64; 3], draws: usize, random: &mut ChaCha8Rng) -> Vec<Preference> {
    dirichlet(weights.map(|weight| CONCENTRATION * weight), draws, random)
}

/// Any weights at all, each as likely as any other: Dirichlet(1, 1, 1).
#[must_use]
pub fn any(draws: usize, random: &mut ChaCha8Rng) -> Vec<Preference> {
    dirichlet([1.0; 3], draws, random)
}

/// Gamma variables over their sum; a shape of zero is zero always.
fn dirichlet(shapes: [f64; 3], draws: usize, random: &mut ChaCha8Rng) -> Vec<Preference> {
    let gammas = shapes.map(|shape| Gamma::new(shape, 1.0).ok());
    let sum: f64 = shapes.iter().sum();
    let mean = shapes.map(|shape| shape / sum);
    (0..draws)
        .map(|_| {
            let parts = gammas.map(|gamma| gamma.map_or(0.0, |gamma| gamma.sample(random)));
            let sum: f64 = parts.iter().sum();
            // Three tiny shapes may all come out as zero.
            Preference::of(if sum > 0.0 { parts.map(|part| part / sum) } else { mean })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::{any, around};

    fn spread(of: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let count = of.clone().count() as f64;
        let mean = of.clone().sum::<f64>() / count;
        (mean, (of.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt())
    }

    #[test]
    fn the_weights_of_the_runs_have_the_spread_of_the_method() {
        let drawn = around([0.5, 0.3, 0.2], 100_000, &mut ChaCha8Rng::seed_from_u64(1));
        for (index, (mean, deviation)) in [(0.5, 0.070), (0.3, 0.064), (0.2, 0.056)].into_iter().enumerate() {
            let (found, spread) = spread(drawn.iter().map(|preference| preference.weights[index]));
            assert!((found - mean).abs() < 1e-3 && (spread - deviation).abs() < 1e-3, "{index}: {found} {spread}");
        }
        let drawn = any(100_000, &mut ChaCha8Rng::seed_from_u64(2));
        let (mean, deviation) = spread(drawn.iter().map(|preference| preference.weights[2]));
        // A part of Dirichlet(1, 1, 1) is Beta(1, 2): a third, with a variance of an eighteenth.
        assert!((mean - 1.0 / 3.0).abs() < 2e-3 && (deviation - (1.0f64 / 18.0).sqrt()).abs() < 2e-3);
    }

    #[test]
    fn a_weight_of_zero_stays_zero() {
        for weights in [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.7, 0.3, 0.0], [1e-300, 1.0, 0.0]] {
            for preference in around(weights, 200, &mut ChaCha8Rng::seed_from_u64(3)) {
                assert!((preference.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{preference:?}");
                assert!((0.0..=1.0).contains(&preference.deprivation_share), "{preference:?}");
                for (drawn, weight) in preference.weights.iter().zip(weights) {
                    assert!(weight > 0.0 || drawn.to_bits() == 0, "{preference:?}");
                }
            }
        }
    }
}
