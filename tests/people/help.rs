//! A browser and its visitor, in the words of the tests.

use std::cell::RefCell;
use std::collections::BTreeMap;

use axum::http::Method;
use catmap::domain::asset::{Occupancy, Owner};
use catmap::domain::person::{Person, Role};
use serde_json::{Value, json};

use crate::api::{Reply, Service};
use crate::region::{Region, fact};

pub const PASSWORD: &str = "purple tram and onions";

pub fn officer(council: &str) -> Role {
    Role::Officer(council.into())
}

pub fn member(organisation: &str) -> Role {
    Role::Member(organisation.into())
}

/// A service and somebody with these roles who can sign in to it.
pub async fn person(service: &Service, email: &str, roles: &[Role]) -> Person {
    service.people.add("a test", "Jo Example", email, roles.to_vec(), PASSWORD).await.unwrap()
}

/// A browser: it keeps cookies and says where its requests come from.
pub struct Browser<'a> {
    pub service: &'a Service,
    pub cookies: RefCell<BTreeMap<String, String>>,
    pub address: &'static str,
}

impl<'a> Browser<'a> {
    pub fn new(service: &'a Service) -> Self {
        Self { service, cookies: RefCell::default(), address: "192.0.2.1" }
    }

    /// One in which somebody with these roles has just signed in.
    pub async fn of(service: &'a Service, email: &str, roles: &[Role]) -> Self {
        person(service, email, roles).await;
        let browser = Self::new(service);
        let reply = browser.sign_in(email, PASSWORD).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        browser
    }

    pub fn cookie_header(&self) -> String {
        self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub fn session(&self) -> Option<String> {
        self.cookies.borrow().get("__Host-catmap").cloned()
    }

    pub async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        self.ask_with(method, path, &[("sec-fetch-site", "same-origin")], body).await
    }

    pub async fn ask_with(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
        let cookies = self.cookie_header();
        let mut headers = headers.to_vec();
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let reply = self.service.ask_from(Some(self.address), method, path, &headers, body).await;
        for cookie in reply.headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, flags) = rest.split_once(';').unwrap();
            if flags.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Reply {
        self.ask(Method::POST, "/session", Some(json!({ "email": email, "password": password }))).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, None).await
    }

    pub async fn json(&self, path: &str) -> Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    /// Who is signed in, by e-mail address.
    pub async fn who(&self) -> Option<String> {
        self.json("/session").await["person"]["email"].as_str().map(str::to_owned)
    }
}

/// The mails in the outbox, decoded.
pub async fn mails(service: &Service) -> Vec<String> {
    service.people.settled().await;
    let Ok(folder) = std::fs::read_dir(service.folder.path().join("outbox")) else { return Vec::new() };
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|path| std::fs::metadata(path).unwrap().modified().unwrap());
    files.iter().map(|path| plain(&std::fs::read_to_string(path).unwrap())).collect()
}

/// Quoted-printable read back.
fn plain(mail: &str) -> String {
    mail.replace("=\r\n", "").replace("=3D", "=").replace("=0A", "\n")
}

/// The secret in the link of a mail.
pub fn link(mail: &str) -> String {
    let rest = mail.split("#task=password&token=").nth(1).unwrap_or_else(|| panic!("no link in {mail}"));
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// The usual region with vacant assets of both councils: those whose number leaves 1 or 3 when divided by 8 are Aldermere's.
pub fn two_councils() -> Region {
    let mut region = Region::usual();
    for (number, asset) in region.assets.iter_mut().enumerate() {
        let name = if matches!(number % 8, 1 | 3) { "Aldermere Council" } else { "Brackley Council" };
        asset.owner = Owner { name: name.into(), uri: None };
        if number % 8 == 2 {
            asset.facts.occupancy = fact(Occupancy::Vacant);
        }
    }
    region
}
