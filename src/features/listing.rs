//! Pages of features in any order: exact counts, and nothing skipped or repeated between pages whatever comes or goes.

use std::cmp::Ordering;
use std::collections::VecDeque;

use crate::domain::place::Extent;
use crate::features::collection::Features;
use crate::features::cursor::Cursor;
use crate::features::filter::Filter;
use crate::features::interval::Interval;
use crate::features::scalar::Scalar;
use crate::features::sort::Order;
use crate::features::within::CrsBox;

/// Which part of a list to give: at most `limit` items that come right after a place, or right before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// How many at most, at least 1.
    pub limit: usize,
    /// The place; the beginning when there is none.
    pub from: Option<Cursor>,
}

/// One page of a list, as numbers of features in the order asked for, and the exact size of the whole list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The items of this page.
    pub items: Vec<usize>,
    /// How many match in all.
    pub number_matched: usize,
    /// What to give as [`Page::from`] for the next page, when there is one.
    pub next: Option<Cursor>,
    /// The same for the page before, when there is one: it has the features right before those of this page, as many as a
    /// page has or as there are, whatever came or went meanwhile.
    pub prev: Option<Cursor>,
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
    fn compare(&self, other: &Self, order: &Order) -> Ordering {
        order.compare(&self.values, &other.values).then(self.index.cmp(&other.index))
    }
}

/// One page of the features that are wanted.
#[must_use]
pub fn list(features: &dyn Features, wanted: &Wanted<'_>, page: &Page) -> Listing {
    let order = &wanted.order;
    let (found, is_before) = match &page.from {
        Some(place) if place.is_before => (pick(features, wanted, page.limit, Some(place), true), true),
        place => (pick(features, wanted, page.limit, place.as_ref(), false), false),
    };
    let Picked { items, matched, this_side } = found;
    // How many there are beyond this page, on the side it lies from its place and on the other.
    let (onward, back) = (this_side > items.len(), matched > this_side);
    let (more_after, more_before) = if is_before { (back, onward) } else { (onward, back) };
    let next = items.last().filter(|_| more_after).map(|last| Cursor::after(features, *last, order));
    let prev = items.first().filter(|_| more_before).map(|first| Cursor::before(features, *first, order));
    Listing { items, number_matched: matched, next, prev }
}

/// The items of a page, how many match in all, and how many of them lie on its side of its place.
struct Picked {
    items: Vec<usize>,
    matched: usize,
    this_side: usize,
}

fn pick(features: &dyn Features, wanted: &Wanted<'_>, limit: usize, place: Option<&Cursor>, backwards: bool) -> Picked {
    if wanted.order.is_by_key() {
        by_key(features, wanted, limit, place, backwards)
    } else {
        by_order(features, wanted, limit, place, backwards)
    }
}

/// The first number whose key comes after a key, or is that key or comes after it; the feature itself may be gone by now.
fn first_beyond(features: &dyn Features, key: &str, or_is_it: bool) -> usize {
    let (mut low, mut high) = (0, features.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let id = features.id(middle);
        if id < key || (id == key && !or_is_it) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn by_key(
    features: &dyn Features,
    wanted: &Wanted<'_>,
    limit: usize,
    place: Option<&Cursor>,
    backwards: bool,
) -> Picked {
    // Those before this number lie on one side, those from it on the other.
    let border = place.map_or(0, |place| first_beyond(features, &place.key, backwards));
    if wanted.is_everything() {
        let count = features.len();
        if backwards {
            let items = (border.saturating_sub(limit)..border).collect();
            return Picked { items, matched: count, this_side: border };
        }
        return Picked { items: (border..count).take(limit).collect(), matched: count, this_side: count - border };
    }
    let (mut items, mut matched, mut this_side) = (VecDeque::new(), 0, 0);
    for index in wanted.of(features) {
        matched += 1;
        if backwards == (index < border) {
            this_side += 1;
            if backwards && items.len() == limit {
                items.pop_front();
            }
            if items.len() < limit {
                items.push_back(index);
            }
        }
    }
    Picked { items: items.into(), matched, this_side }
}

/// The same in another order: only the best so far are kept, never all sorted.
fn by_order(
    features: &dyn Features,
    wanted: &Wanted<'_>,
    limit: usize,
    place: Option<&Cursor>,
    backwards: bool,
) -> Picked {
    let order = &wanted.order;
    let turned = |ordering: Ordering| if backwards { ordering.reverse() } else { ordering };
    let compare = |one: &Ranked<'_>, other: &Ranked<'_>| turned(one.compare(other, order));
    let limit = limit.max(1);
    let room = 2 * limit + 64;
    let (mut best, mut matched, mut this_side) = (Vec::<Ranked<'_>>::new(), 0, 0);
    // Once there are as many as asked for, the worst of them stands at this place.
    let mut worst: Option<usize> = None;
    let mut values = Vec::new();
    // Numbers are in the order of keys: this is where the key of the place stands among them.
    let border = place.map_or(0, |place| first_beyond(features, &place.key, backwards));
    for index in wanted.of(features) {
        matched += 1;
        order.read(features, index, &mut values);
        let is_beyond = place.is_none_or(|place| {
            let by_number = if index < border { Ordering::Less } else { Ordering::Greater };
            turned(order.compare(&values, &place.values).then(by_number)).is_gt()
        });
        if !is_beyond {
            continue;
        }
        this_side += 1;
        let too_late = worst.is_some_and(|worst| {
            let worst: &Ranked<'_> = &best[worst];
            turned(order.compare(&values, &worst.values).then(index.cmp(&worst.index))).is_gt()
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
    if backwards {
        best.reverse();
    }
    Picked { items: best.into_iter().map(|one| one.index).collect(), matched, this_side }
}

#[cfg(test)]
mod tests;
