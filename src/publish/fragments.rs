//! Features as GeoJSON text, written once for each version of a collection and copied from then on, up to so many bytes.
//!
//! A feature's text depends on nothing but the snapshot, the collection and the coordinate system, so pages, boxes and
//! lists in any order are put together from the same pieces. A piece is written when a page first needs it: a box on the map
//! takes its features from all over the order of keys, so to write what stands beside them as well would cost more than it
//! ever saves. Pieces lie in the texts of [`CHUNK`] features that follow each other: one lock and one piece of memory for
//! all of them. Who comes while a piece is being written waits for it.
//!
//! **Bound.** The text of an asset is about 1 kB, twice what all else that is held of it may take, and that of an area
//! three times as much. So not all is kept, but what is asked for, up to the bytes that the settings name. Beyond them, texts
//! that no page has copied since they were written or last spared go first, those of the table used longest ago before others:
//! somebody who reads all from the first page to the last does not drive out what the map shows. A text of more than
//! [`MOST_OF_ONE`] bytes is written each time.
//!
//! **Digest.** With each text goes its digest, whether it is kept or not, and the digest of a page is made of those of its
//! features. It says what the bytes are and nothing else, so it is the same after a restart and on another server, and costs
//! 16 bytes a feature instead of 1,000. SHA-256 (cut to 128 bits), although there are faster: it is paid once for each text, a
//! quarter of the time that writing it takes, and nobody who may enter data can make two versions with one tag.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use sha2::{Digest as _, Sha256};

use crate::features::collection::Features;
use crate::features::crs::Crs;

/// How many features that follow each other share a text.
const CHUNK: usize = 32;
/// The longest text of one feature that is kept, bytes.
const MOST_OF_ONE: usize = 64 << 10;
/// What a chunk without texts takes.
const BYTES_OF_CHUNK: usize = size_of::<Arc<Mutex<Chunk>>>() + 2 * size_of::<usize>() + size_of::<Mutex<Chunk>>();
/// Tables kept: each is a collection of a snapshot in one coordinate system.
const MOST_TABLES: usize = 64;

/// What names the text of a feature.
pub type Digest = [u8; 16];

/// The texts that are kept.
pub struct Fragments {
    most_bytes: usize,
    /// The one used last at the end.
    tables: Mutex<Vec<Arc<Table>>>,
}

/// The texts of a collection of one snapshot in one coordinate system.
pub struct Table {
    snapshot: u64,
    collection: String,
    crs: Crs,
    /// Shared with the table of an earlier snapshot as far as none of their features was edited.
    chunks: Box<[Arc<Mutex<Chunk>>]>,
    bytes: AtomicUsize,
}

/// The texts of features that follow each other, in the order in which they were written.
#[derive(Default)]
struct Chunk {
    text: Vec<u8>,
    /// Where the text of each stands; nothing at all while there is none.
    places: Box<[Place]>,
    /// Whether a page has copied any of it since it was written or last spared.
    is_used: bool,
}

/// Where a text stands among the others. None is empty.
#[derive(Clone, Copy, Default)]
struct Place {
    from: u32,
    length: u32,
    digest: Digest,
}

impl Fragments {
    /// Room for so many bytes.
    #[must_use]
    pub fn new(most_bytes: usize) -> Self {
        Self { most_bytes, tables: Mutex::default() }
    }

    /// The texts of a collection as a snapshot shows it. Snapshots are told apart by their serial numbers, so what two
    /// people may not both see is never in the same table. `edited_since` tells which features are others than in an earlier
    /// snapshot that the same people saw: the texts of the rest are taken over from there. `None` when there is no room at
    /// all.
    #[must_use]
    pub fn of(
        &self,
        snapshot: u64,
        edited_since: &dyn Fn(u64) -> Option<Vec<usize>>,
        features: &dyn Features,
        crs: Crs,
    ) -> Option<Arc<Table>> {
        if self.most_bytes == 0 {
            return None;
        }
        let name = &*features.described().name;
        let mut tables = locked(&self.tables);
        let is_its = |table: &Arc<Table>| table.crs == crs && table.collection == name;
        let held = tables.iter().position(|table| table.snapshot == snapshot && is_its(table));
        let table = held.map(|place| tables.remove(place)).unwrap_or_else(|| {
            // The one used last is the nearest.
            let mut before = tables.iter().enumerate().rev().filter(|(_, table)| is_its(table));
            match before.find_map(|(place, table)| Some((place, edited_since(table.snapshot)?))) {
                Some((place, edited)) => Arc::new(tables.remove(place).after(snapshot, &edited)),
                None => Arc::new(Table::new(snapshot, name, crs, features.len())),
            }
        });
        tables.push(Arc::clone(&table));
        if tables.len() > MOST_TABLES {
            tables.remove(0);
        }
        Some(table)
    }

    /// Lets go of what is beyond the bound. To be called when a page is done.
    pub fn make_room(&self) {
        let mut tables = locked(&self.tables);
        let mut bytes: usize = tables.iter().map(|table| table.bytes.load(Relaxed)).sum();
        if bytes <= self.most_bytes {
            return;
        }
        // Some more than must be, so that it is not done for every page.
        let enough = self.most_bytes / 8 * 7;
        // What was used is spared the first time round.
        for _ in 0..2 {
            for table in tables.iter() {
                for chunk in &table.chunks {
                    if bytes <= enough {
                        return;
                    }
                    // One that a page is being written from is in use.
                    let mut chunk = match chunk.try_lock() {
                        Ok(chunk) => chunk,
                        Err(TryLockError::Poisoned(error)) => error.into_inner(),
                        Err(TryLockError::WouldBlock) => continue,
                    };
                    if std::mem::take(&mut chunk.is_used) {
                        continue;
                    }
                    let gone = std::mem::take(&mut *chunk).bytes();
                    // Some of it may have been written for the table that it was taken over from.
                    let left = |held: usize| Some(held.saturating_sub(gone));
                    let _ = table.bytes.fetch_update(Relaxed, Relaxed, left);
                    bytes = bytes.saturating_sub(gone);
                }
            }
        }
        // The tables themselves, but for the one in use, are too large for the bound.
        let in_use = tables.len().saturating_sub(1);
        tables.drain(..in_use);
    }
}

impl Table {
    fn new(snapshot: u64, collection: &str, crs: Crs, count: usize) -> Self {
        let chunks: Box<[Arc<Mutex<Chunk>>]> = (0..count.div_ceil(CHUNK)).map(|_| Arc::default()).collect();
        let bytes = AtomicUsize::new(chunks.len() * BYTES_OF_CHUNK);
        Self { snapshot, collection: collection.to_owned(), crs, chunks, bytes }
    }

    /// The table of a later snapshot in which some features were edited.
    fn after(&self, snapshot: u64, edited: &[usize]) -> Self {
        let mut chunks = self.chunks.clone();
        let mut bytes = self.bytes.load(Relaxed);
        for run in edited.chunk_by(|one, next| one / CHUNK == next / CHUNK) {
            if let Some(chunk) = run.first().and_then(|first| chunks.get_mut(first / CHUNK)) {
                bytes = bytes.saturating_sub(locked(chunk).bytes());
                *chunk = Arc::default();
            }
        }
        Self { snapshot, collection: self.collection.clone(), crs: self.crs, chunks, bytes: bytes.into() }
    }

    /// Adds the texts of features to a page, each with a comma after it, and their digests to a list. `write` adds the text
    /// of one.
    ///
    /// # Errors
    /// What `write` says.
    pub fn copy<E>(
        &self,
        items: &[usize],
        page: &mut Vec<u8>,
        digests: &mut Vec<Digest>,
        mut write: impl FnMut(usize, &mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        for run in items.chunk_by(|one, next| one / CHUNK == next / CHUNK) {
            let Some(mut chunk) =
                run.first().and_then(|first| self.chunks.get(first / CHUNK)).map(|chunk| locked(chunk))
            else {
                continue;
            };
            let before = chunk.bytes();
            chunk.copy(run, page, digests, &mut write)?;
            // Only ever more: what goes, goes in `make_room`, which passes over what is locked.
            self.bytes.fetch_add(chunk.bytes() - before, Relaxed);
        }
        Ok(())
    }
}

impl Chunk {
    fn copy<E>(
        &mut self,
        run: &[usize],
        page: &mut Vec<u8>,
        digests: &mut Vec<Digest>,
        write: &mut impl FnMut(usize, &mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut new: Vec<(usize, Range<usize>, Digest)> = Vec::new();
        for &index in run {
            if let Some(place) = self.places.get(index % CHUNK).filter(|place| place.length > 0) {
                let from = place.from as usize;
                page.extend_from_slice(&self.text[from..from + place.length as usize]);
                digests.push(place.digest);
                self.is_used = true;
            } else {
                let from = page.len();
                write(index, page)?;
                let digest = digest(&page[from..]);
                digests.push(digest);
                if (1..=MOST_OF_ONE).contains(&(page.len() - from)) {
                    new.push((index, from..page.len(), digest));
                }
            }
            page.push(b',');
        }
        if new.is_empty() {
            return Ok(());
        }
        if self.places.is_empty() {
            self.places = vec![Place::default(); CHUNK].into();
        }
        self.text.reserve_exact(new.iter().map(|(_, text, _)| text.len()).sum());
        for (index, text, digest) in new {
            let place = &mut self.places[index % CHUNK];
            // A list may name one feature twice. 32 texts of 64 KiB are far from 4 GiB.
            if place.length == 0 {
                *place = Place { from: self.text.len() as u32, length: text.len() as u32, digest };
                self.text.extend_from_slice(&page[text]);
            }
        }
        Ok(())
    }

    fn bytes(&self) -> usize {
        self.text.capacity() + std::mem::size_of_val(&*self.places)
    }
}

/// Adds texts that nothing is kept of to a page, as [`Table::copy`] does.
///
/// # Errors
/// What `write` says.
pub fn write_each<E>(
    items: &[usize],
    page: &mut Vec<u8>,
    digests: &mut Vec<Digest>,
    mut write: impl FnMut(usize, &mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    for index in items {
        let from = page.len();
        write(*index, page)?;
        digests.push(digest(&page[from..]));
        page.push(b',');
    }
    Ok(())
}

/// What names a text.
#[must_use]
pub fn digest(text: &[u8]) -> Digest {
    let mut digest = Digest::default();
    digest.copy_from_slice(&Sha256::digest(text)[..16]);
    digest
}

/// A panic while a lock was held leaves at most a text that no place leads to.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::assets::Assets;
    use crate::features::collection::{Described, Shape};
    use crate::features::scalar::Scalar;
    use crate::features::table::Collection as _;

    /// Features without anything, so many of them.
    struct Bare(usize);

    impl Features for Bare {
        fn described(&self) -> &Described {
            Assets::described()
        }
        fn len(&self) -> usize {
            self.0
        }
        fn id(&self, _: usize) -> &str {
            "a"
        }
        fn index_of(&self, _: &str) -> Option<usize> {
            None
        }
        fn value(&self, _: usize, _: usize) -> Scalar<'_> {
            Scalar::Null
        }
        fn shape(&self, _: usize, _: Crs) -> Shape<'_> {
            Shape::Nowhere
        }
        fn near(&self, _: crate::domain::place::Extent) -> Vec<usize> {
            Vec::new()
        }
    }

    /// Of a snapshot that no other came before.
    fn never(_: u64) -> Option<Vec<usize>> {
        None
    }

    /// What a page of these features is, and which of them were written for it.
    fn page(table: &Table, items: &[usize], length: usize) -> (String, Vec<Digest>, Vec<usize>) {
        let (mut page, mut digests, mut written) = (Vec::new(), Vec::new(), Vec::new());
        let write = |index: usize, out: &mut Vec<u8>| {
            written.push(index);
            let number = format!("{index:03}");
            out.extend([vec![b'0'; length - number.len().min(length)], number.into()].concat());
            Ok::<(), ()>(())
        };
        table.copy(items, &mut page, &mut digests, write).unwrap();
        (String::from_utf8(page).unwrap(), digests, written)
    }

    #[test]
    fn each_text_is_written_once_and_copied_from_then_on_in_any_order() {
        let fragments = Fragments::new(1 << 20);
        let table = fragments.of(1, &never, &Bare(100), Crs::Crs84).unwrap();
        assert_eq!(page(&table, &[1, 2, 70], 3).2, [1, 2, 70]);
        let again = page(&fragments.of(1, &never, &Bare(100), Crs::Crs84).unwrap(), &[70, 2, 3, 2, 99, 1], 3);
        assert_eq!(again.0, "070,002,003,002,099,001,");
        assert_eq!(again.2, [3, 99]);
        assert_eq!(again.1, ["070", "002", "003", "002", "099", "001"].map(|text| digest(text.as_bytes())));
        let (mut plain, mut digests) = (Vec::new(), Vec::new());
        let write = |index: usize, out: &mut Vec<u8>| {
            out.extend(format!("{index:03}").bytes());
            Ok::<(), ()>(())
        };
        write_each(&[70, 2, 3, 2, 99, 1], &mut plain, &mut digests, write).unwrap();
        assert_eq!((plain, digests), (again.0.into_bytes(), again.1));
    }

    #[test]
    fn another_snapshot_system_or_collection_has_texts_of_its_own() {
        let fragments = Fragments::new(1 << 20);
        page(&fragments.of(1, &never, &Bare(100), Crs::Crs84).unwrap(), &[1], 3);
        for (snapshot, crs) in [(2, Crs::Crs84), (1, Crs::Epsg27700)] {
            assert_eq!(page(&fragments.of(snapshot, &never, &Bare(100), crs).unwrap(), &[1], 3).2, [1]);
        }
    }

    #[test]
    fn after_an_edit_only_texts_beside_it_are_written_again_and_the_old_snapshot_keeps_its_own() {
        let fragments = Fragments::new(1 << 20);
        let old = fragments.of(1, &never, &Bare(100), Crs::Crs84).unwrap();
        page(&old, &[1, 2, 40, 70], 3);
        let bytes = old.bytes.load(Relaxed);
        let since = |serial: u64| (serial == 1).then(|| vec![2, 99]);
        assert_eq!(page(&fragments.of(2, &since, &Bare(100), Crs::Epsg27700).unwrap(), &[40], 3).2, [40]);
        let new = fragments.of(2, &since, &Bare(100), Crs::Crs84).unwrap();
        assert!(new.bytes.load(Relaxed) < bytes);
        assert_eq!(page(&new, &[1, 2, 40, 70], 4).2, [1, 2]);
        assert_eq!(page(&new, &[1, 2, 40, 70], 4).0, "0001,0002,040,070,");
        assert_eq!(page(&old, &[1, 2], 3), ("001,002,".to_owned(), vec![digest(b"001"), digest(b"002")], vec![]));
        assert_eq!(page(&fragments.of(3, &never, &Bare(100), Crs::Crs84).unwrap(), &[40], 3).2, [40]);
    }

    #[test]
    fn beyond_the_bound_what_is_used_stays_and_what_was_only_written_goes() {
        let fragments = Fragments::new(100_000);
        let table = fragments.of(1, &never, &Bare(4_000), Crs::Crs84).unwrap();
        let used: Vec<usize> = (0..32).collect();
        for _ in 0..2 {
            page(&table, &used, 1_000);
        }
        for first in (64..4_000).step_by(64) {
            page(&table, &[first], 1_000);
            page(&table, &used, 1_000);
            fragments.make_room();
            assert!(table.bytes.load(Relaxed) <= 100_000);
        }
        let bytes: usize = table.chunks.iter().map(|chunk| locked(chunk).bytes()).sum();
        assert_eq!(table.bytes.load(Relaxed), bytes + table.chunks.len() * BYTES_OF_CHUNK);
        assert!(page(&table, &used, 1_000).2.is_empty(), "what every page used is still there");
        assert_eq!(page(&table, &[64], 1_000).2, [64], "what no page used again is not");
    }

    #[test]
    fn a_very_long_text_and_a_feature_that_is_not_there_are_not_kept() {
        let table = Fragments::new(1 << 30).of(1, &never, &Bare(10), Crs::Crs84).unwrap();
        for _ in 0..2 {
            assert_eq!(page(&table, &[1, 1_000], MOST_OF_ONE + 1).2, [1]);
        }
    }
}
