//! Everything that depends on place alone, worked out once for each area, each coarse place and each asset.

mod spots;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rayon::prelude::*;

use crate::atlas::{Atlas, Chunks, Locality};
use crate::domain::criteria::Criteria;
use crate::domain::indices::Edition;
use crate::domain::matches::{AreaFigures, DeprivationFigures, Displacement, PlaceFigures, PriceBasis, UpliftFigures};
use crate::domain::place::{Position, Precision};
use crate::matching::activity::{self, Activity};
use crate::matching::anchors::{Anchors, Reference, reference, region};
use crate::matching::deprivation::{self, Ladder, Measure, Together};
use crate::matching::location::place_quality;
use crate::matching::prices::Prices;
use crate::matching::search::{Facts, Index};
use crate::matching::survey::spots::{AssetPoint, NO_AREA, Spot, Spots};
use crate::matching::uplift::{self, displacement};

/// Typical prices are shown to the nearest thousand pounds.
const PRICE_STEP_GBP: f64 = 1_000.0;

/// Localities that one thread works out at a time: one in a city has a hundred times the postcodes of another.
const LOCALITIES_AT_ONCE: usize = 32;

/// The figures of places. Each is worked out on its own and in a fixed order, so that the result is the same to the last
/// bit on any number of threads. Weights play no part in it.
///
/// Kept as what is shared: deprivation once for each position, uplift once for each area, and of each asset only a number.
#[derive(Debug)]
pub struct Survey {
    ground: Arc<GroundSurvey>,
    /// Figures of every locality.
    coarse: Chunks<PlaceFigures>,
    /// The distinct points of assets: flats of one block share one.
    points: Chunks<AssetPoint>,
    /// Deprivation around distinct positions, as if each were known exactly.
    around: Chunks<Option<DeprivationFigures>>,
    /// The place of each asset.
    of_asset: Chunks<Spot>,
    /// The assets as they are searched. Made at once and not when first asked for: whoever asks may be one of many on the
    /// threads that would have to make it, and wait for itself.
    index: Index,
}

/// What depends on areas alone, the same whoever looks.
#[derive(Debug)]
struct GroundSurvey {
    areas: Vec<AreaFigures>,
    anchors: Anchors,
    together: Together,
    measures: Vec<Option<Measure>>,
    ladder: Ladder,
}

impl Survey {
    /// Surveys everything on an atlas.
    #[must_use]
    pub fn of(atlas: &Atlas, criteria: &Criteria) -> Self {
        let measures = deprivation::measures(atlas.areas(), criteria);
        let (areas, mut anchors) = survey_areas(atlas, &measures, criteria);
        if criteria.deprivation_edition != Edition::default() {
            anchors.version.push_str(&format!("-imd{}", criteria.deprivation_edition.year()));
        }
        let ladder = Ladder::of(atlas.areas(), criteria.deprivation_edition);
        let together = Together::of(atlas.areas(), &reference(atlas), &measures, region(atlas), criteria);
        let ground = GroundSurvey { areas, anchors, together, measures, ladder };
        Self::on(Arc::new(ground), atlas, criteria)
    }

    /// The same for an atlas on the same ground, with the same criteria.
    #[must_use]
    pub fn of_others(&self, atlas: &Atlas, criteria: &Criteria) -> Self {
        Self::on(Arc::clone(&self.ground), atlas, criteria)
    }

    fn on(ground: Arc<GroundSurvey>, atlas: &Atlas, criteria: &Criteria) -> Self {
        let mut spots = Spots::default();
        let of_asset: Chunks<Spot> = atlas.assets().iter().map(|placed| spots.of(placed)).collect();
        // Samples of localities and points of assets are often the same postcodes.
        let Spots { points, mut positions } = spots;
        let of_assets = positions.list.len();
        let samples: Vec<Vec<u32>> = atlas
            .localities()
            .iter()
            .map(|locality| locality.samples.iter().map(|at| positions.number(at.position, at.area)).collect())
            .collect();
        let mut around = deprivation::around_each(atlas, &ground.measures, &positions.list, criteria);
        drop(positions);
        let localities = samples.par_iter().with_max_len(LOCALITIES_AT_ONCE).enumerate().map(|(index, numbers)| {
            let deprivation = numbers.iter().map(|number| around[*number as usize]);
            ground.locality(&atlas.localities()[index], deprivation, criteria)
        });
        let coarse: Vec<PlaceFigures> = localities.collect();
        around.truncate(of_assets);
        around.par_iter_mut().flatten().for_each(|figures| *figures = ground.ladder.placed(*figures));
        let survey = Self {
            ground,
            coarse: coarse.into(),
            points: points.list.into(),
            around: around.into(),
            of_asset,
            index: Index::of_nothing(criteria),
        };
        let index = Index::of(atlas, &survey, criteria);
        Self { index, ..survey }
    }

    /// The same for an atlas that differs from its own in these assets, as [`Atlas::with_assets`] gives it. Their places are
    /// surveyed and nothing else.
    #[must_use]
    pub fn with_assets(&self, atlas: &Atlas, changed: &[usize], before: &Atlas, criteria: &Criteria) -> Self {
        let ground = Arc::clone(&self.ground);
        let deprivation =
            |places: &[(Position, Option<usize>)]| deprivation::around_each(atlas, &ground.measures, places, criteria);
        let new_localities = (self.coarse.len()..atlas.localities().len()).map(|index| {
            let locality = &atlas.localities()[index];
            let places: Vec<_> = locality.samples.iter().map(|sample| (sample.position, sample.area)).collect();
            ground.locality(locality, deprivation(&places).into_iter(), criteria)
        });
        let coarse = self.coarse.with([], new_localities);
        let mut spots = Spots::after(self.points.len(), self.around.len());
        let of_changed: Vec<(usize, Spot)> =
            changed.iter().map(|asset| (*asset, spots.of(&atlas.assets()[*asset]))).collect();
        let around = deprivation(&spots.positions.list);
        let around = around.into_iter().map(|found| found.map(|figures| ground.ladder.placed(figures)));
        let survey = Self {
            coarse,
            points: self.points.with([], spots.points.list),
            around: self.around.with([], around),
            of_asset: self.of_asset.with(of_changed, []),
            index: Index::of_nothing(criteria),
            ground: Arc::clone(&self.ground),
        };
        let index = self.index.with_assets(Facts { atlas, survey: &survey, criteria }, changed, before);
        Self { index, ..survey }
    }

    /// The figures of an area, by index.
    #[must_use]
    pub fn area(&self, area: usize) -> &AreaFigures {
        &self.ground.areas[area]
    }

    /// The figures of the place of an asset, by index.
    #[must_use]
    pub fn place(&self, asset: usize) -> PlaceFigures {
        let AssetPoint { position, precision, area } = match self.of_asset[asset] {
            Spot::Nowhere => return PlaceFigures::default(),
            Spot::Within(locality) => return self.coarse[locality as usize],
            Spot::At(point) => self.points[point as usize],
        };
        let quality = place_quality(precision);
        let area = (area != NO_AREA).then(|| &self.ground.areas[area as usize]);
        PlaceFigures {
            deprivation: self.around[position as usize].map(|figures| deprivation::at_quality(figures, quality)),
            uplift: area.and_then(|area| area.uplift),
            quality,
            displacement: area.map_or_else(Displacement::default, |area| area.displacement),
        }
    }

    /// How many assets each question looks at one by one, because they changed since all was indexed.
    #[must_use]
    pub fn replaced(&self) -> usize {
        self.index.replaced()
    }

    /// The assets of its atlas as they are searched; `None` for criteria that are other than those it was made with in more
    /// than the weights of the pillars.
    #[must_use]
    pub fn index(&self, criteria: &Criteria) -> Option<&Index> {
        self.index.answers(criteria).then_some(&self.index)
    }

    /// What the price levels of most reference areas are worked out of; `None` where none has one.
    #[must_use]
    pub fn price_basis(&self) -> Option<PriceBasis> {
        let counts = self.ground.anchors.prices.basis;
        match counts.sales.max(counts.sectors) {
            0 => None,
            most if most == counts.sales => Some(PriceBasis::Sales),
            _ => Some(PriceBasis::Sectors),
        }
    }

    /// What the weighting of deprivation by purpose changes here.
    #[must_use]
    pub fn together(&self) -> &Together {
        &self.ground.together
    }

    /// The fixed scales behind the figures.
    #[must_use]
    pub fn anchors(&self) -> &Anchors {
        &self.ground.anchors
    }

    /// Log prices of the reference areas on one basis, in order: what a level of that basis has its place among.
    #[must_use]
    pub fn price_scale(&self, basis: PriceBasis) -> &Reference {
        self.ground.anchors.prices.scales.of(basis)
    }
}

impl GroundSurvey {
    /// The figures of a coarse place, of the deprivation around each of its samples as if each were known exactly.
    fn locality(
        &self,
        locality: &Locality,
        around: impl Iterator<Item = Option<DeprivationFigures>>,
        criteria: &Criteria,
    ) -> PlaceFigures {
        let quality = if locality.samples.is_empty() { 0.0 } else { place_quality(Precision::Area) };
        let samples = around.zip(&locality.samples);
        let known: Vec<(DeprivationFigures, f64)> = samples
            .filter_map(|(figures, sample)| Some((deprivation::at_quality(figures?, quality), sample.weight)))
            .collect();
        PlaceFigures {
            deprivation: deprivation::over(&known, quality).map(|figures| self.ladder.placed(figures)),
            uplift: uplift::over(&locality.samples, |area| self.areas[area].uplift, criteria),
            quality,
            displacement: displacement::over(&locality.samples, |area| self.areas[area].displacement),
        }
    }
}

fn survey_areas(atlas: &Atlas, measures: &[Option<Measure>], criteria: &Criteria) -> (Vec<AreaFigures>, Anchors) {
    let reference = reference(atlas);
    let prices = Prices::of(atlas, &reference, criteria);
    let activity = activity::levels(atlas, &reference, criteria);
    let by_activity = Reference::of(reference.iter().filter_map(|area| activity[*area].map(|found| found.level)));
    let anchors = Anchors::of(atlas, &reference, &prices, by_activity, criteria);
    let areas = atlas
        .areas()
        .par_iter()
        .enumerate()
        .map(|(index, area)| {
            let level = prices.levels[index].as_ref();
            let price_percentile =
                level.and_then(|level| anchors.prices.scales.of(level.basis).percentile(level.log_price));
            let activity = activity[index]
                .and_then(|found| Some(Activity { level: anchors.activity.percentile(found.level)?, ..found }));
            let uplift: Option<UpliftFigures> = uplift::of_area(level, price_percentile, activity, criteria);
            let growth_log = level.and_then(|level| level.growth_log);
            let headroom = uplift.and_then(|uplift| uplift.headroom);
            AreaFigures {
                deprivation: measures[index].as_ref().map(|measure| deprivation::of_score(measure.score, criteria)),
                typical_price_gbp: level.map(|level| {
                    ((level.log_price.exp() / PRICE_STEP_GBP).round() * PRICE_STEP_GBP).clamp(0.0, f64::from(u32::MAX))
                        as u32
                }),
                growth_log,
                price_percentile,
                activity_percentile: activity.map(|activity| activity.level),
                uplift,
                displacement: displacement::of_area(area, growth_log, headroom, &anchors.displacement),
            }
        })
        .collect();
    (areas, anchors)
}
