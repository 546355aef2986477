//! Bytes that were worked out once and are given again, up to a fixed size: drawn tiles, compressed answers.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;

/// What is kept under keys `K`; the oldest go first when there are too many bytes.
pub struct Kept<K> {
    most_bytes: usize,
    /// One lock around everything: it is held for a look-up, never while something is worked out.
    held: Mutex<Held<K>>,
}

struct Held<K> {
    bytes: usize,
    /// Each is filled once: whoever else asks for it meanwhile waits for that instead of doing the same.
    slots: HashMap<K, Arc<OnceLock<Bytes>>>,
    /// The keys of those that are filled, the oldest first.
    order: VecDeque<K>,
}

impl<K: Clone + Eq + Hash> Kept<K> {
    /// Room for so many bytes.
    #[must_use]
    pub fn new(most_bytes: usize) -> Self {
        let held = Held { bytes: 0, slots: HashMap::new(), order: VecDeque::new() };
        Self { most_bytes, held: Mutex::new(held) }
    }

    /// What is kept under a key.
    pub fn find(&self, key: &K) -> Option<Bytes> {
        self.with(|held| held.slots.get(key)?.get().cloned())
    }

    /// What is kept under a key, worked out now if need be. Of several callers at once one does it.
    pub fn get(&self, key: K, make: impl FnOnce() -> Bytes) -> Bytes {
        let slot = self.with(|held| Arc::clone(held.slots.entry(key.clone()).or_default()));
        let mut made = false;
        let bytes = slot.get_or_init(|| {
            made = true;
            make()
        });
        if made {
            self.with(|held| {
                held.bytes += weight(bytes);
                held.order.push_back(key);
                while held.bytes > self.most_bytes
                    && let Some(oldest) = held.order.pop_front()
                {
                    let gone = held.slots.remove(&oldest);
                    held.bytes -= gone.and_then(|slot| slot.get().map(weight)).unwrap_or_default();
                }
            });
        }
        bytes.clone()
    }

    fn with<T>(&self, act: impl FnOnce(&mut Held<K>) -> T) -> T {
        // A panic while the lock was held cannot leave bytes half written: they are moved in whole.
        act(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What some bytes take; none at all take their place in the tables.
fn weight(bytes: &Bytes) -> usize {
    bytes.len() + 128
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn each_is_worked_out_once_for_each_key_however_many_ask_at_once() {
        let (kept, made) = (Kept::new(1 << 20), AtomicUsize::new(0));
        let get = |key: u8| {
            kept.get(key, || {
                made.fetch_add(1, Ordering::Relaxed);
                std::thread::yield_now();
                Bytes::from(vec![key])
            })
        };
        std::thread::scope(|scope| {
            for number in 0..16_u8 {
                scope.spawn(move || assert_eq!(get(number % 2)[..], [number % 2]));
            }
        });
        assert_eq!(made.load(Ordering::Relaxed), 2);
        assert_eq!((kept.find(&1).as_deref(), kept.find(&9)), (Some(&[1][..]), None));
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_bytes() {
        let kept = Kept::new(8_000);
        for key in 0..20 {
            kept.get(key, || Bytes::from(vec![0; 1_000]));
        }
        let held = kept.held.lock().unwrap();
        assert!(held.bytes <= 8_000 && held.slots.len() == 7 && held.order.len() == 7);
        assert!(!held.slots.contains_key(&0) && held.slots.contains_key(&19));
    }
}
