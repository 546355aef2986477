//! Records with the place of each in one R-tree.

use std::ops::Deref;

use crate::atlas::tree::Tree;
use crate::domain::place::{Extent, Position};

/// Records that do not change, by place. Answers are indexes into [`Layer::records`].
#[derive(Debug)]
pub struct Layer<T> {
    records: Vec<T>,
    tree: Tree,
}

/// The tree follows from the records.
impl<T: PartialEq> PartialEq for Layer<T> {
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records
    }
}

/// What is asked of places is asked of the tree.
impl<T> Deref for Layer<T> {
    type Target = Tree;

    fn deref(&self) -> &Tree {
        &self.tree
    }
}

impl<T> Layer<T> {
    /// Indexes records by the box each one covers; `None` for one without a place.
    pub fn new(records: Vec<T>, extent_of: impl Fn(&T) -> Option<Extent>) -> Self {
        Self { tree: Tree::of(records.iter().map(extent_of)), records }
    }

    /// Indexes records by the point each one stands at.
    pub fn of_points(records: Vec<T>, position_of: impl Fn(&T) -> Option<Position>) -> Self {
        Self::new(records, |record| position_of(record).map(|p| Extent { min: p, max: p }))
    }

    /// All records, in the order given.
    #[must_use]
    pub fn records(&self) -> &[T] {
        &self.records
    }

    /// The records, to fill in what does not move them.
    pub(super) fn records_mut(&mut self) -> &mut [T] {
        &mut self.records
    }
}
