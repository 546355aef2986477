//! What one area says of deprivation, in the edition that is scored with.

use crate::atlas::Area;
use crate::domain::criteria::{Criteria, PURPOSE_ROWS, mixes};
use crate::matching::grade::clamp;

/// What one area says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Published score of multiple deprivation.
    pub score: f64,
    /// National decile, 1 is the most deprived tenth.
    pub decile: u8,
    /// Usual residents; `None` where not known. Nobody at all is zero.
    pub residents: Option<u32>,
    /// Mix for each row of the table of purposes.
    pub mixes: [f64; PURPOSE_ROWS],
}

/// What each area says, in order of area; `None` where the edition says nothing of it. Residents are those that the
/// edition itself counts, else those of the newer one.
#[must_use]
pub fn measures(areas: &[Area], criteria: &Criteria) -> Vec<Option<Measure>> {
    let edition = criteria.deprivation_edition;
    let measure = |area: &Area| {
        let release = area.deprivation_in(edition)?;
        let newer = || area.deprivation.as_ref().and_then(|newer| newer.residents);
        Some(Measure {
            score: release.score,
            decile: release.decile,
            residents: release.residents.or_else(newer),
            mixes: mixes(release.domain_ranks, edition),
        })
    };
    areas.iter().map(measure).collect()
}

/// D of an area alone.
#[must_use]
pub fn of_score(score: f64, criteria: &Criteria) -> f64 {
    clamp(score / criteria.deprivation_anchor)
}
