//! The time, so that tests can move it.

use std::time::{Duration, Instant};

use time::OffsetDateTime;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The date and time, which may be set back.
    fn now(&self) -> OffsetDateTime;
    /// Time gone by since some moment, which only grows.
    fn elapsed(&self) -> Duration;
}

/// The clock of the machine.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
