//! Sign in with an e-mail address and a password.

use std::net::IpAddr;

use tracing::{info, warn};

use crate::app::AppError;
use crate::app::people::passwords::Tried;
use crate::app::people::{DEVICE_KNOWN, People, SESSION_AT_MOST, email_key, secrets};
use crate::domain::person::Person;
use crate::store::NewSession;

/// What somebody signs in with.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// Their address.
    pub email: &'a str,
    /// Their password.
    pub password: &'a str,
    /// The secret of the browser's device cookie, if it has one.
    pub device: Option<&'a str>,
    /// The secret of the session the browser has now, which ends: nobody's session can be slipped to somebody else.
    pub session: Option<&'a str>,
    /// Where from.
    pub peer: Option<IpAddr>,
}

/// Somebody who has just signed in, with the secrets for their browser. They are held nowhere else.
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// The secret of the session.
    pub session: String,
    /// The secret by which the browser is known again; `None` when it is known already.
    pub device: Option<String>,
}

impl People {
    /// Signs somebody in. An address that is not known, a wrong password and an account that was ended look alike and
    /// cost the same.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`], [`AppError::TooMany`], [`AppError::Unavailable`].
    pub async fn sign_in(&self, given: Credentials<'_>) -> Result<SignedIn, AppError> {
        let account = self.account_of_email(given.email).await?;
        // Looked up whether or not there is such an account, so that both take the same time.
        let device = given.device.map(secrets::hash_of);
        let owner = match &device {
            Some(hash) => self.store.person_of_device(hash, self.now()).await?,
            None => None,
        };
        let is_own = owner.is_some_and(|owner| account.as_ref().is_some_and(|account| account.person.id == owner));
        let known_device = device.filter(|_| is_own);
        match &known_device {
            Some(hash) => self.limits.try_from_device(hash)?,
            None => self.limits.try_from_stranger(&email_key(given.email), given.peer)?,
        }
        let kept = account.as_ref().and_then(|account| account.password.as_deref());
        let tried = self.passwords.try_it(given.password, kept).await?;
        let Some(account) = account.filter(|account| account.active && tried != Tried::Wrong) else {
            info!("a sign-in failed");
            return Err(AppError::NotSignedIn("The e-mail address and password do not fit.".to_owned()));
        };
        if known_device.is_none() {
            self.limits.was_no_guess(&email_key(given.email));
        }
        if tried == Tried::RightAndOld
            && let Some(old) = &account.password
        {
            let new = self.passwords.keep(given.password).await?;
            if let Err(error) = self.store.renew_password(&account.person.id, old, &new).await {
                warn!(%error, "a password could not be kept in its newer form");
            }
        }
        self.begin(account.person, given.session, known_device.as_deref()).await
    }

    /// Begins a session, in the place of the one the browser has.
    pub(super) async fn begin(
        &self,
        person: Person,
        replaced: Option<&str>,
        known_device: Option<&str>,
    ) -> Result<SignedIn, AppError> {
        let (now, session) = (self.now(), secrets::secret()?);
        let device = if known_device.is_none() { Some(secrets::secret()?) } else { None };
        let begun = NewSession {
            person: &person.id,
            hash: &secrets::hash_of(&session),
            replaced: replaced.map(secrets::hash_of),
            at: now,
            expires_at: now + SESSION_AT_MOST,
            device: device.as_deref().map(|device| (secrets::hash_of(device), now + DEVICE_KNOWN)),
        };
        self.store.begin_session(&begun).await?;
        info!(person = %person.id, "signed in");
        Ok(SignedIn { person, session, device })
    }
}
