//! The gap between space looked for and on offer as features, drawn where the areas are.

use geo::Rect;

use crate::app::catalogue::Snapshot;
use crate::app::collections::areas::AreaFeatures;
use crate::app::collections::listed::Listed;
use crate::domain::place::Extent;
use crate::features::Crs;
use crate::features::collection::Shape;
use crate::features::need_gap::{NeedGapRow, NeedGaps};
use crate::planning::gaps::gaps;

/// The gaps of a snapshot.
#[derive(Clone, Copy)]
pub struct NeedGapFeatures<'s>(pub &'s Snapshot);

impl Listed for NeedGapFeatures<'_> {
    type Table = NeedGaps;

    fn count(&self) -> usize {
        self.0.atlas.areas().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.0.atlas.areas()[index].code.0
    }

    fn read(&self, index: usize) -> NeedGapRow<'_> {
        let area = &self.0.atlas.areas()[index];
        let gap = &self.0.derived.gaps.get_or_init(|| gaps(&self.0.atlas, &self.0.criteria))[index];
        NeedGapRow {
            code: &area.code.0,
            name: &area.name,
            borough: area.borough_name(),
            needs: gap.needs,
            wanted_m2: gap.wanted_m2,
            on_offer: gap.on_offer,
            size_unknown: gap.size_unknown,
            on_offer_m2: gap.on_offer_m2,
            gap_m2: gap.gap_m2(),
        }
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        AreaFeatures(self.0).shape_in(index, crs)
    }

    fn touching(&self, extent: Extent) -> Vec<usize> {
        AreaFeatures(self.0).touching(extent)
    }

    fn span(&self) -> Option<Rect> {
        AreaFeatures(self.0).span()
    }
}
