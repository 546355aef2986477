//! How firm a ranking of two hundred is, beside scoring and sorting the same list as often in the plain way.

use std::hint::black_box;
use std::time::Duration;

use catmap::domain::criteria::{Criteria, Preset};
use catmap::domain::matches::{PlaceFigures, UpliftFigures};
use catmap::matching::anchors::Reference;
use catmap::matching::combine::Pillars;
use catmap::matching::find::Scored;
use catmap::matching::grade::Grade;
use catmap::matching::robustness::{ALTERNATIVES, Alternative, DRAWS, Seed, Terms, simulate};
use catmap::matching::suitability::Fit;

use super::{heading, line, median};

/// The worst case: two hundred places, everything uncertain, the activity of every fourth and the lease of every third
/// not known.
pub fn firmness() {
    let criteria = Criteria::default();
    let prices = Reference::of((0..1_003).map(|step| 11.0 + f64::from(step) / 1_000.0));
    let names: Vec<String> = (0..ALTERNATIVES).map(|index| format!("asset-{index:03}")).collect();
    let places: Vec<PlaceFigures> = (0..ALTERNATIVES).map(place).collect();
    let list: Vec<Alternative<'_>> = (0..ALTERNATIVES)
        .map(|index| Alternative {
            id: &names[index],
            title: &names[index],
            asset: &names[index],
            place: names[index].clone(),
            figures: places[index],
            scored: scored(index),
        })
        .collect();
    heading(&format!("How firm a ranking of {ALTERNATIVES} is: {DRAWS} runs of each of two kinds, one thread"));
    let seed = Seed::of("bench", "bench", criteria.weights);
    let terms = Terms { criteria: &criteria, prices: [&prices; 2], draws: DRAWS, seed };
    let baseline = median(11, || plainly(&list));
    line("baseline: score and sort as often, nothing drawn, nothing counted", baseline, baseline);
    let taken = median(21, || drop(black_box(simulate(&list, terms))));
    line("draw, score, rank, count", taken, baseline);
    let limit = Duration::from_millis(50);
    println!("    {} of the {limit:?} allowed", if taken < limit { "inside" } else { "OUTSIDE" });
}

/// Every alternative scored by the rule of the score and the list sorted, once for each run.
fn plainly(list: &[Alternative<'_>]) {
    let weights = Preset::ALL;
    let mut scores: Vec<(f64, usize)> = Vec::with_capacity(list.len());
    for run in 0..2 * DRAWS {
        let criteria = Criteria::weighing(weights[run % weights.len()].weights());
        scores.clear();
        scores.extend(list.iter().enumerate().map(|(index, alternative)| {
            let scored = &alternative.scored;
            let pillars = Pillars {
                suitability: scored.fit.value,
                deprivation: scored.deprivation.used,
                uplift: scored.uplift.used,
            };
            (pillars.score(black_box(&criteria)), index)
        }));
        scores.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        black_box(&scores);
    }
}

fn place(index: usize) -> PlaceFigures {
    let along = index as f64 / 1_000.0;
    let uplift = UpliftFigures {
        value: 0.5,
        low: 0.3,
        high: 0.8,
        low_value: Some(0.5),
        activity_quiet: (!index.is_multiple_of(4)).then_some(0.6),
        headroom_log: Some(0.1 + along),
        log_price: Some(11.5 + along),
        variance: Some(0.01),
        ..UpliftFigures::default()
    };
    PlaceFigures { uplift: Some(uplift), quality: 1.0, ..PlaceFigures::default() }
}

fn scored(index: usize) -> Scored {
    let value = 0.4 + index as f64 / 500.0;
    let share = if index.is_multiple_of(3) { Grade::unknown_between(0.0, 1.0) } else { Grade::exactly(0.7, 1.0) };
    Scored {
        fit: Fit { grades: [Grade::UNKNOWN; 8], value, low: value - 0.2, high: value + 0.15, completeness: 0.7 },
        deprivation: Grade::between(0.4, 0.3, 0.6, 1.0),
        community_share: share,
        uplift: Grade::between(0.5, 0.3, 0.8, 1.0),
        score: 50.0,
        completeness: 0.7,
    }
}
