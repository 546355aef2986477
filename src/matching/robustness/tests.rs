//! The simulation against the exact integral, the golden shares of `scoring.md` G5, and properties 12 and 15 of G.3.

use proptest::prelude::*;

use crate::domain::criteria::{Criteria, Weights};
use crate::domain::matches::{PlaceFigures, UpliftFigures};
use crate::matching::anchors::Reference;
use crate::matching::combine::Pillars;
use crate::matching::find::Scored;
use crate::matching::grade::Grade;
use crate::matching::robustness::words::told;
use crate::matching::robustness::{Alternative, DRAWS, Outcome, Seed, Terms, simulate};
use crate::matching::suitability::Fit;
use crate::matching::uplift::{headroom, kept, uplift};

/// P1 to P5 of golden example G5: S, D and U.
const G5: [[f64; 3]; 5] =
    [[0.72, 0.80, 0.65], [0.90, 0.45, 0.60], [0.55, 0.95, 0.90], [0.95, 0.95, 0.05], [0.10, 0.95, 0.90]];

const NAMES: [&str; 12] = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"];

/// S, D and CS with their ranges.
#[derive(Clone, Copy, Debug)]
struct Known {
    fit: [f64; 3],
    deprivation: [f64; 3],
    share: Grade,
}

impl Known {
    fn exactly(suitability: f64, deprivation: f64) -> Self {
        Self { fit: [suitability; 3], deprivation: [deprivation; 3], share: Grade::exactly(1.0, 1.0) }
    }
}

/// A place of which U is known exactly.
fn place(uplift: f64) -> PlaceFigures {
    let uplift =
        UpliftFigures { value: uplift, low: uplift, high: uplift, low_value: Some(0.5), ..UpliftFigures::default() };
    PlaceFigures { uplift: Some(uplift), quality: 1.0, ..PlaceFigures::default() }
}

fn alternative(index: usize, known: Known, place: &PlaceFigures) -> Alternative<'static> {
    let [low, value, high] = known.fit;
    let [least, middle, most] = known.deprivation;
    Alternative {
        id: NAMES[index],
        title: NAMES[index],
        asset: NAMES[index],
        place: NAMES[index].to_owned(),
        figures: *place,
        scored: Scored {
            fit: Fit { grades: [Grade::UNKNOWN; 8], value, low, high, completeness: 1.0 },
            deprivation: Grade::between(middle, least, most, 1.0),
            community_share: known.share,
            uplift: Grade::UNKNOWN,
            score: 50.0,
            completeness: 1.0,
        },
    }
}

fn seed(name: &str) -> Seed {
    Seed::of(name, "test", Weights::default())
}

fn run(alternatives: &[Alternative<'_>], criteria: &Criteria, draws: usize, seed: Seed) -> Vec<Outcome> {
    simulate(alternatives, Terms { criteria, prices: [&Reference::default(); 2], draws, seed })
}

/// Runs some pairs of which everything is known exactly.
fn exactly(pairs: &[[f64; 3]], criteria: &Criteria, draws: usize, seed: Seed) -> Vec<Outcome> {
    let places: Vec<PlaceFigures> = pairs.iter().map(|pair| place(pair[2])).collect();
    let alternatives: Vec<Alternative<'_>> = pairs
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(index, (pair, place))| alternative(index, Known::exactly(pair[0], pair[1]), place))
        .collect();
    run(&alternatives, criteria, draws, seed)
}

/// The probability that a pair with the lower S beats the other under any weights alike: the exact integral of
/// `scoring.md` D.3, by Simpson's rule.
fn beats_exactly(a: [f64; 3], b: [f64; 3]) -> f64 {
    let lifted = |value: f64| (0.05 + 0.95 * value).ln();
    let fit = lifted(a[0]) - lifted(b[0]);
    assert!(fit < 0.0, "the oracle is for the pair with the lower S");
    let wins = |share: f64| {
        let benefit = |pair: [f64; 3]| lifted(share * pair[1] + (1.0 - share) * pair[2]);
        let gap = benefit(a) - benefit(b);
        if gap <= 0.0 { 0.0 } else { 1.0 - (1.0 - gap / (gap - fit)).powi(2) }
    };
    let steps = 2_000;
    let sum: f64 = (0..=steps)
        .map(|step| {
            let weight = if step == 0 || step == steps { 1.0 } else { f64::from(2 + 2 * (step % 2)) };
            weight * wins(f64::from(step) / f64::from(steps))
        })
        .sum();
    sum / (3.0 * f64::from(steps))
}

#[test]
fn the_exact_integral_gives_the_golden_shares() {
    let golden = [(0, 1, 0.788_106), (2, 0, 0.724_655)];
    for (a, b, expected) in golden {
        assert!((beats_exactly(G5[a], G5[b]) - expected).abs() < 1e-6, "P{} over P{}", a + 1, b + 1);
    }
    // P4 fits better, so the integral is for P1; a tie has no measure.
    assert!((1.0 - beats_exactly(G5[0], G5[3]) - 0.373_968).abs() < 1e-6, "{}", beats_exactly(G5[0], G5[3]));
}

#[test]
fn under_any_weights_the_simulation_comes_to_the_exact_integral() {
    // One standard error of a share is at most 0.5 / sqrt(runs); four of them.
    let runs = 200_000;
    let error = 4.0 * 0.5 / f64::from(runs).sqrt();
    for (a, b, expected) in [(0, 1, 0.788_106), (2, 0, 0.724_655), (3, 0, 0.373_968)] {
        let found = exactly(&[G5[a], G5[b]], &Criteria::default(), runs as usize, seed("integral"))[0].uniform_first;
        assert!((found - expected).abs() < error, "P{} over P{}: {found}, expected {expected}", a + 1, b + 1);
    }
}

#[test]
fn around_the_default_weights_the_golden_shares_of_g5_hold() {
    for name in ["one", "two", "three"] {
        let found = exactly(&G5[..4], &Criteria::default(), DRAWS, seed(name));
        for (outcome, expected) in found.iter().zip([0.121, 0.023, 0.229, 0.627]) {
            assert!((outcome.first - expected).abs() < 0.02, "{}, expected {expected}", outcome.first);
        }
        for (a, b, expected) in [(0, 2, 0.691), (3, 0, 0.659), (0, 1, 0.938)] {
            let found = exactly(&[G5[a], G5[b]], &Criteria::default(), DRAWS, seed(name))[0].beats_next;
            assert!((found - expected).abs() < 0.02, "P{} over P{}: {found}, expected {expected}", a + 1, b + 1);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_and_another_seed_nearly_the_same() {
    let of = |name: &str| exactly(&G5, &Criteria::default(), DRAWS, seed(name));
    assert_eq!(of("one"), of("one"));
    assert_ne!(of("one"), of("two"));
    // The standard error of one share is at most 0.011.
    for (one, two) in of("one").iter().zip(of("two")) {
        for (one, two) in [
            (one.first, two.first),
            (one.top_three, two.top_three),
            (one.uniform_first, two.uniform_first),
            (one.uniform_top_three, two.uniform_top_three),
        ] {
            assert!((one - two).abs() < 2.0 * 0.011, "{one} and {two}");
        }
    }
}

#[test]
fn who_comes_first_is_said_with_who_would_choose_it() {
    let found = exactly(&G5[..4], &Criteria::default(), DRAWS, seed("words"));
    let places: Vec<PlaceFigures> = G5.iter().map(|pair| place(pair[2])).collect();
    let list: Vec<Alternative<'_>> = G5[..4]
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(index, (pair, place))| alternative(index, Known::exactly(pair[0], pair[1]), place))
        .collect();
    let told = told(&list, &found, DRAWS);
    assert_eq!(told[1].chosen_by.as_deref(), Some("People who put fit first would choose this."));
    assert_eq!(told[2].chosen_by.as_deref(), Some("People who put long-term value first would choose this."));
    assert!(told[0].text.contains("in the top three in") && told[0].text.ends_with("% of 2,000 runs."));
    for robustness in &told {
        assert!(robustness.central_weights.is_none_or(|weights| (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9));
    }
}

#[test]
fn neighbours_that_beat_each_other_in_turn_are_too_close_to_call() {
    let pairs = [[0.72, 0.80, 0.65], [0.73, 0.783, 0.65], [0.10, 0.10, 0.10]];
    let places: Vec<PlaceFigures> = pairs.iter().map(|pair| place(pair[2])).collect();
    let list: Vec<Alternative<'_>> = pairs
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(index, (pair, place))| alternative(index, Known::exactly(pair[0], pair[1]), place))
        .collect();
    let told = told(&list, &run(&list, &Criteria::default(), DRAWS, seed("ties")), DRAWS);
    assert_eq!((&told[0].ties[..], &told[1].ties[..]), (&["P2".to_owned()][..], &["P1".to_owned()][..]));
    assert_eq!(told[0].ties_text.as_deref(), Some("P1 and P2 are too close to call."));
    assert_eq!(told[1].ties_text, told[0].ties_text);
    assert!(told[2].ties.is_empty() && told[2].ties_text.is_none());
    assert_eq!(told[2].text, "Firm: third of 3 in 100% of 2,000 runs.");
}

#[test]
fn equal_pairs_share_half() {
    let found = exactly(&[G5[0], G5[0]], &Criteria::default(), DRAWS, seed("equal"));
    for outcome in &found {
        assert!((outcome.first - 0.5).abs() < 1e-12 && (outcome.uniform_first - 0.5).abs() < 1e-12);
        assert!((outcome.beats_next - 0.5).abs() < 1e-12 && (outcome.mean_rank - 1.5).abs() < 1e-12);
        assert_eq!(outcome.ranks, [1, 2]);
    }
}

#[test]
fn none_or_one_alternative_is_no_trouble() {
    assert!(exactly(&[], &Criteria::default(), DRAWS, seed("none")).is_empty());
    let one = exactly(&G5[..1], &Criteria::default(), DRAWS, seed("one"));
    assert!((one[0].first - 1.0).abs() < 1e-12 && (one[0].top_three - 1.0).abs() < 1e-12);
    assert_eq!(one[0].ranks, [1, 1]);
}

#[test]
fn one_alternative_more_changes_nobody_elses_draws() {
    let uncertain = |index: usize, place| {
        let known =
            Known { fit: [0.3, 0.5, 0.9], deprivation: [0.2, 0.5, 0.7], share: Grade::unknown_between(0.0, 1.0) };
        alternative(index, known, place)
    };
    let place = PlaceFigures::default();
    let three: Vec<Alternative<'_>> = (0..3).map(|index| uncertain(index, &place)).collect();
    let far_behind = alternative(3, Known::exactly(0.0, 0.0), &place);
    let four: Vec<Alternative<'_>> = [&three[..], &[far_behind]].concat();
    let three = run(&three, &Criteria::default(), DRAWS, seed("more"));
    let four = run(&four, &Criteria::default(), DRAWS, seed("more"));
    for (three, four) in three.iter().zip(&four) {
        assert!((three.first - four.first).abs() < 0.02, "only where the newcomer wins: {three:?} {four:?}");
    }
    assert_eq!(three[0].beats_next.to_bits(), four[0].beats_next.to_bits());
}

#[test]
fn assets_at_one_place_share_what_it_turns_out_to_be() {
    let known = |suitability: f64| Known {
        fit: [suitability; 3],
        deprivation: [0.1, 0.5, 0.9],
        share: Grade::exactly(1.0, 1.0),
    };
    let figures = PlaceFigures::default();
    let (better, worse) = (alternative(0, known(0.62), &figures), alternative(1, known(0.60), &figures));
    let apart = run(&[better.clone(), worse.clone()], &Criteria::default(), DRAWS, seed("place"));
    assert!(apart[0].first < 0.8, "far apart, either place may turn out better: {}", apart[0].first);
    let here = |alternative: Alternative<'static>| Alternative { place: "here".to_owned(), ..alternative };
    let figures: &'static PlaceFigures = Box::leak(Box::new(PlaceFigures::default()));
    let together = [here(alternative(0, known(0.62), figures)), here(alternative(1, known(0.60), figures))];
    let together = run(&together, &Criteria::default(), DRAWS, seed("place"));
    assert!((together[0].first - 1.0).abs() < 1e-12, "in one building the better fit wins every time");
}

/// U drawn from a price level follows the score: at the level itself it is the score's own U, and it moves as L and h do.
#[test]
fn uplift_drawn_from_a_price_level_is_the_uplift_of_the_score() {
    let criteria = Criteria::default();
    let prices = Reference::of((0..1_000).map(|step| 11.0 + f64::from(step) / 1_000.0));
    let figures = |variance: f64| {
        let (log_price, nearby) = (11.4, 11.6);
        let low_value = 1.0 - prices.percentile(log_price).unwrap();
        let value = uplift([low_value, 0.7, headroom(nearby - log_price, &criteria)], &criteria);
        let figures = UpliftFigures {
            value,
            low_value: Some(low_value),
            activity_quiet: Some(0.7),
            headroom_log: Some(nearby - log_price),
            log_price: Some(log_price),
            variance: Some(variance),
            nearby: Some(nearby),
            ..UpliftFigures::default()
        };
        PlaceFigures { uplift: Some(figures), quality: 1.0, ..PlaceFigures::default() }
    };
    let against = |variance: f64, other: f64| {
        let (drawn, fixed) = (figures(variance), place(other));
        let known = Known::exactly(0.5, 0.5);
        let list = [alternative(0, known, &drawn), alternative(1, known, &fixed)];
        simulate(&list, Terms { criteria: &criteria, prices: [&prices; 2], draws: DRAWS, seed: seed("level") })[0].first
    };
    let value = figures(0.0).uplift.unwrap().value;
    assert!((against(0.0, value - 1e-9) - 1.0).abs() < 1e-12 && against(0.0, value + 1e-9) < 1e-12);
    // Both L and h fall with the price, so half of the draws lie above the middle and U moves well beyond 0.05.
    assert!((against(0.02, value) - 0.5).abs() < 0.04, "{}", against(0.02, value));
    assert!((0.2..0.45).contains(&against(0.02, value + 0.1)), "{}", against(0.02, value + 0.1));
    // Under one standard deviation, 0.1414, of price: what the other's U would be if it were cheaper by that much.
    let deviation = 0.02f64.sqrt();
    let low_value = 1.0 - prices.percentile(11.4 - deviation).unwrap();
    let cheaper = uplift([low_value, 0.7, headroom(0.2 + deviation, &criteria)], &criteria);
    assert!((against(0.02, cheaper) - 0.1587).abs() < 0.035, "{}", against(0.02, cheaper));
}

#[test]
fn fit_is_triangular_with_its_peak_at_the_value() {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;
    let drawn = super::uncertainty::triangular(0.2, 0.5, 1.0, 200_000, &mut ChaCha8Rng::seed_from_u64(1));
    let mean = drawn.iter().sum::<f64>() / 200_000.0;
    assert!((mean - (0.2 + 0.5 + 1.0) / 3.0).abs() < 2e-3, "{mean}");
    let below = drawn.iter().filter(|value| **value < 0.5).count() as f64 / 200_000.0;
    assert!((below - 0.3 / 0.8).abs() < 5e-3, "{below}");
    assert!(drawn.iter().all(|value| (0.2..=1.0).contains(value)));
}

fn any_weights() -> impl Strategy<Value = Weights> {
    let weight = || prop_oneof![4 => 0.05..0.85f64, 1 => Just(0.0)];
    (weight(), weight(), prop_oneof![4 => 0.03..0.3f64, 1 => Just(0.0)])
        .prop_filter_map("cannot be used", |(s, d, u)| Weights::new(s, d, u).ok())
}

/// A range around a value: nothing, little or everything may be known of it.
fn range() -> impl Strategy<Value = [f64; 3]> {
    let part = || prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0f64];
    (part(), part(), part()).prop_map(|(a, b, c)| {
        let mut range = [a, b, c];
        range.sort_by(f64::total_cmp);
        range
    })
}

prop_compose! {
    fn any_place()(
        u in range(), price in prop::option::of((10.0..13.0f64, 0.0..0.2f64)), quiet in prop::option::of(0.0..=1.0f64),
        gap in prop::option::of(-0.5..0.6f64), nothing in any::<bool>(), coarse in any::<bool>()
    ) -> PlaceFigures {
        let [low, value, high] = u;
        let figures = UpliftFigures {
            value, low, high,
            low_value: (coarse || price.is_some()).then_some(0.5),
            activity_quiet: quiet,
            headroom_log: gap.filter(|_| price.is_some()),
            log_price: price.map(|(log_price, _)| log_price).filter(|_| !coarse),
            variance: price.map(|(_, variance)| variance),
            ..UpliftFigures::default()
        };
        PlaceFigures { uplift: (!nothing).then_some(figures), quality: 1.0, ..PlaceFigures::default() }
    }
}

prop_compose! {
    fn any_known()(fit in range(), deprivation in range(), share in range(), unknown in any::<bool>()) -> Known {
        let share = if unknown { Grade::unknown_between(share[0], share[2]) } else { Grade::exactly(share[1], 1.0) };
        Known { fit, deprivation, share }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    // Property 12.
    #[test]
    fn shares_add_up_and_are_numbers_whatever_is_known(
        all in prop::collection::vec((any_known(), any_place()), 1..12), weights in any_weights(),
        floor in prop_oneof![Just(0.05), Just(0.0)]
    ) {
        let criteria = Criteria { floor, ..Criteria::weighing(weights) };
        let prices = Reference::of([10.5, 11.0, 11.0, 12.5].into_iter());
        let list: Vec<Alternative<'_>> =
            all.iter().enumerate().map(|(index, (known, place))| alternative(index, *known, place)).collect();
        let terms = Terms { criteria: &criteria, prices: [&prices; 2], draws: 150, seed: seed("sum") };
        let found = simulate(&list, terms);
        let sum = |of: fn(&Outcome) -> f64| found.iter().map(of).sum::<f64>();
        let three = all.len().min(3) as f64;
        prop_assert!((sum(|outcome| outcome.first) - 1.0).abs() < 1e-9);
        prop_assert!((sum(|outcome| outcome.uniform_first) - 1.0).abs() < 1e-9);
        prop_assert!((sum(|outcome| outcome.top_three) - three).abs() < 1e-9);
        prop_assert!((sum(|outcome| outcome.uniform_top_three) - three).abs() < 1e-9);
        let count = all.len() as f64;
        prop_assert!((sum(|outcome| outcome.mean_rank) - count * (count + 1.0) / 2.0).abs() < 1e-6);
        for outcome in &found {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&outcome.first), "{outcome:?}");
            prop_assert!((0.0..=1.0 + 1e-9).contains(&outcome.beats_next), "{outcome:?}");
            prop_assert!(outcome.first <= outcome.top_three + 1e-9, "{outcome:?}");
            let [low, high] = outcome.ranks;
            prop_assert!(1 <= low && low <= high && high as usize <= all.len(), "{outcome:?}");
            if let Some(weights) = outcome.central_weights {
                prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{outcome:?}");
            }
        }
        prop_assert_eq!(&found, &simulate(&list, terms));
    }

    // Property 12: where only weights vary, a dominated pair never comes before the one that dominates it.
    #[test]
    fn a_dominated_pair_never_comes_before_its_dominator(
        pair in prop::array::uniform3(0.0..=1.0f64), less in prop::array::uniform3(prop_oneof![Just(0.0), 0.0..=1.0f64]),
        others in prop::collection::vec(prop::array::uniform3(0.0..=1.0f64), 0..4), weights in any_weights()
    ) {
        prop_assume!(less.iter().any(|less| *less > 1e-6) && pair.iter().all(|part| *part > 1e-3));
        let dominated = [0, 1, 2].map(|part| pair[part] * (1.0 - less[part]));
        let all: Vec<[f64; 3]> = [pair, dominated].into_iter().chain(others).collect();
        let found = exactly(&all, &Criteria::weighing(weights), 300, seed("dominated"));
        // Level where the only pillar that differs has no weight, ahead otherwise, behind never.
        prop_assert!(found[0].beats_next >= 0.5, "{:?}", found[0]);
        prop_assert!(found[0].first >= found[1].first && found[0].top_three >= found[1].top_three);
        prop_assert!(found[0].uniform_first >= found[1].uniform_first);
        prop_assert!(found[0].mean_rank <= found[1].mean_rank);
        let dominator_always = exactly(&all[..2], &Criteria::weighing(weights), 300, seed("dominated"));
        prop_assert!(dominator_always[1].uniform_first <= 1e-12, "{:?}", dominator_always[1]);
        let level = dominator_always[0].first;
        prop_assert!(level >= 1.0 - 1e-12 || (level - 0.5).abs() < 1e-12, "{level}");
    }

    // Property 15, for the rule of D.1: at least as good on all three is never lower.
    #[test]
    fn a_pair_at_least_as_good_on_all_three_never_scores_lower(
        pair in prop::array::uniform3(0.0..=1.0f64), less in prop::array::uniform3(0.0..=1.0f64), weights in any_weights()
    ) {
        let criteria = Criteria::weighing(weights);
        let pillars = |[suitability, deprivation, uplift]: [f64; 3]| Pillars { suitability, deprivation, uplift };
        let worse = [0, 1, 2].map(|part| pair[part] * (1.0 - less[part]));
        prop_assert!(pillars(pair).score(&criteria) >= pillars(worse).score(&criteria) - 1e-12);
    }

    // The order of the runs is the order of the scores: without any spread left, the ranking is the ranking by M.
    #[test]
    fn with_weights_held_fast_the_runs_rank_as_the_scores_do(
        pairs in prop::collection::vec(prop::array::uniform3(0.0..=1.0f64), 2..8), only in 0usize..2
    ) {
        let weights = if only == 0 { Weights::new(1.0, 0.0, 0.0) } else { Weights::new(0.0, 1.0, 0.0) }.unwrap();
        let criteria = Criteria::weighing(weights);
        let found = exactly(&pairs, &criteria, 50, seed("scores"));
        let score = |[suitability, deprivation, uplift]: [f64; 3]| {
            Pillars { suitability, deprivation, uplift }.score(&criteria)
        };
        for (pair, outcome) in pairs.iter().zip(&found) {
            let ahead = pairs.iter().filter(|other| score(**other) > score(*pair)).count() as f64;
            prop_assert!((outcome.mean_rank - ahead - 1.0).abs() < 1e-9, "{outcome:?}");
        }
    }
}

#[test]
fn a_share_kept_moves_uplift_as_in_the_score() {
    // Nothing known of the lease: U_match lies between half of U and all of it, evenly.
    let figures = place(0.8);
    let unknown = Known { share: Grade::unknown_between(0.0, 1.0), ..Known::exactly(0.5, 0.5) };
    let other = place(kept(0.8, 0.25));
    let list = [alternative(0, unknown, &figures), alternative(1, Known::exactly(0.5, 0.5), &other)];
    let found = run(&list, &Criteria::default(), DRAWS, seed("share"))[0].first;
    assert!((found - 0.75).abs() < 0.03, "{found}");
}
