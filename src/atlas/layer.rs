//! One R-tree and the records behind it: within a box, nearest, around a point.

use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::domain::place::{Extent, Position};

/// Records with the place of each in an R-tree. A record without a place is kept and is found by no question of place.
///
/// Answers are indexes into [`Layer::records`]. The R*-tree (Beckmann et al. 1990) is bulk-loaded once and never changed.
#[derive(Debug)]
pub struct Layer<T> {
    records: Vec<T>,
    tree: RTree<Entry>,
    nowhere: Vec<usize>,
}

/// The box of one record. A point is a box without size.
#[derive(Clone, Copy, Debug)]
struct Entry {
    envelope: AABB<[f64; 2]>,
    index: u32,
}

/// The tree follows from the records.
impl<T: PartialEq> PartialEq for Layer<T> {
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records
    }
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl PointDistance for Entry {
    fn distance_2(&self, point: &[f64; 2]) -> f64 {
        self.envelope.distance_2(point)
    }
}

impl<T> Layer<T> {
    /// Indexes records by the box each one covers; `None` for one without a place.
    pub fn new(records: Vec<T>, extent_of: impl Fn(&T) -> Option<Extent>) -> Self {
        let mut nowhere = Vec::new();
        let entries = (0u32..)
            .zip(&records)
            .filter_map(|(index, record)| {
                let extent = extent_of(record);
                if extent.is_none() {
                    nowhere.push(index as usize);
                }
                extent.map(|extent| Entry { envelope: envelope(extent), index })
            })
            .collect();
        Self { tree: RTree::bulk_load(entries), records, nowhere }
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

    /// The box around every placed record.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        let around = self.tree.root().envelope();
        let corner = |[easting_m, northing_m]: [f64; 2]| Position::new(easting_m, northing_m).ok();
        Some(Extent { min: corner(around.lower())?, max: corner(around.upper())? }).filter(|_| self.placed() > 0)
    }

    /// How many records have a place.
    #[must_use]
    pub fn placed(&self) -> usize {
        self.tree.size()
    }

    /// The records without a place, in order.
    #[must_use]
    pub fn nowhere(&self) -> &[usize] {
        &self.nowhere
    }

    /// The records whose box touches the extent, edges included, in no particular order.
    pub fn within(&self, extent: Extent) -> impl Iterator<Item = usize> + '_ {
        self.tree.locate_in_envelope_intersecting(envelope(extent)).map(|entry| entry.index as usize)
    }

    /// The records whose box covers the position, edges included, in no particular order.
    pub fn covering(&self, position: Position) -> impl Iterator<Item = usize> + '_ {
        self.within(Extent { min: position, max: position })
    }

    /// The records whose box comes within so many metres of the position, edge included, in no particular order.
    pub fn around(&self, position: Position, radius_m: f64) -> impl Iterator<Item = usize> + '_ {
        self.tree
            .locate_within_distance([position.easting_m, position.northing_m], radius_m * radius_m)
            .map(|entry| entry.index as usize)
    }

    /// The placed records with the distance of each one's box in metres, nearest first, as far as the caller asks.
    pub fn nearest_first(&self, position: Position) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.tree
            .nearest_neighbor_iter_with_distance_2([position.easting_m, position.northing_m])
            .map(|(entry, squared)| (entry.index as usize, squared.sqrt()))
    }

    /// The nearest record and the distance of its box in metres; of several equally near, the first in order.
    #[must_use]
    pub fn nearest(&self, position: Position) -> Option<(usize, f64)> {
        let mut nearest: Option<(usize, f64)> = None;
        for (index, distance_m) in self.nearest_first(position) {
            match nearest {
                Some((_, least_m)) if distance_m > least_m => break,
                Some((first, _)) if first < index => {}
                _ => nearest = Some((index, distance_m)),
            }
        }
        nearest
    }
}

fn envelope(extent: Extent) -> AABB<[f64; 2]> {
    AABB::from_corners([extent.min.easting_m, extent.min.northing_m], [extent.max.easting_m, extent.max.northing_m])
}
