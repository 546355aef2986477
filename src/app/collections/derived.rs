//! What is worked out of a snapshot for its collections when it is first asked for, and kept with it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use geo::MultiPolygon;

use crate::app::collections::extents::Reach;
use crate::app::collections::layers::{self, LayerDegrees};
use crate::app::collections::levels::LevelHeld;
use crate::app::collections::pairs::Pairs;
use crate::app::collections::sources::SourceHeld;
use crate::app::worklist::Stocks;
use crate::atlas::Atlas;
use crate::features::collection::Described;
use crate::features::levels::LevelAreas;
use crate::features::organisations::OrganisationSeen;
use crate::planning::gaps::Gap;

/// Outlines in degrees that are the same whoever looks.
#[derive(Debug, Default)]
pub struct SameGround {
    /// Those of every other level, in the order of the levels.
    pub levels: Vec<OnceLock<Vec<MultiPolygon>>>,
    /// Those of every context layer.
    pub layers: LayerDegrees,
}

/// See the head of the file.
#[derive(Debug, Default)]
pub struct Derived {
    /// How far collections go, by their names.
    pub extents: OnceLock<BTreeMap<String, Reach>>,
    /// Organisations in order of key.
    pub organisations: OnceLock<Vec<OrganisationSeen>>,
    /// What sources gave, in the order of the sources.
    pub sources: OnceLock<Vec<SourceHeld>>,
    /// The best pairs of needs and assets.
    pub pairs: OnceLock<Pairs>,
    /// Space looked for and on offer, in the order of the areas.
    pub gaps: OnceLock<Vec<Gap>>,
    /// The order of each council's own stock.
    pub stocks: Stocks,
    /// Other levels of geography.
    pub levels: Vec<LevelHeld>,
    /// What each context layer says of itself.
    pub layers: Vec<Described>,
    /// What others share.
    pub same_ground: Arc<SameGround>,
}

impl Derived {
    /// Of an atlas nothing is worked out of yet, on the same ground as another or on its own.
    #[must_use]
    pub fn of(atlas: &Atlas, same_ground: Option<Arc<SameGround>>) -> Self {
        let own_ground = || {
            Arc::new(SameGround {
                levels: atlas.levels().iter().map(|_| OnceLock::new()).collect(),
                layers: atlas.context().iter().map(|_| OnceLock::new()).collect(),
            })
        };
        let levels = atlas.levels().iter().map(|level| LevelAreas::described_as(level.level, level.year));
        Self {
            levels: levels.map(LevelHeld::of).collect(),
            layers: atlas.context().iter().map(|layer| layers::described(&layer.about)).collect(),
            same_ground: same_ground.unwrap_or_else(own_ground),
            ..Self::default()
        }
    }
}
