//! Read the yearly records of transferred assets, for whoever tells what they come to.

use std::path::Path;

pub use crate::domain::impact::{Additionality, Health, ImpactYear, LIVING_WAGE_2026_GBP, Leverage};
pub use crate::import::{ImpactFile, ReadError};

/// Reads a file of yearly records.
///
/// # Errors
/// [`ReadError`] when nothing of it can be used; single rows that cannot are in the answer.
pub fn read(path: &Path) -> Result<ImpactFile, ReadError> {
    crate::import::read_impact(path, &crate::import::Options::default())
}
