//! What stands in the path of an address.

use serde_json::json;

use crate::api::params::{Parameter, Place};

/// A collection by its name.
pub static COLLECTION: Parameter<String> = Parameter {
    name: "collection",
    place: Place::Path,
    about: "The name of a collection.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// The key of an asset, area or need.
pub static ID: Parameter<String> = Parameter {
    name: "id",
    place: Place::Path,
    about: "The key.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// The secret of a link in a mail.
pub static LINK: Parameter<String> = Parameter {
    name: "token",
    place: Place::Path,
    about: "The secret of the link.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// The number of a change.
pub static CHANGE: Parameter<i64> = Parameter {
    name: "change",
    place: Place::Path,
    about: "The number of the change.",
    schema: || json!({ "type": "integer", "minimum": 1 }),
    parse: |text| text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a number of a change".to_owned()),
};

macro_rules! tile_number {
    ($(#[$meta:meta])* $constant:ident, $name:literal, $about:literal) => {
        $(#[$meta])*
        pub static $constant: Parameter<u32> = Parameter {
            name: $name,
            place: Place::Path,
            about: $about,
            schema: || json!({ "type": "integer", "minimum": 0 }),
            parse: |text| match text.bytes().all(|byte| byte.is_ascii_digit()) {
                true => text.parse().map_err(|_| "a whole number".to_owned()),
                false => Err("a whole number".to_owned()),
            },
        };
    };
}

tile_number! {
    /// Zoom of a tile.
    TILE_Z, "z", "Zoom, 0 to 14."
}
tile_number! {
    /// Column of a tile.
    TILE_X, "x", "Column from the west."
}
tile_number! {
    /// Row of a tile.
    TILE_Y, "y", "Row from the north."
}
