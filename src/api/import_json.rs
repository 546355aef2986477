//! An import as JSON, and the schemas of it.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use crate::app::imports::spool::RowsPage;
use crate::app::imports::{ImportView, Stage};
use crate::domain::imported::{FileKind, ImportRecord, RowOutcome};
use crate::domain::place::Precision;
use crate::domain::preview::{Listed, Reasons};
use crate::domain::register::RegisterField;
use crate::publish::schema::{boolean, integer, list, named, number, object, or_null, text, word};

/// Reasons told of each kind.
const REASONS: usize = 20;

/// One import with all that is known of it.
#[must_use]
pub fn import_json(view: &ImportView) -> Value {
    let survey = view.survey.as_ref();
    let mut json = listed_json(view);
    let fields = RegisterField::ALL.iter();
    json["columns"] = json!(survey.map(|survey| &survey.columns[..]).unwrap_or_default());
    json["kind_is_guess"] = json!(survey.is_some_and(|survey| survey.kind_is_guess));
    json["publishers"] = json!(view.publishers);
    json["fields"] =
        fields.map(|field| json!({ "field": field.slug(), "label": field.label(), "about": field.about() })).collect();
    json
}

/// Imports without their columns.
#[must_use]
pub fn imports_json(views: &[ImportView]) -> Value {
    json!({ "imports": views.iter().map(listed_json).collect::<Vec<_>>() })
}

fn listed_json(view: &ImportView) -> Value {
    let (record, survey, summary) = (&view.record, view.survey.as_ref(), view.summary.as_ref());
    let is_past = record.turn.is_some();
    let tally = summary.map(|summary| summary.tally).or_else(|| is_past.then_some(record.tally));
    let none = Reasons::default();
    json!({
        "id": record.id.to_string(),
        "state": view.stage.slug(),
        "file_name": record.file_name,
        "size_bytes": record.size_bytes,
        "kind": record.kind.map(FileKind::slug),
        "kind_label": record.kind.map_or("not known yet", FileKind::label),
        "format": survey.map(|survey| &*survey.format).unwrap_or_default(),
        "by": record.by,
        "at": moment(record.at),
        "publisher": survey.and_then(|survey| survey.publisher.clone()).or_else(|| record.publisher.clone()),
        "register": record.source.as_ref().map(|source| &*source.0),
        "progress": view.under.map(|under| json!({ "step": under.step, "done": under.done, "of": under.of })),
        "problem": view.problem,
        "sheets": survey.map(|survey| &survey.sheets[..]).unwrap_or_default(),
        "header_rows": survey.map(|survey| &survey.header_rows[..]).unwrap_or_default(),
        "tally": tally,
        "notes": reasons_json(summary.map_or(&none, |summary| &summary.notes)),
        "refusals": reasons_json(summary.map_or(&none, |summary| &summary.refusals)),
        "places": summary.and_then(|summary| summary.places),
        "duplicates": summary.map_or_else(nothing, |summary| listed(&summary.duplicates)),
        "gone": summary.map_or_else(nothing, |summary| listed(&summary.gone)),
        "kept": summary.map_or_else(nothing, |summary| listed(&summary.kept)),
        "previous": view.previous.as_ref().map(previous_json),
        "undone": record.undone.as_ref().map(|(by, at)| json!({ "by": by, "at": moment(*at) })),
        "can": { "commit": view.can.commit, "undo": view.can.undo, "discard": view.can.discard },
        "why_not": view.why_not,
    })
}

fn previous_json(record: &ImportRecord) -> Value {
    json!({ "id": record.id.to_string(), "at": moment(record.at), "by": record.by })
}

fn moment(at: time::OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

fn reasons_json(reasons: &Reasons) -> Value {
    json!({ "count": reasons.count, "commonest": &reasons.commonest[..reasons.commonest.len().min(REASONS)] })
}

fn listed<T: serde::Serialize>(listed: &Listed<T>) -> Value {
    json!({ "count": listed.count, "first": listed.first })
}

fn nothing() -> Value {
    json!({ "count": 0, "first": [] })
}

/// A page of rows.
#[must_use]
pub fn rows_json(page: &RowsPage) -> Value {
    json!({
        "rows": page.rows,
        "next": page.next.map(|next| next.to_string()),
        "number_matched": page.number_matched,
    })
}

/// What is said of how a file is to be read.
#[must_use]
pub fn reading_schema() -> Value {
    let column = object(
        "What one column means.",
        [
            (
                "column",
                json!({ "type": "integer", "minimum": 0, "maximum": 1999, "description": "Its place, from 0." }),
            ),
            ("field", or_null(word("What it means; null for not used.", RegisterField::SLUGS))),
        ],
    );
    let mut schema = object(
        "How a file is to be read. What is left out stays as it is; an empty name takes back what was said.",
        [
            ("kind", word("What it is.", FileKind::SLUGS)),
            ("sheet", json!({ "type": "string", "maxLength": 200, "description": "The sheet or layer to read." })),
            ("publisher", json!({ "type": "string", "maxLength": 200, "description": "Who publishes it." })),
            ("columns", list("Columns that mean something else than was found.", column)),
        ],
    );
    schema["properties"]["columns"]["maxItems"] = json!(2000);
    if let Some(members) = schema.as_object_mut() {
        members.remove("required");
    }
    schema
}

/// What is said with a yes.
#[must_use]
pub fn commit_schema() -> Value {
    object(
        "What else is to be done.",
        [
            (
                "gone",
                word(
                    "Whether assets of the same register that the file leaves out are marked as gone.",
                    &["keep", "mark"],
                ),
            ),
            ("remember", boolean("Whether what was said of columns is remembered for the publisher's next file.")),
        ],
    )
}

/// The schemas of imports.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let members = listed_members();
    let mut all = members.clone();
    all.push(("columns", list("How each column was understood; none for official tables.", named("ImportColumn"))));
    all.push(("kind_is_guess", boolean("Whether it is no list that we know, and was only taken for its kind.")));
    all.push((
        "publishers",
        list("The councils of which you may load registers; none when you may load anybody's.", text("A council.")),
    ));
    all.push(("fields", list("What a column can mean.", field_schema())));
    vec![
        ("Import", object("One file given to catmap.", all)),
        ("ImportListed", object("One file given to catmap, in a list.", members)),
        ("Imports", object("Files given to catmap.", [("imports", list("Newest first.", named("ImportListed")))])),
        ("ImportColumn", column_schema()),
        ("ImportRow", row_schema()),
        ("ImportRows", rows_schema()),
        ("ImportReading", reading_schema()),
        ("ImportYes", commit_schema()),
    ]
}

fn listed_members() -> Vec<(&'static str, Value)> {
    let states = [
        Stage::Reading,
        Stage::Ready,
        Stage::Committing,
        Stage::Committed,
        Stage::Undoing,
        Stage::Undone,
        Stage::Failed,
    ]
    .map(Stage::slug);
    let who_when = |about: &str| object(about, [("by", text("Who.")), ("at", text("When, RFC 3339."))]);
    vec![
        ("id", text("Its key.")),
        ("state", word("How far it is.", &states)),
        ("file_name", text("The name it had.")),
        ("size_bytes", or_null(integer("How large it was."))),
        ("kind", or_null(word("What it is.", FileKind::SLUGS))),
        ("kind_label", text("The same for people.")),
        ("format", text("The format in words.")),
        ("by", text("Who gave it or took it in.")),
        ("at", text("When, RFC 3339.")),
        ("publisher", or_null(text("Who publishes it."))),
        ("register", or_null(text("The key of its source, once it is taken in."))),
        ("progress", or_null(progress_schema())),
        ("problem", or_null(text("What went wrong, in a sentence."))),
        ("sheets", list("Its sheets or layers.", sheet_schema())),
        ("header_rows", list("The rows its headings are in.", integer("As a spreadsheet numbers it."))),
        ("tally", or_null(tally_schema())),
        ("notes", reasons_schema("Things to know about rows that are kept.")),
        ("refusals", reasons_schema("Why rows are left out.")),
        ("places", or_null(places_schema())),
        ("duplicates", first_of("Rows that look like something else. Nothing is merged.", duplicate_schema())),
        ("gone", first_of("Assets of the same register that the file leaves out.", left_out_schema())),
        ("kept", first_of("Facts set by a person that stay against the file.", kept_schema())),
        ("previous", or_null(previous_schema())),
        ("undone", or_null(who_when("Who undid it, and when."))),
        ("can", can_schema()),
        ("why_not", or_null(text("Why what one would do next cannot be done."))),
    ]
}

fn progress_schema() -> Value {
    object(
        "What is under way.",
        [
            ("step", text("In words.")),
            ("done", integer("How much of it is done.")),
            ("of", integer("Of how much; 0 while that is not known.")),
        ],
    )
}

fn sheet_schema() -> Value {
    object(
        "A sheet or layer.",
        [
            ("name", text("Its name.")),
            ("rows", or_null(integer("Its rows, where they are told."))),
            ("chosen", boolean("Whether it is read.")),
        ],
    )
}

fn tally_schema() -> Value {
    let count = |about: &str| integer(about);
    object(
        "Rows by what becomes of them.",
        [
            ("read", count("All.")),
            ("new", count("New.")),
            ("changed", count("Changed.")),
            ("unchanged", count("Known just so.")),
            ("refused", count("Left out.")),
        ],
    )
}

fn reasons_schema(about: &str) -> Value {
    let reason = object("A reason.", [("reason", text("In a sentence.")), ("rows", integer("For how many rows."))]);
    object(about, [("count", integer("How often any was given.")), ("commonest", list("The commonest.", reason))])
}

fn places_schema() -> Value {
    object(
        "How many assets are placed how well.",
        [
            ("point", integer("By coordinates of their own.")),
            ("uprn", integer("By their UPRN.")),
            ("grid_square", integer("By the square of a grid reference.")),
            ("postcode", integer("By a whole postcode.")),
            ("outward_postcode", integer("By the first half of a postcode.")),
            ("unknown", integer("Not at all.")),
            ("outside", integer("Of all these, outside the area of their owner.")),
        ],
    )
}

fn first_of(about: &str, item: Value) -> Value {
    object(about, [("count", integer("How many.")), ("first", list("The first of them.", item))])
}

fn duplicate_schema() -> Value {
    object(
        "A row that looks like something else.",
        [
            ("row", integer("The row.")),
            ("name", text("What it is called.")),
            ("of_row", or_null(integer("The row it looks like."))),
            ("of_asset", or_null(text("The asset it looks like."))),
            ("of_name", text("What that is called.")),
            ("why", text("Why, in a sentence.")),
        ],
    )
}

fn left_out_schema() -> Value {
    object("An asset that the file leaves out.", [("asset", text("Its key.")), ("name", text("What it is called."))])
}

fn kept_schema() -> Value {
    object(
        "A fact that stays.",
        [
            ("asset", text("The asset's key.")),
            ("name", text("What the asset is called.")),
            ("fact", text("The fact.")),
            ("held", text("What a person set.")),
            ("incoming", text("What the file says.")),
        ],
    )
}

fn previous_schema() -> Value {
    object(
        "The last file of the same source.",
        [("id", text("Its key.")), ("at", text("When, RFC 3339.")), ("by", text("Who."))],
    )
}

fn can_schema() -> Value {
    object(
        "What can be done now.",
        [
            ("commit", boolean("Take it in.")),
            ("undo", boolean("Undo it.")),
            ("discard", boolean("Take the draft back.")),
        ],
    )
}

fn field_schema() -> Value {
    object(
        "A meaning.",
        [
            ("field", word("The word for it.", RegisterField::SLUGS)),
            ("label", text("For people.")),
            ("about", text("In a sentence.")),
        ],
    )
}

fn column_schema() -> Value {
    object(
        "How one column was understood.",
        [
            ("column", integer("Its place, from 0.")),
            ("letter", text("Its letter in a spreadsheet.")),
            ("heading", text("Its heading.")),
            ("field", or_null(word("What it means; null for not used.", RegisterField::SLUGS))),
            ("confidence", number("How sure that is, 0 to 1.")),
            ("why", text("Why, in a sentence.")),
            ("samples", list("Some of what stands in it.", text("A cell."))),
            ("corrected", boolean("Whether a person said so.")),
        ],
    )
}

fn row_schema() -> Value {
    let place = object(
        "How well it is placed.",
        [("precision", word("The word for it.", Precision::SLUGS)), ("label", text("For people."))],
    );
    let change = object(
        "A difference.",
        [
            ("fact", text("The word for the fact.")),
            ("label", text("The fact for people.")),
            ("from", or_null(text("Before; null when it was not known."))),
            ("to", or_null(text("After; null when it is not known."))),
        ],
    );
    let problem = object(
        "Something to look at.",
        [
            ("column", or_null(text("The heading of the column."))),
            ("value", or_null(text("What stands there."))),
            ("reason", text("What is wrong, and what would be right.")),
        ],
    );
    let duplicate = object(
        "What it looks like.",
        [
            ("row", or_null(integer("The row of the same file."))),
            ("asset", or_null(text("The asset held."))),
            ("why", text("Why, in a sentence.")),
        ],
    );
    object(
        "What becomes of one row.",
        [
            ("row", integer("As a spreadsheet numbers it.")),
            ("asset", or_null(text("The asset's key."))),
            ("name", text("What it is called.")),
            ("outcome", word("What becomes of it.", RowOutcome::SLUGS)),
            ("place", or_null(place)),
            ("changes", list("What differs from what was held.", change)),
            ("problems", list("What to look at.", problem)),
            ("duplicate_of", or_null(duplicate)),
        ],
    )
}

fn rows_schema() -> Value {
    object(
        "Rows of a file.",
        [
            ("rows", list("In the order of the file.", named("ImportRow"))),
            ("next", or_null(text("The cursor of the next page."))),
            ("number_matched", integer("Rows in all that match.")),
        ],
    )
}
