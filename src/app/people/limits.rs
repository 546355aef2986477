//! How often somebody may try, so that guessing takes for ever and nobody can be locked out by another's guesses.
//!
//! A browser that has signed in to an account before is known by its device cookie and has tries of its own
//! (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). All other browsers share the tries of the account and
//! those of their address, so an attacker uses up what strangers have and not what the person's own browser has. And a
//! password can always be set again by mail: asking for another link never spoils an earlier one, so whoever asks in the
//! person's name only brings them good links.
//!
//! Of the tries of an account that strangers share only wrong ones count: a right password gives its try back, so that
//! nobody locks themselves out by signing in from many browsers. It is taken before the password is looked at, so that guesses sent
//! at once count each. The tries of an address are not given back: they keep down the work that hashing is.

use std::convert::Infallible;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::{DashMapStateStore, ShrinkableKeyedStateStore};
use governor::{Quota, RateLimiter};

use crate::app::AppError;
use crate::app::people::clock::Clock;
use crate::app::people::secrets;

/// Tries at once and the time after which one more is free: for strangers to an account, a known browser, an address, mails
/// with links to one person, and enquiries from an address.
const STRANGERS: (u32, Duration) = (10, Duration::from_secs(180));
const DEVICE: (u32, Duration) = (10, Duration::from_secs(30));
const ADDRESS: (u32, Duration) = (60, Duration::from_secs(10));
const MAILS: (u32, Duration) = (3, Duration::from_secs(1200));
const ENQUIRIES: (u32, Duration) = (10, Duration::from_secs(180));
/// Buckets that are full again are forgotten after so many tries.
const SWEEP_EVERY: u32 = 1000;

/// The buckets.
pub struct Limits {
    strangers: Buckets<String>,
    devices: Buckets<String>,
    addresses: Buckets<IpAddr>,
    mails: Buckets<String>,
    enquiries: Buckets<IpAddr>,
}

impl Limits {
    /// Full buckets by this clock.
    pub fn new(clock: &Arc<dyn Clock>) -> Self {
        Self {
            strangers: Buckets::new(STRANGERS, clock),
            devices: Buckets::new(DEVICE, clock),
            addresses: Buckets::new(ADDRESS, clock),
            mails: Buckets::new(MAILS, clock),
            enquiries: Buckets::new(ENQUIRIES, clock),
        }
    }

    /// A try of a known browser at its own account.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub fn try_from_device(&self, device_hash: &str) -> Result<(), AppError> {
        self.devices.take(&device_hash.to_owned())
    }

    /// A try of somebody who has signed in at their own password.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub fn try_own(&self, person: &str) -> Result<(), AppError> {
        self.devices.take(&person.to_owned())
    }

    /// A try of an unknown browser at an account, whether or not there is one.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub fn try_from_stranger(&self, email_key: &str, peer: Option<IpAddr>) -> Result<(), AppError> {
        self.addresses.take(&network(peer))?;
        self.strangers.take(&secrets::hash_of(email_key))
    }

    /// Gives back the try of an unknown browser at an account whose password it knew.
    pub fn was_no_guess(&self, email_key: &str) {
        self.strangers.give_back(&secrets::hash_of(email_key));
    }

    /// An enquiry from an address.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub fn try_to_ask(&self, peer: Option<IpAddr>) -> Result<(), AppError> {
        self.enquiries.take(&network(peer))
    }

    /// Whether another mail with a link may go to a person.
    pub fn may_mail(&self, person: &str) -> bool {
        self.mails.take(&person.to_owned()).is_ok()
    }
}

/// What counts as one address: an IPv6 customer has at least a /64.
fn network(peer: Option<IpAddr>) -> IpAddr {
    match peer.map(|peer| peer.to_canonical()) {
        None => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        Some(IpAddr::V6(v6)) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        Some(v4) => v4,
    }
}

/// Tries by key.
struct Buckets<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, Tries<K>, Elapsed, NoOpMiddleware<Duration>>,
    tries: Tries<K>,
    one_more: Nanos,
    clock: Elapsed,
    taken: AtomicU32,
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    fn new((tries, one_more): (u32, Duration), clock: &Arc<dyn Clock>) -> Self {
        let clock = Elapsed(Arc::clone(clock));
        let quota = Quota::with_period(one_more).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
        let quota = quota.allow_burst(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN));
        let tries = Tries(Arc::default());
        let limiter = RateLimiter::new(quota, Tries(Arc::clone(&tries.0)), clock.clone());
        Self { limiter, tries, one_more: one_more.into(), clock, taken: AtomicU32::new(0) }
    }

    fn take(&self, key: &K) -> Result<(), AppError> {
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(governor::clock::Clock::now(&self.clock));
            AppError::TooMany { wait_s: wait.as_millis().div_ceil(1000).clamp(1, 86_400) as u64 }
        })
    }

    /// Undoes one [`Self::take`]: what is kept for a key is the time at which all its tries are free again.
    fn give_back(&self, key: &K) {
        let sooner = |free_at: Option<Nanos>| {
            Ok::<_, Infallible>(((), free_at.unwrap_or_default().saturating_sub(self.one_more)))
        };
        let Ok(()) = self.tries.measure_and_replace(key, sooner);
    }
}

/// What governor keeps, where a try can be given back.
struct Tries<K: Hash + Eq + Clone>(Arc<DashMapStateStore<K>>);

impl<K: Hash + Eq + Clone> StateStore for Tries<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        self.0.measure_and_replace(key, decide)
    }
}

impl<K: Hash + Eq + Clone> ShrinkableKeyedStateStore<K> for Tries<K> {
    fn retain_recent(&self, drop_below: Nanos) {
        self.0.retain_recent(drop_below);
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Our clock as governor reads it.
#[derive(Clone)]
struct Elapsed(Arc<dyn Clock>);

impl governor::clock::Clock for Elapsed {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_ipv6_customer_is_one_address_and_a_mapped_one_is_ipv4() {
        let network = |text: &str| super::network(Some(text.parse().unwrap()));
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
