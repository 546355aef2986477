//! The runs: every alternative scored again and again, ranked each time.

use std::collections::HashMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use sha2::{Digest, Sha256};

use crate::domain::criteria::{Criteria, Weights};
use crate::domain::matches::{DisplacementRisk, PriceBasis};
use crate::matching::anchors::Reference;
use crate::matching::robustness::alternative::Alternative;
use crate::matching::robustness::preferences::{self, Preference};
use crate::matching::robustness::scale::LowValue;
use crate::matching::robustness::tally::{Ranks, Winners, percentile};
use crate::matching::robustness::uncertainty::{PlaceDraws, triangular, uniform};
use crate::matching::uplift::matched;

/// What everything drawn for one question hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The seed of a question about the need or asset with this id, by these anchors and weights.
    #[must_use]
    pub fn of(subject: &str, anchor_version: &str, weights: Weights) -> Self {
        let mut hash = Sha256::new();
        for text in [subject, anchor_version] {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        for weight in weights.as_array() {
            hash.update(weight.to_bits().to_le_bytes());
        }
        Self(hash.finalize().into())
    }

    /// The numbers for one thing that is drawn: the same whatever else is drawn, and in whatever order.
    fn stream(self, what: &str, name: &str) -> ChaCha8Rng {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(what.as_bytes());
        hash.update([0]);
        hash.update(name.as_bytes());
        ChaCha8Rng::from_seed(hash.finalize().into())
    }
}

/// What a simulation is run by.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// What scores are made from, with the weights asked for.
    pub criteria: &'a Criteria,
    /// The log prices of the reference areas on each basis, in the order of [`PriceBasis::ALL`].
    pub prices: [&'a Reference; 2],
    /// Runs of each kind.
    pub draws: usize,
    /// What the draws hang on.
    pub seed: Seed,
}

/// What the runs say of one alternative. Shares are from 0 to 1, ranks count from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Share of runs in which it came first.
    pub first: f64,
    /// Share of runs in which it was among the first three.
    pub top_three: f64,
    /// Share of runs in which it had the very place it has in the list.
    pub own_place: f64,
    /// Its rank on average.
    pub mean_rank: f64,
    /// The 5th and the 95th percentile of its rank.
    pub ranks: [u32; 2],
    /// Share of runs in which it beat the next in the list, an exact tie counting half; 0.5 for the last.
    pub beats_next: f64,
    /// Share of runs with any weights in which it came first.
    pub uniform_first: f64,
    /// Share of runs with any weights in which it was among the first three.
    pub uniform_top_three: f64,
    /// Mean weights of the runs with any weights that it won; `None` when it won none.
    pub central_weights: Option<[f64; 3]>,
}

/// Runs the ranking of some alternatives, which are in the order of the list, at most 65,535 of them.
#[must_use]
pub fn simulate(alternatives: &[Alternative<'_>], terms: Terms<'_>) -> Vec<Outcome> {
    let Terms { criteria, draws, seed, .. } = terms;
    let weights = criteria.weights.as_array();
    let around = preferences::around(weights, draws, &mut seed.stream("weights", "around"));
    let any = preferences::any(draws, &mut seed.stream("weights", "any"));
    let [keys_around, keys_any] = keys(alternatives, terms, [&around, &any]);
    let count = alternatives.len();
    let mut ranks = Ranks::among(count);
    let mut wins = vec![0.0; count];
    for run in keys_around.chunks_exact(count.max(1)) {
        ranks.count(run);
        for (wins, pair) in wins.iter_mut().zip(run.windows(2)) {
            *wins += if pair[0] > pair[1] { 1.0 } else { 0.5 * f64::from(u8::from(pair[0] >= pair[1])) };
        }
    }
    let mut winners = Winners::among(count);
    for (run, preference) in keys_any.chunks_exact(count.max(1)).zip(&any) {
        winners.count(run, preference.weights);
    }
    let runs = draws as f64;
    (0..count)
        .map(|index| {
            let held = ranks.of(index);
            let won = winners.first[index];
            Outcome {
                first: held[0] / runs,
                top_three: held.iter().take(3).sum::<f64>() / runs,
                own_place: held[index] / runs,
                mean_rank: (1u32..).zip(held).map(|(rank, count)| f64::from(rank) * count).sum::<f64>() / runs,
                ranks: [percentile(held, 0.05), percentile(held, 0.95)],
                beats_next: if index + 1 < count { wins[index] / runs } else { 0.5 },
                uniform_first: won / runs,
                uniform_top_three: winners.top_three[index] / runs,
                central_weights: (won > 0.0).then(|| winners.won_with[index].map(|sum| sum / won)),
            }
        })
        .collect()
}

/// What each run ranks by, `wS ln yS + (1 - wS) ln yPB`, run by run: it rises and falls with M, for half the work.
/// What is drawn of S, D and U is the same for both kinds of run.
fn keys(alternatives: &[Alternative<'_>], terms: Terms<'_>, preferences: [&[Preference]; 2]) -> [Vec<f64>; 2] {
    let Terms { criteria, prices, draws, seed } = terms;
    let scales = prices.map(|prices| LowValue::of(prices, criteria));
    let count = alternatives.len();
    let mut keys = [vec![0.0; draws * count], vec![0.0; draws * count]];
    let mut places: HashMap<&str, PlaceDraws> = HashMap::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let scored = &alternative.scored;
        let place = places.entry(&alternative.place).or_insert_with(|| {
            let streams = ["deprivation", "uplift"].map(|what| seed.stream(what, &alternative.place));
            let basis = alternative.figures.uplift.and_then(|uplift| uplift.basis).unwrap_or(PriceBasis::Sales);
            PlaceDraws::of(&alternative.figures, scales[basis as usize].as_ref(), criteria, draws, streams)
        });
        let is_high = alternative.figures.displacement.risk() == Some(DisplacementRisk::High);
        let fit = &scored.fit;
        let fits = triangular(fit.low, fit.value, fit.high, draws, &mut seed.stream("fit", alternative.id));
        let shares = uniform(&scored.community_share, draws, &mut seed.stream("share", alternative.asset));
        let (least, width) = (scored.deprivation.low, scored.deprivation.high - scored.deprivation.low);
        for draw in 0..draws {
            let fit_log = log_lifted(fits[draw], criteria.floor);
            let deprivation = least + width * place.along_deprivation[draw];
            let uplift = matched(place.uplift[draw], shares[draw], is_high, criteria);
            for (keys, preferences) in keys.iter_mut().zip(preferences) {
                let Preference { weights, deprivation_share } = preferences[draw];
                let benefit = deprivation_share * deprivation + (1.0 - deprivation_share) * uplift;
                keys[draw * count + index] =
                    weights[0] * fit_log + (1.0 - weights[0]) * log_lifted(benefit, criteria.floor);
            }
        }
    }
    keys
}

/// The logarithm of a value lifted off zero by the floor; finite even without a floor.
fn log_lifted(value: f64, floor: f64) -> f64 {
    (floor + (1.0 - floor) * value).max(f64::MIN_POSITIVE).ln()
}
