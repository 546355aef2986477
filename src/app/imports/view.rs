//! One import as its people see it: how far it is, what it turned out to be, what can be done with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::AppError;
use crate::domain::imported::{FileKind, ImportRecord, ImportState};
use crate::domain::permission::Viewer;
use crate::domain::preview::{Listed, Summary, SurveyTold, Told};

use super::account::Account;
use super::finish::may_commit;
use super::scope::{self, Scope, allow_undo, own_councils, sees};
use super::work::{AtWork, Doing, Work};
use super::{Imports, MOST_LISTED, not_found};

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is being read.
    Reading,
    /// It can be looked at.
    Ready,
    /// It is being taken in.
    Committing,
    /// It was taken in.
    Committed,
    /// It is being undone.
    Undoing,
    /// It was taken in and undone.
    Undone,
    /// It cannot be taken in as it is.
    Failed,
}

impl Stage {
    /// The word for it.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Committing => "committing",
            Self::Committed => "committed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Failed => "failed",
        }
    }
}

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    /// In words.
    pub step: &'static str,
    /// How much of it is done.
    pub done: u64,
    /// Of how much; 0 while that is not known.
    pub of: u64,
}

/// What can be done with an import now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Take it in.
    pub commit: bool,
    /// Undo it.
    pub undo: bool,
    /// Take the draft back.
    pub discard: bool,
}

/// One import as its people see it.
pub struct ImportView {
    /// What the store remembers.
    pub record: ImportRecord,
    /// How far it is.
    pub stage: Stage,
    /// What is under way.
    pub under: Option<Under>,
    /// What went wrong, in a sentence.
    pub problem: Option<String>,
    /// What it turned out to be.
    pub survey: Option<SurveyTold>,
    /// What its rows come to.
    pub summary: Option<Summary>,
    /// The last file of the same source before it.
    pub previous: Option<ImportRecord>,
    /// The councils of which whoever asks may load registers; none when they may load anybody's, and in lists.
    pub publishers: Vec<String>,
    /// What can be done.
    pub can: Can,
    /// Why what one would want to do next cannot be done.
    pub why_not: Option<String>,
}

impl Imports {
    /// One import. A draft that was not looked at on this server since it started is looked at now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not there or not theirs to see.
    pub async fn view(self: &Arc<Self>, viewer: &Viewer, id: i64) -> Result<ImportView, AppError> {
        let mut at_work = self.works.at_work();
        let record = self.record(viewer, id).await?;
        if record.state == ImportState::Discarded {
            return Err(not_found(id));
        }
        let is_unread = record.state == ImportState::Draft
            && record.problem.is_none()
            && !at_work.contains_key(&id)
            && self.kept_account(viewer, &record).is_none()
            && self.works.fault(id).is_none();
        if is_unread && let Some(work) = self.begin_look(viewer, id, record.said.clone()) {
            at_work.insert(id, work);
        }
        let mut view = self.listed(viewer, record, &at_work);
        let store = self.catalogue.store();
        view.publishers = own_councils(store, viewer).await?;
        let account = self.kept_account(viewer, &view.record);
        let source = account.as_ref().map(|account| &account.source.id).or(view.record.source.as_ref());
        if let Some(source) = source {
            let is_theirs = |previous: &ImportRecord| {
                let whose = previous.kind.zip(previous.publisher.as_deref());
                whose.is_some_and(|(kind, publisher)| scope::allow(viewer, kind, publisher).is_ok())
            };
            view.previous = store.previous_import(source, id).await?.filter(is_theirs);
        }
        match view.stage {
            Stage::Ready => {
                let refused = account.as_ref().map(|account| may_commit(viewer, account, &view.publishers));
                view.why_not = refused.and_then(Result::err).map(|refused| refused.to_string());
                view.can.commit = view.why_not.is_none();
            }
            Stage::Committed => {
                view.why_not = match allow_undo(viewer, &view.record).err() {
                    Some(refused) => Some(refused.to_string()),
                    None => store.why_not_undone(id).await?,
                };
                view.can.undo = view.why_not.is_none();
            }
            Stage::Failed => view.why_not.clone_from(&view.problem),
            _ => {}
        }
        Ok(view)
    }

    /// The files given last that somebody may see, newest first.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the database cannot be read.
    pub async fn list(&self, viewer: &Viewer) -> Result<Vec<ImportView>, AppError> {
        let at_work = self.works.at_work();
        let store = self.catalogue.store();
        let records = store.newest_imports(MOST_LISTED).await?;
        let seen = records.into_iter().filter(|record| sees(viewer, record));
        let mut views: Vec<ImportView> = seen.map(|record| self.listed(viewer, record, &at_work)).collect();
        // Of the files of one source only the last that changed anything can be undone.
        let mut sources = BTreeSet::new();
        let last = views.iter().filter(|view| {
            view.stage == Stage::Committed
                && view.record.kind.is_some_and(FileKind::is_kept_whole)
                && allow_undo(viewer, &view.record).is_ok()
                && view.record.source.as_ref().is_none_or(|source| {
                    let changed = view.record.tally.new + view.record.tally.changed + view.record.gone > 0;
                    if changed { sources.insert(source) } else { !sources.contains(source) }
                })
        });
        let last: Vec<i64> = last.map(|view| view.record.id).collect();
        let undoable = store.undoable(&last).await?;
        for view in &mut views {
            view.can.undo = undoable.contains(&view.record.id);
        }
        Ok(views)
    }

    /// One import as it stands in a list, given what was under way before the record was read: work that ends while it is
    /// read is still seen as under way, and never a draft where there is none any more.
    pub(super) fn listed(&self, viewer: &Viewer, record: ImportRecord, at_work: &AtWork) -> ImportView {
        let work = at_work.get(&record.id);
        let account = self.kept_account(viewer, &record);
        let fault = self.works.fault(record.id);
        let stage = stage(&record, work.map(|work| &**work), account.as_deref(), fault.is_some());
        let told = told_to(viewer, &record, account.as_deref());
        let (survey, summary) = told.map_or((None, None), |told| (Some(told.survey), told.summary));
        let is_draft = record.state == ImportState::Draft;
        ImportView {
            stage,
            under: work.map(|work| {
                let (step, done, of) = work.told();
                Under { step, done, of }
            }),
            problem: fault.or_else(|| record.problem.clone()),
            survey,
            summary,
            previous: None,
            publishers: Vec::new(),
            can: Can { discard: is_draft && stage != Stage::Committing, ..Can::default() },
            why_not: None,
            record,
        }
    }
}

fn stage(record: &ImportRecord, work: Option<&Work>, account: Option<&Account>, has_fault: bool) -> Stage {
    match (record.state, work.map(|work| work.doing)) {
        // What is written down is done for whoever asks when the work has ended, too: only then can more be done with it.
        (ImportState::Draft | ImportState::Committed, Some(Doing::Committing)) => Stage::Committing,
        (ImportState::Committed | ImportState::Undone, Some(Doing::Undoing)) => Stage::Undoing,
        (ImportState::Committed, _) => Stage::Committed,
        (ImportState::Undone, _) => Stage::Undone,
        (ImportState::Draft | ImportState::Discarded, _) => match account {
            _ if work.is_some() => Stage::Reading,
            Some(_) => Stage::Ready,
            None if record.problem.is_some() || has_fault => Stage::Failed,
            // It is looked at when somebody asks for it.
            None => Stage::Ready,
        },
    }
}

/// What was told of it: worked out just now, or kept with it. What an administrator was shown of other councils' assets
/// beside the rows of one council is not for its officers.
fn told_to(viewer: &Viewer, record: &ImportRecord, account: Option<&Account>) -> Option<Told> {
    let mut told = match account {
        Some(account) => account.told(Some(account.summary.clone())),
        None => scope::told(record)?,
    };
    if told.speaks_for_all
        && Scope::of(viewer) != Scope::All
        && let Some(summary) = &mut told.summary
    {
        (summary.duplicates, summary.gone) = (Listed::default(), Listed::default());
    }
    Some(told)
}
