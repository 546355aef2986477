//! From an answer to HTTP: status, tag, what may be kept, links.

use std::fs::File;
use std::io::Read;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::api::call::Answer;
use crate::api::etag;
use crate::api::hands::InHand;
use crate::publish::html::HTML;

/// Read from disk at a time.
const CHUNK_BYTES: u64 = 1 << 18;

/// What of the request decides how the answer is sent.
pub struct Asked<'a> {
    /// Whether there was a choice of formats.
    pub is_negotiated: bool,
    /// Whether the answer is for this caller alone.
    pub is_private: bool,
    /// The tags of what the caller has already.
    pub tag: Option<&'a HeaderValue>,
}

/// The answer as it is sent.
#[must_use]
pub fn response(answer: Answer, asked: &Asked<'_>) -> Response {
    let media = if answer.media == HTML { "text/html; charset=utf-8" } else { answer.media };
    let media = [(header::CONTENT_TYPE, media)];
    let mut response = if let Some((file, in_hand)) = answer.file {
        (answer.status, media, streamed(file, in_hand)).into_response()
    } else if answer.body.is_empty() {
        StatusCode::NO_CONTENT.into_response()
    } else if !answer.kept {
        (answer.status, media, answer.body).into_response()
    } else {
        let tag = etag::of(&answer.body, answer.media);
        let given = asked.tag.and_then(|given| given.to_str().ok());
        match given.and_then(|given| etag::matching(given, &tag)) {
            Some(theirs) => (StatusCode::NOT_MODIFIED, [(header::ETAG, theirs)]).into_response(),
            None => (answer.status, media, [(header::ETAG, tag)], answer.body).into_response(),
        }
    };
    let headers = response.headers_mut();
    let cache = match (answer.kept, asked.is_private) {
        (true, _) => "no-cache",
        (false, false) => "no-store",
        (false, true) => "private, no-store",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if asked.is_negotiated {
        headers.append(header::VARY, HeaderValue::from_static("Accept"));
    }
    if asked.is_private {
        headers.append(header::VARY, HeaderValue::from_static("Cookie, Authorization"));
    }
    for (name, value) in answer.headers {
        headers.append(name, value);
    }
    for link in answer.links {
        let text = format!("<{}>; rel=\"{}\"; type=\"{}\"", link.href, link.rel, link.media_type);
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.append(header::LINK, value);
        }
    }
    response
}

/// A file from where it stands to its end, a chunk at a time. It is in the caller's hands until the last of it has gone.
fn streamed(file: File, in_hand: Option<InHand>) -> Body {
    Body::from_stream(stream::try_unfold((file, in_hand), |(mut file, in_hand)| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut chunk = Vec::new();
            (&mut file).take(CHUNK_BYTES).read_to_end(&mut chunk).map(|_| (chunk, file))
        });
        let (chunk, file) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!chunk.is_empty()).then_some((chunk, (file, in_hand))))
    }))
}
