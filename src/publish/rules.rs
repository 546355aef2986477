//! What statutory rules say of an asset, as JSON: each with its dates, its source and what it still needs to know.

use serde_json::{Value, json};
use time::Date;

use crate::domain::rules::{CONSENT_LIMIT_GBP, Clock, Flag, RuleState, Undervalue, Wanted};
use crate::publish::schema::{boolean, date, list, number, object, or_null, text, word};

/// What stands beside every list of flags.
const NOT_ADVICE: &str =
    "These are flags to look at, not legal advice. Ask your legal team and a valuer before you decide.";

/// What the rules say of an asset on a day.
#[must_use]
pub fn rules_json(asset: &str, on: Date, flags: &[Flag], undervalue: Option<&Undervalue>) -> Value {
    json!({
        "asset": asset,
        "on": day(on),
        "sentence": NOT_ADVICE,
        "flags": flags.iter().map(flag_json).collect::<Vec<_>>(),
        "undervalue": undervalue.map(undervalue_json),
    })
}

fn flag_json(flag: &Flag) -> Value {
    let wanted = |wanted: &Wanted| json!({ "fact": wanted.fact, "label": wanted.label });
    let clock = |clock: &Clock| json!({ "label": clock.label, "from": clock.from.map(day), "until": day(clock.until) });
    json!({
        "rule": flag.rule.slug,
        "set": flag.rule.set.slug,
        "title": flag.rule.title,
        "state": flag.state.slug(),
        "state_label": flag.state.label(),
        "says": flag.says,
        "needs": flag.needs.iter().map(wanted).collect::<Vec<_>>(),
        "clocks": flag.clocks.iter().map(clock).collect::<Vec<_>>(),
        "source": flag.rule.source,
        "source_url": flag.rule.source_url,
        "in_force_from": flag.rule.in_force_from.map(day),
        "in_force_until": flag.rule.in_force_until.map(day),
        "as_at": day(flag.rule.as_at),
    })
}

fn undervalue_json(undervalue: &Undervalue) -> Value {
    json!({
        "unrestricted_gbp": undervalue.unrestricted_gbp,
        "valued_on": undervalue.valued_on.map(day),
        "consideration_gbp": undervalue.consideration_gbp,
        "undervalue_gbp": undervalue.gbp,
        "limit_gbp": CONSENT_LIMIT_GBP,
        "within_limit": undervalue.gbp <= CONSENT_LIMIT_GBP,
    })
}

fn day(day: Date) -> String {
    day.to_string()
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let wanted = object(
        "What is not known.",
        [
            ("fact", or_null(text("The fact of the asset that would tell; null for what no record holds."))),
            ("label", text("In words.")),
        ],
    );
    let clock = object(
        "A period that runs.",
        [("label", text("What for.")), ("from", or_null(date("Its first day."))), ("until", date("Its last day."))],
    );
    let flag = object(
        "What one rule says.",
        [
            ("rule", text("Which, for programs.")),
            ("set", text("The set of rules it is switched on and off with.")),
            ("title", text("Which, in words.")),
            ("state", word("Whether it applies.", RuleState::SLUGS)),
            ("state_label", text("The same in words.")),
            ("says", text("What it means here, and what to do next.")),
            ("needs", list("What would have to be known to say more.", wanted)),
            ("clocks", list("Periods that run.", clock)),
            ("source", text("Where it is written.")),
            ("source_url", text("The address of that.")),
            ("in_force_from", or_null(date("The first day it holds; null when no day is confirmed."))),
            ("in_force_until", or_null(date("The last day it holds; null when no end is set."))),
            ("as_at", date("The day on which this rule was last gone over.")),
        ],
    );
    let undervalue = object(
        "What a price gives up.",
        [
            ("unrestricted_gbp", number("The unrestricted value entered.")),
            ("valued_on", or_null(date("The day of that value."))),
            ("consideration_gbp", number("What would be paid.")),
            ("undervalue_gbp", number("The difference; 0 when as much or more would be paid.")),
            ("limit_gbp", number("The most that the general consent covers.")),
            ("within_limit", boolean("Whether it is within that.")),
        ],
    );
    let told = object(
        "What statutory rules say of an asset on a day: flags, never legal advice.",
        [
            ("asset", text("Key of the asset.")),
            ("on", date("The day.")),
            ("sentence", text("What these are and are not.")),
            ("flags", list("Every rule.", flag)),
            ("undervalue", or_null(undervalue)),
        ],
    );
    vec![("AssetRules", told)]
}
