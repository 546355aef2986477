//! The few shapes of JSON Schema (as OpenAPI 3.0 writes it) that answers are described with.

use serde_json::{Map, Value, json};

/// Text.
#[must_use]
pub fn text(about: &str) -> Value {
    json!({ "type": "string", "description": about })
}

/// A number.
#[must_use]
pub fn number(about: &str) -> Value {
    json!({ "type": "number", "description": about })
}

/// A whole number.
#[must_use]
pub fn integer(about: &str) -> Value {
    json!({ "type": "integer", "description": about })
}

/// True or false.
#[must_use]
pub fn boolean(about: &str) -> Value {
    json!({ "type": "boolean", "description": about })
}

/// A day, `2026-11-21`.
#[must_use]
pub fn date(about: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": about })
}

/// One of a few words.
#[must_use]
pub fn word(about: &str, words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words, "description": about })
}

/// A list.
#[must_use]
pub fn list(about: &str, items: Value) -> Value {
    let mut schema = json!({ "type": "array", "description": about });
    schema["items"] = items;
    schema
}

/// A list of always so many.
#[must_use]
pub fn exactly(length: usize, about: &str, items: Value) -> Value {
    let mut schema = list(about, items);
    schema["minItems"] = length.into();
    schema["maxItems"] = length.into();
    schema
}

/// The same, or null when it is not known.
#[must_use]
pub fn or_null(mut schema: Value) -> Value {
    if schema.get("$ref").is_some() {
        return json!({ "allOf": [schema], "nullable": true });
    }
    // OpenAPI 3.0.3: a null value must be in the enumeration as well as allowed by `nullable`.
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    schema["nullable"] = Value::Bool(true);
    schema
}

/// A named schema of the same document.
#[must_use]
pub fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object that always has exactly these members.
#[must_use]
pub fn object(about: &str, members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let members: Map<String, Value> = members.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let required: Vec<&String> = members.keys().collect();
    json!({
        "type": "object", "description": about, "required": required, "properties": members,
        "additionalProperties": false,
    })
}
