//! The OpenAPI document as something to read: every address with what it takes and what it answers.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::value::{framed, plain};

/// The whole document.
pub fn api(document: &Value) -> Markup {
    html! {
        p { (plain(&document["info"]["description"])) }
        p { "The same for programs: OpenAPI " (plain(&document["openapi"])) ", at this address with " code { "f=json" } "." }
        h2 { "Addresses" }
        @for (path, item) in entries(&document["paths"]) {
            @for (method, operation) in entries(item) { (one(path, method, operation)) }
        }
        h2 { "Schemas" }
        @for (name, schema) in entries(&document["components"]["schemas"]) {
            details id=(format!("schema-{name}")) {
                summary { (name) }
                pre { (format!("{schema:#}")) }
            }
        }
    }
}

fn one(path: &str, method: &str, operation: &Value) -> Markup {
    let title = format!("{} {path}", method.to_uppercase());
    let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    html! {
        section {
            h3 { (title) }
            p { (text(operation, "summary")) ". " (text(operation, "description")) }
            @if !parameters.is_empty() {
                (framed(&format!("Parameters of {title}"), &html! {
                    thead { tr { @for name in ["name", "in", "value", "what it does"] { th scope="col" { (name) } } } }
                    tbody {
                        @for parameter in parameters {
                            tr {
                                th scope="row" { (text(parameter, "name")) }
                                td { (text(parameter, "in")) @if parameter["required"] == true { ", required" } }
                                td { (values(&parameter["schema"])) }
                                td { (text(parameter, "description")) }
                            }
                        }
                    }
                }))
            }
            (framed(&format!("Answers of {title}"), &html! {
                thead { tr { @for name in ["status", "what it means", "formats"] { th scope="col" { (name) } } } }
                tbody {
                    @for (status, answer) in entries(&operation["responses"]) {
                        tr {
                            th scope="row" { (status) }
                            td { (text(answer, "description")) }
                            td { @for (at, (media, _)) in entries(&answer["content"]).enumerate() { @if at > 0 { ", " } (media) } }
                        }
                    }
                }
            }))
        }
    }
}

/// What a parameter may be, in a line.
fn values(schema: &Value) -> Markup {
    let said = schema.as_object().into_iter().flatten().filter(|(name, _)| *name != "items" && *name != "description");
    let items = schema.get("items").filter(|items| items.is_object());
    html! {
        @for (at, (name, value)) in said.enumerate() {
            @if at > 0 { "; " }
            @if name == "type" { (plain(value)) } @else { (name) ": " (plain(value)) }
        }
        @if let Some(items) = items { " of " (values(items)) }
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}
