//! How the values of parameters are read. Each error is a sentence that says what would be right.

use serde_json::{Value, json};
use time::Date;
use time::macros::format_description;

use crate::features::Crs;
use crate::features::cursor::CursorError;

/// The cursor that begins after a key.
#[must_use]
pub fn cursor_after(id: &str) -> String {
    id.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// A cursor of features, which only their collection and order can read.
pub(super) fn cursor_text(text: &str) -> Result<String, String> {
    if text.is_empty() { Err(CursorError::Garbled.to_string()) } else { Ok(text.to_owned()) }
}

pub(super) fn cursor_of(text: &str) -> Result<String, String> {
    let bytes: Option<Vec<u8>> = (text.is_ascii() && !text.is_empty() && text.len().is_multiple_of(2))
        .then(|| (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())
        .flatten();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| CursorError::Garbled.to_string())
}

pub(super) fn count(text: &str, most: u64) -> Result<usize, String> {
    let wrong = || format!("a whole number from 1 to {most}");
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    // A number too long for the machine is above the maximum, and so read as the maximum.
    let number = text.parse::<u64>().unwrap_or(u64::MAX).min(most);
    if number == 0 { Err(wrong()) } else { Ok(number as usize) }
}

pub(super) fn numbers(text: &str) -> Result<Vec<f64>, String> {
    text.split(',')
        .map(|part| {
            let number = part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.ok_or_else(|| format!("\"{}\" is not a number", shortened(part)))
        })
        .collect()
}

pub(super) fn sides(text: &str) -> Result<Vec<f64>, String> {
    let sides = numbers(text)?;
    match sides.len() {
        4 | 6 => Ok(sides),
        _ => Err("four numbers separated by commas: west, south, east, north (or six with heights)".to_owned()),
    }
}

pub(super) fn crs(text: &str) -> Result<Crs, String> {
    Crs::named(text).ok_or_else(|| format!("one of {}", Crs::ALL.map(Crs::uri).join(", ")))
}

pub(super) fn square_metres(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| "a number of square metres, 0 or more".to_owned())
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).map_err(|_| "a day like 2026-11-22".to_owned())
}

pub(super) fn names_schema() -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
}

pub(super) fn names(text: &str) -> Result<Vec<String>, String> {
    let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    if names.iter().any(String::is_empty) { Err("names separated by commas".to_owned()) } else { Ok(names) }
}

pub(super) fn slugs<T: Copy>(all: &[T], slug: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| slug(*value)).collect()
}

/// The word that stands for "nobody has told us".
pub const UNKNOWN: &str = "unknown";

pub(super) fn words_schema(slugs: &[&'static str], or_unknown: bool) -> Value {
    let words: Vec<&str> = slugs.iter().copied().chain(or_unknown.then_some(UNKNOWN)).collect();
    json!({ "type": "array", "items": { "type": "string", "enum": words }, "minItems": 1 })
}

pub(super) fn words<T>(text: &str, known: &[&str], from_slug: fn(&str) -> Option<T>) -> Result<Vec<T>, String> {
    text.split(',')
        .map(|word| {
            let word = word.trim();
            from_slug(word).ok_or_else(|| format!("\"{}\" is not one of {}", shortened(word), known.join(", ")))
        })
        .collect()
}

pub(super) fn words_or_unknown<T>(
    text: &str,
    known: &[&str],
    from_slug: fn(&str) -> Option<T>,
) -> Result<Vec<Option<T>>, String> {
    text.split(',')
        .map(|word| match word.trim() {
            UNKNOWN => Ok(None),
            word => from_slug(word)
                .map(Some)
                .ok_or_else(|| format!("\"{}\" is not one of {}, {UNKNOWN}", shortened(word), known.join(", "))),
        })
        .collect()
}

pub(super) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
