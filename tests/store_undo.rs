//! Drafts, comparing without writing, and undoing: each story told to SQLite and to PostgreSQL.

use catmap::domain::asset::Asset;
use catmap::domain::change::How;
use catmap::domain::imported::{FileKind, ImportState, ReadFile, ReadPart, RowOutcome, Rows, SaidOfFile, Tally};
use catmap::domain::register::RegisterField;
use catmap::store::{Edit, Learnt, Store, StoreError, Terms, pack};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sqlx::{Connection, PgConnection, SqliteConnection};
use time::Duration;
use time::macros::date;

use crate::store_contract::{Database, take_in, tally};
use crate::store_files::*;

/// Everything that people enter, byte for byte as the tables hold it.
async fn content(database: &Database) -> Vec<String> {
    const EACH: &[&str] = &[
        "SELECT 'source ' || id || '|' || title || '|' || publisher || '|' || COALESCE(licence, '-') || '|' || \
         COALESCE(CAST(as_at AS TEXT), '-') || '|' || file_name || '|' || CAST(fictional AS TEXT) FROM sources",
        "SELECT 'asset ' || id || '|' || source || '|' || record || '|' || CAST(new_in AS TEXT) || '|' || \
         CAST(first_change AS TEXT) FROM assets",
        "SELECT 'need ' || id || '|' || source || '|' || visibility || '|' || record FROM needs",
        "SELECT 'ruling ' || asset_reference || '|' || owner || '|' || need || '|' || ruled_by || '|' || reason || '|' || \
         COALESCE(CAST(ruled_on AS TEXT), '-') || '|' || source FROM rulings",
        "SELECT 'column ' || publisher || '|' || heading || '|' || COALESCE(field, '-') FROM learnt_columns",
    ];
    let mut lines: Vec<String> = Vec::new();
    match database {
        Database::Sqlite(_) => {
            let mut connection = SqliteConnection::connect(&database.url()).await.unwrap();
            for sql in EACH {
                lines.extend(sqlx::query_scalar::<_, String>(*sql).fetch_all(&mut connection).await.unwrap());
            }
            connection.close().await.unwrap();
        }
        Database::Postgres(_) => {
            let mut connection = PgConnection::connect(&database.url()).await.unwrap();
            for sql in EACH {
                lines.extend(sqlx::query_scalar::<_, String>(*sql).fetch_all(&mut connection).await.unwrap());
            }
            connection.close().await.unwrap();
        }
    }
    lines.sort();
    lines
}

async fn undo(store: &Store, import_id: i64) -> u64 {
    assert_eq!(store.why_not_undone(import_id).await.unwrap(), None);
    store.undo(import_id, "an officer", NOON + Duration::HOUR, &|_, _| ()).await.unwrap()
}

async fn why_not(store: &Store, import_id: i64) -> String {
    let why_not = store.why_not_undone(import_id).await.unwrap().unwrap();
    let error = store.undo(import_id, "an officer", NOON, &|_, _| ()).await.unwrap_err();
    assert!(matches!(error, StoreError::Conflict { .. }), "{error:?}");
    assert_eq!(error.to_string(), why_not);
    why_not
}

fn renamed(id: &str, name: &str) -> Asset {
    Asset { name: name.to_owned(), ..bare_asset(id) }
}

async fn all_is_well(store: &Store) {
    assert_eq!(store.check().await.unwrap().wrong, Vec::<String>::new());
}

#[tokio::test]
async fn an_import_that_is_undone_leaves_everything_as_it_was_and_stays_listed() {
    for database in Database::both().await {
        let store = database.open().await;
        let nothing = content(&database).await;
        take_in(&store, &register("register", [bare_asset("a-1"), renamed("a-2", "Old name")])).await;
        let before = content(&database).await;
        let change = store.latest_change().await.unwrap();
        let mut second = register("register", [bare_asset("a-1"), renamed("a-2", "New name"), bare_asset("a-3")]);
        second.source.as_at = Some(date!(2026 - 11 - 01));
        take_in(&store, &second).await;
        assert_ne!(content(&database).await, before);

        assert_eq!(undo(&store, 2).await, 3, "the source, one asset changed and one new");

        assert_eq!(content(&database).await, before);
        let imports = store.imports().await.unwrap();
        assert_eq!(
            imports.iter().map(|import| import.state).collect::<Vec<_>>(),
            [ImportState::Committed, ImportState::Undone]
        );
        assert_eq!(imports[1].undone, Some(("an officer".to_owned(), NOON + Duration::HOUR)));
        let trail = store.changes_after(change, 100).await.unwrap();
        let told: Vec<_> = trail.iter().map(|change| (change.how, &*change.key, change.import_id)).collect();
        let expected = [
            (How::Import, "register", Some(2)),
            (How::Import, "a-2", Some(2)),
            (How::Import, "a-3", Some(2)),
            (How::Undo, "a-3", Some(2)),
            (How::Undo, "a-2", Some(2)),
            (How::Undo, "register", Some(2)),
        ];
        assert_eq!(told, expected);
        assert_eq!(trail[3].after, None);
        assert_eq!(trail[3].before, trail[2].after, "a new asset's state is found in its next change");
        assert_eq!(why_not(&store, 2).await, "This file was undone already.");
        undo(&store, 1).await;
        assert_eq!(content(&database).await, nothing, "the source goes too");
        all_is_well(&store).await;
        assert_eq!(take_in(&store, &second).await.tally, tally(3, 0, 0, 0), "and it can be taken in again");
        all_is_well(&store).await;
    }
}

#[tokio::test]
async fn what_builds_on_an_import_is_named_before_it_can_be_undone() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [bare_asset("a-1")])).await;
        take_in(&store, &register("register", [renamed("a-1", "New name")])).await;
        assert_eq!(
            why_not(&store, 1).await,
            "\"register.csv\" was taken in later, on 2026-11-21 by an officer. Undo that first."
        );
        take_in(&store, &sales("price-paid", [sale("A", 1)])).await;
        assert!(why_not(&store, 3).await.starts_with("This is an official table."));
        assert_eq!(why_not(&store, 4).await, "There is no such file.");
        assert_eq!(store.undoable(&[4, 3, 2, 1]).await.unwrap(), [2].into());

        let edit = Edit { by: "jo@example.org", at: NOON, reason: None, is_undo: false, last_seen: None };
        let rename = |name: &'static str| move |asset: &Asset| Ok::<_, StoreError>(renamed(&asset.id.0, name));
        store.change_asset("a-1", edit, rename("By hand")).await.unwrap();
        let sentence = why_not(&store, 2).await;
        assert!(sentence.starts_with("jo@example.org changed \"a-1\" by hand on 2026-11-21"), "{sentence}");
        store.change_asset("a-1", edit, rename("New name")).await.unwrap();
        undo(&store, 2).await;
        undo(&store, 1).await;
        all_is_well(&store).await;
        assert_eq!(store.holdings().await.unwrap().assets, []);
    }
}

#[tokio::test]
async fn publishers_are_told_by_who_published_last_and_not_when_all_of_theirs_was_undone() {
    for database in Database::both().await {
        let store = database.open().await;
        assert_eq!(store.publishers().await.unwrap(), Vec::<String>::new());
        let by = |publisher: &str, source: &str| {
            let mut file = register(source, [bare_asset(source)]);
            file.source.publisher = publisher.to_owned();
            file
        };
        for (publisher, source) in [("Brackley Council", "b"), ("Aldermere Council", "a"), ("Brackley Council", "c")] {
            take_in(&store, &by(publisher, source)).await;
        }
        assert_eq!(store.publishers().await.unwrap(), ["Brackley Council", "Aldermere Council"]);
        undo(&store, 3).await;
        assert_eq!(store.publishers().await.unwrap(), ["Aldermere Council", "Brackley Council"]);
        undo(&store, 2).await;
        assert_eq!(store.publishers().await.unwrap(), ["Brackley Council"]);
    }
}

#[tokio::test]
async fn a_ruling_of_another_file_gets_its_own_source_back() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &rulings("first", [ruling("L/1", "n-1", None)])).await;
        let before = content(&database).await;
        take_in(
            &store,
            &rulings("second", [ruling("L/1", "n-1", Some(date!(2026 - 11 - 02))), ruling("L/2", "n-1", None)]),
        )
        .await;
        undo(&store, 2).await;
        assert_eq!(content(&database).await, before);
        all_is_well(&store).await;
    }
}

/// Few keys and few values, so that files meet.
fn any_entered() -> impl Strategy<Value = (ReadFile, bool)> {
    let rows = prop::collection::vec((0..5_u8, 0..3_u8), 1..8);
    (0..4_u8, rows, any::<bool>(), 0..2_u8).prop_map(|(kind, rows, marks_gone, day)| {
        let mut file = match kind {
            0 | 1 => {
                let source = if kind == 0 { "one" } else { "two" };
                let assets = rows.into_iter().map(|(key, value)| match value {
                    2 => Asset { id: bare_asset(&format!("{source}-{key}")).id, ..full_asset("x") },
                    value => renamed(&format!("{source}-{key}"), &format!("Name {value}")),
                });
                register(source, assets.map(|asset| Asset { gone: None, ..asset }))
            }
            2 => needs(
                "needs",
                rows.into_iter().map(|(key, value)| catmap::domain::need::Need {
                    title: value.to_string(),
                    ..bare_need(&format!("n-{key}"))
                }),
            ),
            _ => rulings(
                "rulings",
                rows.into_iter().map(|(key, value)| catmap::domain::need::Ruling {
                    reason: value.to_string(),
                    ..ruling(&key.to_string(), "n", None)
                }),
            ),
        };
        file.source.as_at = Some(date!(2026 - 10 - 01) + Duration::days(i64::from(day)));
        (file, marks_gone)
    })
}

/// What a file would come to, by comparing.
async fn compared(store: &Store, file: &ReadFile) -> (Tally, u64) {
    let mut comparison = store.begin_comparison().await.unwrap();
    assert_eq!(comparison.change(), store.latest_change().await.unwrap());
    let rows = comparison.compare_rest(file).await.unwrap();
    assert_eq!(rows.len(), file.rows.len());
    let mut gone = 0;
    comparison.each_left_out(&file.source.id, None, |_| gone += 1).await.unwrap();
    let tally = comparison.tally();
    comparison.finish().await.unwrap();
    (tally, gone)
}

#[test]
fn any_imports_undone_in_turn_leave_each_state_as_it_was_and_come_to_what_was_promised() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
    let files = prop::collection::vec(any_entered(), 1..7);
    runner
        .run(&files, |files| {
            runtime.block_on(async {
                for database in Database::both().await {
                    let store = database.open().await;
                    let mut states = Vec::new();
                    let mut taken = Vec::new();
                    for (file, marks_gone) in &files {
                        states.push(content(&database).await);
                        let (tally, gone) = compared(&store, file).await;
                        let gone = if *marks_gone && file.kind.is_register() { gone } else { 0 };
                        let terms = Terms {
                            promised: Some((tally, gone)),
                            gone_on: marks_gone.then_some(date!(2026 - 11 - 21)),
                            ..Terms::default()
                        };
                        let intake = store.begin_intake("chance", NOON).await.unwrap();
                        taken.push(intake.finish(file, &terms, &|_, _| ()).await.unwrap().import_id);
                    }
                    prop_assert_eq!(store.check().await.unwrap().wrong, Vec::<String>::new());
                    for (import_id, state) in taken.into_iter().zip(&states).rev() {
                        undo(&store, import_id).await;
                        prop_assert_eq!(&content(&database).await, state);
                    }
                    prop_assert_eq!(store.check().await.unwrap().wrong, Vec::<String>::new());
                }
                Ok(())
            })
        })
        .unwrap();
}

#[tokio::test]
async fn a_file_that_comes_to_something_else_than_was_promised_is_not_taken_in() {
    for database in Database::both().await {
        let store = database.open().await;
        let file = register("register", [bare_asset("a-1"), bare_asset("a-2")]);
        let (promised, gone) = compared(&store, &file).await;
        assert_eq!((promised, gone), (tally(2, 0, 0, 0), 0));
        take_in(&store, &register("register", [bare_asset("a-1")])).await;
        let before = content(&database).await;
        let terms = Terms { promised: Some((promised, 0)), ..Terms::default() };
        let intake = store.begin_intake("an officer", NOON).await.unwrap();
        let error = intake.finish(&file, &terms, &|_, _| ()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "The register changed since you looked. Nothing was taken in: look again, then commit."
        );
        assert_eq!(content(&database).await, before);
        assert_eq!(store.imports().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn assets_that_a_later_file_leaves_out_are_marked_as_gone_and_come_back() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [bare_asset("a-1"), bare_asset("a-2"), bare_asset("a-3")])).await;
        take_in(&store, &register("other", [bare_asset("b-1")])).await;
        let shorter = register("register", [bare_asset("a-1")]);
        assert_eq!(compared(&store, &shorter).await, (tally(0, 0, 1, 0), 2));
        let terms = Terms { gone_on: Some(date!(2026 - 11 - 21)), ..Terms::default() };
        let intake = store.begin_intake("an officer", NOON).await.unwrap();
        let taken_in = intake.finish(&shorter, &terms, &|_, _| ()).await.unwrap();
        assert_eq!(store.import(taken_in.import_id).await.unwrap().unwrap().gone, 2);
        let gone = |assets: Vec<Asset>| assets.into_iter().map(|asset| asset.gone.is_some()).collect::<Vec<_>>();
        assert_eq!(gone(store.holdings().await.unwrap().assets), [false, true, true, false]);
        assert_eq!(compared(&store, &shorter).await, (tally(0, 0, 1, 0), 0), "what is gone is not left out again");

        let mut comparison = store.begin_comparison().await.unwrap();
        comparison.compare_rest(&register("register", [bare_asset("a-4")])).await.unwrap();
        for (council, left_out) in [(None, 1), (Some("Aldermere MBC"), 1), (Some("Brackley Council"), 0)] {
            let mut seen = 0;
            comparison.each_left_out(&source("register").id, council, |_| seen += 1).await.unwrap();
            assert_eq!(seen, left_out, "{council:?}");
        }
        comparison.finish().await.unwrap();

        let back = take_in(&store, &register("register", [bare_asset("a-1"), bare_asset("a-2")])).await;
        assert_eq!(back.tally, tally(0, 1, 1, 0));
        assert_eq!(gone(store.holdings().await.unwrap().assets), [false, false, true, false]);
        all_is_well(&store).await;
    }
}

#[tokio::test]
async fn one_register_does_not_change_anothers_assets() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("west", [bare_asset("west-lancs-12")])).await;
        let file = register("west-lancs", [renamed("west-lancs-12", "Another")]);
        assert_eq!(take_in(&store, &file).await.tally, tally(0, 0, 0, 1));
        let reasons = store.refusal_reasons(2, 8).await.unwrap();
        assert!(reasons[0].0.contains("\"west\" has an asset with the same id"), "{reasons:?}");
    }
}

#[tokio::test]
async fn a_draft_is_kept_with_its_file_until_it_is_taken_in_or_discarded() {
    for database in Database::both().await {
        let store = database.open().await;
        let bytes: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).take(2_500_000).collect();
        let said = SaidOfFile { publisher: Some("Knowsley Council".to_owned()), ..SaidOfFile::default() };
        let mut ids = Vec::new();
        for _ in 0..2 {
            let mut draft = store.begin_draft("assets.csv", 2_500_000, &said, "jo@example.org", NOON).await.unwrap();
            let mut parts = Vec::new();
            pack(&bytes[..], |part| {
                parts.push(part);
                true
            })
            .unwrap();
            assert_eq!(parts.len(), 3);
            for part in parts {
                draft.keep_part(part).await.unwrap();
            }
            ids.push(draft.finish().await.unwrap());
        }
        store.close().await;
        let store = database.open().await;
        assert_eq!((&ids[..], store.latest_change().await.unwrap()), (&[1, 2][..], 0));
        let draft = store.import(1).await.unwrap().unwrap();
        assert_eq!(
            (draft.state, draft.turn, &draft.said, draft.size_bytes),
            (ImportState::Draft, None, &said, Some(2_500_000))
        );
        let mut back = Vec::new();
        assert!(store.kept_file(1, &mut back).await.unwrap());
        assert!(back == bytes);

        let columns = [(3, Some(RegisterField::Postcode)), (4, None)].into();
        let said = SaidOfFile { columns, ..said };
        store.say_of_draft(1, &said).await.unwrap();
        let old = SaidOfFile::default();
        store.tell_of_draft(1, &old, (None, None), None, Some("An old look.")).await.unwrap();
        let kind = (Some(FileKind::AssetRegister), Some("Knowsley Council"));
        store.tell_of_draft(1, &said, kind, Some("{}"), None).await.unwrap();
        let draft = store.import(1).await.unwrap().unwrap();
        assert_eq!((&draft.said, draft.problem, draft.survey.as_deref()), (&said, None, Some("{}")));

        let intake = store.begin_intake_of_draft(1, "jo@example.org", NOON).await.unwrap();
        intake.finish(&register("register", [bare_asset("a-1")]), &Terms::default(), &|_, _| ()).await.unwrap();
        assert!(store.begin_intake_of_draft(1, "jo@example.org", NOON).await.is_err());
        assert_eq!(store.discard_draft(1).await.unwrap_err().to_string(), "This file was taken in already.");
        store.discard_draft(2).await.unwrap();
        assert!(!store.kept_file(2, &mut Vec::new()).await.unwrap());
        assert_eq!(store.newest_imports(10).await.unwrap().len(), 1);
        assert_eq!(take_in(&store, &register("register", [bare_asset("a-1")])).await.import_id, 3, "2 stays used");
        let turns: Vec<_> = store.imports().await.unwrap().iter().map(|import| (import.id, import.turn)).collect();
        assert_eq!(turns, [(1, Some(1)), (3, Some(2))]);
    }
}

#[tokio::test]
async fn what_columns_mean_is_remembered_for_their_publisher_and_forgotten_when_undone() {
    for database in Database::both().await {
        let store = database.open().await;
        let learnt = |of: &[(&str, Option<RegisterField>)]| -> Learnt {
            of.iter().map(|(heading, field)| ((*heading).to_owned(), *field)).collect()
        };
        let first = learnt(&[("pcode", Some(RegisterField::Postcode)), ("junk", None)]);
        let second = learnt(&[("junk", Some(RegisterField::Name))]);
        for said in [&first, &second] {
            let terms = Terms { learnt: Some(("knowsley".to_owned(), said.clone())), ..Terms::default() };
            let intake = store.begin_intake("an officer", NOON).await.unwrap();
            intake.finish(&register("register", [bare_asset("a-1")]), &terms, &|_, _| ()).await.unwrap();
        }
        let both = learnt(&[("pcode", Some(RegisterField::Postcode)), ("junk", Some(RegisterField::Name))]);
        assert_eq!(store.learnt("knowsley").await.unwrap(), both);
        assert_eq!(store.learnt("sefton").await.unwrap(), Learnt::new());
        undo(&store, 2).await;
        assert_eq!(store.learnt("knowsley").await.unwrap(), first);
        undo(&store, 1).await;
        assert_eq!(store.learnt("knowsley").await.unwrap(), Learnt::new());
    }
}

#[tokio::test]
async fn a_register_in_parts_is_compared_and_taken_in_as_one() {
    for database in Database::both().await {
        let store = database.open().await;
        let Rows::Assets(all) = register("register", (0..4500).map(|n| bare_asset(&format!("a-{n:04}")))).rows else {
            unreachable!()
        };
        let mut all = all;
        all[4000].value = all[7].value.clone();
        all[4100].value = renamed("a-0008", "Another");
        let parts: Vec<ReadPart> = all[..4000]
            .chunks(2000)
            .map(|rows| ReadPart {
                source: source("register").id,
                rows: Rows::Assets(rows.to_vec()),
                refused: Vec::new(),
                notes: Vec::new(),
            })
            .collect();
        let last = ReadFile { rows: Rows::Assets(all[4000..].to_vec()), rows_read: 4500, ..register("register", []) };

        let mut comparison = store.begin_comparison().await.unwrap();
        for part in &parts {
            comparison.compare_part(part).await.unwrap();
        }
        let rest = comparison.compare_rest(&last).await.unwrap();
        assert_eq!((rest[0].outcome, rest[100].outcome), (RowOutcome::Unchanged, RowOutcome::Refused));
        assert_eq!(comparison.tally(), tally(4498, 0, 1, 1));
        comparison.finish().await.unwrap();

        let mut intake = store.begin_intake("an officer", NOON).await.unwrap();
        for part in &parts {
            intake.take_part(part).await.unwrap();
        }
        let taken_in = intake.finish(&last, &Terms::default(), &|_, _| ()).await.unwrap();
        assert_eq!(taken_in.tally, tally(4498, 0, 1, 1));
        all_is_well(&store).await;
        undo(&store, 1).await;
        assert_eq!(content(&database).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_check_finds_what_was_tampered_with() {
    let cases: &[(&str, &str)] = &[
        ("DELETE FROM assets WHERE id = 'a-2'", "The trail tells of \"a-2\" in \"assets\", which is not held."),
        (
            "DELETE FROM assets WHERE id = 'a-1'",
            "Import 1 says that it changed another number of records than the trail.",
        ),
        ("DELETE FROM assets WHERE id = 'a-1'", "The changes are not numbered without a gap up to 4."),
        ("UPDATE assets SET first_change = 3 WHERE id = 'a-1'", "The changes are not numbered without a gap up to 4."),
        ("UPDATE assets SET first_change = 9 WHERE id = 'a-1'", "Import 1 says that it changed another number"),
        ("UPDATE assets SET new_in = 7 WHERE id = 'a-1'", "The trail names import 7, which is not listed."),
        (
            "UPDATE assets SET record = REPLACE(record, 'New name', 'Newer name') WHERE id = 'a-2'",
            "\"a-2\" in \"assets\" is not what its last change says.",
        ),
        ("UPDATE assets SET record = '{' WHERE id = 'a-2'", "The record \"a-2\" in \"assets\" cannot be read back."),
        (
            "INSERT INTO assets (id, source, record) SELECT 'a-9', source, REPLACE(record, 'a-1', 'a-9') FROM assets \
             WHERE id = 'a-1'",
            "\"a-9\" in \"assets\" is held, and the trail does not tell of it.",
        ),
        ("UPDATE imports SET rows_new = 3, rows_read = 3 WHERE id = 1", "Import 1 says that it changed another number"),
        ("UPDATE imports SET rows_read = 9 WHERE id = 2", "The rows of import 2 do not add up."),
        ("DELETE FROM import_rows", "Import 2 says that it left out another number of rows than are kept with it."),
        ("DELETE FROM changes WHERE id = 1", "The changes are not numbered without a gap up to"),
        ("UPDATE changes SET import_id = 7 WHERE id = 4", "The trail names import 7, which is not listed."),
        ("UPDATE assets SET source = 'none' WHERE id = 'a-1'", "1 assets name a source that is not held."),
        ("UPDATE import_files SET part = 5", "The file kept with import 3 is damaged."),
    ];
    for (meddling, sentence) in cases {
        for database in Database::both().await {
            let store = database.open().await;
            take_in(&store, &register("register", [bare_asset("a-1"), renamed("a-2", "Old name")])).await;
            let refused = vec![catmap::domain::imported::RefusedRow {
                number: 9,
                raw: vec!["?".to_owned()],
                reason: "No name.".to_owned(),
            }];
            take_in(&store, &with_refused(register("register", [renamed("a-2", "New name")]), refused)).await;
            let mut draft = store.begin_draft("a.csv", 1, &SaidOfFile::default(), "jo", NOON).await.unwrap();
            draft.keep_part(zstd::bulk::compress(b"x", 1).unwrap()).await.unwrap();
            draft.finish().await.unwrap();
            all_is_well(&store).await;
            database.meddle(meddling).await;
            let wrong = store.check().await.unwrap().wrong;
            assert!(wrong.iter().any(|found| found.starts_with(sentence)), "{meddling}: {wrong:?}");
        }
    }
}
