//! What is under way with each file on this server, how far it is, and what went wrong last.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is being done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Reading,
    Committing,
    Undoing,
}

/// What is under way with each file.
pub(super) type AtWork = HashMap<i64, Arc<Work>>;

/// All that is under way.
#[derive(Default)]
pub(super) struct Works {
    of: Arc<Mutex<HashMap<i64, Told>>>,
}

#[derive(Default)]
struct Told {
    under_way: Option<Arc<Work>>,
    fault: Option<String>,
}

/// One piece of work.
pub(super) struct Work {
    pub doing: Doing,
    step: Mutex<&'static str>,
    done: AtomicU64,
    of: AtomicU64,
}

impl Work {
    /// Says how far it is.
    pub fn tell(&self, step: &'static str, done: u64, of: u64) {
        *unpoisoned(self.step.lock()) = step;
        self.done.store(done, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// The step, how much of it is done, and of how much.
    pub fn told(&self) -> (&'static str, u64, u64) {
        let step = *unpoisoned(self.step.lock());
        (step, self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }
}

/// Work that is under way until this is dropped.
pub(super) struct UnderWay {
    id: i64,
    works: Arc<Mutex<HashMap<i64, Told>>>,
    pub work: Arc<Work>,
}

impl UnderWay {
    /// Keeps what went wrong, for whoever looks next.
    pub fn fault(&self, sentence: String) {
        unpoisoned(self.works.lock()).entry(self.id).or_default().fault = Some(sentence);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut works = unpoisoned(self.works.lock());
        if let Some(told) = works.get_mut(&self.id) {
            told.under_way = None;
            if told.fault.is_none() {
                works.remove(&self.id);
            }
        }
    }
}

impl Works {
    /// Begins work on a file and forgets what went wrong before; `None` while other work on it is under way.
    pub fn begin(&self, id: i64, doing: Doing, step: &'static str) -> Option<UnderWay> {
        let mut works = unpoisoned(self.of.lock());
        let told = works.entry(id).or_default();
        if told.under_way.is_some() {
            return None;
        }
        let work = Arc::new(Work { doing, step: Mutex::new(step), done: AtomicU64::new(0), of: AtomicU64::new(0) });
        *told = Told { under_way: Some(Arc::clone(&work)), fault: None };
        Some(UnderWay { id, works: Arc::clone(&self.of), work })
    }

    /// What is under way with a file.
    pub fn under_way(&self, id: i64) -> Option<Arc<Work>> {
        unpoisoned(self.of.lock()).get(&id)?.under_way.clone()
    }

    /// All that is under way now. Whoever reads this and then the store may see work that has ended since, but no state from
    /// before it began as one from after it ended.
    pub fn at_work(&self) -> AtWork {
        let works = unpoisoned(self.of.lock());
        works.iter().filter_map(|(id, told)| Some((*id, told.under_way.clone()?))).collect()
    }

    /// What went wrong with it last.
    pub fn fault(&self, id: i64) -> Option<String> {
        unpoisoned(self.of.lock()).get(&id)?.fault.clone()
    }
}

/// Nothing here can be left half changed, so a thread that stopped with the lock did no harm.
fn unpoisoned<'lock, T>(lock: Result<MutexGuard<'lock, T>, PoisonError<MutexGuard<'lock, T>>>) -> MutexGuard<'lock, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Doing, Works};

    #[test]
    fn one_piece_of_work_at_a_time_is_under_way_and_what_went_wrong_is_kept_until_the_next() {
        let works = Works::default();
        let under_way = works.begin(1, Doing::Reading, "Reading").unwrap();
        assert!(works.begin(1, Doing::Committing, "Committing").is_none());
        under_way.work.tell("Checking rows", 1, 2);
        assert_eq!(works.under_way(1).unwrap().told(), ("Checking rows", 1, 2));
        under_way.fault("It failed.".to_owned());
        drop(under_way);
        assert!(works.under_way(1).is_none());
        assert_eq!(works.fault(1).as_deref(), Some("It failed."));
        drop(works.begin(1, Doing::Reading, "Reading").unwrap());
        assert_eq!(works.fault(1), None);
    }
}
