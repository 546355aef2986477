//! The OSTN15 grid, carried inside the program and laid down once in a folder from which PROJ can read it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::ProjectionError;

/// The name by which PROJ looks for OSTN15 of its own accord.
pub(super) const FILE_NAME: &str = "OSTN15_NTv2_OSGBtoETRS.gsb";

/// The grid itself, 3.6 MB; `data/osgb/LICENCE.md` holds Ordnance Survey's notice.
static GRID: &[u8] = include_bytes!("../../data/osgb/OSTN15_NTv2_OSGBtoETRS.gsb");

/// The setting that names a folder already holding the grid.
const FOLDER_SETTING: &str = "CATMAP_OSGB_DIR";

/// The folder in which PROJ will find the grid.
///
/// `CATMAP_OSGB_DIR` when set; otherwise the user's cache folder, or failing that the folder for temporary files, into
/// which the grid is written the first time. The answer is worked out once for each run of the program.
///
/// # Errors
/// [`ProjectionError::GridNotInFolder`] when the folder named does not hold it, [`ProjectionError::GridNotWritten`] when
/// no folder can be written to.
pub(super) fn folder() -> Result<PathBuf, ProjectionError> {
    static FOLDER: OnceLock<Result<PathBuf, ProjectionError>> = OnceLock::new();
    FOLDER.get_or_init(find_folder).clone()
}

fn find_folder() -> Result<PathBuf, ProjectionError> {
    if let Some(folder) = std::env::var_os(FOLDER_SETTING).filter(|value| !value.is_empty()).map(PathBuf::from) {
        return if folder.join(FILE_NAME).is_file() {
            Ok(folder)
        } else {
            Err(ProjectionError::GridNotInFolder { folder })
        };
    }
    let mut tried = Vec::new();
    for folder in candidate_folders() {
        match lay_down(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => tried.push(format!("{} ({error})", folder.display())),
        }
    }
    Err(ProjectionError::GridNotWritten { tried: tried.join(" or ") })
}

/// Where the grid may be kept, best first. The name carries the content, so that two versions never meet.
fn candidate_folders() -> Vec<PathBuf> {
    let name = format!("catmap-osgb-{}", &fingerprint(GRID)[..12]);
    let absolute = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")));
    cache.into_iter().chain([std::env::temp_dir()]).map(|parent| parent.join(&name)).collect()
}

/// Writes the grid into a folder unless the same bytes are there already.
///
/// It is written beside its place and moved there in one step: another process sees the whole grid or none.
fn lay_down(folder: &Path) -> io::Result<()> {
    let place = folder.join(FILE_NAME);
    if holds_the_grid(&place) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!("{FILE_NAME}.{}", std::process::id()));
    fs::write(&draft, GRID)?;
    let moved = fs::rename(&draft, &place);
    if moved.is_err() {
        // The error that matters is the one above; a draft left behind is only untidy.
        let _ = fs::remove_file(&draft);
    }
    moved?;
    if holds_the_grid(&place) {
        Ok(())
    } else {
        Err(io::Error::other("the grid read back differs from the one written"))
    }
}

fn holds_the_grid(place: &Path) -> bool {
    let same_length = fs::metadata(place).is_ok_and(|found| found.is_file() && found.len() == GRID.len() as u64);
    same_length && fs::read(place).is_ok_and(|found| fingerprint(&found) == fingerprint(GRID))
}

fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_written_once_and_mended_when_damaged() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("osgb");
        lay_down(&folder).unwrap();
        let place = folder.join(FILE_NAME);
        let written = fs::metadata(&place).unwrap().modified().unwrap();
        lay_down(&folder).unwrap();
        assert_eq!(fs::metadata(&place).unwrap().modified().unwrap(), written, "the same bytes are left alone");

        let mut damaged = GRID.to_vec();
        damaged[5000] ^= 1;
        fs::write(&place, &damaged).unwrap();
        lay_down(&folder).unwrap();
        assert!(holds_the_grid(&place), "one changed byte is noticed");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no drafts are left behind");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_not_a_shift_of_five_metres() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(lay_down(&file.path().join("below-a-file")).is_err());
    }
}
