//! Edits of this process that are written and that nobody has been told of yet.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};

/// The numbers of their changes. Whoever asks meanwhile asked before the edit was accepted, so what was shown before is a
/// right answer, and they need not wait for the other.
#[derive(Debug, Default)]
pub struct Untold(Mutex<BTreeSet<i64>>);

impl Untold {
    /// Counts these changes as untold for as long as what is given lives.
    pub fn keep(&self, changes: RangeInclusive<i64>) -> Keeping<'_> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(changes.clone());
        Keeping { untold: self, changes }
    }

    /// Whether all of these are untold.
    pub fn holds(&self, mut changes: RangeInclusive<i64>) -> bool {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        changes.all(|change| held.contains(&change))
    }
}

/// Changes that are untold until this goes.
#[derive(Debug)]
pub struct Keeping<'u> {
    untold: &'u Untold,
    changes: RangeInclusive<i64>,
}

impl Drop for Keeping<'_> {
    fn drop(&mut self) {
        let mut held = self.untold.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|change| !self.changes.contains(change));
    }
}

#[cfg(test)]
mod tests {
    use super::Untold;

    #[test]
    fn changes_are_untold_until_their_edit_is_told_and_those_of_others_never_are() {
        let untold = Untold::default();
        let first = untold.keep(5..=5);
        let second = untold.keep(7..=8);
        assert!(untold.holds(5..=5) && untold.holds(7..=8) && untold.holds(8..=8));
        assert!(!untold.holds(5..=7), "6 was written by somebody else");
        drop(second);
        assert!(untold.holds(5..=5) && !untold.holds(7..=7));
        drop(first);
        assert!(!untold.holds(5..=5));
    }
}
