//! How busy areas are (`scoring.md` C.2): shrunk rates, each ranked among the reference areas, then averaged.
//!
//! Five indicators, each a row of [`rates`]. With fewer than two, activity is not known: an area without counts is not a
//! quiet one. Home sales are market activity, not economy: they are the second indicator where exactly one of the other
//! four is known, and are left out where two or more are, or none is.
//!
//! Two things it never does. It takes no count for zero because a file left it out or withheld it. And it does not count
//! the candidate building, as far as that can be known: an empty one is in no count of jobs, businesses or premises; in
//! the share of premises in use it is one of the base, which the shrinkage keeps from telling. Counts are published
//! totals, out of which one building cannot be taken, so whoever makes a list of premises by hand should leave out the
//! buildings that are on offer.
//!
//! To add an indicator: a word in `AreaIndicator`, a row in [`rates`], and its base in `atlas/counts.rs`.

mod home_sales;
mod jobs;

use crate::atlas::{Area, Atlas, Counted};
use crate::domain::area::AreaIndicator;
use crate::domain::criteria::Criteria;
use crate::matching::anchors::Reference;

/// With fewer indicators than this, activity is not known.
const LEAST_INDICATORS: usize = 2;

/// How well a rate is known that was counted over an MSOA, or over something that stands in for its true base.
const ESTIMATED: f64 = 0.7;

/// How busy an area is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// The mean of its places among the reference areas, 0 to 1; to be ranked once more.
    pub level: f64,
    /// How well that is known, 0 to 1: the mean over the indicators.
    pub quality: f64,
}

/// A count and what it is out of, before it is made a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rate {
    count: f64,
    base: f64,
    quality: f64,
}

impl Rate {
    fn of(counted: &Counted) -> Self {
        let quality = if counted.over_middle_layer { ESTIMATED } else { 1.0 };
        Self { count: counted.count, base: counted.base, quality }
    }
}

/// What is counted of an area.
fn counted(area: &Area, indicator: AreaIndicator) -> Option<&Counted> {
    area.counts.iter().find(|counted| counted.indicator == indicator)
}

/// A rate pulled towards the average, so that four shops among few people are not a shopping street:
/// `(count + a) / (base + a / average)`.
#[must_use]
pub fn shrunk_rate(count: f64, base: f64, average: f64, shrinkage: f64) -> f64 {
    if average > 0.0 { (count + shrinkage) / (base + shrinkage / average) } else { 0.0 }
}

/// The rates of every area, in order, for the four indicators of the economy.
fn rates(atlas: &Atlas, criteria: &Criteria) -> [Vec<Option<Rate>>; 4] {
    let plain = |indicator| atlas.areas().iter().map(|area| counted(area, indicator).map(Rate::of)).collect();
    [
        jobs::rates(atlas, criteria),
        plain(AreaIndicator::LocalUnits),
        plain(AreaIndicator::Premises),
        plain(AreaIndicator::OccupiedPremises),
    ]
}

/// How busy every area is, in order; `None` where fewer than two indicators are known.
#[must_use]
pub fn levels(atlas: &Atlas, reference: &[usize], criteria: &Criteria) -> Vec<Option<Activity>> {
    let mut known: Vec<Vec<(f64, f64)>> = vec![Vec::new(); atlas.areas().len()];
    for rates in rates(atlas, criteria) {
        for (known, place) in known.iter_mut().zip(places(&rates, reference, criteria)) {
            known.extend(place);
        }
    }
    let home_sales = places(&home_sales::rates(atlas.areas()), reference, criteria);
    for (known, place) in known.iter_mut().zip(home_sales) {
        if known.len() + 1 == LEAST_INDICATORS {
            known.extend(place);
        }
    }
    known.iter().map(|known| mean(known)).collect()
}

/// The place of each area among the reference areas by one indicator, with how well it is known.
fn places(rates: &[Option<Rate>], reference: &[usize], criteria: &Criteria) -> Vec<Option<(f64, f64)>> {
    let (events, base) = reference
        .iter()
        .filter_map(|area| rates[*area])
        .fold((0.0, 0.0), |(events, base), rate| (events + rate.count, base + rate.base));
    if base <= 0.0 {
        return vec![None; rates.len()];
    }
    let shrunk = |rate: Rate| shrunk_rate(rate.count, rate.base, events / base, criteria.activity_shrinkage);
    let ranked = Reference::of(reference.iter().filter_map(|area| rates[*area].map(shrunk)));
    rates.iter().map(|rate| rate.and_then(|rate| Some((ranked.percentile(shrunk(rate))?, rate.quality)))).collect()
}

fn mean(known: &[(f64, f64)]) -> Option<Activity> {
    let count = known.len() as f64;
    (known.len() >= LEAST_INDICATORS).then(|| Activity {
        level: known.iter().map(|(place, _)| place).sum::<f64>() / count,
        quality: known.iter().map(|(_, quality)| quality).sum::<f64>() / count,
    })
}

#[cfg(test)]
mod tests {
    use super::{Activity, levels, mean, shrunk_rate};
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{board, source};
    use crate::domain::area::{AreaCode, AreaCount, AreaIndicator};
    use crate::domain::criteria::Criteria;
    use crate::domain::holdings::Holdings;

    #[test]
    fn a_small_area_is_pulled_towards_the_average() {
        // scoring.md C.2: 4 premises, 1,600 people, 20 per 1,000 on average: 6.67 per 1,000, not 2.5.
        assert!((shrunk_rate(4.0, 1.6, 20.0, 10.0) - 6.666_67).abs() < 1e-4);
        assert!(shrunk_rate(0.0, 1.6, 0.0, 10.0).abs() < 1e-12);
    }

    fn count(number: usize, indicator: AreaIndicator, count: f64) -> AreaCount {
        AreaCount {
            code: AreaCode::new(format!("E0199{number:04}")),
            area_name: None,
            indicator,
            count,
            base: Some(1_000.0),
            period: "2024".to_owned(),
            source: source("counts"),
        }
    }

    /// A board of nine areas with these counts only, and without sales or with more of them the higher the number.
    fn found(activity: Vec<AreaCount>, with_sales: bool) -> Vec<Option<Activity>> {
        let mut holdings = Holdings { activity, ..board(3) };
        // An area has twelve sales, of which the four latest are of incomplete months: 1, 1, 2, 3 ... 8 remain.
        holdings.sales.retain(|sale| {
            let id = usize::try_from(sale.id.halves()[1]).unwrap();
            let (number, quarter, nth) = (id / 15, id % 15 / 3, id % 3);
            with_sales && (nth == 0 || quarter * 2 + nth - 1 < 1 + number * 7 / 8)
        });
        let atlas = Atlas::build(holdings);
        levels(&atlas, &(0..9).collect::<Vec<_>>(), &Criteria::default())
    }

    #[test]
    fn one_indicator_is_not_enough_and_two_are() {
        let one: Vec<AreaCount> = (0..9).map(|n| count(n, AreaIndicator::Premises, n as f64)).collect();
        assert!(found(one.clone(), true).iter().all(Option::is_none));
        let mut two = one;
        two.push(count(4, AreaIndicator::OccupiedPremises, 700.0));
        let found = found(two, true);
        assert_eq!(found.iter().filter(|activity| activity.is_some()).count(), 1);
        // In the middle by premises and alone by the other: half and half.
        assert!((found[4].unwrap().level - 0.5).abs() < 1e-9 && (found[4].unwrap().quality - 1.0).abs() < 1e-9);
    }

    #[test]
    fn home_sales_count_as_the_second_indicator_and_never_as_the_first_or_third() {
        let households: Vec<AreaCount> = (0..9).map(|n| count(n, AreaIndicator::PrivateRented, 200.0)).collect();
        assert!(found(households.clone(), true).iter().all(Option::is_none), "home sales alone");
        let mut with_one = households;
        with_one.extend((0..9).map(|n| count(n, AreaIndicator::Premises, n as f64)));
        assert!(found(with_one.clone(), false).iter().all(Option::is_none), "no sales, no rate of them");
        let second = found(with_one.clone(), true);
        for (n, activity) in second.iter().enumerate() {
            let place = |n: f64| (n + 0.5) / 9.0;
            // The first two areas have as many sales as each other.
            let by_sales = if n < 2 { place(0.5) } else { place(n as f64) };
            let expected = 0.5 * (place(n as f64) + by_sales);
            assert!((activity.unwrap().level - expected).abs() < 1e-9, "{n}: {activity:?}");
            assert!((activity.unwrap().quality - 0.85).abs() < 1e-9, "households stand in for dwellings");
        }
        with_one.extend((0..9).map(|n| count(n, AreaIndicator::LocalUnits, 9.0 - n as f64)));
        for (n, activity) in found(with_one, true).iter().enumerate() {
            assert!((activity.unwrap().level - 0.5).abs() < 1e-9, "{n}: a third would change it");
        }
    }

    #[test]
    fn more_of_an_indicator_never_makes_an_area_quieter() {
        let with = |premises: f64| {
            let counts = (0..9).flat_map(|n| {
                let own = if n == 3 { premises } else { 2.0 * n as f64 };
                [count(n, AreaIndicator::Premises, own), count(n, AreaIndicator::LocalUnits, 5.0)]
            });
            found(counts.collect(), false)[3].unwrap().level
        };
        let levels: Vec<f64> = [0.0, 1.0, 5.0, 9.0, 17.0, 80.0].into_iter().map(with).collect();
        assert!(levels.is_sorted(), "{levels:?}");
    }

    #[test]
    fn the_quality_is_the_mean_over_the_indicators() {
        assert_eq!(mean(&[(0.2, 1.0)]), None);
        let activity = mean(&[(0.2, 1.0), (0.4, 0.7), (0.9, 0.7)]).unwrap();
        assert!((activity.level - 0.5).abs() < 1e-12 && (activity.quality - 0.8).abs() < 1e-12);
    }
}
