//! Who there is.

use time::Date;

use crate::app::AppError;
use crate::app::people::People;
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::Person;
use crate::store::Account;

/// A person in the list.
pub struct PersonListed {
    /// Who.
    pub person: Person,
    /// Whether they have been invited and have not set a password yet.
    pub invited: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// The last day they were here.
    pub last_seen: Option<Date>,
}

impl From<Account> for PersonListed {
    fn from(account: Account) -> Self {
        Self {
            invited: account.password.is_none(),
            active: account.active,
            last_seen: account.seen_on,
            person: account.person,
        }
    }
}

impl People {
    /// The people that somebody may see, in order of name.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub async fn list(&self, viewer: &Viewer) -> Result<Vec<PersonListed>, AppError> {
        let mut everybody = self.everybody().await?;
        everybody.retain(|listed| may(viewer, &Action::SeePerson { person: &listed.person }));
        Ok(everybody)
    }

    /// Everybody, for the command line.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub async fn everybody(&self) -> Result<Vec<PersonListed>, AppError> {
        Ok(self.store.people().await?.into_iter().map(PersonListed::from).collect())
    }

    /// The account with an address.
    pub(super) async fn named(&self, email: &str) -> Result<Account, AppError> {
        let missing = || AppError::NotFound { what: "person", id: email.chars().take(100).collect() };
        self.account_of_email(email).await?.ok_or_else(missing)
    }
}
