//! Everything that depends on place alone, worked out once for each area, each coarse place and each asset.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::atlas::{Atlas, Place};
use crate::domain::criteria::Criteria;
use crate::domain::indices::Edition;
use crate::domain::matches::{AreaFigures, Displacement, PlaceFigures, PriceBasis, UpliftFigures};
use crate::domain::place::{Position, Precision};
use crate::matching::activity::{self, Activity};
use crate::matching::anchors::{Anchors, Reference, reference, region};
use crate::matching::deprivation::{self, Ladder, Measure, Together};
use crate::matching::location::place_quality;
use crate::matching::prices::Prices;
use crate::matching::search::Index;
use crate::matching::uplift::{self, displacement};

/// Typical prices are shown to the nearest thousand pounds.
const PRICE_STEP_GBP: f64 = 1_000.0;

/// The figures of places. Each is worked out on its own and in a fixed order, so that the result is the same to the last
/// bit on any number of threads. Weights play no part in it.
#[derive(Debug)]
pub struct Survey {
    ground: Arc<GroundSurvey>,
    /// Figures of distinct places.
    places: Vec<PlaceFigures>,
    /// The place of each asset, an index into `places`.
    of_asset: Vec<u32>,
    /// What it was made with.
    criteria: Criteria,
    /// The assets as they are searched, once somebody has asked.
    index: OnceLock<Index>,
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
        let GroundSurvey { areas, measures, ladder, .. } = &*ground;
        let of_area = |area: usize| areas[area].uplift;
        let risk_of_area = |area: usize| areas[area].displacement;
        let mut places: Vec<PlaceFigures> = atlas
            .localities()
            .par_iter()
            .map(|locality| {
                let quality = if locality.samples.is_empty() { 0.0 } else { place_quality(Precision::Area) };
                PlaceFigures {
                    deprivation: deprivation::over(atlas, measures, &locality.samples, quality, criteria),
                    uplift: uplift::over(&locality.samples, of_area, criteria),
                    quality,
                    displacement: displacement::over(&locality.samples, risk_of_area),
                }
            })
            .collect();
        let nowhere = places.len();
        places.push(PlaceFigures::default());
        let (of_asset, points) = distinct_points(atlas, nowhere);
        places.par_extend(points.par_iter().map(|point| {
            let quality = place_quality(point.precision);
            PlaceFigures {
                deprivation: deprivation::around(atlas, measures, point.position, point.area, quality, criteria),
                uplift: point.area.and_then(of_area),
                quality,
                displacement: point.area.map_or_else(Displacement::default, risk_of_area),
            }
        }));
        for figures in places.iter_mut().filter_map(|place| place.deprivation.as_mut()) {
            figures.equivalent_percentile = ladder.percentile(figures.mean_score);
        }
        Self { ground, places, of_asset, criteria: criteria.clone(), index: OnceLock::new() }
    }

    /// The figures of an area, by index.
    #[must_use]
    pub fn area(&self, area: usize) -> &AreaFigures {
        &self.ground.areas[area]
    }

    /// The figures of the place of an asset, by index.
    #[must_use]
    pub fn place(&self, asset: usize) -> &PlaceFigures {
        &self.places[self.of_asset[asset] as usize]
    }

    /// The assets of its atlas as they are searched, indexed when first asked for; `None` for criteria that are other than
    /// those it was made with in more than the weights of the pillars.
    #[must_use]
    pub fn index(&self, atlas: &Atlas, criteria: &Criteria) -> Option<&Index> {
        let index = self.index.get_or_init(|| Index::of(atlas, self, &self.criteria));
        index.answers(criteria).then_some(index)
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

/// A point where one or more assets stand.
struct AssetPoint {
    position: Position,
    precision: Precision,
    area: Option<usize>,
}

/// The place of each asset, and the distinct points among them: flats of one block share one. `nowhere` is the index of
/// the place of which nothing is known; localities come before it, points after.
fn distinct_points(atlas: &Atlas, nowhere: usize) -> (Vec<u32>, Vec<AssetPoint>) {
    let mut points: Vec<AssetPoint> = Vec::new();
    let mut known: HashMap<(u64, u64, Precision), usize> = HashMap::new();
    let of_asset = atlas.assets().iter().map(|placed| match placed.place {
        Place::Within(locality) => locality,
        Place::Nowhere => nowhere,
        Place::At { position, area } => {
            let precision = placed.asset.precision;
            let key = (position.easting_m.to_bits(), position.northing_m.to_bits(), precision);
            *known.entry(key).or_insert_with(|| {
                points.push(AssetPoint { position, precision, area });
                nowhere + points.len()
            })
        }
    });
    let of_asset = of_asset.map(|place| u32::try_from(place).unwrap_or(u32::MAX)).collect();
    (of_asset, points)
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
