//! People, their roles and passwords. Nothing of it is in `changes`: that trail is about assets, and is read by officers.
//!
//! Passwords, sessions and links come and go here as hashes; what they are hashes of is never seen.

use std::collections::BTreeMap;

use time::{Date, OffsetDateTime};

use crate::domain::person::{Person, PersonId, Role};
use crate::store::Store;
use crate::store::cell::{Cell, CellType, Cells, Unreadable};
use crate::store::error::StoreError;
use crate::store::transaction::Transaction;

const ACCOUNT: &[CellType] =
    &[CellType::Text, CellType::Text, CellType::Text, CellType::Text, CellType::Integer, CellType::Date];
const ROLE: &[CellType] = &[CellType::Text, CellType::Text, CellType::Text];

/// What is held of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who it is.
    pub person: Person,
    /// The password as argon2id in PHC form; `None` until an invitation is taken up.
    pub password: Option<String>,
    /// Whether they may sign in.
    pub active: bool,
    /// The last day they were here.
    pub seen_on: Option<Date>,
}

impl Store {
    /// Adds a person who has no password yet. The address is compared by `email_key`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody has this address already; else as the database fails.
    pub async fn add_person(
        &self,
        person: &Person,
        email_key: &str,
        made_by: &str,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let row = vec![
            Cell::text(&person.id.0),
            Cell::text(&person.email),
            Cell::text(email_key),
            Cell::text(&person.name),
            Cell::Text(None),
            Cell::integer(1),
            Cell::text(made_by),
            Cell::moment(at),
            Cell::Date(None),
        ];
        let insert = "INSERT INTO people (id, email, email_key, name, password, active, made_by, made_at, seen_on) ";
        writing.write(insert, &[row], "").await?;
        write_roles(&mut writing, &person.id, &person.roles).await?;
        writing.commit().await
    }

    /// Everybody, in order of name and address.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn people(&self) -> Result<Vec<Account>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let mut people = accounts(
            &mut reading,
            "SELECT id, email, name, password, active, seen_on FROM people",
            "SELECT person, role, held_of FROM roles",
            &[],
        )
        .await?;
        reading.commit().await?;
        let key = |account: &Account| (account.person.name.to_lowercase(), account.person.email.clone());
        people.sort_by_cached_key(key);
        Ok(people)
    }

    /// The person with an address, by what addresses are compared by.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn account_of_email(&self, email_key: &str) -> Result<Option<Account>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let found = accounts(
            &mut reading,
            "SELECT id, email, name, password, active, seen_on FROM people WHERE email_key = $1",
            "SELECT person, role, held_of FROM roles \
             WHERE person IN (SELECT id FROM people WHERE email_key = $1)",
            &[Cell::text(email_key)],
        )
        .await?;
        reading.commit().await?;
        Ok(found.into_iter().next())
    }

    /// The person with a key.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn account(&self, id: &PersonId) -> Result<Option<Account>, StoreError> {
        let mut reading = self.pool.begin_read().await?;
        let found = account_in(&mut reading, id).await?;
        reading.commit().await?;
        Ok(found)
    }

    /// Gives a person these roles and no others. Whether there was such a person.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn set_roles(&self, id: &PersonId, roles: &[Role]) -> Result<bool, StoreError> {
        let mut writing = self.pool.begin_write().await?;
        if account_in(&mut writing, id).await?.is_none() {
            return Ok(false);
        }
        writing.run("DELETE FROM roles WHERE person = $1", &[Cell::text(&id.0)]).await?;
        write_roles(&mut writing, id, roles).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Lets a person in again, or ends their access: then all their sessions, links and tokens are gone with it. Whether
    /// there was such a person.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn set_active(&self, id: &PersonId, active: bool) -> Result<bool, StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let given = [Cell::text(&id.0), Cell::integer(i64::from(active))];
        let found = writing.run("UPDATE people SET active = $2 WHERE id = $1", &given).await?;
        if !active {
            end_access(&mut writing, id).await?;
            writing.run("DELETE FROM api_tokens WHERE person = $1", &[Cell::text(&id.0)]).await?;
            writing.run("DELETE FROM devices WHERE person = $1", &[Cell::text(&id.0)]).await?;
        }
        writing.commit().await?;
        Ok(found > 0)
    }

    /// Sets a password and ends every session and link of the person: whoever had the old one is out.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn set_password(&self, id: &PersonId, password: &str) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        replace_password(&mut writing, id, password).await?;
        writing.commit().await
    }

    /// Keeps the same password in a newer form, unless it was changed meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written to.
    pub async fn renew_password(&self, id: &PersonId, old: &str, new: &str) -> Result<(), StoreError> {
        let mut writing = self.pool.begin_write().await?;
        let given = [Cell::text(&id.0), Cell::text(old), Cell::text(new)];
        writing.run("UPDATE people SET password = $3 WHERE id = $1 AND password = $2", &given).await?;
        writing.commit().await
    }
}

/// Sets a password and ends what was begun with the old one.
pub(super) async fn replace_password(
    writing: &mut Transaction,
    id: &PersonId,
    password: &str,
) -> Result<(), StoreError> {
    let given = [Cell::text(&id.0), Cell::text(password)];
    writing.run("UPDATE people SET password = $2 WHERE id = $1", &given).await?;
    end_access(writing, id).await
}

async fn end_access(writing: &mut Transaction, id: &PersonId) -> Result<(), StoreError> {
    writing.run("DELETE FROM sessions WHERE person = $1", &[Cell::text(&id.0)]).await?;
    writing.run("DELETE FROM password_links WHERE person = $1", &[Cell::text(&id.0)]).await?;
    Ok(())
}

/// The person with a key, as this transaction sees them.
pub(super) async fn account_in(reading: &mut Transaction, id: &PersonId) -> Result<Option<Account>, StoreError> {
    let found = accounts(
        reading,
        "SELECT id, email, name, password, active, seen_on FROM people WHERE id = $1",
        "SELECT person, role, held_of FROM roles WHERE person = $1",
        &[Cell::text(&id.0)],
    )
    .await?;
    Ok(found.into_iter().next())
}

async fn accounts(
    reading: &mut Transaction,
    people: &'static str,
    roles: &'static str,
    given: &[Cell<'_>],
) -> Result<Vec<Account>, StoreError> {
    let mut held: BTreeMap<String, Vec<Role>> = BTreeMap::new();
    let unreadable = |unreadable| StoreError::corrupt("people", unreadable);
    reading
        .read(roles, given, ROLE, |row| {
            let (person, role) = role(&mut Cells::new(row)).map_err(unreadable)?;
            held.entry(person).or_default().push(role);
            Ok(())
        })
        .await?;
    let mut found = Vec::new();
    reading
        .read(people, given, ACCOUNT, |row| {
            let mut account = account(&mut Cells::new(row)).map_err(unreadable)?;
            account.person.roles = held.remove(&*account.person.id.0).unwrap_or_default();
            // The database orders texts by the language of its server.
            account.person.roles.sort();
            found.push(account);
            Ok(())
        })
        .await?;
    Ok(found)
}

fn account(cells: &mut Cells) -> Result<Account, Unreadable> {
    let id = PersonId::new(cells.text()?);
    let (email, name) = (cells.text()?, cells.text()?);
    Ok(Account {
        person: Person { id, name, email, roles: Vec::new() },
        password: cells.text_option()?,
        active: cells.flag()?,
        seen_on: cells.date_option()?,
    })
}

fn role(cells: &mut Cells) -> Result<(String, Role), Unreadable> {
    let (person, word, of) = (cells.text()?, cells.text()?, cells.text()?);
    Ok((person, Role::from_words(&word, Some(&of)).map_err(Unreadable)?))
}

async fn write_roles(writing: &mut Transaction, id: &PersonId, roles: &[Role]) -> Result<(), StoreError> {
    let mut roles: Vec<&Role> = roles.iter().collect();
    roles.sort();
    roles.dedup();
    if roles.is_empty() {
        return Ok(());
    }
    let rows: Vec<Vec<Cell<'_>>> = roles
        .into_iter()
        .map(|role| vec![Cell::text(&id.0), Cell::text(role.word()), Cell::text(role.of().unwrap_or_default())])
        .collect();
    writing.write("INSERT INTO roles (person, role, held_of) ", &rows, "").await
}
