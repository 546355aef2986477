//! The few statistics that the reports need: ranks, correlations, a least-squares slope, quantiles.
//!
//! Sums run in the order of the values given, so that equal input gives equal bits.

/// Ranks from 0, equals sharing the mean of theirs.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let equal = order[start..].iter().take_while(|index| values[**index] == values[order[start]]).count().max(1);
        let shared = start as f64 + (equal - 1) as f64 / 2.0;
        for index in &order[start..start + equal] {
            ranks[*index] = shared;
        }
        start += equal;
    }
    ranks
}

/// Pearson's correlation; 0 where one of the two does not vary, so that nothing can be said to move together.
#[must_use]
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let mut sums = [0.0; 3];
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        sums[0] += a * b;
        sums[1] += a * a;
        sums[2] += b * b;
    }
    let scale = (sums[1] * sums[2]).sqrt();
    if scale > 0.0 { (sums[0] / scale).clamp(-1.0, 1.0) } else { 0.0 }
}

/// Spearman's rank correlation.
#[must_use]
pub fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    correlation(&ranks(a), &ranks(b))
}

/// The rank correlation of `a` and `b` with what both share with `given` taken out; 0 where nothing is left.
#[must_use]
pub fn partial_rank_correlation(a: &[f64], b: &[f64], given: &[f64]) -> f64 {
    let [a, b, given] = [ranks(a), ranks(b), ranks(given)];
    let (a_b, a_given, b_given) = (correlation(&a, &b), correlation(&a, &given), correlation(&b, &given));
    let left = (1.0 - a_given * a_given) * (1.0 - b_given * b_given);
    if left > 1e-12 { (a_b - a_given * b_given) / left.sqrt() } else { 0.0 }
}

/// The slope on `a` in the least-squares fit of `outcome` on `a` and `b` with a constant; `None` where the two cannot be
/// told apart.
#[must_use]
pub fn slope_given(outcome: &[f64], a: &[f64], b: &[f64]) -> Option<f64> {
    let (mean_outcome, mean_a, mean_b) = (mean(outcome), mean(a), mean(b));
    let mut sums = [0.0; 5];
    for ((y, a), b) in outcome.iter().zip(a).zip(b) {
        let (y, a, b) = (y - mean_outcome, a - mean_a, b - mean_b);
        for (sum, product) in sums.iter_mut().zip([a * a, b * b, a * b, a * y, b * y]) {
            *sum += product;
        }
    }
    let [aa, bb, ab, ay, by] = sums;
    let determinant = aa * bb - ab * ab;
    (determinant > 1e-12 * aa * bb && determinant > 0.0).then(|| (ay * bb - by * ab) / determinant)
}

/// The mean; 0 of nothing.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The value below which a share of the values lies, read off between neighbours; `None` of nothing.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = share.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let (below, along) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(sorted.len() - 1)];
    Some(sorted[below] + along * (above - sorted[below]))
}

/// The share of the variance of `outcome` that knowing `of` explains, 0 to 1: Pearson's correlation ratio, over as many
/// groups of equal size (Paruolo, Saisana, Saltelli 2013). It takes curves as it takes straight lines.
#[must_use]
pub fn correlation_ratio(of: &[f64], outcome: &[f64], groups: usize) -> f64 {
    let overall = mean(outcome);
    let total: f64 = outcome.iter().map(|y| (y - overall) * (y - overall)).sum();
    if total <= 0.0 || groups == 0 {
        return 0.0;
    }
    // Equals must share a group, or the order of the rows would decide: groups go by shared rank.
    let ranks = ranks(of);
    let count = of.len().max(1) as f64;
    let mut sums = vec![(0.0, 0.0); groups];
    for (rank, y) in ranks.iter().zip(outcome) {
        let group = ((rank + 0.5) / count * groups as f64) as usize;
        let (sum, members) = &mut sums[group.min(groups - 1)];
        *sum += y;
        *members += 1.0;
    }
    let between: f64 = sums
        .iter()
        .filter(|(_, members)| *members > 0.0)
        .map(|(sum, members)| members * (sum / members - overall) * (sum / members - overall))
        .sum();
    (between / total).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_a_rank_and_rank_correlation_takes_any_rising_curve() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
        let rising: Vec<f64> = (0..20).map(f64::from).collect();
        let curve: Vec<f64> = rising.iter().map(|x| x.exp()).collect();
        assert!((rank_correlation(&rising, &curve) - 1.0).abs() < 1e-12);
        assert_eq!(rank_correlation(&rising, &[7.0; 20]), 0.0);
    }

    #[test]
    fn a_partial_correlation_takes_out_what_is_shared() {
        // b is a with noise that a knows nothing of; given a itself nothing of c is left.
        let a: Vec<f64> = (0..200).map(|i| f64::from((i * 37) % 101)).collect();
        let b: Vec<f64> = (0..200).map(|i| f64::from((i * 53) % 97)).collect();
        let c: Vec<f64> = a.iter().map(|a| 2.0 * a).collect();
        assert_eq!(partial_rank_correlation(&c, &b, &a), 0.0);
        let sum: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a + b).collect();
        assert!(partial_rank_correlation(&b, &sum, &a) > 0.8);
    }

    #[test]
    fn the_slope_is_that_of_the_plane_it_was_made_from() {
        let a: Vec<f64> = (0..50).map(|i| f64::from((i * 17) % 23)).collect();
        let b: Vec<f64> = (0..50).map(|i| f64::from((i * 29) % 31)).collect();
        let y: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 4.0 + 0.16 * a - 0.5 * b).collect();
        assert!((slope_given(&y, &a, &b).unwrap() - 0.16).abs() < 1e-12);
        assert_eq!(slope_given(&y, &a, &a), None);
    }

    #[test]
    fn quantiles_are_read_off_between_neighbours() {
        assert_eq!(quantile(&[4.0, 1.0, 2.0, 3.0, 5.0], 0.25), Some(2.0));
        assert_eq!(quantile(&[1.0, 2.0], 0.1), Some(1.1));
        assert_eq!(quantile(&[], 0.1), None);
    }

    #[test]
    fn a_correlation_ratio_sees_a_curve_that_a_correlation_does_not() {
        let x: Vec<f64> = (-100..=100).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| x * x).collect();
        assert!(correlation(&x, &y).abs() < 1e-12);
        assert!(correlation_ratio(&x, &y, 20) > 0.95);
        assert_eq!(correlation_ratio(&[1.0; 201], &y, 20), 0.0);
    }
}
