//! `/collections` and `/collections/{collection}`: what there is.

use serde_json::{Value, json};

use crate::api::call::{Answer, Call};
use crate::api::ogc;
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::features::collection::{Described, GeometryType};
use crate::features::crs::Crs;
use crate::publish::schema::{list, named, object, text};

const JSON: &str = "application/json";

/// The relations that OGC API has given names of their own.
const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
const SORTABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/sortables";
const SCHEMA: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";
const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// All collections.
///
/// # Errors
/// When it cannot be written.
pub fn all(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let collections: Vec<Value> =
        collections::all(snapshot).iter().map(|collection| described(call, snapshot, collection.described())).collect();
    call.json(&json!({
        "links": [call.own_link("Collections")],
        "crs": Crs::ALL.map(Crs::uri),
        "collections": collections,
    }))
}

/// One collection.
///
/// # Errors
/// When there is none of that name.
pub fn one(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let collection = ogc::collection(call, snapshot)?;
    call.json(&described(call, snapshot, collection.described()))
}

fn described(call: &Call, snapshot: &Snapshot, described: &Described) -> Value {
    let path = format!("/collections/{}", described.name);
    let mut links = vec![
        call.link("self", &path, JSON, &described.title),
        call.link("items", &format!("{path}/items"), "application/geo+json", &described.title),
        call.link(QUERYABLES, &format!("{path}/queryables"), "application/schema+json", "What can be filtered by"),
        call.link(SORTABLES, &format!("{path}/sortables"), "application/schema+json", "What can be sorted by"),
        call.link(SCHEMA, &format!("{path}/schema"), "application/schema+json", "Schema of a feature"),
        call.link("describedby", &format!("{path}/schema"), "application/schema+json", "Schema of a feature"),
    ];
    let mut collection = json!({
        "id": described.name,
        "title": described.title,
        "description": described.about,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
    });
    if described.geometry != GeometryType::Nothing {
        links.push(call.link(TILESETS, &format!("{path}/tiles"), JSON, "Vector tiles"));
        collection["storageCrs"] = Crs::Epsg27700.uri().into();
    }
    collection["links"] = json!(links);
    if let Some(bbox) = collections::extents(snapshot).get(&*described.name) {
        collection["extent"] = json!({ "spatial": { "bbox": [bbox], "crs": Crs::Crs84.uri() } });
    }
    collection
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let links = || list("Related addresses.", named("Link"));
    let extent = json!({
        "type": "object", "description": "Box around all of it.", "required": ["spatial"],
        "properties": { "spatial": {
            "type": "object", "required": ["bbox", "crs"],
            "properties": {
                "bbox": { "type": "array", "items": { "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4 } },
                "crs": { "type": "string" },
            },
        } },
    });
    let mut collection = object(
        "A collection of features.",
        [
            ("id", text("Its key.")),
            ("title", text("What people call it.")),
            ("description", text("What is in it, and what is not.")),
            ("itemType", text("Always feature.")),
            ("crs", list("Coordinate systems.", text("As a URI."))),
            ("links", links()),
        ],
    );
    // Without features there is no box, and a table is in no system.
    collection["properties"]["extent"] = extent;
    collection["properties"]["storageCrs"] = text("The system it is kept in.");
    vec![
        (
            "Collections",
            object(
                "All collections.",
                [
                    ("links", links()),
                    ("crs", list("Coordinate systems of all.", text("As a URI."))),
                    ("collections", list("Collections.", named("Collection"))),
                ],
            ),
        ),
        ("Collection", collection),
    ]
}
