//! Deprivation D around a place (`scoring.md` B.1, B.2): the average over the people within a walk, never of ranks.
//!
//! Always the neighbourhood profile, whatever the organisation's reach: the question is whether the building stands among
//! people with greater need. Areas without a score are left out of the average, not counted as zero.

use crate::atlas::{Area, Atlas, Sample};
use crate::domain::criteria::{Criteria, Decay};
use crate::domain::matches::DeprivationFigures;
use crate::domain::need::Reach;
use crate::domain::place::Position;
use crate::matching::grade::clamp;
use crate::matching::location::{decay, mean, percentile};

/// The quality of a figure that had to do without residents, or without a centre within a walk.
const REDUCED_QUALITY: f64 = 0.7;

/// Residents within this distance as people travel are "reached", metres.
const REACHED_M: f64 = 1_200.0;

/// LSOAs that the 2025 ranks run over.
pub const AREAS_IN_ENGLAND: f64 = 33_755.0;

/// Half-distances of the walk that give the range, metres (`scoring.md` B.2).
const OTHER_HALF_M: [f64; 2] = [300.0, 600.0];

/// One area of a catchment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Residents, or any equal weight where they are not known.
    pub residents: f64,
    /// Distance as people travel, metres.
    pub travel_m: f64,
    /// Score of multiple deprivation.
    pub score: f64,
    /// National decile, 1 is the most deprived tenth.
    pub decile: u8,
}

/// D of an area alone.
#[must_use]
pub fn of_score(score: f64, criteria: &Criteria) -> f64 {
    clamp(score / criteria.deprivation_anchor)
}

/// D of a catchment; `None` when nobody in it is within a walk. `quality` is that of the place and the populations.
#[must_use]
pub fn of_catchment(
    parts: &[Part],
    populations: bool,
    quality: f64,
    criteria: &Criteria,
) -> Option<DeprivationFigures> {
    let walk = Reach::Neighbourhood.decay();
    let average = |walk: Decay, of: fn(&Part) -> f64| {
        let (sum, weight) = parts.iter().fold((0.0, 0.0), |(sum, total), part| {
            let weight = part.residents * decay(part.travel_m, walk);
            (sum + weight * of(part), total + weight)
        });
        (weight > 0.0).then(|| sum / weight)
    };
    let mean_score = average(walk, |part| part.score)?;
    let value = of_score(mean_score, criteria);
    let (mut low, mut high) = (value, value);
    for half_m in OTHER_HALF_M {
        let other = of_score(average(Decay { half_m, ..walk }, |part| part.score)?, criteria);
        (low, high) = (low.min(other), high.max(other));
    }
    let share = |least_deprived: fn(&Part) -> f64| average(walk, least_deprived);
    let reached = parts.iter().filter(|part| part.travel_m <= REACHED_M).map(|part| part.residents).sum();
    Some(DeprivationFigures {
        value,
        low,
        high,
        quality,
        mean_score,
        equivalent_percentile: None,
        residents_reached: populations.then_some(reached),
        share_most_deprived_tenth: share(|part| f64::from(u8::from(part.decile <= 1)))?,
        share_most_deprived_fifth: share(|part| f64::from(u8::from(part.decile <= 2)))?,
    })
}

/// D around a position whose own quality is `quality`; the area around it is the fallback where no centre is in reach.
#[must_use]
pub fn around(
    atlas: &Atlas,
    position: Position,
    area: Option<usize>,
    quality: f64,
    criteria: &Criteria,
) -> Option<DeprivationFigures> {
    let cut_m = Reach::Neighbourhood.decay().cut_m;
    let near = atlas.catchment(position, cut_m / criteria.detour);
    let scored: Vec<(&Area, f64)> = near
        .iter()
        .map(|neighbour| (&atlas.areas()[neighbour.area], neighbour.distance_m * criteria.detour))
        .filter(|(area, _)| area.deprivation.is_some())
        .collect();
    let populations = scored.iter().all(|(area, _)| area.residents().is_some());
    let parts: Vec<Part> = scored
        .iter()
        .filter_map(|(area, travel_m)| {
            let deprivation = area.deprivation.as_ref()?;
            let residents = if populations { f64::from(area.residents()?) } else { 1.0 };
            // A centre at the very edge must not fall out by the last bit of a multiplication.
            Some(Part {
                residents,
                travel_m: travel_m.min(cut_m),
                score: deprivation.score,
                decile: deprivation.decile,
            })
        })
        .collect();
    let quality = if populations { quality } else { quality.min(REDUCED_QUALITY) };
    of_catchment(&parts, populations, quality, criteria).or_else(|| alone(atlas, area, quality, criteria))
}

/// D of the area around a place where no centre is within a walk.
fn alone(atlas: &Atlas, area: Option<usize>, quality: f64, criteria: &Criteria) -> Option<DeprivationFigures> {
    let deprivation = atlas.areas()[area?].deprivation.as_ref()?;
    let value = of_score(deprivation.score, criteria);
    Some(DeprivationFigures {
        value,
        low: value,
        high: value,
        quality: quality.min(REDUCED_QUALITY),
        mean_score: deprivation.score,
        equivalent_percentile: None,
        residents_reached: None,
        share_most_deprived_tenth: f64::from(u8::from(deprivation.decile <= 1)),
        share_most_deprived_fifth: f64::from(u8::from(deprivation.decile <= 2)),
    })
}

/// D of a coarse place: worked out at every sample, averaged by people; the 10th and 90th percentile widen the range.
#[must_use]
pub fn over(atlas: &Atlas, samples: &[Sample], quality: f64, criteria: &Criteria) -> Option<DeprivationFigures> {
    let known: Vec<(DeprivationFigures, f64)> = samples
        .iter()
        .filter_map(|sample| {
            around(atlas, sample.position, sample.area, quality, criteria).map(|figures| (figures, sample.weight))
        })
        .collect();
    if known.is_empty() {
        return None;
    }
    let of = |part: fn(&DeprivationFigures) -> f64| -> Vec<(f64, f64)> {
        known.iter().map(|(figures, weight)| (part(figures), *weight)).collect()
    };
    let value = mean(&of(|figures| figures.value));
    let reached: Option<Vec<(f64, f64)>> =
        known.iter().map(|(figures, weight)| figures.residents_reached.map(|reached| (reached, *weight))).collect();
    Some(DeprivationFigures {
        value,
        low: percentile(&of(|figures| figures.low), 0.1).min(value),
        high: percentile(&of(|figures| figures.high), 0.9).max(value),
        quality: known.iter().map(|(figures, _)| figures.quality).fold(quality, f64::min),
        mean_score: mean(&of(|figures| figures.mean_score)),
        equivalent_percentile: None,
        residents_reached: reached.map(|reached| mean(&reached)),
        share_most_deprived_tenth: mean(&of(|figures| figures.share_most_deprived_tenth)),
        share_most_deprived_fifth: mean(&of(|figures| figures.share_most_deprived_fifth)),
    })
}

/// England's ranks by score, as far as they are loaded.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// Score and national rank, least deprived first.
    rungs: Vec<(f64, f64)>,
}

impl Ladder {
    /// The ladder of the areas loaded; their ranks are national, so a part of England is enough.
    #[must_use]
    pub fn of(areas: &[Area]) -> Self {
        let known = areas.iter().filter_map(|area| area.deprivation.as_ref());
        let mut rungs: Vec<(f64, f64)> = known.map(|d| (d.score, f64::from(d.rank))).collect();
        rungs.sort_unstable_by(|(a, first), (b, second)| a.total_cmp(b).then(second.total_cmp(first)));
        Self { rungs }
    }

    /// The share of England's areas that score lower, read off between the two rungs around a score.
    #[must_use]
    pub fn percentile(&self, score: f64) -> Option<f64> {
        let above = self.rungs.partition_point(|(rung, _)| *rung < score);
        let (low, high) = (self.rungs.get(above.saturating_sub(1))?, self.rungs.get(above).or(self.rungs.last())?);
        let along = if high.0 > low.0 { clamp((score - low.0) / (high.0 - low.0)) } else { 1.0 };
        let rank = low.1 + along * (high.1 - low.1);
        Some(clamp(1.0 - rank / AREAS_IN_ENGLAND))
    }
}

#[cfg(test)]
mod tests {
    use super::{Ladder, Part, of_catchment, of_score};
    use crate::domain::criteria::Criteria;
    use crate::domain::need::Reach;
    use crate::matching::location::decay;

    fn g3() -> Vec<Part> {
        let part = |residents, travel_m, score, decile| Part { residents, travel_m, score, decile };
        vec![part(1600.0, 250.0, 62.410, 1), part(1450.0, 700.0, 41.205, 2), part(1700.0, 1300.0, 18.900, 5)]
    }

    #[test]
    fn the_golden_decay_holds() {
        let golden = [
            (0.0, 1.0),
            (400.0, 1.0),
            (600.0, std::f64::consts::FRAC_1_SQRT_2),
            (650.0, 0.648420),
            (800.0, 0.5),
            (1200.0, 0.25),
            (1600.0, 0.125),
            (1601.0, 0.0),
        ];
        for (metres, expected) in golden {
            assert!((decay(metres, Reach::Neighbourhood.decay()) - expected).abs() < 1e-6, "{metres}");
        }
    }

    #[test]
    fn golden_example_g3_holds() {
        let found = of_catchment(&g3(), true, 1.0, &Criteria::default()).unwrap();
        assert!((found.mean_score - 50.410923).abs() < 1e-6, "{found:?}");
        assert!((found.value - 0.733037).abs() < 1e-6);
        assert!((found.share_most_deprived_tenth - 0.567465).abs() < 1e-6);
        assert!((found.share_most_deprived_fifth - 0.873249).abs() < 1e-6);
        assert!((found.high - 0.7664).abs() < 1e-4 && (found.low - 0.6917).abs() < 1e-4);
        assert_eq!(found.residents_reached, Some(3050.0));
        assert!((of_score(62.410, &Criteria::default()) - 0.907518).abs() < 1e-6);
    }

    #[test]
    fn a_score_between_two_rungs_of_the_ladder_is_read_off_between_their_ranks() {
        let ladder = Ladder { rungs: vec![(10.0, 30_000.0), (50.0, 2_400.0), (51.0, 2_200.0), (70.0, 1.0)] };
        // G3: an average of 50.41 is equivalent to the 93.2th percentile.
        let found = ladder.percentile(50.410_923).unwrap();
        assert!((found - (1.0 - 2_317.8 / 33_755.0)).abs() < 1e-5, "{found}");
        assert_eq!(ladder.percentile(10.0), Some(1.0 - 30_000.0 / 33_755.0));
        assert_eq!(ladder.percentile(90.0), Some(1.0 - 1.0 / 33_755.0));
        assert_eq!(Ladder::default().percentile(50.0), None);
    }

    #[test]
    fn a_catchment_without_anybody_within_a_walk_is_not_known() {
        assert_eq!(of_catchment(&[], true, 1.0, &Criteria::default()), None);
    }
}
