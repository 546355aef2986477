//! Sources as features.

use crate::app::catalogue::Snapshot;
use crate::app::collections::listed::Listed;
use crate::domain::source::Source;
use crate::features::sources::{SourceRow, Sources};

/// The sources of a snapshot.
#[derive(Clone, Copy)]
pub struct SourceFeatures<'s>(pub &'s Snapshot);

/// What one source gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceHeld {
    kinds: Vec<&'static str>,
    rows: Option<u64>,
}

impl SourceFeatures<'_> {
    fn held(&self) -> &[SourceHeld] {
        let snapshot = self.0;
        snapshot.derived.sources.get_or_init(|| {
            let of = |source: &Source| {
                let gave: Vec<_> = snapshot.loaded.iter().filter(|loaded| loaded.source == source.id).collect();
                let mut kinds: Vec<&str> = gave.iter().map(|loaded| loaded.kind.slug()).collect();
                kinds.sort_unstable();
                kinds.dedup();
                // How many records people entered may tell of some that are not shown.
                let told = !gave.is_empty() && gave.iter().all(|loaded| loaded.kind.is_area_data());
                SourceHeld { kinds, rows: told.then(|| gave.iter().map(|loaded| loaded.rows).sum()) }
            };
            snapshot.atlas.sources().iter().map(of).collect()
        })
    }
}

impl Listed for SourceFeatures<'_> {
    type Table = Sources;

    fn count(&self) -> usize {
        self.0.atlas.sources().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.0.atlas.sources()[index].id.0
    }

    fn read(&self, index: usize) -> SourceRow<'_> {
        let held = &self.held()[index];
        SourceRow { source: &self.0.atlas.sources()[index], kinds: &held.kinds, rows: held.rows }
    }
}
