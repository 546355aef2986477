//! The table of every address: what it takes, what it gives, and who may use it.
//!
//! | file | addresses |
//! |---|---|
//! | `service.rs` | `/`, `/conformance`, `/api`, `/about`, `/method`, `/health` |
//! | `collections.rs` | `/collections` and below, but for tiles |
//! | `assets.rs` | `/assets/{id}`, what is near it and what rules say of it; `/places` |
//! | `officers.rs` | `/assets` when they are changed, their `changes`, `/edits`, `/worklist` |
//! | `enquiries.rs` | `/enquiries` |
//! | `matches.rs` | `/matches` and those of an asset or a need; `/fairness`, `/sensitivity` |
//! | `tiles.rs` | `/collections/{collection}/tiles`, `/tileMatrixSets` |
//! | `people.rs` | `/session`, `/password-resets`, `/people`, `/tokens` |
//! | `imports.rs` | `/imports` |
//!
//! To add an address: a row in the file of its chapter. A new chapter: a file with a table of its own, named in [`all`],
//! and its tag in `openapi.rs`.

mod assets;
mod collections;
mod enquiries;
mod imports;
mod matches;
mod officers;
mod people;
mod service;
mod tiles;

use std::pin::Pin;

use axum::http::StatusCode;

use crate::api::admission::Load;
use crate::api::call::{Answer, Call};
use crate::api::params::{Declared, FORMAT};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::domain::permission::Rule;
use crate::publish::html::HTML;

/// Every address, chapter by chapter. The web page's own files come besides.
pub fn all() -> impl Iterator<Item = &'static Route> {
    let chapters = [
        service::ROUTES,
        collections::ROUTES,
        assets::ROUTES,
        officers::ROUTES,
        enquiries::ROUTES,
        matches::ROUTES,
        tiles::ROUTES,
        people::ROUTES,
        imports::ROUTES,
    ];
    chapters.into_iter().flatten()
}

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
