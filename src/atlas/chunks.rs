//! A long list in pieces that lists share: another list with a few records changed costs a few pieces.

use std::cmp::Ordering;
use std::iter::FlatMap;
use std::ops::Index;
use std::slice;
use std::sync::Arc;

use rayon::prelude::*;

/// Records of a piece. A change copies one piece and the pointers to all: of a million records, 4,000 pointers.
const PIECE: usize = 256;

/// Records in an order. Nothing in it ever changes; [`Chunks::with`] gives another list.
#[derive(Debug)]
pub struct Chunks<T> {
    /// All full but the last.
    pieces: Vec<Arc<[T]>>,
    count: usize,
}

/// Records piece by piece.
pub type Iter<'a, T> = FlatMap<slice::Iter<'a, Arc<[T]>>, slice::Iter<'a, T>, fn(&'a Arc<[T]>) -> slice::Iter<'a, T>>;

impl<T> Chunks<T> {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The record at an index; `None` beyond the end.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.pieces.get(index / PIECE)?.get(index % PIECE)
    }

    /// All of them, in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }

    /// Whether another list is as long and each record is the same as its counterpart. Pieces that both share are not
    /// looked through.
    pub fn is_like(&self, other: &Self, mut same: impl FnMut(&T, &T) -> bool) -> bool {
        let mut alike = |(a, b): (&Arc<[T]>, &Arc<[T]>)| {
            Arc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)))
        };
        self.count == other.count && self.pieces.iter().zip(&other.pieces).all(&mut alike)
    }

    /// Like `binary_search_by` of a slice, for records that are in order.
    ///
    /// # Errors
    /// Where the record would stand, when there is none.
    pub fn binary_search_by(&self, mut compare: impl FnMut(&T) -> Ordering) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            match compare(&self[middle]) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Ok(middle),
            }
        }
        Err(low)
    }
}

impl<T: Sync + Send> Chunks<T> {
    /// All of them, in order, on all threads.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = &T> {
        (0..self.count).into_par_iter().map(|index| &self[index])
    }
}

impl<T: Send> From<Vec<T>> for Chunks<T>
where
    Arc<[T]>: Send,
{
    /// The same list, cut on all threads.
    fn from(records: Vec<T>) -> Self {
        let pieces: Vec<Arc<[T]>> = records.into_par_iter().chunks(PIECE).map(Arc::from).collect();
        let count = count(&pieces);
        Self { pieces, count }
    }
}

impl<T: Clone> Chunks<T> {
    /// The same list with other records at some indexes, and more at its end. An index beyond the end changes nothing.
    #[must_use]
    pub fn with(&self, changed: impl IntoIterator<Item = (usize, T)>, more: impl IntoIterator<Item = T>) -> Self {
        let mut pieces = self.pieces.clone();
        for (index, record) in changed {
            if let Some(piece) = pieces.get_mut(index / PIECE)
                && let Some(place) = Arc::make_mut(piece).get_mut(index % PIECE)
            {
                *place = record;
            }
        }
        let mut more = more.into_iter().peekable();
        if more.peek().is_some() {
            // The last piece is filled up first.
            let begun: Vec<T> =
                pieces.pop_if(|piece| piece.len() < PIECE).map_or_else(Vec::new, |piece| piece.to_vec());
            pieces.extend(begun.into_iter().chain(more).collect::<Self>().pieces);
        }
        let count = count(&pieces);
        Self { pieces, count }
    }
}

fn count<T>(pieces: &[Arc<[T]>]) -> usize {
    pieces.last().map_or(0, |last| (pieces.len() - 1) * PIECE + last.len())
}

impl<T> Clone for Chunks<T> {
    fn clone(&self) -> Self {
        Self { pieces: self.pieces.clone(), count: self.count }
    }
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { pieces: Vec::new(), count: 0 }
    }
}

impl<T> FromIterator<T> for Chunks<T> {
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut records = records.into_iter();
        let mut pieces = Vec::new();
        loop {
            let piece: Vec<T> = records.by_ref().take(PIECE).collect();
            let is_last = piece.len() < PIECE;
            if !piece.is_empty() {
                pieces.push(Arc::from(piece));
            }
            if is_last {
                break;
            }
        }
        let count = count(&pieces);
        Self { pieces, count }
    }
}

impl<T> Index<usize> for Chunks<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.pieces[index / PIECE][index % PIECE]
    }
}

impl<'a, T> IntoIterator for &'a Chunks<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Chunks<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_like(other, PartialEq::eq)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_in_pieces_is_the_list(
            first in prop::collection::vec(0_u32..9, 0..900),
            changed in prop::collection::vec((0_usize..1200, 9_u32..99), 0..20),
            more in prop::collection::vec(0_u32..9, 0..600),
        ) {
            let before: Chunks<u32> = first.iter().copied().collect();
            let after = before.with(changed.iter().copied(), more.iter().copied());
            let mut plain = first.clone();
            for (index, value) in &changed {
                if let Some(place) = plain.get_mut(*index) {
                    *place = *value;
                }
            }
            plain.extend(&more);
            prop_assert!(before.iter().eq(&first), "the first list is as it was");
            prop_assert!(after.iter().eq(&plain) && after.len() == plain.len());
            prop_assert!(after.par_iter().map(|value| *value).collect::<Vec<u32>>() == plain);
            prop_assert!((0..plain.len()).all(|index| after[index] == plain[index]) && after.get(plain.len()).is_none());
            prop_assert_eq!(&after, &plain.iter().copied().collect::<Chunks<u32>>());
            prop_assert_eq!(&after, &Chunks::from(plain.clone()));
            prop_assert_eq!(after == before, plain == first);
        }
    }

    #[test]
    fn a_record_is_found_in_an_ordered_list() {
        let evens: Chunks<usize> = (0..1000).map(|number| number * 2).collect();
        assert_eq!(evens.binary_search_by(|found| found.cmp(&998)), Ok(499));
        assert_eq!(evens.binary_search_by(|found| found.cmp(&999)), Err(500));
    }
}
