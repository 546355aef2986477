//! People: signing in and out, invitations, forgotten passwords, tokens, and who may come in at all. One file per use.
//!
//! | file | what it does |
//! |---|---|
//! | `enter.rs` | who is behind a session or a token |
//! | `sign_in.rs`, `sign_out.rs` | begin and end a session |
//! | `invite.rs`, `reset.rs`, `change_password.rs` | how somebody comes by a password |
//! | `tokens.rs` | keys for programs |
//! | `list.rs`, `change.rs` | who there is; their roles and access |
//! | `passwords.rs` | argon2id, and which passwords will do |
//! | `limits.rs` | how often somebody may try |
//! | `mail.rs` | mail, handed in or put into a folder |
//! | `secrets.rs`, `clock.rs` | random secrets and their hashes; the time |
//!
//! **Sessions are our own.** A session here is 256 random bits in a cookie and the hash of them in the database. The crates
//! for sessions bring stores, layers and data of their own, and none of them ends all sessions of a person, which is what
//! a new password must do. What is cryptography comes from crates: argon2, rand (the system's own generator), sha2.
//!
//! **What it never does.** It never decides what somebody may do (`domain::permission`), never knows HTTP or cookies, and
//! never logs or returns a password, a link or the secret of a session or token, but once to whom it is for.
//!
//! To add a use: a file here with an `impl People`, its route or command, and its story in `tests/people.rs`.

mod change;
mod change_password;
pub mod clock;
mod enter;
mod invite;
mod limits;
mod list;
mod mail;
mod passwords;
mod reset;
mod secrets;
mod sign_in;
mod sign_out;
mod tokens;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use time::{Duration, OffsetDateTime};
use tokio::task::JoinSet;

pub use change::PersonChange;
pub use enter::Pass;
pub use list::PersonListed;
pub(super) use mail::address as email_address;
pub(super) use secrets::key as new_key;
pub use sign_in::{Credentials, SignedIn};
pub use tokens::NewToken;

use crate::app::AppError;
use crate::app::people::clock::{Clock, SystemClock};
use crate::app::people::enter::Sightings;
use crate::app::people::limits::Limits;
use crate::app::people::mail::Mail;
use crate::app::people::passwords::Passwords;
use crate::domain::person::council_slug;
use crate::store::{Account, Store};

/// How long a session lasts when nobody uses it, and how long at most.
pub const SESSION_IDLE: Duration = Duration::hours(12);
/// See [`SESSION_IDLE`].
pub const SESSION_AT_MOST: Duration = Duration::days(14);
/// How long a browser is remembered after somebody signed in with it.
pub const DEVICE_KNOWN: Duration = Duration::days(365);
/// How long the link for a forgotten password is good.
pub const RESET_GOOD: Duration = Duration::hours(1);
/// How long an invitation is good.
pub const INVITATION_GOOD: Duration = Duration::days(7);

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct MailOptions {
    /// Where to hand it in; without it, it is put into the outbox.
    pub smtp_url: Option<String>,
    /// The sender.
    pub from: String,
    /// The folder for mail that is not handed in; made when it is first needed.
    pub outbox: PathBuf,
    /// The address of the service as people use it, for links. It never comes from a request: who asks for a link in
    /// somebody else's mail must not decide where it leads.
    pub base: String,
}

/// Everything about people, on one store.
pub struct People {
    store: Store,
    clock: Arc<dyn Clock>,
    passwords: Passwords,
    limits: Limits,
    mail: Mail,
    sightings: Sightings,
    /// What goes on after its answer was given.
    afterwards: Mutex<JoinSet<()>>,
}

impl People {
    /// People of this store, by the system's clock.
    ///
    /// # Errors
    /// [`AppError::Refused`] when the sender or the mail server cannot be used as they are set.
    pub fn new(store: Store, mail: MailOptions) -> Result<Self, AppError> {
        Self::by_clock(store, mail, Arc::new(SystemClock::default()))
    }

    /// The same by another clock.
    ///
    /// # Errors
    /// As [`People::new`].
    pub fn by_clock(store: Store, mail: MailOptions, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        Ok(Self {
            store,
            passwords: Passwords::new()?,
            limits: Limits::new(&clock),
            mail: Mail::new(mail)?,
            sightings: Sightings::default(),
            afterwards: Mutex::default(),
            clock,
        })
    }

    /// Now, to the second: what is written down is compared as text in SQLite.
    pub(super) fn now(&self) -> OffsetDateTime {
        let now = self.clock.now();
        now.replace_nanosecond(0).unwrap_or(now)
    }

    /// Does something after the answer was given.
    fn do_afterwards(&self, act: impl Future<Output = ()> + Send + 'static) {
        let mut afterwards = self.afterwards.lock().unwrap_or_else(PoisonError::into_inner);
        while afterwards.try_join_next().is_some() {}
        afterwards.spawn(act);
    }

    /// Waits for what was put off until after its answer.
    pub async fn settled(&self) {
        let waiting = std::mem::take(&mut *self.afterwards.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.join_all().await;
    }

    /// How many times a password was hashed: what a try costs does not depend on whether the address is known.
    #[must_use]
    pub fn hashes_made(&self) -> u64 {
        self.passwords.made()
    }

    /// A try of an address to ask something that others read.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub(super) fn may_ask(&self, peer: Option<IpAddr>) -> Result<(), AppError> {
        self.limits.try_to_ask(peer)
    }

    /// A random reference that people can read out.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the system has no randomness to give.
    pub(super) fn reference(&self) -> Result<String, AppError> {
        secrets::reference()
    }

    /// Whether somebody who can sign in is an officer of this council.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub(super) async fn has_officers(&self, council: &str) -> Result<bool, AppError> {
        let (council, everybody) = (council_slug(council), self.store.people().await?);
        let here = |account: &&Account| account.active && account.password.is_some();
        Ok(everybody.iter().filter(here).any(|account| account.person.councils().any(|own| own == council)))
    }

    /// The account of an address as people write it.
    async fn account_of_email(&self, email: &str) -> Result<Option<Account>, AppError> {
        Ok(self.store.account_of_email(&email_key(email)).await?)
    }
}

/// What e-mail addresses are compared by.
fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}
