//! Writers and readers of one store at once, each story told to SQLite and to PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use catmap::domain::holdings::Holdings;
use catmap::store::StoreError;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::store_contract::{Database, take_in, tally};
use crate::store_files::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_dropped_half_way_leaves_everything_as_it_was() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [bare_asset("a-1")])).await;
        let before = store.holdings().await.unwrap();
        let file = register("register", (0..9000).map(|n| full_asset(&format!("b-{n:04}"))));

        let half_way = tokio::sync::Notify::new();
        let progress = |done, _| {
            if done == 4000 {
                half_way.notify_one();
            }
        };
        tokio::select! {
            () = half_way.notified() => {}
            _ = store.take_in(&file, "an officer", NOON, &progress) => panic!("it was to be dropped before its end"),
        }

        assert_eq!(store.holdings().await.unwrap(), before);
        assert_eq!(store.imports().await.unwrap().len(), 1);
        assert_eq!(take_in(&store, &file).await.tally, tally(9000, 0, 0, 0), "and can be taken in afterwards");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_a_file_whole_or_not_at_all() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [bare_asset("a-1")])).await;
        let change = store.latest_change().await.unwrap();
        let file = register("register", (0..9000).map(|n| full_asset(&format!("b-{n:04}"))));
        let is_done = Arc::new(AtomicBool::new(false));

        let reader = tokio::spawn({
            let (store, is_done) = (database.open().await, Arc::clone(&is_done));
            async move {
                let mut readings = Vec::new();
                while !is_done.load(Ordering::SeqCst) {
                    let holdings = store.holdings().await.unwrap();
                    readings.push((holdings.change, holdings.assets.len()));
                }
                readings
            }
        });
        take_in(&store, &file).await;
        is_done.store(true, Ordering::SeqCst);

        let readings = reader.await.unwrap();
        assert!(!readings.is_empty());
        for reading in readings {
            assert!([(change, 1), (change + 9000, 9001)].contains(&reading), "{reading:?}");
        }
        let after = store.holdings().await.unwrap();
        assert_eq!((after.change, after.assets.len()), (change + 9000, 9001), "a write is seen by the next reading");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_held_up_half_way_still_sees_the_moment_it_began() {
    // Only a server can hold up one table; SQLite's readings are of one moment or not at all.
    let Some(database) = Database::postgres().await else { return };
    let store = database.open().await;
    let mut other = PgConnection::connect(&database.url()).await.unwrap();
    other.execute("BEGIN; LOCK TABLE needs IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let reading = tokio::spawn({
        let store = store.clone();
        async move { store.holdings().await.unwrap() }
    });
    let waiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&mut other).await.unwrap() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }

    take_in(&store, &sales("price-paid", [sale("A", 1)])).await;
    other.execute("ROLLBACK").await.unwrap();

    assert_eq!(reading.await.unwrap(), Holdings::default());
    assert_eq!(store.holdings().await.unwrap().sales.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_that_write_at_once_take_turns() {
    for database in Database::both().await {
        let stores = [database.open().await, database.open().await];
        let writers = [("s", 0), ("t", 1)].map(|(source, which)| {
            let store = stores[which].clone();
            let file = register(source, (0..1500).map(|n| bare_asset(&format!("{source}-{n:04}"))));
            tokio::spawn(async move { take_in(&store, &file).await })
        });
        for writer in writers {
            assert_eq!(writer.await.unwrap().tally, tally(1500, 0, 0, 0));
        }
        let changes = stores[0].changes_after(0, 10_000).await.unwrap();
        assert!(changes.iter().map(|change| change.id).eq(1..=3002), "numbered without a gap");
        let turns: Vec<_> = changes.chunk_by(|a, b| a.import_id == b.import_id).map(<[_]>::len).collect();
        assert_eq!(turns, [1501, 1501], "one after the other");
        assert_eq!(stores[1].holdings().await.unwrap(), stores[0].holdings().await.unwrap());
    }
}

#[tokio::test]
async fn while_another_program_writes_a_file_can_be_opened_and_read_and_a_writer_is_told_to_wait() {
    let database = Database::sqlite();
    let store = database.open().await;
    take_in(&store, &register("register", [bare_asset("a-1")])).await;
    let mut other = SqliteConnection::connect(&database.url()).await.unwrap();
    other.execute("BEGIN IMMEDIATE; DELETE FROM assets").await.unwrap();

    let late = database.open().await;
    assert_eq!(late.holdings().await.unwrap().assets.len(), 1);
    let file = register("register", [bare_asset("a-2")]);
    let error = late.take_in(&file, "an officer", NOON, &|_, _| ()).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error:?}");
    assert_eq!(error.to_string(), "Another program is writing to the database. Try again when it has finished.");

    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(take_in(&late, &file).await.tally, tally(1, 0, 0, 0));
}
