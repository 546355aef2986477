//! Ranks counted over the runs.

/// The key of an alternative in one run, as [`falling`], and its index, to be sorted together.
type Keyed = (i64, u16);

/// A key as a whole number that falls as the key rises: whole numbers are sorted in half the time, and highest come first.
fn falling(key: f64) -> i64 {
    // Adding zero makes one zero of the two.
    let bits = (key + 0.0).to_bits() as i64;
    !(bits ^ (((bits >> 63) as u64) >> 1) as i64)
}

/// Highest key first. Among equal keys the order decides nothing, because they share their places.
fn sort(keyed: &mut [Keyed]) {
    keyed.sort_unstable_by_key(|(key, _)| *key);
}

/// How often each alternative held each place. Those level in a run share the places they hold between them.
#[derive(Debug)]
pub struct Ranks {
    alternatives: usize,
    /// Runs by alternative and place.
    held: Vec<f64>,
    sorted: Vec<Keyed>,
}

impl Ranks {
    /// Nothing counted yet.
    #[must_use]
    pub fn among(alternatives: usize) -> Self {
        Self { alternatives, held: vec![0.0; alternatives * alternatives], sorted: Vec::with_capacity(alternatives) }
    }

    /// Counts one run with these keys, one for each alternative.
    pub fn count(&mut self, keys: &[f64]) {
        self.sorted.clear();
        self.sorted.extend(keys.iter().zip(0u16..).map(|(key, index)| (falling(*key), index)));
        sort(&mut self.sorted);
        let mut place = 0;
        while let Some((key, index)) = self.sorted.get(place) {
            let level = self.sorted[place..].iter().take_while(|(other, _)| other == key).count();
            if level == 1 {
                self.held[*index as usize * self.alternatives + place] += 1.0;
            } else {
                let share = 1.0 / level as f64;
                for (_, index) in &self.sorted[place..place + level] {
                    let row = *index as usize * self.alternatives;
                    for held in &mut self.held[row + place..row + place + level] {
                        *held += share;
                    }
                }
            }
            place += level;
        }
    }

    /// How many runs an alternative was in each place.
    #[must_use]
    pub fn of(&self, alternative: usize) -> &[f64] {
        &self.held[alternative * self.alternatives..][..self.alternatives]
    }
}

/// The first rank, from 1, up to which a share of all runs lies.
#[must_use]
pub fn percentile(held: &[f64], share: f64) -> u32 {
    let runs: f64 = held.iter().sum();
    let mut passed = 0.0;
    for (rank, count) in (1..).zip(held) {
        passed += count;
        // A hair of slack: three thirds of a run may fall short of one.
        if passed + 1e-6 >= share * runs {
            return rank;
        }
    }
    held.len() as u32
}

/// Who came first and who among the first three, without sorting everything.
#[derive(Debug)]
pub struct Winners {
    /// Runs won, by alternative.
    pub first: Vec<f64>,
    /// Runs among the first three.
    pub top_three: Vec<f64>,
    /// Sum of the weights of the runs won.
    pub won_with: Vec<[f64; 3]>,
    leading: Vec<Keyed>,
}

impl Winners {
    /// Nothing counted yet.
    #[must_use]
    pub fn among(alternatives: usize) -> Self {
        Self {
            first: vec![0.0; alternatives],
            top_three: vec![0.0; alternatives],
            won_with: vec![[0.0; 3]; alternatives],
            leading: Vec::new(),
        }
    }

    /// Counts one run with these keys, one for each alternative, and these weights.
    pub fn count(&mut self, keys: &[f64], weights: [f64; 3]) {
        let third = third_highest(keys);
        self.leading.clear();
        let leading = keys.iter().zip(0u16..).filter(|(key, _)| **key >= third);
        self.leading.extend(leading.map(|(key, index)| (falling(*key), index)));
        sort(&mut self.leading);
        let mut place = 0;
        while place < 3
            && let Some((key, _)) = self.leading.get(place)
        {
            let level = self.leading[place..].iter().take_while(|(other, _)| other == key).count();
            let share = 1.0 / level as f64;
            let places = level.min(3 - place) as f64;
            for (_, index) in &self.leading[place..place + level] {
                let index = *index as usize;
                self.top_three[index] += share * places;
                if place == 0 {
                    self.first[index] += share;
                    for (sum, weight) in self.won_with[index].iter_mut().zip(weights) {
                        *sum += share * weight;
                    }
                }
            }
            place += level;
        }
    }
}

/// The third highest key, equal ones counted each; minus infinity among fewer than three.
fn third_highest(keys: &[f64]) -> f64 {
    let mut top = [f64::NEG_INFINITY; 3];
    for key in keys {
        if *key > top[2] {
            top[2] = *key;
            if top[2] > top[1] {
                top.swap(1, 2);
            }
            if top[1] > top[0] {
                top.swap(0, 1);
            }
        }
    }
    top[2]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Ranks, Winners, falling, percentile, third_highest};

    #[test]
    fn those_level_share_their_places() {
        let mut ranks = Ranks::among(4);
        ranks.count(&[0.5, 0.9, 0.5, 0.1]);
        assert_eq!(ranks.of(0), [0.0, 0.5, 0.5, 0.0]);
        assert_eq!(ranks.of(1), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(ranks.of(2), [0.0, 0.5, 0.5, 0.0]);
        assert_eq!(ranks.of(3), [0.0, 0.0, 0.0, 1.0]);
        let mut winners = Winners::among(4);
        winners.count(&[0.5, 0.5, 0.5, 0.5], [0.2, 0.3, 0.5]);
        assert_eq!(winners.first, [0.25; 4]);
        assert_eq!(winners.top_three, [0.75; 4]);
    }

    #[test]
    fn a_percentile_is_the_rank_that_a_share_of_runs_does_not_exceed() {
        assert_eq!(percentile(&[100.0, 1_800.0, 100.0], 0.05), 1);
        assert_eq!(percentile(&[99.0, 1_801.0, 100.0], 0.05), 2);
        assert_eq!(percentile(&[99.0, 1_801.0, 100.0], 0.95), 2);
        assert_eq!(percentile(&[99.0, 1_800.0, 101.0], 0.95), 3);
    }

    proptest! {
        #[test]
        fn whole_numbers_fall_as_keys_rise(a in prop::num::f64::NORMAL | prop::num::f64::ZERO, b in prop::num::f64::NORMAL) {
            prop_assert_eq!(falling(a).cmp(&falling(b)), b.total_cmp(&(a + 0.0)));
            prop_assert_eq!(falling(0.0), falling(-0.0));
        }

        #[test]
        fn the_third_highest_is_the_third_of_the_sorted(keys in prop::collection::vec(0u8..6, 3..30)) {
            let keys: Vec<f64> = keys.into_iter().map(f64::from).collect();
            let mut sorted = keys.clone();
            sorted.sort_by(|a, b| b.total_cmp(a));
            prop_assert_eq!(third_highest(&keys).to_bits(), sorted[2].to_bits());
        }

        // Counting places by sorting, and winners by looking for the third, come to the same.
        #[test]
        fn winners_are_those_that_sorting_everything_gives(runs in prop::collection::vec(prop::collection::vec(0u8..6, 7), 1..20)) {
            let (mut ranks, mut winners) = (Ranks::among(7), Winners::among(7));
            for run in &runs {
                let keys: Vec<f64> = run.iter().copied().map(f64::from).collect();
                ranks.count(&keys);
                winners.count(&keys, [1.0, 0.0, 0.0]);
            }
            for index in 0..7 {
                prop_assert!((ranks.of(index)[0] - winners.first[index]).abs() < 1e-9);
                prop_assert!((ranks.of(index)[..3].iter().sum::<f64>() - winners.top_three[index]).abs() < 1e-9);
                prop_assert!((winners.won_with[index][0] - winners.first[index]).abs() < 1e-9);
            }
        }
    }
}
