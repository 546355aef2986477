//! Whether rising prices could push out people who rent: four signals, a flag, never a plus (`scoring.md` C.4).
//!
//! Published measures of displacement disagree about nearly every neighbourhood, so none is scored on. The flag is for a
//! conversation; a high one may cap uplift, and nothing here can raise it. A signal nobody can answer is not known, which
//! is not the same as absent.

use serde::Serialize;

use crate::atlas::{Area, Sample};
use crate::domain::area::{AreaIndicator, DeprivationDomain};
use crate::domain::matches::Displacement;
use crate::matching::anchors::Reference;

/// "In the top fifth": at this place among the reference areas, or above.
const TOP_FIFTH: f64 = 0.8;

/// Among fewer reference areas than this there is no top fifth to speak of.
const LEAST_REFERENCE: usize = 5;

/// The last rank of England's fifth of areas with most people on low incomes, of 33,755.
const LAST_OF_LOWEST_FIFTH: u32 = 6_751;

/// The income domain's place among the domain ranks.
const INCOME: usize = DeprivationDomain::Income as usize;

/// Headroom H from which homes nearby are clearly dearer: 0.2 log points on its scale.
const CLEARLY_DEARER: f64 = 0.6;

/// What the reference areas have of private renting and of growth: part of the anchors, fixed for a release of data.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scales {
    /// Shares of households that rent privately.
    pub renting: Reference,
    /// Growth of prices over five years against the middle of the region, log points.
    pub growth: Reference,
}

impl Scales {
    /// The scales of the reference areas. `growth` is asked by index.
    #[must_use]
    pub fn of(areas: &[Area], growth: impl Fn(usize) -> Option<f64>, reference: &[usize]) -> Self {
        Self {
            renting: Reference::of(reference.iter().filter_map(|area| private_renting(&areas[*area]))),
            growth: Reference::of(reference.iter().filter_map(|area| growth(*area))),
        }
    }
}

/// The displacement signals of an area with this growth and headroom H.
#[must_use]
pub fn of_area(area: &Area, growth: Option<f64>, headroom: Option<f64>, scales: &Scales) -> Displacement {
    let income_rank = area.deprivation.as_ref().map(|deprivation| deprivation.domain_ranks[INCOME]);
    Displacement {
        signals: [
            in_top_fifth(private_renting(area), &scales.renting),
            in_top_fifth(growth, &scales.growth),
            income_rank.map(|rank| rank <= LAST_OF_LOWEST_FIFTH),
            headroom.map(|headroom| headroom >= CLEARLY_DEARER),
        ],
    }
}

/// The share of households that rent privately.
fn private_renting(area: &Area) -> Option<f64> {
    let counted = area.counts.iter().find(|counted| counted.indicator == AreaIndicator::PrivateRented)?;
    Some(counted.count / counted.base)
}

fn in_top_fifth(value: Option<f64>, scale: &Reference) -> Option<bool> {
    let place = scale.percentile(value?)?;
    (scale.count() >= LEAST_REFERENCE).then_some(place >= TOP_FIFTH)
}

/// The displacement signals of a coarse place: each as it is for most of the people there. Where the parts of which it is
/// not known could tip it, it is not known.
#[must_use]
pub fn over(samples: &[Sample], of_area: impl Fn(usize) -> Displacement) -> Displacement {
    let parts: Vec<(Displacement, f64)> = samples
        .iter()
        .map(|sample| (sample.area.map_or_else(Displacement::default, &of_area), sample.weight))
        .collect();
    let all: f64 = parts.iter().map(|(_, weight)| weight).sum();
    let share = |signal: usize, state: bool| {
        let there = parts.iter().filter(|(part, _)| part.signals[signal] == Some(state));
        there.map(|(_, weight)| weight).sum::<f64>() / all
    };
    let mut signals = [None; 4];
    for (index, signal) in signals.iter_mut().enumerate() {
        *signal = match (share(index, true), share(index, false)) {
            (there, _) if there > 0.5 => Some(true),
            (_, absent) if absent >= 0.5 => Some(false),
            _ => None,
        };
    }
    Displacement { signals }
}

#[cfg(test)]
mod tests {
    use super::{Scales, in_top_fifth, of_area, over};
    use crate::atlas::fixture::{at, board, source};
    use crate::atlas::{Atlas, Sample};
    use crate::domain::area::{AreaCount, AreaIndicator};
    use crate::domain::holdings::Holdings;
    use crate::domain::matches::{Displacement, DisplacementRisk};
    use crate::matching::anchors::Reference;

    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);

    #[test]
    fn three_signs_are_a_high_risk_two_a_medium_one_and_two_answers_are_too_few() {
        let risk = |signals| Displacement { signals }.risk();
        assert_eq!(risk([YES; 4]), Some(DisplacementRisk::High));
        assert_eq!(risk([YES, YES, NO, YES]), Some(DisplacementRisk::High));
        assert_eq!(risk([YES, None, YES, YES]), Some(DisplacementRisk::High));
        assert_eq!(risk([YES, NO, YES, NO]), Some(DisplacementRisk::Medium));
        assert_eq!(risk([NO, None, YES, NO]), Some(DisplacementRisk::Low));
        assert_eq!(risk([NO; 4]), Some(DisplacementRisk::Low));
        assert_eq!(risk([YES, YES, None, None]), None);
        assert_eq!(risk([None; 4]), None);
        let could = |signals| Displacement { signals }.could_be_high();
        assert!(could([YES, None, None, NO]) && could([None; 4]) && could([YES; 4]));
        assert!(!could([YES, YES, NO, NO]) && !could([NO, NO, None, None]));
    }

    #[test]
    fn each_signal_comes_from_its_own_figure() {
        let mut holdings = Holdings { activity: Vec::new(), ..board(3) };
        for (number, release) in holdings.deprivation.iter_mut().enumerate() {
            release.domain_ranks[0] = if number == 2 { 6_752 } else { 6_751 };
            if number != 8 {
                holdings.activity.push(AreaCount {
                    code: release.code.clone(),
                    area_name: None,
                    indicator: AreaIndicator::PrivateRented,
                    count: 10.0 * number as f64,
                    base: Some(600.0),
                    period: "2021".to_owned(),
                    source: source("census"),
                });
            }
        }
        let atlas = Atlas::build(holdings);
        let growth = |number: usize| Some(-0.01 * number as f64);
        let scales = Scales::of(atlas.areas(), growth, &(0..9).collect::<Vec<_>>());
        let signals: Vec<[Option<bool>; 4]> = (0..9)
            .map(|number| {
                let headroom = (number != 1).then_some(if number == 0 { 0.6 } else { 0.599_9 });
                of_area(&atlas.areas()[number], growth(number), headroom, &scales).signals
            })
            .collect();
        assert_eq!(signals[0], [NO, YES, YES, YES]);
        assert_eq!(signals[1], [NO, YES, YES, None]);
        assert_eq!(signals[2], [NO, NO, NO, NO]);
        assert_eq!(signals[7], [YES, NO, YES, NO]);
        assert_eq!(signals[8], [None, NO, YES, NO]);
    }

    #[test]
    fn among_few_areas_there_is_no_top_fifth() {
        let scale = |values: &[f64]| Reference::of(values.iter().copied());
        assert_eq!(in_top_fifth(Some(4.0), &scale(&[1.0, 2.0, 3.0, 4.0])), None);
        assert_eq!(in_top_fifth(Some(5.0), &scale(&[1.0, 2.0, 3.0, 4.0, 5.0])), YES);
        assert_eq!(in_top_fifth(Some(4.0), &scale(&[1.0, 2.0, 3.0, 4.0, 5.0])), NO);
        assert_eq!(in_top_fifth(None, &scale(&[1.0; 9])), None);
        assert_eq!(in_top_fifth(Some(1.0), &scale(&[1.0; 9])), NO, "all alike: no top");
    }

    #[test]
    fn over_a_coarse_place_a_signal_is_what_it_is_for_most_people() {
        let states = [YES, YES, NO, None, None];
        let over = |weights: [f64; 5]| {
            let samples: Vec<Sample> = (0..5)
                .map(|index| Sample { position: at(0.0, 0.0), area: Some(index), weight: weights[index] })
                .collect();
            over(&samples, |area| Displacement { signals: [states[area], NO, None, YES] }).signals
        };
        assert_eq!(over([3.0, 3.0, 1.0, 1.0, 1.0]), [YES, NO, None, YES]);
        assert_eq!(over([1.0, 1.0, 5.0, 1.0, 1.0])[0], NO);
        assert_eq!(over([1.0, 1.0, 1.0, 1.0, 1.0])[0], None, "the unknown could tip it");
    }
}
