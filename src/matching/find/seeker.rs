//! One need ready to be set beside any asset, and its ranking: by the tree where there is one, else by looking at all.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread::{available_parallelism, scope};

use rayon::prelude::*;
use time::Date;

use super::Scored;
use crate::atlas::{Atlas, PlacedAsset};
use crate::domain::asset::Asset;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Match};
use crate::domain::need::{Need, Ruling};
use crate::matching::constraints;
use crate::matching::cost::Cost;
use crate::matching::location::{Destination, Distance};
use crate::matching::pair::{Pair, rates};
use crate::matching::ranking::{Best, Standing, Unweighed};
use crate::matching::search::{Band, Doubts, Index, Rules, Search, Sought, Wish};
use crate::matching::survey::Survey;
use crate::matching::tell;

/// How many of the best may be asked for under weights that are moved: as many as a page lists.
const LISTED: usize = 20;

/// How many of those ruled out are shown.
const NEAREST_MISSES: usize = 5;

/// With a limit on distance, what lies beyond this many times the limit is no near miss, unless fewer than so many assets
/// are nearer.
const NEAR_MISS_REACH: f64 = 1.5;
const ENOUGH_TO_MISS: usize = 50;

/// One need, ready to be set beside any asset.
pub(super) struct Seeker<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) survey: &'a Survey,
    pub(super) need: &'a Need,
    /// Its index among the published needs, for ties.
    pub(super) index: usize,
    pub(super) criteria: &'a Criteria,
    pub(super) destination: Destination<'a>,
    pub(super) rulings: &'a [Ruling],
    pub(super) on: Date,
}

impl<'a> Seeker<'a> {
    pub(super) fn new(atlas: &'a Atlas, survey: &'a Survey, need: &'a Need, criteria: &'a Criteria, on: Date) -> Self {
        let destination = Destination::of(need, atlas, criteria);
        Self {
            atlas,
            survey,
            need,
            index: atlas.need_index(&need.id.0).unwrap_or(0),
            criteria,
            destination: match survey.index(criteria) {
                Some(index) => destination.sharing(index.measured(need)),
                None => destination,
            },
            rulings: atlas.rulings(&need.id),
            on,
        }
    }

    /// The same, with room to remember how far every locality is: for all assets.
    pub(super) fn remembering(mut self) -> Self {
        self.destination = self.destination.remembering();
        self
    }

    pub(super) fn ruling(&self, asset: &Asset) -> Option<&'a Ruling> {
        self.rulings.iter().find(|ruling| {
            asset.reference.as_deref() == Some(ruling.asset_reference.as_str()) && *asset.owner.name == *ruling.owner
        })
    }

    pub(super) fn pair(&self, asset: usize) -> Pair<'_> {
        self.pair_of(&self.atlas.assets()[asset])
    }

    pub(super) fn pair_of<'b>(&'b self, placed: &'b PlacedAsset) -> Pair<'b> {
        let asset = &placed.asset;
        Pair {
            asset,
            need: self.need,
            distance: self.destination.distance_of(placed),
            cost: Cost::of(asset, self.need, self.criteria, rates(self.criteria, self.on)),
            criteria: self.criteria,
            ruling: self.ruling(asset),
            on: self.on,
        }
    }

    /// How an asset stands that no constraint rules out: most are, and are not scored.
    pub(super) fn eligible(&self, asset: usize) -> Option<Standing> {
        let pair = self.pair(asset);
        (!constraints::is_ruled_out(&pair)).then(|| self.standing_of(&pair, asset, 0))
    }

    pub(super) fn standing_of(&self, pair: &Pair<'_>, asset: usize, failures: u32) -> Standing {
        let scored = Scored::of(pair, &self.survey.place(asset));
        Standing {
            failures,
            score: scored.score,
            completeness: scored.completeness,
            distance_m: pair.distance.travel_m.unwrap_or(f64::INFINITY),
            asset,
            need: self.index,
        }
    }

    pub(super) fn scored(&self, asset: usize) -> Scored {
        Scored::of(&self.pair(asset), &self.survey.place(asset))
    }

    pub(super) fn tell(&self, asset: usize, audience: Audience) -> Match {
        let pair = self.pair(asset);
        let scored = Scored::of(&pair, &self.survey.place(asset));
        let around = self.atlas.area_of_asset(asset).map(|area| &self.atlas.areas()[area]);
        tell::tell(&pair, &scored, &self.survey.place(asset), around, audience, self.survey.together())
    }

    /// The best so many eligible assets, the nearest misses, and how many are eligible.
    pub(super) fn rank(&self, limit: usize) -> Ranking {
        let Some(index) = self.survey.index(self.criteria) else { return self.look_at_all(limit) };
        let question = self.question();
        let misses = Sought::Missed { reach_m: self.miss_reach_m() };
        let count = |search: Option<&Search<'_, &Self>>| {
            let fails = |placed: &PlacedAsset| constraints::is_ruled_out(&self.pair_of(placed));
            let eligible = || search.map_or_else(|| self.search(index).eligible(), Search::eligible);
            index.counted(question.clone(), self.atlas, fails, eligible)
        };
        let again = question.as_deref().and_then(|question| self.weighed_again(index, question, limit, misses));
        if let Some([best, missed]) = again {
            return Ranking { best, missed, eligible: count(None) };
        }
        let search = self.search(index);
        let beside = || (search.first(NEAREST_MISSES, misses), count(Some(&search)));
        let (best, (missed, eligible)) = both(|| search.first(limit, Sought::Eligible), beside);
        Ranking { best, missed, eligible }
    }

    /// The best and the nearest misses for a question that was asked before, maybe under other weights; `None` where it was
    /// not, or where they have to be searched for all the same.
    fn weighed_again(&self, index: &Index, question: &str, limit: usize, misses: Sought) -> Option<[Vec<Standing>; 2]> {
        if limit > LISTED {
            return None;
        }
        let bands = index.bands(question, || {
            let search = self.search(index);
            let best = || Band::of(&search, LISTED, Sought::Eligible);
            let (best, missed) = both(best, || Band::of(&search, NEAREST_MISSES, misses));
            Some([best?, missed?])
        })?;
        let weights = self.criteria.weights;
        let [best, missed] = &*bands;
        Some([
            best.best(index, self, weights, limit, Sought::Eligible)?,
            missed.best(index, self, weights, NEAREST_MISSES, misses)?,
        ])
    }

    /// The best so many eligible assets alone.
    pub(super) fn best(&self, limit: usize) -> Vec<Standing> {
        match self.survey.index(self.criteria) {
            Some(index) => self.search(index).first(limit, Sought::Eligible),
            None => self.look_at_all(limit).best,
        }
    }

    /// What decides which assets are eligible, in writing.
    pub(super) fn question(&self) -> Option<String> {
        let need = serde_json::to_string(self.need).ok()?;
        Some(format!("{} {need} {:?}", self.on, self.rulings))
    }

    pub(super) fn search<'b>(&'b self, index: &'b Index) -> Search<'b, &'b Self> {
        let wish = Wish::of(self.need, self.atlas, self.criteria, self.on);
        let referred = self.rulings.iter().flat_map(|ruling| index.referred_to(self.atlas, &ruling.asset_reference));
        let ruled_out: BTreeSet<usize> =
            referred.filter(|asset| self.ruling(&self.atlas.assets()[*asset].asset).is_some()).collect();
        Search::new(index, wish, ruled_out, self)
    }

    /// The same without an index, asset by asset.
    pub(super) fn look_at_all(&self, limit: usize) -> Ranking {
        let reach_m = self.miss_reach_m();
        let start = || Tally::of(limit);
        let take = |tally: Tally, asset: usize| tally.take(self.standing(asset), reach_m);
        (0..self.atlas.assets().len()).into_par_iter().fold(start, take).reduce(start, Tally::join).ranking()
    }

    /// How far a near miss may be, metres as people travel: with a limit on distance, not far beyond it, unless few assets
    /// are nearer.
    pub(super) fn miss_reach_m(&self) -> f64 {
        let (Some(limit_m), Some(from)) = (self.need.max_distance_m, self.destination.point()) else {
            return f64::INFINITY;
        };
        let enough = self.atlas.asset_tree().nearest_first(from).take(ENOUGH_TO_MISS).last();
        (limit_m * NEAR_MISS_REACH).max(enough.map_or(0.0, |(_, metres)| metres) * self.criteria.detour)
            + self.criteria.detour
    }
}

impl Rules for Seeker<'_> {
    fn unweighed(&self, asset: usize) -> (Unweighed, f64) {
        let pair = self.pair(asset);
        let scored = Scored::of(&pair, &self.survey.place(asset));
        let unweighed = Unweighed {
            failures: constraints::failures(&pair),
            pillars: scored.pillars(),
            known: scored.known(),
            distance_m: pair.distance.travel_m.unwrap_or(f64::INFINITY),
            asset,
        };
        (unweighed, pair.distance.least_m)
    }

    fn weighed(&self, pair: &Unweighed) -> Standing {
        pair.weighed(self.criteria, self.index)
    }

    fn standing(&self, asset: usize) -> (Standing, f64) {
        let pair = self.pair(asset);
        (self.standing_of(&pair, asset, constraints::failures(&pair)), pair.distance.least_m)
    }

    /// What is certain is not worked out.
    fn fails(&self, asset: usize, was: Option<&PlacedAsset>, doubts: Doubts) -> bool {
        let placed = was.unwrap_or_else(|| &self.atlas.assets()[asset]);
        let distance = if doubts.distance { self.destination.distance_of(placed) } else { Distance::NOT_ASKED };
        let cost = if doubts.cost {
            Cost::of(&placed.asset, self.need, self.criteria, rates(self.criteria, self.on))
        } else {
            Cost::NOTHING
        };
        let (need, criteria, on) = (self.need, self.criteria, self.on);
        constraints::is_ruled_out(&Pair { asset: &placed.asset, need, distance, cost, criteria, ruling: None, on })
    }
}

/// What was seen while ranking.
pub(super) struct Tally {
    eligible: usize,
    pub(super) best: Best,
    missed: Best,
}

impl Tally {
    pub(super) fn of(limit: usize) -> Self {
        Self { eligible: 0, best: Best::of(limit), missed: Best::of(NEAREST_MISSES) }
    }

    pub(super) fn take(mut self, (standing, least_m): (Standing, f64), reach_m: f64) -> Self {
        if standing.failures == 0 {
            self.eligible += 1;
            self.best.offer(standing);
        } else if least_m <= reach_m {
            self.missed.offer(standing);
        }
        self
    }

    pub(super) fn ranking(self) -> Ranking {
        Ranking { best: self.best.into_sorted(), missed: self.missed.into_sorted(), eligible: self.eligible }
    }

    pub(super) fn join(mut self, other: Self) -> Self {
        self.eligible += other.eligible;
        self.best.merge(other.best);
        self.missed.merge(other.missed);
        self
    }
}

/// What a ranking is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The best so many that no constraint rules out, best first.
    pub best: Vec<Standing>,
    /// The nearest of those ruled out.
    pub missed: Vec<Standing>,
    /// How many are not ruled out.
    pub eligible: usize,
}

/// Two things at once, on a thread of its own for the second: on those that all questions share, whoever asks for twenty
/// would wait for somebody who has asked for everything. One after the other where there is one core.
fn both<Here, Beside: Send>(here: impl FnOnce() -> Here, beside: impl FnOnce() -> Beside + Send) -> (Here, Beside) {
    static CORES: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, NonZero::get));
    if *CORES < 2 {
        return (here(), beside());
    }
    scope(|scope| {
        let beside = scope.spawn(beside);
        let here = here();
        (here, beside.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}
