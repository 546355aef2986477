//! Where what is shown lies, in degrees: worked out once for each snapshot.

use rayon::prelude::*;

use crate::app::AppError;
use crate::app::snapshot::unavailable;
use crate::atlas::{Atlas, Chunks};
use crate::domain::place::{LonLat, Position};
use crate::projection::{self, ProjectionError};

/// Places that one thread turns into degrees at a time.
const AT_ONCE: usize = 8192;

/// The assets and the needs of an atlas in degrees, in its order; `None` for one that nothing places.
#[derive(Clone, Debug)]
pub struct Places {
    /// The assets.
    pub assets: Chunks<Option<LonLat>>,
    /// The needs.
    pub needs: Vec<Option<LonLat>>,
}

impl Places {
    /// Those of an atlas.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub(super) fn of(atlas: &Atlas) -> Result<Self, AppError> {
        Ok(Self {
            assets: lon_lat_of(atlas.assets().iter().map(|entry| entry.asset.position))?.into_iter().collect(),
            needs: lon_lat_of(atlas.needs().iter().map(|entry| entry.position))?,
        })
    }

    /// Those of an atlas that differs in these assets.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when PROJ fails.
    pub(super) fn with_assets(&self, atlas: &Atlas, changed: &[usize]) -> Result<Self, AppError> {
        let places = lon_lat_of(changed.iter().map(|asset| atlas.assets()[*asset].asset.position))?;
        let assets = self.assets.with(changed.iter().copied().zip(places), []);
        Ok(Self { assets, needs: self.needs.clone() })
    }
}

fn lon_lat_of(positions: impl Iterator<Item = Option<Position>>) -> Result<Vec<Option<LonLat>>, AppError> {
    let positions: Vec<Option<Position>> = positions.collect();
    let known: Vec<Position> = positions.iter().copied().flatten().collect();
    let degrees: Result<Vec<Vec<LonLat>>, ProjectionError> =
        known.par_chunks(AT_ONCE).map(projection::to_lon_lat).collect();
    let mut degrees = degrees.map_err(|error| unavailable(&error))?.into_iter().flatten();
    Ok(positions.into_iter().map(|position| position.and_then(|_| degrees.next())).collect())
}
