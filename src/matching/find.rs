//! Rank assets for a need, and needs for an asset: score all as plain numbers, keep the best, put only those into words.

mod as_if;
mod every_pair;
mod of_stock;

use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread::{available_parallelism, scope};

use rayon::prelude::*;
use time::Date;

use crate::atlas::{Atlas, PlacedAsset};
use crate::domain::asset::Asset;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Match, PlaceFigures, Ranked, Robustness};
use crate::domain::need::{Need, Ruling};
use crate::domain::publication::public_need;
use crate::matching::combine::Pillars;
use crate::matching::constraints;
use crate::matching::cost::Cost;
use crate::matching::grade::Grade;
use crate::matching::location::{Destination, Distance};
use crate::matching::pair::{Pair, rates};
use crate::matching::ranking::{Best, Standing};
use crate::matching::robustness::{ALTERNATIVES, Alternative, place_name};
use crate::matching::search::{Doubts, Index, Rules, Search, Wish};
use crate::matching::suitability::Fit;
use crate::matching::survey::Survey;
use crate::matching::{deprivation, explain, robustness, tell, uplift};

pub use as_if::{Beside, Figures, as_if};
pub use every_pair::{EveryPair, OfAsset, PairFigures, best_of_needs, by_looking_at_every_pair, every_pair};
pub use of_stock::{OfStock, of_stock};

/// How many of those ruled out are shown.
const NEAREST_MISSES: usize = 5;

/// With a limit on distance, what lies beyond this many times the limit is no near miss, unless fewer than so many assets
/// are nearer.
const NEAR_MISS_REACH: f64 = 1.5;
const ENOUGH_TO_MISS: usize = 50;

/// A question: for which day, how many answers, and who reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The day.
    pub on: Date,
    /// Eligible pairings wanted at most.
    pub limit: usize,
    /// Who reads the answer.
    pub audience: Audience,
    /// Whether to work out how firm the order is, which takes longer than all the rest.
    pub firmness: bool,
}

impl Asking {
    /// How many of the best take part in the question how firm their order is.
    const fn alternatives(&self) -> usize {
        if self.firmness { ALTERNATIVES } else { 0 }
    }

    fn looked_at(&self) -> usize {
        self.limit.max(self.alternatives())
    }
}

/// The three pillars of a pair with their ranges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// S and its parts.
    pub fit: Fit,
    /// D.
    pub deprivation: Grade,
    /// CS.
    pub community_share: Grade,
    /// `U_match`.
    pub uplift: Grade,
    /// M, 0 to 100.
    pub score: f64,
    /// Share of what M needs that is known, 0 to 1.
    pub completeness: f64,
}

impl Scored {
    /// Scores a pair at a place. Nothing is allocated: this runs for every asset there is.
    #[must_use]
    pub fn of(pair: &Pair<'_>, place: &PlaceFigures) -> Self {
        let fit = Fit::of(pair);
        let deprivation =
            deprivation::for_purposes(place, &pair.need.purposes).counting_unknown_as(pair.criteria.unknown);
        let community_share = uplift::share::community_share(pair.asset, pair.need, pair.criteria)
            .counting_unknown_as(pair.criteria.unknown);
        let uplift = uplift::of_pair(place, &community_share, pair.criteria);
        let weights = pair.criteria.weights;
        let pillars = Pillars { suitability: fit.value, deprivation: deprivation.used, uplift: uplift.used };
        Self {
            fit,
            deprivation,
            community_share,
            uplift,
            score: pillars.score(pair.criteria),
            completeness: weights.suitability() * fit.completeness
                + weights.deprivation() * deprivation.quality
                + weights.uplift() * uplift.quality,
        }
    }

    /// The pillars as they count.
    #[must_use]
    pub fn pillars(&self) -> Pillars {
        Pillars { suitability: self.fit.value, deprivation: self.deprivation.used, uplift: self.uplift.used }
    }

    /// The pillars at their least and at their most.
    #[must_use]
    pub fn bounds(&self) -> [Pillars; 2] {
        [
            Pillars { suitability: self.fit.low, deprivation: self.deprivation.low, uplift: self.uplift.low },
            Pillars { suitability: self.fit.high, deprivation: self.deprivation.high, uplift: self.uplift.high },
        ]
    }
}

/// One need, ready to be set beside any asset.
struct Seeker<'a> {
    atlas: &'a Atlas,
    survey: &'a Survey,
    need: &'a Need,
    /// Its index among the published needs, for ties.
    index: usize,
    criteria: &'a Criteria,
    destination: Destination<'a>,
    rulings: &'a [Ruling],
    on: Date,
}

impl<'a> Seeker<'a> {
    fn new(atlas: &'a Atlas, survey: &'a Survey, need: &'a Need, criteria: &'a Criteria, on: Date) -> Self {
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
    fn remembering(mut self) -> Self {
        self.destination = self.destination.remembering();
        self
    }

    fn ruling(&self, asset: &Asset) -> Option<&'a Ruling> {
        self.rulings.iter().find(|ruling| {
            asset.reference.as_deref() == Some(ruling.asset_reference.as_str()) && *asset.owner.name == *ruling.owner
        })
    }

    fn pair(&self, asset: usize) -> Pair<'_> {
        self.pair_of(&self.atlas.assets()[asset])
    }

    fn pair_of<'b>(&'b self, placed: &'b PlacedAsset) -> Pair<'b> {
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
    fn eligible(&self, asset: usize) -> Option<Standing> {
        let pair = self.pair(asset);
        (!constraints::is_ruled_out(&pair)).then(|| self.standing_of(&pair, asset, 0))
    }

    fn standing_of(&self, pair: &Pair<'_>, asset: usize, failures: u32) -> Standing {
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

    fn scored(&self, asset: usize) -> Scored {
        Scored::of(&self.pair(asset), &self.survey.place(asset))
    }

    fn tell(&self, asset: usize, audience: Audience) -> Match {
        let pair = self.pair(asset);
        let scored = Scored::of(&pair, &self.survey.place(asset));
        let around = self.atlas.area_of_asset(asset).map(|area| &self.atlas.areas()[area]);
        tell::tell(&pair, &scored, &self.survey.place(asset), around, audience, self.survey.together())
    }

    /// The best so many eligible assets, the nearest misses, and how many are eligible.
    fn rank(&self, limit: usize) -> Ranking {
        let Some(index) = self.survey.index(self.criteria) else { return self.look_at_all(limit) };
        let search = self.search(index);
        let beside = || {
            let missed = search.missed(NEAREST_MISSES, self.miss_reach_m());
            let fails = |placed: &PlacedAsset| constraints::is_ruled_out(&self.pair_of(placed));
            (missed, index.counted(self.question(), self.atlas, fails, || search.eligible()))
        };
        let (best, (missed, eligible)) = both(|| search.best(limit), beside);
        Ranking { best, missed, eligible }
    }

    /// The best so many eligible assets alone.
    fn best(&self, limit: usize) -> Vec<Standing> {
        match self.survey.index(self.criteria) {
            Some(index) => self.search(index).best(limit),
            None => self.look_at_all(limit).best,
        }
    }

    /// What decides which assets are eligible, in writing.
    fn question(&self) -> Option<String> {
        let need = serde_json::to_string(self.need).ok()?;
        Some(format!("{} {need} {:?}", self.on, self.rulings))
    }

    fn search<'b>(&'b self, index: &'b Index) -> Search<'b, &'b Self> {
        let wish = Wish::of(self.need, self.atlas, self.criteria, self.on);
        let referred = self.rulings.iter().flat_map(|ruling| index.referred_to(self.atlas, &ruling.asset_reference));
        let ruled_out: BTreeSet<usize> =
            referred.filter(|asset| self.ruling(&self.atlas.assets()[*asset].asset).is_some()).collect();
        Search::new(index, wish, ruled_out, self)
    }

    /// The same without an index, asset by asset.
    fn look_at_all(&self, limit: usize) -> Ranking {
        let reach_m = self.miss_reach_m();
        let start = || Tally::of(limit);
        let take = |tally: Tally, asset: usize| tally.take(self.standing(asset), reach_m);
        (0..self.atlas.assets().len()).into_par_iter().fold(start, take).reduce(start, Tally::join).ranking()
    }

    /// How far a near miss may be, metres as people travel: with a limit on distance, not far beyond it, unless few assets
    /// are nearer.
    fn miss_reach_m(&self) -> f64 {
        let (Some(limit_m), Some(from)) = (self.need.max_distance_m, self.destination.point()) else {
            return f64::INFINITY;
        };
        let enough = self.atlas.asset_tree().nearest_first(from).take(ENOUGH_TO_MISS).last();
        (limit_m * NEAR_MISS_REACH).max(enough.map_or(0.0, |(_, metres)| metres) * self.criteria.detour)
            + self.criteria.detour
    }
}

impl Rules for Seeker<'_> {
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
struct Tally {
    eligible: usize,
    best: Best,
    missed: Best,
}

impl Tally {
    fn of(limit: usize) -> Self {
        Self { eligible: 0, best: Best::of(limit), missed: Best::of(NEAREST_MISSES) }
    }

    fn take(mut self, (standing, least_m): (Standing, f64), reach_m: f64) -> Self {
        if standing.failures == 0 {
            self.eligible += 1;
            self.best.offer(standing);
        } else if least_m <= reach_m {
            self.missed.offer(standing);
        }
        self
    }

    fn ranking(self) -> Ranking {
        Ranking { best: self.best.into_sorted(), missed: self.missed.into_sorted(), eligible: self.eligible }
    }

    fn join(mut self, other: Self) -> Self {
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

/// The best assets for a need, and the nearest misses: those with the fewest blocks, then the highest would-be score.
/// The need may be one that is not stored.
#[must_use]
pub fn for_need(atlas: &Atlas, survey: &Survey, need: &Need, criteria: &Criteria, asking: Asking) -> Ranked {
    let public;
    let need = match asking.audience {
        Audience::Owner => need,
        Audience::Public => {
            public = public_need(need.clone());
            &public
        }
    };
    let seeker = Seeker::new(atlas, survey, need, criteria, asking.on);
    let Ranking { best, missed, eligible } = seeker.rank(asking.looked_at());
    let alternatives: Vec<Alternative<'_>> = best
        .iter()
        .take(asking.alternatives())
        .map(|standing| {
            let asset = &atlas.assets()[standing.asset].asset;
            Alternative {
                id: &asset.id.0,
                title: &asset.name,
                asset: &asset.id.0,
                place: place_name(atlas, standing.asset),
                figures: survey.place(standing.asset),
                scored: seeker.scored(standing.asset),
            }
        })
        .collect();
    let subject = format!("need {}", need.id);
    let (firmness, of_list) = robustness::assess(&alternatives, eligible, &subject, survey, criteria);
    let tell = |standing: &Standing| seeker.tell(standing.asset, asking.audience);
    let told = best.len().min(asking.limit);
    let (first, rest) = best[..told].split_at((told + missed.len()).div_ceil(2).min(told));
    let tell_all = |standings: &[Standing]| standings.iter().map(tell).collect::<Vec<Match>>();
    let (first, (rest, excluded)) = both(|| tell_all(first), || (tell_all(rest), tell_all(&missed)));
    let nothing_fits = (eligible == 0).then(|| {
        let name = |miss: &Match| Some(atlas.assets()[atlas.asset_index(&miss.asset.0)?].asset.name.as_str());
        explain::no_building_fits(excluded.first().and_then(|miss| Some((name(miss)?, miss))))
    });
    Ranked {
        matches: with_firmness(first.into_iter().chain(rest), firmness),
        excluded,
        considered: atlas.assets().len(),
        eligible,
        robustness: of_list,
        nothing_fits,
    }
}

/// The best eligible assets for a need as plain numbers, best first: the order of [`for_need`], without reasons.
#[must_use]
pub fn shortlist(
    atlas: &Atlas,
    survey: &Survey,
    need: &Need,
    criteria: &Criteria,
    on: Date,
    limit: usize,
) -> Vec<Standing> {
    Seeker::new(atlas, survey, need, criteria, on).best(limit)
}

/// The best so many assets for a need, the nearest misses and how many are eligible, as plain numbers.
#[must_use]
pub fn ranking(ground: Ground<'_>, need: &Need, limit: usize) -> Ranking {
    let Ground { atlas, survey, criteria, on } = ground;
    Seeker::new(atlas, survey, need, criteria, on).rank(limit)
}

/// The same by looking at every asset on every thread: what the search is held to and measured against.
#[must_use]
pub fn by_looking_at_all(ground: Ground<'_>, need: &Need, limit: usize) -> Ranking {
    let Ground { atlas, survey, criteria, on } = ground;
    Seeker::new(atlas, survey, need, criteria, on).remembering().look_at_all(limit)
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

/// The best published needs for the asset at this index, and the nearest misses.
#[must_use]
pub fn for_asset(atlas: &Atlas, survey: &Survey, asset: usize, criteria: &Criteria, asking: Asking) -> Ranked {
    let seeker = |need: usize| Seeker::new(atlas, survey, &atlas.needs()[need].need, criteria, asking.on);
    let start = || Tally::of(asking.looked_at());
    let tally = (0..atlas.needs().len())
        .into_par_iter()
        .fold(start, |tally, need| tally.take(seeker(need).standing(asset), f64::INFINITY))
        .reduce(start, Tally::join);
    let Ranking { best, missed, eligible } = tally.ranking();
    let alternatives: Vec<Alternative<'_>> = best
        .iter()
        .take(asking.alternatives())
        .map(|standing| {
            let need = &atlas.needs()[standing.need].need;
            Alternative {
                id: &need.id.0,
                title: &need.title,
                asset: &atlas.assets()[asset].asset.id.0,
                place: place_name(atlas, asset),
                figures: survey.place(asset),
                scored: seeker(standing.need).scored(asset),
            }
        })
        .collect();
    let subject = format!("asset {}", atlas.assets()[asset].asset.id);
    let (firmness, of_list) = robustness::assess(&alternatives, eligible, &subject, survey, criteria);
    let tell = |standing: &Standing| seeker(standing.need).tell(asset, asking.audience);
    let excluded: Vec<Match> = missed.iter().map(tell).collect();
    let nothing_fits = (eligible == 0).then(|| {
        let title = |miss: &Match| Some(atlas.needs()[atlas.need_index(&miss.need.0)?].need.title.as_str());
        explain::no_need_fits(excluded.first().and_then(|miss| Some((title(miss)?, miss))))
    });
    Ranked {
        matches: with_firmness(best.iter().take(asking.limit).map(tell), firmness),
        excluded,
        considered: atlas.needs().len(),
        eligible,
        robustness: of_list,
        nothing_fits,
    }
}

/// Each match with how firm its place is, as far as that was worked out.
fn with_firmness(matches: impl Iterator<Item = Match>, firmness: Vec<Robustness>) -> Vec<Match> {
    let firmness = firmness.into_iter().map(Some).chain(std::iter::repeat(None));
    let with = |(told, robustness): (Match, Option<Robustness>)| {
        let mut told = Match { robustness, ..told };
        explain::robust_headline(&mut told);
        told
    };
    matches.zip(firmness).map(with).collect()
}

/// Where, by what and for which day pairings are scored.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// What there is.
    pub atlas: &'a Atlas,
    /// What place alone says of it.
    pub survey: &'a Survey,
    /// What it is scored by.
    pub criteria: &'a Criteria,
    /// The day.
    pub on: Date,
}

/// The assets that no constraint rules out for a need, by index.
#[must_use]
pub fn eligible(atlas: &Atlas, survey: &Survey, need: &Need, criteria: &Criteria, on: Date) -> Vec<usize> {
    let seeker = Seeker::new(atlas, survey, need, criteria, on).remembering();
    (0..atlas.assets().len()).into_par_iter().filter(|asset| !constraints::is_ruled_out(&seeker.pair(*asset))).collect()
}

/// The pillars of these assets for a need, in their order.
#[must_use]
pub fn pillars_of(
    atlas: &Atlas,
    survey: &Survey,
    need: &Need,
    criteria: &Criteria,
    on: Date,
    assets: &[usize],
) -> Vec<Pillars> {
    let seeker = Seeker::new(atlas, survey, need, criteria, on).remembering();
    assets.par_iter().map(|asset| Scored::of(&seeker.pair(*asset), &survey.place(*asset)).pillars()).collect()
}
