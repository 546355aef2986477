//! The OpenAPI document: every route and parameter is in it, and what is really answered is as it says.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use catmap::api::openapi;
use catmap::api::params::Place;
use catmap::api::routes::{self, Route, Verb};
use catmap::app::catalogue::Snapshot;
use catmap::app::collections;
use catmap::domain::holdings::Holdings;
use catmap::domain::permission::Rule;
use serde_json::{Value, json};

use super::{PATHS, STATED, Service};

/// Our collections, and what their schemas are called after.
const COLLECTIONS: &[(&str, &str)] = &[
    ("assets", "Asset"),
    ("areas", "Area"),
    ("needs", "Need"),
    ("organisations", "Organisations"),
    ("matches", "Matches"),
    ("asset-scores", "AssetScores"),
    ("need-gap", "NeedGap"),
    ("sources", "Sources"),
];

/// The document of a service that holds nothing yet: it has every collection of ours.
fn document(base: &str) -> Value {
    let nothing = Snapshot::of(Holdings::default()).unwrap();
    openapi::document(base, &collections::all(&nothing))
}

/// The paths of a route in the document: one for each collection where it is the same for all of them.
fn paths_of(route: &Route) -> Vec<String> {
    match route.path.contains("{collection}") {
        true => COLLECTIONS.iter().map(|(name, _)| route.path.replace("{collection}", name)).collect(),
        false => vec![route.path.to_owned()],
    }
}

#[test]
fn every_route_and_parameter_is_in_the_document_and_nothing_else() {
    let document = document("http://catmap.example");
    let paths = document["paths"].as_object().unwrap();
    let described: usize = paths.values().map(|item| item.as_object().unwrap().len()).sum();
    assert_eq!(described, routes::all().map(|route| paths_of(route).len()).sum::<usize>());
    let mut ids = Vec::new();
    for route in routes::all() {
        for path in paths_of(route) {
            let operation = &paths[&path][route.verb.as_str().to_lowercase()];
            ids.push(operation["operationId"].as_str().unwrap().to_owned());
            let parameters = operation["parameters"].as_array().unwrap();
            let told: Vec<&str> = parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
            let names = route.parameters.iter().map(|parameter| parameter.name());
            let taken: Vec<&str> = names.filter(|name| *name != "collection").collect();
            assert_eq!(told[..taken.len()], taken, "{path}");
            assert_eq!(told.len() > taken.len(), route.open, "{path}: what depends on the collection is told too");
        }
        for parameter in route.parameters {
            let in_path = route.path.contains(&format!("{{{}}}", parameter.name()));
            assert_eq!(in_path, parameter.place() == Place::Path, "{} of {}", parameter.name(), route.path);
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "each operation has a name of its own");
}

/// The lists of names in a document that may be neither empty nor say anything twice (OpenAPI 3.0.3, JSON Schema).
fn lists_of_names<'d>(part: &'d Value, at: &str, found: &mut Vec<(String, &'d Vec<Value>)>) {
    match part {
        Value::Object(members) => {
            for (name, member) in members {
                let at = format!("{at}/{name}");
                match member {
                    Value::Array(list) if ["required", "enum"].contains(&name.as_str()) => found.push((at, list)),
                    _ => lists_of_names(member, &at, found),
                }
            }
        }
        Value::Array(parts) => {
            parts.iter().enumerate().for_each(|(n, part)| lists_of_names(part, &format!("{at}/{n}"), found));
        }
        _ => (),
    }
}

#[test]
fn what_is_required_and_what_can_be_chosen_is_listed_once_and_never_as_nothing() {
    let document = document("http://catmap.example");
    let mut found = Vec::new();
    lists_of_names(&document, "", &mut found);
    assert!(found.len() > 100);
    for (at, list) in found {
        let once: std::collections::HashSet<String> = list.iter().map(Value::to_string).collect();
        assert!(!list.is_empty() && once.len() == list.len(), "{at}: {list:?}");
    }
}

#[test]
fn the_page_size_is_where_gis_clients_look_for_it() {
    let document = document("http://catmap.example");
    let limit = &document["components"]["parameters"]["limit"];
    assert_eq!(limit["schema"], json!({ "type": "integer", "minimum": 1, "maximum": 10_000 }));
    assert_eq!((&limit["name"], &limit["in"], &limit["style"]), (&json!("limit"), &json!("query"), &json!("form")));
}

#[test]
fn the_document_refers_to_nothing_outside_itself_and_nothing_that_is_not_there() {
    let document = document("http://catmap.example");
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 30);
    for reference in &found {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} is outside the document"));
        assert!(document.pointer(pointer).is_some(), "{reference} is not there");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(found.iter().any(|reference| reference.ends_with(&format!("/{name}"))), "nothing uses {name}");
    }
}

#[test]
fn the_document_is_as_it_was() {
    // A plain file, so that other programs (types for the page, say) can be made from it.
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/openapi.json");
    let document = format!("{:#}\n", document("http://127.0.0.1:8080"));
    if std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        std::fs::write(&file, &document).unwrap();
    }
    let before = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        before == document,
        "tests/snapshots/openapi.json differs; if that is meant, run once with INSTA_UPDATE=always"
    );
}

/// The document's schemas as JSON Schema: `nullable` is OpenAPI 3.0's own word.
fn as_json_schema(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: serde_json::Map<String, Value> =
                members.iter().map(|(key, member)| (key.clone(), as_json_schema(member))).collect();
            if members.remove("nullable") == Some(Value::Bool(true)) {
                return json!({ "anyOf": [members, { "type": "null" }] });
            }
            if members.get("exclusiveMinimum") == Some(&Value::Bool(true)) {
                let least = members.remove("minimum").unwrap();
                members.insert("exclusiveMinimum".to_owned(), least);
            }
            Value::Object(members)
        }
        Value::Array(items) => items.iter().map(as_json_schema).collect(),
        other => other.clone(),
    }
}

fn validator(name: &str) -> jsonschema::Validator {
    let components = as_json_schema(&document("http://catmap.example")["components"]);
    let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": components });
    jsonschema::validator_for(&schema).unwrap()
}

pub fn hold_against(name: &str, answer: &Value, asked: &str) {
    let errors: Vec<String> =
        validator(name).iter_errors(answer).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{asked} is not a {name}: {errors:#?}");
}

#[tokio::test]
async fn what_is_really_answered_is_as_the_document_says() {
    let service = Service::usual().await;
    let mut held = 0;
    let mut paths: BTreeSet<String> =
        PATHS.iter().chain(&["/session", "/assets/a-000/rules"]).map(|path| (*path).to_owned()).collect();
    // One feature of each collection, and no other twice.
    paths.retain(|path| !path.contains("/items/") && !path.contains("/summary"));
    for (name, _) in COLLECTIONS {
        let items = format!("/collections/{name}/items");
        let first = service.json(&format!("{items}?limit=1")).await["features"][0]["id"].clone();
        let summary = format!("/collections/{name}/summary");
        paths.extend([format!("/collections/{name}"), summary, format!("{items}/{}", first.as_str().unwrap()), items]);
    }
    for path in &paths {
        let plain = path.split('?').next().unwrap();
        let fits = |pattern: &str| {
            let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), plain.split('/').collect());
            pattern.len() == path.len() && pattern.iter().zip(&path).all(|(p, part)| p == part || p.starts_with('{'))
        };
        let route =
            routes::all().find(|route| route.verb == Verb::Get && fits(route.path)).unwrap_or_else(|| panic!("{path}"));
        let reply = service.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert!(route.offers.contains(&reply.header("content-type")), "{path}: {}", reply.header("content-type"));
        if let Some(schema) = route.schema {
            let schema = match schema {
                "FeatureCollection" | "Feature" => {
                    let of = COLLECTIONS.iter().find(|(name, _)| path.contains(&format!("/{name}/")));
                    let kind = if schema == "Feature" { "Feature" } else { "Collection" };
                    &format!("{}{kind}", of.unwrap().1)
                }
                other => other,
            };
            hold_against(schema, &reply.json(), path);
            held += 1;
        }
    }
    let open = |route: &&Route| route.verb == Verb::Get && route.rule == Rule::Anybody && route.schema.is_some();
    let all: usize = routes::all().filter(open).map(|route| paths_of(route).len()).sum();
    assert_eq!(held, all, "all that anybody can read");
    let told_twice = "/collections/assets/summary?by=borough";
    hold_against("Summary", &service.json(told_twice).await, told_twice);
    hold_against("Matches", &service.post("/matches?limit=200", STATED).await.json(), "POST /matches");
    hold_against("StatedNeed", &serde_json::from_str(STATED).unwrap(), "the stated need");
    for number in 0..60 {
        hold_against("AssetRecord", &service.json(&format!("/assets/a-{number:03}")).await, "a record");
    }
    for path in ["/nothing", "/about?x=1", "/assets/none"] {
        hold_against("Problem", &service.get(path).await.json(), path);
    }
}

#[test]
fn a_schema_can_fail() {
    let validator = validator("AssetRecord");
    assert!(!validator.is_valid(&json!({})));
    assert!(!self::validator("Problem").is_valid(&json!({ "code": "made-up" })));
}
