//! The store, and the one immutable snapshot that every question is answered from.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use geo::{LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use time::OffsetDateTime;
use tokio::sync::Mutex;
use tracing::{info, warn};

use crate::app::AppError;
use crate::app::gate::Gate;
use crate::atlas::Atlas;
use crate::domain::backtest::Backtest;
use crate::domain::criteria::Criteria;
use crate::domain::fairness::Fairness;
use crate::domain::holdings::{Holdings, Loaded};
use crate::domain::indices::Edition;
use crate::domain::place::{LonLat, Position};
use crate::matching::deprivation::{OldIndicesMissing, reproducing_2019};
use crate::matching::{Survey, release};
use crate::projection;
use crate::store::{Store, StoreError};

/// How long the first answer from a new snapshot waits for its anchors to be kept.
const ANCHORS_WAIT: Duration = Duration::from_secs(2);

/// Everything the public may see at one moment, indexed, surveyed and projected once.
#[derive(Debug)]
pub struct Snapshot {
    /// What there is.
    pub atlas: Atlas,
    /// What place alone says of it.
    pub survey: Survey,
    /// What it is scored by.
    pub criteria: Criteria,
    /// Longitude and latitude of each asset of the atlas, in its order.
    pub asset_lon_lat: Vec<Option<LonLat>>,
    /// Longitude and latitude of each need of the atlas, in its order.
    pub need_lon_lat: Vec<Option<LonLat>>,
    /// When it was made: every answer from it carries this time, so that equal answers are equal bytes.
    pub made_at: OffsetDateTime,
    /// The outline of each area of the atlas in degrees, in its order.
    pub area_outlines: Vec<MultiPolygon<f64>>,
    /// The name of the area data behind every score.
    pub data_release: String,
    /// What each source gave.
    pub loaded: Vec<Loaded>,
    /// Names the home prices held.
    pub price_release: Option<String>,
    /// The back-test kept last.
    pub backtest: Option<Backtest>,
    /// How much uplift may count for.
    pub gate: Gate,
    /// The same places by the Indices of Deprivation 2019, made when they are first asked for.
    by_2019: OnceLock<Result<(Survey, Criteria), OldIndicesMissing>>,
    /// Whom shortlists serve, once somebody has asked; see `app::fairness`.
    pub fairness: OnceLock<Fairness>,
}

impl Snapshot {
    /// Indexes, surveys and projects some holdings.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub fn of(mut holdings: Holdings) -> Result<Self, AppError> {
        let criteria = Criteria::default();
        let data_release = release::data_release(&holdings);
        let loaded = std::mem::take(&mut holdings.loaded);
        let backtest = holdings.backtest.take();
        let price_release = holdings.price_release.take();
        let atlas = Atlas::build(holdings);
        let survey = Survey::of(&atlas, &criteria);
        let gate = Gate::of(backtest.as_ref(), price_release.as_deref(), survey.price_basis());
        let asset_lon_lat = lon_lat_of(atlas.assets().iter().map(|entry| entry.asset.position))?;
        let need_lon_lat = lon_lat_of(atlas.needs().iter().map(|entry| entry.position))?;
        let area_outlines =
            atlas.areas().par_iter().map(|area| outline_in_degrees(&area.boundary)).collect::<Result<_, _>>()?;
        Ok(Self {
            made_at: OffsetDateTime::now_utc(),
            atlas,
            survey,
            criteria,
            asset_lon_lat,
            need_lon_lat,
            area_outlines,
            data_release,
            loaded,
            price_release,
            backtest,
            gate,
            by_2019: OnceLock::new(),
            fairness: OnceLock::new(),
        })
    }

    /// What place alone says, and what is scored by, in an edition of the Indices of Deprivation. That of 2019 is only for
    /// looking at an old decision again; it is surveyed when it is first asked for and kept with the snapshot.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for 2019 when not all of its England is loaded.
    pub fn in_edition(&self, edition: Edition) -> Result<(&Survey, &Criteria), AppError> {
        if edition == self.criteria.deprivation_edition {
            return Ok((&self.survey, &self.criteria));
        }
        let by_2019 = self.by_2019.get_or_init(|| {
            let criteria = reproducing_2019(&self.atlas, &self.criteria)?;
            Ok((Survey::of(&self.atlas, &criteria), criteria))
        });
        match by_2019 {
            Ok((survey, criteria)) => Ok((survey, criteria)),
            Err(missing) => Err(AppError::Invalid { field: "edition".to_owned(), reason: missing.to_string() }),
        }
    }
}

/// The store with its current [`Snapshot`].
///
/// A question first asks the store for its last change number (one indexed read) and is answered from a snapshot at least
/// that new, so an accepted write, by this process or another, is visible to the next read. Readers share the snapshot
/// through one pointer; only the first reader after a write waits for the new one, and `loading` makes it the only builder.
pub struct Catalogue {
    store: Store,
    current: ArcSwapOption<Snapshot>,
    loading: Mutex<()>,
}

impl Catalogue {
    /// A catalogue of this store; nothing is loaded until it is asked for.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, current: ArcSwapOption::empty(), loading: Mutex::new(()) }
    }

    /// The store itself, for writing.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A snapshot that includes every write accepted before the call. While the database cannot be reached, the last one.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database cannot be reached and nothing was loaded before.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, AppError> {
        let held = self.current.load_full();
        let latest = match (self.store.latest_change().await, &held) {
            (Ok(latest), _) => latest,
            (Err(error), Some(snapshot)) => {
                warn!(%error, "the database cannot be reached; answering from the last snapshot");
                return Ok(Arc::clone(snapshot));
            }
            (Err(error), None) => return Err(error.into()),
        };
        if let Some(snapshot) = held.filter(|snapshot| snapshot.atlas.change() >= latest) {
            return Ok(snapshot);
        }
        let _only_builder = self.loading.lock().await;
        if let Some(snapshot) = self.current.load_full().filter(|snapshot| snapshot.atlas.change() >= latest) {
            return Ok(snapshot);
        }
        let holdings = self.store.holdings().await?;
        let snapshot = tokio::task::spawn_blocking(move || Snapshot::of(holdings))
            .await
            .map_err(|error| AppError::Unavailable { cause: error.to_string() })??;
        let snapshot = Arc::new(snapshot);
        info!(
            change = snapshot.atlas.change(),
            assets = snapshot.atlas.assets().len(),
            needs = snapshot.atlas.needs().len(),
            areas = snapshot.atlas.areas().len(),
            "loaded"
        );
        self.current.store(Some(Arc::clone(&snapshot)));
        self.keep_anchors(&snapshot).await;
        Ok(snapshot)
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
        if tokio::time::timeout(ANCHORS_WAIT, keeping).await.is_err() {
            info!("the anchors are kept when the write under way is done");
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { reason, .. } => Self::Conflict(reason),
            other => Self::Unavailable { cause: with_causes(&other) },
        }
    }
}

/// An error with what lies beneath it, for the log.
fn with_causes(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn lon_lat_of(positions: impl Iterator<Item = Option<Position>>) -> Result<Vec<Option<LonLat>>, AppError> {
    let positions: Vec<Option<Position>> = positions.collect();
    let known: Vec<Position> = positions.iter().copied().flatten().collect();
    let mut degrees = in_degrees(&known)?.into_iter();
    Ok(positions.into_iter().map(|position| position.and_then(|_| degrees.next())).collect())
}

/// Degrees rounded to six decimals (0.1 m), as they are published: a box takes or leaves a place by the very coordinates
/// that the answer shows, so nobody who checks it comes to another result.
fn in_degrees(positions: &[Position]) -> Result<Vec<LonLat>, AppError> {
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let degrees =
        projection::to_lon_lat(positions).map_err(|error| AppError::Unavailable { cause: error.to_string() })?;
    Ok(degrees.into_iter().map(|p| LonLat { lon_deg: rounded(p.lon_deg), lat_deg: rounded(p.lat_deg) }).collect())
}

fn outline_in_degrees(boundary: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, AppError> {
    let ring = |line: &LineString<f64>| -> Result<LineString<f64>, AppError> {
        let positions: Vec<Position> = line.coords().map(|c| Position { easting_m: c.x, northing_m: c.y }).collect();
        Ok(in_degrees(&positions)?.into_iter().map(|p| (p.lon_deg, p.lat_deg)).collect())
    };
    let polygon = |polygon: &Polygon<f64>| {
        let holes = polygon.interiors().iter().map(ring).collect::<Result<_, _>>()?;
        Ok(Polygon::new(ring(polygon.exterior())?, holes))
    };
    boundary.iter().map(polygon).collect()
}

/// Opens the store at an address: a file for SQLite, or `postgres://`. A new file is made and brought up to date.
///
/// # Errors
/// [`AppError::Refused`] with a sentence when it cannot be opened.
pub async fn open(database: &str) -> Result<Store, AppError> {
    Store::open(database).await.map_err(|error| AppError::Refused(error.to_string()))
}
