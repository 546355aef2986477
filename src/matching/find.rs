//! Rank assets for a need, and needs for an asset: score all as plain numbers, keep the best, put only those into words.

mod as_if;
mod every_pair;
mod of_stock;
mod seeker;

use rayon::prelude::*;
use time::Date;

use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{Audience, Match, PlaceFigures, Ranked, Robustness};
use crate::domain::need::Need;
use crate::domain::publication::public_need;
use crate::matching::combine::Pillars;
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;
use crate::matching::ranking::{Standing, completeness};
use crate::matching::robustness::{ALTERNATIVES, Alternative, place_name};
use crate::matching::search::Rules;
use crate::matching::suitability::Fit;
use crate::matching::survey::Survey;
use crate::matching::{constraints, deprivation, explain, robustness, uplift};

pub use as_if::{Beside, Figures, as_if};
pub use every_pair::{EveryPair, OfAsset, PairFigures, best_of_needs, by_looking_at_every_pair, every_pair};
pub use of_stock::{OfStock, of_stock};
pub use seeker::Ranking;
use seeker::{Seeker, Tally};

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
        let pillars = Pillars { suitability: fit.value, deprivation: deprivation.used, uplift: uplift.used };
        Self {
            fit,
            deprivation,
            community_share,
            uplift,
            score: pillars.score(pair.criteria),
            completeness: completeness(pair.criteria.weights, [fit.completeness, deprivation.quality, uplift.quality]),
        }
    }

    /// Share of what each pillar needs that is known.
    #[must_use]
    pub fn known(&self) -> [f64; 3] {
        [self.fit.completeness, self.deprivation.quality, self.uplift.quality]
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
    let excluded: Vec<Match> = missed.iter().map(tell).collect();
    let nothing_fits = (eligible == 0).then(|| {
        let name = |miss: &Match| Some(atlas.assets()[atlas.asset_index(&miss.asset.0)?].asset.name.as_str());
        explain::no_building_fits(excluded.first().and_then(|miss| Some((name(miss)?, miss))))
    });
    Ranked {
        matches: with_firmness(best.iter().take(asking.limit).map(tell), firmness),
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
