//! Economic activity of areas (`scoring.md` C.2): shrunk rates, each ranked among the reference areas, then averaged.

use crate::atlas::Area;
use crate::domain::area::ActivityIndicator;
use crate::domain::criteria::Criteria;
use crate::matching::anchors::Reference;

/// With fewer indicators than this, activity is not known.
const LEAST_INDICATORS: usize = 2;

/// A rate pulled towards the average, so that four shops among few people are not a shopping street:
/// `(count + a) / (base + a / average)`.
#[must_use]
pub fn shrunk_rate(count: f64, base: f64, average: f64, shrinkage: f64) -> f64 {
    if average > 0.0 { (count + shrinkage) / (base + shrinkage / average) } else { 0.0 }
}

/// The activity of every area, in order: the mean of its places among the reference areas, 0 to 1.
#[must_use]
pub fn levels(areas: &[Area], reference: &[usize], criteria: &Criteria) -> Vec<Option<f64>> {
    let mut places: Vec<Vec<f64>> = vec![Vec::new(); areas.len()];
    for indicator in ActivityIndicator::ALL {
        let of = |area: &Area| {
            let count = area.activity.iter().find(|count| count.indicator == *indicator)?;
            (count.base > 0.0 && count.count >= 0.0).then_some((count.count, count.base))
        };
        let (events, base) = reference
            .iter()
            .filter_map(|area| of(&areas[*area]))
            .fold((0.0, 0.0), |(events, base), (count, of)| (events + count, base + of));
        if base <= 0.0 {
            continue;
        }
        let rates: Vec<Option<f64>> = areas
            .iter()
            .map(|area| of(area).map(|(count, of)| shrunk_rate(count, of, events / base, criteria.activity_shrinkage)))
            .collect();
        let ranked = Reference::of(reference.iter().filter_map(|area| rates[*area]));
        for (place, rate) in places.iter_mut().zip(rates) {
            place.extend(rate.and_then(|rate| ranked.percentile(rate)));
        }
    }
    places
        .into_iter()
        .map(|places| (places.len() >= LEAST_INDICATORS).then(|| places.iter().sum::<f64>() / places.len() as f64))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::shrunk_rate;

    #[test]
    fn a_small_area_is_pulled_towards_the_average() {
        // scoring.md C.2: 4 premises, 1,600 people, 20 per 1,000 on average: 6.67 per 1,000, not 2.5.
        assert!((shrunk_rate(4.0, 1.6, 20.0, 10.0) - 6.666_67).abs() < 1e-4);
        assert!(shrunk_rate(0.0, 1.6, 0.0, 10.0).abs() < 1e-12);
    }
}
