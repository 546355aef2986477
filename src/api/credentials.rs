//! What a caller shows to be let in: cookies and the Authorization header, read and written.

use axum::http::{HeaderMap, header};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::app::people::{DEVICE_KNOWN, SESSION_AT_MOST, SignedIn};

/// The cookie of a session. The prefix makes browsers refuse one that another host or path has set (RFC 6265bis 4.1.3.2).
pub const SESSION_COOKIE: &str = "__Host-catmap";
/// The cookie by which a browser is known that somebody has signed in with.
pub const DEVICE_COOKIE: &str = "__Host-catmap-device";

/// What was shown. Nothing of it is checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The secret in the session cookie.
    pub session: Option<String>,
    /// The secret in the device cookie.
    pub device: Option<String>,
    /// A token; beside it the session cookie does not count.
    pub token: Option<String>,
}

impl Shown {
    /// What these headers show: cookies, and a token as Bearer (RFC 6750) or as the password of Basic (RFC 7617), which is
    /// what GIS programs can send.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let mut shown = Self::default();
        let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        for cookie in texts.flat_map(Cookie::split_parse).flatten() {
            match cookie.name() {
                SESSION_COOKIE => shown.session = Some(cookie.value().to_owned()),
                DEVICE_COOKIE => shown.device = Some(cookie.value().to_owned()),
                _ => {}
            }
        }
        let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        shown.token = authorization.map(|text| token_in(text).unwrap_or_default());
        shown
    }
}

/// The token in an Authorization header; `None` when it is of another kind.
fn token_in(authorization: &str) -> Option<String> {
    let (scheme, rest) = authorization.trim().split_once(' ')?;
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Some(rest.trim().to_owned()),
        "basic" => {
            let pair = String::from_utf8(from_base64(rest.trim())?).ok()?;
            Some(pair.split_once(':')?.1.to_owned())
        }
        _ => None,
    }
}

/// Bytes from Base64 (RFC 4648 section 4), with or without padding.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for group in text.chunks(4) {
        let mut bits = 0_u32;
        for letter in group {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        bits <<= 6 * (4 - group.len());
        let whole = bits.to_be_bytes();
        bytes.extend_from_slice(whole.get(1..group.len())?);
    }
    Some(bytes)
}

/// The cookies of somebody who has just signed in.
#[must_use]
pub fn cookies_of(signed_in: &SignedIn) -> Vec<String> {
    let session = cookie(SESSION_COOKIE, &signed_in.session, SESSION_AT_MOST);
    let device = signed_in.device.as_ref().map(|device| cookie(DEVICE_COOKIE, device, DEVICE_KNOWN));
    std::iter::once(session).chain(device).collect()
}

/// The cookie that takes a session's away.
#[must_use]
pub fn no_session() -> String {
    cookie(SESSION_COOKIE, "", Duration::ZERO)
}

/// Lax: a link from elsewhere leads to a page that knows its visitor, a form from elsewhere does not. No script can read it.
fn cookie(name: &'static str, value: &str, lasts: Duration) -> String {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(lasts)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &'static str, value: &str) -> Shown {
        Shown::of(&HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())]))
    }

    #[test]
    fn a_token_comes_as_bearer_or_as_the_password_of_basic() {
        for value in ["Bearer catmap_1", "bearer  catmap_1", "Basic YW55Ym9keTpjYXRtYXBfMQ==", "basic OmNhdG1hcF8x"] {
            assert_eq!(shown("authorization", value).token.as_deref(), Some("catmap_1"), "{value}");
        }
        for value in ["Digest x", "Basic", "Basic !!", "Basic YQ==", "nonsense", ""] {
            assert_eq!(shown("authorization", value).token.as_deref(), Some(""), "{value}: shown, and no token");
        }
    }

    #[test]
    fn cookies_are_found_among_others() {
        let found = shown("cookie", "a=b; __Host-catmap=s3cret; __Host-catmap-device=d; __Host-catmapx=no");
        assert_eq!((found.session.as_deref(), found.device.as_deref()), (Some("s3cret"), Some("d")));
        assert_eq!(shown("cookie", ";;=;\t").session, None);
    }

    #[test]
    fn a_cookie_stays_with_this_host_and_away_from_scripts_and_other_sites() {
        let text = cookie(SESSION_COOKIE, "s", SESSION_AT_MOST);
        assert_eq!(text, "__Host-catmap=s; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=1209600");
    }
}
