//! The indexes of a snapshot made anew behind the answers, once many assets have changed since they were made.

use std::sync::{Arc, Mutex, PoisonError};

use tracing::info;

use crate::app::snapshot::Snapshot;

/// So many assets may be looked at one by one before all are indexed anew.
const MOST_REPLACED: usize = 1_024;

/// The packing of one line of snapshots, each made of the one before. At most one is under way; nobody waits for it, and
/// whoever takes an edit in next goes on from what was packed, with the edits since then.
#[derive(Clone, Debug, Default)]
pub struct Packing(Arc<Mutex<Stage>>);

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Idle,
    Busy,
    Done(i64, Box<Snapshot>),
}

impl Packing {
    /// Begins to pack a snapshot at a change, if that is due and none is being packed.
    pub fn begin(&self, change: i64, snapshot: &Arc<Snapshot>) {
        if snapshot.survey.replaced() <= MOST_REPLACED {
            return;
        }
        {
            let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !matches!(*stage, Stage::Idle) {
                return;
            }
            *stage = Stage::Busy;
        }
        let (held, snapshot) = (Arc::clone(&self.0), Arc::clone(snapshot));
        tokio::task::spawn_blocking(move || {
            let packed = Box::new(snapshot.packed());
            info!(change, assets = packed.atlas.assets().len(), "indexed anew");
            *held.lock().unwrap_or_else(PoisonError::into_inner) = Stage::Done(change, packed);
        });
    }

    /// What was packed, with the last change in it, if it is ready.
    pub fn take(&self) -> Option<(i64, Box<Snapshot>)> {
        let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*stage, Stage::Done(..)) {
            return None;
        }
        match std::mem::take(&mut *stage) {
            Stage::Done(change, packed) => Some((change, packed)),
            Stage::Idle | Stage::Busy => None,
        }
    }
}
