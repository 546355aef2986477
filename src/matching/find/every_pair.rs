//! Every pair of some needs with all assets: the best few assets for each need, the best need for each asset.
//!
//! The scores are those of [`for_need`](super::for_need) and [`for_asset`](super::for_asset) as the public reads them. Pairs that
//! cannot be among the best are not looked at one by one; see `matching::search`.

use rayon::prelude::*;

use super::{Ground, Seeker, Tally};
use crate::domain::need::Need;
use crate::domain::publication::public_need;
use crate::matching::combine::Pillars;
use crate::matching::ranking::Standing;
use crate::matching::search::{EachBest, Rules, Sought};

/// An eligible pair as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairFigures {
    /// What it is ranked by, and of what it is the pair.
    pub standing: Standing,
    /// Its pillars as they count.
    pub pillars: Pillars,
    /// The least and the most that the score could be.
    pub range: [f64; 2],
}

/// One asset among all pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OfAsset {
    /// Needs of which nothing known rules it out.
    pub eligible: u32,
    /// The best of these pairs.
    pub best: Option<PairFigures>,
}

/// What was found over all pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EveryPair {
    /// The best eligible assets for each need, best first; needs in the order given.
    pub of_needs: Vec<Vec<PairFigures>>,
    /// Each asset of the atlas.
    pub of_assets: Vec<OfAsset>,
}

/// So many needs go down the tree together: what is looked up for them has to lie in a cache.
const TOGETHER: usize = 128;

/// Finds the best so many of all assets for each of these needs of the atlas, and the best of these needs for each asset.
#[must_use]
pub fn every_pair(ground: Ground<'_>, needs: &[usize], per_need: usize) -> EveryPair {
    let Ground { atlas, survey, criteria, .. } = ground;
    let Some(index) = survey.index(criteria) else { return by_looking_at_every_pair(ground, needs, per_need) };
    let mut each = EachBest::of(index);
    let mut of_needs: Vec<Vec<PairFigures>> = Vec::with_capacity(needs.len());
    for needs in needs.chunks(TOGETHER) {
        let read: Vec<Need> = needs.iter().map(|need| public_need(atlas.needs()[*need].need.clone())).collect();
        let seekers: Vec<Seeker<'_>> = read.par_iter().map(|need| seeker(ground, need)).collect();
        let searches: Vec<_> = seekers.par_iter().map(|seeker| seeker.search(index)).collect();
        let best = searches.par_iter().zip(&seekers).map(|(search, seeker)| {
            search.first(per_need, Sought::Eligible).into_iter().map(|standing| figures(seeker, standing)).collect()
        });
        of_needs.par_extend(best);
        each.take(&searches);
    }
    EveryPair { of_needs, of_assets: told(ground, each.found()) }
}

/// The same for needs alone, at a small part of the cost.
#[must_use]
pub fn best_of_needs(ground: Ground<'_>, needs: &[usize], per_need: usize) -> Vec<Vec<PairFigures>> {
    let Ground { atlas, .. } = ground;
    let of_need = |need: &usize| {
        let read = public_need(atlas.needs()[*need].need.clone());
        let seeker = seeker(ground, &read);
        seeker.best(per_need).into_iter().map(|standing| figures(&seeker, standing)).collect()
    };
    needs.par_iter().map(of_need).collect()
}

fn seeker<'a>(ground: Ground<'a>, need: &'a Need) -> Seeker<'a> {
    let Ground { atlas, survey, criteria, on } = ground;
    Seeker::new(atlas, survey, need, criteria, on)
}

pub(super) fn figures(seeker: &Seeker<'_>, standing: Standing) -> PairFigures {
    let scored = seeker.scored(standing.asset);
    let range = scored.bounds().map(|pillars| pillars.score(seeker.criteria));
    PairFigures { standing, pillars: scored.pillars(), range }
}

/// What was found of each asset, with the figures of its best pair: those of one need together.
fn told(ground: Ground<'_>, found: Vec<(u32, Option<Standing>)>) -> Vec<OfAsset> {
    let mut best: Vec<Standing> = found.iter().filter_map(|(_, best)| *best).collect();
    best.par_sort_unstable_by_key(|standing| (standing.need, standing.asset));
    let of_need = |of_need: &[Standing]| -> Vec<PairFigures> {
        let read = public_need(ground.atlas.needs()[of_need[0].need].need.clone());
        let seeker = seeker(ground, &read);
        of_need.iter().map(|standing| figures(&seeker, *standing)).collect()
    };
    let mut told: Vec<OfAsset> = found.into_iter().map(|(eligible, _)| OfAsset { eligible, best: None }).collect();
    let figures: Vec<Vec<PairFigures>> = best.par_chunk_by(|one, other| one.need == other.need).map(of_need).collect();
    for figures in figures.into_iter().flatten() {
        told[figures.standing.asset].best = Some(figures);
    }
    told
}

/// The same by looking at every pair: what [`every_pair`] is held to, and what is done where there is nothing to search.
#[must_use]
pub fn by_looking_at_every_pair(ground: Ground<'_>, needs: &[usize], per_need: usize) -> EveryPair {
    let Ground { atlas, survey, criteria, on } = ground;
    let mut found = EveryPair { of_needs: Vec::new(), of_assets: vec![OfAsset::default(); atlas.assets().len()] };
    for need in needs {
        let read = public_need(atlas.needs()[*need].need.clone());
        let seeker = Seeker::new(atlas, survey, &read, criteria, on).remembering();
        let start = || Tally::of(per_need);
        let tally = found.of_assets.par_iter_mut().enumerate().map(|(asset, of_asset)| {
            let (standing, least_m) = seeker.standing(asset);
            if standing.failures == 0 {
                of_asset.eligible += 1;
                if of_asset.best.is_none_or(|held| standing < held.standing) {
                    of_asset.best = Some(figures(&seeker, standing));
                }
            }
            (standing, least_m)
        });
        let take = |tally: Tally, seen| tally.take(seen, f64::INFINITY);
        let best = tally.fold(start, take).reduce(start, Tally::join).best.into_sorted();
        found.of_needs.push(best.into_iter().map(|standing| figures(&seeker, standing)).collect());
    }
    found
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{asset, at, board, known, need};
    use crate::domain::criteria::Criteria;
    use crate::domain::matches::Audience;
    use crate::domain::need::NeedPlace;
    use crate::matching::find::{Asking, for_asset, for_need};
    use crate::matching::survey::Survey;

    #[test]
    fn the_best_pairs_are_those_of_the_rankings_of_each_need_and_each_asset() {
        let mut holdings = board(3);
        for number in 0..12 {
            let mut asset = asset(&format!("a-{number:02}"), Some(at(150.0 * f64::from(number), 300.0)));
            asset.facts.usable_area_m2 = known(60.0 + 35.0 * f64::from(number));
            holdings.assets.push(asset);
        }
        let near = NeedPlace::Near(at(700.0, 500.0));
        holdings.needs = vec![need("n-1", near), need("n-2", NeedPlace::Borough("Aldermere".to_owned()))];
        holdings.needs[0].max_distance_m = Some(700.0);
        let (atlas, criteria, on) = (Atlas::build(holdings), Criteria::default(), date!(2026 - 11 - 22));
        let survey = Survey::of(&atlas, &criteria);
        let found = every_pair(Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on }, &[0, 1], 4);
        let asking = Asking { on, limit: 4, audience: Audience::Public, firmness: true };
        for (index, best) in found.of_needs.iter().enumerate() {
            let ranked = for_need(&atlas, &survey, &atlas.needs()[index].need, &criteria, asking);
            let told: Vec<_> = ranked
                .matches
                .iter()
                .map(|told| (atlas.asset_index(&told.asset.0).unwrap(), told.score.unwrap(), told.suitability.value))
                .map(|(asset, score, fit)| (asset, score.value, [score.low, score.high], fit))
                .collect();
            let here: Vec<_> = best
                .iter()
                .map(|pair| (pair.standing.asset, pair.standing.score, pair.range, pair.pillars.suitability))
                .collect();
            assert_eq!(here, told);
            assert!(!here.is_empty());
        }
        for (index, here) in found.of_assets.iter().enumerate() {
            let ranked = for_asset(&atlas, &survey, index, &criteria, asking);
            assert_eq!(here.eligible as usize, ranked.eligible);
            let best = here.best.map(|pair| (pair.standing.need, pair.standing.score));
            let told = ranked.matches.first();
            let told = told.map(|told| (atlas.need_index(&told.need.0).unwrap(), told.score.unwrap().value));
            assert_eq!(best, told);
        }
    }
}
