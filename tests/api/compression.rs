//! Bodies are compressed as the caller asks, and say the same when unpacked.

use axum::body::Body;
use axum::http::Method;

use super::Service;

#[tokio::test]
async fn a_body_is_compressed_when_the_caller_can_unpack_it_and_not_otherwise() {
    let service = Service::usual().await;
    let path = "/collections/areas/items";
    let plain = service.get(path).await;
    assert_eq!(plain.header("content-encoding"), "");
    for (accept, coding) in
        [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip;q=0", ""), ("lzma", ""), ("identity", "")]
    {
        let reply = service.get_with(path, &[("accept-encoding", accept)]).await;
        assert_eq!(reply.header("content-encoding"), coding, "{accept}");
        assert!(reply.headers("vary").contains("accept-encoding"), "{accept}");
        if coding.is_empty() {
            assert_eq!(reply.body, plain.body);
        } else {
            assert!(reply.body.len() * 3 < plain.body.len(), "{accept}: {} of {}", reply.body.len(), plain.body.len());
        }
    }
    // What is kept of a compressed answer is given again, to HEAD too.
    for coding in ["gzip", "br", "zstd"] {
        let [first, again] = [
            service.get_with(path, &[("accept-encoding", coding)]).await,
            service.get_with(path, &[("accept-encoding", coding)]).await,
        ];
        assert_eq!((&first.body, first.header("etag")), (&again.body, again.header("etag")), "{coding}");
        assert_eq!(again.header("content-length"), again.body.len().to_string(), "{coding}");
        let head = service.ask(Method::HEAD, path, &[("accept-encoding", coding)], Body::empty()).await;
        assert_eq!((head.header("content-length"), head.body.len()), (again.header("content-length"), 0), "{coding}");
    }
    let tile =
        service.get_with("/collections/areas/tiles/WebMercatorQuad/12/1326/2014", &[("accept-encoding", "gzip")]).await;
    assert_eq!(tile.header("content-encoding"), "gzip");
}
