//! The body of a request: JSON of a few kB in memory, or a file of any kind in a temporary file; nothing larger is written.

use std::io::Write;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use tempfile::NamedTempFile;
use tokio::time::{Instant, timeout, timeout_at};

use crate::api::problem::{BAD_REQUEST, Problem, TOO_LARGE, TOO_SLOW, UNSUPPORTED_MEDIA};

/// The largest body of JSON taken.
const MOST_JSON_BYTES: usize = 64 << 10;
/// How long JSON may take to arrive.
const JSON_TIME: Duration = Duration::from_secs(10);
/// How long a file may take to arrive, and how long it may pause.
const FILE_TIME: Duration = Duration::from_secs(1800);
const PAUSE: Duration = Duration::from_secs(30);
/// Written to disk at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// What was sent.
#[derive(Debug, Default)]
pub struct Received {
    /// JSON, not yet read.
    pub bytes: Vec<u8>,
    /// A file, from its beginning.
    pub file: Option<NamedTempFile>,
}

/// Takes JSON.
///
/// # Errors
/// When it is too large or too slow, breaks off, or is said to be something else.
pub async fn json(headers: &HeaderMap, body: Body) -> Result<Received, Problem> {
    if media_type(headers) != "application/json" {
        return Err(Problem::new(UNSUPPORTED_MEDIA, "Send it as JSON, with Content-Type: application/json."));
    }
    match timeout(JSON_TIME, to_bytes(body, MOST_JSON_BYTES)).await {
        Err(_) => Err(Problem::new(TOO_SLOW, "The body took more than 10 seconds to arrive.")),
        Ok(Ok(bytes)) => Ok(Received { bytes: bytes.to_vec(), file: None }),
        Ok(Err(error)) if is_too_large(&error) => {
            Err(Problem::new(TOO_LARGE, format!("The body is larger than {} kB.", MOST_JSON_BYTES >> 10)))
        }
        Ok(Err(_)) => Err(broken_off()),
    }
}

/// Takes a file of at most so many bytes. A length announced beyond that is refused before the first byte is written, and
/// one that turns out so as soon as it does.
///
/// # Errors
/// When it is too large or too slow, breaks off, or is said to be something else.
pub async fn file(headers: &HeaderMap, body: Body, most_bytes: u64) -> Result<Received, Problem> {
    if media_type(headers) != "application/octet-stream" {
        let detail = "Send the file's bytes as they are, with Content-Type: application/octet-stream.";
        return Err(Problem::new(UNSUPPORTED_MEDIA, detail));
    }
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most_bytes) {
        return Err(too_large(most_bytes));
    }
    let mut written = blocking(NamedTempFile::new).await?;
    let mut stream = body.into_data_stream();
    let (deadline, mut taken, mut waiting) = (Instant::now() + FILE_TIME, 0_u64, Vec::new());
    loop {
        let slow = |_| Problem::new(TOO_SLOW, "The file arrives too slowly; try again on a better line.");
        let next = timeout_at(deadline.min(Instant::now() + PAUSE), stream.next()).await.map_err(slow)?;
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|_| broken_off())?;
        taken = taken.saturating_add(chunk.len() as u64);
        if taken > most_bytes {
            return Err(too_large(most_bytes));
        }
        waiting.extend_from_slice(&chunk);
        if waiting.len() >= CHUNK_BYTES {
            let full = std::mem::take(&mut waiting);
            written = blocking(move || written.write_all(&full).map(|()| written)).await?;
        }
    }
    let file = blocking(move || {
        written.write_all(&waiting)?;
        written.flush()?;
        std::io::Seek::rewind(&mut written)?;
        Ok(written)
    });
    Ok(Received { bytes: Vec::new(), file: Some(file.await?) })
}

/// Does what may wait for the disk away from the threads that talk to callers.
async fn blocking<T: Send + 'static>(act: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(act).await.map_err(Problem::internal)?.map_err(Problem::internal)
}

fn media_type(headers: &HeaderMap) -> String {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn too_large(most_bytes: u64) -> Problem {
    Problem::new(TOO_LARGE, format!("The file is larger than {} MiB. Send a smaller one.", most_bytes >> 20))
}

fn broken_off() -> Problem {
    Problem::new(BAD_REQUEST, "The body broke off.")
}

fn is_too_large(error: &axum::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
