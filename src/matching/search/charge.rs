//! What a part costs a year, GBP: no less and no more than this, as sums of what is looked up by code.

use time::Date;

use crate::domain::criteria::{BusinessRates, Criteria, Estimate};
use crate::domain::need::Need;
use crate::matching::cost::{annuity, is_retail_hospitality_or_leisure, rates_left};
use crate::matching::pair::{rates, wants_only_land};
use crate::matching::search::scale::{EDGES, Measure, Table};
use crate::matching::search::summary::Part;

/// More than costs can differ by when they are worked out in another order and in fewer digits, as a share.
const HAIR: f64 = 1e-5;

/// Ways to add up what an asset costs an organisation.
#[derive(Debug)]
pub struct Costs {
    /// The low estimate.
    pub low: Charge,
    /// What is likely; `None` where it is known of no asset because no multiplier of business rates is in force.
    pub likely: Option<Charge>,
    /// Whether a part of the cost is known of no asset, or it is not known here of which.
    pub never_known: bool,
}

/// Three parts of a cost by their codes: yearly sums, business rates, the loan for works. For needs that want nothing but
/// land, of which the area is another, only what does not hang on area.
#[derive(Clone, Debug)]
pub struct Charge {
    yearly: usize,
    works: usize,
    least: Box<[Table; 3]>,
    /// `None` where there is no telling.
    most: Option<Box<[Table; 3]>>,
}

impl Costs {
    /// The costs of a need on a day.
    pub fn of(need: &Need, criteria: &Criteria, on: Date) -> Self {
        let terms = Terms {
            rates: rates(criteria, on),
            retail: is_retail_hospitality_or_leisure(need),
            left: rates_left(need),
            capital: need.capital_gbp.unwrap_or(0.0),
            annuity: annuity(criteria),
        };
        let never_known = wants_only_land(need) || terms.rates.is_none();
        if wants_only_land(need) {
            let fixed = Charge {
                yearly: Measure::YearlyFixed as usize,
                works: Measure::WorksLow as usize,
                least: Box::new([terms.yearly(Measure::YearlyFixed, false), NOTHING, NOTHING]),
                most: None,
            };
            return Self { low: fixed.clone(), likely: Some(fixed), never_known };
        }
        let low = terms.charge(Measure::YearlyLow, Measure::WorksLow, terms.left.low);
        let likely = terms.rates.map(|_| terms.charge(Measure::YearlyMid, Measure::WorksMid, terms.left.mid));
        Self { low, likely, never_known }
    }
}

const NOTHING: Table = [0.0; 256];

struct Terms {
    rates: Option<&'static BusinessRates>,
    retail: bool,
    left: Estimate,
    capital: f64,
    annuity: f64,
}

impl Terms {
    fn charge(&self, yearly: Measure, works: Measure, left: f64) -> Charge {
        let tables =
            |most: bool| Box::new([self.yearly(yearly, most), self.business_rates(left, most), self.loan(works, most)]);
        Charge { yearly: yearly as usize, works: works as usize, least: tables(false), most: Some(tables(true)) }
    }

    fn yearly(&self, measure: Measure, most: bool) -> Table {
        EDGES.table(|code| hair(edge(measure, code, most), most))
    }

    /// The yearly payment for works beyond the capital there is.
    fn loan(&self, works: Measure, most: bool) -> Table {
        EDGES.table(|code| {
            let works = hair(edge(works, code, most), most);
            hair((works - self.capital).max(0.0) * self.annuity, most)
        })
    }

    /// A higher multiplier starts at a higher value, but the product might not: the least is that of the least value or of a
    /// step above it; the most is under the highest multiplier of any value up to the most.
    fn business_rates(&self, left: f64, most: bool) -> Table {
        let Some(rates) = self.rates else { return NOTHING };
        let multiplier = |value: f64| rates.multiplier(value, self.retail);
        let steps = || BusinessRates::STEPS_GBP.into_iter();
        EDGES.table(|code| {
            let value = edge(Measure::Rateable, code, most);
            let due = if most {
                value * steps().filter(|step| *step <= value).map(multiplier).fold(multiplier(0.0), f64::max)
            } else {
                let later = steps().filter(|step| *step > value).map(|step| step * multiplier(step));
                later.fold(value * multiplier(value), f64::min)
            };
            hair(left * due, most)
        })
    }
}

fn edge(measure: Measure, code: usize, most: bool) -> f64 {
    let edges = if most { &EDGES.most } else { &EDGES.least };
    edges[measure as usize][code]
}

fn hair(gbp: f64, most: bool) -> f64 {
    if most { gbp * (1.0 + HAIR) } else { gbp * (1.0 - HAIR) }
}

impl Charge {
    /// Whether it is known of one of them.
    pub fn is_known(&self, part: &impl Part) -> bool {
        part.most(self.yearly) != 0
    }

    /// No asset of which it is known costs less.
    pub fn least_gbp(&self, part: &impl Part) -> f32 {
        let [yearly, rates, loan] = &*self.least;
        yearly[usize::from(part.least(self.yearly))]
            + rates[usize::from(part.least(Measure::Rateable as usize))]
            + loan[usize::from(part.least(self.works))]
    }

    /// No asset of which it is known costs more.
    pub fn most_gbp(&self, part: &impl Part) -> f32 {
        self.most.as_ref().map_or(f32::INFINITY, |most| {
            let [yearly, rates, loan] = &**most;
            yearly[usize::from(part.most(self.yearly))]
                + rates[usize::from(part.most(Measure::Rateable as usize))]
                + loan[usize::from(part.most(self.works))]
        })
    }
}
