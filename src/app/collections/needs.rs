//! Needs as features.

use crate::app::catalogue::Snapshot;
use crate::app::collections::listed::Listed;
use crate::app::collections::near;
use crate::app::collections::outlines::point;
use crate::domain::place::Extent;
use crate::features::collection::Shape;
use crate::features::{Crs, NeedRow, Needs};

/// The needs of a snapshot.
#[derive(Clone, Copy)]
pub struct NeedFeatures<'s>(pub &'s Snapshot);

impl<'s> NeedFeatures<'s> {
    /// What the values of one need are read from.
    #[must_use]
    pub fn row(self, index: usize) -> NeedRow<'s> {
        let placed = &self.0.atlas.needs()[index];
        NeedRow { need: &placed.need, borough: placed.borough.as_deref() }
    }

    /// Where one is, in a coordinate system.
    #[must_use]
    pub fn shape_in(self, index: usize, crs: Crs) -> Shape<'s> {
        point(self.0.atlas.needs()[index].position, self.0.degrees.needs[index], crs)
    }
}

impl Listed for NeedFeatures<'_> {
    type Table = Needs;

    fn outlasts_edits(&self) -> bool {
        true
    }

    fn count(&self) -> usize {
        self.0.atlas.needs().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.0.atlas.needs()[index].need.id.0
    }

    fn read(&self, index: usize) -> NeedRow<'_> {
        self.row(index)
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        self.shape_in(index, crs)
    }

    fn touching(&self, extent: Extent) -> Vec<usize> {
        near(self.0.atlas.need_layer(), extent)
    }
}
