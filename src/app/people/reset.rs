//! Set a password with a link from a mail: forgotten passwords and invitations.

use std::sync::Arc;

use tracing::warn;

use crate::app::AppError;
use crate::app::people::{People, RESET_GOOD, SignedIn, passwords, secrets};

impl People {
    /// Sends a link to whoever has this address. Whoever asks learns nothing, not even by how long it takes: all of it is
    /// done after the answer. Another link leaves earlier ones good, so that nobody can spoil them by asking.
    pub fn ask_for_reset(self: &Arc<Self>, email: &str) {
        let (people, email) = (Arc::clone(self), email.to_owned());
        self.do_afterwards(async move {
            if let Err(error) = people.send_reset(&email).await {
                warn!(?error, "a link for a forgotten password could not be sent");
            }
        });
    }

    async fn send_reset(&self, email: &str) -> Result<(), AppError> {
        let account = self.account_of_email(email).await?.filter(|account| account.active);
        let Some(account) = account.filter(|account| self.limits.may_mail(&account.person.id.0)) else {
            return Ok(());
        };
        let (person, secret) = (account.person, secrets::secret()?);
        self.store.keep_link(&person.id, &secrets::hash_of(&secret), self.now() + RESET_GOOD).await?;
        let text = format!(
            "Hello {},\n\nSomebody, perhaps you, asked for a new password for catmap. Choose one here, within an \
             hour:\n\n{}\n\nIf it was not you, you can ignore this: your password stays as it is.\n",
            person.name,
            self.mail.link(&secret, false)
        );
        self.mail.send(&person.name, &person.email, "A new password for catmap", text).await
    }

    /// Sets the password of whom a link is for, once, and signs them in. All their other sessions end.
    ///
    /// # Errors
    /// [`AppError::Refused`] when the link is good no more, [`AppError::Invalid`] for a password that will not do.
    pub async fn set_password_by_link(
        &self,
        link: &str,
        password: &str,
        session: Option<&str>,
    ) -> Result<SignedIn, AppError> {
        let gone = || AppError::Refused("This link has been used or is too old. Ask for a new one.".to_owned());
        let hash = secrets::hash_of(link);
        // Looked at before anything is hashed: a made-up link costs nothing.
        let person = self.store.person_of_link(&hash, self.now()).await?.ok_or_else(gone)?;
        passwords::check(password, &person.email, &person.name)?;
        let kept = self.passwords.keep(password).await?;
        let person = self.store.use_link(&hash, &kept, self.now()).await?.ok_or_else(gone)?;
        self.begin(person, session, None).await
    }
}
