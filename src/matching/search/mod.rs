//! The best assets for a need without looking at each: a tree of summaries, searched best first.
//!
//! **What it is for.** Ranking a million assets asset by asset takes half a second; nobody drags a slider that slowly. The
//! [`Index`] halves the assets again and again, so that what is alike comes together, and keeps of each part a [`summary::Summary`]:
//! the least and the most of everything a score is made of. From a summary follows the most that any asset of the part can
//! score for a need ([`Wish::most`]) and which constraints all of it, or some of it, fails. Parts are opened in order of
//! that bound, and those that cannot enter the list are never opened: branch and bound over a priority queue, as Hjaltason
//! and Samet do for nearest neighbours ("Distance browsing in spatial databases", ACM TODS 24, 1999) and Tao et al. for
//! monotone scores ("Branch-and-bound processing of ranked queries", Information Systems 32, 2007). The tree is a k-d tree
//! (Bentley 1975) over what moves scores and not over place alone: each part is cut where its scores would differ most.
//!
//! **Why the answer is exact.** Weights come in with the question, so no order of assets can be kept; yet for *all* weights
//!
//! 1. M does not fall when S, D or `U_match` rises (`scoring.md` G.3, property 2): its parts are `y_S^wS` and
//!    `y_PB^(1-wS)`, and PB is a mean of D and U with weights at least 0.
//! 2. S is a sum of grades with weights at least 0, so the sum of the most that each grade can be is at least every S.
//! 3. The most of a grade over a summary is at least the grade of each asset in it. `grades.rs` says why for each
//!    criterion: nearest edge of the box for distance, the peak of the size curve, the cheapest of every part of the
//!    cost, the union of the kinds of space. What is unknown counts as it would for an asset.
//! 4. Numbers are kept as buckets of a byte, and bounds are taken at the edge of a bucket that favours the asset. So what a
//!    bucket counts is worked out by the criterion's own function, once for each of the 256 when the question comes, and
//!    looked up after that.
//! 5. M is compared by its logarithm, which orders alike and takes no power. Bounds are sums of 32 bits; they differ from
//!    the true ones by less than [`bound`]'s slack, which every bound is raised by.
//!
//! So when the best part not yet opened is below the last of the list, nothing in it can enter. Whatever is opened is
//! scored by the very functions that put a match into words. A part whose bound *equals* the last of the list is opened,
//! since ties go by completeness, distance and id. `tests` holds the search to sorting everything.
//!
//! **What it costs.** Building: n log n. Memory: about 70 bytes an asset. A question about a million assets: the bounds of
//! some ten thousand parts and assets, and the whole score of some dozens; the bounds of all where a million assets score
//! the same to the last digit. A need whose weights are moved often has its bands kept, and is then weighed and not
//! searched: some hundreds of assets, 72 bytes each. How many are eligible takes longer, since every part that a limit runs
//! through is opened, and of the assets in it those whose codes leave a constraint in doubt are looked at by that constraint
//! alone; it does not depend on weights and is kept ([`Index::counted`]), as is how far localities are from where a need
//! wants to be ([`Index::measured`]): over a coarse place that is a mean over every postcode in it.
//!
//! | file | what |
//! |---|---|
//! | `scale.rs` | numbers in a byte each, and tables by byte |
//! | `codes.rs` | an asset in codes |
//! | `summary.rs` | the least and the most of a part |
//! | `build.rs` | where a part is cut |
//! | `bound.rs` | what a part can score for a need, and which constraints it fails |
//! | `best_first.rs` | the search: the best eligible, the nearest misses, how many are eligible |
//! | `band.rs` | what could be among the best under some weights, so that moving them is not a new search |
//!
//! It knows no rule of its own: a criterion or a constraint lives in its file elsewhere in `matching`. Whoever adds one
//! adds its line to `grades.rs` or `limits.rs` too, and what that reads to `scale.rs` and `codes.rs`; without it the property
//! tests fail.

mod band;
mod best_first;
mod bound;
mod build;
mod charge;
mod codes;
mod each_best;
mod grades;
mod limits;
mod scale;
mod summary;
mod target;
#[cfg(test)]
pub(super) mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::atlas::{Atlas, PlacedAsset};
use crate::domain::criteria::Criteria;
use crate::domain::need::Need;
use crate::matching::location::Measured;
use crate::matching::survey::Survey;

pub use band::Band;
pub use best_first::{Rules, Search, Sought};
pub use bound::Wish;
use build::Node;
use codes::Codes;
pub use codes::Facts;
pub use each_best::EachBest;
pub use limits::Doubts;

/// Assets of a part that is not cut further.
const LEAF: usize = 8;

/// The assets of an atlas in a tree of summaries, and beside it those that changed since.
#[derive(Debug)]
pub struct Index {
    packed: Arc<Packed>,
    /// In order of asset.
    replaced: Vec<Replaced>,
    /// What the summaries were made with.
    criteria: Criteria,
}

/// The tree, as it was made. It is shared by every atlas that differs from its own in a few assets.
#[derive(Debug, Default)]
struct Packed {
    /// Parts, each followed by its first half; see [`Node`].
    nodes: Vec<Node>,
    /// Assets, those of a part side by side.
    assets: Vec<Codes>,
    /// Those with a reference, in order of it.
    by_reference: Vec<u32>,
    /// How many of its assets are eligible, by question. Weights play no part in it: whoever moves them is not kept waiting.
    counted: Mutex<HashMap<String, Counted>>,
    /// What could be among its best and its nearest misses under some weights, by question.
    bands: Mutex<HashMap<String, Option<Bands>>>,
    /// How far its assets are from where a need wants to be, by [`Measured::key`].
    measured: Mutex<HashMap<String, Arc<Measured>>>,
}

/// An asset that is not as the tree has it: there it is passed over.
#[derive(Clone, Debug)]
struct Replaced {
    codes: Codes,
    /// What it was when the tree was made.
    was: Arc<PlacedAsset>,
}

/// The band of the best and that of the nearest misses; shared, since a search may still read them when they are let go.
type Bands = Arc<[Band; 2]>;

/// How many are eligible for a question, and how often it was asked again.
#[derive(Clone, Copy, Debug)]
struct Counted {
    eligible: usize,
    asked_again: u32,
}

/// So often a question is searched for before its bands are found, which takes as long as some thirty searches of a million
/// assets, as four of ten thousand: whoever asks a few times does not pay for it, and nobody for much more than twice the
/// least that could be (the rule for renting skis or buying them). Tests buy at once.
const SEARCHED: u32 = if cfg!(test) { 1 } else { 16 };

/// For so many questions bands are kept: 60 to 200 kB each.
const MOST_BANDS: usize = 256;
/// So many counts are kept.
const MOST_COUNTED: usize = 4_096;
/// So many places are remembered, each with a hundred bytes for every locality that somebody asked about.
const MOST_MEASURED: usize = 256;

impl Index {
    /// Indexes the assets of an atlas by what its survey says of their places.
    #[must_use]
    pub fn of(atlas: &Atlas, survey: &Survey, criteria: &Criteria) -> Self {
        let (nodes, assets) = build::build(Facts { atlas, survey, criteria });
        let reference = |asset: &u32| atlas.assets()[*asset as usize].asset.reference.as_deref();
        let all = 0..u32::try_from(atlas.assets().len()).unwrap_or(u32::MAX);
        let mut by_reference: Vec<u32> = all.filter(|asset| reference(asset).is_some()).collect();
        by_reference.par_sort_by(|a, b| reference(a).cmp(&reference(b)));
        let packed = Packed { nodes, assets, by_reference, ..Packed::default() };
        Self { packed: Arc::new(packed), ..Self::of_nothing(criteria) }
    }

    /// The index of no assets.
    #[must_use]
    pub fn of_nothing(criteria: &Criteria) -> Self {
        Self { packed: Arc::default(), replaced: Vec::new(), criteria: criteria.clone() }
    }

    /// The same for an atlas that differs from the one `before` in these assets, none of which has another reference or
    /// owner. They are looked at one by one in every question, so they should stay few.
    #[must_use]
    pub fn with_assets(&self, facts: Facts<'_>, changed: &[usize], before: &Atlas) -> Self {
        let mut replaced = self.replaced.clone();
        for asset in changed {
            let codes = Codes::of(facts, u32::try_from(*asset).unwrap_or(u32::MAX));
            match replaced.binary_search_by_key(&codes.asset, |other| other.codes.asset) {
                Ok(held) => replaced[held].codes = codes,
                Err(place) => {
                    let was = Arc::new(before.assets()[*asset].clone());
                    replaced.insert(place, Replaced { codes, was });
                }
            }
        }
        Self { packed: Arc::clone(&self.packed), replaced, criteria: self.criteria.clone() }
    }

    /// How many assets are not as the tree has them.
    #[must_use]
    pub fn replaced(&self) -> usize {
        self.replaced.len()
    }

    /// What was held of an asset when the tree was made, if that is something else than now.
    fn was(&self, asset: usize) -> Option<&PlacedAsset> {
        let found = self.replaced.binary_search_by_key(&asset, |other| other.codes.asset as usize).ok()?;
        Some(&self.replaced[found].was)
    }

    /// Whether questions by these criteria may be answered: they may weigh the pillars otherwise, and nothing else.
    #[must_use]
    pub fn answers(&self, criteria: &Criteria) -> bool {
        Criteria { weights: self.criteria.weights, floor: self.criteria.floor, ..criteria.clone() } == self.criteria
    }

    /// How many assets are eligible for a question. Those of the tree, as they were then, are counted when it is first asked;
    /// those that changed since are looked at now: which of them `fails`, and which did.
    pub fn counted(
        &self,
        question: Option<String>,
        atlas: &Atlas,
        fails: impl Fn(&PlacedAsset) -> bool,
        count: impl FnOnce() -> usize,
    ) -> usize {
        let mut eligible = self.counted_of_tree(question, count);
        for Replaced { codes, was } in &self.replaced {
            let is = &atlas.assets()[codes.asset as usize];
            eligible = eligible + usize::from(!fails(is)) - usize::from(!fails(was));
        }
        eligible
    }

    fn counted_of_tree(&self, question: Option<String>, count: impl FnOnce() -> usize) -> usize {
        let Some(question) = question else { return count() };
        let kept = || self.packed.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let held = kept().get(&question).map(|counted| counted.eligible);
        held.unwrap_or_else(|| {
            let eligible = count();
            let mut kept = kept();
            if kept.len() >= MOST_COUNTED {
                kept.clear();
            }
            kept.insert(question, Counted { eligible, asked_again: 0 });
            eligible
        })
    }

    /// The bands for a question that was asked often, found now if they were not; `None` where it was not, or where they are
    /// too wide.
    pub fn bands(&self, question: &str, find: impl FnOnce() -> Option<[Band; 2]>) -> Option<Bands> {
        let asked_again = {
            let mut counted = self.packed.counted.lock().unwrap_or_else(PoisonError::into_inner);
            let counted = counted.get_mut(question)?;
            counted.asked_again = counted.asked_again.saturating_add(1);
            counted.asked_again
        };
        if asked_again < SEARCHED {
            return None;
        }
        let kept = || self.packed.bands.lock().unwrap_or_else(PoisonError::into_inner);
        let held = kept().get(question).cloned();
        held.unwrap_or_else(|| {
            let found = find().map(Arc::new);
            let mut kept = kept();
            if kept.len() >= MOST_BANDS {
                kept.clear();
            }
            kept.insert(question.to_owned(), found.clone());
            found
        })
    }

    /// What was measured for a need of the same place and reach.
    #[must_use]
    pub fn measured(&self, need: &Need) -> Arc<Measured> {
        let mut kept = self.packed.measured.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_MEASURED {
            kept.clear();
        }
        Arc::clone(kept.entry(Measured::key(need)).or_default())
    }

    /// The assets of this reference, whoever owns them.
    pub fn referred_to<'a>(&'a self, atlas: &'a Atlas, reference: &'a str) -> impl Iterator<Item = usize> + 'a {
        let of = move |asset: &u32| atlas.assets()[*asset as usize].asset.reference.as_deref();
        let by_reference = &self.packed.by_reference;
        let start = by_reference.partition_point(|asset| of(asset) < Some(reference));
        let found = by_reference[start..].iter().take_while(move |asset| of(asset) == Some(reference));
        found.map(|asset| *asset as usize)
    }
}
