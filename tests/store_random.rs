//! Files at random: SQLite and PostgreSQL tell the same of each, hold the same after each, and hold what a map would.

use std::collections::BTreeMap;

use catmap::domain::area::AreaIndicator;
use catmap::domain::asset::{Asset, AssetId, Occupancy};
use catmap::domain::imported::{ReadFile, Rows};
use catmap::domain::place::Position;
use catmap::store::Store;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::store_contract::Database;
use crate::store_files::*;

/// Few keys and few values, so that rows meet; texts with anything in them, so that they are spoilt if they can be.
fn any_file() -> impl Strategy<Value = ReadFile> {
    let source = prop::sample::select(vec!["one", "two"]);
    let rows = prop::collection::vec((0..6_u8, 0..3_u8, ".{0,6}", any::<f64>()), 0..12);
    (0..10_u8, source, rows).prop_map(|(kind, source, rows)| match kind {
        0 => register(
            source,
            rows.into_iter().map(|(key, value, text, number)| Asset {
                name: text,
                reference: (value > 0).then(|| value.to_string()),
                position: Position::new(number, number).ok(),
                facts: if value > 1 { full_asset("").facts } else { bare_asset("").facts },
                ..bare_asset(&format!("{source}-{key}"))
            }),
        ),
        1 => needs(
            source,
            rows.into_iter().map(|(key, value, text, number)| catmap::domain::need::Need {
                title: text,
                budget_gbp_per_year: (value > 0).then_some(number),
                ..bare_need(&format!("n-{key}"))
            }),
        ),
        2 => rulings(
            source,
            rows.into_iter().map(|(key, value, text, _)| catmap::domain::need::Ruling {
                reason: text,
                ..ruling(&key.to_string(), &value.to_string(), None)
            }),
        ),
        3 => boundaries(source, rows.into_iter().map(|(key, value, _, _)| boundary(&format!("E{key}"), value.into()))),
        4 => deprivation(
            source,
            rows.into_iter().map(|(key, value, _, number)| {
                area_deprivation(&format!("E{key}"), number, (value > 0).then_some(value.into()))
            }),
        ),
        5 => activity(
            source,
            rows.into_iter().map(|(key, value, text, _)| catmap::domain::area::AreaCount {
                period: text,
                ..activity_count(&format!("E{key}"), AreaIndicator::ALL[usize::from(value)], 1.0)
            }),
        ),
        6 => postcodes(
            source,
            rows.into_iter().map(|(key, value, _, _)| postcode_point(&format!("L8 {key}TH"), value.into())),
        ),
        7 => price_index(
            source,
            rows.into_iter().map(|(key, value, text, number)| {
                let month = time::Date::from_ordinal_date(2024, u16::from(value) + 1).unwrap();
                index_month(&format!("{key}{text}"), month, number)
            }),
        ),
        8 => sector_prices(
            source,
            rows.into_iter()
                .map(|(key, value, _, number)| sector_year(&format!("XL1 {key}"), 2020 + u16::from(value), number)),
        ),
        _ => sales(source, rows.into_iter().map(|(key, value, text, _)| sale(&format!("{key}{text}"), value.into()))),
    })
}

async fn take_all_in(store: &Store, files: &[ReadFile]) -> Vec<String> {
    let mut told = Vec::new();
    for file in files {
        let taken_in = store.take_in(file, "chance", NOON, &|_, _| ()).await.unwrap();
        assert!(taken_in.tally.adds_up());
        told.push(format!("{taken_in:?} {:?}", store.raw_rows(taken_in.import_id).await.unwrap()));
    }
    told.push(format!("{:?}", store.changes_after(0, 100_000).await.unwrap()));
    told.push(format!("{:?}", store.imports().await.unwrap()));
    told
}

/// What the assets of the files come to by the plain rule: the first of a key in a file counts, the last file wins, and what
/// was vacant when that was last said may be so still.
fn assets_by_hand(files: &[ReadFile]) -> Vec<Asset> {
    let mut held: BTreeMap<AssetId, Asset> = BTreeMap::new();
    for file in files {
        let Rows::Assets(rows) = &file.rows else { continue };
        let mut of_file: BTreeMap<AssetId, Asset> = BTreeMap::new();
        for row in rows {
            of_file.entry(row.value.id.clone()).or_insert_with(|| row.value.clone());
        }
        for (id, mut asset) in of_file {
            let was = held.get(&id).is_some_and(|before| match &before.facts.occupancy {
                Some(occupancy) => occupancy.value != Occupancy::Occupied,
                None => before.may_be_vacant,
            });
            asset.may_be_vacant = asset.facts.occupancy.is_none() && (asset.may_be_vacant || was);
            held.insert(id, asset);
        }
    }
    held.into_values().collect()
}

#[test]
fn both_databases_hold_the_same_after_any_files() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let files = prop::collection::vec(any_file(), 1..8);
    runner
        .run(&files, |files| {
            runtime.block_on(async {
                let sqlite = Database::sqlite();
                let store = sqlite.open().await;
                let told = take_all_in(&store, &files).await;
                let holdings = store.holdings().await.unwrap();
                prop_assert_eq!(&holdings.assets, &assets_by_hand(&files));

                let Some(postgres) = Database::postgres().await else { return Ok(()) };
                let other = postgres.open().await;
                prop_assert_eq!(take_all_in(&other, &files).await, told);
                prop_assert_eq!(other.holdings().await.unwrap(), holdings);
                Ok(())
            })
        })
        .unwrap();
}
