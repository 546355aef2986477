//! The store's contract, one story at a time, each told to SQLite and to PostgreSQL.

use std::sync::Arc;

use catmap::domain::area::{AreaBoundary, AreaCount, AreaIndicator, AreaRank, Borough, HomeType, Sale};
use catmap::domain::asset::{Asset, Shown};
use catmap::domain::holdings::Holdings;
use catmap::domain::imported::{
    FileKind, ImportRecord, ImportState, RawRow, ReadFile, ReadPart, RefusedRow, Row, RowOutcome, Rows, SaidOfFile,
    TakenIn, Tally,
};
use catmap::domain::need::{NeedPlace, Visibility};
use catmap::domain::place::Position;
use catmap::domain::source::SourceId;
use catmap::store::{Store, StoreError, Terms};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use tempfile::TempDir;
use time::macros::date;

use crate::postgres::PostgresDatabase;
use crate::store_files::*;
use crate::store_official::*;

/// An empty database of one test.
pub enum Database {
    Sqlite(TempDir),
    Postgres(PostgresDatabase),
}

impl Database {
    pub fn sqlite() -> Self {
        Self::Sqlite(TempDir::new().unwrap())
    }

    pub async fn postgres() -> Option<Self> {
        PostgresDatabase::create().await.map(Self::Postgres)
    }

    pub async fn both() -> Vec<Self> {
        [Some(Self::sqlite()), Self::postgres().await].into_iter().flatten().collect()
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => folder.path().join("catmap.db").display().to_string(),
            Self::Postgres(database) => database.url(),
        }
    }

    /// The store, as one more program would open it.
    pub async fn open(&self) -> Store {
        Store::open(&self.url()).await.unwrap()
    }

    /// Runs a statement behind the store's back.
    pub async fn meddle(&self, statement: &'static str) {
        match self {
            Self::Sqlite(_) => {
                let mut connection = SqliteConnection::connect(&self.url()).await.unwrap();
                connection.execute(statement).await.unwrap();
                connection.close().await.unwrap();
            }
            Self::Postgres(_) => {
                let mut connection = PgConnection::connect(&self.url()).await.unwrap();
                connection.execute(statement).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    }
}

pub async fn take_in(store: &Store, file: &ReadFile) -> TakenIn {
    let taken_in = store.take_in(file, "an officer", NOON, &|_, _| ()).await.unwrap();
    assert!(taken_in.tally.adds_up(), "{:?}", taken_in.tally);
    taken_in
}

/// The rows that an import left out.
pub async fn refused(store: &Store, import_id: i64) -> Vec<RefusedRow> {
    let mut rows = Vec::new();
    store.each_refused(import_id, |row| rows.push(row)).await.unwrap();
    rows
}

pub fn tally(new: u64, changed: u64, unchanged: u64, refused: u64) -> Tally {
    Tally { read: new + changed + unchanged + refused, new, changed, unchanged, refused }
}

/// One file of each kind, with what is known and what is not.
fn one_of_each() -> Vec<ReadFile> {
    vec![
        register("register", [full_asset("a-1"), bare_asset("a-2")]),
        needs("needs", [full_need("n-1"), bare_need("n-2")]),
        rulings("rulings", [ruling("L/0001", "n-1", Some(date!(2026 - 11 - 01))), ruling("L/0001", "n-2", None)]),
        boundaries(
            "boundaries",
            [boundary("E01999001", 100.0), AreaBoundary { borough: None, ..boundary("E01999002", 0.1) }],
        ),
        deprivation(
            "deprivation",
            [area_deprivation("E01999001", 0.1 + 0.2, Some(1500)), area_deprivation("E01999002", -0.0, None)],
        ),
        activity(
            "activity",
            [
                activity_count("E01999001", AreaIndicator::EmployeeJobs, 0.0),
                AreaCount {
                    area_name: Some("Aldermere 001".to_owned()),
                    base: None,
                    ..activity_count("E02999001", AreaIndicator::LocalUnits, 155.0)
                },
            ],
        ),
        postcodes("postcodes", [postcode_point("L8 1TH", 0.1), postcode_point("L8 1TJ", 700_000.0)]),
        sales("sales", [sale("{A}", 1), sale("{B}", u32::MAX)]),
        price_index(
            "index",
            [
                index_month("E08099001", date!(1995 - 01 - 01), 0.1 + 0.2),
                index_month("E08099001", date!(2024 - 12 - 01), 151.7),
            ],
        ),
        sector_prices("sectors", [sector_year("XL1 1", 1995, 31_000.0), sector_year("XL1 1", 2024, 1.0 / 3.0)]),
        ranks("ranks", [area_rank("E01999001", 33_755), AreaRank { borough: None, ..area_rank("E01999002", 1) }]),
        uprns("uprns", [uprn_point(38_000_001, 0.1), uprn_point(999_999_999_999, 700_000.0)]),
        listings("listings", [full_listing("ACV-1"), bare_listing("ACV-2")]),
        organisations("organisations", [full_organisation("GB-CHC-1"), bare_organisation("GB-COH-2")]),
    ]
}

fn held_in(file: &ReadFile, holdings: &Holdings) -> bool {
    fn equal<T: PartialEq + Clone>(rows: &[catmap::domain::imported::Row<T>], held: &[T]) -> bool {
        rows.iter().map(|row| row.value.clone()).collect::<Vec<_>>() == held
    }
    match &file.rows {
        Rows::Assets(rows) => equal(rows, &holdings.assets),
        Rows::Needs(rows) => equal(rows, &holdings.needs),
        Rows::Rulings(rows) => equal(rows, &holdings.rulings),
        Rows::Boundaries(rows) => equal(rows, &holdings.boundaries),
        Rows::Deprivation(rows) => equal(rows, &holdings.deprivation),
        Rows::Activity(rows) => equal(rows, &holdings.activity),
        Rows::Postcodes(rows) => equal(rows, &holdings.postcodes),
        Rows::Sales(rows) => equal(rows, &holdings.sales),
        Rows::PriceIndex(rows) => equal(rows, &holdings.price_index),
        Rows::SectorPrices(rows) => equal(rows, &holdings.sector_years),
        Rows::DeprivationRanks(rows) => equal(rows, &holdings.deprivation_ranks),
        // Holdings have none of these, or only what an asset needs; tests of their own read them back.
        Rows::Uprns(_) | Rows::CommunityValue(_) | Rows::Organisations(_) => true,
    }
}

#[tokio::test]
async fn a_new_store_holds_nothing() {
    for database in Database::both().await {
        let store = database.open().await;
        assert_eq!(store.latest_change().await.unwrap(), 0);
        assert_eq!(store.holdings().await.unwrap(), Holdings::default());
        assert_eq!(store.imports().await.unwrap(), []);
        assert_eq!(store.raw_rows(1).await.unwrap(), []);
        assert_eq!(store.changes_after(0, 10).await.unwrap(), []);
    }
}

#[tokio::test]
async fn every_kind_of_record_comes_back_as_it_was_and_what_is_unknown_stays_unknown() {
    for database in Database::both().await {
        let store = database.open().await;
        for file in one_of_each() {
            assert_eq!(take_in(&store, &file).await.tally, tally(2, 0, 0, 0), "{:?}", file.kind);
            let holdings = store.holdings().await.unwrap();
            assert!(held_in(&file, &holdings), "{:?} came back as {holdings:#?}", file.rows);
            assert!(holdings.sources.contains(&file.source));
            assert_eq!(holdings.change, store.latest_change().await.unwrap());
        }
        let before = store.holdings().await.unwrap();
        store.close().await;
        assert_eq!(database.open().await.holdings().await.unwrap(), before, "closed and opened again");
    }
}

#[tokio::test]
async fn the_same_file_again_is_listed_and_changes_nothing() {
    for database in Database::both().await {
        let store = database.open().await;
        for (index, file) in (0..).zip(one_of_each()) {
            take_in(&store, &file).await;
            let (before, change) = (store.holdings().await.unwrap(), store.latest_change().await.unwrap());

            let again = take_in(&store, &file).await;

            assert_eq!(again.tally, tally(0, 0, 2, 0), "{:?}", file.kind);
            assert_eq!(store.holdings().await.unwrap(), before);
            assert_eq!(store.latest_change().await.unwrap(), change);
            assert_eq!(store.changes_after(change, 10).await.unwrap(), []);
            assert_eq!(again.import_id, 2 * index + 2);
            assert_eq!(store.imports().await.unwrap().len() as i64, again.import_id);
        }
    }
}

#[tokio::test]
async fn an_import_is_remembered_with_the_rows_it_left_out_as_they_stood() {
    for database in Database::both().await {
        let store = database.open().await;
        let refused = RefusedRow {
            number: 1,
            raw: vec!["L$ 5TR\0".to_owned()],
            reason: "\"L$ 5TR\0\" is not a postcode.".to_owned(),
        };
        let file = with_refused(register("register", [full_asset("a-1")]), vec![refused.clone()]);
        let taken_in = take_in(&store, &file).await;
        assert_eq!(taken_in, TakenIn { import_id: 1, tally: tally(1, 0, 0, 1) });

        let expected = ImportRecord {
            id: 1,
            state: ImportState::Committed,
            turn: Some(1),
            source: Some(file.source.id.clone()),
            kind: Some(FileKind::AssetRegister),
            publisher: Some(file.source.publisher.clone()),
            file_name: "register.csv".to_owned(),
            size_bytes: None,
            checksum: Some(file.checksum.clone()),
            header: file.header.clone(),
            said: SaidOfFile::default(),
            survey: None,
            problem: None,
            by: "an officer".to_owned(),
            at: NOON,
            tally: tally(1, 0, 0, 1),
            gone: 0,
            notes: file.notes.clone(),
            undone: None,
        };
        assert_eq!(store.imports().await.unwrap(), [expected]);
        let expected = [RawRow {
            number: 1,
            cells: refused.raw,
            outcome: RowOutcome::Refused,
            reason: Some("\"L$ 5TR\u{fffd}\" is not a postcode.".to_owned()),
        }];
        assert_eq!(store.raw_rows(1).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_changed_record_replaces_the_old_one_and_the_trail_holds_both() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [full_asset("a-1"), full_asset("a-2")])).await;
        let change = store.latest_change().await.unwrap();
        let renamed = Asset { name: "New name".to_owned(), ..full_asset("a-2") };

        let taken_in = take_in(&store, &register("register", [full_asset("a-1"), renamed, bare_asset("a-3")])).await;

        assert_eq!(taken_in.tally, tally(1, 1, 1, 0));
        let changes = store.changes_after(change, 10).await.unwrap();
        let [changed, new] = &changes[..] else { panic!("{changes:#?}") };
        assert_eq!((changed.id, new.id, new.import_id), (change + 1, change + 2, Some(2)));
        assert_eq!((&*changed.kind, &*changed.key, &*changed.by, changed.at), ("assets", "a-2", "an officer", NOON));
        let read = |record: &Option<String>| record.as_deref().map(|text| serde_json::from_str::<Asset>(text).unwrap());
        let (before, after) = (read(&changed.before).unwrap(), read(&changed.after).unwrap());
        assert_eq!((&*before.name, &*after.name), (&*full_asset("a-2").name, "New name"));
        assert_eq!((read(&new.before), read(&new.after).map(|asset| asset.id.0)), (None, Some("a-3".into())));
        let names: Vec<_> = store.holdings().await.unwrap().assets.into_iter().map(|asset| asset.name).collect();
        assert_eq!(names, [&*full_asset("a-1").name, "New name", "Asset a-3"]);
    }
}

/// The asset as a file can tell it: without what only people and later files do.
fn by_a_file(asset: Asset) -> Asset {
    Asset { cleared: Vec::new(), shown: Shown::Coarse, gone: None, ..asset }
}

#[tokio::test]
async fn each_kind_of_change_is_noticed() {
    let moved = |need| catmap::domain::need::Need { place: NeedPlace::Borough("Wirral".to_owned()), ..need };
    let centre = Position::new(10.5, 10.250_000_000_001).unwrap();
    let district = Some(Borough { code: Some(Arc::from("E08999999")), name: Arc::from("Aldermere") });
    let first_and_second = [
        (register("s", [bare_asset("a")]), register("s", [by_a_file(full_asset("a"))])),
        (needs("s", [full_need("n")]), needs("s", [moved(full_need("n"))])),
        (rulings("s", [ruling("a", "n", None)]), rulings("s", [ruling("a", "n", Some(date!(2026 - 01 - 01)))])),
        (boundaries("s", [boundary("E1", 100.0)]), boundaries("s", [boundary("E1", 100.5)])),
        (boundaries("s", [boundary("E1", 100.0)]), boundaries("s", [AreaBoundary { centre, ..boundary("E1", 100.0) }])),
        (
            boundaries("s", [boundary("E1", 100.0)]),
            boundaries("s", [AreaBoundary { borough: district, ..boundary("E1", 100.0) }]),
        ),
        (
            deprivation("s", [area_deprivation("E1", 1.0, None)]),
            deprivation("s", [area_deprivation("E1", 1.0, Some(0))]),
        ),
        (
            activity("s", [activity_count("E1", AreaIndicator::Premises, 1.0)]),
            activity("s", [activity_count("E1", AreaIndicator::Premises, 1.5)]),
        ),
        (
            activity("s", [activity_count("E1", AreaIndicator::Premises, 1.0)]),
            activity("s", [AreaCount { base: None, ..activity_count("E1", AreaIndicator::Premises, 1.0) }]),
        ),
        (
            activity("s", [activity_count("E1", AreaIndicator::Premises, 1.0)]),
            activity(
                "s",
                [AreaCount { area_name: Some("A".into()), ..activity_count("E1", AreaIndicator::Premises, 1.0) }],
            ),
        ),
        (postcodes("s", [postcode_point("L8 1TH", 1.0)]), postcodes("s", [postcode_point("L8 1TH", 1.5)])),
        (sales("s", [sale("A", 1)]), sales("s", [sale("A", 2)])),
        (
            price_index("s", [index_month("E1", date!(2024 - 01 - 01), 1.0)]),
            price_index("s", [index_month("E1", date!(2024 - 01 - 01), 1.5)]),
        ),
        (sector_prices("s", [sector_year("XL1 1", 2024, 1.0)]), sector_prices("s", [sector_year("XL1 1", 2024, 1.5)])),
    ];
    for (first, second) in first_and_second {
        for database in Database::both().await {
            let store = database.open().await;
            take_in(&store, &first).await;
            let change = store.latest_change().await.unwrap();
            assert_eq!(take_in(&store, &second).await.tally, tally(0, 1, 0, 0), "{:?}", second.kind);
            assert!(held_in(&second, &store.holdings().await.unwrap()), "{:?}", second.rows);
            let changes = store.changes_after(change, 10).await.unwrap();
            assert_eq!(changes.len(), 1, "{changes:#?}");
            assert!(changes[0].after.is_some());
        }
    }
}

#[tokio::test]
async fn the_trail_takes_an_official_table_as_one_change() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &sales("price-paid", (0..2500).map(|n| sale(&n.to_string(), n)))).await;
        let changes = store.changes_after(0, 10).await.unwrap();
        let kinds: Vec<_> = changes.iter().map(|change| (&*change.kind, &*change.key)).collect();
        assert_eq!(kinds, [("sources", "price-paid"), ("sales", "price-paid")]);
        let after: Tally = serde_json::from_str(changes[1].after.as_deref().unwrap()).unwrap();
        assert_eq!(after, tally(2500, 0, 0, 0));
    }
}

#[tokio::test]
async fn a_row_repeated_in_its_file_counts_as_unchanged_and_one_that_contradicts_is_refused() {
    for database in Database::both().await {
        let store = database.open().await;
        let other = Asset { name: "Another hall".to_owned(), ..bare_asset("a-1") };
        let file = register("register", [bare_asset("a-1"), bare_asset("a-1"), other, bare_asset("a-2")]);

        let taken_in = take_in(&store, &file).await;

        assert_eq!(taken_in.tally, tally(2, 0, 1, 1));
        let reason = "Row 2 of the same file has the same id (a-1) and says something else. Correct one of the two.";
        let Rows::Assets(rows) = &file.rows else { unreachable!() };
        let expected = RefusedRow { number: 4, raw: rows[2].raw.to_vec(), reason: reason.to_owned() };
        assert_eq!(refused(&store, 1).await, [expected]);
        assert_eq!(store.refusal_reasons(1, 8).await.unwrap(), [(reason.to_owned(), 1)]);
        assert_eq!(store.holdings().await.unwrap().assets[0].name, "Asset a-1");
        let kept = store.raw_rows(1).await.unwrap();
        assert_eq!((kept.len(), kept[0].outcome, kept[0].reason.as_deref()), (1, RowOutcome::Refused, Some(reason)));
    }
}

#[tokio::test]
async fn rows_that_contradict_each_other_are_found_however_far_apart() {
    for database in Database::both().await {
        let store = database.open().await;
        let many = (0..2500).map(|n| sale(&n.to_string(), 100)).chain([sale("0", 101), sale("1", 100)]);
        assert_eq!(take_in(&store, &sales("price-paid", many)).await.tally, tally(2500, 0, 1, 1));
        let refused = refused(&store, 1).await;
        assert_eq!(refused.iter().map(|row| row.number).collect::<Vec<_>>(), [2502]);
        let id = sale_id("0");
        let reason = format!(
            "Row 2 of the same file has the same transaction id ({id}) and says something else. Correct one of the two."
        );
        assert_eq!(refused[0].reason, reason);
    }
}

#[tokio::test]
async fn two_publishers_outlines_of_one_area_are_both_kept_and_so_are_two_releases() {
    for database in Database::both().await {
        let store = database.open().await;
        for (publisher, side_m) in [("ons", 100.0), ("combined-authority", 99.0)] {
            let file = boundaries(publisher, [boundary("E01999001", side_m)]);
            assert_eq!(take_in(&store, &file).await.tally, tally(1, 0, 0, 0));
            let file = deprivation(publisher, [area_deprivation("E01999001", side_m, None)]);
            assert_eq!(take_in(&store, &file).await.tally, tally(1, 0, 0, 0));
        }
        for (release, value) in [("november", 150.0), ("december", 100.0)] {
            let file = price_index(release, [index_month("E08099001", date!(2024 - 01 - 01), value)]);
            assert_eq!(take_in(&store, &file).await.tally, tally(1, 0, 0, 0));
        }
        let holdings = store.holdings().await.unwrap();
        assert_eq!(holdings.price_index.len(), 2);
        let sources: Vec<_> = holdings.boundaries.iter().map(|area| area.source.0.to_string()).collect();
        assert_eq!(sources, ["combined-authority", "ons"]);
        assert_eq!(holdings.deprivation.len(), 2);
    }
}

#[tokio::test]
async fn another_file_that_tells_the_same_sale_changes_nothing() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &sales("year", [sale("A", 1)])).await;
        assert_eq!(take_in(&store, &sales("month", [sale("A", 1)])).await.tally, tally(0, 0, 1, 0));
    }
}

#[tokio::test]
async fn what_a_later_file_leaves_out_stays() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("register", [bare_asset("a-1"), bare_asset("a-2")])).await;
        take_in(&store, &register("register", [bare_asset("a-2")])).await;
        assert_eq!(store.holdings().await.unwrap().assets.len(), 2);
    }
}

#[tokio::test]
async fn a_source_described_anew_is_a_change() {
    for database in Database::both().await {
        let store = database.open().await;
        let mut file = register("register", [bare_asset("a-1")]);
        take_in(&store, &file).await;
        let change = store.latest_change().await.unwrap();
        file.source.as_at = None;
        file.source.licence = Some("OGL 3.0".to_owned());

        assert_eq!(take_in(&store, &file).await.tally, tally(0, 0, 1, 0));

        let changes = store.changes_after(change, 10).await.unwrap();
        assert_eq!((changes.len(), &*changes[0].kind, changes[0].before.is_some()), (1, "sources", true));
        assert_eq!(store.holdings().await.unwrap().sources, [file.source]);
    }
}

#[tokio::test]
async fn records_come_in_the_order_of_their_keys_however_they_arrived() {
    for database in Database::both().await {
        let store = database.open().await;
        let ids = ["b", "É", "a-10", "a-9", "Z", "a"];
        take_in(&store, &register("register", ids.map(bare_asset))).await;
        let held: Vec<_> = store.holdings().await.unwrap().assets.iter().map(|a| a.id.0.to_string()).collect();
        assert_eq!(held, ["Z", "a", "a-10", "a-9", "b", "É"]);
    }
}

#[tokio::test]
async fn what_one_database_could_not_keep_is_refused_by_both_with_the_reason() {
    let mut endless = full_asset("a-1");
    if let Some(area) = &mut endless.facts.usable_area_m2 {
        area.value = f64::INFINITY;
    }
    let hidden = AreaBoundary { name: "Alder\0mere".to_owned(), ..boundary("E1", 100.0) };
    let files = [
        (register("s", [endless, bare_asset("a-2")]), "number that is not finite"),
        (boundaries("s", [hidden, boundary("E2", 100.0)]), "NUL"),
        (
            deprivation("s", [area_deprivation("E1", f64::NAN, None), area_deprivation("E2", 1.0, None)]),
            "number that is not finite",
        ),
    ];
    for (file, reason) in files {
        for database in Database::both().await {
            let store = database.open().await;
            let taken_in = take_in(&store, &file).await;
            assert_eq!(taken_in.tally, tally(1, 0, 0, 1), "{:?}", file.kind);
            let refused = refused(&store, 1).await;
            assert!(refused[0].reason.contains(reason), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn rows_that_do_not_add_up_or_name_an_unknown_source_are_not_taken_in_at_all() {
    for database in Database::both().await {
        let store = database.open().await;
        let mut short = register("register", [bare_asset("a-1")]);
        short.rows_read = 2;
        let error = store.take_in(&short, "an officer", NOON, &|_, _| ()).await.unwrap_err();
        assert_eq!(error.to_string(), "The file has 2 rows, but 1 to keep and 0 refused do not add up to that.");

        let mut foreign = register("register", [bare_asset("a-1")]);
        foreign.source = source("another");
        let error = store.take_in(&foreign, "an officer", NOON, &|_, _| ()).await.unwrap_err();
        assert!(matches!(error, StoreError::Conflict { .. }), "{error:?}");

        assert_eq!(store.holdings().await.unwrap(), Holdings::default());
        assert_eq!(store.imports().await.unwrap(), []);
    }
}

#[tokio::test]
async fn progress_reaches_the_last_row() {
    for database in Database::both().await {
        let store = database.open().await;
        let seen = std::sync::Mutex::new(Vec::new());
        let file = sales("price-paid", (0..2500).map(|n| sale(&n.to_string(), n)));
        store.take_in(&file, "an officer", NOON, &|done, of| seen.lock().unwrap().push((done, of))).await.unwrap();
        let seen = seen.into_inner().unwrap();
        assert!(seen.is_sorted() && seen.last() == Some(&(2500, 2500)), "{seen:?}");
    }
}

#[tokio::test]
async fn anchors_are_kept_once_and_are_no_change_of_the_data() {
    for database in Database::both().await {
        let store = database.open().await;
        assert_eq!(store.anchors("lcr-1003-abcd0123").await.unwrap(), None);
        let record = r#"{"spreads":{"within":0.33}}"#;
        assert!(store.keep_anchors("lcr-1003-abcd0123", record, NOON).await.unwrap());
        let later = NOON + time::Duration::hours(1);
        assert!(!store.keep_anchors("lcr-1003-abcd0123", "{}", later).await.unwrap(), "what is kept is not altered");
        store.close().await;

        let store = database.open().await;
        let kept = store.anchors("lcr-1003-abcd0123").await.unwrap().unwrap();
        assert_eq!(
            (kept.version.as_str(), kept.record.as_str(), kept.computed_at),
            ("lcr-1003-abcd0123", record, NOON)
        );
        assert_eq!(store.latest_change().await.unwrap(), 0);
        // Two programs that meet them at the same time.
        let (one, other) = (database.open().await, database.open().await);
        let (one, other) =
            tokio::join!(one.keep_anchors("all-1-f", "{}", NOON), other.keep_anchors("all-1-f", "{}", NOON));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    }
}

#[test]
fn dates_of_facts_read_as_dates_in_json() {
    let record = serde_json::to_value(full_asset("a-1")).unwrap();
    assert_eq!(record["facts"]["available_from"]["value"], "2027-02-28");
    assert_eq!(record["facts"]["said"]["as_at"], "2026-10-01");
    let need = serde_json::to_value(full_need("n-1")).unwrap();
    assert_eq!((&need["latest_start"], &need["visibility"]), (&"2027-06-01".into(), &"published".into()));
    assert_eq!(serde_json::to_value(Visibility::Private).unwrap(), "private");
    assert_eq!(serde_json::to_value(source("s")).unwrap()["as_at"], "2026-10-01");
}

fn sales_part(source: &str, rows: Vec<Row<Sale>>, refused: Vec<RefusedRow>) -> ReadPart {
    ReadPart { source: SourceId::new(source), rows: Rows::Sales(rows), refused, notes: Vec::new() }
}

/// A file of 2,500 sales as it comes in three parts, with a refused row in each of the first two.
async fn take_in_by_parts(store: &Store, all: &[Row<Sale>]) -> TakenIn {
    let mut intake = store.begin_intake("an officer", NOON).await.unwrap();
    for (number, rows) in (5000..).zip(all[..2000].chunks(1000)) {
        let refused = vec![RefusedRow { number, raw: vec!["?\0".to_owned()], reason: "No price.".to_owned() }];
        let part = sales_part("price-paid", rows.to_vec(), refused);
        intake.take_part(&part).await.unwrap();
    }
    let last = ReadFile { rows_read: all.len() as u64 + 2, ..sales("price-paid", []) };
    let last = ReadFile { rows: Rows::Sales(all[2000..].to_vec()), ..last };
    intake.finish(&last, &Terms::default(), &|_, _| ()).await.unwrap()
}

#[tokio::test]
async fn a_file_in_parts_is_taken_in_as_one() {
    for database in Database::both().await {
        let store = database.open().await;
        let mut all = bare((0..2500).map(|n| sale(&format!("{n:04}"), 100_000 + n)));
        all[1700].value = all[3].value.clone();
        all[2300].value = Sale { price_gbp: 1, ..all[4].value.clone() };

        let first = take_in_by_parts(&store, &all).await;

        assert_eq!(first.tally, tally(2498, 0, 1, 3));
        let refused = refused(&store, first.import_id).await;
        let numbers: Vec<_> = refused.iter().map(|row| (row.number, row.raw.len())).collect();
        assert_eq!(numbers, [(2302, 0), (5000, 1), (5001, 1)]);
        assert!(refused[0].reason.starts_with("Row 6 of the same file has the same transaction id"), "{refused:?}");
        let change = store.latest_change().await.unwrap();
        assert_eq!(take_in_by_parts(&store, &all).await.tally, tally(0, 0, 2499, 3));
        assert_eq!(store.latest_change().await.unwrap(), change);
        all[0].value.price_gbp = 7;
        assert_eq!(take_in_by_parts(&store, &all).await.tally, tally(0, 1, 2498, 3));
    }
}

#[tokio::test]
async fn a_file_in_parts_that_is_not_finished_leaves_nothing() {
    for database in Database::both().await {
        let store = database.open().await;
        for _ in 0..2 {
            let mut intake = store.begin_intake("an officer", NOON).await.unwrap();
            let refused = vec![RefusedRow { number: 9, raw: Vec::new(), reason: "No price.".to_owned() }];
            let part = sales_part("price-paid", bare([sale("A", 1)]), refused);
            intake.take_part(&part).await.unwrap();
            drop(intake);
        }
        let mut intake = store.begin_intake("an officer", NOON).await.unwrap();
        let part = sales_part("s", bare([sale("A", 1)]), Vec::new());
        intake.take_part(&part).await.unwrap();
        let error = intake.finish(&sales("s", [sale("B", 1)]), &Terms::default(), &|_, _| ()).await.unwrap_err();
        assert_eq!(error.to_string(), "The file has 1 rows, but 2 to keep and 0 refused do not add up to that.");
        assert_eq!(store.holdings().await.unwrap(), Holdings::default());
        assert_eq!(store.imports().await.unwrap(), []);
        assert_eq!(take_in(&store, &sales("s", [sale("A", 1)])).await.tally, tally(1, 0, 0, 0));
    }
}

#[tokio::test]
async fn scores_are_given_standard_sales_of_homes_of_six_years_and_the_back_test_all_of_them() {
    for database in Database::both().await {
        let store = database.open().await;
        let on = |id: &str, date| Sale { date, ..sale(id, 100_000) };
        let all = [
            on("A", date!(1995 - 01 - 03)),
            on("F", date!(2020 - 07 - 31)),
            on("E", date!(2020 - 08 - 01)),
            Sale { home: HomeType::Other, ..on("B", date!(2025 - 01 - 01)) },
            Sale { standard: false, ..on("C", date!(2025 - 01 - 01)) },
            on("D", date!(2025 - 01 - 01)),
            on("G", date!(2025 - 01 - 01)),
            Sale { standard: false, ..on("H", date!(2026 - 10 - 31)) },
        ];
        take_in(&store, &sales("price-paid", all.iter().rev().cloned())).await;

        let mut every = Vec::new();
        store.each_sale(|sale| every.push(sale)).await.unwrap();
        assert_eq!(every, all, "by date, then id");
        let held = store.holdings().await.unwrap().sales;
        assert_eq!(held, [all[2].clone(), all[5].clone(), all[6].clone()]);
    }
}
