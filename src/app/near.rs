//! What is near an asset: the nearest features of every context layer.

use crate::app::catalogue::Snapshot;
use crate::app::{AppError, browse};

/// Nothing further away than this is near, metres in a straight line.
pub const FURTHEST_M: f64 = 5_000.0;

/// The nearest features of one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct NearLayer {
    /// The layer, by its number among the context layers of the atlas.
    pub layer: usize,
    /// Its features by their numbers, nearest first, with the distance of each in metres.
    pub features: Vec<(usize, f64)>,
}

/// What is near an asset, layer by layer, at most so many features of each. Distances are from where the asset is shown to
/// the viewer. `None` when that is nowhere.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such asset.
pub fn near_asset(snapshot: &Snapshot, id: &str, most: usize) -> Result<Option<Vec<NearLayer>>, AppError> {
    let asset = &snapshot.atlas.assets()[browse::asset(snapshot, id)?].asset;
    let layers = snapshot.atlas.context().iter().enumerate();
    Ok(asset.position.map(|from| {
        layers.map(|(layer, context)| NearLayer { layer, features: context.nearest(from, most, FURTHEST_M) }).collect()
    }))
}
