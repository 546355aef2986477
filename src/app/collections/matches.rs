//! Matches as features: lines from assets to the needs they suit best.

use std::borrow::Cow;

use geo::{LineString, MultiLineString, Rect};
use time::Date;

use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::app::collections::listed::Listed;
use crate::app::collections::needs::NeedFeatures;
use crate::app::collections::pairs::{PairKept, pairs, score};
use crate::domain::place::Extent;
use crate::features::Crs;
use crate::features::collection::{Shape, both};
use crate::features::matches::{MatchRow, Matches};

/// The matches of a snapshot.
#[derive(Clone, Copy)]
pub struct MatchFeatures<'s>(pub &'s Snapshot);

impl<'s> MatchFeatures<'s> {
    fn pair(self, index: usize) -> &'s PairKept {
        &pairs(self.0).kept[index]
    }
}

impl Listed for MatchFeatures<'_> {
    type Table = Matches;

    fn count(&self) -> usize {
        pairs(self.0).kept.len()
    }

    fn known(&self) -> Option<usize> {
        None
    }

    fn key(&self, index: usize) -> &str {
        &self.pair(index).key
    }

    fn read(&self, index: usize) -> MatchRow<'_> {
        let pair = self.pair(index);
        let placed = &self.0.atlas.assets()[pair.figures.standing.asset];
        MatchRow {
            key: &pair.key,
            rank: pair.rank,
            asset: &placed.asset,
            borough: placed.borough.as_deref(),
            need: &self.0.atlas.needs()[pair.figures.standing.need].need,
            score: score(&pair.figures),
            scored_on: pairs(self.0).on,
        }
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        let standing = &self.pair(index).figures.standing;
        let asset = AssetFeatures(self.0).shape_in(standing.asset, crs);
        let need = NeedFeatures(self.0).shape_in(standing.need, crs);
        match (asset, need) {
            // A line without length is none.
            (Shape::Point(from), Shape::Point(to)) if from != to => {
                Shape::Lines(Cow::Owned(MultiLineString::new(vec![LineString::from(vec![from, to])])))
            }
            _ => Shape::Nowhere,
        }
    }

    /// There are a few for each need, so all are told: a tree of them would cost more than it saves.
    fn touching(&self, _extent: Extent) -> Vec<usize> {
        (0..self.count()).collect()
    }

    /// Around their ends: to know just which pairs are the best is not needed for that.
    fn span(&self) -> Option<Rect> {
        let ends = AssetFeatures(self.0).span().zip(NeedFeatures(self.0).span());
        ends.map(|(assets, needs)| both(assets, needs))
    }

    fn dates(&self) -> Option<(Date, Date)> {
        Some((self.0.read_on, self.0.read_on))
    }
}
