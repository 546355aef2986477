//! Entity tags: the same while the answer is the same, another as soon as it is not.

use axum::http::StatusCode;

use super::{PATHS, Service};

#[tokio::test]
async fn a_caller_that_has_the_answer_already_is_told_so_in_no_bytes() {
    let service = Service::usual().await;
    for path in PATHS {
        let first = service.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() > 10, "{path}: {tag}");
        assert_eq!(first.header("cache-control"), "public, no-cache", "{path}");
        let again = service.get(path).await;
        assert_eq!((again.header("etag"), &again.body), (tag.as_str(), &first.body), "{path}");
        for given in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let reply = service.get_with(path, &[("if-none-match", &given)]).await;
            assert_eq!((reply.status, reply.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path} {given}");
            assert_eq!(
                (reply.header("etag"), reply.header("cache-control")),
                (tag.as_str(), "public, no-cache"),
                "{path}"
            );
        }
        let reply = service.get_with(path, &[("if-none-match", "\"another\"")]).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn each_coding_has_a_tag_of_its_own_that_is_recognised() {
    let service = Service::usual().await;
    let path = "/collections/areas/items";
    let mut tags = vec![service.get(path).await.header("etag").to_owned()];
    for coding in ["gzip", "br", "zstd"] {
        let reply = service.get_with(path, &[("accept-encoding", coding)]).await;
        assert_eq!(reply.header("content-encoding"), coding);
        let tag = reply.header("etag").to_owned();
        let known = service.get_with(path, &[("accept-encoding", coding), ("if-none-match", &tag)]).await;
        assert_eq!((known.status, known.header("etag")), (StatusCode::NOT_MODIFIED, tag.as_str()), "{coding}");
        tags.push(tag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 4);
}

#[tokio::test]
async fn a_tag_changes_with_the_data_the_question_and_the_format() {
    use crate::region::{Region, file, rows};
    use catmap::domain::imported::{FileKind, Rows};
    let service = Service::usual().await;
    let path = "/collections/assets/items";
    let tag = service.get(path).await.header("etag").to_owned();
    for other in ["/collections/assets/items?limit=99", "/collections/areas/items"] {
        assert_ne!(service.get(other).await.header("etag"), tag, "{other}");
    }
    let as_json = service.get_with(path, &[("accept", "application/json")]).await;
    assert_ne!(as_json.header("etag"), tag);
    assert!(as_json.headers("vary").contains("accept"));

    let mut renamed = Region::usual().assets[0].clone();
    renamed.name = "Another name".to_owned();
    let file = file(FileKind::AssetRegister, "register", Rows::Assets(rows(&[renamed])));
    let at = time::macros::datetime!(2026-11-22 12:00 UTC);
    service.catalogue.store().take_in(&file, "a test", at, &|_, _| {}).await.unwrap();
    let reply = service.get_with(path, &[("if-none-match", &tag)]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_ne!(reply.header("etag"), tag);
}

#[tokio::test]
async fn every_tag_is_the_same_after_a_restart() {
    let before = Service::usual().await;
    let mut tags = Vec::new();
    for path in PATHS {
        tags.push(before.get(path).await.header("etag").to_owned());
    }
    let after = before.restarted().await;
    for (path, tag) in PATHS.iter().zip(&tags) {
        let reply = after.get_with(path, &[("if-none-match", tag)]).await;
        assert_eq!((reply.status, reply.header("etag")), (StatusCode::NOT_MODIFIED, tag.as_str()), "{path}");
    }
}

#[tokio::test]
async fn what_nobody_is_shown_changes_no_tag_by_a_restart_and_what_is_shown_does() {
    use crate::region::{Region, file, rows};
    use catmap::domain::imported::{FileKind, Rows};
    use catmap::domain::need::Visibility;
    let at = time::macros::datetime!(2026-11-22 12:00 UTC);
    let path = "/collections/areas/items";
    let mut service = Service::usual().await;
    let tag = service.get(path).await.header("etag").to_owned();
    let mut needs = Region::usual().needs;
    needs[8].title = "Something else that is private".to_owned();
    let mut new = needs[9].clone();
    new.id = catmap::domain::need::NeedId::new("n-900");
    needs.push(new);
    let private = file(FileKind::Needs, "needs", Rows::Needs(rows(&needs)));
    service.catalogue.store().take_in(&private, "a test", at, &|_, _| {}).await.unwrap();
    // Nobody has read since: only the trail tells that what was written shows in nothing.
    service = service.restarted().await;
    assert_eq!(service.get(path).await.header("etag"), tag);
    needs[8].visibility = Visibility::Published;
    let public = file(FileKind::Needs, "needs", Rows::Needs(rows(&needs)));
    service.catalogue.store().take_in(&public, "a test", at, &|_, _| {}).await.unwrap();
    service = service.restarted().await;
    let published = service.get(path).await.header("etag").to_owned();
    assert_ne!(published, tag);
    let change = |about: &serde_json::Value| about["change"].as_i64().unwrap();
    let now = change(&service.json("/about").await);
    assert!(now > 0);
    assert_eq!(change(&service.restarted().await.json("/about").await), now);
}
