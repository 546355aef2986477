//! Downloads the official files from their publishers, so that nobody has to click through ten portals.
//!
//! | file | what it is for |
//! |---|---|
//! | `sources.rs` | the table of files: what, where, under which licence |
//! | `download.rs` | one file over HTTP: resumed, checked, never taken for what it is not |
//! | `state.rs` | what is on disk of a download that is under way |
//!
//! What it never does: import (that is `app/import_files.rs`), run as part of the service, send anything but a plain
//! request, or keep half a file under its final name. To add a file: a `[[source]]` in `data/sources.toml`.

mod download;
mod sources;
mod state;

use std::path::PathBuf;

use thiserror::Error;

pub use download::{Download, Limits, fetch};
pub use sources::{OfficialFile, official_files, read_table};

/// A file that has been fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it is now.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Whether the publisher still had the file that was fetched before, so that nothing was downloaded.
    pub unchanged: bool,
}

/// Why a file was not fetched. What had been downloaded of it stays for the next try, unless it was wrong.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The table of official files cannot be used.
    #[error("the table of official files cannot be used: {reason}")]
    Table {
        /// What is wrong.
        reason: String,
    },
    /// There is no file of that name.
    #[error("there is no official file \"{id}\"; there are: {known}")]
    Unknown {
        /// What was asked for.
        id: String,
        /// The names there are.
        known: String,
    },
    /// The publisher answers with something else than the file.
    #[error("{url} {answer}; look for the file at {page}")]
    NotThere {
        /// Where it was looked for.
        url: String,
        /// "answers 404 Not Found".
        answer: String,
        /// Where a person finds it.
        page: String,
    },
    /// What came is not the file.
    #[error("{name}: {reason}. It was thrown away")]
    Wrong {
        /// The file.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The line or the publisher's server failed again and again.
    #[error("{url} could not be fetched: {reason}. Start again to go on where it stopped")]
    Failed {
        /// Where it was looked for.
        url: String,
        /// What happened last.
        reason: String,
    },
    /// The file is larger than the limit.
    #[error("{name} is over the limit of {limit_mib} MiB; raise it with --largest-mib")]
    TooLarge {
        /// The file.
        name: String,
        /// The limit.
        limit_mib: u64,
    },
    /// The folder cannot be written to.
    #[error("{path} cannot be written: {source}")]
    Disk {
        /// Which file or folder.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
}
