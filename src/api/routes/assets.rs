//! One asset and what is said of it, and where places are.

use crate::api::params::{CALLED, CONSIDERATION, FORMAT, ID, NEAR_LIMIT, NOTICE_ON, ON, PLACE_LIMIT};
use crate::api::routes::{Handler, Route, get};
use crate::api::{near, places, records, rules};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        about: "Each fact with its source, quality and date; each gap by name.",
        parameters: &[&ID, &FORMAT],
        schema: Some("AssetRecord"),
        ..get(
            Rule::Anybody,
            "/assets/{id}",
            "getAssetRecord",
            "map",
            "All that is known of an asset",
            Handler::Data(records::asset),
        )
    },
    Route {
        about: "The nearest features of every context layer within 5 km in a straight line: 0 m inside an area. Distances are from \
                where the asset is shown, which for a vacant one is the centre of the neighbourhood around it.",
        parameters: &[&ID, &NEAR_LIMIT, &FORMAT],
        schema: Some("NearAsset"),
        ..get(
            Rule::Anybody,
            "/assets/{id}/near",
            "getNearAsset",
            "map",
            "What is near an asset",
            Handler::Data(near::asset),
        )
    },
    Route {
        about: "Postcodes or the beginning of one, boroughs, wards and other areas by name or code, from the data that are loaded: \
                to go there on the map.",
        parameters: &[&CALLED, &PLACE_LIMIT, &FORMAT],
        schema: Some("Places"),
        ..get(Rule::Anybody, "/places", "findPlaces", "map", "Where a place is", Handler::Data(places::find))
    },
    Route {
        about: "Flags with their dates, sources and what is still to be found out: never legal advice. Rules that are not in force \
                are told as such. What would be paid and the day of a notice are in no record: they are given here and forgotten.",
        parameters: &[&ID, &ON, &CONSIDERATION, &NOTICE_ON, &FORMAT],
        schema: Some("AssetRules"),
        ..get(
            Rule::Anybody,
            "/assets/{id}/rules",
            "getAssetRules",
            "map",
            "What statutory rules say of an asset",
            Handler::Action(rules::asset),
        )
    },
];
