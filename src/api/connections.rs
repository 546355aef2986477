//! Connections that are given up when hardly anything comes or goes on them: whoever only holds them open, or sends a head
//! letter by letter, keeps nobody else out.
//!
//! What arrives of a body, and how slowly, is looked after in `receive.rs`; this is for what comes before, and between.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::IncomingStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

/// How long a connection may do next to nothing: longer than any answer takes to make, and than any body may pause.
const PATIENCE: Duration = Duration::from_secs(75);
/// Bytes within that time that are more than next to nothing.
const ENOUGH_BYTES: usize = 1 << 10;

/// Listens for connections and gives up those that do next to nothing.
pub struct Patient(pub TcpListener);

/// The machine at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl axum::serve::Listener for Patient {
    type Io = Watched<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = axum::serve::Listener::accept(&mut self.0).await;
        (Watched::new(stream, PATIENCE), address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Patient>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Patient>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// A connection and how much it does.
pub struct Watched<S> {
    stream: S,
    patience: Duration,
    /// Since then next to nothing: the last answer, or the beginning of the request under way.
    since: Instant,
    bytes: usize,
    /// Wakes the connection when patience may have run out.
    alarm: Pin<Box<Sleep>>,
}

impl<S> Watched<S> {
    fn new(stream: S, patience: Duration) -> Self {
        Self { stream, patience, since: Instant::now(), bytes: 0, alarm: Box::pin(sleep(patience)) }
    }

    fn read(&mut self, bytes: usize) {
        if self.bytes == 0 || self.bytes + bytes >= ENOUGH_BYTES {
            self.since = Instant::now();
        }
        self.bytes = if self.bytes + bytes >= ENOUGH_BYTES { 0 } else { self.bytes + bytes };
    }

    fn wrote(&mut self) {
        (self.since, self.bytes) = (Instant::now(), 0);
    }

    /// Ready when patience has run out.
    fn has_had_enough(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        loop {
            ready!(self.alarm.as_mut().poll(context));
            let until = self.since + self.patience;
            if Instant::now() >= until {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            self.alarm.as_mut().reset(until);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Pending => this.has_had_enough(context).map(Err),
            done @ Poll::Ready(_) => {
                this.read(buffer.filled().len() - before);
                done
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> Watched<S> {
    fn written(&mut self, poll: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match poll {
            Poll::Pending => self.has_had_enough(context).map(Err),
            done @ Poll::Ready(_) => {
                self.wrote();
                done
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let poll = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.written(poll, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let poll = Pin::new(&mut this.stream).poll_write_vectored(context, slices);
        this.written(poll, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const SHORT: Duration = Duration::from_millis(1);
    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_connection_on_which_nothing_comes_is_given_up() {
        let (ours, _theirs) = duplex(64);
        let error = Watched::new(ours, SHORT).read_u8().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_connection_that_takes_no_answer_is_given_up() {
        let (ours, _theirs) = duplex(4);
        let error = Watched::new(ours, SHORT).write_all(b"more than they take").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_head_that_comes_letter_by_letter_has_the_time_of_one_and_a_brisk_body_goes_on_for_ever() {
        let (ours, mut theirs) = duplex(1 << 16);
        let mut watched = Watched::new(ours, LONG);
        theirs.write_all(b"G").await.unwrap();
        watched.read_u8().await.unwrap();
        let began = watched.since;
        theirs.write_all(b"ET /").await.unwrap();
        watched.read_exact(&mut [0; 4]).await.unwrap();
        assert_eq!(watched.since, began);
        theirs.write_all(&[0; 4096]).await.unwrap();
        watched.read_exact(&mut [0; 4096]).await.unwrap();
        assert!(watched.since > began);
        let began = watched.since;
        watched.write_all(b"HTTP/1.1 200 OK").await.unwrap();
        assert!(watched.since > began && watched.bytes == 0);
    }
}
