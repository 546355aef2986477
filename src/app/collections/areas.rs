//! Statistical areas as features.

use std::borrow::Cow;

use crate::app::catalogue::Snapshot;
use crate::app::collections::listed::Listed;
use crate::app::collections::near;
use crate::app::collections::outlines::outline_in;
use crate::domain::place::Extent;
use crate::domain::source::SourceId;
use crate::features::collection::Shape;
use crate::features::{AreaRow, Areas, Crs};

/// The areas of a snapshot.
#[derive(Clone, Copy)]
pub struct AreaFeatures<'s>(pub &'s Snapshot);

impl<'s> AreaFeatures<'s> {
    /// What the values of one area are read from.
    #[must_use]
    pub fn row(self, index: usize) -> AreaRow<'s> {
        let snapshot = self.0;
        let area = &snapshot.atlas.areas()[index];
        let source: &SourceId = area.deprivation.as_ref().map_or(&area.source, |release| &release.source);
        AreaRow {
            code: &area.code.0,
            name: &area.name,
            borough: area.borough_name(),
            deprivation: area.deprivation.as_ref(),
            rank_and_decile: area.rank_and_decile(),
            figures: snapshot.survey.area(index),
            source: &source.0,
            as_at: snapshot.atlas.source(source).and_then(|source| source.as_at),
        }
    }

    /// Where one is, in a coordinate system.
    #[must_use]
    pub fn shape_in(self, index: usize, crs: Crs) -> Shape<'s> {
        if crs.is_degrees() {
            return Shape::Areas(Cow::Borrowed(&self.0.area_outlines[index]));
        }
        outline_in(&self.0.atlas.areas()[index].boundary, crs)
            .map_or(Shape::Nowhere, |outline| Shape::Areas(Cow::Owned(outline)))
    }
}

impl Listed for AreaFeatures<'_> {
    type Table = Areas;

    fn outlasts_edits(&self) -> bool {
        true
    }

    fn count(&self) -> usize {
        self.0.atlas.areas().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.0.atlas.areas()[index].code.0
    }

    fn read(&self, index: usize) -> AreaRow<'_> {
        self.row(index)
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        self.shape_in(index, crs)
    }

    fn touching(&self, extent: Extent) -> Vec<usize> {
        near(self.0.atlas.area_layer(), extent)
    }
}
