//! Who is behind a session or a token.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use time::{Duration, OffsetDateTime};
use tracing::warn;

use crate::app::AppError;
use crate::app::people::{People, SESSION_AT_MOST, SESSION_IDLE, secrets};
use crate::domain::permission::Viewer;

/// How stale the database may be about when somebody was last here.
const WRITTEN_EVERY: Duration = Duration::minutes(5);

/// When sessions were last seen by this process: it is written down every few minutes only, because a write may have to
/// wait for a large import.
#[derive(Default)]
pub struct Sightings(Mutex<HashMap<String, OffsetDateTime>>);

impl Sightings {
    /// Notes that a session is in use and gives when it was last; whether that is worth writing down comes with it.
    fn note(&self, hash: &str, written: OffsetDateTime, now: OffsetDateTime) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > 10_000 {
            seen.retain(|_, at| now - *at < SESSION_IDLE);
        }
        seen.insert(hash.to_owned(), now);
        now - written >= WRITTEN_EVERY
    }

    fn last(&self, hash: &str) -> Option<OffsetDateTime> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).copied()
    }

    /// Forgets a session.
    pub fn forget(&self, hash: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(hash);
    }
}

/// What somebody shows at the door.
#[derive(Clone, Copy, Debug)]
pub enum Pass<'a> {
    /// The secret of a session.
    Session(&'a str),
    /// An API token.
    Token(&'a str),
}

impl People {
    /// Whoever shows a pass. A session that has ended is a visitor's; a token that is not known is refused, because a
    /// program should learn that its token does not work.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] for a token that is not known; [`AppError::Unavailable`].
    pub async fn enter(&self, pass: Pass<'_>) -> Result<Viewer, AppError> {
        match pass {
            Pass::Session(secret) => self.by_session(&secrets::hash_of(secret)).await,
            Pass::Token(secret) => self.by_token(&secrets::hash_of(secret)).await,
        }
    }

    async fn by_session(&self, hash: &str) -> Result<Viewer, AppError> {
        let now = self.now();
        let Some(session) = self.store.session(hash).await? else { return Ok(Viewer::Visitor) };
        let seen_at = self.sightings.last(hash).map_or(session.seen_at, |seen| seen.max(session.seen_at));
        if now >= session.expires_at || now - seen_at >= SESSION_IDLE {
            self.sightings.forget(hash);
            return Ok(Viewer::Visitor);
        }
        debug_assert!(session.expires_at - now <= SESSION_AT_MOST);
        if self.sightings.note(hash, session.seen_at, now) {
            let (store, hash) = (self.store.clone(), hash.to_owned());
            self.do_afterwards(async move {
                if let Err(error) = store.touch_session(&hash, now).await {
                    warn!(%error, "when somebody was last here could not be written down");
                }
            });
        }
        Ok(Viewer::Person(Arc::new(session.person)))
    }

    async fn by_token(&self, hash: &str) -> Result<Viewer, AppError> {
        let today = self.now().date();
        let Some((person, used_on)) = self.store.person_of_token(hash).await? else {
            return Err(AppError::NotSignedIn(
                "This token is not known, or was taken back. Make a new one.".to_owned(),
            ));
        };
        if used_on != Some(today) {
            let (store, hash) = (self.store.clone(), hash.to_owned());
            self.do_afterwards(async move {
                if let Err(error) = store.touch_token(&hash, today).await {
                    warn!(%error, "when a token was last used could not be written down");
                }
            });
        }
        Ok(Viewer::Person(Arc::new(person)))
    }
}
