//! Needs as features.

use crate::app::catalogue::Snapshot;
use crate::app::collections::near;
use crate::app::collections::outlines::point;
use crate::domain::place::Extent;
use crate::features::collection::{Described, Features, Shape};
use crate::features::table::RowOf;
use crate::features::{Collection, Crs, NeedRow, Needs, Scalar};

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
}

impl Features for NeedFeatures<'_> {
    fn described(&self) -> &Described {
        Needs::described()
    }

    fn len(&self) -> usize {
        self.0.atlas.needs().len()
    }

    fn id(&self, index: usize) -> &str {
        &self.0.atlas.needs()[index].need.id.0
    }

    fn index_of(&self, id: &str) -> Option<usize> {
        self.0.atlas.need_index(id)
    }

    fn value(&self, index: usize, column: usize) -> Scalar<'_> {
        Needs::PROPERTIES.get(column).map_or(Scalar::Null, |property| (property.read)(&RowOf::new(self.row(index))))
    }

    fn values(&self, index: usize, each: &mut dyn FnMut(Scalar<'_>)) {
        let row = RowOf::new(self.row(index));
        for property in Needs::PROPERTIES {
            each((property.read)(&row));
        }
    }

    fn shape(&self, index: usize, crs: Crs) -> Shape<'_> {
        point(self.0.atlas.needs()[index].position, self.0.need_lon_lat[index], crs)
    }

    fn near(&self, extent: Extent) -> Vec<usize> {
        near(self.0.atlas.need_layer(), extent)
    }
}
