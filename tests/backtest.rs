//! Back-tests kept: told to both databases, and to the HTTP door, where they open and shut the gate on uplift.

use axum::http::StatusCode;
use catmap::domain::backtest::{Backtest, BacktestBasis, BacktestHorizon, BaseYear};
use catmap::store::Store;
use time::macros::datetime;

use crate::api::Service;
use crate::store_contract::{Database, take_in};
use crate::store_files::*;

fn horizon(years: u32, headroom_low: f64) -> BacktestHorizon {
    let base_year = BaseYear {
        year: 1998,
        units: 300,
        score: 0.1 + 0.2,
        headroom_given_price: 0.09,
        price_alone: -0.2,
        deprivation_alone: None,
        random: 0.01,
        top_minus_bottom: 0.03,
        gap_closed: 0.12,
        coverage: None,
        independent: true,
    };
    let later = BaseYear { year: 2006, deprivation_alone: Some(0.1), coverage: Some(0.88), ..base_year };
    BacktestHorizon {
        years,
        base_years: vec![base_year, later],
        mean_score: 0.1,
        share_positive: 1.0,
        mean_headroom: 0.1,
        headroom_low,
        headroom_high: 0.15,
        headroom_share_positive: 1.0,
        gap_closed: 0.12,
        gap_closed_low: 0.12,
        gap_closed_high: 0.12,
        coverage: Some(0.88),
    }
}

fn backtest(data_release: &str, basis: BacktestBasis, headroom_low: f64) -> Backtest {
    Backtest {
        run_at: datetime!(2026-11-22 12:00:00.123456789 UTC),
        data_release: data_release.to_owned(),
        method_version: "1.0".to_owned(),
        basis,
        units: 359,
        first_year: 1995,
        last_year: 2024,
        horizons: vec![horizon(5, 0.06), horizon(10, headroom_low)],
    }
}

async fn keep(store: &Store, backtest: &Backtest) -> i64 {
    store.keep_backtest(backtest, "an officer", NOON).await.unwrap()
}

#[tokio::test]
async fn the_last_back_test_kept_counts_and_each_is_in_the_trail() {
    for database in Database::both().await {
        let store = database.open().await;
        assert_eq!(store.latest_backtest().await.unwrap(), None);
        let (first, second) =
            (backtest("prices-1", BacktestBasis::Sectors, 0.08), backtest("prices-2", BacktestBasis::Areas, -0.01));
        assert_eq!(keep(&store, &first).await, 1);
        assert_eq!(store.latest_backtest().await.unwrap(), Some(first));
        assert_eq!(keep(&store, &second).await, 2);
        store.close().await;

        let store = database.open().await;
        assert_eq!(store.latest_backtest().await.unwrap(), Some(second.clone()), "closed and opened again");
        assert_eq!(store.holdings().await.unwrap().backtest, Some(second));
        let changes = store.changes_after(0, 10).await.unwrap();
        let told: Vec<_> = changes.iter().map(|change| (change.import_id, &*change.kind, &*change.key)).collect();
        assert_eq!(told, [(None, "backtests", "1"), (None, "backtests", "2")], "servers take notice of it");
    }
}

#[tokio::test]
async fn other_home_prices_have_another_name_and_nothing_else_has() {
    for database in Database::both().await {
        let store = database.open().await;
        let name = async || store.holdings().await.unwrap().price_release;
        assert_eq!(name().await, None);
        take_in(&store, &register("register", [bare_asset("a-1")])).await;
        assert_eq!(name().await, None, "assets are not prices");
        take_in(&store, &sales("price-paid", [sale("A", 1)])).await;
        let first = name().await;
        assert!(first.as_ref().is_some_and(|name| name.starts_with("prices-") && name.len() == 19), "{first:?}");
        take_in(&store, &sales("price-paid", [sale("A", 1)])).await;
        take_in(&store, &postcodes("postcodes", [postcode_point("L8 1TH", 0.1)])).await;
        assert_eq!(name().await, first, "what changes no price changes no name");
        let mut later = sales("price-paid", [sale("A", 1), sale("B", 2)]);
        later.checksum = "another".to_owned();
        take_in(&store, &later).await;
        assert_ne!(name().await, first);
        let loaded = store.holdings().await.unwrap().loaded;
        let rows: Vec<_> = loaded.iter().map(|loaded| (&*loaded.source.0, loaded.rows)).collect();
        assert_eq!(rows, [("postcodes", 1), ("price-paid", 2), ("register", 1)]);
    }
}

#[tokio::test]
async fn a_passing_back_test_of_the_prices_in_use_lets_uplift_count_for_more() {
    let service = Service::usual().await;
    let store = service.catalogue.store();
    let heavy = "/needs/n-001/matches?weights=0.3,0.2,0.5";
    let release = store.holdings().await.unwrap().price_release.unwrap();

    let method = service.json("/method").await;
    assert_eq!((&method["most_uplift"], &method["backtest"]), (&0.3.into(), &serde_json::Value::Null));
    let sentence = "Uplift may count for at most 30% of the score, because no back-test has been run on the home prices \
                    in use.";
    assert_eq!(method["gate"]["sentence"], sentence);
    let refused = service.get(heavy).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let problem = refused.json();
    assert_eq!((&problem["parameter"], &problem["code"]), (&"weights".into(), &"invalid-parameter".into()));
    assert_eq!(problem["detail"], format!("{sentence} Here it is 50%."));

    keep(store, &backtest(&release, BacktestBasis::Areas, 0.08)).await;
    assert_eq!(service.json("/about").await["criteria"]["most_uplift"], 0.85);
    let method = service.json("/method").await;
    assert_eq!((&method["gate"]["open"], &method["backtest"]["passes"]), (&true.into(), &true.into()));
    assert_eq!(method["backtest"]["horizons"][0]["base_years"][1]["coverage"], 0.88);
    assert_eq!(service.json(heavy).await["versions"]["weights"], serde_json::json!([0.3, 0.2, 0.5]));
    assert_eq!(service.get("/needs/n-001/matches?weights=0.05,0.05,0.9").await.status, StatusCode::BAD_REQUEST);

    for stale in [
        backtest("prices-of-old", BacktestBasis::Areas, 0.08),
        backtest(&release, BacktestBasis::Sectors, 0.08),
        backtest(&release, BacktestBasis::Areas, -0.01),
    ] {
        keep(store, &stale).await;
        assert_eq!(service.json("/method").await["most_uplift"], 0.3, "{stale:?}");
        assert_eq!(service.get(heavy).await.status, StatusCode::BAD_REQUEST);
    }

    keep(store, &backtest(&release, BacktestBasis::Areas, 0.08)).await;
    assert_eq!(service.get(heavy).await.status, StatusCode::OK);
    take_in(store, &sales("sales", [sale("one-more", 90_000)])).await;
    assert_eq!(service.get(heavy).await.status, StatusCode::BAD_REQUEST, "the prices have changed since");
}
