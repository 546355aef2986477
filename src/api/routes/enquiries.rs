//! Questions about buildings, and what becomes of them.

use axum::http::StatusCode;

use crate::api::enquiries;
use crate::api::params::{COUNCIL, CURSOR, ENQUIRY_STATE, FORMAT, ID, LIMIT};
use crate::api::routes::{BodyOf, Handler, Route, Verb, get};
use crate::domain::permission::Rule;

pub(super) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Post,
        about: "It goes to the officers of the asset's council, or of the borough of a building that is not on the map; where that is \
                not known, to administrators. Nobody else ever sees who asked what.",
        body: BodyOf::Json("EnquiryGiven"),
        status: StatusCode::CREATED,
        schema: Some("EnquirySent"),
        ..get(
            Rule::Anybody,
            "/enquiries",
            "askAboutBuilding",
            "enquiries",
            "Ask about a building",
            Handler::Action(enquiries::ask),
        )
    },
    Route {
        about: "Those that went to the caller's councils; administrators see all. Newest first.",
        parameters: &[&COUNCIL, &ENQUIRY_STATE, &LIMIT, &CURSOR, &FORMAT],
        schema: Some("Enquiries"),
        ..get(
            Rule::OfficerInPerson,
            "/enquiries",
            "getEnquiries",
            "enquiries",
            "What was asked",
            Handler::Action(enquiries::all),
        )
    },
    Route {
        parameters: &[&ID, &FORMAT],
        schema: Some("Enquiry"),
        ..get(
            Rule::OfficerInPerson,
            "/enquiries/{id}",
            "getEnquiry",
            "enquiries",
            "One enquiry",
            Handler::Action(enquiries::one),
        )
    },
    Route {
        verb: Verb::Patch,
        about: "Any state may follow any other, so that a change is taken back by sending what was there before.",
        parameters: &[&ID, &FORMAT],
        body: BodyOf::Json("EnquiryProgress"),
        schema: Some("Enquiry"),
        ..get(
            Rule::OfficerInPerson,
            "/enquiries/{id}",
            "changeEnquiry",
            "enquiries",
            "Say how far an enquiry has got",
            Handler::Action(enquiries::change),
        )
    },
];
