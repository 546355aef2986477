//! Pages of features in any order: exact counts, and nothing skipped or repeated between pages whatever comes or goes.

use crate::domain::place::Extent;
use crate::features::collection::Features;
use crate::features::cursor::Cursor;
use crate::features::filter::Filter;
use crate::features::interval::Interval;
use crate::features::scalar::Scalar;
use crate::features::sort::Order;
use crate::features::within::CrsBox;

/// Which part of a list to give: at most `limit` items that come after `after`.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How many at most, at least 1.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

/// One page of a list, as numbers of features in the order asked for, and the exact size of the whole list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The items of this page.
    pub items: Vec<usize>,
    /// How many match in all.
    pub number_matched: usize,
    /// What to give as [`Page::after`] for the next page, when there is one.
    pub next: Option<Cursor>,
}

/// Which features are wanted, and in which order.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Those that touch this box.
    pub bbox: Option<CrsBox>,
    /// Those of this time, and those of which no time is known.
    pub datetime: Option<Interval>,
    /// Those that this surely holds for.
    pub filter: Option<Filter>,
    /// The order they are given in.
    pub order: Order,
    /// Those of which all these hold, by their numbers.
    pub also: Vec<Box<dyn Fn(usize) -> bool + 'a>>,
}

impl Wanted<'_> {
    /// All features that are wanted, in the order of their keys.
    pub fn of<'w>(&'w self, features: &'w dyn Features) -> impl Iterator<Item = usize> + 'w {
        let near = self.extent().map(|extent| features.near(extent));
        let count = near.as_ref().map_or(features.len(), Vec::len);
        let time = self.datetime.zip(features.described().time);
        (0..count).map(move |at| near.as_ref().map_or(at, |near| near[at])).filter(move |index| {
            self.also.iter().all(|holds| holds(*index))
                && time.is_none_or(|(interval, column)| match features.value(*index, column) {
                    Scalar::Date(day) => interval.holds(day),
                    _ => true,
                })
                && self.bbox.is_none_or(|bbox| bbox.touches(&features.shape(*index, bbox.crs)))
                && self.filter.as_ref().is_none_or(|filter| filter.holds(features, *index) == Some(true))
        })
    }

    /// All features that are wanted, in the order asked for.
    #[must_use]
    pub fn sorted(&self, features: &dyn Features) -> Vec<usize> {
        if self.order.is_by_key() {
            return self.of(features).collect();
        }
        let mut ranked: Vec<Ranked<'_>> =
            self.of(features).map(|index| Ranked::new(features, index, &self.order)).collect();
        ranked.sort_unstable_by(|one, other| one.compare(other, &self.order));
        ranked.into_iter().map(|one| one.index).collect()
    }

    /// Whether nothing is asked but the order.
    fn is_everything(&self) -> bool {
        self.bbox.is_none() && self.datetime.is_none() && self.filter.is_none() && self.also.is_empty()
    }

    /// The smaller of the two boxes outside of which nothing is wanted.
    fn extent(&self) -> Option<Extent> {
        let of_box = self.bbox.and_then(|bbox| bbox.on_grid());
        let of_filter = self.filter.as_ref().and_then(Filter::extent);
        let size = |extent: &Extent| {
            (extent.max.easting_m - extent.min.easting_m) * (extent.max.northing_m - extent.min.northing_m)
        };
        of_box.into_iter().chain(of_filter).min_by(|one, other| size(one).total_cmp(&size(other)))
    }
}

/// A feature and what it is sorted by.
struct Ranked<'f> {
    values: Vec<Scalar<'f>>,
    index: usize,
}

impl<'f> Ranked<'f> {
    fn new(features: &'f dyn Features, index: usize, order: &Order) -> Self {
        let mut values = Vec::new();
        order.read(features, index, &mut values);
        Self { values, index }
    }

    /// Numbers are in the order of keys, so two are never equal.
    fn compare(&self, other: &Self, order: &Order) -> std::cmp::Ordering {
        order.compare(&self.values, &other.values).then(self.index.cmp(&other.index))
    }
}

/// One page of the features that are wanted.
#[must_use]
pub fn list(features: &dyn Features, wanted: &Wanted<'_>, page: &Page) -> Listing {
    // The first number whose key comes after that of the cursor; the feature itself may be gone by now.
    let beyond = page.after.as_ref().map_or(0, |after| first_after(features, &after.key));
    let (items, number_matched, left) = if wanted.order.is_by_key() {
        by_key(features, wanted, page.limit, beyond)
    } else {
        by_order(features, wanted, page, beyond)
    };
    let last = items.last().filter(|_| left > items.len());
    let next = last.map(|last| Cursor::after(features, *last, &wanted.order));
    Listing { items, number_matched, next }
}

fn first_after(features: &dyn Features, key: &str) -> usize {
    let (mut low, mut high) = (0, features.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if features.id(middle) <= key {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The items, how many match, and how many of them come after the cursor.
fn by_key(features: &dyn Features, wanted: &Wanted<'_>, limit: usize, beyond: usize) -> (Vec<usize>, usize, usize) {
    if wanted.is_everything() {
        let count = features.len();
        return ((beyond..count).take(limit).collect(), count, count - beyond);
    }
    let (mut items, mut matched, mut left) = (Vec::new(), 0, 0);
    for index in wanted.of(features) {
        matched += 1;
        if index >= beyond {
            left += 1;
            if items.len() < limit {
                items.push(index);
            }
        }
    }
    (items, matched, left)
}

/// The same in another order: only the best so far are kept, never all sorted.
fn by_order(features: &dyn Features, wanted: &Wanted<'_>, page: &Page, beyond: usize) -> (Vec<usize>, usize, usize) {
    let order = &wanted.order;
    let compare = |one: &Ranked<'_>, other: &Ranked<'_>| one.compare(other, order);
    let limit = page.limit.max(1);
    let room = 2 * limit + 64;
    let (mut best, mut matched, mut left) = (Vec::<Ranked<'_>>::new(), 0, 0);
    // Once there are as many as asked for, the worst of them stands at this place.
    let mut worst: Option<usize> = None;
    let mut values = Vec::new();
    for index in wanted.of(features) {
        matched += 1;
        order.read(features, index, &mut values);
        let after = page
            .after
            .as_ref()
            .is_none_or(|after| order.compare(&values, &after.values).then((index >= beyond).cmp(&false)).is_gt());
        if !after {
            continue;
        }
        left += 1;
        let too_late = worst.is_some_and(|worst| {
            let worst: &Ranked<'_> = &best[worst];
            order.compare(&values, &worst.values).then(index.cmp(&worst.index)).is_gt()
        });
        if too_late {
            continue;
        }
        best.push(Ranked { values: std::mem::take(&mut values), index });
        if best.len() == room {
            best.select_nth_unstable_by(limit - 1, compare);
            best.truncate(limit);
            worst = Some(limit - 1);
        }
    }
    best.sort_unstable_by(compare);
    best.truncate(limit);
    (best.into_iter().map(|one| one.index).collect(), matched, left)
}

#[cfg(test)]
mod tests;
