//! What was worked out once and is given again, up to a fixed size: drawn tiles, compressed answers, whole answers.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;

/// What can be kept.
pub trait Weighed: Clone {
    /// The bytes it takes, more or less.
    fn weight(&self) -> usize;
}

impl Weighed for Bytes {
    fn weight(&self) -> usize {
        self.len()
    }
}

/// What a key and its place in the tables take, bytes.
const PLACE_BYTES: usize = 128;

/// What is kept under keys `K`. When there are too many bytes, the oldest that nobody has asked for again go first. What takes more than a
/// quarter of the room is not kept.
pub struct Kept<K, V> {
    most_bytes: usize,
    /// One lock around everything: it is held for a look-up, never while something is worked out.
    held: Mutex<Held<K, V>>,
}

struct Held<K, V> {
    bytes: usize,
    slots: HashMap<K, Slot<V>>,
    /// The keys of those that are made, the oldest first.
    order: VecDeque<K>,
}

/// Where something is put when it is made: whoever else asks for it meanwhile waits at its lock.
type Place<V> = Arc<Mutex<Option<V>>>;

enum Slot<V> {
    Making(Place<V>),
    Made {
        value: V,
        bytes: usize,
        /// Whether anybody has asked for it since it was made or last spared.
        is_used: bool,
    },
}

impl<K: Clone + Eq + Hash, V: Weighed> Kept<K, V> {
    /// Room for so many bytes.
    #[must_use]
    pub fn new(most_bytes: usize) -> Self {
        let held = Held { bytes: 0, slots: HashMap::new(), order: VecDeque::new() };
        Self { most_bytes, held: Mutex::new(held) }
    }

    /// What is kept under a key.
    pub fn find(&self, key: &K) -> Option<V> {
        match locked(&self.held).slots.get_mut(key)? {
            Slot::Making(_) => None,
            Slot::Made { value, is_used, .. } => {
                *is_used = true;
                Some(value.clone())
            }
        }
    }

    /// What is kept under a key, worked out now if need be. Of several callers at once one does it.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        match self.try_get(key, || Ok::<V, Infallible>(make())) {
            Ok(made) => made,
            Err(never) => match never {},
        }
    }

    /// The same of what may fail; then nothing is kept, and the next who asks tries again.
    ///
    /// # Errors
    /// What working it out says.
    pub fn try_get<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let place = {
            let mut held = locked(&self.held);
            match held.slots.entry(key.clone()).or_insert_with(|| Slot::Making(Place::default())) {
                Slot::Making(place) => Arc::clone(place),
                Slot::Made { value, is_used, .. } => {
                    *is_used = true;
                    return Ok(value.clone());
                }
            }
        };
        let mut in_place = locked(&place);
        if let Some(there) = &*in_place {
            return Ok(there.clone());
        }
        let made = make();
        if let Ok(value) = &made {
            *in_place = Some(value.clone());
        }
        self.settle(key, &place, made.as_ref().ok());
        made
    }

    /// Keeps what was made in a place, or gives the place up.
    fn settle(&self, key: K, place: &Place<V>, made: Option<&V>) {
        let mut held = locked(&self.held);
        // After a failure those who waited try in a place that is no longer in the table; what they make is not kept.
        if !matches!(held.slots.get(&key), Some(Slot::Making(there)) if Arc::ptr_eq(there, place)) {
            return;
        }
        let bytes = made.map_or(0, |value| value.weight().saturating_add(PLACE_BYTES));
        // Nothing may drive out nearly all the rest.
        let Some(value) = made.filter(|_| bytes <= self.most_bytes / 4).cloned() else {
            held.slots.remove(&key);
            return;
        };
        held.slots.insert(key.clone(), Slot::Made { value, bytes, is_used: false });
        held.bytes += bytes;
        held.order.push_back(key);
        // Each is spared at most once: those spared stand at the end and are no longer used.
        while held.bytes > self.most_bytes
            && let Some(oldest) = held.order.pop_front()
        {
            match held.slots.get_mut(&oldest) {
                Some(Slot::Made { is_used, .. }) if *is_used => {
                    *is_used = false;
                    held.order.push_back(oldest);
                }
                _ => {
                    if let Some(Slot::Made { bytes, .. }) = held.slots.remove(&oldest) {
                        held.bytes -= bytes;
                    }
                }
            }
        }
    }
}

/// A panic while a lock was held cannot leave anything half done: things are moved in whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn what_was_asked_for_again_is_spared_once() {
        let kept = Kept::new(4_600);
        for key in 0..4 {
            kept.get(key, || Bytes::from(vec![0; 1_000]));
        }
        assert!(kept.find(&0).is_some());
        kept.get(4, || Bytes::from(vec![0; 1_000]));
        assert!(kept.held.lock().unwrap().slots.contains_key(&0) && kept.find(&1).is_none());
        for key in 5..9 {
            kept.get(key, || Bytes::from(vec![0; 1_000]));
        }
        assert!(kept.find(&0).is_none());
    }

    #[test]
    fn what_takes_more_than_a_quarter_of_the_room_is_given_and_not_kept() {
        let kept = Kept::new(4_000);
        kept.get(0, || Bytes::from(vec![0; 800]));
        assert_eq!(kept.get(1, || Bytes::from(vec![0; 1_000])).len(), 1_000);
        assert!(kept.find(&0).is_some() && kept.find(&1).is_none());
        let held = kept.held.lock().unwrap();
        assert!(held.bytes == 928 && held.slots.len() == 1 && held.order.len() == 1);
    }

    #[test]
    fn what_could_not_be_worked_out_is_tried_again() {
        let kept = Kept::new(8_000);
        assert_eq!(kept.try_get(1, || Err("no")), Err("no"));
        assert!(kept.held.lock().unwrap().slots.is_empty());
        assert_eq!(kept.try_get(1, || Ok::<_, ()>(Bytes::from_static(b"yes"))), Ok(Bytes::from_static(b"yes")));
        assert_eq!(kept.find(&1).as_deref(), Some(&b"yes"[..]));
    }
}
