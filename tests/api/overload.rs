//! Too many at once: those who can be answered are, the others are told when to come back, nobody hangs, and nothing is worked
//! out or held for those who have gone.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::http::StatusCode;
use axum::{Router, serve};
use catmap::api::ApiOptions;
use catmap::api::admission::Limits;
use catmap::api::connections::{Patient, Peer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{STATED, Service};
use crate::region::Region;

const EVER: Duration = Duration::from_secs(3600);
const ITEMS: &str = "/collections/assets/items?limit=5";

async fn with(limits: Limits) -> Service {
    Service::set(&Region::usual(), ApiOptions { limits, ..ApiOptions::default() }).await
}

/// One quick answer and one long one at a time, and so many who wait for each.
async fn narrow(waiting: usize, patience: Duration) -> Service {
    with(Limits { quick: 1, long: 1, waiting, patience, ..Limits::default() }).await
}

fn polled<T>(future: &mut Pin<Box<impl Future<Output = T>>>) -> Poll<T> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// Lets others go on until something holds; the test fails when it never does.
async fn until(mut holds: impl FnMut() -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(60), async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    });
    waited.await.expect("it never came to that");
}

#[tokio::test]
async fn who_is_one_too_many_is_told_at_once_when_to_come_back() {
    let service = narrow(0, EVER).await;
    let turn = service.admission.quick.turn().await.unwrap();
    for reply in
        [service.get(ITEMS).await, service.get("/needs/n-001/matches").await, service.post("/matches", STATED).await]
    {
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{}", reply.text());
        assert_eq!(reply.header("retry-after"), "3");
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.json()["code"], "unavailable");
        assert!(reply.text().contains("try again"), "{}", reply.text());
    }
    drop(turn);
    assert_eq!(service.get(ITEMS).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_watches_over_the_service_is_answered_while_it_is_full() {
    let service = narrow(0, EVER).await;
    let _quick = service.admission.quick.turn().await.unwrap();
    let _long = service.admission.long.turn().await.unwrap();
    for path in ["/health", "/conformance", "/session"] {
        assert_eq!(service.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_whole_file_keeps_no_page_waiting_and_a_page_no_file() {
    let service = narrow(0, EVER).await;
    let long = service.admission.long.turn().await.unwrap();
    assert_eq!(service.get("/collections/assets/items?f=csv").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(service.get(ITEMS).await.status, StatusCode::OK);
    drop(long);
    let _quick = service.admission.quick.turn().await.unwrap();
    assert_eq!(service.get("/collections/assets/items?f=csv").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_waits_is_answered_when_the_turn_comes() {
    let service = narrow(1, EVER).await;
    let turn = service.admission.quick.turn().await.unwrap();
    let (reply, ()) = tokio::join!(service.get(ITEMS), async {
        until(|| service.admission.quick.waiting() == 1).await;
        drop(turn);
    });
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!((service.admission.quick.waiting(), service.admission.quick.free()), (0, 1));
}

#[tokio::test]
async fn who_has_waited_too_long_is_told_so_and_leaves_the_line() {
    let service = narrow(1, Duration::ZERO).await;
    let _turn = service.admission.quick.turn().await.unwrap();
    let reply = service.get(ITEMS).await;
    assert_eq!((reply.status, reply.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "3"));
    assert_eq!(service.admission.quick.waiting(), 0);
}

#[tokio::test]
async fn every_turn_is_given_back_whatever_the_answer_was() {
    let service = narrow(0, EVER).await;
    for (path, status) in
        [(ITEMS, 200), ("/collections/assets/items/nobody", 404), ("/collections/assets/items?bbox=1", 400)]
    {
        assert_eq!(service.get(path).await.status.as_u16(), status, "{path}");
        assert_eq!(service.admission.quick.free(), 1, "{path}");
    }
    let packed = service.get_with(ITEMS, &[("accept-encoding", "gzip")]).await;
    assert_eq!((packed.header("content-encoding"), service.admission.quick.free()), ("gzip", 1));
}

#[tokio::test]
async fn a_request_whose_caller_has_gone_leaves_the_line() {
    let service = narrow(1, EVER).await;
    let turn = service.admission.quick.turn().await.unwrap();
    let mut asked = Box::pin(service.get(ITEMS));
    until(|| polled(&mut asked).is_pending() && service.admission.quick.waiting() == 1).await;
    drop(asked);
    assert_eq!(service.admission.quick.waiting(), 0);
    drop(turn);
    assert_eq!(service.admission.quick.free(), 1, "and nothing is worked out for it");
}

#[tokio::test]
async fn a_connection_that_is_closed_takes_its_request_out_of_the_line() {
    let service = narrow(1, EVER).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router: IntoMakeServiceWithConnectInfo<Router, Peer> =
        service.router.clone().into_make_service_with_connect_info();
    let server = tokio::spawn(async move { serve(Patient(listener), router).await });
    let turn = service.admission.quick.turn().await.unwrap();
    let mut caller = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {ITEMS} HTTP/1.1\r\nHost: catmap.example\r\n\r\n");
    caller.write_all(request.as_bytes()).await.unwrap();
    until(|| service.admission.quick.waiting() == 1).await;
    drop(caller);
    until(|| service.admission.quick.waiting() == 0).await;

    // The next caller gets the turn that the one who left did not take.
    let mut caller = TcpStream::connect(address).await.unwrap();
    caller.write_all(request.as_bytes()).await.unwrap();
    drop(turn);
    let mut status = [0; 15];
    caller.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 200 OK");
    server.abort();
}

#[tokio::test]
async fn readers_who_do_not_read_hold_so_much_memory_and_no_more() {
    let limits = Limits { outgoing_bytes: 64 << 10, patience: Duration::ZERO, ..Limits::default() };
    let service = with(limits).await;
    let page = "/collections/assets/items?limit=60";
    let whole = service.get(page).await;
    assert!(
        (32 << 10..64 << 10).contains(&whole.body.len()),
        "{} bytes: the test needs another page",
        whole.body.len()
    );
    let room = service.admission.outgoing.free_bytes();

    let unread = service.answer(page, &[]).await;
    assert_eq!(unread.status(), StatusCode::OK);
    let reply = service.get(page).await;
    assert_eq!((reply.status, reply.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "3"), "no room is left");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(service.get("/health").await.status, StatusCode::OK, "what is small needs none");

    drop(unread);
    let reply = service.get(page).await;
    assert_eq!(reply.body, whole.body);
    assert_eq!(reply.header("content-length"), whole.body.len().to_string());
    assert_eq!(service.admission.outgoing.free_bytes(), room, "what has been read holds nothing");
}
