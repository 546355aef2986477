//! Tokens: how GIS programs and scripts come in without a password. A token may do what its person may do with data, and
//! nothing with accounts: `Rule::is_in_person` keeps it from making more tokens, changing passwords or inviting people.

use time::OffsetDateTime;

use crate::app::AppError;
use crate::app::people::{People, secrets};
use crate::domain::person::Person;
use crate::store::HeldToken;

/// What every token begins with, so that one that gets where it should not be is found by those who look for such things.
const PREFIX: &str = "catmap_";
/// The longest name of a token, in characters, and how many a person may have.
const LONGEST_NAME: usize = 100;
const MOST: usize = 50;

/// A token that was just made; its secret is shown once.
pub struct NewToken {
    /// Its key.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// The token itself.
    pub secret: String,
    /// When it was made.
    pub made_at: OffsetDateTime,
}

impl People {
    /// Makes a token.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a name that will not do, [`AppError::Refused`] when there are too many.
    pub async fn make_token(&self, person: &Person, name: &str) -> Result<NewToken, AppError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
            let reason = format!("Say in 1 to {LONGEST_NAME} characters what the token is for, such as QGIS at work.");
            return Err(AppError::Invalid { field: "name".to_owned(), reason });
        }
        if self.tokens(person).await?.len() >= MOST {
            return Err(AppError::Refused(format!("You have {MOST} tokens. Take one back that you do not use.")));
        }
        let (secret, made_at) = (format!("{PREFIX}{}", secrets::secret()?), self.now());
        let token = HeldToken { id: secrets::key()?, name: name.to_owned(), made_at, used_on: None };
        self.store.keep_token(&person.id, &token, &secrets::hash_of(&secret)).await?;
        Ok(NewToken { id: token.id, name: token.name, secret, made_at })
    }

    /// The tokens of a person, without their secrets.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub async fn tokens(&self, person: &Person) -> Result<Vec<HeldToken>, AppError> {
        Ok(self.store.tokens(&person.id).await?)
    }

    /// Takes a token back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person has no such token.
    pub async fn end_token(&self, person: &Person, id: &str) -> Result<(), AppError> {
        if self.store.end_token(&person.id, id).await? {
            return Ok(());
        }
        Err(AppError::NotFound { what: "token", id: id.chars().take(100).collect() })
    }
}
