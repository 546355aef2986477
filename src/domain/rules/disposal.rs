//! Letting go of council land: the best price, the general consent and what a low price gives up, notice for open space.

use time::Date;

use crate::domain::asset::{Asset, Holding, SpaceType, TermOffered};
use crate::domain::fact_table::in_thousands;
use crate::domain::person::is_unnamed_owner;
use crate::domain::rules::{Case, Judged, RuleState, Wanted, in_words};

/// The most that may be given up under the general consent, GBP (paragraph 2(b) of the consent).
pub const CONSENT_LIMIT_GBP: f64 = 2_000_000.0;

/// A tenancy of no more than so many years is short (section 123(7)).
const SHORT_YEARS: f64 = 7.0;

/// Where only a rounded value may be seen, a sum nearer to the limit than this share of the value is too near to say.
const ROUNDED_SHARE: f64 = 0.05;

/// A valuation older than so many days is one to renew.
const VALUATION_STALE_DAYS: i64 = 365;

const OWNER_KIND: Wanted = Wanted::besides("What kind of public body owns it");
const CONSIDERATION: Wanted = Wanted::besides("What would be paid");
const OPEN_SPACE: Wanted = Wanted::besides("Whether any of the land is open space");

/// What a price gives up: unrestricted value minus what would be paid (Circular 06/2003, technical appendix).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Undervalue {
    /// The unrestricted value entered, GBP.
    pub unrestricted_gbp: f64,
    /// The day of that value, when it is known.
    pub valued_on: Option<Date>,
    /// What would be paid, GBP.
    pub consideration_gbp: f64,
    /// The difference, GBP; nothing when as much or more would be paid.
    pub gbp: f64,
}

/// What a price gives up; `None` without a valuation or without a price, which are not taken for nothing.
#[must_use]
pub fn undervalue(asset: &Asset, consideration_gbp: Option<f64>) -> Option<Undervalue> {
    let valuation = asset.facts.valuation_gbp.as_ref()?;
    let consideration_gbp = consideration_gbp?;
    Some(Undervalue {
        unrestricted_gbp: valuation.value,
        valued_on: valuation.as_at,
        consideration_gbp,
        gbp: (valuation.value - consideration_gbp).max(0.0),
    })
}

/// Whether the name is that of a council: sections 123 and 127 bind councils, and not every public body. The council that
/// lists a site of an owner nobody named is not its owner.
fn is_of_a_council(asset: &Asset) -> bool {
    if is_unnamed_owner(&asset.owner.name) {
        return false;
    }
    let words = asset.owner.name.to_lowercase();
    words.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "council" | "borough" | "mbc" | "mdc"))
}

/// "a lease of 5 years", when that is a short tenancy.
fn short_tenancy(asset: &Asset) -> Option<f64> {
    match asset.facts.term_offered.as_ref()?.value {
        TermOffered::Years(years) if years <= SHORT_YEARS => Some(years),
        TermOffered::Years(_) | TermOffered::Freehold => None,
    }
}

fn not_of_a_council() -> Judged {
    Judged::new(
        RuleState::NotKnown,
        "This binds councils, and its owner does not read as one. Other public bodies have rules of their own: ask the owner.",
    )
    .needing([OWNER_KIND])
}

pub(super) fn best_price(case: &Case<'_>) -> Judged {
    if !is_of_a_council(case.asset) {
        return not_of_a_council();
    }
    if let Some(years) = short_tenancy(case.asset) {
        let says =
            format!("A lease of {} is on offer: seven years or less is outside this rule.", years_in_words(years));
        return Judged::new(RuleState::DoesNotApply, says);
    }
    if case.asset.facts.term_offered.is_none() {
        return Judged::new(
            RuleState::NotKnown,
            "Not known what is on offer. A sale, or a lease of more than seven years, would need the best price that can \
             reasonably be had, or consent. A shorter lease would not.",
        )
        .needing([Wanted::fact("term_offered")]);
    }
    Judged::new(
        RuleState::Applies,
        "A sale, or a lease of more than seven years, needs the best price that can reasonably be had, unless there is consent. \
         Ask a valuer what that price is.",
    )
}

pub(super) fn general_consent(case: &Case<'_>) -> Judged {
    let asset = case.asset;
    if !is_of_a_council(asset) {
        return not_of_a_council();
    }
    if short_tenancy(asset).is_some() {
        let says = "A lease of seven years or less is on offer, which needs no consent for its price.";
        return Judged::new(RuleState::DoesNotApply, says);
    }
    let Some(valuation) = &asset.facts.valuation_gbp else {
        return Judged::new(
            RuleState::NotKnown,
            "No valuation is entered, so nobody can say what a low price would give up. Ask a valuer for the unrestricted value.",
        )
        .needing([Wanted::fact("valuation_gbp")]);
    };
    let limit = in_thousands(CONSENT_LIMIT_GBP);
    let stale = stale(valuation.as_at, case.on);
    let well_being = "It also asks the council to be satisfied that this helps the well-being of its area. That is for the council to decide.";
    let undervalue = undervalue(asset, case.consideration_gbp);
    // With nothing paid all of the value is given up: if that is within the limit, so is every price.
    let most_gbp = undervalue.map_or(valuation.value, |undervalue| undervalue.gbp);
    let no_price = case.consideration_gbp.is_none().then_some(CONSIDERATION);
    let margin_gbp = if case.rounded { ROUNDED_SHARE * valuation.value } else { 0.0 };
    if undervalue.is_some_and(|undervalue| undervalue.gbp <= 0.0) && !case.rounded {
        let says = format!(
            "Nothing of the value entered would be given up, so no consent for the price is in question.{stale}"
        );
        return Judged::new(RuleState::DoesNotApply, says);
    }
    if most_gbp <= CONSENT_LIMIT_GBP - margin_gbp {
        let given_up = in_thousands(most_gbp);
        let says = match undervalue {
            Some(_) => format!("£{given_up} would be given up, which is within £{limit}. {well_being}{stale}"),
            None => {
                format!(
                    "Even for nothing, no more than £{given_up} would be given up, which is within £{limit}. {well_being}{stale}"
                )
            }
        };
        return Judged::new(RuleState::MayApply, says).needing(no_price);
    }
    if undervalue.is_none() {
        let says = format!(
            "Its unrestricted value is £{}. Whether the consent covers a price depends on the price: say what would be paid.{stale}",
            in_thousands(valuation.value)
        );
        return Judged::new(RuleState::NotKnown, says).needing(no_price);
    }
    if most_gbp <= CONSENT_LIMIT_GBP + margin_gbp && case.rounded {
        let says = format!(
            "The value is rounded here, and what would be given up is too near to £{limit} to say. Ask the owner."
        );
        return Judged::new(RuleState::NotKnown, says).needing([Wanted::fact("valuation_gbp")]);
    }
    Judged::new(
        RuleState::DoesNotApply,
        format!(
            "£{} would be given up, which is more than £{limit}: the general consent does not reach so far. Ask your legal team \
             about a consent of its own.{stale}",
            in_thousands(most_gbp)
        ),
    )
}

/// What to say of a valuation without a day, or of an old one, to follow a sentence.
fn stale(valued_on: Option<Date>, on: Date) -> String {
    match valued_on {
        None => " The day of the valuation is not known: ask for one.".to_owned(),
        Some(day) if (on - day).whole_days() > VALUATION_STALE_DAYS => {
            format!(" The valuation is of {}, over a year old: ask for a new one.", in_words(day))
        }
        Some(_) => String::new(),
    }
}

/// The kinds of space that are often on land the public may walk or play on.
const OFTEN_OPEN: [SpaceType; 2] = [SpaceType::SportActive, SpaceType::LandGrowing];

pub(super) fn open_space(case: &Case<'_>) -> Judged {
    if !is_of_a_council(case.asset) {
        return not_of_a_council();
    }
    let facts = &case.asset.facts;
    let has_land = facts.holding.as_ref().is_some_and(|holding| holding.value != Holding::Building);
    let is_open =
        facts.space_types.as_ref().is_some_and(|kinds| kinds.value.iter().any(|kind| OFTEN_OPEN.contains(kind)));
    let notice = "If any of it is open space, the council first has to tell of its plan in a local newspaper for two weeks running, \
                  and to weigh what people object.";
    let (state, why) = match case.open_space {
        Some(layer) => (RuleState::MayApply, format!("It lies in what \"{layer}\" shows.")),
        None if has_land || is_open => (RuleState::MayApply, "Land comes with it.".to_owned()),
        None => (RuleState::NotKnown, "Not known whether land comes with it.".to_owned()),
    };
    Judged::new(state, format!("{why} {notice} Ask your legal team.")).needing([OPEN_SPACE])
}

fn years_in_words(years: f64) -> String {
    if (years - 1.0).abs() < f64::EPSILON { "1 year".to_owned() } else { format!("{years} years") }
}
