//! The catalogue: what is accepted is visible to the next read, and a region goes in through the door real files take.

use std::future::poll_fn;
use std::path::Path;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use catmap::app::catalogue::{self, Catalogue, Snapshot};
use catmap::app::import_files::{Way, commonest_reasons, each_refused, import_file};
use catmap::domain::asset::Asset;
use catmap::domain::imported::Tally;
use catmap::fictional::{RegionPlan, generate};
use catmap::store::{Edit, Store, StoreError};

use crate::store_files::{NOON, bare_asset, register};

#[tokio::test]
async fn an_accepted_write_by_another_program_is_visible_to_the_next_read() {
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("catmap.db").display().to_string();
    let catalogue = Catalogue::new(catalogue::open(&address).await.unwrap());
    let other_program = catalogue::open(&address).await.unwrap();
    assert_eq!(catalogue.snapshot().await.unwrap().atlas.assets().len(), 0);
    for count in 1..=3_usize {
        let file = register("a", (0..count).map(|number| bare_asset(&format!("asset-{number}"))));
        other_program.take_in(&file, "another program", NOON, &|_, _| {}).await.unwrap();
        assert_eq!(catalogue.snapshot().await.unwrap().atlas.assets().len(), count);
    }
}

#[tokio::test]
async fn nothing_is_loaded_again_while_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue =
        Catalogue::new(catalogue::open(&folder.path().join("catmap.db").display().to_string()).await.unwrap());
    let first = catalogue.snapshot().await.unwrap();
    let second = catalogue.snapshot().await.unwrap();
    assert!(Arc::ptr_eq(&first, &second));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_more_edits_than_are_looked_at_one_by_one_all_is_indexed_anew_and_no_edit_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("catmap.db").display().to_string();
    let catalogue = Catalogue::new(catalogue::open(&address).await.unwrap());
    let store = catalogue.store();
    let id = |number: usize| format!("asset-{number:04}");
    let file = register("a", (0..1_100).map(|number| bare_asset(&id(number))));
    store.take_in(&file, "a test", NOON, &|_, _| {}).await.unwrap();
    let rename = async |number: usize, name: &str| {
        let note = Edit { by: "a test", at: NOON, reason: None, is_undo: false, last_seen: None };
        let renamed = |asset: &Asset| Ok::<_, StoreError>(Asset { name: name.to_owned(), ..asset.clone() });
        store.change_asset(&id(number), note, renamed).await.unwrap().unwrap();
    };
    catalogue.snapshot().await.unwrap();
    for number in 0..1_100 {
        rename(number, "Edited").await;
    }
    assert_eq!(catalogue.snapshot().await.unwrap().survey.replaced(), 1_100);
    // What is indexed anew behind the answers is taken up with the next edit that finds it ready.
    let mut edits = 0;
    while catalogue.snapshot().await.unwrap().survey.replaced() > 100 {
        edits += 1;
        assert!(edits < 10_000, "it is never ready");
        rename(edits % 7, &format!("Edited {edits}")).await;
    }
    let (held, anew) = (catalogue.snapshot().await.unwrap(), Catalogue::new(catalogue::open(&address).await.unwrap()));
    let anew = anew.snapshot().await.unwrap();
    assert!(held.shows_the_same(&anew) && held.version == anew.version);
    assert!(held.atlas.assets().iter().all(|placed| placed.asset.name.starts_with("Edited")));
}

#[tokio::test]
async fn readers_wait_for_no_edit_that_nobody_was_told_of_and_see_it_once_somebody_was() {
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("catmap.db").display().to_string();
    let catalogue = Catalogue::new(catalogue::open(&address).await.unwrap());
    let elsewhere = catalogue::open(&address).await.unwrap();
    let file = register("a", ["a-1", "a-2"].map(bare_asset));
    catalogue.store().take_in(&file, "a test", NOON, &|_, _| {}).await.unwrap();
    let before = catalogue.snapshot().await.unwrap();
    let rename = async |store: &Store, id: &str| {
        let note = Edit { by: "a test", at: NOON, reason: None, is_undo: false, last_seen: None };
        let renamed = |asset: &Asset| Ok::<_, StoreError>(Asset { name: "Edited".to_owned(), ..asset.clone() });
        store.change_asset(id, note, renamed).await.unwrap().unwrap().changes.unwrap()
    };
    let edited = |snapshot: &Snapshot| -> Vec<bool> {
        snapshot.atlas.assets().iter().map(|placed| placed.asset.name == "Edited").collect()
    };
    let mut taking = Box::pin(catalogue.take_up(rename(catalogue.store(), "a-1").await));
    let begun = poll_fn(|context| Poll::Ready(taking.as_mut().poll(context).is_pending())).await;
    assert!(begun, "it is being put in");
    let meanwhile = tokio::time::timeout(Duration::from_secs(30), catalogue.snapshot()).await;
    assert!(Arc::ptr_eq(&meanwhile.expect("a reader waits for it").unwrap(), &before));
    // What another process wrote meanwhile was told of there, and is seen at once.
    rename(&elsewhere, "a-2").await;
    let (taken, read) = tokio::join!(taking, catalogue.snapshot());
    taken.unwrap();
    assert_eq!(edited(&read.unwrap()), [true, true]);
    assert_eq!(edited(&before), [false, false]);
}

#[tokio::test]
async fn a_made_up_region_goes_in_row_by_row_and_a_second_time_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let plan = RegionPlan { assets: 60, needs: 12, areas: 24, ..RegionPlan::default() };
    let files = generate(&plan, &folder.path().join("region"), &mut |_, _, _| {}).unwrap();
    let store = catalogue::open(&folder.path().join("catmap.db").display().to_string()).await.unwrap();
    let import = async |path: &Path| import_file(&store, path, Way::default(), "test", |_, _, _| {}).await.unwrap();
    let mut refused = 0;
    for path in files.in_order_of_import() {
        let imported = import(path).await;
        let Tally { read, new, unchanged, refused: left_out, .. } = imported.tally;
        assert!(imported.tally.adds_up(), "{}: {:?}", path.display(), imported.tally);
        assert_eq!((read, unchanged), (new + left_out, 0), "{}", path.display());
        let reasons = commonest_reasons(&store, &imported).await.unwrap();
        assert_eq!((reasons.count, reasons.commonest.iter().map(|one| one.rows).sum::<u64>()), (left_out, left_out));
        if left_out > 0 {
            let mut rows = 0;
            each_refused(&store, &imported, |row| rows += u64::from(!row.reason.is_empty())).await.unwrap();
            assert_eq!(rows, left_out, "each row left out is kept with its reason");
            refused += left_out;
        }
    }
    assert!(refused > 0, "the region has rows that repeat others");
    let atlas = Snapshot::of(store.holdings().await.unwrap()).unwrap().atlas;
    let taken_as_real: Vec<&str> =
        atlas.sources().iter().filter(|source| !source.fictional).map(|source| &*source.id.0).collect();
    assert_eq!(taken_as_real, [""; 0], "all of it is made up, and says so");
    for (index, area) in atlas.areas().iter().enumerate() {
        let ward = atlas.ward_of_area(index).expect("wards cover every area");
        let around = atlas.levels().iter().flat_map(|level| level.outlines.records()).find(|one| *one.name == *ward);
        assert_eq!(around.unwrap().borough.as_deref(), area.borough_name(), "{ward}");
    }
    let change = store.latest_change().await.unwrap();
    for path in files.in_order_of_import() {
        let Tally { new, changed, .. } = import(path).await.tally;
        assert_eq!((new, changed), (0, 0), "{}", path.display());
    }
    assert_eq!(store.latest_change().await.unwrap(), change);
}
