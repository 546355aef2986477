//! What is on disk of a download: the bytes so far, and beside them a note of which version of the file they are.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::FetchError;

/// Which version of a file the bytes are of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    pub(super) url: String,
    /// The publisher's entity tag; only a strong one can be resumed by.
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// The whole file's size, when the publisher told it.
    pub(super) bytes: Option<u64>,
}

impl Version {
    /// What to send with `If-Range`: the publisher then goes on only with the same version.
    pub(super) fn validator(&self) -> Option<&str> {
        self.etag.as_deref().filter(|etag| !etag.starts_with("W/")).or(self.last_modified.as_deref())
    }

    /// Whether an answer with these headers is of the same version, as far as both say.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        agree(&self.etag, &other.etag)
            && agree(&self.last_modified, &other.last_modified)
            && (self.bytes.is_none() || other.bytes.is_none() || self.bytes == other.bytes)
    }
}

/// The files of one download.
pub(super) struct OnDisk {
    pub(super) whole: PathBuf,
    part: PathBuf,
    note: PathBuf,
}

impl OnDisk {
    /// Those of `name` in `folder`, which is made when it is not there.
    pub(super) fn of(folder: &Path, name: &str) -> Result<Self, FetchError> {
        fs::create_dir_all(folder).map_err(disk(folder))?;
        Ok(Self {
            whole: folder.join(name),
            part: folder.join(format!("{name}.part")),
            note: folder.join(format!("{name}.fetch.json")),
        })
    }

    /// The version noted, when there is one that can be read.
    pub(super) fn version(&self) -> Option<Version> {
        serde_json::from_slice(&fs::read(&self.note).ok()?).ok()
    }

    /// How much of the file is there; 0 when nothing is.
    pub(super) fn part_bytes(&self) -> u64 {
        fs::metadata(&self.part).map_or(0, |metadata| metadata.len())
    }

    /// Whether a download is under way, even one of no bytes yet.
    pub(super) fn has_part(&self) -> bool {
        self.part.exists()
    }

    /// The size of the whole file from an earlier download.
    pub(super) fn whole_bytes(&self) -> Option<u64> {
        fs::metadata(&self.whole).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len())
    }

    /// Begins again with this version.
    pub(super) fn begin(&self, version: &Version) -> Result<File, FetchError> {
        let note = serde_json::to_vec(version).unwrap_or_default();
        let file = File::create(&self.part).map_err(disk(&self.part))?;
        fs::write(&self.note, note).map_err(disk(&self.note))?;
        Ok(file)
    }

    /// Goes on at the end of what is there.
    pub(super) fn resume(&self) -> Result<File, FetchError> {
        OpenOptions::new().append(true).open(&self.part).map_err(disk(&self.part))
    }

    /// The bytes so far, to look at.
    pub(super) fn open_part(&self) -> Result<File, FetchError> {
        File::open(&self.part).map_err(disk(&self.part))
    }

    /// The file is whole: it gets its name.
    pub(super) fn keep(&self) -> Result<(), FetchError> {
        fs::rename(&self.part, &self.whole).map_err(disk(&self.whole))
    }

    /// Nothing of it is of use. A whole file from an earlier download stays, without a note, so that it is fetched anew.
    pub(super) fn throw_away(&self) {
        // What cannot be removed is written over next time.
        let _ = fs::remove_file(&self.part);
        let _ = fs::remove_file(&self.note);
    }
}

/// A failure to write there.
pub(super) fn disk(path: &Path) -> impl Fn(std::io::Error) -> FetchError + use<> {
    let path = path.display().to_string();
    move |source| FetchError::Disk { path: path.clone(), source }
}
