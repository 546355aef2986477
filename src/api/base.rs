//! The address of the service as the caller knows it, for the absolute links that GIS clients need.
//!
//! The setting `public-url` when it is there; otherwise the request's own Host header, which is checked, since it ends up
//! in links. `X-Forwarded-*` headers are not read: anybody can send them, and the setting does what they would.

use axum::http::{HeaderMap, Uri, header};

/// The address, without a slash at the end; `None` when the Host header is not a host.
#[must_use]
pub fn of(public_url: Option<&str>, headers: &HeaderMap, uri: &Uri) -> Option<String> {
    if let Some(url) = public_url {
        return Some(url.trim_end_matches('/').to_owned());
    }
    let host = match headers.get(header::HOST) {
        Some(host) => host.to_str().ok()?,
        None => uri.authority().map_or("localhost", axum::http::uri::Authority::as_str),
    };
    is_host(host).then(|| format!("http://{host}"))
}

/// A name or address, perhaps with a port: "catmap.example:8080", "127.0.0.1", `[::1]:8080`.
fn is_host(text: &str) -> bool {
    let named = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let numbered = |port: &str| !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, rest)) => (address.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b)), rest),
        None => {
            let (name, port) = text.split_at(text.find(':').unwrap_or(text.len()));
            (named(name), port)
        }
    };
    text.len() <= 255 && host && (port.is_empty() || port.strip_prefix(':').is_some_and(numbered))
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn a_host_is_a_name_or_address_with_perhaps_a_port_and_nothing_else() {
        for good in ["localhost", "catmap.example:8080", "127.0.0.1:0", "[::1]:8080", "[::1]"] {
            assert!(is_host(good), "{good}");
        }
        for bad in ["", "a b", "evil/path", "a\"b", "<x>", "user@host", "host:", "host:123456", "host:8o", "[::1", "é"]
        {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
