//! The boxes around what is on the map, in degrees.

use geo::CoordsIter;

use crate::app::catalogue::Snapshot;
use crate::domain::place::LonLat;
use crate::publish::degrees::rounded;

/// West, south, east, north.
pub type LonLatExtent = [f64; 4];

/// The box around each collection; `None` while it has nothing that can be placed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extents {
    /// Around all assets, as they are shown.
    pub assets: Option<LonLatExtent>,
    /// Around all areas.
    pub areas: Option<LonLatExtent>,
    /// Around all published needs.
    pub needs: Option<LonLatExtent>,
}

impl Extents {
    /// The boxes of a snapshot.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let corners = snapshot.area_outlines.iter().flat_map(CoordsIter::coords_iter);
        Self {
            assets: around(snapshot.asset_lon_lat.iter().flatten().copied()),
            areas: around(corners.map(|corner| LonLat { lon_deg: corner.x, lat_deg: corner.y })),
            needs: around(snapshot.need_lon_lat.iter().flatten().copied()),
        }
    }

    /// The box around everything.
    #[must_use]
    pub fn all(&self) -> Option<LonLatExtent> {
        [self.assets, self.areas, self.needs]
            .into_iter()
            .flatten()
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    }
}

fn around(points: impl Iterator<Item = LonLat>) -> Option<LonLatExtent> {
    let extent = points.fold(None, |extent: Option<LonLatExtent>, point| {
        let (lon, lat) = (point.lon_deg, point.lat_deg);
        Some(extent.map_or([lon, lat, lon, lat], |e| [e[0].min(lon), e[1].min(lat), e[2].max(lon), e[3].max(lat)]))
    });
    extent.map(|sides| sides.map(rounded))
}
