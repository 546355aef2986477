//! Outlines of the other levels of geography: LSOAs of other years, MSOAs, wards and districts.
//!
//! Areas are redrawn and renamed, so each year of a level is kept apart. Of several drawings of one area the finest counts
//! (most vertices), then the source whose id comes first, as with the areas that everything is scored by.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{CoordsIter, MultiPolygon};

use crate::atlas::areas::extent_of;
use crate::atlas::finder::Finder;
use crate::atlas::layer::Layer;
use crate::domain::area::{AreaBoundary, AreaCode, AreaLevel};
use crate::domain::place::{Extent, Position};
use crate::domain::source::SourceId;

/// One area of another level.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its official code.
    pub code: AreaCode,
    /// Its name; of a district, in one spelling.
    pub name: Arc<str>,
    /// The district it lies in, where its file says so; of a district, itself.
    pub borough: Option<Arc<str>>,
    /// Its finest outline on the British National Grid, metres.
    pub boundary: MultiPolygon<f64>,
    /// The file that draws it.
    pub source: SourceId,
}

/// All areas of one level and year, in order of code.
#[derive(Debug, PartialEq)]
pub struct Level {
    /// Which level.
    pub level: AreaLevel,
    /// The year its codes are of.
    pub year: u16,
    /// Its areas.
    pub outlines: Layer<Outline>,
    finder: Finder,
}

/// Takes all other levels out of all outlines, in order of level and year, and leaves the areas that are scored.
pub(super) fn split_from(boundaries: &mut Vec<AreaBoundary>) -> Vec<Level> {
    let mut best: BTreeMap<(AreaLevel, u16), BTreeMap<AreaCode, AreaBoundary>> = BTreeMap::new();
    let rank = |drawn: &AreaBoundary| (Reverse(drawn.boundary.coords_count()), drawn.source.clone());
    for drawn in std::mem::take(boundaries) {
        if drawn.is_scored() {
            boundaries.push(drawn);
            continue;
        }
        let level = best.entry((drawn.level, drawn.year)).or_default();
        if level.get(&drawn.code).is_none_or(|held| rank(&drawn) < rank(held)) {
            level.insert(drawn.code.clone(), drawn);
        }
    }
    let level = |((level, year), areas): ((AreaLevel, u16), BTreeMap<AreaCode, AreaBoundary>)| {
        let outlines = Layer::new(areas.into_values().map(Outline::of).collect(), Outline::extent);
        let finder = Finder::of(outlines.records().iter().map(|outline| &outline.boundary));
        Level { level, year, outlines, finder }
    };
    best.into_iter().map(level).collect()
}

impl Outline {
    fn of(drawn: AreaBoundary) -> Self {
        let borough = drawn.borough.map(|borough| borough.name);
        let name = match &borough {
            Some(district) if drawn.level == AreaLevel::District => Arc::clone(district),
            _ => Arc::from(drawn.name),
        };
        Self { code: drawn.code, name, borough, boundary: drawn.boundary, source: drawn.source }
    }

    /// The box around it.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        extent_of(&self.boundary)
    }
}

impl Level {
    /// The area around the position; on an edge, the one whose code comes first.
    #[must_use]
    pub fn around(&self, position: Position) -> Option<usize> {
        self.finder.first(position, |index| &self.outlines.records()[index].boundary)
    }
}
