//! `PATCH /assets/{id}`, `PATCH /assets`, `/assets/{id}/changes` and `/edits`: what officers change by hand, and who changed what.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use time::Date;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use crate::api::call::{Answer, Call};
use crate::api::params::{CHANGE, CURSOR, ID, LIMIT, USUAL_ITEMS};
use crate::api::problem::{INVALID_PARAMETER, INVALID_VALUE, Problem};
use crate::api::routes::Acting;
use crate::api::values::cursor_after;
use crate::api::{body, records};
use crate::app::audit::{ChangeTold, changes_of_asset};
use crate::app::edit_asset::{AssetEdit, edit_asset, undo_edit};
use crate::app::edit_assets::{AssetNamed, AssetsEdited, MOST_ASSETS, edit_assets, undo_edits};
use crate::domain::asset::Shown;
use crate::domain::change::How;
use crate::domain::fact_table::{FACTS, FactData, LONGEST_TEXT, Takes};
use crate::publish::schema::{boolean, date, integer, list, named, object, or_null, text, word};

/// What a fact is set to: a value, or null for "not known".
#[derive(Deserialize)]
struct GivenEdit {
    #[serde(default)]
    facts: BTreeMap<String, Option<FactData>>,
    shown: Option<Shown>,
    reason: Option<String>,
    source: Option<String>,
    as_at: Option<String>,
}

/// One of several assets to be changed.
#[derive(Deserialize)]
struct GivenAsset {
    id: String,
    last_seen: Option<String>,
}

#[derive(Deserialize)]
struct GivenEdits {
    assets: Vec<GivenAsset>,
    #[serde(flatten)]
    edit: GivenEdit,
}

#[derive(Deserialize)]
struct GivenUndo {
    reason: Option<String>,
}

/// Change facts of an asset, or how exactly the public sees it.
pub fn change(call: Call) -> Acting {
    Box::pin(async move {
        let given: GivenEdit = body::read(&call.body, &edit_schema())?;
        let edit = AssetEdit { last_seen: last_seen(call.if_match.as_deref())?, ..edit_of(given)? };
        let id = call.given.read(&ID).unwrap_or_default();
        edit_asset(&call.state.catalogue, &call.viewer, &id, &edit).await?;
        record(&call).await
    })
}

/// Change the same of several assets.
pub fn change_several(call: Call) -> Acting {
    Box::pin(async move {
        let GivenEdits { assets, edit } = body::read(&call.body, &edits_schema())?;
        let edit = edit_of(edit)?;
        let assets = assets.into_iter().enumerate().map(asset_named).collect::<Result<Vec<_>, _>>()?;
        let edited = edit_assets(&call.state.catalogue, &call.viewer, &assets, &edit).await?;
        call.json(&edited_json(&edited))
    })
}

/// Take an edit of several assets back.
pub fn undo_several(call: Call) -> Acting {
    Box::pin(async move {
        let given: GivenUndo = body::read(&call.body, &undo_schema())?;
        let id = call.given.read(&ID).unwrap_or_default();
        let reason = reason(given.reason)?;
        let undone = undo_edits(&call.state.catalogue, &call.viewer, &id, reason.as_deref()).await?;
        call.json(&edited_json(&undone))
    })
}

fn edited_json(edited: &AssetsEdited) -> Value {
    json!({ "edit": edited.edit, "changed": edited.changed })
}

fn asset_named((number, given): (usize, GivenAsset)) -> Result<AssetNamed, Problem> {
    let last_seen = given.last_seen.map(|id| id.parse()).transpose().map_err(|_| {
        let field = format!("assets[{number}].last_seen");
        Problem::new(INVALID_VALUE, format!("{field}: it must be the id of a change.")).at(field)
    })?;
    Ok(AssetNamed { id: given.id, last_seen })
}

fn edit_of(given: GivenEdit) -> Result<AssetEdit, Problem> {
    let as_at = given.as_at.map(|day| Date::parse(&day, format_description!("[year]-[month]-[day]"))).transpose();
    let wrong_day = |_| Problem::new(INVALID_VALUE, "as_at: it must be a day like 2026-11-21.").at("as_at");
    Ok(AssetEdit {
        facts: given.facts,
        shown: given.shown,
        reason: one_line("reason", given.reason)?,
        source: one_line("source", given.source)?,
        as_at: as_at.map_err(wrong_day)?,
        last_seen: None,
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
        .map(|change| {
            let said = change.said.as_ref();
            json!({
                "fact": change.fact,
                "label": change.label,
                "from": change.from,
                "to": change.to,
                "source": said.map(|said| &*said.source.0),
                "as_at": said.and_then(|said| said.as_at).map(|day| day.to_string()),
                "evidence": said.and_then(|said| said.evidence.as_deref()),
            })
        })
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
        "may_undo": told.may_undo,
    }))
}

fn reason(given: Option<String>) -> Result<Option<String>, Problem> {
    one_line("reason", given)
}

/// Words on one line; what says nothing is none.
fn one_line(field: &'static str, given: Option<String>) -> Result<Option<String>, Problem> {
    let Some(words) = given else { return Ok(None) };
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(char::is_control) {
        let detail = format!("{field}: it may not have control characters.");
        return Err(Problem::new(INVALID_VALUE, detail).at(field));
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
    optional(object("What to change; what is left out stays.", edit_members()))
}

fn edits_schema() -> Value {
    let members = [
        ("id", json!({ "type": "string", "minLength": 1, "maxLength": 200, "description": "Its id." })),
        ("last_seen", or_null(text("The id of the newest change of it that you have seen."))),
    ];
    let mut asset = object("An asset to change.", members);
    asset["required"] = json!(["id"]);
    let mut assets = list("All of them are changed, or none.", asset);
    assets["minItems"] = 1.into();
    assets["maxItems"] = MOST_ASSETS.into();
    let mut schema =
        object("The same change of several assets.", edit_members().into_iter().chain([("assets", assets)]));
    schema["required"] = json!(["assets"]);
    schema
}

fn edit_members() -> Vec<(&'static str, Value)> {
    let facts = FACTS.iter().map(|row| (row.slug, fact_schema(row.label, row.takes)));
    let shown = word("How exactly the public may see where it is while it is vacant.", Shown::SLUGS);
    let source = json!({
        "type": "string", "maxLength": LONGEST_TEXT, "nullable": true,
        "description": "What the facts were taken from, in words: \"Site visit\". Shown with them, as far as they are.",
    });
    let as_at = or_null(date("The day the facts were true; today when left out."));
    vec![
        ("facts", optional(object("Facts to set.", facts))),
        ("shown", shown),
        ("reason", reason_schema()),
        ("source", source),
        ("as_at", as_at),
    ]
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
            ("source", or_null(text("Where what it is after was read, as far as it is a fact."))),
            ("as_at", or_null(date("The day that was true."))),
            ("evidence", or_null(text("What a person took it from, in their words."))),
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
            (
                "may_undo",
                boolean(
                    "Whether it can be taken back now: a person made it, and nothing it changed was changed since.",
                ),
            ),
        ],
    );
    vec![
        ("AssetEdit", edit_schema()),
        ("AssetEdits", edits_schema()),
        (
            "AssetsEdited",
            object(
                "What came of it.",
                [
                    ("edit", or_null(text("By which all of it can be taken back; null when nothing was changed."))),
                    ("changed", integer("How many assets were changed; the others were so already.")),
                ],
            ),
        ),
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
