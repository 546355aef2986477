//! Files that were made once and are given again, whole or in part, up to a fixed size: programs fetch a large file in many
//! parts, and all must be of the same file.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::api::etag;
use crate::api::problem::{Problem, UNAVAILABLE};

/// Bytes of files kept on the disk.
const MOST_BYTES: u64 = 1 << 30;
/// Files kept.
const MOST_FILES: usize = 64;
/// Files made at once: each takes a processor.
const MOST_MAKERS: u32 = 3;
/// How long a file waits for its turn to be made.
const PATIENCE: Duration = Duration::from_secs(10);
/// When it makes sense to try again, seconds.
const WAIT_S: u64 = 10;

/// A file on the shelf. It stays readable for whoever holds it when it is taken off, and is deleted when nobody does.
#[derive(Debug)]
pub struct Shelved {
    file: NamedTempFile,
    /// Its media type.
    pub media: &'static str,
    /// How long it is.
    pub bytes: u64,
    /// Its tag.
    pub tag: String,
}

impl Shelved {
    /// The file, at its beginning, with a place of its own.
    ///
    /// # Errors
    /// When the disk is broken.
    pub fn open(&self) -> std::io::Result<File> {
        self.file.reopen()
    }
}

/// One place on the shelf: whoever comes while the file is being made waits for that.
type Slot = Arc<Mutex<Option<Arc<Shelved>>>>;

/// The files that are kept, and how many are being made.
#[derive(Default)]
pub struct Shelf {
    held: Mutex<Held>,
    makers: Mutex<u32>,
    done: Condvar,
}

#[derive(Default)]
struct Held {
    bytes: u64,
    slots: HashMap<String, Slot>,
    /// The keys of those that are made with their sizes, the oldest first.
    order: VecDeque<(String, u64)>,
}

impl Shelf {
    /// The file under a key, made now if need be. Of several callers at once one makes it.
    ///
    /// # Errors
    /// What making it says; 503 when too many others are being made.
    pub fn get(
        &self,
        key: &str,
        media: &'static str,
        make: impl FnOnce(&mut File) -> Result<(), Problem>,
    ) -> Result<Arc<Shelved>, Problem> {
        let slot = Arc::clone(locked(&self.held).slots.entry(key.to_owned()).or_default());
        let mut place = locked(&slot);
        if let Some(shelved) = &*place {
            return Ok(Arc::clone(shelved));
        }
        let made = self.made(media, make);
        match &made {
            Ok(shelved) => {
                *place = Some(Arc::clone(shelved));
                self.keep(key, shelved.bytes);
            }
            // The next who asks tries again.
            Err(_) => drop(locked(&self.held).slots.remove(key)),
        }
        made
    }

    fn made(
        &self,
        media: &'static str,
        make: impl FnOnce(&mut File) -> Result<(), Problem>,
    ) -> Result<Arc<Shelved>, Problem> {
        let _turn = self.turn()?;
        let mut file = NamedTempFile::new().map_err(Problem::internal)?;
        make(file.as_file_mut())?;
        let mut read = file.reopen().map_err(Problem::internal)?;
        let bytes = read.seek(SeekFrom::End(0)).map_err(Problem::internal)?;
        read.seek(SeekFrom::Start(0)).map_err(Problem::internal)?;
        let tag = etag::of_file(&mut read, media).map_err(Problem::internal)?;
        Ok(Arc::new(Shelved { file, media, bytes, tag }))
    }

    /// A turn to make a file, given back when dropped.
    fn turn(&self) -> Result<Turn<'_>, Problem> {
        let makers = locked(&self.makers);
        let waited = self.done.wait_timeout_while(makers, PATIENCE, |makers| *makers >= MOST_MAKERS);
        let (mut makers, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            let detail = "Many files are being made just now. Please try again in a moment.";
            return Err(Problem::new(UNAVAILABLE, detail).because(&"too many files at once").after(WAIT_S));
        }
        *makers += 1;
        Ok(Turn(self))
    }

    fn keep(&self, key: &str, bytes: u64) {
        let mut held = locked(&self.held);
        held.bytes += bytes;
        held.order.push_back((key.to_owned(), bytes));
        while (held.bytes > MOST_BYTES || held.order.len() > MOST_FILES)
            && let Some((oldest, bytes)) = held.order.pop_front()
        {
            held.slots.remove(&oldest);
            held.bytes -= bytes;
        }
    }
}

/// A turn to make a file.
struct Turn<'s>(&'s Shelf);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *locked(&self.0.makers) -= 1;
        self.0.done.notify_one();
    }
}

/// A panic while a lock was held cannot leave anything half done: files and numbers are put in whole.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::api::problem::INVALID_PARAMETER;

    fn text(shelved: &Shelved) -> String {
        let mut text = String::new();
        shelved.open().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_file_is_made_once_for_its_key_however_many_ask_at_once() {
        let (shelf, made) = (Shelf::default(), AtomicUsize::new(0));
        let get = |key: &str| {
            let shelved = shelf.get(key, "text/plain", |file| {
                made.fetch_add(1, Ordering::Relaxed);
                file.write_all(key.as_bytes()).map_err(Problem::internal)
            });
            let shelved = shelved.unwrap();
            assert_eq!((text(&shelved).as_str(), shelved.bytes), (key, key.len() as u64));
        };
        std::thread::scope(|scope| {
            for number in 0..16 {
                scope.spawn(move || get(["one", "another"][number % 2]));
            }
        });
        assert_eq!(made.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_file_that_could_not_be_made_is_tried_again() {
        let shelf = Shelf::default();
        let failed = shelf.get("key", "text/plain", |_| Err(Problem::new(INVALID_PARAMETER, "too much")));
        assert_eq!(failed.unwrap_err().kind(), INVALID_PARAMETER);
        assert!(locked(&shelf.held).slots.is_empty() && *locked(&shelf.makers) == 0);
        shelf.get("key", "text/plain", |_| Ok(())).unwrap();
    }

    #[test]
    fn the_oldest_go_and_stay_readable_for_whoever_holds_them() {
        let shelf = Shelf::default();
        let put = |key: &str| shelf.get(key, "text/plain", |file| file.write_all(b"abc").map_err(Problem::internal));
        let first = put("first").unwrap();
        for number in 0..MOST_FILES {
            put(&number.to_string()).unwrap();
        }
        let held = locked(&shelf.held);
        assert!(!held.slots.contains_key("first") && held.slots.len() == MOST_FILES);
        assert_eq!(held.bytes, 3 * MOST_FILES as u64);
        assert_eq!(text(&first), "abc");
    }
}
