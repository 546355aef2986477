//! Who is asking, and whether the rule of the address lets them in.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::api::problem::{CROSS_SITE, NOT_ALLOWED, NOT_SIGNED_IN, Problem};
use crate::api::{ApiState, Handler, Route, Verb};
use crate::domain::permission::Viewer;

/// Somebody who has been let in.
pub struct Entered {
    /// Who.
    pub viewer: Viewer,
    /// Where from.
    pub peer: Option<IpAddr>,
}

/// Lets a caller in, or says why not.
///
/// # Errors
/// 401 when the address is for people who have signed in, 403 when it is not for this person, or when the page of
/// another website asks for a change.
pub fn enter(state: &ApiState, route: &Route, base: &str, parts: &Parts) -> Result<Entered, Problem> {
    let viewer = Viewer::Visitor;
    if !route.rule.admits(&viewer) {
        return Err(match viewer {
            Viewer::Visitor => not_signed_in(&parts.headers),
            Viewer::Person(_) => {
                Problem::new(NOT_ALLOWED, "You are signed in, but this is not open to you. Ask your administrator.")
            }
        });
    }
    let changes = route.verb != Verb::Get && matches!(route.handler, Handler::Action(_));
    if changes && is_of_another_site(&parts.headers, base, state.options.public_url.is_some()) {
        let detail = "This was asked for by another website, so it was not done. Open catmap itself and try there.";
        return Err(Problem::new(CROSS_SITE, detail));
    }
    Ok(Entered { viewer, peer: peer(parts) })
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())
}

/// "Please sign in". Programs are asked for a name and password in HTTP's own way; browsers never are, because they would
/// show a dialog of their own.
fn not_signed_in(headers: &HeaderMap) -> Problem {
    let problem = Problem::new(NOT_SIGNED_IN, "Please sign in to see this.");
    if is_browser(headers) { problem } else { problem.challenging() }
}

/// Whether a browser asks: it says so in headers that pages cannot change, or wants HTML.
fn is_browser(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    headers.contains_key("sec-fetch-site")
        || headers.contains_key("sec-fetch-mode")
        || headers.contains_key(header::ORIGIN)
        || accepts.flat_map(|accept| accept.split(',')).any(|media| media.trim().starts_with("text/html"))
}

/// Whether the page of another website asks (Fetch Metadata, else the Origin header). A caller that sends neither is no
/// browser of today.
fn is_of_another_site(headers: &HeaderMap, base: &str, scheme_is_known: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) => false,
        (Some(_), _) => true,
        (None, Some(origin)) if scheme_is_known => origin != origin_of(base),
        // Behind a proxy without `public-url` we do not know whether people come by http or https.
        (None, Some(origin)) => {
            origin.split_once("://").map(|(_, host)| host) != base.split_once("://").map(|(_, h)| h)
        }
        (None, None) => false,
    }
}

/// Scheme, host and port of an address.
fn origin_of(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    base[host..].find('/').map_or(base, |end| &base[..host + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_page_may_act_in_a_persons_name() {
        for (given, known, other) in [
            (&[("sec-fetch-site", "same-origin")][..], true, false),
            (&[("sec-fetch-site", "none")], true, false),
            (&[("sec-fetch-site", "same-site")], true, true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://map.example")], true, true),
            (&[("origin", "https://map.example")], true, false),
            (&[("origin", "http://map.example")], true, true),
            (&[("origin", "http://map.example")], false, false),
            (&[("origin", "https://map.example.evil")], false, true),
            (&[("origin", "null")], false, true),
        ] {
            assert_eq!(is_of_another_site(&headers(given), "https://map.example", known), other, "{given:?}");
        }
        assert!(!is_of_another_site(&headers(&[("origin", "https://a.example")]), "https://a.example/catmap", true));
    }

    #[test]
    fn a_browser_is_never_asked_in_its_own_dialog() {
        for given in [&[("accept", "text/html,*/*;q=0.8")][..], &[("sec-fetch-mode", "cors")], &[("origin", "null")]] {
            assert!(is_browser(&headers(given)), "{given:?}");
        }
        assert!(!is_browser(&headers(&[("accept", "application/json, */*")])));
    }
}
