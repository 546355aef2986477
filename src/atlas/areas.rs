//! Areas: of all that the sources say of each, the best, on one outline.
//!
//! Several files may draw or describe one area. The finest outline is taken (most vertices), the official release of
//! deprivation (one that gives residents, as File 7 does, before a derived table); ties go to the source whose id comes
//! first, so that the choice does not depend on the order of loading. Counts and sales come later.
//! The Indices of 2019 are kept apart from those of 2025: an area has them only when its code is the same in both.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use geo::{BoundingRect, CoordsIter, MultiPolygon};

use crate::atlas::counts::Counted;
use crate::atlas::layer::Layer;
use crate::atlas::sales::AreaSale;
use crate::domain::area::{AreaBoundary, AreaCode, AreaDeprivation, AreaRank, Borough};
use crate::domain::indices::Edition;
use crate::domain::place::{Extent, Position};
use crate::domain::source::SourceId;

/// One area with the best of what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its code; areas are kept in order of code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// The district it lies in.
    pub borough: Option<Borough>,
    /// Its finest outline on the British National Grid, metres.
    pub boundary: MultiPolygon<f64>,
    /// A point that stands for it, population-weighted where the file gives one.
    pub centre: Position,
    /// The file that draws it.
    pub source: SourceId,
    /// The 2025 Indices of Deprivation.
    pub deprivation: Option<AreaDeprivation>,
    /// Its rank in the 2025 Indices from a file without scores: shown where nothing better is loaded, never scored by.
    pub rank_alone: Option<AreaRank>,
    /// The 2019 Indices, where the area kept its code when the areas of 2011 became those of 2021: only to reproduce a
    /// decision that was made with them (`scoring.md` B.4).
    pub deprivation_2019: Option<AreaDeprivation>,
    /// Counts, at most one of each indicator, in order of indicator.
    pub counts: Vec<Counted>,
    /// Home sales, oldest first, without addresses.
    pub sales: Vec<AreaSale>,
}

impl Area {
    /// What an edition of the Indices says of it.
    #[must_use]
    pub fn deprivation_in(&self, edition: Edition) -> Option<&AreaDeprivation> {
        match edition {
            Edition::Of2019 => self.deprivation_2019.as_ref(),
            Edition::Of2025 => self.deprivation.as_ref(),
        }
    }

    /// National rank and decile in the 2025 Indices, from whatever file gives them.
    #[must_use]
    pub fn rank_and_decile(&self) -> Option<(u32, u8)> {
        let scored = self.deprivation.as_ref().map(|release| (release.rank, release.decile));
        scored.or_else(|| self.rank_alone.as_ref().map(|ranked| (ranked.rank, ranked.decile)))
    }

    /// Usual residents, where known and above zero.
    #[must_use]
    pub fn residents(&self) -> Option<u32> {
        self.deprivation.as_ref().and_then(|d| d.residents).filter(|residents| *residents > 0)
    }

    /// The name of its borough.
    #[must_use]
    pub fn borough_name(&self) -> Option<&str> {
        self.borough.as_ref().map(|borough| &*borough.name)
    }
}

/// Rows about areas that no loaded boundary draws: held in the store, and on no map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WithoutBoundary {
    /// Areas with deprivation in 2025 and no outline.
    pub deprivation: usize,
    /// Counts of areas without an outline, and of MSOAs none of whose areas has one.
    pub activity: usize,
    /// Sales whose postcode is not known or lies in no area.
    pub sales: usize,
    /// Yearly prices of postcode sectors none of whose postcodes is known.
    pub sector_years: usize,
}

/// Joins boundaries and deprivation into areas in order of code; counts and sales come later.
pub(super) fn join(
    boundaries: Vec<AreaBoundary>,
    deprivation: Vec<AreaDeprivation>,
    ranks: Vec<AreaRank>,
    old_deprivation: &OldIndices,
) -> (Vec<Area>, WithoutBoundary) {
    let mut left_out = WithoutBoundary::default();
    let mut drawn: BTreeMap<AreaCode, (Area, usize)> = BTreeMap::new();
    for boundary in boundaries {
        let vertices = boundary.boundary.coords_count();
        let rank = |source: &SourceId, vertices: usize| (Reverse(vertices), source.clone());
        match drawn.get_mut(&boundary.code) {
            Some((held, held_vertices)) => {
                if rank(&boundary.source, vertices) < rank(&held.source, *held_vertices) {
                    let borough = fuller(boundary.borough.clone(), held.borough.take());
                    *held = Area { borough, ..undescribed(boundary) };
                    *held_vertices = vertices;
                } else {
                    held.borough = fuller(held.borough.take(), boundary.borough);
                }
            }
            None => {
                drawn.insert(boundary.code.clone(), (undescribed(boundary), vertices));
            }
        }
    }
    for release in deprivation {
        let Some((area, _)) = drawn.get_mut(&release.code) else {
            left_out.deprivation += 1;
            continue;
        };
        area.borough = fuller(area.borough.take(), release.borough.clone());
        take_better(&mut area.deprivation, release);
    }
    for ranked in ranks.into_iter().filter(|ranked| Edition::of_year(ranked.edition) == Some(Edition::Of2025)) {
        if let Some((area, _)) = drawn.get_mut(&ranked.code) {
            area.borough = fuller(area.borough.take(), ranked.borough.clone());
            if area.rank_alone.as_ref().is_none_or(|held| ranked.source < held.source) {
                area.rank_alone = Some(ranked);
            }
        }
    }
    for release in old_deprivation.areas() {
        if let Some((area, _)) = drawn.get_mut(&release.code) {
            area.deprivation_2019 = Some(release.clone());
        }
    }
    (drawn.into_values().map(|(area, _)| area).collect(), left_out)
}

/// Takes what a release says unless what is held is better: the official release gives residents, a derived one not.
fn take_better(held: &mut Option<AreaDeprivation>, release: AreaDeprivation) {
    let rank = |d: &AreaDeprivation| (d.residents.is_none(), d.source.clone());
    if held.as_ref().is_none_or(|held| rank(&release) < rank(held)) {
        *held = Some(release);
    }
}

/// The Indices of 2019 of every area loaded, drawn or not: over the whole of England they are a scale of their own.
#[derive(Debug, Default, PartialEq)]
pub struct OldIndices(Vec<AreaDeprivation>);

impl OldIndices {
    /// Takes the rows of 2019 out of all rows; of several of one area, the better.
    pub(super) fn split_from(deprivation: &mut Vec<AreaDeprivation>) -> Self {
        let mut best: BTreeMap<AreaCode, Option<AreaDeprivation>> = BTreeMap::new();
        deprivation.retain(|release| {
            let edition = Edition::of_year(release.edition);
            if edition == Some(Edition::Of2019) {
                take_better(best.entry(release.code.clone()).or_default(), release.clone());
            }
            edition == Some(Edition::Of2025)
        });
        Self(best.into_values().flatten().collect())
    }

    /// The areas, in order of code.
    #[must_use]
    pub fn areas(&self) -> &[AreaDeprivation] {
        &self.0
    }

    /// Whether all of England is here, as a scale needs.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.len() == Edition::Of2019.areas_in_england() as usize
    }
}

/// The area of a boundary, of which nothing else is known yet.
fn undescribed(boundary: AreaBoundary) -> Area {
    Area {
        code: boundary.code,
        name: boundary.name,
        borough: boundary.borough,
        boundary: boundary.boundary,
        centre: boundary.centre,
        source: boundary.source,
        deprivation: None,
        rank_alone: None,
        deprivation_2019: None,
        counts: Vec::new(),
        sales: Vec::new(),
    }
}

/// The first borough, with the code of the other when it has none of its own.
fn fuller(first: Option<Borough>, other: Option<Borough>) -> Option<Borough> {
    match (first, other) {
        (Some(mut first), Some(other)) => {
            if first.code.is_none() && first.name == other.name {
                first.code = other.code;
            }
            Some(first)
        }
        (first, other) => first.or(other),
    }
}

impl Layer<Area> {
    /// Indexes areas by the box around each outline.
    #[must_use]
    pub fn of_areas(areas: Vec<Area>) -> Self {
        Self::new(areas, Area::extent)
    }
}

impl Area {
    /// The box around it.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        extent_of(&self.boundary)
    }
}

/// The box around an outline.
pub(super) fn extent_of(boundary: &MultiPolygon<f64>) -> Option<Extent> {
    let rect = boundary.bounding_rect()?;
    let min = Position::new(rect.min().x, rect.min().y).ok()?;
    let max = Position::new(rect.max().x, rect.max().y).ok()?;
    Some(Extent { min, max })
}
