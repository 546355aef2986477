//! People, sessions, links and tokens as the store keeps them, told to both databases.

use catmap::domain::person::{Person, PersonId, Role};
use catmap::store::{HeldToken, NewSession, Store, StoreError};
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};

use super::help::{member, officer};
use crate::store_contract::Database;

const NOON: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn jo() -> Person {
    let roles =
        vec![member("Kitchen CIC"), officer("Knowsley Council"), officer("Sefton Council"), Role::Administrator];
    Person { id: PersonId::new("p-1"), name: "Jo".to_owned(), email: "Jo@example.org".to_owned(), roles }
}

async fn with_jo(database: &Database) -> Store {
    let store = database.open().await;
    store.add_person(&jo(), "jo@example.org", "a test", NOON).await.unwrap();
    store
}

fn session<'a>(person: &'a PersonId, hash: &'a str) -> NewSession<'a> {
    NewSession { person, hash, replaced: None, at: NOON, expires_at: NOON + Duration::days(14), device: None }
}

#[tokio::test]
async fn a_person_comes_back_as_they_went_in_and_an_address_is_one_persons() {
    for database in Database::both().await {
        let store = with_jo(&database).await;
        let account = store.account_of_email("jo@example.org").await.unwrap().unwrap();
        assert_eq!((&account.person, &account.password, account.active, account.seen_on), (&jo(), &None, true, None));
        assert_eq!(store.account(&jo().id).await.unwrap().unwrap(), account);
        assert_eq!(store.people().await.unwrap(), [account]);
        assert_eq!(store.account_of_email("Jo@example.org").await.unwrap(), None, "compared by its key alone");
        let other = Person { id: PersonId::new("p-2"), ..jo() };
        let refused = store.add_person(&other, "jo@example.org", "a test", NOON).await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
        assert_eq!(store.people().await.unwrap().len(), 1, "nothing of it was kept");
        assert_eq!(store.latest_change().await.unwrap(), 0, "people are no change of the map");
    }
}

#[tokio::test]
async fn roles_are_those_given_last_and_repeats_count_once() {
    for database in Database::both().await {
        let store = with_jo(&database).await;
        let roles = [Role::Strategist, officer("Wirral Council"), Role::Strategist];
        assert!(store.set_roles(&jo().id, &roles).await.unwrap());
        let held = store.account(&jo().id).await.unwrap().unwrap().person.roles;
        assert_eq!(held, [officer("Wirral Council"), Role::Strategist]);
        assert!(store.set_roles(&jo().id, &[]).await.unwrap());
        assert!(store.account(&jo().id).await.unwrap().unwrap().person.roles.is_empty());
        assert!(!store.set_roles(&PersonId::new("nobody"), &roles).await.unwrap());
    }
}

#[tokio::test]
async fn a_session_is_begun_in_the_place_of_another_touched_and_ended() {
    for database in Database::both().await {
        let store = with_jo(&database).await;
        let id = jo().id;
        store.begin_session(&session(&id, "one")).await.unwrap();
        let held = store.session("one").await.unwrap().unwrap();
        assert_eq!((held.person, held.seen_at, held.expires_at), (jo(), NOON, NOON + Duration::days(14)));
        assert_eq!(store.account(&id).await.unwrap().unwrap().seen_on, Some(date!(2026 - 11 - 22)));
        let next = NewSession { replaced: Some("one".to_owned()), ..session(&id, "two") };
        store.begin_session(&next).await.unwrap();
        assert_eq!(store.session("one").await.unwrap(), None);
        store.touch_session("two", NOON + Duration::days(1)).await.unwrap();
        assert_eq!(store.session("two").await.unwrap().unwrap().seen_at, NOON + Duration::days(1));
        assert_eq!(store.account(&id).await.unwrap().unwrap().seen_on, Some(date!(2026 - 11 - 23)));
        store.end_session("two").await.unwrap();
        assert_eq!(store.session("two").await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_has_run_out_is_let_go_of_when_somebody_signs_in() {
    for database in Database::both().await {
        let store = with_jo(&database).await;
        let id = jo().id;
        let device = |hash: &str, days| Some((hash.to_owned(), NOON + Duration::days(days)));
        let first = NewSession { device: device("phone", 365), ..session(&id, "one") };
        store.begin_session(&first).await.unwrap();
        assert_eq!(store.person_of_device("phone", NOON).await.unwrap().as_ref(), Some(&id));
        assert_eq!(store.person_of_device("phone", NOON + Duration::days(365)).await.unwrap(), None);
        let later = NOON + Duration::days(15);
        let second = NewSession { at: later, expires_at: later + Duration::days(14), ..session(&id, "two") };
        store.begin_session(&second).await.unwrap();
        assert_eq!(store.session("one").await.unwrap(), None);
        assert!(store.session("two").await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_ends_all_that_was_begun_before() {
    for database in Database::both().await {
        let store = with_jo(&database).await;
        let id = jo().id;
        store.begin_session(&session(&id, "one")).await.unwrap();
        for link in ["first", "second"] {
            store.keep_link(&id, link, NOON + Duration::hours(1)).await.unwrap();
        }
        assert_eq!(store.person_of_link("first", NOON).await.unwrap(), Some(jo()));
        let late = NOON + Duration::hours(1);
        assert_eq!(store.use_link("first", "hash", late).await.unwrap(), None);
        assert_eq!(store.account(&id).await.unwrap().unwrap().password, None, "a link too old changes nothing");
        assert_eq!(store.use_link("first", "hash", NOON).await.unwrap(), Some(jo()));
        assert_eq!(store.account(&id).await.unwrap().unwrap().password.as_deref(), Some("hash"));
        assert_eq!(store.use_link("first", "other", NOON).await.unwrap(), None);
        assert_eq!(store.use_link("second", "other", NOON).await.unwrap(), None);
        assert_eq!(store.session("one").await.unwrap(), None);
        store.renew_password(&id, "another", "newer").await.unwrap();
        assert_eq!(store.account(&id).await.unwrap().unwrap().password.as_deref(), Some("hash"), "changed meanwhile");
        store.renew_password(&id, "hash", "newer").await.unwrap();
        assert_eq!(store.account(&id).await.unwrap().unwrap().password.as_deref(), Some("newer"));
    }
}

#[tokio::test]
async fn tokens_are_their_persons_own_and_ended_access_takes_all_with_it() {
    for database in Database::both().await {
        let store = with_jo(&database).await;
        let id = jo().id;
        let token = |id: &str| HeldToken { id: id.to_owned(), name: "QGIS".to_owned(), made_at: NOON, used_on: None };
        for (name, hash) in [("t-1", "one"), ("t-2", "two")] {
            store.keep_token(&id, &token(name), hash).await.unwrap();
        }
        assert_eq!(store.tokens(&id).await.unwrap(), [token("t-1"), token("t-2")]);
        assert_eq!(store.person_of_token("one").await.unwrap(), Some((jo(), None)));
        store.touch_token("one", date!(2026 - 11 - 22)).await.unwrap();
        assert_eq!(store.person_of_token("one").await.unwrap(), Some((jo(), Some(date!(2026 - 11 - 22)))));
        assert!(!store.end_token(&PersonId::new("nobody"), "t-1").await.unwrap());
        assert!(store.end_token(&id, "t-1").await.unwrap());
        assert_eq!(store.person_of_token("one").await.unwrap(), None);
        store.begin_session(&session(&id, "s")).await.unwrap();
        store.keep_link(&id, "l", NOON + Duration::hours(1)).await.unwrap();
        assert!(store.set_active(&id, false).await.unwrap());
        assert_eq!((store.session("s").await.unwrap(), store.person_of_token("two").await.unwrap()), (None, None));
        assert_eq!(store.person_of_link("l", NOON).await.unwrap(), None);
        assert!(store.set_active(&id, true).await.unwrap());
        assert_eq!((store.session("s").await.unwrap(), store.person_of_token("two").await.unwrap()), (None, None));
        assert!(!store.set_active(&PersonId::new("nobody"), true).await.unwrap());
    }
}
