//! A smooth random surface over the region, for figures that resemble those next door.

use super::chance::{Chance, Stream};
use super::shape::Point;

/// Waves summed: enough that the sum is as good as normal everywhere.
const WAVES: usize = 192;

/// A surface with mean 0 and variance 1 whose values at distance d correlate as exp(-d^2 / 2 scale^2).
///
/// Random Fourier features: Rahimi and Recht, "Random features for large-scale kernel machines" (2007).
pub(super) struct Field(Vec<[f64; 3]>);

impl Field {
    /// The `index`-th surface of a seed, with a scale in metres.
    pub(super) fn new(seed: u64, index: usize, scale_m: f64) -> Self {
        let mut chance = Chance::of(seed, Stream::Fields, index);
        let wave = |chance: &mut Chance| {
            [chance.normal() / scale_m, chance.normal() / scale_m, chance.share() * std::f64::consts::TAU]
        };
        Self((0..WAVES).map(|_| wave(&mut chance)).collect())
    }

    /// The height of the surface at a point.
    pub(super) fn at(&self, (x, y): Point) -> f64 {
        let sum: f64 = self.0.iter().map(|[east, north, phase]| (east * x + north * y + phase).cos()).sum();
        sum * (2.0 / WAVES as f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_alike_and_strangers_are_not() {
        let (mut near, mut far, mut square, mut count) = (0.0, 0.0, 0.0, 0.0);
        for index in 0..40 {
            let field = Field::new(3, index, 1_500.0);
            for step in 0..50 {
                let here = (320_000.0 + f64::from(step) * 700.0, 390_000.0);
                let height = field.at(here);
                near += height * field.at((here.0, here.1 + 750.0));
                far += height * field.at((here.0, here.1 + 9_000.0));
                square += height * height;
                count += 1.0;
            }
        }
        assert!((square / count - 1.0).abs() < 0.15, "variance {}", square / count);
        assert!((near / square - 0.88).abs() < 0.05, "correlation at half a scale {}", near / square);
        assert!((far / square).abs() < 0.12, "correlation at six scales {}", far / square);
    }
}
