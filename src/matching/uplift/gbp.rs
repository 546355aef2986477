//! What community activity might add to a value in pounds over ten years: a range that starts at nothing (`scoring.md`
//! C.5).
//!
//! Only for a value that the owner or a valuer has entered; none is ever made up, and ranges are never added together.
//! The effects are assumptions, bounded by studies that found nothing below and a few per cent a year above. It does not
//! reach to neighbours' homes, and it is no valuation.

use crate::domain::criteria::Criteria;
use crate::domain::matches::GbpRange;

/// The range on a value, GBP, where neighbours are dearer by so many log points and the community would keep this share.
#[must_use]
pub fn range(value_gbp: f64, headroom_log: f64, community_share: Option<f64>, criteria: &Criteria) -> GbpRange {
    let gap = headroom_log.max(0.0);
    let rise = |log_points: f64| value_gbp * log_points.exp_m1();
    let [central, high] = criteria.community_effect.map(|effect| rise(effect * gap));
    GbpRange {
        value_gbp,
        low: 0.0,
        central,
        high,
        closing_anyway: rise(criteria.closing_anyway * gap),
        market_low: rise(-criteria.market_band),
        market_high: rise(criteria.market_band),
        kept_central: community_share.map(|share| share * central),
        kept_high: community_share.map(|share| share * high),
    }
}

#[cfg(test)]
mod tests {
    use super::range;
    use crate::domain::criteria::Criteria;

    #[test]
    fn golden_example_g4_holds_to_the_pound() {
        let found = range(250_000.0, 0.348_729, Some(0.953_193), &Criteria::default());
        let golden = [
            (found.low, 0.0),
            (found.central, 3_291.0),
            (found.high, 16_893.0),
            (found.closing_anyway, 14_346.0),
            (found.market_low, -39_084.0),
            (found.market_high, 46_326.0),
            (found.kept_central.unwrap(), 3_137.0),
        ];
        for (found, expected) in golden {
            assert!((found - expected).abs() <= 0.5, "{found}, expected {expected}");
        }
    }

    #[test]
    fn where_neighbours_are_no_dearer_nothing_is_added_and_the_market_still_moves() {
        let found = range(100_000.0, -0.2, None, &Criteria::default());
        assert_eq!((found.low, found.central, found.high, found.closing_anyway), (0.0, 0.0, 0.0, 0.0));
        assert!(found.market_low < 0.0 && found.market_high > 0.0);
        assert_eq!((found.kept_central, found.kept_high), (None, None));
    }
}
