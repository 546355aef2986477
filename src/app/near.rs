//! What is near an asset: the nearest features of every context layer.

use crate::app::catalogue::Snapshot;
use crate::app::{AppError, browse};
use crate::domain::layer::{LayerAbout, LayerFeature, LayerKind, LayerValue};
use crate::features::Described;

/// Nothing further away than this is near, metres in a straight line.
pub const FURTHEST_M: f64 = 5_000.0;

/// The nearest features of one layer.
#[derive(Clone, Debug)]
pub struct NearLayer<'s> {
    /// What its collection says of itself.
    pub described: &'s Described,
    /// The layer.
    pub about: &'s LayerAbout,
    /// Its features, nearest first.
    pub features: Vec<NearFeature<'s>>,
}

/// A feature that is near.
#[derive(Clone, Debug)]
pub struct NearFeature<'s> {
    /// Its key.
    pub key: &'s str,
    /// What its layer calls it; else its key.
    pub name: String,
    /// Metres in a straight line; 0 inside an area.
    pub distance_m: f64,
}

/// What is near an asset, layer by layer, at most so many features of each. Distances are from where the asset is shown to
/// the viewer. `None` when that is nowhere.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such asset.
pub fn near_asset<'s>(snapshot: &'s Snapshot, id: &str, most: usize) -> Result<Option<Vec<NearLayer<'s>>>, AppError> {
    let asset = &snapshot.atlas.assets()[browse::asset(snapshot, id)?].asset;
    let Some(from) = asset.position else { return Ok(None) };
    let layers = snapshot.atlas.context().iter().zip(&snapshot.derived.layers).map(|(context, described)| {
        let called = name_column(&context.about);
        let feature = |(index, distance_m): (usize, f64)| {
            let feature = &context.features.records()[index];
            NearFeature { key: &feature.key, name: name_of(feature, called), distance_m }
        };
        let nearest = context.nearest(from, most, FURTHEST_M);
        NearLayer { described, about: &context.about, features: nearest.into_iter().map(feature).collect() }
    });
    Ok(Some(layers.collect()))
}

/// The column that features are called by: the first text whose heading speaks of a name or title, else the first text.
fn name_column(about: &LayerAbout) -> Option<usize> {
    let texts = || about.columns.iter().enumerate().filter(|(_, column)| column.kind == LayerKind::Text);
    let speaks = |name: &str| name.contains("name") || name.contains("title");
    texts().find(|(_, column)| speaks(&column.name)).or_else(|| texts().next()).map(|(place, _)| place)
}

fn name_of(feature: &LayerFeature, called: Option<usize>) -> String {
    let value = called.and_then(|place| feature.values.get(place)?.as_ref());
    match value {
        Some(LayerValue::Text(name)) if !name.trim().is_empty() => name.clone(),
        _ => feature.key.clone(),
    }
}
