//! One asset changed by a person, and secrets of a database: on both databases.

use catmap::domain::asset::{Asset, Shown};
use catmap::domain::change::How;
use catmap::store::{Edit, Edited, HeldAsset, StoreError};

use crate::store_contract::{Database, take_in};
use crate::store_files::{NOON, bare_asset, full_asset, register};

const EDIT: Edit<'_> =
    Edit { by: "jo@example.org", at: NOON, reason: Some("Survey of May"), is_undo: false, last_seen: None };

fn renamed(asset: &Asset) -> Result<Asset, StoreError> {
    Ok(Asset { name: "Another name".to_owned(), shown: Shown::Exact, ..asset.clone() })
}

#[tokio::test]
async fn an_edit_is_kept_with_who_why_and_what_was_before() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("s", [full_asset("a"), bare_asset("b")])).await;
        let before = store.asset("a").await.unwrap().unwrap();
        let Edited { asset: after, changes } = store.change_asset("a", EDIT, renamed).await.unwrap().unwrap();
        let latest = store.latest_change().await.unwrap();
        assert_eq!(changes, Some(latest..=latest));
        assert_eq!((after.name.as_str(), after.shown), ("Another name", Shown::Exact));
        assert_eq!(store.asset("a").await.unwrap().as_ref(), Some(&after));
        let trail = store.changes_of("assets", "a", i64::MAX, 10).await.unwrap();
        let newest = &trail[0];
        assert_eq!((newest.how, newest.by.as_str(), newest.import_id), (How::Edit, "jo@example.org", None));
        assert_eq!(newest.reason.as_deref(), Some("Survey of May"));
        let read = |json: &Option<String>| serde_json::from_str::<Asset>(json.as_deref().unwrap()).unwrap();
        assert_eq!((read(&newest.before), read(&newest.after)), (before, after));
        // The same again, and an asset that is not there, write nothing.
        let change = store.latest_change().await.unwrap();
        assert_eq!(store.change_asset("a", EDIT, renamed).await.unwrap().unwrap().changes, None);
        for nobody in ["c", "a\0", ""] {
            assert_eq!(store.change_asset(nobody, EDIT, renamed).await.unwrap(), None);
            assert_eq!(store.asset(nobody).await.unwrap(), None);
        }
        assert_eq!(store.latest_change().await.unwrap(), change);
    }
}

#[tokio::test]
async fn an_edit_on_top_of_one_not_seen_and_one_that_fails_write_nothing() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("s", [bare_asset("a"), bare_asset("b")])).await;
        let seen = store.changes_of("assets", "a", i64::MAX, 1).await.unwrap()[0].id;
        store.change_asset("b", EDIT, renamed).await.unwrap();
        let edit = Edit { last_seen: Some(seen), ..EDIT };
        assert!(store.change_asset("a", edit, renamed).await.unwrap().is_some(), "another asset's change is no matter");
        let change = store.latest_change().await.unwrap();
        let again =
            store.change_asset("a", edit, |asset| Ok(Asset { name: "Third".to_owned(), ..asset.clone() })).await;
        assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
        let failed =
            store.change_asset("a", EDIT, |_| Err(StoreError::Conflict { reason: "No.".to_owned(), source: None }));
        assert!(failed.await.is_err());
        assert_eq!(store.latest_change().await.unwrap(), change);
    }
}

/// The same of several.
fn all_renamed(held: &[HeldAsset]) -> Result<Vec<Asset>, StoreError> {
    held.iter().map(|held| renamed(&held.asset)).collect()
}

#[tokio::test]
async fn several_assets_are_changed_as_one_edit_whose_lines_are_found_by_its_name() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("s", [full_asset("a"), bare_asset("b"), bare_asset("c")])).await;
        let ids = [("b", None), ("nobody", None), ("a\0", None), ("a", None)];
        let before = store.latest_change().await.unwrap();
        let mut seen = Vec::new();
        let changed = store.change_assets(&ids, "e-1", EDIT, |held| {
            seen = held.iter().map(|held| held.asset.id.0.to_string()).collect();
            all_renamed(held)
        });
        assert_eq!(changed.await.unwrap(), Some(before + 1..=before + 2));
        assert_eq!(seen, ["b", "a"], "those that are held, in the order asked for");
        let lines = store.changes_of_edit("e-1").await.unwrap();
        let told: Vec<_> = lines.iter().map(|line| (line.id, line.key.as_str(), line.how, line.by.as_str())).collect();
        assert_eq!(
            told,
            [(before + 1, "b", How::Edit, "jo@example.org"), (before + 2, "a", How::Edit, "jo@example.org")]
        );
        assert_eq!(lines[0].reason.as_deref(), Some("Survey of May"));
        assert_eq!(store.changes_of("assets", "a", i64::MAX, 1).await.unwrap()[0], lines[1]);
        for nothing in ["e-2", "", "e\0"] {
            assert_eq!(store.changes_of_edit(nothing).await.unwrap(), []);
        }
        // Those that are so already are left alone, and an edit of nothing is no edit.
        assert_eq!(
            store.change_assets(&[("a", None), ("c", None)], "e-3", EDIT, all_renamed).await.unwrap(),
            Some(before + 3..=before + 3)
        );
        assert_eq!(store.changes_of_edit("e-3").await.unwrap().len(), 1);
        assert_eq!(store.change_assets(&[("a", None)], "e-4", EDIT, all_renamed).await.unwrap(), None);
        assert_eq!(store.changes_of_edit("e-4").await.unwrap(), []);
    }
}

#[tokio::test]
async fn of_several_assets_it_is_told_which_were_changed_since_and_a_refusal_changes_none() {
    for database in Database::both().await {
        let store = database.open().await;
        take_in(&store, &register("s", [bare_asset("a"), bare_asset("b")])).await;
        let seen = |id: &'static str| {
            let store = store.clone();
            async move { store.changes_of("assets", id, i64::MAX, 1).await.unwrap()[0].id }
        };
        let (of_a, of_b) = (seen("a").await, seen("b").await);
        store.change_asset("a", EDIT, renamed).await.unwrap();
        let before = store.latest_change().await.unwrap();
        let ids = [("a", Some(of_a)), ("b", Some(of_b))];
        let refused = store.change_assets(&ids, "e-1", EDIT, |held| {
            assert_eq!(held.iter().map(|held| held.is_newer).collect::<Vec<_>>(), [true, false]);
            Err(StoreError::Conflict { reason: "No.".to_owned(), source: None })
        });
        assert!(refused.await.is_err());
        assert_eq!(store.latest_change().await.unwrap(), before);
        assert_eq!(store.asset("b").await.unwrap().unwrap().name, bare_asset("b").name);
    }
}

#[tokio::test]
async fn a_secret_is_kept_once_and_is_no_change_of_the_data() {
    for database in Database::both().await {
        let store = database.open().await;
        assert_eq!(store.secret("asset-ids").await.unwrap(), None);
        store.keep_secret("asset-ids", "first").await.unwrap();
        store.keep_secret("asset-ids", "second").await.unwrap();
        assert_eq!(store.secret("asset-ids").await.unwrap().as_deref(), Some("first"));
        assert_eq!(store.latest_change().await.unwrap(), 0);
    }
}
