//! Sessions, known devices, links in mails and API tokens, each known by the hash of a secret that is kept nowhere.

use time::{Date, OffsetDateTime};

use crate::domain::person::{Person, PersonId};
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::people::{account_in, replace_password};
use crate::store::transaction::Transaction;

/// Somebody's visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSession {
    /// Who.
    pub person: Person,
    /// When they were last here, as far as it has been written down.
    pub seen_at: OffsetDateTime,
    /// When it ends whatever happens.
    pub expires_at: OffsetDateTime,
}

/// A session to begin. Secrets come as their hashes.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// Whose.
    pub person: &'a PersonId,
    /// What it is known by.
    pub hash: &'a str,
    /// The session that ends with it.
    pub replaced: Option<String>,
    /// Now.
    pub at: OffsetDateTime,
    /// When it ends whatever happens.
    pub expires_at: OffsetDateTime,
    /// A browser to remember, and until when.
    pub device: Option<(String, OffsetDateTime)>,
}

/// A token of somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldToken {
    /// Its key.
    pub id: String,
    /// What it is for, in the person's words.
    pub name: String,
    /// When it was made.
    pub made_at: OffsetDateTime,
    /// The last day it was used.
    pub used_on: Option<Date>,
}

impl Store {
    /// Begins a session of a person, and lets go of all that has run out.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn begin_session(&self, begun: &NewSession<'_>) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        if let Some(replaced) = &begun.replaced {
            writing.run("DELETE FROM sessions WHERE secret_hash = $1", &[Cell::text(replaced)]).await?;
        }
        for expired in [
            "DELETE FROM sessions WHERE expires_at <= $1",
            "DELETE FROM devices WHERE expires_at <= $1",
            "DELETE FROM password_links WHERE expires_at <= $1",
        ] {
            writing.run(expired, &[Cell::moment(begun.at)]).await?;
        }
        let row = vec![
            Cell::text(begun.hash),
            Cell::text(&begun.person.0),
            Cell::moment(begun.at),
            Cell::moment(begun.at),
            Cell::moment(begun.expires_at),
        ];
        let insert = "INSERT INTO sessions (secret_hash, person, made_at, seen_at, expires_at) ";
        writing.write(insert, &[row], "").await?;
        if let Some((hash, expires_at)) = &begun.device {
            let row = vec![Cell::text(hash), Cell::text(&begun.person.0), Cell::moment(*expires_at)];
            writing.write("INSERT INTO devices (secret_hash, person, expires_at) ", &[row], "").await?;
        }
        let seen = [Cell::text(&begun.person.0), Cell::Date(Some(begun.at.date()))];
        writing.run("UPDATE people SET seen_on = $2 WHERE id = $1", &seen).await?;
        writing.commit().await
    }

    /// A session of somebody who may sign in, however old it is.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn session(&self, hash: &str) -> Result<Option<HeldSession>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let mut found = None;
        reading
            .read(
                "SELECT person, seen_at, expires_at FROM sessions WHERE secret_hash = $1",
                &[Cell::text(hash)],
                &[CellType::Text, CellType::Moment, CellType::Moment],
                |row| {
                    let mut cells = Cells::new(row);
                    let read = || Ok((PersonId::new(cells.text()?), cells.moment()?, cells.moment()?));
                    found = Some(understood("sessions", read)?);
                    Ok(())
                },
            )
            .await?;
        let Some((id, seen_at, expires_at)) = found else { return Ok(None) };
        let person = active_person(&mut reading, &id).await?;
        reading.commit().await?;
        Ok(person.map(|person| HeldSession { person, seen_at, expires_at }))
    }

    /// Notes that the person of a session is here.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn touch_session(&self, hash: &str, at: OffsetDateTime) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let given = [Cell::text(hash), Cell::moment(at)];
        writing.run("UPDATE sessions SET seen_at = $2 WHERE secret_hash = $1", &given).await?;
        let of_session =
            "UPDATE people SET seen_on = $2 WHERE id IN (SELECT person FROM sessions WHERE secret_hash = $1)";
        writing.run(of_session, &[Cell::text(hash), Cell::Date(Some(at.date()))]).await?;
        writing.commit().await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn end_session(&self, hash: &str) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        writing.run("DELETE FROM sessions WHERE secret_hash = $1", &[Cell::text(hash)]).await?;
        writing.commit().await
    }

    /// Whose device it is, if it is still remembered.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn person_of_device(&self, hash: &str, at: OffsetDateTime) -> Result<Option<PersonId>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let sql = "SELECT person FROM devices WHERE secret_hash = $1 AND expires_at > $2";
        let found = person_in(&mut reading, sql, &[Cell::text(hash), Cell::moment(at)]).await?;
        reading.commit().await?;
        Ok(found)
    }

    /// Keeps a link with which a person can set a password once.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn keep_link(&self, person: &PersonId, hash: &str, expires_at: OffsetDateTime) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let row = vec![Cell::text(hash), Cell::text(&person.0), Cell::moment(expires_at)];
        writing.write("INSERT INTO password_links (secret_hash, person, expires_at) ", &[row], "").await?;
        writing.commit().await
    }

    /// Whom a link is for, as long as it is good.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn person_of_link(&self, hash: &str, at: OffsetDateTime) -> Result<Option<Person>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let found = link_in(&mut reading, hash, at).await?;
        reading.commit().await?;
        Ok(found)
    }

    /// Uses a link up: sets the password, and ends every other link and every session of the person. `None` when the link
    /// is good no more, and then nothing is changed.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn use_link(&self, hash: &str, password: &str, at: OffsetDateTime) -> Result<Option<Person>, StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let Some(person) = link_in(&mut writing, hash, at).await? else { return Ok(None) };
        replace_password(&mut writing, &person.id, password).await?;
        writing.commit().await?;
        Ok(Some(person))
    }

    /// Keeps a token.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn keep_token(&self, person: &PersonId, token: &HeldToken, hash: &str) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let row = vec![
            Cell::text(&token.id),
            Cell::text(hash),
            Cell::text(&person.0),
            Cell::text(&token.name),
            Cell::moment(token.made_at),
            Cell::Date(token.used_on),
        ];
        writing.write("INSERT INTO api_tokens (id, secret_hash, person, name, made_at, used_on) ", &[row], "").await?;
        writing.commit().await
    }

    /// The tokens of a person, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn tokens(&self, person: &PersonId) -> Result<Vec<HeldToken>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let mut found = Vec::new();
        reading
            .read(
                "SELECT id, name, made_at, used_on FROM api_tokens WHERE person = $1 ORDER BY made_at, id",
                &[Cell::text(&person.0)],
                &[CellType::Text, CellType::Text, CellType::Moment, CellType::Date],
                |row| {
                    let mut cells = Cells::new(row);
                    found.push(understood("api_tokens", || {
                        let (id, name) = (cells.text()?, cells.text()?);
                        Ok(HeldToken { id, name, made_at: cells.moment()?, used_on: cells.date_option()? })
                    })?);
                    Ok(())
                },
            )
            .await?;
        reading.commit().await?;
        Ok(found)
    }

    /// Whose token it is, if they may sign in, and the day it was last used.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn person_of_token(&self, hash: &str) -> Result<Option<(Person, Option<Date>)>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let mut found = None;
        reading
            .read(
                "SELECT person, used_on FROM api_tokens WHERE secret_hash = $1",
                &[Cell::text(hash)],
                &[CellType::Text, CellType::Date],
                |row| {
                    let mut cells = Cells::new(row);
                    let read = || Ok((PersonId::new(cells.text()?), cells.date_option()?));
                    found = Some(understood("api_tokens", read)?);
                    Ok(())
                },
            )
            .await?;
        let Some((id, used_on)) = found else { return Ok(None) };
        let person = active_person(&mut reading, &id).await?;
        reading.commit().await?;
        Ok(person.map(|person| (person, used_on)))
    }

    /// Notes that a token is in use.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn touch_token(&self, hash: &str, on: Date) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let given = [Cell::text(hash), Cell::Date(Some(on))];
        writing.run("UPDATE api_tokens SET used_on = $2 WHERE secret_hash = $1", &given).await?;
        writing.commit().await
    }

    /// Ends a token of a person. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn end_token(&self, person: &PersonId, id: &str) -> Result<bool, StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let given = [Cell::text(&person.0), Cell::text(id)];
        let ended = writing.run("DELETE FROM api_tokens WHERE person = $1 AND id = $2", &given).await?;
        writing.commit().await?;
        Ok(ended > 0)
    }
}

async fn active_person(reading: &mut Transaction, id: &PersonId) -> Result<Option<Person>, StoreError> {
    let account = account_in(reading, id).await?;
    Ok(account.filter(|account| account.active).map(|account| account.person))
}

async fn link_in(reading: &mut Transaction, hash: &str, at: OffsetDateTime) -> Result<Option<Person>, StoreError> {
    let sql = "SELECT person FROM password_links WHERE secret_hash = $1 AND expires_at > $2";
    match person_in(reading, sql, &[Cell::text(hash), Cell::moment(at)]).await? {
        Some(id) => active_person(reading, &id).await,
        None => Ok(None),
    }
}

async fn person_in(
    reading: &mut Transaction,
    sql: &'static str,
    given: &[Cell<'_>],
) -> Result<Option<PersonId>, StoreError> {
    let mut found = None;
    reading
        .read(sql, given, &[CellType::Text], |row| {
            found = Some(understood("people", || Ok(PersonId::new(Cells::new(row).text()?)))?);
            Ok(())
        })
        .await?;
    Ok(found)
}

fn understood<T>(table: &str, read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, StoreError> {
    read().map_err(|unreadable| StoreError::corrupt(table, unreadable))
}
