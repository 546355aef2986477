//! Whom shortlists serve, as JSON, and its schema.
//!
//! What may be shown was decided before (`domain::fairness`); a row that is withheld has null pairs and share.

use serde_json::{Value, json};

use crate::domain::fairness::{Fairness, Row};
use crate::domain::need::OrganisationSize;
use crate::publish::matches::exact;
use crate::publish::schema::{date, integer, list, number, object, or_null, text, word};

/// The whole view.
#[must_use]
pub fn fairness_json(fairness: &Fairness) -> Value {
    let size = |row: &Row<OrganisationSize>| {
        let mut value = row_json("size", row.of.map(OrganisationSize::slug).into(), row);
        value["label"] = row.of.map_or("Not stated", OrganisationSize::label).into();
        value
    };
    json!({
        "per_need": fairness.per_need,
        "needs": fairness.needs,
        "pairs": fairness.pairs,
        "on": fairness.on.to_string(),
        "by_decile": fairness.by_decile.iter().map(|row| row_json("decile", row.of.into(), row)).collect::<Vec<_>>(),
        "by_borough": fairness
            .by_borough
            .iter()
            .map(|row| row_json("borough", row.of.as_deref().into(), row))
            .collect::<Vec<_>>(),
        "by_size": fairness.by_size.iter().map(size).collect::<Vec<_>>(),
        "sentence": fairness.sentence,
    })
}

fn row_json<T>(name: &str, of: Value, row: &Row<T>) -> Value {
    let mut value = json!({});
    value[name] = of;
    value["pairs"] = row.shown.map(|shown| shown.pairs).into();
    value["share"] = row.shown.map(|shown| exact(shown.share)).into();
    value["compared"] = row.compared.map(exact).into();
    value
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let row = |of: &'static str, about: &str, schema: Value, more: Vec<(&'static str, Value)>, compared: &str| {
        let members = [
            (of, or_null(schema)),
            (
                "pairs",
                or_null(integer("Shortlisted pairings; null where too few needs are behind the row to show it.")),
            ),
            ("share", or_null(number("Their share of all shortlisted pairings, 0 to 1."))),
            ("compared", or_null(number(compared))),
        ];
        object(about, members.into_iter().chain(more))
    };
    let of_assets = "The share of all assets that may be on offer, 0 to 1.";
    let slugs: Vec<&str> = OrganisationSize::ALL.iter().map(|size| size.slug()).collect();
    let decile = integer(
        "Decile of deprivation of the area of the asset, 1 is England's most deprived tenth; null when not known.",
    );
    let borough = text("Borough of the asset; null when not known.");
    let size = word("Size of the organisation by yearly income; null when it has not said.", &slugs);
    let by_decile = row("decile", "Shortlisted pairings of one decile.", decile, vec![], of_assets);
    let by_borough = row("borough", "Shortlisted pairings of one borough.", borough, vec![], of_assets);
    let by_size = row(
        "size",
        "Shortlisted pairings of organisations of one size.",
        size,
        vec![("label", text("The size in words."))],
        "The share of all published needs, 0 to 1.",
    );
    let view = object(
        "Whom the shortlists of the published needs serve, beside what there was to choose from. Size, borough and decile \
         are looked at afterwards; size is no part of any score.",
        [
            ("per_need", integer("Pairings shortlisted for each need at most, each with a score of 40 or more.")),
            ("needs", integer("Published needs that shortlists were made for.")),
            ("pairs", or_null(integer("Shortlisted pairings; null with fewer than three needs behind them."))),
            ("on", date("The day the shortlists were made for.")),
            ("by_decile", list("From the most deprived tenth to the least.", by_decile)),
            ("by_borough", list("By name.", by_borough)),
            ("by_size", list("From the smallest to the largest.", by_size)),
            ("sentence", text("What this shows, how, and what is left out.")),
        ],
    );
    vec![("Fairness", view)]
}
