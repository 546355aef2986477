//! `/tiles/areas` and `/tiles/assets`: vector tiles, and the TileJSON that describes them.

use crate::api::call::{Answer, Call};
use crate::api::extents::Extents;
use crate::api::params::{TILE_X, TILE_Y, TILE_Z};
use crate::api::problem::{NOT_FOUND, Problem};
use crate::api::rows;
use crate::app::catalogue::Snapshot;
use crate::app::collections::areas::AreaFeatures;
use crate::app::collections::assets::AssetFeatures;
use crate::features::{Areas, Assets, Collection, Described, Features};
use crate::publish::tile::{self, CLOSEST_ZOOM, TileAddress, tilejson};

/// The media types of a tile, best first.
pub const MVT: &[&str] = &["application/vnd.mapbox-vector-tile", "application/x-protobuf"];

/// A tile of areas.
///
/// # Errors
/// When there is no such tile.
pub fn areas(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    tile(call, snapshot, &AreaFeatures(snapshot))
}

/// A tile of assets.
///
/// # Errors
/// When there is no such tile.
pub fn assets(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    tile(call, snapshot, &AssetFeatures(snapshot))
}

/// What the tiles of areas hold.
///
/// # Errors
/// When it cannot be written.
pub fn areas_described(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    described(call, snapshot, Areas::described(), Extents::of(snapshot).areas)
}

/// What the tiles of assets hold.
///
/// # Errors
/// When it cannot be written.
pub fn assets_described(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    described(call, snapshot, Assets::described(), Extents::of(snapshot).assets)
}

fn tile(call: &Call, snapshot: &Snapshot, features: &dyn Features) -> Result<Answer, Problem> {
    let (z, x, y) = (call.given.read(&TILE_Z), call.given.read(&TILE_X), call.given.read(&TILE_Y));
    let zoom = z.and_then(|z| u8::try_from(z).ok());
    let address = zoom.zip(x.zip(y)).and_then(|(zoom, (x, y))| TileAddress::new(zoom, x, y));
    let Some(address) = address else {
        let detail = format!("There is no such tile: z goes from 0 to {CLOSEST_ZOOM}, x and y from 0 to 2^z - 1.");
        return Err(Problem::new(NOT_FOUND, detail));
    };
    let key = (snapshot.serial, features.described().name.to_string(), address);
    let body = call.state.tiles.get(key, || tile::tile(address, features).unwrap_or_default());
    Ok(call.bytes(body))
}

fn described(
    call: &Call,
    snapshot: &Snapshot,
    described: &Described,
    extent: Option<[f64; 4]>,
) -> Result<Answer, Problem> {
    let mut publishers: Vec<&str> = snapshot.atlas.sources().iter().map(|source| source.publisher.as_str()).collect();
    publishers.sort_unstable();
    publishers.dedup();
    let template = call.address(&format!("/tiles/{}/{{z}}/{{x}}/{{y}}", described.name));
    call.json(&tilejson(described, &template, extent, &publishers.join(", "), rows::usual_stamp(snapshot)))
}
