//! Clusters of published needs, each with the buildings that could house it.

use time::Date;

use crate::app::catalogue::Snapshot;
use crate::domain::criteria::Criteria;
use crate::domain::need::{Need, Reach};
use crate::matching::find::{self, Ground};
use crate::planning::clusters::{self, Seeking};
use crate::planning::{hubs, parts};

/// Needs of the whole city region count as near up to this many kilometres, others up to one.
const CITY_REGION_KM: f64 = 3.0;
const LOCAL_KM: f64 = 1.0;

/// Buildings told for each cluster.
const BUILDINGS: usize = 3;

/// A cluster of needs and the buildings that could house it. No one has been asked yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Hub {
    /// Its needs, indexes into the atlas; at least three.
    pub members: Vec<usize>,
    /// The one that wants most space, which could be the anchor.
    pub anchor: usize,
    /// Space they ask for, and space they would need together, m2.
    pub asked_m2: f64,
    /// Space they would need together, m2.
    pub wanted_m2: f64,
    /// Buildings that could house them, best first.
    pub buildings: Vec<HubBuilding>,
}

/// A building that could house a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct HubBuilding {
    /// The asset, an index into the atlas.
    pub asset: usize,
    /// The hub score, 0 to 100; `None` while the cost or a budget is not known.
    pub score: Option<f64>,
    /// What it would cost against what they could pay together; `None` while a part is not known.
    pub cost_to_budget: Option<f64>,
}

/// The clusters of the published needs, each with its best buildings.
pub(super) fn find(snapshot: &Snapshot, criteria: &Criteria, on: Date) -> Vec<Hub> {
    let mut found = Vec::new();
    for (wide, scale_km) in [(false, LOCAL_KM), (true, CITY_REGION_KM)] {
        let mut indexes = Vec::new();
        let mut needs = Vec::new();
        for (index, placed) in snapshot.atlas.needs().iter().enumerate() {
            let Some(position) = placed.position else { continue };
            if (placed.need.reach == Reach::CityRegion) == wide && parts::wanted_m2(&placed.need).is_some() {
                indexes.push(index);
                let purposes = placed.need.purposes.clone();
                needs.push(Seeking { id: placed.need.id.clone(), position, purposes });
            }
        }
        let (clusters, _) = clusters::clusters(&needs, scale_km, 1.0);
        for cluster in clusters {
            let members: Vec<usize> = cluster.members.iter().map(|member| indexes[*member]).collect();
            found.push(hub(snapshot, members, needs[cluster.medoid].position, criteria, on));
        }
    }
    found
}

fn hub(
    snapshot: &Snapshot,
    members: Vec<usize>,
    middle: crate::domain::place::Position,
    criteria: &Criteria,
    on: Date,
) -> Hub {
    let atlas = &snapshot.atlas;
    let with_areas: Vec<(&Need, f64)> = members
        .iter()
        .map(|member| {
            let need = &atlas.needs()[*member].need;
            (need, parts::wanted_m2(need).unwrap_or(0.0))
        })
        .collect();
    let areas: Vec<f64> = with_areas.iter().map(|(_, area_m2)| *area_m2).collect();
    let wanted_m2 = hubs::area_wanted_m2(&areas);
    let mut buildings: Vec<HubBuilding> = hubs::within_reach(atlas.asset_tree(), middle)
        .into_iter()
        .filter_map(|asset| house(snapshot, asset, wanted_m2, &with_areas, criteria, on))
        .collect();
    buildings.sort_by(|a, b| b.score.unwrap_or(-1.0).total_cmp(&a.score.unwrap_or(-1.0)).then(a.asset.cmp(&b.asset)));
    buildings.truncate(BUILDINGS);
    let largest = areas.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    Hub {
        anchor: largest.map_or(members[0], |(at, _)| members[at]),
        members,
        asked_m2: areas.iter().sum(),
        wanted_m2,
        buildings,
    }
}

/// A building as the hub of these needs; `None` when it cannot be.
fn house(
    snapshot: &Snapshot,
    index: usize,
    wanted_m2: f64,
    members: &[(&Need, f64)],
    criteria: &Criteria,
    on: Date,
) -> Option<HubBuilding> {
    let asset = &snapshot.atlas.assets()[index].asset;
    let usable_m2 = parts::usable_m2(asset, criteria.usable_share)?;
    if !hubs::could_house(asset, usable_m2, wanted_m2, members) {
        return None;
    }
    let asked_m2: f64 = members.iter().map(|(_, area_m2)| area_m2).sum();
    let ground = Ground { atlas: &snapshot.atlas, survey: &snapshot.survey, criteria, on };
    let mut scores = Vec::with_capacity(members.len());
    let mut cost_gbp = Some(0.0);
    let mut budget_gbp = Some(0.0);
    for (need, area_m2) in members {
        // Shared rooms let them take, between them, the whole of what is there and no more.
        let part = parts::part_of(asset, *area_m2, asked_m2);
        let figures = find::as_if(ground, index, &part, need);
        if figures.failures > 0 {
            return None;
        }
        scores.push((figures.scored.score, *area_m2));
        cost_gbp =
            cost_gbp.zip((!figures.cost.missing.any()).then_some(figures.cost.mid)).map(|(sum, more)| sum + more);
        budget_gbp = budget_gbp.zip(need.budget_gbp_per_year).map(|(sum, more)| sum + more);
    }
    let cost_to_budget =
        cost_gbp.zip(budget_gbp).filter(|(_, budget)| *budget > 0.0).map(|(cost, budget)| cost / budget);
    let score = cost_to_budget.map(|ratio| hubs::score(&scores, hubs::viability(ratio)));
    Some(HubBuilding { asset: index, score, cost_to_budget })
}
