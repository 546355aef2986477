//! The yearly record of a transferred asset and what follows from it (`scoring.md` H): counts, hours and actual pounds.
//!
//! No proxy values: nothing here turns a volunteer hour or a visit into a benefit in money. What was not reported is
//! `None` and leaves what depends on it unknown. Jobs are net only where the reporter states what would have been there
//! without the transfer.

use std::sync::Arc;

/// Operating loss from which a transfer is in the red, as a share of income (the line Archer et al. 2019 used).
const HEAVY_LOSS: f64 = 0.10;
/// One source of income above this share, or reserves for fewer months than this, are a warning (a choice).
const ONE_SOURCE: f64 = 0.70;
const FEW_MONTHS: f64 = 3.0;

/// The National Living Wage from April 2026, GBP an hour: the replacement cost of an hour at the legal minimum.
pub const LIVING_WAGE_2026_GBP: f64 = 12.71;

/// One asset in one year. Amounts are actual GBP of that year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImpactYear {
    /// The asset, by its owner's reference or catmap's id.
    pub asset: Arc<str>,
    /// The year the record is of.
    pub year: u16,
    /// Value given up by the public owner.
    pub undervalue_gbp: Option<f64>,
    /// Cash from public bodies.
    pub public_cash_gbp: Option<f64>,
    /// Grants.
    pub grants_gbp: Option<f64>,
    /// Loans.
    pub loans_gbp: Option<f64>,
    /// Community shares.
    pub community_shares_gbp: Option<f64>,
    /// The organisation's own reserves.
    pub own_reserves_gbp: Option<f64>,
    /// Gifts in kind, with evidence.
    pub in_kind_gbp: Option<f64>,
    /// Usable floor area, m2.
    pub usable_m2: Option<f64>,
    /// Of which in use, m2.
    pub occupied_m2: Option<f64>,
    /// Hours open a week.
    pub open_hours_per_week: Option<f64>,
    /// Income of the year.
    pub income_gbp: Option<f64>,
    /// Running cost of the year.
    pub running_cost_gbp: Option<f64>,
    /// Share of income from its largest source, 0 to 1.
    pub largest_source_share: Option<f64>,
    /// Months the reserves would last.
    pub reserve_months: Option<f64>,
    /// Jobs at the year's end, full-time equivalents of 35 hours.
    pub jobs_fte: Option<f64>,
    /// Jobs that would be here without the transfer, as the reporter states.
    pub reference_jobs_fte: Option<f64>,
    /// Hours given by volunteers.
    pub volunteer_hours: Option<f64>,
}

/// Money brought in for each pound of public money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leverage {
    /// There was no public money to compare with.
    NoPublicMoney,
    /// The ratio.
    Times(f64),
}

/// How a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// An operating loss of a tenth of income or more.
    Red,
    /// Any loss, one source of income above 70 %, or reserves for under three months.
    Amber,
    /// None of these.
    Green,
}

/// What of a gross count remains (`scoring.md` H.3): shares that leak out, displace others or stand in for them, and the
/// multiplier. The defaults are planning assumptions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Additionality {
    /// Share that goes to people elsewhere.
    pub leakage: f64,
    /// Share taken from others nearby.
    pub displacement: f64,
    /// Share that stands in for something given up.
    pub substitution: f64,
    /// Further effects.
    pub multiplier: f64,
}

impl Default for Additionality {
    fn default() -> Self {
        Self { leakage: 0.10, displacement: 0.25, substitution: 0.0, multiplier: 1.0 }
    }
}

impl Additionality {
    /// What remains of a gross count.
    #[must_use]
    pub fn of(self, gross: f64) -> f64 {
        gross * (1.0 - self.leakage) * (1.0 - self.displacement) * (1.0 - self.substitution) * self.multiplier
    }
}

/// A count with the case it is compared with; always shown together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Net {
    /// As counted.
    pub gross: f64,
    /// What would have been there without the transfer.
    pub reference: f64,
    /// What is left of the first after taking off the second, both net of leakage and displacement.
    pub net: f64,
}

impl ImpactYear {
    /// Grants, loans, shares and reserves for each pound of undervalue and public cash; `None` until all are reported.
    #[must_use]
    pub fn leverage(&self) -> Option<Leverage> {
        let private =
            self.grants_gbp? + self.loans_gbp? + self.community_shares_gbp? + self.own_reserves_gbp.unwrap_or(0.0);
        self.times_public(private)
    }

    /// The same with gifts in kind: beside the plain figure, never instead of it.
    #[must_use]
    pub fn leverage_with_in_kind(&self) -> Option<Leverage> {
        let private =
            self.grants_gbp? + self.loans_gbp? + self.community_shares_gbp? + self.own_reserves_gbp.unwrap_or(0.0);
        self.times_public(private + self.in_kind_gbp?)
    }

    fn times_public(&self, private_gbp: f64) -> Option<Leverage> {
        let public_gbp = self.undervalue_gbp? + self.public_cash_gbp?;
        Some(if public_gbp > 0.0 { Leverage::Times(private_gbp / public_gbp) } else { Leverage::NoPublicMoney })
    }

    /// Share of the usable floor in use.
    #[must_use]
    pub fn occupancy(&self) -> Option<f64> {
        let usable_m2 = self.usable_m2.filter(|usable_m2| *usable_m2 > 0.0)?;
        Some(self.occupied_m2? / usable_m2)
    }

    /// Hours open a week times floor in use, m2 hours.
    #[must_use]
    pub fn use_intensity(&self) -> Option<f64> {
        Some(self.open_hours_per_week? * self.occupied_m2?)
    }

    /// How it stands; `None` until income and running cost are reported. A warning that is not reported is not raised.
    #[must_use]
    pub fn health(&self) -> Option<Health> {
        let (income_gbp, cost_gbp) = (self.income_gbp?, self.running_cost_gbp?);
        let loss_gbp = cost_gbp - income_gbp;
        let one_source = self.largest_source_share.is_some_and(|share| share > ONE_SOURCE);
        let thin = self.reserve_months.is_some_and(|months| months < FEW_MONTHS);
        Some(if loss_gbp > 0.0 && loss_gbp >= HEAVY_LOSS * income_gbp {
            Health::Red
        } else if loss_gbp > 0.0 || one_source || thin {
            Health::Amber
        } else {
            Health::Green
        })
    }

    /// What the volunteers' hours would cost at the legal minimum, GBP: a replacement cost, not a benefit.
    #[must_use]
    pub fn volunteer_replacement_gbp(&self, wage_gbp_per_hour: f64) -> Option<f64> {
        Some(self.volunteer_hours? * wage_gbp_per_hour)
    }

    /// Jobs net of what would have been there; `None` until the reporter states that.
    #[must_use]
    pub fn net_jobs(&self, assumed: Additionality) -> Option<Net> {
        let (gross, reference) = (self.jobs_fte?, self.reference_jobs_fte?);
        Some(Net { gross, reference, net: assumed.of(gross) - assumed.of(reference) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Additionality, Health, ImpactYear, LIVING_WAGE_2026_GBP, Leverage};

    fn g8() -> ImpactYear {
        ImpactYear {
            undervalue_gbp: Some(120_000.0),
            public_cash_gbp: Some(30_000.0),
            grants_gbp: Some(210_000.0),
            loans_gbp: Some(80_000.0),
            community_shares_gbp: Some(45_000.0),
            in_kind_gbp: Some(18_000.0),
            jobs_fte: Some(12.0),
            reference_jobs_fte: Some(2.0),
            volunteer_hours: Some(1_850.0),
            ..ImpactYear::default()
        }
    }

    fn times(leverage: Option<Leverage>) -> f64 {
        let Some(Leverage::Times(times)) = leverage else { panic!("{leverage:?}") };
        times
    }

    #[test]
    fn golden_example_g8_holds() {
        let net = g8().net_jobs(Additionality::default()).unwrap();
        assert!((net.net - 6.75).abs() < 1e-9);
        assert_eq!((net.gross, net.reference), (12.0, 2.0));
        assert!((times(g8().leverage()) - 2.2333).abs() < 1e-4);
        assert!((times(g8().leverage_with_in_kind()) - 2.3533).abs() < 1e-4);
        let volunteers = g8().volunteer_replacement_gbp(LIVING_WAGE_2026_GBP).unwrap();
        assert!((volunteers - 23_513.5).abs() < 1e-6);
    }

    #[test]
    fn without_a_stated_reference_case_jobs_are_not_told_net() {
        assert_eq!(ImpactYear { reference_jobs_fte: None, ..g8() }.net_jobs(Additionality::default()), None);
    }

    #[test]
    fn without_public_money_there_is_no_leverage_to_tell() {
        let free = ImpactYear { undervalue_gbp: Some(0.0), public_cash_gbp: Some(0.0), ..g8() };
        assert_eq!(free.leverage(), Some(Leverage::NoPublicMoney));
        assert_eq!(ImpactYear { undervalue_gbp: None, ..g8() }.leverage(), None);
    }

    #[test]
    fn a_loss_of_a_tenth_is_red_and_thin_reserves_are_amber() {
        let year = |income, cost, months| ImpactYear {
            income_gbp: Some(income),
            running_cost_gbp: Some(cost),
            reserve_months: months,
            ..ImpactYear::default()
        };
        assert_eq!(year(100.0, 110.0, None).health(), Some(Health::Red));
        assert_eq!(year(100.0, 105.0, None).health(), Some(Health::Amber));
        assert_eq!(year(100.0, 90.0, Some(2.0)).health(), Some(Health::Amber));
        assert_eq!(year(100.0, 90.0, Some(3.0)).health(), Some(Health::Green));
        assert_eq!(year(0.0, 10.0, None).health(), Some(Health::Red));
        assert_eq!(ImpactYear::default().health(), None);
    }
}
