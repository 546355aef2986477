//! Which sources are named: not those that gave nothing but what is not shown.

use std::collections::{HashMap, HashSet};

use crate::atlas::PlacedNeed;
use crate::domain::holdings::Loaded;
use crate::domain::imported::FileKind;
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::source::{Source, SourceId};

/// Leaves out the lists of needs of which no need is shown, and the lists of rulings: their names, dates and files are as
/// private as what is in them.
pub(super) fn keep_shown(sources: &mut Vec<Source>, loaded: &[Loaded], needs: &[PlacedNeed], viewer: &Viewer) {
    if may(viewer, &Action::ImportOfficial) {
        return;
    }
    let mut is_private: HashMap<&SourceId, bool> = HashMap::new();
    for given in loaded {
        let private = matches!(given.kind, FileKind::Needs | FileKind::Rulings);
        is_private.entry(&given.source).and_modify(|all| *all &= private).or_insert(private);
    }
    let shown: HashSet<&SourceId> = needs.iter().filter_map(|placed| placed.need.source.as_ref()).collect();
    sources.retain(|source| shown.contains(&source.id) || !is_private.get(&source.id).copied().unwrap_or(false));
}
