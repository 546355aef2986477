//! `/method`: what scores are anchored in, on what data, how far uplift may count today, and the last back-test.

use serde_json::{Value, json};

use crate::api::about::{presets, weights_json, weights_schema};
use crate::api::call::{Answer, Call};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::domain::criteria::METHOD_VERSION;
use crate::domain::imported::FileKind;
use crate::publish::backtest::backtest_json;
use crate::publish::schema::{boolean, date, exactly, integer, list, named, number, object, or_null, text, word};

/// How scores are made and tested.
///
/// # Errors
/// When it cannot be written.
pub fn method(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.json(&json!({
        "method_version": METHOD_VERSION,
        "weights": weights_json(snapshot.criteria.weights),
        "presets": presets(),
        "anchors": anchors(snapshot),
        "data_release": snapshot.data_release,
        "data": data(snapshot),
        "most_uplift": snapshot.gate.most_uplift,
        "gate": { "open": snapshot.gate.open, "sentence": snapshot.gate.sentence },
        "backtest": snapshot.backtest.as_ref().map(backtest_json),
    }))
}

fn anchors(snapshot: &Snapshot) -> Value {
    let anchors = snapshot.survey.anchors();
    let basis = anchors.prices.basis;
    let effects = anchors.prices.effects.as_ref().map(|effects| {
        json!({
            "detached": effects.detached.map(|estimate| rounded(estimate.effect)),
            "semi_detached": effects.semi_detached.map(|estimate| rounded(estimate.effect)),
            "flat": effects.flat.map(|estimate| rounded(estimate.effect)),
            "new_build": effects.new_build.map(|estimate| rounded(estimate.effect)),
            "leasehold": effects.leasehold.map(|estimate| rounded(estimate.effect)),
            "sales": effects.sales,
        })
    });
    json!({
        "version": anchors.version,
        "reference_areas": anchors.reference_areas,
        "label": anchors.label,
        "spread_within": rounded(anchors.spreads.within),
        "spread_between": rounded(anchors.spreads.between),
        "deprivation_anchor": anchors.deprivation_anchor,
        "headroom_anchors": anchors.headroom_anchors,
        "price_basis": { "sales": basis.sales, "sectors": basis.sectors, "none": basis.none },
        "effects": effects,
    })
}

/// Every source of area data with what it gave, in order of source.
fn data(snapshot: &Snapshot) -> Vec<Value> {
    let given = snapshot.loaded.iter().filter(|loaded| loaded.kind.is_area_data());
    given
        .filter_map(|loaded| {
            let source = snapshot.atlas.source(&loaded.source)?;
            Some(json!({
                "id": &*source.id.0,
                "title": source.title,
                "publisher": source.publisher,
                "as_at": source.as_at.map(|day| day.to_string()),
                "kind": loaded.kind.slug(),
                "rows": loaded.rows,
            }))
        })
        .collect()
}

fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let log_points = || or_null(number("Log points against a terraced home that is neither new nor leasehold."));
    let effects = object(
        "What sets homes apart besides place, taken off before prices are compared.",
        [
            ("detached", log_points()),
            ("semi_detached", log_points()),
            ("flat", log_points()),
            ("new_build", log_points()),
            ("leasehold", log_points()),
            ("sales", integer("Sales it was worked out of.")),
        ],
    );
    let basis = object(
        "How many reference areas have a price level, by what it is worked out of.",
        [
            ("sales", integer("Sales in the area and next door.")),
            ("sectors", integer("Yearly averages of postcode sectors.")),
            ("none", integer("Not known.")),
        ],
    );
    let anchors = object(
        "The fixed scales that scores are read off, worked out of the data once.",
        [
            ("version", text("Names this set of scales.")),
            ("reference_areas", integer("Areas that places are counted among.")),
            ("label", text("Which areas they are.")),
            ("spread_within", number("Spread of log price within an area.")),
            ("spread_between", number("Spread of log price around the neighbours' average.")),
            ("deprivation_anchor", number("The deprivation score that counts 1.")),
            ("headroom_anchors", exactly(2, "Headroom that counts 0, and that counts 1.", number("Log points."))),
            ("price_basis", basis),
            ("effects", or_null(effects)),
        ],
    );
    let kinds: Vec<&str> = FileKind::ALL.iter().map(|kind| kind.slug()).collect();
    let source = object(
        "What one source gave.",
        [
            ("id", text("Its key.")),
            ("title", text("What it is.")),
            ("publisher", text("Who published it.")),
            ("as_at", or_null(date("The day it was true."))),
            ("kind", word("The kind of file.", &kinds)),
            ("rows", integer("Records it gave that were not held before.")),
        ],
    );
    let gate = object(
        "Whether uplift may count for more than 30%.",
        [("open", boolean("Whether it may.")), ("sentence", text("Why, in words."))],
    );
    let method = object(
        "How scores are made and tested.",
        [
            ("method_version", text("Version of the method.")),
            ("weights", weights_schema()),
            ("presets", list("Ready-made sets of weights.", named("Preset"))),
            ("anchors", anchors),
            ("data_release", text("The area data behind every score.")),
            ("data", list("Every source with what it gave.", source)),
            ("most_uplift", number("The most that uplift may count for today, as a share of the three weights.")),
            ("gate", gate),
            ("backtest", or_null(named("Backtest"))),
        ],
    );
    vec![("Method", method)]
}
