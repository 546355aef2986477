//! What officers do with their stock.

use crate::api::admission::Load;
use crate::api::params::{BLOCKED, CHANGE, CURSOR, FORMAT, ID, LIMIT, STAGE, WORK_ASSET, WORK_COUNCIL, WORK_LIMIT};
use crate::api::routes::{BodyOf, Handler, Route, Verb, get};
use crate::api::{asset_edits, worklist};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Patch,
        about: "For officers of its council. A fact set here stays when its register is loaded again; null sets one to \"not known\". \
                With If-Match, the id of the newest change you have seen, nothing is changed that somebody else changed since.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("AssetEdit"),
        schema: Some("AssetRecord"),
        ..get(
            Rule::OfficerOfSome,
            "/assets/{id}",
            "editAsset",
            "officers",
            "Change what is known of an asset",
            Handler::Action(asset_edits::change),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "For officers of their councils. The same facts of up to 500 assets, all of them or none: when some cannot be changed, \
                `refused` of the problem says which and why.",
        body: BodyOf::Json("AssetEdits"),
        schema: Some("AssetsEdited"),
        ..get(
            Rule::OfficerOfSome,
            "/assets",
            "editAssets",
            "officers",
            "Change the same of several assets",
            Handler::Action(asset_edits::change_several),
        )
    },
    Route {
        verb: Verb::Post,
        about: "All of it or nothing. What comes of it can be taken back in turn.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("EditUndo"),
        schema: Some("AssetsEdited"),
        ..get(
            Rule::OfficerOfSome,
            "/edits/{id}/undo",
            "undoEdits",
            "officers",
            "Take an edit of several assets back",
            Handler::Action(asset_edits::undo_several),
        )
    },
    Route {
        about: "For officers of its council, newest first.",
        parameters: &[&ID, &LIMIT, &CURSOR, &FORMAT],
        schema: Some("AssetChanges"),
        ..get(
            Rule::OfficerOfSome,
            "/assets/{id}/changes",
            "getAssetChanges",
            "officers",
            "Who changed what of an asset",
            Handler::Action(asset_edits::changes),
        )
    },
    Route {
        verb: Verb::Post,
        about: "What it changed goes back to what it was before, if nothing of it was changed again. What a file changed is \
                undone with the file.",
        parameters: &[&ID, &CHANGE, &FORMAT],
        body: BodyOf::Json("EditUndo"),
        schema: Some("AssetRecord"),
        ..get(
            Rule::OfficerOfSome,
            "/assets/{id}/changes/{change}/undo",
            "undoEdit",
            "officers",
            "Take an edit back",
            Handler::Action(asset_edits::undo),
        )
    },
    Route {
        about: "What stands empty comes before what is in use. Each asset with a score of how near it is to changing hands, what stands in the way, its best needs and what is worth \
                finding out. Officers see their own councils' stock, administrators any; needs are those that the caller may see.",
        parameters: &[&WORK_COUNCIL, &STAGE, &BLOCKED, &WORK_ASSET, &WORK_LIMIT, &CURSOR, &FORMAT],
        schema: Some("Worklist"),
        load: Load::Long,
        ..get(
            Rule::OfficerOfSome,
            "/worklist",
            "getWorklist",
            "officers",
            "A council's stock in the order in which to work on it",
            Handler::Data(worklist::page),
        )
    },
];
