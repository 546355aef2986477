//! Files of officers: given, looked at, taken in, undone.

use axum::http::StatusCode;

use crate::api::imports;
use crate::api::params::{FILE_KIND, FILE_NAME, FORMAT, ID, LIMIT, OUTCOME, PUBLISHER, ROW_CURSOR};
use crate::api::routes::{BodyOf, Handler, Route, Verb, get};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        about: "Those that the caller may load. Columns are left out.",
        schema: Some("Imports"),
        ..get(Rule::OfficerOfSome, "/imports", "getImports", "imports", "Files given", Handler::Action(imports::all))
    },
    Route {
        verb: Verb::Post,
        about: "The raw bytes of the file. It is kept as a draft and read beside; ask for it until `progress` is null.",
        parameters: &[&FILE_NAME, &FILE_KIND, &PUBLISHER, &FORMAT],
        body: BodyOf::File,
        status: StatusCode::CREATED,
        schema: Some("Import"),
        ..get(Rule::OfficerOfSome, "/imports", "giveImport", "imports", "Give a file", Handler::Action(imports::give))
    },
    Route {
        parameters: &[&ID, &FORMAT],
        schema: Some("Import"),
        ..get(Rule::OfficerOfSome, "/imports/{id}", "getImport", "imports", "One file", Handler::Action(imports::one))
    },
    Route {
        verb: Verb::Delete,
        about: "Only a draft; what was taken in is undone.",
        parameters: &[&ID, &FORMAT],
        status: StatusCode::NO_CONTENT,
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}",
            "discardImport",
            "imports",
            "Take a draft back",
            Handler::Action(imports::discard),
        )
    },
    Route {
        verb: Verb::Put,
        about: "It is read again.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("ImportReading"),
        schema: Some("Import"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/reading",
            "readImport",
            "imports",
            "Say how a file is to be read",
            Handler::Action(imports::read),
        )
    },
    Route {
        about: "In the order of the file.",
        parameters: &[&ID, &OUTCOME, &LIMIT, &ROW_CURSOR, &FORMAT],
        schema: Some("ImportRows"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/rows",
            "getImportRows",
            "imports",
            "What becomes of each row",
            Handler::Action(imports::rows),
        )
    },
    Route {
        verb: Verb::Post,
        about: "All of it as it was shown, or nothing.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("ImportYes"),
        status: StatusCode::ACCEPTED,
        schema: Some("Import"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/commit",
            "commitImport",
            "imports",
            "Take a file in",
            Handler::Action(imports::commit),
        )
    },
    Route {
        verb: Verb::Post,
        about: "Everything it changed goes back to what it was, unless something else has changed it since.",
        parameters: &[&ID, &FORMAT],
        status: StatusCode::ACCEPTED,
        schema: Some("Import"),
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/undo",
            "undoImport",
            "imports",
            "Undo an import",
            Handler::Action(imports::undo),
        )
    },
    Route {
        about: "The rows as they were given, with what became of each and what to look at.",
        parameters: &[&ID, &FORMAT],
        offers: imports::RESULTS,
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/result",
            "getImportResult",
            "imports",
            "What became of a file, to work on",
            Handler::Action(imports::result),
        )
    },
    Route {
        parameters: &[&ID],
        offers: imports::BYTES,
        ..get(
            Rule::OfficerOfSome,
            "/imports/{id}/file",
            "getImportFile",
            "imports",
            "The file as it was given",
            Handler::Action(imports::file),
        )
    },
];
