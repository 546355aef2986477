//! The pairs that may be: eligible, worth at least 40 points and half known, the best few for each need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use time::Date;

use super::Override;
use crate::app::catalogue::Snapshot;
use crate::atlas::Atlas;
use crate::domain::criteria::Criteria;
use crate::domain::place::Position;
use crate::matching::combine::Pillars;
use crate::matching::find::{self, Figures, Ground};
use crate::planning::allocation::{Building, Choice, Floor, Plan, Puzzle, Tenant};
use crate::planning::parts;

/// Below this a match is not planned with, and so is one of which less is known (`scoring.md` E.1).
const LEAST_SCORE: f64 = 40.0;
const LEAST_KNOWN: f64 = 0.5;

/// Assets kept for each need.
const BEST: usize = 25;

/// Buildings that can be shared which are looked at around a need.
const SHARED_AROUND: usize = 200;

/// Everything an allocation is made from, with the way back to the atlas.
pub(super) struct Choices {
    /// The puzzle without floors.
    pub puzzle: Puzzle,
    /// The atlas index of each building.
    pub assets: Vec<usize>,
    /// The atlas index of each tenant.
    pub needs: Vec<usize>,
    /// Borough names, in order.
    pub boroughs: Vec<Arc<str>>,
    /// The pillars of each choice.
    pub pillars: Vec<Pillars>,
    /// What each choice is called.
    names: Vec<String>,
    /// Needs that have not said how much space they need, by atlas index.
    pub without_area: Vec<usize>,
}

struct Found {
    asset: usize,
    tenant: usize,
    figures: Figures,
}

impl Choices {
    /// Finds the pairs, scored for a day.
    pub fn find(
        snapshot: &Snapshot,
        criteria: &Criteria,
        on: Date,
        overrides: &[Override],
        progress: &dyn Fn(u64, u64),
    ) -> Self {
        let atlas = &snapshot.atlas;
        let (with_area, without_area): (Vec<usize>, Vec<usize>) =
            (0..atlas.needs().len()).partition(|need| parts::wanted_m2(&atlas.needs()[*need].need).is_some());
        let mut found: Vec<Found> = Vec::new();
        for (done, batch) in with_area.chunks(64).enumerate() {
            let of_batch: Vec<Vec<Found>> = batch
                .par_iter()
                .enumerate()
                .map(|(at, need)| for_need(snapshot, *need, done * 64 + at, criteria, on, overrides))
                .collect();
            found.extend(of_batch.into_iter().flatten());
            progress((done * 64 + batch.len()) as u64, with_area.len() as u64);
        }
        let assets: Vec<usize> = found.iter().map(|found| found.asset).collect::<BTreeSet<_>>().into_iter().collect();
        let building_of: BTreeMap<usize, usize> = assets.iter().enumerate().map(|(at, asset)| (*asset, at)).collect();
        found.sort_by_key(|found| (found.asset, found.tenant));
        let boroughs: Vec<Arc<str>> = with_area
            .iter()
            .filter_map(|need| atlas.needs()[*need].borough.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let buildings = assets.iter().map(|asset| {
            let asset = &atlas.assets()[*asset].asset;
            let usable_m2 = parts::usable_m2(asset, criteria.usable_share).unwrap_or(0.0);
            let (capacity_m2, most_tenants) = parts::to_let(asset, usable_m2);
            Building { capacity_m2, most_tenants }
        });
        let tenants = with_area.iter().map(|need| {
            let placed = &atlas.needs()[*need];
            Tenant {
                area_m2: parts::wanted_m2(&placed.need).unwrap_or(0.0),
                borough: placed.borough.as_ref().and_then(|name| boroughs.binary_search(name).ok()),
            }
        });
        let mut puzzle = Puzzle { buildings: buildings.collect(), tenants: tenants.collect(), ..Puzzle::default() };
        let mut names = Vec::with_capacity(found.len());
        let mut pillars = Vec::with_capacity(found.len());
        for (at, Found { asset, tenant, figures }) in found.into_iter().enumerate() {
            // A pair that takes the whole of a building which is smaller than the ideal fills it.
            let building = building_of[&asset];
            puzzle.choices.push(Choice { building, tenant, score: figures.scored.score });
            pillars.push(figures.scored.pillars());
            let (asset, need) = (&atlas.assets()[asset].asset.id, &atlas.needs()[with_area[tenant]].need.id);
            if overrides.iter().any(|pair| pair.pinned && *pair.asset == *asset.0 && *pair.need == *need.0) {
                puzzle.pins.push(at);
            }
            names.push(format!("{asset} with {need}"));
        }
        Self { puzzle, assets, needs: with_area, boroughs, pillars, names, without_area }
    }

    /// Which needs fit somewhere.
    pub fn is_feasible(&self) -> Vec<bool> {
        let mut feasible = vec![false; self.needs.len()];
        for choice in &self.puzzle.choices {
            feasible[choice.tenant] = true;
        }
        feasible
    }

    /// How many needs fit somewhere.
    pub fn feasible(&self) -> usize {
        self.is_feasible().into_iter().filter(|feasible| *feasible).count()
    }

    /// The floors of `scoring.md` E.1: a share of the rate at which the plan without floors places needs.
    pub fn floors(&self, free: &Plan, share: f64) -> Vec<Floor> {
        let feasible = self.is_feasible();
        let all = self.feasible();
        if all == 0 {
            return Vec::new();
        }
        let rate = free.choices.len() as f64 / all as f64;
        (0..self.boroughs.len())
            .map(|borough| {
                let of_borough = |(at, tenant): &(usize, &Tenant)| tenant.borough == Some(borough) && feasible[*at];
                let count = self.puzzle.tenants.iter().enumerate().filter(of_borough).count();
                Floor { borough, least: (share * rate * count as f64).floor() as usize }
            })
            .filter(|floor| floor.least > 0)
            .collect()
    }

    /// A choice as people name it.
    pub fn name(&self, choice: usize) -> &str {
        &self.names[choice]
    }
}

/// The pairs of one need: its best buildings, and those around it that can be shared, as the part it would take.
fn for_need(
    snapshot: &Snapshot,
    need: usize,
    tenant: usize,
    criteria: &Criteria,
    on: Date,
    overrides: &[Override],
) -> Vec<Found> {
    let (atlas, survey) = (&snapshot.atlas, &snapshot.survey);
    let ground = Ground { atlas, survey, criteria, on };
    let placed = &atlas.needs()[need];
    let best = find::shortlist(atlas, survey, &placed.need, criteria, on, BEST);
    let mut assets: BTreeSet<usize> = best.iter().map(|standing| standing.asset).collect();
    if let Some(position) = placed.position {
        assets.extend(shared_around(atlas, position));
    }
    let overridden = |asset: usize, pinned: bool| {
        let id = &atlas.assets()[asset].asset.id;
        let same = |pair: &Override| pair.pinned == pinned && *pair.asset == *id.0 && *pair.need == *placed.need.id.0;
        overrides.iter().any(same)
    };
    let pinned: Vec<usize> =
        overrides.iter().filter_map(|pair| atlas.asset_index(&pair.asset)).filter(|at| overridden(*at, true)).collect();
    assets.extend(pinned);
    let wanted_m2 = parts::wanted_m2(&placed.need).unwrap_or(0.0);
    let mut found: Vec<Found> = assets
        .into_iter()
        .filter_map(|index| {
            let asset = &atlas.assets()[index].asset;
            let usable_m2 = parts::usable_m2(asset, criteria.usable_share)?;
            let (capacity_m2, most_tenants) = parts::to_let(asset, usable_m2);
            let part;
            let offered = if most_tenants > 1 && wanted_m2 <= capacity_m2 {
                part = parts::part_of(asset, wanted_m2, capacity_m2);
                &part
            } else {
                asset
            };
            let figures = find::as_if(ground, index, offered, &placed.need);
            let is_kept = figures.failures == 0
                && wanted_m2 <= capacity_m2
                && !overridden(index, false)
                && (overridden(index, true)
                    || (figures.scored.score >= LEAST_SCORE && figures.scored.fit.completeness >= LEAST_KNOWN));
            is_kept.then_some(Found { asset: index, tenant, figures })
        })
        .collect();
    found.sort_by(|a, b| b.figures.scored.score.total_cmp(&a.figures.scored.score).then(a.asset.cmp(&b.asset)));
    let mut kept = 0;
    found.retain(|found| {
        kept += 1;
        kept <= BEST || overridden(found.asset, true)
    });
    found
}

/// The nearest buildings that can be shared; of several equally near, the first in order.
fn shared_around(atlas: &Atlas, position: Position) -> impl Iterator<Item = usize> {
    let mut nearest: Vec<(usize, f64)> = Vec::new();
    for (asset, metres) in atlas.asset_tree().nearest_first(position) {
        if nearest.len() >= SHARED_AROUND && nearest.last().is_some_and(|(_, last_m)| metres > *last_m) {
            break;
        }
        if parts::can_be_shared(&atlas.assets()[asset].asset) {
            nearest.push((asset, metres));
        }
    }
    nearest.sort_by(|(one, one_m), (other, other_m)| one_m.total_cmp(other_m).then(one.cmp(other)));
    nearest.into_iter().take(SHARED_AROUND).map(|(asset, _)| asset)
}
