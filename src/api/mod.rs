//! The HTTP door: every address on one page, and what each takes and gives.
//!
//! | file | what it does |
//! |---|---|
//! | `mod.rs` | [`ROUTES`], the table of every address; [`router`] |
//! | `params.rs`, `values.rs` | every parameter, declared once; how values are read |
//! | `problem.rs` | the one table from what went wrong to an HTTP answer |
//! | `dispatch.rs` | from request to handler and back: methods, parameters, formats, tags |
//! | `finish.rs` | what every answer gets: HEAD, safety headers, tags of compressed bodies |
//! | `call.rs`, `media.rs`, `etag.rs`, `base.rs`, `body.rs` | the parts of that |
//! | `collections.rs`, `items.rs`, `records.rs`, `rankings.rs`, `tiles.rs`, `about.rs`, `method.rs`, `fairness.rs` | handlers, one file for each kind of answer |
//! | `openapi.rs` | the document of all this, made from the same tables |
//! | `web.rs` | the page |
//!
//! A handler is a plain function from a checked [`call::Call`] and a snapshot to an [`call::Answer`]. It never reads a
//! header, writes a status or decides who may see what. Nothing a caller sends gives a status of 500 or above.
//!
//! To add an address: a function in the file of its kind, a row in [`ROUTES`], the schema of its answer beside the type
//! that writes it; `make test` then asks for the new OpenAPI snapshot.

mod about;
mod base;
mod body;
mod call;
mod collections;
mod dispatch;
mod etag;
mod extents;
mod fairness;
mod finish;
mod items;
mod media;
mod method;
pub mod openapi;
pub mod params;
pub mod problem;
mod rankings;
mod records;
mod rows;
mod stated_need;
mod tile_cache;
mod tiles;
mod values;
mod web;

use std::sync::Arc;

use axum::Router;

use crate::api::call::{Answer, Call};
use crate::api::params::{
    BBOX, BOROUGH, CURSOR, DATETIME, Declared, EDITION, FORMAT, ID, LIMIT, MATCH_LIMIT, MAX_AREA, MIN_AREA, OCCUPANCY,
    OWNER, PAGE_FORMAT, PURPOSE, SPACE_TYPE, STATUS, TEXT, TILE_X, TILE_Y, TILE_Z, WEIGHTS,
};
use crate::api::problem::Problem;
use crate::api::tile_cache::TileCache;
use crate::app::catalogue::{Catalogue, Snapshot};

/// What is done at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Read; HEAD comes with it.
    Get,
    /// Ask with a body.
    Post,
}

impl Verb {
    /// The method as HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One address and method.
pub struct Route {
    /// What is done; OPTIONS is always possible.
    pub verb: Verb,
    /// Path with parameters in braces.
    pub path: &'static str,
    /// Name of the operation.
    pub id: &'static str,
    /// The chapter of the document it belongs to.
    pub tag: &'static str,
    /// What it gives, in a few words.
    pub summary: &'static str,
    /// What else to know.
    pub about: &'static str,
    /// What it takes.
    pub parameters: &'static [&'static dyn Declared],
    /// The schema of its body.
    pub body: Option<&'static str>,
    /// The media types it gives, best first.
    pub offers: &'static [&'static str],
    /// The schema of its answer; `None` for bytes and for documents with a schema of their own.
    pub schema: Option<&'static str>,
    /// Whether there may be nothing there (204).
    pub may_be_empty: bool,
    /// What answers.
    pub handler: Handler,
}

/// What answers.
#[derive(Clone, Copy)]
pub enum Handler {
    /// From the data.
    Data(fn(&Call, &Snapshot) -> Result<Answer, Problem>),
    /// From what is always there.
    Fixed(fn(&Call) -> Result<Answer, Problem>),
}

const JSON: &[&str] = &["application/json"];

const FORMAT_ONLY: &[&dyn Declared] = &[&FORMAT];

const fn get(
    path: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    handler: Handler,
) -> Route {
    Route {
        verb: Verb::Get,
        path,
        id,
        tag,
        summary,
        about: "",
        parameters: FORMAT_ONLY,
        body: None,
        offers: JSON,
        schema: None,
        may_be_empty: false,
        handler,
    }
}

/// Every address. The web page's own files come besides.
pub static ROUTES: &[Route] = &[
    Route {
        about: "For a browser, the map.",
        parameters: &[&PAGE_FORMAT],
        offers: &["application/json", "text/html"],
        schema: Some("LandingPage"),
        ..get("/", "getLandingPage", "service", "Where to go from here", Handler::Fixed(collections::landing))
    },
    Route {
        schema: Some("Conformance"),
        ..get(
            "/conformance",
            "getConformance",
            "service",
            "Standards that hold",
            Handler::Fixed(collections::conformance),
        )
    },
    Route {
        offers: &[openapi::MEDIA, "application/json"],
        ..get("/api", "getApi", "service", "This document", Handler::Fixed(openapi::answer))
    },
    Route {
        schema: Some("About"),
        ..get("/about", "getAbout", "service", "Sources, criteria and words", Handler::Data(about::about))
    },
    Route {
        about: "What scores are anchored in, how much uplift may count for today and why, and the last back-test.",
        schema: Some("Method"),
        ..get("/method", "getMethod", "service", "How scores are made and tested", Handler::Data(method::method))
    },
    Route {
        schema: Some("Health"),
        ..get("/health", "getHealth", "service", "Whether all is well", Handler::Data(about::health))
    },
    Route {
        schema: Some("Collections"),
        ..get("/collections", "getCollections", "map", "All collections", Handler::Data(collections::all))
    },
    Route {
        schema: Some("Collection"),
        ..get("/collections/assets", "getAssets", "map", "The collection of assets", Handler::Data(collections::assets))
    },
    Route {
        schema: Some("Collection"),
        ..get("/collections/areas", "getAreas", "map", "The collection of areas", Handler::Data(collections::areas))
    },
    Route {
        schema: Some("Collection"),
        ..get("/collections/needs", "getNeeds", "map", "The collection of needs", Handler::Data(collections::needs))
    },
    Route {
        about: "In order of key. Filters add up; several values of one filter are alternatives. An asset that nothing places is in no box.",
        parameters: &[
            &BBOX,
            &DATETIME,
            &LIMIT,
            &CURSOR,
            &BOROUGH,
            &OWNER,
            &OCCUPANCY,
            &STATUS,
            &SPACE_TYPE,
            &MIN_AREA,
            &MAX_AREA,
            &TEXT,
            &FORMAT,
        ],
        offers: items::GEOJSON,
        schema: Some("AssetCollection"),
        ..get("/collections/assets/items", "getAssetItems", "map", "A page of assets", Handler::Data(items::assets))
    },
    Route {
        about: "In order of code.",
        parameters: &[&BBOX, &DATETIME, &LIMIT, &CURSOR, &BOROUGH, &TEXT, &FORMAT],
        offers: items::GEOJSON,
        schema: Some("AreaCollection"),
        ..get("/collections/areas/items", "getAreaItems", "map", "A page of areas", Handler::Data(items::areas))
    },
    Route {
        about: "In order of key; only needs that their organisations have agreed to show.",
        parameters: &[&BBOX, &DATETIME, &LIMIT, &CURSOR, &BOROUGH, &SPACE_TYPE, &PURPOSE, &TEXT, &FORMAT],
        offers: items::GEOJSON,
        schema: Some("NeedCollection"),
        ..get("/collections/needs/items", "getNeedItems", "map", "A page of needs", Handler::Data(items::needs))
    },
    Route {
        parameters: &[&ID, &FORMAT],
        offers: items::GEOJSON,
        schema: Some("AssetFeature"),
        ..get("/collections/assets/items/{id}", "getAssetItem", "map", "One asset", Handler::Data(items::asset))
    },
    Route {
        parameters: &[&ID, &FORMAT],
        offers: items::GEOJSON,
        schema: Some("AreaFeature"),
        ..get("/collections/areas/items/{id}", "getAreaItem", "map", "One area", Handler::Data(items::area))
    },
    Route {
        parameters: &[&ID, &FORMAT],
        offers: items::GEOJSON,
        schema: Some("NeedFeature"),
        ..get("/collections/needs/items/{id}", "getNeedItem", "map", "One need", Handler::Data(items::need))
    },
    Route {
        about: "Each fact with its source, quality and date; each gap by name.",
        parameters: &[&ID, &FORMAT],
        schema: Some("AssetRecord"),
        ..get("/assets/{id}", "getAssetRecord", "map", "All that is known of an asset", Handler::Data(records::asset))
    },
    Route {
        parameters: &[&ID, &MATCH_LIMIT, &WEIGHTS, &EDITION, &FORMAT],
        schema: Some("Matches"),
        ..get(
            "/assets/{id}/matches",
            "getAssetMatches",
            "matches",
            "Needs for an asset",
            Handler::Data(rankings::for_asset),
        )
    },
    Route {
        about: "Budget and capital count towards the score and are never shown.",
        parameters: &[&ID, &MATCH_LIMIT, &WEIGHTS, &EDITION, &FORMAT],
        schema: Some("Matches"),
        ..get(
            "/needs/{id}/matches",
            "getNeedMatches",
            "matches",
            "Assets for a need",
            Handler::Data(rankings::for_need),
        )
    },
    Route {
        verb: Verb::Post,
        about: "The need is answered and forgotten: nothing of it is stored or logged.",
        parameters: &[&MATCH_LIMIT, &WEIGHTS, &EDITION, &FORMAT],
        body: Some("StatedNeed"),
        schema: Some("Matches"),
        ..get(
            "/matches",
            "findMatches",
            "matches",
            "Assets for the need in the body",
            Handler::Data(rankings::for_stated_need),
        )
    },
    Route {
        about: "The best three eligible assets of every published need, where they score 40 or more. A row with fewer than three \
                needs behind it is withheld, and so is what would give it away. Worked out when first asked for.",
        schema: Some("Fairness"),
        ..get("/fairness", "getFairness", "matches", "Whom shortlists serve", Handler::Data(fairness::view))
    },
    Route {
        schema: Some("TileJson"),
        ..get(
            "/tiles/areas",
            "getAreaTiles",
            "map",
            "What the tiles of areas hold",
            Handler::Data(tiles::areas_described),
        )
    },
    Route {
        schema: Some("TileJson"),
        ..get(
            "/tiles/assets",
            "getAssetTiles",
            "map",
            "What the tiles of assets hold",
            Handler::Data(tiles::assets_described),
        )
    },
    Route {
        parameters: &[&TILE_Z, &TILE_X, &TILE_Y],
        offers: tiles::MVT,
        may_be_empty: true,
        ..get("/tiles/areas/{z}/{x}/{y}", "getAreaTile", "map", "A vector tile of areas", Handler::Data(tiles::areas))
    },
    Route {
        parameters: &[&TILE_Z, &TILE_X, &TILE_Y],
        offers: tiles::MVT,
        may_be_empty: true,
        ..get(
            "/tiles/assets/{z}/{x}/{y}",
            "getAssetTile",
            "map",
            "A vector tile of assets",
            Handler::Data(tiles::assets),
        )
    },
];

/// What the service runs with.
pub struct ApiState {
    catalogue: Arc<Catalogue>,
    public_url: Option<String>,
    basemap_style_url: Option<String>,
    tiles: TileCache,
}

impl ApiState {
    /// A service on this catalogue. `public_url` is the address people use, when it differs from where it listens;
    /// `basemap_style_url` a map style to draw under the layers.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, public_url: Option<String>, basemap_style_url: Option<String>) -> Self {
        Self { catalogue, public_url, basemap_style_url, tiles: TileCache::default() }
    }
}

/// The whole service.
pub fn router(state: ApiState) -> Router {
    let basemap_style_url = state.basemap_style_url.clone();
    finish::around(dispatch::routes(&Arc::new(state)), basemap_style_url.as_deref())
}
