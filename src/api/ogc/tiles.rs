//! `.../tiles`: the vector tiles of a collection (OGC API - Tiles Part 1), and the TileJSON that map clients read.

use serde_json::{Value, json};

use crate::api::call::{Answer, Call};
use crate::api::ogc;
use crate::api::ogc::tile_matrix_set::{self, URI};
use crate::api::params::{TILE_X, TILE_Y, TILE_Z};
use crate::api::problem::{NOT_FOUND, Problem};
use crate::api::rows;
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::features::collection::{Described, Features, GeometryType};
use crate::publish::html::HTML;
use crate::publish::tile::{self, CLOSEST_ZOOM, FURTHEST_ZOOM, TileAddress, tilejson};

/// The media types of a tile, best first.
pub const MVT: &[&str] = &["application/vnd.mapbox-vector-tile", "application/x-protobuf"];

/// What a tileset is described in: that of OGC, and TileJSON.
pub const DESCRIBED: &[&str] = &["application/json", TILEJSON, HTML];

/// The media type of TileJSON (its specification registers none).
const TILEJSON: &str = "application/vnd.mapbox.tilejson+json";

/// Bytes of drawn tiles kept.
pub const MOST_BYTES: usize = 64 << 20;

/// Which tile: of which snapshot (by [`collections::serial_of`]), layer and place. What two people may not both see is in two
/// snapshots, so a tile drawn for one is never given to the other. An empty tile has no bytes.
pub type TileKey = (u64, String, TileAddress);

/// The tilesets of a collection: one.
///
/// # Errors
/// When there is no such collection, or nothing in it is anywhere.
pub fn tilesets(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = placed(call, snapshot)?;
    let tilesets = json!({
        "links": call.own_links("Tilesets"),
        "tilesets": [tileset_json(call, snapshot, features.described())],
    });
    call.document("Tilesets", &tilesets)
}

/// The tileset of a collection.
///
/// # Errors
/// When there is no such collection, or nothing in it is anywhere.
pub fn tileset(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = placed(call, snapshot)?;
    let described = features.described();
    if call.media != TILEJSON {
        return call.document(&described.title, &tileset_json(call, snapshot, described));
    }
    let mut publishers: Vec<&str> = snapshot.atlas.sources().iter().map(|source| source.publisher.as_str()).collect();
    publishers.sort_unstable();
    publishers.dedup();
    let template = call.address(&template(described));
    let extent = collections::extents(snapshot).get(&*described.name).and_then(|reach| reach.bbox);
    call.json(&tilejson(described, &template, extent, &publishers.join(", "), rows::usual_stamp(snapshot)))
}

/// A tile.
///
/// # Errors
/// When there is no such collection or no such tile.
pub fn tile(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = placed(call, snapshot)?;
    let (z, x, y) = (call.given.read(&TILE_Z), call.given.read(&TILE_X), call.given.read(&TILE_Y));
    let zoom = z.and_then(|z| u8::try_from(z).ok());
    let address = zoom.zip(x.zip(y)).and_then(|(zoom, (x, y))| TileAddress::new(zoom, x, y));
    let Some(address) = address else {
        let detail = format!("There is no such tile: z goes from 0 to {CLOSEST_ZOOM}, y and x from 0 to 2^z - 1.");
        return Err(Problem::new(NOT_FOUND, detail));
    };
    let key = (collections::serial_of(snapshot, &*features), features.described().name.to_string(), address);
    let body = call.state.tiles.get(key, || tile::tile(address, &*features).unwrap_or_default().into());
    Ok(call.bytes(body))
}

/// A collection with features that are somewhere.
fn placed<'s>(call: &Call, snapshot: &'s Snapshot) -> Result<Box<dyn Features + 's>, Problem> {
    let features = ogc::collection(call, snapshot)?;
    if features.described().geometry == GeometryType::Nothing {
        let detail = format!("{} is a table: it has no tiles.", features.described().title);
        return Err(Problem::new(NOT_FOUND, detail));
    }
    Ok(features)
}

fn template(described: &Described) -> String {
    format!("/collections/{}/tiles/{}/{{z}}/{{y}}/{{x}}", described.name, tile_matrix_set::NAME)
}

fn tileset_json(call: &Call, snapshot: &Snapshot, described: &Described) -> Value {
    let path = format!("/collections/{}/tiles/{}", described.name, tile_matrix_set::NAME);
    let mut item = call.link("item", "", MVT[0], "The tiles");
    item.href = call.address(&format!("{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"));
    let mut item = json!(item);
    item["templated"] = true.into();
    let scheme = call.link(
        "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
        &format!("/tileMatrixSets/{}", tile_matrix_set::NAME),
        "application/json",
        "The tiling",
    );
    let dimension = match described.geometry {
        GeometryType::Nothing | GeometryType::Point => 0,
        GeometryType::MultiLineString => 1,
        GeometryType::MultiPolygon => 2,
    };
    let mut tileset = json!({
        "title": described.title,
        "description": described.about,
        "dataType": "vector",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "tileMatrixSetURI": URI,
        "layers": [{
            "id": described.name, "title": described.title, "dataType": "vector", "geometryDimension": dimension,
            "minTileMatrix": FURTHEST_ZOOM.to_string(), "maxTileMatrix": CLOSEST_ZOOM.to_string(),
        }],
        "links": [
            call.link("self", &path, "application/json", &described.title),
            call.link("alternate", &format!("{path}?f=tilejson"), TILEJSON, "TileJSON"),
            call.link("alternate", &format!("{path}?f=html"), HTML, "As a page"),
            scheme,
            item,
        ],
    });
    let reach = collections::extents(snapshot).get(&*described.name);
    if let Some([west, south, east, north]) = reach.and_then(|reach| reach.bbox) {
        tileset["boundingBox"] = json!({
            "lowerLeft": [west, south], "upperRight": [east, north],
            "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        });
    }
    tileset
}
