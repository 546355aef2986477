//! The collections as vector tiles.

use crate::api::ogc;
use crate::api::params::{COLLECTION, FORMAT, TILE_X, TILE_Y, TILE_Z};
use crate::api::routes::{DOCUMENT, Handler, Route, get};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: DOCUMENT,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/tiles",
            "getTilesets",
            "tiles",
            "The tilesets of a collection",
            Handler::Data(ogc::tiles::tilesets),
        )
    },
    Route {
        about: "As OGC API - Tiles describes it, or as TileJSON.",
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::tiles::DESCRIBED,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/tiles/WebMercatorQuad",
            "getTileset",
            "tiles",
            "What the tiles of a collection hold",
            Handler::Data(ogc::tiles::tileset),
        )
    },
    Route {
        parameters: &[&COLLECTION, &TILE_Z, &TILE_Y, &TILE_X],
        offers: ogc::tiles::MVT,
        may_be_empty: true,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/tiles/WebMercatorQuad/{z}/{y}/{x}",
            "getTile",
            "tiles",
            "A vector tile",
            Handler::Data(ogc::tiles::tile),
        )
    },
    Route {
        offers: DOCUMENT,
        ..get(
            Rule::Anybody,
            "/tileMatrixSets",
            "getTileMatrixSets",
            "tiles",
            "All tilings",
            Handler::Fixed(ogc::tile_matrix_set::all),
        )
    },
    Route {
        offers: DOCUMENT,
        ..get(
            Rule::Anybody,
            "/tileMatrixSets/WebMercatorQuad",
            "getWebMercatorQuad",
            "tiles",
            "The tiling",
            Handler::Fixed(ogc::tile_matrix_set::web_mercator_quad),
        )
    },
];
