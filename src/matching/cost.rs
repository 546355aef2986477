//! What an asset would cost an organisation a year, as a range (`scoring.md` A.5).
//!
//! What is not known is not zero: an unknown rent leaves the cost unknown, bounded below by the parts that are known.
//! An unknown service charge leaves a figure without an upper bound, because most whole buildings have none.

use crate::domain::asset::{Asset, Heritage, SpaceType};
use crate::domain::criteria::{BusinessRates, Criteria, Estimate};
use crate::domain::need::Need;
use crate::matching::pair::{FloorArea, is_only_land};

/// What mandatory relief leaves of a charity's business rates.
const LEFT_TO_CHARITIES: f64 = 0.2;

/// Yearly cost, GBP.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// The lowest that is plausible; unknown parts count nothing here.
    pub low: f64,
    /// The likely cost; meaningless unless every part is known.
    pub mid: f64,
    /// The highest that is plausible; infinite while something is unknown.
    pub high: f64,
    /// The part of the likely cost that comes from our unit costs and not from figures of this building.
    pub assumed: f64,
    /// Which parts are not known.
    pub missing: Missing,
}

/// Parts of the cost that are not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The rent asked.
    pub rent: bool,
    /// The rateable value.
    pub rateable_value: bool,
    /// Floor area, which running costs depend on.
    pub floor_area: bool,
    /// Both the repair backlog and the condition it could be estimated from.
    pub repairs: bool,
}

impl Missing {
    /// Whether the likely cost cannot be told.
    #[must_use]
    pub const fn any(self) -> bool {
        self.rent || self.rateable_value || self.floor_area || self.repairs
    }

    /// The missing parts in words, in order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        [
            (self.rent, "the rent"),
            (self.rateable_value, "the rateable value"),
            (self.floor_area, "the floor area"),
            (self.repairs, "the repairs needed"),
        ]
        .into_iter()
        .filter_map(|(missing, name)| missing.then_some(name))
    }
}

impl Cost {
    /// What costs nothing, or is not asked what it costs.
    pub const NOTHING: Self = Self {
        low: 0.0,
        mid: 0.0,
        high: 0.0,
        assumed: 0.0,
        missing: Missing { rent: false, rateable_value: false, floor_area: false, repairs: false },
    };

    /// The cost of an asset to the organisation behind a need.
    #[must_use]
    pub fn of(asset: &Asset, need: &Need, criteria: &Criteria, rates: Option<&BusinessRates>) -> Self {
        let facts = &asset.facts;
        let area = FloorArea::of(asset, need, criteria).map(|area| area.estimate());
        let building = !is_only_land(asset);
        let rent = facts.rent_gbp_per_year.as_ref().map(|rent| Estimate::exactly(rent.value));
        let service = match &facts.service_charge_gbp_per_year {
            Some(charge) => Estimate::exactly(charge.value),
            None => Estimate { low: 0.0, mid: 0.0, high: f64::INFINITY },
        };
        let business_rates = facts.rateable_value_gbp.as_ref().zip(rates).map(|(value, rates)| {
            let full = value.value * rates.multiplier(value.value, is_retail_hospitality_or_leisure(need));
            let left = rates_left(need);
            Estimate { low: full * left.low, mid: full * left.mid, high: full * left.high }
        });
        let units = &criteria.unit_costs;
        let per_m2 = |unit: Estimate| match area {
            _ if !building => Some(Estimate::exactly(0.0)),
            Some(area) => {
                Some(Estimate { low: area.low * unit.low, mid: area.mid * unit.mid, high: area.high * unit.high })
            }
            None => None,
        };
        let running_known = facts.running_cost_gbp_per_year.as_ref().map(|cost| Estimate::exactly(cost.value));
        let running = running_known.or_else(|| per_m2(units.running));
        let lifecycle = per_m2(units.lifecycle);
        let backlog = backlog(asset, area, criteria);
        let loan = backlog.map(|backlog| {
            let bias = optimism_bias(asset, criteria);
            let capital = need.capital_gbp.unwrap_or(0.0);
            let pay = |backlog: f64, bias: f64| (backlog * (1.0 + bias) - capital).max(0.0) * annuity(criteria);
            Estimate {
                low: pay(backlog.low, bias.low),
                mid: pay(backlog.mid, bias.mid),
                high: pay(backlog.high, bias.high),
            }
        });
        let parts = [rent, Some(service), business_rates, running, lifecycle, loan];
        let unknown = Estimate { low: 0.0, mid: 0.0, high: f64::INFINITY };
        let sum = |of: fn(Estimate) -> f64| parts.iter().map(|part| of(part.unwrap_or(unknown))).sum::<f64>();
        let assumed_backlog = loan.filter(|_| facts.repair_backlog_gbp.is_none()).map_or(0.0, |loan| loan.mid);
        let assumed_running = if running_known.is_none() { running.map_or(0.0, |cost| cost.mid) } else { 0.0 };
        Self {
            low: sum(|part| part.low),
            mid: sum(|part| part.mid),
            high: sum(|part| part.high),
            assumed: assumed_running + lifecycle.map_or(0.0, |cost| cost.mid) + assumed_backlog,
            missing: Missing {
                rent: rent.is_none(),
                rateable_value: business_rates.is_none(),
                floor_area: running.is_none() || lifecycle.is_none(),
                repairs: loan.is_none(),
            },
        }
    }
}

/// What is left of business rates after the relief that the law gives the organisation, as a share. Of one whose form is
/// not known, at the least what is left to a charity.
#[must_use]
pub fn rates_left(need: &Need) -> Estimate {
    match need.organisation.legal_form {
        Some(form) => Estimate::exactly(1.0 - form.mandatory_rate_relief()),
        None => Estimate { low: LEFT_TO_CHARITIES, mid: 1.0, high: 1.0 },
    }
}

/// Repair backlog, GBP: as recorded, else by the condition letter; land without a building has none.
#[must_use]
pub fn backlog(asset: &Asset, area: Option<Estimate>, criteria: &Criteria) -> Option<Estimate> {
    let facts = &asset.facts;
    if let Some(backlog) = &facts.repair_backlog_gbp {
        return Some(Estimate::exactly(backlog.value));
    }
    if is_only_land(asset) {
        return Some(Estimate::exactly(0.0));
    }
    let unit = criteria.unit_costs.backlog_of(facts.condition.as_ref()?.value);
    area.map(|area| Estimate { low: area.low * unit.low, mid: area.mid * unit.mid, high: area.high * unit.high })
}

/// What works cost beyond their estimate, as a share: more for listed buildings, either for those not known to be.
#[must_use]
pub fn optimism_bias(asset: &Asset, criteria: &Criteria) -> Estimate {
    let [standard, unusual] = criteria.optimism_bias;
    match asset.facts.heritage.as_ref().map(|heritage| heritage.value) {
        Some(Heritage::Listed) => Estimate::exactly(unusual),
        Some(_) => Estimate::exactly(standard),
        None => Estimate { low: standard, mid: standard, high: unusual },
    }
}

/// Yearly payment for each pound borrowed.
#[must_use]
pub fn annuity(criteria: &Criteria) -> f64 {
    criteria.loan_rate / (1.0 - (1.0 + criteria.loan_rate).powf(-criteria.loan_years))
}

/// Whether the use would count as retail, hospitality or leisure: more than half of the space asked for is.
#[must_use]
pub fn is_retail_hospitality_or_leisure(need: &Need) -> bool {
    let counts = |kind| matches!(kind, SpaceType::RetailFront | SpaceType::CafeKitchen | SpaceType::SportActive);
    let share: f64 = need.spaces.iter().filter(|space| counts(space.space_type)).map(|space| space.share).sum();
    share > 0.5
}
