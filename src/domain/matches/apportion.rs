//! Parts rounded so that they still add up to their whole, as people and tables read them.

/// The parts in whole steps that add up to `total`, itself a number of steps: each is rounded down, and what is left over
/// goes to those with the largest remainders, the first of equals. Every part stays within one step of what it was.
#[must_use]
pub fn apportion(parts: &[f64], total: f64, step: f64) -> Vec<f64> {
    let mut steps: Vec<f64> = parts.iter().map(|part| (part / step).floor()).collect();
    let missing = (total / step).round() - steps.iter().sum::<f64>();
    let remainder = |index: usize| parts[index] / step - (parts[index] / step).floor();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b)));
    for index in order.into_iter().take(missing.max(0.0) as usize) {
        steps[index] += 1.0;
    }
    // Divided by the inverse where that is a whole number: 0.0003 comes out as it is written.
    steps.into_iter().map(|count| if step < 1.0 { count / (1.0 / step).round() } else { count * step }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::apportion;

    #[test]
    fn three_thirds_of_a_hundred_are_a_hundred() {
        assert_eq!(apportion(&[100.0 / 3.0; 3], 100.0, 1.0), [34.0, 33.0, 33.0]);
        assert_eq!(apportion(&[13.95694, 7.89328, 3.26498], 25.1152, 1e-4), [13.9569, 7.8933, 3.265]);
        assert_eq!(apportion(&[0.0, 0.0], 0.0, 1.0), [0.0, 0.0]);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_their_whole_and_stay_within_a_step(
            parts in prop::collection::vec(0.0..40.0f64, 1..9), step in prop::sample::select(vec![1.0, 0.1, 1e-4])
        ) {
            let whole: f64 = (parts.iter().sum::<f64>() / step).round() * step;
            let shown = apportion(&parts, whole, step);
            prop_assert!((shown.iter().sum::<f64>() - whole).abs() < 1e-9);
            for (part, shown) in parts.iter().zip(&shown) {
                prop_assert!((part - shown).abs() <= step + 1e-9, "{part} as {shown}");
            }
        }
    }
}
