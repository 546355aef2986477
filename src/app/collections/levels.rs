//! Areas of other levels (wards, districts, MSOAs) as features, with the figures of the LSOAs in them.

use std::borrow::Cow;
use std::sync::OnceLock;

use geo::MultiPolygon;
use rayon::prelude::*;

use crate::app::catalogue::Snapshot;
use crate::app::collections::listed::Listed;
use crate::app::collections::near;
use crate::app::collections::outlines::outline_in;
use crate::atlas::{Area, Level};
use crate::domain::place::Extent;
use crate::features::Crs;
use crate::features::collection::{Described, Shape};
use crate::features::levels::{LevelAreas, LevelFigures, LevelRow};
use crate::matching::constraints::may_be_had;

/// The areas of one other level of a snapshot, by its number.
#[derive(Clone, Copy)]
pub struct LevelFeatures<'s>(pub &'s Snapshot, pub usize);

/// What is kept of one level beside its outlines.
#[derive(Debug)]
pub struct LevelHeld {
    described: Described,
    figures: OnceLock<Vec<LevelFigures>>,
}

impl LevelHeld {
    /// Nothing but what it says of itself.
    #[must_use]
    pub const fn of(described: Described) -> Self {
        Self { described, figures: OnceLock::new() }
    }
}

impl<'s> LevelFeatures<'s> {
    fn level(self) -> &'s Level {
        &self.0.atlas.levels()[self.1]
    }

    fn held(self) -> &'s LevelHeld {
        &self.0.derived.levels[self.1]
    }

    fn in_degrees(self) -> &'s [MultiPolygon] {
        self.0.derived.same_ground.levels[self.1].get_or_init(|| {
            let outlines = self.level().outlines.records().par_iter();
            // An outline that cannot be projected is drawn nowhere.
            outlines.map(|outline| outline_in(&outline.boundary, Crs::Crs84).unwrap_or(MultiPolygon(vec![]))).collect()
        })
    }
}

impl Listed for LevelFeatures<'_> {
    type Table = LevelAreas;

    fn describes(&self) -> &Described {
        &self.held().described
    }

    fn count(&self) -> usize {
        self.level().outlines.records().len()
    }

    fn key(&self, index: usize) -> &str {
        &self.level().outlines.records()[index].code.0
    }

    fn read(&self, index: usize) -> LevelRow<'_> {
        let outline = &self.level().outlines.records()[index];
        LevelRow {
            code: &outline.code.0,
            name: &outline.name,
            borough: outline.borough.as_deref(),
            figures: &self.held().figures.get_or_init(|| figures(self.0, self.level()))[index],
            source: &outline.source.0,
            as_at: self.0.atlas.source(&outline.source).and_then(|source| source.as_at),
        }
    }

    fn drawn(&self, index: usize, crs: Crs) -> Shape<'_> {
        if crs.is_degrees() {
            let outline = &self.in_degrees()[index];
            return if outline.0.is_empty() { Shape::Nowhere } else { Shape::Areas(Cow::Borrowed(outline)) };
        }
        outline_in(&self.level().outlines.records()[index].boundary, crs)
            .map_or(Shape::Nowhere, |outline| Shape::Areas(Cow::Owned(outline)))
    }

    fn touching(&self, extent: Extent) -> Vec<usize> {
        near(&self.level().outlines, extent)
    }
}

/// The figures of each area of a level: those of the LSOAs whose centre lies in it.
fn figures(snapshot: &Snapshot, level: &Level) -> Vec<LevelFigures> {
    let atlas = &snapshot.atlas;
    let mut within: Vec<Vec<usize>> = vec![Vec::new(); level.outlines.records().len()];
    let around: Vec<Option<usize>> = atlas.areas().par_iter().map(|area| level.around(area.centre)).collect();
    for (area, around) in around.into_iter().enumerate() {
        if let Some(around) = around {
            within[around].push(area);
        }
    }
    let mut all: Vec<LevelFigures> = within.iter().map(|areas| of_areas(snapshot, areas)).collect();
    for placed in atlas.assets() {
        if let Some(around) = placed.asset.position.and_then(|position| level.around(position)) {
            all[around].assets[0] += 1;
            all[around].assets[1] += u32::from(may_be_had(&placed.asset));
        }
    }
    all
}

fn of_areas(snapshot: &Snapshot, areas: &[usize]) -> LevelFigures {
    let residents: Option<Vec<u32>> = areas.iter().map(|area| snapshot.atlas.areas()[*area].residents()).collect();
    let weight = |at: usize| residents.as_ref().map_or(1.0, |residents| f64::from(residents[at]));
    let mean = |value: &dyn Fn(usize, &Area) -> Option<f64>| {
        let (mut sum, mut known, mut all) = (0.0, 0.0, 0.0);
        for (at, area) in areas.iter().enumerate() {
            all += weight(at);
            if let Some(value) = value(*area, &snapshot.atlas.areas()[*area]) {
                sum += weight(at) * value;
                known += weight(at);
            }
        }
        (known > 0.0 && known >= all / 2.0).then(|| sum / known)
    };
    let survey = |index: usize| snapshot.survey.area(index);
    let among =
        |most: u8| mean(&|_, area| area.rank_and_decile().map(|(_, decile)| f64::from(u8::from(decile <= most))));
    LevelFigures {
        areas: u32::try_from(areas.len()).unwrap_or(u32::MAX),
        residents: residents.as_ref().filter(|all| !all.is_empty()).map(|all| all.iter().map(|n| u64::from(*n)).sum()),
        imd_score: mean(&|_, area| area.deprivation.as_ref().map(|release| release.score)),
        most_deprived: [among(1), among(2)],
        deprivation: mean(&|index, _| survey(index).deprivation),
        price_percentile: mean(&|index, _| survey(index).price_percentile),
        activity: mean(&|index, _| survey(index).activity_percentile),
        headroom_log: mean(&|index, _| survey(index).uplift.and_then(|uplift| uplift.headroom_log)),
        uplift: mean(&|index, _| survey(index).uplift.map(|uplift| uplift.value)),
        assets: [0, 0],
    }
}
