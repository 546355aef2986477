//! The HTTP door: every address on one page, and what each takes and gives.
//!
//! | file | what it does |
//! |---|---|
//! | `mod.rs` | [`ROUTES`], the table of every address; [`router`] |
//! | `params.rs`, `values.rs` | every parameter, declared once; how values are read |
//! | `problem.rs` | the one table from what went wrong to an HTTP answer |
//! | `dispatch.rs` | from request to handler: methods, rules, parameters, formats |
//! | `entrance.rs`, `credentials.rs`, `peer.rs` | who is asking and where from, and whether the rule of the address lets them in |
//! | `receive.rs`, `reply.rs` | the body of a request; from an answer to HTTP |
//! | `connections.rs` | connections that do next to nothing are given up |
//! | `admission.rs`, `outgoing.rs` | how much is worked on at once, and held for those who read slowly; the rest is told to come back |
//! | `shelf.rs`, `ranges.rs` | files made once and given again, whole or in part |
//! | `hands.rs` | how many files one person sends or fetches at once |
//! | `finish.rs` | what every answer gets: HEAD, safety headers, tags of compressed bodies |
//! | `remembered.rs`, `packed.rs`, `kept.rs` | answers made once; compressed once; what both are kept in |
//! | `call.rs`, `media.rs`, `etag.rs`, `base.rs`, `body.rs` | the parts of that |
//! | `ogc/` | the collections of features: pages, schemas, tiles, as the OGC API says |
//! | `records.rs`, `near.rs`, `places.rs`, `rankings.rs`, `rules.rs`, `worklist.rs`, `about.rs`, `method.rs`, `fairness.rs`, `sensitivity.rs` | handlers, one file for each kind of answer |
//! | `session.rs`, `people.rs`, `tokens.rs` | signing in, who there is, keys for programs |
//! | `asset_edits.rs` | what officers change by hand, and who changed what |
//! | `enquiries.rs` | questions about a building, for its officers |
//! | `openapi.rs` | the document of all this, made from the same tables |
//! | `web.rs` | the page |
//!
//! A handler is a plain function from a checked [`call::Call`] and a snapshot to an [`call::Answer`], or for what reads or
//! writes the store an asynchronous one from a call alone. It never reads a header or decides who may see what: the
//! snapshot holds what the viewer may see, and `domain::permission` decides the rest. Nothing a caller sends gives a
//! status of 500 or above.
//!
//! To add an address: a function in the file of its kind, a row in [`ROUTES`] with its [`Rule`], the schema of its answer
//! beside the type that writes it; `make test` then asks for the new OpenAPI snapshot, and for what every role gets there.

mod about;
pub mod admission;
mod asset_edits;
mod base;
mod body;
mod call;
pub mod connections;
mod credentials;
mod dispatch;
mod enquiries;
mod entrance;
mod etag;
mod fairness;
mod finish;
mod hands;
mod import_json;
mod imports;
mod kept;
mod media;
mod method;
mod near;
mod ogc;
pub mod openapi;
pub mod outgoing;
mod packed;
pub mod params;
mod peer;
mod people;
mod places;
pub mod problem;
mod ranges;
mod rankings;
mod receive;
mod records;
mod remembered;
mod reply;
mod rows;
mod rules;
mod sensitivity;
mod session;
mod shelf;
mod stated_need;
mod tokens;
mod values;
mod web;
mod worklist;

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;

use crate::api::admission::{Admission, Limits, Load};
use crate::api::call::{Answer, Call};
use crate::api::hands::Hands;
use crate::api::kept::Kept;
use crate::api::params::{
    BBOX, BBOX_CRS, BLOCKED, BY, CALLED, CHANGE, COLLECTION, CONSIDERATION, COUNCIL, CRS, CURSOR, DATETIME, Declared,
    EDITION, ENQUIRY_STATE, FILE_KIND, FILE_NAME, FILTER, FILTER_CRS, FILTER_LANG, FIRMNESS, FORMAT, ID, LIMIT, LINK,
    MATCH_LIMIT, NEAR_LIMIT, NOTICE_ON, ON, OUTCOME, PAGE_CURSOR, PLACE_LIMIT, PUBLISHER, ROW_CURSOR, SORTBY, STAGE,
    TILE_X, TILE_Y, TILE_Z, WEIGHTS, WORK_ASSET, WORK_COUNCIL, WORK_LIMIT,
};
use crate::api::problem::Problem;
use crate::api::remembered::Remembered;
use crate::api::shelf::Shelf;
use crate::app::catalogue::{Catalogue, Snapshot};
use crate::app::enquiries::Enquiries;
use crate::app::imports::Imports;
use crate::app::people::People;
use crate::domain::permission::Rule;
use crate::publish::fragments::Fragments;
use crate::publish::html::HTML;

/// What is done at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Read; HEAD comes with it.
    Get,
    /// Ask with a body, or make something new.
    Post,
    /// Put something in the place of what is there.
    Put,
    /// Change part of what is there.
    Patch,
    /// Take away.
    Delete,
}

impl Verb {
    /// The method as HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyOf {
    /// There is none; what is sent is not read.
    Nothing,
    /// JSON of this schema, at most 64 kB; the handler checks it with `body::read`.
    Json(&'static str),
    /// The raw bytes of a file (`application/octet-stream`), at most the setting `upload-limit-mib`. They are in
    /// [`Call::file`], in a temporary file that goes with it.
    File,
}

/// One address and method.
pub struct Route {
    /// What is done; OPTIONS is always possible.
    pub verb: Verb,
    /// Who may use it; checked before anything else of the request is read. There is no default: each route says it.
    pub rule: Rule,
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
    /// Whether it takes other parameters too, whose names depend on what is asked; its handler checks them.
    pub open: bool,
    /// What is sent with it.
    pub body: BodyOf,
    /// The media types it gives, best first.
    pub offers: &'static [&'static str],
    /// The schema of its answer; `None` for bytes and for documents with a schema of their own.
    pub schema: Option<&'static str>,
    /// The status of an answer that went well: 200, or 201, 202, 204.
    pub status: StatusCode,
    /// Whether there may be nothing there (204).
    pub may_be_empty: bool,
    /// How long it usually takes to work out; a file always takes long.
    pub load: Load,
    /// What answers.
    pub handler: Handler,
}

/// An answer under way.
pub type Acting = Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send>>;

/// What answers.
#[derive(Clone, Copy)]
pub enum Handler {
    /// Reads or writes the store: `fn name(call: Call) -> Acting { Box::pin(async move { .. }) }`. Its answers are nobody
    /// else's and are never kept. With an unsafe method it is closed to other websites' pages.
    Action(fn(Call) -> Acting),
    /// From the data as the viewer may see them.
    Data(fn(&Call, &Snapshot) -> Result<Answer, Problem>),
    /// From what is always there.
    Fixed(fn(&Call) -> Result<Answer, Problem>),
}

const JSON: &[&str] = &["application/json"];
/// JSON, and a page made from it.
const DOCUMENT: &[&str] = &["application/json", HTML];

/// What every collection's items take.
const ITEMS: &[&dyn Declared] = &[
    &COLLECTION,
    &BBOX,
    &BBOX_CRS,
    &DATETIME,
    &FILTER,
    &FILTER_LANG,
    &FILTER_CRS,
    &SORTBY,
    &CRS,
    &LIMIT,
    &PAGE_CURSOR,
    &FORMAT,
];

/// What their summaries take: what filters items, and what they are told by.
const SUMMARY: &[&dyn Declared] =
    &[&COLLECTION, &BBOX, &BBOX_CRS, &DATETIME, &FILTER, &FILTER_LANG, &FILTER_CRS, &BY, &FORMAT];

const FORMAT_ONLY: &[&dyn Declared] = &[&FORMAT];

const fn get(
    rule: Rule,
    path: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    handler: Handler,
) -> Route {
    Route {
        verb: Verb::Get,
        rule,
        path,
        id,
        tag,
        summary,
        about: "",
        parameters: FORMAT_ONLY,
        open: false,
        body: BodyOf::Nothing,
        offers: JSON,
        schema: None,
        status: StatusCode::OK,
        may_be_empty: false,
        load: Load::Quick,
        handler,
    }
}

/// Every address. The web page's own files come besides.
pub static ROUTES: &[Route] = &[
    Route {
        about: "For a browser that does not say f=html, the map.",
        parameters: &[&FORMAT],
        offers: DOCUMENT,
        schema: Some("LandingPage"),
        ..get(
            Rule::Anybody,
            "/",
            "getLandingPage",
            "service",
            "Where to go from here",
            Handler::Fixed(ogc::landing::landing),
        )
    },
    Route {
        offers: DOCUMENT,
        schema: Some("Conformance"),
        ..get(
            Rule::Anybody,
            "/conformance",
            "getConformance",
            "service",
            "Standards that hold",
            Handler::Fixed(ogc::landing::conformance),
        )
    },
    Route {
        offers: &[openapi::MEDIA, "application/json", HTML],
        ..get(Rule::Anybody, "/api", "getApi", "service", "This document", Handler::Data(openapi::answer))
    },
    Route {
        schema: Some("About"),
        ..get(
            Rule::Anybody,
            "/about",
            "getAbout",
            "service",
            "Sources, criteria and words",
            Handler::Data(about::about),
        )
    },
    Route {
        about: "What scores are anchored in, how much uplift may count for today and why, and the last back-test.",
        schema: Some("Method"),
        ..get(
            Rule::Anybody,
            "/method",
            "getMethod",
            "service",
            "How scores are made and tested",
            Handler::Data(method::method),
        )
    },
    Route {
        schema: Some("Health"),
        load: Load::Light,
        ..get(Rule::Anybody, "/health", "getHealth", "service", "Whether all is well", Handler::Data(about::health))
    },
    Route {
        offers: DOCUMENT,
        schema: Some("Collections"),
        ..get(
            Rule::Anybody,
            "/collections",
            "getCollections",
            "map",
            "All collections",
            Handler::Data(ogc::collections::all),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: DOCUMENT,
        schema: Some("Collection"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}",
            "getCollection",
            "map",
            "A collection",
            Handler::Data(ogc::collections::one),
        )
    },
    Route {
        about: "In order of key. Filters add up; several values of one filter, separated by commas, are alternatives. \
                A file (gpkg, fgb, parquet, csv, xlsx, geojson, geojsonseq, kml) holds all that match unless limit is given, \
                and can be fetched in part (Range); gpkg, fgb and parquet are on the British National Grid unless crs is given.",
        parameters: ITEMS,
        open: true,
        offers: ogc::items::FEATURES,
        schema: Some("FeatureCollection"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}/items",
            "getItems",
            "map",
            "A page of features",
            Handler::Data(ogc::items::page),
        )
    },
    Route {
        about: "Takes what filters items, and counts the same features. What is not known is counted as not known.",
        parameters: SUMMARY,
        open: true,
        schema: Some("Summary"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}/summary",
            "getSummary",
            "map",
            "What features come to",
            Handler::Data(ogc::summary::of),
        )
    },
    Route {
        parameters: &[&COLLECTION, &ID, &CRS, &FORMAT],
        offers: ogc::items::FEATURE,
        schema: Some("Feature"),
        ..get(
            Rule::Anybody,
            "/collections/{collection}/items/{id}",
            "getItem",
            "map",
            "One feature",
            Handler::Data(ogc::items::one),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::schemas::SCHEMA,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/queryables",
            "getQueryables",
            "map",
            "What can be filtered by",
            Handler::Data(ogc::schemas::queryables),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::schemas::SCHEMA,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/sortables",
            "getSortables",
            "map",
            "What can be sorted by",
            Handler::Data(ogc::schemas::sortables),
        )
    },
    Route {
        parameters: &[&COLLECTION, &FORMAT],
        offers: ogc::schemas::SCHEMA,
        ..get(
            Rule::Anybody,
            "/collections/{collection}/schema",
            "getSchema",
            "map",
            "What a feature is made of",
            Handler::Data(ogc::schemas::schema),
        )
    },
    Route {
        about: "Each fact with its source, quality and date; each gap by name.",
        parameters: &[&ID, &FORMAT],
        schema: Some("AssetRecord"),
        ..get(
            Rule::Anybody,
            "/assets/{id}",
            "getAssetRecord",
            "map",
            "All that is known of an asset",
            Handler::Data(records::asset),
        )
    },
    Route {
        about: "The nearest features of every context layer within 5 km in a straight line: 0 m inside an area. Distances are from \
                where the asset is shown, which for a vacant one is the centre of the neighbourhood around it.",
        parameters: &[&ID, &NEAR_LIMIT, &FORMAT],
        schema: Some("NearAsset"),
        ..get(
            Rule::Anybody,
            "/assets/{id}/near",
            "getNearAsset",
            "map",
            "What is near an asset",
            Handler::Data(near::asset),
        )
    },
    Route {
        about: "Postcodes or the beginning of one, boroughs, wards and other areas by name or code, from the data that are loaded: \
                to go there on the map.",
        parameters: &[&CALLED, &PLACE_LIMIT, &FORMAT],
        schema: Some("Places"),
        ..get(Rule::Anybody, "/places", "findPlaces", "map", "Where a place is", Handler::Data(places::find))
    },
    Route {
        about: "Flags with their dates, sources and what is still to be found out: never legal advice. Rules that are not in force \
                are told as such. What would be paid and the day of a notice are in no record: they are given here and forgotten.",
        parameters: &[&ID, &ON, &CONSIDERATION, &NOTICE_ON, &FORMAT],
        schema: Some("AssetRules"),
        ..get(
            Rule::Anybody,
            "/assets/{id}/rules",
            "getAssetRules",
            "map",
            "What statutory rules say of an asset",
            Handler::Action(rules::asset),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "For officers of its council. A fact set here stays when its register is loaded again; null sets one to \"not known\". \
                With If-Match, the id of the newest change you have seen, nothing is changed that somebody else changed since.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("AssetEdit"),
        schema: Some("AssetRecord"),
        ..get(
            Rule::OfficerOfSome,
            "/assets/{id}",
            "editAsset",
            "officers",
            "Change what is known of an asset",
            Handler::Action(asset_edits::change),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "For officers of their councils. The same facts of up to 500 assets, all of them or none: when some cannot be changed, \
                `refused` of the problem says which and why.",
        body: BodyOf::Json("AssetEdits"),
        schema: Some("AssetsEdited"),
        ..get(
            Rule::OfficerOfSome,
            "/assets",
            "editAssets",
            "officers",
            "Change the same of several assets",
            Handler::Action(asset_edits::change_several),
        )
    },
    Route {
        verb: Verb::Post,
        about: "All of it or nothing. What comes of it can be taken back in turn.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("EditUndo"),
        schema: Some("AssetsEdited"),
        ..get(
            Rule::OfficerOfSome,
            "/edits/{id}/undo",
            "undoEdits",
            "officers",
            "Take an edit of several assets back",
            Handler::Action(asset_edits::undo_several),
        )
    },
    Route {
        about: "For officers of its council, newest first.",
        parameters: &[&ID, &LIMIT, &CURSOR, &FORMAT],
        schema: Some("AssetChanges"),
        ..get(
            Rule::OfficerOfSome,
            "/assets/{id}/changes",
            "getAssetChanges",
            "officers",
            "Who changed what of an asset",
            Handler::Action(asset_edits::changes),
        )
    },
    Route {
        verb: Verb::Post,
        about: "What it changed goes back to what it was before, if nothing of it was changed again. What a file changed is \
                undone with the file.",
        parameters: &[&ID, &CHANGE, &FORMAT],
        body: BodyOf::Json("EditUndo"),
        schema: Some("AssetRecord"),
        ..get(
            Rule::OfficerOfSome,
            "/assets/{id}/changes/{change}/undo",
            "undoEdit",
            "officers",
            "Take an edit back",
            Handler::Action(asset_edits::undo),
        )
    },
    Route {
        about: "Each asset with a score of how near it is to changing hands, what stands in the way, its best needs and what is worth \
                finding out. Officers see their own councils' stock, administrators any; needs are those that the caller may see.",
        parameters: &[&WORK_COUNCIL, &STAGE, &BLOCKED, &WORK_ASSET, &WORK_LIMIT, &CURSOR, &FORMAT],
        schema: Some("Worklist"),
        load: Load::Long,
        ..get(
            Rule::OfficerOfSome,
            "/worklist",
            "getWorklist",
            "officers",
            "A council's stock, nearest to changing hands first",
            Handler::Data(worklist::page),
        )
    },
    Route {
        verb: Verb::Post,
        about: "It goes to the officers of the asset's council, or of the borough of a building that is not on the map; where that is \
                not known, to administrators. Nobody else ever sees who asked what.",
        body: BodyOf::Json("EnquiryGiven"),
        status: StatusCode::CREATED,
        schema: Some("EnquirySent"),
        ..get(
            Rule::Anybody,
            "/enquiries",
            "askAboutBuilding",
            "enquiries",
            "Ask about a building",
            Handler::Action(enquiries::ask),
        )
    },
    Route {
        about: "Those that went to the caller's councils; administrators see all. Newest first.",
        parameters: &[&COUNCIL, &ENQUIRY_STATE, &LIMIT, &CURSOR, &FORMAT],
        schema: Some("Enquiries"),
        ..get(
            Rule::OfficerInPerson,
            "/enquiries",
            "getEnquiries",
            "enquiries",
            "What was asked",
            Handler::Action(enquiries::all),
        )
    },
    Route {
        parameters: &[&ID, &FORMAT],
        schema: Some("Enquiry"),
        ..get(
            Rule::OfficerInPerson,
            "/enquiries/{id}",
            "getEnquiry",
            "enquiries",
            "One enquiry",
            Handler::Action(enquiries::one),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "Any state may follow any other, so that a change is taken back by sending what was there before.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("EnquiryProgress"),
        schema: Some("Enquiry"),
        ..get(
            Rule::OfficerInPerson,
            "/enquiries/{id}",
            "changeEnquiry",
            "enquiries",
            "Say how far an enquiry has got",
            Handler::Action(enquiries::change),
        )
    },
    Route {
        parameters: &[&ID, &MATCH_LIMIT, &WEIGHTS, &EDITION, &FIRMNESS, &FORMAT],
        schema: Some("Matches"),
        ..get(
            Rule::Anybody,
            "/assets/{id}/matches",
            "getAssetMatches",
            "matches",
            "Needs for an asset",
            Handler::Data(rankings::for_asset),
        )
    },
    Route {
        about: "Budget and capital count towards the score and are never shown.",
        parameters: &[&ID, &MATCH_LIMIT, &WEIGHTS, &EDITION, &FIRMNESS, &FORMAT],
        schema: Some("Matches"),
        ..get(
            Rule::Anybody,
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
        parameters: &[&MATCH_LIMIT, &WEIGHTS, &EDITION, &FIRMNESS, &FORMAT],
        body: BodyOf::Json("StatedNeed"),
        schema: Some("Matches"),
        ..get(
            Rule::Anybody,
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
        load: Load::Long,
        ..get(
            Rule::Anybody,
            "/fairness",
            "getFairness",
            "matches",
            "Whom shortlists serve",
            Handler::Data(fairness::view),
        )
    },
    Route {
        about: "Of the assets that could serve each published need: how far other weights and other ways of putting the parts \
                together would change their order, and how far the order of these weights is from the usual one. Worked \
                out when first asked for.",
        parameters: &[&WEIGHTS, &FORMAT],
        schema: Some("Sensitivity"),
        load: Load::Long,
        ..get(
            Rule::Anybody,
            "/sensitivity",
            "getSensitivity",
            "matches",
            "How far an order stands when weights move",
            Handler::Data(sensitivity::view),
        )
    },
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
    Route {
        about: "What is in `can` is a hint for pages; every address decides for itself.",
        schema: Some("Session"),
        ..get(Rule::Anybody, "/session", "getSession", "people", "Who is signed in", Handler::Action(session::show))
    },
    Route {
        verb: Verb::Post,
        about: "Sets the cookie of a session: 12 hours after it was last used it ends, and after 14 days in any case.",
        body: BodyOf::Json("SignIn"),
        schema: Some("Session"),
        ..get(Rule::Anybody, "/session", "signIn", "people", "Sign in", Handler::Action(session::sign_in))
    },
    Route {
        verb: Verb::Delete,
        status: StatusCode::NO_CONTENT,
        ..get(Rule::Anybody, "/session", "signOut", "people", "Sign out", Handler::Action(session::sign_out))
    },
    Route {
        verb: Verb::Put,
        about: "Every other session of the person ends.",
        body: BodyOf::Json("PasswordChange"),
        schema: Some("Session"),
        ..get(
            Rule::InPerson,
            "/session/password",
            "changePassword",
            "people",
            "Change your password",
            Handler::Action(session::change_password),
        )
    },
    Route {
        verb: Verb::Post,
        about: "The answer is the same whether or not the address is known.",
        body: BodyOf::Json("PasswordReset"),
        status: StatusCode::ACCEPTED,
        schema: Some("PasswordResetAsked"),
        ..get(
            Rule::Anybody,
            "/password-resets",
            "askForPasswordReset",
            "people",
            "Ask for a link to set a password",
            Handler::Action(session::ask_for_reset),
        )
    },
    Route {
        verb: Verb::Put,
        about: "A link is good once: an hour after a password was forgotten, seven days after an invitation. Every session of the \
                person ends, and a new one begins.",
        parameters: &[&LINK, &FORMAT],
        body: BodyOf::Json("NewPassword"),
        schema: Some("Session"),
        ..get(
            Rule::Anybody,
            "/password-resets/{token}",
            "resetPassword",
            "people",
            "Set a password with a link",
            Handler::Action(session::reset),
        )
    },
    Route {
        about: "Administrators see everybody, officers the officers of their councils.",
        schema: Some("People"),
        ..get(Rule::OfficerInPerson, "/people", "getPeople", "people", "Who there is", Handler::Action(people::all))
    },
    Route {
        verb: Verb::Post,
        about: "They are sent a link to set a password. Asked again for somebody who has not set one yet, another link is sent.",
        body: BodyOf::Json("Invitation"),
        status: StatusCode::CREATED,
        schema: Some("PersonListed"),
        ..get(
            Rule::Administrator,
            "/people",
            "invitePerson",
            "people",
            "Invite somebody",
            Handler::Action(people::invite),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "Access that is ended takes every session, link and token with it.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("PersonChange"),
        schema: Some("PersonListed"),
        ..get(
            Rule::Administrator,
            "/people/{id}",
            "changePerson",
            "people",
            "Change roles or access",
            Handler::Action(people::change),
        )
    },
    Route {
        schema: Some("Tokens"),
        ..get(Rule::InPerson, "/tokens", "getTokens", "people", "Your tokens", Handler::Action(tokens::all))
    },
    Route {
        verb: Verb::Post,
        about: "For GIS programs: send it as a Bearer token, or as the password of Basic with any user name. It may do what you may \
                do with data, and nothing with accounts.",
        body: BodyOf::Json("TokenWanted"),
        status: StatusCode::CREATED,
        schema: Some("TokenMade"),
        ..get(Rule::InPerson, "/tokens", "makeToken", "people", "Make a token", Handler::Action(tokens::make))
    },
    Route {
        verb: Verb::Delete,
        parameters: &[&ID, &FORMAT],
        status: StatusCode::NO_CONTENT,
        ..get(Rule::InPerson, "/tokens/{id}", "endToken", "people", "Take a token back", Handler::Action(tokens::end))
    },
    Route {
        about: "Those that the caller may load. Columns are left out.",
        schema: Some("Imports"),
        ..get(Rule::OfficerOfSome, "/imports", "getImports", "imports", "Files given", Handler::Action(imports::all))
    },
    Route {
        verb: Verb::Post,
        about: "The raw bytes of the file. It is kept as a draft and read beside; ask for it until `progress` is null.",
        parameters: &[&FILE_NAME, &FILE_KIND, &PUBLISHER, &FORMAT],
        body: BodyOf::File,
        status: StatusCode::CREATED,
        schema: Some("Import"),
        ..get(Rule::OfficerOfSome, "/imports", "giveImport", "imports", "Give a file", Handler::Action(imports::give))
    },
    Route {
        parameters: &[&ID, &FORMAT],
        schema: Some("Import"),
        ..get(Rule::OfficerOfSome, "/imports/{id}", "getImport", "imports", "One file", Handler::Action(imports::one))
    },
    Route {
        verb: Verb::Delete,
        about: "Only a draft; what was taken in is undone.",
        parameters: &[&ID, &FORMAT],
        status: StatusCode::NO_CONTENT,
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}",
            "discardImport",
            "imports",
            "Take a draft back",
            Handler::Action(imports::discard),
        )
    },
    Route {
        verb: Verb::Put,
        about: "It is read again.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("ImportReading"),
        schema: Some("Import"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/reading",
            "readImport",
            "imports",
            "Say how a file is to be read",
            Handler::Action(imports::read),
        )
    },
    Route {
        about: "In the order of the file.",
        parameters: &[&ID, &OUTCOME, &LIMIT, &ROW_CURSOR, &FORMAT],
        schema: Some("ImportRows"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/rows",
            "getImportRows",
            "imports",
            "What becomes of each row",
            Handler::Action(imports::rows),
        )
    },
    Route {
        verb: Verb::Post,
        about: "All of it as it was shown, or nothing.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("ImportYes"),
        status: StatusCode::ACCEPTED,
        schema: Some("Import"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/commit",
            "commitImport",
            "imports",
            "Take a file in",
            Handler::Action(imports::commit),
        )
    },
    Route {
        verb: Verb::Post,
        about: "Everything it changed goes back to what it was, unless something else has changed it since.",
        parameters: &[&ID, &FORMAT],
        status: StatusCode::ACCEPTED,
        schema: Some("Import"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/undo",
            "undoImport",
            "imports",
            "Undo an import",
            Handler::Action(imports::undo),
        )
    },
    Route {
        about: "The rows as they were given, with what became of each and what to look at.",
        parameters: &[&ID, &FORMAT],
        offers: imports::RESULTS,
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/result",
            "getImportResult",
            "imports",
            "What became of a file, to work on",
            Handler::Action(imports::result),
        )
    },
    Route {
        parameters: &[&ID],
        offers: imports::BYTES,
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/file",
            "getImportFile",
            "imports",
            "The file as it was given",
            Handler::Action(imports::file),
        )
    },
];

/// How the service meets the world.
#[derive(Clone, Debug)]
pub struct ApiOptions {
    /// The address people use, when it differs from where it listens.
    pub public_url: Option<String>,
    /// A map style to draw under the layers.
    pub basemap_style_url: Option<String>,
    /// The largest file that can be sent, bytes.
    pub most_upload_bytes: u64,
    /// How much of the text of features is kept to be copied, bytes.
    pub most_fragment_bytes: usize,
    /// Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// How much is let in at once.
    pub limits: Limits,
    /// So many months after an enquiry was last worked on, what was written in it is cleared.
    pub enquiry_months: u32,
}

impl Default for ApiOptions {
    fn default() -> Self {
        Self {
            public_url: None,
            basemap_style_url: None,
            most_upload_bytes: 256 << 20,
            most_fragment_bytes: 128 << 20,
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
            enquiry_months: 24,
        }
    }
}

/// What the service runs with.
pub struct ApiState {
    catalogue: Arc<Catalogue>,
    people: Arc<People>,
    imports: Arc<Imports>,
    enquiries: Arc<Enquiries>,
    options: ApiOptions,
    tiles: Kept<ogc::tiles::TileKey, Bytes>,
    fragments: Fragments,
    remembered: Remembered,
    hands: Hands,
    shelf: Shelf,
    admission: Arc<Admission>,
}

impl ApiState {
    /// A service on this catalogue for these people.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, people: Arc<People>, options: ApiOptions) -> Self {
        let imports = Imports::new(Arc::clone(&catalogue));
        let enquiries = Enquiries::new(Arc::clone(&catalogue), Arc::clone(&people), options.enquiry_months);
        let admission = Arc::new(Admission::of(&options.limits));
        Self {
            catalogue,
            people,
            imports,
            enquiries: Arc::new(enquiries),
            tiles: Kept::new(ogc::tiles::MOST_BYTES),
            fragments: Fragments::new(options.most_fragment_bytes),
            remembered: Remembered::default(),
            options,
            hands: Hands::default(),
            shelf: Shelf::default(),
            admission,
        }
    }

    /// Questions about buildings.
    #[must_use]
    pub fn enquiries(&self) -> Arc<Enquiries> {
        Arc::clone(&self.enquiries)
    }

    /// Who is let in, and how many wait.
    #[must_use]
    pub fn admission(&self) -> Arc<Admission> {
        Arc::clone(&self.admission)
    }
}

/// The whole service.
pub fn router(state: ApiState) -> Router {
    let basemap_style_url = state.options.basemap_style_url.clone();
    let admission = state.admission();
    finish::around(dispatch::routes(&Arc::new(state)), admission, basemap_style_url.as_deref())
}
