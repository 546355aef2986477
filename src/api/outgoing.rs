//! Room for answers until they have been read: however many callers read slowly or not at all, they hold so much memory and no
//! more.
//!
//! A large answer takes room when it is ready and gives it back when the last of it has been handed to the connection, or the
//! connection has gone. It goes out in pieces, the next when the one before has been taken; a reader who takes them at a
//! crawl is given up. Small answers and files, which are read from disk in pieces, take no room. `connections.rs` gives up who
//! takes nothing at all.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use crate::api::admission::busy;
use crate::api::problem::Problem;

/// Room is counted in so many bytes.
const UNIT_BYTES: usize = 64;
/// An answer is small when so many of its size would fill all the room.
const SMALL_SHARE: usize = 1024;
/// Handed to a connection at a time.
const PIECE_BYTES: usize = 1 << 16;
/// A reader has this long before anybody looks at the pace, and then takes at least so much a second.
const GRACE: Duration = Duration::from_secs(60);
const LEAST_BYTES_A_SECOND: u64 = 4 << 10;

/// Room for answers on their way out.
#[derive(Debug)]
pub struct Outgoing {
    room: Arc<Semaphore>,
    units: usize,
    patience: Duration,
}

impl Outgoing {
    /// Room for so many bytes; an answer waits so long for it.
    #[must_use]
    pub fn of(bytes: usize, patience: Duration) -> Self {
        let units = (bytes / UNIT_BYTES).clamp(1, u32::MAX as usize);
        Self { room: Arc::new(Semaphore::new(units)), units, patience }
    }

    /// The same answer, which holds its room until it has been read.
    ///
    /// # Errors
    /// 503 when there is no room for too long.
    pub async fn send(&self, response: Response) -> Result<Response, Problem> {
        let Some(length) = response.body().size_hint().exact() else { return Ok(response) };
        let units = usize::try_from(length).unwrap_or(usize::MAX).div_ceil(UNIT_BYTES).min(self.units);
        if units <= self.units / SMALL_SHARE {
            return Ok(response);
        }
        let wanted = u32::try_from(units).unwrap_or(u32::MAX);
        let room = timeout(self.patience, Arc::clone(&self.room).acquire_many_owned(wanted)).await;
        let room = room.map_err(|_| busy())?.map_err(Problem::internal)?;
        let (mut parts, body) = response.into_parts();
        // In one piece already, so nothing is copied.
        let bytes = body.collect().await.map_err(Problem::internal)?.to_bytes();
        parts.headers.entry(header::CONTENT_LENGTH).or_insert(HeaderValue::from(length));
        Ok(Response::from_parts(parts, in_pieces(bytes, room)))
    }

    /// How much room is left, bytes.
    #[must_use]
    pub fn free_bytes(&self) -> usize {
        self.room.available_permits() * UNIT_BYTES
    }
}

fn in_pieces(bytes: Bytes, room: OwnedSemaphorePermit) -> Body {
    let (begun, all) = (Instant::now(), bytes.len());
    Body::from_stream(stream::try_unfold((bytes, room), move |(mut left, room)| async move {
        if left.is_empty() {
            return Ok(None);
        }
        let taken = (all - left.len()) as u64;
        if is_a_crawl(taken, begun.elapsed()) {
            return Err(std::io::Error::from(std::io::ErrorKind::TimedOut));
        }
        let piece = left.split_to(left.len().min(PIECE_BYTES));
        Ok(Some((piece, (left, room))))
    }))
}

/// Whether so many bytes in that time are too few to go on.
fn is_a_crawl(bytes: u64, elapsed: Duration) -> bool {
    elapsed > GRACE && bytes < LEAST_BYTES_A_SECOND * elapsed.as_secs()
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;
    use crate::api::problem::UNAVAILABLE;

    fn large() -> Response {
        vec![b'x'; 200_000].into_response()
    }

    #[tokio::test]
    async fn an_answer_that_is_not_read_keeps_its_room_and_the_next_is_turned_away() {
        let outgoing = Outgoing::of(300_000, Duration::ZERO);
        let unread = outgoing.send(large()).await.unwrap();
        assert_eq!(outgoing.send(large()).await.unwrap_err().kind(), UNAVAILABLE);
        drop(unread);
        let read = outgoing.send(large()).await.unwrap();
        assert_eq!(read.headers()[header::CONTENT_LENGTH], "200000");
        assert_eq!(read.into_body().collect().await.unwrap().to_bytes(), vec![b'x'; 200_000]);
        assert_eq!(outgoing.free_bytes(), 300_000 / UNIT_BYTES * UNIT_BYTES, "what has been read holds nothing");
    }

    #[tokio::test]
    async fn one_answer_larger_than_all_the_room_still_goes_out_and_small_ones_need_none() {
        let outgoing = Outgoing::of(100_000, Duration::ZERO);
        let unread = outgoing.send(large()).await.unwrap();
        assert_eq!(outgoing.free_bytes() / UNIT_BYTES, 0);
        assert!(outgoing.send("small".into_response()).await.is_ok());
        assert!(outgoing.send(large()).await.is_err());
        drop(unread);
    }

    #[test]
    fn a_reader_is_given_up_at_a_crawl_and_not_for_a_slow_line() {
        let after = Duration::from_secs(120);
        assert!(is_a_crawl(100_000, after), "less than a kilobyte a second");
        assert!(!is_a_crawl(1_000_000, after), "eight kilobytes a second");
        assert!(!is_a_crawl(0, Duration::from_secs(59)), "not begun yet");
    }
}
