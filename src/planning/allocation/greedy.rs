//! The greedy start and its improvement: place a need, ejecting at most one tenant to its best free alternative.

use super::puzzle::{Puzzle, State};

/// An improvement smaller than this is rounding.
const WORTHWHILE: f64 = 1e-9;

/// The greedy plan on top of what is pinned, improved until no single ejection helps.
pub(super) fn improved(puzzle: &Puzzle, pinned: State) -> State {
    let mut state = greedy(puzzle, pinned);
    // Each round raises the objective, of which there are finitely many values; the cap only guards against rounding.
    for _ in 0..puzzle.choices.len().max(100) {
        if !improve_once(puzzle, &mut state) {
            break;
        }
    }
    state
}

/// By points, each need where it fits.
pub(super) fn greedy(puzzle: &Puzzle, mut state: State) -> State {
    let mut order: Vec<usize> = (0..puzzle.choices.len()).collect();
    order.sort_by(|a, b| puzzle.points(*b).total_cmp(&puzzle.points(*a)));
    for choice in order {
        if state.of_tenant[puzzle.choices[choice].tenant].is_none() && state.fits(puzzle, choice) {
            state.make(puzzle, choice);
        }
    }
    state
}

/// Tries every choice once, in order; makes each that helps.
fn improve_once(puzzle: &Puzzle, state: &mut State) -> bool {
    let mut helped = false;
    for choice in 0..puzzle.choices.len() {
        let held = state.of_tenant[puzzle.choices[choice].tenant];
        if held == Some(choice) || held.is_some_and(|held| puzzle.pins.contains(&held)) {
            continue;
        }
        let before = state.value(puzzle);
        if let Some(held) = held {
            state.undo(puzzle, held);
        }
        if moved(puzzle, state, choice, before) {
            helped = true;
        } else if let Some(held) = held {
            state.make(puzzle, held);
        }
    }
    helped
}

/// Makes a choice, with at most one tenant ejected, if that beats `before`; else leaves the state alone.
fn moved(puzzle: &Puzzle, state: &mut State, choice: usize, before: f64) -> bool {
    if state.fits(puzzle, choice) {
        state.make(puzzle, choice);
        if state.value(puzzle) > before + WORTHWHILE {
            return true;
        }
        state.undo(puzzle, choice);
        return false;
    }
    let mut best: Option<(f64, usize, Option<usize>)> = None;
    for ejected in state.of_building[puzzle.choices[choice].building].clone() {
        if puzzle.pins.contains(&ejected) {
            continue;
        }
        state.undo(puzzle, ejected);
        if state.fits(puzzle, choice) {
            state.make(puzzle, choice);
            let elsewhere = best_free(puzzle, state, puzzle.choices[ejected].tenant);
            if let Some(elsewhere) = elsewhere {
                state.make(puzzle, elsewhere);
            }
            let value = state.value(puzzle);
            if value > before + WORTHWHILE && best.is_none_or(|(held, _, _)| value > held + WORTHWHILE) {
                best = Some((value, ejected, elsewhere));
            }
            if let Some(elsewhere) = elsewhere {
                state.undo(puzzle, elsewhere);
            }
            state.undo(puzzle, choice);
        }
        state.make(puzzle, ejected);
    }
    let Some((_, ejected, elsewhere)) = best else { return false };
    state.undo(puzzle, ejected);
    state.make(puzzle, choice);
    if let Some(elsewhere) = elsewhere {
        state.make(puzzle, elsewhere);
    }
    true
}

/// The best choice of a need that fits as things stand.
fn best_free(puzzle: &Puzzle, state: &State, tenant: usize) -> Option<usize> {
    let free = (0..puzzle.choices.len())
        .filter(|choice| puzzle.choices[*choice].tenant == tenant && state.fits(puzzle, *choice));
    free.max_by(|a, b| puzzle.points(*a).total_cmp(&puzzle.points(*b)))
}
