//! Properties 2, 8, 10 and 11 of `scoring.md` G.3 for uplift, on random places, tenures and signals.

use proptest::prelude::*;

use crate::domain::asset::TermOffered;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Displacement, PlaceFigures, PriceBasis, UpliftFigures};
use crate::matching::activity::Activity;
use crate::matching::grade::Grade;
use crate::matching::prices::Level;
use crate::matching::uplift::gbp::range;
use crate::matching::uplift::share::tenure_share;
use crate::matching::uplift::{is_capped, kept, matched, of_area, of_pair, uplift};

fn signals() -> impl Strategy<Value = [Option<bool>; 4]> {
    prop::array::uniform4(prop::option::of(any::<bool>()))
}

/// A share of any rise that the community would keep: known, or between bounds.
fn share() -> impl Strategy<Value = Grade> {
    (0.0..=1.0f64, 0.0..=1.0f64, any::<bool>()).prop_map(|(one, other, known)| {
        if known { Grade::exactly(one, 1.0) } else { Grade::unknown_between(one.min(other), one.max(other)) }
    })
}

/// The figures of an area of which each part may be unknown.
fn place_with(parts: [Option<f64>; 3], signals: [Option<bool>; 4]) -> PlaceFigures {
    let criteria = Criteria::default();
    let with = |unknown: f64| uplift(parts.map(|part| part.unwrap_or(unknown)), &criteria);
    let figures = UpliftFigures {
        value: with(0.5),
        low: with(0.0),
        high: with(1.0),
        low_value: parts[0],
        activity_quiet: parts[1],
        headroom: parts[2],
        activity_quality: parts[1].map(|_| 1.0),
        ..UpliftFigures::default()
    };
    PlaceFigures {
        uplift: Some(figures),
        quality: 1.0,
        displacement: Displacement { signals },
        ..PlaceFigures::default()
    }
}

proptest! {
    // Property 2: U in each of its parts, U_match in the share kept, with and without the cap.
    #[test]
    fn uplift_never_falls_as_a_part_or_the_share_kept_grows(
        parts in prop::array::uniform3(0.0..=1.0f64), which in 0usize..3, more in 0.0..=1.0f64,
        share in 0.0..=1.0f64, high in any::<bool>(),
    ) {
        let criteria = Criteria::default();
        let mut better = parts;
        better[which] += (1.0 - better[which]) * more;
        let [before, after] = [parts, better].map(|parts| uplift(parts, &criteria));
        prop_assert!(after >= before - 1e-12 && (0.1..=1.0 + 1e-12).contains(&before));
        let larger = share + (1.0 - share) * more;
        prop_assert!(kept(before, larger) >= kept(before, share) - 1e-12);
        prop_assert!(matched(before, larger, high, &criteria) >= matched(before, share, high, &criteria) - 1e-12);
        prop_assert!(matched(after, share, high, &criteria) >= matched(before, share, high, &criteria) - 1e-12);
    }

    // Property 2 from the figures themselves: cheaper, quieter or with dearer neighbours, an area never has less.
    #[test]
    fn a_cheaper_quieter_place_with_dearer_neighbours_never_has_less_uplift(
        price in 0.0..=1.0f64, activity in 0.0..=1.0f64, gap in -0.6..0.6f64, step in 0.0..0.4f64, which in 0usize..3,
    ) {
        let of = |price: f64, activity: f64, gap: f64| {
            let level = Level {
                sales: 20,
                borrowed: 0.1,
                log_price: 11.5,
                variance: 0.01,
                nearby: Some(11.5 + gap),
                basis: PriceBasis::Sales,
                like_for_like: true,
                growth_log: None,
            };
            let activity = Activity { level: activity.clamp(0.0, 1.0), quality: 0.7 };
            of_area(Some(&level), Some(price.clamp(0.0, 1.0)), Some(activity), &Criteria::default()).unwrap().value
        };
        let step_of = |part: usize| if part == which { step } else { 0.0 };
        let after = of(price - step_of(0), activity - step_of(1), gap + step_of(2));
        prop_assert!(after >= of(price, activity, gap) - 1e-12);
    }

    // Property 10.
    #[test]
    fn a_longer_lease_never_keeps_less_and_never_all(years in 0.0..400.0f64, more in 0.0..200.0f64) {
        let criteria = Criteria::default();
        let share = |years: f64| tenure_share(TermOffered::Years(years), &criteria);
        prop_assert!(share(years + more) >= share(years));
        prop_assert!((0.0..1.0).contains(&share(years)), "{years} years: {}", share(years));
        prop_assert_eq!(share(years.min(criteria.horizon_years)), 0.0);
        prop_assert_eq!(tenure_share(TermOffered::Freehold, &criteria), 1.0);
    }

    // Property 11, and that the range always holds the value.
    #[test]
    fn one_more_sign_of_displacement_never_raises_uplift(
        parts in prop::array::uniform3(prop::option::of(0.0..=1.0f64)), signals in signals(), which in 0usize..4,
        share in share(),
    ) {
        let criteria = Criteria::default();
        let with = |signal: Option<bool>| {
            let mut signals = signals;
            signals[which] = signal;
            let place = place_with(parts, signals);
            (of_pair(&place, &share, &criteria), is_capped(&place, &share, &criteria))
        };
        let ((there, capped), (absent, _), (unknown, _)) = (with(Some(true)), with(Some(false)), with(None));
        for grade in [there, absent, unknown] {
            prop_assert!(grade.low <= grade.used && grade.used <= grade.high, "{grade:?}");
        }
        prop_assert!(there.used <= absent.used && there.low <= absent.low && there.high <= absent.high);
        prop_assert!(there.used <= unknown.used && unknown.used <= absent.used);
        prop_assert!(!capped || (there.used - criteria.displacement_cap).abs() < 1e-12);
        let plain = of_pair(&place_with(parts, [Some(false); 4]), &share, &criteria);
        prop_assert!(there.used <= plain.used, "the flag never raises");
    }

    // Property 8 for uplift: filling a gap in the signals, the parts or the share lands inside the old range.
    #[test]
    fn filling_a_gap_of_uplift_lands_inside_the_old_range(
        parts in prop::array::uniform3(prop::option::of(0.0..=1.0f64)), full in prop::array::uniform3(0.0..=1.0f64),
        some in signals(), answers in prop::array::uniform4(any::<bool>()), share in share(), kept in 0.0..=1.0f64,
    ) {
        let criteria = Criteria::default();
        let before = of_pair(&place_with(parts, some), &share, &criteria);
        let filled: [Option<f64>; 3] = std::array::from_fn(|index| parts[index].or(Some(full[index])));
        let answered = std::array::from_fn(|index| some[index].or(Some(answers[index])));
        let known = Grade::exactly(share.low + (share.high - share.low) * kept, 1.0);
        let after = of_pair(&place_with(filled, answered), &known, &criteria);
        prop_assert!(before.low - 1e-12 <= after.low && after.high <= before.high + 1e-12, "{before:?} then {after:?}");
        prop_assert!(after.quality >= before.quality - 1e-12);
    }

    #[test]
    fn the_range_in_pounds_starts_at_nothing_and_is_in_order(
        value in 1.0..5e6f64, gap in -1.0..1.5f64, wider in 0.0..1.0f64, share in prop::option::of(0.0..=1.0f64),
    ) {
        let criteria = Criteria::default();
        let found = range(value, gap, share, &criteria);
        prop_assert_eq!(found.low, 0.0);
        prop_assert!(0.0 <= found.central && found.central <= found.high);
        prop_assert!(found.market_low < 0.0 && 0.0 < found.market_high);
        prop_assert!(found.kept_central.is_none_or(|kept| (0.0..=found.central).contains(&kept)));
        prop_assert!(found.kept_high.is_none_or(|kept| (0.0..=found.high).contains(&kept)));
        let more = range(value, gap + wider, share, &criteria);
        prop_assert!(more.central >= found.central && more.high >= found.high);
    }
}
