//! Files fetched in part, again, and packed on their way (RFC 9110 sections 13 to 15).

use axum::body::Body;
use axum::http::{Method, StatusCode};
use catmap::publish::format::Format;

use crate::api::Service;

const PATH: &str = "/collections/areas/items?f=gpkg";

#[tokio::test]
async fn parts_put_together_are_the_whole_file() {
    let service = Service::usual().await;
    let whole = service.get(PATH).await;
    assert_eq!(
        (whole.header("accept-ranges"), whole.header("content-length")),
        ("bytes", &*whole.body.len().to_string())
    );
    let (mut joined, step) = (Vec::new(), 40_000);
    for from in (0..whole.body.len()).step_by(step) {
        let range = format!("bytes={from}-{}", from + step - 1);
        let part = service.get_with(PATH, &[("range", &range), ("if-range", whole.header("etag"))]).await;
        assert_eq!((part.status, part.header("etag")), (StatusCode::PARTIAL_CONTENT, whole.header("etag")));
        let last = (from + step).min(whole.body.len()) - 1;
        assert_eq!(part.header("content-range"), format!("bytes {from}-{last}/{}", whole.body.len()));
        assert_eq!(part.header("content-length"), part.body.len().to_string());
        joined.extend(part.body);
    }
    assert!(joined == whole.body);
    let end = service.get_with(PATH, &[("range", "bytes=-7")]).await;
    assert_eq!(end.body, whole.body[whole.body.len() - 7..]);
}

#[tokio::test]
async fn a_part_that_is_not_there_is_refused_and_one_of_another_version_is_the_whole_file() {
    let service = Service::usual().await;
    let whole = service.get(PATH).await;
    let beyond = service.get_with(PATH, &[("range", "bytes=99999999-")]).await;
    assert_eq!(
        (beyond.status, beyond.json()["code"].as_str()),
        (StatusCode::RANGE_NOT_SATISFIABLE, Some("no-such-range"))
    );
    assert_eq!(beyond.header("content-range"), format!("bytes */{}", whole.body.len()));
    for headers in [
        &[("range", "bytes=0-9"), ("if-range", "\"another\"")][..],
        &[("range", "bytes=0-9,20-29")],
        &[("range", "rows=0-9")],
        &[("range", "bytes=9-0")],
    ] {
        let reply = service.get_with(PATH, headers).await;
        assert_eq!((reply.status, reply.body.len()), (StatusCode::OK, whole.body.len()), "{headers:?}");
    }
}

#[tokio::test]
async fn a_file_that_the_caller_has_is_not_sent_again_and_head_tells_its_length() {
    let service = Service::usual().await;
    for format in Format::ALL {
        let path = format!("/collections/needs/items?f={}", format.slug());
        let first = service.get(&path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{path}");
        let again = service.get_with(&path, &[("if-none-match", &tag), ("range", "bytes=0-9")]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        let head = service.ask(Method::HEAD, &path, &[], Body::empty()).await;
        assert_eq!((head.status, head.body.len(), head.header("etag")), (StatusCode::OK, 0, &*tag), "{path}");
        assert_eq!(head.header("content-length"), first.body.len().to_string(), "{path}");
    }
}

#[tokio::test]
async fn text_is_packed_on_its_way_and_other_files_go_as_they_are() {
    let service = Service::usual().await;
    for format in Format::ALL {
        let path = format!("/collections/areas/items?f={}", format.slug());
        let plain = service.get(&path).await;
        let reply = service.get_with(&path, &[("accept-encoding", "gzip")]).await;
        let coding = if format.is_text() { "gzip" } else { "" };
        assert_eq!(reply.header("content-encoding"), coding, "{path}");
        assert_eq!(reply.header("accept-ranges"), if format.is_text() { "" } else { "bytes" }, "{path}");
        assert_eq!(reply.body == plain.body, !format.is_text(), "{path}");
        assert_eq!(reply.header("etag") == plain.header("etag"), !format.is_text(), "{path}");
    }
}

#[tokio::test]
async fn a_file_can_be_asked_for_by_its_media_type() {
    let service = Service::usual().await;
    for format in Format::ALL.into_iter().filter(|format| *format != Format::GeoJson) {
        let reply = service.get_with("/collections/needs/items", &[("accept", format.media())]).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, format.media()));
        assert!(reply.headers("vary").contains("accept"));
    }
    // Who asks for GeoJSON wants pages; the whole file is asked for by its name.
    let page = service.get_with("/collections/needs/items", &[("accept", "application/geo+json")]).await;
    assert!(page.json()["links"].is_array());
}
