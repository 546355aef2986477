//! The one table from what went wrong to an HTTP answer (RFC 9457, `application/problem+json`).
//!
//! What the caller reads (`detail`) and what the log keeps (`cause`) are two fields and never meet.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tracing::error;

use crate::app::{AppError, AssetRefusal};
use crate::publish::schema;

/// The media type of a problem.
pub const PROBLEM_MEDIA: &str = "application/problem+json";

/// What can go wrong, as a stable code, its status and its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// For programs; never changes.
    pub code: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// For people; the same for every problem of the kind.
    pub title: &'static str,
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $status:ident, $title:literal;)+) => {
        $($(#[$meta])* pub const $name: Kind = Kind { code: $code, status: StatusCode::$status, title: $title };)+
        /// Every kind of problem.
        pub const KINDS: &[Kind] = &[$($name,)+];
    };
}

kinds! {
    /// The request is not HTTP as it should be.
    BAD_REQUEST = "bad-request", BAD_REQUEST, "The request cannot be understood";
    /// A query parameter that the route does not have.
    UNKNOWN_PARAMETER = "unknown-parameter", BAD_REQUEST, "There is no such parameter here";
    /// A query parameter given twice with different values.
    CONFLICTING_PARAMETER = "conflicting-parameter", BAD_REQUEST, "A parameter is given twice with different values";
    /// A query parameter with a value that makes no sense.
    INVALID_PARAMETER = "invalid-parameter", BAD_REQUEST, "A parameter has a value that cannot be used";
    /// A body that is not JSON.
    INVALID_JSON = "invalid-json", BAD_REQUEST, "The body is not JSON";
    /// Understood, and will not be done.
    REFUSED = "refused", FORBIDDEN, "This is not allowed";
    /// Only for people who have signed in.
    NOT_SIGNED_IN = "not-signed-in", UNAUTHORIZED, "Please sign in";
    /// Signed in, and not allowed.
    NOT_ALLOWED = "not-allowed", FORBIDDEN, "You are not allowed to do this";
    /// A page of somebody else's tried to act in a person's name.
    CROSS_SITE = "cross-site", FORBIDDEN, "Another website asked for this";
    /// Too often.
    TOO_MANY = "too-many", TOO_MANY_REQUESTS, "Too many tries";
    /// Nothing is there.
    NOT_FOUND = "not-found", NOT_FOUND, "Not found";
    /// The address exists, the method does not.
    METHOD_NOT_ALLOWED = "method-not-allowed", METHOD_NOT_ALLOWED, "This address does not take that method";
    /// No representation the caller accepts.
    NOT_ACCEPTABLE = "not-acceptable", NOT_ACCEPTABLE, "Not available in the format asked for";
    /// The body took too long to arrive.
    TOO_SLOW = "too-slow", REQUEST_TIMEOUT, "The request took too long to arrive";
    /// Something else changed it first.
    CONFLICT = "conflict", CONFLICT, "Something else changed it first";
    /// Several things were to be changed and some of them cannot be; `refused` says which and why.
    SOME_REFUSED = "some-refused", CONFLICT, "Some of these cannot be changed";
    /// A part of a file that it does not have.
    NO_SUCH_RANGE = "no-such-range", RANGE_NOT_SATISFIABLE, "The file has no such part";
    /// A body that is too large.
    TOO_LARGE = "too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// A body of another kind.
    UNSUPPORTED_MEDIA = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "The body is of the wrong type";
    /// A value in the body makes no sense.
    INVALID_VALUE = "invalid-value", UNPROCESSABLE_ENTITY, "A value makes no sense";
    /// A key in the body that is not known.
    UNKNOWN_KEY = "unknown-key", UNPROCESSABLE_ENTITY, "The body has a key that is not known";
    /// A fault of ours.
    INTERNAL = "internal", INTERNAL_SERVER_ERROR, "Something went wrong here";
    /// The database cannot be reached, or the answer takes too long.
    UNAVAILABLE = "unavailable", SERVICE_UNAVAILABLE, "Not available just now";
}

/// One thing that went wrong.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    /// Boxed, because every handler's result makes room for it and few use it.
    told: Box<Told>,
}

#[derive(Debug)]
struct Told {
    detail: String,
    parameter: Option<String>,
    allow: Option<String>,
    cause: Option<String>,
    retry_after_s: Option<u64>,
    challenge: bool,
    unlogged: bool,
    refused: Vec<AssetRefusal>,
}

impl Problem {
    /// A problem with a sentence for whoever asked.
    #[must_use]
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let told = Told {
            detail: detail.into(),
            parameter: None,
            allow: None,
            cause: None,
            retry_after_s: None,
            challenge: false,
            unlogged: false,
            refused: Vec::new(),
        };
        Self { kind, told: Box::new(told) }
    }

    /// The same, naming the parameter or field at fault.
    #[must_use]
    pub fn at(mut self, parameter: impl Into<String>) -> Self {
        self.told.parameter = Some(parameter.into());
        self
    }

    /// The same, with the methods that would do.
    #[must_use]
    pub fn allowing(mut self, methods: &str) -> Self {
        self.told.allow = Some(methods.to_owned());
        self
    }

    /// The same, with what only the log should know.
    #[must_use]
    pub fn because(mut self, cause: &impl std::fmt::Display) -> Self {
        self.told.cause = Some(cause.to_string());
        self
    }

    /// The same, with how many seconds to wait before trying again.
    #[must_use]
    pub fn after(mut self, seconds: u64) -> Self {
        self.told.retry_after_s = Some(seconds);
        self
    }

    /// The same, asking a program for a name and password (RFC 7617). A browser would show its own dialog, so it must
    /// never be sent to one.
    #[must_use]
    pub fn challenging(mut self) -> Self {
        self.told.challenge = true;
        self
    }

    /// The same, which somebody else tells the log of.
    #[must_use]
    pub fn unlogged(mut self) -> Self {
        self.told.unlogged = true;
        self
    }

    /// The same, with what is refused of each asset.
    #[must_use]
    pub fn refusing(mut self, refused: Vec<AssetRefusal>) -> Self {
        self.told.refused = refused;
        self
    }

    /// A fault of ours: one sentence for the caller, the truth for the log.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::new(INTERNAL, "This is a fault in catmap, not in what you sent. It has been logged.").because(&cause)
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let detail = sentence(&error.to_string());
        match error {
            AppError::NotFound { .. } => Self::new(NOT_FOUND, detail),
            AppError::NotSignedIn(_) => Self::new(NOT_SIGNED_IN, detail),
            AppError::NotAllowed(_) => Self::new(NOT_ALLOWED, detail),
            AppError::TooMany { wait_s } => Self::new(TOO_MANY, detail).after(wait_s),
            AppError::Refused(_) => Self::new(REFUSED, detail),
            AppError::Invalid { field, reason } => Self::new(INVALID_VALUE, sentence(&reason)).at(field),
            AppError::Conflict(_) => Self::new(CONFLICT, detail),
            AppError::AssetsRefused(refused) => Self::new(SOME_REFUSED, detail).refusing(refused),
            AppError::Busy(_) => Self::new(UNAVAILABLE, detail.clone()).because(&detail),
            AppError::Unavailable { cause } => Self::new(UNAVAILABLE, detail).because(&cause),
        }
    }
}

/// With a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let capital: String = characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{capital}{}{stop}", characters.as_str())
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Told { detail, parameter, allow, cause, retry_after_s, challenge, unlogged, refused } = *self.told;
        if self.kind.status.is_server_error() && !unlogged {
            error!(
                code = self.kind.code,
                cause = cause.as_deref().unwrap_or("unknown"),
                "answered with a server error"
            );
        }
        let mut body = json!({
            "type": format!("urn:catmap:problem:{}", self.kind.code),
            "title": self.kind.title,
            "status": self.kind.status.as_u16(),
            "code": self.kind.code,
            "detail": detail,
        });
        if let Some(parameter) = parameter {
            body["parameter"] = parameter.into();
        }
        if !refused.is_empty() {
            let told = |one: &AssetRefusal| json!({ "asset": one.asset, "detail": sentence(&one.reason) });
            body["refused"] = refused.iter().map(told).collect();
        }
        let headers = [(header::CONTENT_TYPE, PROBLEM_MEDIA), (header::CACHE_CONTROL, "no-store")];
        let mut response = (self.kind.status, headers, body.to_string()).into_response();
        if let Some(allow) = allow.and_then(|methods| HeaderValue::try_from(methods).ok()) {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        let usual_wait_s = (self.kind.status == StatusCode::SERVICE_UNAVAILABLE).then_some(5);
        if let Some(seconds) = retry_after_s.or(usual_wait_s) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if challenge {
            let basic = HeaderValue::from_static("Basic realm=\"catmap\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, basic);
        }
        response
    }
}

/// The schema of a problem.
#[must_use]
pub fn schema() -> Value {
    let codes: Vec<&str> = KINDS.iter().map(|kind| kind.code).collect();
    let mut schema = schema::object(
        "What went wrong (RFC 9457).",
        [
            ("type", schema::text("The kind of problem as a URI.")),
            ("title", schema::text("The kind of problem in words.")),
            ("status", schema::integer("HTTP status.")),
            ("code", schema::word("The kind of problem for programs.", &codes)),
            ("detail", schema::text("What is wrong here and what would be right.")),
        ],
    );
    schema["properties"]["parameter"] = schema::text("The parameter or field at fault.");
    let refusal = schema::object(
        "One that cannot be changed.",
        [("asset", schema::text("The id of the asset.")), ("detail", schema::text("Why, and what would be right."))],
    );
    schema["properties"]["refused"] = schema::list("Each asset that cannot be changed.", refusal);
    schema
}
