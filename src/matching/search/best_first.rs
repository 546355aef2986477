//! The search: parts in order of what they could hold, until what is left cannot enter.

use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap};

use crate::matching::ranking::{Best, Standing};
use crate::matching::search::build::Node;
use crate::matching::search::codes::Codes;
use crate::matching::search::summary::{Mark, Summary};
use crate::matching::search::{Index, Wish};

/// One question to an index: a need, and what each asset scores for it.
pub struct Search<'a, F> {
    index: &'a Index,
    wish: Wish<'a>,
    /// Those that an officer has ruled out for this need.
    ruled_out: BTreeSet<usize>,
    standing: F,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sought {
    Eligible,
    Missed { reach_m: f64 },
}

/// A part that waits to be opened, or an asset to be scored.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    failures: u32,
    most: f64,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Node(u32),
    Asset(u32),
}

impl Waiting {
    /// Whether nothing in it can come before the last of a full list.
    fn is_beaten_by(&self, last: &Standing) -> bool {
        last.failures < self.failures || (last.failures == self.failures && self.most < last.score)
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    /// The greatest is opened next: fewest failures, then the highest bound, then the first in the tree.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_failures = other.failures.cmp(&self.failures);
        by_failures.then_with(|| self.most.total_cmp(&other.most)).then_with(|| other.what.cmp(&self.what))
    }
}

impl<'a, F: Fn(usize) -> (Standing, f64)> Search<'a, F> {
    /// A question. `ruled_out` are the assets that a ruling excludes, which no summary knows of; `standing` scores one and tells
    /// the least that it could be away, metres.
    pub const fn new(index: &'a Index, wish: Wish<'a>, ruled_out: BTreeSet<usize>, standing: F) -> Self {
        Self { index, wish, ruled_out, standing }
    }

    /// The best so many that no constraint rules out, best first.
    #[must_use]
    pub fn best(&self, limit: usize) -> Vec<Standing> {
        self.first(limit, Sought::Eligible)
    }

    /// The best so many that a constraint rules out: those with the fewest failures first, then by what they would score.
    /// Only what comes within so many metres as people travel, and what nothing places.
    #[must_use]
    pub fn missed(&self, limit: usize, reach_m: f64) -> Vec<Standing> {
        self.first(limit, Sought::Missed { reach_m })
    }

    fn first(&self, limit: usize, sought: Sought) -> Vec<Standing> {
        let mut best = Best::of(limit);
        let mut waiting: BinaryHeap<Waiting> = BinaryHeap::new();
        waiting.extend(self.node(0).and_then(|root| self.waiting(&root.summary, What::Node(0), sought)));
        // What changed since the tree was made waits from the first, and is passed over in its leaf.
        let replaced = self.index.replaced.iter().map(|replaced| &replaced.codes);
        waiting
            .extend(replaced.filter_map(|codes| self.waiting(&Summary::of(codes), What::Asset(codes.asset), sought)));
        while let Some(next) = waiting.pop() {
            if limit == 0 || best.last().is_some_and(|last| next.is_beaten_by(last)) {
                break;
            }
            let mut wait = |part: &Summary, what: What| {
                let beaten = |found: &Waiting| best.last().is_some_and(|last| found.is_beaten_by(last));
                waiting.extend(self.waiting(part, what, sought).filter(|found| !beaten(found)));
            };
            match next.what {
                What::Asset(asset) => {
                    if let Some(standing) = self.sought(asset as usize, sought) {
                        best.offer(standing);
                    }
                }
                What::Node(index) => match self.node(index).map(|node| (node, node.second)) {
                    None => {}
                    Some((_, Some(second))) => {
                        for half in [index + 1, second] {
                            if let Some(node) = self.node(half) {
                                wait(&node.summary, What::Node(half));
                            }
                        }
                    }
                    Some((leaf, None)) => {
                        let held =
                            self.assets(leaf).iter().filter(|codes| self.index.was(codes.asset as usize).is_none());
                        held.for_each(|codes| wait(&Summary::of(codes), What::Asset(codes.asset)));
                    }
                },
            }
        }
        best.into_sorted()
    }

    /// A part with what it could hold; `None` where it holds nothing of what is looked for.
    fn waiting(&self, part: &Summary, what: What, sought: Sought) -> Option<Waiting> {
        let failures = self.wish.failures(part);
        let wait = |failures: u32| Waiting { failures, most: self.wish.most(part), what };
        match sought {
            Sought::Eligible => (failures.by_all == 0).then(|| wait(0)),
            Sought::Missed { reach_m } => {
                let may_fail = failures.by_some || !self.ruled_out.is_empty();
                let near = part.some(Mark::Nowhere) || self.wish.nearest_m(part).is_none_or(|metres| metres <= reach_m);
                (may_fail && near).then(|| wait(failures.by_all.max(1)))
            }
        }
    }

    fn node(&self, node: u32) -> Option<&'a Node> {
        self.index.packed.nodes.get(node as usize)
    }

    fn assets(&self, node: &Node) -> &'a [Codes] {
        &self.index.packed.assets[node.assets.start as usize..node.assets.end as usize]
    }

    /// What an asset scores, if it is of what is looked for.
    fn sought(&self, asset: usize, sought: Sought) -> Option<Standing> {
        let (standing, least_m) = (self.standing)(asset);
        match sought {
            Sought::Eligible => standing.failures == 0,
            Sought::Missed { reach_m } => standing.failures > 0 && least_m <= reach_m,
        }
        .then_some(standing)
    }

    /// How many assets of the tree no constraint rules out, as they were when it was made. Parts that all fail or none of
    /// which can fail are not opened. `fails` tells it of one asset; weights play no part, so that one count serves every way
    /// to weigh.
    #[must_use]
    pub fn eligible(&self, fails: impl Fn(usize) -> bool) -> usize {
        let mut count = 0;
        let mut open = vec![0_u32];
        while let Some(index) = open.pop() {
            let Some(node) = self.node(index) else { continue };
            let failures = self.wish.failures(&node.summary);
            if failures.by_all > 0 {
                continue;
            }
            let assets = self.assets(node);
            match node.second {
                _ if !failures.by_some => {
                    count += assets.len() - self.ruled_out.iter().filter(|ruled| holds(assets, **ruled)).count();
                }
                Some(second) => open.extend([index + 1, second]),
                None => {
                    count += assets.iter().filter(|codes| self.is_eligible(codes, &fails)).count();
                }
            }
        }
        count
    }

    fn is_eligible(&self, codes: &Codes, fails: impl Fn(usize) -> bool) -> bool {
        let failures = self.wish.failures(&Summary::of(codes));
        let asset = codes.asset as usize;
        let certain = !failures.by_some && !self.ruled_out.contains(&asset);
        failures.by_all == 0 && (certain || !fails(asset))
    }
}

fn holds(assets: &[Codes], asset: usize) -> bool {
    assets.iter().any(|codes| codes.asset as usize == asset)
}
