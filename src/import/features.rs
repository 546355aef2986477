//! Streams the features of a GeoJSON file, one at a time, so that a large file need not be held as text.

use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What a GeoJSON file says beside its features.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Its `type`: "FeatureCollection", unless it is something else.
    pub(super) kind: Option<String>,
    /// Whether it says of itself that it is made up.
    pub(super) fictional: bool,
    /// The name of its coordinate reference system, where it gives one.
    pub(super) reference_system: Option<String>,
    /// Whether it has a list of features.
    pub(super) has_features: bool,
}

/// Hands each feature to `each` with its number from 1.
///
/// # Errors
/// When the text is not JSON, or breaks off.
pub(super) fn stream(reader: impl Read, each: &mut dyn FnMut(u64, &Value)) -> Result<Document, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let document = DocumentSeed { each }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(document)
}

struct DocumentSeed<'e> {
    each: &'e mut dyn FnMut(u64, &Value),
}

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_> {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_> {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON feature collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut document = Document::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    document.has_features = true;
                    map.next_value_seed(FeaturesSeed { each: &mut *self.each })?;
                }
                "type" => document.kind = map.next_value::<Value>()?.as_str().map(str::to_owned),
                "crs" => {
                    let system = map.next_value::<Value>()?;
                    let name = system.pointer("/properties/name").or_else(|| system.pointer("/properties/code"));
                    document.reference_system = name.map(|name| name.as_str().map_or(name.to_string(), str::to_owned));
                }
                "fictional" => document.fictional = map.next_value::<Value>()? == Value::Bool(true),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(document)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Document, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Document::default())
    }
}

struct FeaturesSeed<'e> {
    each: &'e mut dyn FnMut(u64, &Value),
}

impl<'de> DeserializeSeed<'de> for FeaturesSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for FeaturesSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(mut feature) = list.next_element::<Value>()? {
            number += 1;
            if let Some(properties) = feature.get_mut("properties") {
                replace_zeros(properties);
            }
            if let Some(kind) = feature.get_mut("geometry").and_then(|geometry| geometry.get_mut("type")) {
                replace_zeros(kind);
            }
            (self.each)(number, &feature);
        }
        Ok(())
    }
}

/// Databases take no zero in a text.
pub(super) fn replace_zeros(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = text.replace('\0', "?"),
        Value::Array(items) => items.iter_mut().for_each(replace_zeros),
        Value::Object(members) => replace_zeros_of(members),
        _ => {}
    }
}

/// The same for all members of an object, and their names.
pub(super) fn replace_zeros_of(members: &mut Map<String, Value>) {
    if members.keys().any(|name| name.contains('\0')) {
        let renamed = std::mem::take(members).into_iter().map(|(name, value)| (name.replace('\0', "?"), value));
        *members = renamed.collect();
    }
    members.values_mut().for_each(replace_zeros);
}
