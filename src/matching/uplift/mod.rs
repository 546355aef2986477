//! Uplift U (`scoring.md` C.2, C.3): headroom, not a forecast, and who would keep any rise.
//!
//! `U = (0.1 + 0.9 L)^0.35 (0.1 + 0.9 A)^0.25 (0.1 + 0.9 H)^0.40`: low value **and** quiet **and** dearer neighbours.
//! An unknown part counts 0.5 with its full range.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | U of a place and of a pair |
//! | [`share`] | CS: how much of a rise the community would keep, by tenure |
//! | [`displacement`] | the flag beside U, which may cap it and never raises it |
//! | [`gbp`] | the range in pounds on a value somebody has entered |
//!
//! It never says that prices are going anywhere, and never makes up a value. A new part of U is a new file and a row of
//! `PARTS_OF_KNOWLEDGE`, together with the golden vectors of `scoring.md`.

pub mod displacement;
pub mod gbp;
pub mod share;

use crate::atlas::Sample;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{DisplacementRisk, GapStrength, PlaceFigures, PriceBasis, UpliftFigures};
use crate::matching::activity::Activity;
use crate::matching::grade::{Grade, clamp};
use crate::matching::location::{mean, percentile};
use crate::matching::prices::Level;

/// What each of L, A, H and the community's share is of what uplift needs to be known (`scoring.md` D.1).
const PARTS_OF_KNOWLEDGE: [f64; 4] = [0.3, 0.2, 0.3, 0.2];

/// U of low value, low activity and headroom, each 0 to 1.
#[must_use]
pub fn uplift(parts: [f64; 3], criteria: &Criteria) -> f64 {
    let floor = criteria.uplift_floor;
    parts
        .iter()
        .zip(&criteria.uplift_exponents)
        .map(|(part, power)| (floor + (1.0 - floor) * part).powf(*power))
        .product()
}

/// H of headroom in log points.
#[must_use]
pub fn headroom(log_points: f64, criteria: &Criteria) -> f64 {
    let [none, full] = criteria.headroom_anchors;
    clamp((log_points - none) / (full - none))
}

/// How sure it is that neighbours are dearer by more than a tenth: `P(h > 0.10)`.
#[must_use]
pub fn gap_probability(log_points: f64, variance: f64, criteria: &Criteria) -> f64 {
    normal((log_points - 0.10) / (variance + criteria.neighbour_variance).sqrt())
}

/// That probability in words.
#[must_use]
pub fn strength(probability: f64) -> GapStrength {
    match probability {
        p if p >= 0.90 => GapStrength::Clear,
        p if p >= 0.70 => GapStrength::Likely,
        _ => GapStrength::None,
    }
}

/// The uplift figures of one area from its price level, its place by price, and its activity, whose `level` is its place
/// among the reference areas here.
#[must_use]
pub fn of_area(
    level: Option<&Level>,
    price_percentile: Option<f64>,
    activity: Option<Activity>,
    criteria: &Criteria,
) -> Option<UpliftFigures> {
    let gap = level.and_then(|level| level.nearby.map(|nearby| (nearby - level.log_price, level.variance)));
    let parts = [
        price_percentile.map(|place| 1.0 - place),
        activity.map(|activity| 1.0 - activity.level),
        gap.map(|(log_points, _)| headroom(log_points, criteria)),
    ];
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let with = |unknown: f64| uplift(parts.map(|part| part.unwrap_or(unknown)), criteria);
    Some(UpliftFigures {
        value: with(criteria.unknown),
        low: with(0.0),
        high: with(1.0),
        low_value: parts[0],
        activity_quiet: parts[1],
        headroom: parts[2],
        headroom_log: gap.map(|(log_points, _)| log_points),
        sales: level.map(|level| level.sales),
        borrowed: level.map(|level| level.borrowed),
        strength: gap.map(|(log_points, variance)| strength(gap_probability(log_points, variance, criteria))),
        log_price: level.map(|level| level.log_price),
        variance: level.map(|level| level.variance),
        nearby: level.and_then(|level| level.nearby),
        basis: level.map(|level| level.basis),
        like_for_like: level.is_some_and(|level| level.like_for_like),
        activity_quality: activity.map(|activity| activity.quality),
    })
}

/// The uplift figures of a coarse place: those of its one area; over several, the average by people with the 10th and
/// 90th percentile as the range, a part being known only where all of them know it.
#[must_use]
pub fn over(
    samples: &[Sample],
    of_area: impl Fn(usize) -> Option<UpliftFigures>,
    criteria: &Criteria,
) -> Option<UpliftFigures> {
    let first = samples.first()?.area;
    if let Some(area) = first
        && samples.iter().all(|sample| sample.area == first)
    {
        return of_area(area);
    }
    let nothing = nothing_known(criteria);
    let figures: Vec<(Option<UpliftFigures>, f64)> =
        samples.iter().map(|sample| (sample.area.and_then(&of_area), sample.weight)).collect();
    if figures.iter().all(|(figures, _)| figures.is_none()) {
        return None;
    }
    let of = |part: fn(&UpliftFigures) -> f64| -> Vec<(f64, f64)> {
        figures.iter().map(|(figures, weight)| (part(figures.as_ref().unwrap_or(&nothing)), *weight)).collect()
    };
    let known = |part: fn(&UpliftFigures) -> Option<f64>| -> Option<f64> {
        let all: Option<Vec<(f64, f64)>> =
            figures.iter().map(|(figures, weight)| Some((part(figures.as_ref()?)?, *weight))).collect();
        all.map(|all| mean(&all))
    };
    let value = mean(&of(|figures| figures.value));
    Some(UpliftFigures {
        value,
        low: percentile(&of(|figures| figures.low), 0.1).min(value),
        high: percentile(&of(|figures| figures.high), 0.9).max(value),
        low_value: known(|figures| figures.low_value),
        activity_quiet: known(|figures| figures.activity_quiet),
        headroom: known(|figures| figures.headroom),
        headroom_log: known(|figures| figures.headroom_log),
        sales: None,
        borrowed: known(|figures| figures.borrowed),
        strength: None,
        // Where some of it is known from sectors, no more is claimed of the whole.
        basis: figures.iter().filter_map(|(figures, _)| figures.as_ref()?.basis).max(),
        like_for_like: figures.iter().all(|(figures, _)| figures.as_ref().is_some_and(|figures| figures.like_for_like)),
        activity_quality: known(|figures| figures.activity_quality),
        ..UpliftFigures::default()
    })
}

/// U where not one part is known: each counts 0.5 and could be anything.
fn nothing_known(criteria: &Criteria) -> UpliftFigures {
    let with = |part: f64| uplift([part; 3], criteria);
    UpliftFigures { value: with(criteria.unknown), low: with(0.0), high: with(1.0), ..UpliftFigures::default() }
}

/// U of a place as it counts, what is not known of it at 0.5.
#[must_use]
pub fn of_place(place: &PlaceFigures, criteria: &Criteria) -> UpliftFigures {
    place.uplift.unwrap_or_else(|| nothing_known(criteria))
}

/// `U_match`: the place's uplift, half of it counting only as far as the community would keep it.
#[must_use]
pub fn kept(uplift: f64, community_share: f64) -> f64 {
    uplift * (0.5 + 0.5 * community_share)
}

/// How well prices are known from sales, and from yearly averages of sectors: an estimate (`scoring.md` section 5).
#[must_use]
pub const fn price_quality(basis: PriceBasis) -> f64 {
    match basis {
        PriceBasis::Sales => 1.0,
        PriceBasis::Sectors => 0.7,
    }
}

/// `U_match` with the cap of `scoring.md` C.4: a high risk of displacement keeps a rise that would mostly leave the
/// community from counting for more than half. The cap lowers or leaves, never raises.
#[must_use]
pub fn matched(uplift: f64, community_share: f64, high_risk: bool, criteria: &Criteria) -> f64 {
    let kept = kept(uplift, community_share);
    if high_risk && community_share < criteria.displacement_share { kept.min(criteria.displacement_cap) } else { kept }
}

/// U of a pair with its range and how much of it is known.
///
/// The range holds every way in which the gaps could be filled: its low end takes the cap if the risk *could* be high, its
/// high end only if the risk *is*. What is not known of the community's share counts 0.5, so the cap applies to it.
#[must_use]
pub fn of_pair(place: &PlaceFigures, share: &Grade, criteria: &Criteria) -> Grade {
    let known = |known: bool, part: f64| if known { part } else { 0.0 };
    let [low_value, activity, headroom, community] = PARTS_OF_KNOWLEDGE;
    let known_of_place = place.uplift.as_ref().map_or(0.0, |figures| {
        let prices = figures.basis.map_or(1.0, price_quality);
        known(figures.low_value.is_some(), low_value * prices)
            + activity * figures.activity_quality.unwrap_or(0.0)
            + known(figures.headroom.is_some(), headroom * prices)
    });
    let UpliftFigures { value: used, low, high, .. } = of_place(place, criteria);
    let is_high = place.displacement.risk() == Some(DisplacementRisk::High);
    let value = matched(used, share.used, is_high, criteria);
    Grade {
        value: place.uplift.map(|_| value),
        used: value,
        low: matched(low, share.low, place.displacement.could_be_high(), criteria),
        high: matched(high, share.high, is_high, criteria),
        quality: known_of_place * place.quality + known(share.value.is_some(), community),
        asked: true,
    }
}

/// Whether the cap lowers `U_match` of a pair.
#[must_use]
pub fn is_capped(place: &PlaceFigures, share: &Grade, criteria: &Criteria) -> bool {
    let used = place.uplift.unwrap_or_else(|| nothing_known(criteria)).value;
    let is_high = place.displacement.risk() == Some(DisplacementRisk::High);
    matched(used, share.used, is_high, criteria) < kept(used, share.used)
}

/// The normal distribution function, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17).
fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let series =
        t * (0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt() * series;
    if z >= 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::share::tenure_share;
    use super::{gap_probability, headroom, kept, matched, normal, of_area, strength, uplift};
    use crate::domain::asset::TermOffered;
    use crate::domain::criteria::Criteria;
    use crate::domain::matches::{GapStrength, PriceBasis};
    use crate::matching::prices::Level;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found}, expected {expected}");
    }

    fn g4() -> Level {
        Level {
            sales: 6,
            borrowed: 0.225_046,
            log_price: 11.501_271,
            variance: 0.014_065_4,
            nearby: Some(11.85),
            basis: PriceBasis::Sales,
            like_for_like: true,
            growth_log: None,
        }
    }

    #[test]
    fn golden_example_g4_holds() {
        let criteria = Criteria::default();
        let gap = 11.85 - g4().log_price;
        near(gap, 0.348_729);
        assert!((gap_probability(gap, g4().variance, &criteria) - 0.978_98).abs() < 1e-5);
        assert!((headroom(gap, &criteria) - 0.897_458).abs() < 1e-6);
        near(uplift([0.88, 0.70, 0.897_458], &criteria), 0.854_354);
        let unknown_activity = of_area(Some(&g4()), Some(0.12), None, &criteria).unwrap();
        near(unknown_activity.value, 0.795_972);
        near(unknown_activity.low, 0.519_765);
        near(unknown_activity.high, 0.924_287);
        assert_eq!(unknown_activity.strength, Some(GapStrength::Clear));
        assert_eq!(strength(0.8), GapStrength::Likely);
        assert_eq!(strength(0.5), GapStrength::None);
    }

    #[test]
    fn an_area_of_which_nothing_is_known_has_no_uplift_figures() {
        assert_eq!(of_area(None, None, None, &Criteria::default()), None);
    }

    #[test]
    fn the_golden_table_of_tenures_and_flags_holds() {
        let share = |years: f64| tenure_share(TermOffered::Years(years), &Criteria::default());
        let golden = [
            (1.0, 0.854_354, 0.854_354),
            (share(99.0), 0.834_359, 0.834_359),
            (share(25.0), 0.599_376, 0.5),
            (share(25.0) * 0.5, 0.513_276, 0.5),
            (0.0, 0.427_177, 0.427_177),
        ];
        for (share, medium, high) in golden {
            near(matched(0.854_354, share, false, &Criteria::default()), medium);
            near(matched(0.854_354, share, true, &Criteria::default()), high);
            near(kept(0.854_354, share), medium);
        }
    }

    #[test]
    fn the_normal_distribution_holds_at_known_points() {
        for (z, expected) in [(0.0, 0.5), (1.0, 0.841_344_75), (-1.96, 0.024_997_9), (3.0, 0.998_650_1)] {
            assert!((normal(z) - expected).abs() < 1e-6, "{z}");
        }
    }
}
