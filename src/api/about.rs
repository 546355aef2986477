//! `/about` and `/health`: what is loaded, what scores are made with, the words in use, and whether all is well.

use serde_json::{Map, Value, json};

use crate::api::call::{Answer, Call};
use crate::api::problem::Problem;
use crate::app::catalogue::Snapshot;
use crate::app::collections;
use crate::domain::asset::{
    Condition, DisposalStatus, Heritage, Holding, Occupancy, Planning, RentReview, SpaceType, StepFree,
};
use crate::domain::criteria::{METHOD_VERSION, Preset, Weights};
use crate::domain::need::{LegalForm, OrganisationSize, Purpose, Reach, StepFreeNeed};
use crate::domain::place::Precision;
use crate::publish::record::source_json;
use crate::publish::schema::{boolean, exactly, integer, list, named, number, object, or_null, text};

macro_rules! vocabulary {
    ($($name:literal: $words:ty),+ $(,)?) => {
        [$(($name, <$words>::ALL.iter().map(|word| json!({ "slug": word.slug(), "label": word.label() })).collect::<Vec<_>>())),+]
    };
}

/// What is loaded and the words in use.
///
/// # Errors
/// When it cannot be written.
pub fn about(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    let atlas = &snapshot.atlas;
    let weights = snapshot.criteria.weights;
    call.json(&json!({
        "service": "catmap",
        "version": env!("CARGO_PKG_VERSION"),
        "fictional": atlas.sources().iter().any(|source| source.fictional),
        "extent": around_all(snapshot),
        "boroughs": atlas.boroughs().map(|name| &**name).collect::<Vec<_>>(),
        "counts": {
            "assets": atlas.assets().len(),
            "assets_placed": snapshot.degrees.assets.iter().flatten().count(),
            "needs": atlas.needs().len(),
            "areas": atlas.areas().len(),
        },
        "enquiry_months": call.state.enquiries.keep_months(),
        "basemap_style_url": call.state.options.basemap_style_url,
        "sources": atlas.sources().iter().map(source_json).collect::<Vec<_>>(),
        "criteria": {
            "method_version": METHOD_VERSION,
            "anchor_version": snapshot.survey.anchors().version,
            "data_release": snapshot.data_release,
            "weights": weights_json(weights),
            "presets": presets(),
            "most_uplift": snapshot.gate.most_uplift,
        },
        "vocabulary": Value::Object(words()),
        "change": snapshot.version,
    }))
}

/// The box around everything that is anywhere.
fn around_all(snapshot: &Snapshot) -> Option<[f64; 4]> {
    let boxes = collections::extents(snapshot).values().filter_map(|reach| reach.bbox);
    boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// The ready-made sets of weights.
pub(super) fn presets() -> Vec<Value> {
    let preset = |preset: &Preset| json!({ "slug": preset.slug(), "label": preset.label(), "weights": preset.weights().as_array() });
    Preset::ALL.iter().map(preset).collect()
}

/// Weights by name.
pub(super) fn weights_json(weights: Weights) -> Value {
    json!({
        "suitability": weights.suitability(),
        "deprivation": weights.deprivation(),
        "uplift": weights.uplift(),
    })
}

/// The schema of weights by name.
pub(super) fn weights_schema() -> Value {
    object(
        "The weights unless asked otherwise.",
        [
            ("suitability", number("Of suitability.")),
            ("deprivation", number("Of deprivation.")),
            ("uplift", number("Of uplift.")),
        ],
    )
}

fn words() -> Map<String, Value> {
    let lists = vocabulary! {
        "occupancy": Occupancy,
        "disposal_status": DisposalStatus,
        "space_type": SpaceType,
        "reach": Reach,
        "purpose": Purpose,
        "legal_form": LegalForm,
        "step_free_need": StepFreeNeed,
        "condition": Condition,
        "precision": Precision,
        "organisation_size": OrganisationSize,
        "holding": Holding,
        "step_free": StepFree,
        "heritage": Heritage,
        "planning": Planning,
        "rent_review": RentReview,
    };
    lists.into_iter().map(|(name, words)| (name.to_owned(), words.into())).collect()
}

/// Whether the database answers and how far the data go.
///
/// # Errors
/// When it cannot be written.
pub fn health(call: &Call, snapshot: &Snapshot) -> Result<Answer, Problem> {
    call.json(&json!({ "status": "ok", "change": snapshot.version }))
}

/// The named schemas of this file.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    let counts = object(
        "How much is loaded.",
        [
            ("assets", integer("Assets.")),
            ("assets_placed", integer("Assets that can be shown on a map.")),
            ("needs", integer("Published needs.")),
            ("areas", integer("Areas.")),
        ],
    );
    let preset = object(
        "A ready-made set of weights.",
        [
            ("slug", text("Its key.")),
            ("label", text("What people call it.")),
            ("weights", exactly(3, "Suitability, deprivation, uplift.", number("Weight."))),
        ],
    );
    let criteria = object(
        "What scores are made with.",
        [
            ("method_version", text("Version of the method.")),
            ("anchor_version", text("Version of the anchors worked out of the data.")),
            ("data_release", text("The area data they are worked out of.")),
            ("weights", weights_schema()),
            ("presets", list("Ready-made sets of weights.", named("Preset"))),
            ("most_uplift", number("The most that uplift may count for today, as a share of the three weights.")),
        ],
    );
    let word = object("A word.", [("slug", text("For programs.")), ("label", text("For people."))]);
    let names: Vec<String> = words().keys().cloned().collect();
    let lists: Map<String, Value> =
        names.iter().map(|name| (name.clone(), list("In the order in which they are shown.", named("Word")))).collect();
    let vocabulary = json!({
        "type": "object", "description": "Fixed lists of words.", "required": names, "properties": lists,
        "additionalProperties": false,
    });
    let about = object(
        "What is loaded and the words in use.",
        [
            ("service", text("Always catmap.")),
            ("version", text("Version of the program.")),
            ("fictional", boolean("Whether any of the data is made up.")),
            ("extent", or_null(exactly(4, "West, south, east, north of everything on the map.", number("Degrees.")))),
            ("boroughs", list("Boroughs by name.", text("Name."))),
            ("counts", counts),
            (
                "enquiry_months",
                integer("What is written in an enquiry is cleared so many months after it was last worked on."),
            ),
            ("basemap_style_url", or_null(text("A map style to draw under the layers."))),
            ("sources", list("Every source loaded.", named("Source"))),
            ("criteria", criteria),
            ("vocabulary", vocabulary),
            ("change", integer("Names the data: another number whenever what is shown is another.")),
        ],
    );
    let health = object(
        "Whether all is well.",
        [
            ("status", text("Always ok; otherwise the answer is a problem.")),
            ("change", integer("Names the data, as in `/about`.")),
        ],
    );
    vec![("Word", word), ("Preset", preset), ("About", about), ("Health", health)]
}
