//! Remembers what has been seen by 128 bits of it, so that a million rows fit where their texts would not.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};

/// Makes fingerprints: the same of the same, and in practice never the same of anything else.
///
/// The keys are drawn anew for each file, so that nobody can make two rows that have one fingerprint.
#[derive(Clone, Default)]
pub(super) struct Fingerprints {
    one: RandomState,
    other: RandomState,
}

impl Fingerprints {
    /// The fingerprint of a text or of a row.
    pub(super) fn of(&self, value: &(impl Hash + ?Sized)) -> u128 {
        u128::from(self.one.hash_one(value)) << 64 | u128::from(self.other.hash_one(value))
    }
}

/// The row in which each thing was first seen.
#[derive(Default)]
pub(super) struct FirstSeen {
    rows: HashMap<u128, u64>,
}

impl FirstSeen {
    /// The row in which this was seen before; if it was not, it now has been, in this row.
    pub(super) fn earlier(&mut self, fingerprint: u128, row: u64) -> Option<u64> {
        match self.rows.entry(fingerprint) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(row);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprints, FirstSeen};
    use crate::import::records::Record;

    #[test]
    fn what_was_seen_is_known_by_its_first_row() {
        let prints = Fingerprints::default();
        let mut seen = FirstSeen::default();
        let row = |number, cells: [&'static str; 2]| Record::from_cells(number, cells);
        assert_eq!(seen.earlier(prints.of(&row(2, ["ab", "c"])), 2), None);
        assert_eq!(seen.earlier(prints.of(&row(3, ["a", "bc"])), 3), None);
        assert_eq!(seen.earlier(prints.of(&row(9, ["ab", "c"])), 9), Some(2));
    }
}
