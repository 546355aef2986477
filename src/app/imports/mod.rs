//! Taking an officer's file in, a step at a time: give it, look at what it would do, say how to read it, commit, undo.
//!
//! | file | step |
//! |---|---|
//! | `give.rs` | keep the file as a draft, say how to read it, take it back |
//! | `look.rs` | what it would do: every row compared with what is held, nothing written |
//! | `past.rs` | what it did: every row of a file that was taken in |
//! | `finish.rs` | commit it, undo it |
//! | `view.rs` | one import as its people see it |
//! | `account.rs`, `spool.rs` | what rows come to, and each row, for any length of file in little memory |
//! | `reasons.rs` | why rows are left out or noted, counted |
//! | `duplicates.rs`, `outside.rs` | what a row looks like, and whether it lies where its owner is |
//! | `scope.rs` | who may load what, and whose rows an officer's file may bring |
//! | `work.rs` | what is under way on this server, and how far it is |
//!
//! The store holds what must not be lost: the draft, how it is to be read, the file itself. What is worked out from it is in
//! memory and temporary files, and is worked out again when it is asked for on another server or after a restart. So a
//! draft is never found half read: it is a draft, whatever was going on when the power failed.
//!
//! Nothing here decides what a row means (`import`) or what becomes of it (`store`). To add a step: a file here, a line in
//! the table, a route in `api/imports.rs`.

pub(super) mod account;
pub mod duplicates;
mod finish;
mod give;
mod look;
pub mod outside;
mod past;
pub(super) mod reasons;
pub(super) mod scope;
pub mod spool;
mod view;
mod work;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::app::AppError;
use crate::app::catalogue::Catalogue;
use crate::domain::imported::{ImportRecord, ImportState, RowOutcome};
use crate::domain::permission::Viewer;

pub use finish::{Committing, newest, undo_as};
pub use give::Saying;
pub(super) use look::look_at_columns;
pub use look::{Look, account, columns_headed};
pub use view::{Can, ImportView, Stage, Under};

pub use account::Account;
use scope::{Scope, sees};
use spool::RowsPage;
use work::{Doing, Works};

/// Accounts kept in memory; each holds a temporary file and some megabytes.
const ACCOUNTS_KEPT: usize = 8;
/// Files read at once: each takes a processor and some memory.
const READ_AT_ONCE: usize = 2;
/// Imports listed at once.
const MOST_LISTED: u32 = 500;

/// Everything under way with files on this server.
pub struct Imports {
    catalogue: Arc<Catalogue>,
    works: Works,
    /// The last used is the last.
    accounts: Mutex<Vec<(i64, Arc<Account>)>>,
    readers: Semaphore,
}

impl Imports {
    /// The desk for files of this catalogue's store.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>) -> Arc<Self> {
        Arc::new(Self {
            catalogue,
            works: Works::default(),
            accounts: Mutex::new(Vec::new()),
            readers: Semaphore::new(READ_AT_ONCE),
        })
    }

    /// A page of the rows of one import with what becomes of each, from a place among those that match.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not there or not theirs to see; [`AppError::Conflict`] while the file is read.
    pub async fn rows(
        self: &Arc<Self>,
        viewer: &Viewer,
        id: i64,
        outcome: Option<RowOutcome>,
        (from, limit): (u64, usize),
    ) -> Result<RowsPage, AppError> {
        let account = self.account(viewer, id).await?;
        let page = tokio::task::spawn_blocking(move || account.rows.page(outcome, from, limit)).await;
        page.map_err(|stopped| AppError::Unavailable { cause: stopped.to_string() })?.map_err(in_temporary_file)
    }

    /// What one import would do or did, row by row; worked out now if it is not at hand.
    ///
    /// # Errors
    /// As [`Imports::rows`].
    pub async fn account(self: &Arc<Self>, viewer: &Viewer, id: i64) -> Result<Arc<Account>, AppError> {
        let record = self.record(viewer, id).await?;
        if let Some(account) = self.kept_account(viewer, &record) {
            return Ok(account);
        }
        match record.state {
            ImportState::Committed | ImportState::Undone => {
                let Some(under_way) = self.works.begin(id, Doing::Reading, "Reading the file") else {
                    return Err(AppError::Conflict("The file is still being read. Try again in a moment.".to_owned()));
                };
                // Beside the question: a file that takes longer than an answer may take is at hand for the next.
                let (imports, viewer) = (Arc::clone(self), viewer.clone());
                let looking = tokio::spawn(async move {
                    let looked = imports.look_back(&viewer, &record).await;
                    drop(under_way);
                    looked
                });
                looking.await.map_err(in_temporary_file)?
            }
            ImportState::Discarded => Err(not_found(id)),
            ImportState::Draft => Err(AppError::Conflict(match record.problem {
                Some(problem) => problem,
                None => "The file is still being read. Try again in a moment.".to_owned(),
            })),
        }
    }

    /// Writes the file of an import, as it was given, to a new temporary file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not there, not theirs to see, or an official table, which is not kept.
    pub async fn file(&self, viewer: &Viewer, id: i64) -> Result<(String, std::fs::File), AppError> {
        let record = self.record(viewer, id).await?;
        let folder = self.unpacked(&record).await?;
        Ok((record.file_name, std::fs::File::open(&folder.path).map_err(in_temporary_file)?))
    }

    /// One import that somebody may see.
    async fn record(&self, viewer: &Viewer, id: i64) -> Result<ImportRecord, AppError> {
        let record = self.catalogue.store().import(id).await?;
        record.filter(|record| sees(viewer, record)).ok_or_else(|| not_found(id))
    }

    /// The account of an import, if it is at hand, about the file as it is to be read now, and of what this viewer may
    /// see: that of a draft is made beside what is held.
    fn kept_account(&self, viewer: &Viewer, record: &ImportRecord) -> Option<Arc<Account>> {
        let mut accounts = self.accounts.lock().ok()?;
        let at = accounts.iter().position(|(id, account)| {
            *id == record.id
                && account.is_past == record.turn.is_some()
                && account.said == record.said
                && (account.is_past || account.scope == Scope::of(viewer))
        })?;
        let used = accounts.remove(at);
        let account = Arc::clone(&used.1);
        accounts.push(used);
        Some(account)
    }

    fn keep_account(&self, id: i64, account: Arc<Account>) {
        let Ok(mut accounts) = self.accounts.lock() else { return };
        accounts.retain(|(other, kept)| *other != id || kept.scope != account.scope || kept.is_past != account.is_past);
        if accounts.len() == ACCOUNTS_KEPT {
            accounts.remove(0);
        }
        accounts.push((id, account));
    }

    fn forget_account(&self, id: i64) {
        if let Ok(mut accounts) = self.accounts.lock() {
            accounts.retain(|(other, _)| *other != id);
        }
    }

    /// The file of an import in a folder of its own, under the name that it was given with: who publishes a register may
    /// be told by nothing else.
    async fn unpacked(&self, record: &ImportRecord) -> Result<FileInFolder, AppError> {
        let folder = FileInFolder::new(&record.file_name)?;
        let mut file = std::fs::File::create(&folder.path).map_err(in_temporary_file)?;
        if !self.catalogue.store().kept_file(record.id, &mut file).await? {
            return Err(AppError::NotFound { what: "kept file of import", id: record.id.to_string() });
        }
        Ok(folder)
    }
}

/// A file in a temporary folder that goes with it.
struct FileInFolder {
    path: PathBuf,
    _folder: TempDir,
}

impl FileInFolder {
    /// A path for a file of this name; there is no file yet.
    fn new(file_name: &str) -> Result<Self, AppError> {
        use std::os::unix::fs::PermissionsExt;
        // Nobody else on the machine is to look into it: the file holds what its council withholds.
        let own = std::fs::Permissions::from_mode(0o700);
        let folder =
            tempfile::Builder::new().prefix("catmap-import-").permissions(own).tempdir().map_err(in_temporary_file)?;
        Ok(Self { path: folder.path().join(plain_file_name(file_name)), _folder: folder })
    }
}

/// Signs that make the letters after them run the other way (Unicode TR9), so that "fdp.exe" reads "exe.pdf".
const TURNS_TEXT: [char; 12] = [
    '\u{200e}', '\u{200f}', '\u{061c}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];

/// The last part of a name without what a file system or a screen could take for something else.
fn plain_file_name(given: &str) -> String {
    const MOST_BYTES: usize = 150;
    let last = given.rsplit(['/', '\\']).next().unwrap_or(given);
    let mut name: String = last.chars().filter(|c| !c.is_control() && !TURNS_TEXT.contains(c)).collect();
    // The end tells the format, so the beginning goes.
    while name.len() > MOST_BYTES {
        name.remove(0);
    }
    let name = name.trim().trim_start_matches('.');
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

fn not_found(id: i64) -> AppError {
    AppError::NotFound { what: "import", id: id.to_string() }
}

/// The disk for temporary files failed.
fn in_temporary_file(error: impl std::fmt::Display) -> AppError {
    AppError::Unavailable { cause: format!("a temporary file: {error}") }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::{FileInFolder, plain_file_name};

    #[test]
    fn nobody_else_on_the_machine_looks_into_the_folder_of_a_file() {
        let folder = FileInFolder::new("assets.csv").unwrap();
        let mode = std::fs::metadata(folder.path.parent().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_name_is_the_last_part_of_a_path_and_nothing_that_could_lead_elsewhere() {
        for (given, plain) in [
            ("register.csv", "register.csv"),
            ("C:\\Users\\me\\assets 2026.xlsx", "assets 2026.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("..", "file"),
            ("", "file"),
            (".hidden\0\n", "hidden"),
            ("rates\u{202e}fdp.exe", "ratesfdp.exe"),
        ] {
            assert_eq!(plain_file_name(given), plain, "{given:?}");
        }
        let long = format!("{}.csv", "☃".repeat(200));
        assert!(plain_file_name(&long).len() <= 150 && plain_file_name(&long).ends_with(".csv"));
    }
}
