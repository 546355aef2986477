//! `/`, `/conformance` and `/collections`: what there is, in the shape of OGC API - Features Part 1.

use serde_json::{Value, json};

use crate::api::call::{Answer, Call};
use crate::api::extents::{Extents, LonLatExtent};
use crate::api::openapi;
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::features::{Areas, Assets, Collection, Described, Needs};
use crate::publish::schema::{list, named, object, text};

/// What the service is, in a sentence.
pub const ABOUT: &str = "Public land and buildings matched to the organisations that need them: assets, needs and areas with the reasons \
                         for each match.";

const JSON: &str = "application/json";
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// The conformance classes that hold in full.
const CLASSES: [&str; 3] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

/// The landing page.
///
/// # Errors
/// When it cannot be written.
pub fn landing(call: &Call) -> Result<Answer, Problem> {
    let links = vec![
        call.own_link("This document"),
        call.link("alternate", "/?f=html", "text/html", "The map"),
        call.link("service-desc", "/api", openapi::MEDIA, "What can be asked and how it is answered"),
        call.link("conformance", "/conformance", JSON, "Standards that hold"),
        call.link("data", "/collections", JSON, "Collections"),
        call.link("about", "/about", JSON, "Sources, criteria and words"),
    ];
    call.json(&json!({ "title": "catmap", "description": ABOUT, "links": links }))
}

/// The conformance declaration.
///
/// # Errors
/// When it cannot be written.
pub fn conformance(call: &Call) -> Result<Answer, Problem> {
    call.json(&json!({ "conformsTo": CLASSES }))
}

/// All collections.
///
/// # Errors
/// When it cannot be written.
pub fn all(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let extents = Extents::of(snapshot);
    call.json(&json!({
        "links": [call.own_link("Collections")],
        "collections": [
            collection(call, Assets::described(), extents.assets),
            collection(call, Areas::described(), extents.areas),
            collection(call, Needs::described(), extents.needs),
        ],
    }))
}

/// The collection of assets.
///
/// # Errors
/// When it cannot be written.
pub fn assets(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.json(&collection(call, Assets::described(), Extents::of(snapshot).assets))
}

/// The collection of areas.
///
/// # Errors
/// When it cannot be written.
pub fn areas(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.json(&collection(call, Areas::described(), Extents::of(snapshot).areas))
}

/// The collection of needs.
///
/// # Errors
/// When it cannot be written.
pub fn needs(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.json(&collection(call, Needs::described(), Extents::of(snapshot).needs))
}

fn collection(call: &Call, described: &Described, extent: Option<LonLatExtent>) -> Value {
    let path = format!("/collections/{}", described.name);
    let mut links = vec![
        call.link("self", &path, JSON, &described.title),
        call.link("items", &format!("{path}/items"), "application/geo+json", &described.title),
    ];
    if described.name != Needs::NAME {
        let tiles = format!("/tiles/{}", described.name);
        links.push(call.link("describedby", &tiles, JSON, "Vector tiles (TileJSON)"));
    }
    let mut collection = json!({
        "id": described.name,
        "title": described.title,
        "description": described.about,
        "itemType": "feature",
        "crs": [CRS84],
        "links": links,
    });
    if let Some(bbox) = extent {
        collection["extent"] = json!({ "spatial": { "bbox": [bbox], "crs": CRS84 } });
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
    // Without features there is no box.
    collection["properties"]["extent"] = extent;
    vec![
        (
            "LandingPage",
            object(
                "Where to go from here.",
                [("title", text("Title.")), ("description", text("What this is.")), ("links", links())],
            ),
        ),
        ("Conformance", object("Standards that hold.", [("conformsTo", list("Classes.", text("As a URI.")))])),
        (
            "Collections",
            object(
                "All collections.",
                [("links", links()), ("collections", list("Collections.", named("Collection")))],
            ),
        ),
        ("Collection", collection),
    ]
}
