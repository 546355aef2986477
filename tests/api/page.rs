//! The web page: what a browser gets at the front door, and under which rules.

use axum::http::StatusCode;

use super::Service;
use crate::region::Region;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

#[tokio::test]
async fn a_browser_gets_the_page_and_a_program_the_landing_page() {
    let service = Service::usual().await;
    for (path, accept, media) in [
        ("/", BROWSER, "text/html; charset=utf-8"),
        ("/?f=html", "application/json", "text/html; charset=utf-8"),
        ("/", "*/*", "application/json"),
        ("/", "application/json", "application/json"),
        ("/?f=json", BROWSER, "application/json"),
    ] {
        let reply = service.get_with(path, &[("accept", accept)]).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, media), "{path} {accept}");
    }
}

#[tokio::test]
async fn the_page_may_load_nothing_from_elsewhere_but_the_basemap_that_is_set() {
    let page = Service::usual().await.get("/?f=html").await;
    let policy = page.header("content-security-policy");
    for rule in [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "style-src 'self';",
        "worker-src 'self';",
        "manifest-src 'self';",
    ] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    assert_eq!((page.header("x-content-type-options"), page.header("cache-control")), ("nosniff", "public, no-cache"));

    let service = Service::with(&Region::empty(), None, Some("https://tiles.example/style.json")).await;
    let page = service.get("/?f=html").await;
    assert!(page.header("content-security-policy").contains("connect-src 'self' https://tiles.example;"));
    assert_eq!(service.json("/about").await["basemap_style_url"], "https://tiles.example/style.json");
}

#[tokio::test]
async fn the_worker_and_the_manifest_are_files_of_the_page_that_are_asked_for_anew_each_time() {
    let service = Service::usual().await;
    for (path, media) in [
        ("/worker.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/icon-192.png", "image/png"),
    ] {
        let file = service.get(path).await;
        // Built without the page, the program has none of them.
        if file.status != StatusCode::NOT_FOUND {
            let told = (file.header("content-type"), file.header("cache-control"));
            assert_eq!(told, (media, "public, no-cache"), "{path}");
        }
    }
}

#[tokio::test]
async fn every_answer_forbids_guessing_at_its_type() {
    let service = Service::usual().await;
    for path in super::PATHS.iter().chain(&["/nothing", "/about?x=1"]) {
        assert_eq!(service.get(path).await.header("x-content-type-options"), "nosniff", "{path}");
    }
}
