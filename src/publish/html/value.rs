//! Any JSON as something to read: members as a list of terms, lists of alike things as tables, links as links.

use maud::{Markup, html};
use serde_json::{Map, Value};

/// The members of an object, each under its name; `level` is that of the next heading, from 2 on.
pub fn members(document: &Value, level: u8) -> Markup {
    let Some(members) = document.as_object() else { return plain(document) };
    let (long, short): (Vec<_>, Vec<_>) = members.iter().partition(|(_, value)| !is_short(value));
    html! {
        @if !short.is_empty() {
            dl {
                @for (name, value) in short { dt { (name) } dd { (plain(value)) } }
            }
        }
        @for (name, value) in long {
            (heading(name, level))
            @if name == "links" { (links(value)) } @else { (any(name, value, level + 1)) }
        }
    }
}

fn any(name: &str, value: &Value, level: u8) -> Markup {
    match value {
        Value::Object(members) if !members.is_empty() && members.values().all(is_flat) => keyed_table(name, members),
        Value::Object(_) => members(value, level),
        Value::Array(items) if !items.is_empty() && items.iter().all(is_flat) => {
            table(name, &items.iter().collect::<Vec<_>>())
        }
        Value::Array(items) if items.iter().any(Value::is_object) => html! {
            @for item in items { section { (heading(name_of(item), level)) (members(item, level + 1)) } }
        },
        other => plain(other),
    }
}

/// A heading; below the sixth there are none.
fn heading(text: &str, level: u8) -> Markup {
    match level {
        0..=2 => html! { h2 { (text) } },
        3 => html! { h3 { (text) } },
        4 => html! { h4 { (text) } },
        5 => html! { h5 { (text) } },
        _ => html! { h6 { (text) } },
    }
}

/// What to call one thing of many.
fn name_of(item: &Value) -> &str {
    ["title", "name", "id"].iter().find_map(|name| item[*name].as_str()).unwrap_or("One of them")
}

/// Links by what they lead to.
pub fn links(links: &Value) -> Markup {
    html! {
        ul {
            @for link in links.as_array().into_iter().flatten() {
                @let href = link["href"].as_str().unwrap_or_default();
                @let title = link["title"].as_str().filter(|title| !title.is_empty()).unwrap_or(href);
                li {
                    @if is_address(href) { a href=(href) { (title) } } @else { (title) }
                    " (" (link["rel"].as_str().unwrap_or_default()) ", " (link["type"].as_str().unwrap_or_default()) ")"
                }
            }
        }
    }
}

/// Alike things, one in each row.
pub fn table(name: &str, rows: &[&Value]) -> Markup {
    let columns = columns(rows.iter().copied());
    framed(
        name,
        &html! {
            thead { tr { @for column in &columns { th scope="col" { (column) } } } }
            tbody {
                @for row in rows { tr { @for column in &columns { td { (cell(row, column)) } } } }
            }
        },
    )
}

/// Alike things by their keys.
fn keyed_table(name: &str, rows: &Map<String, Value>) -> Markup {
    let columns = columns(rows.values());
    framed(
        name,
        &html! {
            thead { tr { th scope="col" { "name" } @for column in &columns { th scope="col" { (column) } } } }
            tbody {
                @for (key, row) in rows {
                    tr { th scope="row" { (key) } @for column in &columns { td { (cell(row, column)) } } }
                }
            }
        },
    )
}

/// A table that can be scrolled with the keyboard, since it may be wider than the window.
pub fn framed(caption: &str, content: &Markup) -> Markup {
    html! {
        div class="wide" role="region" tabindex="0" aria-label=(caption) {
            table { caption { (caption) } (content) }
        }
    }
}

fn columns<'a>(rows: impl Iterator<Item = &'a Value>) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for name in rows.filter_map(Value::as_object).flat_map(Map::keys) {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    columns
}

/// What a row has in a column; nothing when it has not even the name.
fn cell(row: &Value, column: &str) -> Markup {
    row.get(column).map_or_else(|| html! {}, plain)
}

/// One value, or a list of them, within a line.
pub fn plain(value: &Value) -> Markup {
    match value {
        Value::Null => html! { span class="unknown" { "not known" } },
        Value::Bool(truth) => html! { (if *truth { "yes" } else { "no" }) },
        Value::Number(number) => html! { (number.to_string()) },
        Value::String(text) if is_address(text) => html! { a href=(text) { (text) } },
        Value::String(text) => html! { (text) },
        Value::Array(items) if items.iter().all(Value::is_string) && items.len() > 1 => html! {
            ul { @for item in items { li { (plain(item)) } } }
        },
        Value::Array(items) if items.iter().all(is_single) => html! {
            @for (at, item) in items.iter().enumerate() { @if at > 0 { ", " } (plain(item)) }
        },
        other => html! { code { (other.to_string()) } },
    }
}

/// Whether a text is an address that may be followed: of the web, and nothing that a browser would run.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
}

fn is_single(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// Whether it goes within a line: one value or a list of values.
fn is_short(value: &Value) -> bool {
    is_single(value) || value.as_array().is_some_and(|items| items.iter().all(is_single))
}

/// Whether it makes a row of a table.
fn is_flat(value: &Value) -> bool {
    value.as_object().is_some_and(|members| members.values().all(is_short))
}
