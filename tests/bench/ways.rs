//! Ways to find the twenty best: ours, and two plain ones that it is held against.
//!
//! All give the same list, with reasons for each of the twenty; none says how firm the list is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use catmap::app::catalogue::Snapshot;
use catmap::atlas::Place;
use catmap::domain::criteria::Criteria;
use catmap::domain::matches::{Audience, Match};
use catmap::domain::need::{Need, Ruling};
use catmap::matching::constraints;
use catmap::matching::cost::Cost;
use catmap::matching::find::{self, Asking, Scored};
use catmap::matching::location::Destination;
use catmap::matching::pair::{Pair, rates};
use catmap::matching::ranking::{Best, Standing};
use catmap::matching::tell;
use time::Date;
use time::macros::date;

/// How many are asked for.
pub const BEST: usize = 20;
/// The day they are asked for.
pub const DAY: Date = date!(2026 - 11 - 21);

/// Ours: the one place to change when another way to ask comes.
pub fn ours(snapshot: &Snapshot, need: &Need, criteria: &Criteria) -> Vec<Match> {
    let asking = Asking { on: DAY, limit: BEST, audience: Audience::Owner, firmness: false };
    find::for_need(&snapshot.atlas, &snapshot.survey, need, criteria, asking).matches
}

/// Every asset scored, one after the other, and the best twenty kept.
pub fn scan(snapshot: &Snapshot, need: &Need, criteria: &Criteria) -> Vec<Match> {
    let plain = Plain::new(snapshot, need, criteria);
    let mut best = Best::of(BEST);
    for asset in 0..snapshot.atlas.assets().len() {
        best.offer(plain.standing(asset));
    }
    plain.told(best.into_sorted())
}

/// The nearest first, from the R-tree, out to the limit if there is one; each scored, all sorted, the best twenty taken.
pub fn nearest_and_sort(snapshot: &Snapshot, need: &Need, criteria: &Criteria) -> Vec<Match> {
    let plain = Plain::new(snapshot, need, criteria);
    let atlas = &snapshot.atlas;
    let Some(from) = plain.destination.point() else { return scan(snapshot, need, criteria) };
    let is_exact = |asset: usize| matches!(atlas.assets()[asset].place, Place::At { .. });
    let within_m = need.max_distance_m.map_or(f64::INFINITY, |limit_m| limit_m / criteria.detour + 1.0);
    let nearest = atlas.asset_tree().nearest_first(from).take_while(|(_, metres)| *metres <= within_m);
    let mut all: Vec<Standing> =
        nearest.filter(|(asset, _)| is_exact(*asset)).map(|(asset, _)| plain.standing(asset)).collect();
    for (place, assets) in &*without_point(snapshot) {
        let may_be_near = |locality: &usize| {
            need.max_distance_m.is_none_or(|limit_m| plain.destination.locality(*locality).least_m <= limit_m)
        };
        if place.as_ref().is_none_or(may_be_near) {
            all.extend(assets.iter().map(|asset| plain.standing(*asset)));
        }
    }
    all.sort_unstable();
    all.truncate(BEST);
    plain.told(all)
}

/// Assets by locality, and those that nothing places.
type WithoutPoint = BTreeMap<Option<usize>, Vec<usize>>;

/// The assets of a snapshot that are at no point, sorted when first asked for: a program with such an index would keep it.
fn without_point(snapshot: &Snapshot) -> Arc<WithoutPoint> {
    static KEPT: Mutex<Option<(u64, Arc<WithoutPoint>)>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap();
    if let Some((_, found)) = kept.as_ref().filter(|(serial, _)| *serial == snapshot.lineage.serial) {
        return Arc::clone(found);
    }
    let mut found = WithoutPoint::new();
    for (asset, placed) in snapshot.atlas.assets().iter().enumerate() {
        match placed.place {
            Place::At { .. } => {}
            Place::Within(locality) => found.entry(Some(locality)).or_default().push(asset),
            Place::Nowhere => found.entry(None).or_default().push(asset),
        }
    }
    let found = Arc::new(found);
    *kept = Some((snapshot.lineage.serial, Arc::clone(&found)));
    found
}

/// A need ready to be set beside any asset, from what `matching` shows of its parts.
struct Plain<'a> {
    snapshot: &'a Snapshot,
    need: &'a Need,
    criteria: &'a Criteria,
    destination: Destination<'a>,
    rulings: &'a [Ruling],
}

impl<'a> Plain<'a> {
    fn new(snapshot: &'a Snapshot, need: &'a Need, criteria: &'a Criteria) -> Self {
        let destination = Destination::of(need, &snapshot.atlas, criteria).remembering();
        Self { snapshot, need, criteria, destination, rulings: snapshot.atlas.rulings(&need.id) }
    }

    fn pair(&self, asset: usize) -> Pair<'a> {
        let placed = &self.snapshot.atlas.assets()[asset].asset;
        let ruling = self.rulings.iter().find(|ruling| {
            placed.reference.as_deref() == Some(ruling.asset_reference.as_str()) && *placed.owner.name == *ruling.owner
        });
        Pair {
            asset: placed,
            need: self.need,
            distance: self.destination.distance(asset),
            cost: Cost::of(placed, self.need, self.criteria, rates(self.criteria, DAY)),
            criteria: self.criteria,
            ruling,
            on: DAY,
        }
    }

    fn standing(&self, asset: usize) -> Standing {
        let pair = self.pair(asset);
        let scored = Scored::of(&pair, &self.snapshot.survey.place(asset));
        Standing {
            failures: constraints::failures(&pair),
            score: scored.score,
            completeness: scored.completeness,
            distance_m: pair.distance.travel_m.unwrap_or(f64::INFINITY),
            asset,
            need: 0,
        }
    }

    fn told(&self, best: Vec<Standing>) -> Vec<Match> {
        let Snapshot { atlas, survey, .. } = self.snapshot;
        let tell = |standing: Standing| {
            let (pair, place) = (self.pair(standing.asset), survey.place(standing.asset));
            let around = atlas.area_of_asset(standing.asset).map(|area| &atlas.areas()[area]);
            let scored = Scored::of(&pair, &place);
            tell::tell(&pair, &scored, &place, around, Audience::Owner, survey.together())
        };
        best.into_iter().filter(|standing| standing.failures == 0).map(tell).collect()
    }
}
