//! The service itself: where to begin, what it holds to, how it is.

use crate::api::admission::Load;
use crate::api::params::FORMAT;
use crate::api::routes::{DOCUMENT, Handler, Route, get};
use crate::api::{about, method, ogc, openapi};
use crate::domain::permission::Rule;
use crate::publish::html::HTML;

pub(super) static ROUTES: &[Route] = &[
    Route {
        about: "For a browser that does not say f=html, the map.",
        parameters: &[&FORMAT],
        offers: DOCUMENT,
        schema: Some("LandingPage"),
        ..get(
            Rule::Anybody,
            "/",
            "getLandingPage",
            "service",
            "Where to go from here",
            Handler::Fixed(ogc::landing::landing),
        )
    },
    Route {
        offers: DOCUMENT,
        schema: Some("Conformance"),
        ..get(
            Rule::Anybody,
            "/conformance",
            "getConformance",
            "service",
            "Standards that hold",
            Handler::Fixed(ogc::landing::conformance),
        )
    },
    Route {
        offers: &[openapi::MEDIA, "application/json", HTML],
        ..get(Rule::Anybody, "/api", "getApi", "service", "This document", Handler::Data(openapi::answer))
    },
    Route {
        schema: Some("About"),
        ..get(
            Rule::Anybody,
            "/about",
            "getAbout",
            "service",
            "Sources, criteria and words",
            Handler::Data(about::about),
        )
    },
    Route {
        about: "What scores are anchored in, how much uplift may count for today and why, and the last back-test.",
        schema: Some("Method"),
        ..get(
            Rule::Anybody,
            "/method",
            "getMethod",
            "service",
            "How scores are made and tested",
            Handler::Data(method::method),
        )
    },
    Route {
        schema: Some("Health"),
        load: Load::Light,
        ..get(Rule::Anybody, "/health", "getHealth", "service", "Whether all is well", Handler::Data(about::health))
    },
];
