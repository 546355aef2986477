//! D of the people within a walk (`scoring.md` B.2), plain and for every purpose (B.3), in one pass over the areas.
//!
//! An area where nobody lives weighs nothing. One whose residents are not known cannot be weighed: it is left out where
//! others are known, and all count alike where none is; both lower the quality. Where nobody lives within a walk, the area
//! around the place stands in, likewise with less quality. No case gives a division by zero.

use crate::atlas::{Around, Atlas};
use crate::domain::criteria::{Criteria, Decay, PURPOSE_ROWS};
use crate::domain::matches::{DeprivationFigures, Ranged};
use crate::domain::need::Reach;
use crate::domain::place::Position;
use crate::matching::deprivation::measure::{Measure, of_score};
use crate::matching::grade::clamp;
use crate::matching::location::{decay, mean, percentile};

/// The quality of a figure that had to do without residents, or without a centre within a walk.
const REDUCED_QUALITY: f64 = 0.7;

/// Residents within this distance as people travel are "reached", metres.
const REACHED_M: f64 = 1_200.0;

/// One area of a catchment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Usual residents; `None` where not known.
    pub residents: Option<f64>,
    /// Distance as people travel, metres.
    pub travel_m: f64,
    /// Score of multiple deprivation.
    pub score: f64,
    /// National decile, 1 is the most deprived tenth.
    pub decile: u8,
    /// Mix for each row of the table of purposes.
    pub mixes: [f64; PURPOSE_ROWS],
}

/// What areas say, in a list of its own, ready to be averaged again and again.
#[derive(Debug, Default)]
struct Said {
    /// Usual residents; `None` where not known.
    residents: Vec<Option<f64>>,
    deciles: Vec<u8>,
    /// The score, then the mix for each row of the table of purposes.
    scores: Vec<[f64; 1 + PURPOSE_ROWS]>,
}

impl Said {
    fn push(&mut self, residents: Option<f64>, decile: u8, score: f64, mixes: &[f64; PURPOSE_ROWS]) {
        let mut scores = [score; 1 + PURPOSE_ROWS];
        scores[1..].copy_from_slice(mixes);
        self.residents.push(residents);
        self.deciles.push(decile);
        self.scores.push(scores);
    }
}

/// Sums over the areas of a catchment for one half-distance.
#[derive(Clone, Copy, Default)]
struct Sums {
    weight: f64,
    scores: [f64; 1 + PURPOSE_ROWS],
}

/// The value for the half-distance that counts, with the least and the most over all three.
fn ranged([value, other, another]: [f64; 3]) -> Ranged {
    Ranged { value, low: value.min(other).min(another), high: value.max(other).max(another) }
}

/// D of a catchment; `None` when nobody in it is within a walk. `quality` is that of the place.
#[must_use]
pub fn of_catchment(parts: &[Part], quality: f64, criteria: &Criteria) -> Option<DeprivationFigures> {
    let mut said = Said::default();
    for part in parts {
        said.push(part.residents, part.decile, part.score, &part.mixes);
    }
    let near: Vec<(usize, f64)> = parts.iter().map(|part| part.travel_m).enumerate().collect();
    average(&said, &near, criteria).map(|figures| at_quality(figures, quality))
}

/// The same of those areas of a list that are within a walk, each with its distance as people travel in metres, for a place
/// that is fully known.
fn average(said: &Said, near: &[(usize, f64)], criteria: &Criteria) -> Option<DeprivationFigures> {
    let walk = Reach::Neighbourhood.decay();
    let complete = near.iter().all(|(area, _)| said.residents[*area].is_some());
    let inhabited = near.iter().any(|(area, _)| said.residents[*area].is_some_and(|residents| residents > 0.0));
    let mut sums = [Sums::default(); 3];
    let (mut tenth, mut fifth, mut reached) = (0.0, 0.0, 0.0);
    for (area, travel_m) in near.iter().copied() {
        let people = match said.residents[area] {
            Some(residents) => residents,
            None => f64::from(u8::from(!inhabited)),
        };
        let weights = criteria.catchment_half_m.map(|half_m| people * decay(travel_m, Decay { half_m, ..walk }));
        for (sums, weight) in sums.iter_mut().zip(weights) {
            sums.weight += weight;
            for (sum, score) in sums.scores.iter_mut().zip(said.scores[area]) {
                *sum += weight * score;
            }
        }
        tenth += if said.deciles[area] <= 1 { weights[0] } else { 0.0 };
        fifth += if said.deciles[area] <= 2 { weights[0] } else { 0.0 };
        reached += if travel_m <= REACHED_M { people } else { 0.0 };
    }
    if sums.iter().any(|sums| sums.weight <= 0.0) {
        return None;
    }
    let plain = ranged(sums.map(|sums| of_score(sums.scores[0] / sums.weight, criteria)));
    let by_purpose = std::array::from_fn(|row| {
        ranged(sums.map(|sums| clamp(sums.scores[1 + row] / sums.weight / criteria.purpose_anchors[row])))
    });
    Some(DeprivationFigures {
        value: plain.value,
        low: plain.low,
        high: plain.high,
        quality: if complete { 1.0 } else { REDUCED_QUALITY },
        mean_score: sums[0].scores[0] / sums[0].weight,
        equivalent_percentile: None,
        residents_reached: complete.then_some(reached),
        share_most_deprived_tenth: tenth / sums[0].weight,
        share_most_deprived_fifth: fifth / sums[0].weight,
        by_purpose,
    })
}

/// The figures of a place that is known no better than this.
#[must_use]
pub fn at_quality(figures: DeprivationFigures, quality: f64) -> DeprivationFigures {
    DeprivationFigures { quality: figures.quality.min(quality), ..figures }
}

/// D around each of many positions, as if each were known exactly; the area around one is the fallback where nobody is in
/// reach. `measures` are those of the areas of the atlas, in their order.
#[must_use]
pub fn around_each(
    atlas: &Atlas,
    measures: &[Option<Measure>],
    places: &[(Position, Option<usize>)],
    criteria: &Criteria,
) -> Vec<Option<DeprivationFigures>> {
    let cut_m = Reach::Neighbourhood.decay().cut_m;
    let positions: Vec<Position> = places.iter().map(|(position, _)| *position).collect();
    // For each cell of places what its areas say, and which of them say something.
    let prepare = |around: &Around| {
        let mut said = Said::default();
        let known = around.areas.iter().map(|area| {
            let measure = measures[*area as usize].as_ref()?;
            said.push(measure.residents.map(f64::from), measure.decile, measure.score, &measure.mixes);
            Some(said.residents.len() - 1)
        });
        let known: Vec<Option<usize>> = known.collect();
        (said, known)
    };
    atlas.catchments(&positions, cut_m / criteria.detour, prepare, |place, around, (said, known)| {
        let near: Vec<(usize, f64)> = around
            .within(positions[place])
            // A centre at the very edge must not fall out by the last bit of a multiplication.
            .filter_map(|(area, distance_m)| Some((known[area]?, (distance_m * criteria.detour).min(cut_m))))
            .collect();
        average(said, &near, criteria)
            .or_else(|| Some(alone(measures[places[place].1?].as_ref()?, REDUCED_QUALITY, criteria)))
    })
}

/// D of the area around a place where nobody is within a walk.
fn alone(measure: &Measure, quality: f64, criteria: &Criteria) -> DeprivationFigures {
    let value = of_score(measure.score, criteria);
    DeprivationFigures {
        value,
        low: value,
        high: value,
        quality,
        mean_score: measure.score,
        equivalent_percentile: None,
        residents_reached: None,
        share_most_deprived_tenth: f64::from(u8::from(measure.decile <= 1)),
        share_most_deprived_fifth: f64::from(u8::from(measure.decile <= 2)),
        by_purpose: std::array::from_fn(|row| ranged([clamp(measure.mixes[row] / criteria.purpose_anchors[row]); 3])),
    }
}

/// D of a coarse place: worked out at every sample, averaged by people; the 10th and 90th percentile widen the range.
/// `known` are the figures at those samples where there are any, each with its weight.
#[must_use]
pub fn over(known: &[(DeprivationFigures, f64)], quality: f64) -> Option<DeprivationFigures> {
    if known.is_empty() {
        return None;
    }
    let of = |part: &dyn Fn(&DeprivationFigures) -> f64| -> Vec<(f64, f64)> {
        known.iter().map(|(figures, weight)| (part(figures), *weight)).collect()
    };
    let widened = |part: &dyn Fn(&DeprivationFigures) -> Ranged| {
        let value = mean(&of(&|figures| part(figures).value));
        Ranged {
            value,
            low: percentile(&of(&|figures| part(figures).low), 0.1).min(value),
            high: percentile(&of(&|figures| part(figures).high), 0.9).max(value),
        }
    };
    let plain = widened(&|figures| Ranged { value: figures.value, low: figures.low, high: figures.high });
    let reached: Option<Vec<(f64, f64)>> =
        known.iter().map(|(figures, weight)| figures.residents_reached.map(|reached| (reached, *weight))).collect();
    Some(DeprivationFigures {
        value: plain.value,
        low: plain.low,
        high: plain.high,
        quality: known.iter().map(|(figures, _)| figures.quality).fold(quality, f64::min),
        mean_score: mean(&of(&|figures| figures.mean_score)),
        equivalent_percentile: None,
        residents_reached: reached.map(|reached| mean(&reached)),
        share_most_deprived_tenth: mean(&of(&|figures| figures.share_most_deprived_tenth)),
        share_most_deprived_fifth: mean(&of(&|figures| figures.share_most_deprived_fifth)),
        by_purpose: std::array::from_fn(|row| widened(&|figures| figures.by_purpose[row])),
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, of_catchment};
    use crate::domain::criteria::Criteria;
    use crate::domain::need::Reach;
    use crate::matching::deprivation::{Ladder, of_score};
    use crate::matching::location::decay;

    fn part(residents: Option<f64>, travel_m: f64, score: f64, decile: u8) -> Part {
        Part { residents, travel_m, score, decile, mixes: [score; 7] }
    }

    fn g3() -> [Part; 3] {
        [
            part(Some(1_600.0), 250.0, 62.410, 1),
            part(Some(1_450.0), 700.0, 41.205, 2),
            part(Some(1_700.0), 1_300.0, 18.900, 5),
        ]
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
        let found = of_catchment(&g3(), 1.0, &Criteria::default()).unwrap();
        assert!((found.mean_score - 50.410923).abs() < 1e-6, "{found:?}");
        assert!((found.value - 0.733037).abs() < 1e-6);
        assert!((found.share_most_deprived_tenth - 0.567465).abs() < 1e-6);
        assert!((found.share_most_deprived_fifth - 0.873249).abs() < 1e-6);
        assert!((found.high - 0.7664).abs() < 1e-4 && (found.low - 0.6917).abs() < 1e-4);
        assert_eq!(found.residents_reached, Some(3050.0));
        assert!((of_score(62.410, &Criteria::default()) - 0.907518).abs() < 1e-6);
        let weights = [250.0, 700.0, 1_300.0].map(|metres| decay(metres, Reach::Neighbourhood.decay()));
        for (weight, expected) in weights.iter().zip([1.0, 0.594604, 0.210224]) {
            assert!((weight - expected).abs() < 1e-6, "{weight}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_averaged_with_the_same_weights_and_its_own_scale() {
        let criteria = Criteria::default();
        let found = of_catchment(&g3(), 1.0, &criteria).unwrap();
        for (row, anchor) in found.by_purpose.iter().zip(criteria.purpose_anchors) {
            assert!((row.value - (50.410923 / anchor).min(1.0)).abs() < 1e-6, "{row:?}");
            assert!((row.low - (found.low * 68.77 / anchor).min(1.0)).abs() < 1e-9, "{row:?}");
            assert!((row.high - (found.high * 68.77 / anchor).min(1.0)).abs() < 1e-9, "{row:?}");
        }
    }

    #[test]
    fn a_catchment_without_anybody_within_a_walk_is_not_known() {
        let criteria = Criteria::default();
        assert_eq!(of_catchment(&[], 1.0, &criteria), None);
        assert_eq!(
            of_catchment(&[part(Some(0.0), 100.0, 50.0, 1), part(Some(0.0), 900.0, 9.0, 9)], 1.0, &criteria),
            None
        );
        assert_eq!(of_catchment(&[part(Some(900.0), 1_601.0, 50.0, 1)], 1.0, &criteria), None);
    }

    #[test]
    fn an_area_where_nobody_lives_changes_nothing() {
        let criteria = Criteria::default();
        let with_docks = [g3().as_slice(), &[part(Some(0.0), 50.0, 90.0, 1)]].concat();
        assert_eq!(of_catchment(&with_docks, 1.0, &criteria), of_catchment(&g3(), 1.0, &criteria));
    }

    #[test]
    fn an_area_whose_residents_are_not_known_is_left_out_and_lowers_the_quality() {
        let criteria = Criteria::default();
        let with_gap = [g3().as_slice(), &[part(None, 50.0, 90.0, 1)]].concat();
        let (found, without) =
            (of_catchment(&with_gap, 1.0, &criteria).unwrap(), of_catchment(&g3(), 1.0, &criteria).unwrap());
        assert_eq!((found.value, found.quality, found.residents_reached), (without.value, 0.7, None));
    }

    #[test]
    fn where_no_residents_are_known_all_areas_count_alike() {
        let criteria = Criteria::default();
        let found = of_catchment(&[part(None, 100.0, 60.0, 1), part(None, 300.0, 20.0, 5)], 1.0, &criteria).unwrap();
        assert!((found.mean_score - 40.0).abs() < 1e-12);
        assert_eq!((found.quality, found.residents_reached), (0.7, None));
        // An area that is known to be empty still weighs nothing.
        let parts = [part(None, 100.0, 60.0, 1), part(Some(0.0), 100.0, 20.0, 5)];
        assert!((of_catchment(&parts, 1.0, &criteria).unwrap().mean_score - 60.0).abs() < 1e-12);
    }

    #[test]
    fn the_ladder_of_no_area_gives_no_percentile() {
        assert_eq!(Ladder::default().percentile(50.410_923), None);
    }
}
