//! Who is asking, and whether the rule of the address lets them in.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::api::credentials::Shown;
use crate::api::problem::{CROSS_SITE, NOT_ALLOWED, NOT_SIGNED_IN, Problem};
use crate::api::routes::{Handler, Route, Verb};
use crate::api::{ApiState, peer};
use crate::app::AppError;
use crate::app::people::Pass;
use crate::domain::permission::Viewer;

/// Somebody who has been let in.
pub struct Entered {
    /// Who.
    pub viewer: Viewer,
    /// What they showed.
    pub shown: Shown,
    /// Where from.
    pub peer: Option<IpAddr>,
}

/// Lets a caller in, or says why not.
///
/// # Errors
/// 401 when the address is for people who have signed in, or the token is not known; 403 when it is not for this person,
/// or when the page of another website asks for a change.
pub async fn enter(state: &ApiState, route: &Route, base: &str, parts: &Parts) -> Result<Entered, Problem> {
    let shown = Shown::of(&parts.headers);
    let changes = route.verb != Verb::Get && matches!(route.handler, Handler::Action(_));
    let comes_with_session = shown.token.is_none() && shown.session.is_some();
    if changes && is_of_another_site(&parts.headers, base, state.options.public_url.is_some(), comes_with_session) {
        let detail = "This was asked for by another website, so it was not done. Open catmap itself and try there.";
        return Err(Problem::new(CROSS_SITE, detail));
    }
    let viewer = match (&shown.token, &shown.session) {
        (Some(token), _) => state.people.enter(Pass::Token(token)).await.map_err(|error| match error {
            AppError::NotSignedIn(sentence) => refused(&parts.headers, &sentence),
            other => other.into(),
        })?,
        (None, Some(session)) => state.people.enter(Pass::Session(session)).await?,
        (None, None) => Viewer::Visitor,
    };
    if !route.rule.admits(&viewer) {
        return Err(match viewer {
            Viewer::Visitor => refused(&parts.headers, "Please sign in to see this."),
            Viewer::Person(_) => {
                Problem::new(NOT_ALLOWED, "You are signed in, but this is not open to you. Ask your administrator.")
            }
        });
    }
    if route.rule.is_in_person() && shown.token.is_some() {
        return Err(Problem::new(NOT_ALLOWED, "A token does not open this. Sign in with your password."));
    }
    Ok(Entered { viewer, peer: peer::of(parts, &state.options.trusted_proxies), shown })
}

/// "Please sign in". Programs are asked for a name and password in HTTP's own way; browsers never are, because they would
/// show a dialog of their own.
fn refused(headers: &HeaderMap, sentence: &str) -> Problem {
    let problem = Problem::new(NOT_SIGNED_IN, sentence);
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
/// browser of today, and has no business with a session. Tokens are asked too: a browser may have kept one for Basic.
fn is_of_another_site(headers: &HeaderMap, base: &str, scheme_is_known: bool, comes_with_session: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) => false,
        (Some(_), _) => true,
        (None, Some(origin)) if scheme_is_known => origin != origin_of(base),
        // Behind a proxy without `public-url` we do not know whether people come by http or https.
        (None, Some(origin)) => {
            origin.split_once("://").map(|(_, host)| host) != origin_of(base).split_once("://").map(|(_, host)| host)
        }
        (None, None) => comes_with_session,
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
            assert_eq!(is_of_another_site(&headers(given), "https://map.example", known, false), other, "{given:?}");
        }
        // Below a path, too, with a scheme that only the proxy knows.
        for scheme_is_known in [true, false] {
            let own = headers(&[("origin", "https://a.example")]);
            assert!(!is_of_another_site(&own, "https://a.example/catmap", scheme_is_known, true));
        }
        assert!(is_of_another_site(&headers(&[]), "https://map.example", true, true));
        assert!(!is_of_another_site(&headers(&[]), "https://map.example", true, false), "a program");
    }

    #[test]
    fn a_browser_is_never_asked_in_its_own_dialog() {
        for given in [&[("accept", "text/html,*/*;q=0.8")][..], &[("sec-fetch-mode", "cors")], &[("origin", "null")]] {
            assert!(is_browser(&headers(given)), "{given:?}");
        }
        assert!(!is_browser(&headers(&[("accept", "application/json, */*")])));
    }
}
