//! An asset beside a need as if it were another: part of it, or with a fact changed.

use super::{Ground, Scored, Seeker};
use crate::domain::asset::Asset;
use crate::domain::need::Need;
use crate::matching::constraints;
use crate::matching::cost::Cost;
use crate::matching::location::Distance;
use crate::matching::pair::{Pair, rates};

/// A pairing as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How many constraints fail.
    pub failures: u32,
    /// Its pillars and score; what it would score where a constraint fails.
    pub scored: Scored,
    /// What it would cost a year.
    pub cost: Cost,
}

/// One asset beside one need, ready to be scored as it is not. How far apart they are is worked out once: nothing that is
/// tried moves the asset.
pub struct Beside<'a> {
    ground: Ground<'a>,
    seeker: Seeker<'a>,
    asset: usize,
    distance: Distance,
}

impl<'a> Beside<'a> {
    /// The asset at this index beside a need.
    #[must_use]
    pub fn of(ground: Ground<'a>, asset: usize, need: &'a Need) -> Self {
        let Ground { atlas, survey, criteria, on } = ground;
        let seeker = Seeker::new(atlas, survey, need, criteria, on);
        let distance = seeker.destination.distance(asset);
        Self { ground, seeker, asset, distance }
    }

    /// Whether the asset lies where people of the need would go.
    #[must_use]
    pub fn is_within_reach(&self) -> bool {
        self.pair(&self.ground.atlas.assets()[self.asset].asset).is_within_reach()
    }

    /// The pair with this instead of the asset.
    #[must_use]
    pub fn as_if(&self, instead: &Asset) -> Figures {
        let pair = self.pair(instead);
        let place = self.ground.survey.place(self.asset);
        Figures { failures: constraints::failures(&pair), scored: Scored::of(&pair, &place), cost: pair.cost }
    }

    fn pair<'b>(&'b self, asset: &'b Asset) -> Pair<'b> {
        let (need, criteria, on) = (self.seeker.need, self.ground.criteria, self.ground.on);
        Pair {
            asset,
            need,
            distance: self.distance,
            cost: Cost::of(asset, need, criteria, rates(criteria, on)),
            criteria,
            ruling: self.seeker.ruling(&self.ground.atlas.assets()[self.asset].asset),
            on,
        }
    }
}

/// Scores the asset at this index for a need as if it were `instead`.
#[must_use]
pub fn as_if(ground: Ground<'_>, asset: usize, instead: &Asset, need: &Need) -> Figures {
    Beside::of(ground, asset, need).as_if(instead)
}
