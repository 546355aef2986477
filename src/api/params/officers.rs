//! What officers pick from their work.

use serde_json::json;

use crate::api::params::{LONGEST_NAME, Parameter, Place, STATUS};
use crate::domain::asset::DisposalStatus;
use crate::domain::enquiry::EnquiryState;

/// Whose stock.
pub static WORK_COUNCIL: Parameter<String> = Parameter {
    name: "council",
    place: Place::Query,
    about: "Whose stock, by name; without it that of the first council the caller works for.",
    schema: || json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_NAME }),
    parse: |text| match text.chars().count() {
        1..=LONGEST_NAME if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(format!("the name of a council, at most {LONGEST_NAME} characters")),
    },
};

/// Where a page of a worklist begins.
pub static WORK_ASSET: Parameter<String> = Parameter {
    name: "asset",
    place: Place::Query,
    about: "The id of an asset of that stock for the page to begin with.",
    schema: || json!({ "type": "string" }),
    parse: |text| Ok(text.to_owned()),
};

/// Stages of a worklist.
pub static STAGE: Parameter<Vec<Option<DisposalStatus>>> = Parameter {
    name: "stage",
    place: Place::Query,
    about: "Only where the owner intends one of these, separated by commas.",
    schema: STATUS.schema,
    parse: STATUS.parse,
};

/// Whether something stands in the way.
pub static BLOCKED: Parameter<bool> = Parameter {
    name: "blocked",
    place: Place::Query,
    about: "Only what is blocked (true), or only what is not (false).",
    schema: || json!({ "type": "boolean" }),
    parse: |text| text.parse().map_err(|_| "true or false".to_owned()),
};

/// Whose.
pub static COUNCIL: Parameter<String> = Parameter {
    name: "council",
    place: Place::Query,
    about: "Only what went to this council.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_NAME }),
    parse: |text| match text.chars().count() {
        1..=LONGEST_NAME => Ok(text.to_owned()),
        _ => Err(format!("1 to {LONGEST_NAME} characters")),
    },
};

/// How far enquiries have got.
pub static ENQUIRY_STATE: Parameter<EnquiryState> = Parameter {
    name: "state",
    place: Place::Query,
    about: "Only those that have got so far.",
    schema: || json!({ "type": "string", "enum": EnquiryState::SLUGS }),
    parse: |text| EnquiryState::from_slug(text).ok_or_else(|| format!("one of {}", EnquiryState::SLUGS.join(", "))),
};
