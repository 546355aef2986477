//! A plain HTTP/1.1 client on one connection that is kept open: it writes bytes, reads an answer to its end, and tells its size.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Read at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// An answer, without its body.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Head, as it came.
    pub head: String,
    /// Bytes of the body.
    pub body_bytes: usize,
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&str| line.split_once(':').is_some_and(|(found, _)| found.eq_ignore_ascii_case(name));
        self.head.lines().find(named)?.split_once(':').map(|(_, value)| value.trim())
    }
}

/// One connection.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects.
    pub async fn to(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(CHUNK_BYTES) })
    }

    /// Sends a request and reads the answer.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.send(request).await?;
        let mut body = Vec::new();
        self.answer(&mut body, false).await
    }

    /// The same, with the body.
    pub async fn read(&mut self, request: &[u8]) -> io::Result<(Answer, Vec<u8>)> {
        self.send(request).await?;
        let mut body = Vec::new();
        let answer = self.answer(&mut body, true).await?;
        Ok((answer, body))
    }

    /// Sends a request and reads nothing.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.stream.write_all(request).await
    }

    async fn more(&mut self) -> io::Result<usize> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(read) }
    }

    async fn answer(&mut self, body: &mut Vec<u8>, keep: bool) -> io::Result<Answer> {
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        self.buffer.drain(..end);
        let status = head.get(9..12).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        let mut answer = Answer { status, head, body_bytes: 0 };
        if status == 304 || status == 204 {
            return Ok(answer);
        }
        if let Some(length) = answer.header("content-length").and_then(|length| length.parse::<usize>().ok()) {
            self.take(length, body, keep).await?;
            answer.body_bytes = length;
            return Ok(answer);
        }
        loop {
            let line_end = loop {
                if let Some(end) = self.buffer.windows(2).position(|window| window == b"\r\n") {
                    break end;
                }
                self.more().await?;
            };
            let line = String::from_utf8_lossy(&self.buffer[..line_end]).into_owned();
            let length = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
            self.buffer.drain(..line_end + 2);
            self.take(length, body, keep).await?;
            self.take(2, &mut Vec::new(), false).await?;
            answer.body_bytes += length;
            if length == 0 {
                return Ok(answer);
            }
        }
    }

    async fn take(&mut self, mut length: usize, into: &mut Vec<u8>, keep: bool) -> io::Result<()> {
        loop {
            let here = length.min(self.buffer.len());
            if keep {
                into.extend_from_slice(&self.buffer[..here]);
            }
            self.buffer.drain(..here);
            length -= here;
            if length == 0 {
                return Ok(());
            }
            self.more().await?;
        }
    }
}
