//! The address of the service as the caller knows it, for the absolute links that GIS clients need.
//!
//! The setting `public-url` when it is there. Otherwise what a proxy says that is named in `trusted-proxies`, in the headers
//! `X-Forwarded-Proto`, `-Host` and `-Prefix`: the last value of each, which is the one the nearest proxy wrote. From
//! anybody else these are not read, since anybody can send them. Otherwise the request's own Host header. Each part is checked,
//! because it ends up in links.

use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

use crate::api::{ApiOptions, peer};

/// The address, without a slash at the end; `None` when the host is none.
#[must_use]
pub fn of(options: &ApiOptions, parts: &Parts) -> Option<String> {
    if let Some(url) = &options.public_url {
        return Some(url.trim_end_matches('/').to_owned());
    }
    let host = match parts.headers.get(header::HOST) {
        Some(host) => host.to_str().ok()?,
        None => parts.uri.authority().map_or("localhost", Authority::as_str),
    };
    let near = peer::connected(parts).filter(|near| peer::is_trusted(*near, &options.trusted_proxies));
    let said = |name: &str| near.and_then(|_| last(&parts.headers, name));
    let scheme = said("x-forwarded-proto").filter(|scheme| matches!(*scheme, "http" | "https")).unwrap_or("http");
    let host = said("x-forwarded-host").unwrap_or(host);
    let prefix = said("x-forwarded-prefix").map(|prefix| prefix.trim_end_matches('/')).unwrap_or_default();
    (is_host(host) && is_prefix(prefix)).then(|| format!("{scheme}://{host}{prefix}"))
}

/// The last value of a header, wherever its commas are.
fn last<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get_all(name).iter().next_back()?.to_str().ok()?.rsplit(',').next().map(str::trim)
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

/// Nothing, or a path such as "/catmap" whose parts are plain.
fn is_prefix(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.bytes().all(|byte| byte == b'.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    text.is_empty() || (text.len() <= 255 && text.strip_prefix('/').is_some_and(|path| path.split('/').all(plain)))
}

#[cfg(test)]
mod tests {
    use axum::extract::ConnectInfo;
    use axum::http::Request;

    use super::*;
    use crate::api::connections::Peer;

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

    #[test]
    fn a_prefix_is_a_plain_path_and_nothing_else() {
        for good in ["", "/catmap", "/gis/v1.0/catmap_2~x"] {
            assert!(is_prefix(good), "{good}");
        }
        for bad in ["catmap", "//evil.example", "/a//b", "/..", "/a/./b", "/a?b", "/a\"b", "/a b", "/%2e"] {
            assert!(!is_prefix(bad), "{bad}");
        }
    }

    #[test]
    fn a_trusted_proxy_says_where_people_come_in_and_nobody_else_does() {
        let options = ApiOptions { trusted_proxies: vec!["10.0.0.1".parse().unwrap()], ..ApiOptions::default() };
        let address = |from: Option<&str>, headers: &[(&str, &str)], options: &ApiOptions| {
            let mut request = Request::builder().uri("/").header("host", "inside:8080");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            if let Some(from) = from {
                request = request.extension(ConnectInfo(Peer(format!("{from}:9").parse().unwrap())));
            }
            of(options, &request.body(()).unwrap().into_parts().0)
        };
        let said = [
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "forged.example, maps.example"),
            ("x-forwarded-prefix", "/catmap/"),
        ];
        let inside = Some("http://inside:8080".to_owned());
        assert_eq!(address(Some("10.0.0.1"), &said, &options), Some("https://maps.example/catmap".to_owned()));
        assert_eq!(address(Some("10.0.0.2"), &said, &options), inside);
        assert_eq!(address(None, &said, &options), inside);
        assert_eq!(address(Some("10.0.0.1"), &said, &ApiOptions::default()), inside);
        assert_eq!(address(Some("10.0.0.1"), &[], &options), inside);
        for (name, value) in [("x-forwarded-host", "a/b"), ("x-forwarded-prefix", "//evil.example")] {
            assert_eq!(address(Some("10.0.0.1"), &[(name, value)], &options), None, "{name}: {value}");
        }
        assert_eq!(address(Some("10.0.0.1"), &[("x-forwarded-proto", "javascript")], &options), inside);
        let public = ApiOptions { public_url: Some("https://set.example/".to_owned()), ..options };
        assert_eq!(address(Some("10.0.0.1"), &said, &public), Some("https://set.example".to_owned()));
    }
}
