//! Which set of pairings does most good overall (`scoring.md` E): each need in at most one building, each building within
//! its space and its number of tenants, a floor under what each borough gets.
//!
//! The problem is a generalised assignment problem, NP-hard for floor areas. Three steps, all deterministic:
//!
//! 1. `greedy.rs`: by score, then *place a need, ejecting at most one tenant to its best free alternative*, while it helps.
//! 2. `bound.rs`: Lagrangian relaxation of the buildings' limits and the floors (Fisher 1981), a proven upper bound.
//! 3. `search.rs`: depth-first branch and bound from the best plan found, with the same bound at every node.
//!
//! So the answer is proven best, or is told with how far from the best it can be at most. (An integer-programming library
//! would need a C++ compiler and minutes of building; at 300 needs and 300 buildings step 1 is within half a per cent.)
//!
//! A pin that breaks a limit is a [`Conflict`], never dropped in silence. Ties go to the pair whose ids come first.

mod bound;
mod greedy;
mod puzzle;
mod search;
#[cfg(test)]
mod tests;

pub use puzzle::{Building, Choice, Conflict, Floor, Plan, Proof, Puzzle, Tenant};

use bound::Bound;

/// Branches looked at before the search gives up and tells the gap.
const MOST_BRANCHES: usize = 300_000;

/// Within this of the bound a plan is proven best: far below a tenth of a point.
const EXACT: f64 = 1e-3;

/// Solves a puzzle.
///
/// # Errors
/// [`Conflict`] for each pin that breaks a limit, or repeats another's need.
pub fn solve(puzzle: &Puzzle) -> Result<Plan, Vec<Conflict>> {
    let pinned = puzzle.pinned()?;
    let mut best = greedy::improved(puzzle, pinned.clone());
    let bound = Bound::of(puzzle, &pinned, best.value(puzzle));
    let mut least_bound = bound.root();
    let mut complete = least_bound - best.value(puzzle) <= EXACT;
    if !complete {
        complete = search::improve(puzzle, &bound, &pinned, &mut best, MOST_BRANCHES);
        if complete {
            least_bound = best.value(puzzle);
        }
    }
    let gap = (least_bound - best.value(puzzle)).max(0.0);
    let proof = if complete { Proof::Best } else { Proof::Within { points: gap } };
    Ok(best.plan(puzzle, proof))
}

/// Pairs that would rather be together than keep to the plan: the need scores higher there than where it is, and the
/// building could take it by dropping only tenants that score lower there. Choices, in order.
#[must_use]
pub fn blocking(puzzle: &Puzzle, plan: &Plan) -> Vec<usize> {
    let placed = puzzle.placed(plan);
    let blocks = |at: &usize| {
        let choice = &puzzle.choices[*at];
        let now = placed[choice.tenant].map_or(0.0, |held| puzzle.choices[held].score);
        if plan.choices.contains(at) || choice.score <= now {
            return false;
        }
        let building = &puzzle.buildings[choice.building];
        let mut weaker: Vec<usize> = Vec::new();
        let (mut area_m2, mut tenants) = (puzzle.tenants[choice.tenant].area_m2, 1);
        for held in plan.choices.iter().filter(|held| puzzle.choices[**held].building == choice.building) {
            area_m2 += puzzle.tenants[puzzle.choices[*held].tenant].area_m2;
            tenants += 1;
            if puzzle.choices[*held].score < choice.score && !puzzle.pins.contains(held) {
                weaker.push(*held);
            }
        }
        weaker.sort_by(|a, b| puzzle.choices[*a].score.total_cmp(&puzzle.choices[*b].score));
        for held in weaker {
            if building.holds(area_m2, tenants) {
                break;
            }
            area_m2 -= puzzle.tenants[puzzle.choices[held].tenant].area_m2;
            tenants -= 1;
        }
        building.holds(area_m2, tenants)
    };
    (0..puzzle.choices.len()).filter(blocks).collect()
}
