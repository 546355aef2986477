//! Guessing takes for ever, and nobody is locked out by another's guesses. Time is moved by hand.

use std::time::Duration;

use axum::http::Method;
use serde_json::json;

use super::help::{Browser, PASSWORD, link, mails, person};
use crate::api::Service;

const EMAIL: &str = "victim@knowsley.example";

/// An attacker's guesses until they are told to wait, from one address after another; how many were heard.
async fn guess(service: &Service) -> usize {
    const ADDRESSES: [&str; 4] = ["198.51.100.1", "198.51.100.2", "203.0.113.7", "2001:db8::1"];
    for guess in 0..200 {
        let attacker = Browser { address: ADDRESSES[guess % 4], ..Browser::new(service) };
        let reply = attacker.sign_in(EMAIL, &format!("guess number {guess}")).await;
        if reply.status == 429 {
            let wait: u64 = reply.header("retry-after").parse().unwrap();
            assert!((1..=180).contains(&wait), "{wait}");
            assert_eq!(reply.json()["code"], "too-many");
            return guess;
        }
        assert_eq!(reply.status, 401);
    }
    panic!("two hundred guesses were heard");
}

#[tokio::test]
async fn guesses_at_one_account_are_few_from_however_many_addresses() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    assert_eq!(guess(&service).await, 10);
    let hashes = service.people.hashes_made();
    assert_eq!(guess(&service).await, 0);
    assert_eq!(service.people.hashes_made(), hashes, "what is not heard costs nothing");
    service.clock.go_on(Duration::from_secs(181));
    assert_eq!(guess(&service).await, 1, "one more every three minutes");
}

#[tokio::test]
async fn signing_in_from_many_browsers_locks_nobody_out_and_gives_an_attacker_no_guess_more() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    let wrong = || async { Browser::new(&service).sign_in(EMAIL, "a wrong one").await.status.as_u16() };
    let right = || async { Browser::new(&service).sign_in(EMAIL, PASSWORD).await.status.as_u16() };
    for _ in 0..20 {
        assert_eq!(right().await, 200);
    }
    for _ in 0..10 {
        assert_eq!(wrong().await, 401);
        // The last wrong one takes the last try, which the right one would need.
        right().await;
    }
    assert_eq!((wrong().await, right().await), (429, 429), "ten wrong ones are as many as ever");
}

#[tokio::test]
async fn an_address_that_is_not_known_is_limited_just_the_same() {
    let service = Service::usual().await;
    assert_eq!(guess(&service).await, 10);
}

#[tokio::test]
async fn a_browser_that_signed_in_before_is_not_locked_out_by_an_attacker() {
    let service = Service::usual().await;
    let own = Browser::of(&service, EMAIL, &[]).await;
    own.ask(Method::DELETE, "/session", None).await;
    guess(&service).await;
    assert_eq!(own.sign_in(EMAIL, PASSWORD).await.status, 200);
    // Not even when the attacker sits behind the same address.
    let neighbour = Browser { address: "192.0.2.1", ..Browser::new(&service) };
    assert_eq!(neighbour.sign_in(EMAIL, PASSWORD).await.status, 429, "for strangers the right password waits too");
    own.ask(Method::DELETE, "/session", None).await;
    assert_eq!(own.sign_in(EMAIL, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_known_browser_has_few_guesses_too_and_only_at_the_account_it_is_known_for() {
    let service = Service::usual().await;
    let own = Browser::of(&service, EMAIL, &[]).await;
    for _ in 0..9 {
        assert_eq!(own.sign_in(EMAIL, "a wrong one").await.status, 401);
    }
    own.sign_in(EMAIL, "a wrong one").await;
    assert_eq!(own.sign_in(EMAIL, PASSWORD).await.status, 429);
    person(&service, "other@example.org", &[]).await;
    let mut heard = 0;
    while own.sign_in("other@example.org", "a wrong one").await.status == 401 {
        heard += 1;
    }
    assert_eq!(heard, 10, "as a stranger");
}

#[tokio::test]
async fn a_victim_on_a_new_device_can_always_set_a_password_by_mail() {
    let service = Service::usual().await;
    person(&service, EMAIL, &[]).await;
    guess(&service).await;
    // The attacker asks for links as well, to use them up: each that is sent stays good.
    for _ in 0..50 {
        service.post("/password-resets", &json!({ "email": EMAIL }).to_string()).await;
    }
    let sent = mails(&service).await;
    assert_eq!(sent.len(), 3, "nobody's mailbox is filled");
    let victim = Browser::new(&service);
    let path = format!("/password-resets/{}", link(sent.last().unwrap()));
    let reply = victim.ask(Method::PUT, &path, Some(json!({ "password": "another purple tram" }))).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    victim.ask(Method::DELETE, "/session", None).await;
    assert_eq!(victim.sign_in(EMAIL, "another purple tram").await.status, 200, "the browser is known from now on");
    service.clock.go_on(Duration::from_secs(1201));
    service.post("/password-resets", &json!({ "email": EMAIL }).to_string()).await;
    assert_eq!(mails(&service).await.len(), 4, "a link every twenty minutes, good for an hour: there is always one");
}

#[tokio::test]
async fn one_address_has_few_tries_at_many_accounts_and_an_ipv6_customer_is_one_address() {
    let service = Service::usual().await;
    let mut heard = 0;
    for number in 0..200_usize {
        let address: &'static str = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2"][number % 2];
        let browser = Browser { address, ..Browser::new(&service) };
        if browser.sign_in(&format!("person-{number}@example.org"), "a guess").await.status == 429 {
            break;
        }
        heard += 1;
    }
    assert_eq!(heard, 60);
    let elsewhere = Browser { address: "2001:db8:1:3::1", ..Browser::new(&service) };
    assert_eq!(elsewhere.sign_in("somebody@example.org", "a guess").await.status, 401);
}
