//! What a snapshot shows, as collections of features: each knows how its rows are read and where they lie.
//!
//! | file | collection |
//! |---|---|
//! | [`assets`] | land and buildings, as the viewer may see them |
//! | [`areas`] | statistical areas with their figures |
//! | [`needs`] | needs that the viewer may see |
//! | [`mod@extents`] | how far each goes, and whose lists it was read from |
//! | [`organisations`] | who has these needs |
//! | [`mod@matches`], [`asset_scores`] | the best pairs; each asset with its best ([`pairs`] works them out) |
//! | [`need_gap`] | space looked for and on offer, by area |
//! | [`levels`] | areas of every other level that is loaded |
//! | [`layers`] | context layers, with attributes of their own |
//! | [`mod@sources`] | where all that comes from |
//! | [`listed`] | how a collection with a table of properties is read |
//! | [`derived`] | what is worked out when it is first asked for |
//! | [`outlines`] | areas in one coordinate system or another |
//!
//! Nothing here decides who may see what: a snapshot holds only that. Nothing is looked for here either; that is
//! `features::listing`.
//!
//! To show another collection, add a file that says it is [`listed::Listed`] and a line in [`all`]. Only
//! context layers have no table of ours, and are [`Features`] themselves.

pub mod areas;
pub mod asset_scores;
pub mod assets;
pub mod derived;
pub mod extents;
pub mod layers;
pub mod levels;
pub mod listed;
pub mod matches;
pub mod need_gap;
pub mod needs;
pub mod organisations;
pub mod outlines;
pub mod pairs;
pub mod sources;

use crate::app::catalogue::Snapshot;
use crate::atlas::Tree;
use crate::domain::place::Extent;
use crate::features::collection::Features;

use areas::AreaFeatures;
use asset_scores::AssetScoreFeatures;
use assets::AssetFeatures;
use layers::LayerFeatures;
use levels::LevelFeatures;
use matches::MatchFeatures;
use need_gap::NeedGapFeatures;
use needs::NeedFeatures;
use organisations::OrganisationFeatures;
use sources::SourceFeatures;

pub use extents::{Reach, extents, sources};

/// Tells what a collection of a snapshot shows from all else that any collection shows in this process.
#[must_use]
pub fn serial_of(snapshot: &Snapshot, features: &dyn Features) -> u64 {
    if features.outlasts_edits() { snapshot.lineage.root } else { snapshot.lineage.serial }
}

/// Every collection of a snapshot.
#[must_use]
pub fn all(snapshot: &Snapshot) -> Vec<Box<dyn Features + '_>> {
    let mut all: Vec<Box<dyn Features + '_>> = vec![
        Box::new(AssetFeatures(snapshot)),
        Box::new(AreaFeatures(snapshot)),
        Box::new(NeedFeatures(snapshot)),
        Box::new(OrganisationFeatures(snapshot)),
        Box::new(MatchFeatures(snapshot)),
        Box::new(AssetScoreFeatures(snapshot)),
        Box::new(NeedGapFeatures(snapshot)),
        Box::new(SourceFeatures(snapshot)),
    ];
    for level in 0..snapshot.atlas.levels().len() {
        all.push(Box::new(LevelFeatures(snapshot, level)));
    }
    for layer in 0..snapshot.atlas.context().len() {
        all.push(Box::new(LayerFeatures(snapshot, layer)));
    }
    all
}

/// The collection of this name.
#[must_use]
pub fn named<'s>(snapshot: &'s Snapshot, name: &str) -> Option<Box<dyn Features + 's>> {
    all(snapshot).into_iter().find(|collection| collection.described().name == name)
}

/// What may touch a box, and what is nowhere, in order.
fn near(tree: &Tree, extent: Extent) -> Vec<usize> {
    let mut near: Vec<usize> = tree.within(extent).chain(tree.nowhere()).collect();
    near.sort_unstable();
    near
}
