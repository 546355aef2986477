//! Pages of features in the order of their keys: exact counts, and nothing skipped or repeated between pages.

use crate::features::collection::Features;
use crate::features::within::CrsBox;

/// Which part of a list to give: at most `limit` items whose id comes after `after`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many at most, at least 1.
    pub limit: usize,
    /// The last id of the page before.
    pub after: Option<String>,
}

/// One page of a list, as numbers of features in order of id, and the exact size of the whole list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The items of this page.
    pub items: Vec<usize>,
    /// How many match in all.
    pub number_matched: usize,
    /// The id to give as [`Page::after`] for the next page, when there is one.
    pub next: Option<String>,
}

/// Which features are wanted.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Those that touch this box.
    pub bbox: Option<CrsBox>,
    /// Those of which all these hold, by their numbers.
    pub also: Vec<Box<dyn Fn(usize) -> bool + 'a>>,
}

impl Wanted<'_> {
    /// All features that are wanted, in the order of their keys.
    pub fn of<'w>(&'w self, features: &'w dyn Features) -> impl Iterator<Item = usize> + 'w {
        let near = match self.bbox.map(|bbox| bbox.on_grid()) {
            Some(Some(extent)) => Some(features.near(extent)),
            _ => None,
        };
        let count = near.as_ref().map_or(features.len(), Vec::len);
        (0..count).map(move |at| near.as_ref().map_or(at, |near| near[at])).filter(move |index| {
            self.bbox.is_none_or(|bbox| bbox.touches(&features.shape(*index, bbox.crs)))
                && self.also.iter().all(|holds| holds(*index))
        })
    }
}

/// One page of the features that are wanted.
#[must_use]
pub fn list(features: &dyn Features, wanted: &Wanted<'_>, page: &Page) -> Listing {
    let mut found = Listing::default();
    for index in wanted.of(features) {
        found.number_matched += 1;
        if page.after.as_deref().is_some_and(|after| features.id(index) <= after) {
            continue;
        }
        if found.items.len() < page.limit {
            found.items.push(index);
        } else if found.next.is_none() {
            found.next = found.items.last().map(|last| features.id(*last).to_owned());
        }
    }
    found
}
