//! One immutable picture of everything that somebody may see, which every question is answered from.

use std::sync::{Arc, OnceLock};

use geo::MultiPolygon;
use rayon::prelude::*;
use time::{Date, OffsetDateTime};

use crate::app::AppError;
use crate::app::collections::derived::{Derived, SameGround};
use crate::app::collections::outlines::outline_in;
use crate::app::degrees::Places;
use crate::app::gate::Gate;
use crate::app::lineage::Lineage;
use crate::atlas::Atlas;
use crate::domain::area::UprnPoint;
use crate::domain::asset::Asset;
use crate::domain::backtest::Backtest;
use crate::domain::criteria::Criteria;
use crate::domain::fairness::Fairness;
use crate::domain::holdings::{Holdings, Loaded};
use crate::domain::indices::Edition;
use crate::domain::permission::Viewer;
use crate::features::Crs;
use crate::matching::deprivation::{OldIndicesMissing, reproducing_2019};
use crate::matching::{Survey, release};
use crate::projection::ProjectionError;
use crate::validation::sensitivity::Rankings;

/// Everything that somebody may see at one moment, indexed, surveyed and projected once.
#[derive(Debug)]
pub struct Snapshot {
    /// What there is.
    pub atlas: Atlas,
    /// What place alone says of it.
    pub survey: Survey,
    /// What it is scored by.
    pub criteria: Criteria,
    /// Longitude and latitude of its assets and needs.
    pub degrees: Places,
    /// Since when this is shown: every answer from it carries this time, so that equal answers are equal bytes, after a
    /// restart too.
    pub made_at: OffsetDateTime,
    /// The day it was put together: what depends on the day goes by it.
    pub read_on: Date,
    /// Names what is shown: it is another, and larger, whenever something that is shown is another. It is made of the time
    /// and not of the numbers of changes, which would tell how much happened that is not shown.
    pub version: i64,
    /// Tells this snapshot from every other of this process, and from those that it differs from in a few edits.
    pub lineage: Lineage,
    /// The outline of each area of the atlas in degrees, in its order.
    pub area_outlines: Arc<Vec<MultiPolygon<f64>>>,
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
    /// What weights are tried on, once somebody has asked; see `app::sensitivity`.
    pub rankings: OnceLock<Rankings>,
    /// Whom shortlists serve, once somebody has asked; see `app::fairness`.
    pub fairness: OnceLock<Fairness>,
    /// What its collections are worked out to, once somebody has asked.
    pub derived: Derived,
}

impl Snapshot {
    /// What the public sees of some holdings: indexes, surveys and projects them.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub fn of(mut holdings: Holdings) -> Result<Self, AppError> {
        let criteria = Criteria::default();
        let about = About {
            criteria: criteria.clone(),
            data_release: release::data_release(&holdings),
            loaded: holdings.loaded.clone(),
            backtest: holdings.backtest.take(),
            price_release: holdings.price_release.take(),
        };
        let atlas = Atlas::build(holdings);
        let in_degrees =
            || atlas.areas().par_iter().map(|area| outline_in(&area.boundary, Crs::Crs84)).collect::<Result<_, _>>();
        let (survey, outlines) = rayon::join(|| Survey::of(&atlas, &criteria), in_degrees);
        let outlines = outlines.map_err(|error| unavailable(&error))?;
        let degrees = Places::of(&atlas)?;
        Ok(Self::put_together(atlas, survey, about, degrees, Arc::new(outlines), None))
    }

    /// What somebody sees who may see more, on the same official data. Of the holdings only what people enter is used, as
    /// [`crate::store::Store::entered`] gives it.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub fn seen_by(&self, viewer: &Viewer, entered: Holdings) -> Result<Self, AppError> {
        let about = About { loaded: entered.loaded.clone(), ..self.about() };
        let atlas = self.atlas.seen_by(viewer, entered);
        let survey = self.survey.of_others(&atlas, &self.criteria);
        let degrees = Places::of(&atlas)?;
        let (outlines, ground) = (Arc::clone(&self.area_outlines), Arc::clone(&self.derived.same_ground));
        Ok(Self::put_together(atlas, survey, about, degrees, outlines, Some(ground)))
    }

    /// What the same viewer sees at a later change, at which these assets are held and all else is as it was. `uprns` holds
    /// the address points of their UPRNs, in order. Costs as much as those few assets, however many there are.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub fn with_assets(
        &self,
        change: i64,
        assets: Vec<Asset>,
        uprns: &[UprnPoint],
        viewer: &Viewer,
    ) -> Result<Later, AppError> {
        let Some((atlas, changed)) = self.atlas.with_assets(change, assets, uprns, viewer) else {
            return Ok(Later::NotThisWay);
        };
        if changed.is_empty() {
            return Ok(Later::TheSame);
        }
        let survey = self.survey.with_assets(&atlas, &changed, &self.atlas, &self.criteria);
        let degrees = self.degrees.with_assets(&atlas, &changed)?;
        let lineage = self.lineage.after(&changed);
        let made = Self { lineage, ..self.on_same_ground(atlas, survey, degrees) };
        Ok(Later::Changed(Box::new(made)))
    }

    /// The same with every index made anew, when many assets have changed since they were made.
    #[must_use]
    pub fn packed(&self) -> Self {
        let atlas = self.atlas.packed();
        let survey = self.survey.of_others(&atlas, &self.criteria);
        let degrees = self.degrees.clone();
        Self { lineage: self.lineage.after(&[]), ..self.on_same_ground(atlas, survey, degrees) }
    }

    fn on_same_ground(&self, atlas: Atlas, survey: Survey, degrees: Places) -> Self {
        let (outlines, ground) = (Arc::clone(&self.area_outlines), Arc::clone(&self.derived.same_ground));
        Self::put_together(atlas, survey, self.about(), degrees, outlines, Some(ground))
    }

    fn about(&self) -> About {
        About {
            criteria: self.criteria.clone(),
            data_release: self.data_release.clone(),
            loaded: self.loaded.clone(),
            backtest: self.backtest.clone(),
            price_release: self.price_release.clone(),
        }
    }

    /// The same, as it is shown since an earlier moment.
    #[must_use]
    pub fn shown_since(mut self, moment: OffsetDateTime) -> Self {
        self.made_at = moment;
        self.version = in_milliseconds(moment);
        self
    }

    fn put_together(
        atlas: Atlas,
        survey: Survey,
        about: About,
        degrees: Places,
        area_outlines: Arc<Vec<MultiPolygon<f64>>>,
        same_ground: Option<Arc<SameGround>>,
    ) -> Self {
        let About { criteria, data_release, loaded, backtest, price_release } = about;
        let gate = Gate::of(backtest.as_ref(), price_release.as_deref(), survey.price_basis());
        let derived = Derived::of(&atlas, same_ground);
        // To the millisecond, which is what names it.
        let now = OffsetDateTime::now_utc();
        let made_at = now.truncate_to_millisecond();
        Self {
            made_at,
            read_on: now.date(),
            version: in_milliseconds(made_at),
            lineage: Lineage::default(),
            atlas,
            survey,
            criteria,
            degrees,
            area_outlines,
            data_release,
            loaded,
            price_release,
            backtest,
            gate,
            by_2019: OnceLock::new(),
            rankings: OnceLock::new(),
            fairness: OnceLock::new(),
            derived,
        }
    }

    /// Whether the other shows the same in everything.
    #[must_use]
    pub fn shows_the_same(&self, other: &Self) -> bool {
        self.data_release == other.data_release
            && self.price_release == other.price_release
            && self.backtest == other.backtest
            && self.area_data() == other.area_data()
            && self.atlas.shows_the_same(&other.atlas)
    }

    /// What sources gave of area data: all that is shown of it.
    fn area_data(&self) -> Vec<&Loaded> {
        self.loaded.iter().filter(|loaded| loaded.kind.is_area_data()).collect()
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

/// What a viewer sees at a later change.
#[derive(Debug)]
pub enum Later {
    /// The very same.
    TheSame,
    /// Something else.
    Changed(Box<Snapshot>),
    /// Nobody knows until all is read again.
    NotThisWay,
}

fn in_milliseconds(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// What names the data, and what they are scored by.
struct About {
    criteria: Criteria,
    data_release: String,
    loaded: Vec<Loaded>,
    backtest: Option<Backtest>,
    price_release: Option<String>,
}

pub(super) fn unavailable(error: &ProjectionError) -> AppError {
    AppError::Unavailable { cause: error.to_string() }
}
