//! Invite somebody by mail, or add them with a password from the command line.

use tracing::info;

use crate::app::AppError;
use crate::app::people::{INVITATION_GOOD, People, email_key, mail, passwords, secrets};
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::{Person, PersonId, Role};

/// The longest name of a person, in characters.
const LONGEST_NAME: usize = 200;

impl People {
    /// Invites somebody: they get a link to set a password. Asked again for somebody who has not set one yet, another link
    /// is sent, and the roles are those asked for last.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`], [`AppError::Invalid`], [`AppError::Conflict`] when they are here already,
    /// [`AppError::Unavailable`], also when the mail cannot be sent; then the person is kept and can be invited again.
    pub async fn invite(&self, by: &Viewer, name: &str, email: &str, roles: Vec<Role>) -> Result<Person, AppError> {
        let Some(inviter) = by.person().filter(|_| may(by, &Action::ManagePeople)) else {
            return Err(AppError::NotAllowed("Only an administrator can invite people.".to_owned()));
        };
        self.invite_as(&inviter.email, name, email, roles).await
    }

    /// The same from the command line, whoever sits there.
    ///
    /// # Errors
    /// As [`People::invite`].
    pub async fn invite_as(&self, by: &str, name: &str, email: &str, roles: Vec<Role>) -> Result<Person, AppError> {
        let person = match self.account_of_email(email).await? {
            Some(account) if account.active && account.password.is_none() => {
                self.store.set_roles(&account.person.id, &roles).await?;
                Person { roles, ..account.person }
            }
            _ => self.add_without_password(by, name, email, roles).await?,
        };
        let secret = secrets::secret()?;
        self.store.keep_link(&person.id, &secrets::hash_of(&secret), self.now() + INVITATION_GOOD).await?;
        let text = format!(
            "Hello {},\n\nYou have been invited to catmap, the map of public buildings and land that communities could \
             take on.\n\nChoose a password here, within seven days:\n\n{}\n\nIf you did not expect this, you can ignore \
             it.\n",
            person.name,
            self.mail.link(&secret, true)
        );
        self.mail.send(&person.name, &person.email, "Your invitation to catmap", text).await?;
        info!(person = %person.id, "invited");
        Ok(person)
    }

    /// Adds somebody with a password, from the command line.
    ///
    /// # Errors
    /// [`AppError::Invalid`], [`AppError::Conflict`], [`AppError::Unavailable`].
    pub async fn add(
        &self,
        by: &str,
        name: &str,
        email: &str,
        roles: Vec<Role>,
        password: &str,
    ) -> Result<Person, AppError> {
        passwords::check(password, email, name)?;
        let kept = self.passwords.keep(password).await?;
        let person = self.add_without_password(by, name, email, roles).await?;
        self.store.set_password(&person.id, &kept).await?;
        Ok(person)
    }

    async fn add_without_password(
        &self,
        by: &str,
        name: &str,
        email: &str,
        roles: Vec<Role>,
    ) -> Result<Person, AppError> {
        let (name, email) = (name.trim(), email.trim());
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
            let reason = format!("A name has 1 to {LONGEST_NAME} characters on one line.");
            return Err(AppError::Invalid { field: "name".to_owned(), reason });
        }
        mail::address(email)?;
        if self.account_of_email(email).await?.is_some() {
            return Err(AppError::Conflict("There is already somebody with this e-mail address.".to_owned()));
        }
        let id = PersonId::new(secrets::key()?);
        let person = Person { id, name: name.to_owned(), email: email.to_owned(), roles };
        self.store.add_person(&person, &email_key(email), by, self.now()).await?;
        Ok(person)
    }
}
