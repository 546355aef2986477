//! Each public answer is compressed once in each coding, however often it is asked for.
//!
//! The layer that compresses does so while its answer is read. So an answer whose compressed bytes are known by their tag, which
//! names bytes, is given those, and the layer's own is dropped unread.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;

use crate::api::kept::Kept;
use crate::api::problem::Problem;

/// Bytes of compressed answers kept.
pub const MOST_BYTES: usize = 64 << 20;

/// The largest that is kept; what is larger goes out as it is compressed.
const MOST_OF_ONE: usize = 8 << 20;

/// The same answer, from what is kept where it can be. An answer to HEAD is not compressed for that.
pub async fn once(response: Response, kept: &Kept<String, Bytes>, is_head: bool) -> Response {
    let Some(tag) = tag(&response) else { return response };
    let (mut parts, mut body) = response.into_parts();
    if let Some(bytes) = kept.find(&tag) {
        parts.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        return Response::from_parts(parts, Body::from(bytes));
    }
    if is_head {
        return Response::from_parts(parts, body);
    }
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => read.extend(frame.into_data().ok().into_iter().flatten()),
            Err(error) => return Problem::internal(error).into_response(),
        }
        if read.len() > MOST_OF_ONE {
            let first = stream::iter([Ok(Bytes::from(read))]);
            return Response::from_parts(parts, Body::from_stream(first.chain(body.into_data_stream())));
        }
    }
    let bytes = kept.get(tag, || Bytes::from(read));
    parts.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
    Response::from_parts(parts, Body::from(bytes))
}

/// The tag of a compressed answer that anybody may keep.
fn tag(response: &Response) -> Option<String> {
    let headers: &HeaderMap = response.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_public =
        text(header::CACHE_CONTROL).is_some_and(|cache| !cache.contains("private") && !cache.contains("no-store"));
    let is_whole = response.status() == StatusCode::OK && headers.contains_key(header::CONTENT_ENCODING);
    text(header::ETAG).filter(|_| is_public && is_whole).map(str::to_owned)
}
