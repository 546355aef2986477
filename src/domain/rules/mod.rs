//! Statutory rules with dates, and the flags they raise about one asset on one day.
//!
//! [`RULES`] is data: what each rule is called, since when and until when it holds, where it is written, and the day
//! the row was last gone over. The files beside this one hold how each is judged:
//!
//! | file | rules |
//! |---|---|
//! | `disposal.rs` | price and consent, notice for open space (Local Government Act 1972) |
//! | `community_value.rs` | clocks of a listing (Localism Act 2011), and the set of 2026 that is switched off |
//! | `letting.rs` | energy rating of what is let; relief from business rates |
//! | `periods.rs` | when a period of law ends |
//!
//! A flag is a thing to look at with a lawyer or a valuer: it never says that something is lawful, due or refused. A rule
//! of which the deciding fact is missing says so ([`RuleState::NotKnown`]) and names the fact; nothing unknown is taken
//! for harmless. Nothing here reads a clock: the day comes in.
//!
//! To add a rule: a row in [`RULES`] with its dates and source, a function `fn(&Case) -> Judged` in the file of its kind,
//! and a line in the golden table of `tests.rs` for a day before it, in it and, where it ends, after it.

mod community_value;
mod disposal;
mod letting;
mod periods;
#[cfg(test)]
mod tests;

use time::Date;
use time::macros::date;

use crate::domain::asset::Asset;
use crate::domain::fact_table;
use crate::domain::listed::CommunityValueListing;
use crate::vocabulary;

pub use disposal::{CONSENT_LIMIT_GBP, Undervalue, undervalue};
pub use periods::{in_words, last_day_of_months, last_day_of_weeks};

vocabulary! {
    /// What a rule says of an asset on a day.
    RuleState {
        Applies = "applies", "Applies";
        MayApply = "may-apply", "May apply";
        NotKnown = "not-known", "Not known";
        DoesNotApply = "does-not-apply", "Does not apply";
        NotInForce = "not-in-force", "Not in force";
    }
}

/// Rules that are switched on or off together.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// For programs.
    pub slug: &'static str,
    /// For people.
    pub title: &'static str,
    /// Why it is switched off; `None` while it is on.
    pub off_because: Option<&'static str>,
}

/// A rule and since when it holds.
pub struct Rule {
    /// For programs.
    pub slug: &'static str,
    /// For people.
    pub title: &'static str,
    /// The set it belongs to.
    pub set: &'static RuleSet,
    /// The first day it holds; `None` when nobody has said.
    pub in_force_from: Option<Date>,
    /// The last day it holds; `None` when no end is set.
    pub in_force_until: Option<Date>,
    /// Where it is written.
    pub source: &'static str,
    /// The address of that.
    pub source_url: &'static str,
    /// The day on which this row was last gone over.
    pub as_at: Date,
    judge: fn(&Case<'_>) -> Judged,
}

/// One asset on one day, with what only the person asking knows.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The asset as whoever asks may see it.
    pub asset: &'a Asset,
    /// Places on lists of assets of community value that may be it.
    pub listings: &'a [PerhapsListed<'a>],
    /// Whether a list of its council is loaded at all.
    pub list_loaded: bool,
    /// What a loaded layer of open space is called that it lies in; `None` where it lies in none, where none is loaded, and
    /// where its exact place is not known to whoever asks.
    pub open_space: Option<&'a str>,
    /// What would be paid, GBP; no record holds it.
    pub consideration_gbp: Option<f64>,
    /// The day the owner told the council that it wishes to sell; no record holds it.
    pub notice_on: Option<Date>,
    /// Whether its figures are rounded, because whoever asks may not see its exact place.
    pub rounded: bool,
    /// The day.
    pub on: Date,
}

/// A place on a list of assets of community value that may be an asset.
#[derive(Clone, Copy, Debug)]
pub struct PerhapsListed<'a> {
    /// The place.
    pub listing: &'a CommunityValueListing,
    /// Whether its place agrees as well as its name, as far as whoever asks may see.
    pub same_place: bool,
}

/// What would have to be known to say more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The fact of the asset, by its slug; `None` for what no record holds.
    pub fact: Option<&'static str>,
    /// In words.
    pub label: &'static str,
}

impl Wanted {
    /// A fact of the table of facts.
    fn fact(slug: &'static str) -> Self {
        Self { fact: Some(slug), label: fact_table::find(slug).map_or(slug, |row| row.label) }
    }

    /// Something that no record holds.
    const fn besides(label: &'static str) -> Self {
        Self { fact: None, label }
    }
}

/// A period that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What for.
    pub label: &'static str,
    /// Its first day; `None` when only its end is known.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Date,
}

/// What a rule says, before its dates are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Judged {
    state: RuleState,
    says: String,
    needs: Vec<Wanted>,
    clocks: Vec<Clock>,
}

impl Judged {
    fn new(state: RuleState, says: impl Into<String>) -> Self {
        Self { state, says: says.into(), needs: Vec::new(), clocks: Vec::new() }
    }

    fn needing(mut self, wanted: impl IntoIterator<Item = Wanted>) -> Self {
        self.needs.extend(wanted);
        self
    }

    fn running(mut self, clocks: impl IntoIterator<Item = Clock>) -> Self {
        self.clocks.extend(clocks);
        self
    }
}

/// What one rule says of one asset on one day.
pub struct Flag {
    /// The rule.
    pub rule: &'static Rule,
    /// Whether it applies.
    pub state: RuleState,
    /// What it means here and what to do next.
    pub says: String,
    /// What would have to be known to say more.
    pub needs: Vec<Wanted>,
    /// Periods that run because of it.
    pub clocks: Vec<Clock>,
}

/// What has long been law.
static STANDING: RuleSet = RuleSet { slug: "standing", title: "Rules in force", off_because: None };

/// What Parliament has passed and nobody has brought into force as far as is known here.
static OF_2026: RuleSet = RuleSet {
    slug: "community-right-to-buy-2026",
    title: "Community right to buy (2026 Act)",
    off_because: Some(
        "The Act was passed on 29 April 2026, but no date for this part to start is confirmed here. When it starts, a community \
         could have first refusal and 12 months to buy. Ask your legal team whether it has started.",
    ),
};

/// The day on which every row below was last gone over.
const GONE_OVER: Date = date!(2026 - 11 - 22);

/// Every rule, in the order in which they are shown.
pub static RULES: &[Rule] = &[
    Rule {
        slug: "best-price",
        title: "Council land: the best price, unless there is consent",
        set: &STANDING,
        in_force_from: Some(date!(1974 - 04 - 01)),
        in_force_until: None,
        source: "Local Government Act 1972, section 123",
        source_url: "https://www.legislation.gov.uk/ukpga/1972/70/section/123",
        as_at: GONE_OVER,
        judge: disposal::best_price,
    },
    Rule {
        slug: "general-consent",
        title: "General consent for less than the best price, up to £2,000,000",
        set: &STANDING,
        in_force_from: Some(date!(2003 - 08 - 04)),
        in_force_until: None,
        source: "Local Government Act 1972 General Disposal Consent (England) 2003, Circular 06/2003",
        source_url: "https://www.planningportal.co.uk/planning/policy-and-legislation/policy-and-guidance/circulars/local-government-act-1972-general-disposal-consent-england-2003-circular-06-03",
        as_at: GONE_OVER,
        judge: disposal::general_consent,
    },
    Rule {
        slug: "open-space-notice",
        title: "Open space: a public notice first",
        set: &STANDING,
        in_force_from: Some(date!(1980 - 11 - 13)),
        in_force_until: None,
        source: "Local Government Act 1972, section 123(2A)",
        source_url: "https://www.legislation.gov.uk/ukpga/1972/70/section/123",
        as_at: GONE_OVER,
        judge: disposal::open_space,
    },
    Rule {
        slug: "community-value",
        title: "Listed as an asset of community value: time for a community to bid",
        set: &STANDING,
        in_force_from: Some(date!(2012 - 09 - 21)),
        in_force_until: None,
        source: "Localism Act 2011, sections 87 and 95",
        source_url: "https://www.legislation.gov.uk/ukpga/2011/20/part/5/chapter/3",
        as_at: GONE_OVER,
        judge: community_value::listed,
    },
    Rule {
        slug: "community-right-to-buy",
        title: "Community right to buy: first refusal",
        set: &OF_2026,
        in_force_from: None,
        in_force_until: None,
        source: "English Devolution and Community Empowerment Act 2026",
        source_url: "https://www.legislation.gov.uk/ukpga/2026",
        as_at: GONE_OVER,
        judge: community_value::right_to_buy,
    },
    Rule {
        slug: "energy-new-lease",
        title: "A new lease: energy rating E or better",
        set: &STANDING,
        in_force_from: Some(date!(2018 - 04 - 01)),
        in_force_until: None,
        source: "Energy Efficiency (Private Rented Property) (England and Wales) Regulations 2015, regulation 27",
        source_url: "https://www.legislation.gov.uk/uksi/2015/962",
        as_at: GONE_OVER,
        judge: letting::new_lease,
    },
    Rule {
        slug: "energy-running-lease",
        title: "A lease that runs already: energy rating E or better",
        set: &STANDING,
        in_force_from: Some(date!(2023 - 04 - 01)),
        in_force_until: None,
        source: "Energy Efficiency (Private Rented Property) (England and Wales) Regulations 2015, regulation 27",
        source_url: "https://www.legislation.gov.uk/uksi/2015/962",
        as_at: GONE_OVER,
        judge: letting::running_lease,
    },
    Rule {
        slug: "charity-rates-relief",
        title: "Business rates: 80% off for charities and amateur sports clubs",
        set: &STANDING,
        in_force_from: Some(date!(1990 - 04 - 01)),
        in_force_until: None,
        source: "Local Government Finance Act 1988, section 43",
        source_url: "https://www.legislation.gov.uk/ukpga/1988/41/section/43",
        as_at: GONE_OVER,
        judge: letting::rates_relief,
    },
];

/// What every rule says of a case, in the order of [`RULES`].
#[must_use]
pub fn flags(case: &Case<'_>) -> Vec<Flag> {
    RULES.iter().map(|rule| flag(rule, case)).collect()
}

fn flag(rule: &'static Rule, case: &Case<'_>) -> Flag {
    let judged = match out_of_force(rule, case.on) {
        Some(says) => Judged::new(RuleState::NotInForce, says),
        None => (rule.judge)(case),
    };
    let Judged { state, says, needs, clocks } = judged;
    Flag { rule, state, says, needs, clocks }
}

/// Why a rule does not hold on a day.
fn out_of_force(rule: &Rule, on: Date) -> Option<String> {
    if let Some(why) = rule.set.off_because {
        return Some(why.to_owned());
    }
    match (rule.in_force_from, rule.in_force_until) {
        (None, _) => Some("No date is known from which it holds. Ask your legal team.".to_owned()),
        (Some(from), _) if on < from => Some(format!("It holds from {}.", in_words(from))),
        (_, Some(until)) if on > until => Some(format!("It held until {}.", in_words(until))),
        _ => None,
    }
}
