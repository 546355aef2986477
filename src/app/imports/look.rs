//! Looking at a file before it is taken in: how its columns are understood and what each row would do. Nothing is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use time::{Date, OffsetDateTime};
use tokio::sync::mpsc;
use tracing::warn;

use crate::app::AppError;
use crate::app::catalogue::Catalogue;
use crate::app::import_files::{ImportError, PARTS_WAITING, read_options, survey_options};
use crate::domain::asset::Asset;
use crate::domain::imported::{FileKind, ReadPart, SaidOfFile};
use crate::domain::permission::Viewer;
use crate::domain::person::council_slug;
use crate::domain::preview::{ColumnTold, LeftOut, SheetTold, SurveyTold, Told, column_letter};
use crate::domain::publication::is_withheld;
use crate::domain::register::RegisterField;
use crate::import::{self, Opened, Options, Survey};
use crate::store::{Learnt, Store};

use super::account::{Account, Accounting};
use super::duplicates::DuplicateFinder;
use super::scope::{Councils, Scope, allow, own_councils};
use super::work::{Doing, UnderWay, Work};
use super::{FileInFolder, Imports, in_temporary_file};

/// One look at a file.
pub struct Look<'a> {
    /// Where the file is.
    pub path: &'a Path,
    /// How somebody said that it is to be read.
    pub said: &'a SaidOfFile,
    /// Who looks; `None` on the command line, where everything is allowed.
    pub viewer: Option<&'a Viewer>,
    /// The day it is.
    pub today: Date,
}

impl Imports {
    /// Begins to look at a draft that nothing is under way with; gives the work, or `None` when something is.
    pub(super) fn begin_look(self: &Arc<Self>, viewer: &Viewer, id: i64, said: SaidOfFile) -> Option<Arc<Work>> {
        let under_way = self.works.begin(id, Doing::Reading, "Reading the file")?;
        let work = Arc::clone(&under_way.work);
        self.look(viewer, id, said, None, under_way);
        Some(work)
    }

    /// Begins to look at a draft, beside everything else. The file is unpacked unless it is at hand.
    pub(super) fn look(
        self: &Arc<Self>,
        viewer: &Viewer,
        id: i64,
        said: SaidOfFile,
        at_hand: Option<FileInFolder>,
        under_way: UnderWay,
    ) {
        let (imports, viewer) = (Arc::clone(self), viewer.clone());
        tokio::spawn(async move {
            let looked = imports.look_at(&viewer, id, &said, at_hand, &under_way.work).await;
            imports.tell(id, &said, looked, &under_way).await;
        });
    }

    pub(super) async fn look_at(
        &self,
        viewer: &Viewer,
        id: i64,
        said: &SaidOfFile,
        at_hand: Option<FileInFolder>,
        work: &Arc<Work>,
    ) -> Result<Account, ImportError> {
        let _reader = self.readers.acquire().await.map_err(in_temporary_file)?;
        let folder = match at_hand {
            Some(folder) => folder,
            None => {
                let record = self.catalogue.store().import(id).await.map_err(AppError::from)?;
                self.unpacked(&record.ok_or_else(|| super::not_found(id))?).await?
            }
        };
        let look = Look { path: &folder.path, said, viewer: Some(viewer), today: OffsetDateTime::now_utc().date() };
        let work = Arc::clone(work);
        account(&self.catalogue, &look, move |step, done, of| work.tell(step, done, of)).await
    }

    /// Keeps what a look came to, or says what went wrong.
    pub(super) async fn tell(
        &self,
        id: i64,
        said: &SaidOfFile,
        looked: Result<Account, ImportError>,
        under_way: &UnderWay,
    ) {
        let store = self.catalogue.store();
        let told = match looked {
            Ok(account) => {
                let kept = account.told(None);
                let survey = serde_json::to_string(&kept).ok();
                let publisher = Some(account.source.publisher.clone()).filter(|_| !account.asks_publisher());
                let told = (Some(account.kind), publisher.as_deref());
                let account = Arc::new(account);
                self.keep_account(id, Arc::clone(&account));
                store.tell_of_draft(id, said, told, survey.as_deref(), None).await
            }
            // What is wrong with the file stays wrong until it is read in another way; what is wrong here does not.
            Err(ImportError::Read(error)) => {
                store.tell_of_draft(id, said, (None, None), None, Some(&error.to_string())).await
            }
            Err(ImportError::App(AppError::Unavailable { cause })) => {
                warn!(import = id, cause, "a file could not be looked at");
                under_way.fault("The file could not be looked at just now. Please try again.".to_owned());
                Ok(())
            }
            Err(ImportError::App(error)) => {
                let sentence = error.to_string();
                store.tell_of_draft(id, said, (None, None), None, Some(&sentence)).await
            }
        };
        if let Err(error) = told {
            warn!(import = id, %error, "what a file turned out to be could not be kept");
            under_way.fault("The database cannot be reached just now. Please try again.".to_owned());
        }
    }
}

/// What a file would do.
///
/// # Errors
/// [`ImportError`] when it cannot be read, or may not be loaded.
pub async fn account(
    catalogue: &Catalogue,
    look: &Look<'_>,
    progress: impl Fn(&'static str, u64, u64) + Send + Sync + Clone + 'static,
) -> Result<Account, ImportError> {
    let store = catalogue.store();
    let told = progress.clone();
    let Surveyed { mut survey, mut options, opened, asks_publisher } =
        surveyed(store, look, move |done, of| told("Checking rows", done, of)).await?;
    options.only_looks = true;
    let scope = look.viewer.map_or(Scope::All, Scope::of);
    let publisher = survey.publisher.clone().unwrap_or_default();
    // Whose it is must be said before it is taken in; until then it is looked at as nobody's, whatever its name calls it.
    let is_nobodys = asks_publisher && survey.kind.is_of_a_council();
    let viewer = look.viewer.filter(|_| !is_nobodys);
    if let Some(viewer) = viewer {
        allow(viewer, survey.kind, &publisher)?;
    }
    survey.publisher = survey.publisher.filter(|_| !is_nobodys);
    let (give, mut parts) = mpsc::channel::<ReadPart>(PARTS_WAITING);
    let reading = tokio::task::spawn_blocking(move || {
        let progress = |done, of| progress("Checking rows", done, of);
        opened.read_in_parts(&options, &progress, &mut |part| give.blocking_send(part).is_ok())
    });
    let only = scope.only(if is_nobodys { "" } else { &publisher });
    let mut comparison = store.begin_comparison().await.map_err(AppError::from)?.only_of(only);
    let mut accounting = Accounting::begin().map_err(in_temporary_file)?;
    let snapshot;
    if survey.kind.is_of_a_council() {
        let mut held = DuplicateFinder::new();
        let told = |asset: &Asset| {
            !is_withheld(asset) || only.is_none_or(|council| council_slug(council) == council_slug(&asset.owner.name))
        };
        // A file of guesses must not find what another council withholds.
        let hold = |asset: Asset| {
            if told(&asset) {
                held.hold(&asset);
            }
        };
        comparison.each_asset(hold).await.map_err(AppError::from)?;
        snapshot = catalogue.snapshot().await?;
        accounting = accounting.beside(held, &snapshot.atlas);
    }
    let mut councils = Councils::default();
    while let Some(mut part) = parts.recv().await {
        scope.hold(&publisher, &mut part.rows, &mut part.refused);
        councils.note(&part.rows);
        let compared = comparison.compare_part(&part).await.map_err(AppError::from)?;
        accounting.look_up(store, &part.rows).await.map_err(AppError::from)?;
        accounting.part(&part.rows, &compared, &part.refused, &part.notes).map_err(in_temporary_file)?;
    }
    let mut file = reading.await.map_err(in_temporary_file)??;
    if let Some(viewer) = viewer {
        allow(viewer, file.kind, &file.source.publisher)?;
    }
    scope.hold(&publisher, &mut file.rows, &mut file.refused);
    councils.note(&file.rows);
    let compared = comparison.compare_rest(&file).await.map_err(AppError::from)?;
    accounting.look_up(store, &file.rows).await.map_err(AppError::from)?;
    accounting.part(&file.rows, &compared, &file.refused, &file.notes).map_err(in_temporary_file)?;
    if file.kind.is_register() {
        let gone = &mut accounting.summary.gone;
        let left_out = comparison.each_left_out(&file.source.id, only, |asset| {
            gone.push(LeftOut { asset: asset.id.to_string(), name: asset.name });
        });
        left_out.await.map_err(AppError::from)?;
    }
    comparison.finish().await.map_err(AppError::from)?;
    let (summary, rows) = accounting.finish().map_err(in_temporary_file)?;
    Ok(Account {
        kind: file.kind,
        header: file.header,
        holds_others: councils.are_others_than(&file.source.publisher),
        source: file.source,
        said: look.said.clone(),
        scope,
        is_past: false,
        survey: survey_told(survey),
        summary,
        rows,
    })
}

/// A file that is about to be read.
pub(super) struct Surveyed {
    /// What it turned out to be.
    pub survey: Survey,
    /// How it is read.
    pub options: Options,
    /// The file, looked over.
    pub opened: Opened,
    /// Whether nothing says which of several councils publishes it: whoever gave it is asked.
    pub asks_publisher: bool,
}

/// What a file turns out to be, and how it is read: with what was learnt of the publisher, once that is known. `progress`
/// is told the first half of reading it.
///
/// An officer's table that is nothing known is a register, and one that names nobody is of the officer's own council.
pub(super) async fn surveyed(
    store: &Store,
    look: &Look<'_>,
    progress: impl Fn(u64, u64) + Send + 'static,
) -> Result<Surveyed, ImportError> {
    let mut options = read_options(store, look.said, look.today).await?;
    let officer = look.viewer.filter(|viewer| Scope::of(viewer) == Scope::Publisher);
    options.takes_any_table = officer.is_some();
    let mut surveyed = surveyed_once(look.path.to_owned(), options, progress).await?;
    let Surveyed { survey, options, asks_publisher, .. } = &mut surveyed;
    if let Some(officer) = officer.filter(|_| survey.publisher_is_guess) {
        match own_councils(store, officer).await?.as_slice() {
            [own] => {
                options.publisher = Some(own.clone());
                survey.publisher = Some(own.clone());
            }
            _ => {
                options.publisher.clone_from(&survey.publisher);
                *asks_publisher = true;
            }
        }
    }
    if *asks_publisher {
        return Ok(surveyed);
    }
    options.learnt = learnt_of(store, survey).await?;
    if !options.learnt.is_empty() {
        let again = tokio::task::spawn_blocking(move || {
            surveyed.survey = surveyed.opened.survey(&surveyed.options)?;
            Ok::<_, ImportError>(surveyed)
        });
        surveyed = again.await.map_err(in_temporary_file)??;
    }
    surveyed.options.readings.clone_from(&surveyed.survey.columns);
    Ok(surveyed)
}

async fn learnt_of(store: &Store, survey: &Survey) -> Result<Learnt, AppError> {
    match survey.publisher.as_deref().filter(|_| survey.kind.is_of_a_council()) {
        Some(publisher) => Ok(store.learnt(&council_slug(publisher)).await?),
        None => Ok(Learnt::new()),
    }
}

async fn surveyed_once(
    path: PathBuf,
    options: Options,
    progress: impl Fn(u64, u64) + Send + 'static,
) -> Result<Surveyed, ImportError> {
    let surveyed = tokio::task::spawn_blocking(move || {
        let opened = import::open(&path, &options, &progress)?;
        Ok(Surveyed { survey: opened.survey(&options)?, options, opened, asks_publisher: false })
    });
    surveyed.await.map_err(in_temporary_file)?
}

fn survey_told(survey: Survey) -> SurveyTold {
    SurveyTold {
        format: survey.format,
        publisher: survey.publisher,
        kind_is_guess: survey.kind_is_guess,
        sheets: survey
            .sheets
            .into_iter()
            .map(|sheet| SheetTold { name: sheet.name, rows: sheet.rows, chosen: sheet.chosen })
            .collect(),
        header_rows: survey.header_rows,
        columns: survey
            .columns
            .into_iter()
            .map(|column| ColumnTold {
                letter: column_letter(column.column),
                column: column.column,
                heading: column.heading,
                field: column.field,
                confidence: column.confidence,
                why: column.why,
                samples: column.samples,
                corrected: column.corrected,
            })
            .collect(),
    }
}

/// How the columns of a file are read, for somebody with the database itself at hand.
pub(in crate::app) struct ReadColumns {
    pub options: Options,
    /// Whether nothing in it says who publishes it.
    pub publisher_is_guess: bool,
    /// The file, looked over.
    pub opened: Opened,
    /// What the file turned out to be, as it is kept.
    pub told: Option<String>,
    /// What may be remembered of the publisher with this slug.
    pub to_remember: Option<(String, Learnt)>,
}

/// Looks at the columns of a file before it is taken in without being looked at.
pub(in crate::app) async fn look_at_columns(
    store: &Store,
    path: &Path,
    said: &SaidOfFile,
    today: Date,
    progress: impl Fn(u64, u64) + Send + 'static,
) -> Result<ReadColumns, ImportError> {
    let look = Look { path, said, viewer: None, today };
    let Surveyed { survey, options, opened, .. } = surveyed(store, &look, progress).await?;
    let (kind, publisher) = (survey.kind, survey.publisher.as_deref().map(council_slug));
    let publisher_is_guess = survey.publisher_is_guess;
    let survey = survey_told(survey);
    let learnt = corrected(&survey, said, kind);
    let told = serde_json::to_string(&Told { survey, ..Told::of_all() }).ok();
    Ok(ReadColumns { options, publisher_is_guess, opened, told, to_remember: publisher.map(|slug| (slug, learnt)) })
}

/// The columns under each of some headings, in any spelling that is the same but for case and signs.
///
/// # Errors
/// [`ImportError`] when the file cannot be read, or has no such heading.
pub async fn columns_headed(
    path: &Path,
    said: &SaidOfFile,
    today: Date,
    headings: &[(String, Option<RegisterField>)],
) -> Result<BTreeMap<usize, Option<RegisterField>>, ImportError> {
    let survey = surveyed_once(path.to_owned(), survey_options(said, today), |_, _| ()).await?.survey;
    let mut columns = BTreeMap::new();
    for (heading, field) in headings {
        let plain = import::normalised_heading(heading);
        let found = survey.columns.iter().filter(|column| import::normalised_heading(&column.heading) == plain);
        let before = columns.len();
        columns.extend(found.map(|column| (column.column, *field)));
        if columns.len() == before {
            let there: Vec<&str> = survey.columns.iter().map(|column| &*column.heading).collect();
            let reason = format!("No column is headed \"{heading}\"; there are: {}.", there.join(", "));
            return Err(AppError::Invalid { field: "--column".to_owned(), reason }.into());
        }
    }
    Ok(columns)
}

/// The headings that somebody corrected, as they are remembered.
pub(super) fn corrected(survey: &SurveyTold, said: &SaidOfFile, kind: FileKind) -> Learnt {
    if !kind.is_of_a_council() {
        return Learnt::new();
    }
    let headings = said.columns.iter().filter_map(|(column, field)| {
        let told = survey.columns.iter().find(|told| told.column == *column)?;
        Some((import::normalised_heading(&told.heading), *field))
    });
    headings.filter(|(heading, _)| !heading.is_empty()).collect()
}
