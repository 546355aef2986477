//! Fetching from a publisher's server that misbehaves in every way that real ones do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use catmap::app::fetch::{Download, FetchError, Fetched, Limits, OfficialFile, fetch, read_table};
use time::macros::date;

/// What the server does with one connection.
enum Answer {
    /// This, as it stands, and the line is closed.
    Bytes(Vec<u8>),
    /// This, a byte at a time, with a short rest before each, until the client has had enough.
    Trickle(Vec<u8>),
    /// This, and then silence.
    Stall(Vec<u8>),
}

/// A server that gives one answer to each request and tells what it was asked.
struct Publisher {
    address: String,
    asked: Receiver<Vec<String>>,
}

impl Publisher {
    fn with(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (tell, asked) = channel();
        let mut answers: VecDeque<Answer> = answers.into_iter().collect();
        thread::spawn(move || {
            while let Some(answer) = answers.pop_front() {
                let Ok((line, _)) = listener.accept() else { return };
                let mut headers = Vec::new();
                let mut reader = BufReader::new(line.try_clone().unwrap());
                loop {
                    let mut text = String::new();
                    if reader.read_line(&mut text).unwrap_or(0) == 0 || text.trim().is_empty() {
                        break;
                    }
                    headers.push(text.trim().to_ascii_lowercase());
                }
                let _ = tell.send(headers);
                answer.give(line);
            }
        });
        Self { address, asked }
    }

    fn file(&self, more: &str) -> OfficialFile {
        let table = format!(
            "[[source]]\nid = \"towns\"\ntitle = \"Towns\"\npublisher = \"Nobody\"\npage = \"https://example.org/towns\"\n\
             url = \"{}/towns.csv\"\nfile_name = \"towns.csv\"\nlicence = \"none\"\nkind = \"sales\"\n{more}\n",
            self.address
        );
        read_table(&table).unwrap().remove(0)
    }

    /// A header of the requests so far, one for each, empty where it was not sent.
    fn sent(&self, header: &str) -> Vec<String> {
        let start = format!("{header}: ");
        let of = |request: Vec<String>| request.iter().find_map(|line| line.strip_prefix(&start).map(str::to_owned));
        self.asked.try_iter().map(|request| of(request).unwrap_or_default()).collect()
    }
}

impl Answer {
    fn give(self, mut line: TcpStream) {
        match self {
            Self::Bytes(bytes) => {
                let _ = line.write_all(&bytes);
            }
            Self::Trickle(bytes) => {
                for byte in bytes {
                    thread::sleep(Duration::from_millis(5));
                    if line.write_all(&[byte]).is_err() {
                        return;
                    }
                }
            }
            Self::Stall(bytes) => {
                let _ = line.write_all(&bytes);
                // Until the client hangs up.
                let _ = BufReader::new(line).read_line(&mut String::new());
            }
        }
    }
}

const TOWNS: &str = "Town,People\nAldermere,81000\nBrackley,12000\nDock,900\n";

fn answer(status: &str, headers: &str, body: &str) -> Answer {
    Answer::Bytes(text(status, headers, body).into_bytes())
}

fn text(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n{body}")
}

/// All of the towns, as version `etag`.
fn all(etag: &str) -> Answer {
    answer("200 OK", &format!("Content-Length: {}\r\nETag: \"{etag}\"\r\n", TOWNS.len()), TOWNS)
}

/// The first bytes of the towns, and then the line drops.
fn first(bytes: usize, etag: &str) -> Answer {
    let headers = format!("Content-Length: {}\r\nETag: \"{etag}\"\r\n", TOWNS.len());
    answer("200 OK", &headers, &TOWNS[..bytes])
}

/// The bytes from there on.
fn rest(from: usize, etag: &str) -> Answer {
    let (of, last) = (TOWNS.len(), TOWNS.len() - 1);
    let headers =
        format!("Content-Length: {}\r\nContent-Range: bytes {from}-{last}/{of}\r\nETag: \"{etag}\"\r\n", of - from);
    answer("206 Partial Content", &headers, &TOWNS[from..])
}

fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        idle: Duration::from_millis(300),
        slow: (Duration::from_secs(60), 0),
        waits: [Duration::from_millis(1); 3],
        largest_bytes: 1 << 20,
        proxy_from_environment: false,
    }
}

fn fetch_with(limits: &Limits, file: &OfficialFile, folder: &Path) -> Result<Fetched, FetchError> {
    fetch(&Download { file, folder, limits, today: date!(2026 - 03 - 21) }, &|_, _| {})
}

/// Fetches, and holds that either the whole file is there or nothing has its name.
fn fetched(publisher: &Publisher, more: &str, folder: &Path) -> Result<Fetched, String> {
    let result = fetch_with(&limits(), &publisher.file(more), folder);
    match &result {
        Ok(fetched) => assert_eq!(std::fs::read_to_string(&fetched.path).unwrap(), TOWNS),
        Err(_) => assert!(!folder.join("towns.csv").exists(), "half a file has no name"),
    }
    result.map_err(|error| error.to_string())
}

const HEADER: &str = "header = [\"Town\", \"People\"]";

#[test]
fn a_file_that_comes_as_it_should_is_kept_and_not_downloaded_again_while_it_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::with([all("1"), answer("304 Not Modified", "ETag: \"1\"\r\n", ""), all("2")]);
    assert!(!fetched(&publisher, HEADER, folder.path()).unwrap().unchanged);
    assert!(fetched(&publisher, HEADER, folder.path()).unwrap().unchanged);
    assert!(!fetched(&publisher, HEADER, folder.path()).unwrap().unchanged);
    assert_eq!(publisher.sent("if-none-match"), ["", "\"1\"", "\"1\""]);
    assert!(!folder.path().join("towns.csv.part").exists());
}

#[test]
fn a_line_that_drops_is_gone_on_with_by_range_in_the_same_run_and_in_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::with([first(20, "1"), rest(20, "1")]);
    fetched(&publisher, HEADER, folder.path()).unwrap();
    assert_eq!(publisher.sent("range"), ["", "bytes=20-"]);

    let folder = tempfile::tempdir().unwrap();
    let again = || answer("500 Internal Server Error", "Content-Length: 0\r\n", "");
    let publisher = Publisher::with([first(20, "1"), again(), again(), again(), rest(20, "1")]);
    let message = fetched(&publisher, HEADER, folder.path()).unwrap_err();
    assert!(message.contains("answers 500") && message.contains("Start again"), "{message}");
    fetched(&publisher, HEADER, folder.path()).unwrap();
    assert_eq!(publisher.sent("if-range"), ["", "\"1\"", "\"1\"", "\"1\"", "\"1\""]);
}

#[test]
fn a_server_that_ignores_ranges_or_has_another_version_by_now_makes_it_begin_again() {
    for second in [all("1"), all("2")] {
        let folder = tempfile::tempdir().unwrap();
        let publisher = Publisher::with([first(20, "1"), second]);
        fetched(&publisher, HEADER, folder.path()).unwrap();
    }
}

#[test]
fn a_part_of_another_version_or_from_another_place_is_never_added() {
    for second in [rest(20, "2"), rest(30, "1")] {
        let folder = tempfile::tempdir().unwrap();
        let publisher = Publisher::with([first(20, "1"), second, all("2")]);
        fetched(&publisher, HEADER, folder.path()).unwrap();
        assert_eq!(publisher.sent("range"), ["", "bytes=20-", ""]);
    }
    let folder = tempfile::tempdir().unwrap();
    let gone = answer("416 Range Not Satisfiable", "Content-Range: bytes */10\r\nContent-Length: 0\r\n", "");
    let publisher = Publisher::with([first(20, "1"), gone, all("2")]);
    fetched(&publisher, HEADER, folder.path()).unwrap();
}

#[test]
fn a_file_cut_short_every_time_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let cut = || answer("200 OK", &format!("Content-Length: {}\r\n", TOWNS.len()), &TOWNS[..20]);
    let publisher = Publisher::with([cut(), cut(), cut(), cut()]);
    let message = fetched(&publisher, HEADER, folder.path()).unwrap_err();
    assert!(message.contains("after 20"), "{message}");
}

#[test]
fn a_server_that_falls_silent_or_trickles_is_left_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let headers = format!("Content-Length: {}\r\nETag: \"1\"\r\n", TOWNS.len());
    let silent = Answer::Stall(text("200 OK", &headers, &TOWNS[..20]).into_bytes());
    let publisher = Publisher::with([silent, rest(20, "1")]);
    fetched(&publisher, HEADER, folder.path()).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::with([Answer::Stall(Vec::new()), all("1")]);
    fetched(&publisher, HEADER, folder.path()).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let endless = text("200 OK", "ETag: \"1\"\r\n", &"x".repeat(10_000)).into_bytes();
    let publisher = Publisher::with([Answer::Trickle(endless), all("2")]);
    let impatient = Limits { slow: (Duration::from_millis(50), 1 << 20), ..limits() };
    let done = fetch_with(&impatient, &publisher.file(HEADER), folder.path()).unwrap();
    assert_eq!(std::fs::read_to_string(done.path).unwrap(), TOWNS);
}

#[test]
fn an_error_page_with_status_200_is_no_data_whatever_it_calls_itself() {
    let page = "<!DOCTYPE html><html><body>Town People: sorry</body></html>";
    for kind in ["text/html; charset=utf-8", "text/csv"] {
        let folder = tempfile::tempdir().unwrap();
        let headers = format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", page.len());
        let publisher = Publisher::with([answer("200 OK", &headers, page)]);
        let message = fetched(&publisher, HEADER, folder.path()).unwrap_err();
        assert!(message.contains("web page"), "{message}");
        assert!(!folder.path().join("towns.csv.part").exists());
    }
}

#[test]
fn another_file_a_wrong_checksum_and_an_empty_file_are_thrown_away() {
    let sum = format!("sha256 = \"{}\"", "0".repeat(64));
    let cases = [
        (all("1"), "header = [\"Villages\"]", "\"Villages\" is not at its start"),
        (all("1"), sum.as_str(), "checksum"),
        (answer("200 OK", "Content-Length: 0\r\n", ""), "", "empty file"),
    ];
    for (given, more, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let publisher = Publisher::with([given]);
        let message = fetched(&publisher, more, folder.path()).unwrap_err();
        assert!(message.contains(expected), "{message}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    }
    let folder = tempfile::tempdir().unwrap();
    let right = "sha256 = \"d1e1a1b4a7b1f6a3\"".to_owned();
    assert!(read_table(&format!("[[source]]\n{right}")).is_err());
    let publisher = Publisher::with([all("1")]);
    let sum: String = {
        use sha2::{Digest, Sha256};
        Sha256::digest(TOWNS.as_bytes()).iter().map(|byte| format!("{byte:02X}")).collect()
    };
    fetched(&publisher, &format!("sha256 = \"{sum}\""), folder.path()).unwrap();
}

#[test]
fn a_file_that_is_not_there_is_not_asked_for_again_and_a_failure_that_may_pass_is() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::with([answer("404 Not Found", "Content-Length: 0\r\n", "")]);
    let message = fetched(&publisher, HEADER, folder.path()).unwrap_err();
    assert!(message.contains("answers 404 Not Found; look for the file at https://example.org/towns"), "{message}");

    let busy = |status| answer(status, "Content-Length: 0\r\n", "");
    let publisher = Publisher::with([busy("500 Oops"), busy("503 Later"), busy("429 Slower"), all("1")]);
    fetched(&publisher, HEADER, folder.path()).unwrap();
}

#[test]
fn redirects_are_followed_five_times_and_never_out_of_the_web() {
    let to = |place: &str| answer("302 Found", &format!("Location: {place}\r\nContent-Length: 0\r\n"), "");
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::with((0..5).map(|_| to("/towns.csv")).chain([all("1")]));
    fetched(&publisher, HEADER, folder.path()).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::with((0..20).map(|_| to("/towns.csv")));
    let message = fetched(&publisher, HEADER, folder.path()).unwrap_err();
    assert!(message.contains("from one address to the next without end"), "{message}");

    for place in ["file:///etc/passwd", "ftp://127.0.0.1/towns.csv"] {
        let publisher = Publisher::with((0..4).map(|_| to(place)));
        let message = fetched(&publisher, HEADER, folder.path()).unwrap_err();
        assert!(!message.is_empty(), "{message}");
    }
}

#[test]
fn a_file_over_the_limit_is_stopped_whether_or_not_it_says_how_large_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let small = Limits { largest_bytes: 10, ..limits() };
    for given in [all("1"), answer("200 OK", "", TOWNS)] {
        let publisher = Publisher::with([given]);
        let message = fetch_with(&small, &publisher.file(HEADER), folder.path()).unwrap_err().to_string();
        assert!(message.contains("over the limit"), "{message}");
        assert!(!folder.path().join("towns.csv").exists());
    }
}

#[test]
fn a_file_named_after_its_month_is_taken_of_the_newest_month_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let missing = || answer("404 Not Found", "Content-Length: 0\r\n", "");
    let publisher = Publisher::with([missing(), missing(), all("1")]);
    let mut file = publisher.file(HEADER);
    file.url = format!("{}/towns-{{year}}-{{month}}.csv", publisher.address);
    file.file_name = "towns-{year}-{month}.csv".to_owned();
    let done = fetch_with(&limits(), &file, folder.path()).unwrap();
    assert_eq!(done.path, folder.path().join("towns-2026-01.csv"));
}
