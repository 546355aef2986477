//! What `record.rs` writes, as schemas.

use serde_json::{Value, json};

use crate::domain::asset::Shown;
use crate::domain::matches::{GapStrength, PriceBasis};
use crate::domain::place::Precision;
use crate::domain::source::Quality;
use crate::publish::record::fields;
use crate::publish::schema::{boolean, date, integer, list, named, number, object, or_null, text, word};
use crate::publish::uplift::displacement_schema;

/// The named schemas of records: `AssetRecord` and its parts.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![("Source", source_schema()), ("AssetRecord", record_schema())]
}

fn source_schema() -> Value {
    object(
        "A published list that facts were taken from.",
        [
            ("id", text("Its key.")),
            ("title", text("What it is.")),
            ("publisher", text("Who published it.")),
            ("licence", or_null(text("Under which licence."))),
            ("as_at", or_null(date("The day the publisher gives it."))),
            ("file_name", text("The file it was loaded from.")),
            ("fictional", boolean("Whether it was made up.")),
        ],
    )
}

fn record_schema() -> Value {
    let qualities: Vec<&str> = Quality::ALL.iter().map(|quality| quality.slug()).collect();
    let precisions: Vec<&str> = Precision::ALL.iter().map(|precision| precision.slug()).collect();
    let strengths: Vec<&str> = GapStrength::ALL.iter().map(|strength| strength.slug()).collect();
    let bases: Vec<&str> = PriceBasis::ALL.iter().map(|basis| basis.slug()).collect();
    let fields = fields();
    let fact = object(
        "One fact.",
        [
            ("field", word("Which.", &fields)),
            ("label", text("The same in words.")),
            ("value", text("Its value for people, with its unit.")),
            (
                "data",
                json!({ "description": "Its value for programs: a slug, a list of them, a number, true or false.",
                "anyOf": [{ "type": "string" }, { "type": "number" }, { "type": "boolean" },
                          { "type": "array", "items": { "type": "string" } }] }),
            ),
            ("quality", word("How far it can be trusted.", &qualities)),
            ("source", text("Key of its source.")),
            ("as_at", or_null(date("The day it was true."))),
            ("evidence", or_null(text("What an officer took it from, in their words."))),
        ],
    );
    let gap = object("Something not known.", [("field", word("Which.", &fields)), ("label", text("In words."))]);
    let area = object("The area around it.", [("code", text("Official code.")), ("name", text("Name."))]);
    let place = object(
        "Where it is, as exactly as the public may know.",
        [
            ("precision", word("How exactly its place is shown.", &precisions)),
            ("precision_label", text("The same in words.")),
            ("coarse", boolean("Whether its exact place is withheld because it is vacant.")),
            ("sentence", text("All that in a sentence.")),
            ("lon", or_null(number("Longitude, degrees."))),
            ("lat", or_null(number("Latitude, degrees."))),
            ("area", or_null(area)),
        ],
    );
    let deprivation = object(
        "Deprivation of the people within a walk.",
        [
            ("value", number("0 to 1; 1 is the most deprived.")),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("quality", number("How well the place is known, 0 to 1.")),
            ("mean_score", number("Average score of multiple deprivation, the nearer counting for more.")),
            (
                "equivalent_percentile",
                or_null(number(
                    "Share of England's areas that score lower, 0 to 1: equivalent, since a walk is not an area.",
                )),
            ),
            ("point_area", or_null(named("PointArea"))),
            ("residents_reached", or_null(integer("Usual residents within 1,200 m."))),
            ("share_most_deprived_tenth", number("Share of them in England's most deprived tenth of areas.")),
            ("share_most_deprived_fifth", number("Share of them in the most deprived fifth.")),
            ("sentence", text("All that in a sentence.")),
        ],
    );
    let uplift = object(
        "Value-uplift potential of the place: headroom, no forecast.",
        [
            ("value", number("0 to 1.")),
            ("low", number("The least it could be.")),
            ("high", number("The most it could be.")),
            ("low_value", or_null(number("Low value, 1 the cheapest."))),
            ("activity_quiet", or_null(number("Low activity, 1 the quietest."))),
            ("headroom", or_null(number("Headroom on a fixed scale, 0 to 1."))),
            ("headroom_log", or_null(number("Gap to prices nearby, natural log."))),
            ("sales", or_null(integer("Sales in the area."))),
            ("borrowed", or_null(number("Share of the price level borrowed from nearby, 0 to 1."))),
            ("strength", or_null(word("How clear the gap is.", &strengths))),
            ("price_basis", or_null(word("What prices are known from.", &bases))),
            ("sentence", text("All that in a sentence.")),
        ],
    );
    let neighbourhood = object(
        "What its place says.",
        [("deprivation", or_null(deprivation)), ("uplift", or_null(uplift)), ("displacement", displacement_schema([]))],
    );
    object(
        "Everything the public may know of an asset.",
        [
            ("id", text("Its key.")),
            ("name", text("What it is called.")),
            ("reference", or_null(text("The owner's own reference."))),
            ("address", or_null(text("Street address, as far as public."))),
            ("postcode", or_null(text("Postcode; only its first half for a vacant asset."))),
            ("uprn", or_null(text("Unique Property Reference Number; withheld for a vacant asset."))),
            ("borough", or_null(text("The borough it lies in."))),
            (
                "owner",
                object(
                    "Who holds it.",
                    [("name", text("Name.")), ("uri", or_null(text("Address in the public directory.")))],
                ),
            ),
            ("register", text("Key of the register it was read from.")),
            ("as_at", or_null(date("The day that register gives itself."))),
            ("fictional", boolean("Whether it was made up.")),
            ("gone", or_null(date("The day since which its register no longer lists it."))),
            ("shown", word("How exactly the public may see where it is while it is vacant.", Shown::SLUGS)),
            ("may_edit", boolean("Whether you may change it.")),
            ("place", place),
            ("facts", list("Every fact known.", fact)),
            ("gaps", list("Every fact not known.", gap)),
            ("neighbourhood", neighbourhood),
            ("sources", list("Every source named above.", named("Source"))),
            ("versions", named("Stamp")),
        ],
    )
}
