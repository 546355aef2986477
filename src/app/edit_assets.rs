//! Change the same facts of several assets at once, all or none, as an officer of their councils; take that back.

use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use crate::app::catalogue::Catalogue;
use crate::app::edit_asset::{AssetEdit, allow, changed_since, edited, name_of, not_found, record};
use crate::app::people::new_key;
use crate::app::{AppError, AssetRefusal};
use crate::domain::asset::Asset;
use crate::domain::edit::undo;
use crate::domain::permission::Viewer;
use crate::store::{Edit, HeldAsset};

/// As many assets can be changed at once.
pub const MOST_ASSETS: usize = 500;

/// One of the assets to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetNamed {
    /// Its id.
    pub id: String,
    /// The last change of it that whoever asks has seen; `None` when they do not care.
    pub last_seen: Option<i64>,
}

/// What an edit of several assets came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetsEdited {
    /// By which it can be taken back; `None` when nothing was changed.
    pub edit: Option<String>,
    /// How many assets were changed; the others were so already.
    pub changed: usize,
}

/// Changes the assets named and shows them so, or none of them. `last_seen` of the edit itself is not looked at.
///
/// # Errors
/// [`AppError::AssetsRefused`] with a sentence for each asset that is not there, is not theirs to change, or was changed
/// since; [`AppError::Invalid`] for a fact there is not, or a value that makes no sense.
pub async fn edit_assets(
    catalogue: &Catalogue,
    viewer: &Viewer,
    assets: &[AssetNamed],
    edit: &AssetEdit,
) -> Result<AssetsEdited, AppError> {
    let invalid = |field: &str, reason: &str| AppError::Invalid { field: field.to_owned(), reason: reason.to_owned() };
    if assets.is_empty() || assets.len() > MOST_ASSETS {
        return Err(invalid("assets", &format!("Name 1 to {MOST_ASSETS} assets.")));
    }
    let mut known = HashSet::with_capacity(assets.len());
    if let Some(again) = assets.iter().find(|asset| !known.insert(&asset.id)) {
        return Err(invalid("assets", &format!("Name each asset once; \"{}\" is there twice.", again.id)));
    }
    if edit.facts.is_empty() && edit.shown.is_none() {
        return Err(invalid("facts", "Say what to change."));
    }
    let at = OffsetDateTime::now_utc();
    let note = Edit { by: name_of(viewer)?, at, reason: edit.reason.as_deref(), is_undo: false, last_seen: None };
    let ids: Vec<(&str, Option<i64>)> = assets.iter().map(|asset| (asset.id.as_str(), asset.last_seen)).collect();
    change(catalogue, viewer, &ids, note, |before| edited(before, edit, at.date())).await
}

/// Takes an edit of several assets back, all of it or nothing; that is itself an edit that can be taken back.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such edit; [`AppError::AssetsRefused`] with a sentence for each asset that is not
/// theirs to change, or of which something was changed again since.
pub async fn undo_edits(
    catalogue: &Catalogue,
    viewer: &Viewer,
    edit: &str,
    reason: Option<&str>,
) -> Result<AssetsEdited, AppError> {
    let by = name_of(viewer)?;
    let lines = catalogue.store().changes_of_edit(edit).await?;
    let no_such = || AppError::NotFound { what: "edit", id: edit.chars().take(100).collect() };
    let mut was: HashMap<&str, (Asset, Asset)> = HashMap::new();
    for line in &lines {
        let (before, after) = (record(line.before.as_deref())?, record(line.after.as_deref())?);
        was.insert(&line.key, (before.ok_or_else(no_such)?, after.ok_or_else(no_such)?));
    }
    if was.is_empty() {
        return Err(no_such());
    }
    let ids: Vec<(&str, Option<i64>)> = lines.iter().map(|line| (line.key.as_str(), None)).collect();
    let note = Edit { by, at: OffsetDateTime::now_utc(), reason, is_undo: true, last_seen: None };
    change(catalogue, viewer, &ids, note, |current| {
        let (before, after) = was.get(&*current.id.0).ok_or_else(no_such)?;
        undo(current, before, after).map_err(changed_since)
    })
    .await
}

/// Changes each asset, or none and says why of each that cannot be.
async fn change(
    catalogue: &Catalogue,
    viewer: &Viewer,
    ids: &[(&str, Option<i64>)],
    note: Edit<'_>,
    change: impl Fn(&Asset) -> Result<Asset, AppError>,
) -> Result<AssetsEdited, AppError> {
    let edit = new_key()?;
    let changed = catalogue.store().change_assets(ids, &edit, note, |held| {
        let held: HashMap<&str, &HeldAsset> = held.iter().map(|held| (&*held.asset.id.0, held)).collect();
        let (mut after, mut refusals) = (Vec::with_capacity(ids.len()), Vec::new());
        for (id, _) in ids {
            match changed_one(viewer, id, held.get(id).copied(), &change) {
                Ok(asset) => after.push(asset),
                // What makes no sense makes none for any of them.
                Err(error @ (AppError::Invalid { .. } | AppError::Unavailable { .. })) => return Err(error),
                Err(error) => refusals.push(AssetRefusal { asset: (*id).to_owned(), reason: error.to_string() }),
            }
        }
        if refusals.is_empty() { Ok(after) } else { Err(AppError::AssetsRefused(refusals)) }
    });
    // Nobody is told that it was accepted before it is shown.
    let Some(changes) = changed.await? else { return Ok(AssetsEdited { edit: None, changed: 0 }) };
    catalogue.take_up(changes.clone()).await?;
    Ok(AssetsEdited { edit: Some(edit), changed: changes.count() })
}

fn changed_one(
    viewer: &Viewer,
    id: &str,
    held: Option<&HeldAsset>,
    change: &impl Fn(&Asset) -> Result<Asset, AppError>,
) -> Result<Asset, AppError> {
    let held = held.ok_or_else(|| not_found(id))?;
    allow(viewer, &held.asset)?;
    if held.is_newer {
        let reason = "Somebody changed this asset after you opened it. Look at it again, then make your change.";
        return Err(AppError::Conflict(reason.to_owned()));
    }
    change(&held.asset)
}
