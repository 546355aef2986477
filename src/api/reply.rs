//! From an answer to HTTP: status, tag, what may be kept, links.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::api::call::Answer;
use crate::api::etag;
use crate::api::hands::InHand;
use crate::api::problem::{NO_SUCH_RANGE, Problem};
use crate::api::ranges::Part;
use crate::api::shelf::Shelved;
use crate::publish::html::HTML;

/// Read from disk at a time.
const CHUNK_BYTES: u64 = 1 << 18;

/// What of the request decides how the answer is sent.
pub struct Asked<'a> {
    /// Whether there was a choice of formats.
    pub is_negotiated: bool,
    /// Whether the answer is for this caller alone.
    pub is_private: bool,
    /// What the caller has already, and which part it wants.
    pub headers: &'a HeaderMap,
}

/// The answer as it is sent.
#[must_use]
pub fn response(answer: Answer, asked: &Asked<'_>) -> Response {
    let media = if answer.media == HTML { "text/html; charset=utf-8" } else { answer.media };
    let media = [(header::CONTENT_TYPE, media)];
    let given = |name| asked.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let is_shelved = answer.shelved.is_some();
    let mut response = if let Some((file, in_hand)) = answer.file {
        (answer.status, media, streamed(file, u64::MAX, in_hand)).into_response()
    } else if let Some(shelved) = answer.shelved {
        of_shelved(&shelved, &given).unwrap_or_else(|error| Problem::internal(error).into_response())
    } else if let Some(theirs) = answer.unchanged {
        (StatusCode::NOT_MODIFIED, [(header::ETAG, theirs)]).into_response()
    } else if answer.body.is_empty() {
        StatusCode::NO_CONTENT.into_response()
    } else if let Some(tag) = answer.tag.filter(|_| answer.kept) {
        match given(header::IF_NONE_MATCH).and_then(|given| etag::matching(given, &tag)) {
            Some(theirs) => (StatusCode::NOT_MODIFIED, [(header::ETAG, theirs)]).into_response(),
            None => (answer.status, media, [(header::ETAG, tag)], answer.body).into_response(),
        }
    } else {
        (answer.status, media, answer.body).into_response()
    };
    if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
        return response;
    }
    // Said of the whole answer by the layer that compresses, and to be said here as well (RFC 9110 section 15.4.5).
    let is_otherwise_packed = response.status() == StatusCode::NOT_MODIFIED && !is_shelved;
    let headers = response.headers_mut();
    let cache = match (answer.kept, asked.is_private) {
        // What everybody may have, and the page's service worker may keep (`web.rs`).
        (true, _) => "public, no-cache",
        (false, false) => "no-store",
        (false, true) => "private, no-store",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if asked.is_negotiated {
        headers.append(header::VARY, HeaderValue::from_static("Accept"));
    }
    if is_otherwise_packed {
        headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
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

/// A file of ours, or the part of it that was asked for (RFC 9110 sections 13.2.2 and 14).
fn of_shelved<'h>(shelved: &Shelved, given: &impl Fn(HeaderName) -> Option<&'h str>) -> std::io::Result<Response> {
    let (bytes, tag) = (shelved.bytes, shelved.tag.clone());
    if let Some(theirs) = given(header::IF_NONE_MATCH).and_then(|given| etag::matching(given, &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, theirs)]).into_response());
    }
    let part = Part::asked(given(header::RANGE), given(header::IF_RANGE), &tag, bytes);
    let (status, from, length) = match part {
        Part::Whole => (StatusCode::OK, 0, bytes),
        Part::Some { from, length } => (StatusCode::PARTIAL_CONTENT, from, length),
        Part::Missing => {
            let detail = format!("The file has {bytes} bytes. Ask for some of them, or leave out the Range header.");
            let answer = Problem::new(NO_SUCH_RANGE, detail).into_response();
            return Ok(([(header::CONTENT_RANGE, format!("bytes */{bytes}"))], answer).into_response());
        }
    };
    let mut file = shelved.open()?;
    file.seek(SeekFrom::Start(from))?;
    let headers = [
        (header::CONTENT_TYPE, shelved.media.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, tag),
    ];
    let mut response = (status, headers, streamed(file, length, None)).into_response();
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(range) = HeaderValue::try_from(format!("bytes {from}-{}/{bytes}", from + length - 1))
    {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// So many bytes of a file from where it stands, a chunk at a time. It is in the caller's hands until the last of it has
/// gone.
fn streamed(file: File, length: u64, in_hand: Option<InHand>) -> Body {
    Body::from_stream(stream::try_unfold((file.take(length), in_hand), |(mut file, in_hand)| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut chunk = Vec::new();
            (&mut file).take(CHUNK_BYTES).read_to_end(&mut chunk).map(|_| (chunk, file))
        });
        let (chunk, file) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!chunk.is_empty()).then_some((chunk, (file, in_hand))))
    }))
}
