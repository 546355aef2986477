//! What becomes of each row of a file, by what the file itself says and by what is held: one judge for the preview, which
//! writes nothing, and for the commit.
//!
//! Rows come in parts and only a digest of each is remembered, so that a file of a million rows takes tens of megabytes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use rayon::prelude::*;

use crate::domain::imported::{Row, RowOutcome};
use crate::domain::person::council_slug;
use crate::domain::source::SourceId;
use crate::store::cell::Cell;
use crate::store::error::StoreError;
use crate::store::table::{Table, checked_cells, decode, held, key_in_words, key_of};
use crate::store::transaction::Transaction;

/// Rows compared and written at a time.
pub(super) const BATCH: usize = 4000;

/// How many of them one thread takes at once.
const ROWS_AT_ONCE: usize = 250;

/// What becomes of one row.
pub(super) enum Verdict<'r, T> {
    /// Nothing was held under its key.
    New {
        /// What is to be written, the key first.
        cells: Vec<Cell<'r>>,
    },
    /// Something else was held under its key.
    Changed {
        /// Its whole key.
        key: String,
        /// What was held.
        before: Box<T>,
        /// What is to be held.
        after: Box<T>,
    },
    /// It says what is held, or what an earlier row of the file said.
    Unchanged {
        /// What is held, where that is not the very same record: a person's facts stay, for instance.
        held: Option<Box<T>>,
    },
    /// It is left out, and why.
    Refused(String),
}

impl<T> Verdict<'_, T> {
    /// The word for it.
    pub const fn outcome(&self) -> RowOutcome {
        match self {
            Self::New { .. } => RowOutcome::New,
            Self::Changed { .. } => RowOutcome::Changed,
            Self::Unchanged { .. } => RowOutcome::Unchanged,
            Self::Refused(_) => RowOutcome::Refused,
        }
    }
}

/// Judges the rows of one file, in their order.
pub(super) struct Judge {
    /// The first row of each key.
    seen: HashMap<u128, First>,
    /// The council that the file speaks for, as councils are compared; `None` for all.
    only: Option<String>,
    /// Secret numbers, so that nobody can write a file with two rows of one digest.
    secrets: [RandomState; 2],
}

/// A record as it would be written, with digests of its key and of all of it.
struct Prepared<'r> {
    cells: Vec<Cell<'r>>,
    key: u128,
    says: u64,
}

/// What is remembered of the first row of a key.
struct First {
    number: u64,
    says: u64,
}

impl Judge {
    pub fn new() -> Self {
        Self { seen: HashMap::new(), only: None, secrets: [RandomState::new(), RandomState::new()] }
    }

    /// From now on the file speaks for one council alone: what is held of another it neither changes nor shows.
    pub fn only_of(&mut self, council: Option<&str>) {
        self.only = council.map(council_slug);
    }

    /// Why the file may not touch what is held, if so. Nothing but the key of it is told.
    fn refuses_another_councils<T: Table>(&self, held: &T, key: &str) -> Option<String> {
        let (only, council) = (self.only.as_ref()?, held.council()?);
        (council_slug(council) != *only).then(|| {
            format!(
                "Another council's asset has the same id ({}) already, so this row would change theirs. Give this one another \
                 reference, or ask an administrator to load it.",
                key_in_words(key)
            )
        })
    }

    /// Whether the file has a row of this key, as far as it was judged.
    pub fn has_seen(&self, key: &str) -> bool {
        self.seen.contains_key(&self.digest(key))
    }

    /// One verdict for each of some rows, at most [`BATCH`] of them.
    pub async fn judge<'r, T: Table>(
        &mut self,
        transaction: &mut Transaction,
        rows: &'r [Row<T>],
        source: &'r SourceId,
    ) -> Result<Vec<Verdict<'r, T>>, StoreError> {
        let prepared: Vec<_> =
            rows.par_iter().with_min_len(ROWS_AT_ONCE).map(|row| self.prepare(&row.value, source)).collect();
        let mut verdicts: Vec<Verdict<'r, T>> = Vec::with_capacity(rows.len());
        let mut fresh = Vec::with_capacity(rows.len());
        for (index, (row, prepared)) in rows.iter().zip(prepared).enumerate() {
            if row.value.source().is_some_and(|named| named != source) {
                return Err(StoreError::Conflict {
                    reason: format!("Row {} names another source than its file. Nothing was changed.", row.number),
                    source: None,
                });
            }
            verdicts.push(match prepared {
                Err(reason) => Verdict::Refused(reason),
                Ok(prepared) => match self.earlier::<T>(row.number, &prepared) {
                    Some(verdict) => verdict,
                    None => {
                        fresh.push(index);
                        Verdict::New { cells: prepared.cells }
                    }
                },
            });
        }
        let asked: Vec<&Vec<Cell<'_>>> = fresh
            .iter()
            .filter_map(|&index| match &verdicts[index] {
                Verdict::New { cells } => Some(cells),
                _ => None,
            })
            .collect();
        let mut held = held::<T>(transaction, &asked).await?;
        for index in fresh {
            let Verdict::New { cells } = &verdicts[index] else { continue };
            let key = key_of(cells, T::SQL.keys);
            let Some(old) = held.remove(&*key) else { continue };
            if old == *cells {
                verdicts[index] = Verdict::Unchanged { held: None };
                continue;
            }
            // Written by another version of catmap, the same record may look different.
            let before: T = decode(old)?;
            let refused = T::refuses(&before, &rows[index].value);
            if let Some(reason) = refused.or_else(|| self.refuses_another_councils(&before, &key)) {
                verdicts[index] = Verdict::Refused(reason);
                continue;
            }
            let after = T::merged(&before, &rows[index].value);
            let before = Box::new(before);
            verdicts[index] = if *before == after {
                Verdict::Unchanged { held: Some(before) }
            } else {
                Verdict::Changed { key: key.into_owned(), before, after: Box::new(after) }
            };
        }
        Ok(verdicts)
    }

    /// What can be said of a record apart from all others, or why it cannot be kept.
    fn prepare<'r, T: Table>(&self, value: &'r T, source: &'r SourceId) -> Result<Prepared<'r>, String> {
        let cells = checked_cells(value, source)?;
        let (key, says) = (self.digest(&key_of(&cells, T::SQL.keys)), self.says(&cells));
        Ok(Prepared { cells, key, says })
    }

    /// The verdict on a row whose key an earlier row of the file has; `None` when it is the first.
    fn earlier<'r, T: Table>(&mut self, number: u64, row: &Prepared<'r>) -> Option<Verdict<'r, T>> {
        let first = match self.seen.entry(row.key) {
            Entry::Occupied(first) => first.into_mut(),
            Entry::Vacant(free) => {
                free.insert(First { number, says: row.says });
                return None;
            }
        };
        Some(if first.says == row.says {
            Verdict::Unchanged { held: None }
        } else {
            Verdict::Refused(format!(
                "Row {} of the same file has the same {} ({}) and says something else. Correct one of the two.",
                first.number,
                T::KEY,
                key_in_words(&key_of(&row.cells, T::SQL.keys))
            ))
        })
    }

    fn digest(&self, key: &str) -> u128 {
        let [one, other] = &self.secrets;
        u128::from(one.hash_one(key)) << 64 | u128::from(other.hash_one(key))
    }

    fn says(&self, cells: &[Cell<'_>]) -> u64 {
        let mut hasher = self.secrets[0].build_hasher();
        for cell in cells {
            match cell {
                Cell::Text(text) => text.hash(&mut hasher),
                Cell::Integer(number) => number.hash(&mut hasher),
                Cell::Real(number) => number.map(f64::to_bits).hash(&mut hasher),
                Cell::Date(date) => date.hash(&mut hasher),
                Cell::Moment(moment) => moment.hash(&mut hasher),
                Cell::Bytes(bytes) => bytes.hash(&mut hasher),
            }
        }
        hasher.finish()
    }
}
