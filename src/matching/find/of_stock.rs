//! The best needs of some assets only: a council's own stock, and nothing of anybody else's.
//!
//! Scores are those of [`for_asset`](super::for_asset). Every need known to the atlas is looked at, so what is private to
//! others has to be left out of the atlas before: an atlas holds what its viewer may see.

use rayon::prelude::*;

use super::every_pair::figures;
use super::{Ground, PairFigures, Seeker};
use crate::matching::constraints;
use crate::matching::ranking::Best;

/// The needs of one asset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfStock {
    /// Needs of which nothing known rules it out.
    pub fitting: u32,
    /// The best of these pairs, best first.
    pub best: Vec<PairFigures>,
}

/// The best so many needs for each of these assets, in their order. An asset that is not to be had whatever the need has
/// none, and no pair of it is scored.
#[must_use]
pub fn of_stock(ground: Ground<'_>, assets: &[usize], per_asset: usize) -> Vec<OfStock> {
    let Ground { atlas, survey, criteria, on } = ground;
    let seekers: Vec<Seeker<'_>> =
        atlas.needs().par_iter().map(|need| Seeker::new(atlas, survey, &need.need, criteria, on)).collect();
    let of_asset = |asset: &usize| {
        if !constraints::blocks_of_asset(&atlas.assets()[*asset].asset).is_empty() {
            return OfStock::default();
        }
        let mut fitting = 0;
        let mut best = Best::of(per_asset);
        for standing in seekers.iter().filter_map(|seeker| seeker.eligible(*asset)) {
            fitting += 1;
            best.offer(standing);
        }
        let best = best.into_sorted().into_iter().map(|standing| figures(&seekers[standing.need], standing));
        OfStock { fitting, best: best.collect() }
    };
    assets.par_iter().map(of_asset).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::atlas::Atlas;
    use crate::atlas::fixture::{asset, at, board, known, need};
    use crate::domain::asset::DisposalStatus;
    use crate::domain::criteria::Criteria;
    use crate::domain::matches::Audience;
    use crate::domain::need::NeedPlace;
    use crate::matching::find::{Asking, for_asset};
    use crate::matching::survey::Survey;

    #[test]
    fn the_best_needs_of_a_stock_are_those_of_the_ranking_of_each_asset() {
        let mut holdings = board(3);
        for number in 0..8 {
            let mut asset = asset(&format!("a-{number}"), Some(at(180.0 * f64::from(number), 300.0)));
            asset.facts.usable_area_m2 = known(60.0 + 35.0 * f64::from(number));
            if number == 5 {
                asset.facts.disposal_status = known(DisposalStatus::Withdrawn);
            }
            holdings.assets.push(asset);
        }
        for number in 0..5 {
            let mut wanted = need(&format!("n-{number}"), NeedPlace::Near(at(300.0 * f64::from(number), 500.0)));
            wanted.max_distance_m = Some(900.0);
            holdings.needs.push(wanted);
        }
        let (atlas, criteria, on) = (Atlas::build(holdings), Criteria::default(), date!(2026 - 11 - 22));
        let survey = Survey::of(&atlas, &criteria);
        let ground = Ground { atlas: &atlas, survey: &survey, criteria: &criteria, on };
        let stock = [6, 1, 5];
        let found = of_stock(ground, &stock, 2);
        for (index, here) in stock.iter().zip(&found) {
            let asking = Asking { on, limit: 2, audience: Audience::Public, firmness: false };
            let ranked = for_asset(&atlas, &survey, *index, &criteria, asking);
            assert_eq!(here.fitting as usize, ranked.eligible);
            let told: Vec<_> = ranked
                .matches
                .iter()
                .map(|told| (atlas.need_index(&told.need.0).unwrap(), told.score.unwrap()))
                .map(|(need, score)| (need, score.value, [score.low, score.high]))
                .collect();
            let best: Vec<_> =
                here.best.iter().map(|pair| (pair.standing.need, pair.standing.score, pair.range)).collect();
            assert_eq!(best, told);
        }
        assert!(found[0].fitting > 0 && found[2] == OfStock::default(), "{found:?}");
    }
}
