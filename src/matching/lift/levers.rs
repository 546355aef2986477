//! The levers: what could be changed in an asset or a need, from where, in which steps, and how far.

use time::{Date, Duration};

use crate::domain::asset::{Asset, Condition, Planning, StepFree, TermOffered};
use crate::domain::criteria::Estimate;
use crate::domain::need::{Need, StepFreeNeed};
use crate::domain::source::Fact;
use crate::matching::cost::{backlog, optimism_bias};
use crate::matching::pair::{FloorArea, Pair};
use crate::matching::suitability::{COST_THAT_COUNTS_NOTHING, latest_start, too_late_days};
use crate::matching::words::step_gbp;
use crate::vocabulary;

/// Leases are let for whole years, and longer than this they are as good as a freehold.
const LONGEST_LEASE_YEARS: f64 = 125.0;
/// The furthest a start could be put off, days.
const LONGEST_WAIT_DAYS: f64 = 3_650.0;

vocabulary! {
    /// One thing that could be changed, in the order in which equals are chosen.
    Lever {
        Budget = "budget", "the yearly budget, GBP";
        Capital = "capital", "the money secured for works, GBP";
        Ideal = "ideal", "the floor area wanted, m2";
        Least = "least", "the least floor area that would do, m2";
        Most = "most", "the most floor area that is no burden, m2";
        TermOffered = "term-offered", "the lease on offer, years";
        TermRequired = "term-required", "the lease wanted, years";
        Start = "start", "the latest start, days later";
        Rent = "rent", "the rent, GBP a year";
        Sharing = "sharing", "sharing the building";
        Repairs = "repairs", "repairs done by the owner";
        StepFree = "step-free", "step-free access";
        Permission = "permission", "planning permission";
        Freehold = "freehold", "the freehold";
    }
}

/// The round numbers that a lever could be moved to, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    from: f64,
    /// What a change is a share of.
    whole: f64,
    scale: Scale,
    /// The number of the scale at or short of where it stands.
    start: i64,
    upwards: bool,
    /// How many steps there are.
    pub count: u32,
}

/// Round numbers in order, each with its place among them.
#[derive(Clone, Copy, Debug)]
enum Scale {
    /// Multiples of a step.
    Every(f64),
    /// The lengths that leases are let for: each year up to ten, then every fifth.
    Leases,
}

const SHORT_LEASE_YEARS: f64 = 10.0;
const LEASE_STEP_YEARS: f64 = 5.0;

impl Scale {
    /// How far along the scale a value is: whole numbers are on it.
    fn along(self, value: f64) -> f64 {
        match self {
            Self::Every(step) => value / step,
            Self::Leases if value <= SHORT_LEASE_YEARS => value,
            Self::Leases => SHORT_LEASE_YEARS + (value - SHORT_LEASE_YEARS) / LEASE_STEP_YEARS,
        }
    }

    fn value(self, place: i64) -> f64 {
        let place = place as f64;
        match self {
            Self::Every(step) => step * place,
            Self::Leases if place <= SHORT_LEASE_YEARS => place,
            Self::Leases => SHORT_LEASE_YEARS + (place - SHORT_LEASE_YEARS) * LEASE_STEP_YEARS,
        }
    }
}

impl Steps {
    /// What is either done or not.
    const ONCE: Self = Self { from: 0.0, whole: 1.0, scale: Scale::Every(1.0), start: 0, upwards: true, count: 1 };

    /// Steps away from a value until the first at or beyond the limit.
    fn towards(from: f64, limit: f64, scale: Scale) -> Self {
        let upwards = limit > from;
        let (start, end) = if upwards {
            (scale.along(from).floor() as i64, scale.along(limit).ceil() as i64)
        } else {
            (scale.along(from).ceil() as i64, scale.along(limit).floor() as i64)
        };
        let count = u32::try_from((end - start).abs()).unwrap_or(0);
        Self { from, whole: from, scale, start, upwards, count }
    }

    /// The value of a step, the first of which is 1.
    #[must_use]
    pub fn value(&self, step: u32) -> f64 {
        let step = i64::from(step);
        self.scale.value(if self.upwards { self.start + step } else { self.start - step })
    }

    /// How large a change a value is; from nothing to something is a whole.
    #[must_use]
    pub fn size(&self, to: f64) -> f64 {
        if self.whole > 0.0 { (to - self.from).abs() / self.whole } else { 1.0 }
    }
}

impl Lever {
    /// Whether it is of the organisation's own money, which the public never reads.
    #[must_use]
    pub const fn is_private(self) -> bool {
        matches!(self, Self::Budget | Self::Capital)
    }

    /// The steps it could be moved in; `None` where it is not known, not asked for or as good as it can be.
    pub(super) fn steps(self, pair: &Pair<'_>) -> Option<Steps> {
        let (facts, need) = (&pair.asset.facts, pair.need);
        let area = FloorArea::of(pair.asset, need, pair.criteria).zip(need.area);
        let years_offered = match facts.term_offered.as_ref().map(|term| term.value) {
            Some(TermOffered::Years(years)) => Some(years),
            _ => None,
        };
        let once = |possible: bool| possible.then_some(Steps::ONCE);
        match self {
            Self::Budget => {
                let budget = need.budget_gbp_per_year.filter(|_| !pair.cost.missing.any())?;
                let enough = pair.cost.mid / COST_THAT_COUNTS_NOTHING;
                (enough > budget).then(|| Steps::towards(budget, enough, Scale::Every(step_gbp(budget))))
            }
            Self::Capital => {
                let capital = need.capital_gbp.unwrap_or(0.0);
                let enough = works_gbp(pair)?;
                (enough > capital).then(|| Steps::towards(capital, enough, Scale::Every(step_gbp(enough))))
            }
            Self::Ideal => {
                let (area, wanted) = area.filter(|(area, wanted)| area.m2 < wanted.ideal_m2)?;
                Some(Steps::towards(wanted.ideal_m2, area.m2.max(wanted.min_m2), areas(wanted.ideal_m2)))
            }
            Self::Least => {
                let (area, wanted) = area.filter(|(area, wanted)| area.m2 < wanted.min_m2)?;
                Some(Steps::towards(wanted.min_m2, area.m2, areas(wanted.min_m2)))
            }
            Self::Most => {
                let (area, wanted) = area.filter(|(area, wanted)| area.m2 > wanted.max_m2)?;
                Some(Steps::towards(wanted.max_m2, area.m2, areas(wanted.max_m2)))
            }
            Self::TermOffered => {
                let years = years_offered.filter(|years| *years < LONGEST_LEASE_YEARS)?;
                Some(Steps::towards(years, LONGEST_LEASE_YEARS, Scale::Leases))
            }
            Self::TermRequired => {
                let (required, offered) = need.tenure_years.zip(years_offered)?;
                (required > offered).then(|| Steps::towards(required, offered, Scale::Leases))
            }
            Self::Start => {
                latest_start(pair)?;
                let whole = too_late_days(need.urgent);
                Some(Steps { whole, ..Steps::towards(0.0, LONGEST_WAIT_DAYS, Scale::Every(1.0)) })
            }
            Self::Rent => {
                let rent = facts.rent_gbp_per_year.as_ref().map(|rent| rent.value).filter(|rent| *rent > 0.0)?;
                Some(Steps::towards(rent, 0.0, Scale::Every(step_gbp(rent))))
            }
            Self::Sharing => {
                let too_large = area.is_some_and(|(area, wanted)| area.m2 > wanted.max_m2);
                let shareable = facts.shareable.as_ref().is_some_and(|shareable| shareable.value);
                once(too_large && shareable && !need.would_share)
            }
            Self::Repairs => {
                once(facts.condition.as_ref().is_some_and(|c| matches!(c.value, Condition::C | Condition::D)))
            }
            Self::StepFree => {
                let asked = matches!(need.step_free, Some(StepFreeNeed::Essential | StepFreeNeed::Wanted));
                let adaptable = facts.step_free.as_ref().is_some_and(|access| access.value == StepFree::Adaptable);
                once(asked && adaptable)
            }
            Self::Permission => once(facts.planning.as_ref().is_some_and(|planning| {
                matches!(planning.value, Planning::PermissionSupported | Planning::PermissionDoubtful)
            })),
            Self::Freehold => once(years_offered.is_some()),
        }
    }

    /// Moves it to a value in a copy of the asset and of the need that `pair` is of, after whatever was moved in it is back
    /// in its place.
    pub(super) fn apply(self, to: f64, pair: &Pair<'_>, asset: &mut Asset, need: &mut Need) {
        put_back(pair, asset, need);
        let facts = &mut asset.facts;
        match (self, &mut need.area) {
            (Self::Budget, _) => need.budget_gbp_per_year = Some(to),
            (Self::Capital, _) => need.capital_gbp = Some(to),
            (Self::Ideal, Some(wanted)) => (wanted.ideal_m2, wanted.min_m2) = (to, wanted.min_m2.min(to)),
            (Self::Least, Some(wanted)) => wanted.min_m2 = to,
            (Self::Most, Some(wanted)) => wanted.max_m2 = to,
            (Self::Ideal | Self::Least | Self::Most, None) => {}
            (Self::TermOffered, _) => set(&mut facts.term_offered, TermOffered::Years(to)),
            (Self::TermRequired, _) => need.tenure_years = Some(to),
            (Self::Start, _) => need.latest_start = later(pair, to).or(need.latest_start),
            (Self::Rent, _) => set(&mut facts.rent_gbp_per_year, to),
            (Self::Sharing, _) => need.would_share = true,
            (Self::Repairs, _) => {
                facts.repair_backlog_gbp = facts.condition.as_ref().map(|condition| condition.with(0.0));
                set(&mut facts.condition, Condition::B);
            }
            (Self::StepFree, _) => set(&mut facts.step_free, StepFree::Now),
            (Self::Permission, _) => set(&mut facts.planning, Planning::Lawful),
            (Self::Freehold, _) => set(&mut facts.term_offered, TermOffered::Freehold),
        }
    }
}

/// Puts back everything that a lever moves.
fn put_back(pair: &Pair<'_>, asset: &mut Asset, need: &mut Need) {
    let (facts, were, wanted) = (&mut asset.facts, &pair.asset.facts, pair.need);
    facts.term_offered.clone_from(&were.term_offered);
    facts.rent_gbp_per_year.clone_from(&were.rent_gbp_per_year);
    facts.repair_backlog_gbp.clone_from(&were.repair_backlog_gbp);
    facts.condition.clone_from(&were.condition);
    facts.step_free.clone_from(&were.step_free);
    facts.planning.clone_from(&were.planning);
    need.budget_gbp_per_year = wanted.budget_gbp_per_year;
    need.capital_gbp = wanted.capital_gbp;
    need.area = wanted.area;
    need.tenure_years = wanted.tenure_years;
    need.latest_start = wanted.latest_start;
    need.would_share = wanted.would_share;
}

/// The steps that floor areas of such a size are spoken of in.
fn areas(m2: f64) -> Scale {
    Scale::Every(match m2 {
        m2 if m2 >= 1_000.0 => 50.0,
        m2 if m2 >= 100.0 => 10.0,
        _ => 5.0,
    })
}

/// The latest start so many days later.
#[must_use]
pub fn later(pair: &Pair<'_>, days: f64) -> Option<Date> {
    latest_start(pair)?.checked_add(Duration::days(days as i64))
}

fn set<T>(fact: &mut Option<Fact<T>>, value: T) {
    if let Some(fact) = fact {
        fact.value = value;
    }
}

/// What the works would cost with what works cost beyond their estimate.
fn works_gbp(pair: &Pair<'_>) -> Option<f64> {
    let area = FloorArea::of(pair.asset, pair.need, pair.criteria);
    let area = area.map(|area| Estimate { low: area.low_m2, mid: area.m2, high: area.high_m2 });
    let works = backlog(pair.asset, area, pair.criteria)?;
    Some(works.mid * (1.0 + optimism_bias(pair.asset, pair.criteria).mid))
}

#[cfg(test)]
mod tests {
    use super::{Lever, Scale, Steps, put_back};
    use crate::domain::criteria::Criteria;
    use crate::matching::tests::{g1_asset, g1_need, pair};

    #[test]
    fn whatever_a_lever_moves_is_put_back() {
        let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
        let pair = pair(&asset, &need, Some(500.0), &criteria);
        for lever in Lever::ALL {
            let (mut moved, mut wanted) = (asset.clone(), need.clone());
            lever.apply(1.0, &pair, &mut moved, &mut wanted);
            put_back(&pair, &mut moved, &mut wanted);
            assert_eq!((&moved, &wanted), (&asset, &need), "{lever:?}");
        }
    }

    #[test]
    fn steps_are_round_numbers_beyond_where_a_lever_stands() {
        let up = Steps::towards(22_050.0, 22_420.0, Scale::Every(100.0));
        assert_eq!((up.value(1), up.value(up.count), up.count), (22_100.0, 22_500.0, 5));
        let down = Steps::towards(240.0, 200.5, Scale::Every(1.0));
        assert_eq!((down.value(1), down.value(down.count), down.count), (239.0, 200.0, 40));
        assert!((up.size(27_562.5) - 0.25).abs() < 1e-12);
        assert!(
            (Steps::towards(0.0, 5.0, Scale::Every(1.0)).size(3.0) - 1.0).abs() < 1e-12,
            "from nothing to something"
        );
    }

    #[test]
    fn leases_are_told_in_years_and_longer_ones_in_fives() {
        let values = |from: f64, to: f64| {
            let steps = Steps::towards(from, to, Scale::Leases);
            (1..=steps.count).map(|step| steps.value(step)).collect::<Vec<f64>>()
        };
        assert_eq!(values(8.0, 22.0), [9.0, 10.0, 15.0, 20.0, 25.0]);
        assert_eq!(values(12.5, 20.0), [15.0, 20.0]);
        assert_eq!(values(25.0, 7.5), [20.0, 15.0, 10.0, 9.0, 8.0, 7.0]);
    }
}
