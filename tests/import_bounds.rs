//! How much of the machine one person can fill with files: drafts kept, files on their way in and out.

use axum::body::{Body, Bytes};
use axum::http::Method;
use catmap::domain::imported::SaidOfFile;
use futures_util::stream;
use serde_json::json;
use tokio::sync::mpsc;

use crate::api::Service;
use crate::imports::{give, give_bytes, post, settled};
use crate::people::help::{Browser, officer, two_councils};
use crate::store_files::NOON;

const FILE: &str = "OrganisationLabel,AssetCode,PropertyName,PostCode,GeoX,GeoY,HoldingType\n\
                    Aldermere Council,R/1,Old Library,ZA1 0AA,333500,388500,Building\n";

async fn officers(service: &Service) -> [Browser<'_>; 2] {
    let role = officer("Aldermere Council");
    [
        Browser::of(service, "jo@aldermere.example", std::slice::from_ref(&role)).await,
        Browser::of(service, "kim@aldermere.example", &[role]).await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_has_at_most_twenty_drafts_and_room_again_when_one_is_taken_in_or_back() {
    let service = Service::of(&two_councils()).await;
    let [jo, kim] = officers(&service).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(give(&jo, "a.csv", FILE).await["id"].as_str().unwrap().to_owned());
    }
    let refused = give_bytes(&jo, "/imports?file_name=a.csv", FILE).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("20 of your files wait to be taken in"), "{}", refused.text());
    give(&kim, "a.csv", FILE).await;
    assert_eq!(jo.ask(Method::DELETE, &format!("/imports/{}", ids[0]), None).await.status, 204);
    give(&jo, "a.csv", FILE).await;
    assert_eq!(give_bytes(&jo, "/imports?file_name=a.csv", FILE).await.status, 403);
    settled(&jo, &ids[1]).await;
    let yes = json!({ "gone": "keep", "remember": false });
    let reply = post(&jo, &format!("/imports/{}/commit", ids[1]), Some(yes.clone())).await;
    if reply.status == 409 {
        // Only some of the accounts are at hand; it is looked at again first.
        settled(&jo, &ids[1]).await;
        assert_eq!(post(&jo, &format!("/imports/{}/commit", ids[1]), Some(yes)).await.status, 202);
    }
    assert_eq!(settled(&jo, &ids[1]).await["state"], "committed");
    give(&jo, "a.csv", FILE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_drafts_of_one_person_are_a_gibibyte_together_and_a_single_one_may_be_larger() {
    let service = Service::of(&two_councils()).await;
    let [jo, kim] = officers(&service).await;
    let store = service.catalogue.store();
    let said = SaidOfFile::default();
    let draft = store.begin_draft("large.csv", 1 << 30, &said, "jo@aldermere.example", NOON);
    draft.await.unwrap().finish().await.unwrap();
    let refused = give_bytes(&jo, "/imports?file_name=a.csv", FILE).await;
    assert_eq!(
        (refused.status.as_u16(), refused.text().contains("1024 MiB in all")),
        (403, true),
        "{}",
        refused.text()
    );
    give(&kim, "a.csv", FILE).await;
}

/// A file that is being sent for as long as the sender is kept.
async fn sending<'a>(
    browser: &'a Browser<'a>,
) -> (mpsc::Sender<Bytes>, impl Future<Output = crate::api::Reply> + use<'a>) {
    let (send, receive) = mpsc::channel::<Bytes>(1);
    send.send(Bytes::from_static(FILE.as_bytes())).await.unwrap();
    let body = Body::from_stream(stream::unfold(receive, |mut receive| async move {
        let chunk = receive.recv().await?;
        Some((Ok::<_, std::io::Error>(chunk), receive))
    }));
    (send, give_bytes(browser, "/imports?file_name=a.csv", body))
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_sends_at_most_four_files_at_once() {
    let service = Service::of(&two_councils()).await;
    let [jo, kim] = officers(&service).await;
    let mut senders = Vec::new();
    let mut under_way = Vec::new();
    for _ in 0..4 {
        let (send, sent) = sending(&jo).await;
        let mut sent = Box::pin(sent);
        // The second piece fits in once the first was taken: then the file is on its way.
        tokio::select! {
            early = &mut sent => panic!("{}", early.text()),
            more = send.send(Bytes::new()) => more.unwrap(),
        }
        senders.push(send);
        under_way.push(sent);
    }
    let fifth = give_bytes(&jo, "/imports?file_name=a.csv", FILE).await;
    assert_eq!((fifth.status.as_u16(), fifth.header("retry-after")), (429, "10"), "{}", fifth.text());
    give(&kim, "a.csv", FILE).await;
    senders.pop();
    assert_eq!(under_way.pop().unwrap().await.status, 201);
    give(&jo, "a.csv", FILE).await;
    drop(under_way);
    for _ in 0..4 {
        give(&jo, "a.csv", FILE).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_fetched_is_in_hand_until_its_last_byte_has_gone() {
    let service = Service::of(&two_councils()).await;
    let [jo, _] = officers(&service).await;
    let id = give(&jo, "a.csv", FILE).await["id"].as_str().unwrap().to_owned();
    let path = format!("/imports/{id}/file");
    let cookies = jo.cookie_header();
    let ask = async || service.answer(&path, &[("cookie", &*cookies)]).await;
    let mut unread = Vec::new();
    for _ in 0..4 {
        let response = ask().await;
        assert_eq!(response.status(), 200);
        unread.push(response);
    }
    assert_eq!(ask().await.status(), 429);
    unread.pop();
    assert_eq!(ask().await.status(), 200);
}
