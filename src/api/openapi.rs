//! The OpenAPI 3.0.3 document, made from the table of routes, the declared parameters and the schemas beside the answers.
//!
//! Version 3.0 because GIS clients ask for it; self-contained because a client that cannot resolve a reference drops the
//! layer. `components.parameters.limit` is where QGIS looks for the size of a page.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::api::call::{Answer, Call};
use crate::api::ogc::asked::{own_parameters, queryables};
use crate::api::params::{COLLECTION, Declared, FORMAT, LIMIT, Place};
use crate::api::problem::{self, Problem};
use crate::api::routes::{BodyOf, Handler, Route, Verb};
use crate::api::{
    about, asset_edits, enquiries, import_json, media, method, ogc, people, routes, session, stated_need, tokens,
};
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::domain::permission::Rule;
use crate::features::{Areas, Assets, Collection, Described, Features, Needs};
use crate::publish::format::Format;
use crate::publish::html::HTML;
use crate::publish::{
    backtest, fairness, geojson, match_schema, near, places, record_schema, rules, sensitivity, stamp, summary, tile,
    worklist,
};

/// The media type that clients look for, letter by letter.
pub const MEDIA: &str = "application/vnd.oai.openapi+json;version=3.0";

/// The document as an answer.
///
/// # Errors
/// When it cannot be written.
pub fn answer(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.document("What can be asked and how it is answered", &document(&call.base, &collections::all(snapshot)))
}

/// The document of a service at this address with these collections. What is the same for every collection is written out
/// for each of them under its name: GIS clients look for it there.
#[must_use]
pub fn document(base: &str, collections: &[Box<dyn Features + '_>]) -> Value {
    let mut paths = Map::new();
    let mut write = |path: String, route: &Route, features: Option<&dyn Features>| {
        let path = paths.entry(path).or_insert_with(|| json!({}));
        path[route.verb.as_str().to_ascii_lowercase()] = operation(route, features);
    };
    for route in routes::all() {
        if route.path.contains(ONE_OF_THEM) {
            for features in collections {
                let path = route.path.replace(ONE_OF_THEM, &features.described().name);
                write(path, route, Some(&**features));
            }
        } else {
            write(route.path.to_owned(), route, None);
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "catmap",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ogc::landing::ABOUT,
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": base }],
        "tags": [
            { "name": "map", "description": "Assets, areas, needs and all else that is on the map, as features." },
            { "name": "tiles", "description": "The same as vector tiles." },
            { "name": "matches", "description": "Pairings with their reasons." },
            { "name": "imports", "description": "Files of officers: look at what they would do, take them in, undo them." },
            { "name": "enquiries", "description": "Questions about buildings, for their officers." },
            { "name": "people", "description": "Signing in, people and tokens." },
            { "name": "service", "description": "The service itself." },
        ],
        "paths": paths,
        "components": {
            "parameters": { "limit": LIMIT.document() },
            "schemas": schemas(collections),
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-catmap", "description": "Set by `POST /session`." },
                "token": { "type": "http", "scheme": "bearer", "description": "A token made under `/tokens`." },
                "basic": { "type": "http", "scheme": "basic", "description": "Any user name, and a token as the password." },
            },
        },
    })
}

fn operation(route: &Route, features: Option<&dyn Features>) -> Value {
    let name = features.map(|features| type_name(features.described()));
    let mut operation = json!({
        "operationId": name.as_ref().map_or_else(|| route.id.to_owned(), |name| format!("{}Of{name}", route.id)),
        "tags": [route.tag],
        "summary": route.summary,
        "description": route.about,
        "parameters": parameters(route, features),
        "responses": responses(route, name.as_deref()),
        "security": security(route.rule),
        "x-rule": route.rule.word(),
    });
    let content = match route.body {
        BodyOf::Nothing => return operation,
        BodyOf::Json(body) => {
            json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{body}") } } })
        }
        BodyOf::File => json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } }),
    };
    operation["requestBody"] = json!({ "required": true, "content": content });
    operation
}

/// What stands in the path of a route that is the same for every collection.
const ONE_OF_THEM: &str = "{collection}";

fn parameters(route: &Route, features: Option<&dyn Features>) -> Vec<Value> {
    let declared = route.parameters.iter().filter(|parameter| parameter.name() != COLLECTION.name);
    let mut parameters: Vec<Value> = declared.map(|parameter| parameter.document()).collect();
    for parameter in parameters.iter_mut().filter(|parameter| parameter["name"] == FORMAT.name) {
        // Media types of one format have one name: `json` is GeoJSON where there is GeoJSON.
        let mut slugs: Vec<&str> = Vec::new();
        for slug in route.offers.iter().filter_map(|offer| media::slug(offer)) {
            if !slugs.contains(&slug) {
                slugs.push(slug);
            }
        }
        parameter["schema"]["enum"] = json!(slugs);
    }
    let Some(features) = features.filter(|_| route.open) else { return parameters };
    parameters.extend(own_parameters(&features.described().name).iter().map(|parameter| parameter.document()));
    parameters.extend(queryables(features).map(|(_, column)| {
        let mut schema = geojson::column_schema(column);
        let about = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        json!({
            "name": column.name, "in": "query", "required": false, "style": "form", "explode": false,
            "description": about, "schema": schema,
        })
    }));
    parameters
}

/// What the schemas of a collection are called after: `Asset`, `AreasMsoa2021`.
fn type_name(described: &Described) -> String {
    match &*described.name {
        Assets::NAME => "Asset".to_owned(),
        Areas::NAME => "Area".to_owned(),
        Needs::NAME => "Need".to_owned(),
        other => other
            .split(['-', '_'])
            .flat_map(|word| {
                let mut letters = word.chars();
                letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
            })
            .collect(),
    }
}

/// The ways in, any one of which will do. Public data may show more to somebody who has signed in.
fn security(rule: Rule) -> Value {
    let (nobody, session, token, basic) =
        (json!({}), json!({ "session": [] }), json!({ "token": [] }), json!({ "basic": [] }));
    match rule {
        Rule::Anybody => json!([nobody, session, token, basic]),
        _ if rule.is_in_person() => json!([session]),
        _ => json!([session, token, basic]),
    }
}

fn responses(route: &Route, of: Option<&str>) -> Value {
    let content: Map<String, Value> = route
        .offers
        .iter()
        .map(|media| {
            let schema = match (route.schema, *media) {
                (_, HTML) => json!({ "type": "string" }),
                (_, media) if media.contains("tilejson") => referring("TileJson"),
                (_, media) if Format::of_media(media).is_some() => json!({ "type": "string", "format": "binary" }),
                (Some("FeatureCollection"), _) => referring(&format!("{}Collection", of.unwrap_or_default())),
                (Some("Feature"), _) => referring(&format!("{}Feature", of.unwrap_or_default())),
                (Some(name), _) => referring(name),
                (None, media) if media.contains("json") => json!({ "type": "object" }),
                (None, _) => json!({ "type": "string", "format": "binary" }),
            };
            ((*media).to_owned(), json!({ "schema": schema }))
        })
        .collect();
    let mut responses = json!({});
    let status = route.status.as_str();
    responses[status] = json!({ "description": route.summary });
    if route.status != StatusCode::NO_CONTENT {
        responses[status]["content"] = content.into();
    }
    if matches!(route.schema, Some("FeatureCollection" | "Feature")) {
        let named = |about: &str| json!({ "description": about, "schema": { "type": "string" } });
        let headers = &mut responses[status]["headers"];
        headers["Content-Crs"] = named("The coordinate system of the answer, between angle brackets.");
        if route.schema == Some("FeatureCollection") {
            headers["Link"] = named("The next page, when there is one.");
            headers["OGC-NumberMatched"] = named("How many features match in all, exactly.");
            headers["OGC-NumberReturned"] = named("How many are on this page.");
        }
    }
    let gives_files = route.offers.contains(&Format::GeoPackage.media());
    if gives_files {
        responses["206"] = json!({ "description": "The part of a file that the Range header asks for." });
    }
    if route.may_be_empty {
        responses["204"] = json!({ "description": "Nothing is there." });
    }
    let acts = matches!(route.handler, Handler::Action(_));
    if route.verb == Verb::Get && !acts {
        responses["304"] = json!({ "description": "As the caller has it already." });
    }
    let takes = |place: Place| route.parameters.iter().any(|parameter| parameter.place() == place);
    let mut failures = vec![("406", "Not available in the format asked for.")];
    failures.push((
        "400",
        if takes(Place::Query) { "A parameter cannot be used." } else { "The request cannot be understood." },
    ));
    if gives_files {
        failures.push(("416", "The file has no such part."));
    }
    if takes(Place::Path) {
        failures.push(("404", "There is no such thing."));
    }
    if route.rule != Rule::Anybody {
        failures.push(("401", "For people who have signed in."));
        failures.push(("403", "Not for this person, or asked for by another website."));
    } else if acts && route.verb != Verb::Get {
        failures.push(("403", "Asked for by another website."));
    }
    if acts && route.verb != Verb::Get {
        failures.push(("409", "Something else changed it first."));
        failures.push(("429", "Too many tries."));
    }
    if route.body != BodyOf::Nothing {
        failures.extend([
            ("408", "The body took too long to arrive."),
            ("413", "The body is too large."),
            ("415", "The body is of the wrong type."),
            ("422", "A value in the body makes no sense."),
        ]);
    }
    failures.push(("503", "The database cannot be reached, or the answer takes too long."));
    failures.push(("default", "Something else went wrong."));
    failures.sort_unstable();
    for (status, about) in failures {
        responses[status] = json!({
            "description": about,
            "content": { problem::PROBLEM_MEDIA: { "schema": { "$ref": "#/components/schemas/Problem" } } },
        });
    }
    responses
}

/// Every named schema.
#[must_use]
pub fn schemas(collections: &[Box<dyn Features + '_>]) -> Map<String, Value> {
    let mut schemas = vec![("Problem", problem::schema()), ("Link", geojson::link_schema())];
    schemas.extend(ogc::landing::schemas());
    schemas.extend(ogc::collections::schemas());
    schemas.extend(stamp::schemas());
    schemas.extend(record_schema::schemas());
    schemas.push(("NearAsset", near::schema()));
    schemas.push(("Places", places::schema()));
    schemas.extend(rules::schemas());
    schemas.extend(worklist::schemas());
    schemas.extend(summary::schemas());
    schemas.extend(match_schema::schemas());
    schemas.extend(fairness::schemas());
    schemas.push(("Sensitivity", sensitivity::stability_schema()));
    schemas.push(("StatedNeed", stated_need::schema()));
    schemas.push(("TileJson", tile::tilejson_schema()));
    schemas.extend(about::schemas());
    schemas.extend(backtest::schemas());
    schemas.extend(method::schemas());
    schemas.extend(session::schemas());
    schemas.extend(asset_edits::schemas());
    schemas.extend(enquiries::schemas());
    schemas.extend(people::schemas());
    schemas.extend(tokens::schemas());
    schemas.extend(import_json::schemas());
    let mut schemas: Map<String, Value> = schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    for features in collections {
        let described = features.described();
        let name = type_name(described);
        let (properties, feature) = (format!("{name}Properties"), format!("{name}Feature"));
        schemas.insert(format!("{name}Collection"), geojson::feature_collection_schema(described, &feature));
        schemas.insert(feature, geojson::feature_schema(described, &properties));
        schemas.insert(properties, geojson::properties_schema(described));
    }
    schemas
}

fn referring(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}
