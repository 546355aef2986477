//! Positions on the British National Grid, extents, distances, and how exactly a place is known.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::vocabulary;

/// The grid's easternmost and northernmost metre (Ordnance Survey's 700 km by 1,300 km square).
const GRID_EAST_M: f64 = 700_000.0;
const GRID_NORTH_M: f64 = 1_300_000.0;

/// A point on the British National Grid (EPSG:27700), in metres: always finite, always on the grid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Position {
    /// Metres east of the grid's origin, 0 to 700,000.
    pub easting_m: f64,
    /// Metres north of the grid's origin, 0 to 1,300,000.
    pub northing_m: f64,
}

/// A pair of numbers that is not a point on the British National Grid.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[error(
    "easting {easting_m}, northing {northing_m} is not on the British National Grid (0 to 700000 east, 0 to 1300000 north)"
)]
pub struct OffGrid {
    /// The easting given.
    pub easting_m: f64,
    /// The northing given.
    pub northing_m: f64,
}

impl Position {
    /// A position, when the numbers are finite and on the grid.
    ///
    /// # Errors
    /// [`OffGrid`] otherwise.
    pub fn new(easting_m: f64, northing_m: f64) -> Result<Self, OffGrid> {
        let on_grid = (0.0..=GRID_EAST_M).contains(&easting_m) && (0.0..=GRID_NORTH_M).contains(&northing_m);
        if on_grid { Ok(Self { easting_m, northing_m }) } else { Err(OffGrid { easting_m, northing_m }) }
    }

    /// Straight-line distance in metres.
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        distance_m(self.easting_m - other.easting_m, self.northing_m - other.northing_m)
    }
}

/// How far apart two points are that lie so many metres apart east and north. On the grid no square overflows, so the plain
/// root does what `hypot` takes three times as long for; many millions of these are worked out when a national stock is read.
#[must_use]
pub fn distance_m(east_m: f64, north_m: f64) -> f64 {
    (east_m * east_m + north_m * north_m).sqrt()
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            easting_m: f64,
            northing_m: f64,
        }
        let raw = Raw::deserialize(deserializer)?;
        Self::new(raw.easting_m, raw.northing_m).map_err(serde::de::Error::custom)
    }
}

/// A point in degrees, WGS84 longitude and latitude: exists only where data comes in or goes out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east.
    pub lon_deg: f64,
    /// Degrees north.
    pub lat_deg: f64,
}

/// A box on the British National Grid, in metres, edges included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// South-west corner.
    pub min: Position,
    /// North-east corner.
    pub max: Position,
}

impl Extent {
    /// The smallest box around some positions, or `None` when there are none.
    pub fn around(positions: impl IntoIterator<Item = Position>) -> Option<Self> {
        positions.into_iter().fold(None, |extent, p| match extent {
            None => Some(Self { min: p, max: p }),
            Some(e) => Some(Self {
                min: Position {
                    easting_m: e.min.easting_m.min(p.easting_m),
                    northing_m: e.min.northing_m.min(p.northing_m),
                },
                max: Position {
                    easting_m: e.max.easting_m.max(p.easting_m),
                    northing_m: e.max.northing_m.max(p.northing_m),
                },
            }),
        })
    }

    /// Whether the position lies inside or on the edge.
    #[must_use]
    pub fn contains(&self, p: Position) -> bool {
        (self.min.easting_m..=self.max.easting_m).contains(&p.easting_m)
            && (self.min.northing_m..=self.max.northing_m).contains(&p.northing_m)
    }
}

vocabulary! {
    /// How exactly we know, or may say, where something is.
    Precision {
        Point = "point", "exact point";
        Uprn = "uprn", "at its UPRN (address point)";
        GridSquare = "grid-square", "centre of a grid square";
        Postcode = "postcode", "centre of the postcode";
        Area = "area", "centre of the neighbourhood (exact place withheld)";
        OutwardPostcode = "outward-postcode", "postcode district only";
        Unknown = "unknown", "place not known";
    }
}

impl Precision {
    /// Whether it is the place itself and not the middle of a wider one.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Point | Self::Uprn)
    }
}
