//! `/` and `/conformance`: where to go from here, and which standards hold.

use serde_json::{Value, json};

use crate::api::call::{Answer, Call};
use crate::api::openapi;
use crate::api::problem::Problem;
use crate::features::filter;
use crate::publish::html::HTML;
use crate::publish::schema::{list, named, object, text};

/// What the service is, in a sentence.
pub const ABOUT: &str = "Public land and buildings matched to the organisations that need them: assets, needs and areas with the reasons \
                         for each match.";

const JSON: &str = "application/json";

/// What the names of the classes of CQL2 begin with.
const CQL2: &str = "http://www.opengis.net/spec/cql2/1.0/conf/";

/// The conformance classes that hold in full.
const CLASSES: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    // A draft: these are the names its one other server gives it.
    "http://www.opengis.net/spec/ogcapi-features-8/0.0/conf/sorting",
    "http://www.opengis.net/spec/ogcapi-features-8/0.0/conf/features-sorting",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
];

/// The landing page.
///
/// # Errors
/// When it cannot be written.
pub fn landing(call: &Call) -> Result<Answer, Problem> {
    let mut links = call.own_links("This document");
    links.extend([
        call.link("service-desc", "/api", openapi::MEDIA, "What can be asked and how it is answered"),
        call.link("service-doc", "/api?f=html", HTML, "The same to read"),
        call.link("conformance", "/conformance", JSON, "Standards that hold"),
        call.link("data", "/collections", JSON, "Collections"),
        call.link("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "/tileMatrixSets", JSON, "Tiling schemes"),
        call.link("about", "/about", JSON, "Sources, criteria and words"),
    ]);
    let mut answer = call.document("catmap", &json!({ "title": "catmap", "description": ABOUT, "links": links }))?;
    answer.links = links;
    Ok(answer)
}

/// The conformance declaration.
///
/// # Errors
/// When it cannot be written.
pub fn conformance(call: &Call) -> Result<Answer, Problem> {
    let of_filters = filter::CONFORMANCE.iter().map(|class| format!("{CQL2}{class}"));
    let classes: Vec<String> = CLASSES.iter().map(|class| (*class).to_owned()).chain(of_filters).collect();
    let links = call.own_links("Standards that hold");
    call.document("Standards that hold", &json!({ "links": links, "conformsTo": classes }))
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let links = list("Related addresses.", named("Link"));
    vec![
        (
            "LandingPage",
            object(
                "Where to go from here.",
                [("title", text("Title.")), ("description", text("What this is.")), ("links", links)],
            ),
        ),
        (
            "Conformance",
            object(
                "Standards that hold.",
                [
                    ("links", list("Related addresses.", named("Link"))),
                    ("conformsTo", list("Classes.", text("As a URI."))),
                ],
            ),
        ),
    ]
}
