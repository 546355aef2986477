//! One asset beside one need: all that a constraint or criterion may look at.

use time::Date;

use crate::domain::asset::{Asset, Holding, SpaceType};
use crate::domain::criteria::{BusinessRates, Criteria, Estimate};
use crate::domain::need::{Need, Ruling};
use crate::domain::source::{Fact, Quality};
use crate::matching::cost::Cost;
use crate::matching::location::Distance;

/// An asset beside a need on a day.
#[derive(Debug)]
pub struct Pair<'a> {
    /// The asset as the public may see it.
    pub asset: &'a Asset,
    /// The need.
    pub need: &'a Need,
    /// How far apart they are.
    pub distance: Distance,
    /// What it would cost a year.
    pub cost: Cost,
    /// What scores are made from.
    pub criteria: &'a Criteria,
    /// An officer's ruling against the pair.
    pub ruling: Option<&'a Ruling>,
    /// The day.
    pub on: Date,
}

impl<'a> Pair<'a> {
    /// Whether it is, as far as is known, where people of the need would go: as far as its reach or its limit goes.
    #[must_use]
    pub fn is_within_reach(&self) -> bool {
        let reach_m = self.need.reach.decay().cut_m.max(self.need.max_distance_m.unwrap_or_default());
        self.distance.travel_m.is_none_or(|travel_m| travel_m <= reach_m)
    }

    /// The same pair with a changed asset or need in the same places: what they change of the cost follows.
    #[must_use]
    pub fn changed<'b>(&self, asset: &'b Asset, need: &'b Need) -> Pair<'b>
    where
        'a: 'b,
    {
        let cost = Cost::of(asset, need, self.criteria, rates(self.criteria, self.on));
        Pair { asset, need, cost, ..*self }
    }
}

/// Floor area of an asset as far as it is known, m2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloorArea<'a> {
    /// The figure used.
    pub m2: f64,
    /// The least it could be.
    pub low_m2: f64,
    /// The most it could be.
    pub high_m2: f64,
    /// How far it can be trusted.
    pub quality: Quality,
    /// The fact behind it.
    pub fact: &'a Fact<f64>,
    /// Whether the fact is of the whole inside, of which a share is usable.
    pub from_gross: bool,
}

impl<'a> FloorArea<'a> {
    /// Usable area; else a share of the gross internal area; of land, for those who ask for nothing else, the site.
    #[must_use]
    pub fn of(asset: &'a Asset, need: &Need, criteria: &Criteria) -> Option<Self> {
        let facts = &asset.facts;
        if wants_only_land(need)
            && let Some(land) = &facts.land_area_m2
        {
            return Some(Self::new(land, land.value, land.quality, false, criteria));
        }
        if let Some(usable) = &facts.usable_area_m2 {
            return Some(Self::new(usable, usable.value, usable.quality, false, criteria));
        }
        let gross = facts.gross_internal_area_m2.as_ref()?;
        let quality = gross.quality.max(Quality::Estimated);
        Some(Self::new(gross, gross.value * criteria.usable_share, quality, true, criteria))
    }

    /// The area and the least and the most it could be.
    #[must_use]
    pub const fn estimate(&self) -> Estimate {
        Estimate { low: self.low_m2, mid: self.m2, high: self.high_m2 }
    }

    fn new(fact: &'a Fact<f64>, m2: f64, quality: Quality, from_gross: bool, criteria: &Criteria) -> Self {
        let error = if quality == Quality::Surveyed { 0.0 } else { criteria.area_error };
        Self { m2, low_m2: m2 * (1.0 - error), high_m2: m2 * (1.0 + error), quality, fact, from_gross }
    }
}

/// Whether the need asks for land and nothing else.
#[must_use]
pub fn wants_only_land(need: &Need) -> bool {
    !need.spaces.is_empty() && need.spaces.iter().all(|space| space.space_type == SpaceType::LandGrowing)
}

/// Whether the asset is known to be land without a building.
#[must_use]
pub fn is_only_land(asset: &Asset) -> bool {
    asset.facts.holding.as_ref().is_some_and(|holding| holding.value == Holding::Land)
}

/// The business rates in force.
#[must_use]
pub fn rates(criteria: &Criteria, on: Date) -> Option<&'static BusinessRates> {
    criteria.rates_on(on)
}
