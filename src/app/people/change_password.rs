//! Change one's own password.

use crate::app::AppError;
use crate::app::people::passwords::Tried;
use crate::app::people::{People, SignedIn, passwords};
use crate::domain::person::{Person, PersonId};

impl People {
    /// Changes the password of somebody who knows the old one. All their sessions end, and a new one begins.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the old one is wrong or the new one will not do, [`AppError::TooMany`].
    pub async fn change_password(&self, person: &Person, (old, new): (&str, &str)) -> Result<SignedIn, AppError> {
        passwords::check(new, &person.email, &person.name)?;
        self.limits.try_own(&person.id.0)?;
        let account = self.account_of_email(&person.email).await?;
        let kept = account.as_ref().and_then(|account| account.password.as_deref());
        if self.passwords.try_it(old, kept).await? == Tried::Wrong {
            let reason = "This is not your current password.".to_owned();
            return Err(AppError::Invalid { field: "old".to_owned(), reason });
        }
        let kept = self.passwords.keep(new).await?;
        self.store.set_password(&person.id, &kept).await?;
        self.begin(person.clone(), None, None).await
    }

    /// Sets somebody's password from the command line. All their sessions end.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`AppError::Unavailable`].
    pub async fn set_password_of(&self, email: &str, password: &str) -> Result<PersonId, AppError> {
        let account = self.named(email).await?;
        passwords::check(password, &account.person.email, &account.person.name)?;
        let kept = self.passwords.keep(password).await?;
        self.store.set_password(&account.person.id, &kept).await?;
        Ok(account.person.id)
    }
}
