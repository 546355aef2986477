//! `/imports`: give a file, look at what it would do, say how to read it, commit, undo; the rows and the files themselves.
//!
//! Nothing here waits for a file to be read: an answer says how far it is, and the caller asks again.

use std::collections::BTreeMap;
use std::io::{Seek, SeekFrom};

use axum::http::header;
use serde::Deserialize;

use crate::api::body;
use crate::api::call::{Answer, Call};
use crate::api::import_json::{commit_schema, import_json, imports_json, reading_schema, rows_json};
use crate::api::params::{FILE_KIND, FILE_NAME, ID, LIMIT, OUTCOME, PUBLISHER, ROW_CURSOR};
use crate::api::problem::{BAD_REQUEST, INVALID_VALUE, NOT_FOUND, Problem};
use crate::api::routes::Acting;
use crate::app::imports::{Committing, ImportView, Saying};
use crate::domain::imported::FileKind;
use crate::domain::register::RegisterField;
use crate::publish::import_result::{ResultFile, happened, look_at};

/// The media types of what became of a file.
pub const RESULTS: &[&str] =
    &["text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
/// The media type of a file as it was given: nothing is to be guessed from its content.
pub const BYTES: &[&str] = &["application/octet-stream"];

const USUAL_ROWS: usize = 100;
const MOST_ROWS: usize = 1000;

/// What is said of how a file is to be read.
#[derive(Deserialize)]
struct Reading {
    kind: Option<String>,
    sheet: Option<String>,
    publisher: Option<String>,
    columns: Option<Vec<Column>>,
}

#[derive(Deserialize)]
struct Column {
    column: usize,
    field: Option<String>,
}

/// What is said with a yes.
#[derive(Deserialize)]
struct Yes {
    gone: String,
    remember: bool,
}

/// Give a file.
pub fn give(mut call: Call) -> Acting {
    Box::pin(async move {
        let file = call.file.take().ok_or_else(|| Problem::new(BAD_REQUEST, "Send the file as the body."))?;
        let saying =
            Saying { kind: call.given.read(&FILE_KIND), publisher: call.given.read(&PUBLISHER), ..Saying::default() };
        let name = call.given.read(&FILE_NAME).unwrap_or_default();
        let view = call.state.imports.give(&call.viewer, file.path(), &name, saying).await?;
        let location = call.address(&format!("/imports/{}", view.record.id));
        Ok(answer(&call, &view)?.with(header::LOCATION, &location))
    })
}

/// The files given last.
pub fn all(call: Call) -> Acting {
    Box::pin(async move { call.json(&imports_json(&call.state.imports.list(&call.viewer).await?)) })
}

/// One file.
pub fn one(call: Call) -> Acting {
    Box::pin(async move { answer(&call, &call.state.imports.view(&call.viewer, id(&call)?).await?) })
}

/// Say how a file is to be read.
pub fn read(call: Call) -> Acting {
    Box::pin(async move {
        let given: Reading = body::read(&call.body, &reading_schema())?;
        let saying = Saying {
            kind: given.kind.as_deref().and_then(FileKind::from_slug),
            sheet: given.sheet,
            publisher: given.publisher,
            columns: given.columns.map(columns).transpose()?,
        };
        answer(&call, &call.state.imports.say(&call.viewer, id(&call)?, saying).await?)
    })
}

fn columns(given: Vec<Column>) -> Result<BTreeMap<usize, Option<RegisterField>>, Problem> {
    let mut said = BTreeMap::new();
    for column in given {
        let field = column.field.as_deref().and_then(RegisterField::from_slug);
        if said.insert(column.column, field).is_some_and(|before| before != field) {
            let detail = format!("Column {} is given twice with different meanings.", column.column);
            return Err(Problem::new(INVALID_VALUE, detail).at("columns"));
        }
    }
    Ok(said)
}

/// Take a draft back.
pub fn discard(call: Call) -> Acting {
    Box::pin(async move {
        call.state.imports.discard(&call.viewer, id(&call)?).await?;
        Ok(call.bytes(Vec::new()))
    })
}

/// Take a file in.
pub fn commit(call: Call) -> Acting {
    Box::pin(async move {
        let given: Yes = body::read(&call.body, &commit_schema())?;
        let committing = Committing { marks_gone: given.gone == "mark", remembers: given.remember };
        answer(&call, &call.state.imports.commit(&call.viewer, id(&call)?, committing).await?)
    })
}

/// Undo an import.
pub fn undo(call: Call) -> Acting {
    Box::pin(async move { answer(&call, &call.state.imports.undo(&call.viewer, id(&call)?).await?) })
}

/// Rows of a file with what becomes of each.
pub fn rows(call: Call) -> Acting {
    Box::pin(async move {
        let outcome = call.given.read(&OUTCOME);
        let from = call.given.read(&ROW_CURSOR).unwrap_or(0);
        let limit = call.given.read(&LIMIT).unwrap_or(USUAL_ROWS).min(MOST_ROWS);
        let page = call.state.imports.rows(&call.viewer, id(&call)?, outcome, (from, limit)).await?;
        call.json(&rows_json(&page))
    })
}

/// What became of a file, row by row, as a file.
pub fn result(call: Call) -> Acting {
    Box::pin(async move {
        let in_hand = call.state.hands.take(&call.viewer)?;
        let account = call.state.imports.account(&call.viewer, id(&call)?).await?;
        let view = call.state.imports.view(&call.viewer, id(&call)?).await?;
        let is_workbook = call.media != RESULTS[0];
        let stem = view.record.file_name.rsplit_once('.').map_or(&*view.record.file_name, |(stem, _)| stem).to_owned();
        let header = account.header.clone();
        let written = tokio::task::spawn_blocking(move || -> std::io::Result<std::fs::File> {
            let out = tempfile::tempfile()?;
            let mut result = if is_workbook { ResultFile::xlsx(&header, out)? } else { ResultFile::csv(&header, out)? };
            account.rows.each(|told, cells| {
                result.row(&cells, &happened(told.row, told.outcome, account.is_past), &look_at(&told))
            })?;
            let mut file = result.finish()?;
            file.seek(SeekFrom::Start(0))?;
            Ok(file)
        });
        let file = written.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
        let name = format!("{stem}-result.{}", if is_workbook { "xlsx" } else { "csv" });
        Ok(Answer { file: Some((file, in_hand)), ..call.bytes(Vec::new()) }.named(&name))
    })
}

/// The file as it was given.
pub fn file(call: Call) -> Acting {
    Box::pin(async move {
        let in_hand = call.state.hands.take(&call.viewer)?;
        let (name, file) = call.state.imports.file(&call.viewer, id(&call)?).await?;
        Ok(Answer { file: Some((file, in_hand)), ..call.bytes(Vec::new()) }.named(&name))
    })
}

fn answer(call: &Call, view: &ImportView) -> Result<Answer, Problem> {
    call.json(&import_json(view))
}

/// The number of an import; one that is none is of no import.
fn id(call: &Call) -> Result<i64, Problem> {
    let given = call.given.read(&ID).unwrap_or_default();
    given.parse().map_err(|_| {
        let shown: String = given.chars().take(50).collect();
        Problem::new(NOT_FOUND, format!("There is no import \"{shown}\"."))
    })
}
