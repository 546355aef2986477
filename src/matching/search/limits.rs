//! Which constraints all of a part fails, and which some of it may fail.
//!
//! A constraint that is in doubt for a single asset is looked at again by its own rule; see [`Doubts`].

use crate::domain::criteria::Criteria;
use crate::domain::need::{Need, StepFreeNeed};
use crate::matching::constraints::{least_m2, most_gbp};
use crate::matching::search::charge::Costs;
use crate::matching::search::grades::Area;
use crate::matching::search::scale::{EDGES, Measure};
use crate::matching::search::summary::{BARRED, Mark, Part};
use crate::matching::search::target::Target;

/// More than sums in fewer digits differ by, as a share.
const HAIR: f64 = 1e-5;

/// The constraints of one need.
#[derive(Debug)]
pub struct Limits {
    area: Option<AreaLimit>,
    tenure: Option<TenureLimit>,
    /// Marks that fail a constraint for certain, and those that leave it in doubt.
    failing: u32,
    doubtful: u32,
    /// The limit on distance, metres.
    travel_m: Option<f32>,
    /// The limit on the low estimate of the cost, GBP a year: above the second it fails, up to the first it does not.
    cost_gbp: Option<[f32; 2]>,
}

/// Codes below the first fail; those from the last on do not. The one between is for areas that are estimated.
#[derive(Debug)]
struct AreaLimit {
    area: Area,
    fails_below: u8,
    fails_below_if_estimated: u8,
    passes_from: u8,
    passes_from_if_estimated: u8,
}

/// The same for terms that the owner has confirmed.
#[derive(Debug)]
struct TenureLimit {
    fails_below: u8,
    passes_from: u8,
}

/// Constraints that a part may fail, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// The limit on distance.
    pub distance: bool,
    /// The limit on cost.
    pub cost: bool,
    /// Those that neither distance nor cost comes into.
    pub other: bool,
}

impl Doubts {
    /// Nothing is certain.
    pub const ALL: Self = Self { distance: true, cost: true, other: true };

    /// Whether there is none.
    pub const fn none(self) -> bool {
        !(self.distance || self.cost || self.other)
    }
}

impl Limits {
    /// The constraints of a need.
    pub fn of(need: &Need, criteria: &Criteria) -> Self {
        let area = least_m2(need).map(|least_m2| {
            let area = Area::of(need);
            let (least, most) = (&EDGES.least[area.measure], &EDGES.most[area.measure]);
            let estimated = 1.0 + criteria.area_error;
            AreaLimit {
                area,
                fails_below: EDGES.first(|code| most[code] > least_m2),
                fails_below_if_estimated: EDGES.first(|code| most[code] * estimated >= least_m2),
                passes_from: EDGES.first(|code| least[code] >= least_m2),
                passes_from_if_estimated: EDGES.first(|code| least[code] * estimated >= least_m2),
            }
        });
        let years = Measure::Years as usize;
        let tenure = need.tenure_years.map(|required| TenureLimit {
            fails_below: EDGES.first(|code| EDGES.most[years][code] > required),
            passes_from: EDGES.first(|code| EDGES.least[years][code] >= required),
        });
        let mark_if = |asked: bool, mark: Mark| if asked { mark as u32 } else { 0 };
        let no_access = mark_if(need.step_free == Some(StepFreeNeed::Essential), Mark::NoAccess);
        let occupied = mark_if(need.leave_out_occupied, Mark::Occupied);
        let cost = |budget: f64| [1.0 - HAIR, 1.0 + HAIR].map(|hair| (most_gbp(budget) * hair) as f32);
        Self {
            area,
            tenure,
            failing: BARRED | no_access | occupied,
            doubtful: mark_if(need.latest_start.is_some(), Mark::DeclaredUnsafe),
            travel_m: need.max_distance_m.map(|limit_m| limit_m as f32),
            cost_gbp: need.budget_gbp_per_year.map(cost),
        }
    }

    /// How many constraints every asset of a part fails. Rulings on single assets apart.
    pub fn failed(&self, part: &impl Part, nearest_m: Option<f32>, costs: &Costs) -> u32 {
        let mut failed = (part.all() & self.failing).count_ones();
        if let Some(limit) = &self.area {
            failed += u32::from(limit.all_fail(part));
        }
        if let Some(limit) = &self.tenure {
            let short = part.most(Measure::Years as usize) < limit.fails_below;
            failed += u32::from(short && part.all() & Mark::Confirmed as u32 != 0);
        }
        if let (Some(limit_m), Some(nearest_m)) = (self.travel_m, nearest_m) {
            failed += u32::from(nearest_m > limit_m && part.some() & Mark::Nowhere as u32 == 0);
        }
        if let Some([_, limit_gbp]) = self.cost_gbp {
            failed += u32::from(costs.low.least_gbp(part) > limit_gbp);
        }
        failed
    }

    /// Which constraints some of a part may fail, that all of it does not. Rulings on single assets apart.
    pub fn doubts(&self, part: &impl Part, target: &Target, costs: &Costs) -> Doubts {
        let mut other = part.some() & (self.failing | self.doubtful) != 0;
        if let Some(limit) = &self.area {
            other |= !limit.none_fails(part);
        }
        if let Some(limit) = &self.tenure {
            other |=
                part.some() & Mark::Confirmed as u32 != 0 && part.least(Measure::Years as usize) < limit.passes_from;
        }
        let distance = match (self.travel_m, target) {
            (Some(limit_m), Target::Box(reached)) => reached.farthest_m(part) > limit_m,
            _ => false,
        };
        let cost = self.cost_gbp.is_some_and(|[limit_gbp, _]| costs.low.most_gbp(part) > limit_gbp);
        Doubts { distance, cost, other }
    }
}

impl AreaLimit {
    fn all_fail(&self, part: &impl Part) -> bool {
        let most = part.most(self.area.measure);
        let estimated = part.some() & self.area.estimated as u32 != 0;
        let below = if estimated { self.fails_below_if_estimated } else { self.fails_below };
        most != 0 && most < below && part.some() & self.area.unknown as u32 == 0
    }

    fn none_fails(&self, part: &impl Part) -> bool {
        let estimated = part.all() & self.area.estimated as u32 != 0;
        let from = if estimated { self.passes_from_if_estimated } else { self.passes_from };
        part.most(self.area.measure) == 0 || part.least(self.area.measure) >= from
    }
}
