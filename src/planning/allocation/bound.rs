//! An upper bound on any plan: Lagrangian relaxation of what ties needs together (Fisher, Management Science 27, 1981).
//!
//! Give each square metre and each tenancy of building `a` a price, `λ_a >= 0` and `μ_a >= 0`, and each need of a borough
//! with a floor a bounty `0 <= ν_b <= 1000`. Without the limits each need takes its best choice at these prices, or none:
//!
//! `bound = Σ_a (λ_a cap_a + μ_a k_a) - Σ_b ν_b floor_b + Σ_n max(0, max_a (M_an - λ_a area_n - μ_a + ν_b(n)))`
//!
//! For any plan within the limits the first two sums make up for what prices take and bounties give, so no plan is worth
//! more; a shortfall costs 1000 and saves `ν_b` at the most. Subgradient steps bring the bound down.

use super::puzzle::{Puzzle, SHORTFALL_POINTS, State};

/// Steps, and after how many without progress the step is halved.
const STEPS: usize = 2_000;
const PATIENCE: usize = 40;

/// Prices, and what every need is worth at them.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    /// What limits and floors make up for.
    constant: f64,
    /// Each choice at the prices.
    pub reduced: Vec<f64>,
    /// The most each need can be worth; for a pinned one, what its pin is.
    pub most: Vec<f64>,
}

impl Bound {
    /// The best bound found; `goal` is the value of a known plan.
    pub fn of(puzzle: &Puzzle, pinned: &State, goal: f64) -> Self {
        let mut prices = Prices::free(puzzle);
        let mut bound = prices.bound(puzzle, pinned);
        let mut best = bound.clone();
        let (mut scale, mut stuck) = (1.0, 0);
        for _ in 0..STEPS {
            let over = bound.root() - goal;
            if over <= 1e-9 || scale < 1e-4 {
                break;
            }
            prices.step(puzzle, &bound, scale * over);
            bound = prices.bound(puzzle, pinned);
            if bound.root() < best.root() - 1e-9 {
                best = bound.clone();
                stuck = 0;
            } else {
                stuck += 1;
                if stuck == PATIENCE {
                    (scale, stuck) = (scale * 0.5, 0);
                }
            }
        }
        best
    }

    /// The bound on every plan.
    pub fn root(&self) -> f64 {
        self.constant + self.most.iter().sum::<f64>()
    }
}

struct Prices {
    area: Vec<f64>,
    tenancy: Vec<f64>,
    bounty: Vec<f64>,
}

impl Prices {
    fn free(puzzle: &Puzzle) -> Self {
        Self {
            area: vec![0.0; puzzle.buildings.len()],
            tenancy: vec![0.0; puzzle.buildings.len()],
            bounty: vec![0.0; puzzle.floors.len()],
        }
    }

    fn bounty_of(&self, puzzle: &Puzzle, tenant: usize) -> f64 {
        let borough = puzzle.tenants[tenant].borough;
        let floors = puzzle.floors.iter().zip(&self.bounty);
        floors.filter(|(floor, _)| Some(floor.borough) == borough).map(|(_, bounty)| bounty).sum()
    }

    fn bound(&self, puzzle: &Puzzle, pinned: &State) -> Bound {
        let limits = puzzle.buildings.iter().zip(self.area.iter().zip(&self.tenancy));
        let makes_up: f64 =
            limits.map(|(b, (area, tenancy))| area * b.capacity_m2 + tenancy * b.most_tenants as f64).sum();
        let owed: f64 = puzzle.floors.iter().zip(&self.bounty).map(|(floor, bounty)| bounty * floor.least as f64).sum();
        let reduced: Vec<f64> = (0..puzzle.choices.len())
            .map(|at| {
                let choice = &puzzle.choices[at];
                puzzle.points(at)
                    - self.area[choice.building] * puzzle.tenants[choice.tenant].area_m2
                    - self.tenancy[choice.building]
                    + self.bounty_of(puzzle, choice.tenant)
            })
            .collect();
        let mut most = vec![0.0_f64; puzzle.tenants.len()];
        for (at, choice) in puzzle.choices.iter().enumerate() {
            most[choice.tenant] = most[choice.tenant].max(reduced[at]);
        }
        for (tenant, pin) in pinned.of_tenant.iter().enumerate() {
            if let Some(pin) = pin {
                most[tenant] = reduced[*pin];
            }
        }
        Bound { constant: makes_up - owed, reduced, most }
    }

    /// One step down the subgradient: dearer where the free choices overfill, cheaper where they leave room.
    fn step(&mut self, puzzle: &Puzzle, bound: &Bound, length: f64) {
        let mut spare_m2: Vec<f64> = puzzle.buildings.iter().map(|building| building.capacity_m2).collect();
        let mut spare: Vec<f64> = puzzle.buildings.iter().map(|building| building.most_tenants as f64).collect();
        let mut short: Vec<f64> = puzzle.floors.iter().map(|floor| -(floor.least as f64)).collect();
        let mut taken = vec![false; puzzle.tenants.len()];
        for (at, choice) in puzzle.choices.iter().enumerate() {
            if !taken[choice.tenant] && bound.reduced[at] > 0.0 && bound.reduced[at] >= bound.most[choice.tenant] {
                taken[choice.tenant] = true;
                spare_m2[choice.building] -= puzzle.tenants[choice.tenant].area_m2;
                spare[choice.building] -= 1.0;
                for (floor, short) in puzzle.floors.iter().zip(&mut short) {
                    if puzzle.tenants[choice.tenant].borough == Some(floor.borough) {
                        *short += 1.0;
                    }
                }
            }
        }
        // Square metres are counted in hundreds, so that areas do not drown the counts.
        let norm: f64 = spare_m2.iter().map(|spare| (spare / 100.0).powi(2)).sum::<f64>()
            + spare.iter().chain(&short).map(|spare| spare * spare).sum::<f64>();
        if norm <= 0.0 {
            return;
        }
        let along = length / norm;
        for (price, spare) in self.area.iter_mut().zip(&spare_m2) {
            *price = (*price - along * spare / 10_000.0).max(0.0);
        }
        for (price, spare) in self.tenancy.iter_mut().zip(&spare) {
            *price = (*price - along * spare).max(0.0);
        }
        for (bounty, short) in self.bounty.iter_mut().zip(&short) {
            *bounty = (*bounty - along * short).clamp(0.0, SHORTFALL_POINTS);
        }
    }
}
