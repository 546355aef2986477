//! Every parameter, declared once: the same data parses it, refuses what it does not know and documents it.
//!
//! | file | parameters |
//! |---|---|
//! | `path.rs` | what stands in the path of an address: keys, tiles, links |
//! | `paging.rs` | how much of a list is given, and where it goes on |
//! | `collections.rs` | what the OGC API standards let a caller ask of any collection |
//! | `filters.rs` | the filters of our own collections |
//! | `assets.rs` | what is asked about one asset, or about a place |
//! | `matches.rs` | what a score is made with |
//! | `officers.rs` | what officers pick from their work |
//! | `imports.rs` | what is said of a file that is sent, and asked of its rows |
//! | `given.rs` | the parameters of one request, held against those of its route |
//!
//! To add a parameter: a `pub static` in the file of its kind, its name in the list of the routes that take it
//! ([`crate::api::routes`]), and a read of it in their handlers.

mod assets;
mod collections;
mod filters;
mod given;
mod imports;
mod matches;
mod officers;
mod paging;
mod path;

use serde_json::{Value, json};

pub use crate::api::params::assets::*;
pub use crate::api::params::collections::*;
pub use crate::api::params::filters::*;
pub use crate::api::params::given::*;
pub use crate::api::params::imports::*;
pub use crate::api::params::matches::*;
pub use crate::api::params::officers::*;
pub use crate::api::params::paging::*;
pub use crate::api::params::path::*;

/// One parameter whose values are `T`.
pub struct Parameter<T: 'static> {
    /// Its name in the address.
    pub name: &'static str,
    /// Where it is given.
    pub place: Place,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// Its JSON Schema, as OpenAPI 3.0 writes it.
    pub schema: fn() -> Value,
    /// Reads a value; an error is a sentence that says what would be right.
    pub parse: fn(&str) -> Result<T, String>,
}

/// Where a parameter is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// After the question mark.
    Query,
    /// In the path, between braces.
    Path,
}

/// A parameter of any type, as tables of them hold it.
pub trait Declared: Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Where it is given.
    fn place(&self) -> Place;
    /// Whether a value can be used.
    ///
    /// # Errors
    /// A sentence that says what would be right.
    fn check(&self, text: &str) -> Result<(), String>;
    /// Its OpenAPI parameter object.
    fn document(&self) -> Value;
}

impl<T> Declared for Parameter<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn place(&self) -> Place {
        self.place
    }

    fn check(&self, text: &str) -> Result<(), String> {
        (self.parse)(text).map(|_| ())
    }

    fn document(&self) -> Value {
        let (place, style) = match self.place {
            Place::Query => ("query", "form"),
            Place::Path => ("path", "simple"),
        };
        json!({
            "name": self.name, "in": place, "required": self.place == Place::Path, "description": self.about,
            "style": style, "explode": false, "schema": (self.schema)(),
        })
    }
}

/// The format; overrides the Accept header.
pub static FORMAT: Parameter<String> = Parameter {
    name: "f",
    place: Place::Query,
    about: "The format, instead of an Accept header.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// The longest text to search for, in characters.
const LONGEST_TEXT: usize = 200;

/// The longest name of a file or publisher.
const LONGEST_NAME: usize = 200;
