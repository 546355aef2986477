//! Plan the whole region: which set of pairings does most good, what fairness and each ruling cost, who is left out.
//!
//! Published needs and public places only. Pairs below 40 points, and pairs of which less than half is known, are left to
//! people. A building that can be shared is scored as the part each tenant would take. `choices.rs` finds the pairs that
//! may be, `hubs.rs` the buildings that could house needs together; this file solves and tells.

mod choices;
mod hubs;

use std::sync::Arc;

use time::{Date, OffsetDateTime};

use crate::app::AppError;
use crate::app::browse;
use crate::app::catalogue::Snapshot;
use crate::domain::criteria::{Criteria, Preset, Weights};
use crate::domain::matches::Audience;
use crate::matching::combine::Pillars;
use crate::matching::find::{self, Asking};
pub use crate::planning::allocation::Proof;
use crate::planning::allocation::{self, Conflict, Floor, Plan, Puzzle};

use choices::Choices;
pub use hubs::Hub;

/// Each borough gets at least this share of the region's rate of placing (`scoring.md` E.1, a choice).
const FLOOR_SHARE: f64 = 0.8;

/// A pair that an officer fixes in place or forbids, with a name and a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The asset's id.
    pub asset: String,
    /// The need's id.
    pub need: String,
    /// Fixed in place, as against forbidden.
    pub pinned: bool,
    /// Who says so.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What is asked of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Weights of the three pillars; the defaults when not given.
    pub weights: Option<Weights>,
    /// Leave out the floor under each borough.
    pub without_floors: bool,
    /// Pairs fixed or forbidden.
    pub overrides: Vec<Override>,
}

/// One pairing of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    /// The asset, an index into the atlas.
    pub asset: usize,
    /// The need, an index into the atlas.
    pub need: usize,
    /// Its match score, 0 to 100; of the part it takes when the building is shared.
    pub score: f64,
    /// What it takes up, m2.
    pub area_m2: f64,
    /// Whether it is in the plan under every preset.
    pub in_every_preset: bool,
}

/// What a borough gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoroughShare {
    /// Its name.
    pub borough: Arc<str>,
    /// Needs placed.
    pub placed: usize,
    /// Needs that fit somewhere.
    pub feasible: usize,
    /// Its floor; 0 without floors.
    pub floor: usize,
}

/// A need left without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The need, an index into the atlas.
    pub need: usize,
    /// Why, in a sentence.
    pub reason: String,
}

/// A pair that would rather be together than keep to the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct WouldRather {
    /// The asset, an index into the atlas.
    pub asset: usize,
    /// The need, an index into the atlas.
    pub need: usize,
    /// What keeping to the plan adds overall, points.
    pub plan_adds: f64,
}

/// A plan with what it is worth and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionPlan {
    /// The day.
    pub on: Date,
    /// Weights of the three pillars.
    pub weights: Weights,
    /// Published needs looked at, and those that fit somewhere.
    pub needs: usize,
    /// Needs that fit somewhere.
    pub feasible: usize,
    /// Buildings that suit some need.
    pub buildings: usize,
    /// Its pairings, in order of asset, then need.
    pub pairings: Vec<Pairing>,
    /// Their scores added up.
    pub total: f64,
    /// How good it is known to be.
    pub proof: Proof,
    /// Points that the floors cost; `None` without floors.
    pub cost_of_fairness: Option<f64>,
    /// Points that each override costs, in the order they were asked.
    pub cost_of_overrides: Vec<f64>,
    /// What each borough gets, by name.
    pub boroughs: Vec<BoroughShare>,
    /// Needs left out.
    pub left_out: Vec<LeftOut>,
    /// Pairs that would rather be together.
    pub would_rather: Vec<WouldRather>,
    /// Buildings that could house a cluster of needs.
    pub hubs: Vec<Hub>,
}

/// Plans the region. `progress` is told steps done, of how many.
///
/// # Errors
/// [`AppError::NotFound`] for an override of what is not there, [`AppError::Invalid`] for one without a name or reason,
/// [`AppError::Conflict`] when pins cannot be kept together.
pub fn plan(snapshot: &Snapshot, asked: &Asked, progress: &dyn Fn(u64, u64)) -> Result<RegionPlan, AppError> {
    for pair in &asked.overrides {
        browse::asset(snapshot, &pair.asset)?;
        browse::need(snapshot, &pair.need)?;
        if pair.by.trim().is_empty() || pair.reason.trim().is_empty() {
            return Err(AppError::Invalid {
                field: "pin or ban".to_owned(),
                reason: "say who rules so and why; both appear beside the plan".to_owned(),
            });
        }
    }
    let criteria = asked
        .weights
        .map_or_else(|| snapshot.criteria.clone(), |weights| Criteria { weights, ..snapshot.criteria.clone() });
    let on = OffsetDateTime::now_utc().date();
    let found = Choices::find(snapshot, &criteria, on, &asked.overrides, progress);
    let free = solve(&found, &found.puzzle)?;
    let floors = if asked.without_floors { Vec::new() } else { found.floors(&free, FLOOR_SHARE) };
    let puzzle = Puzzle { floors: floors.clone(), ..found.puzzle.clone() };
    let chosen = if floors.is_empty() { free.clone() } else { solve(&found, &puzzle)? };
    let mut cost_of_overrides = Vec::with_capacity(asked.overrides.len());
    for left in 0..asked.overrides.len() {
        let mut others = asked.overrides.clone();
        others.remove(left);
        let without = Choices::find(snapshot, &criteria, on, &others, &|_, _| {});
        let puzzle = Puzzle { floors: floors.clone(), ..without.puzzle.clone() };
        cost_of_overrides.push((solve(&without, &puzzle)?.total - chosen.total).max(0.0));
    }
    let in_every_preset = in_every_preset(&found, &puzzle, &chosen, &criteria)?;
    let pairings = chosen
        .choices
        .iter()
        .zip(in_every_preset)
        .map(|(at, in_every_preset)| {
            let choice = &puzzle.choices[*at];
            Pairing {
                asset: found.assets[choice.building],
                need: found.needs[choice.tenant],
                score: choice.score,
                area_m2: puzzle.tenants[choice.tenant].area_m2,
                in_every_preset,
            }
        })
        .collect();
    Ok(RegionPlan {
        on,
        weights: criteria.weights,
        needs: snapshot.atlas.needs().len(),
        feasible: found.feasible(),
        buildings: found.assets.len(),
        pairings,
        total: chosen.total,
        proof: chosen.proof,
        cost_of_fairness: (!floors.is_empty()).then(|| (free.total - chosen.total).max(0.0)),
        cost_of_overrides,
        boroughs: boroughs(&found, &chosen, &floors),
        left_out: left_out(snapshot, &found, &chosen, &criteria, on),
        would_rather: would_rather(&found, &puzzle, &chosen)?,
        hubs: hubs::find(snapshot, &criteria, on),
    })
}

fn solve(found: &Choices, puzzle: &Puzzle) -> Result<Plan, AppError> {
    allocation::solve(puzzle).map_err(|conflicts| {
        let told = conflicts.iter().map(|conflict| {
            let (pin, why) = match conflict {
                Conflict::TwicePlaced(pin) => (pin, "another pin places the same need"),
                Conflict::NoRoom(pin) => (pin, "there is no room for it beside what else is pinned there"),
                Conflict::Apart(pin) => (pin, "it cannot share with what else is pinned there"),
            };
            format!("{}: {why}", found.name(*pin))
        });
        AppError::Conflict(format!("These pins cannot be kept: {}.", told.collect::<Vec<_>>().join("; ")))
    })
}

/// For each pairing, whether the plans under all presets have it too.
fn in_every_preset(
    found: &Choices,
    puzzle: &Puzzle,
    chosen: &Plan,
    criteria: &Criteria,
) -> Result<Vec<bool>, AppError> {
    let mut kept = vec![true; chosen.choices.len()];
    for preset in Preset::ALL {
        let under = Criteria { weights: preset.weights(), ..criteria.clone() };
        let mut other = puzzle.clone();
        for (choice, pillars) in other.choices.iter_mut().zip(&found.pillars) {
            choice.score = Pillars::score(pillars, &under);
        }
        let plan = solve(found, &other)?;
        for (kept, choice) in kept.iter_mut().zip(&chosen.choices) {
            *kept &= plan.choices.binary_search(choice).is_ok();
        }
    }
    Ok(kept)
}

fn boroughs(found: &Choices, chosen: &Plan, floors: &[Floor]) -> Vec<BoroughShare> {
    let placed = found.puzzle.placed(chosen);
    let feasible = found.is_feasible();
    let count = |of: &dyn Fn(usize) -> bool, borough: usize| {
        let tenants = found.puzzle.tenants.iter().enumerate();
        tenants.filter(|(at, tenant)| tenant.borough == Some(borough) && of(*at)).count()
    };
    let shares = found.boroughs.iter().enumerate().map(|(borough, name)| BoroughShare {
        borough: name.clone(),
        placed: count(&|at| placed[at].is_some(), borough),
        feasible: count(&|at| feasible[at], borough),
        floor: floors.iter().find(|floor| floor.borough == borough).map_or(0, |floor| floor.least),
    });
    shares.collect()
}

fn left_out(snapshot: &Snapshot, found: &Choices, chosen: &Plan, criteria: &Criteria, on: Date) -> Vec<LeftOut> {
    let placed = found.puzzle.placed(chosen);
    let feasible = found.is_feasible();
    let mut left: Vec<LeftOut> = Vec::new();
    for (at, need) in found.needs.iter().enumerate().filter(|(at, _)| placed[*at].is_none()) {
        let reason = if feasible[at] {
            "It fits somewhere, but every such building does more good with somebody else.".to_owned()
        } else {
            nearest_miss(snapshot, *need, criteria, on)
        };
        left.push(LeftOut { need: *need, reason });
    }
    left.extend(found.without_area.iter().map(|need| LeftOut {
        need: *need,
        reason: "It has not said how much space it needs, so it cannot be planned for.".to_owned(),
    }));
    left.sort_by_key(|left| left.need);
    left
}

fn nearest_miss(snapshot: &Snapshot, need: usize, criteria: &Criteria, on: Date) -> String {
    let asking = Asking { on, limit: 1, audience: Audience::Public, firmness: true };
    let need = &snapshot.atlas.needs()[need].need;
    let ranked = find::for_need(&snapshot.atlas, &snapshot.survey, need, criteria, asking);
    let name = |id| snapshot.atlas.asset(id).map_or_else(String::new, |placed| placed.asset.name.clone());
    if let Some(best) = ranked.matches.first() {
        return format!(
            "No building is known well enough or suits it well enough to be planned with. The nearest is {}.",
            name(&best.asset)
        );
    }
    match ranked.excluded.first().and_then(|miss| miss.explanation.why_not.as_ref().map(|why| (miss, why))) {
        Some((miss, why)) => format!("No building fits yet. The nearest miss is {}: {why}", name(&miss.asset)),
        None => "No building fits yet.".to_owned(),
    }
}

fn would_rather(found: &Choices, puzzle: &Puzzle, chosen: &Plan) -> Result<Vec<WouldRather>, AppError> {
    let mut pairs = Vec::new();
    for at in allocation::blocking(puzzle, chosen) {
        let insisted = Puzzle { pins: [puzzle.pins.as_slice(), &[at]].concat(), ..puzzle.clone() };
        let choice = &puzzle.choices[at];
        pairs.push(WouldRather {
            asset: found.assets[choice.building],
            need: found.needs[choice.tenant],
            plan_adds: (chosen.total - solve(found, &insisted)?.total).max(0.0),
        });
    }
    Ok(pairs)
}
