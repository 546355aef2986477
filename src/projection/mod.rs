//! Between degrees and the British National Grid: the only room that talks to PROJ, at the two edges where data comes in and goes out.
//!
//! Slice in, list out, plain and synchronous. A PROJ object belongs to one thread and takes a while to make, so each
//! thread keeps its own (see `transform.rs`); call from rayon or a blocking task for bulk work and never hold anything
//! across an await. The conversion is Ordnance Survey's OSTN15, whose grid travels inside the program (see `grid.rs`).
//!
//! WGS84 and ETRS89 are taken as one: they differ by less than a metre in Britain, which is the convention of every
//! public file this service reads and writes.
//!
//! What this room never does: read or write data files, guess which system a pair of numbers is in (`import` does, from
//! the values), or measure distances (`domain` does, in metres).

mod geocentric;
mod grid;
mod mercator;
mod transform;

pub use geocentric::from_geocentric;
pub use mercator::{from_web_mercator, to_web_mercator};
pub use transform::{check_grid, to_british_national_grid, to_lon_lat};

use std::path::PathBuf;

use thiserror::Error;

use crate::domain::place::Position;

/// Why positions could not be converted at all. A single point that is not in Britain is `None` in the list, not an error.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ProjectionError {
    /// The folder named by `CATMAP_OSGB_DIR` does not hold the grid.
    #[error("OSTN15 grid not found: CATMAP_OSGB_DIR names {}, which does not hold {}", .folder.display(), grid::FILE_NAME)]
    GridNotInFolder {
        /// The folder named.
        folder: PathBuf,
    },
    /// The grid inside the program could not be written to any folder from which PROJ may read it.
    #[error(
        "OSTN15 grid not found: it could not be written to {tried}; set CATMAP_OSGB_DIR to a folder that holds {}",
        grid::FILE_NAME
    )]
    GridNotWritten {
        /// The folders tried, each with the reason it was refused.
        tried: String,
    },
    /// PROJ could not read the grid.
    #[error("OSTN15 grid not found: PROJ was told to look for {} in {} and says: {reason}", grid::FILE_NAME, .folder.display())]
    GridNotRead {
        /// The folder PROJ was told to look in.
        folder: PathBuf,
        /// What PROJ said.
        reason: String,
    },
    /// PROJ read a grid, but it is not OSTN15.
    #[error("OSTN15 grid not found: with {} in {} a known point comes out {error_m:.2} m from its true place", grid::FILE_NAME, .folder.display())]
    GridWrong {
        /// Distance between the answer and the true place, in metres.
        error_m: f64,
        /// The folder PROJ was told to look in.
        folder: PathBuf,
    },
    /// The grid in the folder named by `CATMAP_OSGB_DIR` covers less than the National Grid; the one inside the program covers all.
    #[error("the OSTN15 grid in {} does not reach easting {:.0}, northing {:.0}", .folder.display(), .position.easting_m, .position.northing_m)]
    GridTooSmall {
        /// The first position without an answer.
        position: Position,
        /// The folder PROJ was told to look in.
        folder: PathBuf,
    },
    /// PROJ could not be set up.
    #[error("PROJ could not be set up: {reason}")]
    Library {
        /// What PROJ said.
        reason: String,
    },
}
