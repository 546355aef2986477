//! CS: how much of any rise in value the community would keep, by the way the building is held (`scoring.md` C.3).

use crate::domain::asset::{Asset, RentReview, TermOffered};
use crate::domain::criteria::Criteria;
use crate::domain::need::Need;
use crate::matching::grade::{Grade, clamp};

/// What an organisation without an asset lock is taken to pass on to the community (a choice).
const WITHOUT_LOCK: f64 = 0.5;

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
    let (low, high) = [held, left_by_rent, left_by_owner, lock(need)]
        .iter()
        .fold((1.0, 1.0), |(low, high), (least, most)| (low * least, high * most));
    if (high - low).abs() < 1e-12 { Grade::exactly(high, 1.0) } else { Grade::unknown_between(low, high) }
}

/// What the form of an organisation leaves of its share: the least and the most.
#[must_use]
pub fn lock(need: &Need) -> (f64, f64) {
    match need.organisation.legal_form {
        Some(form) if form.is_asset_locked() => exactly(1.0),
        Some(_) => exactly(WITHOUT_LOCK),
        None => (WITHOUT_LOCK, 1.0),
    }
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

#[cfg(test)]
mod tests {
    use super::tenure_share;
    use crate::domain::asset::TermOffered;
    use crate::domain::criteria::Criteria;

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
        assert_eq!(tenure_share(TermOffered::Freehold, &Criteria::default()), 1.0);
    }
}
