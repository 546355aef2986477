//! Pairings of assets and needs, and how far they can be trusted.

use crate::api::admission::Load;
use crate::api::params::{EDITION, FIRMNESS, FORMAT, ID, MATCH_LIMIT, WEIGHTS};
use crate::api::routes::{BodyOf, Handler, Route, Verb, get};
use crate::api::{fairness, rankings, sensitivity};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        parameters: &[&ID, &MATCH_LIMIT, &WEIGHTS, &EDITION, &FIRMNESS, &FORMAT],
        schema: Some("Matches"),
        ..get(
            Rule::Anybody,
            "/assets/{id}/matches",
            "getAssetMatches",
            "matches",
            "Needs for an asset",
            Handler::Data(rankings::for_asset),
        )
    },
    Route {
        about: "Budget and capital count towards the score and are never shown.",
        parameters: &[&ID, &MATCH_LIMIT, &WEIGHTS, &EDITION, &FIRMNESS, &FORMAT],
        schema: Some("Matches"),
        ..get(
            Rule::Anybody,
            "/needs/{id}/matches",
            "getNeedMatches",
            "matches",
            "Assets for a need",
            Handler::Data(rankings::for_need),
        )
    },
    Route {
        verb: Verb::Post,
        about: "The need is answered and forgotten: nothing of it is stored or logged.",
        parameters: &[&MATCH_LIMIT, &WEIGHTS, &EDITION, &FIRMNESS, &FORMAT],
        body: BodyOf::Json("StatedNeed"),
        schema: Some("Matches"),
        ..get(
            Rule::Anybody,
            "/matches",
            "findMatches",
            "matches",
            "Assets for the need in the body",
            Handler::Data(rankings::for_stated_need),
        )
    },
    Route {
        about: "The best three eligible assets of every published need, where they score 40 or more. A row with fewer than three \
                needs behind it is withheld, and so is what would give it away. Worked out when first asked for.",
        schema: Some("Fairness"),
        load: Load::Long,
        ..get(
            Rule::Anybody,
            "/fairness",
            "getFairness",
            "matches",
            "Whom shortlists serve",
            Handler::Data(fairness::view),
        )
    },
    Route {
        about: "Of the assets that could serve each published need: how far other weights and other ways of putting the parts \
                together would change their order, and how far the order of these weights is from the usual one. Worked \
                out when first asked for.",
        parameters: &[&WEIGHTS, &FORMAT],
        schema: Some("Sensitivity"),
        load: Load::Long,
        ..get(
            Rule::Anybody,
            "/sensitivity",
            "getSensitivity",
            "matches",
            "How far an order stands when weights move",
            Handler::Data(sensitivity::view),
        )
    },
];
