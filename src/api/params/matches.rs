//! What a score is made with.

use serde_json::json;

use crate::api::params::{Parameter, Place};
use crate::api::values::numbers;
use crate::domain::criteria::Weights;
use crate::domain::indices::Edition;

/// Other weights for the three pillars.
pub static WEIGHTS: Parameter<Weights> = Parameter {
    name: "weights",
    place: Place::Query,
    about: "Weights of suitability, deprivation and uplift in any proportion; uplift at most what /method gives as most_uplift. 0.5,0.3,0.2 unless said.",
    schema: || json!({ "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": 3, "maxItems": 3 }),
    parse: |text| match numbers(text)?[..] {
        [suitability, deprivation, uplift] => {
            Weights::new(suitability, deprivation, uplift).map_err(|error| error.to_string())
        }
        _ => Err("three numbers separated by commas, such as 0.5,0.3,0.2".to_owned()),
    },
};

/// Another edition of the Indices of Deprivation.
pub static EDITION: Parameter<Edition> = Parameter {
    name: "edition",
    place: Place::Query,
    about: "The Indices of Deprivation: 2025 unless said. 2019 only to look at an old decision again; its scores cannot be compared with those of 2025.",
    schema: || json!({ "type": "integer", "enum": Edition::ALL.map(Edition::year), "default": Edition::default().year() }),
    parse: |text| {
        text.parse()
            .ok()
            .and_then(Edition::of_year)
            .ok_or_else(|| "2025, or 2019 to look at an old decision again".to_owned())
    },
};

/// Whether to say how firm an order is.
pub static FIRMNESS: Parameter<bool> = Parameter {
    name: "firmness",
    place: Place::Query,
    about: "Whether to work out how firm the order is, by ranking some thousand times: true unless said. It takes longer than all the rest; while a slider moves, say false.",
    schema: || json!({ "type": "boolean", "default": true }),
    parse: |text| text.parse().map_err(|_| "true or false".to_owned()),
};
