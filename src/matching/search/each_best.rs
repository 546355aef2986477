//! The best need for every asset, and for how many needs it is eligible, out of many needs at once.
//!
//! Need after need goes down the tree. Each part keeps the least that the best of any of its assets scores so far: a need
//! that cannot score as much anywhere in it does not open it for the sake of a score. For the sake of the count, parts are
//! opened that a limit runs through; a part that is wholly eligible is counted as one and told apart at the end.

use std::ops::Range;

use rayon::prelude::*;

use crate::matching::ranking::Standing;
use crate::matching::search::best_first::{Rules, Search};
use crate::matching::search::codes::Codes;
use crate::matching::search::summary::BARRED;
use crate::matching::search::{Doubts, Index};

/// A part of so many assets or fewer is looked after by one thread at a time.
const BLOCK: usize = 4_096;

/// What is known of each asset so far.
pub struct EachBest<'a> {
    index: &'a Index,
    /// Where each asset stands in the tree.
    places: Vec<u32>,
    /// Those that changed since the tree was made, with what is known of each: by how they are now.
    replaced: Vec<(Codes, u32, Option<Standing>)>,
    blocks: Vec<Block<'a>>,
}

/// A part of the tree with what is known of it so far.
struct Block<'a> {
    index: &'a Index,
    root: u32,
    /// The nodes below the root.
    below: Range<u32>,
    assets: Range<u32>,
    /// Of the root and of each node below: no asset's best is below this, as bounds have it; and how many needs all of its
    /// assets are eligible for, that are not counted further down.
    least: Vec<f32>,
    whole: Vec<u32>,
    /// Of each asset: the key of its best, beyond all others where it is barred to every need or has changed; the best; the
    /// needs.
    keys: Vec<f32>,
    best: Vec<Option<Standing>>,
    eligible: Vec<u32>,
}

/// A need on its way down a block.
struct Descent<'s, R> {
    search: &'s Search<'s, R>,
    /// Where in the tree those stand that are ruled out for it.
    ruled: Vec<u32>,
}

/// What is still to be found out about a part for one need.
#[derive(Clone, Copy)]
struct Open {
    /// Which of its assets are eligible.
    count: bool,
    /// Whether it is the best of one of them.
    best: bool,
}

impl<'a> EachBest<'a> {
    /// Nothing is known yet.
    pub fn of(index: &'a Index) -> Self {
        let mut places = vec![0; index.packed.assets.len()];
        index.packed.assets.iter().zip(0..).for_each(|(codes, place)| places[codes.asset as usize] = place);
        let (mut blocks, mut open) = (Vec::new(), if index.packed.nodes.is_empty() { Vec::new() } else { vec![0_u32] });
        while let Some(node) = open.pop() {
            match index.packed.nodes[node as usize].halves() {
                Some(halves) if index.packed.nodes[node as usize].assets.len() > BLOCK => open.extend(halves),
                _ => blocks.push(Block::of(index, node)),
            }
        }
        let replaced = index.replaced.iter().map(|replaced| (replaced.codes, 0, None)).collect();
        Self { index, places, replaced, blocks }
    }

    /// Takes more needs in.
    pub fn take<R: Rules + Sync>(&mut self, searches: &[Search<'_, R>]) {
        let places = &self.places;
        let descent = |search| {
            let ruled = Search::ruled_out(search).map(|asset| places[asset]).collect();
            Descent { search, ruled }
        };
        let descents: Vec<Descent<'_, R>> = searches.iter().map(descent).collect();
        self.blocks.par_iter_mut().for_each(|block| {
            descents.iter().for_each(|descent| block.descend(descent, block.root, Open { count: true, best: true }));
        });
        self.replaced.par_iter_mut().for_each(|(codes, eligible, best)| {
            for search in
                searches.iter().filter(|search| search.wish().failed(codes, search.wish().nearest_m(codes)) == 0)
            {
                let (standing, _) = search.rules().standing(codes.asset as usize);
                if standing.failures == 0 {
                    *eligible += 1;
                    *best = Some(best.map_or(standing, |held| held.min(standing)));
                }
            }
        });
    }

    /// By asset: for how many needs it is eligible, and how the best of these pairs stands.
    pub fn found(self) -> Vec<(u32, Option<Standing>)> {
        let mut found = vec![(0, None); self.index.packed.assets.len()];
        for mut block in self.blocks {
            block.spread(block.root, 0);
            let codes = &self.index.packed.assets[block.assets.start as usize..block.assets.end as usize];
            for ((codes, best), eligible) in codes.iter().zip(block.best).zip(block.eligible) {
                found[codes.asset as usize] = (eligible, best);
            }
        }
        for (codes, eligible, best) in self.replaced {
            found[codes.asset as usize] = (eligible, best);
        }
        found
    }
}

impl<'a> Block<'a> {
    fn of(index: &'a Index, root: u32) -> Self {
        let assets = index.packed.nodes[root as usize].assets.clone();
        let below = below(index, root);
        let codes = &index.packed.assets[assets.start as usize..assets.end as usize];
        let barred = |codes: &Codes| codes.marks & BARRED != 0 || index.was(codes.asset as usize).is_some();
        let mut block = Self {
            index,
            root,
            least: vec![f32::NEG_INFINITY; below.len() + 1],
            whole: vec![0; below.len() + 1],
            below,
            keys: codes.iter().map(|codes| if barred(codes) { f32::INFINITY } else { f32::NEG_INFINITY }).collect(),
            best: vec![None; codes.len()],
            eligible: vec![0; codes.len()],
            assets,
        };
        block.raise_all(root);
        block
    }

    /// Where a node is kept here.
    const fn at(&self, node: u32) -> usize {
        if node == self.root { 0 } else { (node - self.below.start) as usize + 1 }
    }

    fn raise_all(&mut self, node: u32) {
        if let Some(halves) = self.index.packed.nodes[node as usize].halves() {
            halves.into_iter().for_each(|half| self.raise_all(half));
        }
        self.raise(node);
    }

    /// Brings the least of a node up to date with what it is made of.
    fn raise(&mut self, node: u32) {
        let least = match self.index.packed.nodes[node as usize].halves() {
            Some([first, second]) => self.least[self.at(first)].min(self.least[self.at(second)]),
            None => self.own(node).map(|own| self.keys[own]).fold(f32::INFINITY, f32::min),
        };
        let at = self.at(node);
        self.least[at] = least;
    }

    /// The assets of a node as they are kept here.
    fn own(&self, node: u32) -> Range<usize> {
        let assets = &self.index.packed.nodes[node as usize].assets;
        (assets.start - self.assets.start) as usize..(assets.end - self.assets.start) as usize
    }

    fn descend<R: Rules>(&mut self, descent: &Descent<'_, R>, node: u32, mut open: Open) {
        let wish = descent.search.wish();
        let part = &self.index.packed.nodes[node as usize];
        let nearest_m = wish.nearest_m(&part.summary);
        if open.count && wish.failed(&part.summary, nearest_m) > 0 {
            return;
        }
        let at = self.at(node);
        open.best = open.best && wish.most(&part.summary, nearest_m) >= self.least[at];
        if open.count && descent.all_pass(&part.assets, wish.doubts(&part.summary)) {
            self.whole[at] += 1;
            open.count = false;
        }
        if !open.count && !open.best {
            return;
        }
        match part.halves() {
            Some(halves) => halves.into_iter().for_each(|half| self.descend(descent, half, open)),
            None => self.own(node).for_each(|own| self.look(descent, own, open)),
        }
        if open.best {
            self.raise(node);
        }
    }

    /// One asset beside one need.
    fn look<R: Rules>(&mut self, descent: &Descent<'_, R>, own: usize, open: Open) {
        let place = self.assets.start + own as u32;
        let codes = &self.index.packed.assets[place as usize];
        let (wish, rules) = (descent.search.wish(), descent.search.rules());
        let asset = codes.asset as usize;
        let nearest_m = wish.nearest_m(codes);
        let doubts = if open.count {
            if wish.failed(codes, nearest_m) > 0 || descent.ruled.contains(&place) {
                return;
            }
            wish.doubts(codes)
        } else {
            Doubts::default()
        };
        if open.best && wish.most(codes, nearest_m) >= self.keys[own] {
            let (standing, _) = rules.standing(asset);
            if standing.failures > 0 {
                return;
            }
            if self.best[own].is_none_or(|held| standing < held) {
                self.best[own] = Some(standing);
                self.keys[own] = wish.key(standing.score);
            }
        } else if open.count && !doubts.none() && rules.fails(asset, None, doubts) {
            return;
        }
        self.eligible[own] += u32::from(open.count);
    }

    /// Gives what is counted of a node and above it to its assets.
    fn spread(&mut self, node: u32, above: u32) {
        let counted = above + self.whole[self.at(node)];
        match self.index.packed.nodes[node as usize].halves() {
            Some(halves) => halves.into_iter().for_each(|half| self.spread(half, counted)),
            None => self.own(node).for_each(|own| self.eligible[own] += counted),
        }
    }
}

impl<R: Rules> Descent<'_, R> {
    /// Whether every asset of a part is eligible for certain.
    fn all_pass(&self, assets: &Range<u32>, doubts: Doubts) -> bool {
        doubts.none() && !self.ruled.iter().any(|place| assets.contains(place))
    }
}

/// The nodes below a node, which stand side by side: its halves, what is below the first, what is below the second.
fn below(index: &Index, node: u32) -> Range<u32> {
    let halves = |node: u32| index.packed.nodes[node as usize].halves();
    let Some([first, second]) = halves(node) else { return node + 1..node + 1 };
    let mut end = second + 1;
    let mut last = [first, second];
    while let Some(next) = halves(last[1]).or_else(|| halves(last[0])) {
        (last, end) = (next, next[1] + 1);
    }
    first..end
}
