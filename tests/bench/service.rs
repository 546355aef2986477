//! The whole HTTP stack in this process, on a database of its own.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Request;
use catmap::api::{self, ApiState};
use catmap::app::catalogue::{self, Catalogue};
use catmap::app::people::{MailOptions, People};
use catmap::import::{Options, read};
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What a server would answer.
pub struct Service {
    runtime: Runtime,
    router: Router,
    _folder: TempDir,
}

impl Service {
    /// One that has taken these files in.
    pub fn on(files: &[impl AsRef<Path>]) -> Self {
        let (runtime, folder) = (super::runtime(), tempfile::tempdir().unwrap());
        let router = runtime.block_on(async {
            let store = catalogue::open(&folder.path().join("bench.db").display().to_string()).await.unwrap();
            for file in files {
                let read = read(file.as_ref(), &Options::default(), &|_, _| {}).unwrap();
                store.take_in(&read, "bench", OffsetDateTime::now_utc(), &|_, _| {}).await.unwrap();
            }
            let mail = MailOptions {
                smtp_url: None,
                from: "catmap <catmap@localhost>".to_owned(),
                outbox: "outbox".into(),
                base: "http://localhost".to_owned(),
            };
            let people = Arc::new(People::new(store.clone(), mail).unwrap());
            api::router(ApiState::new(Arc::new(Catalogue::new(store)), people, api::ApiOptions::default()))
        });
        Self { runtime, router, _folder: folder }
    }

    /// The body of what it answers to an address.
    pub fn get(&self, address: &str) -> Bytes {
        self.runtime.block_on(async {
            let request = Request::builder().uri(address).header("host", "localhost").body(Body::empty()).unwrap();
            let answer = self.router.clone().oneshot(request).await.unwrap();
            axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap()
        })
    }
}
