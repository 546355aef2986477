//! How much is worked on at once, who waits for a turn, and who is told to come back.
//!
//! An answer that has to be worked out takes a **turn**, of which there are about as many as processors, so that a crowd is
//! answered one after the other and not all at once and never. Whoever finds none waits in a line of a fixed length for a fixed
//! time; beyond that they are told at once, with the time after which to try again (503, Retry-After). A turn goes back when
//! the work is done, not when its caller goes away: work that nobody waits for counts as long as it goes on. Who goes away
//! while waiting leaves the line, and nothing is worked out for them.
//!
//! What takes long (whole files, a look at everything) has turns of its own, so that a few of those keep nobody else waiting.
//! What is always there (`Handler::Fixed`), and [`Load::Light`], take none. Signing in and reading files have their own turns in `app`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tracing::warn;

use crate::api::outgoing::Outgoing;
use crate::api::problem::{Problem, UNAVAILABLE};

/// When it makes sense to try again, seconds.
pub const WAIT_S: u64 = 3;

/// How long an answer usually takes to work out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Nothing to speak of, and asked for by those who watch over the service: it takes no turn.
    Light,
    /// Up to a second.
    Quick,
    /// Seconds: a look at everything there is.
    Long,
}

/// How much is let in.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Quick answers worked out at once.
    pub quick: usize,
    /// Long ones worked out, or waited for, at once.
    pub long: usize,
    /// Callers who wait for a turn, of each of the two.
    pub waiting: usize,
    /// How long they do.
    pub patience: Duration,
    /// Bytes of large answers that are held in memory until they have been read.
    pub outgoing_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            // One more than processors, so that none is idle while an answer is put together.
            quick: processors + 1,
            long: 16,
            waiting: 512,
            patience: Duration::from_secs(2),
            outgoing_bytes: 256 << 20,
        }
    }
}

/// Turns of both kinds, and room for what goes out.
#[derive(Debug)]
pub struct Admission {
    /// For what is quick.
    pub quick: Gate,
    /// For what takes long.
    pub long: Gate,
    /// For answers until they have been read.
    pub outgoing: Outgoing,
}

impl Admission {
    /// As much as the limits say.
    #[must_use]
    pub fn of(limits: &Limits) -> Self {
        let gate = |turns: usize| Gate::of(turns, limits.waiting, limits.patience);
        Self {
            quick: gate(limits.quick),
            long: gate(limits.long),
            outgoing: Outgoing::of(limits.outgoing_bytes, limits.patience),
        }
    }

    /// The gate for answers of this kind; `None` for those that take no turn.
    #[must_use]
    pub const fn gate(&self, load: Load) -> Option<&Gate> {
        match load {
            Load::Light => None,
            Load::Quick => Some(&self.quick),
            Load::Long => Some(&self.long),
        }
    }
}

/// A number of turns, and a line of those who wait for one.
#[derive(Debug)]
pub struct Gate {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Whether the log has been told that callers are turned away, since a turn was last free for the asking.
    told: AtomicBool,
    most_waiting: usize,
    patience: Duration,
}

/// A turn until this is dropped.
#[derive(Debug)]
pub struct Turn {
    _permit: OwnedSemaphorePermit,
}

impl Gate {
    fn of(turns: usize, most_waiting: usize, patience: Duration) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(turns)),
            waiting: AtomicUsize::new(0),
            told: AtomicBool::new(false),
            most_waiting,
            patience,
        }
    }

    /// Whether there is any use in waiting: asked before anything is looked up.
    ///
    /// # Errors
    /// 503 when the line is full.
    pub fn look(&self) -> Result<(), Problem> {
        let is_full = self.free() == 0 && self.waiting() >= self.most_waiting;
        if is_full { Err(self.full()) } else { Ok(()) }
    }

    /// A turn, after those who came before.
    ///
    /// # Errors
    /// 503 at once when the line is full; 503 when no turn has come for too long.
    pub async fn turn(&self) -> Result<Turn, Problem> {
        let turns = || Arc::clone(&self.turns);
        if let Ok(permit) = turns().try_acquire_owned() {
            self.told.store(false, Ordering::Relaxed);
            return Ok(Turn { _permit: permit });
        }
        let _place = self.place_in_line().ok_or_else(|| self.full())?;
        match timeout(self.patience, turns().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Turn { _permit: permit }),
            Ok(Err(closed)) => Err(Problem::internal(closed)),
            Err(_) => Err(self.full()),
        }
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// How many turns nobody has.
    #[must_use]
    pub fn free(&self) -> usize {
        self.turns.available_permits()
    }

    /// The log is told once for each crowd.
    fn full(&self) -> Problem {
        if !self.told.swap(true, Ordering::Relaxed) {
            warn!(waiting = self.waiting(), "more is asked for than can be answered; callers are told to come back");
        }
        busy()
    }

    fn place_in_line(&self) -> Option<PlaceInLine<'_>> {
        let more = |waiting: usize| (waiting < self.most_waiting).then_some(waiting + 1);
        self.waiting.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).ok().map(|_| PlaceInLine(&self.waiting))
    }
}

struct PlaceInLine<'g>(&'g AtomicUsize);

impl Drop for PlaceInLine<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Too much is going on just now. The log is not told of each: that would be one more thing to do for a crowd.
pub fn busy() -> Problem {
    let detail = "Many people are using this just now. Please try again in a moment.";
    Problem::new(UNAVAILABLE, detail).after(WAIT_S).unlogged()
}

/// Works something out away from the threads that talk to callers. The turn comes back with it; when nobody waits for it any
/// more, the turn ends with the work.
///
/// # Errors
/// When the work panics.
pub async fn worked<T: Send + 'static>(
    turn: Option<Turn>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<(T, Option<Turn>), Problem> {
    spawn_blocking(move || (work(), turn)).await.map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::sync::mpsc;
    use std::task::{Context, Poll, Waker};

    use super::*;

    const EVER: Duration = Duration::from_secs(3600);

    fn polled<T>(future: &mut std::pin::Pin<Box<impl Future<Output = T>>>) -> Poll<T> {
        future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    #[tokio::test]
    async fn who_finds_no_turn_waits_and_who_finds_the_line_full_is_told_at_once() {
        let gate = Gate::of(1, 1, EVER);
        let first = gate.turn().await.unwrap();
        let mut second = Box::pin(gate.turn());
        assert!(polled(&mut second).is_pending() && gate.waiting() == 1);
        let mut third = Box::pin(gate.turn());
        let Poll::Ready(Err(told)) = polled(&mut third) else { panic!("the third was neither let in nor turned away") };
        assert_eq!(told.kind(), UNAVAILABLE);
        drop(first);
        assert!(second.await.is_ok());
        assert_eq!((gate.waiting(), gate.free()), (0, 1));
    }

    #[tokio::test]
    async fn who_has_waited_too_long_is_told_so() {
        let gate = Gate::of(1, 1, Duration::ZERO);
        let _first = gate.turn().await.unwrap();
        assert_eq!(gate.turn().await.unwrap_err().kind(), UNAVAILABLE);
        assert_eq!(gate.waiting(), 0);
    }

    #[tokio::test]
    async fn who_goes_away_while_waiting_leaves_the_line() {
        let gate = Gate::of(1, 1, EVER);
        let first = gate.turn().await.unwrap();
        let mut gone = Box::pin(gate.turn());
        assert!(polled(&mut gone).is_pending());
        drop(gone);
        assert_eq!(gate.waiting(), 0);
        drop(first);
        assert_eq!(gate.free(), 1);
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_keeps_its_turn_until_it_is_done() {
        let gate = Gate::of(1, 0, EVER);
        let (begin, begun) = mpsc::channel::<()>();
        let (finish, finished) = mpsc::channel::<()>();
        let work = move || {
            begin.send(()).unwrap();
            finished.recv().unwrap();
        };
        let mut asked = Box::pin(worked(Some(gate.turn().await.unwrap()), work));
        assert!(polled(&mut asked).is_pending());
        begun.recv().unwrap();
        drop(asked);
        assert_eq!(gate.free(), 0, "the work goes on");
        finish.send(()).unwrap();
        let turn = Arc::clone(&gate.turns).acquire_owned().await;
        assert!(turn.is_ok());
    }
}
