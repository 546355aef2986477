//! Holds a body against the schema it is documented with, so that the document and the check cannot drift apart.
//!
//! It knows the few keywords our schemas of bodies use: type, enum, properties, required, additionalProperties, items,
//! minItems, maxItems, minLength, maxLength, minimum, exclusiveMinimum, maximum, format date, nullable. How deep a body can be nested is bounded by the
//! schema, since what the schema does not name is refused.

use serde::de::DeserializeOwned;
use serde_json::Value;
use time::Date;
use time::macros::format_description;

use crate::api::problem::{INVALID_JSON, INVALID_VALUE, Problem, UNKNOWN_KEY};

/// What no text may hold: one of our databases cannot keep it, and no keyboard writes it.
pub const NO_NUL: &str = "it may not hold the character U+0000; delete it and try again";

/// A body of JSON that is as the schema says, as the type that reads it.
///
/// # Errors
/// A problem that says what is wrong with it, and where.
pub fn read<T: DeserializeOwned>(bytes: &[u8], schema: &Value) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Problem::new(INVALID_JSON, format!("The body cannot be read as JSON: {error}.")))?;
    check(&value, schema, "")?;
    serde_json::from_value(value).map_err(|error| Problem::new(INVALID_VALUE, format!("The body: {error}.")))
}

/// Whether a value is as the schema says.
///
/// # Errors
/// A problem that names the first key at fault, as a path: `spaces[0].share`.
pub fn check(value: &Value, schema: &Value, path: &str) -> Result<(), Problem> {
    if value.is_null() && schema.get("nullable") == Some(&Value::Bool(true)) {
        return Ok(());
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return if words.contains(value) {
            Ok(())
        } else {
            Err(wrong(path, format!("it must be one of {}", listed(words))))
        };
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => object(value, schema, path),
        Some("array") => array(value, schema, path),
        Some("string") => string(value, schema, path),
        Some("number") => number(value, schema, path),
        Some("integer") if value.as_i64().is_none() => Err(wrong(path, "it must be a whole number")),
        Some("integer") => number(value, schema, path),
        Some("boolean") if !value.is_boolean() => Err(wrong(path, "it must be true or false")),
        _ => Ok(()),
    }
}

fn object(value: &Value, schema: &Value, path: &str) -> Result<(), Problem> {
    let Some(members) = value.as_object() else { return Err(wrong(path, "it must be an object")) };
    let known = schema.get("properties").and_then(Value::as_object);
    for (key, member) in members {
        let here = inside(path, key);
        match known.and_then(|known| known.get(key)) {
            Some(schema) => check(member, schema, &here)?,
            None => {
                let shown: String = here.chars().take(100).collect();
                let keys = known.map(|known| known.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
                let detail = format!("There is no key \"{shown}\" here; there are: {}.", keys.unwrap_or_default());
                return Err(Problem::new(UNKNOWN_KEY, detail).at(shown));
            }
        }
    }
    let missing = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    match missing.filter_map(Value::as_str).find(|key| !members.contains_key(*key)) {
        Some(key) => Err(wrong(&inside(path, key), "it is needed")),
        None => Ok(()),
    }
}

fn inside(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn array(value: &Value, schema: &Value, path: &str) -> Result<(), Problem> {
    let Some(items) = value.as_array() else { return Err(wrong(path, "it must be a list")) };
    let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
    if bound("maxItems").is_some_and(|most| items.len() as u64 > most) {
        return Err(wrong(path, format!("it may have at most {} items", bound("maxItems").unwrap_or_default())));
    }
    let Some(schema) = schema.get("items") else { return Ok(()) };
    items.iter().enumerate().try_for_each(|(index, item)| check(item, schema, &format!("{path}[{index}]")))
}

fn string(value: &Value, schema: &Value, path: &str) -> Result<(), Problem> {
    let Some(text) = value.as_str() else { return Err(wrong(path, "it must be a text")) };
    if text.contains('\0') {
        return Err(wrong(path, NO_NUL));
    }
    if let Some(most) = schema.get("maxLength").and_then(Value::as_u64)
        && text.chars().count() as u64 > most
    {
        return Err(wrong(path, format!("it may have at most {most} characters")));
    }
    if let Some(least) = schema.get("minLength").and_then(Value::as_u64)
        && (text.chars().count() as u64) < least
    {
        return Err(wrong(path, format!("it must have at least {least} characters")));
    }
    let is_date = || Date::parse(text, format_description!("[year]-[month]-[day]")).is_ok();
    if schema.get("format").and_then(Value::as_str) == Some("date") && !is_date() {
        return Err(wrong(path, "it must be a day like 2026-11-21"));
    }
    Ok(())
}

fn number(value: &Value, schema: &Value, path: &str) -> Result<(), Problem> {
    let Some(number) = value.as_f64() else { return Err(wrong(path, "it must be a number")) };
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    // OpenAPI 3.0: `exclusiveMinimum` is true or false and qualifies `minimum`.
    let exclusive = schema.get("exclusiveMinimum") == Some(&Value::Bool(true));
    match (bound("minimum"), bound("maximum")) {
        (Some(least), _) if exclusive && number <= least => Err(wrong(path, format!("it must be more than {least}"))),
        (Some(least), _) if number < least => Err(wrong(path, format!("it must be at least {least}"))),
        (_, Some(most)) if number > most => Err(wrong(path, format!("it must be at most {most}"))),
        _ => Ok(()),
    }
}

fn wrong(path: &str, reason: impl std::fmt::Display) -> Problem {
    if path.is_empty() {
        Problem::new(INVALID_VALUE, format!("The body: {reason}."))
    } else {
        Problem::new(INVALID_VALUE, format!("{path}: {reason}.")).at(path)
    }
}

fn listed(words: &[Value]) -> String {
    words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}
