//! The scores of assets as features, drawn where the assets are.

use geo::Rect;
use time::Date;

use crate::app::catalogue::Snapshot;
use crate::app::collections::assets::AssetFeatures;
use crate::app::collections::listed::Listed;
use crate::app::collections::pairs::{pairs, score};
use crate::domain::place::Extent;
use crate::features::Crs;
use crate::features::collection::Shape;
use crate::features::matches::{AssetScoreRow, AssetScores};

/// The scores of the assets of a snapshot.
#[derive(Clone, Copy)]
pub struct AssetScoreFeatures<'s>(pub &'s Snapshot);

impl Listed for AssetScoreFeatures<'_> {
    type Table = AssetScores;

    fn count(&self) -> usize {
        self.0.atlas.assets().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.0.atlas.assets()[index].asset.id.0
    }

    fn read(&self, index: usize) -> AssetScoreRow<'_> {
        let (snapshot, pairs) = (self.0, pairs(self.0));
        let found = &pairs.of_assets[index];
        let best = found.best.as_ref().map(|best| (&snapshot.atlas.needs()[best.standing.need].need, score(best)));
        AssetScoreRow {
            of: AssetFeatures(snapshot).row(index),
            place: snapshot.survey.place(index),
            needs: [pairs.needs, found.eligible],
            best,
            scored_on: pairs.on,
        }
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        AssetFeatures(self.0).shape_in(index, crs)
    }

    fn touching(&self, extent: Extent) -> Vec<usize> {
        AssetFeatures(self.0).touching(extent)
    }

    fn span(&self) -> Option<Rect> {
        AssetFeatures(self.0).span()
    }

    fn dates(&self) -> Option<(Date, Date)> {
        Some((self.0.read_on, self.0.read_on))
    }
}
