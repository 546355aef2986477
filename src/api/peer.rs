//! Where a request comes from: the machine at the other end, or the one that a trusted proxy names.

use std::net::IpAddr;

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::api::connections::Peer;

/// The address to count tries by; `None` when there is no connection, as in tests.
#[must_use]
pub fn of(parts: &Parts, trusted: &[IpAddr]) -> Option<IpAddr> {
    Some(behind(connected(parts)?, &parts.headers, trusted))
}

/// The machine at the other end.
#[must_use]
pub fn connected(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<Peer>>().map(|ConnectInfo(Peer(address))| address.ip())
}

/// Whether a machine is one of these proxies.
#[must_use]
pub fn is_trusted(address: IpAddr, trusted: &[IpAddr]) -> bool {
    trusted.iter().any(|proxy| proxy.to_canonical() == address.to_canonical())
}

/// From the nearest machine backwards, the first that is not a proxy of ours. What stands before it in the header, the
/// caller may have made up.
fn behind(connected: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let named: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut nearest = connected;
    for name in named.iter().rev() {
        if !is_trusted(nearest, trusted) {
            break;
        }
        let Ok(address) = name.parse() else { break };
        nearest = address;
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_as_far_as_it_can_know() {
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let given = HeaderMap::from_iter([(
            "x-forwarded-for".parse().unwrap(),
            "198.51.100.9, 203.0.113.5, 10.0.0.2".parse().unwrap(),
        )]);
        let proxies = [address("10.0.0.1"), address("10.0.0.2")];
        for (connected, trusted, expected) in [
            ("192.0.2.1", &proxies[..], "192.0.2.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &proxies[..1], "10.0.0.2"),
            ("10.0.0.1", &proxies, "203.0.113.5"),
            ("::ffff:10.0.0.1", &proxies, "203.0.113.5"),
        ] {
            assert_eq!(behind(address(connected), &given, trusted), address(expected), "{connected} {trusted:?}");
        }
    }
}
