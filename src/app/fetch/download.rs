//! One file over HTTP: resumed where it stopped, tried again when the line fails, and checked before it gets its name.
//!
//! A publisher's server may be slow, drop the line, ignore ranges, send an error page with status 200, or replace the file
//! between two parts. A part is only added to when the server confirms (by `If-Range`, and by the range and tag of its
//! answer) that it is of the same version; else the download begins again.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use time::Date;
use ureq::http::{HeaderMap, StatusCode, header};
use ureq::{Agent, Body, Proxy};

use super::state::{OnDisk, Version, disk};
use super::{FetchError, Fetched, OfficialFile};

/// How much is read at once.
const BLOCK_BYTES: usize = 64 * 1024;

/// How much of the start of a file is looked at.
const START_BYTES: usize = 64 * 1024;

/// What a download may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a connection may take.
    pub connect: Duration,
    /// How long the line may be silent.
    pub idle: Duration,
    /// Over so long a time, fewer than this many bytes are as good as none.
    pub slow: (Duration, u64),
    /// The wait before each further try.
    pub waits: [Duration; 3],
    /// The largest file.
    pub largest_bytes: u64,
    /// Whether `HTTPS_PROXY` and its like count.
    pub proxy_from_environment: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            idle: Duration::from_secs(60),
            slow: (Duration::from_secs(60), 60 * 1024),
            waits: [2, 8, 32].map(Duration::from_secs),
            largest_bytes: 8 << 30,
            proxy_from_environment: true,
        }
    }
}

/// What to fetch and where to put it.
#[derive(Clone, Copy, Debug)]
pub struct Download<'a> {
    /// The file.
    pub file: &'a OfficialFile,
    /// The folder of downloads.
    pub folder: &'a Path,
    /// What it may take.
    pub limits: &'a Limits,
    /// The day it is, for files named after their month.
    pub today: Date,
}

/// Fetches one file. `progress` is told bytes done, and bytes in all when the publisher says so.
///
/// # Errors
/// [`FetchError`]; what was downloaded stays for the next try, unless it is not the file.
pub fn fetch(download: &Download<'_>, progress: &dyn Fn(u64, Option<u64>)) -> Result<Fetched, FetchError> {
    let agent = agent(download.limits);
    let places = download.file.places(download.today);
    let mut missing = None;
    for (url, name) in &places {
        let one = One { agent: &agent, url, name, download, progress };
        match one.fetch() {
            // Perhaps the month before has it.
            Err(error @ FetchError::NotThere { .. }) => missing = missing.or(Some(error)),
            done => return done,
        }
    }
    Err(missing.unwrap_or_else(|| FetchError::Table { reason: format!("{} has no address", download.file.id) }))
}

fn agent(limits: &Limits) -> Agent {
    let proxy = if limits.proxy_from_environment { Proxy::try_from_env() } else { None };
    let config = Agent::config_builder()
        .proxy(proxy)
        .timeout_connect(Some(limits.connect))
        .timeout_recv_response(Some(limits.idle))
        .timeout_per_read(Some(limits.idle))
        .timeout_per_write(Some(limits.idle))
        .max_redirects(5)
        .max_redirects_will_error(true)
        .http_status_as_error(false)
        // Compressed on the way, a part could not be added to.
        .accept_encoding("identity")
        .user_agent(concat!("catmap/", env!("CARGO_PKG_VERSION")))
        .build();
    config.new_agent()
}

/// One address of a file.
struct One<'a> {
    agent: &'a Agent,
    url: &'a str,
    name: &'a str,
    download: &'a Download<'a>,
    progress: &'a dyn Fn(u64, Option<u64>),
}

/// How one try ended.
enum Try {
    /// All bytes are in the part.
    Whole,
    /// The publisher still has what was fetched before.
    Unchanged,
    /// It may go better the next time.
    Again(String),
}

impl One<'_> {
    fn fetch(&self) -> Result<Fetched, FetchError> {
        let disk = OnDisk::of(self.download.folder, self.name)?;
        let mut waits = self.download.limits.waits.iter();
        loop {
            match self.attempt(&disk)? {
                Try::Whole => break,
                Try::Unchanged => {
                    let bytes = disk.whole_bytes().unwrap_or_default();
                    return Ok(Fetched { path: disk.whole, bytes, unchanged: true });
                }
                Try::Again(reason) => match waits.next() {
                    Some(wait) => sleep(*wait),
                    None => return Err(FetchError::Failed { url: self.url.to_owned(), reason }),
                },
            }
        }
        if let Err(wrong) = self.check(&disk) {
            disk.throw_away();
            return Err(wrong);
        }
        let bytes = disk.part_bytes();
        disk.keep()?;
        Ok(Fetched { path: disk.whole, bytes, unchanged: false })
    }

    /// One request, and all that comes of it.
    fn attempt(&self, disk: &OnDisk) -> Result<Try, FetchError> {
        let noted = disk.version().filter(|version| version.url == self.url);
        let part = disk.part_bytes();
        if part > 0 && noted.as_ref().and_then(|version| version.bytes) == Some(part) {
            return Ok(Try::Whole);
        }
        let resumed = noted.as_ref().filter(|_| part > 0).and_then(Version::validator);
        let whole = noted.as_ref().filter(|version| !disk.has_part() && version.bytes == disk.whole_bytes());
        let mut request = self.agent.get(self.url);
        if let Some(validator) = resumed {
            request = request.header(header::RANGE, format!("bytes={part}-")).header(header::IF_RANGE, validator);
        } else if let Some(etag) = whole.and_then(|version| version.etag.as_deref()) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let response = match request.call() {
            Ok(response) => response,
            Err(error) => return self.refused(&error),
        };
        let status = response.status();
        let version = self.version(response.headers());
        let (file, at, version) = match status {
            StatusCode::NOT_MODIFIED if whole.is_some() => return Ok(Try::Unchanged),
            StatusCode::PARTIAL_CONTENT => {
                let range = content_range(response.headers());
                let same = noted.as_ref().is_some_and(|noted| noted.is_same(&version));
                match range.filter(|(start, _)| resumed.is_some() && same && *start == part) {
                    Some((_, bytes)) => (disk.resume()?, part, Version { bytes, ..version }),
                    None => {
                        disk.throw_away();
                        return Ok(Try::Again("the server went on with another part than was asked for".to_owned()));
                    }
                }
            }
            StatusCode::RANGE_NOT_SATISFIABLE if resumed.is_some() => {
                // What is there is no part of what the publisher has: perhaps all of it, perhaps an older version.
                disk.throw_away();
                return Ok(Try::Again("what had been downloaded is no part of the file any more".to_owned()));
            }
            StatusCode::OK => {
                self.look_like_data(response.headers())?;
                (disk.begin(&version)?, 0, version)
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => return Ok(Try::Again(answers(status))),
            status if status.is_server_error() => return Ok(Try::Again(answers(status))),
            status => return Err(self.not_there(answers(status))),
        };
        self.take(response.into_body(), file, at, &version)
    }

    /// A request without an answer.
    fn refused(&self, error: &ureq::Error) -> Result<Try, FetchError> {
        match error {
            ureq::Error::TooManyRedirects => {
                Err(self.not_there("sends from one address to the next without end".to_owned()))
            }
            ureq::Error::BadUri(_) | ureq::Error::RedirectFailed | ureq::Error::Http(_) => {
                Err(self.not_there("sends to an address that cannot be used".to_owned()))
            }
            ureq::Error::HostNotFound => Err(self.not_there("has no server under that name".to_owned())),
            other => Ok(Try::Again(other.to_string())),
        }
    }

    fn not_there(&self, answer: String) -> FetchError {
        FetchError::NotThere { url: self.url.to_owned(), answer, page: self.download.file.page.clone() }
    }

    fn version(&self, headers: &HeaderMap) -> Version {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Version {
            url: self.url.to_owned(),
            etag: text(header::ETAG),
            last_modified: text(header::LAST_MODIFIED),
            bytes: text(header::CONTENT_RANGE)
                .map_or_else(|| text(header::CONTENT_LENGTH), |range| range.rsplit('/').next().map(str::to_owned))
                .and_then(|bytes| bytes.parse().ok()),
        }
    }

    /// An error page may come with status 200; it says itself what it is.
    fn look_like_data(&self, headers: &HeaderMap) -> Result<(), FetchError> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.to_ascii_lowercase().starts_with("text/html") {
            return Err(self.not_there("answers with a web page in place of the file".to_owned()));
        }
        Ok(())
    }

    /// Writes what comes behind what is there.
    fn take(&self, body: Body, mut file: File, at: u64, version: &Version) -> Result<Try, FetchError> {
        let limits = self.download.limits;
        let too_large = || FetchError::TooLarge { name: self.name.to_owned(), limit_mib: limits.largest_bytes >> 20 };
        if version.bytes.is_some_and(|bytes| bytes > limits.largest_bytes) {
            return Err(too_large());
        }
        let mut reader = body.into_reader();
        let mut block = vec![0; BLOCK_BYTES];
        let mut done = at;
        let (window, least) = limits.slow;
        let mut since = (Instant::now(), at);
        loop {
            let length = match reader.read(&mut block) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) => return Ok(Try::Again(format!("after {done} bytes: {error}"))),
            };
            done += length as u64;
            if done > limits.largest_bytes {
                return Err(too_large());
            }
            file.write_all(&block[..length]).map_err(disk(self.download.folder))?;
            (self.progress)(done, version.bytes);
            if since.0.elapsed() >= window {
                if done - since.1 < least {
                    return Ok(Try::Again(format!("after {done} bytes the line is too slow to go on")));
                }
                since = (Instant::now(), done);
            }
        }
        file.sync_all().map_err(disk(self.download.folder))?;
        match version.bytes {
            Some(bytes) if done < bytes => Ok(Try::Again(format!("the line broke off after {done} of {bytes} bytes"))),
            _ => Ok(Try::Whole),
        }
    }

    /// Whether what came is the file: its size, its start, its headings, its checksum.
    fn check(&self, disk: &OnDisk) -> Result<(), FetchError> {
        let wrong = |reason: String| FetchError::Wrong { name: self.name.to_owned(), reason };
        let bytes = disk.part_bytes();
        if bytes == 0 {
            return Err(wrong("the publisher sent an empty file".to_owned()));
        }
        if let Some(expected) = disk.version().and_then(|version| version.bytes).filter(|expected| *expected != bytes) {
            return Err(wrong(format!("it has {bytes} bytes where the publisher announced {expected}")));
        }
        let mut file = disk.open_part()?;
        let reading = super::state::disk(self.download.folder);
        let mut start = Vec::new();
        Read::by_ref(&mut file).take(START_BYTES as u64).read_to_end(&mut start).map_err(&reading)?;
        let text = plain(&String::from_utf8_lossy(&start));
        let opening = String::from_utf8_lossy(&start[..start.len().min(200)])
            .trim_start_matches('\u{feff}')
            .trim_start()
            .to_ascii_lowercase();
        if ["<!doctype", "<html", "<head", "<?xml", "<body"].iter().any(|tag| opening.starts_with(tag)) {
            return Err(wrong("it is a web page or XML, not data".to_owned()));
        }
        if !start.starts_with(b"PK")
            && let Some(heading) = self.download.file.header.iter().find(|heading| !text.contains(&plain(heading)))
        {
            return Err(wrong(format!("\"{heading}\" is not at its start, so it is another file than was looked for")));
        }
        let Some(expected) = &self.download.file.sha256 else { return Ok(()) };
        let mut hash = Sha256::new();
        hash.update(&start);
        let mut block = vec![0; BLOCK_BYTES];
        loop {
            let length = file.read(&mut block).map_err(&reading)?;
            if length == 0 {
                break;
            }
            hash.update(&block[..length]);
        }
        let found: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if found.eq_ignore_ascii_case(expected) {
            Ok(())
        } else {
            Err(wrong("its checksum is not the expected one".to_owned()))
        }
    }
}

fn answers(status: StatusCode) -> String {
    format!("answers {status}")
}

/// The first byte of a partial answer and the size of the whole: `bytes 100-199/1000`.
fn content_range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let text = headers.get(header::CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?;
    let (range, whole) = text.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, whole.parse().ok()))
}

/// Letters and digits only, lower case: how headings are compared.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
