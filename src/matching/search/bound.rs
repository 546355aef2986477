//! What a part can score for a need at the most, and which constraints some or all of it fails.

use time::Date;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::matches::Criterion;
use crate::domain::need::Need;
use crate::matching::deprivation::rows;
use crate::matching::search::charge::Costs;
use crate::matching::search::grades::Grades;
use crate::matching::search::limits::{Doubts, Limits};
use crate::matching::search::scale::{EDGES, Measure, Table};
use crate::matching::search::summary::{Mark, Part};
use crate::matching::search::target::Target;
use crate::matching::uplift::{kept, share::lock};

/// What bounds are raised by: the logarithm of far more than sums in another order and in fewer digits can differ by.
const SLACK: f32 = 3e-5;

/// Below this a share counts as this much: a logarithm of nothing is no number.
const LEAST: f32 = 1e-30;

/// Far more than a share of the community is rounded by.
const ROUNDED: f32 = 1e-6;

/// A need, ready to be set beside parts: what each code of a part counts for it, worked out once.
#[derive(Debug)]
pub struct Wish {
    grades: Grades,
    limits: Limits,
    costs: Costs,
    benefit: Benefit,
    floor: f64,
    /// What suitability weighs, and what it counts at no grade and at all of them.
    weight: f32,
    fit: [f32; 2],
}

/// Public benefit: D and `U_match`, and how they are weighed.
#[derive(Debug)]
struct Benefit {
    /// What it counts in any case, and what all of D and of `U_match` count.
    certain: f32,
    weighs: [f32; 2],
    /// D of the rows that are averaged, each its share.
    rows: Vec<usize>,
    deprivation: Table,
    uplift: Table,
    /// The community's share at the least and at the most that it could be.
    share: [Table; 2],
    /// What counts of uplift and of the community's share of it.
    by_share: [f32; 2],
    /// Where displacement is a high risk, uplift counts no more than this, unless so large a share is kept.
    cap: f32,
    cap_below: f32,
}

impl Wish {
    /// Prepares a need.
    #[must_use]
    pub fn of(need: &Need, atlas: &Atlas, criteria: &Criteria, on: Date) -> Self {
        let costs = Costs::of(need, criteria, on);
        let target = Target::of(need, atlas, criteria, criteria.suitability[Criterion::Location as usize]);
        let lifted = 1.0 - criteria.floor;
        Self {
            grades: Grades::of(need, target, &costs, criteria, on),
            limits: Limits::of(need, criteria),
            costs,
            benefit: Benefit::of(need, criteria),
            floor: criteria.floor,
            weight: criteria.weights.suitability() as f32,
            fit: [criteria.floor as f32, lifted as f32],
        }
    }

    /// How near an asset of a part could be, metres of travel, which the others want to be told: it takes longest to find.
    #[must_use]
    pub fn nearest_m(&self, part: &impl Part) -> Option<f32> {
        self.grades.target.nearest_m(part)
    }

    /// No asset of a part scores more, as [`Self::key`] has it.
    #[must_use]
    pub fn most(&self, part: &impl Part, nearest_m: Option<f32>) -> f32 {
        let [floor, lifted] = self.fit;
        let fit = floor + lifted * self.grades.most(part, nearest_m, &self.costs.low);
        let benefit = self.benefit.weighed(self.benefit.most(part));
        self.weight * fit.max(LEAST).ln() + (1.0 - self.weight) * benefit.max(LEAST).ln() + SLACK
    }

    /// No asset of a part has more of S, of D or of `U_match`.
    #[must_use]
    pub fn most_of_each(&self, part: &impl Part, nearest_m: Option<f32>) -> [f32; 3] {
        let [deprivation, uplift] = self.benefit.most(part);
        [self.grades.most(part, nearest_m, &self.costs.low), deprivation, uplift].map(|most| most + SLACK)
    }

    /// A score, 0 to 100, as bounds have it: the logarithm of the mean that it is made of.
    #[must_use]
    pub fn key(&self, score: f64) -> f32 {
        ((self.floor + (1.0 - self.floor) * score / 100.0) as f32).max(LEAST).ln()
    }

    /// How many constraints all of a part fails. Rulings on single assets apart.
    #[must_use]
    pub fn failed(&self, part: &impl Part, nearest_m: Option<f32>) -> u32 {
        self.limits.failed(part, nearest_m, &self.costs)
    }

    /// Which constraints some of a part may fail that all of it does not. Rulings on single assets apart.
    #[must_use]
    pub fn doubts(&self, part: &impl Part) -> Doubts {
        self.limits.doubts(part, &self.grades.target, &self.costs)
    }

    /// Whether one of them may be within so many metres of travel; what nothing places may be.
    #[must_use]
    pub fn is_within(&self, part: &impl Part, nearest_m: Option<f32>, reach_m: f64) -> bool {
        part.some() & Mark::Nowhere as u32 != 0 || nearest_m.is_none_or(|metres| f64::from(metres) <= reach_m)
    }
}

impl Benefit {
    fn of(need: &Need, criteria: &Criteria) -> Self {
        let (lifted, weights) = (1.0 - criteria.floor, criteria.weights);
        let sum = weights.deprivation() + weights.uplift();
        let (of_deprivation, of_uplift, in_any_case) =
            if sum > 0.0 { (weights.deprivation() / sum, weights.uplift() / sum, 0.0) } else { (0.0, 0.0, 0.5) };
        let rows: Vec<usize> = rows(&need.purposes).iter().map(|row| Measure::Deprivation as usize + row).collect();
        let most = |measure: usize, by: f64| EDGES.table(|code| EDGES.most[measure][code] * by);
        let (least_left, most_left) = lock(need);
        let unknown = criteria.unknown;
        let high = |code: usize| (EDGES.most[Measure::ShareHigh as usize][code] * most_left).min(unknown);
        Self {
            certain: (criteria.floor + lifted * in_any_case) as f32,
            weighs: [(lifted * of_deprivation) as f32, (lifted * of_uplift) as f32],
            deprivation: most(Measure::Deprivation as usize, 1.0 / rows.len() as f64),
            rows,
            uplift: most(Measure::Uplift as usize, 1.0),
            share: [most(Measure::ShareLow as usize, least_left), EDGES.table(high)],
            by_share: [kept(1.0, 0.0) as f32, (kept(1.0, 1.0) - kept(1.0, 0.0)) as f32],
            cap: criteria.displacement_cap as f32,
            cap_below: criteria.displacement_share as f32 - ROUNDED,
        }
    }

    /// The best D of any, and the best U of any under the most that the community could keep of it: CS counts 0.5 moved into
    /// its range, which does not fall when either end rises.
    fn most(&self, part: &impl Part) -> [f32; 2] {
        let by_row = |row: &usize| self.deprivation[usize::from(part.most(*row))];
        let deprivation: f32 = self.rows.iter().map(by_row).sum();
        let [low, high] = &self.share;
        let share = low[usize::from(part.most(Measure::ShareLow as usize))]
            .max(high[usize::from(part.most(Measure::ShareHigh as usize))]);
        let [alone, with_share] = self.by_share;
        let kept = self.uplift[usize::from(part.most(Measure::Uplift as usize))] * (alone + with_share * share);
        let is_capped = share < self.cap_below && part.all() & Mark::HighRisk as u32 != 0;
        [deprivation, if is_capped { kept.min(self.cap) } else { kept }]
    }

    /// Both as they count together.
    fn weighed(&self, [deprivation, uplift]: [f32; 2]) -> f32 {
        let [of_deprivation, of_uplift] = self.weighs;
        self.certain + of_deprivation * deprivation + of_uplift * uplift
    }
}
