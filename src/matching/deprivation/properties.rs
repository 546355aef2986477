//! Properties 2, 4 and 5 of `scoring.md` G.3, as far as they are about D: on random catchments, and on a whole survey.

use proptest::prelude::*;

use crate::atlas::Atlas;
use crate::atlas::fixture::{asset, at, board};
use crate::domain::criteria::{Criteria, PURPOSE_ROWS, mixes};
use crate::domain::holdings::Holdings;
use crate::domain::indices::{Edition, score_of};
use crate::domain::matches::{DeprivationFigures, PlaceFigures, Ranged};
use crate::domain::need::Purpose;
use crate::matching::Survey;
use crate::matching::deprivation::{Part, for_purposes, of_catchment};

/// Every D of a catchment: plain, then with the extra weight of each row, each with its range.
fn all(figures: &DeprivationFigures) -> impl Iterator<Item = Ranged> {
    let plain = Ranged { value: figures.value, low: figures.low, high: figures.high };
    std::iter::once(plain).chain(figures.by_purpose)
}

fn figures(parts: &[Part]) -> DeprivationFigures {
    of_catchment(parts, 1.0, &Criteria::default()).unwrap()
}

/// That two catchments say the same, to rounding.
fn same(one: &DeprivationFigures, other: &DeprivationFigures) -> Result<(), TestCaseError> {
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    for (a, b) in all(one).zip(all(other)) {
        prop_assert!(close(a.value, b.value) && close(a.low, b.low) && close(a.high, b.high), "{a:?} {b:?}");
    }
    prop_assert!(close(one.mean_score, other.mean_score));
    prop_assert!(close(one.share_most_deprived_tenth, other.share_most_deprived_tenth));
    prop_assert!(close(one.share_most_deprived_fifth, other.share_most_deprived_fifth));
    Ok(())
}

prop_compose! {
    /// An area of a catchment with ranks, and the score that comes out of them.
    fn any_part()(
        residents in 1.0..3_000.0f64, travel_m in 0.0..1_600.0f64,
        // As many among the most deprived, where the scale is stretched, as anywhere.
        ranks in prop::array::uniform7(prop_oneof![1..=3_000u32, 1..=33_755u32]), decile in 1..=10u8,
    ) -> Part {
        let (score, mixes) = (score_of(ranks, Edition::Of2025), mixes(ranks, Edition::Of2025));
        Part { residents: Some(residents), travel_m, score, decile, mixes }
    }
}

fn any_parts() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec(any_part(), 1..12)
}

fn surveyed(holdings: Holdings) -> Vec<Option<DeprivationFigures>> {
    let atlas = Atlas::build(holdings);
    let survey = Survey::of(&atlas, &Criteria::default());
    (0..atlas.assets().len()).map(|asset| survey.place(asset).deprivation).collect()
}

proptest! {
    // Property 2.
    #[test]
    fn d_never_falls_when_the_score_of_one_area_rises(parts in any_parts(), which in 0..12usize, more in 0.0..60.0f64) {
        let mut worse = parts.clone();
        let which = which % worse.len();
        worse[which].score += more;
        worse[which].mixes = worse[which].mixes.map(|mix| mix + more);
        for (before, after) in all(&figures(&parts)).zip(all(&figures(&worse))) {
            prop_assert!(after.value >= before.value - 1e-12);
            prop_assert!(after.low >= before.low - 1e-12 && after.high >= before.high - 1e-12);
        }
    }

    // Property 2, from ranks: an area that is more deprived in any one domain never lowers any D.
    #[test]
    fn a_more_deprived_rank_in_one_domain_lowers_no_mix(
        ranks in prop::array::uniform7(2..=33_755u32), domain in 0..7usize, up in 1..33_754u32
    ) {
        let mut worse = ranks;
        worse[domain] = ranks[domain].saturating_sub(up).max(1);
        let pairs = mixes(ranks, Edition::Of2025).into_iter().zip(mixes(worse, Edition::Of2025));
        for (before, after) in pairs {
            prop_assert!(after >= before);
        }
        prop_assert!(score_of(worse, Edition::Of2025) > score_of(ranks, Edition::Of2025));
    }

    // Property 4: order.
    #[test]
    fn the_order_of_areas_does_not_matter(
        (parts, other) in any_parts().prop_flat_map(|parts| (Just(parts.clone()), Just(parts).prop_shuffle()))
    ) {
        same(&figures(&parts), &figures(&other))?;
    }

    // Property 4: unit.
    #[test]
    fn populations_in_another_unit_change_nothing(parts in any_parts(), times in 0.001..1_000.0f64) {
        let scaled: Vec<Part> =
            parts.iter().map(|part| Part { residents: part.residents.map(|people| people * times), ..*part }).collect();
        same(&figures(&parts), &figures(&scaled))?;
    }

    // Property 4: where a boundary is drawn inside an area that is alike throughout.
    #[test]
    fn splitting_an_area_into_parts_alike_changes_nothing(parts in any_parts(), share in 0.01..0.99f64) {
        let piece = |part: &Part, share: f64| Part { residents: part.residents.map(|people| people * share), ..*part };
        let split: Vec<Part> =
            parts.iter().flat_map(|part| [piece(part, share), piece(part, 1.0 - share)]).collect();
        let (whole, split) = (figures(&parts), figures(&split));
        same(&whole, &split)?;
        prop_assert!((whole.residents_reached.unwrap() - split.residents_reached.unwrap()).abs() < 1e-6);
    }

    // Property 5.
    #[test]
    fn the_mean_of_a_catchment_lies_between_its_least_and_its_most(parts in any_parts()) {
        let found = figures(&parts);
        let span = |of: &dyn Fn(&Part) -> f64| {
            parts.iter().map(of).fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)))
        };
        let (least, most) = span(&|part| part.score);
        prop_assert!(least - 1e-9 <= found.mean_score && found.mean_score <= most + 1e-9);
        let criteria = Criteria::default();
        for row in 0..PURPOSE_ROWS {
            let (least, most) = span(&|part| part.mixes[row] / criteria.purpose_anchors[row]);
            let d = found.by_purpose[row];
            prop_assert!(least.min(1.0) - 1e-9 <= d.low && d.high <= most.min(1.0) + 1e-9, "{least} {d:?} {most}");
        }
        for d in all(&found) {
            prop_assert!(0.0 <= d.low && d.low <= d.value && d.value <= d.high && d.high <= 1.0);
        }
    }

    // Nothing that a catchment may hold gives a figure that is no number.
    #[test]
    fn no_gap_and_no_empty_area_gives_a_figure_that_is_no_number(
        parts in any_parts(), gaps in prop::collection::vec(0..3u8, 12)
    ) {
        let parts: Vec<Part> = parts
            .into_iter()
            .zip(gaps)
            .map(|(part, gap)| match gap {
                0 => Part { residents: None, ..part },
                1 => Part { residents: Some(0.0), ..part },
                _ => part,
            })
            .collect();
        if let Some(found) = of_catchment(&parts, 1.0, &Criteria::default()) {
            prop_assert!(all(&found).all(|d| d.value.is_finite() && d.low.is_finite() && d.high.is_finite()));
            prop_assert!(found.mean_score.is_finite() && (0.0..=1.0).contains(&found.share_most_deprived_fifth));
            prop_assert_eq!(found.quality < 1.0, parts.iter().any(|part| part.residents.is_none()));
        } else {
            prop_assert!(parts.iter().all(|part| part.residents == Some(0.0)));
        }
    }

    // D for several purposes lies between those for each.
    #[test]
    fn d_for_two_purposes_lies_between_that_for_each(
        parts in any_parts(), one in prop::sample::select(Purpose::ALL), other in prop::sample::select(Purpose::ALL)
    ) {
        let place = PlaceFigures { deprivation: Some(figures(&parts)), uplift: None, quality: 1.0, ..PlaceFigures::default() };
        let d = |purposes: &[Purpose]| for_purposes(&place, purposes).used;
        let (both, first, second) = (d(&[one, other]), d(&[one]), d(&[other]));
        prop_assert!(first.min(second) - 1e-12 <= both && both <= first.max(second) + 1e-12);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    // Property 4, over the whole survey: to the last bit, whatever order the rows were loaded in.
    #[test]
    fn a_survey_is_the_same_to_the_last_bit_in_whatever_order_areas_are_loaded(
        places in prop::collection::vec((0.0..2_400.0f64, 0.0..2_400.0f64), 1..6),
        (boundaries, deprivation) in (Just(board(4).boundaries).prop_shuffle(), Just(board(4).deprivation).prop_shuffle())
    ) {
        let assets: Vec<_> = places
            .iter()
            .enumerate()
            .map(|(index, (east, north))| asset(&format!("a{index}"), Some(at(*east, *north))))
            .collect();
        let ordered = surveyed(Holdings { assets: assets.clone(), ..board(4) });
        prop_assert!(ordered.iter().all(Option::is_some));
        prop_assert_eq!(ordered, surveyed(Holdings { assets, boundaries, deprivation, ..board(4) }));
    }
}

#[test]
fn where_nobody_lives_within_a_walk_the_area_around_stands_in_with_less_quality() {
    let mut holdings = Holdings { assets: vec![asset("a", Some(at(900.0, 900.0)))], ..board(3) };
    holdings.deprivation.iter_mut().for_each(|area| area.residents = Some(0));
    let around = holdings.deprivation[4].score;
    let found = surveyed(holdings)[0].unwrap();
    assert!((found.mean_score - around).abs() < 1e-12, "{found:?}");
    assert_eq!((found.quality, found.residents_reached), (0.7, None));
}

#[test]
fn an_empty_area_weighs_nothing_in_a_survey() {
    let of = |residents: Option<u32>| {
        let mut holdings = Holdings { assets: vec![asset("a", Some(at(900.0, 900.0)))], ..board(3) };
        holdings.deprivation[4].residents = residents;
        surveyed(holdings)[0].unwrap()
    };
    let (empty, gap, full) = (of(Some(0)), of(None), of(Some(1_500)));
    assert_eq!((empty.mean_score.to_bits(), empty.quality), (gap.mean_score.to_bits(), 1.0));
    assert_eq!((gap.quality, gap.residents_reached), (0.7, None));
    assert!((empty.mean_score - full.mean_score).abs() > 1e-6);
}
