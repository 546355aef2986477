//! The HTTP door, asked in process: no socket, no clock, a small made-up region behind it.

mod bad_requests;
mod collections;
mod compression;
pub mod differencing;
mod documents;
mod edits;
mod fairness;
mod items;
mod matches;
pub mod openapi;
mod overload;
mod page;
mod places;
mod privacy;
mod records;
mod rules;
mod sensitivity;
mod summary;
mod tags;
mod tiles;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use catmap::api::admission::Admission;
use catmap::api::connections::Peer;
use catmap::api::{ApiOptions, ApiState, router};
use catmap::app::catalogue::Catalogue;
use catmap::app::enquiries::Enquiries;
use catmap::app::people::clock::Clock;
use catmap::app::people::{MailOptions, People};
use governor::clock::FakeRelativeClock;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use time::OffsetDateTime;
use time::macros::datetime;
use tower::ServiceExt;

use crate::region::Region;

/// A service on a region.
pub struct Service {
    router: Router,
    pub admission: Arc<Admission>,
    pub catalogue: Arc<Catalogue>,
    pub people: Arc<People>,
    pub enquiries: Arc<Enquiries>,
    pub clock: TestClock,
    pub folder: tempfile::TempDir,
}

/// A clock that stands still until it is told to go on.
#[derive(Clone, Default)]
pub struct TestClock(FakeRelativeClock);

impl TestClock {
    pub fn go_on(&self, time: std::time::Duration) {
        self.0.advance(time);
    }
}

impl Clock for TestClock {
    fn now(&self) -> OffsetDateTime {
        datetime!(2026-11-22 09:00 UTC) + self.elapsed()
    }

    fn elapsed(&self) -> std::time::Duration {
        governor::clock::Clock::now(&self.0).into()
    }
}

/// An answer.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Service {
    pub async fn of(region: &Region) -> Self {
        Self::with(region, None, None).await
    }

    pub async fn usual() -> Self {
        Self::of(&Region::usual()).await
    }

    pub async fn with(region: &Region, public_url: Option<&str>, basemap: Option<&str>) -> Self {
        let options = ApiOptions {
            public_url: public_url.map(str::to_owned),
            basemap_style_url: basemap.map(str::to_owned),
            ..ApiOptions::default()
        };
        Self::set(region, options).await
    }

    pub async fn set(region: &Region, options: ApiOptions) -> Self {
        let (catalogue, folder) = region.load().await;
        Self::on(catalogue, folder, options)
    }

    /// Another door to the same data.
    pub fn beside(&self, options: ApiOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::on(Arc::clone(&self.catalogue), folder, options)
    }

    /// The same database in a new process.
    pub async fn restarted(self) -> Self {
        let Self { catalogue, folder, .. } = self;
        catalogue.store().close().await;
        let store = catmap::app::catalogue::open(folder.path().join("catmap.db").to_str().unwrap()).await.unwrap();
        Self::on(Arc::new(Catalogue::new(store)), folder, ApiOptions::default())
    }

    fn on(catalogue: Arc<Catalogue>, folder: tempfile::TempDir, options: ApiOptions) -> Self {
        let clock = TestClock::default();
        let mail = MailOptions {
            smtp_url: None,
            from: "catmap <catmap@example.org>".to_owned(),
            outbox: folder.path().join("outbox"),
            base: "https://catmap.example".to_owned(),
        };
        let people = People::by_clock(catalogue.store().clone(), mail, Arc::new(clock.clone())).unwrap();
        let people = Arc::new(people);
        let state = ApiState::new(Arc::clone(&catalogue), Arc::clone(&people), options);
        let (admission, enquiries) = (state.admission(), state.enquiries());
        Self { admission, enquiries, router: router(state), catalogue, people, clock, folder }
    }

    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Reply {
        self.ask_from(None, method, path, headers, body).await
    }

    /// Asks from another machine.
    pub async fn ask_from(
        &self,
        address: Option<&str>,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "catmap.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(address) = address {
            request = request.extension(ConnectInfo(Peer(SocketAddr::new(address.parse().unwrap(), 40_000))));
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// An answer whose body is not read.
    pub async fn answer(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::builder().uri(path).header(header::HOST, "catmap.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, &[], Body::empty()).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.ask(Method::GET, path, headers, Body::empty()).await
    }

    /// The JSON at a path, which must be there.
    pub async fn json(&self, path: &str) -> Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        reply.json()
    }

    pub async fn post(&self, path: &str, body: &str) -> Reply {
        self.ask(Method::POST, path, &[("content-type", "application/json")], body.to_owned()).await
    }
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Every value of a header that may come several times.
    pub fn headers(&self, name: &str) -> String {
        self.headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect::<Vec<_>>()
            .join(", ")
            .to_lowercase()
    }
}

/// A need that makes sense.
pub const STATED: &str = r#"{"organisation":"Toxteth Kitchen CIC","legal_form":"cic","title":"Community kitchen","purposes":["food"],
 "place":{"lon":-2.96,"lat":53.40},"reach":"neighbourhood","max_distance_km":30,
 "spaces":[{"space_type":"cafe_kitchen","share":3},{"space_type":"hall","share":2}],
 "area":{"ideal_m2":240,"min_m2":168,"max_m2":312,"flexible":false},"would_share":true,"step_free":"wanted",
 "budget_gbp_per_year":22000,"capital_gbp":90000,"tenure_years":25,"latest_start":"2099-06-01","urgent":false}"#;

/// One path of every address, with something behind it.
pub const PATHS: &[&str] = &[
    "/?f=json",
    "/conformance",
    "/api",
    "/about",
    "/method",
    "/health",
    "/collections",
    "/collections/assets",
    "/collections/areas",
    "/collections/needs",
    "/collections/organisations",
    "/collections/matches",
    "/collections/assets/items",
    "/collections/areas/items",
    "/collections/needs/items",
    "/collections/organisations/items",
    "/collections/matches/items",
    "/collections/asset-scores/items",
    "/collections/need-gap/items",
    "/collections/sources/items",
    "/collections/assets/summary?by=borough",
    "/collections/assets/items/a-001",
    "/collections/areas/items/E01990003",
    "/collections/needs/items/n-002",
    "/assets/a-001",
    "/assets/a-001/near",
    "/places?q=Aldermere",
    "/assets/a-001/matches",
    "/needs/n-002/matches",
    "/fairness",
    "/sensitivity",
    "/collections/assets/queryables",
    "/collections/areas/sortables",
    "/collections/needs/schema",
    "/collections/areas/tiles",
    "/collections/areas/tiles/WebMercatorQuad",
    "/collections/assets/tiles/WebMercatorQuad?f=tilejson",
    "/collections/areas/tiles/WebMercatorQuad/12/1326/2014",
    "/collections/assets/tiles/WebMercatorQuad/12/1326/2014",
    "/tileMatrixSets",
    "/tileMatrixSets/WebMercatorQuad",
];
