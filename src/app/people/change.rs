//! Change somebody's roles, end their access or let them in again.

use tracing::info;

use crate::app::AppError;
use crate::app::people::{People, PersonListed};
use crate::domain::permission::{Action, Viewer, may};
use crate::domain::person::{PersonId, Role};
use crate::store::Account;

/// What to change of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonChange {
    /// These roles and no others.
    pub roles: Option<Vec<Role>>,
    /// Whether they may sign in.
    pub active: Option<bool>,
}

impl People {
    /// Changes a person.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`], [`AppError::NotFound`]; [`AppError::Refused`] when nobody would be left who can invite
    /// people.
    pub async fn change(&self, by: &Viewer, id: &str, change: PersonChange) -> Result<PersonListed, AppError> {
        let Some(changer) = by.person().filter(|_| may(by, &Action::ManagePeople)) else {
            return Err(AppError::NotAllowed("Only an administrator can change people.".to_owned()));
        };
        let missing = || AppError::NotFound { what: "person", id: id.chars().take(100).collect() };
        let account = self.store.account(&PersonId::new(id)).await?.ok_or_else(missing)?;
        info!(person = %account.person.id, by = %changer.id, ?change.active, roles = change.roles.is_some(), "changed");
        self.change_account(account, change).await
    }

    /// The same from the command line, by address.
    ///
    /// # Errors
    /// As [`People::change`].
    pub async fn change_of(&self, email: &str, change: PersonChange) -> Result<PersonListed, AppError> {
        let account = self.named(email).await?;
        self.change_account(account, change).await
    }

    async fn change_account(&self, account: Account, change: PersonChange) -> Result<PersonListed, AppError> {
        let stays = change.active.unwrap_or(account.active)
            && change.roles.as_ref().unwrap_or(&account.person.roles).contains(&Role::Administrator);
        if account.active && account.person.is_administrator() && !stays {
            let others = self.store.people().await?.into_iter().filter(|other| {
                other.active && other.person.is_administrator() && other.person.id != account.person.id
            });
            if others.count() == 0 {
                let sentence = "This is the last administrator. Make somebody else one first.";
                return Err(AppError::Refused(sentence.to_owned()));
            }
        }
        let id = account.person.id.clone();
        if let Some(roles) = &change.roles {
            self.store.set_roles(&id, roles).await?;
        }
        if let Some(active) = change.active {
            self.store.set_active(&id, active).await?;
        }
        let changed = self.store.account(&id).await?;
        Ok(changed.unwrap_or(account).into())
    }
}
