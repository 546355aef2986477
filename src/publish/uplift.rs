//! Uplift of a match as JSON, with the risk beside it and the range in pounds; and the schemas of the same.
//!
//! The four displacement signals are always listed, known or not. No amount in pounds stands without its range.

use serde_json::{Value, json};

use crate::domain::matches::{
    Displacement, DisplacementRisk, DisplacementSignal, GapStrength, PriceBasis, UpliftScore,
};
use crate::publish::matches::exact;
use crate::publish::schema::{boolean, integer, list, number, object, or_null, text, word};

/// Uplift of a match.
pub(super) fn uplift_json(uplift: &UpliftScore) -> Value {
    let place = uplift.place.as_ref();
    let mut displacement = displacement_json(&uplift.displacement);
    displacement["sentence"] = uplift.displacement_sentence.as_str().into();
    json!({
        "value": exact(uplift.value),
        "area_value": place.map(|place| exact(place.value)),
        "low": exact(uplift.low),
        "high": exact(uplift.high),
        "quality": exact(uplift.quality),
        "low_value": place.and_then(|place| place.low_value).map(exact),
        "activity_quiet": place.and_then(|place| place.activity_quiet).map(exact),
        "headroom": place.and_then(|place| place.headroom).map(exact),
        "headroom_log": place.and_then(|place| place.headroom_log).map(exact),
        "sales": place.and_then(|place| place.sales),
        "borrowed": place.and_then(|place| place.borrowed).map(exact),
        "strength": place.and_then(|place| place.strength).map(GapStrength::slug),
        "price_basis": place.and_then(|place| place.basis).map(PriceBasis::slug),
        "community_share": uplift.community_share.map(exact),
        "displacement": displacement,
        "capped": uplift.capped,
        "gbp": uplift.gbp.as_ref().map(|range| json!({
            "value_gbp": whole_pounds(range.value_gbp),
            "low": whole_pounds(range.low),
            "central": whole_pounds(range.central),
            "high": whole_pounds(range.high),
            "closing_anyway": whole_pounds(range.closing_anyway),
            "market_low": whole_pounds(range.market_low),
            "market_high": whole_pounds(range.market_high),
            "kept_central": range.kept_central.map(whole_pounds),
            "kept_high": range.kept_high.map(whole_pounds),
            "sentence": uplift.gbp_sentence,
        })),
        "sentence": uplift.sentence,
    })
}

fn whole_pounds(gbp: f64) -> i64 {
    gbp.round() as i64
}

/// The risk with its four signals.
pub(super) fn displacement_json(displacement: &Displacement) -> Value {
    let risk = displacement.risk();
    let signals = DisplacementSignal::ALL.iter().zip(&displacement.signals);
    json!({
        "flag": risk.map(DisplacementRisk::slug),
        "label": risk.map_or("Not known", DisplacementRisk::label),
        "signals": signals.map(|(signal, state)| json!({
            "slug": signal.slug(), "label": signal.label(), "state": state,
        })).collect::<Vec<_>>(),
    })
}

/// The schema of [`uplift_json`].
pub(super) fn uplift_schema() -> Value {
    let strengths: Vec<&str> = GapStrength::ALL.iter().map(|strength| strength.slug()).collect();
    let bases: Vec<&str> = PriceBasis::ALL.iter().map(|basis| basis.slug()).collect();
    let gbp = object(
        "What community activity might add over ten years to a value that has been entered, GBP: a range from nothing.",
        [
            ("value_gbp", integer("The value entered.")),
            ("low", integer("The least: nothing.")),
            ("central", integer("In the middle.")),
            ("high", integer("The most.")),
            ("closing_anyway", integer("What the gap closing on past form would come to, whatever anyone does.")),
            ("market_low", integer("Ordinary market movement, down.")),
            ("market_high", integer("Ordinary market movement, up.")),
            ("kept_central", or_null(integer("The community's part of the middle."))),
            ("kept_high", or_null(integer("The community's part of the most."))),
            ("sentence", text("All that in a sentence.")),
        ],
    );
    object(
        "Value-uplift potential: headroom, no forecast.",
        [
            ("value", number("0 to 1, with what the community would keep.")),
            ("area_value", or_null(number("The potential of the place, 0 to 1."))),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("quality", number("How much of it is known, 0 to 1.")),
            ("low_value", or_null(number("Low value, 1 the cheapest."))),
            ("activity_quiet", or_null(number("Low activity, 1 the quietest."))),
            ("headroom", or_null(number("Headroom on a fixed scale, 0 to 1."))),
            ("headroom_log", or_null(number("Gap to prices nearby, natural log."))),
            ("sales", or_null(integer("Sales in the area."))),
            ("borrowed", or_null(number("Share of the price level borrowed from nearby, 0 to 1."))),
            ("strength", or_null(word("How clear the gap is.", &strengths))),
            ("price_basis", or_null(word("What prices are known from.", &bases))),
            ("community_share", or_null(number("Share of any rise that the community would keep, 0 to 1."))),
            ("displacement", displacement_schema([("sentence", text("All that in a sentence."))])),
            ("capped", boolean("Whether a high risk of displacement has lowered `value`.")),
            ("gbp", or_null(gbp)),
            ("sentence", text("All that in a sentence.")),
        ],
    )
}

/// The schema of [`displacement_json`], with more members if wanted.
pub(super) fn displacement_schema(more: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let risks: Vec<&str> = DisplacementRisk::ALL.iter().map(|risk| risk.slug()).collect();
    let slugs: Vec<&str> = DisplacementSignal::ALL.iter().map(|signal| signal.slug()).collect();
    let signal = object(
        "One sign.",
        [
            ("slug", word("Which.", &slugs)),
            ("label", text("The same in words.")),
            ("state", or_null(boolean("Whether it is there; null when not known."))),
        ],
    );
    let members = [
        ("flag", or_null(word("How high; null when fewer than three signs are known.", &risks))),
        ("label", text("The same in words.")),
        ("signals", list("The four signs.", signal)),
    ];
    object(
        "The risk that rising prices push out people who rent: a flag for a conversation.",
        members.into_iter().chain(more),
    )
}
