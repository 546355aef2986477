//! `PATCH /assets/{id}` and `/assets/{id}/changes`: what officers change by hand, and who changed what.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use crate::api::call::{Answer, Call};
use crate::api::params::{CHANGE, CURSOR, ID, LIMIT, USUAL_ITEMS};
use crate::api::problem::{INVALID_PARAMETER, INVALID_VALUE, Problem};
use crate::api::values::cursor_after;
use crate::api::{Acting, body, records};
use crate::app::audit::{ChangeTold, changes_of_asset};
use crate::app::edit_asset::{AssetEdit, edit_asset, undo_edit};
use crate::domain::asset::Shown;
use crate::domain::change::How;
use crate::domain::fact_table::{FACTS, FactData, LONGEST_TEXT, Takes};
use crate::publish::schema::{list, named, object, or_null, text, word};

/// What a fact is set to: a value, or null for "not known".
#[derive(Deserialize)]
struct GivenEdit {
    #[serde(default)]
    facts: BTreeMap<String, Option<FactData>>,
    shown: Option<Shown>,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct GivenUndo {
    reason: Option<String>,
}

/// Change facts of an asset, or how exactly the public sees it.
pub fn change(call: Call) -> Acting {
    Box::pin(async move {
        let given: GivenEdit = body::read(&call.body, &edit_schema())?;
        let edit = AssetEdit {
            facts: given.facts,
            shown: given.shown,
            reason: reason(given.reason)?,
            last_seen: last_seen(call.if_match.as_deref())?,
        };
        let id = call.given.read(&ID).unwrap_or_default();
        edit_asset(&call.state.catalogue, &call.viewer, &id, &edit).await?;
        record(&call).await
    })
}

/// Take an edit back.
pub fn undo(call: Call) -> Acting {
    Box::pin(async move {
        let given: GivenUndo = body::read(&call.body, &undo_schema())?;
        let id = call.given.read(&ID).unwrap_or_default();
        let change = call.given.read(&CHANGE).unwrap_or_default();
        let reason = reason(given.reason)?;
        undo_edit(&call.state.catalogue, &call.viewer, &id, change, reason.as_deref()).await?;
        record(&call).await
    })
}

/// The record as whoever changed it sees it now.
async fn record(call: &Call) -> Result<Answer, Problem> {
    let snapshot = call.state.catalogue.snapshot_for(&call.viewer).await?;
    records::asset(call, &snapshot)
}

/// Who changed what of an asset.
pub fn changes(call: Call) -> Acting {
    Box::pin(async move {
        let id = call.given.read(&ID).unwrap_or_default();
        let limit = call.given.read(&LIMIT).unwrap_or(USUAL_ITEMS as usize);
        let before = call.given.read(&CURSOR).map(|cursor| cursor.parse());
        let before = before.transpose().map_err(|_| {
            let detail = "This is not a cursor; take it from \"next\" of the page before.";
            Problem::new(INVALID_PARAMETER, detail).at("cursor")
        })?;
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let told = changes_of_asset(call.state.catalogue.store(), &call.viewer, &id, before, limit).await?;
        let changes = told.changes.iter().map(change_json).collect::<Result<Vec<_>, _>>()?;
        let next = told.next.map(|next| cursor_after(&next.to_string()));
        call.json(&json!({ "changes": changes, "next": next }))
    })
}

fn change_json(told: &ChangeTold) -> Result<Value, Problem> {
    let changes: Vec<Value> = told
        .changes
        .iter()
        .map(|change| json!({ "fact": change.fact, "label": change.label, "from": change.from, "to": change.to }))
        .collect();
    Ok(json!({
        "id": told.id.to_string(),
        "at": told.at.format(&Rfc3339).map_err(Problem::internal)?,
        "by": told.by,
        "how": told.how.slug(),
        "import": told.import_id.map(|id| id.to_string()),
        "file_name": told.file_name,
        "reason": told.reason,
        "changes": changes,
    }))
}

/// A reason on one line; one that says nothing is none.
fn reason(given: Option<String>) -> Result<Option<String>, Problem> {
    let Some(reason) = given else { return Ok(None) };
    let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(char::is_control) {
        return Err(Problem::new(INVALID_VALUE, "reason: it may not have control characters.").at("reason"));
    }
    Ok(Some(line).filter(|line| !line.is_empty()))
}

/// The change that a condition names: `"31"`, the id of the newest change that the caller has seen.
fn last_seen(if_match: Option<&str>) -> Result<Option<i64>, Problem> {
    match if_match.map(str::trim) {
        None | Some("*") => Ok(None),
        Some(tag) => tag.trim_matches('"').parse().map(Some).map_err(|_| {
            let detail = "If-Match must be the id of the newest change in /assets/{id}/changes, in quotation marks.";
            Problem::new(INVALID_PARAMETER, detail).at("If-Match")
        }),
    }
}

/// What a fact may be set to, from the table of facts.
fn fact_schema(label: &str, takes: Takes) -> Value {
    let about = format!("{label}; null for not known.");
    let mut schema = match takes {
        Takes::OneOf(slugs) => word(&about, slugs),
        Takes::SomeOf(slugs) => {
            let mut schema = list(&about, word("One of them.", slugs));
            schema["minItems"] = 1.into();
            schema
        }
        Takes::Day => json!({ "type": "string", "format": "date", "description": about }),
        Takes::Words => json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "description": about }),
        Takes::Number(least, most, is_above) => {
            let mut schema = json!({ "type": "number", "minimum": least, "maximum": most, "description": about });
            if is_above {
                schema["exclusiveMinimum"] = true.into();
            }
            schema
        }
        Takes::YesOrNo => json!({ "type": "boolean", "description": about }),
        Takes::Term => json!({
            "description": format!("{about} \"freehold\", or a number of years such as 25 or \"25 years\"."),
            "anyOf": [{ "type": "string" }, { "type": "number" }],
        }),
    };
    schema["nullable"] = true.into();
    schema
}

fn edit_schema() -> Value {
    let facts = FACTS.iter().map(|row| (row.slug, fact_schema(row.label, row.takes)));
    let shown = word("How exactly the public may see where it is while it is vacant.", Shown::SLUGS);
    optional(object(
        "What to change; what is left out stays.",
        [("facts", optional(object("Facts to set.", facts))), ("shown", shown), ("reason", reason_schema())],
    ))
}

fn undo_schema() -> Value {
    optional(object("Why it is taken back.", [("reason", reason_schema())]))
}

fn reason_schema() -> Value {
    json!({ "type": "string", "maxLength": LONGEST_TEXT, "nullable": true, "description": "Why, for the trail." })
}

fn optional(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.remove("required");
    }
    schema
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let fact = object(
        "One thing that differs.",
        [
            ("fact", text("Which, for programs.")),
            ("label", text("Which, in words.")),
            ("from", or_null(text("Before, in words; null when it was not known."))),
            ("to", or_null(text("After, in words; null when it is not known."))),
        ],
    );
    let change = object(
        "One change.",
        [
            ("id", text("Its number.")),
            ("at", text("When.")),
            ("by", text("Who.")),
            ("how", word("How it came about.", How::SLUGS)),
            ("import", or_null(text("The import that made it, or that it undoes."))),
            ("file_name", or_null(text("The file of that import."))),
            ("reason", or_null(text("Why, as whoever changed it said."))),
            ("changes", list("What differs.", fact)),
        ],
    );
    vec![
        ("AssetEdit", edit_schema()),
        ("EditUndo", undo_schema()),
        ("AssetChange", change),
        (
            "AssetChanges",
            object(
                "Who changed what.",
                [
                    ("changes", list("Newest first.", named("AssetChange"))),
                    ("next", or_null(text("The cursor of the next page."))),
                ],
            ),
        ),
    ]
}
