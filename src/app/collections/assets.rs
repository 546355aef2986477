//! Assets as features.

use geo::Coord;

use crate::app::catalogue::Snapshot;
use crate::app::collections::listed::Listed;
use crate::app::collections::near;
use crate::app::collections::outlines::point;
use crate::domain::place::{Extent, LonLat};
use crate::features::collection::Shape;
use crate::features::{AssetRow, Assets, Crs};

/// The assets of a snapshot.
#[derive(Clone, Copy)]
pub struct AssetFeatures<'s>(pub &'s Snapshot);

impl<'s> AssetFeatures<'s> {
    /// What the values of one asset are read from.
    #[must_use]
    pub fn row(self, index: usize) -> AssetRow<'s> {
        let snapshot = self.0;
        let placed = &snapshot.atlas.assets()[index];
        let figures = snapshot.survey.place(index);
        let source = snapshot.atlas.source(&placed.asset.register);
        let around = snapshot.atlas.area_of_asset(index);
        let area = around.map(|area| &snapshot.atlas.areas()[area]);
        AssetRow {
            asset: &placed.asset,
            place: snapshot.degrees.assets[index],
            borough: placed.borough.as_deref(),
            ward: around.and_then(|area| snapshot.atlas.ward_of_area(area)),
            area: area.map(|area| (&*area.code.0, area.name.as_str())),
            deprivation: figures.deprivation.map(|figures| figures.value),
            uplift: figures.uplift.map(|figures| figures.value),
            as_at: source.and_then(|source| source.as_at),
            fictional: source.is_some_and(|source| source.fictional),
        }
    }

    /// Where one is, in a coordinate system.
    #[must_use]
    pub fn shape_in(self, index: usize, crs: Crs) -> Shape<'s> {
        let lon_lat = self.0.degrees.assets[index];
        // Whoever has degrees has a place. A box of many thousand is spared a look at each asset, far apart in memory.
        if let (true, Some(LonLat { lon_deg: x, lat_deg: y })) = (crs.is_degrees(), lon_lat) {
            return Shape::Point(crs.rounded(Coord { x, y }));
        }
        point(self.0.atlas.assets()[index].asset.position, lon_lat, crs)
    }
}

impl Listed for AssetFeatures<'_> {
    type Table = Assets;

    fn count(&self) -> usize {
        self.0.atlas.assets().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.0.atlas.assets()[index].asset.id.0
    }

    fn read(&self, index: usize) -> AssetRow<'_> {
        self.row(index)
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        self.shape_in(index, crs)
    }

    fn touching(&self, extent: Extent) -> Vec<usize> {
        near(self.0.atlas.asset_tree(), extent)
    }
}
