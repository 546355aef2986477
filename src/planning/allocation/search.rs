//! Depth-first branch and bound: needs one by one, best choice first, cut where the bound cannot beat the best plan.

use super::bound::Bound;
use super::puzzle::{Puzzle, State};

/// A plan must be better by more than this to be worth keeping.
const WORTHWHILE: f64 = 1e-9;

/// Searches on from `best` and leaves the best plan there. Whether every branch was looked at, so that it is proven.
pub(super) fn improve(puzzle: &Puzzle, bound: &Bound, pinned: &State, best: &mut State, branches: usize) -> bool {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new(); puzzle.tenants.len()];
    for (at, choice) in puzzle.choices.iter().enumerate() {
        choices[choice.tenant].push(at);
    }
    for of_tenant in &mut choices {
        of_tenant.sort_by(|a, b| bound.reduced[*b].total_cmp(&bound.reduced[*a]).then(a.cmp(b)));
    }
    let mut order: Vec<usize> =
        (0..puzzle.tenants.len()).filter(|tenant| pinned.of_tenant[*tenant].is_none()).collect();
    // Those with most to lose first: there the bound bites soonest.
    order.retain(|tenant| !choices[*tenant].is_empty());
    order.sort_by(|a, b| bound.most[*b].total_cmp(&bound.most[*a]).then(a.cmp(b)));
    let best_value = best.value(puzzle);
    let mut search = Search { puzzle, bound, choices, order, best, best_value, left: branches };
    let mut state = pinned.clone();
    let root = bound.root();
    search.descend(&mut state, 0, root)
}

struct Search<'a> {
    puzzle: &'a Puzzle,
    bound: &'a Bound,
    /// The choices of each need, best at the prices first.
    choices: Vec<Vec<usize>>,
    order: Vec<usize>,
    best: &'a mut State,
    best_value: f64,
    left: usize,
}

impl Search<'_> {
    /// Looks at every way to go on; `most` is what no way can exceed. Whether all were looked at.
    fn descend(&mut self, state: &mut State, depth: usize, most: f64) -> bool {
        let Some(tenant) = self.order.get(depth).copied() else {
            let value = state.value(self.puzzle);
            if value > self.best_value + WORTHWHILE {
                self.best_value = value;
                *self.best = state.clone();
            }
            return true;
        };
        let without = most - self.bound.most[tenant];
        let mut complete = true;
        for at in 0..self.choices[tenant].len() {
            let choice = self.choices[tenant][at];
            let most = without + self.bound.reduced[choice];
            if most <= self.best_value + WORTHWHILE {
                // The choices after this one are worth less at the prices.
                break;
            }
            if !state.fits(self.puzzle, choice) {
                continue;
            }
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            state.make(self.puzzle, choice);
            complete &= self.descend(state, depth + 1, most);
            state.undo(self.puzzle, choice);
        }
        if without > self.best_value + WORTHWHILE {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            complete &= self.descend(state, depth + 1, without);
        }
        complete
    }
}
