//! The search: parts in order of what they could hold, until what is left cannot enter.

use std::collections::{BTreeSet, BinaryHeap};

use crate::atlas::PlacedAsset;
use crate::matching::ranking::{Best, Standing, Unweighed};
use crate::matching::search::build::Node;
use crate::matching::search::codes::Codes;
use crate::matching::search::limits::Doubts;
use crate::matching::search::summary::Part;
use crate::matching::search::{Index, Wish};

/// The rules for pairs, asked about single assets for one need.
pub trait Rules {
    /// How an asset stands, and the least that it could be away, metres as people travel.
    fn standing(&self, asset: usize) -> (Standing, f64);

    /// The same before its pillars are weighed.
    fn unweighed(&self, asset: usize) -> (Unweighed, f64);

    /// How a pair stands under the weights of the question.
    fn weighed(&self, pair: &Unweighed) -> Standing;

    /// Whether it, or what it `was` when the tree was made, fails a constraint that is in doubt; rulings on it apart.
    fn fails(&self, asset: usize, was: Option<&PlacedAsset>, doubts: Doubts) -> bool;
}

impl<R: Rules> Rules for &R {
    fn standing(&self, asset: usize) -> (Standing, f64) {
        (**self).standing(asset)
    }

    fn unweighed(&self, asset: usize) -> (Unweighed, f64) {
        (**self).unweighed(asset)
    }

    fn weighed(&self, pair: &Unweighed) -> Standing {
        (**self).weighed(pair)
    }

    fn fails(&self, asset: usize, was: Option<&PlacedAsset>, doubts: Doubts) -> bool {
        (**self).fails(asset, was, doubts)
    }
}

/// One question to an index: a need, and what each asset scores for it.
pub struct Search<'a, R> {
    index: &'a Index,
    wish: Box<Wish>,
    /// Those that an officer has ruled out for this need.
    ruled_out: BTreeSet<usize>,
    rules: R,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sought {
    /// What no constraint rules out.
    Eligible,
    /// What one does, within reach and what nothing places.
    Missed {
        /// Metres as people travel.
        reach_m: f64,
    },
}

impl Sought {
    /// Whether it is a pair that fails so many constraints and could be so near.
    pub fn takes(self, failures: u32, least_m: f64) -> bool {
        match self {
            Self::Eligible => failures == 0,
            Self::Missed { reach_m } => failures > 0 && least_m <= reach_m,
        }
    }
}

/// What a part is made of: its halves, or assets that are as the tree has them.
pub(super) enum Below<'a, Assets: Iterator<Item = &'a Codes>> {
    Halves([(u32, &'a Node); 2]),
    Assets(Assets),
}

/// How well one of a part could stand: the greater the better. Few failures come first, then a high bound of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hope(u64);

impl Hope {
    pub(super) fn of(failures: u32, key: f32) -> Self {
        let bits = key.to_bits();
        let in_order = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
        Self(u64::from(!failures) << 32 | u64::from(in_order))
    }
}

/// A part that waits to be opened, or an asset to be scored; of two with the same hope, the first in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    hope: Hope,
    what: std::cmp::Reverse<What>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Node(u32),
    Asset(u32),
}

impl<'a, R: Rules> Search<'a, R> {
    /// A question. `ruled_out` are the assets that a ruling excludes, which no summary knows of.
    pub fn new(index: &'a Index, wish: Wish, ruled_out: BTreeSet<usize>, rules: R) -> Self {
        Self { index, wish: Box::new(wish), ruled_out, rules }
    }

    /// What each code counts for the need.
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// The rules for its pairs.
    pub const fn rules(&self) -> &R {
        &self.rules
    }

    /// The assets that a ruling excludes.
    pub fn ruled_out(&self) -> impl Iterator<Item = usize> {
        self.ruled_out.iter().copied()
    }

    /// The best so many of what is sought, best first: of misses those with the fewest failures, then by what they would score.
    #[must_use]
    pub fn first(&self, limit: usize, sought: Sought) -> Vec<Standing> {
        let mut best = Best::of(limit);
        // What has less hope than the last of a full list cannot enter; what has as much may, since ties go by more.
        let mut bar = Hope(0);
        let mut waiting: BinaryHeap<Waiting> = BinaryHeap::new();
        waiting.extend(self.node(0).and_then(|root| self.waiting(&root.summary, What::Node(0), sought)));
        // What changed since the tree was made waits from the first, and is passed over in its leaf.
        let replaced = self.index.replaced.iter().map(|replaced| &replaced.codes);
        waiting.extend(replaced.filter_map(|codes| self.waiting(codes, What::Asset(codes.asset), sought)));
        while let Some(next) = waiting.pop() {
            if limit == 0 || next.hope < bar {
                break;
            }
            let mut wait = |part: &dyn Fn() -> Option<Waiting>| {
                waiting.extend(part().filter(|found| found.hope >= bar));
            };
            match next.what.0 {
                What::Asset(asset) => {
                    if let Some(standing) = self.sought(asset as usize, sought) {
                        best.offer(standing);
                        if let Some(last) = best.last() {
                            bar = Hope::of(last.failures, self.wish.key(last.score));
                        }
                    }
                }
                What::Node(node) => match self.below(node) {
                    Below::Halves(halves) => {
                        for (half, node) in halves {
                            wait(&|| self.waiting(&node.summary, What::Node(half), sought));
                        }
                    }
                    Below::Assets(assets) => {
                        assets.for_each(|codes| wait(&|| self.waiting(codes, What::Asset(codes.asset), sought)));
                    }
                },
            }
        }
        best.into_sorted()
    }

    /// A part with what it could hold; `None` where it holds nothing of what is looked for.
    fn waiting(&self, part: &impl Part, what: What, sought: Sought) -> Option<Waiting> {
        let nearest_m = self.wish.nearest_m(part);
        let failures = self.failures(part, nearest_m, sought)?;
        Some(Waiting { hope: Hope::of(failures, self.wish.most(part, nearest_m)), what: std::cmp::Reverse(what) })
    }

    /// The fewest constraints that one of a part fails, of those that are looked for; `None` where there are none.
    pub(super) fn failures(&self, part: &impl Part, nearest_m: Option<f32>, sought: Sought) -> Option<u32> {
        let failed = self.wish.failed(part, nearest_m);
        match sought {
            Sought::Eligible => (failed == 0).then_some(0),
            Sought::Missed { reach_m } => {
                let may_fail = failed > 0 || !self.ruled_out.is_empty() || !self.wish.doubts(part).none();
                (may_fail && self.wish.is_within(part, nearest_m, reach_m)).then(|| failed.max(1))
            }
        }
    }

    /// What a node is made of, without what changed since the tree was made.
    pub(super) fn below(&self, node: u32) -> Below<'a, impl Iterator<Item = &'a Codes>> {
        let index = self.index;
        let node = &index.packed.nodes[node as usize];
        match node.halves() {
            Some(halves) => Below::Halves(halves.map(|half| (half, &index.packed.nodes[half as usize]))),
            None => {
                Below::Assets(self.assets(node).iter().filter(move |codes| index.was(codes.asset as usize).is_none()))
            }
        }
    }

    pub(super) const fn index(&self) -> &'a Index {
        self.index
    }

    pub(super) fn node(&self, node: u32) -> Option<&'a Node> {
        self.index.packed.nodes.get(node as usize)
    }

    fn assets(&self, node: &Node) -> &'a [Codes] {
        &self.index.packed.assets[node.assets.start as usize..node.assets.end as usize]
    }

    /// What an asset scores, if it is of what is looked for.
    fn sought(&self, asset: usize, sought: Sought) -> Option<Standing> {
        let (standing, least_m) = self.rules.standing(asset);
        sought.takes(standing.failures, least_m).then_some(standing)
    }

    /// The same before its pillars are weighed.
    pub(super) fn unweighed(&self, asset: usize, sought: Sought) -> Option<Unweighed> {
        let (found, least_m) = self.rules.unweighed(asset);
        sought.takes(found.failures, least_m).then_some(found)
    }

    /// How many assets of the tree no constraint rules out, as they were when it was made. Parts that all fail or none of
    /// which can fail are not opened. Weights play no part, so that one count serves every way to weigh.
    #[must_use]
    pub fn eligible(&self) -> usize {
        let mut count = 0;
        let mut open = vec![0_u32];
        while let Some(index) = open.pop() {
            let Some(node) = self.node(index) else { continue };
            if self.wish.failed(&node.summary, self.wish.nearest_m(&node.summary)) > 0 {
                continue;
            }
            let assets = self.assets(node);
            match node.halves() {
                _ if self.wish.doubts(&node.summary).none() => count += assets.len(),
                Some(halves) => open.extend(halves),
                None => count += assets.iter().filter(|codes| self.passes(codes)).count(),
            }
        }
        count - self.ruled_out.iter().filter(|asset| !self.fails(**asset, Doubts::ALL)).count()
    }

    /// Whether no constraint rules an asset out, rulings on it apart.
    fn passes(&self, codes: &Codes) -> bool {
        if self.wish.failed(codes, self.wish.nearest_m(codes)) > 0 {
            return false;
        }
        let doubts = self.wish.doubts(codes);
        doubts.none() || !self.fails(codes.asset as usize, doubts)
    }

    /// Whether an asset, as it was when the tree was made, fails a constraint that is in doubt.
    fn fails(&self, asset: usize, doubts: Doubts) -> bool {
        self.rules.fails(asset, self.index.was(asset), doubts)
    }
}
