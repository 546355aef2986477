//! Opening a store, and what is said of databases that are not ours or not sound.

use std::path::PathBuf;

use catmap::store::{Store, StoreError};
use sqlx::{Connection, Executor, SqliteConnection};
use tempfile::TempDir;

use crate::store_contract::{Database, take_in};
use crate::store_files::*;

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_open_a_new_database_at_once_do_not_trip_each_other() {
    // Many rounds: in each, six open one new database at the same moment, and some close it while others still open it.
    for _ in 0..20 {
        for database in Database::both().await {
            let openings = [(); 6].map(|()| {
                let url = database.url();
                tokio::spawn(async move { Store::open(&url).await.map(|_| ()) })
            });
            for opening in openings {
                opening.await.unwrap().unwrap();
            }
        }
    }
}

#[tokio::test]
async fn a_database_of_a_newer_catmap_is_left_alone() {
    for database in Database::both().await {
        database.open().await.close().await;
        database
            .meddle(
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'from the future', TRUE, '', 0)",
            )
            .await;
        let error = Store::open(&database.url()).await.err().unwrap();
        assert!(matches!(error, StoreError::Newer { step: 9999 }), "{error:?}");
        assert!(error.to_string().contains("made by a newer version of catmap"), "{error}");
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_read_back_is_said_and_never_skipped() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [bare_asset("a-1")])).await;
        database.meddle("UPDATE assets SET record = '{}'").await;
        let error = store.holdings().await.unwrap_err();
        assert_eq!(error.to_string(), "The database holds something in \"assets\" that cannot be read back.");
    }
}

#[tokio::test]
async fn what_is_not_a_catmap_database_is_refused_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        std::fs::write(path(name), bytes).unwrap();
        path(name)
    };
    let text = write("notes.txt", "Reference,Name\n".repeat(100).as_bytes());
    let other = path("other.gpkg");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&other).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    connection.execute("CREATE TABLE gpkg_contents (a TEXT)").await.unwrap();
    connection.close().await.unwrap();
    let before = std::fs::read(&other).unwrap();

    let cases = [
        (text.display().to_string(), "is not a SQLite database"),
        (folder.path().display().to_string(), "is a folder, not a database file"),
        (path("missing/catmap.db").display().to_string(), "does not exist"),
        (other.display().to_string(), "is a SQLite file of another program"),
        ("sqlite::memory:".to_owned(), "would be forgotten"),
        ("sqlite:catmap.db?mode=rwc".to_owned(), "takes no options"),
        (String::new(), "would be forgotten"),
        ("mysql://root@localhost/catmap".to_owned(), "Only SQLite files and PostgreSQL servers"),
        ("postgres://nobody:secret@127.0.0.1:1/catmap".to_owned(), "The database cannot be reached"),
        ("postgres://nobody:secret@host.invalid/catmap".to_owned(), "The database cannot be reached"),
        ("postgres://[".to_owned(), "is not like postgres://"),
    ];
    for (url, sentence) in cases {
        let error = Store::open(&url).await.err().unwrap_or_else(|| panic!("{url} was opened"));
        assert!(error.to_string().contains(sentence), "{url}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    assert_eq!(std::fs::read(&other).unwrap(), before, "nothing was written into it");
    assert!(
        Store::open(&format!("sqlite:{}", write("empty.db", b"").display())).await.is_ok(),
        "an empty file will do"
    );
}

#[tokio::test]
async fn a_server_says_which_database_or_password_is_wrong() {
    let Some(Database::Postgres(database)) = Database::postgres().await else { return };
    let url = database.url();
    let name = url.rsplit('/').find(|part| part.starts_with("catmap_test")).unwrap();
    let name = name.split('?').next().unwrap();
    let error = Store::open(&url.replace(name, "no_such_database")).await.err().unwrap();
    assert!(error.to_string().contains("no database of that name"), "{error}");
    assert!(error.to_string().contains("no_such_database"), "{error}");
}

#[tokio::test]
async fn a_new_database_file_and_its_log_can_be_read_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path().join("new.db").to_str().unwrap()).await.unwrap();
    take_in(&store, &register("register", [bare_asset("a-1")])).await;
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        seen += 1;
    }
    assert!(seen >= 2, "the file and its log");
    store.close().await;
}
