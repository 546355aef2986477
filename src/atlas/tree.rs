//! An R-tree over the boxes of numbered records, with those that moved since beside it: within, around, nearest first.

use std::collections::BTreeMap;
use std::sync::Arc;

use rstar::{AABB, Envelope, PointDistance, RTree, RTreeObject};

use crate::domain::place::{Extent, Position};

/// Where numbered records are. A record without a place is kept and is found by no question of place.
///
/// The R*-tree (Beckmann et al. 1990) is bulk-loaded once, never changed, and shared by all that differ from it in a few
/// records. Those are looked through one by one ([`Tree::with`]), so they should stay few.
#[derive(Clone, Debug)]
pub struct Tree {
    packed: Arc<Packed>,
    /// Where records are that are not where the tree has them; `None` for nowhere.
    moved: BTreeMap<u32, Option<AABB<[f64; 2]>>>,
}

#[derive(Debug)]
struct Packed {
    tree: RTree<Entry>,
    nowhere: Vec<usize>,
}

/// The box of one record. A point is a box without size.
#[derive(Clone, Copy, Debug)]
struct Entry {
    envelope: AABB<[f64; 2]>,
    index: u32,
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

impl Tree {
    /// Indexes records by the box each one covers, numbered from 0; `None` for one without a place.
    pub fn of(extents: impl IntoIterator<Item = Option<Extent>>) -> Self {
        let (mut nowhere, mut entries) = (Vec::new(), Vec::new());
        for (index, extent) in (0_u32..).zip(extents) {
            match extent {
                Some(extent) => entries.push(Entry { envelope: envelope(extent), index }),
                None => nowhere.push(index as usize),
            }
        }
        Self { packed: Arc::new(Packed { tree: RTree::bulk_load(entries), nowhere }), moved: BTreeMap::new() }
    }

    /// The same with some records elsewhere.
    #[must_use]
    pub fn with(&self, moved: impl IntoIterator<Item = (usize, Option<Position>)>) -> Self {
        let mut with = self.clone();
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let point = |position: Position| envelope(Extent { min: position, max: position });
        with.moved.extend(moved.into_iter().map(|(index, position)| (number(index), position.map(point))));
        with
    }

    /// How many records are looked through one by one.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.moved.len()
    }

    fn has_moved(&self, entry: &Entry) -> bool {
        !self.moved.is_empty() && self.moved.contains_key(&entry.index)
    }

    /// Boxes of those that are not where the tree has them.
    fn elsewhere(&self) -> impl Iterator<Item = Entry> + '_ {
        self.moved.iter().filter_map(|(index, place)| Some(Entry { envelope: (*place)?, index: *index }))
    }

    /// The box around every placed record.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        let around = if self.moved.is_empty() {
            self.packed.tree.root().envelope()
        } else {
            let packed = self.packed.tree.iter().filter(|entry| !self.has_moved(entry)).copied();
            packed.chain(self.elsewhere()).fold(AABB::new_empty(), |around, entry| around.merged(&entry.envelope))
        };
        let corner = |[easting_m, northing_m]: [f64; 2]| Position::new(easting_m, northing_m).ok();
        let is_box = around.lower() <= around.upper();
        Some(Extent { min: corner(around.lower())?, max: corner(around.upper())? }).filter(|_| is_box)
    }

    /// The records without a place, in order.
    pub fn nowhere(&self) -> impl Iterator<Item = usize> + '_ {
        let is_still = |index: &usize| u32::try_from(*index).is_ok_and(|index| !self.moved.contains_key(&index));
        let mut nowhere: Vec<usize> = self.packed.nowhere.iter().copied().filter(is_still).collect();
        nowhere.extend(self.moved.iter().filter(|(_, place)| place.is_none()).map(|(index, _)| *index as usize));
        nowhere.sort_unstable();
        nowhere.into_iter()
    }

    /// The records whose box touches the extent, edges included, in no particular order.
    pub fn within(&self, extent: Extent) -> impl Iterator<Item = usize> + '_ {
        let asked = envelope(extent);
        let packed = self.packed.tree.locate_in_envelope_intersecting(asked).filter(|entry| !self.has_moved(entry));
        let elsewhere = self.elsewhere().filter(move |entry| entry.envelope.intersects(&asked));
        packed.copied().chain(elsewhere).map(|entry| entry.index as usize)
    }

    /// The records whose box comes within so many metres of the position, edge included, in no particular order.
    pub fn around(&self, position: Position, radius_m: f64) -> impl Iterator<Item = usize> + '_ {
        let (from, squared) = ([position.easting_m, position.northing_m], radius_m * radius_m);
        let packed = self.packed.tree.locate_within_distance(from, squared).filter(|entry| !self.has_moved(entry));
        let elsewhere = self.elsewhere().filter(move |entry| entry.distance_2(&from) <= squared);
        packed.copied().chain(elsewhere).map(|entry| entry.index as usize)
    }

    /// The placed records with the distance of each one's box in metres, nearest first, as far as the caller asks; those
    /// equally near in no particular order.
    pub fn nearest_first(&self, position: Position) -> impl Iterator<Item = (usize, f64)> + '_ {
        let from = [position.easting_m, position.northing_m];
        let nearest = self.packed.tree.nearest_neighbor_iter_with_distance_2(from);
        let mut packed = nearest.filter(|(entry, _)| !self.has_moved(entry)).peekable();
        let mut elsewhere: Vec<(Entry, f64)> = self.elsewhere().map(|entry| (entry, entry.distance_2(&from))).collect();
        // The last is the nearest.
        elsewhere.sort_unstable_by(|(_, a), (_, b)| b.total_cmp(a));
        std::iter::from_fn(move || {
            let next = match (packed.peek(), elsewhere.last()) {
                (Some((_, there)), Some((_, moved))) if moved < there => elsewhere.pop(),
                (None, _) => elsewhere.pop(),
                (Some(_), _) => packed.next().map(|(entry, squared)| (*entry, squared)),
            };
            next.map(|(entry, squared)| (entry.index as usize, squared.sqrt()))
        })
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
