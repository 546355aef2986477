//! How house prices of a whole district moved from month to month: the UK House Price Index, as ratios.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use time::Date;

use crate::domain::area::PriceIndexMonth;
use crate::domain::source::SourceId;

/// Months since year 0: January 2026 is 24,312.
#[must_use]
pub fn month_of(date: Date) -> i32 {
    date.year() * 12 + i32::from(u8::from(date.month())) - 1
}

/// The index of each district, from one release each: two releases are never joined, since each has a base of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceIndex(BTreeMap<Arc<str>, BTreeMap<i32, f64>>);

impl PriceIndex {
    /// Takes of each district the release that ends latest; of several, the one that begins earliest, then the one whose
    /// source id comes first. A number that is no index (zero, below, not finite) is as if it were not there.
    #[must_use]
    pub(super) fn of(months: Vec<PriceIndexMonth>) -> Self {
        let mut series: BTreeMap<(Arc<str>, SourceId), BTreeMap<i32, f64>> = BTreeMap::new();
        for month in months.into_iter().filter(|month| month.index.is_finite() && month.index > 0.0) {
            series.entry((month.borough_code, month.source)).or_default().insert(month_of(month.month), month.index);
        }
        let mut best: BTreeMap<Arc<str>, BTreeMap<i32, f64>> = BTreeMap::new();
        let rank = |months: &BTreeMap<i32, f64>| {
            (
                months.last_key_value().map(|(month, _)| *month),
                Reverse(months.first_key_value().map(|(month, _)| *month)),
            )
        };
        // In order of source id, so that only a better release takes the place of one.
        for ((borough, _), months) in series {
            if best.get(&borough).is_none_or(|held| rank(&months) > rank(held)) {
                best.insert(borough, months);
            }
        }
        Self(best)
    }

    /// Whether the index of the district has every one of these months.
    #[must_use]
    pub fn covers(&self, borough_code: &str, mut months: RangeInclusive<i32>) -> bool {
        self.0.get(borough_code).is_some_and(|series| months.all(|month| series.contains_key(&month)))
    }

    /// What a price of one month would be in another, as a ratio; `None` where the index lacks one of the two.
    #[must_use]
    pub fn ratio(&self, borough_code: &str, from_month: i32, to_month: i32) -> Option<f64> {
        let series = self.0.get(borough_code)?;
        Some(series.get(&to_month)? / series.get(&from_month)?)
    }
}

#[cfg(test)]
mod tests {
    use time::Date;
    use time::macros::date;

    use super::{PriceIndex, month_of};
    use crate::atlas::fixture::source;
    use crate::domain::area::PriceIndexMonth;

    fn month(borough: &str, month: Date, index: f64, from: &str) -> PriceIndexMonth {
        PriceIndexMonth { borough_code: borough.into(), month, index, source: source(from) }
    }

    #[test]
    fn a_price_moves_with_the_index_of_its_district() {
        let index = PriceIndex::of(vec![
            month("E08000012", date!(2025 - 12 - 01), 100.0, "hpi"),
            month("E08000012", date!(2026 - 01 - 01), 110.0, "hpi"),
        ]);
        let (december, january) = (month_of(date!(2025 - 12 - 24)), month_of(date!(2026 - 01 - 01)));
        assert_eq!(january - december, 1);
        assert_eq!(index.ratio("E08000012", december, january), Some(1.1));
        assert_eq!(index.ratio("E08000012", january, january), Some(1.0));
        assert_eq!(index.ratio("E08000012", january, january + 1), None, "a month that is not known is not made up");
        assert_eq!(index.ratio("E08000015", december, january), None);
        assert!(index.covers("E08000012", december..=january) && !index.covers("E08000012", december..=january + 1));
    }

    #[test]
    fn two_releases_are_never_joined_and_the_latest_counts_in_any_order_of_loading() {
        let (first, second) = (date!(2026 - 01 - 01), date!(2026 - 02 - 01));
        let mut months = vec![
            month("B", first, 150.0, "rebased"),
            month("B", second, 153.0, "rebased"),
            month("B", first, 100.0, "old"),
            month("B", second, f64::NAN, "old"),
        ];
        let index = PriceIndex::of(months.clone());
        months.reverse();
        assert_eq!(index, PriceIndex::of(months));
        let ratio = index.ratio("B", month_of(first), month_of(second));
        assert_eq!(ratio, Some(153.0 / 150.0));
    }
}
