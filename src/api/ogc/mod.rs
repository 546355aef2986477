//! The OGC API: every collection of `app::collections` under one set of addresses.
//!
//! | file | addresses |
//! |---|---|
//! | [`landing`] | `/`, `/conformance` |
//! | [`collections`] | `/collections`, `/collections/{collection}` |
//! | [`items`] | `/collections/{collection}/items`, `.../items/{id}` |
//! | [`asked`] | what a request for items asks for: box, time, properties |
//! | [`summary`] | `/collections/{collection}/summary`: what items come to |
//! | [`files`] | the same features as files to keep |
//! | [`schemas`] | `.../queryables`, `.../schema`, `.../sortables` |
//! | [`tiles`] | `.../tiles`, `.../tiles/WebMercatorQuad` and its tiles, `/tileMatrixSets` |
//! | [`tile_matrix_set`] | what WebMercatorQuad is |
//!
//! Each document is JSON, and a page made from the same JSON for whoever asks for HTML ([`crate::publish::html`]); each links
//! to the other.
//!
//! Nothing here knows one collection from another but by what it says of itself ([`crate::features::Features::described`]), so
//! a collection that is added is found, filtered, tiled and documented with no line here. What the page may ask of assets,
//! areas and needs besides is in [`asked`].
//!
//! Sources: OGC API - Features Part 1 (17-069r4), Part 2 (18-058r1), Part 3 (19-079r2), Part 5 (23-058r1), Part 8 (draft); OGC API - Tiles
//! Part 1 (20-057); each requirement is a test in `tests/ogc`.

pub mod asked;
pub mod collections;
pub mod files;
pub mod items;
pub mod landing;
pub mod schemas;
pub mod summary;
pub mod tile_matrix_set;
pub mod tiles;

use crate::api::call::Call;
use crate::api::params::COLLECTION;
use crate::api::problem::{NOT_FOUND, Problem};
use crate::app::catalogue::Snapshot;
use crate::app::collections::{all, named};
use crate::features::Features;

/// The collection that the address names.
///
/// # Errors
/// When there is none of that name, with those there are.
pub fn collection<'s>(call: &Call, snapshot: &'s Snapshot) -> Result<Box<dyn Features + 's>, Problem> {
    let name = call.given.read(&COLLECTION).unwrap_or_default();
    named(snapshot, &name).ok_or_else(|| {
        let there = all(snapshot);
        let names: Vec<&str> = there.iter().map(|collection| &*collection.described().name).collect();
        let shown: String = name.chars().take(100).collect();
        Problem::new(NOT_FOUND, format!("There is no collection \"{shown}\"; there are: {}.", names.join(", ")))
    })
}
