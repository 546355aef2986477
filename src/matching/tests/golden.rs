//! Golden examples of `scoring.md` that take more than one file.

use crate::domain::criteria::Criteria;
use crate::domain::matches::{Constraint, Criterion};
use crate::matching::combine::Pillars;
use crate::matching::constraints::{Verdict, verdicts};
use crate::matching::cost::annuity;
use crate::matching::find::Scored;
use crate::matching::grade::Grade;
use crate::matching::suitability::Fit;
use crate::matching::tests::{g1_asset, g1_need, g34_place, pair};

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
}

#[test]
fn the_golden_annuity_holds() {
    assert!((annuity(&Criteria::default()) - 0.102_962_76).abs() < 1e-8);
}

#[test]
fn golden_example_g1_holds() {
    let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    let pair = pair(&asset, &need, Some(650.0), &criteria);
    near(pair.cost.mid, 24_001.595_7);
    near(pair.cost.mid / 22_000.0, 1.090_982);
    let fit = Fit::of(&pair);
    let expected = [0.88, 1.0, 0.648_420, 0.318_037, 1.0, 0.4, 0.6, 1.0];
    for (grade, expected) in fit.grades.iter().zip(expected) {
        near(grade.used, expected);
    }
    near(fit.value, 0.724_870);
    // Points lost inside S, of the 27.5 that it is short of 100 before weighing.
    let lost: Vec<f64> = fit
        .grades
        .iter()
        .zip(&criteria.suitability)
        .map(|(grade, weight)| 100.0 * weight * (1.0 - grade.used))
        .collect();
    near(lost[3], 13.6393);
    near(lost[2], 5.2737);
    near(lost[5], 4.2);
    near(lost[0], 2.4);
    near(lost[6], 2.0);
    assert!(verdicts(&pair).all(|(_, verdict)| verdict == Verdict::Pass));
}

#[test]
fn golden_example_g1_is_complete_when_every_part_is_exact() {
    let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    let pair = pair(&asset, &need, Some(650.0), &criteria);
    let exact = Fit::sum(Fit::of(&pair).grades.map(|grade| Grade::exactly(grade.used, 1.0)), &criteria);
    near(exact.completeness, 1.0);
    near(exact.high - exact.low, 0.0);
    assert_eq!(exact.most_useful(&criteria), None);
}

#[test]
fn golden_example_g2_holds() {
    let criteria = Criteria::default();
    let known = |value: f64, quality: f64| Grade::exactly(value, quality);
    let grades = [
        known(0.70, 0.7),
        Grade::UNKNOWN,
        known(0.25, 1.0),
        Grade::UNKNOWN,
        known(1.0, 1.0),
        Grade::UNKNOWN,
        known(0.6, 1.0),
        known(0.75, 1.0),
    ];
    let first = Fit::sum(grades, &criteria);
    near(first.value, 0.56);
    near(first.low, 0.325);
    near(first.high, 0.795);
    near(first.completeness, 0.47);
    assert_eq!(first.most_useful(&criteria), Some(Criterion::Size));
    let mut estimated = grades;
    estimated[1] = Grade::between(0.722_222_222, 0.0, 1.0, 0.7);
    let second = Fit::sum(estimated, &criteria);
    near(second.value, 0.604_444);
    near(second.low, 0.325);
    near(second.high, 0.795);
    near(second.completeness, 0.61);
    assert_eq!(second.most_useful(&criteria), Some(Criterion::Affordability));
}

#[test]
fn an_estimated_area_spans_what_it_could_be() {
    let (mut asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    if let Some(area) = &mut asset.facts.usable_area_m2 {
        (area.value, area.quality) = (200.0, crate::domain::source::Quality::Estimated);
    }
    let pair = pair(&asset, &need, Some(650.0), &criteria);
    let size = Fit::of(&pair).grades[1];
    near(size.used, 0.722_222);
    assert_eq!((size.low, size.high, size.quality), (0.0, 1.0, 0.7));
    let small = verdicts(&pair).find(|(constraint, _)| *constraint == Constraint::TooSmall);
    assert_eq!(
        small.map(|(_, verdict)| verdict),
        Some(Verdict::Unknown),
        "150 m2 would be too small, 250 m2 would not"
    );
}

#[test]
fn golden_examples_g1_g3_and_g4_together_hold() {
    let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
    let scored = Scored::of(&pair(&asset, &need, Some(650.0), &criteria), &g34_place());
    near(scored.community_share.used, 0.953_193);
    near(scored.uplift.used, 0.834_359);
    near(scored.uplift.quality, 1.0);
    near(scored.score, 74.8848);
    let lost = scored.pillars().lost(&criteria);
    near(lost.suitability, 13.9569);
    near(lost.deprivation, 7.8933);
    near(lost.uplift, 3.2650);
    let [low, high] = scored.bounds().map(|pillars: Pillars| pillars.score(&criteria));
    assert!(low <= scored.score && scored.score <= high);
}
