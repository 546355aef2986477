//! Files of features: each format is opened again by a reader that is not ours, and holds what every other answer holds.

mod asked;
mod formats;
mod parts;
mod read;
mod typed;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use geo::Geometry;
use serde_json::Value;

use crate::api::Service;

/// The names of the collections of the usual region.
const COLLECTIONS: [&str; 3] = ["assets", "areas", "needs"];

/// A feature as a reader sees it: what is known of it as text, and where it is, x before y.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    values: BTreeMap<String, String>,
    shape: Option<Geometry>,
}

/// Features by their keys.
type Features = BTreeMap<String, Seen>;

/// What the pages of a collection show, in a coordinate system.
async fn listed(service: &Service, collection: &str, query: &str) -> Features {
    let page = service.json(&format!("/collections/{collection}/items?limit=10000&{query}")).await;
    assert!(page["links"].as_array().unwrap().iter().all(|link| link["rel"] != "next"));
    let features = page["features"].as_array().unwrap().iter().map(|feature| {
        let values = feature["properties"].as_object().unwrap().iter();
        let values = values.filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), text(value)));
        let shape = Some(&feature["geometry"]).filter(|shape| !shape.is_null()).map(read::shape_of_json);
        (feature["id"].as_str().unwrap().to_owned(), Seen { values: values.collect(), shape })
    });
    features.collect()
}

/// A value as text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().unwrap().to_string(),
        other => other.to_string(),
    }
}

/// The bytes of a file, which must be there.
async fn file(service: &Service, collection: &str, query: &str) -> Vec<u8> {
    let path = format!("/collections/{collection}/items?{query}");
    let reply = service.get(&path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.body
}
