//! The HTTP door: every address, and what each takes and gives.
//!
//! | file | what it does |
//! |---|---|
//! | `mod.rs` | what the service runs with; [`router`] |
//! | `routes/` | the table of every address, a file for each chapter |
//! | `params/`, `values.rs` | every parameter, declared once; how values are read |
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
//! To add an address: a function in the file of its kind, a row in its chapter of [`routes`] with its
//! [`Rule`](crate::domain::permission::Rule), the schema of its answer beside the type that writes it; `make test` then asks for the new OpenAPI snapshot, and for what every role gets there.

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
pub mod routes;
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
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;

use crate::api::admission::{Admission, Limits};
use crate::api::hands::Hands;
use crate::api::kept::Kept;
use crate::api::remembered::Remembered;
use crate::api::shelf::Shelf;
use crate::app::catalogue::Catalogue;
use crate::app::enquiries::Enquiries;
use crate::app::imports::Imports;
use crate::app::people::People;
use crate::publish::fragments::Fragments;

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
