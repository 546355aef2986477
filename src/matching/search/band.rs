//! Whatever could be among the best for a need under some weights: found once, so that who moves the weights only weighs it.
//!
//! **What it is.** S, D and `U_match` of a pair do not depend on how they are weighed. A pair that k others precede *whatever
//! the weights* is among no k best; those that fewer precede are the k-skyband (Papadias, Tao, Fu and Seeger, "Progressive
//! skyline computation in database systems", ACM TODS 30, 2005). Of a million assets some thousands are in it. It is found
//! by their algorithm, BBS: parts of the tree in order of the most that their pillars add up to; one that enough of those
//! found before precede is not opened.
//!
//! **Why the answer is exact.** A pair is left out only when [`Crowd`] or [`always_before`] finds k that precede it:
//!
//! 1. M does not fall when a pillar rises (see the module head). One pair precedes another under all weights when it fails
//!    fewer constraints; or as many, and each pillar is the same to the last bit or greater by [`APART`], and where nothing
//!    but ties may decide (a pillar is the same, and all that counts), the ties of `scoring.md` section 5 do not speak
//!    against it: no pillar is known less, it is not farther, and its id comes first.
//! 2. A power may be rounded by a last digit. Pillars that are [`APART`] give scores that are farther apart than that, when
//!    a weight is nothing or [`LEAST_WEIGHT`]. Questions under others are not answered here.
//! 3. A part holds pairs with no more of each pillar than [`Wish::most_of_each`](super::Wish::most_of_each), which is raised by
//!    more than its sums in 32 bits and [`APART`] can differ by.
//! 4. An asset that changed later is none of those found any more. So [`SPARE`] more are kept: whatever is left out is still
//!    preceded by k that did not change. Those that changed are scored one by one, as they are now.
//!
//! Where nothing much tells assets apart the band is wide, and finding it is given up: then the tree answers. Finding it takes
//! as long as many searches, so it is done for a question that was asked often, as by who drags a slider.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::domain::criteria::Weights;
use crate::matching::combine::Pillars;
use crate::matching::ranking::{Best, Standing, Unweighed};
use crate::matching::search::Index;
use crate::matching::search::best_first::{Below, Hope, Rules, Search, Sought, What};
use crate::matching::search::summary::Part;

/// So many more are kept than are asked for.
const SPARE: usize = 12;

/// Pillars that differ by less are too near to say which of two scores is higher whatever the weights.
const APART: f64 = 1e-9;
const LEAST_WEIGHT: f64 = 1e-3;

/// More than the mean of pillars can be rounded by, in points of a score.
const ROUNDED: f64 = 1e-9;

/// A band is given up that holds more, or for which more parts are looked at.
const MOST_HELD: usize = 8_192;
const MOST_LOOKED_AT: usize = 400_000;

/// So many of a crowd are compared at once.
const AT_ONCE: usize = 64;

/// What could be among the best of what was looked for, those with most first.
#[derive(Debug)]
pub struct Band {
    held: Vec<Unweighed>,
    sought: Sought,
    /// How many of the best it tells.
    tells: usize,
    /// What had changed since the tree was made, and so is not in it.
    without: Vec<u32>,
}

/// A part that waits to be looked at, with the most of each pillar that is in it.
struct Waiting {
    order: (Hope, Reverse<What>),
    failures: u32,
    most: [f32; 3],
}

impl Band {
    /// Finds the band of the best so many; `None` where it is too wide.
    pub fn of<R: Rules>(search: &Search<'_, R>, tells: usize, sought: Sought) -> Option<Self> {
        let keep = tells + SPARE;
        let (mut held, mut crowd): (Vec<Unweighed>, Crowd) = Default::default();
        let mut waiting: BinaryHeap<Waiting> = BinaryHeap::new();
        let mut looked_at = 0;
        waiting.extend(search.node(0).and_then(|root| Waiting::of(search, &root.summary, What::Node(0), sought)));
        while let Some(Waiting { order: (_, what), failures, most }) = waiting.pop() {
            looked_at += 1;
            if looked_at > MOST_LOOKED_AT || held.len() > MOST_HELD {
                return None;
            }
            if crowd.precedes(failures, most, keep) {
                continue;
            }
            match what.0 {
                What::Asset(asset) => {
                    let Some(found) = search.unweighed(asset as usize, sought) else { continue };
                    if held.iter().filter(|other| always_before(other, &found)).take(keep).count() < keep {
                        crowd.take(&found);
                        held.push(found);
                    }
                }
                What::Node(node) => match search.below(node) {
                    Below::Halves(halves) => waiting.extend(
                        halves
                            .into_iter()
                            .filter_map(|(half, node)| Waiting::of(search, &node.summary, What::Node(half), sought)),
                    ),
                    Below::Assets(assets) => waiting.extend(
                        assets.filter_map(|codes| Waiting::of(search, codes, What::Asset(codes.asset), sought)),
                    ),
                },
            }
        }
        let without = search.index().replaced.iter().map(|replaced| replaced.codes.asset).collect();
        Some(Self { held, sought, tells, without })
    }

    /// The best so many under weights; `None` where the tree has to say: something else is looked for, too much has changed
    /// since, or a weight is too small to tell.
    pub fn best(
        &self,
        index: &Index,
        rules: &impl Rules,
        weights: Weights,
        limit: usize,
        sought: Sought,
    ) -> Option<Vec<Standing>> {
        let has_changed = |asset: usize| index.was(asset).is_some();
        let tells = limit <= self.tells
            && sought == self.sought
            && weights.as_array().into_iter().all(|weight| weight == 0.0 || weight >= LEAST_WEIGHT)
            && self.without.iter().all(|asset| has_changed(*asset as usize))
            && (index.replaced.is_empty()
                || self.held.iter().filter(|pair| has_changed(pair.asset)).take(SPARE + 1).count() <= SPARE);
        if !tells {
            return None;
        }
        let mut best = Best::of(limit);
        for replaced in &index.replaced {
            let (found, least_m) = rules.standing(replaced.codes.asset as usize);
            if sought.takes(found.failures, least_m) {
                best.offer(found);
            }
        }
        for pair in self.held.iter().filter(|pair| index.replaced.is_empty() || !has_changed(pair.asset)) {
            let may_enter = |last: &Standing| {
                pair.failures < last.failures
                    || (pair.failures == last.failures && mean(weights, &pair.pillars) >= last.score)
            };
            if best.last().is_none_or(may_enter) {
                best.offer(rules.weighed(pair));
            }
        }
        Some(best.into_sorted())
    }
}

/// No score is above the mean of its pillars (`scoring.md` G.3, property 1).
fn mean(weights: Weights, pillars: &Pillars) -> f64 {
    let parts = [pillars.suitability, pillars.deprivation, pillars.uplift];
    100.0 * weights.as_array().iter().zip(parts).map(|(weight, part)| weight * part).sum::<f64>() + ROUNDED
}

/// Whether one pair precedes another under all weights; see the head.
fn always_before(one: &Unweighed, other: &Unweighed) -> bool {
    if one.failures != other.failures {
        return one.failures < other.failures;
    }
    let mut is_tied = false;
    for (more, less) in parts(one).into_iter().zip(parts(other)) {
        if more == less {
            is_tied = true;
        } else if more < less + APART {
            return false;
        }
    }
    !is_tied
        || (one.known.iter().zip(other.known).all(|(more, less)| *more >= less)
            && one.distance_m <= other.distance_m
            && one.asset < other.asset)
}

const fn parts(pair: &Unweighed) -> [f64; 3] {
    let Pillars { suitability, deprivation, uplift } = pair.pillars;
    [suitability, deprivation, uplift]
}

/// Pairs that are held, number by number, so that several are compared at once.
#[derive(Default)]
struct Crowd {
    failures: Vec<u32>,
    parts: [Vec<f32>; 3],
}

impl Crowd {
    fn take(&mut self, pair: &Unweighed) {
        self.failures.push(pair.failures);
        self.parts.iter_mut().zip(parts(pair)).for_each(|(held, part)| held.push(part as f32));
    }

    /// Whether so many of them precede, under all weights, every pair that fails no fewer constraints and has less of each
    /// pillar than this.
    fn precedes(&self, failures: u32, most: [f32; 3], enough: usize) -> bool {
        let [suitability, deprivation, uplift] = &self.parts;
        let mut count = 0;
        for start in (0..self.failures.len()).step_by(AT_ONCE) {
            let end = (start + AT_ONCE).min(self.failures.len());
            let pillars = suitability[start..end].iter().zip(&deprivation[start..end]).zip(&uplift[start..end]);
            let here = self.failures[start..end].iter().zip(pillars).map(|(of, ((s, d), u))| {
                let more = (*s > most[0]) & (*d > most[1]) & (*u > most[2]);
                u32::from((*of < failures) | ((*of == failures) & more))
            });
            count += here.sum::<u32>() as usize;
            if count >= enough {
                return true;
            }
        }
        false
    }
}

impl Waiting {
    fn of<R: Rules>(search: &Search<'_, R>, part: &impl Part, what: What, sought: Sought) -> Option<Self> {
        let nearest_m = search.wish().nearest_m(part);
        let failures = search.failures(part, nearest_m, sought)?;
        let most = search.wish().most_of_each(part, nearest_m);
        Some(Self { order: (Hope::of(failures, most.iter().sum()), Reverse(what)), failures, most })
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order.cmp(&other.order)
    }
}
