//! The criteria that reproduce a decision made with the Indices of Deprivation 2019 (`scoring.md` B.4).
//!
//! Only that: a whole ranking is made with one edition or with the other, and the two are never set side by side as a
//! change. The scale of 2019 is worked out of all of England's scores, so it needs all of them.

use std::fmt;

use crate::atlas::Atlas;
use crate::domain::criteria::{Criteria, mixes};
use crate::domain::indices::Edition;
use crate::matching::words::thousands;

/// The share of England's areas that score at most as much as what counts 1.
const ANCHOR_SHARE: f64 = 0.99;

/// Not all of England's areas of 2019 are loaded, so there is no scale to score with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OldIndicesMissing {
    loaded: usize,
}

impl fmt::Display for OldIndicesMissing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the Indices of Deprivation 2019 need all {} areas of England to give their scale, and {} are loaded here; \
             import File 7 or File 2 of the 2019 release for the whole of England",
            thousands(f64::from(Edition::Of2019.areas_in_england())),
            thousands(self.loaded as f64)
        )
    }
}

impl std::error::Error for OldIndicesMissing {}

/// The criteria with the Indices of 2019 in place of those of 2025, each scale at its own 99th percentile over England.
///
/// # Errors
/// [`OldIndicesMissing`] unless all of England is loaded.
pub fn reproducing_2019(atlas: &Atlas, criteria: &Criteria) -> Result<Criteria, OldIndicesMissing> {
    let old = atlas.old_indices();
    if !old.is_whole() {
        return Err(OldIndicesMissing { loaded: old.areas().len() });
    }
    let mixed: Vec<_> = old.areas().iter().map(|area| mixes(area.domain_ranks, Edition::Of2019)).collect();
    Ok(Criteria {
        deprivation_edition: Edition::Of2019,
        deprivation_anchor: percentile(old.areas().iter().map(|area| area.score), ANCHOR_SHARE),
        purpose_anchors: std::array::from_fn(|row| percentile(mixed.iter().map(|mixes| mixes[row]), ANCHOR_SHARE)),
        ..criteria.clone()
    })
}

/// A percentile, read off between the two values around it, as the anchors of 2025 were; NaN of no values.
pub(super) fn percentile(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = share * sorted.len().saturating_sub(1) as f64;
    let (low, high) = (place.floor() as usize, place.ceil() as usize);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => low + place.fract() * (high - low),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::{percentile, reproducing_2019};
    use crate::atlas::Atlas;
    use crate::atlas::fixture::board;
    use crate::domain::criteria::Criteria;

    #[test]
    fn a_percentile_is_read_off_between_two_values() {
        let values = || [4.0, 1.0, 3.0, 2.0].into_iter();
        assert!((percentile(values(), 0.5) - 2.5).abs() < 1e-12);
        assert!((percentile(values(), 0.99) - 3.97).abs() < 1e-12);
        assert!((percentile([7.0].into_iter(), 0.99) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn a_part_of_england_gives_no_scale_of_2019() {
        let mut holdings = board(2);
        let mut old = holdings.deprivation[..3].to_vec();
        old.iter_mut().for_each(|old| old.edition = 2019);
        holdings.deprivation.extend(old);
        let refused = reproducing_2019(&Atlas::build(holdings), &Criteria::default()).unwrap_err().to_string();
        assert!(refused.contains("all 32,844 areas of England") && refused.contains("3 are loaded here"), "{refused}");
    }
}
