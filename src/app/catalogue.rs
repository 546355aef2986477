//! The store, and the immutable snapshots that every question is answered from: one for the public, others for people who
//! may see more.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tracing::{info, warn};

pub use crate::app::snapshot::Snapshot;

use crate::app::AppError;
use crate::app::edited::{Base, Edits};
use crate::app::packing::Packing;
use crate::app::unseen::{is_unseen, was_the_same};
use crate::app::untold::Untold;
use crate::app::views::{Sight, View, Views};
use crate::domain::permission::Viewer;
use crate::store::{ShownSince, Store, StoreError};

/// How long the first answer from a new snapshot waits for what belongs to it to be kept.
const KEEP_WAIT: Duration = Duration::from_secs(2);

/// The store with its current [`Snapshot`].
///
/// A question first asks the store for its last change number (one indexed read) and is answered from a snapshot at least
/// that new, so an accepted write, by this process or another, is visible to the next read. Readers share the snapshot
/// through one pointer; only the first reader after a write waits for the new one, and `loading` makes it the only builder.
/// Edits of single assets are put into a snapshot that shares all else with the one before ([`Edits`]); anything more is
/// read from the store as a whole.
///
/// **What is private leaves no trace in public.** The public snapshot stays the very same, with its time and every tag made
/// from it, for as long as what the public sees stays the same, whatever was written. When somebody only changed what is
/// withheld, that is seen from the changes themselves, and no reader waits. Since when it is so is kept in the store, so that a
/// restart, and another server on the same database, gives the same answers with the same tags.
pub struct Catalogue {
    store: Store,
    public: ArcSwapOption<Public>,
    loading: Mutex<()>,
    views: Views,
    packing: Packing,
    untold: Untold,
}

/// The public snapshot, and the last change that it was held against.
struct Public {
    snapshot: Arc<Snapshot>,
    seen: i64,
}

impl Catalogue {
    /// A catalogue of this store; nothing is loaded until it is asked for.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            store,
            public: ArcSwapOption::empty(),
            loading: Mutex::new(()),
            views: Views::default(),
            packing: Packing::default(),
            untold: Untold::default(),
        }
    }

    /// The store itself, for writing.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What the public sees, every write accepted before the call included. While the database cannot be reached, the last
    /// one.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database cannot be reached and nothing was loaded before.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, AppError> {
        Ok(Arc::clone(&self.up_to_date().await?.snapshot))
    }

    /// What somebody sees, every write accepted before the call included. Whoever may see the same shares a snapshot; it
    /// never holds what they may not see.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database cannot be reached.
    pub async fn snapshot_for(&self, viewer: &Viewer) -> Result<Arc<Snapshot>, AppError> {
        let sight = Sight::of(viewer);
        if sight.is_public() {
            return self.snapshot().await;
        }
        let mut public = self.up_to_date().await?;
        if let Some(view) = self.views.held(&sight, public.seen) {
            return Ok(view);
        }
        let _only_builder = self.views.building().await;
        loop {
            if let Some(view) = self.views.held(&sight, public.seen) {
                return Ok(view);
            }
            if let Some(view) = self.edited_view(&sight, viewer).await? {
                return Ok(view);
            }
            let entered = self.store.entered().await?;
            let change = entered.change;
            if change > public.seen {
                // Written between the two readings: what lies beneath may be another too.
                public = self.built(change).await?;
                if change != public.seen {
                    continue;
                }
            }
            let (base, viewer) = (Arc::clone(&public.snapshot), viewer.clone());
            let view = Arc::new(blocking(move || base.seen_by(&viewer, entered)).await?);
            info!(assets = view.atlas.assets().len(), needs = view.atlas.needs().len(), "made a view");
            self.views.keep(View { sight, change, snapshot: Arc::clone(&view), packing: Packing::default() });
            return Ok(view);
        }
    }

    /// The view kept of a sight with what was edited since, when that is all that changed.
    async fn edited_view(&self, sight: &Sight, viewer: &Viewer) -> Result<Option<Arc<Snapshot>>, AppError> {
        let Some(View { change, snapshot, packing, .. }) = self.views.latest(sight) else { return Ok(None) };
        let Some((change, made)) = self.with_edits(&snapshot, change, &packing, viewer).await? else { return Ok(None) };
        let snapshot = made.map_or(snapshot, Arc::new);
        packing.begin(change, &snapshot);
        self.views.keep(View { sight: sight.clone(), change, snapshot: Arc::clone(&snapshot), packing });
        Ok(Some(snapshot))
    }

    /// What was edited since a change put into a snapshot, and the last change in it; no other snapshot where nothing of that
    /// shows. `None` when more has changed than single assets.
    async fn with_edits(
        &self,
        held: &Arc<Snapshot>,
        seen: i64,
        packing: &Packing,
        viewer: &Viewer,
    ) -> Result<Option<(i64, Option<Snapshot>)>, AppError> {
        let packed = packing.take().map(|(change, packed)| (change, Base::Packed(packed)));
        // What was packed before a file came in is of no use any more.
        for (change, base) in packed.into_iter().chain([(seen, Base::Held(Arc::clone(held)))]) {
            let Some(edits) = Edits::since(&self.store, change).await? else { continue };
            let (last, viewer) = (edits.last, viewer.clone());
            let made = tokio::task::spawn_blocking(move || edits.put_into(base, &viewer)).await;
            let made = made.map_err(|error| AppError::Unavailable { cause: error.to_string() })??;
            return Ok(made.map(|made| (last, made)));
        }
        Ok(None)
    }

    /// Puts an edit with these changes, which was just written and which nobody has been told of, into what is shown.
    /// Readers wait for none of it.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database cannot be reached; the edit stands.
    pub async fn take_up(&self, changes: RangeInclusive<i64>) -> Result<(), AppError> {
        let last = *changes.end();
        let _untold = self.untold.keep(changes);
        self.built(last).await.map(drop)
    }

    async fn up_to_date(&self) -> Result<Arc<Public>, AppError> {
        let held = self.public.load_full();
        let latest = match (self.store.latest_change().await, &held) {
            (Ok(latest), _) => latest,
            (Err(error), Some(held)) => {
                warn!(%error, "the database cannot be reached; answering from the last snapshot");
                return Ok(Arc::clone(held));
            }
            (Err(error), None) => return Err(error.into()),
        };
        if let Some(held) = held.filter(|held| held.seen >= latest || self.untold.holds(held.seen + 1..=latest)) {
            return Ok(held);
        }
        self.built(latest).await
    }

    /// What the public sees at a change or later, made if need be.
    async fn built(&self, latest: i64) -> Result<Arc<Public>, AppError> {
        let _only_builder = self.loading.lock().await;
        let held = self.public.load_full();
        if let Some(held) = held.clone().filter(|held| held.seen >= latest) {
            return Ok(held);
        }
        if let Some(held) = &held
            && let Some(seen) = is_unseen(&self.store, &held.snapshot, held.seen).await?
        {
            self.keep_shown(&held.snapshot, seen);
            return Ok(self.hold(Arc::clone(&held.snapshot), seen));
        }
        if let Some(held) = &held
            && let Some((seen, made)) =
                self.with_edits(&held.snapshot, held.seen, &self.packing, &Viewer::Visitor).await?
        {
            let snapshot = self.in_place_of(&held.snapshot, made, seen).await;
            self.packing.begin(seen, &snapshot);
            return Ok(self.hold(snapshot, seen));
        }
        let holdings = self.store.holdings().await?;
        let seen = holdings.change;
        let made = blocking(move || Snapshot::of(holdings)).await?;
        let snapshot = match &held {
            Some(held) => self.in_place_of(&held.snapshot, Some(made), seen).await,
            None => Arc::new(self.named(made, seen).await),
        };
        let held = self.hold(Arc::clone(&snapshot), seen);
        let (assets, needs) = (snapshot.atlas.assets().len(), snapshot.atlas.needs().len());
        info!(change = seen, assets, needs, areas = snapshot.atlas.areas().len(), "loaded");
        self.keep_anchors(&snapshot).await;
        Ok(held)
    }

    fn hold(&self, snapshot: Arc<Snapshot>, seen: i64) -> Arc<Public> {
        let public = Arc::new(Public { snapshot, seen });
        self.public.store(Some(Arc::clone(&public)));
        public
    }

    /// What is shown from now on in the place of what was: under the same name when it shows the same, and then the very same
    /// unless the other was indexed later.
    async fn in_place_of(&self, before: &Arc<Snapshot>, made: Option<Snapshot>, change: i64) -> Arc<Snapshot> {
        match made {
            Some(made) if !before.shows_the_same(&made) => Arc::new(self.named(made, change).await),
            made => {
                self.keep_shown(before, change);
                let is_newer = |made: &Snapshot| made.survey.replaced() < before.survey.replaced();
                let newer = made.filter(is_newer).map(|made| Arc::new(made.shown_since(before.made_at)));
                newer.unwrap_or_else(|| Arc::clone(before))
            }
        }
    }

    /// A snapshot of the data at a change under the moment since when it is shown: as it was kept before a restart or by
    /// another server, or else from now on.
    async fn named(&self, made: Snapshot, change: i64) -> Snapshot {
        let kept = self.store.shown().await.unwrap_or_else(|error| {
            warn!(%error, "since when the data are shown could not be read");
            None
        });
        let is_same = match kept {
            Some(kept) if kept.change == change => true,
            Some(kept) if kept.change < change => {
                was_the_same(&self.store, &made, kept.change).await.unwrap_or_default()
            }
            _ => false,
        };
        let since = match kept {
            Some(kept) if is_same => kept.since,
            // Later than all before, whatever the clock says.
            Some(kept) => made.made_at.max(kept.since + time::Duration::MILLISECOND),
            None => made.made_at,
        };
        let made = made.shown_since(since);
        match tokio::time::timeout(KEEP_WAIT, self.keep_shown(&made, change)).await {
            Ok(Ok(Some(kept))) if kept.change == change => made.shown_since(kept.since),
            _ => made,
        }
    }

    /// Keeps since when a snapshot is shown, behind the answers: while a large file is being taken in, that takes a while.
    fn keep_shown(&self, snapshot: &Snapshot, change: i64) -> JoinHandle<Option<ShownSince>> {
        let (store, shown) = (self.store.clone(), ShownSince { change, since: snapshot.made_at });
        tokio::spawn(async move {
            let kept = store.keep_shown(shown).await;
            kept.inspect_err(|error| warn!(%error, "since when the data are shown could not be kept")).ok()
        })
    }

    /// Keeps the snapshot's anchors, so that its scores can be looked up when the data have moved on. Answers wait for it
    /// only a moment: while a large file is being taken in, it goes on behind them, and when it fails they are still right.
    async fn keep_anchors(&self, snapshot: &Arc<Snapshot>) {
        let (store, snapshot) = (self.store.clone(), Arc::clone(snapshot));
        let keeping = tokio::spawn(async move {
            let anchors = snapshot.survey.anchors();
            match store.keep_anchors(&anchors.version, &anchors.record(), snapshot.made_at).await {
                Ok(true) => info!(version = anchors.version, "anchors kept"),
                Ok(false) => {}
                Err(error) => warn!(%error, version = anchors.version, "the anchors could not be kept"),
            }
        });
        if tokio::time::timeout(KEEP_WAIT, keeping).await.is_err() {
            info!("the anchors are kept when the write under way is done");
        }
    }
}

/// Makes a snapshot away from the threads that talk to callers.
async fn blocking(make: impl FnOnce() -> Result<Snapshot, AppError> + Send + 'static) -> Result<Snapshot, AppError> {
    let made = tokio::task::spawn_blocking(make).await;
    made.map_err(|error| AppError::Unavailable { cause: error.to_string() })?
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy { reason, .. } => Self::Busy(reason),
            StoreError::Conflict { reason, .. } => Self::Conflict(reason),
            other => Self::Unavailable { cause: with_causes(&other) },
        }
    }
}

/// An error with what lies beneath it, for the log.
fn with_causes(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Opens the store at an address: a file for SQLite, or `postgres://`. A new file is made and brought up to date.
///
/// # Errors
/// [`AppError::Refused`] with a sentence when it cannot be opened.
pub async fn open(database: &str) -> Result<Store, AppError> {
    Store::open(database).await.map_err(|error| AppError::Refused(error.to_string()))
}
