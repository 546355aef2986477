//! Saying yes: a draft is taken in as it was shown, or not at all; and taking it back: an import is undone.

use std::sync::Arc;

use time::OffsetDateTime;
use tracing::{info, warn};

use crate::app::AppError;
use crate::app::import_files::{Begin, Hold, ImportError, ImportStep, Intaking, take_in};
use crate::domain::imported::{ImportRecord, ImportState};
use crate::domain::permission::Viewer;
use crate::domain::person::council_slug;
use crate::store::{Store, Terms};

use super::Imports;
use super::account::Account;
use super::give::actor;
use super::look::{Look, Surveyed, corrected, surveyed};
use super::scope::{allow, allow_undo, own_councils};
use super::view::ImportView;
use super::work::{Doing, UnderWay};

/// What is said with a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committing {
    /// Whether assets of the same register that the file leaves out are marked as gone.
    pub marks_gone: bool,
    /// Whether what was said of columns is remembered for the publisher's next file.
    pub remembers: bool,
}

impl Imports {
    /// Begins to take a draft in, as it was shown.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not theirs to see; [`AppError::NotAllowed`] when they may not load it;
    /// [`AppError::Conflict`] when it is no draft any more or was not looked at yet.
    pub async fn commit(
        self: &Arc<Self>,
        viewer: &Viewer,
        id: i64,
        committing: Committing,
    ) -> Result<ImportView, AppError> {
        actor(viewer)?;
        let record = self.record(viewer, id).await?;
        if record.state != ImportState::Draft {
            return Err(AppError::Conflict("This file was taken in already.".to_owned()));
        }
        let not_yet = || AppError::Conflict("Wait until the file has been read, look at it, then commit.".to_owned());
        let Some(under_way) = self.works.begin(id, Doing::Committing, "Taking the file in") else {
            return Err(not_yet());
        };
        if let Some(problem) = record.problem {
            return Err(AppError::Conflict(problem));
        }
        let Some(account) = self.kept_account(viewer, &record) else {
            // It was looked at on another server, before a restart, or by somebody who may see more or less.
            drop(under_way);
            self.begin_look(viewer, id, record.said);
            return Err(not_yet());
        };
        may_commit(viewer, &account, &own_councils(self.catalogue.store(), viewer).await?)?;
        let (imports, asking) = (Arc::clone(self), viewer.clone());
        let viewer = viewer.clone();
        tokio::spawn(async move {
            let taken = imports.take_in(&viewer, id, &account, committing, &under_way).await;
            imports.forget_account(id);
            let Err(error) = taken else {
                info!(import = id, "taken in");
                return;
            };
            let moved_on = matches!(error, ImportError::App(AppError::Conflict(_)));
            under_way.fault(sentence(id, error));
            if moved_on {
                // What is held is another than the one that was shown: show what the file would do now.
                let said = account.said.clone();
                let looked = imports.look_at(&viewer, id, &said, None, &under_way.work).await;
                imports.tell(id, &said, looked, &under_way).await;
            }
        });
        self.view(&asking, id).await
    }

    async fn take_in(
        &self,
        viewer: &Viewer,
        id: i64,
        account: &Account,
        committing: Committing,
        under_way: &UnderWay,
    ) -> Result<(), ImportError> {
        let store = self.catalogue.store();
        let record = store.import(id).await.map_err(AppError::from)?.ok_or_else(|| super::not_found(id))?;
        let folder = self.unpacked(&record).await?;
        let now = OffsetDateTime::now_utc();
        let look = Look { path: &folder.path, said: &account.said, viewer: Some(viewer), today: now.date() };
        let work = Arc::clone(&under_way.work);
        let told = move |done, of| work.tell("Reading the file", done, of);
        let Surveyed { options, opened, .. } = surveyed(store, &look, told).await?;
        let summary = &account.summary;
        let learnt = corrected(&account.survey, &account.said, account.kind);
        let gone = if committing.marks_gone { summary.gone.count } else { 0 };
        let told = account.told(Some(summary.clone()));
        let terms = Terms {
            promised: Some((summary.tally, gone)),
            gone_on: committing.marks_gone.then(|| now.date()),
            gone_of: account.scope.only(&account.source.publisher).map(str::to_owned),
            said: account.said.clone(),
            size_bytes: record.size_bytes,
            survey: serde_json::to_string(&told).ok(),
            learnt: Some((council_slug(&account.source.publisher), learnt))
                .filter(|(_, learnt)| committing.remembers && !learnt.is_empty()),
        };
        let work = Arc::clone(&under_way.work);
        let intaking = Intaking {
            path: &folder.path,
            opened,
            options,
            begin: Begin::Draft(id),
            hold: Hold { scope: account.scope, publisher: account.survey.publisher.clone().unwrap_or_default() },
            by: &actor(viewer)?,
            now,
        };
        take_in(store, intaking, &terms, move |step, done, of| {
            let step = match step {
                ImportStep::Reading => "Reading the file",
                ImportStep::Storing => "Writing it down",
            };
            work.tell(step, done, of);
        })
        .await?;
        Ok(())
    }

    /// Begins to undo an import.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not theirs to see; [`AppError::NotAllowed`] when they may not load such a file;
    /// [`AppError::Conflict`] when it cannot be undone, with what to do first.
    pub async fn undo(self: &Arc<Self>, viewer: &Viewer, id: i64) -> Result<ImportView, AppError> {
        let by = actor(viewer)?;
        let record = self.record(viewer, id).await?;
        if record.state == ImportState::Draft {
            return Err(AppError::Conflict("This file was not taken in, so there is nothing to undo.".to_owned()));
        }
        allow_undo(viewer, &record)?;
        let store = self.catalogue.store().clone();
        if let Some(why_not) = store.why_not_undone(id).await? {
            return Err(AppError::Conflict(why_not));
        }
        let Some(under_way) = self.works.begin(id, Doing::Undoing, "Undoing") else {
            return Err(AppError::Conflict("Wait until what is under way with this file is done.".to_owned()));
        };
        let imports = Arc::clone(self);
        tokio::spawn(async move {
            let work = Arc::clone(&under_way.work);
            let tell = move |done, of| work.tell("Undoing", done, of);
            match store.undo(id, &by, OffsetDateTime::now_utc(), &tell).await {
                Ok(records) => info!(import = id, records, "undone"),
                Err(error) => under_way.fault(sentence(id, AppError::from(error).into())),
            }
            imports.forget_account(id);
        });
        self.view(viewer, id).await
    }
}

/// Refuses what cannot be taken in yet, with what is to be said first, and what somebody may not take in.
pub(super) fn may_commit(viewer: &Viewer, account: &Account, own_councils: &[String]) -> Result<(), AppError> {
    if account.asks_publisher() {
        let councils = own_councils.join(" or ");
        return Err(AppError::Conflict(format!(
            "The file does not say whose list it is. Say under \"Publisher\" that it is of {councils}, then read it again."
        )));
    }
    allow(viewer, account.kind, &account.source.publisher)?;
    if account.says_what() {
        return Ok(());
    }
    Err(AppError::Conflict(
        "No column is taken for a reference, a name, an address, a UPRN or a postcode. Say which column is one of these, \
         then read the file again."
            .to_owned(),
    ))
}

/// Undoes an import for somebody with the database itself at hand, and gives how many records went back.
///
/// # Errors
/// [`AppError::Conflict`] when it cannot be undone, with what to do first; as the database fails.
pub async fn undo_as(store: &Store, id: i64, by: &str, at: OffsetDateTime) -> Result<u64, AppError> {
    Ok(store.undo(id, by, at, &|_, _| ()).await?)
}

/// The files given last, newest first, for somebody with the database itself at hand.
///
/// # Errors
/// [`AppError::Unavailable`] when the database cannot be read.
pub async fn newest(store: &Store) -> Result<Vec<ImportRecord>, AppError> {
    Ok(store.newest_imports(super::MOST_LISTED).await?)
}

/// What went wrong, for whoever asked; the cause goes to the log.
fn sentence(id: i64, error: ImportError) -> String {
    match error {
        ImportError::App(AppError::Unavailable { cause }) => {
            warn!(import = id, cause, "not done");
            "The database cannot be reached just now. Nothing was changed: please try again.".to_owned()
        }
        other => other.to_string(),
    }
}
