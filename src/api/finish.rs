//! What every answer gets on its way out: compression, HEAD, safety headers, and a way out of a panic.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::trace::TraceLayer;
use tracing::{Span, debug_span};

use crate::api::admission::{Admission, Turn};
use crate::api::kept::Kept;
use crate::api::problem::Problem;
use crate::api::{etag, packed, web};
use crate::publish::format::Format;

/// Puts the layers around the routes; the first layer is the innermost.
pub fn around(routes: Router, admission: Arc<Admission>, basemap_style_url: Option<&str>) -> Router {
    let policy = HeaderValue::try_from(web::content_security_policy(basemap_style_url)).ok();
    // Level 4 of each: brotli's own default takes a hundred times longer for a tenth less.
    let kept = Arc::new(Kept::new(packed::MOST_BYTES));
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(4));
    let compression = compression.compress_when(DefaultPredicate::new().and(may_be_packed));
    routes
        .layer(CatchPanicLayer::custom(panicked))
        .layer(compression)
        .layer(from_fn(move |request: Request, next: Next| {
            let (policy, kept, admission) = (policy.clone(), Arc::clone(&kept), Arc::clone(&admission));
            async move { finished(request, next, policy, &kept, &admission).await }
        }))
        .layer(TraceLayer::new_for_http().make_span_with(span))
}

/// Files that are kept as they come, and fetched in part, go as they are.
fn may_be_packed(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let media = headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
    media.and_then(Format::of_media).is_none_or(Format::is_text)
}

/// What the log says of a request: the secret of a link in a mail stands in its path and is left out.
fn span(request: &Request) -> Span {
    let path = request.uri().path();
    let is_link = path.contains("/password-resets/");
    let shown = if is_link { "/password-resets/..." } else { path };
    debug_span!("request", method = %request.method(), path = shown)
}

/// The last resort: whatever went wrong, the caller is told that it was not their doing.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| panic.downcast_ref::<String>().cloned());
    Problem::internal(said.unwrap_or_else(|| "a panic without words".to_owned())).into_response()
}

async fn finished(
    mut request: Request,
    next: Next,
    policy: Option<HeaderValue>,
    kept: &Kept<String, Bytes>,
    admission: &Admission,
) -> Response {
    let method = request.method().clone();
    // HEAD is GET without the body, so that no header can differ.
    if method == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    let preflight = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let with_token = request.headers().contains_key(header::AUTHORIZATION);
    let mut response = next.run(request).await;
    let is_head = method == Method::HEAD;
    let turn = response.extensions_mut().remove::<Option<Arc<Turn>>>();
    tag_of_coding(response.headers_mut());
    response = packed::once(response, kept, is_head).await;
    if !is_head {
        response = admission.outgoing.send(response).await.unwrap_or_else(IntoResponse::into_response);
    }
    // Until there is room for it the answer is still being worked on, so that no more of them wait than there are turns.
    drop(turn);
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let cache = headers.get(header::CACHE_CONTROL).and_then(|cache| cache.to_str().ok());
    let is_private = cache.is_some_and(|cache| cache.starts_with("private"));
    if is_private {
        // Not even as a picture or script of another website's page, whose timing and size would tell something.
        let name = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, HeaderValue::from_static("same-origin"));
    }
    // A page that sends a token itself knows it, and may read what it opens. What a browser adds of its own accord (a cookie,
    // a password it has kept) is worth nothing to it: browsers hide such answers when the origin is `*`.
    if (!is_private || with_token) && matches!(method, Method::GET | Method::HEAD | Method::OPTIONS) {
        share(headers, method == Method::OPTIONS && preflight);
    }
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    if let Some(policy) = policy.filter(|_| is_page) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if is_head { without_body(response) } else { response }
}

/// A strong tag names bytes, and compressed bytes are others.
fn tag_of_coding(headers: &mut HeaderMap) {
    let coding = headers.get(header::CONTENT_ENCODING).and_then(|coding| coding.to_str().ok()).map(str::to_owned);
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    if let (Some(coding), Some(tag)) = (coding, tag)
        && let Ok(tag) = HeaderValue::try_from(etag::encoded(&tag, &coding))
    {
        headers.insert(header::ETAG, tag);
    }
}

/// What a page elsewhere may read of an answer besides its body.
const EXPOSED: &str = "Accept-Ranges, Content-Crs, Content-Disposition, Content-Range, ETag, Link, \
                       OGC-NumberMatched, OGC-NumberReturned";

/// Public data may be read by any page (the fetch standard's CORS); what is posted is answered to our own page only.
fn share(headers: &mut HeaderMap, preflight: bool) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    if preflight {
        let allowed: [(HeaderName, &'static str); 3] = [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, If-Match, If-None-Match, If-Range, Range"),
            (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        ];
        for (name, value) in allowed {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

fn without_body(response: Response) -> Response {
    let length = response.body().size_hint().exact();
    let (mut parts, _) = response.into_parts();
    if let Some(length) = length
        && !parts.headers.contains_key(header::CONTENT_LENGTH)
        && !parts.headers.contains_key(header::TRANSFER_ENCODING)
    {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}
