//! The filters of our own collections.

use serde_json::json;

use crate::api::params::{LONGEST_TEXT, Parameter, Place};
use crate::api::values::{names, names_schema, slugs, square_metres, words, words_or_unknown, words_schema};
use crate::domain::asset::DisposalStatus;
use crate::domain::asset::Occupancy;
use crate::domain::asset::SpaceType;
use crate::domain::need::Purpose;

/// Words to look for.
pub static TEXT: Parameter<String> = Parameter {
    name: "q",
    place: Place::Query,
    about: "Only features in whose names, addresses or keys all these words occur, in any case.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_TEXT }),
    parse: |text| match text.chars().count() {
        0..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err(format!("at most {LONGEST_TEXT} characters")),
    },
};

/// Boroughs by name.
pub static BOROUGH: Parameter<Vec<String>> = Parameter {
    name: "borough",
    place: Place::Query,
    about: "Only in one of these boroughs, by name, separated by commas; \"unknown\" stands for those in none.",
    schema: names_schema,
    parse: names,
};

/// Owners by name.
pub static OWNER: Parameter<Vec<String>> = Parameter {
    name: "owner",
    place: Place::Query,
    about: "Only held by one of these owners, by name, separated by commas.",
    schema: names_schema,
    parse: names,
};

/// Occupancies.
pub static OCCUPANCY: Parameter<Vec<Option<Occupancy>>> = Parameter {
    name: "occupancy",
    place: Place::Query,
    about: "Only with one of these occupancies, separated by commas.",
    schema: || words_schema(&slugs(Occupancy::ALL, Occupancy::slug), true),
    parse: |text| words_or_unknown(text, &slugs(Occupancy::ALL, Occupancy::slug), Occupancy::from_slug),
};

/// Disposal statuses.
pub static STATUS: Parameter<Vec<Option<DisposalStatus>>> = Parameter {
    name: "status",
    place: Place::Query,
    about: "Only with one of these intentions of the owner, separated by commas.",
    schema: || words_schema(&slugs(DisposalStatus::ALL, DisposalStatus::slug), true),
    parse: |text| words_or_unknown(text, &slugs(DisposalStatus::ALL, DisposalStatus::slug), DisposalStatus::from_slug),
};

/// Kinds of space.
pub static SPACE_TYPE: Parameter<Vec<Option<SpaceType>>> = Parameter {
    name: "space_type",
    place: Place::Query,
    about: "Only with at least one of these kinds of space, separated by commas.",
    schema: || words_schema(&slugs(SpaceType::ALL, SpaceType::slug), true),
    parse: |text| words_or_unknown(text, &slugs(SpaceType::ALL, SpaceType::slug), SpaceType::from_slug),
};

/// Purposes of a need.
pub static PURPOSE: Parameter<Vec<Purpose>> = Parameter {
    name: "purpose",
    place: Place::Query,
    about: "Only for at least one of these purposes, separated by commas.",
    schema: || words_schema(&slugs(Purpose::ALL, Purpose::slug), false),
    parse: |text| words(text, &slugs(Purpose::ALL, Purpose::slug), Purpose::from_slug),
};

/// The least floor area.
pub static MIN_AREA: Parameter<f64> = Parameter {
    name: "min_area_m2",
    place: Place::Query,
    about: "Only at least this large, m2 of usable floor (gross internal where only that is known). Unknown sizes do not match.",
    schema: || json!({ "type": "number", "minimum": 0 }),
    parse: square_metres,
};

/// The most floor area.
pub static MAX_AREA: Parameter<f64> = Parameter {
    name: "max_area_m2",
    place: Place::Query,
    about: "Only at most this large, m2. Unknown sizes do not match.",
    schema: || json!({ "type": "number", "minimum": 0 }),
    parse: square_metres,
};
