//! What a part can score for a need at the most, and which constraints some or all of it fails.
//!
//! Each line says in one sentence why no asset of the part can be above it; see the module head for the rest of the proof.

use time::Date;

use crate::atlas::Atlas;
use crate::domain::asset::SpaceType;
use crate::domain::criteria::{Criteria, compatibility};
use crate::domain::matches::Criterion;
use crate::domain::need::{Need, NeedPlace, StepFreeNeed};
use crate::domain::place::Extent;
use crate::matching::combine::Pillars;
use crate::matching::cost::{annuity, is_retail_hospitality_or_leisure};
use crate::matching::deprivation::rows;
use crate::matching::location::decay;
use crate::matching::pair::{rates, wants_only_land};
use crate::matching::search::SLACK;
use crate::matching::search::summary::{BARRED, Mark, Measure, Summary, bit, borough_bit, day_of};
use crate::matching::suitability::{REPAIRS_PAID_FOR, affordability, months_late, ratio, size, timing};
use crate::matching::uplift::{matched, share::lock};

/// More than distances and costs can differ by when they are worked out in another order, as a share.
const HAIR: f64 = 1e-6;

/// A need, ready to be set beside parts.
#[derive(Debug)]
pub struct Wish<'a> {
    need: &'a Need,
    criteria: &'a Criteria,
    on: Date,
    target: Target,
    /// For each kind of space wanted, its share of all, and which kinds serve it how well, the best first.
    wanted: Vec<(f64, Vec<(f64, u16)>)>,
    /// Rows of D that are averaged.
    rows: Vec<usize>,
    /// What the organisation's form leaves of the community's share, at the least and at the most.
    lock: (f64, f64),
    /// What is left of business rates, at the least and as is likely; `None` when no multiplier is in force.
    rates_left: Option<[f64; 2]>,
    only_land: bool,
    annuity: f64,
}

#[derive(Clone, Copy, Debug)]
enum Target {
    /// A point, or the box around the centres of a borough's areas and the bit of that borough.
    Box([[f64; 2]; 2], u32),
    /// The need has not said, or names a borough that no area lies in.
    Anywhere,
    NotKnown,
}

/// Which constraints a part fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many all of it fail.
    pub by_all: u32,
    /// Whether some of it may fail one.
    pub by_some: bool,
}

impl<'a> Wish<'a> {
    /// Prepares a need.
    #[must_use]
    pub fn of(need: &'a Need, atlas: &Atlas, criteria: &'a Criteria, on: Date) -> Self {
        let target = match &need.place {
            NeedPlace::Near(point) => Target::Box([[point.easting_m; 2], [point.northing_m; 2]], 0),
            NeedPlace::Borough(name) => borough(atlas, name),
            NeedPlace::Anywhere => Target::Anywhere,
        };
        let shares: f64 = need.spaces.iter().map(|space| space.share).sum();
        let part = |share: f64| if shares > 0.0 { share / shares } else { 0.0 };
        let wanted = need.spaces.iter().map(|space| (part(space.share), serving(space.space_type))).collect();
        let rates_left = rates(criteria, on).map(|_| match need.organisation.legal_form {
            Some(form) => [1.0 - form.mandatory_rate_relief(); 2],
            None => [0.2, 1.0],
        });
        Self {
            need,
            criteria,
            on,
            target,
            wanted,
            rows: rows(&need.purposes),
            lock: lock(need),
            rates_left,
            only_land: wants_only_land(need),
            annuity: annuity(criteria),
        }
    }

    /// The most that any asset of a part scores, in points, raised by [`SLACK`].
    #[must_use]
    pub fn most(&self, part: &Summary) -> f64 {
        let criteria = self.criteria;
        let weights = &criteria.suitability;
        let weigh = |criterion: Criterion, most: f64| weights[criterion as usize] * most;
        let suitability = weigh(Criterion::Type, self.kinds(part))
            + weigh(Criterion::Size, self.size(part))
            + weigh(Criterion::Location, self.location(part))
            + weigh(Criterion::Affordability, self.affordability(part))
            + weigh(Criterion::Tenure, self.tenure(part))
            + weigh(Criterion::Condition, self.condition(part))
            + weigh(Criterion::Access, self.access(part))
            + weigh(Criterion::Timing, self.timing(part));
        let rows = self.rows.iter().map(|row| part.deprivation(*row)).sum::<f64>();
        let pillars = Pillars {
            suitability,
            deprivation: rows / self.rows.len() as f64,
            uplift: matched(part.most(Measure::Uplift), self.share_kept(part), part.all(Mark::HighRisk), criteria),
        };
        pillars.score(criteria) + SLACK
    }

    /// Every kind of space that one of them has, under the best planning factor of any. Where the kinds are not known, they
    /// count as unknown, within what planning allows.
    fn kinds(&self, part: &Summary) -> f64 {
        if self.wanted.is_empty() {
            return 1.0;
        }
        let best = |served: &[(f64, u16)]| {
            served.iter().find(|(_, kinds)| kinds & part.kinds != 0).map_or(0.0, |(serves, _)| *serves)
        };
        let met: f64 = self.wanted.iter().map(|(share, served)| share * best(served)).sum();
        let known = part.most(Measure::Planning) * met;
        if part.some(Mark::KindsUnknown) {
            known.max(self.criteria.unknown.min(part.most(Measure::PlanningAtMost)))
        } else {
            known
        }
    }

    /// The curve has one peak, from the ideal to the most: 1 if an area lies there, else the better end; on the better of
    /// its tails that one of them could be on.
    fn size(&self, part: &Summary) -> f64 {
        let Some(wanted) = &self.need.area else { return 1.0 };
        let (area, unknown) = self.area();
        let (least_m2, most_m2) = (part.least(area), part.most(area));
        let [alone, shared] = self.criteria.size_tails;
        let tail = if self.need.would_share && part.some(Mark::Shareable) { alone.min(shared) } else { alone };
        let known = if part.is_none(area) {
            0.0
        } else if least_m2 <= wanted.max_m2 && most_m2 >= wanted.ideal_m2 {
            1.0
        } else {
            size(least_m2, wanted, tail).max(size(most_m2, wanted, tail))
        };
        self.or_unknown(known, part.some(unknown))
    }

    /// The pull at the nearest edge of the box around every place that one of them may be at.
    fn location(&self, part: &Summary) -> f64 {
        match self.target {
            Target::Anywhere => 1.0,
            Target::NotKnown => self.criteria.unknown,
            Target::Box(..) => {
                let nearest_m = self.nearest_m(part);
                let known = nearest_m.map_or(0.0, |metres| decay(metres * (1.0 - HAIR), self.need.reach.decay()));
                self.or_unknown(known, part.some(Mark::Nowhere))
            }
        }
    }

    /// The cheapest of every part of the cost. What is not known of it keeps it from counting for more than an unknown.
    fn affordability(&self, part: &Summary) -> f64 {
        let Some(budget) = self.need.budget_gbp_per_year else { return 1.0 };
        let value = |cost: f64| affordability(ratio(cost * (1.0 - HAIR), budget));
        let some_unknown = part.some(Mark::CostUnknown) || self.only_land || self.rates_left.is_none();
        let known = if self.only_land {
            value(part.least(Measure::YearlyFixed))
        } else if part.is_none(Measure::YearlyMid) || self.rates_left.is_none() {
            0.0
        } else {
            value(part.least(Measure::YearlyMid) + self.rates(part, 1) + self.loan(part.least(Measure::WorksMid)))
        };
        if some_unknown { known.max(self.criteria.unknown.min(value(self.cost_low(part)))) } else { known }
    }

    /// The longest term of any.
    fn tenure(&self, part: &Summary) -> f64 {
        let Some(required) = self.need.tenure_years.filter(|required| *required > 0.0) else { return 1.0 };
        let known =
            if part.is_none(Measure::Years) { 0.0 } else { (part.most(Measure::Years) / required).clamp(0.0, 1.0) };
        self.or_unknown(known, part.some(Mark::TermUnknown))
    }

    /// The best of any; with capital, as good as repaired.
    fn condition(&self, part: &Summary) -> f64 {
        let bare = part.most(Measure::Condition);
        if self.need.capital_gbp.is_some_and(|capital| capital > 0.0) { bare.max(REPAIRS_PAID_FOR) } else { bare }
    }

    /// The best of any.
    fn access(&self, part: &Summary) -> f64 {
        match self.need.step_free {
            Some(StepFreeNeed::Essential | StepFreeNeed::Wanted) => part.most(Measure::Access),
            _ => 1.0,
        }
    }

    /// The first that is ready.
    fn timing(&self, part: &Summary) -> f64 {
        let Some(latest) = self.need.latest_start.or(self.need.urgent.then_some(self.on)) else { return 1.0 };
        let known = if part.is_none(Measure::Ready) {
            0.0
        } else {
            let first = day_of(part.least(Measure::Ready)).max(self.on);
            timing(months_late(first, latest), self.need.urgent)
        };
        self.or_unknown(known, part.some(Mark::ReadyUnknown))
    }

    /// CS counts 0.5 moved into its range, which does not fall when either end rises.
    fn share_kept(&self, part: &Summary) -> f64 {
        let (least, most) = self.lock;
        let (low, high) = (part.most(Measure::ShareLow) * least, part.most(Measure::ShareHigh) * most);
        low.max(high.min(self.criteria.unknown))
    }

    /// Which constraints all of a part fails, and whether some of it may fail one. Rulings on single assets apart.
    #[must_use]
    pub fn failures(&self, part: &Summary) -> Failures {
        let need = self.need;
        let mut all: u32 = BARRED.iter().map(|mark| u32::from(part.all(*mark))).sum();
        let mut some = BARRED.iter().any(|mark| part.some(*mark));
        let mut held = |by_all: bool, by_some: bool| {
            all += u32::from(by_all);
            some |= by_all || by_some;
        };
        if let Some(wanted) = &need.area {
            let ((area, unknown), half) = (self.area(), 0.5 * wanted.ideal_m2);
            let least_m2 = if wanted.flexible { half } else { wanted.min_m2.max(half) };
            let error = if part.some(Mark::Estimated) { self.criteria.area_error } else { 0.0 };
            let known = !part.is_none(area);
            held(
                known && !part.some(unknown) && part.most(area) * (1.0 + error) < least_m2,
                known && part.least(area) < least_m2,
            );
        }
        if need.latest_start.is_some() {
            held(false, part.some(Mark::DeclaredUnsafe));
        }
        if need.step_free == Some(StepFreeNeed::Essential) {
            held(part.all(Mark::NoAccess), part.some(Mark::NoAccess));
        }
        if let Some(required) = need.tenure_years {
            held(
                part.all(Mark::Confirmed) && part.most(Measure::Years) < required,
                part.some(Mark::Confirmed) && part.least(Measure::Years) < required,
            );
        }
        if let (Some(limit_m), Target::Box(..)) = (need.max_distance_m, self.target) {
            let beyond = self.nearest_m(part).is_some_and(|metres| metres > limit_m * (1.0 + HAIR));
            held(beyond && !part.some(Mark::Nowhere), self.farthest_m(part) > limit_m * (1.0 - HAIR));
        }
        if let Some(budget) = need.budget_gbp_per_year {
            let limit = 1.5 * budget;
            held(self.cost_low(part) > limit * (1.0 + HAIR), self.cost_low_at_most(part) > limit * (1.0 - HAIR));
        }
        Failures { by_all: all, by_some: some }
    }

    /// The least travel to any asset of a part, metres: none within the borough; `None` where nothing places one.
    #[must_use]
    pub fn nearest_m(&self, part: &Summary) -> Option<f64> {
        let Target::Box(target, borough) = self.target else { return None };
        if part.boroughs & borough != 0 {
            return Some(0.0);
        }
        let around = part.around()?;
        let gap = |axis: usize| (around[axis][0] - target[axis][1]).max(target[axis][0] - around[axis][1]).max(0.0);
        Some(gap(0).hypot(gap(1)) * self.criteria.detour)
    }

    /// The most travel to any asset of a part, metres.
    fn farthest_m(&self, part: &Summary) -> f64 {
        let (Target::Box(target, _), Some(around)) = (self.target, part.around()) else { return 0.0 };
        let span = |axis: usize| (around[axis][1] - target[axis][0]).max(target[axis][1] - around[axis][0]).max(0.0);
        span(0).hypot(span(1)) * self.criteria.detour
    }

    /// The floor area that counts, and the mark of its not being known.
    const fn area(&self) -> (Measure, Mark) {
        if self.only_land { (Measure::LandArea, Mark::LandAreaUnknown) } else { (Measure::Area, Mark::AreaUnknown) }
    }

    /// The least that one of them costs a year, GBP.
    fn cost_low(&self, part: &Summary) -> f64 {
        if self.only_land {
            return part.least(Measure::YearlyFixed);
        }
        part.least(Measure::YearlyLow) + self.rates(part, 0) + self.loan(part.least(Measure::WorksLow))
    }

    /// No asset's low estimate is above this.
    fn cost_low_at_most(&self, part: &Summary) -> f64 {
        if self.only_land {
            return f64::INFINITY;
        }
        let full = self.rates_left.map_or(0.0, |[least, _]| least * part.most(Measure::Rateable));
        let works = part.most(Measure::WorksLow) - self.need.capital_gbp.unwrap_or(0.0);
        part.most(Measure::YearlyLow) + full + works.max(0.0) * self.annuity
    }

    /// Business rates on the least rateable value: a higher multiplier starts at a higher value, but the product might not.
    fn rates(&self, part: &Summary, which: usize) -> f64 {
        let (Some(left), Some(rates)) = (self.rates_left, rates(self.criteria, self.on)) else { return 0.0 };
        let retail = is_retail_hospitality_or_leisure(self.need);
        let least = part.least(Measure::Rateable);
        let due = |value: f64| value * rates.multiplier(value, retail);
        let steps = [51_000.0, 500_000.0].into_iter().filter(|step| *step > least).map(due);
        left[which] * steps.fold(due(least), f64::min)
    }

    /// The yearly payment for works beyond the capital there is.
    fn loan(&self, works: f64) -> f64 {
        (works - self.need.capital_gbp.unwrap_or(0.0)).max(0.0) * self.annuity
    }

    fn or_unknown(&self, known: f64, unknown: bool) -> f64 {
        if unknown { known.max(self.criteria.unknown) } else { known }
    }
}

/// A borough as a target: from outside, the way runs to the nearest centre of its areas.
fn borough(atlas: &Atlas, name: &str) -> Target {
    let Some(name) = atlas.borough(name) else { return Target::NotKnown };
    let centres = atlas.areas_of_borough(&name).iter().map(|area| atlas.areas()[*area].centre);
    Extent::around(centres).map_or(Target::NotKnown, |Extent { min, max }| {
        Target::Box([[min.easting_m, max.easting_m], [min.northing_m, max.northing_m]], borough_bit(atlas, &name))
    })
}

/// Which kinds serve the one wanted how well, the best first, without those that do not.
fn serving(wanted: SpaceType) -> Vec<(f64, u16)> {
    let mut serving: Vec<(f64, u16)> = Vec::new();
    for kind in SpaceType::ALL {
        let serves = compatibility(wanted, *kind);
        match serving.iter_mut().find(|(as_well, _)| (*as_well - serves).abs() < f64::EPSILON) {
            Some((_, kinds)) => *kinds |= bit(*kind),
            None if serves > 0.0 => serving.push((serves, bit(*kind))),
            None => {}
        }
    }
    serving.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    serving
}
