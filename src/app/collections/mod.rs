//! What a snapshot shows, as collections of features: each knows how its rows are read and where they lie.
//!
//! | file | collection |
//! |---|---|
//! | [`assets`] | land and buildings, as the viewer may see them |
//! | [`areas`] | statistical areas with their figures |
//! | [`needs`] | needs that the viewer may see |
//! | [`outlines`] | areas in one coordinate system or another |
//!
//! Nothing here decides who may see what: a snapshot holds only that. Nothing is looked for here either; that is
//! `features::listing`.
//!
//! To show another collection, add a file with its [`Features`] and a line in [`all`].

pub mod areas;
pub mod assets;
pub mod needs;
pub mod outlines;

use std::collections::BTreeMap;

use geo::{BoundingRect, Rect};

use crate::app::catalogue::Snapshot;
use crate::atlas::Layer;
use crate::domain::place::Extent;
use crate::features::Crs;
use crate::features::collection::{Features, Shape};

use areas::AreaFeatures;
use assets::AssetFeatures;
use needs::NeedFeatures;

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

/// The box around what is shown of each collection, by its name: west, south, east, north in degrees. A collection of which
/// nothing is anywhere has none. Worked out once for a snapshot.
#[must_use]
pub fn extents(snapshot: &Snapshot) -> &BTreeMap<String, [f64; 4]> {
    snapshot.extents.get_or_init(|| {
        let around = |collection: &dyn Features| {
            let shapes = (0..collection.len()).map(|index| collection.shape(index, Crs::Crs84));
            let corners = shapes.filter_map(|shape| match shape {
                Shape::Nowhere => None,
                Shape::Point(point) => Some(Rect::new(point, point)),
                Shape::Lines(lines) => lines.bounding_rect(),
                Shape::Areas(areas) => areas.bounding_rect(),
            });
            let sides = |rect: Rect| [rect.min().x, rect.min().y, rect.max().x, rect.max().y];
            corners.map(sides).reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
        };
        let named = |collection: &Box<dyn Features + '_>| {
            Some((collection.described().name.to_string(), around(&**collection)?))
        };
        all(snapshot).iter().filter_map(named).collect()
    })
}

/// What may touch a box, and what is nowhere, in order.
fn near<T>(layer: &Layer<T>, extent: Extent) -> Vec<usize> {
    let mut near: Vec<usize> = layer.within(extent).chain(layer.nowhere().iter().copied()).collect();
    near.sort_unstable();
    near
}
