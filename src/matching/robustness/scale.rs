//! Low value L read off the prices of the reference areas, fast enough for half a million draws.

use crate::domain::criteria::Criteria;
use crate::matching::anchors::Reference;

/// Buckets for each value: most then hold one value or none.
const BUCKETS_PER_VALUE: usize = 4;

/// The factor of low value in U, `(0.1 + 0.9 L)^0.35` with `L = 1 - PR`, by log price.
///
/// It gives exactly what [`Reference::percentile`] would. L takes only as many values as there are reference areas, twice
/// over for ties, so their powers are taken once; buckets of equal width say where in the sorted values to start looking.
#[derive(Debug)]
pub struct LowValue<'a> {
    values: &'a [f64],
    least: f64,
    buckets_per_log: f64,
    /// How many values lie in the buckets below each one.
    below: Vec<u32>,
    /// The factor by twice the place: the number of values below, twice, plus the number equal.
    factors: Vec<f64>,
}

impl<'a> LowValue<'a> {
    /// Prepares a scale; `None` when no price is known.
    #[must_use]
    pub fn of(reference: &'a Reference, criteria: &Criteria) -> Option<Self> {
        let values = reference.values();
        let (least, most) = (*values.first()?, *values.last()?);
        let buckets = values.len() * BUCKETS_PER_VALUE;
        // Where all prices are equal every bucket is the first, and looking starts at the first value.
        let buckets_per_log = if most > least { buckets as f64 / (most - least) } else { 0.0 };
        let mut scale = Self { values, least, buckets_per_log, below: vec![0; buckets + 1], factors: Vec::new() };
        for value in values {
            let bucket = scale.bucket(*value);
            if let Some(next) = scale.below.get_mut(bucket + 1) {
                *next += 1;
            }
        }
        for bucket in 1..scale.below.len() {
            scale.below[bucket] += scale.below[bucket - 1];
        }
        let places = 2 * values.len();
        let floor = criteria.uplift_floor;
        scale.factors = (0..=places)
            .map(|place| {
                let low_value = 1.0 - place as f64 / places as f64;
                (floor + (1.0 - floor) * low_value).powf(criteria.uplift_exponents[0])
            })
            .collect();
        Some(scale)
    }

    /// A lower price never has a higher bucket, so whatever is in a lower bucket is cheaper.
    fn bucket(&self, log_price: f64) -> usize {
        let along = (log_price - self.least) * self.buckets_per_log;
        // Below the least it saturates at 0.
        (along as usize).min(self.below.len() - 1)
    }

    /// The factor of low value at a log price.
    #[must_use]
    pub fn factor(&self, log_price: f64) -> f64 {
        let mut below = self.below[self.bucket(log_price)] as usize;
        while self.values.get(below).is_some_and(|value| *value < log_price) {
            below += 1;
        }
        let mut equal = 0;
        while self.values.get(below + equal).is_some_and(|value| *value <= log_price) {
            equal += 1;
        }
        self.factors[2 * below + equal]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LowValue;
    use crate::domain::criteria::Criteria;
    use crate::matching::anchors::Reference;

    proptest! {
        #[test]
        fn the_scale_says_what_looking_everything_up_says(
            values in prop::collection::vec(0u8..40, 1..60), asked in prop::collection::vec(-5.0..45.0f64, 1..20)
        ) {
            let criteria = Criteria::default();
            let reference = Reference::of(values.iter().map(|value| f64::from(*value) / 3.0));
            let scale = LowValue::of(&reference, &criteria).unwrap();
            let looked_up = |log_price: f64| {
                let low_value = 1.0 - reference.percentile(log_price).unwrap();
                (0.1 + 0.9 * low_value).powf(0.35)
            };
            for log_price in asked.iter().map(|value| value / 3.0).chain(reference.values().iter().copied()) {
                prop_assert!((scale.factor(log_price) - looked_up(log_price)).abs() < 1e-12, "{log_price}");
            }
        }
    }

    #[test]
    fn a_scale_without_prices_is_none() {
        assert!(LowValue::of(&Reference::default(), &Criteria::default()).is_none());
    }
}
