//! The web page, carried inside the program: built by Vite into `web/dist` before the program is. Also the stylesheet of
//! the pages that are made from data.
//!
//! The page can be installed (`manifest.webmanifest`), and its last view can be read without a network: its service worker
//! (`worker.js`, from `web/src/worker`) keeps the page's files and the last answers whose `Cache-Control` says `public`.
//! `reply.rs` says so of what everybody may have, and never of an answer to somebody who is signed in. What has no hash in
//! its name is asked for anew each time, the worker above all, so that nobody is left with the page of an older program.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::api::etag;
use crate::publish::html;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/web/dist"]
#[allow_missing = true]
struct Bundle;

/// Files whose names carry a hash of their content, so that they may be kept for ever.
const HASHED: &str = "web/";

/// Shown at `/` by a program that was built without the page.
const WITHOUT_PAGE: &str = include_str!("without_page.html");

/// The page at `/`.
#[must_use]
pub fn front_page(headers: &HeaderMap) -> Response {
    file("index.html", headers)
        .unwrap_or_else(|| reply(headers, WITHOUT_PAGE.as_bytes(), "text/html; charset=utf-8", false))
}

/// A file of the page by its path, without the slash in front.
#[must_use]
pub fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path == html::STYLE_FILE {
        return Some(reply(headers, html::STYLE.as_bytes(), media_of(path), false));
    }
    let found = Bundle::get(path)?;
    Some(reply(headers, &found.data, media_of(path), path.starts_with(HASHED)))
}

fn reply(headers: &HeaderMap, bytes: &[u8], media: &'static str, hashed: bool) -> Response {
    let tag = etag::of(bytes, media);
    let cache = if hashed { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|given| given.to_str().ok());
    let mut response = match known.and_then(|given| etag::matching(given, &tag)) {
        Some(theirs) => (StatusCode::NOT_MODIFIED, [(header::ETAG, theirs)]).into_response(),
        None => ([(header::ETAG, tag), (header::CONTENT_TYPE, media.to_owned())], bytes.to_vec()).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

fn media_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// What a page may load (`default-src 'self'`, no inline script or style); the basemap's host is let in when one is set.
#[must_use]
pub fn content_security_policy(basemap_style_url: Option<&str>) -> String {
    let basemap = basemap_style_url.and_then(origin_of).map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'self'; img-src 'self' data: blob:{basemap}; style-src 'self'; worker-src 'self'; manifest-src 'self'; \
         connect-src 'self'{basemap}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Scheme and host of an address: `https://tiles.example`.
fn origin_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
    (plain(host) && matches!(scheme, "http" | "https")).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_host_of_the_basemap_is_let_in() {
        let policy = content_security_policy(Some("https://tiles.example:8443/style.json?key=1"));
        assert!(policy.contains("connect-src 'self' https://tiles.example:8443;"), "{policy}");
        for odd in [None, Some("nonsense"), Some("https://"), Some("https://a b;script-src *"), Some("data://x")] {
            assert!(content_security_policy(odd).contains("connect-src 'self';"), "{odd:?}");
        }
    }
}
