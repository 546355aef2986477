//! What a snapshot shows, as collections of features: each knows how its rows are read and where they lie.
//!
//! | file | collection |
//! |---|---|
//! | [`assets`] | land and buildings, as the viewer may see them |
//! | [`areas`] | statistical areas with their figures |
//! | [`needs`] | needs that the viewer may see |
//! | [`extents`] | how far each goes, and whose lists it was read from |
//! | [`outlines`] | areas in one coordinate system or another |
//!
//! Nothing here decides who may see what: a snapshot holds only that. Nothing is looked for here either; that is
//! `features::listing`.
//!
//! To show another collection, add a file with its [`Features`] and a line in [`all`].

pub mod areas;
pub mod assets;
pub mod extents;
pub mod needs;
pub mod outlines;

use crate::app::catalogue::Snapshot;
use crate::atlas::Layer;
use crate::domain::place::Extent;
use crate::features::collection::Features;

use areas::AreaFeatures;
use assets::AssetFeatures;
use needs::NeedFeatures;

pub use extents::{Reach, extents, sources};

/// Every collection of a snapshot.
#[must_use]
pub fn all(snapshot: &Snapshot) -> Vec<Box<dyn Features + '_>> {
    vec![Box::new(AssetFeatures(snapshot)), Box::new(AreaFeatures(snapshot)), Box::new(NeedFeatures(snapshot))]
}

/// The collection of this name.
#[must_use]
pub fn named<'s>(snapshot: &'s Snapshot, name: &str) -> Option<Box<dyn Features + 's>> {
    all(snapshot).into_iter().find(|collection| collection.described().name == name)
}

/// What may touch a box, and what is nowhere, in order.
fn near<T>(layer: &Layer<T>, extent: Extent) -> Vec<usize> {
    let mut near: Vec<usize> = layer.within(extent).chain(layer.nowhere().iter().copied()).collect();
    near.sort_unstable();
    near
}
