//! Work on many features, a share of them on each processor.
//!
//! By plain threads and not by rayon: what a feature shows may be worked out when it is first asked for, by rayon and behind
//! a lock. A thread of rayon that waits for that may be given another share of the same work, and would wait for itself.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread::{Builder, scope};

/// Threads that work on one answer: others want to be answered too.
const MOST_SHARES: usize = 4;

/// What comes of each share of some features, in their order: one share when there are fewer than `least` for each. `work`
/// is given the number of its share.
pub fn in_shares<I: Sync, T: Send>(items: &[I], least: usize, work: impl Fn(usize, &[I]) -> T + Sync) -> Vec<T> {
    static PROCESSORS: LazyLock<usize> =
        LazyLock::new(|| std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_SHARES));
    let share = items.len().div_ceil(*PROCESSORS).max(least).max(1);
    let (first, others) = items.split_at(share.min(items.len()));
    let work = &work;
    scope(|scope| {
        let begin = |(number, items)| {
            let begun = Builder::new().spawn_scoped(scope, move || work(number, items));
            begun.map_err(|_| (number, items))
        };
        let begun: Vec<_> = (1..).zip(others.chunks(share)).map(begin).collect();
        let mut done = vec![work(0, first)];
        for one in begun {
            done.push(match one {
                Ok(begun) => begun.join().unwrap_or_else(|panic| resume_unwind(panic)),
                // The system has no thread to spare.
                Err((number, items)) => work(number, items),
            });
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::in_shares;

    #[test]
    fn every_feature_is_in_one_share_and_all_are_in_order() {
        for count in [0, 1, 9, 10, 11, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let shares = in_shares(&items, 10, |number, items| (number, items.to_vec()));
            assert!(shares.iter().enumerate().all(|(place, (number, _))| place == *number));
            assert!(shares.len() == 1 || count > 10);
            assert_eq!(shares.into_iter().flat_map(|(_, items)| items).collect::<Vec<_>>(), items);
        }
    }
}
