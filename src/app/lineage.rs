//! Which snapshots came from which, and what was edited in between: so that what was made of one can serve the next.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// So many edits back are known.
const MOST_STEPS: usize = 64;

/// The number of a snapshot, and those of the ones before it.
///
/// A line begins with a snapshot that was read from the store, as one set of people sees it. Nobody else sees any of the line.
#[derive(Clone, Debug)]
pub struct Lineage {
    /// Tells the snapshot from every other of this process.
    pub serial: u64,
    /// The number of the first of the line: the same for all that differ only in edits of assets.
    pub root: u64,
    /// Earlier numbers, the latest first, each with the assets that were edited next.
    before: VecDeque<(u64, Arc<[usize]>)>,
}

impl Default for Lineage {
    /// The beginning of a line.
    fn default() -> Self {
        let serial = next();
        Self { serial, root: serial, before: VecDeque::new() }
    }
}

impl Lineage {
    /// The next of the line, which differs in these assets, by index.
    #[must_use]
    pub fn after(&self, edited: &[usize]) -> Self {
        let mut before = self.before.clone();
        before.truncate(MOST_STEPS - 1);
        before.push_front((self.serial, edited.into()));
        Self { serial: next(), root: self.root, before }
    }

    /// The assets that were edited since an earlier snapshot of the line, in order; `None` when it is not known as one.
    #[must_use]
    pub fn edited_since(&self, serial: u64) -> Option<Vec<usize>> {
        let steps = self.before.iter().position(|(before, _)| *before == serial)?;
        let mut edited: Vec<usize> =
            self.before.range(..=steps).flat_map(|(_, edited)| edited.iter().copied()).collect();
        edited.sort_unstable();
        edited.dedup();
        Some(edited)
    }
}

fn next() -> u64 {
    static SERIAL: AtomicU64 = AtomicU64::new(0);
    SERIAL.fetch_add(1, Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_edited_since_is_all_of_the_line_in_between_and_nothing_of_other_lines() {
        let first = Lineage::default();
        let second = first.after(&[3, 1]);
        let third = second.after(&[1, 7]);
        assert_eq!(third.edited_since(first.serial), Some(vec![1, 3, 7]));
        assert_eq!(third.edited_since(second.serial), Some(vec![1, 7]));
        assert_eq!(third.edited_since(Lineage::default().serial), None);
        assert_eq!(first.edited_since(third.serial), None);
        assert!(third.root == first.root && third.serial != second.serial);
        let later = (0..MOST_STEPS).fold(third.clone(), |line, _| line.after(&[]));
        assert_eq!(later.edited_since(third.serial), Some(vec![]));
        assert_eq!(later.edited_since(second.serial), None, "that is too long ago");
    }
}
