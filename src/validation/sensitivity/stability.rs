//! How far the order of assets stands when the weights move: for whoever tries weights, so quick enough to ask again and again.

use rayon::prelude::*;
use time::Date;

use super::{LEAST_ASSETS, MOST_ASSETS, MOST_NEEDS, apart, evenly, gathered, rules, share_dominated};
use crate::atlas::{Atlas, PlacedNeed};
use crate::domain::criteria::Criteria;
use crate::domain::sensitivity::{Effect, Stability, Variant};
use crate::matching::combine::Pillars;
use crate::matching::{Survey, find};

/// The pillars of what could serve each need: all that weights are put to.
#[derive(Debug)]
pub struct Rankings {
    lists: Vec<Vec<Pillars>>,
}

impl Rankings {
    /// Of the needs of an atlas, evenly over their list where there are very many.
    #[must_use]
    pub fn of(atlas: &Atlas, survey: &Survey, criteria: &Criteria, on: Date) -> Self {
        let needs = evenly(atlas.needs().iter().collect(), MOST_NEEDS);
        let list = |placed: &&PlacedNeed| {
            let assets = evenly(find::eligible(atlas, survey, &placed.need, criteria, on), MOST_ASSETS);
            (assets.len() >= LEAST_ASSETS).then(|| find::pillars_of(atlas, survey, &placed.need, criteria, on, &assets))
        };
        Self { lists: needs.par_iter().filter_map(list).collect() }
    }

    /// What moving on from these criteria would do to the order they give, and how far that order is from the usual one.
    #[must_use]
    pub fn stability(&self, usual: &Criteria, criteria: &Criteria) -> Stability {
        let by = |criteria: &Criteria| {
            let criteria = criteria.clone();
            move |pillars: Pillars| pillars.score(&criteria)
        };
        let tried = |rule: rules::Rule| Variant {
            group: rule.group,
            effect: self.effect(by(criteria), |pillars| rule.score(pillars)).ok_or_else(String::new),
            label: rule.label,
        };
        Stability {
            needs: self.lists.len(),
            pairs: self.lists.iter().map(Vec::len).sum(),
            dominated: share_dominated(self.lists.par_iter()),
            beside_usual: self.effect(by(usual), by(criteria)),
            variants: rules::rules(criteria).into_iter().map(tried).collect(),
        }
    }

    /// `None` without any list.
    fn effect(&self, before: impl Fn(Pillars) -> f64 + Sync, after: impl Fn(Pillars) -> f64 + Sync) -> Option<Effect> {
        let scores = |list: &[Pillars], score: &(dyn Fn(Pillars) -> f64 + Sync)| -> Vec<f64> {
            list.iter().map(|pillars| score(*pillars)).collect()
        };
        let found: Vec<(f64, f64)> =
            self.lists.par_iter().map(|list| apart(&scores(list, &before), &scores(list, &after))).collect();
        (!found.is_empty()).then(|| gathered(found))
    }
}
