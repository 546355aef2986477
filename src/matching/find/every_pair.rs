//! Every pair of some needs with all assets, once over: the best few assets for each need, the best need for each asset.
//!
//! The scores are those of [`for_need`](super::for_need) and [`for_asset`](super::for_asset) as the public reads them.

use rayon::prelude::*;
use time::Date;

use super::{Scored, Seeker, Tally};
use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::publication::public_need;
use crate::matching::ranking::Standing;
use crate::matching::survey::Survey;

/// An eligible pair as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairFigures {
    /// What it is ranked by, and of what it is the pair.
    pub standing: Standing,
    /// Its pillars.
    pub scored: Scored,
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

/// Looks at all assets for each of these needs of the atlas, and keeps so many for each need.
#[must_use]
pub fn every_pair(
    atlas: &Atlas,
    survey: &Survey,
    criteria: &Criteria,
    on: Date,
    needs: &[usize],
    per_need: usize,
) -> EveryPair {
    let mut found = EveryPair { of_needs: Vec::new(), of_assets: vec![OfAsset::default(); atlas.assets().len()] };
    for need in needs {
        let read = public_need(atlas.needs()[*need].need.clone());
        let seeker = Seeker::new(atlas, survey, &read, criteria, on).remembering();
        let figures = |standing: Standing| {
            let scored = seeker.scored(standing.asset);
            PairFigures { standing, scored, range: scored.bounds().map(|pillars| pillars.score(criteria)) }
        };
        let start = || Tally::of(per_need);
        let tally = found.of_assets.par_iter_mut().enumerate().map(|(asset, of_asset)| {
            let (standing, least_m) = seeker.standing(asset);
            if standing.failures == 0 {
                of_asset.eligible += 1;
                if of_asset.best.is_none_or(|held| standing < held.standing) {
                    of_asset.best = Some(figures(standing));
                }
            }
            (standing, least_m)
        });
        let take = |tally: Tally, seen| tally.take(seen, f64::INFINITY);
        let best = tally.fold(start, take).reduce(start, Tally::join).best.into_sorted();
        found.of_needs.push(best.into_iter().map(figures).collect());
    }
    found
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::atlas::fixture::{asset, at, board, known, need};
    use crate::domain::matches::Audience;
    use crate::domain::need::NeedPlace;
    use crate::matching::find::{Asking, for_asset, for_need};

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
        let found = every_pair(&atlas, &survey, &criteria, on, &[0, 1], 4);
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
                .map(|pair| (pair.standing.asset, pair.standing.score, pair.range, pair.scored.fit.value))
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
