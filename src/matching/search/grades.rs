//! The most that each grade of suitability can be over a part: worked out for every code once a question, then looked up.
//!
//! Each function says in one sentence why no asset of the part can be above it; see the module head for the rest of the
//! proof. Everything is as it is weighed.

use time::Date;

use crate::domain::asset::SpaceType;
use crate::domain::criteria::{Criteria, compatibility};
use crate::domain::matches::Criterion;
use crate::domain::need::{Need, StepFreeNeed};
use crate::matching::pair::wants_only_land;
use crate::matching::search::charge::{Charge, Costs};
use crate::matching::search::scale::{EDGES, Measure, Table, day_of};
use crate::matching::search::summary::{Mark, Part, bit};
use crate::matching::search::target::Target;
use crate::matching::suitability::{REPAIRS_PAID_FOR, affordability, months_late, size, timing};

/// Shares of the budget that affordability is worked out for, and the share from which it counts nothing.
const SHARES: usize = 1_024;
const SHARE_THAT_COUNTS_NOTHING: f64 = 1.25;

/// So much of a step a share may have been lifted by rounding.
const ROUNDED: f64 = 0.01;

/// The grades of one need.
#[derive(Debug)]
pub struct Grades {
    /// What counts the same for every asset.
    certain: f32,
    kinds: Option<Kinds>,
    size: Option<Size>,
    pub target: Target,
    affordable: Option<Affordable>,
    tenure: Option<ByCode>,
    condition: Table,
    access: Option<Table>,
    timing: Option<ByCode>,
}

/// A grade that is read off a code, and what counts where the code is not known.
#[derive(Debug)]
struct ByCode {
    most: Table,
    unknown: f32,
}

/// For each kind of space wanted, which kinds serve it, the best first, and what that counts.
#[derive(Debug)]
struct Kinds {
    wanted: Vec<Vec<(f32, u16)>>,
    planning: Table,
    /// The most where the kinds are not known.
    unknown: Table,
}

/// The size curve, on either of its tails.
#[derive(Debug)]
struct Size {
    area: Area,
    alone: Table,
    shared: Table,
    /// A code at which the curve is highest.
    peak: u8,
    unknown: f32,
}

/// The floor area that counts, and the marks of its not being known and of its being estimated.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub measure: usize,
    pub unknown: Mark,
    pub estimated: Mark,
}

impl Area {
    /// The area that counts for a need.
    pub fn of(need: &Need) -> Self {
        if wants_only_land(need) {
            let (measure, unknown, estimated) = (Measure::LandArea, Mark::LandAreaUnknown, Mark::LandEstimated);
            Self { measure: measure as usize, unknown, estimated }
        } else {
            let (measure, unknown, estimated) = (Measure::Area, Mark::AreaUnknown, Mark::Estimated);
            Self { measure: measure as usize, unknown, estimated }
        }
    }
}

#[derive(Debug)]
struct Affordable {
    /// By steps of the share of the budget.
    worth: Box<[f32; SHARES + 1]>,
    steps_per_gbp: f32,
    /// The likely cost; `None` where it is known of no asset.
    likely: Option<Charge>,
    /// What is not known of the cost counts no more than this.
    unknown: f32,
    /// Whether a part of the cost is known of no asset.
    never_known: bool,
}

impl Grades {
    /// The grades of a need on a day.
    pub fn of(need: &Need, target: Target, costs: &Costs, criteria: &Criteria, on: Date) -> Self {
        let weigh = |criterion: Criterion| criteria.suitability[criterion as usize];
        let unknown = |criterion: Criterion| (weigh(criterion) * criteria.unknown) as f32;
        let table =
            |criterion: Criterion, grade: &dyn Fn(usize) -> f64| EDGES.table(|code| weigh(criterion) * grade(code));
        let most = |measure: Measure| move |code: usize| EDGES.most[measure as usize][code];
        let kinds = (!need.spaces.is_empty()).then(|| Kinds::of(need, criteria, weigh(Criterion::Type)));
        let size = need.area.as_ref().map(|wanted| {
            let area = Area::of(need);
            let [alone, shared] = criteria.size_tails;
            let curve = |tail: f64| {
                table(Criterion::Size, &|code| {
                    let (least_m2, most_m2) = (EDGES.least[area.measure][code], EDGES.most[area.measure][code]);
                    if least_m2 <= wanted.max_m2 && most_m2 >= wanted.ideal_m2 {
                        1.0
                    } else {
                        size(least_m2, wanted, tail).max(size(most_m2, wanted, tail))
                    }
                })
            };
            let shared = if need.would_share { alone.min(shared) } else { alone };
            let peak = EDGES.bucket(area.measure, wanted.ideal_m2);
            let unknown = unknown(Criterion::Size);
            Size { area, alone: curve(alone), shared: curve(shared), peak, unknown }
        });
        let affordable = need.budget_gbp_per_year.map(|budget| {
            let weight = weigh(Criterion::Affordability);
            let share = |step: usize| (step as f64 - ROUNDED).max(0.0) * SHARE_THAT_COUNTS_NOTHING / SHARES as f64;
            let worth = |step: usize| (weight * affordability(share(step))) as f32;
            Affordable {
                worth: Box::new(std::array::from_fn(worth)),
                steps_per_gbp: (SHARES as f64 / (SHARE_THAT_COUNTS_NOTHING * budget)) as f32,
                likely: costs.likely.clone(),
                unknown: unknown(Criterion::Affordability),
                never_known: costs.never_known,
            }
        });
        let tenure = need.tenure_years.filter(|required| *required > 0.0).map(|required| ByCode {
            most: table(Criterion::Tenure, &|code| (most(Measure::Years)(code) / required).clamp(0.0, 1.0)),
            unknown: unknown(Criterion::Tenure),
        });
        let repaired = if need.capital_gbp.is_some_and(|capital| capital > 0.0) { REPAIRS_PAID_FOR } else { 0.0 };
        let condition = table(Criterion::Condition, &|code| most(Measure::Condition)(code).max(repaired));
        let access = matches!(need.step_free, Some(StepFreeNeed::Essential | StepFreeNeed::Wanted))
            .then(|| table(Criterion::Access, &most(Measure::Access)));
        let timing = need.latest_start.or(need.urgent.then_some(on)).map(|latest| {
            let first = |code: usize| day_of(EDGES.least[Measure::Ready as usize][code]).max(on);
            let most = table(Criterion::Timing, &|code| timing(months_late(first(code), latest), need.urgent));
            ByCode { most, unknown: unknown(Criterion::Timing) }
        });
        let not_asked = [
            (Criterion::Type, kinds.is_none(), 1.0),
            (Criterion::Size, size.is_none(), 1.0),
            (Criterion::Location, matches!(target, Target::Anywhere), 1.0),
            (Criterion::Location, matches!(target, Target::NotKnown), criteria.unknown),
            (Criterion::Affordability, affordable.is_none(), 1.0),
            (Criterion::Tenure, tenure.is_none(), 1.0),
            (Criterion::Access, access.is_none(), 1.0),
            (Criterion::Timing, timing.is_none(), 1.0),
        ];
        let certain: f64 = not_asked.iter().filter(|(_, holds, _)| *holds).map(|(of, _, most)| weigh(*of) * most).sum();
        let certain = certain as f32;
        Self { certain, kinds, size, target, affordable, tenure, condition, access, timing }
    }

    /// No asset of a part has a higher S.
    pub fn most(&self, part: &impl Part, nearest_m: Option<f32>, low: &Charge) -> f32 {
        let mut sum = self.certain + self.condition[usize::from(part.most(Measure::Condition as usize))];
        if let Some(kinds) = &self.kinds {
            sum += kinds.most(part);
        }
        if let Some(size) = &self.size {
            sum += size.most(part);
        }
        if let Target::Box(reached) = &self.target {
            sum += reached.most(part, nearest_m);
        }
        if let Some(affordable) = &self.affordable {
            sum += affordable.most(part, low);
        }
        if let Some(tenure) = &self.tenure {
            sum += tenure.most(part.most(Measure::Years as usize), part.some(), Mark::TermUnknown);
        }
        if let Some(access) = &self.access {
            sum += access[usize::from(part.most(Measure::Access as usize))];
        }
        if let Some(timing) = &self.timing {
            // The first that is ready.
            sum += timing.most(part.least(Measure::Ready as usize), part.some(), Mark::ReadyUnknown);
        }
        sum
    }
}

impl ByCode {
    /// The best of those known, or what an unknown one counts.
    fn most(&self, code: u8, some: u32, unknown: Mark) -> f32 {
        let known = self.most[usize::from(code)];
        if some & unknown as u32 == 0 { known } else { known.max(self.unknown) }
    }
}

impl Kinds {
    fn of(need: &Need, criteria: &Criteria, weight: f64) -> Self {
        let shares: f64 = need.spaces.iter().map(|space| space.share).sum();
        let part = |share: f64| if shares > 0.0 { share / shares } else { 0.0 };
        let serving = |wanted: SpaceType, share: f64| -> Vec<(f32, u16)> {
            serving(wanted).into_iter().map(|(serves, kinds)| ((weight * share * serves) as f32, kinds)).collect()
        };
        let at_most = |code: usize| weight * criteria.unknown.min(EDGES.most[Measure::PlanningAtMost as usize][code]);
        Self {
            wanted: need.spaces.iter().map(|space| serving(space.space_type, part(space.share))).collect(),
            planning: EDGES.table(|code| EDGES.most[Measure::Planning as usize][code]),
            unknown: EDGES.table(at_most),
        }
    }

    /// Every kind of space that one of them has, under the best planning factor of any. Where the kinds are not known, they
    /// count as unknown, within what planning allows.
    fn most(&self, part: &impl Part) -> f32 {
        let kinds = part.kinds();
        let best = |served: &Vec<(f32, u16)>| {
            served.iter().find(|(_, serving)| serving & kinds != 0).map_or(0.0, |(counts, _)| *counts)
        };
        let met: f32 = self.wanted.iter().map(best).sum();
        let known = self.planning[usize::from(part.most(Measure::Planning as usize))] * met;
        known.max(self.unknown[usize::from(part.most(Measure::PlanningAtMost as usize))])
    }
}

impl Size {
    /// The curve has one peak: the code nearest to it is the best of those between the least and the most; on the better
    /// of its tails that one of them could be on.
    fn most(&self, part: &impl Part) -> f32 {
        let curve = if part.some() & Mark::Shareable as u32 == 0 { &self.alone } else { &self.shared };
        let best = self.peak.max(part.least(self.area.measure)).min(part.most(self.area.measure));
        let known = curve[usize::from(best)];
        if part.some() & self.area.unknown as u32 == 0 { known } else { known.max(self.unknown) }
    }
}

impl Affordable {
    fn worth(&self, gbp: f32) -> f32 {
        self.worth[((gbp * self.steps_per_gbp) as usize).min(SHARES)]
    }

    /// The cheapest of every part of the cost. What is not known of it keeps it from counting for more than an unknown.
    fn most(&self, part: &impl Part, low: &Charge) -> f32 {
        let known = match &self.likely {
            Some(likely) if likely.is_known(part) => self.worth(likely.least_gbp(part)),
            _ => 0.0,
        };
        if self.never_known || part.some() & Mark::CostUnknown as u32 != 0 {
            known.max(self.unknown.min(self.worth(low.least_gbp(part))))
        } else {
            known
        }
    }
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
