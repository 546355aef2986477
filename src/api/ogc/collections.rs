//! `/collections` and `/collections/{collection}`: what there is.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use time::Date;

use crate::api::call::{Answer, Call};
use crate::api::ogc::{self, files};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::domain::source::Source;
use crate::features::collection::{Features, GeometryType};
use crate::features::crs::Crs;
use crate::publish::geojson::Link;
use crate::publish::html::HTML;
use crate::publish::licence::licence_text;
use crate::publish::schema::{integer, list, named, object, text};

const JSON: &str = "application/json";
const SCHEMA: &str = "application/schema+json";

/// The relations that OGC API has given names of their own.
const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
const SORTABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/sortables";
const FEATURE_SCHEMA: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";
const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// The calendar of temporal extents.
const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

/// All collections.
///
/// # Errors
/// When it cannot be written.
pub fn all(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let collections: Vec<Value> =
        collections::all(snapshot).iter().map(|features| described(call, snapshot, &**features)).collect();
    let document = json!({
        "links": call.own_links("Collections"),
        "crs": Crs::ALL.map(Crs::uri),
        "collections": collections,
    });
    call.document("Collections", &document)
}

/// One collection.
///
/// # Errors
/// When there is none of that name.
pub fn one(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let features = ogc::collection(call, snapshot)?;
    let title = &features.described().title;
    let mut answer = call.document(title, &described(call, snapshot, &*features))?;
    // Programs look for these with HEAD (OGC API - Features Part 3, requirement queryables-link).
    answer.links = links(call, snapshot, &*features);
    Ok(answer)
}

fn links(call: &Call, snapshot: &Snapshot, features: &dyn Features) -> Vec<Link> {
    let described = features.described();
    let path = format!("/collections/{}", described.name);
    let below = |name: &str| format!("{path}/{name}");
    let mut links = vec![
        call.link("self", &path, JSON, &described.title),
        call.link("alternate", &format!("{path}?f=html"), HTML, &format!("{} (html)", described.title)),
        call.link("items", &below("items"), "application/geo+json", &described.title),
        call.link("items", &below("items?f=html"), HTML, &format!("{} as a table", described.title)),
        call.link(QUERYABLES, &below("queryables"), SCHEMA, "What can be filtered by"),
        call.link(SORTABLES, &below("sortables"), SCHEMA, "What can be sorted by"),
        call.link(FEATURE_SCHEMA, &below("schema"), SCHEMA, "Schema of a feature"),
        call.link("describedby", &below("schema"), SCHEMA, "Schema of a feature"),
    ];
    if described.geometry != GeometryType::Nothing {
        links.push(call.link(TILESETS, &below("tiles"), JSON, "Vector tiles"));
    }
    links.extend(files::links(call, described));
    links.extend(licences(call, &collections::sources(snapshot, &described.name)));
    links
}

/// A link to the text of each licence; to the list of sources for one that is not known.
fn licences(call: &Call, sources: &[&Source]) -> Vec<Link> {
    let names: BTreeSet<&str> = sources.iter().filter_map(|source| source.licence.as_deref()).collect();
    let link = |name: &&str| match licence_text(name) {
        Some(text) => {
            Link { href: text.to_owned(), rel: "license".into(), media_type: HTML, title: (*name).to_owned() }
        }
        None => call.link("license", "/about", JSON, name),
    };
    names.iter().map(link).collect()
}

/// Whom to name: every publisher with its licence, once.
fn attribution(sources: &[&Source]) -> String {
    let named = |source: &&Source| match &source.licence {
        Some(licence) => format!("{} ({licence})", source.publisher),
        None => source.publisher.clone(),
    };
    sources.iter().map(named).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
}

fn described(call: &Call, snapshot: &Snapshot, features: &dyn Features) -> Value {
    let described = features.described();
    let sources = collections::sources(snapshot, &described.name);
    let mut collection = json!({
        "id": described.name,
        "title": described.title,
        "description": described.about,
        "keywords": ["community asset transfer", "public land and buildings", described.title],
        "attribution": attribution(&sources),
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "links": links(call, snapshot, features),
    });
    if described.geometry != GeometryType::Nothing {
        collection["storageCrs"] = Crs::Epsg27700.uri().into();
    }
    if let Some(count) = features.counted() {
        collection["itemCount"] = count.into();
    }
    let reach = collections::extents(snapshot).get(&*described.name);
    if let Some(bbox) = reach.and_then(|reach| reach.bbox) {
        collection["extent"]["spatial"] = json!({ "bbox": [bbox], "crs": Crs::Crs84.uri() });
    }
    if let Some((first, last)) = reach.and_then(|reach| reach.days) {
        collection["extent"]["temporal"] = json!({ "interval": [moments(first, last)], "trs": GREGORIAN });
    }
    collection
}

/// From the first moment of a day to the last second of another.
fn moments(first: Date, last: Date) -> [String; 2] {
    [format!("{first}T00:00:00Z"), format!("{last}T23:59:59Z")]
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let links = || list("Related addresses.", named("Link"));
    let extent = json!({
        "type": "object", "description": "How far it goes: the box around all of it, and its days.",
        "properties": {
            "spatial": {
                "type": "object", "required": ["bbox", "crs"],
                "properties": {
                    "bbox": { "type": "array", "items": { "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4 } },
                    "crs": { "type": "string" },
                },
            },
            "temporal": {
                "type": "object", "required": ["interval", "trs"],
                "properties": {
                    "interval": { "type": "array", "items": {
                        "type": "array", "items": { "type": "string", "format": "date-time" }, "minItems": 2, "maxItems": 2,
                    } },
                    "trs": { "type": "string" },
                },
            },
        },
    });
    let mut collection = object(
        "A collection of features.",
        [
            ("id", text("Its key.")),
            ("title", text("What people call it.")),
            ("description", text("What is in it, and what is not.")),
            ("keywords", list("What to find it by.", text("Word."))),
            ("attribution", text("Whom to name beside it, with their licences.")),
            ("itemType", text("Always feature.")),
            ("crs", list("Coordinate systems.", text("As a URI."))),
            ("links", links()),
        ],
    );
    // Without features there is no box, a table is in no system, and some are only counted when they are asked for.
    collection["properties"]["itemCount"] = integer("How many features there are.");
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
