//! Change what is known of one asset, or how exactly the public sees it, as an officer of its council; take an edit back.

use std::collections::BTreeMap;

use time::macros::date;
use time::{Date, OffsetDateTime};

use crate::app::AppError;
use crate::app::catalogue::Catalogue;
use crate::domain::asset::{Asset, Shown};
use crate::domain::change::{Change, How};
use crate::domain::edit::{said_by_person, set_fact, undo};
use crate::domain::fact_table::FactData;
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::council_slug;
use crate::store::{Edit, Edited};

/// No fact that anybody enters was true before.
const EARLIEST: Date = date!(1900 - 01 - 01);

/// What is to be changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssetEdit {
    /// Facts by slug; `None` sets one to "not known".
    pub facts: BTreeMap<String, Option<FactData>>,
    /// How exactly the public may see where it is while it is vacant; `None` leaves that as it is.
    pub shown: Option<Shown>,
    /// Why, for the trail.
    pub reason: Option<String>,
    /// What the facts were taken from, in words: "Site visit".
    pub source: Option<String>,
    /// The day the facts were true; today unless said.
    pub as_at: Option<Date>,
    /// The last change of the asset that whoever asks has seen; `None` when they do not care.
    pub last_seen: Option<i64>,
}

/// Changes an asset, shows it so, and gives what is held afterwards. Facts set so outlast the next load of the register.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::NotAllowed`] for anybody but officers of its council and administrators;
/// [`AppError::Invalid`] for a fact there is not, or a value that makes no sense; [`AppError::Conflict`] when it was
/// changed since `last_seen`.
pub async fn edit_asset(catalogue: &Catalogue, viewer: &Viewer, id: &str, edit: &AssetEdit) -> Result<Asset, AppError> {
    let at = OffsetDateTime::now_utc();
    let by = name_of(viewer)?;
    let note = Edit { by, at, reason: edit.reason.as_deref(), is_undo: false, last_seen: edit.last_seen };
    let changed = catalogue.store().change_asset(id, note, |before| {
        allow(viewer, before)?;
        edited(before, edit, at.date())
    });
    show(catalogue, changed.await?.ok_or_else(|| not_found(id))?).await
}

/// The asset as an edit leaves it that is made on a day.
pub(super) fn edited(before: &Asset, edit: &AssetEdit, today: Date) -> Result<Asset, AppError> {
    let as_at = edit.as_at.unwrap_or(today);
    if !(EARLIEST..=today).contains(&as_at) {
        let reason = format!("The day must be from {EARLIEST} to today.");
        return Err(AppError::Invalid { field: "as_at".to_owned(), reason });
    }
    let said = said_by_person(&council_slug(&before.owner.name), as_at, edit.source.as_deref());
    let mut after = before.clone();
    for (slug, value) in &edit.facts {
        let invalid = |reason: String| AppError::Invalid { field: format!("facts.{slug}"), reason };
        set_fact(&mut after, slug, value.as_ref(), &said).map_err(invalid)?;
    }
    after.shown = edit.shown.unwrap_or(after.shown);
    Ok(after)
}

/// Takes an edit of an asset back, as far as nothing it changed was changed again. What changed besides stays.
///
/// # Errors
/// [`AppError::NotFound`] for the asset or the change; [`AppError::NotAllowed`]; [`AppError::Conflict`] when a file made
/// the change, or what it changed was changed again.
pub async fn undo_edit(
    catalogue: &Catalogue,
    viewer: &Viewer,
    id: &str,
    change: i64,
    reason: Option<&str>,
) -> Result<Asset, AppError> {
    let (by, store) = (name_of(viewer)?, catalogue.store());
    let held = store.asset(id).await?.ok_or_else(|| not_found(id))?;
    allow(viewer, &held)?;
    let no_such = || AppError::NotFound { what: "change", id: change.to_string() };
    let found = store.changes_of("assets", id, change.saturating_add(1), 1).await?.into_iter().next();
    let made = found.filter(|found| found.id == change).ok_or_else(no_such)?;
    if !is_by_hand(&made) {
        let reason = "A file made this change, not a person. Undo the load of that file instead.";
        return Err(AppError::Conflict(reason.to_owned()));
    }
    let (before, after) = (record(made.before.as_deref())?, record(made.after.as_deref())?);
    let (Some(before), Some(after)) = (before, after) else { return Err(no_such()) };
    let note = Edit { by, at: OffsetDateTime::now_utc(), reason, is_undo: true, last_seen: None };
    let undone = store.change_asset(id, note, |current| {
        allow(viewer, current)?;
        undo(current, &before, &after).map_err(changed_since)
    });
    show(catalogue, undone.await?.ok_or_else(|| not_found(id))?).await
}

/// Whether a person made the change, and not a file or its undoing.
pub(super) fn is_by_hand(change: &Change) -> bool {
    change.how != How::Import && change.import_id.is_none()
}

/// Puts an edit into what is shown, before anybody is told that it was accepted.
async fn show(catalogue: &Catalogue, Edited { asset, changes }: Edited) -> Result<Asset, AppError> {
    if let Some(changes) = changes {
        catalogue.take_up(changes).await?;
    }
    Ok(asset)
}

/// Why an edit is not taken back.
pub(super) fn changed_since(label: &str) -> AppError {
    let reason = format!("\"{label}\" was changed again since, so this change is not taken back. Change it by hand.");
    AppError::Conflict(reason)
}

pub(super) fn allow(viewer: &Viewer, asset: &Asset) -> Result<(), AppError> {
    if may(viewer, &Action::EditAsset { council: &asset.owner.name }) {
        return Ok(());
    }
    Err(AppError::NotAllowed(format!(
        "This belongs to {}, and only its officers change it. Ask them, or an administrator.",
        asset.owner.name
    )))
}

pub(super) fn name_of(viewer: &Viewer) -> Result<&str, AppError> {
    let person = viewer.person().ok_or_else(|| AppError::NotSignedIn("Please sign in to change this.".to_owned()))?;
    Ok(&person.email)
}

pub(super) fn not_found(id: &str) -> AppError {
    AppError::NotFound { what: "asset", id: id.chars().take(100).collect() }
}

/// An asset as the trail keeps it.
pub(super) fn record(json: Option<&str>) -> Result<Option<Asset>, AppError> {
    let read = json.map(serde_json::from_str).transpose();
    read.map_err(|error| AppError::Unavailable { cause: format!("a record in the trail cannot be read: {error}") })
}
