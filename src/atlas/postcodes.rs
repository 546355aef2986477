//! Postcodes: where each is, in which area, and which lie in a district or an area.

use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::area::PostcodePoint;
use crate::domain::place::Position;
use crate::domain::postcode::Postcode;

/// No area around the postcode is known.
const NO_AREA: u32 = u32::MAX;

/// Every postcode known, with the area around it: those in use in order, then the withdrawn ones in order.
///
/// A withdrawn postcode still places what an old register or sale names by it. Nobody lives there now, so it stands for
/// nobody when a district or an area is sampled.
#[derive(Debug, Default, PartialEq)]
pub struct Postcodes {
    points: Vec<PostcodePoint>,
    /// How many are in use.
    in_use: usize,
    /// The area around each.
    areas: Vec<u32>,
    /// Indexes of postcodes in use by area: those of area `a` are `by_area[starts[a]..starts[a + 1]]`, in order.
    by_area: Vec<u32>,
    starts: Vec<u32>,
}

impl Postcodes {
    /// Sorts the postcodes and finds the area around each, of so many areas.
    #[must_use]
    pub(super) fn new(
        mut points: Vec<PostcodePoint>,
        areas: usize,
        areas_around: impl Fn(&[Position]) -> Vec<Option<usize>>,
    ) -> Self {
        points.par_sort_unstable_by(|a, b| (a.ended.is_some(), &a.postcode).cmp(&(b.ended.is_some(), &b.postcode)));
        points.dedup_by(|later, first| {
            later.postcode == first.postcode && later.ended.is_some() == first.ended.is_some()
        });
        let in_use = points.partition_point(|point| point.ended.is_none());
        let positions: Vec<Position> = points.iter().map(|point| point.position).collect();
        let number = |area: Option<usize>| area.and_then(|area| u32::try_from(area).ok()).unwrap_or(NO_AREA);
        let around: Vec<u32> = areas_around(&positions).into_iter().map(number).collect();
        let mut starts = vec![0u32; areas + 1];
        for area in around[..in_use].iter().filter(|area| **area != NO_AREA) {
            starts[*area as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut by_area = vec![0u32; starts.last().map_or(0, |end| *end as usize)];
        for (postcode, area) in (0u32..).zip(&around[..in_use]).filter(|(_, area)| **area != NO_AREA) {
            by_area[next[*area as usize] as usize] = postcode;
            next[*area as usize] += 1;
        }
        Self { points, in_use, areas: around, by_area, starts }
    }

    /// The index of a whole postcode, in use or withdrawn.
    #[must_use]
    pub fn find(&self, postcode: &Postcode) -> Option<usize> {
        let (in_use, ended) = self.points.split_at(self.in_use);
        let among = |points: &[PostcodePoint]| points.binary_search_by(|point| point.postcode.cmp(postcode)).ok();
        among(in_use).or_else(|| among(ended).map(|index| self.in_use + index))
    }

    /// Where a postcode is.
    #[must_use]
    pub fn position(&self, index: usize) -> Position {
        self.points[index].position
    }

    /// The area around a postcode.
    #[must_use]
    pub fn area_of(&self, index: usize) -> Option<usize> {
        Some(self.areas[index]).filter(|area| *area != NO_AREA).map(|area| area as usize)
    }

    /// The district code of a postcode.
    #[must_use]
    pub fn borough_code(&self, index: usize) -> Option<&Arc<str>> {
        self.points[index].borough_code.as_ref()
    }

    /// The postcodes in use of a district: those whose outward part it is.
    #[must_use]
    pub fn in_district(&self, outward: &str) -> std::ops::Range<usize> {
        // A space sorts before every letter and digit, so "L8 ..." stands in one run, before "L80 ...".
        let key = |point: &PostcodePoint| point.postcode.outward().cmp(outward);
        let points = &self.points[..self.in_use];
        let start = points.partition_point(|point| key(point).is_lt());
        let end = start + points[start..].partition_point(|point| key(point).is_eq());
        start..end
    }

    /// The postcodes in use of a sector: those that it begins, "L8 1" for "L8 1TH".
    #[must_use]
    pub fn in_sector(&self, sector: &str) -> std::ops::Range<usize> {
        let key = |point: &PostcodePoint| {
            let text = point.postcode.as_str();
            text[..sector.len().min(text.len())].cmp(sector)
        };
        let points = &self.points[..self.in_use];
        let start = points.partition_point(|point| key(point).is_lt());
        let end = start + points[start..].partition_point(|point| key(point).is_eq());
        start..end
    }

    /// The postcodes in an area.
    #[must_use]
    pub fn in_area(&self, area: usize) -> &[u32] {
        &self.by_area[self.starts[area] as usize..self.starts[area + 1] as usize]
    }
}
