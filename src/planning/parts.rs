//! Part of a building: so much of its floor, and the same share of what the whole costs (`scoring.md` E.1).

use crate::domain::asset::Asset;
use crate::domain::need::Need;
use crate::domain::source::Fact;

/// Tenants that share a building at the most, unless its owner says otherwise.
pub const MOST_TENANTS: usize = 4;

/// What is left to let of a shared building after the common space.
const WITHOUT_COMMON_SPACE: f64 = 0.85;

/// The floor area of a building that can be planned with, m2 usable; `None` when not known.
#[must_use]
pub fn usable_m2(asset: &Asset, usable_share: f64) -> Option<f64> {
    let facts = &asset.facts;
    let gross = || facts.gross_internal_area_m2.as_ref().map(|gross| gross.value * usable_share);
    facts.usable_area_m2.as_ref().map(|usable| usable.value).or_else(gross).filter(|area_m2| *area_m2 > 0.0)
}

/// Whether its owner is known to let it be shared.
#[must_use]
pub fn can_be_shared(asset: &Asset) -> bool {
    asset.facts.shareable.as_ref().is_some_and(|shareable| shareable.value)
}

/// What can be let of a building of so many usable m2, and to how many.
#[must_use]
pub fn to_let(asset: &Asset, usable_m2: f64) -> (f64, usize) {
    if can_be_shared(asset) { (usable_m2 * WITHOUT_COMMON_SPACE, MOST_TENANTS) } else { (usable_m2, 1) }
}

/// The building as a tenant of part of it would find it: the floor it takes, and that share of rent, charges, running
/// costs, rates and repairs. A tenant pays for its share of the common space too.
#[must_use]
pub fn part_of(asset: &Asset, taken_m2: f64, capacity_m2: f64) -> Asset {
    let share = (taken_m2 / capacity_m2).min(1.0);
    let scaled =
        |fact: &Option<Fact<f64>>| fact.as_ref().map(|fact| Fact { value: fact.value * share, ..fact.clone() });
    let mut part = asset.clone();
    let facts = &asset.facts;
    let area = facts.usable_area_m2.as_ref().or(facts.gross_internal_area_m2.as_ref());
    part.facts.usable_area_m2 = area.map(|area| Fact { value: taken_m2, ..area.clone() });
    part.facts.gross_internal_area_m2 = None;
    part.facts.rent_gbp_per_year = scaled(&facts.rent_gbp_per_year);
    part.facts.service_charge_gbp_per_year = scaled(&facts.service_charge_gbp_per_year);
    part.facts.running_cost_gbp_per_year = scaled(&facts.running_cost_gbp_per_year);
    part.facts.rateable_value_gbp = scaled(&facts.rateable_value_gbp);
    part.facts.repair_backlog_gbp = scaled(&facts.repair_backlog_gbp);
    part
}

/// The floor a need takes up, m2: its ideal; `None` when it has not said.
#[must_use]
pub fn wanted_m2(need: &Need) -> Option<f64> {
    need.area.map(|area| area.ideal_m2).filter(|ideal_m2| *ideal_m2 > 0.0)
}
