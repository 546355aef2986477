//! Uplift U (`scoring.md` C.2, C.3): headroom, not a forecast, and who would keep any rise.
//!
//! `U = (0.1 + 0.9 L)^0.35 (0.1 + 0.9 A)^0.25 (0.1 + 0.9 H)^0.40`: low value **and** quiet **and** dearer neighbours.
//! An unknown part counts 0.5 with its full range.

use crate::atlas::Sample;
use crate::domain::asset::{Asset, RentReview, TermOffered};
use crate::domain::criteria::Criteria;
use crate::domain::matches::{GapStrength, PriceBasis, UpliftFigures};
use crate::domain::need::Need;
use crate::matching::grade::{Grade, UNKNOWN, clamp};
use crate::matching::location::{mean, percentile};
use crate::matching::prices::Level;

/// What each of L, A, H and the community's share is of what uplift needs to be known (`scoring.md` D.1).
const PARTS_OF_KNOWLEDGE: [f64; 4] = [0.3, 0.2, 0.3, 0.2];

/// What an organisation without an asset lock is taken to pass on to the community (`scoring.md` C.3, a choice).
const WITHOUT_LOCK: f64 = 0.5;

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

/// The uplift figures of one area from its price level, its place by price and its place by activity.
#[must_use]
pub fn of_area(
    level: Option<&Level>,
    price_percentile: Option<f64>,
    activity_percentile: Option<f64>,
    criteria: &Criteria,
) -> Option<UpliftFigures> {
    let gap = level.and_then(|level| level.nearby.map(|nearby| (nearby - level.log_price, level.variance)));
    let parts = [
        price_percentile.map(|place| 1.0 - place),
        activity_percentile.map(|place| 1.0 - place),
        gap.map(|(log_points, _)| headroom(log_points, criteria)),
    ];
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let with = |unknown: f64| uplift(parts.map(|part| part.unwrap_or(unknown)), criteria);
    Some(UpliftFigures {
        value: with(UNKNOWN),
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
        ..UpliftFigures::default()
    })
}

/// U where not one part is known: each counts 0.5 and could be anything.
fn nothing_known(criteria: &Criteria) -> UpliftFigures {
    let with = |part: f64| uplift([part; 3], criteria);
    UpliftFigures { value: with(UNKNOWN), low: with(0.0), high: with(1.0), ..UpliftFigures::default() }
}

/// The share of a rise that a lease of so many years still holds at the horizon; 1 for a freehold. A plain discount at the
/// Green Book's rate, **not** a leasehold valuation.
#[must_use]
pub fn tenure_share(term: TermOffered, criteria: &Criteria) -> f64 {
    match term {
        TermOffered::Freehold => 1.0,
        TermOffered::Years(years) if years <= criteria.horizon_years => 0.0,
        TermOffered::Years(years) => 1.0 - (1.0 + criteria.tenure_rate).powf(-(years - criteria.horizon_years)),
    }
}

/// CS: the share of any rise that the community would keep. While a part is not known, it lies between what the known
/// parts allow and counts 0.5 at the most.
#[must_use]
pub fn community_share(asset: &Asset, need: &Need, criteria: &Criteria) -> Grade {
    let facts = &asset.facts;
    let term = facts.term_offered.as_ref().map(|term| term.value);
    let held = term.map_or((0.0, 1.0), |term| exactly(tenure_share(term, criteria)));
    let left_by_rent = match (term, facts.rent_review.as_ref().map(|review| rent_left(review.value))) {
        (Some(TermOffered::Freehold), _) => exactly(1.0),
        (Some(TermOffered::Years(_)), Some(left)) => exactly(left),
        // It may turn out to be a freehold, which pays no rent.
        (None, Some(left)) => (left, 1.0),
        (_, None) => (0.0, 1.0),
    };
    let left_by_owner = facts.clawback_share.as_ref().map_or((0.0, 1.0), |share| exactly(1.0 - clamp(share.value)));
    let locked = match need.organisation.legal_form {
        Some(form) if form.is_asset_locked() => exactly(1.0),
        Some(_) => exactly(WITHOUT_LOCK),
        None => (WITHOUT_LOCK, 1.0),
    };
    let (low, high) = [held, left_by_rent, left_by_owner, locked]
        .iter()
        .fold((1.0, 1.0), |(low, high), (least, most)| (low * least, high * most));
    if (high - low).abs() < 1e-12 { Grade::exactly(high, 1.0) } else { Grade::unknown_between(low, high) }
}

/// What is left of a rise after the rent has followed it.
const fn rent_left(review: RentReview) -> f64 {
    match review {
        RentReview::Market => 0.0,
        RentReview::Indexed => 0.5,
        RentReview::Fixed | RentReview::Peppercorn => 1.0,
    }
}

const fn exactly(value: f64) -> (f64, f64) {
    (value, value)
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

/// U of a pair with its range and how much of it is known.
#[must_use]
pub fn of_pair(place: Option<&UpliftFigures>, place_quality: f64, share: &Grade, criteria: &Criteria) -> Grade {
    let known = |known: bool, part: f64| if known { part } else { 0.0 };
    let [low_value, activity, headroom, community] = PARTS_OF_KNOWLEDGE;
    let of_place = place.map_or(0.0, |place| {
        let prices = place.basis.map_or(1.0, price_quality);
        known(place.low_value.is_some(), low_value * prices)
            + known(place.activity_quiet.is_some(), activity)
            + known(place.headroom.is_some(), headroom * prices)
    });
    let figures = place.copied().unwrap_or_else(|| nothing_known(criteria));
    let UpliftFigures { value: used, low, high, .. } = figures;
    let quality = of_place * place_quality + known(share.value.is_some(), community);
    let value = kept(used, share.used);
    Grade {
        value: place.map(|_| value),
        used: value,
        low: kept(low, share.low),
        high: kept(high, share.high),
        quality,
        asked: true,
    }
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
    use super::{gap_probability, headroom, kept, normal, of_area, strength, tenure_share, uplift};
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
    fn the_golden_tenure_shares_hold() {
        let golden = [
            (10.0, 0.0),
            (15.0, 0.1580),
            (25.0, 0.4031),
            (30.0, 0.4974),
            (50.0, 0.7474),
            (99.0, 0.9532),
            (125.0, 0.9809),
        ];
        for (years, expected) in golden {
            let found = tenure_share(TermOffered::Years(years), &Criteria::default());
            assert!((found - expected).abs() < 5e-5, "{years} years: {found}");
        }
        near(tenure_share(TermOffered::Freehold, &Criteria::default()), 1.0);
    }

    #[test]
    fn the_golden_shares_kept_hold() {
        let share = |years: f64| tenure_share(TermOffered::Years(years), &Criteria::default());
        near(kept(0.854_354, 1.0), 0.854_354);
        near(kept(0.854_354, share(99.0)), 0.834_359);
        near(kept(0.854_354, share(25.0)), 0.599_376);
        near(kept(0.854_354, share(25.0) * 0.5), 0.513_276);
        near(kept(0.854_354, 0.0), 0.427_177);
    }

    #[test]
    fn the_normal_distribution_holds_at_known_points() {
        for (z, expected) in [(0.0, 0.5), (1.0, 0.841_344_75), (-1.96, 0.024_997_9), (3.0, 0.998_650_1)] {
            assert!((normal(z) - expected).abs() < 1e-6, "{z}");
        }
    }
}
